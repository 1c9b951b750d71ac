//! The Korean dictionary: mecab-ko-dic 2.1.1 in lindera's compiled format, carried compressed in the crate, so
//! that neither a build nor a first run downloads anything.
//!
//! [`load`] unpacks it once into the user's cache folder and maps it into memory from there; where that folder
//! cannot be written, the dictionary is kept in memory instead. Nothing is printed and no environment variable
//! is read here: what the caller may want to say comes back as [`Note`]s.
//!
//! This crate is not the analyser. A segmenter is made of the two halves of [`Loaded`]:
//!
//! ```
//! use lindera::{mode::Mode, segmenter::Segmenter};
//!
//! let options = ko_dic::Options::default();
//! # let options = ko_dic::Options { cache: Some(std::env::temp_dir().join("ko-dic-doctest")), ..options };
//! let korean = ko_dic::load(&options)?;
//! // Made from the tag view in a few hundredths of a second, then given the words (see `Loaded::tag_view`).
//! let mut segmenter = Segmenter::new(Mode::Normal, korean.tag_view, None);
//! segmenter.dictionary = korean.dictionary;
//! assert_eq!(segmenter.segment("구름이 온다".into())?[0].surface, "구름");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! How the data is rebuilt from its published source is in the crate's README.

mod archive;
mod cache;
mod error;
mod folder;
mod manifest;

use std::path::PathBuf;

use lindera_dictionary::dictionary::Dictionary;

pub use cache::Note;
pub use error::DictionaryError;
pub use manifest::{FileEntry, Manifest, entry};

/// What the dictionary in this crate is, for people and for manifests. [`hash`] tells its bytes apart.
pub const VERSION: &str = "mecab-ko-dic 2.1.1";

/// Which dictionary to load, and where to unpack the crate's own.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which dictionary.
    pub source: Source,
    /// The folder under which the crate's dictionary is unpacked; by default `gureum` in the user's cache folder
    /// (on Linux `$XDG_CACHE_HOME/gureum` or `~/.cache/gureum`). Not used with [`Source::Path`].
    pub cache: Option<PathBuf>,
}

/// Which dictionary to load.
#[derive(Clone, Debug, Default)]
pub enum Source {
    /// The one this crate carries.
    #[default]
    Default,
    /// A folder that lindera 6.2 or this crate's `rebuild` has built, with the fields of ko-dic.
    Path(PathBuf),
}

/// A dictionary ready for a segmenter.
#[derive(Clone)]
pub struct Loaded {
    /// The dictionary itself. Cloning is cheap: its parts are shared.
    pub dictionary: Dictionary,
    /// The same entries under the same ids with nothing but their first tag, and no words to look up.
    ///
    /// `Segmenter::new` reads the tag of every entry to build its table of space penalties. From the dictionary
    /// itself that is a walk over 39 MB of details at every start; from this view it is a walk over 3 MB that
    /// gives the same table. Make the segmenter from the view, then set its `dictionary` field: all that
    /// `Segmenter::new` derives comes from the ids, character classes and metadata that both share.
    /// For a folder without such a view this is the dictionary itself.
    pub tag_view: Dictionary,
    /// SHA-256 over names, sizes and checksums of the dictionary's files, in hexadecimal. Equal hashes give
    /// equal analyses (with one version of lindera).
    pub hash: String,
    /// Where the dictionary's bytes are.
    pub home: Home,
    /// What happened on the way that a user may want to know; empty nearly always.
    pub notes: Vec<Note>,
}

impl std::fmt::Debug for Loaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { hash, home, notes, .. } = self;
        f.debug_struct("Loaded")
            .field("hash", hash)
            .field("home", home)
            .field("notes", notes)
            .finish_non_exhaustive()
    }
}

/// Where the bytes of a loaded dictionary are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// Memory-mapped from this folder. Its files must not be changed in place while they are in use.
    Folder(PathBuf),
    /// In this process's memory, about 89 MB; the next run has to unpack again.
    Memory,
}

/// SHA-256 of the dictionary this crate carries (see [`Loaded::hash`]), in hexadecimal.
#[must_use]
pub fn hash() -> &'static str {
    &archive::manifest().hash
}

/// Loads a dictionary.
///
/// The crate's own is unpacked on first use; every later load compares sizes and CRC-32 of the unpacked files and
/// unpacks again what is damaged. Any number of processes may do so at once.
///
/// # Errors
///
/// For [`Source::Default`] only when the data inside the program itself is damaged. For [`Source::Path`] when the
/// folder is missing, incomplete, damaged, of another format version, or not a dictionary with ko-dic's fields.
pub fn load(options: &Options) -> Result<Loaded, DictionaryError> {
    match &options.source {
        Source::Default => cache::load(options.cache.as_deref()),
        Source::Path(path) => folder::load_foreign(path),
    }
}
