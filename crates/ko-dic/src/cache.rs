//! The crate's dictionary, unpacked once in the user's cache folder. A folder there is whole or absent: it is
//! written beside its place, synced, and renamed.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::error::DictionaryError;
use crate::manifest::Manifest;
use crate::{Loaded, archive, folder};

/// Something a user may want to know about a load that went well in the end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Note {
    /// The unpacked dictionary had been damaged and was replaced.
    #[error("the dictionary in {} was damaged ({what}) and has been unpacked again", .folder.display())]
    Repaired {
        /// The folder that was replaced.
        folder: PathBuf,
        /// The first file found damaged, and how.
        what: String,
    },
    /// The dictionary could not be unpacked into a folder and is held in memory.
    #[error(
        "the dictionary is kept in memory and every start unpacks it again: {why}; name a cache folder that can be written"
    )]
    InMemory {
        /// What the folder's file system said.
        why: String,
    },
}

/// Loads the crate's dictionary from `cache`, or from the user's cache folder, unpacking it where needed.
pub(crate) fn load(cache: Option<&Path>) -> Result<Loaded, DictionaryError> {
    let manifest = archive::manifest();
    let place = match cache.map_or_else(user_cache, |cache| Ok(cache.to_path_buf())) {
        Ok(cache) => cache.join(folder_name(manifest)),
        Err(why) => return in_memory(manifest, why),
    };

    let mut notes = Vec::new();
    if place.exists() {
        match manifest.damage(&place) {
            None => return folder::open(&place, manifest.hash.clone()),
            Some((name, what)) => {
                notes.push(Note::Repaired { folder: place.clone(), what: format!("{name}: {what}") });
            }
        }
    }
    match unpack(manifest, &place)? {
        Ok(()) => {
            let mut loaded = folder::open(&place, manifest.hash.clone())?;
            loaded.notes = notes;
            Ok(loaded)
        }
        Err(error) => in_memory(manifest, format!("cannot unpack into {}: {error}", place.display())),
    }
}

/// Version and hash, so that programs with different dictionaries share a cache.
fn folder_name(manifest: &Manifest) -> String {
    let version = manifest.dictionary.rsplit(' ').next().unwrap_or_default();
    format!("ko-dic-{version}-{}", &manifest.hash[..16])
}

fn user_cache() -> Result<PathBuf, String> {
    let strategy = etcetera::choose_base_strategy().map_err(|error| error.to_string())?;
    Ok(strategy.cache_dir().join("gureum"))
}

fn in_memory(manifest: &Manifest, why: String) -> Result<Loaded, DictionaryError> {
    let mut files = BTreeMap::new();
    let taken: Result<(), Infallible> = archive::unpack(|name, contents| {
        files.insert(name, contents);
        Ok(())
    })?;
    let Ok(()) = taken;
    let mut loaded = folder::from_memory(files, manifest.hash.clone())?;
    loaded.notes.push(Note::InMemory { why });
    Ok(loaded)
}

/// Writes all files into a folder beside `place`, then puts it there. Another process may do the same meanwhile:
/// whichever whole folder is there in the end is used.
fn unpack(manifest: &Manifest, place: &Path) -> Result<io::Result<()>, DictionaryError> {
    let beside = match beside(place) {
        Ok(beside) => beside,
        Err(error) => return Ok(Err(error)),
    };
    // A folder inside the temporary one, which only its owner may enter: the cache may be shared.
    let new = beside.path().join("new");
    if let Err(error) = fs::create_dir(&new) {
        return Ok(Err(error));
    }
    let written = archive::unpack(|name, contents| write_synced(&new.join(name), &contents))?;
    Ok(written
        .and_then(|()| write_synced(&new.join(Manifest::FILE), archive::manifest_text().as_bytes()))
        .and_then(|()| put_in_place(manifest, &new, &beside.path().join("damaged"), place)))
}

fn beside(place: &Path) -> io::Result<tempfile::TempDir> {
    let parent = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent)?;
    let name = place.file_name().and_then(OsStr::to_str).unwrap_or("ko-dic");
    tempfile::Builder::new().prefix(&format!(".{name}-")).tempdir_in(parent)
}

fn write_synced(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(contents)?;
    file.sync_all()
}

fn put_in_place(manifest: &Manifest, new: &Path, aside: &Path, place: &Path) -> io::Result<()> {
    loop {
        match fs::rename(new, place) {
            Ok(()) => return Ok(()),
            Err(_) if place.exists() && manifest.damage(place).is_none() => return Ok(()),
            Err(error) if !place.exists() => return Err(error),
            // Moved, not deleted where it is: while its files vanish one by one nobody should take it for a
            // dictionary. A second time `aside` is taken, which is an error and ends the loop.
            Err(_) => fs::rename(place, aside)?,
        }
    }
}
