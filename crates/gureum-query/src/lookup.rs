//! Small questions to the store's index: the label, type or one value of a thing.
//!
//! The one place that knows how the store is scanned. Whole queries go through SPARQL instead.

use std::collections::BTreeSet;

use gureum_model::quads::{ALT_LABEL, LABEL, PREF_LABEL};
use gureum_model::vocabulary::NAMESPACE;
use gureum_model::{Class, iri};
use gureum_store::{GraphFilter, Store};
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::prefixes::shorten_or_bracket;

/// Where to look.
#[derive(Clone, Copy)]
pub(crate) enum Scope {
    /// What is derived: plain edges, one label an entity, types.
    Default,
    /// What follows from something said, and is said nowhere itself.
    Follows,
    /// Every graph, the default one included.
    Any,
}

/// A store, to ask.
#[derive(Clone, Copy)]
pub(crate) struct Lookup<'a> {
    store: &'a Store,
}

impl std::fmt::Debug for Lookup<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lookup")
    }
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// Matching quads. What is no IRI is in no quad, so that it need not be parsed to match nothing.
    pub(crate) fn quads(
        self,
        subject: Option<&str>,
        predicate: &str,
        object: Option<&Term>,
        scope: Scope,
    ) -> impl Iterator<Item = Quad> + use<> {
        let subject = subject.map(NamedNode::new_unchecked);
        let predicate = NamedNode::new_unchecked(predicate);
        let graph = match scope {
            Scope::Default => GraphFilter::Default,
            Scope::Follows => GraphFilter::Named(NamedNode::new_unchecked(iri::DERIVED_GRAPH)),
            Scope::Any => GraphFilter::Any,
        };
        self.store.matching(subject.as_ref(), Some(&predicate), object, &graph)
    }

    /// The values of a property, sorted, each once.
    pub(crate) fn objects(self, subject: &str, predicate: &str, scope: Scope) -> Vec<Term> {
        let mut terms: Vec<Term> =
            self.quads(Some(subject), predicate, None, scope).map(|quad| quad.object).collect();
        if terms.len() > 1 {
            terms.sort_by_cached_key(Term::to_string);
            terms.dedup();
        }
        terms
    }

    /// The things that have `object` as a property's value, sorted, each once.
    pub(crate) fn subjects(self, predicate: &str, object: &str, scope: Scope) -> BTreeSet<String> {
        let object: Term = NamedNode::new_unchecked(object).into();
        let found = self.quads(None, predicate, Some(&object), scope);
        found.filter_map(|quad| subject_iri(quad.subject)).collect()
    }

    /// The least of a property's values as text: the lexical form, or the IRI.
    pub(crate) fn text(self, subject: &str, predicate: &str) -> Option<String> {
        self.objects(subject, predicate, Scope::Any).into_iter().next().map(term_text)
    }

    /// The name to show, Korean where there is one; the short IRI for a thing without a name.
    pub(crate) fn label(self, iri: &str) -> String {
        let named = |predicate: &str, scope: Scope| {
            let found = self.objects(iri, predicate, scope).into_iter();
            let names = found.filter_map(|term| match term {
                Term::Literal(literal) => Some(literal),
                Term::NamedNode(_) | Term::BlankNode(_) => None,
            });
            names.min_by_key(|name| name.language() != Some("ko")).map(|name| name.value().to_owned())
        };
        named(LABEL, Scope::Default)
            .or_else(|| named(LABEL, Scope::Any))
            .or_else(|| named(PREF_LABEL, Scope::Any))
            .or_else(|| named(ALT_LABEL, Scope::Any))
            .unwrap_or_else(|| shorten_or_bracket(iri))
    }

    /// Local names of the classes that a thing is said to belong to, in the ontology's order; those that
    /// the program does not know come last. Wider classes, which follow from these, are left out.
    pub(crate) fn classes(self, iri: &str) -> Vec<String> {
        let types = |scope| {
            let wider = self.objects(iri, rdf::TYPE.as_str(), Scope::Follows);
            let mut found = self.objects(iri, rdf::TYPE.as_str(), scope);
            found.retain(|class| !wider.contains(class));
            let found = found.into_iter().map(term_text);
            let mut names: Vec<String> =
                found.filter_map(|class| class.strip_prefix(NAMESPACE).map(str::to_owned)).collect();
            names.sort_by_cached_key(|name| {
                let class = Class::from_name(name);
                (class.is_none(), class, name.clone())
            });
            names
        };
        let derived = types(Scope::Default);
        if derived.is_empty() { types(Scope::Any) } else { derived }
    }

    /// Whether the default graph states the triple.
    pub(crate) fn states(self, subject: &str, predicate: &str, object: &Term) -> bool {
        self.quads(Some(subject), predicate, Some(object), Scope::Default).next().is_some()
    }
}

/// The IRI of a subject; there are no blank nodes of ours, and foreign ones have no name.
pub(crate) fn subject_iri(subject: NamedOrBlankNode) -> Option<String> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The name of a named graph.
pub(crate) fn graph_iri(graph: &GraphName) -> Option<&str> {
    match graph {
        GraphName::NamedNode(node) => Some(node.as_str()),
        GraphName::BlankNode(_) | GraphName::DefaultGraph => None,
    }
}

/// Lexical form of a literal, IRI of a node.
pub(crate) fn term_text(term: Term) -> String {
    match term {
        Term::NamedNode(node) => node.into_string(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.destruct().0,
    }
}
