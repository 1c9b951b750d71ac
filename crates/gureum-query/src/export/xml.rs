//! Text in XML, escaped as it is written. Line breaks and tabs in attributes, and carriage returns anywhere, are
//! written as references, since parsers would change them.

use std::io::{self, Write};

/// Between tags.
pub(super) fn text(out: &mut impl Write, text: &str) -> io::Result<()> {
    escape(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\r' => Some("&#13;"),
        _ => None,
    })
}

/// ` name="value"`.
pub(super) fn attribute(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    write!(out, " {name}=\"")?;
    escape(out, value, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#9;"),
        b'\n' => Some("&#10;"),
        b'\r' => Some("&#13;"),
        _ => None,
    })?;
    out.write_all(b"\"")
}

fn escape(
    out: &mut impl Write,
    text: &str,
    reference: impl Fn(u8) -> Option<&'static str>,
) -> io::Result<()> {
    let bytes = text.as_bytes();
    let mut written = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if let Some(reference) = reference(*byte) {
            out.write_all(&bytes[written..at])?;
            out.write_all(reference.as_bytes())?;
            written = at + 1;
        }
    }
    out.write_all(&bytes[written..])
}
