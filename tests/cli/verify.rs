//! `gureum verify` and `gureum manifest`: a graph that can be made again, and one that was tampered with.

use std::fs;

use gureum_model::ContentHash;

use crate::world::World;

/// The world's graph with a word replaced in its dump.
fn tampered(from: &str, to: &str) -> World {
    let world = World::built();
    let dump = world.dump();
    assert!(dump.contains(from));
    world.write("dump.nq", dump.replace(from, to));
    fs::rename(world.path("gureum.kg"), world.path("true.kg")).expect("the store's files");
    world.run(&["load", "dump.nq"]).ok();
    for entry in fs::read_dir(world.path("true.kg/texts")).expect("the store's files") {
        let text = entry.expect("the store's files");
        fs::create_dir_all(world.path("gureum.kg/texts")).expect("the store's files");
        fs::copy(text.path(), world.path("gureum.kg/texts").join(text.file_name()))
            .expect("the store's files");
    }
    world
}

#[test]
fn a_graph_that_was_built_is_what_its_articles_give() {
    let world = World::built();
    let before = world.dump();
    world.run(&["verify"]).ok().printed(&["2 articles read again; every graph is as recorded"]);
    assert_eq!(world.dump(), before);
}

#[test]
fn an_article_that_differs_is_named_with_what_differs_in_it() {
    // Loaded from a dump, it does not know what it was made with.
    let said = |modality: &str| format!("ontology#modality> <https://w3id.org/gureum/ontology#{modality}>");
    let world = tampered(&said("asserted"), &said("negated"));
    let run = world.run(&["verify"]).ended(1);
    run.printed(&[
        "article 구름-1 differs: what it was made with is not recorded",
        "modality: negated → asserted",
        "graph https://w3id.org/gureum/graph/derived differs: it follows from the articles",
    ]);
}

#[test]
fn programs_get_the_same_as_json() {
    let json = |world: &World, args: &[&str], status| -> serde_json::Value {
        let out = world.run(&[&["verify", "--format", "json"], args].concat()).ended(status).out;
        serde_json::from_str(&out).expect("JSON")
    };
    let world = World::built();
    let whole = json(&world, &[], 0);
    assert_eq!((&whole["articles"], &whole["different"]), (&2.into(), &serde_json::json!([])));
    let fact = ["한빛클라우드", "partnersWith", "누리소프트"];
    let one = json(&world, &fact, 0);
    assert_eq!(
        (&one[0]["verdict"], &one[0]["statement"]["article"]),
        (&"confirmed".into(), &"구름-1".into())
    );
    world.write("graph.json", world.run(&["manifest", "--format", "json"]).ok().out);
    assert_eq!(json(&world, &["--manifest", "graph.json"], 0)["differences"], serde_json::json!([]));
    let world = tampered("ontology#asserted>", "ontology#negated>");
    let whole = json(&world, &[], 1);
    assert_eq!(whole["recorded"], false);
    assert_eq!(whole["different"][0]["name"], "구름-1");
    assert_eq!(whole["statements"]["changed"][0]["fields"][0], "modality");
    let one = json(&world, &fact, 1);
    assert_eq!(one[0]["verdict"], "refuted");
    assert!(one[0]["why"].as_str().is_some_and(|why| why.contains("modality negated → asserted")), "{one}");
}

#[test]
fn rules_that_have_changed_are_named() {
    let world = World::built();
    world.copy_seeds();
    fs::remove_file(world.path("seeds/rules/partners-with.toml")).unwrap();
    let run = world.run(&["verify", "--seeds", "seeds"]).ended(1);
    run.printed(&[
        "Changed since the graph was made: rules\n",
        "구름-1 differs: it was made with other rules",
    ]);
}

#[test]
fn a_text_that_is_not_the_one_that_was_read_is_noticed() {
    let world = World::built();
    let texts: Vec<_> =
        fs::read_dir(world.path("gureum.kg/texts")).unwrap().map(|e| e.unwrap().path()).collect();
    let [one, other] = &texts[..] else { panic!("{texts:?}") };
    fs::copy(one, other).unwrap();
    world.run(&["verify"]).ended(1).printed(&["differs: its kept text is not the one that was read"]);
    fs::write(other, "no").unwrap();
    world
        .run(&["verify"])
        .ended(1)
        .printed(&["differs: its kept text is not the one that was read", "1 article read again"]);
}

