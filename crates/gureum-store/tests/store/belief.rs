//! How far facts are believed, which articles count once, and what conflicts, given what articles say.

use crate::newsroom::{Draft, article, article_iri, dump, in_year, rows, store_of};
use gureum_model::vocabulary::term;
use gureum_model::{CalendarDate, Class, Modality, Namesake, Object, Property, Qualifiers, iri, quads};
use gureum_store::{ArticleGraph, RdfFormat, Store, Writer};
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

/// An article of `day` in which a firm has a day, a person a post, or whatever `writes` puts.
fn on(
    id: &str,
    day: &'static str,
    writes: impl FnOnce(&mut Draft),
) -> (Draft, &'static str, std::ops::Range<u32>) {
    let mut draft = article(id);
    writes(&mut draft);
    (draft, day, 0..0)
}

fn conflicting(drafts: &[(Draft, &str, std::ops::Range<u32>)], more: &[Quad]) -> usize {
    let store = newsstand(drafts, &[]);
    let mut writer = Writer::in_memory();
    let dump = dump(&store);
    writer.load(dump.as_bytes(), RdfFormat::NQuads, None).unwrap();
    if !more.is_empty() {
        writer.put_graph(&NamedNode::new(iri::ONTOLOGY_GRAPH).unwrap(), more).unwrap();
    }
    rows(&writer.into_store().unwrap().0, CONFLICTS).len()
}

#[test]
fn a_denial_before_the_fact_came_about_is_no_conflict() {
    let says = |id: &str, day, modality| (partners(id, modality), day, 0..0);
    let yes = |day| says("yes", day, Modality::Asserted);
    let no = |day| says("no", day, Modality::Negated);
    assert_eq!(conflicting(&[no("2024-03-01"), yes("2024-06-03")], &[]), 0, "not yet, and then");
    assert_eq!(conflicting(&[yes("2024-03-01"), no("2024-06-03")], &[]), 1);
    let believed = |drafts: &[_]| values(&newsstand(drafts, &[]), FACTS).remove(2);
    assert_eq!(believed(&[no("2024-03-01"), yes("2024-06-03")]), "0.9");
    assert_eq!(believed(&[yes("2024-03-01"), no("2024-06-03")]), "0.09");
}

#[test]
fn a_plan_that_another_article_denies_conflicts_with_itself() {
    let says = |id: &str, day, modality| (partners(id, modality), day, 0..0);
    let plan = |day| says("plan", day, Modality::Planned);
    let no = |day| says("no", day, Modality::Negated);
    assert_eq!(conflicting(&[plan("2024-03-01"), no("2024-06-03")], &[]), 1);
    assert_eq!(conflicting(&[no("2024-03-01"), plan("2024-06-03")], &[]), 0, "it was planned since");
    assert_eq!(conflicting(&[plan("2024-03-01"), no("2026-06-03")], &[]), 0, "years later");
    let not_yet =
        partners("both", Modality::Planned).puts("가나", Property::PartnersWith, "다라", Modality::Negated);
    assert_eq!(conflicting(&[(not_yet, "2024-03-01", 0..0)], &[]), 0, "not yet, but soon, says one article");
}

#[test]
fn a_thing_starts_once_and_ends_once_at_a_time() {
    let conflicts =
        |property: Property, (one, said): (&str, &'static str), (other, again): (&str, &'static str)| {
            let dated = |id: &str, day: &'static str, date: &str| {
                on(id, day, |draft| {
                    let firm = draft.entity("가나");
                    let value = gureum_model::Literal::Date(date.parse().unwrap());
                    let object = Object::Literal { value, text: date.to_owned() };
                    draft.claim(firm, property, object, Modality::Asserted, Qualifiers::default());
                })
            };
            conflicting(&[dated("a", said, one), dated("b", again, other)], &[])
        };
    let start = Property::StartDate;
    assert_eq!(conflicts(start, ("2012", "2014-06-03"), ("2013-04", "2024-06-03")), 2, "each with the other");
    assert_eq!(conflicts(start, ("2012", "2014-06-03"), ("2012-04", "2024-06-03")), 0, "may be one day");
    let end = Property::EndDate;
    assert_eq!(conflicts(end, ("2024", "2023-06-03"), ("2025", "2024-01-03")), 2);
    assert_eq!(conflicts(end, ("2024", "2020-06-03"), ("2025", "2024-01-03")), 0, "put off since");
}

#[test]
fn two_holders_of_one_post_conflict_unless_one_has_left_or_posts_are_shared() {
    let skos = |name: &str| NamedNode::new(format!("http://www.w3.org/2004/02/skos/core#{name}")).unwrap();
    let graph = NamedNode::new(iri::ONTOLOGY_GRAPH).unwrap();
    let head = NamedNode::new(iri::term("chiefExecutivePost")).unwrap();
    let scheme = NamedNode::new(iri::term("postScheme")).unwrap();
    let name = |text: &str| Literal::new_language_tagged_literal(text, "ko").unwrap();
    let posts = [
        Quad::new(head.clone(), skos("inScheme"), scheme, graph.clone()),
        Quad::new(head.clone(), skos("prefLabel"), name("대표"), graph.clone()),
        Quad::new(head, skos("altLabel"), name("대표이사"), graph),
    ];
    let holds = |id: &str, day, person: &str, title: &str, property| {
        on(id, day, |draft| {
            let firm = draft.entity("가나");
            let person = draft.named(&iri::entity(Class::Person, person, Namesake::Unique), &[person]);
            let qualifiers = Qualifiers { title: Some(title.to_owned()), ..Qualifiers::default() };
            draft.claim(person, property, Object::Entity(firm), Modality::Asserted, qualifiers);
        })
    };
    let works = Property::WorksFor;
    let one = || holds("a", "2024-06-03", "김하늘", "대표", works);
    let two = |day, title| holds("b", day, "이바다", title, works);
    assert_eq!(conflicting(&[one(), two("2024-06-10", "대표 이사")], &posts), 2, "each with the other");
    assert_eq!(conflicting(&[one(), two("2024-06-10", "부장")], &posts), 0);
    assert_eq!(conflicting(&[one(), two("2024-06-10", "공동대표")], &posts), 0, "there may be several");
    assert_eq!(conflicting(&[one(), two("2026-06-10", "대표")], &posts), 0, "two years later");
    assert_eq!(conflicting(&[one(), two("2024-06-10", "대표")], &[]), 0, "without posts in the ontology");
    let left = holds("c", "2024-06-11", "김하늘", "대표", Property::WorkedFor);
    assert_eq!(conflicting(&[one(), two("2024-06-10", "대표"), left], &posts), 0, "one followed the other");
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
