//! Temporary.
#![expect(missing_docs, reason = "temporary")]
use std::ops::Range;
use gureum_model::{CalendarDate, Span};
#[derive(Debug, Clone)]
pub struct MappedText { pub text: String, off: usize }
impl MappedText { pub fn to_source(&self, r: Range<usize>) -> Span { Span::new(r.start + self.off, r.end + self.off) } }
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentenceKind { Headline, Subheadline, Body }
#[derive(Debug, Clone)]
pub struct Sentence { pub range: Range<usize>, pub kind: SentenceKind, pub paragraph: u32 }
#[derive(Debug, Clone)]
pub struct Page { pub source: String, pub title: Option<String>, pub publisher: Option<String>, pub published: Option<CalendarDate>, pub url: Option<String>, pub text: MappedText, pub sentences: Vec<Sentence> }
pub fn read_text(source: &str) -> Page {
    let mut off = 0; let mut published = None;
    if source.starts_with("---\n") { if let Some(e) = source[4..].find("\n---\n") { off = e + 9;
        for l in source[4..off].lines() { if let Some(d) = l.strip_prefix("published: ") { published = d.trim().parse().ok(); } } } }
    let text = source[off..].to_owned();
    let mut sentences = Vec::new(); let mut at = 0; let mut p = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end().len(); let mut s = at; let mut q = false; 
        for (i, c) in text[at..end].char_indices() { let i = at + i; if c == '"' || c == '“' || c == '”' { q = !q; }
            if c == '.' && !q && text[..i].ends_with(['다','요','음','함']) { if s <= i { sentences.push(Sentence { range: s..i + 1, kind: SentenceKind::Body, paragraph: p }); } s = i + 1; } }
        if !text[s.min(end)..end].trim().is_empty() { sentences.push(Sentence { range: s..end, kind: SentenceKind::Body, paragraph: p }); }
        at += line.len(); p += 1;
    }
    for s in &mut sentences { while text[s.range.clone()].starts_with(' ') { s.range.start += 1; } }
    Page { source: source.to_owned(), title: None, publisher: None, published, url: None, text: MappedText { text, off }, sentences }
}
