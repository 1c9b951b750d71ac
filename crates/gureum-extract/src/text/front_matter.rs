//! The block between two `---` lines at the start of a file: a few scalar keys with their places.
//! Not a YAML reader: nested values and lists are passed over, but never break the reading.

use std::ops::Range;

use gureum_model::{CalendarDate, Span};

use super::date::parse_date;
use super::normalize::normalize;
use super::page::{Located, Note, NoteCode};

/// What the front matter says, and where the page begins.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) title: Option<Located>,
    pub(super) publisher: Option<String>,
    pub(super) reporter: Option<String>,
    pub(super) published: Option<CalendarDate>,
    pub(super) url: Option<String>,
    pub(super) id: Option<String>,
    /// First byte after the block.
    pub(super) body: usize,
}

/// A block without end within this many bytes is a horizontal rule and not front matter.
const LONGEST: usize = 64 * 1024;

/// Reads the block if the source begins with one.
pub(super) fn read_front_matter(source: &str, notes: &mut Vec<Note>) -> FrontMatter {
    let mut found = FrontMatter::default();
    let Some(block) = block(source) else {
        return found;
    };
    found.body = block.end;
    let lines = block.start;
    let mut unknown: Vec<&str> = Vec::new();
    let mut parent = "";
    let mut offset = lines.start;
    for line in source[lines].split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let indented = line.starts_with([' ', '\t']);
        let Some((key, value)) = split_key(source, start..start + line.trim_end().len()) else {
            continue;
        };
        if !indented {
            parent = key;
        }
        let name = match (indented, parent) {
            (false, _) => key,
            (true, "publisher" | "author" | "reporter") if key == "name" => parent,
            (true, _) => continue,
        };
        let text = scalar(&source[value.clone()]);
        let span = Span::new(value.start, value.end);
        let slot = match name {
            "title" => {
                if found.title.is_none() && !text.is_empty() {
                    found.title = Some(Located { value: normalize(&text).as_str().to_owned(), span });
                }
                continue;
            }
            "published" | "date" | "datePublished" => {
                found.take_date(name, &text, span, notes);
                continue;
            }
            "source" if text.contains("://") => &mut found.url,
            "publisher" | "source" => &mut found.publisher,
            "reporter" | "author" => &mut found.reporter,
            "url" => &mut found.url,
            "id" => &mut found.id,
            _ => {
                unknown.push(key);
                continue;
            }
        };
        if slot.is_none() && !text.is_empty() {
            *slot = Some(normalize(&text).as_str().to_owned());
        }
    }
    if !unknown.is_empty() {
        let keys = unknown.join(", ");
        let message = format!(
            "front matter keys that are not used: {keys} \
             (known: title, publisher, published, url, source, reporter, id)"
        );
        notes.push(Note { code: NoteCode::UnknownKey, message, span: Some(Span::new(0, found.body)) });
    }
    found
}

impl FrontMatter {
    fn take_date(&mut self, key: &str, text: &str, span: Span, notes: &mut Vec<Note>) {
        match parse_date(text) {
            Some(date) if self.published.is_none() || key == "published" => self.published = Some(date),
            Some(_) => {}
            // Site generators use `published: true` for "not a draft".
            None if matches!(text, "" | "true" | "false") => {}
            None => notes.push(Note {
                code: NoteCode::BadDate,
                message: format!("'{text}' is not a date, so {key} is ignored: write 2024-06-10"),
                span: Some(span),
            }),
        }
    }
}

/// The lines between the fences, and the end of the whole block.
struct Block {
    start: Range<usize>,
    end: usize,
}

fn block(source: &str) -> Option<Block> {
    let lead = source.len() - source.trim_start().len();
    let fence = source[lead..].lines().next()?;
    if fence.trim_end() != "---" {
        return None;
    }
    let mut offset = lead;
    let mut lines = 0;
    let mut keys = 0;
    for line in source[lead..].split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        if start == lead {
            lines = offset;
            continue;
        }
        let text = line.trim_end();
        if text == "---" || text == "..." {
            // Two rules around prose are no front matter; two around nothing are.
            let empty = source[lines..start].trim().is_empty();
            return (keys > 0 || empty).then_some(Block { start: lines..start, end: offset });
        }
        keys += usize::from(split_key(source, start..start + text.len()).is_some());
        if offset - lead > LONGEST {
            break;
        }
    }
    None
}

