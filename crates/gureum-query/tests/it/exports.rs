//! Graph files: their text on the invented graph, and hostile texts in them.

use std::collections::BTreeMap;

use gureum_model::Modality;
use gureum_query::export::{self, GraphFormat};
use gureum_query::facts::TermName;
use gureum_query::projection::{Edge, LiteralFact, Node, Projection, Value};
use gureum_query::selection::Selection;
use petgraph::visit::EdgeRef;

use crate::world;

fn written(projection: &Projection, format: GraphFormat) -> String {
    let mut file = Vec::new();
    export::write(projection, format, &mut file).unwrap();
    String::from_utf8(file).unwrap()
}

fn everything() -> Selection {
    Selection { modalities: Modality::ALL.into(), ..Selection::default() }
}

#[test]
fn dot() {
    let projection = Projection::new(&world::store(), &Selection::default());
    insta::assert_snapshot!(written(&projection, GraphFormat::Dot));
}

#[test]
fn dot_with_every_modality() {
    let projection = Projection::new(&world::store(), &everything());
    insta::assert_snapshot!(written(&projection, GraphFormat::Dot));
}

#[test]
fn graphml() {
    let projection = Projection::new(&world::store(), &Selection::default());
    insta::assert_snapshot!(written(&projection, GraphFormat::GraphMl));
}

#[test]
fn only_asserted_facts_are_edges_and_a_symmetric_one_is_one() {
    let projection = Projection::new(&world::store(), &Selection::default());
    let partners: Vec<&Edge> =
        projection.graph.edge_weights().filter(|edge| edge.property.name == "partnersWith").collect();
    assert_eq!(partners.len(), 1);
    assert_eq!(partners[0].articles, 2);
    assert_eq!(partners[0].first_said.as_deref(), Some("2024-06-04"));
    assert_eq!(partners[0].last_said.as_deref(), Some("2024-07-01"));
    assert!(projection.graph.edge_weights().all(|edge| edge.modality == Modality::Asserted));
    assert!(!projection.nodes.contains_key("https://w3id.org/gureum/id/certification/별표인증"));

    let all = Projection::new(&world::store(), &everything());
    assert!(all.nodes.contains_key("https://w3id.org/gureum/id/certification/별표인증"));
    assert_eq!(all.graph.edge_count(), projection.graph.edge_count() + 3);
}

#[test]
fn isolated_entities_come_only_when_asked_for() {
    let star = "https://w3id.org/gureum/id/certification/별표인증";
    let options = Selection { isolated: true, ..Selection::default() };
    let projection = Projection::new(&world::store(), &options);
    assert!(projection.nodes.contains_key(star));
    let node = projection.nodes[star];
    assert_eq!(projection.graph.edges(node).count(), 0);
}

#[test]
fn the_order_of_input_does_not_show() {
    let projection = Projection::new(&world::store(), &everything());
    let mut nodes: Vec<Node> = projection.graph.node_weights().cloned().collect();
    let iri = |end: petgraph::graph::NodeIndex| projection.graph[end].iri.clone();
    let mut edges: Vec<(String, String, Edge)> = projection
        .graph
        .edge_references()
        .map(|edge| (iri(edge.source()), iri(edge.target()), edge.weight().clone()))
        .collect();
    nodes.reverse();
    edges.reverse();
    let again = Projection::from_parts(nodes, edges);
    for format in GraphFormat::ALL {
        assert_eq!(written(&again, format), written(&projection, format));
    }
}

/// Names that broke other writers: XML and DOT syntax, control characters, escapes, entities.
const HOSTILE: [&str; 8] = [
    "평범한 이름",
    "따옴표 \" 와 ' 와 역사선 \\",
    "]]> <b>&amp; & &lt;",
    "줄\n바꿈\t탭\r",
    "제어\u{0}\u{8}\u{1b}\u{fffe}문자",
    "오른쪽\u{202e}왼쪽 \u{200b} 👩‍💻",
    "\\N \\G \\l 끝\\",
    "",
];

