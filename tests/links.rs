//! How well `gureum link` finds organisations by their names alone: precision and recall over verified identifiers,
//! which are hidden, and over pairs that only look alike. `docs/links.md` publishes the figures; after a change,
//!
//! ```text
//! GUREUM_UPDATE=1 cargo test -p gureum-tests --test links
//! ```
//!
//! writes them anew. Rows with even numbers are to choose weights and bars by, the odd ones to measure them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::{env, fs};

use gureum_model::Class;
use gureum_query::link::{DataSet, Decided, Ours, Proposal, Relation, propose};
use gureum_store::RdfFormat;

const BEGIN: &str = "<!-- figures: written by tests/links.rs -->\n";
const END: &str = "<!-- end of figures -->\n";

/// A row of a table by the names of its columns.
type Row = std::collections::BTreeMap<String, String>;

#[test]
fn the_published_figures_are_those_measured() {
    let mut table = String::from(
        "| test | half | asked | `owl:sameAs` | right | precision | recall | with `skos:closeMatch` | right | precision | recall |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for (name, ours) in
        [("both names", both_names as fn(&Row) -> Vec<String>), ("another name", another_name)]
    {
        for half in [Half::Even, Half::Odd] {
            let figures = verified(ours, half);
            figures.row(name, half, &mut table);
            if half == Half::Odd {
                assert!(figures.precision(Relation::Same) >= 0.95, "{name}: {figures:?}");
            }
        }
    }
    table.push_str("\n| near misses | half | pairs | linked by `owl:sameAs` | linked by `skos:closeMatch` |\n|---|---|---|---|---|\n");
    for half in [Half::Even, Half::Odd] {
        let wrong = near_misses(half);
        let count = |relation| wrong.iter().filter(|(_, found)| found.relation == relation).count();
        let (same, close) = (count(Relation::Same), count(Relation::Close));
        let _ = writeln!(table, "| written by hand | {} | 50 | {same} | {close} |", half.name());
    }
    let wrong = [near_misses(Half::Even), near_misses(Half::Odd)].concat();
    if !wrong.is_empty() {
        table.push_str("\nThe near misses that are linked: ");
        let told = wrong.iter().map(|(row, found)| {
            let first = |names: &str| names.split('|').next().unwrap_or_default().to_owned();
            format!(
                "{} and {} ({}; {})",
                first(&row["ours"]),
                first(&row["theirs"]),
                found.relation.name(),
                row["why"]
            )
        });
        table.push_str(&told.collect::<Vec<_>>().join(", "));
        table.push_str(".\n");
    }
    let path = root().join("docs/links.md");
    let page = fs::read_to_string(&path).expect("docs/links.md");
    let (before, rest) = page.split_once(BEGIN).expect("the page has a place for the figures");
    let (published, after) = rest.split_once(END).expect("the place for the figures ends");
    if env::var_os("GUREUM_UPDATE").is_some_and(|set| !set.is_empty()) {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).expect("docs/links.md is written");
    } else {
        assert_eq!(published, table, "docs/links.md; GUREUM_UPDATE=1 writes the figures anew");
    }
}

#[test]
fn the_near_misses_are_a_hundred_and_each_has_its_reason() {
    let rows = rows("near-misses.tsv");
    assert_eq!(rows.len(), 100);
    for row in &rows {
        assert!(row.values().all(|cell| !cell.trim().is_empty()), "{row:?}");
    }
    let pairs: BTreeSet<(&str, &str)> =
        rows.iter().map(|row| (row["ours"].as_str(), row["theirs"].as_str())).collect();
    assert_eq!(pairs.len(), 100, "a pair stands twice");
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Even,
    Odd,
}

impl Half {
    fn name(self) -> &'static str {
        match self {
            Self::Even => "even rows",
            Self::Odd => "odd rows",
        }
    }

    fn of<T>(self, rows: Vec<T>) -> Vec<T> {
        let rows = rows.into_iter().enumerate();
        rows.filter(|(number, _)| (number % 2 == 0) == (self == Self::Even)).map(|(_, row)| row).collect()
    }
}

#[derive(Debug, Default)]
struct Figures {
    asked: usize,
    same: [usize; 2],
    close: [usize; 2],
}

impl Figures {
    /// Links and those of them that are right; `Close` counts the stronger ones too.
    fn links(&self, relation: Relation) -> [usize; 2] {
        match relation {
            Relation::Same => self.same,
            Relation::Close => [self.same[0] + self.close[0], self.same[1] + self.close[1]],
        }
    }

    fn precision(&self, relation: Relation) -> f64 {
        let [links, right] = self.links(relation);
        right as f64 / links.max(1) as f64
    }

