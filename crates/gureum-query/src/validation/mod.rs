//! What shapes refuse, with what led to it: as text for people, as JSON, and as a SHACL report in Turtle.

mod cause;
mod text;
mod turtle;

use std::collections::BTreeMap;
use std::io::{self, Write};

use gureum_store::{Store, Violation};
use oxrdf::Term;
use serde::Serialize;

pub use cause::Cause;
pub use text::{shape_name, write as write_text};
pub use turtle::write as write_turtle;

use crate::lookup::{Lookup, term_text};

/// A violation and the places behind it.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// IRI of the shape.
    pub shape: String,
    /// IRI of the SHACL component that failed.
    pub constraint: String,
    /// What the shape says, by language.
    pub messages: BTreeMap<String, String>,
    /// The node that was looked at: IRI, or the lexical form of a literal.
    pub focus: String,
    /// What the node is called.
    pub label: String,
    /// The path to the values, as a SPARQL property path.
    pub path: Option<String>,
    /// The value that is wrong, as N-Triples.
    pub value: Option<String>,
    /// The places behind it.
    pub causes: Vec<Cause>,
    #[serde(skip)]
    violation: Violation,
}

/// Adds to violations what the graph knows of their origin.
pub fn explain(store: &Store, violations: &[Violation]) -> Vec<Finding> {
    let lookup = Lookup::new(store);
    let finding = |violation: &Violation| Finding {
        shape: violation.shape.clone(),
        constraint: violation.constraint.clone(),
        messages: violation.messages.clone(),
        label: match &violation.focus {
            Term::NamedNode(node) => lookup.label(node.as_str()),
            other => other.to_string(),
        },
        focus: term_text(violation.focus.clone()),
        path: violation.path.clone(),
        value: violation.value.as_ref().map(ToString::to_string),
        causes: cause::of(store, violation),
        violation: violation.clone(),
    };
    violations.iter().map(finding).collect()
}

/// Writes findings as a JSON array, one object a line.
///
/// # Errors
/// If `out` fails.
pub fn write_json(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (at, finding) in findings.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, finding)?;
    }
    out.write_all(b"\n]\n")
}
