//! Text on a terminal: how many columns it takes, where it wraps, and how control characters are
//! made harmless. It knows nothing about colours (see [`crate::card::Style`]) or tables.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that `text` takes: two for Hangul and Hanja, none for combining marks.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` with characters that would move the cursor, colour the screen or turn the reading
/// direction written out: a newline as `\n`, an escape as `\u{1b}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_unsafe(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// As [`visible`], with white space of any kind as one space: for running text.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    visible(&words.join(" ")).into_owned()
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The longest beginning that fits into `columns`, with `…` where something was cut.
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut used = 1;
    let end = text
        .char_indices()
        .find(|(_, c)| {
            used += c.width().unwrap_or(0);
            used > columns
        })
        .map_or(text.len(), |(at, _)| at);
    Cow::Owned(format!("{}…", &text[..end]))
}

/// Byte ranges of the lines that `text` makes in `columns`: broken at spaces, and inside a word
/// only where it is wider than a whole line. The spaces at the breaks belong to no line.
pub fn wrap(text: &str, columns: usize) -> Vec<std::ops::Range<usize>> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    let mut space: Option<usize> = None; // where the line may end
    let mut at = 0;
    while at < text.len() {
        let c = text[at..].chars().next().unwrap_or(' ');
        let wide = c.width().unwrap_or(0);
        if c == ' ' {
            space = Some(at);
        }
        if used + wide > columns && c != ' ' && at > start {
            let (end, next) = match space {
                Some(end) if end > start => (end, end + 1),
                _ => (at, at),
            };
            lines.push(start..end);
            (start, at, used, space) = (next, next, 0, None);
            continue;
        }
        used += wide;
        at += c.len_utf8();
    }
    if start < text.len() {
        lines.push(start..text.len());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn hangul_takes_two_columns_in_either_normal_form() {
        assert_eq!(width("구름 a"), 6);
        assert_eq!(width("\u{1100}\u{116e}\u{1105}\u{1173}\u{11b7}"), 4);
    }

    #[test]
    fn lines_break_at_spaces_and_words_only_in_need() {
        assert_eq!(wrapped("가람은 새벽과 손잡았다", 14), ["가람은 새벽과", "손잡았다"]);
        assert_eq!(wrapped("가람클라우드", 8), ["가람클라", "우드"]);
        assert_eq!(wrapped("", 10), [""; 0]);
        assert_eq!(wrapped("가", 1), ["가"]);
    }

    #[test]
    fn cut_text_says_so_and_fits() {
        assert_eq!(cut("가람클라우드", 12), "가람클라우드");
        assert_eq!(cut("가람클라우드", 8), "가람클…");
        assert!(width(&cut("가람클라우드", 7)) <= 7);
    }

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c"), "a\\u{1b}[31mb\\u{202e}c");
        assert_eq!(one_line(" a\n\tb "), "a b");
    }
}
