//! The records behind plain edges, read back from the graph: a fact, the claims that articles
//! make on it, and the places that state them.
//!
//! The mirror image of `gureum_model::quads`, which writes them. Names are looked up on the way,
//! so a [`Fact`] can be shown or serialised as it is.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use gureum_model::iri::DERIVED_GRAPH;
use gureum_model::vocabulary::{NAMESPACE, term};
use gureum_model::{Class, Modality, Property};
use gureum_store::Store;
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, Term};
use serde::Serialize;

use crate::lookup::{Lookup, Scope, graph_iri, subject_iri, term_text};

/// A thing and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityName {
    /// IRI.
    pub iri: String,
    /// The name to show.
    pub label: String,
    /// Local name of its class, if it has one.
    #[serde(rename = "type")]
    pub class: Option<String>,
}

/// A property or class of the ontology.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TermName {
    /// Local name: `partnersWith`; a foreign term keeps its IRI.
    pub name: String,
    /// Korean label, or the local name where there is none.
    pub label: String,
}

/// What a fact says of its subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FactObject {
    /// Another entity.
    Entity(EntityName),
    /// A value.
    Literal {
        /// Lexical form.
        value: String,
        /// IRI of its datatype.
        datatype: String,
    },
}

/// A subject, property and object, with every claim made on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// IRI.
    pub iri: String,
    /// Subject.
    pub subject: EntityName,
    /// Property.
    pub property: TermName,
    /// Object.
    pub object: FactObject,
    /// How far to believe it, to four digits; none for what no article asserts.
    pub belief: Option<String>,
    /// How many independent articles assert it.
    pub independent: Option<usize>,
    /// IRIs of facts that cannot hold at the same time; itself, where it is denied too.
    pub conflicts: Vec<String>,
    /// The articles' words on it, the newest first.
    pub claims: Vec<Claim>,
}

/// One article's word on a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// IRI.
    pub iri: String,
    /// How the article puts it.
    pub modality: Modality,
    /// The article's date, ISO.
    pub said_on: Option<String>,
    /// When the fact came or comes about, to the text's own precision.
    pub date: Option<String>,
    /// First day that the date may mean, ISO.
    pub from: Option<String>,
    /// Last day that the date may mean, ISO.
    pub until: Option<String>,
    /// Post of a person.
    pub title: Option<String>,
    /// What part an amount is for.
    pub scope: Option<String>,
    /// Market that a share is of.
    pub market: Option<String>,
    /// Who measured a share.
    pub source: Option<String>,
    /// Amount invested, in won.
    pub value: Option<String>,
    /// The text's own wording of a literal object: "250억 원".
    pub text: Option<String>,
    /// Unit of a literal object.
    pub unit: Option<String>,
    /// Who said so.
    pub attributed_to: Option<EntityName>,
    /// The article.
    pub article: Article,
    /// Where it is stated, in order of place.
    pub evidence: Vec<Evidence>,
}

/// The article behind a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// IRI, also the name of its graph.
    pub iri: String,
    /// Headline.
    pub title: Option<String>,
    /// Newspaper or agency.
    pub publisher: Option<String>,
    /// Day of publication, ISO.
    pub published: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// IRI of the earliest article that prints the same text, unless it is this one.
    pub reprint_of: Option<String>,
}

/// A place that states a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The clause.
    pub quote: String,
    /// The sentence around it.
    pub sentence: String,
    /// First byte of the quote in the decoded article.
    pub start: u64,
    /// One past its last byte.
    pub end: u64,
    /// The rule that read it.
    pub rule: Option<String>,
}

impl Fact {
    /// Every modality the fact is claimed in, the strongest first.
    pub fn modalities(&self) -> Vec<Modality> {
        let present = |modality: &Modality| self.claims.iter().any(|c| c.modality == *modality);
        Modality::ALL.into_iter().filter(present).collect()
    }

    /// How many articles speak of it.
    pub fn articles(&self) -> usize {
        self.claims.iter().map(|claim| &claim.article.iri).collect::<BTreeSet<_>>().len()
    }
}

