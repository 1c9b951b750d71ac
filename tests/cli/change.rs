//! `add` and `remove`: a graph that follows its articles, whatever way it came to be.

use std::fs;

use crate::world::World;

/// Pages of every kind that is read, each with a fact of its own.
const PAGES: [(&str, &str); 4] = [
    ("글/가.txt", "나래테크는 한빛클라우드와 업무협약을 체결했다.\n"),
    (
        "글/나.html",
        "<html><head><title>다온테크의 협약</title></head><body><p>다온테크는 누리소프트와 업무협약을 \
         체결했다.</p></body></html>",
    ),
    ("글/다.md", "---\ntitle: 라온\npublished: 2024-01-02\n---\n라온테크는 지난해 누리소프트를 인수했다.\n"),
    (
        "글/묶음.jsonl",
        "{\"id\": \"라\", \"text\": \"마루테크는 지난해 다솜소프트를 인수했다.\", \"published\": \"2024-03-01\"}\n\
         {\"id\": \"마\", \"text\": \"바다테크는 다솜소프트와 업무협약을 체결했다.\", \"title\": \"바다의 협약\"}\n",
    ),
];

fn world() -> World {
    let world = World::new();
    for (name, text) in PAGES {
        world.write(name, text);
    }
    // Half of Korea's older pages come in this encoding.
    let (bytes, _, _) = encoding_rs::EUC_KR.encode("사랑테크는 한빛클라우드와 업무협약을 체결했다.\n");
    world.write("글/옛글.txt", bytes);
    world
}

/// What the articles say, without ontology and registry.
fn said(world: &World) -> String {
    let dump = world.dump();
    let by_article = |line: &&str| line.contains("<https://w3id.org/gureum/article/");
    dump.lines().filter(by_article).collect::<Vec<_>>().join("\n")
}

#[test]
fn adding_one_by_one_in_any_order_is_building_at_once() {
    let world = world();
    world.run(&["build", "news", "글"]).ok();
    let whole = world.dump();
    for tech in ["나래테크", "다온테크", "라온테크", "마루테크", "바다테크", "사랑테크"]
    {
        assert!(whole.contains(tech), "{tech} is not in the graph");
    }
    let mut paths = vec!["news", "글/가.txt", "글/나.html", "글/다.md", "글/묶음.jsonl", "글/옛글.txt"];
    for turn in 0..3 {
        let store = format!("{turn}.kg");
        paths.rotate_left(turn + 1);
        for path in &paths {
            world.run(&["add", path, "--store", &store]).ok();
        }
        world.run(&["remove", "가", "라", "구름-1", "--store", &store]).ok();
        world.run(&["add", "news", "글", "--store", &store]).ok().printed(&["3 added", "5 unchanged"]);
        assert!(world.run(&["dump", "--store", &store]).ok().out == whole, "turn {turn} gives another graph");
    }
}

#[test]
fn what_only_a_removed_article_says_is_gone() {
    let world = World::built();
    world.run(&["remove", "구름-1"]).ok().said(&["1 article removed", "now 1 article"]);
    assert!(!said(&world).contains("한빛클라우드"));
    assert!(said(&world).contains("다솜소프트"));
}

#[test]
fn an_article_that_was_corrected_is_replaced() {
    let world = World::built();
    world.write(
        "news/구름-1.md",
        "---\npublished: 2024-06-10\n---\n누리소프트는 아라소프트와 업무협약을 체결했다.\n",
    );
    world.run(&["add", "news"]).ok().printed(&["0 added, 1 read again, 1 unchanged"]);
    assert!(said(&world).contains("아라소프트") && !said(&world).contains("한빛클라우드"));
    let changed = world.dump();
    world.run(&["build", "news", "--store", "new.kg"]).ok();
    assert!(changed == world.run(&["dump", "--store", "new.kg"]).ok().out);
}

/// Otherwise some articles would be read by the old rules and some by the new ones.
#[test]
fn where_the_rules_have_changed_everything_is_read_again() {
    let world = world();
    world.run(&["build", "news", "글"]).ok();
    assert!(said(&world).contains("ontology#acquired>"));
    world.copy_seeds();
    fs::remove_file(world.path("seeds/rules/acquired.toml")).unwrap();
    world.run(&["add", "--seeds", "seeds"]).ok().printed(&["changed", ": rules;", "8 read again"]);
    assert!(!said(&world).contains("ontology#acquired>"), "the rule that is gone still has facts");
    let again = world.dump();
    world.run(&["build", "news", "글", "--seeds", "seeds", "--store", "new.kg"]).ok();
    assert!(again == world.run(&["dump", "--store", "new.kg"]).ok().out);
}

#[test]
fn a_graph_without_its_texts_cannot_be_read_again_and_says_so() {
    let world = World::built();
    world.write("dump.nq", world.dump());
    world.run(&["load", "dump.nq", "--store", "copy.kg"]).ok();
    let before = world.run(&["dump", "--store", "copy.kg"]).ok().out;
    let added = world.run(&["add", "--store", "copy.kg"]).ended(1);
    added.said(&["does not have the texts of 구름-1, 구름-2", "give their files too"]);
    assert_eq!(world.run(&["dump", "--store", "copy.kg"]).ok().out, before, "nothing was half done");
    world.run(&["add", "news", "--store", "copy.kg"]).ok();
    assert_eq!(world.run(&["dump", "--store", "copy.kg"]).ok().out, world.dump());
}

#[test]
fn a_name_that_no_article_has_is_said_and_the_others_go() {
    let world = World::built();
    world.run(&["remove", "구름-9", "구름-2"]).ended(1).said(&["no article 구름-9", "gureum query"]);
    assert!(!said(&world).contains("다솜소프트"));
    world
        .run(&["remove", "구름-1", "--store", "nowhere.kg"])
        .ended(3)
        .said(&["nowhere.kg holds no graph yet"]);
    assert!(!world.path("nowhere.kg").exists());
}
