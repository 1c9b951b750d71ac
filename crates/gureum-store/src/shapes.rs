//! SHACL shapes and the ontology they are about, read from Turtle: syntax, names that are in no ontology,
//! shapes that would look at nothing. All problems of all files come together, each with its place.
//!
//! What shapes find in a graph is in [`crate::validate`].

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::vocabulary::NAMESPACE;
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Quad, Term};

use crate::StoreError;
use crate::load::{self, RdfFormat};
use crate::shacl::{self, SH, Shape};

const OWL: &str = "http://www.w3.org/2002/07/owl#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const TARGETS: [&str; 3] = ["targetClass", "targetSubjectsOf", "targetObjectsOf"];

/// A Turtle file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurtleFile {
    /// Where it is, for messages; with `/` between folders.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// What is wrong in a file, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", place(path, *line, *column))]
pub struct FileProblem {
    /// The file.
    pub path: String,
    /// Line, from 1, where known.
    pub line: Option<u64>,
    /// Column in characters, from 1, where known.
    pub column: Option<u64>,
    /// What is wrong, and what to do.
    pub message: String,
}

/// What a set of shapes needs to know of an ontology.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// `owl:versionInfo` of the header.
    pub version: Option<String>,
    /// The IRIs of everything that is declared: classes, properties, datatypes, concepts.
    declared: BTreeSet<String>,
}

impl Ontology {
    /// Reads the modules; what is wrong is returned beside what could be read.
    pub fn read(files: &[TurtleFile]) -> (Self, Vec<FileProblem>) {
        let mut ontology = Self::default();
        let mut problems = Vec::new();
        for file in files {
            let (quads, problem) = parse(file);
            problems.extend(problem);
            for quad in quads {
                let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
                if quad.predicate.as_ref() == rdf::TYPE {
                    ontology.declared.insert(subject.into_string());
                } else if quad.predicate.as_str() == format!("{OWL}versionInfo")
                    && let Term::Literal(version) = quad.object
                {
                    ontology.version = Some(version.value().to_owned());
                }
            }
        }
        if ontology.version.is_none() && problems.is_empty() {
            problems.push(FileProblem {
                path: files.first().map_or_else(|| "ontology".to_owned(), |file| file.path.clone()),
                line: None,
                column: None,
                message:
                    "no owl:versionInfo in it or the files beside it: give a folder with the whole ontology"
                        .to_owned(),
            });
        }
        (ontology, problems)
    }
}

/// Shapes that can be run.
#[derive(Debug)]
pub struct Shapes {
    /// Those of the default graph.
    pub(crate) holds: Vec<Shape>,
    /// Those of the records: all named graphs together.
    pub(crate) records: Vec<Shape>,
    /// The property that a shape is about, where its target says so.
    pub(crate) properties: BTreeMap<String, String>,
    /// What a shape says, by language.
    pub(crate) messages: BTreeMap<String, BTreeMap<String, String>>,
}

impl Shapes {
    /// Reads shapes, those in a folder `records` for the named graphs, others for the default graph. Without
    /// an ontology names are not looked up.
    ///
    /// # Errors
    /// With everything that is wrong in any file: syntax, a term of ours that `ontology` does not declare, a
    /// target that it does not declare, a shape without target that no other refers to, or bad SHACL.
    pub fn read(files: &[TurtleFile], ontology: Option<&Ontology>) -> Result<Self, Vec<FileProblem>> {
        let mut problems = Vec::new();
        let (mut holds, mut records) = (Vec::new(), Vec::new());
        let mut properties = BTreeMap::new();
        let mut messages: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for file in files {
            let (quads, problem) = parse(file);
            if let Some(problem) = problem {
                problems.push(problem);
                continue;
            }
            problems.extend(ontology.into_iter().flat_map(|known| strangers(file, &quads, known)));
            problems.extend(without_target(file, &quads));
            let of_records = file.path.split('/').rev().nth(1) == Some("records");
            for quad in &quads {
                if let (NamedOrBlankNode::NamedNode(shape), Term::NamedNode(property)) =
                    (&quad.subject, &quad.object)
                    && TARGETS[1..].iter().any(|target| is_sh(&quad.predicate, target))
                {
                    properties.insert(shape.as_str().to_owned(), property.as_str().to_owned());
                }
                if let (NamedOrBlankNode::NamedNode(shape), Term::Literal(message)) =
                    (&quad.subject, &quad.object)
                    && is_sh(&quad.predicate, "message")
                {
                    let language = message.language().unwrap_or_default().to_owned();
                    let said = messages.entry(shape.as_str().to_owned()).or_default();
                    said.insert(language, message.value().to_owned());
                }
            }
            let (shapes, wrong) = shacl::compile(&quads);
            problems.extend(wrong.into_iter().map(|(shape, message)| FileProblem {
                line: line_of(file, local(&shape)),
                ..whole(file, message)
            }));
            if of_records { records.extend(shapes) } else { holds.extend(shapes) }
        }
        if problems.is_empty() { Ok(Self { holds, records, properties, messages }) } else { Err(problems) }
    }

    /// How many shapes look at something.
    pub fn count(&self) -> usize {
        self.holds.len() + self.records.len()
    }
}

