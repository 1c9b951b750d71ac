//! Temporary: stands in for gureum_extract::text until it lands.
#![expect(missing_docs, reason = "temporary")]
use gureum_model::{CalendarDate, Span};
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind { Plain, Markdown, Html }
#[derive(Debug, thiserror::Error)]
pub enum DecodeError { #[error("this is a binary file ({0}), not text: export the article as text, Markdown or HTML")] Binary(&'static str), #[error("too large")] TooLarge }
pub struct Decoded { pub text: String, pub had_errors: bool }
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if bytes.contains(&0) { return Err(DecodeError::Binary("NUL bytes")); }
    let text = String::from_utf8_lossy(bytes).into_owned();
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Decoded { had_errors: text.contains('\u{fffd}'), text })
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteCode { BrokenEncoding, BadDate, NoArticle, UnknownKey, NoDate }
pub struct Note { pub code: NoteCode, pub message: String, pub span: Option<Span> }
pub struct Located { pub value: String, pub span: Span }
pub struct Page { pub source: String, pub title: Option<Located>, pub publisher: Option<String>, pub published: Option<CalendarDate>, pub url: Option<String>, pub notes: Vec<Note> }
pub fn read(bytes: &[u8], _kind: Option<PageKind>) -> Result<Page, DecodeError> { let d = decode(bytes)?; let mut p = read_text(d.text, None); if d.had_errors { p.notes.push(Note { code: NoteCode::BrokenEncoding, message: "some bytes are no UTF-8 characters and were replaced".into(), span: None }); } Ok(p) }
pub fn read_text(source: String, _kind: Option<PageKind>) -> Page {
    let p = gureum_extract::text::read_text(&source);
    let _ = [NoteCode::BadDate, NoteCode::NoArticle, NoteCode::UnknownKey];
    let mut notes = Vec::new(); if p.published.is_none() { notes.push(Note { code: NoteCode::NoDate, message: "no date".into(), span: None }); }
    Page { source, title: None, publisher: p.publisher, published: p.published, url: p.url, notes }
}
impl Page { pub fn real(self) -> gureum_extract::text::Page { let mut p = gureum_extract::text::read_text(&self.source); p.published = self.published; p.publisher = self.publisher; p.url = self.url; p.title = self.title.map(|t| { let _ = t.span; t.value }); p } }
pub struct N(String); impl N { pub fn as_str(&self) -> &str { &self.0 } }
pub fn normalize(s: &str) -> N { N(s.to_owned()) }
pub fn parse_date(s: &str) -> Option<CalendarDate> { s.get(..10)?.parse().ok() }
