//! Style sheet, icon and the bundle of scripts, all of them in the binary.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// A file of the bundle: its name, what it holds, and a hash of that.
type Asset = (&'static str, &'static [u8], &'static str);

// `BUNDLE`, made by `build.rs` of what `npm run build` left in `web/dist`; empty without.
include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

const OWN: [Asset; 2] = [
    ("style.css", include_bytes!("style.css"), env!("CARGO_PKG_VERSION")),
    ("icon.svg", include_bytes!("icon.svg"), env!("CARGO_PKG_VERSION")),
];

pub(crate) fn has_bundle() -> bool {
    !BUNDLE.is_empty()
}

/// What to tell at the start of a server that lacks the bundle.
pub fn bundle_is_missing() -> Option<&'static str> {
    (!has_bundle()).then_some(
        "pages come without the interactive graph and the SPARQL editor: \
         run npm ci && npm run build in crates/gureum-server/web and build again to have them",
    )
}

/// The style sheet that belongs to a script.
pub(super) fn style_of(script: &str) -> Option<String> {
    let name = format!("{}.css", script.strip_suffix(".js")?);
    BUNDLE.iter().any(|(known, ..)| *known == name).then(|| format!("/assets/{name}"))
}

/// A file, which a browser may keep as long as the server says that it has not changed.
pub(super) async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let found = OWN.iter().chain(BUNDLE).find(|(known, ..)| *known == name);
    let Some((name, bytes, hash)) = found else {
        return Problem::not_found(format!("there is no file {name} here")).into_response();
    };
    let media_type = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    let tag = format!("W/\"{hash}-{}\"", bytes.len());
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = if known == Some(tag.as_str()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (StatusCode::OK, *bytes).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.extend(HeaderValue::try_from(tag).map(|tag| (header::ETAG, tag)));
    response
}