/// `key: value`; the value's range has no surrounding space or comment.
fn split_key(source: &str, line: Range<usize>) -> Option<(&str, Range<usize>)> {
    let text = &source[line.clone()];
    let colon = text.find(':')?;
    let key = text[..colon].trim();
    if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') {
        return None;
    }
    let after = &text[colon + 1..];
    if !(after.is_empty() || after.starts_with([' ', '\t'])) {
        return None;
    }
    let value = after.trim();
    let value = match value.bytes().next() {
        Some(b'"' | b'\'') => value,
        _ => value.find(" #").map_or(value, |at| value[..at].trim_end()),
    };
    let start = line.start + colon + 1 + (after.len() - after.trim_start().len());
    Some((key, start..start + value.len()))
}

/// A plain, single-quoted or double-quoted scalar; the first of an inline list.
fn scalar(value: &str) -> String {
    let value = value.strip_prefix('[').map_or(value, |list| {
        let end = list.find([',', ']']).unwrap_or(list.len());
        list[..end].trim()
    });
    if let Some(inner) = value.strip_prefix('\'') {
        return inner.strip_suffix('\'').unwrap_or(inner).replace("''", "'").trim().to_owned();
    }
    let Some(inner) = value.strip_prefix('"') else {
        return match value {
            "null" | "~" | "|" | ">" | "{}" => String::new(),
            _ => value.to_owned(),
        };
    };
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('n' | 't' | 'r') => text.push(' '),
                Some(hex @ ('u' | 'x')) => {
                    let digits: String = chars.by_ref().take(if hex == 'u' { 4 } else { 2 }).collect();
                    text.push(
                        u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}'),
                    );
                }
                Some(other) => text.push(other),
                None => {}
            },
            _ => text.push(c),
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> (FrontMatter, Vec<Note>) {
        let mut notes = Vec::new();
        let found = read_front_matter(source, &mut notes);
        (found, notes)
    }

    #[test]
    fn keys_values_and_places() {
        let source = "---\ntitle: \"'구름' \\\"시작\\\"\"\npublisher: 한빛일보  # 가상\npublished: 2024. 6. 10.\n\
                      reporter: '김하늘'\nurl: https://example.com/a?b=1#c\nid: a-1\n---\n본문이다.\n";
        let (found, notes) = read(source);
        let title = found.title.unwrap();
        assert_eq!(title.value, "'구름' \"시작\"");
        assert_eq!(&source[title.span.range()], "\"'구름' \\\"시작\\\"\"");
        assert_eq!(found.publisher.as_deref(), Some("한빛일보"));
        assert_eq!(found.published.unwrap().to_string(), "2024-06-10");
        assert_eq!(found.reporter.as_deref(), Some("김하늘"));
        assert_eq!(found.url.as_deref(), Some("https://example.com/a?b=1#c"));
        assert_eq!(found.id.as_deref(), Some("a-1"));
        assert_eq!(&source[found.body..], "본문이다.\n");
        assert!(notes.is_empty());
    }

    #[test]
    fn nested_and_unknown_keys_do_not_stop_the_reading() {
        let (found, notes) = read(
            "---\nlayout: post\ntags:\n  - a\npublisher:\n  name: 한빛일보\n  url: null\n\
             datePublished: '2016-04-20T23:10:00Z'\npublished: true\ntitle: ''\n---\n",
        );
        assert_eq!(found.publisher.as_deref(), Some("한빛일보"));
        assert_eq!(found.published.unwrap().to_string(), "2016-04-21");
        assert!(found.title.is_none() && found.url.is_none());
        assert_eq!(notes.len(), 1);
        assert!(notes[0].message.contains("layout, tags"), "{}", notes[0].message);
    }

    #[test]
    fn a_bad_date_is_named_and_the_rest_is_kept() {
        let (found, notes) = read("---\npublished: 2024-13-01\ntitle: 제목\n---\n");
        assert!(found.published.is_none() && found.title.is_some());
        assert!(notes[0].code == NoteCode::BadDate && notes[0].message.contains("2024-13-01"));
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        for source in
            ["---\n본문이다.\n", "---\n본문이다.\n---\n더 있다.\n", "본문\n---\ntitle: x\n---\n", ""]
        {
            assert_eq!(read(source).0.body, 0, "{source}");
        }
    }
}
