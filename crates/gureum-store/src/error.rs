//! What can go wrong with a store folder, and with a query.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A store could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is nothing at the path, or nothing has been committed there yet.
    #[error("{} holds no graph yet: build one with `gureum build`, or name another folder with --store", .0.display())]
    Missing(PathBuf),
    /// The path is a file, or a folder of something else.
    #[error("{} is not a gureum store ({reason}): name another folder with --store", path.display())]
    Foreign {
        /// The path.
        path: PathBuf,
        /// What was found there.
        reason: String,
    },
    /// A file of the store is not as it was written.
    #[error("{} is damaged ({reason}): restore the store from a copy, or build it again with `gureum build`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        reason: String,
    },
    /// The store was written by another version of the program.
    #[error(
        "{} has store format {found}, this program reads format {supported}: \
         build the store again, or carry it over with the other version's `gureum dump` and `gureum load`",
        path.display()
    )]
    Version {
        /// The manifest.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The format of this program.
        supported: u32,
    },
    /// Another process is writing.
    #[error("another gureum process is writing to {}: wait until it has finished, then try again", .0.display())]
    Locked(PathBuf),
    /// The operating system refused.
    #[error("cannot {action} {}: {source}{}", path.display(), remedy(source))]
    Io {
        /// What was tried.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// An RDF file is not well-formed.
    #[error("{format} syntax error{}: {message}", place(*line, *column))]
    Syntax {
        /// The format it was read as.
        format: &'static str,
        /// Line, from 1, where known.
        line: Option<u64>,
        /// Column in characters, from 1, where known.
        column: Option<u64>,
        /// What is wrong.
        message: String,
    },
    /// Something that cannot be put into a store.
    #[error("{0}")]
    Unusable(String),
    /// More distinct terms than a store can number.
    #[error("the graph has more than 4,294,967,295 distinct terms: split it into several stores")]
    TooLarge,
    /// The server that holds the graph did not do what it was asked.
    #[error("{0}")]
    Endpoint(String),
    /// Oxigraph's own store failed.
    #[error("the RocksDB folder {} failed: {message}; it can be deleted, it is rebuilt from the segments", path.display())]
    RocksDb {
        /// The folder.
        path: PathBuf,
        /// Why.
        message: String,
    },
}

impl StoreError {
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }

    pub(crate) fn damaged(path: &Path, reason: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), reason: reason.into() }
    }
}

/// A query could not be parsed, or its evaluation stopped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The text is not SPARQL.
    #[error("SPARQL syntax error{}: {message}", place(*line, *column))]
    Syntax {
        /// Line, from 1, where the parser tells.
        line: Option<u64>,
        /// Column in characters, from 1, where the parser tells.
        column: Option<u64>,
        /// What was expected.
        message: String,
    },
    /// A prefix, base or binding of the options is unusable.
    #[error("{0}")]
    Options(String),
    /// Something that is not done here: asking another server.
    #[error("{0}")]
    Refused(String),
    /// Another server, which was asked with `SERVICE`, did not answer as it should.
    #[error("{0}")]
    Service(String),
    /// [`crate::Cancellation::cancel`] was called.
    #[error("the query was cancelled")]
    Cancelled,
    /// The time given was not enough.
    #[error("the query took longer than {}: ask for less, or allow more time", seconds(*.0))]
    TimedOut(Duration),
    /// It computes more than fits into memory.
    #[error("the query makes more text than it has memory for: ask for less")]
    Exhausted,
    /// The evaluation failed.
    #[error("the query failed: {0}")]
    Evaluation(String),
}

/// What to do about an error of the operating system, as far as one can know.
fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            ": make room, then try again; a graph that was there is as it was"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ": get the right to do it, or name another folder with --store"
        }
        _ => "",
    }
}

fn place(line: Option<u64>, column: Option<u64>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!(" at line {line}, column {column}"),
        (Some(line), None) => format!(" at line {line}"),
        _ => String::new(),
    }
}

fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}
