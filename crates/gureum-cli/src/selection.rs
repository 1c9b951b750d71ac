//! Which part of the graph a command works on: the options of all commands that take a part.

use std::collections::BTreeMap;

use clap::Args as Group;
use gureum_model::{Modality, PartialDate};
use gureum_query::construct;
use gureum_query::find::Names;
use gureum_query::prefixes;
use gureum_query::projection::Projection;
use gureum_query::selection::{self, Selection};
use gureum_store::{Answer, QueryOptions, Store};
use oxrdf::Triple;

use crate::commands::query;
use crate::exit::UsageError;

/// For `#[command(flatten)]`.
#[derive(Debug, Group)]
#[command(next_help_heading = "Which part of the graph")]
pub(crate) struct Part {
    /// An entity and what is around it; may be given again for more of them
    #[arg(long, value_name = "ENTITY")]
    focus: Vec<String>,

    /// How many facts away from the entities in focus [default: 1]
    #[arg(long, value_name = "N", requires = "focus")]
    hops: Option<usize>,

    /// What this CONSTRUCT or DESCRIBE query makes, in place of all the rest
    #[arg(long, value_name = "QUERY", conflicts_with_all = [
        "focus", "predicate", "class", "since", "until", "min_belief", "modality", "isolated",
    ])]
    sparql: Option<String>,

    /// Facts with these properties only
    #[arg(long, value_name = "PROPERTIES", value_delimiter = ',')]
    predicate: Vec<String>,

    /// Entities of these classes only, beside those in focus
    #[arg(long = "type", value_name = "CLASSES", value_delimiter = ',')]
    class: Vec<String>,

    /// From this day, month or year on, by the text's own dates, or else the article's
    #[arg(long, value_name = "DATE")]
    since: Option<PartialDate>,

    /// Until this day, month or year
    #[arg(long, value_name = "DATE")]
    until: Option<PartialDate>,

    /// Facts believed at least so far, from 0 to 1
    #[arg(long, value_name = "BELIEF", value_parser = share)]
    min_belief: Option<f64>,

    /// Which facts to take, by how articles put them
    #[arg(long, value_name = "MODALITIES", value_delimiter = ',', default_value = "asserted")]
    modality: Vec<Modality>,

    /// One edge for all that lead from one entity to another, with sums for weight and evidence
    #[arg(long)]
    collapse: bool,

    /// The clauses that state an edge, as its attribute
    #[arg(long)]
    evidence: bool,

    /// Entities without any fact too
    #[arg(long, conflicts_with = "focus")]
    isolated: bool,
}

fn share(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "write a number from 0 to 1, such as 0.8".to_owned())
}

impl Part {
    /// What the options mean in this graph.
    ///
    /// # Errors
    /// A name that leads to no entity or several; a property or class that there is none of; a period that ends
    /// before it begins.
    pub(crate) fn selection(&self, store: &Store) -> anyhow::Result<Selection> {
        let mut selection = Selection {
            since: self.since.map(PartialDate::first_day),
            until: self.until.map(PartialDate::last_day),
            min_belief: self.min_belief,
            modalities: self.modality.iter().copied().collect(),
            collapse: self.collapse,
            evidence: self.evidence,
            isolated: self.isolated,
            ..Selection::default()
        };
        if let (Some(since), Some(until)) = (selection.since, selection.until)
            && until < since
        {
            return Err(UsageError(format!("--until ends on {until}, before --since {since}")).into());
        }
        selection.hops = self.hops.unwrap_or(selection.hops);
        if !self.focus.is_empty() {
            let names = Names::new(store);
            for focus in &self.focus {
                selection.focus.insert(names.find(focus).one(focus)?.iri);
            }
        }
        let usage = |error: selection::UnknownTerm| UsageError(error.to_string());
        for predicate in &self.predicate {
            selection.predicates.insert(selection::predicate(store, predicate).map_err(usage)?);
        }
        for class in &self.class {
            selection.classes.insert(selection::class(store, class).map_err(usage)?);
        }
        Ok(selection)
    }

    /// The part itself, as nodes and edges.
    ///
    /// # Errors
    /// As [`Part::selection`] and [`Part::triples`].
    pub(crate) fn projection(&self, store: &Store) -> anyhow::Result<Projection> {
        let Some(triples) = self.triples(store)? else {
            return Ok(Projection::new(store, &self.selection(store)?));
        };
        let usage = |error: construct::BlankNode| UsageError(error.to_string());
        let made = construct::projection(store, &triples, self.evidence).map_err(usage)?;
        Ok(if self.collapse { made.collapsed() } else { made })
    }

    /// What `--sparql` makes, sorted, each triple once; `None` without it.
    ///
    /// # Errors
    /// A query that fails, or gives no triples but rows or an answer.
    pub(crate) fn triples(&self, store: &Store) -> anyhow::Result<Option<Vec<Triple>>> {
        let Some(sparql) = &self.sparql else { return Ok(None) };
        let options = QueryOptions { prefixes: prefixes::for_queries(), ..QueryOptions::default() };
        let Answer::Graph(triples) = query::answer(store, sparql, options)? else {
            let what = "--sparql takes a CONSTRUCT or DESCRIBE query, which gives triples";
            return Err(UsageError(what.to_owned()).into());
        };
        let mut sorted = BTreeMap::new();
        for triple in triples {
            let triple = triple?;
            sorted.insert(triple.to_string(), triple);
        }
        Ok(Some(sorted.into_values().collect()))
    }

    /// Whether parallel edges are to be merged.
    pub(crate) fn collapses(&self) -> bool {
        self.collapse
    }
}