/// The facts that have the entity as subject or object, not read yet: the property's IRI, whether the entity is the
/// subject, and the fact's IRI.
pub(crate) fn stated(store: &Store, entity: &str) -> Vec<(String, bool, String)> {
    let lookup = Lookup::new(store);
    let entity = Term::from(NamedNode::new_unchecked(entity));
    let stated = |predicate: NamedNodeRef<'_>| -> BTreeSet<String> {
        let found = lookup.quads(None, predicate.as_str(), Some(&entity), Scope::Any);
        // What follows has records of the same form, without claims.
        let stated = found.filter(|quad| graph_iri(&quad.graph_name) != Some(DERIVED_GRAPH));
        stated.filter_map(|quad| subject_iri(quad.subject)).collect()
    };
    let (subjects, objects) = (stated(rdf::SUBJECT), stated(rdf::OBJECT));
    let facts = subjects.union(&objects).filter_map(|fact| {
        Some((lookup.text(fact, rdf::PREDICATE.as_str())?, subjects.contains(fact), fact.clone()))
    });
    facts.collect()
}

/// At most so many of the facts with these IRIs, from a place on; in front those of which most independent articles
/// speak, then those that are believed most.
pub(crate) fn best(store: &Store, mut facts: Vec<String>, from: usize, most: usize) -> Vec<Fact> {
    let lookup = Lookup::new(store);
    if facts.len() > most {
        facts.sort_by_cached_key(|fact| {
            let derived = |predicate| lookup.objects(fact, predicate, Scope::Follows).pop().map(term_text);
            let articles = derived(term::INDEPENDENT_COUNT).and_then(|count| count.parse::<usize>().ok());
            (Reverse(articles), Reverse(derived(term::BELIEF)), fact.clone())
        });
    }
    facts.iter().skip(from).take(most).filter_map(|fact| read(lookup, fact)).collect()
}

/// Every fact that has the entity as subject or object, sorted by IRI.
///
/// The cost grows with the number of these facts, not with the store.
pub fn about(store: &Store, entity: &str) -> Vec<Fact> {
    let lookup = Lookup::new(store);
    let mut facts = lookup.subjects(rdf::SUBJECT.as_str(), entity, Scope::Any);
    facts.extend(lookup.subjects(rdf::OBJECT.as_str(), entity, Scope::Any));
    facts.iter().filter_map(|fact| read(lookup, fact)).collect()
}

/// The fact with that IRI; `None` where the store has no such record, or no claim on it.
pub fn fact(store: &Store, iri: &str) -> Option<Fact> {
    read(Lookup::new(store), iri)
}

/// The claim with that IRI, if the store has it.
pub fn claim(store: &Store, iri: &str) -> Option<Claim> {
    read_claim(Lookup::new(store), iri)
}

