//! How far facts are believed, which articles count once, and what conflicts, given what articles say.

use crate::newsroom::{Draft, article, article_iri, dump, in_year, rows, store_of};
use gureum_model::vocabulary::term;
use gureum_model::{CalendarDate, Modality, Property, Qualifiers, iri, quads};
use gureum_store::{ArticleGraph, Store, Writer};
use oxrdf::{Literal, NamedNode, Quad};

const FACTS: &str = "SELECT ?n ?i ?b { GRAPH graph:derived {
    ?fact gu:articleCount ?n ; gu:independentCount ?i ; gu:belief ?b } }";

/// Lexical forms of the only row.
fn values(store: &Store, sparql: &str) -> Vec<String> {
    let found = rows(store, sparql);
    assert_eq!(found.len(), 1, "{found:?}");
    let lexical = |cell: &String| cell.split('"').nth(1).unwrap_or(cell).to_owned();
    found[0].iter().map(lexical).collect()
}

fn partners(id: &str, modality: Modality) -> Draft {
    article(id).puts("가나", Property::PartnersWith, "다라", modality)
}

/// A store of articles that say when they were published and what the sketch of their text is; and of what is
/// known of rules, as (rule, right, wrong).
fn newsstand(drafts: &[(Draft, &str, std::ops::Range<u32>)], rules: &[(&str, u32, u32)]) -> Store {
    let mut writer = Writer::in_memory();
    for (draft, day, hashes) in drafts {
        let mut extraction = draft.extraction().clone();
        extraction.article.published = Some(day.parse::<CalendarDate>().unwrap());
        let name = article_iri(&extraction.article.id);
        let mut graph = quads::article_graph(&extraction);
        let sketch: String = hashes.clone().map(|hash| format!("{hash:08x}")).collect();
        let sketch = Literal::new_simple_literal(sketch);
        graph.push(Quad::new(name.clone(), NamedNode::new(term::SKETCH).unwrap(), sketch, name.clone()));
        let hash = extraction.article.hash.to_string();
        writer.put_article(ArticleGraph { iri: name, quads: graph, hash, text: None }).unwrap();
    }
    let graph = NamedNode::new(iri::REGISTRY_GRAPH).unwrap();
    let known: Vec<Quad> = rules
        .iter()
        .flat_map(|(rule, right, wrong)| {
            let node = NamedNode::new(iri::reliability(rule, "gold")).unwrap();
            let graph = graph.clone();
            let class = NamedNode::new(term::RELIABILITY).unwrap();
            let a = Quad::new(node.clone(), oxrdf::vocab::rdf::TYPE.into_owned(), class, graph.clone());
            let more = [
                (term::OF_RULE, Literal::new_simple_literal(*rule)),
                (term::RIGHT, Literal::from(*right)),
                (term::WRONG, Literal::from(*wrong)),
            ];
            [a].into_iter().chain(more.map(|(predicate, value)| {
                Quad::new(node.clone(), NamedNode::new(predicate).unwrap(), value, graph.clone())
            }))
        })
        .collect();
    writer.put_graph(&graph, &known).unwrap();
    writer.into_store().unwrap().0
}

#[test]
fn belief_rises_with_each_independent_article() {
    let belief_of = |ids: &[&str]| {
        let drafts: Vec<Draft> = ids.iter().map(|id| partners(id, Modality::Asserted)).collect();
        values(&store_of(&drafts), FACTS)
    };
    assert_eq!(
        belief_of(&["a"]),
        ["1", "1", "0.9"],
        "a rule that nobody measured is right nine times of ten"
    );
    assert_eq!(belief_of(&["a", "b"]), ["2", "2", "0.99"]);
    assert_eq!(belief_of(&["a", "b", "c"]), ["3", "3", "0.999"]);
}

#[test]
fn a_rule_is_believed_as_it_was_measured() {
    let belief_by = |right, wrong| {
        let draft = partners("a", Modality::Asserted);
        let store = newsstand(&[(draft, "2024-06-03", 0..40)], &[("partnersWith-made", right, wrong)]);
        values(&store, FACTS).remove(2)
    };
    assert_eq!(belief_by(0, 0), "0.9");
    assert_eq!(belief_by(7, 3), "0.8", "(9 + 7) of (10 + 10)");
    assert_eq!(belief_by(900, 0), "0.95", "an article may be wrong itself");
}

