//! Which part of the invented graph is taken.

use std::collections::BTreeSet;

use gureum_model::{Modality, iri};
use gureum_query::projection::{Edge, Projection};
use gureum_query::selection::{self, Selection};

use crate::world::{self, DAWN, SEA};

/// Edges as "구름바다 partnersWith 새벽컴퓨팅".
fn edges(selection: &Selection) -> Vec<String> {
    let projection = Projection::new(&world::store(), selection);
    let graph = &projection.graph;
    let label = |node: petgraph::graph::NodeIndex| graph[node].label.as_str();
    let ends = graph.edge_indices().filter_map(|edge| Some((edge, graph.edge_endpoints(edge)?)));
    ends.map(|(edge, (from, to))| format!("{} {} {}", label(from), graph[edge].property.name, label(to)))
        .collect()
}

fn nodes(selection: &Selection) -> Vec<String> {
    let projection = Projection::new(&world::store(), selection);
    projection.graph.node_weights().map(|node| node.label.clone()).collect()
}

fn every_modality() -> Selection {
    Selection { modalities: Modality::ALL.into(), ..Selection::default() }
}

fn around(entity: &str, hops: usize) -> Selection {
    Selection { focus: BTreeSet::from([entity.to_owned()]), hops, ..Selection::default() }
}

fn only(properties: &[&str]) -> BTreeSet<String> {
    properties.iter().map(|name| iri::term(name)).collect()
}

fn day(text: &str) -> Option<gureum_model::CalendarDate> {
    Some(text.parse().unwrap())
}

const RUNS: &str = "하늘부 runsProgram 무지개 프로젝트";
const WORKS: &str = "김바다 worksFor 구름바다";
const PARTNERS: &str = "구름바다 partnersWith 새벽컴퓨팅";
const OPERATES: &str = "구름바다 operates 노을 데이터센터";

#[test]
fn all_that_is_asserted_is_taken_unless_told_otherwise() {
    assert_eq!(edges(&Selection::default()), [PARTNERS, RUNS, WORKS]);
    assert_eq!(edges(&every_modality()).len(), 6);
    let planned = Selection { modalities: [Modality::Planned].into(), ..Selection::default() };
    assert_eq!(edges(&planned), [OPERATES]);
}

#[test]
fn surroundings_end_after_so_many_facts() {
    assert_eq!(edges(&around(SEA, 1)), [PARTNERS, WORKS]);
    assert_eq!(edges(&around(DAWN, 1)), [PARTNERS]);
    assert_eq!(edges(&around(DAWN, 2)), [PARTNERS, WORKS]);
    assert_eq!(nodes(&around(DAWN, 0)), ["새벽컴퓨팅"]);
    let two = Selection { focus: [DAWN.to_owned(), iri::known_entity("no-such")].into(), ..around(DAWN, 0) };
    assert_eq!(nodes(&two).len(), 2, "who is in focus is there without any fact");
}

#[test]
fn properties_and_classes_narrow_it() {
    let partners = Selection { predicates: only(&["partnersWith"]), ..Selection::default() };
    assert_eq!(edges(&partners), [PARTNERS]);
    assert_eq!(nodes(&partners), ["구름바다", "새벽컴퓨팅"], "the programme's budget is out");
    let firms = Selection { classes: ["Organization".to_owned()].into(), ..Selection::default() };
    assert_eq!(edges(&firms), [PARTNERS]);
    let people = Selection { classes: ["Person".to_owned()].into(), ..around(SEA, 1) };
    assert_eq!(edges(&people), [WORKS], "who is in focus stays, whatever its class");
}

