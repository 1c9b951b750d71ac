//! `gureum why` on edges that no article states: what they rest on.

use crate::world::World;

fn world() -> World {
    let world = World::empty();
    let article = |title: &str, url: &str, text: &str| {
        format!("---\ntitle: {title}\npublished: 2024-06-10\nurl: {url}\n---\n\n{text}\n")
    };
    world.write(
        "news/one.md",
        article("한빛데이터 소식", "https://news.example/1", "한빛데이터는 한빛클라우드의 자회사다."),
    );
    world.write(
        "news/two.md",
        article("한빛클라우드 소식", "https://news.example/2", "한빛클라우드는 한빛그룹의 자회사다."),
    );
    world.run(&["build", "news"]).ok();
    world
}

#[test]
fn a_path_names_its_facts_in_order_with_quotes_and_addresses() {
    let world = world();
    let run = world.run(&["why", "한빛데이터", "subsidiaryOf", "한빛그룹"]).ok().printed(&[
        "한빛데이터 → subsidiaryOf 자회사이다 → 한빛그룹",
        "이어진다 (transitive)",
        "“한빛데이터는 한빛클라우드의 자회사다”",
        "https://news.example/1",
        "“한빛클라우드는 한빛그룹의 자회사다”",
        "https://news.example/2",
    ]);
    let at = |words: &str| run.out.find(words).unwrap();
    assert!(at("한빛데이터 → subsidiaryOf 자회사이다 → 한빛클라우드") < at("한빛클라우드 → subsidiaryOf"));
}

#[test]
fn the_card_shows_what_follows_from_several_facts_with_these() {
    let world = world();
    let run = world.run(&["show", "한빛데이터"]).ok();
    let (said, follows) = run.out.split_once("따라 나오는 것").expect("what follows");
    assert!(!said.contains("한빛그룹"), "{said}");
    let wanted = [
        "→ 한빛그룹  자회사이다 subsidiaryOf",
        "근거: 한빛데이터 → 한빛클라우드",
        "https://news.example/1",
        "근거: 한빛클라우드 → 한빛그룹",
        "https://news.example/2",
    ];
    let places: Vec<usize> = wanted
        .iter()
        .map(|part| follows.find(part).unwrap_or_else(|| panic!("no {part} in {follows}")))
        .collect();
    assert!(places.is_sorted(), "{follows}");
    world.run(&["show", "한빛그룹"]).ok().printed(&["← 한빛데이터  자회사이다 subsidiaryOf"]);
    assert!(!world.run(&["show", "한빛클라우드"]).ok().out.contains("따라 나오는 것"), "it says both itself");
}

#[test]
fn where_a_quote_is_there_is_the_address_of_its_article() {
    let world = world();
    let fact = ["한빛데이터", "subsidiaryOf", "한빛클라우드"];
    world.run(&["why", fact[0], fact[1], fact[2]]).ok().printed(&["https://news.example/1"]);
    world.run(&["show", "한빛데이터"]).ok().printed(&["https://news.example/1"]);
    world.run(&["extract", "news"]).ok().printed(&["\"url\":\"https://news.example/1\""]);
    world.run(&["annotate", "news/one.md"]).ok().printed(&["href=\"https://news.example/1\""]);
    let ask = "SELECT ?quote ?url { GRAPH ?article { ?e gu:quote ?quote } ?article schema:url ?url }";
    world.run(&["query", ask, "--format", "csv"]).ok().printed(&["https://news.example/2"]);
}

#[test]
fn an_inverse_and_a_more_general_word_name_the_fact_that_they_read() {
    let world = world();
    world
        .run(&["why", "한빛클라우드", "hasSubsidiary", "한빛데이터"])
        .ok()
        .printed(&["거꾸로 읽는다 (inverse)", "https://news.example/1"]);
    world.run(&["why", "한빛클라우드", "schema:parentOrganization"]).ok().printed(&[
        "schema:parentOrganization",
        "더 넓은 말로 바꾼다 (subproperty)",
        "https://news.example/2",
    ]);
    // Through all three kinds at once: nobody says that the group has the grandchild.
    world.run(&["why", "한빛그룹", "org:hasSubOrganization", "한빛데이터"]).ok().printed(&[
        "transitive",
        "inverse",
        "subproperty",
        "https://news.example/1",
        "https://news.example/2",
    ]);
    world.run(&["why", "한빛데이터", "schema:memberOf"]).ended(1);
}

#[test]
fn schema_org_asks_for_what_the_articles_state() {
    let world = World::empty();
    world.write("news/one.md", "---\ntitle: 회원사\n---\n\n다솜소프트는 누리클라우드협회 회원사다.\n");
    world.run(&["build", "news"]).ok();
    let select = "SELECT ?member ?of { ?x schema:memberOf ?y . ?x rdfs:label ?member . ?y rdfs:label ?of }";
    world.run(&["query", select, "--format", "csv"]).ok().printed(&["다솜소프트,누리클라우드협회"]);
    let inverse = "ASK { ?y schema:member ?x . ?x gu:memberOf ?y }";
    world.run(&["query", inverse]).ok().printed(&["true"]);
    let said = "ASK { GRAPH <https://w3id.org/gureum/graph/derived> { ?x gu:memberOf ?y } }";
    world.run(&["query", said]).ok().printed(&["false"]);
    world
        .run(&["why", "다솜소프트", "schema:memberOf"])
        .ok()
        .printed(&["memberOf 회원이다", "“다솜소프트는 누리클라우드협회 회원사다”"]);
}
