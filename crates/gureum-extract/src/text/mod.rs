//! The text stage: from a page's bytes to the article's sentences, each with its place in the source.
//!
//! [`read`] decodes, takes the front matter or the HTML head, finds the article among menus, captions
//! and headlines of other articles, normalises it with an offset map and splits it into sentences.
//! It never fails on text; only bytes that are no text at all are an error ([`DecodeError`]).
//! It knows nothing about morphemes, names or facts, and nothing about particular sites: what is
//! article and what is not is told by features of the lines, in `feature.rs` and `article.rs`.

mod article;
mod class_name;
mod date;
mod date_line;
mod decode;
mod entity;
mod feature;
mod front_matter;
mod headline;
mod html;
mod json_ld;
mod lines;
mod normalize;
mod page;
mod plain;
mod rests;
mod sentence;
mod sketch;
#[cfg(test)]
mod tests;

pub use date::parse_date;
pub use decode::{DecodeError, Decoded, decode};
pub use normalize::{MappedText, normalize};
pub use page::{
    DropReason, Dropped, Located, Note, NoteCode, Page, PageKind, Sentence, SentenceKind, read, read_as,
    read_text,
};
pub use sketch::sketch;

/// Bytes of a Hangul syllable.
pub(crate) const SYLLABLE: usize = '가'.len_utf8();

/// As [`char::is_alphanumeric`], which takes its time over Hangul.
pub(crate) fn is_alphanumeric(c: char) -> bool {
    ('가'..='힣').contains(&c) || c.is_alphanumeric()
}
