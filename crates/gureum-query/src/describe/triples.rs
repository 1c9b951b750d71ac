//! The triples of a description, added one by one.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};

pub(super) const VOID: &str = "http://rdfs.org/ns/void#";
pub(super) const DCAT: &str = "http://www.w3.org/ns/dcat#";
pub(super) const DCTERMS: &str = "http://purl.org/dc/terms/";
pub(super) const FOAF: &str = "http://xmlns.com/foaf/0.1/";
pub(super) const PROV: &str = "http://www.w3.org/ns/prov#";
pub(super) const SCHEMA: &str = "http://schema.org/";

/// What has been said so far.
#[derive(Debug, Default)]
pub(super) struct Description(Vec<Triple>);

impl Description {
    pub(super) fn iri(&mut self, subject: &str, predicate: &str, object: &str) {
        self.add(subject, predicate, NamedNode::new_unchecked(object).into());
    }

    /// As [`Self::iri`], of an address that somebody typed.
    pub(super) fn address(
        &mut self,
        subject: &str,
        predicate: &str,
        typed: &str,
        what: &str,
    ) -> Result<(), String> {
        let node = NamedNode::new(typed)
            .map_err(|error| format!("'{typed}', {what}, is no absolute IRI: {error}"))?;
        self.add(subject, predicate, node.into());
        Ok(())
    }

    pub(super) fn a(&mut self, subject: &str, classes: &[&str]) {
        for class in classes {
            self.iri(subject, rdf::TYPE.as_str(), class);
        }
    }

    pub(super) fn text(&mut self, subject: &str, predicate: &str, text: &str, language: &str) {
        self.add(subject, predicate, Literal::new_language_tagged_literal_unchecked(text, language).into());
    }

    pub(super) fn literal(&mut self, subject: &str, predicate: &str, text: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(text).into());
    }

    pub(super) fn date(&mut self, subject: &str, predicate: &str, day: &str) {
        self.typed(subject, predicate, day, xsd::DATE);
    }

    pub(super) fn number(&mut self, subject: &str, predicate: &str, number: usize) {
        self.typed(subject, predicate, &number.to_string(), xsd::INTEGER);
    }

    fn typed(&mut self, subject: &str, predicate: &str, text: &str, datatype: NamedNodeRef<'_>) {
        self.add(subject, predicate, Literal::new_typed_literal(text, datatype).into());
    }

    fn add(&mut self, subject: &str, predicate: &str, object: Term) {
        let [subject, predicate] = [subject, predicate].map(NamedNode::new_unchecked);
        self.0.push(Triple::new(subject, predicate, object));
    }

    /// Each once, subjects together, in the order in which they were first spoken of.
    pub(super) fn into_triples(self) -> Vec<Triple> {
        let mut order = std::collections::HashMap::new();
        for triple in &self.0 {
            let next = order.len();
            order.entry(triple.subject.clone()).or_insert(next);
        }
        let mut triples = self.0;
        triples.sort_by_key(|triple| order[&triple.subject]);
        let mut seen = std::collections::HashSet::new();
        triples.retain(|triple| seen.insert(triple.clone()));
        triples
    }
}
