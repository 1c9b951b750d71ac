//! Morphemes: what ko-dic sees in a sentence. The only module that names lindera.
//!
//! The analyser is evidence, not truth: it breaks many names into pieces tagged as verbs or
//! particles. Later stages let recognised names win over it and trust it mostly for the particle
//! at the end of an eojeol and for verb stems.

mod tag;

use ko_dic::Loaded;
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera::token::Token;
use lindera::worker::SegmentWorker;
use rustc_hash::FxHashMap;

pub use tag::{Tag, Tags};

/// One morpheme, or several that ko-dic keeps fused ("했" is a verb suffix and a past ending).
#[derive(Clone, Debug)]
pub struct Morpheme {
    /// First byte in the analysed text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Part of speech of each fused part.
    pub tags: Tags,
    /// Stem of a fused verb or adjective ("세운" has the stem "세우").
    pub stem: Option<Box<str>>,
}

/// The morphological analyser: a dictionary ready for use, shared between threads.
#[derive(Clone)]
pub struct Analyser {
    segmenter: Segmenter,
}

/// One thread's analyser with its scratch memory.
pub struct Worker {
    worker: SegmentWorker,
    seen: Seen,
}

/// What the dictionary says about words that were met, by their number and whether they are unknown
/// words: to parse an entry once and not at each occurrence.
type Seen = FxHashMap<(u32, bool), (Tags, Option<Box<str>>)>;

/// The most words a worker keeps; beyond that it forgets all of them.
const MOST_SEEN: usize = 1 << 16;

impl Analyser {
    /// An analyser over a loaded dictionary.
    pub fn new(korean: Loaded) -> Self {
        // Made from the tag view, which is quick to walk, then given the words: see `Loaded::tag_view`.
        let mut segmenter = Segmenter::new(Mode::Normal, korean.tag_view, None);
        segmenter.dictionary = korean.dictionary;
        Self { segmenter }
    }

    /// A worker for one thread.
    pub fn worker(&self) -> Worker {
        Worker { worker: self.segmenter.new_worker(), seen: Seen::default() }
    }
}

impl std::fmt::Debug for Analyser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Analyser").finish_non_exhaustive()
    }
}

/// Characters that are cut off before analysis: left in, ko-dic glues runs of them into one
/// unknown symbol ("%)," is one token) and splits "1,234" at its comma.
pub fn is_separator(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '「'
            | '」'
            | '『'
            | '』'
            | '\''
            | '"'
            | '‘'
            | '’'
            | '“'
            | '”'
            | ','
            | '·'
            | '…'
            | '─'
            | '━'
            | '―'
            | '—'
            | '–'
            | '%'
            | '/'
            | ':'
            | ';'
            | '!'
            | '?'
            | '='
            | '▲'
            | '△'
            | '▶'
            | '▷'
            | '●'
            | '○'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '※'
            | '→'
            | '←'
            | '↑'
            | '↓'
            | '~'
            | '|'
    )
}

impl Worker {
    /// Appends the morphemes of `text[start..end]` to `out`; positions count within `text`.
    pub fn analyse(&mut self, text: &str, start: usize, end: usize, out: &mut Vec<Morpheme>) {
        let mut from = start;
        let slice = &text[start..end];
        for (offset, c) in slice.char_indices() {
            if is_separator(c) {
                let at = start + offset;
                self.segment(text, from, at, out);
                out.push(Morpheme { start: at, end: at + c.len_utf8(), tags: Tag::Sy.into(), stem: None });
                from = at + c.len_utf8();
            }
        }
        self.segment(text, from, end, out);
    }

    fn segment(&mut self, text: &str, start: usize, end: usize, out: &mut Vec<Morpheme>) {
        if text[start..end].trim().is_empty() {
            return;
        }
        // Segmentation fails only on inputs beyond 32 KiB without a break; such a stretch has no
        // morphemes, and shape rules still see its characters.
        let Ok(mut tokens) = self.worker.segment(&text[start..end]) else { return };
        for token in &mut tokens {
            let (from, to) = (start + token.byte_start, start + token.byte_end);
            if self.seen.len() >= MOST_SEEN {
                self.seen.clear();
            }
            let word = (token.word_id.id(), token.word_id.is_unknown());
            let (tags, stem) = self.seen.entry(word).or_insert_with(|| entry_of(token)).clone();
            out.push(Morpheme { start: from, end: to, tags, stem });
        }
    }
}

/// Tags and stem of a dictionary entry.
fn entry_of(token: &mut Token<'_>) -> (Tags, Option<Box<str>>) {
    let mut details = token.details_iter();
    let tags = Tags::parse(details.next().unwrap_or("SY"));
    let stem = (tags.len() > 1 && tags.first().is_predicate_stem())
        .then(|| details.nth(6).and_then(stem_of))
        .flatten();
    (tags, stem)
}

/// The stem in ko-dic's expression field: "세우/VV/*+ᆫ/ETM/*" has "세우".
fn stem_of(expression: &str) -> Option<Box<str>> {
    let stem = expression.split('/').next()?;
    (!stem.is_empty() && stem != "*").then(|| stem.into())
}
