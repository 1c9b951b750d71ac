//! Loading: the cache is filled, repaired and done without; folders of the user's own are checked, and what is
//! wrong with them is said with a hint.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use ko_dic::{DictionaryError, Home, Loaded, Note, Options, Source};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use tempfile::TempDir;

fn in_cache(cache: &Path) -> Loaded {
    ko_dic::load(&Options { source: Source::Default, cache: Some(cache.into()) })
        .expect("the crate's own dictionary")
}

fn from_folder(folder: &Path) -> Result<Loaded, DictionaryError> {
    ko_dic::load(&Options { source: Source::Path(folder.into()), cache: None })
}

/// A fresh cache with the dictionary unpacked in it, and the dictionary's folder.
fn filled_cache() -> (TempDir, PathBuf) {
    let cache = TempDir::new().expect("a temporary folder");
    let folder = folder_of(&in_cache(cache.path()));
    (cache, folder)
}

fn folder_of(loaded: &Loaded) -> PathBuf {
    match &loaded.home {
        Home::Folder(folder) => folder.clone(),
        Home::Memory => panic!("kept in memory: {:?}", loaded.notes),
    }
}

/// Surfaces and tags of a sentence that needs matrix, trie, details and character classes.
fn analysis(loaded: Loaded) -> String {
    let mut segmenter = Segmenter::new(Mode::Normal, loaded.tag_view, None);
    segmenter.dictionary = loaded.dictionary;
    let mut tokens = segmenter.segment("KT가 구축 중이다.".into()).expect("an ordinary sentence");
    let tagged: Vec<String> = tokens
        .iter_mut()
        .map(|token| format!("{}/{}", token.surface.clone(), token.get_detail(0).unwrap_or("-")))
        .collect();
    tagged.join(" ")
}

const ANALYSIS: &str = "KT/SL 가/JKS 구축/NNG 중/NNB 이/VCP 다/EF ./SF";

/// Writes a new file, as a broken disk or an interrupted copy would leave it.
fn replace(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut contents = fs::read(path).expect("a file of the dictionary");
    change(&mut contents);
    fs::remove_file(path).expect("a file of the dictionary");
    fs::write(path, contents).expect("a file of the dictionary");
}

fn set_metadata(folder: &Path, key: &str, value: serde_json::Value) {
    replace(&folder.join("metadata.json"), |text| {
        let mut metadata: serde_json::Value = serde_json::from_slice(text).expect("metadata");
        metadata[key] = value;
        *text = metadata.to_string().into_bytes();
    });
}

/// The whole message with its causes' words in it, which must name a way out.
fn message(result: Result<Loaded, DictionaryError>) -> String {
    result.expect_err("this folder must be refused").to_string()
}

#[test]
fn first_load_fills_the_cache_and_the_second_uses_it() {
    let (cache, folder) = filled_cache();
    let name = folder.file_name().and_then(|name| name.to_str()).expect("a plain name");
    assert!(name.starts_with("ko-dic-2.1.1-") && name.ends_with(&ko_dic::hash()[..16]), "{name}");
    assert_eq!(
        fs::read_dir(cache.path()).expect("the cache").count(),
        1,
        "temporary folders were left behind"
    );
    let written =
        |folder: &Path| fs::metadata(folder.join("matrix.mtx")).and_then(|it| it.modified()).expect("a time");
    let first = written(&folder);

    let again = in_cache(cache.path());
    assert_eq!(written(&folder), first, "it was unpacked a second time");
    assert_eq!((again.notes.as_slice(), again.hash.as_str()), ([].as_slice(), ko_dic::hash()));
    assert_eq!(analysis(again), ANALYSIS);
}

