//! What a graph says of its own trustworthiness: evidence, belief, reprints, conflicts, plans.

use std::fs;

use crate::world::World;

/// Wire copy, and what two papers made of it: another headline and a byline; only its beginning.
const WIRE: &str = "한빛클라우드는 3일 누리소프트와 업무협약을 체결했다. 두 회사는 공공 기관의 전산 자원을 \
    한빛클라우드의 데이터센터로 옮기는 일을 함께 한다. 누리소프트는 이전 도구를 맡고 한빛클라우드는 운영을 \
    맡는다. 김하늘 대표는 \"지방 기관까지 넓히겠다\"고 말했다.";

fn front(title: &str, publisher: &str, day: &str) -> String {
    format!(
        "---\ntitle: {title}\npublisher: {publisher}\npublished: {day}\n\
         url: https://news.example/{publisher}/{day}\n---\n\n"
    )
}

/// A folder `news` with the wire copy, its reprints, and an article on the same event in its own words.
fn reprinted() -> World {
    let world = World::empty();
    let beginning: String = WIRE.split_inclusive(". ").take(2).collect();
    for (name, head, text) in [
        ("wire.md", front("한빛, 누리와 협약", "누리통신", "2024-06-03"), WIRE.to_owned()),
        (
            "copy.md",
            front("공공 클라우드에 두 회사 맞손", "구름일보", "2024-06-04"),
            format!("이하늘 기자 haneul@news.example\n\n{WIRE}"),
        ),
        ("short.md", front("[단신] 한빛 협약", "하늘신문", "2024-06-04"), beginning),
        (
            "own.md",
            front("누리의 선택은 한빛", "바람경제", "2024-06-05"),
            "누리소프트가 손을 잡은 곳은 한빛클라우드였다. 한빛클라우드는 누리소프트와 업무협약을 체결했다. \
             업계에서는 지역 전산실을 옮기려는 기관이 많아 이번 협력의 효과가 작지 않으리라고 본다."
                .to_owned(),
        ),
    ] {
        world.write(&format!("news/{name}"), head + &text + "\n");
    }
    world
}

const DERIVED: &str = "GRAPH <https://w3id.org/gureum/graph/derived>";

fn csv(world: &World, query: &str) -> String {
    world.run(&["query", query, "--format", "csv"]).ok().out.replace('\r', "")
}

#[test]
fn reprints_count_once_and_another_article_on_the_event_does_not_collapse() {
    let world = reprinted();
    world.run(&["build", "news"]).ok();
    let copies = format!("SELECT ?copy ?of {{ {DERIVED} {{ ?copy gu:reprintOf ?of }} }} ORDER BY ?copy");
    let art = |name: &str| format!("https://w3id.org/gureum/article/{name}");
    let expected = format!("copy,of\n{},{}\n{},{}\n", art("copy"), art("wire"), art("short"), art("wire"));
    assert_eq!(csv(&world, &copies), expected);
    let counts = format!(
        "SELECT ?n ?i {{ {DERIVED} {{ ?f gu:articleCount ?n ; gu:independentCount ?i }}
           GRAPH art:wire {{ ?f rdf:predicate gu:partnersWith }} }}"
    );
    assert_eq!(csv(&world, &counts), "n,i\n4,2\n");
}

#[test]
fn every_fact_has_evidence_whose_quote_stands_at_its_offsets() {
    let world = reprinted();
    world.copy_seeds();
    world.run(&["build", "news", "seeds/articles"]).ok();
    let facts = csv(&world, "SELECT DISTINCT ?f { GRAPH ?g { ?f a gu:Fact } } ORDER BY ?f");
    let places = "SELECT DISTINCT ?f ?id ?start ?end ?quote { GRAPH ?g {
        ?f a gu:Fact . ?claim gu:fact ?f ; gu:inArticle ?article .
        ?e gu:claim ?claim ; gu:start ?start ; gu:end ?end ; gu:quote ?quote .
        ?article dcterms:identifier ?id } }";
    let json = world.run(&["query", places, "--format", "json"]).ok().out;
    let rows: Vec<[String; 5]> = bindings(&json, ["f", "id", "start", "end", "quote"]);
    let mut cited = std::collections::BTreeSet::new();
    for [fact, id, start, end, quote] in &rows {
        let file = [format!("news/{id}.md"), format!("seeds/articles/{id}.md")];
        let text = file.iter().find_map(|name| fs::read_to_string(world.path(name)).ok()).expect(id);
        let (start, end): (usize, usize) = (start.parse().expect("offset"), end.parse().expect("offset"));
        assert_eq!(text.get(start..end), Some(quote.as_str()), "{id} {start}");
        cited.insert(fact.clone());
    }
    let facts: std::collections::BTreeSet<String> = facts.lines().skip(1).map(str::to_owned).collect();
    assert!(facts.len() > 60, "{}", facts.len());
    assert_eq!(cited, facts, "a fact that no evidence states");
}

/// The rows of SPARQL JSON results.
fn bindings<const N: usize>(json: &str, names: [&str; N]) -> Vec<[String; N]> {
    let parsed: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let rows = parsed["results"]["bindings"].as_array().expect("rows");
    rows.iter().map(|row| names.map(|name| row[name]["value"].as_str().expect(name).to_owned())).collect()
}
