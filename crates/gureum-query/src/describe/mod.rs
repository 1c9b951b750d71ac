//! The graph as a data set: VoID and DCAT, so that catalogues and crawlers know what is in it.
//!
//! Everything is counted in the store, nothing is remembered: equal graphs give equal descriptions.
//! There is no date of making in it, for want of a clock; what it was made from is there instead: articles
//! by publisher and day, and the hashes of rules, dictionary and ontology.
//!
//! There are no blank nodes: parts, partitions and link sets are named after the data set.

mod counts;
mod sources;
mod triples;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use gureum_model::iri::{self, DATASET};
use gureum_model::vocabulary::NAMESPACE;
use gureum_store::Store;
use oxrdf::Triple;
use oxrdf::vocab::{rdf, rdfs};

use crate::prefixes;
use crate::results::{WriteError, rdf as written};
use counts::{Counts, Part, Triples, named};
use sources::Source;
use triples::{DCAT, DCTERMS, Description, FOAF, PROV, SCHEMA, VOID};

/// What the store cannot know of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DescribeOptions {
    /// IRI of the licence that the facts are given under. Without one the description names the rights, and
    /// no licence: articles and their quotes belong to their publishers in any case.
    pub licence: Option<String>,
    /// Where the whole graph can be fetched as N-Quads.
    pub dumps: Vec<String>,
    /// Where it answers SPARQL.
    pub endpoint: Option<String>,
}

/// A way to write a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DescriptionFormat {
    /// Turtle.
    Turtle,
    /// N-Triples.
    NTriples,
    /// JSON-LD.
    JsonLd,
}

impl DescriptionFormat {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Turtle, Self::NTriples, Self::JsonLd];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::NTriples => "ntriples",
            Self::JsonLd => "jsonld",
        }
    }
}

impl fmt::Display for DescriptionFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for DescriptionFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|format| format.name() == text);
        found.ok_or_else(|| format!("'{text}' is no format of a description: use turtle, ntriples or jsonld"))
    }
}

/// Data sets that entities are linked to, by the beginning of their IRIs.
const TARGETS: [(&str, &str, &str, &str); 6] = [
    ("wikidata", "Wikidata", "http://www.wikidata.org/entity/", "https://www.wikidata.org/"),
    ("dbpedia", "DBpedia", "http://dbpedia.org/resource/", "https://www.dbpedia.org/"),
    ("dbpedia-ko", "DBpedia (한국어)", "http://ko.dbpedia.org/resource/", "http://ko.dbpedia.org/"),
    ("ror", "ROR", "https://ror.org/", "https://ror.org/"),
    ("geonames", "GeoNames", "https://sws.geonames.org/", "https://www.geonames.org/"),
    ("gureum-schemes", "gureum ontology", NAMESPACE, "https://w3id.org/gureum/ontology"),
];

/// Predicates that link a thing to what others call the same, or nearly the same.
const LINKING: [&str; 3] = [
    "http://www.w3.org/2002/07/owl#sameAs",
    "http://www.w3.org/2004/02/skos/core#exactMatch",
    "http://www.w3.org/2004/02/skos/core#closeMatch",
];

/// The description as triples, in reading order, each once.
///
/// Reads the store once; memory and time grow with its quads.
///
/// # Errors
/// If an address in `options` is no absolute IRI: the message says which.
pub fn describe(store: &Store, options: &DescribeOptions) -> Result<Vec<Triple>, String> {
    let (all, publishers) = sources::sources(store);
    let triples = Triples::read(store);
    let mut out = Description::default();

    out.a(DATASET, &[&void("Dataset"), &dcat("Dataset")]);
    head(&mut out, store, options)?;
    out.literal(DATASET, &void("uriSpace"), iri::ENTITY);
    for example in triples.examples(3) {
        out.iri(DATASET, &void("exampleResource"), &example);
    }
    let whole = triples.whole();
    for vocabulary in vocabularies(&whole) {
        out.iri(DATASET, &void("vocabulary"), vocabulary);
    }
    period(&mut out, DATASET, &all);
    out.iri(DATASET, &format!("{PROV}wasGeneratedBy"), &iri::dataset_part("build"));
    for publisher in publishers.keys() {
        out.iri(DATASET, &format!("{PROV}wasDerivedFrom"), &source_iri(publisher.as_deref()));
    }
    let parts: Vec<(Part, Counts)> =
        Part::ALL.into_iter().filter_map(|part| Some((part, triples.part(part)?))).collect();
    for (part, _) in &parts {
        out.iri(DATASET, &void("subset"), &iri::dataset_part(part_name(*part).0));
    }
    counts(&mut out, DATASET, &whole);
    partitions(&mut out, DATASET, "all", &whole);

    for (part, found) in &parts {
        let (name, ko, en) = part_name(*part);
        let part_iri = iri::dataset_part(name);
        out.a(&part_iri, &[&void("Dataset")]);
        out.text(&part_iri, &format!("{DCTERMS}title"), ko, "ko");
        out.text(&part_iri, &format!("{DCTERMS}title"), en, "en");
        if *part == Part::Articles {
            out.number(&part_iri, &void("documents"), all.articles);
        }
        counts(&mut out, &part_iri, found);
        // The others are what they are in every graph.
        if matches!(part, Part::Holds | Part::Articles | Part::Other) {
            partitions(&mut out, &part_iri, name, found);
        }
    }
    link_sets(&mut out, &triples);
    for (publisher, source) in &publishers {
        describe_source(&mut out, publisher.as_deref(), source);
    }
    build(&mut out, store);
    access(&mut out, options)?;
    Ok(out.into_triples())
}

