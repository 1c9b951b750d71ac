//! `check`: what a graph may not be, told with what led to it, and inputs that are not in order.

use std::path::Path;

use crate::world::World;

const GU: &str = "https://w3id.org/gureum/ontology#";

/// A graph of the two articles in which the line that has all of `parts` is another one.
fn broken(parts: &[&str], line: impl Fn(&str) -> String) -> World {
    let world = World::built();
    let dump = world.dump();
    let old = dump.lines().find(|line| parts.iter().all(|part| line.contains(part)));
    let old = old.unwrap_or_else(|| panic!("no quad with {parts:?}"));
    world.write("broken.nq", dump.replace(old, &line(old)));
    world
}

#[test]
fn a_graph_of_the_program_is_as_the_ontology_wants_it() {
    World::built().run(&["check"]).ok().printed(&["quads conform to", "shapes"]);
}

#[test]
fn a_violation_names_the_rule_sentence_article_and_alias_behind_it() {
    let world = broken(&["/claim/", "#modality> ", "article/구름-1> ."], |old| {
        old.replace("#asserted>", "#hoped>")
    });
    let run = world.run(&["check", "broken.nq"]).ended(1);
    run.printed(&[
        "gus:Claim-modality (In)",
        "A claim is asserted, planned, negated or speculated.",
        "주장의 양태는",
        "gu:hoped",
        "art:구름-1",
        "rule      partner-",
        "alias     한빛클라우드, 누리소프트",
        "sentence  한빛클라우드는 누리소프트와 업무협약을 체결했다.",
        "1 violation of",
    ]);
    world.run(&["check", "broken.nq", "--format", "json"]).ended(1).printed(&[
        "\"focus\":\"https://w3id.org/gureum/claim/",
        "\"names\":[\"한빛클라우드\",\"누리소프트\"]",
        "\"shape\":\"https://w3id.org/gureum/shapes#Claim-modality\"",
    ]);
    let report = world.run(&["check", "broken.nq", "--format", "turtle"]).ended(1).out;
    assert!(report.contains("sh:conforms false") && report.contains("sh:sourceShape"), "{report}");
    world.write("report.ttl", report);
    world.run(&["load", "report.ttl", "--store", "report.kg"]).ok();
}

/// One fact a kind of slip; the shape that must notice it.
#[test]
fn slips_of_many_kinds_are_found() {
    let id = "https://w3id.org/gureum/id/org/한빛클라우드";
    let turtle = |triples: &str| {
        format!(
            "@prefix gu: <{GU}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: \
             <http://www.w3.org/2001/XMLSchema#> .\n<{id}> a gu:Organization ; rdfs:label \"한빛클라우드\"@ko ; \
             <http://www.w3.org/2004/02/skos/core#altLabel> \"한빛\"@ko .\n{triples}\n"
        )
    };
    let world = World::empty();
    world.write("good.ttl", turtle(&format!("<{id}> gu:marketShare 12.5 ; gu:revenue 200000000 .")));
    world.run(&["check", "good.ttl"]).ok();
    for (triples, shape) in [
        ("gu:marketShare 120.5", "gus:marketShare-percent (MaxInclusive)"),
        ("gu:marketShare \"12\"", "gus:marketShare-object (Datatype)"),
        ("gu:revenue 0", "gus:revenue-positive (MinExclusive)"),
        ("gu:budget 5", "gus:budget (Class)"),
        ("gu:website \"한빛 누리집\"", "gus:website-host (Pattern)"),
        ("gu:startDate \"2024-13\"^^xsd:gYearMonth", "gus:startDate-object (Or)"),
        ("gu:partnersWith gu:asserted", "gus:partnersWith-object (Class)"),
        ("a gu:Person", "gus:Entity-class (Xone)"),
        ("rdfs:label \"한빛\"@ko", "gus:Entity-label (MaxCount)"),
    ] {
        world.write("bad.ttl", turtle(&format!("<{id}> {triples} .")));
        world.run(&["check", "bad.ttl"]).ended(1).printed(&[shape, "한빛클라우드"]);
    }
    let evidence =
        "<https://w3id.org/gureum/evidence/1> a gu:Evidence ; gu:quote \"\"@ko ; gu:start 9 ; gu:end 3 .";
    world.write("bad.ttl", turtle(evidence));
    world.run(&["check", "bad.ttl"]).ended(1).printed(&[
        "gus:Evidence-claim (MinCount)",
        "gus:Evidence-quote (Pattern)",
        "gus:Evidence-rule (MinCount)",
        "gus:Evidence-start (LessThan)",
    ]);
}