    fn row(&self, name: &str, half: Half, table: &mut String) {
        let _ = write!(table, "| {name} | {} | {} |", half.name(), self.asked);
        for relation in [Relation::Same, Relation::Close] {
            let [links, right] = self.links(relation);
            let recall = right as f64 / self.asked as f64;
            let _ = write!(table, " {links} | {right} | {:.3} | {recall:.3} |", self.precision(relation));
        }
        table.push('\n');
    }
}

/// Rows that the registry does not use, as entities of ours with these names, against all rows.
fn verified(names: fn(&Row) -> Vec<String>, half: Half) -> Figures {
    let all = rows("verified.tsv");
    let asked: Vec<&Row> =
        all.iter().filter(|row| row["in_registry"].is_empty() && row["flag"].is_empty()).collect();
    let asked: Vec<&Row> = half.of(asked.into_iter().filter(|row| !names(row).is_empty()).collect());
    let ours: Vec<Ours> = asked.iter().map(|row| organisation(&row["wikidata"], names(row))).collect();
    // Where ours has one name only, it is hidden there.
    let hidden: BTreeSet<(String, String)> = asked
        .iter()
        .filter(|row| names(row).len() == 1 && !korean(row).is_empty())
        .flat_map(|row| names(row).into_iter().map(|name| (item(row), name)))
        .collect();
    let theirs: String = all.iter().map(|row| turtle(row, &hidden)).collect();
    let mut figures = Figures { asked: asked.len(), ..Figures::default() };
    for found in link(&ours, &theirs) {
        let right = usize::from(found.target.ends_with(&format!("/{}", found.label)));
        let counts = if found.relation == Relation::Same { &mut figures.same } else { &mut figures.close };
        *counts = [counts[0] + 1, counts[1] + right];
    }
    figures
}

/// As a row of the registry has them: the Korean name and the English one.
fn both_names(row: &Row) -> Vec<String> {
    let english = row["label_en"].split(" (").next().unwrap_or_default();
    korean(row).first().copied().into_iter().chain([english]).map(str::to_owned).collect()
}

/// The last of several Korean names; theirs are then the others.
fn another_name(row: &Row) -> Vec<String> {
    let korean = korean(row);
    if korean.len() < 2 {
        Vec::new()
    } else {
        korean.last().map(|name| (*name).to_owned()).into_iter().collect()
    }
}

fn korean(row: &Row) -> Vec<&str> {
    row["labels_ko"].split('|').filter(|name| !name.is_empty()).collect()
}

fn item(row: &Row) -> String {
    format!("http://www.wikidata.org/entity/{}", row["wikidata"])
}

fn turtle(row: &Row, hidden: &BTreeSet<(String, String)>) -> String {
    let names = korean(row).into_iter().chain([row["label_en"].as_str()]);
    let names = names.filter(|name| !hidden.contains(&(item(row), (*name).to_owned())));
    names.map(|name| format!("<{}> {}", item(row), label(name))).collect()
}

fn label(name: &str) -> String {
    format!(
        "<http://www.w3.org/2000/01/rdf-schema#label> \"{}\" .\n",
        name.replace('\\', "").replace('"', "\\\"")
    )
}

/// Pairs that are two and are linked, with the link.
fn near_misses(half: Half) -> Vec<(Row, Proposal)> {
    let wrong = half.of(rows("near-misses.tsv")).into_iter().filter_map(|row| {
        let names = |cell: &str| cell.split('|').map(str::to_owned).collect::<Vec<_>>();
        let theirs: String = names(&row["theirs"])
            .iter()
            .map(|name| format!("<http://near.example/1> {}", label(name)))
            .collect();
        let class = "<http://near.example/1> a <http://schema.org/Organization> .\n";
        let ours = organisation("asked", names(&row["ours"]));
        Some((row, link(&[ours], &(theirs + class)).pop()?))
    });
    wrong.collect()
}

/// An organisation of which nothing is known but its names.
fn organisation(id: &str, names: Vec<String>) -> Ours {
    Ours {
        iri: format!("https://w3id.org/gureum/id/org/{}", names.join("/")),
        label: id.to_owned(),
        class: Class::Organization,
        names,
        identifiers: Vec::new(),
        neighbours: BTreeSet::new(),
    }
}

fn link(ours: &[Ours], theirs: &str) -> Vec<Proposal> {
    let open = || -> io::Result<Box<dyn Read>> { Ok(Box::new(Cursor::new(theirs.to_owned()))) };
    let data = DataSet { open: &open, format: RdfFormat::Turtle };
    propose(ours, &data, &Decided::default()).expect("it is Turtle").proposals
}

fn rows(file: &str) -> Vec<Row> {
    let text = fs::read_to_string(root().join("tests/gold/links").join(file)).expect("gold for links");
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    lines.map(|cells| header.iter().cloned().zip(cells).collect()).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is a folder of the project").to_owned()
}
