//! The articles' sources: one compressed file each, named by the hash of the article.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::StoreError;
use crate::folder::{Durable, Folder, write_atomically};

/// zstd's own default.
const LEVEL: i32 = 3;

/// Keeps a source under `hash`, 64 hexadecimal digits. One that is there already stays.
///
/// Not synchronised file by file: a hundred thousand articles would take minutes. A source lost by
/// a power failure is noticed by zstd's checksum when it is read.
pub(crate) fn write(folder: &Folder, hash: &str, text: &[u8]) -> Result<(), StoreError> {
    let path = path(folder, hash)?;
    if path.exists() && read_file(&path).is_ok_and(|kept| kept.as_deref() == Some(text)) {
        return Ok(());
    }
    let pack = || -> io::Result<Vec<u8>> {
        let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), LEVEL)?;
        encoder.include_checksum(true)?;
        io::Write::write_all(&mut encoder, text)?;
        encoder.finish()
    };
    let packed = pack().map_err(StoreError::io("write", &path))?;
    write_atomically(&path, &packed, Durable::No)
}

/// The source kept under `hash`, if there is one.
pub(crate) fn read(folder: &Folder, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
    read_file(&path(folder, hash)?)
}

/// Whether there is a source under `hash`.
pub(crate) fn has(folder: &Folder, hash: &str) -> Result<bool, StoreError> {
    Ok(path(folder, hash)?.is_file())
}

fn read_file(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        // zstd takes no bytes for no text, and a file that was never written out has none.
        Ok(packed) if packed.is_empty() => Err(StoreError::damaged(path, "it is empty")),
        Ok(packed) => zstd::stream::decode_all(packed.as_slice())
            .map(Some)
            .map_err(|error| StoreError::damaged(path, error.to_string())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

/// Deletes the sources of articles that are no longer there.
pub(crate) fn sweep(folder: &Folder, keep: impl Fn(&str) -> bool) -> Result<(), StoreError> {
    let texts = folder.texts();
    for entry in fs::read_dir(&texts).map_err(StoreError::io("read", &texts))? {
        let path = entry.map_err(StoreError::io("read", &texts))?.path();
        let hash = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".zst"));
        if hash.is_some_and(|hash| is_hash(hash) && !keep(hash)) {
            fs::remove_file(&path).map_err(StoreError::io("delete", &path))?;
        }
    }
    Ok(())
}

fn path(folder: &Folder, hash: &str) -> Result<PathBuf, StoreError> {
    if is_hash(hash) {
        Ok(folder.texts().join(format!("{hash}.zst")))
    } else {
        Err(StoreError::Unusable(format!("'{hash}' is no content hash: 64 hexadecimal digits are needed")))
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
