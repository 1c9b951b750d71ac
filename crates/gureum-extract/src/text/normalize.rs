//! Normalisation with a way back: analysis text in NFC with uniform punctuation, and for every range
//! of it the bytes of the source it came from.
//!
//! What changes: NFD becomes NFC, full-width ASCII becomes ASCII, the many middle dots become `·`,
//! odd spaces become one space, zero-width characters and soft hyphens go, low and reversed quotes
//! become `“ ” ‘ ’`, `㈜` becomes `(주)`. Straight and curly quotes stay different characters. Runs
//! of white space become one space. This is not a page reader: see [`super::plain`], [`super::html`].

use std::ops::Range;

use gureum_model::Span;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Normalised text and the map back to its source.
///
/// The map is a list of stretches, so text that was already normal costs one entry whatever its
/// length; a look-up is a binary search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    /// The normalised text. Changing it breaks the map.
    pub text: String,
    stretches: Vec<Stretch>,
}

/// A stretch of the text that came from one stretch of the source, up to the next one's `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    text: u32,
    source: u32,
    source_len: u32,
    /// Copied byte for byte; otherwise the whole stretch stands for the whole source stretch.
    verbatim: bool,
}

impl MappedText {
    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that `range` of the text came from.
    ///
    /// Never inside a character of the source, and monotone: a range further right never maps further
    /// left. Removed characters at the edges are left out, those inside are covered. A range that cuts
    /// a character, or reaches beyond the text, is widened or clipped. O(log n).
    pub fn to_source(&self, range: Range<usize>) -> Span {
        let start = floor_boundary(&self.text, range.start);
        let end = ceil_boundary(&self.text, range.end.max(range.start));
        let from = self.source_start(start);
        if end <= start {
            return Span::new(from, from);
        }
        let last = self.stretches.partition_point(|s| (s.text as usize) < end) - 1;
        let stretch = self.stretches[last];
        let to = stretch.source as usize
            + if stretch.verbatim { end - stretch.text as usize } else { stretch.source_len as usize };
        Span::new(from, to)
    }

    fn source_start(&self, at: usize) -> usize {
        let after = self.stretches.partition_point(|s| s.text as usize <= at);
        let Some(stretch) = after.checked_sub(1).map(|i| self.stretches[i]) else {
            return 0;
        };
        let (inside, source) = (at - stretch.text as usize, stretch.source as usize);
        if at >= self.text.len() {
            source + stretch.source_len as usize
        } else if stretch.verbatim {
            source + inside
        } else {
            source
        }
    }

    /// Appends `range` of `other`, which must lie further right in the same source than all so far.
    pub(super) fn append(&mut self, other: &MappedText, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let base = self.text.len();
        self.text.push_str(&other.text[range.clone()]);
        let mut index = other.stretches.partition_point(|s| s.text as usize <= range.start) - 1;
        while let Some(&stretch) = other.stretches.get(index).filter(|s| (s.text as usize) < range.end) {
            let next = other.stretches.get(index + 1).map_or(other.text.len(), |s| s.text as usize);
            let (from, to) = ((stretch.text as usize).max(range.start), next.min(range.end));
            let (source, source_len) = if stretch.verbatim {
                (stretch.source as usize + from - stretch.text as usize, to - from)
            } else {
                (stretch.source as usize, stretch.source_len as usize)
            };
            self.record(base + from - range.start, source, source_len, stretch.verbatim);
            index += 1;
        }
    }

    /// Appends a line break that stands for nothing in the source.
    pub(super) fn append_line_break(&mut self) {
        let at = self.text.len();
        let source = self.source_start(at);
        self.text.push('\n');
        self.record(at, source, 0, false);
    }

    fn record(&mut self, text: usize, source: usize, source_len: usize, verbatim: bool) {
        if let Some(last) = self.stretches.last_mut()
            && verbatim
            && last.verbatim
            && (last.source + last.source_len) as usize == source
        {
            last.source_len += narrow(source_len);
            return;
        }
        self.stretches.push(Stretch {
            text: narrow(text),
            source: narrow(source),
            source_len: narrow(source_len),
            verbatim,
        });
    }

    fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        while let Some(last) = self.stretches.last_mut() {
            if (last.text as usize) < len {
                if last.verbatim {
                    last.source_len = narrow(len - last.text as usize);
                }
                break;
            }
            self.stretches.pop();
        }
    }
}

/// Sources are limited to 4 GiB before they get here.
fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Normalises a whole text; line breaks count as white space.
///
/// ```
/// use gureum_extract::text::normalize;
/// let text = normalize("㈜한빛 클라우드");
/// assert_eq!(text.as_str(), "(주)한빛 클라우드");
/// let span = text.to_source(5..11);
/// assert_eq!(&"㈜한빛 클라우드"[span.range()], "한빛");
/// ```
pub fn normalize(source: &str) -> MappedText {
    let mut builder = Normalizer::new(source);
    builder.push(0..source.len());
    builder.finish()
}

/// Builds a [`MappedText`] from pieces of one source, given from left to right.
pub(super) struct Normalizer<'s> {
    source: &'s str,
    out: MappedText,
    /// A character and what may compose with it, waiting for the next boundary.
    pending: Vec<(char, u32, u32)>,
}

impl<'s> Normalizer<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        let out = MappedText { text: String::with_capacity(source.len()), stretches: Vec::new() };
        Self { source, out, pending: Vec::new() }
    }

    /// Adds `range` of the source. Characters that need no care are copied in runs.
    pub(super) fn push(&mut self, range: Range<usize>) {
        let bytes = self.source.as_bytes();
        let mut at = range.start;
        while at < range.end {
            let run = at;
            let mut last = at; // start of the run's last character, which may still compose
            while at < range.end {
                let step = plain_length(&bytes[at..range.end], at > run && bytes[at - 1] != b' ');
                if step == 0 {
                    break;
                }
                last = at;
                at += step;
            }
            if last > run {
                self.flush();
                self.copy(run, last);
            }
            if at > run {
                at = last;
            }
            if let Some(c) = self.source[at..range.end].chars().next() {
                self.push_char(c, at..at + c.len_utf8());
                at += c.len_utf8();
            }
        }
    }

    /// Adds one character that `range` of the source stands for (a character reference, say).
    pub(super) fn push_char(&mut self, c: char, range: Range<usize>) {
        if !composes(c) {
            self.flush();
        }
        self.pending.push((c, narrow(range.start), narrow(range.end)));
    }

    /// Ends a line; trailing space goes. Nothing happens at the start of a line.
    pub(super) fn line_break(&mut self) {
        self.flush();
        if self.out.text.ends_with(' ') {
            self.out.truncate(self.out.text.len() - 1);
        }
        if !self.at_line_start() {
            self.out.append_line_break();
        }
    }

    /// Length of the text so far.
    pub(super) fn len(&mut self) -> usize {
        self.flush();
        self.out.text.len()
    }

    pub(super) fn finish(mut self) -> MappedText {
        self.flush();
        let trimmed = self.out.text.trim_end().len();
        self.out.truncate(trimmed);
        self.out
    }

    fn at_line_start(&self) -> bool {
        self.out.text.is_empty() || self.out.text.ends_with('\n')
    }

    fn copy(&mut self, start: usize, end: usize) {
        let at = self.out.text.len();
        self.out.text.push_str(&self.source[start..end]);
        self.out.record(at, start, end - start, true);
    }

    fn flush(&mut self) {
        match self.pending[..] {
            [] => return,
            [(c, start, end)] if is_inert(c) => self.emit(c, c, start, end),
            _ => {
                let raw = || self.pending.iter().map(|&(c, _, _)| c);
                if raw().nfc().eq(raw()) {
                    for (c, start, end) in std::mem::take(&mut self.pending) {
                        self.emit(c, c, start, end);
                    }
                } else {
                    let composed: Vec<char> = raw().nfc().collect();
                    let start = self.pending.first().map_or(0, |p| p.1);
                    let end = self.pending.last().map_or(0, |p| p.2);
                    for c in composed {
                        self.emit(c, '\0', start, end);
                    }
                }
            }
        }
        self.pending.clear();
    }

    /// Writes `c` for `start..end`; `original` is what stood there if it was one character.
    fn emit(&mut self, c: char, original: char, start: u32, end: u32) {
        let at = self.out.text.len();
        let (start, len) = (start as usize, (end - start) as usize);
        let written = match replacement(c) {
            Replacement::None => c,
            Replacement::Char(other) => other,
            Replacement::Removed => return,
            Replacement::Space => {
                if self.at_line_start() || self.out.text.ends_with(' ') {
                    return;
                }
                ' '
            }
            Replacement::Text(text) => {
                self.out.text.push_str(text);
                self.out.record(at, start, len, false);
                return;
            }
        };
        self.out.text.push(written);
        let verbatim = written == original && len == written.len_utf8();
        // Two characters composed from one source range share it: the second adds to the first.
        if !verbatim
            && original == '\0'
            && let Some(last) = self.out.stretches.last()
            && !last.verbatim
            && last.source as usize == start
            && last.source_len as usize == len
        {
            return;
        }
        self.out.record(at, start, len, verbatim);
    }
}

