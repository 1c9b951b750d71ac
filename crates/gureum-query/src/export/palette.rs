//! Colours by class: light enough for dark text, told apart by most eyes. Chosen by hand; related
//! classes have related hues.

/// Red, green and blue of a class; grey for things without one.
pub(crate) fn colour(class: Option<&str>) -> [u8; 3] {
    match class.unwrap_or_default() {
        "Organization" => [0x9e, 0xc9, 0xf0],
        "Person" => [0xf7, 0xc6, 0xa3],
        "Group" => [0xc5, 0xd8, 0xea],
        "Program" => [0xf4, 0xdf, 0x8b],
        "Event" => [0xf2, 0xee, 0xb0],
        "Law" => [0xe0, 0xcf, 0xb0],
        "Certification" => [0xe6, 0xb8, 0xd4],
        "Service" => [0xa8, 0xdc, 0xb5],
        "Technology" => [0x8f, 0xd3, 0xcb],
        "ServiceModel" => [0xcf, 0xe8, 0xa9],
        "Sector" => [0xcb, 0xc3, 0xe8],
        "Place" => [0xe3, 0xd6, 0xf0],
        "Facility" => [0xb9, 0xb6, 0xdf],
        _ => [0xdd, 0xdd, 0xdd],
    }
}
