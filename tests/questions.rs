//! Every question of `ontology/questions`, asked: the program's answers are the ones written down by hand, but for
//! what a file itself says is missing or wrong so far.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::LazyLock;

use gureum_build::build::{self, BuildOptions};
use gureum_build::input::Inputs;
use gureum_build::{change, seeds};
use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_model::iri;
use gureum_query::ask::{Catalogue, Example, Question};
use gureum_query::find::Names;
use gureum_store::{QueryOptions, Store};
use oxrdf::NamedNode;
use tempfile::TempDir;

/// So many questions cannot be answered from any single article.
const FROM_SEVERAL_ARTICLES: usize = 10;

/// Answers as a table shows them, or the complaint about the arguments.
type Answer = Result<Vec<Vec<String>>, String>;

/// The graph of some folders of articles, and what is left of it when one article is taken away.
struct Graphs {
    whole: Graph,
    without: BTreeMap<String, Graph>,
}

struct Graph {
    store: &'static Store,
    names: Names<'static>,
}

impl Graph {
    fn open(path: &Path) -> Self {
        let store = Box::leak(Box::new(Store::open(path).expect("the graph opens")));
        Self { store, names: Names::new(store) }
    }
}

/// The graphs of the examples' data, by their folders.
static GRAPHS: LazyLock<BTreeMap<Vec<String>, Graphs>> = LazyLock::new(|| {
    let resources = seeds::load(&Default::default()).expect("the rules load");
    let korean = ko_dic::load(&ko_dic::Options::default()).expect("the dictionary loads");
    let extractor = Extractor::new(resources, Analyser::new(korean));
    let catalogue = Catalogue::builtin();
    let folders: BTreeSet<&Vec<String>> = examples(&catalogue).map(|(_, example)| &example.data).collect();
    folders.into_iter().map(|data| (data.clone(), Graphs::new(data, &extractor))).collect()
});

impl Graphs {
    fn of(data: &[String]) -> &'static Self {
        GRAPHS.get(data).expect("the data of an example")
    }

    fn new(data: &[String], extractor: &Extractor) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path().join("whole");
        let folders: Vec<PathBuf> = data.iter().map(|folder| root().join(folder)).collect();
        let options = BuildOptions {
            threads: NonZeroUsize::MIN,
            dictionary: String::new(),
            texts: false,
            curation: Arc::default(),
            ontology: Arc::default(),
            links: Arc::default(),
        };
        let inputs = Inputs::from_paths(&folders);
        let built = build::build(inputs, extractor, &path, &options, &mut |_| {}).expect("it builds");
        assert!(built.lost.is_empty(), "{:?}", built.lost);
        let whole = Graph::open(&path);
        let without = |article: NamedNode| {
            let name = article.as_str().trim_start_matches(iri::ARTICLE).to_owned();
            let copy = folder.path().join(&name);
            copy_folder(&path, &copy);
            let removed = change::remove(std::slice::from_ref(&name), &copy).expect("it is removed");
            assert!(removed.unknown.is_empty());
            (name, Graph::open(&copy))
        };
        let without = whole.store.articles().into_iter().map(without).collect();
        Self { whole, without }
    }
}

