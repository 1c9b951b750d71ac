//! What can go wrong when a dictionary is loaded, with what to do next.

use std::io;
use std::path::PathBuf;

use lindera_dictionary::error::LinderaError;

/// A dictionary that could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DictionaryError {
    /// The folder does not exist, or is a file.
    #[error("there is no dictionary folder {}", .path.display())]
    NoFolder {
        /// The folder asked for.
        path: PathBuf,
    },
    /// A file of the folder could not be read.
    #[error(
        "cannot read {}: {source}. A dictionary folder as lindera 6.2 builds it is expected; {HINT}",
        .path.display()
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why it could not be read.
        source: io::Error,
    },
    /// `metadata.json` or `manifest.json` is not what it should be.
    #[error("{} is not the description of a lindera dictionary: {source}; {HINT}", .path.display())]
    Description {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// Built by another lindera.
    #[error("the dictionary in {} has format version {found}, this program reads {expected}; {HINT}", .path.display())]
    FormatVersion {
        /// The folder.
        path: PathBuf,
        /// Its version.
        found: u64,
        /// The version that this program's lindera reads.
        expected: u32,
    },
    /// Built for other fields, and most likely for another language.
    #[error(
        "the dictionary `{name}` in {} does not have the fields of mecab-ko-dic ({expected}); \
         give a folder with a Korean dictionary, or none to use the one inside this program",
        .path.display()
    )]
    Fields {
        /// The folder.
        path: PathBuf,
        /// The name in its metadata.
        name: String,
        /// The fields that are needed.
        expected: String,
    },
    /// The folder's files are not those its manifest lists.
    #[error("{} is damaged: {what}; {HINT}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How it differs.
        what: String,
    },
    /// lindera refuses the files.
    #[error("lindera cannot read the dictionary in {place}: {source}; {HINT}")]
    Refused {
        /// The folder, or the program itself.
        place: String,
        /// lindera's word on it.
        source: LinderaError,
    },
    /// The data inside the program is not what its manifest says.
    #[error("the dictionary inside this program is damaged: {what}; build or install it anew")]
    Embedded {
        /// How it differs.
        what: String,
    },
}

/// Ends the messages about folders.
const HINT: &str = "build it anew with `cargo run --release -p ko-dic --example rebuild` \
                    (crates/ko-dic/README.md), or leave the folder out to use the dictionary inside this program";
