//! `eval`: extraction against gold, and against an earlier extraction.
//!
//! The second article's gold says that a plain agreement is only planned: wrong, but so both a mistake and a
//! miss are there, whatever the rules learn.

use crate::world::{Run, World};

const NURI: &str = r#"{"id": "nuri", "type": "Organization", "names": ["누리소프트"]}"#;
const FIRST: &str = "한빛클라우드는 누리소프트와 업무협약을 체결했다.";
const SECOND: &str = "누리소프트는 다솜소프트와 업무협약을 체결했다.";

/// The two articles with their gold beside them.
fn annotated() -> World {
    let world = World::new();
    world.write(
        "news/구름-1.json",
        format!(
            r#"{{"article": "구름-1", "entities": [{NURI},
                 {{"id": "hanbit", "type": "Organization", "names": ["㈜한빛 클라우드"]}}],
                "facts": [{{"s": "nuri", "p": "partnersWith", "o": "hanbit", "quote": "{FIRST}"}}]}}"#
        ),
    );
    world.write(
        "news/구름-2.json",
        format!(
            r#"{{"article": "구름-2", "entities": [{NURI},
                 {{"id": "dasom", "type": "Organization", "names": ["다솜소프트"]}}],
                "facts": [{{"s": "nuri", "p": "partnersWith", "o": "dasom", "modality": "planned",
                            "quote": "업무협약을 체결했다"}}]}}"#
        ),
    );
    world
}

/// A fact as `extract` prints it, less what is not read.
fn fact(article: &str, s: &str, o: &str, modality: &str) -> String {
    format!(
        r#"{{"article": "{article}", "subject": {{"label": "{s}"}}, "predicate": "partnersWith", "object": {{"label": "{o}"}}, "modality": "{modality}", "rule": "old-rule", "evidence": {{"quote": "업무협약을"}}}}"#
    )
}

/// What stands under a heading, up to the next blank line.
#[track_caller]
fn under<'a>(run: &'a Run, heading: &str) -> &'a str {
    let (_, rest) = run.out.split_once(&format!("{heading}\n")).expect(&run.out);
    rest.split("\n\n").next().unwrap_or_default()
}

#[test]
fn right_wrong_and_missed_are_counted_and_listed() {
    let world = annotated();
    let run = world.run(&["eval", "news", "--errors"]).ok();
    let row = |name: &str| {
        let line = run.out.lines().find(|line| line.trim_start().starts_with(name)).expect(name);
        line.split_whitespace().rev().take(6).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("partnersWith"), ["0.500", "0.500", "0.500", "1", "1", "1"], "{}", run.out);
    assert_eq!(row("planned")[3..], ["1", "0", "0"], "{}", run.out);
    assert_eq!(row("relaxed")[..3], ["1.000", "1.000", "1.000"], "{}", run.out);
    let missed = under(&run, "Missed: 1");
    assert!(missed.contains("누리소프트 | partnersWith | 다솜소프트  planned"), "{missed}");
    assert!(missed.contains(&format!("구름-2: {SECOND}")), "the whole sentence: {missed}");
    let wrong = under(&run, "Wrong: 1");
    assert!(wrong.contains("asserted, in gold with another modality [partner-"), "{wrong}");
    assert!(wrong.contains(SECOND), "{wrong}");
}