#[test]
fn reprints_count_once_and_name_the_first() {
    let says = |id: &str| partners(id, Modality::Asserted);
    let store = newsstand(
        &[
            (says("c-wire"), "2024-06-03", 0..100),
            (says("a-copy"), "2024-06-04", 10..100),
            (says("b-short"), "2024-06-04", 0..40),
            (says("other"), "2024-06-04", 500..600),
        ],
        &[],
    );
    assert_eq!(values(&store, FACTS), ["4", "2", "0.99"]);
    let copies = rows(&store, "SELECT ?copy { GRAPH graph:derived { ?copy gu:reprintOf art:c-wire } }");
    assert_eq!(copies.len(), 2, "{copies:?}");
    assert_eq!(rows(&store, "SELECT ?copy { GRAPH graph:derived { ?copy gu:reprintOf ?first } }").len(), 2);
}

#[test]
fn denials_lower_and_plans_and_speculation_do_not_raise() {
    let with = |modality| {
        let store = store_of(&[partners("a", Modality::Asserted), partners("b", modality)]);
        values(&store, FACTS)
    };
    assert_eq!(with(Modality::Planned), ["1", "1", "0.9"]);
    assert_eq!(with(Modality::Speculated), ["1", "1", "0.9"]);
    assert_eq!(with(Modality::Negated), ["1", "1", "0.09"], "0.9 × (1 − 0.9)");
    for modality in [Modality::Planned, Modality::Speculated, Modality::Negated] {
        let store = store_of(&[partners("a", modality)]);
        assert!(rows(&store, FACTS).is_empty(), "{modality}: what nobody asserts has no belief");
    }
}

const CONFLICTS: &str = "SELECT ?a ?b { GRAPH graph:derived { ?a gu:conflictsWith ?b } }";

#[test]
fn a_denial_of_another_time_is_no_conflict_and_lowers_nothing() {
    let denied_in = |year: u16| {
        let amount = |id: &str| article(id).amount("가나", Property::MemberCount, 21, in_year(2024));
        let mut no = article("b");
        no = no.amount("가나", Property::MemberCount, 21, in_year(year));
        no.set_modality(Modality::Negated);
        store_of(&[amount("a"), no])
    };
    let store = denied_in(2024);
    assert_eq!(rows(&store, CONFLICTS).len(), 1, "the fact conflicts with itself");
    assert_eq!(values(&store, FACTS)[2], "0.09");
    let store = denied_in(2020);
    assert!(rows(&store, CONFLICTS).is_empty());
    assert_eq!(values(&store, FACTS)[2], "0.9");
}

#[test]
fn two_budgets_conflict_where_scope_and_time_are_the_same() {
    let conflicts = |one: (i64, Qualifiers), other: (i64, Qualifiers)| {
        let budget = |id: &str, (won, qualifiers): (i64, Qualifiers)| {
            article(id).amount("가나", Property::Budget, won, qualifiers)
        };
        let store = store_of(&[budget("a", one), budget("b", other)]);
        assert_eq!(
            rows(&store, "SELECT ?f { GRAPH graph:derived { ?f gu:belief ?b } }").len(),
            2,
            "both stay"
        );
        rows(&store, CONFLICTS).len()
    };
    let plain = Qualifiers::default;
    let scope = |text: &str| Qualifiers { scope: Some(text.to_owned()), ..plain() };
    assert_eq!(conflicts((250, plain()), (300, plain())), 2, "each with the other");
    assert_eq!(conflicts((250, scope("분야당")), (300, plain())), 0);
    assert_eq!(conflicts((250, scope("분야 당")), (300, scope("분야당"))), 2);
    assert_eq!(conflicts((250, in_year(2023)), (300, in_year(2024))), 0);
    assert_eq!(conflicts((25_000, plain()), (24_980, plain())), 0, "rounding");
}

#[test]
fn whatever_the_order_the_bytes_are_the_same() {
    let drafts = || {
        let said = |id: &str, day: &'static str, hashes| (partners(id, Modality::Asserted), day, hashes);
        vec![
            said("a", "2024-06-03", 0..80),
            said("b", "2024-06-03", 40..120),
            said("c", "2024-06-02", 80..160),
            (partners("d", Modality::Negated), "2024-06-04", 300..380),
            (
                article("e").amount("가나", Property::Budget, 250, Qualifiers::default()),
                "2024-06-04",
                400..480,
            ),
            (
                article("f").amount("가나", Property::Budget, 300, Qualifiers::default()),
                "2024-06-05",
                420..520,
            ),
        ]
    };
    let rules = [("partnersWith-made", 17, 2), ("budget-made", 3, 1)];
    let first = dump(&newsstand(&drafts(), &rules));
    assert!(first.contains(term::REPRINT_OF) && first.contains(term::CONFLICTS_WITH));
    for turn in 1..6 {
        let mut turned = drafts();
        turned.rotate_left(turn);
        assert_eq!(dump(&newsstand(&turned, &rules)), first);
        turned.reverse();
        assert_eq!(dump(&newsstand(&turned, &rules)), first);
    }
}