/// Writes a description; returns the number of its triples.
///
/// # Errors
/// Those of `out`.
pub fn write(description: &[Triple], format: DescriptionFormat, out: &mut impl Write) -> io::Result<usize> {
    let triples = description.iter().cloned().map(Ok);
    let written = match format {
        DescriptionFormat::Turtle => written::turtle(triples, out),
        DescriptionFormat::NTriples => written::plain(triples, oxrdfio::RdfFormat::NTriples, out),
        DescriptionFormat::JsonLd => {
            let mut writer = oxjsonld::JsonLdSerializer::new().for_writer(&mut *out);
            for triple in description {
                writer.serialize_quad(triple.as_ref().in_graph(oxrdf::GraphNameRef::DefaultGraph))?;
            }
            writer.finish()?;
            Ok(description.len())
        }
    };
    written.map_err(|error| match error {
        WriteError::Output(error) => error,
        other => io::Error::other(other),
    })
}

fn void(name: &str) -> String {
    format!("{VOID}{name}")
}

fn dcat(name: &str) -> String {
    format!("{DCAT}{name}")
}

fn head(out: &mut Description, store: &Store, options: &DescribeOptions) -> Result<(), String> {
    let dcterms = |name: &str| format!("{DCTERMS}{name}");
    out.text(DATASET, &dcterms("title"), "공공 클라우드 뉴스 지식 그래프", "ko");
    out.text(DATASET, &dcterms("title"), "Knowledge graph of Korean public cloud news", "en");
    out.text(
        DATASET,
        &dcterms("description"),
        "공공 클라우드에 관한 한국어 뉴스에서 규칙으로 읽은 사실. 사실마다 문장과 규칙이 근거로 붙는다.",
        "ko",
    );
    out.text(
        DATASET,
        &dcterms("description"),
        "Facts that rules read in Korean news about the public cloud; each cites its sentence and its rule.",
        "en",
    );
    for keyword in ["공공 클라우드", "지식 그래프", "뉴스"] {
        out.text(DATASET, &dcat("keyword"), keyword, "ko");
    }
    for keyword in ["public cloud", "knowledge graph", "news", "South Korea"] {
        out.text(DATASET, &dcat("keyword"), keyword, "en");
    }
    for language in ["ko", "en"] {
        out.literal(DATASET, &dcterms("language"), language);
    }
    let ontology = format!("{}/{}", NAMESPACE.trim_end_matches('#'), store.ontology_version());
    out.iri(DATASET, &dcterms("conformsTo"), &ontology);
    if let Some(licence) = &options.licence {
        out.address(DATASET, &dcterms("license"), licence, "the licence")?;
    }
    let rights = iri::dataset_part("rights");
    out.iri(DATASET, &dcterms("rights"), &rights);
    out.a(&rights, &[&dcterms("RightsStatement")]);
    out.text(
        &rights,
        rdfs::LABEL.as_str(),
        "사실은 gureum이 기사에서 읽은 것이다. 기사와 그 인용은 각 언론사의 것이다.",
        "ko",
    );
    out.text(
        &rights,
        rdfs::LABEL.as_str(),
        "The facts were read by gureum. Articles, and what is quoted of them, belong to their publishers.",
        "en",
    );
    Ok(())
}

/// Name in IRIs, and titles.
fn part_name(part: Part) -> (&'static str, &'static str, &'static str) {
    match part {
        Part::Holds => ("holds", "지금 성립하는 것 (기본 그래프)", "what holds (the default graph)"),
        Part::Articles => {
            ("articles", "기사들이 말하는 것: 사실, 주장, 근거", "what articles say: facts, claims, evidence")
        }
        Part::Derived => ("derived", "따라 나오는 것과 센 것", "what follows, and counts"),
        Part::Registry => ("registry", "등록부의 개체", "entities of the registry"),
        Part::Ontology => ("ontology", "온톨로지", "the ontology"),
        Part::Links => ("links", "다른 데이터로 가는 링크", "links into other data sets"),
        Part::Other => ("other", "그 밖의 그래프", "other graphs"),
    }
}