/// Corrections, links, what measures, and the description of the graph have shapes too.
#[test]
fn slips_in_records_by_hand_links_measures_and_the_description_are_found() {
    let world = World::built();
    world.write(
        "news/구름-3.md",
        "---\ntitle: 새싹의 예산\npublished: 2024-06-12\n---\n\n새싹 프로젝트의 예산은 250억 원이다. 김하늘 한빛클라우드 대표는 \
         \"기대가 크다\"고 말했다.\n",
    );
    world.write(
        "firms.ttl",
        "<http://f.example/1> a <http://schema.org/Corporation> ; \
         <http://www.w3.org/2000/01/rdf-schema#label> \"한빛클라우드\"@ko .",
    );
    world.run(&["link", "--against", "firms.ttl", "--write", "--date", "2024-06-10"]).ok();
    world.run(&["curate", "rename", "누리소프트", "누리 소프트", "--reason", "회사가 쓰는 이름"]).ok();
    world.run(&["add", "news"]).ok();
    world.run(&["check"]).ok();
    let dump = world.dump();
    for (has, from, to, shape) in [
        ("ontology#reason>", "\"회사가 쓰는 이름\"", "\" \"", "gus:Correction-reason (Pattern)"),
        ("sssom/confidence>", "\"0.95\"", "\"1.95\"", "gus:Link-confidence (MaxInclusive)"),
        ("annotatedTarget>", "http://f.example/1", "https://w3id.org/gureum/id/kt", "gus:Link-target (Not)"),
        ("ontology#unit>", "\"KRW\"", "\"percent\"", "gus:Claim-budget-unit (Or)"),
        ("ontology#title>", "ontology#title>", "ontology#market>", "gus:Claim-market-of (Or)"),
        ("ontology#measuredOn> \"", "\"20", "\"in 20", "gus:Reliability-measuredOn (Datatype)"),
        ("skos/core#notation>", "\"CEO\"", "\"C E O\"", "gus:Concept-notation (Pattern)"),
    ] {
        let line = dump.lines().find(|line| line.contains(has) && line.contains(from));
        let line = line.unwrap_or_else(|| panic!("no quad with {has} and {from}"));
        world.write("broken.nq", dump.replace(line, &line.replace(from, to)));
        world.run(&["check", "broken.nq"]).ended(1).printed(&[shape]);
    }
    let description = world.run(&["describe", "--dump", "https://data.example/graph.nq"]).ok().out;
    world.write("good.ttl", &description);
    world.run(&["check", "good.ttl"]).ok();
    for (from, to, shape) in [
        (
            "a void:Linkset ;",
            "a void:Linkset ; void:linkPredicate owl:differentFrom ;",
            "gus:LinkSet-predicate (MaxCount)",
        ),
        ("dcat:endDate \"2024", "dcat:endDate \"2023", "gus:Period-start (LessThanOrEquals)"),
        ("dcterms:rights ", "dcterms:relation ", "gus:DataSet-rights (MinCount)"),
        ("dcat:accessURL ", "dcterms:relation ", "gus:Distribution-address (MinCount)"),
    ] {
        assert!(description.contains(from), "no {from} in\n{description}");
        world.write("bad.ttl", description.replacen(from, to, 1));
        world.run(&["check", "bad.ttl"]).ended(1).printed(&[shape]);
    }
}

