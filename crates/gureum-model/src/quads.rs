//! An extraction as RDF: the named graph of one article.
//!
//! The graph holds the article, every entity its claims name, and for each claim a `gu:Fact`, a
//! `gu:Claim` and its `gu:Evidence`. Plain edges are not here: they are derived by the store from
//! the asserted claims of all articles. No blank nodes; sorted, each quad once.

use std::collections::BTreeSet;

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal as RdfLiteral, NamedNode, Quad, Term};

use crate::iri;
use crate::vocabulary::term;
use crate::{Article, CalendarDate, Claim, Decimal, Entity, Extraction, Literal, Object, PartialDate};

/// `skos:altLabel`: a name that articles use.
pub const ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
/// `skos:prefLabel`: the registry's name.
pub const PREF_LABEL: &str = "http://www.w3.org/2004/02/skos/core#prefLabel";
/// `rdfs:label`: the one name to show.
pub const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const DCTERMS: &str = "http://purl.org/dc/terms/";

/// The article's graph, sorted by N-Quads text.
pub fn article_graph(extraction: &Extraction) -> Vec<Quad> {
    let mut graph = Graph::new(&iri::article(&extraction.article.id));
    graph.article(&extraction.article);
    for entity in &extraction.entities {
        graph.entity(entity);
    }
    for claim in &extraction.claims {
        graph.claim(extraction, claim);
    }
    let mut lines: Vec<(String, Quad)> = graph.quads.into_iter().map(|q| (q.to_string(), q)).collect();
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    lines.dedup_by(|a, b| a.0 == b.0);
    lines.into_iter().map(|(_, quad)| quad).collect()
}

struct Graph {
    name: GraphName,
    quads: Vec<Quad>,
    seen: BTreeSet<String>,
}

impl Graph {
    fn new(name: &str) -> Self {
        Self { name: node(name).into(), quads: Vec::new(), seen: BTreeSet::new() }
    }

    fn add(&mut self, subject: &str, predicate: &str, object: impl Into<Term>) {
        self.quads.push(Quad::new(node(subject), node(predicate), object, self.name.clone()));
    }

