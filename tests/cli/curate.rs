//! `curate`: what somebody corrects by hand holds in every graph, until the line is taken out.

use std::fs;

use crate::world::World;

/// Two articles that write one firm in two ways.
fn world() -> World {
    let world = World::new();
    world.write(
        "news/구름-3.md",
        "---\npublished: 2024-06-12\n---\n누리소프트웨어는 아라소프트와 업무협약을 체결했다. \
         누리소프트웨어는 하늘소프트와 경쟁한다.\n",
    );
    world.run(&["build", "news"]).ok();
    world
}

fn curate(world: &World, args: &[&str]) -> crate::world::Run {
    world.run(&[&["curate"], args, &["--reason", "시험 삼아"]].concat())
}

/// What the articles say, and what holds; without the registry, the ontology and the corrections.
fn said(world: &World) -> String {
    let own = ["graph/registry>", "graph/ontology>", "graph/curation>"];
    world
        .dump()
        .lines()
        .filter(|line| !own.iter().any(|graph| line.contains(graph)))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn two_names_of_one_firm_become_one_and_the_reason_is_shown() {
    let world = world();
    curate(&world, &["same", "누리소프트웨어", "누리소프트"])
        .ok()
        .said(&["seeds/curation.toml", "gureum add"])
        .printed(&["[[same]]\nentity = \"id:org/누리소프트웨어\"\nis = \"id:org/누리소프트\"\nreason = \"시험 삼아\"\n"]);
    world
        .run(&["add"])
        .ok()
        .printed(&["changed since the graph was made: curation", "1 entity merged into another"]);
    world.run(&["show", "누리소프트"]).ok().printed(&[
        "아라소프트",
        "한빛클라우드",
        "다른 이름: 누리소프트웨어",
        "교정: same id:org/누리소프트웨어 id:org/누리소프트 — 시험 삼아",
    ]);
    // The old name and the old IRI lead to it.
    for name in ["누리소프트웨어", "id:org/누리소프트웨어"] {
        world.run(&["show", name]).ok().printed(&["누리소프트  조직"]);
    }
    world.run(&["why", "누리소프트", "partnersWith", "아라소프트"]).ok().printed(&["partner"]);
    assert!(!said(&world).contains("id/org/누리소프트웨어>"));
}

#[test]
fn deleting_the_line_undoes_it() {
    let world = world();
    let before = world.dump();
    curate(&world, &["same", "누리소프트웨어", "누리소프트"]).ok();
    curate(&world, &["drop", "--subject", "누리소프트", "--property", "partnersWith"]).ok();
    world.run(&["add"]).ok();
    assert!(!said(&world).contains("ontology#partnersWith> <https://w3id.org/gureum/id/org/누리소프트>"));
    fs::remove_file(world.path("seeds/curation.toml")).unwrap();
    world.run(&["add"]).ok();
    assert!(world.dump() == before, "something of the corrections is left");
}

/// Whoever says a fact first, and however often: what was dropped does not come back.
#[test]
fn a_dropped_fact_stays_dropped_in_every_order() {
    let world = world();
    let drop = ["drop", "--article", "구름-3", "--subject", "누리소프트웨어", "--property", "competesWith"];
    curate(&world, &[&drop[..], &["--object", "하늘소프트"]].concat()).ok();
    world
        .run(&["build", "news"])
        .ok()
        .printed(&["Corrected by seeds/curation.toml: 1 line", "1 claim dropped"]);
    let whole = world.dump();
    assert!(!said(&world).contains("하늘소프트") && said(&world).contains("아라소프트"));
    let mut articles = ["구름-1", "구름-2", "구름-3"].map(|id| format!("news/{id}.md"));
    for turn in 0..3 {
        let store = format!("{turn}.kg");
        articles.rotate_left(1);
        for article in &articles {
            world.run(&["add", article, "--store", &store]).ok();
        }
        world.run(&["remove", "구름-3", "--store", &store]).ok();
        world.run(&["add", "news", "--store", &store]).ok();
        assert!(world.run(&["dump", "--store", &store]).ok().out == whole, "turn {turn} gives another graph");
    }
}

#[test]
fn a_symmetric_fact_is_dropped_from_either_side() {
    let world = world();
    curate(
        &world,
        &["drop", "--subject", "다솜소프트", "--property", "partnersWith", "--object", "누리소프트"],
    )
    .ok();
    world.run(&["add"]).ok().printed(&["1 claim dropped"]);
    assert!(!said(&world).contains("다솜소프트"), "누리소프트 is the subject in the article");
}

#[test]
fn a_missing_fact_is_added_with_the_sentence_that_states_it() {
    let world = world();
    let sentence = "누리소프트는 다솜소프트와 업무협약을 체결했다.";
    let add = ["add", "--article", "구름-2", "--subject", "누리소프트", "--property", "memberOf"];
    let add =
        [&add[..], &["--object", "id:org/구름협회", "--modality", "planned", "--date", "2024-07"]].concat();
    curate(&world, &[&add[..], &["--sentence", "누리소프트는 구름협회에 든다."]].concat())
        .ended(1)
        .said(&["the article 구름-2 has no such sentence"]);
    assert!(!world.path("seeds/curation.toml").exists());
    curate(&world, &[&add[..], &["--sentence", sentence, "--quote", "다솜소프트와 업무협약"]].concat()).ok();
    world.run(&["add"]).ok().printed(&["1 claim added"]);
    world.run(&["show", "누리소프트"]).ok().printed(&["구름협회 [예정]", sentence, "[curation]"]);
    let quoted = world.run(&[
        "query",
        "--format",
        "csv",
        "SELECT ?quote { GRAPH ?a { ?e gu:rule 'curation' ; gu:quote ?quote } }",
    ]);
    quoted.ok().printed(&["다솜소프트와 업무협약\r\n"]);
    world.run(&["why", "누리소프트", "memberOf", "구름협회"]).ok().printed(&["added by hand", "시험 삼아"]);
}

#[test]
fn an_added_fact_whose_sentence_is_gone_stops_the_build_and_nothing_is_half_done() {
    let world = world();
    let before = world.dump();
    world.write(
        "seeds/curation.toml",
        "[[add]]\narticle = \"구름-2\"\nsubject = \"id:org/누리소프트\"\nproperty = \"memberOf\"\n\
         object = \"id:org/구름협회\"\nsentence = \"누리소프트는 구름협회에 든다.\"\nreason = \"시험\"\n\n\
         [[drop]]\nsubject = \"id:org/누리소프트\"\nproperty = \"partnersWith\"\nreason = \"시험\"\n",
    );
    for command in [&["add"][..], &["build", "news"]] {
        world.run(command).ended(3).said(&["seeds/curation.toml:1", "구름-2", "letter by letter"]);
        assert!(world.dump() == before);
    }
}

#[test]
fn a_name_given_by_hand_is_shown() {
    let world = world();
    curate(&world, &["rename", "누리소프트웨어", "누리 소프트웨어"]).ok();
    curate(&world, &["rename", "id:kt", "케이티"]).ok();
    world.write("news/구름-4.md", "KT는 누리소프트와 업무협약을 체결했다.\n");
    world.run(&["add", "news"]).ok().printed(&["2 entities renamed"]);
    world.run(&["show", "누리소프트웨어"]).ok().printed(&["누리 소프트웨어  조직"]);
    world.run(&["entities"]).ok().printed(&["│ 케이티 "]);
    world.run(&["show", "KT"]).ok().printed(&["케이티  조직"]);
}

#[test]
fn a_name_that_means_another_firm_in_one_article_is_kept_apart_there() {
    let world = world();
    curate(&world, &["different", "누리소프트", "--article", "구름-2"]).ok();
    world.run(&["add"]).ok().printed(&["1 entity kept apart in an article"]);
    world.run(&["show", "id:org/누리소프트"]).ok().printed(&["한빛클라우드"]);
    world.run(&["show", "id:org/in/구름-2/누리소프트"]).ok().printed(&["다솜소프트"]);
}

#[test]
fn what_matches_nothing_is_said_with_its_place() {
    let world = world();
    curate(&world, &["drop", "--article", "구름-9", "--property", "memberOf"]).ok();
    curate(&world, &["drop", "--article", "구름-1", "--property", "memberOf"]).ok();
    let file = world.path("seeds/curation.toml");
    let text = fs::read_to_string(&file).unwrap();
    let lines: Vec<usize> =
        text.lines().enumerate().filter(|(_, line)| *line == "[[drop]]").map(|(at, _)| at + 1).collect();
    let run = world.run(&["build", "news"]).ok();
    let run = run.said(&["warning", &format!("seeds/curation.toml:{}", lines[0]), "no such article"]);
    run.said(&[
        "warning",
        &format!("seeds/curation.toml:{}", lines[1]),
        "nothing in the article is like this",
    ]);
    // Only the new article is read now, so nothing can be said of the others.
    world.write("news/구름-4.md", "가람소프트는 나래소프트와 업무협약을 체결했다.\n");
    assert_eq!(world.run(&["add", "news"]).ok().err, "");
}

#[test]
fn a_line_that_contradicts_is_refused_and_the_file_stays() {
    let world = world();
    curate(&world, &["same", "누리소프트웨어", "누리소프트"]).ok();
    let before = fs::read_to_string(world.path("seeds/curation.toml")).unwrap();
    let refused: [(&[&str], &str); 6] = [
        (&["same", "누리소프트웨어", "누리소프트"], "stands twice"),
        (&["same", "누리소프트웨어", "다솜소프트"], "contradicts"),
        (&["same", "누리소프트", "누리소프트웨어"], "itself in the end"),
        (&["different", "누리소프트", "누리소프트웨어"], "contradicts"),
        (&["same", "id:kt", "id:kt-cloud"], "the registry keeps kt and kt-cloud apart"),
        (&["same", "누리소프트", "id:kt-cloud-service"], "is Organization"),
    ];
    for (args, why) in refused {
        curate(&world, args).ended(1).said(&["seeds/curation.toml:", why]);
        assert_eq!(fs::read_to_string(world.path("seeds/curation.toml")).unwrap(), before, "{args:?}");
    }
    curate(&world, &["same", "누리소프", "누리소프트"]).ended(1).said(&["혹시 누리소프트"]);
    curate(&world, &["drop", "--property", "memberOf"]).ended(2).said(&["too much"]);
    world.run(&["curate", "drop", "--property", "memberof", "--subject", "KT", "--reason", "x"]).ended(2);
}

#[test]
fn everything_wrong_with_the_file_is_reported_at_once_and_nothing_built() {
    let world = World::new();
    world.copy_seeds();
    let rows = "누리\tOrganisation\t누리\t\t\t\t\t\t\thttps://example.org\n";
    let table = world.path("seeds/lexicon/companies-cloud.tsv");
    let old = fs::read_to_string(&table).unwrap();
    fs::write(&table, format!("{old}{rows}")).unwrap();
    world.write(
        "seeds/curation.toml",
        r#"[[same]]
entity = "id:org/누리"
is = "id:kt-clud"
reason = "시험"

[[drop]]
subject = "id:org/누리"
property = "competeswith"
reason = "시험"

[[rename]]
entity = "누리"
label = "누리"

[[remove]]
subject = "id:org/누리"

[[add]]
article = "구름-1"
subject = "id:org/누리"
property = "budget"
object = "250억"
sentence = "누리가 그랬다."
reason = "시험"

[[drop]]
article = "구름-1"
property = "memberOf"
reason = "시험"

[[add]]
article = "구름-1"
subject = "id:org/누리"
property = "memberOf"
object = "id:org/구름협회"
sentence = "누리가 든다."
reason = "시험"
"#,
    );
    let run = world.run(&["build", "news", "--seeds", "seeds"]).ended(3);
    for problem in [
        &["companies-cloud.tsv:", "'Organisation' is no type", "did you mean Organization?"][..],
        &["curation.toml:3:6: the registry has no 'kt-clud'", "did you mean kt-cloud?"],
        &["curation.toml:8:12: 'competeswith' is no property", "did you mean competesWith?"],
        &["curation.toml:12:10: '누리' is no entity", "gureum show"],
        &["curation.toml:11:1: 'reason' is missing"],
        &["curation.toml:15:3: 'remove' is no table", "did you mean rename?"],
        &["curation.toml:20:11: 'id:org/누리' is Organization", "the subject of budget is Program"],
        &["curation.toml:22:10: '250억' is no value of budget"],
        &[
            "curation.toml:31:1: 'add 구름-1 id:org/누리 memberOf",
            "contradicts 'drop 구름-1 memberOf'",
            "see line 26",
        ],
    ] {
        assert!(
            run.err.lines().any(|line| problem.iter().all(|part| line.contains(part))),
            "no line with {problem:?} in:\n{}",
            run.err
        );
    }
    assert!(!world.path("gureum.kg").exists());
    world.write("seeds/curation.toml", "[[same]\n");
    world.run(&["build", "news", "--seeds", "seeds"]).ended(3).said(&["curation.toml:1:"]);
    world.run(&["build", "news", "--curation", "none.toml"]).ended(3).said(&["none.toml", "gureum curate"]);
}
