//! The ontology's modules as triples, in the order of the header's imports and, within a file, as
//! written. It does not know what any term means.

use std::fs;
use std::path::{Path, PathBuf};

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;

const IMPORTS: &str = "http://www.w3.org/2002/07/owl#imports";
const FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
const REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";

/// Why the modules could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TurtleError {
    /// A module is missing or unreadable.
    #[error("cannot read {}: {source}; modules are the .ttl files named by owl:imports", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A module is not Turtle.
    #[error("{}: {source}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where and what.
        source: oxttl::TurtleSyntaxError,
    },
}

/// Triples in reading order.
#[derive(Debug)]
pub(crate) struct Triples(Vec<Triple>);

impl Triples {
    /// Reads `header` and the modules it imports: of an import's IRI the last segment names the file
    /// beside the header.
    pub(crate) fn read(header: &Path) -> Result<Self, TurtleError> {
        let folder = header.parent().unwrap_or(Path::new("."));
        let mut all = Self(parse(header)?);
        let imports: Vec<String> =
            all.0.iter().filter(|t| t.predicate == IMPORTS).map(|t| text(&t.object)).collect();
        for import in imports {
            let name = import.rsplit(['/', '#']).next().unwrap_or_default();
            all.0.extend(parse(&folder.join(format!("{name}.ttl")))?);
        }
        Ok(all)
    }

    /// Subjects that have `predicate` with an object of the given text, each once.
    pub(crate) fn subjects(&self, predicate: &str, object: &str) -> Vec<String> {
        let mut found = Vec::new();
        for triple in &self.0 {
            if triple.predicate == predicate
                && text(&triple.object) == object
                && let NamedOrBlankNode::NamedNode(subject) = &triple.subject
                && !found.iter().any(|s| s == subject.as_str())
            {
                found.push(subject.as_str().to_owned());
            }
        }
        found
    }

    /// Objects of a subject's predicate.
    pub(crate) fn objects<'a>(
        &'a self,
        subject: &'a str,
        predicate: &'a str,
    ) -> impl Iterator<Item = &'a Term> {
        self.0.iter().filter(move |t| t.predicate == predicate && is(&t.subject, subject)).map(|t| &t.object)
    }

    /// Text of a subject's predicate in a language.
    pub(crate) fn in_language(&self, subject: &str, predicate: &str, language: &str) -> Option<String> {
        self.objects(subject, predicate).find_map(|object| match object {
            Term::Literal(literal) if literal.language() == Some(language) => {
                Some(literal.value().to_owned())
            }
            _ => None,
        })
    }

    /// Whether the triple is there, its object given by its text.
    pub(crate) fn has(&self, subject: &str, predicate: &str, object: &str) -> bool {
        self.objects(subject, predicate).any(|o| text(o) == object)
    }

    /// Members of the RDF list that begins at `node`.
    pub(crate) fn list(&self, node: &Term) -> Vec<Term> {
        let mut members = Vec::new();
        let mut at = text(node);
        // A list has at most as many cells as there are triples; the bound ends a list that runs in a circle.
        for _ in 0..self.0.len() {
            let Some(first) = self.objects(&at, FIRST).next() else {
                break;
            };
            members.push(first.clone());
            let Some(rest) = self.objects(&at, REST).next() else {
                break;
            };
            at = text(rest);
        }
        members
    }
}

fn parse(path: &Path) -> Result<Vec<Triple>, TurtleError> {
    let bytes = fs::read(path).map_err(|source| TurtleError::Read { path: path.to_owned(), source })?;
    TurtleParser::new()
        .for_slice(&bytes)
        .collect::<Result<_, _>>()
        .map_err(|source| TurtleError::Syntax { path: path.to_owned(), source })
}

/// IRI, blank node label with `_:`, or the text of a literal.
pub(crate) fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

fn is(subject: &NamedOrBlankNode, name: &str) -> bool {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str() == name,
        NamedOrBlankNode::BlankNode(node) => name.strip_prefix("_:") == Some(node.as_str()),
    }
}