    fn text(&mut self, subject: &str, predicate: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.add(subject, predicate, RdfLiteral::new_simple_literal(text));
        }
    }

    fn article(&mut self, article: &Article) {
        let subject = iri::article(&article.id);
        self.add(&subject, rdf::TYPE.as_str(), node(term::ARTICLE));
        self.text(&subject, &format!("{DCTERMS}identifier"), Some(&article.id));
        if let Some(title) = &article.title {
            self.add(&subject, &format!("{DCTERMS}title"), korean(title));
        }
        self.text(&subject, &format!("{DCTERMS}publisher"), article.publisher.as_deref());
        if let Some(day) = article.published {
            self.add(&subject, &format!("{DCTERMS}issued"), day_literal(day));
        }
        if let Some(url) = &article.url {
            match NamedNode::new(url) {
                Ok(url) => self.add(&subject, "http://schema.org/url", url),
                Err(_) => self.text(&subject, "http://schema.org/url", Some(url)),
            }
        }
        self.text(&subject, term::CONTENT_HASH, Some(article.hash.as_str()));
    }

    fn entity(&mut self, entity: &Entity) {
        self.add(&entity.iri, rdf::TYPE.as_str(), node(&iri::term(entity.class.name())));
        for name in &entity.mentions {
            self.add(&entity.iri, ALT_LABEL, korean(name));
        }
        if entity.mentions.is_empty() {
            self.add(&entity.iri, ALT_LABEL, korean(&entity.label));
        }
    }

    fn claim(&mut self, extraction: &Extraction, claim: &Claim) {
        let fact = iri::fact(extraction, claim);
        let object = object_term(extraction, &claim.object);
        if self.seen.insert(fact.clone()) {
            let (mut subject, mut object) = (node(&extraction.entity(claim.subject).iri), object);
            if claim.property.is_symmetric()
                && let Term::NamedNode(other) = &object
                && other.as_str() < subject.as_str()
            {
                (subject, object) = (other.clone(), subject.into());
            }
            self.add(&fact, rdf::TYPE.as_str(), node(term::FACT));
            self.add(&fact, rdf::SUBJECT.as_str(), subject);
            self.add(&fact, rdf::PREDICATE.as_str(), node(&claim.property.iri()));
            self.add(&fact, rdf::OBJECT.as_str(), object);
        }

        let article = iri::article(&extraction.article.id);
        let subject = iri::claim(extraction, claim);
        let q = &claim.qualifiers;
        self.add(&subject, rdf::TYPE.as_str(), node(term::CLAIM));
        self.add(&subject, term::FACT_OF_CLAIM, node(&fact));
        self.add(&subject, term::IN_ARTICLE, node(&article));
        self.add(&subject, term::MODALITY, node(&iri::term(claim.modality.name())));
        if let Some(day) = extraction.article.published {
            self.add(&subject, term::SAID_ON, day_literal(day));
        }
        if let Some(date) = q.date {
            self.add(&subject, term::DATE, date_literal(date));
            self.add(&subject, term::FROM, day_literal(date.first_day()));
            self.add(&subject, term::UNTIL, day_literal(date.last_day()));
        }
        self.text(&subject, term::TITLE, q.title.as_deref());
        self.text(&subject, term::SCOPE, q.scope.as_deref());
        self.text(&subject, term::MARKET, q.market.as_deref());
        self.text(&subject, term::SOURCE, q.source.as_deref());
        if let Some(won) = q.value {
            self.add(&subject, term::VALUE, RdfLiteral::new_typed_literal(won.to_string(), xsd::INTEGER));
        }
        if let Object::Literal { text, value } = &claim.object {
            self.text(&subject, term::TEXT, Some(text));
            self.text(&subject, term::UNIT, value.unit());
        }
        if let Some(speaker) = claim.attributed_to {
            self.add(&subject, term::ATTRIBUTED_TO, node(&extraction.entity(speaker).iri));
        }
        for evidence in claim.evidence() {
            let place = iri::evidence(&subject, evidence.span);
            self.add(&place, rdf::TYPE.as_str(), node(term::EVIDENCE));
            self.add(&place, term::CLAIM_OF_EVIDENCE, node(&subject));
            self.add(&place, term::QUOTE, korean(&evidence.quote));
            self.add(&place, term::SENTENCE, korean(&evidence.sentence_text));
            for (predicate, offset) in [(term::START, evidence.span.start), (term::END, evidence.span.end)] {
                self.add(&place, predicate, RdfLiteral::new_typed_literal(offset.to_string(), xsd::INTEGER));
            }
            self.text(&place, term::RULE, Some(&evidence.rule));
        }
    }
}

/// The RDF term of a claim's object.
pub fn object_term(extraction: &Extraction, object: &Object) -> Term {
    match object {
        Object::Entity(index) => node(&extraction.entity(*index).iri).into(),
        Object::Literal { value, .. } => literal_term(value).into(),
    }
}

fn literal_term(value: &Literal) -> RdfLiteral {
    match value {
        Literal::Won(n) | Literal::Count(n) => RdfLiteral::new_typed_literal(n.to_string(), xsd::INTEGER),
        Literal::Percent(d) => decimal_literal(d),
        Literal::Date(d) => date_literal(*d),
        Literal::Text(t) => RdfLiteral::new_simple_literal(t),
    }
}

fn decimal_literal(value: &Decimal) -> RdfLiteral {
    RdfLiteral::new_typed_literal(value.as_str(), xsd::DECIMAL)
}

fn day_literal(day: CalendarDate) -> RdfLiteral {
    RdfLiteral::new_typed_literal(day.to_string(), xsd::DATE)
}

/// A date typed by its precision: `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`.
fn date_literal(date: PartialDate) -> RdfLiteral {
    let datatype = match date {
        PartialDate::Day(_) => xsd::DATE,
        PartialDate::Month(..) => xsd::G_YEAR_MONTH,
        PartialDate::Year(_) => xsd::G_YEAR,
    };
    RdfLiteral::new_typed_literal(date.to_string(), datatype)
}

fn korean(text: &str) -> RdfLiteral {
    RdfLiteral::new_language_tagged_literal_unchecked(text, "ko")
}

/// A node for an IRI minted by [`crate::iri`] or taken from the vocabulary, hence known to be valid.
fn node(iri: &str) -> NamedNode {
    NamedNode::new_unchecked(iri)
}
