//! SHACL Core as data: shapes with their targets, paths and constraints, made of a shapes graph.
//!
//! What it has no constraint for (SPARQL, `sh:closed`, qualified counts, paths of any length) is refused when
//! it is read, so that no shape seems to hold because it was not understood. What constraints mean is in
//! [`crate::validate`].

use std::collections::BTreeMap;

use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use regex::{Regex, RegexBuilder};

pub(crate) const SH: &str = "http://www.w3.org/ns/shacl#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// Deeper shapes are taken for recursive ones.
const DEEPEST: usize = 32;
/// What says nothing of nodes.
const WORDS: [&str; 7] = ["message", "name", "description", "order", "group", "severity", "defaultValue"];

/// A shape, ready to be run.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Its IRI, or the label of its blank node.
    pub(crate) name: String,
    pub(crate) targets: Vec<Target>,
    /// Of a property shape.
    pub(crate) path: Option<Path>,
    /// With the name of the SHACL component.
    pub(crate) constraints: Vec<(&'static str, Constraint)>,
}

#[derive(Clone, Debug)]
pub(crate) enum Target {
    Node(Term),
    Class(Term),
    SubjectsOf(NamedNode),
    ObjectsOf(NamedNode),
}

#[derive(Clone, Debug)]
pub(crate) enum Path {
    Predicate(NamedNode),
    Inverse(Box<Path>),
    Sequence(Vec<Path>),
    Alternative(Vec<Path>),
}

/// A bound on values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    MinExclusive,
    MinInclusive,
    MaxExclusive,
    MaxInclusive,
}

#[derive(Clone, Debug)]
pub(crate) enum Constraint {
    Class(Term),
    Datatype(NamedNode),
    /// Whether IRIs, blank nodes, literals may be.
    NodeKind([bool; 3]),
    MinCount(usize),
    MaxCount(usize),
    Bound(Bound, Literal),
    MinLength(usize),
    MaxLength(usize),
    Pattern(Regex),
    LanguageIn(Vec<String>),
    UniqueLanguage,
    Equals(NamedNode),
    Disjoint(NamedNode),
    LessThan(NamedNode),
    LessThanOrEquals(NamedNode),
    Not(Shape),
    And(Vec<Shape>),
    Or(Vec<Shape>),
    Xone(Vec<Shape>),
    Node(Shape),
    Property(Shape),
    HasValue(Term),
    In(Vec<Term>),
}

/// The shapes that have targets, in the order of their names, and what is wrong with which shape.
pub(crate) fn compile(quads: &[Quad]) -> (Vec<Shape>, Vec<(String, String)>) {
    let mut graph = Graph { of: BTreeMap::new() };
    for quad in quads {
        let entry = graph.of.entry(name(&quad.subject)).or_default();
        entry.push((quad.predicate.as_str().to_owned(), quad.object.clone()));
    }
    let (mut shapes, mut problems) = (Vec::new(), Vec::new());
    for (node, triples) in &graph.of {
        if !triples.iter().any(|(predicate, _)| predicate.starts_with(&format!("{SH}target"))) {
            continue;
        }
        match graph.shape(node, 0) {
            Ok(Some(shape)) => shapes.push(shape),
            Ok(None) => {}
            Err(problem) => problems.push((node.clone(), problem)),
        }
    }
    (shapes, problems)
}

/// A shapes graph: for each subject its predicates and objects.
struct Graph {
    of: BTreeMap<String, Vec<(String, Term)>>,
}