/// Length of the first character if it can be copied without a look: visible ASCII, a Hangul syllable,
/// a common ideograph, or a single space after something else.
fn plain_length(bytes: &[u8], space_allowed: bool) -> usize {
    match bytes {
        [0x21..=0x7e, ..] => 1,
        [b' ', ..] if space_allowed => 1,
        [0xea, 0xb0..=0xbf, _, ..] | [0xeb | 0xec, _, _, ..] | [0xed, 0x80..=0x9d, _, ..] => 3,
        [0xe4..=0xe8, _, _, ..] => 3,
        _ => 0,
    }
}

/// Whether `c` may compose with what stands before it.
fn composes(c: char) -> bool {
    match c {
        '\0'..='\u{2ff}' | '가'..='힣' | '\u{2000}'..='\u{20cf}' | '一'..='鿿' => false,
        _ => canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe,
    }
}

/// Whether `c` alone is its own NFC.
fn is_inert(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '가'..='힣' | '一'..='鿿')
        || is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

enum Replacement {
    None,
    Char(char),
    Text(&'static str),
    Space,
    Removed,
}

/// What stands in the analysis text for one (composed) character.
fn replacement(c: char) -> Replacement {
    use Replacement::{Char, None, Removed, Space, Text};
    match c {
        '\u{21}'..='\u{7e}' | '가'..='힣' => None,
        '\u{ad}' | '\u{61c}' | '\u{180e}' => Removed,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => Removed,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => Removed,
        '\u{3164}' | '\u{ffa0}' => Space, // Hangul fillers, shown as blanks
        c if c.is_whitespace() || c.is_control() => Space,
        'ㆍ' | '‧' | '∙' | '・' | '･' | '⋅' | '\u{119e}' => Char('·'),
        '\u{ff01}'..='\u{ff5e}' => Char(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)),
        '￦' => Char('₩'),
        '\u{2010}' | '\u{2011}' => Char('-'),
        '⋯' => Char('…'),
        '„' | '‟' | '〝' => Char('“'),
        '〞' | '〟' => Char('”'),
        '‚' | '‛' => Char('‘'),
        '｢' | '﹁' => Char('「'),
        '｣' | '﹂' => Char('」'),
        '﹃' => Char('『'),
        '﹄' => Char('』'),
        '㈎' => Text("(가)"),
        '㈏' => Text("(나)"),
        '㈐' => Text("(다)"),
        '㈑' => Text("(라)"),
        '㈒' => Text("(마)"),
        '㈓' => Text("(바)"),
        '㈔' => Text("(사)"),
        '㈕' => Text("(아)"),
        '㈖' => Text("(자)"),
        '㈗' => Text("(차)"),
        '㈘' => Text("(카)"),
        '㈙' => Text("(타)"),
        '㈚' => Text("(파)"),
        '㈛' => Text("(하)"),
        '㈜' => Text("(주)"),
        _ => None,
    }
}
