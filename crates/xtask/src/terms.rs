//! Every term of the ontology with what is said of it, by module: what the page and the picture show.

use std::fmt::Write as _;

use oxrdf::Term;

use crate::turtle::{Triples, text};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const DCTERMS: &str = "http://purl.org/dc/terms/";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Namespaces that names are shortened by.
const PREFIXES: [(&str, &str); 11] = [
    ("rdf", RDF),
    ("rdfs", RDFS),
    ("owl", OWL),
    ("skos", SKOS),
    ("xsd", XSD),
    ("dcterms", DCTERMS),
    ("schema", "http://schema.org/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
];

/// The ontology as it is read by people.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Its IRI, without `#`.
    pub(crate) iri: String,
    /// `owl:versionInfo`.
    pub(crate) version: String,
    /// `owl:versionIRI`.
    pub(crate) version_iri: String,
    /// Title in Korean and English.
    pub(crate) title: Both,
    /// Description in Korean and English.
    pub(crate) description: Both,
    /// Modules that define terms, in the order of the imports.
    pub(crate) modules: Vec<Module>,
}

/// A Korean text and its English one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Both {
    pub(crate) ko: String,
    pub(crate) en: String,
}

/// A module and its terms in reading order.
#[derive(Debug)]
pub(crate) struct Module {
    /// Last segment of its IRI.
    pub(crate) name: String,
    pub(crate) title: Both,
    pub(crate) terms: Vec<Entry>,
}

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Class,
    Datatype,
    ObjectProperty,
    DatatypeProperty,
    AnnotationProperty,
    Concept,
}

/// A term.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Local name.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) label: Both,
    pub(crate) definition: Both,
    pub(crate) example: Option<String>,
    /// Short names of the classes of its subjects.
    pub(crate) domain: Vec<String>,
    /// Short names of the classes or datatypes of its objects.
    pub(crate) range: Vec<String>,
    /// Whether it only reads another property backwards.
    pub(crate) inverse_only: bool,
    /// Whether the extractor fills it in.
    pub(crate) extracted: bool,
    /// Whether it holds in both directions.
    pub(crate) symmetric: bool,
    /// What else is said: how it is called, and short names.
    pub(crate) also: Vec<(Both, Vec<String>)>,
}

impl Vocabulary {
    /// Collects the terms of the ontology whose header has a version.
    pub(crate) fn read(triples: &Triples) -> Self {
        let headers = triples.subjects(&rdf("type"), &owl("Ontology"));
        let versioned = |iri: &&String| triples.objects(iri, &owl("versionInfo")).next().is_some();
        let iri = headers.iter().find(versioned).cloned().unwrap_or_default();
        let one = |property: String| triples.objects(&iri, &property).next().map(text).unwrap_or_default();
        let modules = headers.iter().map(|module| Module {
            name: module.rsplit('/').next().unwrap_or_default().to_owned(),
            title: both(triples, module, &format!("{DCTERMS}title")),
            terms: triples
                .subjects(&rdfs("isDefinedBy"), module)
                .iter()
                .filter_map(|term| entry(triples, &iri, term))
                .collect(),
        });
        Self {
            version: one(owl("versionInfo")),
            version_iri: one(owl("versionIRI")),
            title: both(triples, &iri, &format!("{DCTERMS}title")),
            description: both(triples, &iri, &format!("{DCTERMS}description")),
            modules: modules.filter(|module| !module.terms.is_empty()).collect(),
            iri,
        }
    }

    /// Every term, module by module.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &Entry> {
        self.modules.iter().flat_map(|module| &module.terms)
    }
}