#[test]
fn without_texts_it_says_what_cannot_be_checked() {
    let world = World::new();
    world.run(&["build", "news", "--without-texts"]).ok();
    let kept = || fs::read_dir(world.path("gureum.kg/texts")).map_or(0, Iterator::count);
    assert_eq!(kept(), 0);
    world.run(&["verify"]).ended(1).printed(&["not checked", "구름-1, 구름-2"]);
    world
        .run(&["verify", "누리소프트", "partnersWith"])
        .ended(1)
        .printed(&["not checked", "its text is not in the store"]);
    world.write(
        "more/구름-3.md",
        "---\npublished: 2024-06-12\n---\n다온테크는 누리소프트와 업무협약을 체결했다.\n",
    );
    world.run(&["add", "more"]).ok();
    assert_eq!(kept(), 0, "a graph to share has got a text");
    world.run(&["build", "news", "more", "--store", "with.kg"]).ok();
    assert_eq!(world.dump(), world.run(&["dump", "--store", "with.kg"]).ok().out);
}

#[test]
fn one_fact_is_replayed() {
    let world = World::built();
    world.run(&["verify", "한빛클라우드", "partnersWith", "누리소프트"]).ok().printed(&[
        "confirmed: ",
        "구름-1",
        "한빛클라우드는 누리소프트와 업무협약을 체결했다.",
    ]);
    world.run(&["verify", "한빛클라우드", "acquired"]).ended(1).said(&["no such fact"]);
    world.run(&["verify", "한빛클라우드"]).ended(2).said(&["is no fact"]);
}

#[test]
fn a_fact_that_was_tampered_with_is_refuted() {
    let fact = ["verify", "한빛클라우드", "partnersWith"];
    tampered("ontology#asserted>", "ontology#negated>")
        .run(&fact)
        .ended(1)
        .printed(&["refuted", "modality negated → asserted"]);
    let quoted = "quote> \"한빛클라우드는 누리소프트와";
    tampered(quoted, "quote> \"한빛클라우드는 누구와")
        .run(&fact)
        .ended(1)
        .printed(&["refuted", "does not have “한빛클라우드는 누구와"]);
    let world = World::built();
    world.copy_seeds();
    fs::remove_file(world.path("seeds/rules/partners-with.toml")).unwrap();
    world.run(&[&fact[..], &["--seeds", "seeds"]].concat()).ended(1).printed(&["refuted"]);
}

#[test]
fn the_manifest_lists_what_the_graph_was_made_of() {
    let world = World::built();
    let table = world.run(&["manifest"]).ok();
    table.printed(&[
        "2 articles",
        "dictionary",
        "lexicon",
        "words",
        "rules",
        "ontology",
        "program",
        "구름-1",
        "kept",
    ]);
    let out = world.run(&["manifest", "--format", "json"]).ok().out;
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let article = &json["articles"][0];
    assert_eq!(article["id"], "구름-1");
    let text = fs::read(world.path("news/구름-1.md")).unwrap();
    assert_eq!(article["contentHash"], ContentHash::of(&text).as_str());
    // The checksum is that of lines that everybody can have.
    let name = format!(" <{}> .", article["iri"].as_str().unwrap());
    let dump = world.dump();
    let lines: String = dump.lines().filter(|l| l.ends_with(&name)).map(|l| format!("{l}\n")).collect();
    assert_eq!(article["checksum"], ContentHash::of(lines.as_bytes()).as_str());
}

#[test]
fn a_graph_is_compared_with_a_manifest_that_was_kept() {
    let world = World::built();
    world.write("graph.json", world.run(&["manifest", "--format", "json"]).ok().out);
    world.run(&["verify", "--manifest", "graph.json"]).ok().printed(&["everything is as listed"]);
    world.run(&["remove", "구름-2"]).ok();
    let run = world.run(&["verify", "--manifest", "graph.json"]).ended(1);
    run.printed(&["구름-2 is listed and not there", "graph default: listed with"]);
    world.write("graph.json", "{}");
    world.run(&["verify", "--manifest", "graph.json"]).ended(2).said(&["it is no list"]);
}
