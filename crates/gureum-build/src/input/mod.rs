//! Articles as they come in: which files are read, how they are unpacked, what each article is called.
//!
//! Nothing here looks into an article; see [`crate::read`] for what becomes of it.

mod bytes;
mod record;
mod walk;

use std::io::{self, Read};
use std::path::PathBuf;

use gureum_extract::text::{DecodeError, PageKind};
use gureum_model::ContentHash;
use gureum_store::Store;
use unicode_normalization::UnicodeNormalization;

use crate::embedded;
use crate::recorded::Recorded;

pub use bytes::open_packed;
pub(crate) use record::Record;

/// No single article may be longer, in bytes after unpacking. Far above any news page, and low enough
/// that an export of a whole archive in one file is noticed.
pub const LONGEST_ARTICLE: u64 = 16 * 1024 * 1024;

/// The articles to read, sorted by name, and what was not found on the way to them.
#[derive(Debug, Default)]
pub struct Inputs {
    files: Vec<InputFile>,
    kept: Vec<Kept>,
    problems: Vec<(String, InputError)>,
    passed_over: usize,
}

/// One file, stream or built-in text.
#[derive(Debug)]
struct InputFile {
    /// The article's name; of JSON lines the stem of the file.
    id: String,
    /// For messages.
    origin: String,
    content: Content,
    format: Format,
}

#[derive(Debug)]
enum Content {
    Path(PathBuf, Packing),
    Stdin,
    Embedded(&'static str),
}

/// How a file's bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

/// What is in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One article; `None` to tell by the text whether it is HTML.
    Page(Option<PageKind>),
    /// One article a line.
    JsonLines,
}

/// One article, not read yet.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) origin: String,
    pub(crate) source: Source,
}

#[derive(Debug)]
pub(crate) enum Source {
    /// A file, to be read by whoever works on it.
    File { id: String, file: FileContent, kind: Option<PageKind> },
    /// A line of a JSON lines file, already read.
    Line(Vec<u8>),
    /// An article that a store has already.
    Kept(Box<Kept>),
    /// It could not be read.
    Broken(InputError),
}

/// An article of a store, with what reading it again takes.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) id: String,
    pub(crate) hash: ContentHash,
    pub(crate) recorded: Recorded,
    pub(crate) store: Store,
}

impl Kept {
    /// Its decoded source.
    pub(crate) fn text(&self) -> Result<String, InputError> {
        let bytes =
            self.store.text(self.hash.as_str()).map_err(|error| InputError::Kept(error.to_string()))?;
        let bytes = bytes.ok_or(InputError::NotKept)?;
        String::from_utf8(bytes).map_err(|error| InputError::Kept(error.to_string()))
    }
}

/// Opens where the work is done, so that reading is spread over the threads.
#[derive(Debug)]
pub(crate) struct FileContent(Content);

impl FileContent {
    /// All bytes, unpacked.
    pub(crate) fn read(&self) -> Result<Vec<u8>, InputError> {
        bytes::read_article(&mut self.0.open()?)
    }
}

/// Why an input could not be read.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// Nothing at the path.
    #[error("there is no such file or folder: check the spelling, or give its whole path")]
    Missing,
    /// A file of another kind.
    #[error(
        "this kind of file is not read: give .md, .txt, .html or .jsonl files, also with .gz or .zst behind"
    )]
    Kind,
    /// A folder without articles.
    #[error("the folder holds no .md, .txt, .html or .jsonl files (also .gz, .zst): name another one")]
    NoArticles,
    /// The operating system refused.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Packed data that cannot be unpacked.
    #[error("cannot be unpacked ({0}): fetch the file again, or unpack it by hand")]
    Unpack(io::Error),
    /// No bytes, or only white space.
    #[error("it is empty: there is no article to read; fetch the file again or take it away")]
    Empty,
    /// Too long for one article.
    #[error(
        "it is longer than {} MiB, the limit for one article: split it into articles, \
         or write them as JSON lines (one a line with id and text)",
        LONGEST_ARTICLE >> 20
    )]
    TooLong,
    /// Bytes that are no text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// A line that is no record.
    #[error("{0}")]
    Record(String),
    /// The store does not have its text.
    #[error("its text is not in the store, so it cannot be read again: give its file")]
    NotKept,
    /// The store's copy of its text cannot be read.
    #[error("the store's copy of its text cannot be read ({0}): give its file")]
    Kept(String),
    /// Another article has the name.
    #[error(
        "the id '{id}' is taken by a different text in {first}: rename one of them; this one was left out"
    )]
    Duplicate {
        /// The name.
        id: String,
        /// Where it was first.
        first: String,
    },
}

