//! What the generator needs to know of the ontology: the extracted classes and properties and the
//! terms that record facts. Incomplete terms are reported all at once.
//!
//! It does not judge the ontology as a whole: that is `ontology/check.py`.

use oxrdf::Term;

use crate::turtle::{Triples, TurtleError, text};

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const DOMAIN: &str = "http://www.w3.org/2000/01/rdf-schema#domain";
const RANGE: &str = "http://www.w3.org/2000/01/rdf-schema#range";
const SUB_CLASS_OF: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
const IS_DEFINED_BY: &str = "http://www.w3.org/2000/01/rdf-schema#isDefinedBy";
const DEFINITION: &str = "http://www.w3.org/2004/02/skos/core#definition";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Why the ontology cannot be generated from.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OntologyError {
    /// A module could not be read.
    #[error(transparent)]
    Turtle(#[from] TurtleError),
    /// Terms lack something, or say something that Rust has no form for.
    #[error("the ontology is not complete:\n  {}", .0.join("\n  "))]
    Incomplete(Vec<String>),
}

/// What the generated files say.
#[derive(Debug)]
pub(crate) struct Ontology {
    /// Prefix of every term's IRI, `#` included.
    pub(crate) namespace: String,
    /// `owl:versionInfo`.
    pub(crate) version: String,
    /// Extracted classes in reading order.
    pub(crate) classes: Vec<Class>,
    /// Extracted properties in reading order.
    pub(crate) properties: Vec<Property>,
    /// Terms of the module `evidence`, and the modalities.
    pub(crate) terms: Vec<RecordTerm>,
}

/// Name, labels and definition.
#[derive(Debug)]
pub(crate) struct Words {
    /// Local name.
    pub(crate) name: String,
    /// Korean label.
    pub(crate) ko: String,
    /// English label.
    pub(crate) en: String,
    /// English definition.
    pub(crate) definition: String,
    /// Korean definition.
    pub(crate) definition_ko: String,
}

/// A class that entities are of.
#[derive(Debug)]
pub(crate) struct Class {
    /// What it is called and means.
    pub(crate) words: Words,
}

/// A property that facts are made with.
#[derive(Debug)]
pub(crate) struct Property {
    /// What it is called and means.
    pub(crate) words: Words,
    /// Local names of the subjects' classes.
    pub(crate) domain: Vec<String>,
    /// What its objects are.
    pub(crate) range: Range,
    /// Whether it holds in both directions.
    pub(crate) symmetric: bool,
    /// Local name of the property that reads it backwards.
    pub(crate) inverse: Option<String>,
}

/// What a property's objects are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Range {
    /// Entities of the classes with these local names.
    Entity(Vec<String>),
    /// `xsd:integer`.
    Integer,
    /// `xsd:decimal`.
    Decimal,
    /// `gu:PartialDate`.
    Date,
    /// `xsd:string`.
    Text,
}

/// A term that records facts, not one that facts are made of.
#[derive(Debug)]
pub(crate) struct RecordTerm {
    /// Local name.
    pub(crate) name: String,
    /// English definition.
    pub(crate) definition: String,
    /// Local name of its only domain, if it is a property.
    pub(crate) domain: Option<String>,
}

impl Ontology {
    /// Reads it from its triples.
    pub(crate) fn of(triples: &Triples) -> Result<Self, OntologyError> {
        let mut reader = Reader { triples, namespace: String::new(), problems: Vec::new() };
        let ontology = reader.ontology();
        if reader.problems.is_empty() {
            Ok(ontology)
        } else {
            Err(OntologyError::Incomplete(reader.problems))
        }
    }

    /// Whether a property may have a subject of any class.
    pub(crate) fn is_every_class(&self, names: &[String]) -> bool {
        names.len() == self.classes.len()
    }
}

