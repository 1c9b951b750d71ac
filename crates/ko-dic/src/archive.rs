//! The compressed dictionary inside the program: the files of the manifest, one after another, in one zstd stream.
//! Knows nothing about folders.

use std::io::Read;
use std::sync::LazyLock;

use crate::error::DictionaryError;
use crate::manifest::{self, Manifest};

static ARCHIVE: &[u8] = include_bytes!("../data/ko-dic.zst");
static MANIFEST_TEXT: &str = include_str!("../data/manifest.json");
static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| {
    serde_json::from_str(MANIFEST_TEXT).expect("the manifest inside the crate is checked by tests")
});

/// What the archive holds.
pub(crate) fn manifest() -> &'static Manifest {
    &MANIFEST
}

/// The manifest as the text that goes beside the unpacked files.
pub(crate) fn manifest_text() -> &'static str {
    MANIFEST_TEXT
}

/// Gives each file in turn, name and contents, after its SHA-256 has been compared. The outer error is the
/// archive's; `take` may stop with its own, which is then the inner one.
pub(crate) fn unpack<E>(
    mut take: impl FnMut(&'static str, Vec<u8>) -> Result<(), E>,
) -> Result<Result<(), E>, DictionaryError> {
    let broken = |what: String| DictionaryError::Embedded { what };
    let mut stream = zstd::Decoder::with_buffer(ARCHIVE).map_err(|error| broken(error.to_string()))?;
    for file in &manifest().files {
        let size = usize::try_from(file.bytes).map_err(|error| broken(error.to_string()))?;
        let mut contents = vec![0; size];
        stream.read_exact(&mut contents).map_err(|error| broken(format!("{}: {error}", file.name)))?;
        if manifest::entry(&file.name, &contents) != *file {
            return Err(broken(format!("the checksum of {} differs", file.name)));
        }
        if let Err(error) = take(&file.name, contents) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The manifest is written by the tool beside the archive; a mixture of two builds must not get in.
    #[test]
    fn archive_manifest_and_version_belong_together() {
        let manifest: Manifest =
            serde_json::from_str(MANIFEST_TEXT).expect("data/manifest.json: run the tool again");
        assert_eq!(manifest.hash, Manifest::hash_of(&manifest.files), "data/manifest.json was edited");
        assert_eq!(manifest.dictionary, crate::VERSION);
        assert_eq!(
            manifest.lindera,
            lindera_dictionary::get_version(),
            "lindera has moved: run the tool again"
        );
        assert_eq!(manifest.entries, 816_283);

        let mut names = Vec::new();
        let taken: Result<(), ()> = unpack(|name, _| {
            names.push(name);
            Ok(())
        })
        .expect("data/ko-dic.zst holds what the manifest lists");
        assert_eq!(taken, Ok(()));
        assert_eq!(names.len(), manifest.files.len());
    }
}