impl InputError {
    /// Whether the path itself is wrong, and not what is in it.
    pub fn is_path(&self) -> bool {
        matches!(self, Self::Missing | Self::Kind | Self::NoArticles)
    }
}

impl Inputs {
    /// The articles at `paths`: files, or folders with everything under them. What is wrong with a path
    /// comes out with the articles and keeps nobody from reading the others.
    pub fn from_paths(paths: &[PathBuf]) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            walk::add(path, &mut inputs);
        }
        inputs.files.sort_by(|a, b| (&a.id, &a.origin).cmp(&(&b.id, &b.origin)));
        inputs
    }

    /// The five seed articles that are built into the program.
    pub fn built_in() -> Self {
        let file = |(path, text): &(&'static str, &'static str)| InputFile {
            id: walk::name_of(path),
            origin: (*path).to_owned(),
            content: Content::Embedded(text),
            format: Format::Page(Some(PageKind::Markdown)),
        };
        Self { files: embedded::articles().iter().map(file).collect(), ..Self::default() }
    }

    /// Articles that a store has, to be read again.
    pub(crate) fn of_kept(kept: Vec<Kept>) -> Self {
        Self { kept, ..Self::default() }
    }

    /// Standard input.
    pub fn stdin(format: Format) -> Self {
        let file = InputFile {
            id: "stdin".into(),
            origin: "standard input".into(),
            content: Content::Stdin,
            format,
        };
        Self { files: vec![file], ..Self::default() }
    }

    /// Reads every file as `format`, whatever its name says.
    pub fn read_as(mut self, format: Format) -> Self {
        for file in &mut self.files {
            file.format = format;
        }
        self
    }

    /// How many articles there are; `None` where that is not known before JSON lines are read.
    pub fn articles(&self) -> Option<usize> {
        let pages = self.files.iter().all(|file| file.format != Format::JsonLines);
        pages.then_some(self.files.len() + self.kept.len())
    }

    /// How many files in folders were no articles.
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    pub(crate) fn into_items(self) -> impl Iterator<Item = Item> + Send {
        let broken = |(origin, error)| Item { origin, source: Source::Broken(error) };
        let kept = |kept: Kept| Item { origin: kept.id.clone(), source: Source::Kept(Box::new(kept)) };
        let files = self.files.into_iter().flat_map(InputFile::into_items);
        self.problems.into_iter().map(broken).chain(self.kept.into_iter().map(kept)).chain(files)
    }
}

impl InputFile {
    fn into_items(self) -> Box<dyn Iterator<Item = Item> + Send> {
        match self.format {
            Format::Page(kind) => {
                let source = Source::File { id: self.id, file: FileContent(self.content), kind };
                Box::new(std::iter::once(Item { origin: self.origin, source }))
            }
            Format::JsonLines => match self.content.open() {
                Ok(reader) => Box::new(bytes::Lines::new(reader, self.origin)),
                Err(error) => {
                    Box::new(std::iter::once(Item { origin: self.origin, source: Source::Broken(error) }))
                }
            },
        }
    }
}

impl Content {
    fn open(&self) -> Result<Box<dyn Read + Send>, InputError> {
        Ok(match self {
            Self::Path(path, packing) => bytes::open(path, *packing)?,
            Self::Stdin => Box::new(io::stdin()),
            Self::Embedded(text) => Box::new(text.as_bytes()),
        })
    }
}

/// One name for one article, whichever normal form a file system gives its Hangul in.
fn article_id(name: &str) -> String {
    name.trim().nfc().collect()
}