#[test]
fn printed_facts_score_as_extracted_ones() {
    let world = annotated();
    let facts = world.run(&["extract", "news"]).ok().out;
    world.write("facts.jsonl", facts);
    let extracted = world.run(&["eval", "news", "--format", "json"]).ok().out;
    let printed = world.run(&["eval", "news", "--facts", "facts.jsonl", "--format", "json"]).ok().out;
    assert_eq!(extracted, printed);
    assert!(extracted.contains(r#""strict":[0.5,0.5,0.5]"#), "{extracted}");
    assert!(extracted.contains(r#""tp":1"#), "{extracted}");
    world.write("facts.jsonl", "no fact\n");
    world
        .run(&["eval", "news", "--facts", "facts.jsonl"])
        .ended(1)
        .said(&["error", "facts.jsonl:1", "no fact"])
        .printed(&["gold facts 2, extracted 0"]);
}

#[test]
fn what_a_change_of_rules_does_is_told_fact_by_fact() {
    let world = annotated();
    let before = [
        fact("구름-2", "다솜소프트", "누리소프트", "planned"),
        fact("구름-1", "한빛클라우드", "구름일보", "asserted"),
    ];
    world.write("before.jsonl", before.join("\n"));
    let run = world.run(&["eval", "news", "--against", "before.jsonl", "--save", "now.jsonl"]).ok();
    let gained = under(&run, "Gained: right now, and was not: 1");
    assert!(
        gained.contains("한빛클라우드") && gained.contains(FIRST) && gained.contains("[partner-"),
        "{gained}"
    );
    let lost = under(&run, "Lost: was right, and is no longer found: 1");
    assert!(lost.contains("planned [old-rule]") && lost.contains(SECOND), "{lost}");
    assert!(under(&run, "Newly wrong: 1").contains("다솜소프트  asserted"), "{}", run.out);
    assert!(
        under(&run, "No longer wrong: 1").contains("한빛클라우드 | partnersWith | 구름일보"),
        "{}",
        run.out
    );
    let again = world.run(&["eval", "news", "--against", "now.jsonl"]).ok();
    for heading in ["was not: 0", "no longer found: 0", "Newly wrong: 0", "No longer wrong: 0"] {
        assert!(again.out.contains(heading), "{heading}: {}", again.out);
    }
}

#[test]
fn broken_gold_is_named_whole_and_the_rest_is_scored() {
    let world = annotated();
    world.write(
        "news/깨진-1.json",
        format!(
            r#"{{"article": "구름-9", "entities": [{NURI}, {{"id": "x", "type": "Firm", "names": []}}],
                "facts": [{{"s": "nuri", "p": "partnersWith", "o": "nobody"}},
                          {{"s": "nuri", "p": "marries", "o": "x", "modality": "perhaps"}},
                          {{"s": "nuri", "p": "partnersWith", "o": 7}}]}}"#
        ),
    );
    world.write("news/깨진-2.json", "{\"article\": \"구름-8\"");
    world.write("news/깨진-3.json", r#"{"article": "구름-7", "entities": [], "facts": []}"#);
    world.write("news/깨진-4.json", r#"{"article": "구름-1", "entities": [], "facts": []}"#);
    let mut run = world.run(&["eval", "news"]).ended(1);
    for parts in [
        ["깨진-1.json", "'x'", "no type 'Firm'"],
        ["깨진-1.json", "'x'", "no names"],
        ["깨진-1.json", "fact 1", "no entity 'nobody'"],
        ["깨진-1.json", "fact 2", "no property 'marries'"],
        ["깨진-1.json", "fact 2", "'perhaps' is no modality"],
        ["깨진-1.json", "fact 3", "should be the id of an entity"],
        ["깨진-2.json", "no gold can be read", "line 1"],
        ["깨진-3.json", "'구름-7'", "not there"],
        ["깨진-4.json", "'구름-1'", "구름-1.json already"],
    ] {
        run = run.said(&parts);
    }
    run.printed(&["articles 2, gold facts 2, extracted 2"]);
    world.run(&["eval", "nowhere"]).ended(1).said(&["nowhere"]);
    world.write("empty/a.md", FIRST);
    world.run(&["eval", "empty"]).ended(1).said(&["empty", "no gold"]);
}

#[test]
fn articles_may_be_elsewhere() {
    let world = annotated();
    for name in ["구름-1", "구름-2"] {
        let gold = std::fs::read(world.path(&format!("news/{name}.json"))).expect("gold");
        world.write(&format!("gold/{name}.json"), gold);
    }
    world
        .run(&["eval", "gold", "--articles", "news"])
        .ok()
        .printed(&["articles 2, gold facts 2, extracted 2"]);
    world.run(&["eval", "gold"]).ended(1).said(&["구름-1.json", "--articles"]).said(&["no gold"]);
}

#[test]
fn how_often_each_rule_was_right_is_a_table_that_a_build_takes() {
    let world = annotated();
    let facts = [
        fact("구름-1", "한빛클라우드", "누리소프트", "asserted").replace("old-rule", "partner-sign"),
        fact("구름-1", "누리소프트", "한빛클라우드", "asserted").replace("old-rule", "partner-cooperate"),
        fact("구름-2", "누리소프트", "다솜소프트", "asserted").replace("old-rule", "partner-sign"),
    ];
    world.write("facts.jsonl", facts.join("\n"));
    let args = ["eval", "news", "--facts", "facts.jsonl", "--rates", "--date", "2024-06-30"];
    let table = world.run(&args).ok().out;
    let expected = "rule\tright\twrong\tgold\tdate\npartner-sign\t1\t1\tnews\t2024-06-30\n";
    assert_eq!(table, expected, "the copy counts for nobody");
    world.copy_seeds();
    world.write("seeds/reliability.tsv", table);
    world.run(&["build", "news", "--seeds", "seeds"]).ok();
    let known = "SELECT ?r ?w ?g { GRAPH <https://w3id.org/gureum/graph/registry> {
        ?x gu:ofRule 'partner-sign' ; gu:right ?r ; gu:wrong ?w ; gu:gold ?g } }";
    let run = world.run(&["query", known, "--format", "csv"]).ok();
    assert_eq!(run.out.replace('\r', ""), "r,w,g\n1,1,news\n");
    world.run(&["eval", "news", "--rates"]).ended(2).said(&["--date"]);
    world.run(&["eval", "news", "--rates", "--date", "yesterday"]).ended(2).said(&["yesterday"]);
}