/// The IRIs of facts that begin with `prefix`, sorted. Reads all facts.
pub fn beginning_with(store: &Store, prefix: &str) -> Vec<String> {
    let claims = Lookup::new(store).quads(None, term::FACT_OF_CLAIM, None, Scope::Any);
    let facts = claims.map(|quad| term_text(quad.object)).filter(|fact| fact.starts_with(prefix));
    facts.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The IRIs of facts that an article denies, sorted. Reads all denials.
pub fn denied(store: &Store) -> BTreeSet<String> {
    let lookup = Lookup::new(store);
    let claims = lookup.subjects(term::MODALITY, term::NEGATED, Scope::Any);
    claims.iter().filter_map(|claim| lookup.text(claim, term::FACT_OF_CLAIM)).collect()
}

fn read(lookup: Lookup<'_>, iri: &str) -> Option<Fact> {
    let subject = lookup.text(iri, rdf::SUBJECT.as_str())?;
    let property = lookup.text(iri, rdf::PREDICATE.as_str())?;
    let object = lookup.objects(iri, rdf::OBJECT.as_str(), Scope::Any).into_iter().next()?;
    let claims = lookup.subjects(term::FACT_OF_CLAIM, iri, Scope::Any);
    let mut claims: Vec<Claim> = claims.iter().filter_map(|claim| read_claim(lookup, claim)).collect();
    if claims.is_empty() {
        return None;
    }
    claims.sort_by(|a, b| {
        b.said_on.cmp(&a.said_on).then_with(|| (&a.article.iri, &a.iri).cmp(&(&b.article.iri, &b.iri)))
    });
    let derived = |predicate: &str| -> Vec<String> {
        lookup.objects(iri, predicate, Scope::Follows).into_iter().map(term_text).collect()
    };
    Some(Fact {
        iri: iri.to_owned(),
        subject: entity_name(lookup, &subject),
        property: term_name(lookup, &property),
        belief: derived(term::BELIEF).pop(),
        independent: derived(term::INDEPENDENT_COUNT).pop().and_then(|count| count.parse().ok()),
        conflicts: derived(term::CONFLICTS_WITH),
        object: match object {
            Term::Literal(literal) => {
                let datatype = literal.datatype().as_str().to_owned();
                FactObject::Literal { value: literal.value().to_owned(), datatype }
            }
            other => FactObject::Entity(entity_name(lookup, &term_text(other))),
        },
        claims,
    })
}

fn read_claim(lookup: Lookup<'_>, iri: &str) -> Option<Claim> {
    let text = |predicate: &str| lookup.text(iri, predicate);
    let article = text(term::IN_ARTICLE)?;
    Some(Claim {
        iri: iri.to_owned(),
        modality: modality(&text(term::MODALITY)?)?,
        said_on: text(term::SAID_ON),
        date: text(term::DATE),
        from: text(term::FROM),
        until: text(term::UNTIL),
        title: text(term::TITLE),
        scope: text(term::SCOPE),
        market: text(term::MARKET),
        source: text(term::SOURCE),
        value: text(term::VALUE),
        text: text(term::TEXT),
        unit: text(term::UNIT),
        attributed_to: text(term::ATTRIBUTED_TO).map(|speaker| entity_name(lookup, &speaker)),
        article: read_article(lookup, article),
        evidence: read_evidence(lookup, iri),
    })
}

pub(crate) fn read_article(lookup: Lookup<'_>, iri: String) -> Article {
    Article {
        title: lookup.text(&iri, "http://purl.org/dc/terms/title"),
        publisher: lookup.text(&iri, "http://purl.org/dc/terms/publisher"),
        published: lookup.text(&iri, "http://purl.org/dc/terms/issued"),
        url: lookup.text(&iri, "http://schema.org/url"),
        reprint_of: lookup.text(&iri, term::REPRINT_OF),
        iri,
    }
}

fn read_evidence(lookup: Lookup<'_>, claim: &str) -> Vec<Evidence> {
    let places = lookup.subjects(term::CLAIM_OF_EVIDENCE, claim, Scope::Any);
    let mut evidence: Vec<Evidence> = places
        .iter()
        .filter_map(|place| {
            let offset = |predicate: &str| lookup.text(place, predicate)?.parse().ok();
            let quote = lookup.text(place, term::QUOTE)?;
            Some(Evidence {
                sentence: lookup.text(place, term::SENTENCE).unwrap_or_else(|| quote.clone()),
                quote,
                start: offset(term::START)?,
                end: offset(term::END)?,
                rule: lookup.text(place, term::RULE),
            })
        })
        .collect();
    evidence.sort_by(|a, b| (a.start, a.end, &a.rule).cmp(&(b.start, b.end, &b.rule)));
    evidence
}

/// The modality with that IRI.
pub(crate) fn modality(iri: &str) -> Option<Modality> {
    iri.strip_prefix(NAMESPACE)?.parse().ok()
}

pub(crate) fn entity_name(lookup: Lookup<'_>, iri: &str) -> EntityName {
    EntityName {
        iri: iri.to_owned(),
        label: lookup.label(iri),
        class: lookup.classes(iri).into_iter().next(),
    }
}

/// Name and Korean label of a property or class; a foreign one is called by its label in the graph.
pub(crate) fn term_name(lookup: Lookup<'_>, iri: &str) -> TermName {
    if let Some(property) = Property::from_iri(iri) {
        return TermName { name: property.name().to_owned(), label: property.label_ko().to_owned() };
    }
    let Some(name) = iri.strip_prefix(NAMESPACE) else {
        return TermName { name: iri.to_owned(), label: lookup.label(iri) };
    };
    let label = Class::from_name(name).map(Class::label_ko);
    TermName { name: name.to_owned(), label: label.unwrap_or(name).to_owned() }
}
