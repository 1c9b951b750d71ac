//! The folder of a store: where its files are, and how they are written so that a crash at any
//! moment leaves the state before or the state after.
//!
//! ```text
//! gureum.kg/
//!   store.json      the manifest; replaced last, by a rename
//!   lock            held by the one process that writes
//!   segments/       *.seg, named by their checksum, never changed
//!   derived/        what follows from the segments, by the checksum of the manifest; can be deleted
//!   texts/          the articles' sources, by content hash
//!   rocksdb/        only with the feature `rocksdb`; can be deleted
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::manifest::{Manifest, SegmentEntry};
use crate::merge::Part;
use crate::segment::{Entry, HEADER, Segment, hex};

const MANIFEST: &str = "store.json";
const LOCK: &str = "lock";
const OURS: [&str; 6] = [MANIFEST, LOCK, "segments", "derived", "texts", "rocksdb"];
/// Begins the names of files that are not finished.
const TEMPORARY: &str = ".tmp-";

#[derive(Clone, Debug)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    pub(crate) fn manifest_path(&self) -> PathBuf {
        self.path.join(MANIFEST)
    }

    pub(crate) fn texts(&self) -> PathBuf {
        self.path.join("texts")
    }

    /// Where RocksDB keeps the quads of one commit.
    #[cfg(feature = "rocksdb")]
    pub(crate) fn rocksdb(&self, manifest: &Manifest) -> PathBuf {
        self.path.join("rocksdb").join(&manifest.checksum()[..24])
    }

    fn segments(&self) -> PathBuf {
        self.path.join("segments")
    }

    /// Where what follows from one commit is kept.
    fn derived(&self, manifest: &Manifest) -> PathBuf {
        self.path.join("derived").join(format!("{}.seg", &manifest.checksum()[..24]))
    }

    /// The committed state; `None` if nothing was committed here yet.
    pub(crate) fn manifest(&self) -> Result<Option<Manifest>, StoreError> {
        self.check_ours()?;
        let path = self.manifest_path();
        match fs::read(&path) {
            Ok(bytes) => Manifest::parse(&bytes, &path).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io("read", &path)(error)),
        }
    }

    /// Refuses a file, and a folder with other things in it.
    fn check_ours(&self) -> Result<(), StoreError> {
        let foreign = |reason: String| StoreError::Foreign { path: self.path.clone(), reason };
        match fs::metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(StoreError::io("read", &self.path)(error)),
            Ok(found) if !found.is_dir() => {
                return Err(foreign("it is a file, a store is a folder".to_owned()));
            }
            Ok(_) => {}
        }
        if self.manifest_path().exists() {
            return Ok(());
        }
        for entry in fs::read_dir(&self.path).map_err(StoreError::io("read", &self.path))? {
            let name = entry.map_err(StoreError::io("read", &self.path))?.file_name();
            let name = name.to_string_lossy();
            if !OURS.contains(&&*name) && !name.starts_with(TEMPORARY) {
                return Err(foreign(format!("it has no {MANIFEST}, but '{name}'")));
            }
        }
        Ok(())
    }

    /// Makes the folder where it is missing and takes the lock; it is held until the file is dropped
    /// or the process ends, however it ends.
    pub(crate) fn lock(&self) -> Result<File, StoreError> {
        self.check_ours()?;
        for path in [&self.path, &self.segments(), &self.path.join("derived"), &self.texts()] {
            fs::create_dir_all(path).map_err(StoreError::io("create the folder", path))?;
        }
        let path = self.path.join(LOCK);
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(StoreError::io("open", &path))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked(self.path.clone())),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock", &path)(error)),
        }
    }

    /// Writes a segment; it counts only once a manifest names it.
    pub(crate) fn write_segment(&self, segment: &Segment) -> Result<SegmentEntry, StoreError> {
        let encoded = segment.encode()?;
        let file = format!("{}.seg", &encoded.hash[..24]);
        let path = self.segments().join(&file);
        write_atomically(&path, &encoded.bytes, Durable::Yes)?;
        Ok(SegmentEntry {
            file,
            sha256: encoded.hash,
            bytes: encoded.bytes.len() as u64,
            graphs: segment.graphs.len(),
            quads: segment.rows.len(),
        })
    }

    /// Makes `manifest` the committed state, then deletes what it does not name.
    pub(crate) fn commit(&self, manifest: &Manifest) -> Result<(), StoreError> {
        sync_folder(&self.segments())?;
        sync_folder(&self.texts())?;
        write_atomically(&self.manifest_path(), &manifest.to_bytes(), Durable::Yes)?;
        sync_folder(&self.path)?;
        let _ = self.sweep(manifest); // it is committed; what could not be deleted the next writer sweeps
        Ok(())
    }

    /// Deletes segments that no manifest names, what followed from others, and unfinished files: left by a crash or
    /// replaced.
    pub(crate) fn sweep(&self, manifest: &Manifest) -> Result<(), StoreError> {
        let derived = self.derived(manifest);
        let kept: BTreeSet<PathBuf> = (manifest.segments.iter().map(|kept| self.segments().join(&kept.file)))
            .chain([derived.clone()])
            .collect();
        for folder in [&self.path, &self.segments(), derived.parent().unwrap_or(&self.path), &self.texts()] {
            let entries = match fs::read_dir(folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                entries => entries.map_err(StoreError::io("read", folder))?,
            };
            for entry in entries {
                let path = entry.map_err(StoreError::io("read", folder))?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let dead = name.starts_with(TEMPORARY) || name.ends_with(".seg") && !kept.contains(&path);
                if dead {
                    match fs::remove_file(&path) {
                        // A reader had just finished it.
                        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                        removed => removed.map_err(StoreError::io("delete", &path))?,
                    }
                }
            }
        }
        Ok(())
    }

    /// What follows from the segments of `manifest`, if it was kept and is whole. There is no other checksum of it than
    /// its own: it can be made again.
    pub(crate) fn read_derived(&self, manifest: &Manifest) -> Option<Segment> {
        let bytes = fs::read(self.derived(manifest)).ok()?;
        Segment::decode(&bytes, &hex(&Sha256::digest(bytes.get(..HEADER)?))).ok()
    }

    /// Keeps what follows from the segments of `manifest` for the next who opens the folder.
    pub(crate) fn write_derived(&self, manifest: &Manifest, segment: &Segment) -> Result<(), StoreError> {
        let path = self.derived(manifest);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(StoreError::io("create the folder", folder))?;
        }
        write_atomically(&path, &segment.encode()?.bytes, Durable::No)
    }

    /// Reads and checks one segment.
    pub(crate) fn read_segment(&self, entry: &SegmentEntry) -> Result<Segment, StoreError> {
        let path = self.segment_path(entry)?;
        let bytes = fs::read(&path).map_err(|error| missing(&path, error))?;
        if bytes.len() as u64 != entry.bytes {
            let reason = format!("it has {} bytes, {} were written", bytes.len(), entry.bytes);
            return Err(StoreError::damaged(&path, reason));
        }
        Segment::decode(&bytes, &entry.sha256).map_err(|reason| StoreError::damaged(&path, reason))
    }

    /// Reads only which graphs a segment has.
    pub(crate) fn read_directory(&self, entry: &SegmentEntry) -> Result<Vec<(String, Entry)>, StoreError> {
        let path = self.segment_path(entry)?;
        let mut file = File::open(&path).map_err(|error| missing(&path, error))?;
        let mut bytes = Vec::new();
        let mut read = |bytes: &mut Vec<u8>, length: usize| {
            (&mut file).take(length as u64).read_to_end(bytes).map_err(StoreError::io("read", &path))
        };
        read(&mut bytes, HEADER)?;
        let damaged = |reason| StoreError::damaged(&path, reason);
        let end = Segment::directory_end(&bytes, &entry.sha256).map_err(damaged)?;
        read(&mut bytes, end - HEADER)?;
        Segment::decode_directory(&bytes, &entry.sha256).map_err(damaged)
    }

    /// Where a segment is; the manifest could name anything.
    fn segment_path(&self, entry: &SegmentEntry) -> Result<PathBuf, StoreError> {
        if entry.file.contains(['/', '\\']) || !entry.file.ends_with(".seg") {
            return Err(StoreError::damaged(
                &self.manifest_path(),
                format!("'{}' is no segment", entry.file),
            ));
        }
        Ok(self.segments().join(&entry.file))
    }

    /// Reads segments, oldest first, and marks the graphs that no later one replaces.
    pub(crate) fn read_parts(&self, entries: &[SegmentEntry]) -> Result<Vec<Part>, StoreError> {
        let segments: Vec<Segment> =
            entries.par_iter().map(|entry| self.read_segment(entry)).collect::<Result<_, _>>()?;
        let last: BTreeMap<String, usize> = segments
            .iter()
            .enumerate()
            .flat_map(|(number, segment)| segment.graphs.iter().map(move |(name, _)| (name.clone(), number)))
            .collect();
        Ok(segments
            .into_iter()
            .enumerate()
            .map(|(number, segment)| {
                let live = segment.graphs.iter().map(|(name, _)| last.get(name) == Some(&number)).collect();
                Part { segment, live }
            })
            .collect())
    }
}

fn missing(path: &Path, error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::NotFound => StoreError::damaged(path, "it is missing"),
        _ => StoreError::io("read", path)(error),
    }
}

/// Whether a file must outlast a power failure, too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durable {
    Yes,
    No,
}

/// Writes a file so that it is there whole or not at all. Two processes may write the same one at a time.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8], durable: Durable) -> Result<(), StoreError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!("{TEMPORARY}{}-{name}", std::process::id()));
    let write = || -> io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        if durable == Durable::Yes {
            file.sync_all()?;
        }
        fs::rename(&temporary, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&temporary); // the next writer sweeps it otherwise
        StoreError::io("write", path)(error)
    })
}

/// Makes renames in a folder outlast a power failure, where the system can.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    File::open(path).and_then(|folder| folder.sync_all()).map_err(StoreError::io("write", path))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
