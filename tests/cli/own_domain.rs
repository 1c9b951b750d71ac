//! Lexicon, rules and ontology of the user's, laid over ours: the domain of `docs/own-domain`.

use crate::world::World;

const LAYERS: [&str; 6] = [
    "--lexicon",
    "docs/own-domain/lexicon",
    "--rules",
    "docs/own-domain/rules",
    "--ontology",
    "docs/own-domain/ontology",
];

fn world() -> World {
    let world = World::new();
    world.copy("docs/own-domain");
    world
}

fn with(args: &[&'static str]) -> Vec<&'static str> {
    [args, &LAYERS].concat()
}

fn built() -> World {
    let world = world();
    world.run(&with(&["build", "docs/own-domain/articles"])).ok();
    world
}

#[test]
fn another_domain_is_built_asked_and_checked_without_touching_the_code() {
    let world = built();
    world.run(&with(&["rules", "check"])).ok();
    world.run(&["check"]).ok();
    world.run(&with(&["verify"])).ok();
    let inverse = "ASK { id:maru-motor <https://example.org/battery#suppliedBy> id:gaon-cell }";
    world.run(&["query", inverse]).ok().printed(&["true"]);
    let more_general = "ASK { id:hanul-cathode gu:partnersWith id:gaon-cell }";
    world.run(&["query", more_general]).ok().printed(&["true"]);
    // The graph itself says what its properties are called.
    world.run(&["show", "가온전지"]).ok().printed(&["공급한다 suppliesTo", "[battery-supply]"]);
    world.run(&["stats"]).ok().printed(&["jointVentureWith   합작한다"]);
    let why = ["why", "하늘양극", "suppliesTo", "가온셀"];
    world.run(&with(&why)).ok().printed(&["battery-supply, docs/own-domain/rules/supplies-to.toml:4"]);
    world.run(&["report", "plans"]).ok().printed(&["kept", "suppliesTo"]);
    let lines = world.run(&with(&["extract", "docs/own-domain/articles/cathode.md"])).ok().out;
    assert!(lines.contains("\"predicate\":\"suppliesTo\""), "{lines}");
}

#[test]
fn the_graph_depends_on_what_was_laid_over() {
    let world = built();
    let before = world.dump();
    world.run(&with(&["build", "docs/own-domain/articles"])).ok();
    assert!(world.dump() == before, "the same bytes every time");
    world.run(&["add"]).ok();
    assert!(!world.dump().contains("battery#suppliesTo"), "read again without the layers");
    world.run(&with(&["add"])).ok();
    assert!(world.dump() == before);
}

#[test]
fn rows_and_rules_of_the_same_id_replace_ours_and_word_sets_add_up() {
    let world = World::new();
    let header = "id\ttype\tko\ten\taliases\tformer\twikidata\tror\tdbpedia\tsource\n";
    world.write("names/a.tsv", format!("{header}kt\tOrganization\t바뀐통신\t\tKT\t\t\t\t\tours\n"));
    world.write(
        "rules/a.toml",
        "property = \"acquired\"\n[[rule]]\nid = \"partner-sign\"\nframe = [\"@sheltered\"]\n\
         S = \"subject:Organization\"\nO = \"object:Organization\"\n\
         yes = [{ text = \"한빛클라우드는 누리소프트를 품었다.\", facts = [\"한빛클라우드 | acquired | 누리소프트\"] }]\n\
         no = [\"한빛클라우드는 누리소프트와 협약을 체결했다.\"]\n",
    );
    world.write("rules/words/a.toml", "sheltered = [\"품\"]\nagreement = [\"손도장\"]\n");
    world.write("글.txt", "바뀐통신은 누리소프트를 품었다.\n");
    let layers = ["--lexicon", "names", "--rules", "rules"];
    let rules = world.run(&[&["rules", "check"], &layers[..]].concat());
    assert!(!rules.err.contains("'partner-sign' is taken"), "{}", rules.err);
    world.run(&[&["extract", "글.txt"], &layers[..]].concat()).ok().printed(&[
        "\"https://w3id.org/gureum/id/kt\"",
        "\"predicate\":\"acquired\"",
        "\"rule\":\"partner-sign\"",
    ]);
}

#[test]
fn what_is_wrong_with_a_layer_is_told_with_its_place() {
    let world = world();
    world.write(
        "bad/terms.ttl",
        "@prefix : <https://example.org/o#> .\n@prefix gu: <https://w3id.org/gureum/ontology#> .\n\
         @prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
         :acquired a owl:ObjectProperty ; rdfs:label \"산다\"@ko , \"buys\"@en ;\n  \
         rdfs:domain gu:Organization ; rdfs:range gu:Organization ; gu:extracted true .\n\
         :costs a owl:DatatypeProperty ; rdfs:label \"값\"@ko ; rdfs:domain gu:Thing ; gu:extracted true .\n",
    );
    world
        .run(&["build", "news", "--ontology", "bad"])
        .ended(3)
        .said(&[
            "bad/terms.ttl:5: the name 'acquired' is that of <https://w3id.org/gureum/ontology#acquired>",
        ])
        .said(&["bad/terms.ttl:7: <https://example.org/o#costs> has no rdfs:label in @en"])
        .said(&["bad/terms.ttl:7:", "has rdfs:domain <https://w3id.org/gureum/ontology#Thing>"])
        .said(&["bad/terms.ttl:7:", "has no rdfs:range"]);
    world.run(&["build", "news", "--lexicon", "news"]).ended(3).said(&["news", "no .tsv file", "--lexicon"]);
    world.run(&["build", "news", "--ontology", "nowhere"]).ended(3).said(&["nowhere", ".ttl"]);
    world.run(&["build", "news", "--rules", "docs/own-domain/rules"]).ended(3).said(&[
        "supplies-to.toml:1:12",
        "'suppliesTo' is no property",
        "--ontology",
    ]);
}
