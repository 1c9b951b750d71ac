//! What a folder holds after commits, crashes, damage, and beside other writers.

use std::fs;
use std::path::{Path, PathBuf};

use crate::newsroom::{Draft, article, article_iri, dump, store_of};
use gureum_model::Property;
use gureum_store::{RdfFormat, Store, StoreError, Writer};
use proptest::prelude::*;

fn fact(id: &str, other: &str) -> Draft {
    article(id).says("가나", Property::PartnersWith, other)
}

fn commit(path: &Path, articles: &[Draft]) {
    let mut writer = Writer::open(path).unwrap();
    for article in articles {
        article.put(&mut writer);
    }
    writer.commit().unwrap();
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("gureum.kg");
    (dir, path)
}

fn files(path: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    found.sort();
    found
}

#[test]
fn what_is_committed_is_there_when_opened() {
    let (_dir, path) = folder();
    let drafts = [fact("a", "다라"), fact("b", "마바")];
    let mut writer = Writer::open(&path).unwrap();
    for draft in &drafts {
        draft.put(&mut writer);
    }
    writer.inputs_mut().insert("a".to_owned(), "1234".to_owned());
    let summary = writer.commit().unwrap();
    let store = Store::open(&path).unwrap();
    assert_eq!(dump(&store), dump(&store_of(&drafts)));
    let put: usize = store.articles().iter().map(|article| store.graph(article).count()).sum();
    assert_eq!((summary.quads, summary.articles), (put, store.articles().len()));
    assert_eq!(summary.added, 2);
    assert_eq!(store.inputs()["a"], "1234");
    assert_eq!(store.text(drafts[0].hash()).unwrap().unwrap(), "a 기사 원문입니다.".as_bytes());
    assert_eq!(store.text(&"0".repeat(64)).unwrap(), None);
    assert!(store.text("../../etc/passwd").is_err());
}

