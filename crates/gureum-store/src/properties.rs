//! Properties of facts that an ontology adds to ours: those that it marks `gu:extracted`.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::own::{Definition, Values, declare};
use gureum_model::vocabulary::NAMESPACE;
use gureum_model::{Class, Range, iri};
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{NamedNode, Quad, Term};

use crate::shapes::{FileProblem, TurtleFile, line_of, local, parse, whole};
use crate::{GraphFilter, Store};

const OWL: &str = "http://www.w3.org/2002/07/owl#";

/// Reads an ontology's modules and declares the properties that they add. What is said of a property is looked for
/// in its own module.
///
/// # Errors
/// With everything that is wrong in any file: syntax, a property without Korean or English label, domain or range,
/// a domain or range that facts cannot have, a name that is taken.
pub fn declare_properties(files: &[TurtleFile]) -> Result<(), Vec<FileProblem>> {
    let mut problems = Vec::new();
    for file in files {
        let (quads, problem) = parse(file);
        if let Some(problem) = problem {
            problems.push(problem);
            continue;
        }
        let triples = Triples::new(quads);
        for property in triples.extracted() {
            let declared = triples
                .definition(&property)
                .and_then(|found| declare(found).map(drop).map_err(|clash| vec![clash.to_string()]));
            let at = line_of(file, local(&property));
            let told = declared.err().unwrap_or_default().into_iter();
            problems.extend(told.map(|message| FileProblem { line: at, ..whole(file, message) }));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

impl Store {
    /// Declares the properties that the graph's own ontology adds, so that facts with them are shown by their
    /// names. What cannot be declared, since another graph of this process uses the name, is shown by its IRI.
    pub fn declare_properties(&self) {
        let graph = NamedNode::new_unchecked(iri::ONTOLOGY_GRAPH);
        let extracted = NamedNode::new_unchecked(iri::term("extracted"));
        let named = GraphFilter::Named(graph);
        let own = |quad: &Quad| !quad.subject.to_string().starts_with(&format!("<{NAMESPACE}"));
        if !self.matching(None, Some(&extracted), None, &named).any(|quad| own(&quad)) {
            return;
        }
        let triples = Triples::new(self.matching(None, None, None, &named).collect());
        for property in triples.extracted() {
            if let Ok(found) = triples.definition(&property) {
                drop(declare(found)); // shown by its IRI
            }
        }
    }
}

/// Subject and predicate to objects; names are IRIs, or `_:x` for nodes without one.
struct Triples(BTreeMap<String, BTreeMap<String, Vec<Term>>>);

impl Triples {
    fn new(quads: Vec<Quad>) -> Self {
        let mut triples: BTreeMap<String, BTreeMap<String, Vec<Term>>> = BTreeMap::new();
        for quad in quads {
            let subject = triples.entry(text(&quad.subject.into())).or_default();
            subject.entry(quad.predicate.into_string()).or_default().push(quad.object);
        }
        Self(triples)
    }

    fn objects(&self, subject: &str, predicate: &str) -> &[Term] {
        self.0.get(subject).and_then(|found| found.get(predicate)).map_or(&[], Vec::as_slice)
    }

    fn is_a(&self, subject: &str, class: &str) -> bool {
        self.objects(subject, rdf::TYPE.as_str()).iter().any(|found| text(found) == format!("{OWL}{class}"))
    }

    /// IRIs of properties that facts are made of and that are not ours, in order.
    fn extracted(&self) -> BTreeSet<String> {
        let mark = iri::term("extracted");
        let marked = |iri: &&String| self.objects(iri, &mark).iter().any(|value| text(value) == "true");
        let others = self.0.keys().filter(|iri| !iri.starts_with(NAMESPACE) && !iri.starts_with("_:"));
        others.filter(marked).cloned().collect()
    }

    fn definition(&self, property: &str) -> Result<Definition, Vec<String>> {
        let labels = ["ko", "en"].map(|language| self.label(property, language));
        let domain = self.classes(property, rdfs::DOMAIN.as_str(), "rdfs:domain");
        let range = self.range(property);
        let inverse = format!("{OWL}inverseOf");
        let backwards = || {
            let other = self.0.iter().find(|(_, said)| {
                said.get(&inverse).is_some_and(|of| of.iter().any(|term| text(term) == property))
            });
            other.map(|(iri, _)| iri.clone())
        };
        match (labels, domain, range) {
            ([Ok(label_ko), Ok(label_en)], Ok(domain), Ok(range)) => Ok(Definition {
                iri: property.to_owned(),
                label_ko,
                label_en,
                domain,
                range,
                symmetric: self.is_a(property, "SymmetricProperty"),
                inverse: self.objects(property, &inverse).first().map(text).or_else(backwards),
            }),
            (labels, domain, range) => {
                let of_labels = labels.into_iter().filter_map(Result::err);
                Err(of_labels.chain(domain.err()).chain(range.err()).collect())
            }
        }
    }

    fn label(&self, property: &str, language: &str) -> Result<String, String> {
        let in_language = |term: &Term| match term {
            Term::Literal(label) if label.language() == Some(language) => Some(label.value().to_owned()),
            _ => None,
        };
        let found = self.objects(property, rdfs::LABEL.as_str()).iter().find_map(in_language);
        found.ok_or_else(|| format!("<{property}> has no rdfs:label in @{language}"))
    }

    fn range(&self, property: &str) -> Result<Values, String> {
        if self.is_a(property, "ObjectProperty") || self.is_a(property, "SymmetricProperty") {
            return self.classes(property, rdfs::RANGE.as_str(), "rdfs:range").map(Values::Entity);
        }
        let hint = "a property of entities is an owl:ObjectProperty; others have rdfs:range xsd:integer, \
                    xsd:decimal, xsd:string or gu:PartialDate";
        let Some(range) = self.objects(property, rdfs::RANGE.as_str()).first().map(text) else {
            return Err(format!("<{property}> has no rdfs:range: {hint}"));
        };
        let date = iri::term("PartialDate");
        Ok(Values::Value(match range.as_str() {
            found if found == xsd::INTEGER.as_str() => Range::Integer,
            found if found == xsd::DECIMAL.as_str() => Range::Decimal,
            found if found == xsd::STRING.as_str() => Range::Text,
            found if found == date => Range::Date,
            other => return Err(format!("<{property}> has rdfs:range <{other}>: {hint}")),
        }))
    }

    /// A class of ours, or the members of a union of them.
    fn classes(&self, property: &str, predicate: &str, shown: &str) -> Result<Vec<Class>, String> {
        let hint = "name a class of entities such as gu:Organization, or an owl:unionOf them";
        let Some(node) = self.objects(property, predicate).first().map(text) else {
            return Err(format!("<{property}> has no {shown}: {hint}"));
        };
        let members = match self.objects(&node, &format!("{OWL}unionOf")).first().map(text) {
            Some(list) => self.list(list),
            None => vec![node],
        };
        let class = |iri: &String| {
            let found = iri.strip_prefix(NAMESPACE).and_then(Class::from_name);
            found.ok_or_else(|| format!("<{property}> has {shown} <{iri}>: {hint}"))
        };
        members.iter().map(class).collect()
    }

    fn list(&self, mut node: String) -> Vec<String> {
        let mut members = Vec::new();
        while let Some(first) = self.objects(&node, rdf::FIRST.as_str()).first() {
            members.push(text(first));
            let rest = self.objects(&node, rdf::REST.as_str()).first().map(text);
            match rest.filter(|_| members.len() < Class::ALL.len()) {
                Some(rest) => node = rest,
                None => break,
            }
        }
        members
    }
}

fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
