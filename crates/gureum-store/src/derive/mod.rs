//! What follows from the named graphs: the default graph, and what is counted and believed in `graph/derived`.
//!
//! Every rule is a sum over articles (which articles assert a fact, how many use a name), taken
//! per fact and per entity, so the order of ingestion cannot matter. All of it is computed at a time, from the
//! whole graph: a build does, and so does the first who opens a store to which articles were added ([`crate::whole`]).
//!
//! - **Edges**: each fact once while at least one claim on it is asserted; symmetric ones in both
//!   directions. An amount (budget, revenue, market share, member count) only by a claim that
//!   nothing narrows.
//! - **Names**: `rdfs:label` (the name given by hand, else the registry's Korean one, else the one most articles use, else the
//!   longer, else the first by code point), and every name as `skos:altLabel`.
//! - **Edges that follow** from those by the ontology's axioms ([`crate::infer`]), which `graph/derived`
//!   marks by holding them too.
//! - **Types**: the registry's, else those the articles give; wider classes of other vocabularies follow.
//! - **Articles**: type, title, publisher, date, url.
//! - **Testimony**, in `graph/derived`: `gu:articleCount`, how many articles assert the fact, and of these
//!   `gu:independentCount` independent ones ([`reprints`]: `gu:reprintOf`); `gu:belief`, how far to believe it
//!   ([`belief`]); `gu:conflictsWith` ([`conflicts`]).
//!
//! An entity of the registry that no article mentions stays out.

mod belief;
mod conflicts;
mod consequences;
mod reprints;
mod testimony;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use gureum_model::vocabulary::term;
use gureum_model::{Property, iri, quads};
use oxrdf::vocab::rdf;

use crate::StoreError;
use crate::graph::Row;
use crate::infer::{Axioms, Edge};
use crate::posts::Posts;
use crate::segment::Segment;
use crate::terms::Terms;
use consequences::Consequences;
use testimony::{Testimony, Vocabulary};

const DCTERMS: &str = "http://purl.org/dc/terms/";
const ISSUED: &str = "http://purl.org/dc/terms/issued";
const URL: &str = "http://schema.org/url";

/// Whether a subject has one of it at a time, for what scope and market name.
fn is_amount(property: Property) -> bool {
    use Property::{Budget, MarketShare, MemberCount, Revenue};
    matches!(property, Budget | MarketShare | MemberCount | Revenue)
}

/// Derives from `rows`, sorted by graph, subject, predicate, object.
pub(crate) fn derive(terms: &Terms, rows: &[Row]) -> Result<Segment, StoreError> {
    let axioms = Axioms::read(terms, rows);
    let mut words = Words::new(terms);
    words.symmetric.extend(&axioms.symmetric);
    let vocabulary = Vocabulary::new(terms);
    let mut said = Said { mentioned: vec![false; terms.len() + 1], ..Said::default() };
    for graph in rows.chunk_by(|a, b| a[3] == b[3]) {
        let name = graph[0][3];
        let source = match terms.iri(name) {
            Some(iri::DERIVED_GRAPH | iri::ONTOLOGY_GRAPH | iri::LINKS_GRAPH) | None => continue,
            Some(iri::REGISTRY_GRAPH) => Source::Registry,
            Some(iri::CURATION_GRAPH) => Source::Curation,
            Some(iri) if iri.starts_with(iri::ARTICLE) => Source::Article,
            Some(_) => Source::Other,
        };
        for node in graph.chunk_by(|a, b| a[0] == b[0]) {
            said.read(&words, &vocabulary, terms, source, name, node);
        }
    }
    let mut derived = Consequences::new(terms);
    let edges = said.edges(&words, terms, &mut derived);
    follow(&axioms, &edges, terms, &mut derived)?;
    said.testimony.derive(&said.facts, &Posts::read(terms, rows), terms, &mut derived)?;
    said.types(&words, &axioms, &mut derived);
    said.names(terms, &mut derived)?;
    said.articles.iter().for_each(|row| derived.hold(*row));
    derived.finish()
}

/// Adds the edges that follow from `edges`, marks them, and names what those with several facts rest on.
fn follow(
    axioms: &Axioms,
    edges: &[Edge],
    terms: &Terms,
    derived: &mut Consequences<'_>,
) -> Result<(), StoreError> {
    let parts = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].map(|part| derived.term(&part));
    let [a, inference, rests_on] =
        [rdf::TYPE.as_str(), term::INFERENCE, term::RESTS_ON].map(|iri| derived.term(&format!("<{iri}>")));
    let (a, inference, rests_on) = (a?, inference?, rests_on?);
    let parts = parts.into_iter().collect::<Result<Vec<u32>, _>>()?;
    for Edge { triple, facts } in axioms.follow(edges) {
        derived.hold(triple);
        derived.mark(triple);
        if facts.len() < 2 {
            continue;
        }
        let node = derived.term(&format!("<{}>", iri::inference(triple.map(|id| terms.text(id)))))?;
        derived.mark([node, a, inference]);
        parts.iter().zip(triple).for_each(|(part, term)| derived.mark([node, *part, term]));
        facts.iter().for_each(|fact| derived.mark([node, rests_on, *fact]));
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Registry,
    /// Of entities it gives names only.
    Curation,
    Article,
    Other,
}

