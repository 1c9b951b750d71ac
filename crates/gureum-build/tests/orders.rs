//! Whatever way a graph came to be, it is the one that a build of its articles gives, byte for byte: articles
//! are added in random orders, split, repeated, replaced and taken away, rules and corrections by hand change in between,
//! and what is dumped in the end is compared with what a build at once gives.
//!
//! The walks are random but always the same ones. `cargo test -- --ignored` takes many more.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use gureum_build::build::{self, BuildOptions};
use gureum_build::change;
use gureum_build::curation::Curation;
use gureum_build::input::Inputs;
use gureum_build::manifest::Manifest;
use gureum_build::seeds::{self, Sources};
use gureum_build::verify;
use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::SourceFile;
use gureum_model::Severity;
use gureum_store::Store;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tempfile::TempDir;

static ANALYSER: LazyLock<Analyser> =
    LazyLock::new(|| Analyser::new(ko_dic::load(&ko_dic::Options::default()).expect("the dictionary")));

/// For the project's own articles.
static EVERYTHING: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(seeds::load(&Sources::default()).expect("the rules"), ANALYSER.clone()));

/// Rules without the registry's firms, whom the generated articles do not speak of, and the same without a rule
/// that they need. Most of a small graph is the registry, and most of the time of these tests would be.
static RULES: LazyLock<[Extractor; 2]> = LazyLock::new(|| {
    let all = seeds::load(&Sources::default()).expect("the rules");
    let folder = TempDir::new().expect("a temporary folder");
    copy(&root().join("seeds"), folder.path());
    fs::remove_file(folder.path().join("rules/acquired.toml")).expect("the rule");
    let fewer = seeds::load(&Sources::folder(folder.path())).expect("the rules but one");
    [all, fewer].map(|resources| Extractor::new(resources.without_individuals(), ANALYSER.clone()))
});

/// What somebody corrected by hand: nothing; two firms that are one and a name; what one article does not say, and a firm
/// that is another one there.
static CORRECTIONS: LazyLock<[Arc<Curation>; 3]> = LazyLock::new(|| {
    let registry = seeds::load(&Sources::default()).expect("the rules").without_individuals().registry;
    let merged = "[[same]]\nentity = \"id:org/다솜소프트\"\nis = \"id:org/누리소프트\"\nreason = \"한 회사다\"\n\n\
                  [[rename]]\nentity = \"id:org/라온테크\"\nlabel = \"라온 테크\"\nreason = \"회사가 쓰는 이름\"\n";
    let dropped = "[[drop]]\narticle = \"글1\"\nproperty = \"partnersWith\"\nreason = \"비교일 뿐이다\"\n\n\
                   [[different]]\nentity = \"id:org/한빛클라우드\"\narticle = \"글2\"\nreason = \"다른 회사다\"\n";
    ["", merged, dropped].map(|text| {
        let file = SourceFile { path: "curation.toml".to_owned(), text: text.to_owned(), layer: 0 };
        Arc::new(Curation::load(&file, &registry).expect("corrections"))
    })
});

/// Firms that nobody knows. All end in a vowel, so that particles behind them are easy.
const FIRMS: [&str; 6] = ["한빛클라우드", "누리소프트", "다솜소프트", "나래테크", "라온테크", "마루소프트"];

/// Names of articles; few, so that walks meet the same one again.
const NAMES: usize = 5;

/// What is written about two firms: the kind of fact, and when.
#[derive(Clone, Debug)]
struct Sentence {
    kind: usize,
    firms: (usize, usize),
}

impl Sentence {
    fn text(&self) -> String {
        let (a, b) = self.firms;
        // Nobody works with itself.
        let (a, b) = (FIRMS[a], FIRMS[if a == b { (b + 1) % FIRMS.len() } else { b }]);
        match self.kind {
            0 => format!("{a}는 {b}와 업무협약을 체결했다."),
            1 => format!("{a}는 지난해 {b}를 인수했다."),
            2 => format!("{a}는 내년 {b}를 인수할 계획이다."),
            3 => format!("{a}는 {b}와 협력하지 않는다고 밝혔다."),
            _ => format!("{a}의 김하늘 대표는 {b}에 100억 원을 투자했다고 말했다."),
        }
    }
}