#[test]
fn removing_an_article_leaves_no_trace() {
    let (_dir, path) = folder();
    commit(&path, &[fact("a", "다라"), fact("b", "마바")]);
    let mut writer = Writer::open(&path).unwrap();
    assert!(writer.has_article(&article_iri("b")));
    assert!(writer.remove_article(&article_iri("b")));
    assert!(!writer.remove_article(&article_iri("b")), "it is gone already");
    assert_eq!(writer.commit().unwrap().articles, 1);
    let store = Store::open(&path).unwrap();
    assert_eq!(dump(&store), dump(&store_of(&[fact("a", "다라")])));
    assert_eq!(store.text(fact("b", "마바").hash()).unwrap(), None, "its text, too");
    let mut writer = Writer::open(&path).unwrap();
    writer.remove_article(&article_iri("a"));
    writer.commit().unwrap();
    assert!(Store::open(&path).unwrap().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    /// Any order, any grouping into commits, any repetition and removal: the bytes of a clean build.
    #[test]
    fn the_way_does_not_show_in_the_dump(
        steps in proptest::collection::vec((0..6_u8, 0..3_u8, any::<bool>()), 1..30),
        removed in proptest::collection::vec(0..6_u8, 0..4),
    ) {
        let draft = |id: u8, version: u8| fact(&format!("n{id}"), ["다라", "마바", "사아"][version as usize]);
        let (_dir, path) = folder();
        let mut state = std::collections::BTreeMap::new();
        let mut writer = Writer::open(&path).unwrap();
        for (id, version, then_commit) in steps {
            draft(id, version).put(&mut writer);
            state.insert(id, version);
            if then_commit {
                writer.commit().unwrap();
                writer = Writer::open(&path).unwrap();
            }
        }
        for id in removed {
            let was_there = writer.remove_article(&article_iri(&format!("n{id}")));
            prop_assert_eq!(was_there, state.remove(&id).is_some());
        }
        writer.commit().unwrap();
        let clean: Vec<Draft> = state.iter().rev().map(|(id, version)| draft(*id, *version)).collect();
        prop_assert_eq!(dump(&Store::open(&path).unwrap()), dump(&store_of(&clean)));
    }
}

#[test]
fn many_small_commits_do_not_leave_many_files() {
    let (_dir, path) = folder();
    for round in 0..40 {
        commit(&path, &[fact(&format!("n{round}"), "다라")]);
    }
    assert!(files(&path.join("segments"), "seg").len() <= 6, "one is at least twice as large as the next");
    assert_eq!(Store::open(&path).unwrap().articles().len(), 40);
    for round in 0..40 {
        let mut writer = Writer::open(&path).unwrap();
        writer.remove_article(&article_iri(&format!("n{round}")));
        writer.commit().unwrap();
        assert!(files(&path.join("segments"), "seg").len() <= 7);
    }
    assert!(Store::open(&path).unwrap().is_empty());
    assert_eq!(files(&path.join("segments"), "seg"), Vec::<PathBuf>::new(), "nothing of them is left");
}

/// A crash leaves finished segments that no manifest names, and unfinished files. The state is the
/// one before, and the next writer cleans up.
#[test]
fn a_crash_before_the_commit_changes_nothing() {
    let (_dir, path) = folder();
    commit(&path, &[fact("a", "다라")]);
    let before = dump(&Store::open(&path).unwrap());
    let kept = files(&path.join("segments"), "seg");
    let orphan = path.join("segments/0123456789abcdef01234567.seg");
    fs::copy(&kept[0], &orphan).unwrap();
    let unfinished =
        [path.join(".tmp-store.json"), path.join("segments/.tmp-x.seg"), path.join("texts/.tmp-y.zst")];
    for file in &unfinished {
        fs::write(file, "half a fi").unwrap();
    }
    let mut writer = Writer::open(&path).unwrap();
    fact("b", "마바").put(&mut writer);
    drop(writer); // as Ctrl-C or an error would
    assert_eq!(dump(&Store::open(&path).unwrap()), before);
    commit(&path, &[fact("c", "사아")]);
    assert!(!orphan.exists());
    assert!(unfinished.iter().all(|file| !file.exists()));
    assert_eq!(dump(&Store::open(&path).unwrap()), dump(&store_of(&[fact("a", "다라"), fact("c", "사아")])));
}

/// Builds that were broken off, one after another, filled the disk: only a build that came to its end cleaned up.
#[test]
fn what_a_broken_build_left_is_cleaned_up_by_the_next() {
    let (_dir, path) = folder();
    commit(&path, &[fact("a", "다라")]);
    let kept = files(&path.join("segments"), "seg");
    let orphan = path.join("segments/0123456789abcdef01234567.seg");
    fs::copy(&kept[0], &orphan).unwrap();
    drop(Writer::replace(&path).unwrap());
    assert_eq!(files(&path.join("segments"), "seg"), kept);
}

#[test]
fn replacing_keeps_the_old_graph_until_the_commit() {
    let (_dir, path) = folder();
    commit(&path, &[fact("a", "다라")]);
    let old = dump(&Store::open(&path).unwrap());
    let mut writer = Writer::replace(&path).unwrap();
    fact("b", "마바").put(&mut writer);
    assert_eq!(dump(&Store::open(&path).unwrap()), old, "readers see the old one");
    drop(writer);
    assert_eq!(dump(&Store::open(&path).unwrap()), old, "given up, nothing happened");
    let mut writer = Writer::replace(&path).unwrap();
    fact("b", "마바").put(&mut writer);
    writer.commit().unwrap();
    assert_eq!(dump(&Store::open(&path).unwrap()), dump(&store_of(&[fact("b", "마바")])));
}

#[test]
#[cfg_attr(feature = "rocksdb", ignore = "a dump reads the segments, which a later commit may delete")]
fn an_open_graph_outlives_its_files() {
    let (_dir, path) = folder();
    commit(&path, &[fact("a", "다라")]);
    let store = Store::open(&path).unwrap();
    let before = dump(&store);
    Writer::replace(&path).unwrap().commit().unwrap();
    assert_eq!(dump(&store), before);
    assert!(Store::open(&path).unwrap().is_empty());
}

#[test]
fn two_writers_are_refused_with_a_clear_message() {
    let (_dir, path) = folder();
    let first = Writer::open(&path).unwrap();
    let error = Writer::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::Locked(_)));
    assert!(error.to_string().contains("another gureum process is writing to"), "{error}");
    drop(first);
    Writer::open(&path).unwrap();
}

/// Every bit counts: a flipped one is noticed, wherever it is, and the message names the file.
#[test]
fn damage_is_noticed_and_named() {
    let (_dir, path) = folder();
    commit(&path, &[fact("a", "다라"), fact("b", "마바")]);
    let mut damaged = files(&path.join("segments"), "seg");
    damaged.push(path.join("store.json"));
    assert_eq!(damaged.len(), 2);
    for file in damaged {
        let whole = fs::read(&file).unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        let check = |bytes: &[u8], what: &str| {
            fs::write(&file, bytes).unwrap();
            let message = match Store::open(&path) {
                Err(error) => error.to_string(),
                Ok(store) => panic!("{name} {what}: opened with {} quads", store.len()),
            };
            assert!(message.contains(name), "{name} {what}: {message}");
        };
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            check(&bytes, &format!("flipped at {at}"));
        }
        for length in (0..whole.len()).step_by(31) {
            check(&whole[..length], &format!("cut to {length}"));
        }
        fs::write(&file, &whole).unwrap();
    }
    Store::open(&path).unwrap();
    fs::remove_file(&files(&path.join("segments"), "seg")[0]).unwrap();
    let message = Store::open(&path).unwrap_err().to_string();
    assert!(message.contains("it is missing") && message.contains("gureum build"), "{message}");
    // The remedy of the message works.
    let mut writer = Writer::replace(&path).unwrap();
    fact("c", "사아").put(&mut writer);
    writer.commit().unwrap();
    Store::open(&path).unwrap();
}