/// The triples up to the first slip, which is told too.
pub(crate) fn parse(file: &TurtleFile) -> (Vec<Quad>, Option<FileProblem>) {
    let wrong = |error: StoreError| match error {
        StoreError::Syntax { line, column, message, .. } => FileProblem {
            path: file.path.clone(),
            line,
            column,
            // The parser begins with the place, which is told already.
            message: format!("not Turtle: {}", message.split_once(": ").map_or(&*message, |(_, what)| what)),
        },
        other => whole(file, other.to_string()),
    };
    let read = match load::read(file.text.as_bytes(), RdfFormat::Turtle, None) {
        Ok(read) => read,
        Err(error) => return (Vec::new(), Some(wrong(error))),
    };
    let mut quads = Vec::new();
    for quad in read {
        match quad {
            Ok(quad) => quads.push(quad),
            Err(error) => return (quads, Some(wrong(error))),
        }
    }
    (quads, None)
}

/// Terms that shapes are about and no ontology declares, each once. Those of OWL and RDF need not be.
fn strangers(file: &TurtleFile, quads: &[Quad], ontology: &Ontology) -> Vec<FileProblem> {
    let mut found: BTreeMap<&str, bool> = BTreeMap::new();
    for quad in quads {
        let Term::NamedNode(object) = &quad.object else { continue };
        let target = TARGETS.iter().any(|name| is_sh(&quad.predicate, name));
        let built_in = [OWL, RDF, RDFS].iter().any(|namespace| object.as_str().starts_with(namespace));
        if (target && !built_in || object.as_str().starts_with(NAMESPACE))
            && !ontology.declared.contains(object.as_str())
        {
            *found.entry(object.as_str()).or_default() |= target;
        }
    }
    let problem = |(term, target): (&str, bool)| {
        let near = nearest(term, ontology);
        let hint = match near {
            Some(near) => format!("did you mean {near}?"),
            None => "declare it in the ontology, or take it out here".to_owned(),
        };
        let what = if target { "a shape targets nothing" } else { "a term that is not there" };
        FileProblem {
            line: line_of(file, local(term)),
            ..whole(file, format!("{what}: the ontology does not declare <{term}>; {hint}"))
        }
    };
    found.into_iter().map(problem).collect()
}

/// Shapes with an IRI that have no target and that no other shape refers to.
fn without_target(file: &TurtleFile, quads: &[Quad]) -> Vec<FileProblem> {
    let shapes = quads.iter().filter_map(|quad| match (&quad.subject, &quad.object) {
        (NamedOrBlankNode::NamedNode(shape), Term::NamedNode(class))
            if quad.predicate.as_ref() == rdf::TYPE
                && ["NodeShape", "PropertyShape"].iter().any(|name| is_sh(class, name)) =>
        {
            Some(shape)
        }
        _ => None,
    });
    let targeted = |shape: &NamedNode| {
        quads.iter().any(|quad| {
            let own = matches!(&quad.subject, NamedOrBlankNode::NamedNode(subject) if subject == shape);
            own && quad.predicate.as_str().strip_prefix(SH).is_some_and(|name| name.starts_with("target"))
                || matches!(&quad.object, Term::NamedNode(object) if object == shape)
        })
    };
    let problem = |shape: &NamedNode| FileProblem {
        line: line_of(file, local(shape.as_str())),
        ..whole(
            file,
            format!(
                "a shape targets nothing: {shape} has no target and no shape refers to it; give it a \
                 sh:targetClass or sh:targetSubjectsOf"
            ),
        )
    };
    shapes.filter(|shape| !targeted(shape)).map(problem).collect()
}

/// The declared term that `term` is most likely a slip of.
fn nearest<'o>(term: &str, ontology: &'o Ontology) -> Option<&'o str> {
    let alike = |known: &&String| strsim::jaro_winkler(local(term), local(known));
    let near = ontology.declared.iter().filter(|known| alike(known) > 0.85);
    near.max_by(|a, b| alike(a).total_cmp(&alike(b))).map(|known| local(known))
}

fn is_sh(node: &NamedNode, name: &str) -> bool {
    node.as_str().strip_prefix(SH) == Some(name)
}

/// The part of an IRI after its namespace.
pub(crate) fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// The first line with `name` as a word of its own.
pub(crate) fn line_of(file: &TurtleFile, name: &str) -> Option<u64> {
    let word = |c: char| c.is_alphanumeric() || "_-".contains(c);
    let has = |line: &str| {
        line.match_indices(name)
            .any(|(at, _)| !line[..at].ends_with(word) && !line[at + name.len()..].starts_with(word))
    };
    let at = file.text.lines().position(|line| !line.starts_with('#') && has(line))?;
    u64::try_from(at + 1).ok()
}

pub(crate) fn whole(file: &TurtleFile, message: String) -> FileProblem {
    FileProblem { path: file.path.clone(), line: None, column: None, message }
}

fn place(path: &str, line: Option<u64>, column: Option<u64>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!("{path}:{line}:{column}"),
        (Some(line), None) => format!("{path}:{line}"),
        _ => path.to_owned(),
    }
}