/// One thing done to a graph.
#[derive(Clone, Debug)]
enum Step {
    /// Articles with these numbers are added together, each with the text of its latest version.
    Add(Vec<usize>),
    /// An article is written anew, to be added by a later step.
    Write(usize, Vec<Sentence>),
    Remove(usize),
    /// All is read again with other rules, or with the same ones once more.
    Rules(usize),
    /// All is read again with other corrections by hand.
    Correct(usize),
}

fn sentences() -> impl Strategy<Value = Vec<Sentence>> {
    let firm = 0..FIRMS.len();
    vec((0..5usize, (firm.clone(), firm)).prop_map(|(kind, firms)| Sentence { kind, firms }), 1..4)
}

fn walk() -> impl Strategy<Value = (Vec<Vec<Sentence>>, Vec<Step>)> {
    let step = prop_oneof![
        5 => vec(0..NAMES, 1..4).prop_map(Step::Add),
        2 => (0..NAMES, sentences()).prop_map(|(name, text)| Step::Write(name, text)),
        2 => (0..NAMES).prop_map(Step::Remove),
        1 => (0..2usize).prop_map(Step::Rules),
        2 => (0..3usize).prop_map(Step::Correct),
    ];
    (vec(sentences(), NAMES), vec(step, 3..9))
}

