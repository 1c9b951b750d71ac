//! Comma-separated values as in RFC 4180.

use std::borrow::Cow;

/// A cell, in quotation marks where it needs them.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}
