//! A writer that is killed at any moment leaves the graph before its commit or the graph after it.
//!
//! The writer is this program itself, started again to run [`writes_until_it_is_killed`] alone. No other test may be
//! in it: a child inherits every open lock for the moment before it becomes another program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

use gureum_model::vocabulary::term;
use gureum_model::{ContentHash, iri};
use gureum_store::{ArticleGraph, Store, Writer};
use oxrdf::{Literal, NamedNode, Quad};

/// Tells the writer where its store is, and how many steps it has.
const PLACE: &str = "GUREUM_TEST_STORE";
const DONE: &str = "GUREUM_TEST_STEPS";
/// Articles come and go under this many names.
const NAMES: usize = 12;

fn name(step: usize) -> NamedNode {
    NamedNode::new(iri::article(&format!("n{}", step % NAMES))).unwrap()
}

/// What step `step` writes under its name; none: it removes what is there.
fn text(step: usize) -> Option<String> {
    (step % 5 != 4).then(|| format!("{step}번째 글이다."))
}

fn begins_anew(step: usize) -> bool {
    step % 7 == 6
}

fn put(writer: &mut Writer, step: usize, text: &str) {
    let iri = name(step);
    let hash = ContentHash::of(text.as_bytes()).to_string();
    let predicate = NamedNode::new(term::CONTENT_HASH).unwrap();
    let quads = vec![Quad::new(iri.clone(), predicate, Literal::new_simple_literal(&hash), iri.clone())];
    writer.put_article(ArticleGraph { iri, quads, hash, text: Some(text.as_bytes()) }).unwrap();
}

fn take(path: &Path, step: usize) {
    let open = if begins_anew(step) { Writer::replace } else { Writer::open };
    let mut writer = open(path).unwrap();
    match text(step) {
        Some(text) => put(&mut writer, step, &text),
        None => drop(writer.remove_article(&name(step))),
    }
    writer.commit().unwrap();
}

/// The graph after so many steps, made in memory.
fn expected(steps: usize) -> String {
    let mut there = [const { None }; NAMES];
    for step in 0..steps {
        if begins_anew(step) {
            there.fill_with(|| None);
        }
        there[step % NAMES] = text(step).map(|text| (step, text));
    }
    let mut writer = Writer::in_memory();
    for (step, text) in there.iter().flatten() {
        put(&mut writer, *step, text);
    }
    dump(&writer.into_store().unwrap().0)
}

fn dump(store: &Store) -> String {
    let mut out = Vec::new();
    store.dump(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
#[ignore = "is run by the others, which kill it"]
fn writes_until_it_is_killed() {
    let (Some(place), Ok(done)) = (env::var_os(PLACE), env::var(DONE)) else { return };
    for step in done.parse().unwrap().. {
        take(&PathBuf::from(&place), step);
        println!("done {}", step + 1);
    }
}

/// Kills a writer `rounds` times. It goes on each time from what its predecessor left.
fn kill(rounds: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gureum.kg");
    let random = |n: u64| RandomState::new().hash_one(n);
    let (mut steps, mut after) = (0, 0);
    for round in 0..rounds {
        let mut writer = Command::new(env::current_exe().unwrap())
            .args(["writes_until_it_is_killed", "--exact", "--ignored", "--nocapture"])
            .env(PLACE, &path)
            .env(DONE, steps.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines().map(|line| line.unwrap());
        let done = |line: String| line.strip_prefix("done ")?.parse::<usize>().ok();
        let last = lines.by_ref().filter_map(done).nth((random(1) % 4) as usize).unwrap();
        thread::sleep(Duration::from_micros(random(2) % 20_000));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let last = lines.filter_map(done).last().unwrap_or(last);
        let store = Store::open(&path).unwrap_or_else(|error| panic!("round {round}: {error}"));
        // The last commit may have been made and not been told.
        let found = dump(&store);
        steps = (last..=last + 1)
            .find(|steps| found == expected(*steps))
            .unwrap_or_else(|| panic!("round {round}: neither the graph after {last} steps nor the next"));
        after += steps - last;
        let hash = |line: &str| Some(line.split_once("contentHash> \"")?.1.split_once('"')?.0.to_owned());
        for hash in found.lines().filter_map(hash) {
            assert!(store.text(&hash).unwrap().is_some(), "round {round}: the source of {hash} is gone");
        }
    }
    eprintln!("killed {rounds} times within {steps} commits, {after} times between a commit and its report");
    // Nothing is left over once a writer has come to its end.
    take(&path, steps);
    let named = fs::read_to_string(path.join("store.json")).unwrap();
    for entry in fs::read_dir(path.join("segments")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(named.contains(&name), "{name} is in no manifest");
    }
}

#[test]
fn a_killed_writer_leaves_the_graph_before_or_after() {
    kill(25);
}

#[test]
#[ignore = "slow; hundreds of rounds"]
fn a_writer_killed_hundreds_of_times_leaves_the_graph_before_or_after() {
    kill(500);
}
