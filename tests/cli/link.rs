//! `link`: our entities in another data set, and what is kept of it.

use std::io::Write as _;

use crate::world::{Run, World};

const FIRMS: &str = "<http://f.example/1> a <http://schema.org/Corporation> ;
  <http://www.w3.org/2000/01/rdf-schema#label> \"주식회사 한빛 클라우드\"@ko ; <http://schema.org/parentOrganization> <http://f.example/2> .
<http://f.example/2> a <http://schema.org/Corporation> ; <http://www.w3.org/2000/01/rdf-schema#label> \"누리소프트\" .
<http://f.example/3> a <http://schema.org/Person> ; <http://www.w3.org/2000/01/rdf-schema#label> \"다솜소프트\" .
<http://f.example/4> a <http://schema.org/Corporation> ; <http://www.w3.org/2000/01/rdf-schema#label> \"다솜소프트병원\" .
";

fn world() -> World {
    let world = World::built();
    world.write("firms.ttl", FIRMS);
    world
}

fn keep(world: &World) -> Run {
    world.run(&["link", "--against", "firms.ttl", "--write", "--date", "2024-06-10"])
}

/// The lines of the graph of links.
fn links(world: &World) -> String {
    let dump = world.dump();
    dump.lines().filter(|line| line.contains("graph/links>")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_link_has_a_score_and_reasons_and_nothing_is_written_unasked() {
    let world = world();
    let before = world.dump();
    let run = world.run(&["link", "--against", "firms.ttl"]).ok();
    let run = run.printed(&[
        "owl:sameAs",
        "id:org/한빛클라우드",
        "http://f.example/1",
        "company's form",
        "both know 누리소프트",
    ]);
    assert!(!run.out.contains("f.example/3") && !run.out.contains("f.example/4"), "{}", run.out);
    run.said(&["firms.ttl: 9 triples read", "2 same, 0 close"]).said(&["--write"]);
    assert!(world.dump() == before && !world.path("seeds/links.tsv").exists());
}

#[test]
fn what_is_kept_outlives_builds_and_is_verified() {
    let world = world();
    keep(&world).ok().said(&["2 links now in seeds/links.tsv"]);
    let kept = links(&world);
    assert!(kept.contains("owl#sameAs> <http://f.example/1>") && kept.contains("\"2024-06-10\""), "{kept}");
    let whole = world.dump();
    world.run(&["verify"]).ok();
    world.run(&["build", "news"]).ok();
    assert!(world.dump() == whole, "a build gives another graph");
    keep(&world).ok();
    assert!(world.dump() == whole, "linking again gives another graph");
    world.run(&["show", "한빛클라우드"]).ok().printed(&["owl:sameAs http://f.example/1"]);
}

#[test]
fn what_a_person_decides_wins_over_the_matcher() {
    let world = world();
    keep(&world).ok();
    let curate = |args: &[&str]| world.run(&[&["curate"], args, &["--reason", "시험 삼아"]].concat());
    curate(&["unlink", "한빛클라우드", "http://f.example/1"])
        .ok()
        .printed(&["[[unlink]]", "to = \"http://f.example/1\""]);
    curate(&["link", "다솜소프트", "http://f.example/4"]).ok();
    curate(&["link", "한빛클라우드", "http://f.example/1"]).ended(1).said(&["contradicts"]);
    curate(&["link", "누리소프트", "누리"]).ended(1).said(&["no IRI elsewhere"]);
    world.run(&["add"]).ok();
    let decided = links(&world);
    assert!(
        decided.contains("<http://f.example/4>") && !decided.contains("<http://f.example/1>"),
        "{decided}"
    );
    let run = world.run(&["link", "--against", "firms.ttl"]).ok();
    assert!(!run.out.contains("f.example/1"), "{}", run.out);
    world.run(&["show", "다솜소프트"]).ok().printed(&["owl:sameAs http://f.example/4", "시험 삼아"]);
}

#[test]
fn other_values_are_reported_with_both_sides() {
    let world = world();
    world.write(
        "news/구름-3.md",
        "---\npublished: 2024-06-12\n---\n한빛클라우드(www.hanbit.example)는 누리소프트와 업무협약을 체결했다.\n",
    );
    world.run(&["add", "news"]).ok();
    world.write(
        "firms.ttl",
        format!("{FIRMS}<http://f.example/1> <http://schema.org/url> \"https://other.example/\" .\n"),
    );
    let report = ["link", "--against", "firms.ttl", "--disagreements"];
    world.run(&report).ok().printed(&["website", "www.hanbit.example", "https://other.example/", "체결했다"]);
    world.write(
        "firms.ttl",
        format!("{FIRMS}<http://f.example/1> <http://schema.org/url> \"https://hanbit.example/ko\" .\n"),
    );
    world.run(&report).ok().said(&["0 disagreements"]);
}

#[test]
fn packed_and_broken_files_are_told_apart() {
    let world = world();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(FIRMS.as_bytes()).expect("memory takes everything");
    world.write("firms.ttl.gz", packed.finish().expect("packed"));
    world.run(&["link", "--against", "firms.ttl.gz"]).ok().said(&["2 same"]);
    world.write("broken.nt", "<http://a> b .\n");
    world.run(&["link", "--against", "broken.nt"]).ended(1).said(&["broken.nt", "N-Triples", "--from"]);
    world.run(&["link", "--against", "none.nt"]).ended(1).said(&["none.nt"]);
    world.run(&["link", "--against", "firms.ttl.gz", "--from", "what"]).ended(2).said(&["--from"]);
    world.run(&["link", "--against", "firms.ttl", "--write"]).ended(2).said(&["--date"]);
    world.write("seeds/links.tsv", "not a table\n");
    world.run(&["build", "news"]).ended(3).said(&["seeds/links.tsv:1"]);
}
