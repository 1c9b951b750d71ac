//! Measures of a graph as a whole: on the invented one, and beside NetworkX on it and on a generated one.

use std::fs;

use gureum_query::analysis::measures::{Measure, attach};
use gureum_query::analysis::paths::paths;
use gureum_query::analysis::{answers, change};
use gureum_query::export::{self, GraphFormat};
use gureum_query::facts::TermName;
use gureum_query::projection::{Edge, Node, Projection};
use gureum_query::selection::Selection;
use petgraph::graph::NodeIndex;

use crate::world::{self, DAWN, SEA};

#[test]
fn a_path_has_the_sentences_of_its_facts() {
    let store = world::store();
    let projection = Projection::new(&store, &Selection::default());
    let head =
        projection.graph.node_indices().find(|node| projection.graph[*node].label == "김바다").unwrap();
    let found = paths(&projection, head, projection.nodes[DAWN], 5, 5);
    let found = answers::paths(&store, &projection, &found);
    let [way] = &found[..] else { panic!("{found:?}") };
    let names: Vec<&str> = way.entities.iter().map(|entity| entity.label.as_str()).collect();
    assert_eq!(names, ["김바다", "구름바다", "새벽컴퓨팅"]);
    let sentence = &way.steps[1][0].claims.last().unwrap().evidence[0].sentence;
    assert!(sentence.contains("구름바다와 새벽컴퓨팅은 지난 3일 공공 클라우드 협약을 맺었다"), "{sentence}");
    let sheet = answers::paths_sheet(&found);
    assert_eq!(sheet.rows.len(), 2);
    assert_eq!(sheet.rows[1][2..5], ["구름바다", "partnersWith", "새벽컴퓨팅"]);
}

#[test]
fn what_was_first_said_between_two_days_is_new() {
    let store = world::store();
    let projection = Projection::new(&store, &Selection::default());
    let between = |before: &str, after: &str| {
        let change = change::change(&store, &projection, before.parse().unwrap(), after.parse().unwrap());
        answers::changes(&store, &projection, &change)
    };
    let first = between("2024-06-03", "2024-06-04");
    let said: Vec<&str> = first.new.iter().map(|fact| fact.property.name.as_str()).collect();
    assert_eq!(said, ["partnersWith", "runsProgram", "worksFor"]);
    assert_eq!(first.degrees[0].entity.iri, SEA);
    assert_eq!((first.degrees[0].before, first.degrees[0].after), (0, 2));
    let later = between("2024-06-04", "2024-07-01");
    assert_eq!((later.new.len(), later.gone.len(), later.kept), (0, 0, 3), "said again is not new");
}

#[test]
fn measures_are_attributes_of_every_node() {
    let mut projection = Projection::new(&world::store(), &Selection::default());
    attach(&mut projection, &Measure::ALL);
    let mut file = Vec::new();
    export::write(&projection, GraphFormat::GraphMl, &mut file).unwrap();
    let file = String::from_utf8(file).unwrap();
    for (name, kind) in [("degree", "long"), ("pagerank", "double"), ("betweenness", "double")] {
        let key = format!("attr.name=\"{name}\" attr.type=\"{kind}\"");
        assert!(file.contains(&key), "{key} is not in {file}");
    }
}

/// A graph with hubs, parallel edges, loops, edges both ways and nodes without any.
fn generated(edges: usize) -> Projection {
    let nodes = edges / 10;
    let iri = |at: usize| format!("https://w3id.org/gureum/id/org/회사{at}");
    let node = |at| Node::new(iri(at), format!("회사 {at}"), None);
    let mut state = 1_u64;
    let mut end = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let uniform = (state >> 11) as f64 / (1_u64 << 53) as f64;
        (uniform * uniform * nodes as f64) as usize
    };
    let edges = (0..edges).map(|at| {
        let name = if at % 5 == 0 { "partnersWith" } else { "uses" };
        let property = TermName { name: name.to_owned(), label: name.to_owned() };
        let edge = Edge {
            articles: at % 3 + 1,
            ..Edge::new(format!("https://w3id.org/gureum/fact/{at}"), property)
        };
        (iri(end()), iri(end()), edge)
    });
    Projection::from_parts((0..nodes + 20).map(node), edges.collect::<Vec<_>>())
}

#[test]
#[ignore = "slow; needs python3 with NetworkX"]
fn networkx_finds_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut python = std::process::Command::new(std::env::var_os("PYTHON").unwrap_or("python3".into()));
    python.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/analysis.py"));
    let invented = Projection::new(&world::store(), &Selection::default());
    for (name, mut projection) in [("invented", invented), ("generated", generated(5000))] {
        let count = projection.graph.node_count();
        let pairs: Vec<serde_json::Value> = [(0, count - 1), (1, count / 2), (count / 3, count / 5), (2, 3)]
            .into_iter()
            .filter(|(from, to)| from != to)
            .map(|(from, to)| {
                let [from, to] = [from, to].map(NodeIndex::new);
                let lengths: Vec<usize> =
                    paths(&projection, from, to, 12, 99).iter().map(|way| way.steps.len()).collect();
                let [from, to] = [from, to].map(|node| projection.graph[node].iri.clone());
                serde_json::json!({ "from": from, "to": to, "lengths": lengths })
            })
            .collect();
        fs::write(folder.path().join(format!("{name}.json")), serde_json::to_string(&pairs).unwrap())
            .unwrap();
        attach(&mut projection, &Measure::ALL);
        let mut file = Vec::new();
        export::write(&projection, GraphFormat::GraphMl, &mut file).unwrap();
        let path = folder.path().join(format!("{name}.graphml"));
        fs::write(&path, file).unwrap();
        python.arg(path);
    }
    let output = python.output().expect("python3 runs; PYTHON may name another one");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