#[test]
fn answers_are_those_written_by_hand() {
    let mut complaints = Vec::new();
    for (question, example) in examples(&Catalogue::builtin()) {
        let found = answer(question, example, &Graphs::of(&example.data).whole);
        complaints.extend(compare(question, example, found));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn an_answer_rests_on_the_articles_that_its_file_names() {
    let catalogue = Catalogue::builtin();
    let (mut complaints, mut from_several) = (Vec::new(), BTreeSet::new());
    for (question, example) in examples(&catalogue) {
        let whole = answer(question, example, &Graphs::of(&example.data).whole);
        let mut needed = BTreeSet::new();
        for (article, graph) in &Graphs::of(&example.data).without {
            if answer(question, example, graph) != whole {
                needed.insert(article.clone());
            }
        }
        let named: BTreeSet<String> = example.articles.iter().cloned().collect();
        let right = if example.missing.is_empty() { needed == named } else { needed.is_subset(&named) };
        if !right && example.wrong.is_empty() {
            complaints.push(format!(
                "{} {:?} changes without {needed:?}, not {named:?}",
                question.name, example.ask
            ));
        }
        if needed.len() > 1 {
            from_several.insert(&question.name);
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(from_several.len() >= FROM_SEVERAL_ARTICLES, "from several articles: {from_several:?}");
}

#[test]
fn every_row_leads_to_sentences_that_stand_in_the_articles() {
    for (question, example) in examples(&Catalogue::builtin()) {
        let Graph { store, names } = &Graphs::of(&example.data).whole;
        let bound = question.bind(names, &example.ask).expect("examples are bound");
        let answer = bound.rows(store, QueryOptions::default()).expect("it runs");
        for row in &answer.rows {
            let claims = bound.cite(store, &answer.variables, row);
            // A question about articles has these as its rows.
            let cited = !claims.is_empty() || answer.variables.iter().any(|variable| variable == "article");
            assert!(cited, "{}: {:?} cites nothing", question.name, answer.shown(row));
            for claim in claims {
                let name = claim.article.iri.trim_start_matches(iri::ARTICLE);
                let mut files =
                    example.data.iter().map(|folder| root().join(folder).join(format!("{name}.md")));
                let file = files.find(|file| file.is_file()).expect("the article is in the data");
                let text = std::fs::read_to_string(file).expect("an article is text");
                assert!(!claim.evidence.is_empty(), "{} has no evidence", claim.iri);
                for evidence in claim.evidence {
                    assert!(text.contains(&evidence.quote), "'{}' is not in {name}", evidence.quote);
                }
            }
        }
    }
}

#[test]
fn questions_are_put_in_korean_and_english_and_have_an_example() {
    let catalogue = Catalogue::builtin();
    let hangul = |text: &str| text.chars().any(|c| ('가'..='힣').contains(&c));
    assert!(catalogue.questions().len() >= 25);
    for question in catalogue.questions() {
        assert!(hangul(&question.ko) && !hangul(&question.en), "{}", question.name);
        assert!(question.en.ends_with('?'), "{}", question.name);
        assert!(!question.examples.is_empty(), "{} has no example", question.name);
        assert!(question.examples.iter().any(|example| !example.rows.is_empty()), "{}", question.name);
    }
}

#[test]
fn a_wrong_answer_is_noticed() {
    let catalogue = Catalogue::builtin();
    let (question, example) = examples(&catalogue).next().expect("an example");
    let row = |cell: &str| vec![cell.to_owned()];
    let example = Example {
        rows: vec![row("a"), row("b"), row("c")],
        missing: vec![row("b")],
        wrong: vec![row("x")],
        ..example.clone()
    };
    let complaints =
        |found: &[&str]| compare(question, &example, Ok(found.iter().map(|c| row(c)).collect())).len();
    assert_eq!(complaints(&["a", "x", "c"]), 0);
    assert_eq!(complaints(&["a", "c"]), 1, "a wrong row is gone");
    assert_eq!(complaints(&["a", "b", "c", "x"]), 1, "a missing row is found");
    assert_eq!(complaints(&["c", "a", "x"]), 1, "the order is another");
    assert_eq!(complaints(&["a", "x"]), 1, "a row is lost");
    assert_eq!(complaints(&["a", "x", "c", "y"]), 1, "a row is new");
}

fn examples(catalogue: &Catalogue) -> impl Iterator<Item = (&Question, &Example)> {
    catalogue
        .questions()
        .into_iter()
        .flat_map(|question| question.examples.iter().map(move |e| (question, e)))
}

fn answer(question: &Question, example: &Example, graph: &Graph) -> Answer {
    let bound = question.bind(&graph.names, &example.ask).map_err(|errors| errors.to_string())?;
    let rows = bound.rows(graph.store, QueryOptions::default()).map_err(|error| error.to_string())?;
    Ok(rows.rows.iter().map(|row| rows.shown(row)).collect())
}

/// What differs between the answer and the file, and what to do about it.
fn compare(question: &Question, example: &Example, found: Answer) -> Vec<String> {
    let file = format!("ontology/questions/{}.rq {:?}", question.name, example.ask);
    let found = match found {
        Ok(found) => found,
        Err(error) => return vec![format!("{file}: {error}")],
    };
    let mut complaints = Vec::new();
    for row in example.missing.iter().filter(|row| found.contains(row)) {
        complaints.push(format!("{file}: {row:?} is found now; take it off the list `missing`"));
    }
    for row in example.wrong.iter().filter(|row| !found.contains(row)) {
        complaints.push(format!("{file}: {row:?} is not found any more; take it off the list `wrong`"));
    }
    let is: Vec<_> =
        found.iter().filter(|row| !example.wrong.contains(row) && !example.missing.contains(row)).collect();
    let should: Vec<_> = example.rows.iter().filter(|row| !example.missing.contains(row)).collect();
    if is != should {
        complaints.push(format!("{file}: expected\n  {should:?}\nbut the answer is\n  {is:?}"));
    }
    complaints
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry").path();
        let to = to.join(entry.file_name().expect("an entry has a name"));
        if entry.is_dir() {
            copy_folder(&entry, &to);
        } else {
            std::fs::copy(&entry, to).expect("a file is copied");
        }
    }
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
