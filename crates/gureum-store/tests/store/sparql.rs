//! Queries: forms of answers, errors with their place, stopping in time; and the same answers as
//! Oxigraph's own store gives.

use std::time::Duration;

use crate::newsroom::{article, dump, org, prefixes, rows, store_of};
use gureum_model::{Modality, Property, Qualifiers};
use gureum_store::{Answer, Cancellation, GraphFilter, QueryError, QueryOptions, Store};
use oxrdf::{NamedNode, Term};

fn small() -> Store {
    store_of(&[
        article("a").says("가나", Property::PartnersWith, "다라").says(
            "다라",
            Property::CompetesWith,
            "마바",
        ),
        article("b")
            .says("가나", Property::PartnersWith, "다라")
            .puts("마바", Property::PartnersWith, "가나", Modality::Planned)
            .amount("사업", Property::Budget, 25_000_000_000, Qualifiers::default()),
    ])
}

#[test]
fn every_form_of_query_answers() {
    let store = small();
    let ask = "ASK { ?x gu:budget 25000000000 }";
    assert!(matches!(store.query(ask, &prefixes()), Ok(Answer::Boolean(true))));
    let Ok(Answer::Graph(triples)) = store.query("CONSTRUCT WHERE { ?s gu:partnersWith ?o }", &prefixes())
    else {
        panic!("CONSTRUCT gives a graph");
    };
    assert_eq!(triples.map(Result::unwrap).count(), 2);
    let describe = format!("DESCRIBE {}", org("가나"));
    let Ok(Answer::Graph(triples)) = store.query(&describe, &prefixes()) else {
        panic!("DESCRIBE gives a graph");
    };
    assert!(triples.map(Result::unwrap).any(|triple| triple.predicate.as_str().ends_with("partnersWith")));
    let Ok(Answer::Solutions(solutions)) = store.query("SELECT ?a ?b { ?a gu:competesWith ?b }", &prefixes())
    else {
        panic!("SELECT gives solutions");
    };
    assert_eq!(solutions.variables(), ["a", "b"]);
    assert_eq!(solutions.count(), 2);
}

#[test]
fn a_syntax_error_has_its_place() {
    match small().query("SELECT ?가\nWHERE ?s ?p ?o }", &QueryOptions::default()) {
        Err(QueryError::Syntax { line: Some(2), column: Some(7), .. }) => {}
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("that is not SPARQL"),
    }
}

#[test]
fn values_can_be_given() {
    let options = QueryOptions { bindings: vec![("x".to_owned(), org("가나").into())], ..prefixes() };
    let store = small();
    let Ok(Answer::Solutions(solutions)) = store.query("SELECT ?x ?o { ?x gu:partnersWith ?o }", &options)
    else {
        panic!("it is a SELECT query");
    };
    assert_eq!(
        solutions.map(|row| row.unwrap()[1].clone()).collect::<Vec<_>>(),
        [Some(Term::from(org("다라")))]
    );
    let options = QueryOptions { bindings: vec![("no such".to_owned(), org("가나").into())], ..prefixes() };
    assert!(matches!(small().query("SELECT * { ?x ?p ?o }", &options), Err(QueryError::Options(_))));
}

/// The services of others are not asked: it would be an open door into the inner network.
#[test]
fn no_query_leaves_the_machine() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let query =
        format!("SELECT * {{ SERVICE <http://{}/sparql> {{ ?s ?p ?o }} }}", listener.local_addr().unwrap());
    let outcome = match small().query(&query, &QueryOptions::default()) {
        Ok(Answer::Solutions(mut rows)) => rows.next().map(|row| row.map(|_| ())),
        Err(error) => Some(Err(error)),
        Ok(_) => None,
    };
    assert!(matches!(outcome, Some(Err(QueryError::Refused(_)))), "{outcome:?}");
    assert!(listener.accept().is_err(), "somebody called");
}

const EVERYTHING: &str = "SELECT * { GRAPH ?g { ?s ?p ?o } }";

#[test]
fn a_query_ends_when_its_time_is_over() {
    let options = QueryOptions { timeout: Some(Duration::ZERO), ..QueryOptions::default() };
    let store = small();
    let outcome = match store.query(EVERYTHING, &options) {
        Ok(Answer::Solutions(mut rows)) => rows.next().map(|row| row.map(|_| ())),
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    };
    assert_eq!(outcome, Some(Err(QueryError::TimedOut(Duration::ZERO))));
}

#[test]
fn a_query_can_be_stopped_between_its_rows() {
    let cancellation = Cancellation::new();
    let options = QueryOptions { cancellation: Some(cancellation.clone()), ..QueryOptions::default() };
    let store = small();
    let Ok(Answer::Solutions(mut rows)) = store.query(EVERYTHING, &options) else {
        panic!("it is a SELECT query");
    };
    assert!(rows.next().unwrap().is_ok());
    cancellation.cancel();
    assert_eq!(rows.next().unwrap(), Err(QueryError::Cancelled));
    let Ok(Answer::Solutions(mut others)) = store.query(EVERYTHING, &QueryOptions::default()) else {
        panic!("it is a SELECT query");
    };
    assert!(others.all(|row| row.is_ok()), "others go on");
}

