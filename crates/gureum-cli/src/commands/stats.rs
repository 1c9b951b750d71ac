//! `gureum stats`: what is in the graph, in numbers.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args as Group;
use gureum_model::vocabulary::NAMESPACE;
use gureum_model::{Class, Modality, Property};
use gureum_query::prefixes;
use gureum_store::{Answer, QueryOptions, Store};

use crate::context::Context;
use crate::exit::Exit;
use crate::output::stdout;
use crate::table;

const FACTS: &str = "SELECT ?property ?modality (COUNT(DISTINCT ?fact) AS ?n) {
  GRAPH ?article { ?claim gu:fact ?fact ; gu:modality ?modality . ?fact rdf:predicate ?property }
} GROUP BY ?property ?modality";

const ENTITIES: &str = "SELECT ?class (COUNT(DISTINCT ?entity) AS ?n) { ?entity a ?class } GROUP BY ?class";

/// Count what is in the graph
#[derive(Debug, Group)]
pub(crate) struct Args {}

pub(crate) fn run(_: Args, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    let mut facts: BTreeMap<Property, BTreeMap<Modality, usize>> = BTreeMap::new();
    for (names, count) in counts(&store, FACTS)? {
        let [property, modality] = &names[..] else { continue };
        if let (Some(property), Ok(modality)) = (Property::from_name(property), modality.parse()) {
            facts.entry(property).or_default().insert(modality, count);
        }
    }
    let mut entities: BTreeMap<Class, usize> = BTreeMap::new();
    for (names, count) in counts(&store, ENTITIES)? {
        if let Some(class) = names.first().and_then(|name| Class::from_name(name)) {
            entities.insert(class, count);
        }
    }
    let mut out = stdout();
    writeln!(
        out,
        "{}: {}, {} ({} hold now), ontology {}",
        context.store.display(),
        table::count(store.articles().len(), "article"),
        table::count(store.len(), "quad"),
        store.default_len(),
        store.ontology_version(),
    )?;
    writeln!(out)?;
    table::facts(&facts, &mut out)?;
    table::entities(&entities, &mut out)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// The rows of a counting query: local names of the ontology's terms, and the last column.
fn counts(store: &Store, sparql: &str) -> anyhow::Result<Vec<(Vec<String>, usize)>> {
    let options = QueryOptions { prefixes: prefixes::for_queries(), ..QueryOptions::default() };
    let Answer::Solutions(rows) = store.query(sparql, &options)? else { return Ok(Vec::new()) };
    let mut counts = Vec::new();
    for row in rows {
        let mut cells: Vec<String> = row?
            .into_iter()
            .flatten()
            .map(|term| match term {
                oxrdf::Term::Literal(literal) => literal.value().to_owned(),
                other => other.to_string(),
            })
            .collect();
        let number = cells.pop().and_then(|cell| cell.parse().ok()).unwrap_or_default();
        let local = |cell: String| {
            let iri = cell.trim_start_matches('<').trim_end_matches('>');
            iri.strip_prefix(NAMESPACE).unwrap_or(iri).to_owned()
        };
        counts.push((cells.into_iter().map(local).collect(), number));
    }
    Ok(counts)
}