/// The numbers of the vocabulary in this dictionary; 0, which no term has, for what is not in it.
struct Words {
    a: u32,
    subject: u32,
    predicate: u32,
    object: u32,
    fact: u32,
    claim: u32,
    evidence: u32,
    reliability: u32,
    of_fact: u32,
    modality: u32,
    asserted: u32,
    scope: u32,
    market: u32,
    period: [u32; 3],
    alt_label: u32,
    pref_label: u32,
    symmetric: Vec<u32>,
    amounts: Vec<u32>,
    amounts_of_a_period: Vec<u32>,
    article: Vec<u32>,
}

impl Words {
    fn new(terms: &Terms) -> Self {
        let find = |iri: &str| terms.find_iri(iri).unwrap_or(0);
        let property = |property: &Property| find(&property.iri());
        Self {
            a: find(rdf::TYPE.as_str()),
            subject: find(rdf::SUBJECT.as_str()),
            predicate: find(rdf::PREDICATE.as_str()),
            object: find(rdf::OBJECT.as_str()),
            fact: find(term::FACT),
            claim: find(term::CLAIM),
            evidence: find(term::EVIDENCE),
            reliability: find(term::RELIABILITY),
            of_fact: find(term::FACT_OF_CLAIM),
            modality: find(term::MODALITY),
            asserted: find(term::ASSERTED),
            scope: find(term::SCOPE),
            market: find(term::MARKET),
            period: [term::DATE, term::FROM, term::UNTIL].map(find),
            alt_label: find(quads::ALT_LABEL),
            pref_label: find(quads::PREF_LABEL),
            symmetric: Property::ALL.iter().filter(|p| p.is_symmetric()).map(property).collect(),
            amounts: Property::ALL.iter().filter(|p| is_amount(**p)).map(property).collect(),
            // As in the fact's IRI: a year makes another revenue, but not another budget.
            amounts_of_a_period: [Property::Revenue, Property::MarketShare].iter().map(property).collect(),
            article: ["title", "publisher", "issued"]
                .iter()
                .map(|name| find(&format!("{DCTERMS}{name}")))
                .chain([find(rdf::TYPE.as_str()), find(URL)])
                .collect(),
        }
    }
}

/// One asserted claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Assertion {
    fact: u32,
    /// It has a scope or market.
    part: bool,
    /// It has a date or bounds.
    period: bool,
}

/// What the named graphs say, collected.
#[derive(Default)]
struct Said {
    /// Subject, predicate and object of each fact; a fact's IRI is a hash of them.
    facts: BTreeMap<u32, [u32; 3]>,
    assertions: Vec<Assertion>,
    /// Entity, whether an article (not the registry) says it, type.
    types: Vec<(u32, bool, u32)>,
    /// Entity, name, graph.
    names: Vec<(u32, u32, u32)>,
    /// Entity, Korean name of the registry.
    registered: Vec<(u32, u32)>,
    /// Entity, name given by hand.
    renamed: Vec<(u32, u32)>,
    /// Entity, name of the registry, in whatever language.
    known_names: Vec<(u32, u32)>,
    articles: Vec<[u32; 3]>,
    testimony: Testimony,
    mentioned: Vec<bool>,
}