fn counts(out: &mut Description, node: &str, counts: &Counts) {
    out.number(node, &void("triples"), counts.triples);
    out.number(node, &void("entities"), counts.entities);
    out.number(node, &void("distinctSubjects"), counts.subjects);
    out.number(node, &void("distinctObjects"), counts.objects);
    out.number(node, &void("classes"), counts.classes.len());
    out.number(node, &void("properties"), counts.properties.len());
}

/// One partition for each class and for each property.
fn partitions(out: &mut Description, node: &str, name: &str, counts: &Counts) {
    let part = |kind: &str, term: &str| iri::dataset_part(&format!("{name}-{kind}-{}", short(term)));
    for class in counts.classes.keys() {
        out.iri(node, &void("classPartition"), &part("class", class));
    }
    for property in counts.properties.keys() {
        out.iri(node, &void("propertyPartition"), &part("property", property));
    }
    for (class, members) in &counts.classes {
        let partition = part("class", class);
        out.iri(&partition, &void("class"), class);
        out.number(&partition, &void("entities"), *members);
    }
    for (property, [triples, subjects, objects]) in &counts.properties {
        let partition = part("property", property);
        out.iri(&partition, &void("property"), property);
        out.number(&partition, &void("triples"), *triples);
        out.number(&partition, &void("distinctSubjects"), *subjects);
        out.number(&partition, &void("distinctObjects"), *objects);
    }
}

/// `gu.partnersWith`; a term without a prefix keeps its IRI.
fn short(term: &str) -> String {
    match prefixes::split(term) {
        Some((prefix, local)) => format!("{prefix}.{local}"),
        None => term.to_owned(),
    }
}

/// Namespaces of the vocabularies that the graph's classes and properties are from.
fn vocabularies(counts: &Counts) -> Vec<&'static str> {
    let used = counts.classes.keys().chain(counts.properties.keys());
    let used: std::collections::BTreeSet<&str> =
        used.filter_map(|term| Some(prefixes::split(term)?.0)).collect();
    let known = prefixes::BUILT_IN.into_iter().filter(|(prefix, _)| used.contains(prefix));
    known.map(|(_, namespace)| namespace).collect()
}

fn period(out: &mut Description, node: &str, source: &Source) {
    let Some((first, last)) = &source.days else { return };
    let period = iri::dataset_part(&format!("days-{first}-{last}"));
    out.iri(node, &format!("{DCTERMS}temporal"), &period);
    out.a(&period, &[&format!("{DCTERMS}PeriodOfTime")]);
    out.date(&period, &dcat("startDate"), first);
    out.date(&period, &dcat("endDate"), last);
}

fn source_iri(publisher: Option<&str>) -> String {
    iri::dataset_part(&publisher.map_or_else(|| "source".to_owned(), |name| format!("source-{name}")))
}

fn describe_source(out: &mut Description, publisher: Option<&str>, source: &Source) {
    let node = source_iri(publisher);
    out.a(&node, &[&format!("{PROV}Entity")]);
    let (ko, en) = match publisher {
        Some(name) => (format!("{name}의 기사"), format!("articles of {name}")),
        None => ("매체를 밝히지 않은 기사".to_owned(), "articles that name no publisher".to_owned()),
    };
    out.text(&node, &format!("{DCTERMS}title"), &ko, "ko");
    out.text(&node, &format!("{DCTERMS}title"), &en, "en");
    if let Some(name) = publisher {
        let agent = iri::dataset_part(&format!("publisher-{name}"));
        out.iri(&node, &format!("{DCTERMS}publisher"), &agent);
        out.a(&agent, &[&format!("{FOAF}Organization"), &format!("{PROV}Agent")]);
        out.text(&agent, &format!("{FOAF}name"), name, "ko");
    }
    out.number(&node, &void("documents"), source.articles);
    period(out, &node, source);
}

/// The program and what it worked with, each input with its hash or version.
fn build(out: &mut Description, store: &Store) {
    let build = iri::dataset_part("build");
    out.a(&build, &[&format!("{PROV}Activity")]);
    out.text(&build, rdfs::LABEL.as_str(), "규칙으로 기사를 읽음", "ko");
    out.text(&build, rdfs::LABEL.as_str(), "reading the articles by rules", "en");
    let program = iri::dataset_part("program");
    out.iri(&build, &format!("{PROV}wasAssociatedWith"), &program);
    let inputs = store.inputs().iter().filter(|(name, _)| *name != "program");
    let inputs: Vec<(String, &String, &String)> =
        inputs.map(|(name, hash)| (iri::dataset_part(&format!("input-{name}")), name, hash)).collect();
    for (node, _, _) in &inputs {
        out.iri(&build, &format!("{PROV}used"), node);
    }
    out.a(&program, &[&format!("{PROV}SoftwareAgent")]);
    out.literal(&program, &format!("{FOAF}name"), "gureum");
    if let Some(version) = store.inputs().get("program") {
        out.literal(&program, &format!("{SCHEMA}softwareVersion"), version);
    }
    for (node, name, hash) in inputs {
        out.a(&node, &[&format!("{PROV}Entity")]);
        out.literal(&node, rdfs::LABEL.as_str(), name);
        out.literal(&node, &format!("{DCTERMS}identifier"), hash);
    }
}