impl Graph {
    fn objects<'g>(&'g self, node: &str, predicate: &str) -> impl Iterator<Item = &'g Term> {
        let triples = self.of.get(node).into_iter().flatten();
        triples.filter(move |(found, _)| found == predicate).map(|(_, object)| object)
    }

    /// `None` for one that is deactivated.
    fn shape(&self, node: &str, depth: usize) -> Result<Option<Shape>, String> {
        if depth > DEEPEST {
            return Err("the shape is within itself: recursive shapes cannot be run".to_owned());
        }
        let mut shape =
            Shape { name: node.to_owned(), targets: Vec::new(), path: None, constraints: Vec::new() };
        for (predicate, object) in self.of.get(node).into_iter().flatten() {
            let Some(parameter) = predicate.strip_prefix(SH) else { continue };
            if WORDS.contains(&parameter) || parameter == "flags" {
                continue;
            }
            match parameter {
                "deactivated" if value(object) == Some("true") => return Ok(None),
                "deactivated" => {}
                "path" => shape.path = Some(self.path(object, depth)?),
                "targetNode" => shape.targets.push(Target::Node(object.clone())),
                "targetClass" => shape.targets.push(Target::Class(object.clone())),
                "targetSubjectsOf" => shape.targets.push(Target::SubjectsOf(iri(object)?)),
                "targetObjectsOf" => shape.targets.push(Target::ObjectsOf(iri(object)?)),
                _ => shape.constraints.extend(self.constraint(node, parameter, object, depth)?),
            }
        }
        Ok(Some(shape))
    }

    fn constraint(
        &self,
        node: &str,
        parameter: &str,
        object: &Term,
        depth: usize,
    ) -> Result<Option<(&'static str, Constraint)>, String> {
        let one = || self.shape(&name_of(object), depth + 1);
        let several = || -> Result<Vec<Shape>, String> {
            let members = self.list(object)?;
            let shapes = members.iter().map(|member| self.shape(&name_of(member), depth + 1));
            Ok(shapes.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
        };
        let bound = |bound: Bound| match object {
            Term::Literal(limit) => Ok(Constraint::Bound(bound, limit.clone())),
            other => Err(format!("{other} is no bound: give a number or a date")),
        };
        Ok(Some(match parameter {
            "class" => ("Class", Constraint::Class(object.clone())),
            "datatype" => ("Datatype", Constraint::Datatype(iri(object)?)),
            "nodeKind" => ("NodeKind", Constraint::NodeKind(node_kind(object)?)),
            "minCount" => ("MinCount", Constraint::MinCount(number(object)?)),
            "maxCount" => ("MaxCount", Constraint::MaxCount(number(object)?)),
            "minExclusive" => ("MinExclusive", bound(Bound::MinExclusive)?),
            "minInclusive" => ("MinInclusive", bound(Bound::MinInclusive)?),
            "maxExclusive" => ("MaxExclusive", bound(Bound::MaxExclusive)?),
            "maxInclusive" => ("MaxInclusive", bound(Bound::MaxInclusive)?),
            "minLength" => ("MinLength", Constraint::MinLength(number(object)?)),
            "maxLength" => ("MaxLength", Constraint::MaxLength(number(object)?)),
            "pattern" => ("Pattern", Constraint::Pattern(self.pattern(node, object)?)),
            "languageIn" => {
                let tags = self.list(object)?;
                let tags = tags.iter().filter_map(value).map(str::to_ascii_lowercase).collect();
                ("LanguageIn", Constraint::LanguageIn(tags))
            }
            "uniqueLang" if value(object) == Some("true") => ("UniqueLang", Constraint::UniqueLanguage),
            "uniqueLang" => return Ok(None),
            "equals" => ("Equals", Constraint::Equals(iri(object)?)),
            "disjoint" => ("Disjoint", Constraint::Disjoint(iri(object)?)),
            "lessThan" => ("LessThan", Constraint::LessThan(iri(object)?)),
            "lessThanOrEquals" => ("LessThanOrEquals", Constraint::LessThanOrEquals(iri(object)?)),
            "not" => return Ok(one()?.map(|shape| ("Not", Constraint::Not(shape)))),
            "node" => return Ok(one()?.map(|shape| ("Node", Constraint::Node(shape)))),
            "property" => return Ok(one()?.map(|shape| ("Property", Constraint::Property(shape)))),
            "and" => ("And", Constraint::And(several()?)),
            "or" => ("Or", Constraint::Or(several()?)),
            "xone" => ("Xone", Constraint::Xone(several()?)),
            "hasValue" => ("HasValue", Constraint::HasValue(object.clone())),
            "in" => ("In", Constraint::In(self.list(object)?)),
            other => {
                return Err(format!(
                    "sh:{other} cannot be run: use the constraints of SHACL Core, without sh:closed and qualified \
                     shapes"
                ));
            }
        }))
    }

    fn path(&self, node: &Term, depth: usize) -> Result<Path, String> {
        if depth > DEEPEST {
            return Err("the path is too deep".to_owned());
        }
        if let Term::NamedNode(predicate) = node {
            return Ok(Path::Predicate(predicate.clone()));
        }
        let label = name_of(node);
        let paths = |list: &Term| -> Result<Vec<Path>, String> {
            self.list(list)?.iter().map(|member| self.path(member, depth + 1)).collect()
        };
        if let Some(inverse) = self.objects(&label, &format!("{SH}inversePath")).next() {
            return Ok(Path::Inverse(Box::new(self.path(inverse, depth + 1)?)));
        }
        if let Some(list) = self.objects(&label, &format!("{SH}alternativePath")).next() {
            return Ok(Path::Alternative(paths(list)?));
        }
        if self.objects(&label, &format!("{RDF}first")).next().is_some() {
            return Ok(Path::Sequence(paths(node)?));
        }
        Err("a path is a property, sh:inversePath, sh:alternativePath or a list of these".to_owned())
    }

    fn pattern(&self, node: &str, pattern: &Term) -> Result<Regex, String> {
        let flags = self.objects(node, &format!("{SH}flags")).next().and_then(value).unwrap_or_default();
        let pattern = value(pattern).ok_or("a pattern is text")?;
        RegexBuilder::new(pattern)
            .case_insensitive(flags.contains('i'))
            .multi_line(flags.contains('m'))
            .dot_matches_new_line(flags.contains('s'))
            .ignore_whitespace(flags.contains('x'))
            .build()
            .map_err(|error| format!("not a regular expression: {error}"))
    }

    fn list(&self, node: &Term) -> Result<Vec<Term>, String> {
        let mut members = Vec::new();
        let mut at = name_of(node);
        while at != format!("{RDF}nil") {
            let Some(first) = self.objects(&at, &format!("{RDF}first")).next() else {
                return Err(format!("{node} is no list: write ( ... )"));
            };
            members.push(first.clone());
            let rest = self.objects(&at, &format!("{RDF}rest")).next().map(name_of);
            at = rest.unwrap_or_default();
            if members.len() > self.of.len() {
                return Err("a list runs in a circle".to_owned());
            }
        }
        Ok(members)
    }
}

fn node_kind(kind: &Term) -> Result<[bool; 3], String> {
    Ok(match iri(kind)?.as_str().strip_prefix(SH) {
        Some("IRI") => [true, false, false],
        Some("BlankNode") => [false, true, false],
        Some("Literal") => [false, false, true],
        Some("BlankNodeOrIRI") => [true, true, false],
        Some("IRIOrLiteral") => [true, false, true],
        Some("BlankNodeOrLiteral") => [false, true, true],
        _ => return Err(format!("{kind} is no node kind: sh:IRI, sh:Literal, sh:BlankNode, or two of them")),
    })
}

fn number(term: &Term) -> Result<usize, String> {
    value(term).and_then(|text| text.parse().ok()).ok_or_else(|| format!("{term} is no count"))
}

fn iri(term: &Term) -> Result<NamedNode, String> {
    match term {
        Term::NamedNode(node) => Ok(node.clone()),
        other => Err(format!("{other} is no IRI")),
    }
}

fn value(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

/// An IRI without brackets, or `_:` and the label of a blank node.
fn name(node: &NamedOrBlankNode) -> String {
    match node {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

fn name_of(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}
