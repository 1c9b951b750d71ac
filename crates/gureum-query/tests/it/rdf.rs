//! A part of the graph as RDF: what is in it, and that every format says the same.

use std::collections::BTreeSet;

use gureum_model::{Modality, iri};
use gureum_query::export::rdf::{self, Subgraph};
use gureum_query::selection::Selection;
use gureum_store::RdfFormat;
use oxrdf::vocab::xsd;
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};
use oxrdfio::RdfParser;
use proptest::prelude::*;

use crate::world::{self, SEA};

fn written(selection: &Selection, format: RdfFormat) -> String {
    let mut file = Vec::new();
    Subgraph::new(&world::store(), selection).write(format, &mut file).unwrap();
    String::from_utf8(file).unwrap()
}

fn read(file: &str, format: RdfFormat) -> BTreeSet<String> {
    let format = oxrdfio::RdfFormat::from_extension(format.extension()).unwrap();
    let quads = RdfParser::from_format(format).for_slice(file.as_bytes());
    quads.map(|quad| quad.unwrap().to_string()).collect()
}

fn with_everything() -> Selection {
    Selection { modalities: Modality::ALL.into(), evidence: true, ..Selection::default() }
}

#[test]
fn turtle() {
    insta::assert_snapshot!(written(&Selection::default(), RdfFormat::Turtle));
}

#[test]
fn trig_with_records() {
    let selection = Selection { focus: [SEA.to_owned()].into(), ..with_everything() };
    insta::assert_snapshot!(written(&selection, RdfFormat::TriG));
}

#[test]
fn json_ld_with_records() {
    let selection = Selection { focus: [SEA.to_owned()].into(), ..with_everything() };
    insta::assert_snapshot!(written(&selection, RdfFormat::JsonLd));
}

#[test]
fn every_format_says_the_same() {
    let all = |format| read(&written(&with_everything(), format), format);
    let quads = all(RdfFormat::NQuads);
    assert!(quads.len() > 80, "{quads:?}");
    for format in [RdfFormat::TriG, RdfFormat::JsonLd] {
        assert_eq!(all(format), quads, "{}", format.name());
    }
    let triples = all(RdfFormat::NTriples);
    for format in [RdfFormat::Turtle, RdfFormat::RdfXml] {
        assert_eq!(all(format), triples, "{}", format.name());
    }
    // Facts of two articles stand once among the triples, and once in each graph.
    assert!(triples.len() < quads.len());
    let lines = written(&with_everything(), RdfFormat::NTriples);
    assert_eq!(lines.lines().count(), triples.len(), "each triple once");
}

#[test]
fn everything_that_is_written_stands_in_the_store() {
    let known: BTreeSet<String> = {
        let mut file = Vec::new();
        world::store().dump(&mut file).unwrap();
        String::from_utf8(file).unwrap().lines().map(|line| line.trim_end_matches(" .").to_owned()).collect()
    };
    let store = world::store();
    let stated =
        |quad: &Quad| quad.graph_name == GraphName::DefaultGraph || known.contains(&quad.to_string());
    for quad in Subgraph::new(&store, &with_everything()).quads(true) {
        assert!(stated(&quad), "{quad}");
    }
}

#[test]
fn what_is_not_asserted_is_no_plain_triple() {
    let planned = Selection { modalities: [Modality::Planned].into(), ..Selection::default() };
    let file = written(&planned, RdfFormat::NQuads);
    let operates = iri::term("operates");
    assert!(!file.lines().any(|line| line.split(' ').nth(1) == Some(&format!("<{operates}>"))), "{file}");
    assert!(file.contains(&iri::term("planned")) && file.contains("노을 데이터센터를 열겠다"), "{file}");
    // An amount for a part is recorded, one for the whole is plain.
    let budget = Selection { predicates: [iri::term("budget")].into(), ..Selection::default() };
    let file = written(&budget, RdfFormat::NTriples);
    let plain = |won: &str| file.contains(&format!("<{}> \"{won}\"", iri::term("budget")));
    assert!(plain("25000000000") && !plain("500000000"), "{file}");
    assert!(file.contains("\"500000000\"") && file.contains("분야당"), "{file}");
}

fn node(name: &str) -> NamedNode {
    NamedNode::new(format!("{}{name}", iri::ENTITY)).unwrap()
}

/// A text as a label, as a plain value and in another language.
fn about(text: &str) -> Vec<Quad> {
    let values: [Term; 3] = [
        Literal::new_language_tagged_literal(text, "ko").unwrap().into(),
        Literal::new_simple_literal(text).into(),
        Literal::new_language_tagged_literal(text, "en").unwrap().into(),
    ];
    let mut quads = Vec::new();
    for predicate in
        ["http://www.w3.org/2000/01/rdf-schema#label", &iri::term("alias"), &iri::term("partnersWith")]
    {
        for value in &values {
            let predicate = NamedNode::new(predicate).unwrap();
            quads.push(Quad::new(node("kt"), predicate, value.clone(), GraphName::DefaultGraph));
        }
    }
    quads
}

fn round_trip(quads: &[Quad]) {
    let expected: BTreeSet<String> = quads.iter().map(ToString::to_string).collect();
    for format in RdfFormat::ALL {
        let mut file = Vec::new();
        match rdf::write(|| quads.iter().cloned(), format, &mut file) {
            Ok(count) => {
                assert_eq!(count, quads.len());
                let file = String::from_utf8(file).unwrap();
                assert_eq!(read(&file, format), expected, "{}: {file}", format.name());
            }
            Err(error) => {
                assert!(format == RdfFormat::RdfXml && file.is_empty(), "{}: {error}", format.name());
                assert!(error.to_string().contains("use turtle"), "{error}");
            }
        }
    }
}

#[test]
fn hostile_texts_survive_or_are_refused() {
    for text in
        ["]]> <b>&amp;", "\" ' \\", "줄\n바꿈\t탭", "오른쪽\u{202e}왼쪽 \u{200b}", "", "{\"@id\": 1}", "_:b"]
    {
        round_trip(&about(text));
    }
    round_trip(&about(&"구름]]>\"".chars().cycle().take(10_000).collect::<String>()));
    let mut file = Vec::new();
    let quads = about("제어\u{8}문자");
    let refused = rdf::write(|| quads.iter().cloned(), RdfFormat::RdfXml, &mut file).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "RDF/XML cannot hold the character U+0008, which 'rdfs:label' of <https://w3id.org/gureum/id/kt> has: use turtle"
    );
    assert!(file.is_empty());
}

#[test]
fn numbers_keep_their_digits_and_types() {
    let typed = [
        ("25000000000", xsd::INTEGER),
        ("9007199254740993", xsd::INTEGER),
        ("007", xsd::INTEGER),
        ("12.50", xsd::DECIMAL),
        ("2024", xsd::G_YEAR),
        ("true", xsd::BOOLEAN),
    ];
    let quad = |(text, datatype): (&str, _)| {
        let value = Literal::new_typed_literal(text, datatype);
        Quad::new(
            node("org/한빛"),
            NamedNode::new(iri::term("budget")).unwrap(),
            value,
            GraphName::DefaultGraph,
        )
    };
    round_trip(&typed.map(quad));
}

proptest! {
    #[test]
    fn any_text_survives_or_is_refused(text in any::<String>()) {
        round_trip(&about(&text));
    }
}
