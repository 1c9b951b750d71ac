//! `gureum diff`: statements added, lost and changed, with their sentences.

use std::fs;
use std::io::Write as _;

use crate::world::World;

/// A graph of the two articles, and one in which the first has been written anew: what was done is planned,
/// and there is a fact more.
fn worlds() -> World {
    let world = World::built();
    world.write(
        "new/구름-1.md",
        "---\ntitle: 한빛클라우드, 누리소프트와 손잡다\nurl: https://example.org/1\npublished: 2024-06-10\n---\n\n\
         한빛클라우드는 누리소프트와 업무협약을 체결할 계획이다. 한빛클라우드는 지난해 나래테크를 인수했다.\n",
    );
    world.run(&["build", "new/구름-1.md", "--store", "new.kg"]).ok();
    world
}

#[test]
fn two_graphs_are_compared_statement_by_statement() {
    let run = worlds().run(&["diff", "gureum.kg", "new.kg"]).ended(1);
    run.printed(&[
        "Lost: 1",
        "- 누리소프트 | partnersWith | 다솜소프트  asserted",
        "누리소프트는 다솜소프트와 업무협약을 체결했다.",
        "Added: 1",
        "+ 한빛클라우드 | acquired | 나래테크  asserted, date 2023",
        "한빛클라우드는 지난해 나래테크를 인수했다.",
        "https://example.org/1",
        "Changed: 1",
        "modality: asserted → planned",
        "0 statements are the same: 1 lost, 1 added, 1 changed",
    ]);
}

#[test]
fn a_graph_is_the_same_as_its_dump() {
    let world = World::built();
    world.write("dump.nq", world.dump());
    world.run(&["diff", "dump.nq"]).ok().printed(&["2 statements are the same: 0 lost, 0 added, 0 changed"]);
    world.run(&["diff", "dump.nq", "gureum.kg"]).ok();
    // Packed too, as it is passed on.
    for (name, text) in [("dump.nq", world.dump()), ("facts.jsonl", world.run(&["extract", "news"]).ok().out)]
    {
        let packed = format!("{name}.gz");
        let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        file.write_all(text.as_bytes()).expect("memory takes everything");
        world.write(&packed, file.finish().expect("packed"));
        world.run(&["diff", &packed]).ok().printed(&["2 statements are the same"]);
    }
    world.run(&["load", "dump.nq.gz", "--store", "loaded.kg"]).ok();
    world.run(&["diff", "loaded.kg"]).ok();
    world.run(&["check", "dump.nq.gz"]).ok();
}

#[test]
fn a_graph_is_the_same_as_the_facts_extracted() {
    let world = World::built();
    world.write("facts.jsonl", world.run(&["extract", "news"]).ok().out);
    world.run(&["diff", "gureum.kg", "facts.jsonl"]).ok().printed(&["2 statements are the same"]);
    let out = world.run(&["diff", "facts.jsonl", "gureum.kg", "--format", "json"]).ok().out;
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["same"], 2);
}

#[test]
fn two_versions_of_the_rules_are_compared_on_articles_and_on_the_graph() {
    let world = World::new();
    world.write(
        "news/구름-3.md",
        "---\npublished: 2024-06-12\n---\n다온테크는 지난해 누리소프트를 인수했다.\n",
    );
    world.run(&["build", "news"]).ok();
    world.copy_seeds();
    fs::rename(world.path("seeds"), world.path("old")).unwrap();
    world.copy_seeds();
    fs::remove_file(world.path("seeds/rules/acquired.toml")).unwrap();
    let lost =
        ["- 다온테크 | acquired | 누리소프트", "2 statements are the same: 1 lost, 0 added, 0 changed"];
    for typed in [
        &["diff", "--seeds", "old", "--seeds", "seeds", "news"][..],
        &["diff", "--seeds", "old", "--seeds", "seeds"],
        &["diff", "--seeds", "seeds", "news"],
        &["diff", "--seeds", "seeds"],
    ] {
        world.run(typed).ended(1).printed(&lost);
    }
    world.run(&["diff", "--seeds", "old"]).ok().printed(&["3 statements are the same"]);
    assert!(world.dump().contains("ontology#acquired>"), "diff has changed the graph");
}

#[test]
fn what_is_no_graph_is_told() {
    let world = World::built();
    world.run(&["diff"]).ended(2).said(&["name a graph"]);
    world.run(&["diff", "news/구름-1.md"]).ended(2).said(&["구름-1.md is no graph", "--seeds"]);
    world.run(&["diff", "nothing.nq"]).ended(2).said(&["cannot read nothing.nq"]);
    world.write("bad.jsonl", "{}\nno\n");
    let run = world.run(&["diff", "bad.jsonl"]).ended(2);
    run.said(&["line 1", "it is no fact"]).said(&["line 2", "it is no JSON"]);
}