#[test]
fn shapes_may_be_ones_own() {
    let world = World::built();
    world.write(
        "shapes/own.ttl",
        format!(
            "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gu: <{GU}> .\n\
             <https://example.org/lonely> sh:targetClass gu:Organization ; sh:property <https://example.org/two> .\n\
             <https://example.org/two> sh:path gu:partnersWith ; sh:minCount 2 ; sh:message \"Two partners.\"@en .\n"
        ),
    );
    // 누리소프트 has two partners, the other two have one each.
    world
        .run(&["check", "--shapes", "shapes"])
        .ended(1)
        .printed(&["Two partners.", "2 violations of 1 shape"]);
    world.write(
        "idle/own.ttl",
        format!(
            "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gu: <{GU}> .\n\
             <https://example.org/law> a sh:NodeShape ; sh:targetSubjectsOf gu:budget ; sh:nodeKind sh:IRI .\n"
        ),
    );
    let nothing = ["1 shape looked at nothing", "<https://example.org/law>"];
    world.run(&["check", "--shapes", "idle"]).ok().said(&nothing).said(&["warning"]);
    world.run(&["check", "--verbose"]).ok().said(&["note", "looked at nothing", "gus:budget"]);
    assert!(!world.run(&["check"]).ok().err.contains("looked at nothing"));
}

/// Everything that is wrong with the inputs comes at once, and nothing is checked with a part of them.
#[test]
fn bad_inputs_are_told_together_with_their_place() {
    let world = World::built();
    world.copy("ontology");
    world.copy_seeds();
    let edit = |file: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(world.path(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        world.write(file, text.replacen(from, to, 1));
    };
    world.run(&["check", "--ontology", "ontology", "--seeds", "seeds"]).ok();

    edit("ontology/shapes/values.ttl", "sh:targetSubjectsOf gu:budget", "sh:targetSubjectsOf gu:budgett");
    edit("ontology/shapes/records/derived.ttl", "sh:minCount 2", "sh:closed true");
    world
        .run(&["check", "--ontology", "ontology"])
        .ended(3)
        .said(&[
            "ontology/shapes/values.ttl:8:",
            "a shape targets nothing",
            "budgett",
            "did you mean budget?",
        ])
        .said(&["derived.ttl:", "sh:closed cannot be run"]);

    edit(
        "ontology/capital.ttl",
        "gu:acquired a owl:ObjectProperty ;",
        "gu:acquired a owl:ObjectProperty ;; .",
    );
    edit("ontology/gureum.ttl", "owl:versionInfo \"", "owl:versionInfo \"9");
    edit("seeds/rules/partners-with.toml", "[[rule]]", "[[rulle]]");
    edit("seeds/lexicon/events.tsv", "\tEvent\t", "\tEvennt\t");
    let pair = "entity = \"id:org/가나\"\n";
    world.write(
        "seeds/curation.toml",
        format!(
            "[[same]]\n{pair}is = \"id:org/다라\"\nreason = \"한 회사\"\n\n\
             [[different]]\n{pair}from = \"id:org/다라\"\nreason = \"다른 회사\"\n"
        ),
    );
    let run = world
        .run(&["check", "--ontology", "ontology", "--seeds", "seeds"])
        .ended(3)
        .said(&["ontology/capital.ttl:", "not Turtle"])
        .said(&["gureum.kg", "built with ontology", "gureum build"])
        .said(&["partners-with.toml:"])
        .said(&["events.tsv:", "Evennt"])
        .said(&["curation.toml:6", "contradicts"])
        .said(&["nothing was checked"]);
    assert_eq!(run.out, "");
    world.run(&["check", "--store", "nowhere.kg"]).ended(3).said(&["holds no graph yet"]);
    assert!(!Path::new(&world.path("nowhere.kg")).exists());
}
