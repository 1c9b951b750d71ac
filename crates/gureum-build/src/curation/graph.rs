//! The curation file as a graph: what was merged, kept apart and renamed, and the reason of every line.
//! It depends on the file alone, so that a line that is deleted is undone.

use gureum_model::iri;
use gureum_model::quads::PREF_LABEL;
use gureum_model::vocabulary::term;
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};

use super::{Action, Curation};
use crate::registry::{DIFFERENT_FROM, IS_REPLACED_BY};

const DESCRIPTION: &str = "http://purl.org/dc/terms/description";

impl Curation {
    /// The corrections with their reasons, and what they say of entities.
    pub(crate) fn graph(&self) -> Vec<Quad> {
        let graph = GraphName::from(NamedNode::new_unchecked(iri::CURATION_GRAPH));
        let mut quads = Vec::new();
        let mut add = |subject: &str, predicate: &str, object: Term| {
            let [subject, predicate] = [subject, predicate].map(NamedNode::new_unchecked);
            quads.push(Quad::new(subject, predicate, object, graph.clone()));
        };
        let node = |iri: &str| Term::from(NamedNode::new_unchecked(iri));
        let text = |text: &str| Term::from(Literal::new_simple_literal(text));
        for entry in &self.entries {
            let said = entry.action.in_one_line();
            let correction = iri::correction(&[&said]);
            add(&correction, rdf::TYPE.as_str(), node(term::CORRECTION));
            add(&correction, DESCRIPTION, text(&said));
            add(&correction, term::REASON, text(&entry.reason));
            for entity in entry.action.entities() {
                add(&correction, term::CORRECTS, node(entity));
            }
            if let Some(article) = entry.action.article() {
                add(&correction, term::CORRECTS, node(&iri::article(article)));
            }
            match &entry.action {
                Action::Same { entity, .. } => add(entity, IS_REPLACED_BY, node(self.really(entity))),
                Action::Different { entity, from } => add(entity, DIFFERENT_FROM, node(from)),
                Action::Rename { entity, label } => {
                    let label = Literal::new_language_tagged_literal_unchecked(label, "ko");
                    add(self.really(entity), PREF_LABEL, label.into());
                }
                // Links are in a graph of their own.
                Action::Link { .. } | Action::Unlink { .. } => {}
                Action::Apart { .. } | Action::Drop(_) | Action::Add(_) => {}
            }
        }
        quads
    }
}
