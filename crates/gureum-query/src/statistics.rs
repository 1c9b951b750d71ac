//! What is in a graph, in numbers.

use std::collections::BTreeMap;

use gureum_model::vocabulary::NAMESPACE;
use gureum_model::{Class, Modality, Property};
use gureum_store::{Answer, QueryError, QueryOptions, Store};

use crate::lookup::term_text;
use crate::prefixes;

const FACTS: &str = "SELECT ?property ?modality (COUNT(DISTINCT ?fact) AS ?n) {
  GRAPH ?article { ?claim gu:fact ?fact ; gu:modality ?modality . ?fact rdf:predicate ?property }
} GROUP BY ?property ?modality";

const ENTITIES: &str = "SELECT ?class (COUNT(DISTINCT ?entity) AS ?n) { ?entity a ?class } GROUP BY ?class";

const MONTHS: &str = "SELECT ?month (COUNT(DISTINCT ?article) AS ?n) {
  ?article a gu:Article ; dcterms:issued ?day BIND(SUBSTR(STR(?day), 1, 7) AS ?month)
} GROUP BY ?month";

const PUBLISHERS: &str = "SELECT ?publisher (COUNT(DISTINCT ?article) AS ?n) {
  ?article a gu:Article ; dcterms:publisher ?publisher
} GROUP BY ?publisher";

/// What is in a graph, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Facts by property and modality.
    pub facts: BTreeMap<Property, BTreeMap<Modality, usize>>,
    /// Entities by class.
    pub entities: BTreeMap<Class, usize>,
    /// Articles by the month they are of: `2026-11`.
    pub months: BTreeMap<String, usize>,
    /// Articles by newspaper or agency.
    pub publishers: BTreeMap<String, usize>,
}

impl Statistics {
    /// Counts everything; time grows with the graph.
    ///
    /// # Errors
    /// If a look-up fails, which happens on disk only.
    pub fn new(store: &Store) -> Result<Self, QueryError> {
        let mut statistics = Self::default();
        for (names, count) in counts(store, FACTS)? {
            let [property, modality] = &names[..] else { continue };
            if let (Some(property), Ok(modality)) = (Property::from_name(property), modality.parse()) {
                statistics.facts.entry(property).or_default().insert(modality, count);
            }
        }
        for (names, count) in counts(store, ENTITIES)? {
            if let Some(class) = names.first().and_then(|name| Class::from_name(name)) {
                statistics.entities.insert(class, count);
            }
        }
        let by_name = |sparql| -> Result<BTreeMap<String, usize>, QueryError> {
            let rows = counts(store, sparql)?.into_iter();
            Ok(rows.filter_map(|(names, count)| Some((names.into_iter().next()?, count))).collect())
        };
        statistics.months = by_name(MONTHS)?;
        statistics.publishers = by_name(PUBLISHERS)?;
        Ok(statistics)
    }
}

/// The rows of a counting query: texts, of the ontology's terms the local names, and the last column.
fn counts(store: &Store, sparql: &str) -> Result<Vec<(Vec<String>, usize)>, QueryError> {
    let options = QueryOptions { prefixes: prefixes::for_queries(), ..QueryOptions::default() };
    let Answer::Solutions(rows) = store.query(sparql, &options)? else { return Ok(Vec::new()) };
    let mut counts = Vec::new();
    for row in rows {
        let mut cells: Vec<String> = row?.into_iter().flatten().map(term_text).collect();
        let number = cells.pop().and_then(|cell| cell.parse().ok()).unwrap_or_default();
        let local = |cell: String| match Property::from_iri(&cell) {
            Some(property) => property.name().to_owned(),
            None => cell.strip_prefix(NAMESPACE).map_or_else(|| cell.clone(), str::to_owned),
        };
        counts.push((cells.into_iter().map(local).collect(), number));
    }
    Ok(counts)
}