/// The links of entities to other data sets, by target and predicate.
fn link_sets(out: &mut Description, triples: &Triples) {
    let mut sizes: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let mut targets: BTreeMap<String, (String, String, Option<&str>)> = BTreeMap::new();
    for (at, predicate) in LINKING.iter().enumerate() {
        for (subject, object) in triples.with(predicate) {
            let (Some(subject), Some(object)) = (named(subject), named(object)) else { continue };
            if !subject.starts_with(iri::ENTITY) || object.starts_with(iri::ENTITY) {
                continue;
            }
            let known = TARGETS.iter().find(|(_, _, space, _)| object.starts_with(space));
            let (name, title, space, home) = match known {
                Some((name, title, space, home)) => {
                    ((*name).to_owned(), (*title).to_owned(), (*space).to_owned(), Some(*home))
                }
                None => {
                    let site = site_of(object);
                    (site.clone(), site.clone(), site, None)
                }
            };
            targets.entry(name.clone()).or_insert((title, space, home));
            *sizes.entry((name, at)).or_default() += 1;
        }
    }
    let target = |name: &str| iri::dataset_part(&format!("target-{name}"));
    for ((name, at), size) in &sizes {
        let predicate = LINKING[*at];
        let set = iri::dataset_part(&format!("links-{name}-{}", short(predicate)));
        out.iri(DATASET, &void("subset"), &set);
        out.a(&set, &[&void("Linkset")]);
        out.iri(&set, &void("linkPredicate"), predicate);
        out.iri(&set, &void("subjectsTarget"), DATASET);
        out.iri(&set, &void("objectsTarget"), &target(name));
        out.number(&set, &void("triples"), *size);
    }
    for (name, (title, space, home)) in &targets {
        let node = target(name);
        out.a(&node, &[&void("Dataset")]);
        out.literal(&node, &format!("{DCTERMS}title"), title);
        out.literal(&node, &void("uriSpace"), space);
        if let Some(home) = home {
            out.iri(&node, &format!("{FOAF}homepage"), home);
        }
    }
}

/// Scheme and host of an IRI.
fn site_of(iri: &str) -> String {
    let host = iri.find("://").map_or(0, |at| at + 3);
    let end = iri[host..].find('/').map_or(iri.len(), |at| host + at + 1);
    iri[..end].to_owned()
}

/// Where it can be had, and the catalogue that lists it.
fn access(out: &mut Description, options: &DescribeOptions) -> Result<(), String> {
    let catalogue = iri::dataset_part("catalog");
    out.a(&catalogue, &[&dcat("Catalog")]);
    out.text(&catalogue, &format!("{DCTERMS}title"), "gureum 데이터 목록", "ko");
    out.text(&catalogue, &format!("{DCTERMS}title"), "data sets of gureum", "en");
    out.iri(&catalogue, &dcat("dataset"), DATASET);
    for (at, dump) in options.dumps.iter().enumerate() {
        let node = iri::dataset_part(&format!("dump-{}", at + 1));
        out.address(DATASET, &void("dataDump"), dump, "the dump")?;
        out.iri(DATASET, &dcat("distribution"), &node);
        out.a(&node, &[&dcat("Distribution")]);
        out.address(&node, &dcat("accessURL"), dump, "the dump")?;
        out.address(&node, &dcat("downloadURL"), dump, "the dump")?;
        out.iri(
            &node,
            &dcat("mediaType"),
            "https://www.iana.org/assignments/media-types/application/n-quads",
        );
    }
    if let Some(endpoint) = &options.endpoint {
        let node = iri::dataset_part("sparql");
        out.address(DATASET, &void("sparqlEndpoint"), endpoint, "the endpoint")?;
        out.iri(&catalogue, &dcat("service"), &node);
        out.a(&node, &[&dcat("DataService")]);
        out.text(&node, &format!("{DCTERMS}title"), "SPARQL", "en");
        out.address(&node, &dcat("endpointURL"), endpoint, "the endpoint")?;
        out.iri(&node, &dcat("servesDataset"), DATASET);
    }
    out.iri(&iri::dataset_part("description"), rdf::TYPE.as_str(), &void("DatasetDescription"));
    out.iri(&iri::dataset_part("description"), &format!("{FOAF}primaryTopic"), DATASET);
    Ok(())
}