fn entry(triples: &Triples, ontology: &str, iri: &str) -> Option<Entry> {
    let name = iri.strip_prefix(ontology)?.strip_prefix('#')?.to_owned();
    let is_a = |class: &str| triples.has(iri, &rdf("type"), &owl(class));
    let kind = match () {
        () if is_a("ObjectProperty") => Kind::ObjectProperty,
        () if is_a("DatatypeProperty") => Kind::DatatypeProperty,
        () if is_a("AnnotationProperty") => Kind::AnnotationProperty,
        () if triples.has(iri, &rdf("type"), &rdfs("Datatype")) => Kind::Datatype,
        () if is_a("Class") => Kind::Class,
        () => Kind::Concept,
    };
    let marked = |mark: &str| triples.has(iri, &format!("{ontology}#{mark}"), "true");
    let names = |property: String| -> Vec<String> {
        triples
            .objects(iri, &property)
            .flat_map(|node| members(triples, node))
            .map(|n| short(ontology, &n))
            .collect()
    };
    let label = if kind == Kind::Concept { format!("{SKOS}prefLabel") } else { rdfs("label") };
    let mut also = Vec::new();
    let kinds: Vec<String> = [
        ("SymmetricProperty", "대칭 symmetric"),
        ("TransitiveProperty", "추이 transitive"),
        ("FunctionalProperty", "함수 functional"),
    ]
    .into_iter()
    .filter(|(class, _)| is_a(class))
    .map(|(_, shown)| shown.to_owned())
    .collect();
    let backwards = triples.subjects(&owl("inverseOf"), iri).into_iter().map(|i| short(ontology, &i));
    let inverse: Vec<String> = names(owl("inverseOf")).into_iter().chain(backwards).collect();
    let skos = |name: &str| format!("{SKOS}{name}");
    for (ko, en, shown) in [
        ("성질", "characteristics", kinds),
        ("역", "inverse", inverse),
        ("상위 클래스", "subclass of", names(rdfs("subClassOf"))),
        ("상위 속성", "subproperty of", names(rdfs("subPropertyOf"))),
        ("뜻이 가까움", "close match", names(skos("closeMatch"))),
        ("뜻이 같음", "exact match", names(skos("exactMatch"))),
        ("체계", "in scheme", names(skos("inScheme"))),
        ("상위 개념", "broader", names(skos("broader"))),
        ("기호", "notation", names(skos("notation"))),
        ("다른 이름", "other names", names(skos("altLabel"))),
        ("출처", "source", names(format!("{DCTERMS}source"))),
        ("대신 쓸 것", "replaced by", names(format!("{DCTERMS}isReplacedBy"))),
    ] {
        if !shown.is_empty() {
            also.push((Both { ko: ko.to_owned(), en: en.to_owned() }, shown));
        }
    }
    Some(Entry {
        kind,
        label: both(triples, iri, &label),
        definition: both(triples, iri, &format!("{SKOS}definition")),
        example: triples.objects(iri, &format!("{SKOS}example")).next().map(text),
        domain: names(rdfs("domain")),
        range: names(rdfs("range")),
        inverse_only: marked("inverseOnly"),
        extracted: marked("extracted"),
        symmetric: is_a("SymmetricProperty"),
        also,
        name,
    })
}

/// The members of a union, or what the node itself is; nothing for other nodes without a name.
fn members(triples: &Triples, node: &Term) -> Vec<String> {
    if let Some(list) = triples.objects(&text(node), &owl("unionOf")).next() {
        return triples.list(list).iter().map(text).collect();
    }
    match node {
        Term::BlankNode(_) => Vec::new(),
        node => vec![text(node)],
    }
}

fn both(triples: &Triples, iri: &str, property: &str) -> Both {
    let of = |language| triples.in_language(iri, property, language).unwrap_or_default();
    Both { ko: of("ko"), en: of("en") }
}

/// `gu:Claim` as `Claim`, others as `schema:Claim`.
fn short(ontology: &str, iri: &str) -> String {
    if let Some(name) = iri.strip_prefix(ontology).and_then(|rest| rest.strip_prefix('#')) {
        return name.to_owned();
    }
    let known = PREFIXES.iter().find_map(|(prefix, space)| Some((prefix, iri.strip_prefix(space)?)));
    known.map_or_else(|| iri.to_owned(), |(prefix, name)| format!("{prefix}:{name}"))
}

/// The IRI that [`short`] made `name` of; `None` for what is no name.
pub(crate) fn expanded(name: &str) -> Option<String> {
    let (prefix, local) = name.split_once(':')?;
    let (_, space) = PREFIXES.iter().find(|(known, _)| *known == prefix)?;
    Some(format!("{space}{local}"))
}

/// Text with what HTML and SVG give a meaning escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '"' | '\'' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

fn rdf(name: &str) -> String {
    format!("{RDF}{name}")
}

fn rdfs(name: &str) -> String {
    format!("{RDFS}{name}")
}

fn owl(name: &str) -> String {
    format!("{OWL}{name}")
}
