//! The list of a dictionary's files with sizes and checksums: `data/manifest.json`, and `manifest.json` in an
//! unpacked folder. `examples/rebuild` writes it.

use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Describes a built dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// What was built, for people.
    pub dictionary: String,
    /// The version of lindera that built it.
    pub lindera: String,
    /// lindera's version of the files' layout.
    pub format_version: u32,
    /// Number of entries.
    pub entries: usize,
    /// See [`Manifest::hash_of`].
    pub hash: String,
    /// The files in the order in which the archive holds them.
    pub files: Vec<FileEntry>,
}

/// One file of a dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Name in the folder.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// CRC-32 (IEEE), compared at every load.
    pub crc32: u32,
    /// SHA-256 in hexadecimal, compared when the file is unpacked.
    pub sha256: String,
}

impl Manifest {
    /// The name of a manifest in a dictionary folder.
    pub const FILE: &str = "manifest.json";

    /// SHA-256, in hexadecimal, over one line `name bytes sha256` for each file in the given order.
    #[must_use]
    pub fn hash_of(files: &[FileEntry]) -> String {
        let mut hasher = Sha256::new();
        for file in files {
            hasher.update(format!("{} {} {}\n", file.name, file.bytes, file.sha256));
        }
        hexadecimal(&hasher.finalize())
    }

    /// The folder's first file that is missing or differs in size or CRC-32, and how.
    pub(crate) fn damage(&self, folder: &Path) -> Option<(&str, String)> {
        self.files.iter().find_map(|file| {
            let what = match checksum(&folder.join(&file.name)) {
                Err(error) => error.to_string(),
                Ok((bytes, _)) if bytes != file.bytes => {
                    format!("it has {bytes} bytes instead of {}", file.bytes)
                }
                Ok((_, crc32)) if crc32 != file.crc32 => "its checksum differs".into(),
                Ok(_) => return None,
            };
            Some((&*file.name, what))
        })
    }
}

/// Describes a file with these contents.
#[must_use]
pub fn entry(name: &str, contents: &[u8]) -> FileEntry {
    FileEntry {
        name: name.into(),
        bytes: contents.len() as u64,
        crc32: crc32fast::hash(contents),
        sha256: hexadecimal(&Sha256::digest(contents)),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Size and CRC-32 of a file.
fn checksum(path: &Path) -> io::Result<(u64, u32)> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = crc32fast::Hasher::new();
    let mut buffer = vec![0; 1 << 18];
    let mut total = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((total, hasher.finalize()));
        }
        hasher.update(&buffer[..read]);
        total += read as u64;
    }
}