#[test]
fn damaged_cache_is_noticed_and_repaired() {
    let (cache, folder) = filled_cache();
    let running = in_cache(cache.path());
    type Damage = (&'static str, fn(&Path));
    let damages: [Damage; 4] = [
        ("dict.words", |file| replace(file, |bytes| bytes[20_000_000] ^= 1)),
        ("matrix.mtx", |file| replace(file, |bytes| bytes.truncate(4096))),
        ("tags.wordsidx", |file| replace(file, |bytes| bytes.fill(0))),
        ("unk.bin", |file| fs::remove_file(file).expect("a file of the dictionary")),
    ];
    for (file, damage) in damages {
        damage(&folder.join(file));
        let repaired = in_cache(cache.path());
        let [Note::Repaired { folder: where_, what }] = repaired.notes.as_slice() else {
            panic!("{file}: {:?}", repaired.notes);
        };
        assert!(*where_ == folder && what.starts_with(file), "{file}: {what}");
        assert_eq!(analysis(repaired), ANALYSIS, "{file}");
        assert_eq!(in_cache(cache.path()).notes, [], "{file}: the repair did not last");
    }
    assert_eq!(fs::read_dir(cache.path()).expect("the cache").count(), 1, "damaged folders were left behind");
    assert_eq!(analysis(running), ANALYSIS, "a process that had it mapped was disturbed");
}

#[test]
fn file_in_the_folders_place_is_replaced() {
    let (cache, folder) = filled_cache();
    fs::remove_dir_all(&folder).expect("the cache");
    fs::write(&folder, "not a folder").expect("the cache");
    let repaired = in_cache(cache.path());
    assert!(matches!(repaired.notes.as_slice(), [Note::Repaired { .. }]), "{:?}", repaired.notes);
    assert_eq!(folder_of(&repaired), folder);
}

#[test]
fn without_a_writable_cache_it_is_kept_in_memory() {
    let here = TempDir::new().expect("a temporary folder");
    // Below a file no folder can be made, not even by root.
    let file = here.path().join("file");
    fs::write(&file, "").expect("a temporary file");
    let loaded = in_cache(&file.join("cache"));
    assert_eq!(loaded.home, Home::Memory);
    let [note @ Note::InMemory { .. }] = loaded.notes.as_slice() else { panic!("{:?}", loaded.notes) };
    assert!(note.to_string().contains("file/cache"), "{note}");
    assert_eq!(loaded.hash, ko_dic::hash());
    assert_eq!(analysis(loaded), ANALYSIS);
}

#[test]
fn processes_may_race_for_an_empty_cache() {
    let cache = TempDir::new().expect("a temporary folder");
    thread::scope(|scope| {
        let racers: Vec<_> = (0..4).map(|_| scope.spawn(|| in_cache(cache.path()))).collect();
        for racer in racers {
            let loaded = racer.join().expect("a load that does not panic");
            assert_eq!((&loaded.home, loaded.notes.len()), (&in_cache(cache.path()).home, 0));
            assert_eq!(analysis(loaded), ANALYSIS);
        }
    });
    assert_eq!(fs::read_dir(cache.path()).expect("the cache").count(), 1, "the losers left their folders");
}

#[test]
fn folder_of_ones_own_is_loaded_from_its_place() {
    let (_cache, folder) = filled_cache();
    let loaded = from_folder(&folder).expect("a whole folder");
    assert_eq!(loaded.hash, ko_dic::hash());
    assert_eq!(analysis(loaded), ANALYSIS);

    // As lindera's own builder leaves it: no manifest, no tag view.
    for ours in ["manifest.json", "tags.words", "tags.wordsidx"] {
        fs::remove_file(folder.join(ours)).expect("a file of the dictionary");
    }
    let bare = from_folder(&folder).expect("what lindera built");
    assert_ne!(bare.hash, ko_dic::hash(), "other files, another hash");
    assert_eq!(bare.hash, from_folder(&folder).expect("the same again").hash);
    assert_eq!(analysis(bare), ANALYSIS);
}

#[test]
fn damaged_folder_of_ones_own_is_refused_and_left_alone() {
    let (_cache, folder) = filled_cache();
    let file = folder.join("dict.vals");
    replace(&file, |bytes| bytes.truncate(1000));
    let message = message(from_folder(&folder));
    assert!(message.contains("dict.vals is damaged: it has 1000 bytes instead of"), "{message}");
    assert_eq!(fs::metadata(&file).expect("the file is still there").len(), 1000);
}

#[test]
fn other_format_version_is_named_with_a_way_out() {
    let (_cache, folder) = filled_cache();
    set_metadata(&folder, "format_version", 3.into());
    let newer = message(from_folder(&folder));
    assert!(newer.contains("has format version 3, this program reads 2"), "{newer}");
    assert!(newer.contains("--example rebuild"), "{newer}");

    // lindera 5 wrote no version at all.
    set_metadata(&folder, "format_version", serde_json::Value::Null);
    let older = message(from_folder(&folder));
    assert!(older.contains("has format version 1, this program reads 2"), "{older}");
}

#[test]
fn folder_that_is_no_korean_dictionary_is_refused() {
    let (_cache, folder) = filled_cache();
    set_metadata(&folder, "name", "ipadic".into());
    let japanese = serde_json::json!({ "fields": ["surface", "left_context_id", "right_context_id", "cost", "major_pos"] });
    set_metadata(&folder, "dictionary_schema", japanese);
    let other_fields = message(from_folder(&folder));
    assert!(
        other_fields.contains("`ipadic`") && other_fields.contains("fields of mecab-ko-dic"),
        "{other_fields}"
    );

    replace(&folder.join("metadata.json"), |text| *text = b"name = 'ko-dic'".to_vec());
    let not_json = message(from_folder(&folder));
    assert!(not_json.contains("metadata.json is not the description of a lindera dictionary"), "{not_json}");

    fs::remove_file(folder.join("metadata.json")).expect("a file of the dictionary");
    let sources = message(from_folder(&folder));
    assert!(sources.contains("cannot read") && sources.contains("metadata.json"), "{sources}");

    let nowhere = folder.join("nowhere");
    let missing = message(from_folder(&nowhere));
    assert!(missing.contains("there is no dictionary folder") && missing.contains("nowhere"), "{missing}");
}
