//! SVG to PNG, with the fonts of this machine.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use skrifa::{FontRef, MetadataProvider as _};

/// A syllable that only fonts for Korean have.
const SYLLABLE: char = '뷁';
/// Where a picture is too large to be held in memory, in pixels a side.
const LARGEST: f32 = 30_000.0;

/// The picture in pixels, `scale` for one of the SVG's.
///
/// # Errors
/// No font of the machine has Hangul; the picture is too large.
pub(crate) fn of_svg(svg: &str, scale: f32) -> anyhow::Result<Vec<u8>> {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let korean = korean(&fonts);
    let Some(family) = korean else {
        bail!(
            "no font with Hangul is installed, so a PNG would have boxes for letters: install one (Debian: apt install \
             fonts-noto-cjk), or write SVG, which is drawn with the reader's fonts"
        );
    };
    fonts.set_sans_serif_family(family);
    let options =
        Options { fontdb: Arc::new(fonts), font_family: "sans-serif".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).context("the picture cannot be read back")?;
    let [width, height] = [tree.size().width(), tree.size().height()].map(|side| (side * scale).ceil());
    if width.max(height) > LARGEST {
        bail!(
            "the picture would be {width} by {height} pixels: choose a smaller --scale or --limit, or write SVG"
        );
    }
    let mut pixels = Pixmap::new(width as u32, height as u32).context("the picture has no size")?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().context("the picture cannot be written as PNG")
}

/// The family to draw with: one of those that the pictures name, or the first that has Hangul.
fn korean(fonts: &fontdb::Database) -> Option<String> {
    const KNOWN: [&str; 5] =
        ["Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic"];
    let has = |face: &&fontdb::FaceInfo| {
        let glyph = fonts.with_face_data(face.id, |data, index| {
            FontRef::from_index(data, index).is_ok_and(|font| font.charmap().map(SYLLABLE).is_some())
        });
        glyph.unwrap_or(false)
    };
    let name = |face: &fontdb::FaceInfo| face.families.first().map(|family| family.0.clone());
    let known =
        fonts.faces().find(|face| face.families.iter().any(|(family, _)| KNOWN.contains(&family.as_str())));
    known.or_else(|| fonts.faces().find(has)).and_then(name)
}
