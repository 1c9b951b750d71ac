//! Graph files: their text on the invented graph, and hostile texts in them.

use std::collections::BTreeMap;

use gureum_model::Modality;
use gureum_query::export::{self, GraphFormat, TableFormat};
use gureum_query::facts::TermName;
use gureum_query::projection::{Edge, LiteralFact, Node, Projection, Value};
use gureum_query::selection::Selection;
use petgraph::visit::EdgeRef;
use proptest::prelude::*;

use crate::world;

fn written(projection: &Projection, format: GraphFormat) -> String {
    let mut file = Vec::new();
    export::write(projection, format, &mut file).unwrap();
    String::from_utf8(file).unwrap()
}

/// Nodes, then edges.
fn tables(projection: &Projection, format: TableFormat) -> [String; 2] {
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    export::write_tables(projection, format, &mut nodes, &mut edges).unwrap();
    [nodes, edges].map(|file| String::from_utf8(file).unwrap())
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
fn gexf() {
    let projection = Projection::new(&world::store(), &everything());
    insta::assert_snapshot!(written(&projection, GraphFormat::Gexf));
}

#[test]
fn json() {
    let projection = Projection::new(&world::store(), &Selection { evidence: true, ..everything() });
    insta::assert_snapshot!("cytoscape", written(&projection, GraphFormat::Cytoscape));
    insta::assert_snapshot!("node_link", written(&projection, GraphFormat::NodeLink));
}

#[test]
fn two_files() {
    let selection = Selection { evidence: true, collapse: true, ..everything() };
    let projection = Projection::new(&world::store(), &selection);
    insta::assert_snapshot!("csv", tables(&projection, TableFormat::Csv).join("\n"));
    insta::assert_snapshot!("neo4j", tables(&projection, TableFormat::Neo4j).join("\n"));
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
    for format in TableFormat::ALL {
        assert_eq!(tables(&again, format), tables(&projection, format));
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

fn named(at: usize, name: &str) -> Node {
    let iri = format!("https://w3id.org/gureum/id/org/{at}");
    Node::new(iri, name.to_owned(), Some("Organization".to_owned()))
}

fn hostile() -> Projection {
    let iri = |at: usize| named(at, "").iri;
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
        Node {
            iri: iri(at),
            label: (*label).to_owned(),
            class: Some("Organization".to_owned()),
            literals,
            measures: BTreeMap::new(),
        }
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

/// What is left of a text in formats that hold no more than XML.
fn without_controls(text: &str) -> String {
    let kept = |c: &char| !c.is_control() || "\t\n\r".contains(*c) || ('\u{7f}'..='\u{9f}').contains(c);
    text.chars().filter(kept).filter(|c| !['\u{fffe}', '\u{ffff}'].contains(c)).collect()
}

/// The names of nodes as each format has them, read by another program's parser where there is one.
fn names_in(projection: &Projection) -> Vec<(&'static str, Vec<String>)> {
    let json = |format, nodes: &str, label: &str| -> Vec<String> {
        let file: serde_json::Value = serde_json::from_str(&written(projection, format)).unwrap();
        let nodes = file.pointer(nodes).unwrap().as_array().unwrap();
        nodes.iter().map(|node| node.pointer(label).unwrap().as_str().unwrap().to_owned()).collect()
    };
    let column = |format, at: usize| -> Vec<String> {
        let [nodes, _] = tables(projection, format);
        csv(&nodes).into_iter().skip(1).map(|mut row| row.swap_remove(at)).collect()
    };
    vec![
        ("graphml", labels_in_graphml(&written(projection, GraphFormat::GraphMl))),
        ("gexf", labels_in_gexf(&written(projection, GraphFormat::Gexf))),
        ("dot", labels_in_dot(&written(projection, GraphFormat::Dot))),
        ("cytoscape", json(GraphFormat::Cytoscape, "/elements/nodes", "/data/label")),
        ("node-link", json(GraphFormat::NodeLink, "/nodes", "/label")),
        ("csv", column(TableFormat::Csv, 1)),
        ("neo4j", column(TableFormat::Neo4j, 2)),
    ]
}

fn labels_in_graphml(file: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut labels = Vec::new();
    let mut reader = quick_xml::Reader::from_str(file);
    let mut in_label = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "data" => {
                in_label = tag.attributes().any(|a| a.unwrap().value == "v_label");
                if in_label {
                    labels.push(String::new());
                }
            }
            Event::End(_) => in_label = false,
            Event::Text(text) if in_label => labels.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(reference) if in_label => {
                let known = reference.resolve_char_ref().unwrap().map(String::from);
                let known = known.as_deref().or(quick_xml::escape::resolve_predefined_entity(&reference));
                labels.last_mut().unwrap().push_str(known.unwrap());
            }
            Event::Eof => return labels,
            _ => {}
        }
    }
}

fn labels_in_gexf(file: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut labels = Vec::new();
    let mut reader = quick_xml::Reader::from_str(file);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "node" => {
                let label = tag.attributes().map(Result::unwrap).find(|a| a.key.as_ref() == "label").unwrap();
                labels.push(quick_xml::escape::unescape(&label.value).unwrap().into_owned());
            }
            Event::Eof => return labels,
            _ => {}
        }
    }
}