#[test]
fn a_period_goes_by_the_text_s_date_or_else_by_the_article_s() {
    // Signed on 2024-06-03 by the text's own date, in an article of the day after; said again on 2024-07-01.
    let until = |last: &str| Selection { until: day(last), ..every_modality() };
    assert_eq!(edges(&until("2024-06-02")), [""; 0]);
    assert_eq!(edges(&until("2024-06-03")), [PARTNERS]);
    assert_eq!(edges(&until("2024-06-04")), [PARTNERS, RUNS, WORKS]);
    // The data centre is to open in 2026.
    let since = |first: &str| Selection { since: day(first), ..every_modality() };
    assert_eq!(edges(&since("2026-12-31")), [OPERATES]);
    assert_eq!(edges(&since("2027-01-01")), [""; 0]);

    let july =
        Selection { since: day("2024-07-01"), predicates: only(&["partnersWith"]), ..Selection::default() };
    let projection = Projection::new(&world::store(), &july);
    let edge = projection.graph.edge_weights().next().unwrap();
    assert_eq!((edge.articles, edge.evidence), (1, 1), "what was said before does not count");
    assert_eq!(edge.first_said.as_deref(), Some("2024-07-01"));
}

#[test]
fn what_is_hardly_believed_is_out() {
    let projection = Projection::new(&world::store(), &every_modality());
    let belief = |edge: &Edge| edge.belief.filter(|_| edge.property.name == "partnersWith");
    let partners = projection.graph.edge_weights().find_map(belief).unwrap();
    assert!(partners > 0.5 && partners < 1.0, "{partners}");
    assert_eq!(edges(&Selection { min_belief: Some(partners), ..every_modality() }), [PARTNERS]);
    assert_eq!(edges(&Selection { min_belief: Some(1.0), ..every_modality() }), [""; 0]);
}

#[test]
fn clauses_come_when_asked_for() {
    let partners = |evidence: bool| {
        let selection = Selection { evidence, predicates: only(&["partnersWith"]), ..Selection::default() };
        Projection::new(&world::store(), &selection).graph.edge_weights().next().unwrap().clone()
    };
    assert_eq!(partners(false).evidence, 2);
    assert!(partners(false).quotes.is_empty());
    let quotes = partners(true).quotes;
    let expected =
        ["구름바다와 새벽컴퓨팅은 지난 3일 공공 클라우드 협약을 맺었다", "구름바다와 함께 사업을 넓힌다"];
    assert_eq!(quotes, expected, "in order of the articles");
}

#[test]
fn parallel_edges_become_one() {
    let all = Projection::new(&world::store(), &every_modality());
    let collapsed = Projection::new(&world::store(), &Selection { collapse: true, ..every_modality() });
    assert_eq!((all.graph.edge_count(), collapsed.graph.edge_count()), (6, 5));
    let bundle = collapsed.graph.edge_weights().find(|edge| edge.facts == 2).unwrap();
    assert_eq!(bundle.property.name, "acquired; partnersWith");
    assert_eq!(bundle.property.label, "인수했다; 협력한다");
    assert_eq!((bundle.articles, bundle.evidence), (3, 3));
    assert_eq!(bundle.modality, Modality::Asserted, "the strongest");
    assert_eq!(bundle.first_said.as_deref(), Some("2024-06-04"));
    assert_eq!(bundle.from.as_deref(), Some("2024-06-03"));
    assert!(!bundle.symmetric);
    assert_eq!(all.nodes, collapsed.nodes);
    assert!(all.graph.edge_weights().any(|edge| edge.fact == bundle.fact));
}

#[test]
fn properties_and_classes_are_found_by_name() {
    let store = world::store();
    let partners = iri::term("partnersWith");
    for asked in ["partnersWith", "gu:partnersWith", "partnerswith", "협력한다", &partners] {
        assert_eq!(selection::predicate(&store, asked).as_ref(), Ok(&partners));
    }
    let error = selection::predicate(&store, "partnerWith").unwrap_err();
    assert_eq!(error.to_string(), "'partnerWith' is no property of this graph; did you mean partnersWith?");
    assert_eq!(selection::class(&store, "조직").as_deref(), Ok("Organization"));
    let error = selection::class(&store, "Organisation").unwrap_err();
    assert_eq!(error.to_string(), "'Organisation' is no class of this graph; did you mean Organization?");
    let error = selection::class(&store, "zzz").unwrap_err().to_string();
    assert!(error.contains("use one of Certification, Event,"), "{error}");
}