/// Takes `cases` random walks and compares each in the end.
fn walks(cases: u32) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&walk(), |(texts, steps)| {
        let mut world = World::new();
        for (name, text) in texts.iter().enumerate() {
            world.write(name, text);
        }
        for step in &steps {
            world.take(step);
        }
        world.compare();
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn any_walk_ends_where_a_build_would() {
    walks(6);
}

/// The corrections change what these articles give, so the walks are walks with corrections.
#[test]
fn corrections_reach_the_walked_articles() {
    let world = World::new();
    let firms = (1, 2);
    for name in 1..3 {
        world.write(name, &[Sentence { kind: 0, firms }, Sentence { kind: 1, firms: (0, 4) }]);
    }
    let paths: Vec<PathBuf> = (1..3).map(|name| world.article(name)).collect();
    let dumps: BTreeSet<Vec<u8>> = (0..CORRECTIONS.len())
        .map(|corrections| {
            let store = world.path(&format!("{corrections}.kg"));
            build(&paths, &store, &RULES[0], corrections);
            let text = String::from_utf8(dump(&store)).expect("N-Quads");
            let said = |line: &&str| line.contains("graph/") || !line.contains("/article/");
            text.lines().filter(|line| !said(line)).collect::<Vec<_>>().join("\n").into_bytes()
        })
        .collect();
    assert_eq!(dumps.len(), CORRECTIONS.len(), "an article is read as without corrections");
}

#[test]
#[ignore = "a few minutes"]
fn any_of_many_walks_ends_where_a_build_would() {
    walks(100);
}

/// The project's own articles: turned, in two halves, one by one, one taken out and put back.
#[test]
fn the_seed_articles_give_the_same_in_any_order() {
    let folder = root().join("seeds/articles");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("articles").map(|entry| entry.expect("entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"));
    paths.sort();
    let world = World::new();
    let whole = world.path("whole.kg");
    build(&paths, &whole, &EVERYTHING, 0);
    let wanted = dump(&whole);
    let turned = world.path("turned.kg");
    for path in paths.iter().rev() {
        add(std::slice::from_ref(path), &turned, &EVERYTHING, 0);
    }
    assert!(dump(&turned) == wanted, "one by one, the last first");
    let halves = world.path("halves.kg");
    let (first, second) = paths.split_at(2);
    add(second, &halves, &EVERYTHING, 0);
    add(first, &halves, &EVERYTHING, 0);
    let id = paths[1].file_stem().expect("a name").to_string_lossy().into_owned();
    change::remove(std::slice::from_ref(&id), &halves).expect("removed");
    assert!(dump(&halves) != wanted, "{id} said nothing");
    add(&paths, &halves, &EVERYTHING, 0);
    assert!(dump(&halves) == wanted, "in halves, with {id} out and in again");
    assert_eq!(manifest(&halves), manifest(&whole));
}

/// A folder with articles and a graph, and what should be in the graph.
struct World {
    folder: TempDir,
    /// Texts as they were when they were added last.
    added: BTreeMap<usize, String>,
    rules: usize,
    corrections: usize,
}

impl World {
    fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
            added: BTreeMap::new(),
            rules: 0,
            corrections: 0,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Odd ones are JSON lines, which come in another way.
    fn article(&self, name: usize) -> PathBuf {
        self.path(&format!("글{name}.{}", if name.is_multiple_of(2) { "md" } else { "jsonl" }))
    }

    fn write(&self, name: usize, text: &[Sentence]) {
        let sentences: Vec<String> = text.iter().map(Sentence::text).collect();
        let day = format!("2024-06-{:02}", 10 + name);
        let text = if name.is_multiple_of(2) {
            format!("---\ntitle: 글 {name}\npublished: {day}\n---\n\n{}\n", sentences.join(" "))
        } else {
            let text = sentences.join(" ");
            format!("{{\"id\": \"글{name}\", \"text\": \"{text}\", \"published\": \"{day}\"}}\n")
        };
        fs::write(self.article(name), text).expect("an article");
    }

    fn take(&mut self, step: &Step) {
        let store = self.path("walked.kg");
        match step {
            Step::Add(names) => {
                let mut paths: Vec<PathBuf> = names.iter().map(|name| self.article(*name)).collect();
                paths.sort();
                paths.dedup();
                add(&paths, &store, &RULES[self.rules], self.corrections);
                for name in names {
                    self.added.insert(*name, fs::read_to_string(self.article(*name)).expect("an article"));
                }
            }
            Step::Write(name, text) => self.write(*name, text),
            Step::Remove(name) if store.exists() => {
                let removed = change::remove(&[format!("글{name}")], &store).expect("a store");
                assert_eq!(removed.unknown.is_empty(), self.added.remove(name).is_some());
            }
            Step::Rules(rules) if store.exists() && *rules != self.rules => {
                self.rules = *rules;
                add(&[], &store, &RULES[*rules], self.corrections);
            }
            Step::Correct(corrections) if store.exists() && *corrections != self.corrections => {
                self.corrections = *corrections;
                add(&[], &store, &RULES[self.rules], *corrections);
            }
            Step::Remove(_) | Step::Rules(_) | Step::Correct(_) => {}
        }
    }

    /// The graph is the one that a build of the texts gives, and it verifies.
    fn compare(&self) {
        if self.added.is_empty() {
            return;
        }
        for (name, text) in &self.added {
            fs::write(self.article(*name), text).expect("an article");
        }
        let paths: Vec<PathBuf> = self.added.keys().map(|name| self.article(*name)).collect();
        let (walked, built) = (self.path("walked.kg"), self.path("built.kg"));
        build(&paths, &built, &RULES[self.rules], self.corrections);
        assert!(dump(&walked) == dump(&built), "the walked graph is another one");
        assert_eq!(manifest(&walked), manifest(&built));
        let store = Store::open(&walked).expect("a store");
        let verified = verify::verify(&store, &RULES[self.rules], &options(self.corrections), &mut |_| {});
        let verified = verified.expect("it can be read again");
        assert_eq!(verified.different, []);
        assert_eq!(verified.articles, self.added.len());
    }
}

fn options(corrections: usize) -> BuildOptions {
    let threads = NonZeroUsize::new(2).expect("two is not zero");
    BuildOptions {
        threads,
        dictionary: "the same for all".to_owned(),
        texts: true,
        curation: Arc::clone(&CORRECTIONS[corrections]),
        ontology: Default::default(),
        links: Default::default(),
    }
}

fn build(paths: &[PathBuf], store: &Path, extractor: &Extractor, corrections: usize) {
    let built =
        build::build(Inputs::from_paths(paths), extractor, store, &options(corrections), &mut no_error);
    assert_eq!(built.expect("a graph").tally.articles, paths.len());
}

fn add(paths: &[PathBuf], store: &Path, extractor: &Extractor, corrections: usize) {
    change::add(Inputs::from_paths(paths), extractor, store, &options(corrections), &mut no_error)
        .expect("a graph");
}

fn no_error(step: build::Progress<'_>) {
    if let build::Progress::Diagnostic(diagnostic) = step {
        assert!(diagnostic.severity != Severity::Error, "{diagnostic}");
    }
}

fn dump(store: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    Store::open(store).expect("a store").dump(&mut bytes).expect("bytes");
    bytes
}

fn manifest(store: &Path) -> Manifest {
    Manifest::of(&Store::open(store).expect("a store")).expect("a manifest")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("folder").map(|entry| entry.expect("entry")) {
        let target = to.join(entry.file_name());
        if entry.file_type().expect("type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copy");
        }
    }
}