/// A server's clock starts before the query's, so it rings first: on a busy machine its client was told of a
/// cancellation that nobody had asked for.
#[test]
fn a_clock_outside_ends_a_query_as_its_own_would() {
    let cancellation = Cancellation::new();
    let time = Duration::from_secs(3600);
    let options = QueryOptions {
        timeout: Some(time),
        cancellation: Some(cancellation.clone()),
        ..QueryOptions::default()
    };
    let store = small();
    let Ok(Answer::Solutions(mut rows)) = store.query(EVERYTHING, &options) else {
        panic!("it is a SELECT query");
    };
    assert!(rows.next().unwrap().is_ok());
    cancellation.time_out();
    assert_eq!(rows.next().unwrap(), Err(QueryError::TimedOut(time)));
}

#[test]
fn look_ups_find_what_is_there() {
    let store = small();
    let partners = NamedNode::new("https://w3id.org/gureum/ontology#partnersWith").unwrap();
    let find = |graph: &GraphFilter| store.matching(Some(&org("가나")), Some(&partners), None, graph).count();
    assert_eq!(find(&GraphFilter::Default), 1);
    assert_eq!(find(&GraphFilter::AnyNamed), 0, "plain edges are derived");
    assert_eq!(store.matching(None, None, Some(&partners.clone().into()), &GraphFilter::AnyNamed).count(), 3);
    let named = GraphFilter::Named(crate::newsroom::article_iri("b"));
    assert_eq!(store.matching(None, None, Some(&partners.into()), &named).count(), 2);
    assert_eq!(store.matching(Some(&org("없는")), None, None, &GraphFilter::Any).count(), 0);
    assert_eq!(store.matching(None, None, None, &GraphFilter::Any).count(), store.len());
}

/// Oxigraph's evaluator runs here on our own indexes; its own store is the second opinion.
#[test]
fn the_answers_are_those_of_oxigraphs_store() {
    let drafts: Vec<_> = (0..12_u32)
        .map(|n| {
            let name = |k: u32| ["가나", "다라", "마바", "사아", "자차"][(k % 5) as usize];
            article(&format!("n{n}"))
                .says(name(n), Property::PartnersWith, name(n + 1))
                .puts(name(n), Property::SubsidiaryOf, name(n * 3 + 2), Modality::ALL[(n % 4) as usize])
                .amount(name(n), Property::Revenue, i64::from(n) * 100, crate::newsroom::in_year(2020))
        })
        .collect();
    let store = store_of(&drafts);
    let theirs = oxigraph::store::Store::new().unwrap();
    theirs.load_from_slice(oxigraph::io::RdfFormat::NQuads, &dump(&store)).unwrap();
    for query in [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "SELECT DISTINCT ?g { GRAPH ?g { ?s gu:modality gu:asserted } }",
        "SELECT ?a ?c { ?a gu:partnersWith/gu:partnersWith ?c FILTER(?a != ?c) }",
        "SELECT ?a ?c { ?a (gu:partnersWith|^gu:subsidiaryOf)+ ?c }",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p",
        "SELECT ?m (COUNT(DISTINCT ?c) AS ?n) { GRAPH ?g { ?c gu:modality ?m } } GROUP BY ?m",
        "SELECT ?s ?v { GRAPH ?g { ?f rdf:subject ?s ; rdf:predicate gu:revenue ; rdf:object ?v } FILTER(?v > 400) }",
        "SELECT ?x ?y { GRAPH ?g { ?f rdf:object ?v } BIND(?v + 1 AS ?x) BIND(CONCAT(STR(?v), '원') AS ?y) }",
        "SELECT ?label ?o { ?s rdfs:label ?label OPTIONAL { ?s gu:subsidiaryOf ?o } }",
        "SELECT ?s { ?s a gu:Organization MINUS { ?s gu:subsidiaryOf ?o } }",
        "SELECT ?q FROM <https://w3id.org/gureum/article/n1> FROM <https://w3id.org/gureum/article/n2> { ?e gu:quote ?q }",
        "SELECT ?q ?g FROM NAMED <https://w3id.org/gureum/article/n3> { GRAPH ?g { ?e gu:quote ?q } }",
        "SELECT ?n { GRAPH <https://w3id.org/gureum/graph/derived> { ?f gu:articleCount ?n } VALUES ?n { 1 2 3 } }",
        "SELECT ?c { GRAPH ?g { ?c gu:fact ?f . FILTER NOT EXISTS { ?c gu:modality gu:asserted } } }",
        "SELECT ?s { ?s ?p ?o . FILTER(CONTAINS(STR(?o), '나')) }",
        "SELECT ?day { ?a dcterms:issued ?day FILTER(?day >= '2024-01-01'^^<http://www.w3.org/2001/XMLSchema#date>) }",
        "SELECT ?o { <https://w3id.org/gureum/id/org/없는이름> ?p ?o }",
    ] {
        let mut ours = rows(&store, query);
        let mut evaluator = oxigraph::sparql::SparqlEvaluator::new();
        for (name, iri) in prefixes().prefixes {
            evaluator = evaluator.with_prefix(name, iri).unwrap();
        }
        let results = evaluator.parse_query(query).unwrap().on_store(&theirs).execute().unwrap();
        let oxigraph::sparql::QueryResults::Solutions(solutions) = results else { panic!("{query}") };
        let mut expected: Vec<Vec<String>> = solutions
            .map(|row| {
                row.unwrap()
                    .values()
                    .iter()
                    .map(|t| t.as_ref().map_or(String::new(), Term::to_string))
                    .collect()
            })
            .collect();
        ours.sort();
        expected.sort();
        assert_eq!(ours, expected, "{query}");
        let empty = query.contains("없는이름");
        assert_eq!(ours.is_empty(), empty, "{query}");
    }
}
