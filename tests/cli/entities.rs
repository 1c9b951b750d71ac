//! `entities`: the list, and the pairs that may be one.

use std::fs;

use crate::world::World;

/// Articles that write the same firms in different ways, and others that only look alike.
const TEXTS: [&str; 8] = [
    "다온에이아이는 누리소프트와 업무협약을 체결했다.",
    "다온AI는 누리소프트와 업무협약을 체결했다.",
    "마로네트웍스는 누리소프트와 업무협약을 체결했다.",
    "마루네트웍스는 누리소프트와 업무협약을 체결했다.",
    "AB나래소프트는 CD나래소프트와 업무협약을 체결했다.",
    "KT는 KT클라우드와 업무협약을 체결했다.",
    "한결소프트는 한결소프트코리아를 인수했다.",
    "라온시스템은 마루네트웍스와 업무협약을 체결했다.",
];

fn world() -> World {
    let world = World::empty();
    for (number, text) in TEXTS.iter().enumerate() {
        world.write(&format!("news/{number}.txt"), text);
    }
    world.run(&["build", "news"]).ok();
    world
}

fn review(world: &World) -> Vec<Vec<String>> {
    let csv = world.run(&["entities", "--review", "--format", "csv"]).ok().out;
    csv.lines().skip(1).map(|line| line.splitn(5, ',').map(str::to_owned).collect()).collect()
}

fn pair(rows: &[Vec<String>], a: &str, b: &str) -> bool {
    rows.iter().any(|row| {
        let has = |name: &str| row[2] == format!("id:org/{name}") || row[3] == format!("id:org/{name}");
        has(a) && has(b)
    })
}

#[test]
fn entities_are_listed_with_what_the_graph_has_on_them() {
    let world = World::built();
    world.run(&["entities", "--type", "Organization", "--format", "csv"]).ok().printed(&[
        "entity,name,type,articles,facts\r\n",
        "id:org/누리소프트,누리소프트,Organization,2,2\r\n",
        "id:org/한빛클라우드,한빛클라우드,Organization,1,1\r\n",
    ]);
    assert!(!world.run(&["entities", "--type", "Program"]).ok().out.contains("누리소프트"));
    world.run(&["entities"]).ok().printed(&["id:org/누리소프트", "│ articles │ facts"]);
    world
        .run(&["entities", "--format", "json"])
        .ok()
        .printed(&["\"label\": \"누리소프트\"", "\"known\": false"]);
    world.run(&["entities", "--type", "Organisation"]).ended(2).said(&["Organization"]);
}

#[test]
fn spellings_of_one_firm_are_suspected_and_lookalikes_are_not() {
    let world = world();
    let rows = review(&world);
    assert!(pair(&rows, "다온에이아이", "다온AI"), "letters spelled out: {rows:?}");
    assert!(pair(&rows, "마로네트웍스", "마루네트웍스"), "one letter wrong: {rows:?}");
    for (a, b) in [("AB나래소프트", "CD나래소프트"), ("한결소프트", "한결소프트코리아")]
    {
        world.run(&["entities"]).ok().printed(&[&format!("id:org/{a} "), &format!("id:org/{b} ")]);
        assert!(!pair(&rows, a, b), "{a} and {b} are two: {rows:?}");
    }
    assert!(!rows.iter().any(|row| row[2].contains("id:kt") || row[3].contains("id:kt")), "{rows:?}");
    let scores: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "the likeliest first: {scores:?}");
}

#[test]
fn what_was_settled_by_hand_is_not_asked_again() {
    let world = world();
    let reason = ["--reason", "살펴보았다"];
    world.run(&[&["curate", "different", "마로네트웍스", "마루네트웍스"][..], &reason].concat()).ok();
    world.run(&[&["curate", "same", "다온에이아이", "다온AI"][..], &reason].concat()).ok();
    world.run(&["add"]).ok();
    assert_eq!(review(&world), Vec::<Vec<String>>::new());
}

/// The registry's guards: neither rows of its own nor declared pairs come up, however alike.
#[test]
fn guarded_pairs_never_merge() {
    let world = World::empty();
    world.write(
        "news/1.txt",
        "KT와 KT클라우드는 KT 클라우드를 공공기관에 제공한다. KT는 KT클라우드와 업무협약을 체결했다.",
    );
    world.run(&["build", "news"]).ok();
    let review = world.run(&["entities", "--review", "--min", "0", "--format", "csv"]).ok().out;
    assert_eq!(review.lines().count(), 1, "only the head: {review}");
    let listed = world.run(&["entities", "--format", "csv"]).ok().out;
    assert!(listed.contains("id:kt,KT,") && listed.contains("id:kt-cloud,KT클라우드,"), "{listed}");
}

/// A firm that news knew before the registry did keeps its old IRI as a way to the new one.
#[test]
fn a_row_that_takes_over_an_entity_keeps_its_old_iri_leading_there() {
    let world = World::built();
    world.run(&["show", "id:org/한빛클라우드"]).ok();
    world.copy_seeds();
    let table = world.path("seeds/lexicon/companies-cloud.tsv");
    let old = fs::read_to_string(&table).unwrap();
    let row = "hanbit-cloud\tOrganization\t한빛클라우드\tHanbit Cloud\t\t빛구름|org/한빛클라우드\t\t\t\thttps://example.org\n";
    fs::write(&table, format!("{old}{row}")).unwrap();
    world.run(&["add", "--seeds", "seeds"]).ok().printed(&["lexicon", "2 read again"]);
    for name in ["한빛클라우드", "빛구름", "id:hanbit-cloud", "id:org/한빛클라우드"] {
        world.run(&["show", name]).ok().printed(&["id:hanbit-cloud", "누리소프트"]);
    }
    let again = world.dump();
    assert!(
        !again.lines().any(|line| line.contains("id/org/한빛클라우드>") && !line.contains("isReplacedBy"))
    );
    world.run(&["build", "news", "--seeds", "seeds", "--store", "new.kg"]).ok();
    assert!(again == world.run(&["dump", "--store", "new.kg"]).ok().out);
}

#[test]
fn former_names_lead_to_the_bodies_that_bear_new_ones() {
    let world = World::empty();
    world.write("1.txt", "한국정보화진흥원은 네이버비즈니스플랫폼과 업무협약을 체결했다.");
    world.write("2.txt", "한국지능정보사회진흥원은 네이버클라우드와 업무협약을 체결했다.");
    world.run(&["build", "1.txt", "2.txt"]).ok();
    world.run(&["entities", "--format", "csv"]).ok().printed(&[
        "id:naver-cloud,네이버클라우드,Organization,2,1",
        "id:nia,한국지능정보사회진흥원,Organization,2,1",
    ]);
}
