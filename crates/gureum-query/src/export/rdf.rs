//! A part of the graph as RDF.
//!
//! What an article asserts is a plain triple in the default graph, as are the classes and the names of entities.
//! What is planned, denied or supposed, and amounts for a part of something, are no plain triples: their records
//! (`gu:Fact`, `gu:Claim`, `gu:Evidence`, the article) are written instead, and, if the selection asks for evidence,
//! those of all facts. In a format with named graphs each record is in its article's graph; in the others they
//! stand together.
//!
//! The order is that of IRIs, one block after another, so memory is that of the facts alone.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use gureum_model::quads::LABEL;
use gureum_model::vocabulary::term;
use gureum_model::{Modality, iri};
use gureum_store::{RdfFormat, Store};
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedNode, Quad, Term, Triple};
use oxrdfio::RdfSerializer;

use super::is_xml;
use super::jsonld;
use crate::lookup::{Lookup, Scope, subject_iri, term_text};
use crate::prefixes::{self, BUILT_IN};
use crate::projection::is_symmetric_iri;
use crate::records::Record;
use crate::selection::Selection;

/// Why a graph could not be written as RDF, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum RdfError {
    /// A text has a character that XML does not have; nothing was written.
    #[error("RDF/XML cannot hold the character U+{:04X}, which '{property}' of {subject} has: use turtle", u32::from(*character))]
    Character {
        /// It.
        character: char,
        /// Of what.
        subject: String,
        /// In which value.
        property: String,
    },
    /// The output could not be written. A closed pipe is `ErrorKind::BrokenPipe`.
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// Facts of a store, to be written as RDF.
#[derive(Debug)]
pub struct Subgraph<'a> {
    store: &'a Store,
    /// Entities with what is stated of them plainly.
    entities: BTreeMap<String, Vec<Triple>>,
    /// Facts and claims of each article that are recorded.
    records: BTreeMap<String, BTreeSet<String>>,
    /// All facts that are.
    facts: BTreeSet<String>,
}

impl<'a> Subgraph<'a> {
    /// The part of the store that `selection` names.
    pub fn new(store: &'a Store, selection: &Selection) -> Self {
        let lookup = Lookup::new(store);
        let entities = selection.entities(lookup).into_iter().map(|entity| (entity, Vec::new())).collect();
        let mut part = Self { store, entities, records: BTreeMap::new(), facts: BTreeSet::new() };
        for record in selection.facts(lookup) {
            part.entities.entry(record.subject.clone()).or_default();
            if let Term::NamedNode(object) = &record.object {
                part.entities.entry(object.as_str().to_owned()).or_default();
            }
            let plain = plain(lookup, &record);
            if selection.evidence || plain.is_empty() {
                for claim in record.claims {
                    part.records.entry(claim.article).or_default().extend([claim.iri, record.fact.clone()]);
                }
                part.facts.insert(record.fact);
            }
            for triple in plain {
                let subject = subject_iri(triple.subject.clone()).unwrap_or_default();
                part.entities.entry(subject).or_default().push(triple);
            }
        }
        part
    }

    /// The default graph by subject, then each article's graph, then how far the recorded facts are believed.
    /// Without `graphs` all of it is in the default graph, each triple once.
    pub fn quads(&self, graphs: bool) -> impl Iterator<Item = Quad> {
        let lookup = Lookup::new(self.store);
        let entities = self.entities.iter().flat_map(move |(entity, plain)| about(lookup, entity, plain));
        let mut written = BTreeSet::new();
        let records = self.records.iter().flat_map(move |(article, nodes)| {
            // A fact's own triples are the same in every article.
            let wanted =
                |node: &&String| graphs || !node.starts_with(iri::FACT) || written.insert((*node).clone());
            let nodes: BTreeSet<&String> = nodes.iter().filter(wanted).collect();
            in_article(self.store, lookup, article, &nodes)
        });
        let beliefs = self.facts.iter().flat_map(move |fact| {
            let belief = lookup.quads(Some(fact), term::BELIEF, None, Scope::Follows);
            belief.collect::<Vec<_>>()
        });
        entities.chain(records).chain(beliefs).map(move |mut quad| {
            if !graphs {
                quad.graph_name = GraphName::DefaultGraph;
            }
            quad
        })
    }

    /// Writes it to `out`, which should be buffered, and returns the number of quads; flushes at the end.
    ///
    /// # Errors
    /// [`RdfError`].
    pub fn write(&self, format: RdfFormat, out: &mut impl Write) -> Result<usize, RdfError> {
        let graphs = matches!(format, RdfFormat::TriG | RdfFormat::NQuads | RdfFormat::JsonLd);
        write(|| self.quads(graphs), format, out)
    }
}

