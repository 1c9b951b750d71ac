//! HTML character references (`&amp;`, `&#8220;`), one at a time so that each keeps its place.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// The longest name in the standard is 32 bytes (`CounterClockwiseContourIntegral;`).
const LONGEST: usize = 34;

/// Decodes the reference at the start of `text`, which begins with `&`: its characters and its length
/// in bytes. `None` where it is just an ampersand. As in the text of HTML, some old names need no
/// semicolon.
pub(super) fn decode_reference(text: &str) -> Option<(Characters, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(bytes);
    }
    let name = bytes[1..].iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    if name == 0 {
        return None;
    }
    let closed = bytes.get(1 + name) == Some(&b';');
    let end = 1 + name + usize::from(closed);
    let c = match &bytes[1..end] {
        b"amp;" => '&',
        b"lt;" => '<',
        b"gt;" => '>',
        b"quot;" => '"',
        b"nbsp;" => '\u{a0}',
        b"lsquo;" => '‘',
        b"rsquo;" => '’',
        b"ldquo;" => '“',
        b"rdquo;" => '”',
        b"middot;" => '·',
        b"hellip;" => '…',
        _ => return by_standard(&text[..end]),
    };
    Some(([Some(c), None], end))
}

/// One character, or two for a few names.
pub(super) type Characters = [Option<char>; 2];

fn numeric(bytes: &[u8]) -> Option<(Characters, usize)> {
    let (radix, start) = if matches!(bytes.get(2), Some(b'x' | b'X')) { (16, 3) } else { (10, 2) };
    let digits =
        bytes[start.min(bytes.len())..].iter().take(10).take_while(|b| (**b as char).is_digit(radix)).count();
    let number = std::str::from_utf8(bytes.get(start..start + digits)?).ok()?;
    let code = u32::from_str_radix(number, radix).ok().filter(|_| digits > 0)?;
    let end = start + digits + usize::from(bytes.get(start + digits) == Some(&b';'));
    let c = match code {
        // The standard reads 0x80..0x9f as windows-1252, which old editors meant.
        0x80..=0x9f => {
            let byte = [u8::try_from(code).unwrap_or(b' ')];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()
        }
        0 => None,
        _ => char::from_u32(code),
    };
    Some(([Some(c.unwrap_or('\u{fffd}')), None], end))
}

/// Asks the tokenizer, which has the full table.
fn by_standard(reference: &str) -> Option<(Characters, usize)> {
    let mut found = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        if let CallbackEvent::String { value } = event {
            found.push_str(&String::from_utf8_lossy(value));
        }
        None
    });
    Tokenizer::new_with_emitter(reference, emitter).for_each(drop);
    if found == reference {
        return None;
    }
    let mut chars = found.chars();
    let (first, second) = (chars.next()?, chars.next());
    if reference.ends_with(';') && !found.ends_with(';') && chars.next().is_none() {
        return Some(([Some(first), second], reference.len()));
    }
    // An old name without semicolon stands for one character; the rest stayed as it was.
    let rest = found.len() - first.len_utf8();
    Some(([Some(first), None], reference.len() - rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_one_by_one() {
        let cases = [
            ("&amp;T", "&", 5),
            ("&#8220;한빛", "“", 7),
            ("&#xAC00; ", "가", 8),
            ("&#146;s", "’", 6),
            ("&rarr;", "→", 6),
            ("&nbsp 다음", "\u{a0}", 5),
            ("&ampx;", "&", 4),
            ("&semi;", ";", 6),
            ("&NotEqualTilde;", "≂̸", 15),
        ];
        for (text, expected, length) in cases {
            let (chars, end) = decode_reference(text).unwrap();
            assert_eq!(
                (chars.into_iter().flatten().collect::<String>().as_str(), end),
                (expected, length),
                "{text}"
            );
        }
        for text in ["& ", "&", "&#", "&#x", "&#;", "&가;", "&nosuchname;", "&#x110000000000;"] {
            let found = decode_reference(text);
            assert!(found.is_none_or(|(c, _)| c[0] == Some('\u{fffd}')), "{text}: {found:?}");
        }
    }
}