struct Reader<'a> {
    triples: &'a Triples,
    namespace: String,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn ontology(&mut self) -> Ontology {
        let header = self.header();
        let version = self.one(&header, &owl("versionInfo"), "owl:versionInfo");
        self.namespace = format!("{header}#");

        let extracted = self.triples.subjects(&self.iri("extracted"), "true");
        let is_a = |iri: &String, class: &str| self.triples.has(iri, RDF_TYPE, &owl(class));
        let classes: Vec<String> = extracted.iter().filter(|i| is_a(i, "Class")).cloned().collect();
        let properties: Vec<String> = extracted
            .iter()
            .filter(|i| is_a(i, "ObjectProperty") || is_a(i, "DatatypeProperty"))
            .cloned()
            .collect();
        for iri in &extracted {
            if !classes.contains(iri) && !properties.contains(iri) {
                self.problem(iri, "is marked gu:extracted but is neither class nor property: declare it");
            }
        }
        Ontology {
            version,
            classes: classes.iter().map(|iri| Class { words: self.words(iri) }).collect(),
            properties: properties.iter().map(|iri| self.property(iri, &classes)).collect(),
            terms: self.terms(&header),
            namespace: self.namespace.clone(),
        }
    }

    /// The ontology that has a version; modules have none.
    fn header(&mut self) -> String {
        let ontologies = self.triples.subjects(RDF_TYPE, &owl("Ontology"));
        match ontologies
            .into_iter()
            .find(|iri| self.triples.objects(iri, &owl("versionInfo")).next().is_some())
        {
            Some(iri) => iri,
            None => {
                self.problems
                    .push("no owl:Ontology with an owl:versionInfo: say both in the header".to_owned());
                String::new()
            }
        }
    }

    fn property(&mut self, iri: &str, classes: &[String]) -> Property {
        let triples = self.triples;
        let range = self.range(iri, classes);
        let domain = match triples.objects(iri, DOMAIN).next() {
            Some(domain) => self.entity_classes(iri, "rdfs:domain", domain, classes),
            None => {
                self.problem(iri, "has no rdfs:domain");
                Vec::new()
            }
        };
        Property {
            words: self.words(iri),
            domain,
            range,
            symmetric: triples.has(iri, RDF_TYPE, &owl("SymmetricProperty")),
            inverse: triples.subjects(&owl("inverseOf"), iri).first().map(|i| self.local(i)),
        }
    }

    fn range(&mut self, iri: &str, classes: &[String]) -> Range {
        let Some(range) = self.triples.objects(iri, RANGE).next() else {
            self.problem(iri, "has no rdfs:range");
            return Range::Text;
        };
        if self.triples.has(iri, RDF_TYPE, &owl("ObjectProperty")) {
            return Range::Entity(self.entity_classes(iri, "rdfs:range", range, classes));
        }
        match text(range) {
            t if t == format!("{XSD}integer") => Range::Integer,
            t if t == format!("{XSD}decimal") => Range::Decimal,
            t if t == format!("{XSD}string") => Range::Text,
            t if t == self.iri("PartialDate") => Range::Date,
            other => {
                let hint = "use xsd:integer, xsd:decimal, xsd:string or gu:PartialDate";
                self.problem(iri, &format!("has rdfs:range <{other}>: {hint}"));
                Range::Text
            }
        }
    }

    /// Local names of the extracted classes that a domain or range stands for: itself, the members
    /// of its union, or its subclasses.
    fn entity_classes(&mut self, iri: &str, what: &str, node: &Term, classes: &[String]) -> Vec<String> {
        let triples = self.triples;
        let union = triples.objects(&text(node), &owl("unionOf")).next().map(|list| triples.list(list));
        let mut names = Vec::new();
        for member in union.unwrap_or_else(|| vec![node.clone()]) {
            let member = text(&member);
            let meant: Vec<&String> =
                classes.iter().filter(|c| **c == member || triples.has(c, SUB_CLASS_OF, &member)).collect();
            if meant.is_empty() {
                self.problem(iri, &format!("has <{member}> in {what}, which is no extracted class"));
            }
            names.extend(meant.into_iter().map(|c| self.local(c)));
        }
        names
    }

    fn terms(&mut self, header: &str) -> Vec<RecordTerm> {
        let mut iris = self.triples.subjects(IS_DEFINED_BY, &format!("{header}/evidence"));
        iris.retain(|iri| !self.triples.has(iri, RDF_TYPE, "http://www.w3.org/2000/01/rdf-schema#Datatype"));
        iris.extend(self.triples.subjects(RDF_TYPE, &self.iri("Modality")));
        iris.iter()
            .map(|iri| RecordTerm {
                name: self.local(iri),
                definition: self.text_in(iri, DEFINITION, "skos:definition", "en"),
                domain: self.triples.objects(iri, DOMAIN).next().map(|domain| self.local(&text(domain))),
            })
            .collect()
    }

    fn words(&mut self, iri: &str) -> Words {
        Words {
            name: self.local(iri),
            ko: self.text_in(iri, LABEL, "rdfs:label", "ko"),
            en: self.text_in(iri, LABEL, "rdfs:label", "en"),
            definition: self.text_in(iri, DEFINITION, "skos:definition", "en"),
            definition_ko: self.text_in(iri, DEFINITION, "skos:definition", "ko"),
        }
    }

    fn text_in(&mut self, iri: &str, predicate: &str, shown: &str, language: &str) -> String {
        self.triples.in_language(iri, predicate, language).unwrap_or_else(|| {
            self.problem(iri, &format!("has no {shown} in @{language}"));
            String::new()
        })
    }

    fn one(&mut self, iri: &str, predicate: &str, shown: &str) -> String {
        let found = self.triples.objects(iri, predicate).next().map(text);
        found.unwrap_or_else(|| {
            self.problem(iri, &format!("has no {shown}"));
            String::new()
        })
    }

    fn iri(&self, name: &str) -> String {
        format!("{}{name}", self.namespace)
    }

    fn local(&self, iri: &str) -> String {
        iri.strip_prefix(&self.namespace).unwrap_or(iri).to_owned()
    }

    fn problem(&mut self, iri: &str, what: &str) {
        let name = self.local(iri);
        self.problems.push(format!("{name} {what}"));
    }
}

fn owl(name: &str) -> String {
    format!("http://www.w3.org/2002/07/owl#{name}")
}