/// What follows from the articles can always be made again, so no damage to it is anybody's business.
#[test]
fn what_is_derived_is_derived_again_where_it_is_missing_or_damaged() {
    let (_dir, path) = folder();
    let drafts = [fact("a", "다라"), fact("b", "마바")];
    commit(&path, &drafts);
    let wanted = dump(&store_of(&drafts));
    assert_eq!(files(&path.join("derived"), "seg"), Vec::<PathBuf>::new(), "nobody has asked yet");
    assert_eq!(dump(&Store::open(&path).unwrap()), wanted);
    let [file] = files(&path.join("derived"), "seg").try_into().unwrap();
    let whole = fs::read(&file).unwrap();
    let flipped = (0..whole.len()).step_by(5).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        bytes
    });
    for bytes in flipped.chain((0..whole.len()).step_by(31).map(|length| whole[..length].to_vec())) {
        fs::write(&file, &bytes).unwrap();
        assert_eq!(dump(&Store::open(&path).unwrap()), wanted);
        assert_eq!(fs::read(&file).unwrap(), whole, "and it is kept again");
    }
    fs::remove_dir_all(path.join("derived")).unwrap();
    assert_eq!(dump(&Store::open(&path).unwrap()), wanted);
    commit(&path, &[fact("c", "사아")]);
    assert!(!file.exists(), "it followed from other articles");
}

/// To add or remove an article nothing is read but which articles there are: what is in the segments that are there may
/// even be damaged, and they stay as they are.
#[test]
fn a_commit_of_articles_neither_reads_nor_rewrites_what_is_there() {
    let (_dir, path) = folder();
    let many: Vec<Draft> = (0..20).map(|n| fact(&format!("n{n}"), "다라")).collect();
    commit(&path, &many);
    let [old] = files(&path.join("segments"), "seg").try_into().unwrap();
    let whole = fs::read(&old).unwrap();
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 1;
    fs::write(&old, &damaged).unwrap();
    let mut writer = Writer::open(&path).unwrap();
    assert!(writer.origins().has(article_iri("n3").as_str(), many[3].hash(), ""));
    assert!(!writer.origins().has(article_iri("n3").as_str(), many[4].hash(), ""), "another text");
    assert!(!writer.origins().has(article_iri("n3").as_str(), many[3].hash(), "{}"), "read otherwise");
    fact("new", "마바").put(&mut writer);
    writer.remove_article(&article_iri("n3"));
    let summary = writer.commit().unwrap();
    assert_eq!((summary.added, summary.removed, summary.articles), (1, 1, 20));
    assert_eq!(fs::read(&old).unwrap(), damaged);
    fs::write(&old, &whole).unwrap();
    let store = Store::open(&path).unwrap();
    let put: usize = store.articles().iter().map(|article| store.graph(article).count()).sum();
    assert_eq!(summary.quads, put);
    let mut now = many;
    now[3] = fact("new", "마바");
    assert_eq!(dump(&store), dump(&store_of(&now)));
}

/// Sources are not synchronised one by one, so a power failure may leave any of them short. An empty file was once
/// taken for an empty source, which is what zstd makes of no bytes.
#[test]
fn a_damaged_text_is_noticed_and_written_anew() {
    let (_dir, path) = folder();
    let draft = fact("a", "다라");
    commit(&path, std::slice::from_ref(&draft));
    let file = path.join("texts").join(format!("{}.zst", draft.hash()));
    let whole = fs::read(&file).unwrap();
    let store = Store::open(&path).unwrap();
    let text = store.text(draft.hash()).unwrap();
    let check = |bytes: &[u8], what: &str| {
        fs::write(&file, bytes).unwrap();
        match store.text(draft.hash()) {
            Err(StoreError::Damaged { path, .. }) => assert_eq!(path, file),
            // One bit of a frame's header means nothing.
            read => assert_eq!(read.unwrap(), text, "{what}"),
        }
    };
    for length in 0..whole.len() {
        check(&whole[..length], &format!("cut to {length}"));
    }
    for bit in 0..whole.len() * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        check(&bytes, &format!("bit {bit} flipped"));
    }
    commit(&path, std::slice::from_ref(&draft));
    Store::open(&path).unwrap().text(draft.hash()).unwrap().expect("written anew");
}

