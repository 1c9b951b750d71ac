//! `store.json`: which segments are live. Replacing this one small file is what commits a change.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::segment::hex;

/// The version of the folder's layout and of the segments.
pub(crate) const FORMAT: u32 = 2;
const NAME: &str = "gureum-store";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// Always `gureum-store`.
    format: String,
    version: u32,
    /// Version of the ontology the graph was built with.
    pub(crate) ontology: String,
    /// Oldest first; a graph counts in the last one that names it.
    pub(crate) segments: Vec<SegmentEntry>,
    /// Hash of each input the graph was built from, by its name.
    pub(crate) inputs: BTreeMap<String, String>,
    /// SHA-256 of this object with an empty checksum.
    checksum: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SegmentEntry {
    /// File name in `segments/`.
    pub(crate) file: String,
    /// SHA-256 of the file's header, which holds those of its blocks.
    pub(crate) sha256: String,
    /// Length of the file.
    pub(crate) bytes: u64,
    pub(crate) graphs: usize,
    pub(crate) quads: usize,
}

/// Only what must be readable in every version.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

impl Manifest {
    pub(crate) fn new() -> Self {
        Self {
            format: NAME.to_owned(),
            version: FORMAT,
            ontology: gureum_model::vocabulary::VERSION.to_owned(),
            segments: Vec::new(),
            inputs: BTreeMap::new(),
            checksum: String::new(),
        }
    }

    /// Reads the bytes of the file at `path`.
    pub(crate) fn parse(bytes: &[u8], path: &Path) -> Result<Self, StoreError> {
        let unreadable = |error: serde_json::Error| {
            StoreError::damaged(path, format!("no manifest can be read in it: {error}"))
        };
        let json: serde_json::Value = serde_json::from_slice(bytes).map_err(unreadable)?;
        let Some(head) = Head::deserialize(&json).ok().filter(|head| head.format == NAME) else {
            let reason = format!("its format is not \"{NAME}\"");
            return Err(StoreError::Foreign { path: path.to_owned(), reason });
        };
        if head.version != FORMAT {
            return Err(StoreError::Version {
                path: path.to_owned(),
                found: head.version,
                supported: FORMAT,
            });
        }
        let manifest = Self::deserialize(json).map_err(unreadable)?;
        if manifest.checksum != manifest.checksum() {
            return Err(StoreError::damaged(path, "it does not have its checksum"));
        }
        Ok(manifest)
    }

    /// The bytes to write; ends with a newline.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let sealed = Self { checksum: self.checksum(), ..self.clone() };
        let mut bytes = serde_json::to_vec_pretty(&sealed).expect("a manifest has only strings and numbers");
        bytes.push(b'\n');
        bytes
    }

    /// What the checksum must be; it also tells commits apart.
    pub(crate) fn checksum(&self) -> String {
        let open = Self { checksum: String::new(), ..self.clone() };
        hex(&Sha256::digest(serde_json::to_vec(&open).expect("a manifest has only strings and numbers")))
    }
}
