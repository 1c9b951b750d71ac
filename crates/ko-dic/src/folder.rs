//! From files, mapped or in memory, to lindera's `Dictionary`. Does not unpack anything; see `cache.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use lindera_dictionary::LinderaResult;
use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::dictionary::character_definition::CharacterDefinition;
use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
use lindera_dictionary::dictionary::metadata::{DICTIONARY_FORMAT_VERSION, Metadata};
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
use lindera_dictionary::util::{Data, mmap_file};

use crate::error::DictionaryError;
use crate::manifest::{self, FileEntry, Manifest};
use crate::{Home, Loaded};

/// The files that lindera reads.
const FILES: [&str; 9] = [
    "metadata.json",
    "char_def.bin",
    "unk.bin",
    "dict.trie",
    "dict.valsidx",
    "dict.vals",
    "dict.wordsidx",
    "dict.words",
    "matrix.mtx",
];
/// The two files of the tag view, laid out as `dict.wordsidx` and `dict.words` are.
const TAGS_INDEX: &str = "tags.wordsidx";
const TAGS: &str = "tags.words";

/// The columns of mecab-ko-dic. Details of a token are found by their place, so any other list is refused.
const FIELDS: [&str; 12] = [
    "surface",
    "left_context_id",
    "right_context_id",
    "cost",
    "part_of_speech_tag",
    "meaning",
    "presence_absence",
    "reading",
    "type",
    "first_part_of_speech",
    "last_part_of_speech",
    "expression",
];

/// A folder that somebody else made: nothing about it is taken for granted.
pub(crate) fn load_foreign(path: &Path) -> Result<Loaded, DictionaryError> {
    if !path.is_dir() {
        return Err(DictionaryError::NoFolder { path: path.into() });
    }
    check_metadata(path)?;
    let hash = match read(path, Manifest::FILE) {
        Ok(text) => {
            let manifest: Manifest = serde_json::from_slice(&text)
                .map_err(|source| DictionaryError::Description { path: path.join(Manifest::FILE), source })?;
            if let Some((name, what)) = manifest.damage(path) {
                return Err(DictionaryError::Damaged { path: path.join(name), what });
            }
            Manifest::hash_of(&manifest.files)
        }
        // Built by lindera itself: without a manifest there is nothing to compare with.
        Err(_) => {
            let entries: Result<Vec<FileEntry>, DictionaryError> =
                FILES.iter().map(|name| Ok(manifest::entry(name, &read(path, name)?))).collect();
            Manifest::hash_of(&entries?)
        }
    };
    open(path, hash)
}

/// A folder whose files have been checked.
pub(crate) fn open(path: &Path, hash: String) -> Result<Loaded, DictionaryError> {
    let refused = |source| DictionaryError::Refused { place: path.display().to_string(), source };
    let dictionary = Dictionary::load_from_path_with_options(path, true).map_err(refused)?;
    let (index, tags) = (path.join(TAGS_INDEX), path.join(TAGS));
    let tag_view = if index.exists() && tags.exists() {
        let view =
            mmap_file(&index).and_then(|index| tag_view(&dictionary, index.into(), mmap_file(&tags)?.into()));
        view.map_err(refused)?
    } else {
        dictionary.clone()
    };
    same_entries(&dictionary, &tag_view)
        .map_err(|what| DictionaryError::Damaged { path: path.join(TAGS_INDEX), what })?;
    Ok(Loaded { dictionary, tag_view, hash, home: Home::Folder(path.into()), notes: Vec::new() })
}

/// The archive's own files, by name, when there is no folder to map them from.
pub(crate) fn from_memory(
    mut files: BTreeMap<&str, Vec<u8>>,
    hash: String,
) -> Result<Loaded, DictionaryError> {
    let mut take = |name| files.remove(name).unwrap_or_default();
    let mut build = || -> LinderaResult<(Dictionary, Dictionary)> {
        let words = PrefixDictionary::load(
            take("dict.trie"),
            take("dict.valsidx"),
            take("dict.vals"),
            take("dict.wordsidx"),
            take("dict.words"),
        )?;
        let dictionary = Dictionary {
            prefix_dictionary: Arc::new(words),
            connection_cost_matrix: Arc::new(ConnectionCostMatrix::load(take("matrix.mtx"))?),
            character_definition: Arc::new(CharacterDefinition::load(&take("char_def.bin"))?),
            unknown_dictionary: Arc::new(UnknownDictionary::load(&take("unk.bin"))?),
            metadata: Arc::new(Metadata::load(&take("metadata.json"))?),
        };
        dictionary.metadata.validate_format_version()?;
        let view = tag_view(&dictionary, take(TAGS_INDEX).into(), take(TAGS).into())?;
        Ok((dictionary, view))
    };
    let (dictionary, tag_view) =
        build().map_err(|source| DictionaryError::Refused { place: "this program".into(), source })?;
    same_entries(&dictionary, &tag_view).map_err(|what| DictionaryError::Embedded { what })?;
    Ok(Loaded { dictionary, tag_view, hash, home: Home::Memory, notes: Vec::new() })
}

/// See [`Loaded::tag_view`].
fn tag_view(dictionary: &Dictionary, index: Data, tags: Data) -> LinderaResult<Dictionary> {
    // lindera's own image of a trie without words: three zero lengths, and one sentinel in the index of values.
    let (trie, values_index) = PrefixDictionary::serialize_trie(&BTreeMap::new())?;
    let mut entries = PrefixDictionary::load(trie, values_index, Vec::new(), Vec::new(), Vec::new())?;
    (entries.words_idx_data, entries.words_data) = (index, tags);
    Ok(Dictionary { prefix_dictionary: Arc::new(entries), ..dictionary.clone() })
}

fn same_entries(dictionary: &Dictionary, view: &Dictionary) -> Result<(), String> {
    let (all, seen) = (dictionary.prefix_dictionary.word_count(), view.prefix_dictionary.word_count());
    if all == seen { Ok(()) } else { Err(format!("it has tags for {seen} of {all} entries")) }
}

fn check_metadata(path: &Path) -> Result<(), DictionaryError> {
    let text = read(path, "metadata.json")?;
    let description = |source| DictionaryError::Description { path: path.join("metadata.json"), source };
    // Version first: the rest of another version may not even parse.
    let value: serde_json::Value = serde_json::from_slice(&text).map_err(description)?;
    // lindera 5 wrote none, and calls that version 1.
    let found = value.get("format_version").and_then(serde_json::Value::as_u64).unwrap_or(1);
    if found != u64::from(DICTIONARY_FORMAT_VERSION) {
        return Err(DictionaryError::FormatVersion {
            path: path.into(),
            found,
            expected: DICTIONARY_FORMAT_VERSION,
        });
    }
    let metadata: Metadata = serde_json::from_value(value).map_err(description)?;
    if metadata.dictionary_schema.fields != FIELDS {
        return Err(DictionaryError::Fields {
            path: path.into(),
            name: metadata.name.clone(),
            expected: FIELDS.join(", "),
        });
    }
    Ok(())
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, DictionaryError> {
    let path = folder.join(name);
    fs::read(&path).map_err(|source| DictionaryError::Unreadable { path, source })
}
