//! How the program ends: exit statuses, and Ctrl-C.

use std::process::ExitCode;

use gureum_build::build::BuildError;
use gureum_build::ontology::LayerError;
use gureum_build::seeds::SeedsError;
use gureum_query::ask::CatalogueError;
use gureum_store::{QueryError, StoreError};
use ko_dic::DictionaryError;

/// For `--help`.
pub(crate) const STATUSES: &str = "\
Exit status:
  0    done; there may have been warnings
  1    an input could not be read, a name was not found or something was lost; the rest was done;
       of diff, verify and check: something differs, is not as it should be, or could not be checked
  2    the command line or the query is wrong
  3    the store, the rules, the lexicon, the ontology, the corrections, the dictionary or the questions cannot be used
  130  interrupted (Ctrl-C); a store that was there is as it was";

/// An exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// Done but for something that was lost or not found.
    Lost,
    /// Compared, and not the same.
    Different,
    /// Wrong arguments.
    Usage,
    /// Store or resources cannot be used.
    Resources,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Lost | Exit::Different => 1,
            Exit::Usage => 2,
            Exit::Resources => 3,
        })
    }
}

/// Arguments that the parser cannot know to be wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

/// The status of a failed command.
pub(crate) fn of_error(error: &anyhow::Error) -> Exit {
    for cause in error.chain() {
        let resources = cause.is::<StoreError>()
            || cause.is::<SeedsError>()
            || cause.is::<LayerError>()
            || cause.is::<DictionaryError>()
            || cause.is::<CatalogueError>();
        if resources || matches!(cause.downcast_ref(), Some(BuildError::Store(_) | BuildError::Curation(_))) {
            return Exit::Resources;
        }
        if cause.is::<UsageError>() || matches!(cause.downcast_ref(), Some(QueryError::Syntax { .. })) {
            return Exit::Usage;
        }
    }
    Exit::Lost
}

/// Ends the program at once. Nothing of a store changes before its commit, which is one rename; what was
/// written before is swept away by the next writer.
pub(crate) fn on_interrupt() {
    let ended = ctrlc::set_handler(|| {
        eprintln!("\ninterrupted; a store that was there is as it was");
        std::process::exit(130);
    });
    // Without a handler the system ends the program just as well.
    drop(ended);
}
