//! The graph as a data set: the counts are those of its triples, and what was asked for is in it.

use std::collections::BTreeSet;

use gureum_query::describe::{self, DescribeOptions, DescriptionFormat};
use gureum_store::{GraphFilter, Store};
use oxrdf::{Term, Triple};

use crate::world;

const DATASET: &str = "https://w3id.org/gureum/dataset";

/// Values of a property, `void:triples` by its short name.
fn values(description: &[Triple], subject: &str, property: &str) -> Vec<String> {
    let predicate = gureum_query::prefixes::expand(property).unwrap();
    let of = |triple: &&Triple| {
        triple.subject.to_string() == format!("<{subject}>") && triple.predicate.as_str() == predicate
    };
    let text = |triple: &Triple| match &triple.object {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    };
    description.iter().filter(of).map(text).collect()
}

fn described(store: &Store) -> Vec<Triple> {
    describe::describe(store, &DescribeOptions::default()).unwrap()
}

fn part(name: &str) -> String {
    format!("{DATASET}#{name}")
}

#[test]
fn counts_are_those_of_the_triples() {
    let store = world::store();
    let description = described(&store);
    let quads: Vec<_> = store.matching(None, None, None, &GraphFilter::Any).collect();
    let distinct: BTreeSet<String> =
        quads.iter().map(|q| format!("{} {} {}", q.subject, q.predicate, q.object)).collect();
    assert!(distinct.len() < quads.len(), "some triple is in two graphs, so that the test can tell");
    assert_eq!(values(&description, DATASET, "void:triples"), [distinct.len().to_string()]);
    let subjects: BTreeSet<String> = quads.iter().map(|q| q.subject.to_string()).collect();
    assert_eq!(values(&description, DATASET, "void:distinctSubjects"), [subjects.len().to_string()]);

    let holds = part("holds");
    assert_eq!(values(&description, &holds, "void:triples"), [store.default_len().to_string()]);
    // 구름바다 and 새벽컴퓨팅, in both directions, although two articles say it.
    let partners = part("holds-property-gu.partnersWith");
    assert!(values(&description, &holds, "void:propertyPartition").contains(&partners));
    assert_eq!(values(&description, &partners, "void:triples"), ["2"]);
    assert_eq!(values(&description, &part("articles-class-gu.Article"), "void:entities"), ["2"]);
}

#[test]
fn sources_and_links_are_counted() {
    let description = described(&world::store());
    assert_eq!(values(&description, &part("articles"), "void:documents"), ["2"]);
    let first = part("source-하늘신문");
    assert!(values(&description, DATASET, "prov:wasDerivedFrom").contains(&first));
    assert_eq!(values(&description, &first, "void:documents"), ["1"]);
    let period = values(&description, &first, "dcterms:temporal").remove(0);
    assert_eq!(values(&description, &period, "dcat:startDate"), ["2024-06-04"]);

    let links = part("links-wikidata-owl.sameAs");
    assert_eq!(values(&description, &links, "void:triples"), ["1"]);
    assert_eq!(values(&description, &links, "void:linkPredicate"), ["http://www.w3.org/2002/07/owl#sameAs"]);
    let target = values(&description, &links, "void:objectsTarget").remove(0);
    assert_eq!(values(&description, &target, "void:uriSpace"), ["http://www.wikidata.org/entity/"]);
}

#[test]
fn what_is_not_in_the_store_is_given() {
    let store = world::store();
    assert!(values(&described(&store), DATASET, "dcterms:license").is_empty(), "no licence is made up");
    assert_eq!(values(&described(&store), DATASET, "dcterms:rights").len(), 1);
    let options = DescribeOptions {
        licence: Some("https://creativecommons.org/licenses/by/4.0/".to_owned()),
        dumps: vec!["https://example.org/graph.nq".to_owned()],
        endpoint: Some("https://example.org/sparql".to_owned()),
    };
    let description = describe::describe(&store, &options).unwrap();
    assert_eq!(
        values(&description, DATASET, "dcterms:license"),
        ["https://creativecommons.org/licenses/by/4.0/"]
    );
    assert_eq!(values(&description, DATASET, "void:dataDump"), options.dumps);
    assert_eq!(values(&description, DATASET, "void:sparqlEndpoint"), [options.endpoint.clone().unwrap()]);
    let wrong = DescribeOptions { licence: Some("CC BY".to_owned()), ..DescribeOptions::default() };
    assert!(describe::describe(&store, &wrong).unwrap_err().contains("'CC BY', the licence"));
}

#[test]
fn a_graph_of_nothing_is_described_too() {
    let description = described(&Store::in_memory());
    assert_eq!(values(&description, DATASET, "void:triples"), ["0"]);
    assert!(values(&description, DATASET, "void:subset").is_empty());
}

#[test]
fn turtle_and_n_triples_say_the_same() {
    let description = described(&world::store());
    let text = |format| {
        let mut out = Vec::new();
        assert_eq!(describe::write(&description, format, &mut out).unwrap(), description.len());
        String::from_utf8(out).unwrap()
    };
    let turtle = text(DescriptionFormat::Turtle);
    let read: BTreeSet<String> = oxttl::TurtleParser::new()
        .for_slice(turtle.as_bytes())
        .map(|triple| format!("{} .", triple.unwrap()))
        .collect();
    let lines: BTreeSet<String> = text(DescriptionFormat::NTriples).lines().map(str::to_owned).collect();
    assert_eq!(read, lines);
    let json = text(DescriptionFormat::JsonLd);
    assert!(json.starts_with('[') || json.starts_with('{'), "{json}");
    assert!(!turtle.contains("_:"), "no blank nodes");
}
