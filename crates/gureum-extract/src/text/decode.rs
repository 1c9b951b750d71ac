//! Bytes to text: which encoding a page is in. Not about characters once they are decoded
//! (see [`super::normalize`]).

use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark. Spans count in its bytes.
    pub text: String,
    /// Name of the encoding in the WHATWG Encoding Standard: `UTF-8`, `EUC-KR` (which is CP949), …
    pub encoding: &'static str,
    /// Whether some bytes made no sense and became U+FFFD.
    pub had_errors: bool,
}

/// Why bytes are no page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes are no text.
    #[error("this is a binary file ({0}), not text: export the article as text, Markdown or HTML")]
    Binary(&'static str),
    /// Longer than spans can count.
    #[error("the text is longer than 4 GiB: split it into articles")]
    TooLarge,
}

/// First bytes of the file formats people hand in by mistake.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, HWPX or XLSX"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "HWP or DOC"),
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"GIF8", "GIF image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\0", "SQLite database"),
];

/// Where an HTML page must name its encoding: the first 1,024 bytes by the standard; pages with long
/// comments in front exist.
const META_WINDOW: usize = 4096;

/// Decodes a page: byte order mark, else valid UTF-8, else the encoding its `<meta>` names, else a
/// guess by `chardetng` for a Korean page.
///
/// # Errors
/// [`DecodeError`] where the bytes are no text or too many.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if bytes.len() >= u32::MAX as usize / 3 {
        // decoding from a legacy encoding can grow the text to three times its bytes
        return Err(DecodeError::TooLarge);
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(DecodeError::Binary(name));
    }
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return finish(encoding, &bytes[skip..]);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return finish(encoding, bytes);
    }
    let nul = bytes.iter().filter(|&&b| b == 0).count();
    if nul * 256 > bytes.len() {
        return Err(DecodeError::Binary("it has many NUL bytes"));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        reject_control_characters(text)?;
        return Ok(Decoded { text: text.to_owned(), encoding: UTF_8.name(), had_errors: false });
    }
    if let Some(encoding) = declared(bytes) {
        let decoded = finish(encoding, bytes)?;
        if !decoded.had_errors {
            return Ok(decoded);
        }
    }
    if mostly_utf8(bytes) {
        return finish(UTF_8, bytes);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"kr"), chardetng::Utf8Detection::Allow);
    let encoding = declared(bytes).filter(|&e| e == EUC_KR).unwrap_or(guess);
    finish(encoding, bytes)
}

fn finish(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        let lost = text.chars().filter(|&c| c == '\u{fffd}').count();
        if lost * 10 > text.chars().count() {
            return Err(DecodeError::Binary("most bytes are no characters"));
        }
    }
    reject_control_characters(&text)?;
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), had_errors })
}

fn reject_control_characters(text: &str) -> Result<(), DecodeError> {
    let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace() && *c != '\u{1b}').count();
    if odd > 8 && odd * 20 > text.chars().count() {
        return Err(DecodeError::Binary("it has many control characters"));
    }
    Ok(())
}

/// UTF-16 shows by the zero high byte of its spaces and line breaks, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let (mut even, mut odd) = (0, 0);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let encoding = match (even, odd) {
        (0, 1..) => UTF_16LE,
        (1.., 0) => UTF_16BE,
        _ => return None,
    };
    let (text, had_errors) = encoding.decode_without_bom_handling(head);
    let known = text.chars().filter(|&c| matches!(c, ' '..='~' | '\n' | '\r' | '\t' | '가'..='힣')).count();
    (!had_errors && known * 10 > text.chars().count() * 8).then_some(encoding)
}

/// UTF-8 with a few broken bytes: cut in the middle of a character, or joined from pieces.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// The encoding a `<meta charset>`, `<meta http-equiv>` or XML declaration near the start names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(META_WINDOW)].to_ascii_lowercase();
    if !head.windows(5).any(|w| w == b"<meta" || w == b"<?xml") {
        return None;
    }
    for key in [&b"charset"[..], b"encoding"] {
        for (at, _) in head.windows(key.len()).enumerate().filter(|(_, w)| *w == key) {
            let rest = head[at + key.len()..].trim_ascii_start();
            let Some(rest) = rest.strip_prefix(b"=") else {
                continue;
            };
            let rest = rest.trim_ascii_start();
            let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
            let end = rest
                .iter()
                .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
                .unwrap_or(rest.len());
            if let Some(encoding) = Encoding::for_label(&rest[..end]) {
                return Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.text.as_str(), decoded.had_errors), (encoding, text, false));
    }

    #[test]
    fn korean_pages_come_in_many_encodings() {
        let text = "한빛클라우드는 펲시 시스템을 새 데이터센터로 옮겼다고 밝혔다.\n";
        check(text.as_bytes(), "UTF-8", text);
        check(format!("\u{feff}{text}").as_bytes(), "UTF-8", text);
        check(&EUC_KR.encode(text).0, "EUC-KR", text); // 펲 is only in CP949
        for (encoding, swap, mark) in [
            ("UTF-16LE", false, true),
            ("UTF-16BE", true, true),
            ("UTF-16LE", false, false),
            ("UTF-16BE", true, false),
        ] {
            let mark = if mark { "\u{feff}" } else { "" };
            let bytes: Vec<u8> = format!("{mark}{text}")
                .encode_utf16()
                .flat_map(|u| if swap { u.to_be_bytes() } else { u.to_le_bytes() })
                .collect();
            check(&bytes, encoding, text);
        }
        check(b"", "UTF-8", "");
    }

    #[test]
    fn a_meta_that_lies_about_utf8_is_not_believed() {
        let text = "<meta charset=euc-kr><p>구름이 걷혔다.</p>";
        check(text.as_bytes(), "UTF-8", text);
        let short = "<meta http-equiv='Content-Type' content='text/html; charset=ks_c_5601-1987'>구름";
        check(&EUC_KR.encode(short).0, "EUC-KR", short);
    }

    #[test]
    fn a_cut_character_does_not_change_the_encoding() {
        let text = "구름이 걷히고 해가 났다. 바람은 여전히 불었다.";
        let decoded = decode(&text.as_bytes()[..text.len() - 2]).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.had_errors && decoded.text.starts_with("구름이 걷히고"));
    }

    #[test]
    fn binary_files_are_told_apart() {
        let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b"%PDF-1.7\n"[..], b"PK\x03\x04....", &[0; 64], &noise] {
            assert!(matches!(decode(bytes), Err(DecodeError::Binary(_))));
        }
    }
}