#[test]
fn other_peoples_folders_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("nothing");
    assert!(matches!(Store::open(&missing), Err(StoreError::Missing(_))));
    assert!(!missing.exists(), "opening creates nothing");

    let file = dir.path().join("notes.txt");
    fs::write(&file, "메모").unwrap();
    assert!(matches!(Store::open(&file), Err(StoreError::Foreign { .. })));
    for open in [Writer::open, Writer::replace] {
        assert!(matches!(open(&file), Err(StoreError::Foreign { .. })));
        assert!(matches!(open(dir.path()), Err(StoreError::Foreign { .. })));
    }
    let other = dir.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("store.json"), r#"{"name": "a shop"}"#).unwrap();
    assert!(matches!(Store::open(&other), Err(StoreError::Foreign { .. })));
    assert!(matches!(Writer::replace(&other), Err(StoreError::Foreign { .. })));
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1, "nothing was added");
}

#[test]
fn another_version_is_named() {
    let (_dir, path) = folder();
    commit(&path, &[fact("a", "다라")]);
    let manifest = fs::read_to_string(path.join("store.json")).unwrap();
    fs::write(path.join("store.json"), manifest.replace("\"version\": 2", "\"version\": 99")).unwrap();
    let error = Store::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::Version { found: 99, .. }), "{error}");
    assert!(matches!(Writer::open(&path), Err(StoreError::Version { .. })));
    Writer::replace(&path).unwrap().commit().unwrap();
}

fn load(path: &Path, text: &str, format: RdfFormat) -> Result<u64, StoreError> {
    let mut writer = Writer::open(path).unwrap();
    let count = writer.load(text.as_bytes(), format, None)?;
    writer.commit()?;
    Ok(count)
}

#[test]
fn a_dump_comes_back_as_it_was() {
    let (_dir, path) = folder();
    let original = dump(&store_of(&[fact("a", "다라"), fact("b", "다라"), fact("c", "마바")]));
    let lines = original.lines().count() as u64;
    assert_eq!(load(&path, &original, RdfFormat::NQuads).unwrap(), lines);
    assert_eq!(dump(&Store::open(&path).unwrap()), original);
    load(&path, &original, RdfFormat::NQuads).unwrap();
    assert_eq!(dump(&Store::open(&path).unwrap()), original, "twice is once");
    // What was derived in the dump is derived still: it goes with its article.
    let mut writer = Writer::open(&path).unwrap();
    writer.remove_article(&article_iri("c"));
    writer.commit().unwrap();
    assert_eq!(dump(&Store::open(&path).unwrap()), dump(&store_of(&[fact("a", "다라"), fact("b", "다라")])));
}

#[test]
fn any_rdf_can_be_loaded() {
    let (_dir, path) = folder();
    commit(&path, &[fact("a", "다라")]);
    let before = Store::open(&path).unwrap().len();
    let turtle = "@prefix ex: <http://example.com/> . ex:a ex:knows [ ex:name \"나\"@ko ] , ex:b .";
    assert_eq!(load(&path, turtle, RdfFormat::Turtle).unwrap(), 3);
    let first = dump(&Store::open(&path).unwrap());
    assert_eq!(Store::open(&path).unwrap().len(), before + 3);
    load(&path, turtle, RdfFormat::Turtle).unwrap();
    assert_eq!(dump(&Store::open(&path).unwrap()), first, "blank nodes get the same names again");
    let again = tempfile::tempdir().unwrap();
    load(again.path(), &first, RdfFormat::NQuads).unwrap();
    assert_eq!(dump(&Store::open(again.path()).unwrap()), first, "and keep them through a dump");

    let trig = "GRAPH <http://example.com/g> { <http://example.com/a> <http://example.com/p> 1 }";
    load(&path, trig, RdfFormat::TriG).unwrap();
    let trig = "GRAPH <http://example.com/g> { <http://example.com/a> <http://example.com/p> 2 }";
    load(&path, trig, RdfFormat::TriG).unwrap();
    let store = Store::open(&path).unwrap();
    let graph = oxrdf::NamedNode::new("http://example.com/g").unwrap();
    assert_eq!(store.graph(&graph).count(), 2, "loading adds");
}

#[test]
fn malformed_rdf_is_refused_with_its_place() {
    let (_dir, path) = folder();
    commit(&path, &[fact("a", "다라")]);
    let before = dump(&Store::open(&path).unwrap());
    let text = "<http://example.com/a> <http://example.com/b> <http://example.com/c> .\n<가 나> <b> .\n";
    match load(&path, text, RdfFormat::NQuads) {
        Err(StoreError::Syntax { line, .. }) => assert_eq!(line, Some(2)),
        other => panic!("{other:?}"),
    }
    assert_eq!(dump(&Store::open(&path).unwrap()), before, "nothing of it was put");
}