/// As they were written, with entities.
fn labels_in_dot(file: &str) -> Vec<String> {
    let nodes = file.lines().filter(|line| line.starts_with("  \"") && !line.contains("\" -> \""));
    nodes
        .map(|line| {
            let mut label = String::new();
            let (_, rest) = line.split_once(" [label=\"").unwrap();
            let mut chars = rest.chars();
            while let Some(c) = chars.next().filter(|c| *c != '"') {
                match c {
                    '\\' => label.push(chars.next().map_or('\\', |c| if c == 'n' { '\n' } else { c })),
                    c => label.push(c),
                }
            }
            label
        })
        .collect()
}

fn csv(file: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = file.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    rows
}

fn assert_survives(projection: &Projection) {
    for (format, names) in names_in(projection) {
        let expected: Vec<String> = projection
            .graph
            .node_weights()
            .map(|node| match format {
                "cytoscape" | "node-link" => node.label.clone(),
                "dot" => without_controls(&node.label).replace(['\r', '\t'], " "),
                _ => without_controls(&node.label),
            })
            .collect();
        // Graphviz reads entities in labels, so an ampersand that begins one is written as one.
        let names =
            names.iter().map(|name| if format == "dot" { name.replace("&amp;", "&") } else { name.clone() });
        let names: Vec<String> = names.collect();
        assert_eq!(names, expected, "{format}");
    }
}

#[test]
fn hostile_names_survive_in_every_format() {
    assert_survives(&hostile());
    let long: String = "구름]]>\"".chars().cycle().take(10_000).collect();
    assert_survives(&Projection::from_parts([named(0, &long)], []));
}

proptest! {
    #[test]
    fn any_name_survives_in_every_format(names in prop::collection::vec(any::<String>(), 1..4)) {
        assert_survives(&Projection::from_parts(names.iter().enumerate().map(|(at, name)| named(at, name)), []));
    }
}

#[test]
fn what_a_file_cannot_hold_is_counted() {
    // Four in the name, as label of the node, of an edge, and as alias; one in an edge's label.
    let lost = BTreeMap::from([("alias".to_owned(), 4), ("label".to_owned(), 9)]);
    for format in GraphFormat::ALL {
        let exported = export::write(&hostile(), format, &mut Vec::new()).unwrap();
        assert_eq!((exported.nodes, exported.edges), (8, 10));
        let json = matches!(format, GraphFormat::Cytoscape | GraphFormat::NodeLink);
        assert_eq!(exported.left_out, if json { BTreeMap::new() } else { lost.clone() }, "{format}");
    }
    for format in TableFormat::ALL {
        let exported = export::write_tables(&hostile(), format, &mut Vec::new(), &mut Vec::new()).unwrap();
        assert_eq!(exported.left_out, lost);
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
        assert!(file.ends_with('\n') && file.contains("gureum"), "{file}");
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
        measures: BTreeMap::new(),
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
#[ignore = "slow; needs python3 and, as far as they are there, the tools that tests/loaders.py names"]
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
            let path = folder.path().join(format!("{name}.{}", format.extension()));
            std::fs::write(&path, written(&projection, format)).unwrap();
            loaders.arg(path);
        }
        for format in TableFormat::ALL {
            let path = folder.path().join(format!("{name}.{}", format.name()));
            std::fs::create_dir(&path).unwrap();
            for (file, text) in ["nodes.csv", "edges.csv"].into_iter().zip(tables(&projection, format)) {
                std::fs::write(path.join(file), text).unwrap();
            }
            loaders.arg(path);
        }
        let output = loaders.output().expect("python3 runs; PYTHON may name another one");
        let said = String::from_utf8_lossy(&output.stdout);
        println!("{said}");
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    }
}
