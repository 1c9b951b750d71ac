//! Rules, words and lexicon from a folder on disk, so that they can be edited without building the
//! program again; or as built in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gureum_extract::lexicon::Registry;
use gureum_extract::resources::{ResourceError, ResourceFiles, Resources, SourceFile};

use crate::curation::Curation;
use crate::links::{self, Links};

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
    /// A folder that is laid over the others has nothing of its kind.
    #[error(
        "cannot use {}: {source}; --lexicon takes a folder with tables (.tsv), --rules one with rules (.toml)",
        path.display()
    )]
    Layer {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        source: io::Error,
    },
    /// The corrections cannot be read.
    #[error(
        "cannot read {}: {source}; give the file of corrections that `gureum curate` writes, or leave --curation out",
        path.display()
    )]
    Curation {
        /// The file.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// What is in the files is wrong.
    #[error(transparent)]
    Resources(#[from] ResourceError),
}

/// Where resources come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// A folder with `lexicon/*.tsv`, `words/*.toml` and `rules/*.toml`, and perhaps `reliability.tsv`; without
    /// it they are those built in.
    pub folder: Option<PathBuf>,
    /// Folders with tables (`*.tsv`) that are laid over these, each over the one before.
    pub lexicon: Vec<PathBuf>,
    /// Folders with rules (`*.toml`), and perhaps word sets (`words/*.toml`), that are laid over these.
    pub rules: Vec<PathBuf>,
}

impl Sources {
    /// What is in this folder alone.
    pub fn folder(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()), ..Self::default() }
    }
}

/// Loads resources: files of a folder in the order of their names, then what is laid over them.
///
/// # Errors
/// If a file cannot be read, or with everything that is wrong in any of them.
pub fn load(sources: &Sources) -> Result<Resources, SeedsError> {
    Ok(Resources::load(&resource_files(sources)?)?)
}

/// As [`load`], with the corrections in `curation`, which need not be there where it is not `named` by
/// the user, and the links beside it, which need not be there.
///
/// # Errors
/// If a file cannot be read, or with everything that is wrong in any of them, the corrections included.
pub fn load_with_curation(
    sources: &Sources,
    curation: &Path,
    named: bool,
) -> Result<(Resources, Curation, Links), SeedsError> {
    let files = resource_files(sources)?;
    let text = match fs::read_to_string(curation) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => String::new(),
        Err(source) => return Err(SeedsError::Curation { path: curation.to_owned(), source }),
    };
    let file = SourceFile { path: curation.display().to_string().replace('\\', "/"), text, layer: 0 };
    let (resources, mut problems) = match Resources::load(&files) {
        Ok(resources) => (Some(resources), Vec::new()),
        Err(ResourceError(problems)) => (None, problems),
    };
    let checked = match &resources {
        Some(resources) => Curation::load(&file, &resources.registry),
        // What is wrong with the rows is among the problems already.
        None => Curation::load(&file, &Registry::load(&files.lexicon, &mut Vec::new())),
    };
    let links = Links::load(&links_file(curation)?);
    match (resources, checked, links) {
        (Some(resources), Ok(curation), Ok(links)) => Ok((resources, curation, links)),
        (_, checked, links) => {
            problems.extend(checked.err().unwrap_or_default());
            problems.extend(links.err().unwrap_or_default());
            Err(ResourceError(problems).into())
        }
    }
}

/// The file of links beside that of corrections; empty where it is not there.
///
/// # Errors
/// If it is there and cannot be read.
pub fn links_file(curation: &Path) -> Result<SourceFile, SeedsError> {
    let path = curation.with_file_name(links::FILE);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read.map_err(|source| SeedsError::Io { path: path.clone(), source })?,
    };
    Ok(SourceFile { path: path.display().to_string().replace('\\', "/"), text, layer: 0 })
}

fn resource_files(sources: &Sources) -> Result<ResourceFiles, SeedsError> {
    let mut files = base(sources.folder.as_deref())?;
    for (below, folder) in sources.lexicon.iter().enumerate() {
        files.lexicon.extend(layer(folder, "tsv", below + 1)?);
    }
    for (below, folder) in sources.rules.iter().enumerate() {
        files.rules.extend(layer(folder, "toml", below + 1)?);
        let words = folder.join("words");
        if words.is_dir() {
            files.words.extend(layer(&words, "toml", below + 1)?);
        }
    }
    Ok(files)
}

/// The files of a folder that is laid over `number` others; there must be some.
fn layer(folder: &Path, ending: &str, number: usize) -> Result<Vec<SourceFile>, SeedsError> {
    let found = files(folder, ending)?;
    if found.is_empty() {
        let message = format!("there is no .{ending} file in it");
        let source = io::Error::new(io::ErrorKind::NotFound, message);
        return Err(SeedsError::Layer { path: folder.to_owned(), source });
    }
    Ok(found.into_iter().map(|file| SourceFile { layer: number, ..file }).collect())
}

fn base(folder: Option<&Path>) -> Result<ResourceFiles, SeedsError> {
    Ok(match folder {
        None => ResourceFiles::builtin(),
        Some(folder) => ResourceFiles {
            lexicon: files(&folder.join("lexicon"), "tsv")?,
            words: files(&folder.join("words"), "toml")?,
            rules: files(&folder.join("rules"), "toml")?,
            reliability: files(folder, "tsv")?
                .into_iter()
                .find(|file| file.path.ends_with("/reliability.tsv")),
        },
    })
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
        Ok(SourceFile { path: path.display().to_string().replace('\\', "/"), text, layer: 0 })
    };
    paths.into_iter().map(read).collect()
}