fn hostile() -> Projection {
    let iri = |at: usize| format!("https://w3id.org/gureum/id/org/{at}");
    let nodes = HOSTILE.iter().enumerate().map(|(at, label)| {
        let fact = |value| LiteralFact {
            value,
            narrowed: vec![],
            modality: Modality::Asserted,
            articles: 1,
            last_said: None,
        };
        let mut literals =
            BTreeMap::from([("alias".to_owned(), vec![fact(Value::Text((*label).to_owned()))])]);
        if at == 0 {
            let text = |text: &str| vec![fact(Value::Text(text.to_owned()))];
            literals.insert("label".to_owned(), text("an attribute called label"));
            literals.insert("https://other.example/ns#한글".to_owned(), text("값"));
            literals.insert("marketShare".to_owned(), vec![fact(Value::Decimal(12.5))]);
            let two = vec![fact(Value::Integer(-1)), fact(Value::Integer(i64::MAX))];
            literals.insert("revenue".to_owned(), two);
        }
        Node { iri: iri(at), label: (*label).to_owned(), class: Some("Organization".to_owned()), literals }
    });
    let edge = |fact: &str, name: &str, label: &str| {
        let property = TermName { name: name.to_owned(), label: label.to_owned() };
        let edge = Edge::new(format!("https://w3id.org/gureum/fact/{fact}"), property);
        Edge { articles: 3, first_said: Some("2024-01-01".to_owned()), ..edge }
    };
    let mut edges = vec![
        (iri(0), iri(0), edge("loop", "partOf", "자기 자신")),
        (iri(0), iri(1), edge("parallel-1", "provides", "제공한다")),
        (iri(0), iri(1), edge("parallel-2", "develops", "개발\"한다\"")),
        (iri(1), iri(0), edge("back", "uses", "]]>\u{8}")),
    ];
    for (at, name) in HOSTILE.iter().enumerate().skip(2) {
        edges.push((iri(1), iri(at), edge(&at.to_string(), "uses", name)));
    }
    Projection::from_parts(nodes, edges)
}

#[test]
fn hostile_names_survive_in_graphml() {
    let file = written(&hostile(), GraphFormat::GraphMl);
    let mut labels = Vec::new();
    let mut reader = quick_xml::Reader::from_str(&file);
    let mut in_label = false;
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "data" => {
                in_label = tag.attributes().any(|a| a.unwrap().value == "v_label");
                if in_label {
                    labels.push(String::new());
                }
            }
            Event::End(_) => in_label = false,
            Event::Text(text) if in_label => {
                labels.last_mut().unwrap().push_str(&text);
            }
            Event::GeneralRef(reference) if in_label => {
                let c = match reference.resolve_char_ref().unwrap() {
                    Some(c) => c,
                    None => quick_xml::escape::resolve_predefined_entity(&reference)
                        .unwrap()
                        .chars()
                        .next()
                        .unwrap(),
                };
                labels.last_mut().unwrap().push(c);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let kept: Vec<String> =
        HOSTILE.iter().map(|name| name.replace(['\u{0}', '\u{8}', '\u{1b}', '\u{fffe}'], "")).collect();
    assert_eq!(labels, kept);
}

#[test]
fn what_a_file_cannot_hold_is_counted() {
    for format in GraphFormat::ALL {
        let exported = export::write(&hostile(), format, &mut Vec::new()).unwrap();
        assert_eq!((exported.nodes, exported.edges), (8, 10));
        // Four in the name, as label of the node, of an edge, and as alias; one in an edge's label.
        assert_eq!(exported.left_out, BTreeMap::from([("alias".to_owned(), 4), ("label".to_owned(), 9)]));
    }
}

#[test]
fn hostile_dot() {
    insta::assert_snapshot!(written(&hostile(), GraphFormat::Dot));
}

#[test]
fn an_empty_graph_is_a_file_too() {
    for format in GraphFormat::ALL {
        let file = written(&Projection::default(), format);
        assert!(file.ends_with('\n') && file.contains("graph"), "{file}");
    }
}

/// A graph of any size, with parallel edges and loops.
fn generated(edges: usize) -> Projection {
    let iri = |at: usize| format!("https://w3id.org/gureum/id/org/회사{at}");
    let companies = edges / 10;
    let nodes = (0..companies).map(|at| Node {
        iri: iri(at),
        label: format!("회사 {at}"),
        class: Some("Organization".to_owned()),
        literals: BTreeMap::new(),
    });
    let edges = (0..edges).map(|at| {
        let property = TermName { name: "provides".to_owned(), label: "제공한다".to_owned() };
        let edge = Edge::new(format!("https://w3id.org/gureum/fact/{at}"), property);
        let edge = Edge { articles: at % 5 + 1, ..edge };
        (iri(at * 7919 % companies), iri(at * 104_729 % companies), edge)
    });
    Projection::from_parts(nodes, edges)
}

#[test]
#[ignore = "slow; needs python3 and, as far as they are there, Graphviz, NetworkX, igraph and graphology"]
fn other_tools_read_the_same_graph() {
    let folder = tempfile::tempdir().unwrap();
    let invented = Projection::new(&world::store(), &everything());
    for (name, projection) in
        [("invented", invented), ("hostile", hostile()), ("generated", generated(100_000))]
    {
        let [nodes, edges] = [projection.graph.node_count(), projection.graph.edge_count()];
        let mut loaders = std::process::Command::new(std::env::var_os("PYTHON").unwrap_or("python3".into()));
        loaders.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/loaders.py"));
        loaders.args(["--nodes", &nodes.to_string(), "--edges", &edges.to_string()]);
        for format in GraphFormat::ALL {
            let path = folder.path().join(format!("{name}.{format}"));
            std::fs::write(&path, written(&projection, format)).unwrap();
            loaders.arg(path);
        }
        let output = loaders.output().expect("python3 runs; PYTHON may name another one");
        let said = String::from_utf8_lossy(&output.stdout);
        println!("{said}");
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    }
}
