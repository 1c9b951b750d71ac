//! Rules, words and lexicon from a folder on disk, so that they can be edited without building the
//! program again; or as built in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gureum_extract::resources::{ResourceError, ResourceFiles, Resources, SourceFile};

/// Why resources could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum SeedsError {
    /// The folder or a file of it cannot be read.
    #[error(
        "cannot read {}: {source}; give a folder with lexicon/, words/ and rules/ in it, \
         or leave --seeds out to use those built in",
        path.display()
    )]
    Io {
        /// What was read.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// What is in the files is wrong.
    #[error(transparent)]
    Resources(#[from] ResourceError),
}

/// Loads the resources in `folder`, or the built-in ones. A folder has `lexicon/*.tsv`, `words/*.toml`
/// and `rules/*.toml`, read in the order of their names, and may have `reliability.tsv`.
///
/// # Errors
/// If a file cannot be read, or with everything that is wrong in any of them.
pub fn load(folder: Option<&Path>) -> Result<Resources, SeedsError> {
    let files = match folder {
        None => ResourceFiles::builtin(),
        Some(folder) => ResourceFiles {
            lexicon: files(&folder.join("lexicon"), "tsv")?,
            words: files(&folder.join("words"), "toml")?,
            rules: files(&folder.join("rules"), "toml")?,
            reliability: files(folder, "tsv")?
                .into_iter()
                .find(|file| file.path.ends_with("/reliability.tsv")),
        },
    };
    Ok(Resources::load(&files)?)
}

fn files(folder: &Path, ending: &str) -> Result<Vec<SourceFile>, SeedsError> {
    let wrong = |path: &Path| {
        let path = path.to_owned();
        move |source| SeedsError::Io { path, source }
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(wrong(folder))? {
        let path = entry.map_err(wrong(folder))?.path();
        if path.extension().is_some_and(|found| found == ending) {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(wrong(&path))?;
        Ok(SourceFile { path: path.display().to_string().replace('\\', "/"), text })
    };
    paths.into_iter().map(read).collect()
}