impl Said {
    /// Takes in what one graph says of one node.
    fn read(
        &mut self,
        words: &Words,
        vocabulary: &Vocabulary,
        terms: &Terms,
        source: Source,
        graph: u32,
        node: &[Row],
    ) {
        let in_article = source == Source::Article;
        let subject = node[0][0];
        let is = |class: u32| class != 0 && node.iter().any(|row| row[1] == words.a && row[2] == class);
        let object =
            |predicate: u32| node.iter().find(|row| predicate != 0 && row[1] == predicate).map(|row| row[2]);
        if is(words.evidence) {
            if in_article {
                self.testimony.evidence(vocabulary, terms, node);
            }
            return;
        }
        if is(words.reliability) {
            if source == Source::Registry {
                self.testimony.reliability(vocabulary, terms, node);
            }
            return;
        }
        if is(words.fact) {
            if let (Some(s), Some(p), Some(o)) =
                (object(words.subject), object(words.predicate), object(words.object))
            {
                let triple = self.facts.entry(subject).or_insert([s, p, o]);
                *triple = (*triple).min([s, p, o]);
            }
            return;
        }
        if is(words.claim) {
            if in_article {
                self.testimony.claim(vocabulary, terms, node);
            }
            if let (Some(fact), Some(modality)) = (object(words.of_fact), object(words.modality))
                && modality == words.asserted
            {
                self.assertions.push(Assertion {
                    fact,
                    part: object(words.scope).or(object(words.market)).is_some(),
                    period: words.period.iter().any(|word| object(*word).is_some()),
                });
            }
            return;
        }
        if subject == graph {
            self.testimony.article(vocabulary, terms, node);
            let kept = node.iter().filter(|row| words.article.contains(&row[1]));
            self.articles.extend(kept.map(|row| [row[0], row[1], row[2]]));
            return;
        }
        if source == Source::Curation {
            if let Some(name) = object(words.pref_label) {
                self.renamed.push((subject, name));
            }
            return;
        }
        let registry = source == Source::Registry;
        if !registry {
            self.mentioned[subject as usize] = true;
        }
        for row in node {
            let object = row[2];
            if row[1] == words.a {
                self.types.push((subject, !registry, object));
            } else if row[1] == words.alt_label || row[1] == words.pref_label {
                if !registry {
                    self.names.push((subject, object, graph));
                    continue;
                }
                self.known_names.push((subject, object));
                if row[1] == words.pref_label && terms.text(object).ends_with("\"@ko") {
                    self.registered.push((subject, object));
                }
            }
        }
    }

    fn edges(&mut self, words: &Words, terms: &Terms, derived: &mut Consequences<'_>) -> Vec<Edge> {
        self.assertions.sort_unstable();
        let mut edges: Vec<Edge> = Vec::new();
        for claims in self.assertions.chunk_by(|a, b| a.fact == b.fact) {
            let fact = claims[0].fact;
            let Some([s, p, o]) = self.facts.get(&fact).copied() else { continue };
            let plain = claims.iter().any(|claim| {
                let narrowed = words.amounts.contains(&p) && claim.part
                    || words.amounts_of_a_period.contains(&p) && claim.period;
                !narrowed
            });
            if plain {
                edges.push(Edge { triple: [s, p, o], facts: vec![fact] });
                if words.symmetric.contains(&p) && !terms.text(o).starts_with('"') {
                    edges.push(Edge { triple: [o, p, s], facts: vec![fact] });
                }
            }
        }
        edges.iter().for_each(|edge| derived.hold(edge.triple));
        edges
    }

    fn types(&mut self, words: &Words, axioms: &Axioms, derived: &mut Consequences<'_>) {
        self.types.sort_unstable();
        for types in self.types.chunk_by(|a, b| a.0 == b.0) {
            let (entity, by_article, _) = types[0];
            if self.mentioned[entity as usize] {
                let best = types.iter().take_while(|(_, article, _)| *article == by_article);
                let given: BTreeSet<u32> = best.map(|t| t.2).collect();
                let wider: BTreeSet<u32> = given.iter().flat_map(|class| axioms.wider(*class)).collect();
                given.union(&wider).for_each(|class| derived.hold([entity, words.a, *class]));
                wider.difference(&given).for_each(|class| derived.mark([entity, words.a, *class]));
            }
        }
    }

    fn names(&mut self, terms: &Terms, derived: &mut Consequences<'_>) -> Result<(), StoreError> {
        let label = derived.term(&format!("<{}>", quads::LABEL))?;
        let alt_label = derived.term(&format!("<{}>", quads::ALT_LABEL))?;
        self.names.sort_unstable();
        self.names.dedup();
        self.registered.sort_unstable();
        let registered: BTreeMap<u32, u32> =
            self.registered.iter().rev().chain(&self.renamed).copied().collect();
        for (entity, name) in &self.renamed {
            if self.mentioned[*entity as usize] {
                derived.hold([*entity, label, *name]);
            }
        }
        for (entity, name) in &self.known_names {
            if self.mentioned[*entity as usize] {
                derived.hold([*entity, alt_label, *name]);
                if registered.get(entity) == Some(name) {
                    derived.hold([*entity, label, *name]);
                }
            }
        }
        for names in self.names.chunk_by(|a, b| a.0 == b.0) {
            let entity = names[0].0;
            let uses = names.chunk_by(|a, b| a.1 == b.1).map(|uses| (uses[0].1, uses.len()));
            let best = uses.max_by_key(|(name, count)| {
                let text = terms.text(*name);
                (*count, text.chars().count(), Reverse(text))
            });
            if let (Some((name, _)), None) = (best, registered.get(&entity)) {
                derived.hold([entity, label, name]);
            }
            names.iter().for_each(|(entity, name, _)| derived.hold([*entity, alt_label, *name]));
        }
        Ok(())
    }
}
