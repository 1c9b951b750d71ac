//! What is wrong with the registry as a whole: ids and names that stand twice, identifiers of no known
//! form or without a source, guards of nobody.

use std::collections::BTreeMap;

use super::registry::{Known, key};
use crate::resources::{Problem, SourceFile, nearest};

/// Where a row stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'f> {
    pub(super) file: &'f SourceFile,
    /// From 1.
    pub(super) line: usize,
}

impl Place<'_> {
    fn problem(self, message: &str, hint: &str) -> Problem {
        Problem::on_line(self.file, self.line, message, hint)
    }

    fn shown(self) -> String {
        format!("{}:{}", self.file.path, self.line)
    }
}

/// Adds what is wrong with the rows, each of which has its place.
pub(super) fn rows(known: &[Known], places: &[Place<'_>], problems: &mut Vec<Problem>) {
    let mut ids: BTreeMap<&str, Place<'_>> = BTreeMap::new();
    let mut names: BTreeMap<String, (&Known, Place<'_>)> = BTreeMap::new();
    let mut others: BTreeMap<&str, (&Known, Place<'_>)> = BTreeMap::new();
    for (row, place) in known.iter().zip(places.iter().copied()) {
        if let Some(first) = ids.insert(&row.id, place) {
            let hint = format!("it is used at {}; choose another", first.shown());
            problems.push(place.problem(&format!("the id '{}' is taken", row.id), &hint));
            continue;
        }
        for name in row.all_names().filter(|name| !name.weak) {
            let (message, hint) = match names.insert(key(&name.text), (row, place)) {
                None => continue,
                Some((other, _)) if other.id == row.id => {
                    if !twice(row, &name.text) {
                        continue;
                    }
                    let message = format!("the name '{}' stands twice in this row", name.text);
                    (message, "spacing and case make no other name: leave one of them".to_owned())
                }
                Some((other, first)) => (
                    format!("'{}' names both {} and {}", name.text, other.id, row.id),
                    format!(
                        "see {}; mark the name as weak with a '?' behind it in one of the rows",
                        first.shown()
                    ),
                ),
            };
            problems.push(place.problem(&message, &hint));
        }
        identifiers(row, place, &mut others, problems);
    }
}

/// The very same name, not only another spelling of it.
fn twice(row: &Known, name: &str) -> bool {
    row.all_names().filter(|other| other.text == name).count() > 1
}

/// Whether the last part of an identifier is right.
type Form = fn(&str) -> bool;

/// Forms of the identifiers: what they begin with, and what their last part is made of.
const FORMS: [(&str, Form); 3] = [
    ("http://www.wikidata.org/entity/", |id| {
        id.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    }),
    ("https://ror.org/", |id| {
        id.len() == 9 && id.starts_with('0') && id.bytes().all(|b| b.is_ascii_alphanumeric())
    }),
    ("http://dbpedia.org/resource/", |id| !id.is_empty() && !id.contains(char::is_whitespace)),
];

fn identifiers<'k>(
    row: &'k Known,
    place: Place<'k>,
    others: &mut BTreeMap<&'k str, (&'k Known, Place<'k>)>,
    problems: &mut Vec<Problem>,
) {
    for iri in &row.same_as {
        if !FORMS.iter().any(|(base, form)| iri.strip_prefix(base).is_some_and(form)) {
            let hint = "write Q and digits (wikidata), https://ror.org/0… (ror), http://dbpedia.org/resource/… (dbpedia)";
            problems.push(place.problem(&format!("'{iri}' is no identifier"), hint));
        }
        if let Some((other, first)) = others.insert(iri, (row, place)) {
            let message = format!("'{iri}' identifies both {} and {}", other.id, row.id);
            let hint = format!("see {}; one of the two is wrong: leave it empty", first.shown());
            problems.push(place.problem(&message, &hint));
        }
    }
    let read_in = |source: &str| source.starts_with("ror-records:") || source.starts_with("nsi@");
    if !row.same_as.is_empty() && !row.source.split('|').any(read_in) {
        problems.push(place.problem(
            &format!("the identifiers of '{}' have no source", row.id),
            "name the data set they were read in, as ror-records:… or nsi@…, or leave them empty",
        ));
    }
}

/// Reads the pairs that are never one entity, adding to `problems` what is wrong with them.
pub(super) fn guards(
    file: &SourceFile,
    known: &[Known],
    guards: &mut Vec<(String, String, String)>,
    problems: &mut Vec<Problem>,
) {
    for (number, line) in file.text.lines().enumerate().skip(1) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let place = Place { file, line: number + 1 };
        let [a, b, reason] = line.split('\t').map(str::trim).collect::<Vec<_>>()[..] else {
            problems.push(place.problem("a guard has three cells", "write: id ⇥ id ⇥ reason"));
            continue;
        };
        for id in [a, b].into_iter().filter(|id| !known.iter().any(|row| row.id == *id)) {
            let hint = match nearest(id, known.iter().map(|row| row.id.as_str())) {
                Some(near) => format!("did you mean {near}?"),
                None => "a guard keeps two rows of the registry apart".to_owned(),
            };
            problems.push(place.problem(&format!("no row has the id '{id}'"), &hint));
        }
        guards.push((a.to_owned(), b.to_owned(), reason.to_owned()));
    }
}