/// What the default graph says where an article that is in asserts the fact; nothing of a narrowed amount.
fn plain(lookup: Lookup<'_>, record: &Record) -> Vec<Triple> {
    let Record { subject, property, object, claims, .. } = record;
    if !claims.iter().any(|claim| claim.modality == Modality::Asserted) {
        return Vec::new();
    }
    let mut ways = vec![(subject.clone(), object.clone())];
    if is_symmetric_iri(property) {
        ways.push((term_text(object.clone()), NamedNode::new_unchecked(subject.as_str()).into()));
    }
    ways.retain(|(subject, object)| lookup.states(subject, property, object));
    let triple = |(subject, object)| {
        Triple::new(NamedNode::new_unchecked(subject), NamedNode::new_unchecked(property.as_str()), object)
    };
    ways.into_iter().map(triple).collect()
}

/// Classes, names and plain facts of an entity.
fn about(lookup: Lookup<'_>, entity: &str, plain: &[Triple]) -> Vec<Quad> {
    let subject = NamedNode::new_unchecked(entity);
    let mut triples: Vec<Triple> = lookup
        .classes(entity)
        .iter()
        .map(|class| Triple::new(subject.clone(), rdf::TYPE, NamedNode::new_unchecked(iri::term(class))))
        .collect();
    triples.extend(lookup.quads(Some(entity), LABEL, None, Scope::Default).map(Triple::from));
    let mut plain: Vec<(String, &Triple)> = plain.iter().map(|triple| (triple.to_string(), triple)).collect();
    plain.sort_by(|a, b| a.0.cmp(&b.0));
    plain.dedup_by(|a, b| a.0 == b.0);
    triples.extend(plain.into_iter().map(|(_, triple)| triple.clone()));
    triples.into_iter().map(|triple| triple.in_graph(GraphName::DefaultGraph)).collect()
}

/// An article, and those of its facts and claims that are wanted, with their evidence, by subject.
fn in_article(store: &Store, lookup: Lookup<'_>, article: &str, nodes: &BTreeSet<&String>) -> Vec<Quad> {
    let mut subjects: BTreeSet<String> = nodes.iter().map(|node| (*node).clone()).collect();
    for claim in nodes.iter().filter(|node| !node.starts_with(iri::FACT)) {
        subjects.extend(lookup.subjects(term::CLAIM_OF_EVIDENCE, claim, Scope::Any));
    }
    subjects.insert(article.to_owned());
    let name = NamedNode::new_unchecked(article);
    let triples = store.graph(&name).filter_map(|triple| {
        let subject = subject_iri(triple.subject.clone()).filter(|subject| subjects.contains(subject))?;
        Some((subject, triple.to_string(), triple))
    });
    let mut triples: Vec<_> = triples.collect();
    triples.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    triples.into_iter().map(|(_, _, triple)| triple.in_graph(name.clone())).collect()
}

/// Writes quads, which are asked for twice: first to know what the head must declare. Returns their number.
///
/// # Errors
/// [`RdfError`].
pub fn write<Q: Iterator<Item = Quad>>(
    quads: impl Fn() -> Q,
    format: RdfFormat,
    out: &mut impl Write,
) -> Result<usize, RdfError> {
    let mut used = BTreeSet::new();
    for quad in quads() {
        if format == RdfFormat::RdfXml {
            refuse_controls(&quad)?;
        }
        prefixes::used(&quad, &mut used);
    }
    if format == RdfFormat::JsonLd {
        let count = jsonld::write(quads, &used, out)?;
        out.flush()?;
        return Ok(count);
    }
    let mut serializer = RdfSerializer::from_format(match format {
        RdfFormat::NQuads => oxrdfio::RdfFormat::NQuads,
        RdfFormat::NTriples => oxrdfio::RdfFormat::NTriples,
        RdfFormat::Turtle => oxrdfio::RdfFormat::Turtle,
        RdfFormat::TriG => oxrdfio::RdfFormat::TriG,
        RdfFormat::RdfXml => oxrdfio::RdfFormat::RdfXml,
        RdfFormat::JsonLd => oxrdfio::RdfFormat::JsonLd { profile: oxrdfio::JsonLdProfileSet::empty() },
    });
    for (prefix, namespace) in BUILT_IN {
        if used.contains(prefix) && !matches!(format, RdfFormat::NTriples | RdfFormat::NQuads) {
            serializer = serializer.with_prefix(prefix, namespace).expect("built-in namespaces are IRIs");
        }
    }
    let mut writer = serializer.for_writer(&mut *out);
    let mut count = 0;
    for quad in quads() {
        writer.serialize_quad(&quad)?;
        count += 1;
    }
    writer.finish()?;
    out.flush()?;
    Ok(count)
}

fn refuse_controls(quad: &Quad) -> Result<(), RdfError> {
    let Term::Literal(literal) = &quad.object else { return Ok(()) };
    let Some(character) = literal.value().chars().find(|c| !is_xml(*c)) else { return Ok(()) };
    Err(RdfError::Character {
        character,
        subject: quad.subject.to_string(),
        property: prefixes::shorten_or_bracket(quad.predicate.as_str()),
    })
}
