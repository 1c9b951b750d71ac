//! `gureum export`: which part of the graph is written, and in which format.

use crate::world::World;

/// Three firms in a row: 한빛클라우드, 누리소프트, 다솜소프트.
fn dot(world: &World, options: &[&str]) -> String {
    world.run(&[&["export", "--format", "dot"], options].concat()).ok().out
}

#[test]
fn the_surroundings_of_an_entity() {
    let world = World::built();
    let near = dot(&world, &["--focus", "한빛 클라우드"]);
    assert!(near.contains("누리소프트") && !near.contains("다솜소프트"), "{near}");
    assert!(dot(&world, &["--focus", "한빛클라우드", "--hops", "2"]).contains("다솜소프트"));
    let both = dot(&world, &["--focus", "한빛클라우드", "--focus", "다솜소프트", "--hops", "0"]);
    assert!(both.contains("// 2 nodes, 0 edges"), "{both}");
    world.run(&["export", "--format", "dot", "--focus", "한빛클라우도"]).ended(1).said(&["한빛클라우드"]);
}

#[test]
fn what_is_narrowed_by_property_class_time_and_belief() {
    let world = World::built();
    for (options, edges) in [
        (&["--predicate", "partnersWith"], "2 edges"),
        (&["--predicate", "acquired,협력한다"], "2 edges"),
        (&["--predicate", "acquired"], "0 edges"),
        (&["--type", "Organization,Person"], "2 edges"),
        (&["--type", "인물"], "0 edges"),
        (&["--since", "2024-06-11"], "1 edges"),
        (&["--until", "2024-05"], "0 edges"),
        (&["--min-belief", "0.1"], "2 edges"),
        (&["--min-belief", "1"], "0 edges"),
    ] {
        let file = dot(&world, options);
        let head = file.lines().next().unwrap_or_default();
        assert!(head.contains(edges), "{options:?}: {head}");
    }
    let quotes = dot(&world, &["--evidence"]);
    assert!(quotes.contains("quotes=\"“한빛클라우드는 누리소프트와 업무협약을 체결했다”\""), "{quotes}");
}

#[test]
fn a_wrong_option_says_what_may_be_meant() {
    let world = World::built();
    for (options, said) in [
        (&["--predicate", "partnerWith"][..], &["no property", "partnersWith?"][..]),
        (&["--type", "Organisation"], &["no class", "Organization?"]),
        (&["--since", "2024-07", "--until", "2024-06"], &["--until", "before --since 2024-07-01"]),
        (&["--since", "yesterday"], &["write 2024, 2024-06 or 2024-06-03"]),
        (&["--min-belief", "80"], &["from 0 to 1"]),
        (&["--hops", "2"], &["--focus"]),
        (&["--modality", "sure"], &["sure"]),
    ] {
        let run = world.run(&[&["export", "--format", "dot"], options].concat()).ended(2);
        assert!(said.iter().all(|part| run.err.contains(part)), "{options:?}: {}", run.err);
        assert_eq!(run.out, "");
    }
}

#[test]
fn the_file_s_name_says_the_format() {
    let world = World::built();
    for (name, beginning) in [
        ("graph.dot", "// 3 nodes, 2 edges"),
        ("graph.graphml", "<?xml"),
        ("graph.gexf", "<?xml"),
        ("graph.cyjs", "{\"format_version\""),
        ("graph.json", "{\"directed\":true"),
        ("graph.ttl", "@prefix rdf:"),
        ("graph.trig", "@prefix rdf:"),
        ("graph.nt", "<https://w3id.org/gureum/id/"),
        ("graph.nq", "<https://w3id.org/gureum/id/"),
        ("graph.rdf", "<?xml"),
        ("graph.jsonld", "{\n\"@context\""),
    ] {
        world.run(&["export", "-o", name]).ok();
        let file = std::fs::read_to_string(world.path(name)).expect("it is there");
        assert!(file.starts_with(beginning) && file.contains("누리소프트"), "{name}: {file}");
    }
    world.run(&["export", "-o", "graph.pdf"]).ended(2).said(&["--format", "graphml"]);
    world.run(&["export"]).ended(2).said(&["--format", "turtle"]);
}

#[test]
fn two_files_go_into_a_folder_or_after_a_prefix() {
    let world = World::built();
    world.run(&["export", "--format", "csv", "-o", "tables/"]).ok();
    world.run(&["export", "--format", "neo4j", "-o", "import"]).ok();
    let read = |name: &str| std::fs::read_to_string(world.path(name)).expect("it is there");
    assert!(read("tables/nodes.csv").starts_with("id,label,type,"));
    assert!(read("tables/edges.csv").starts_with("source,target,eid,"));
    assert!(read("import-nodes.csv").starts_with("iri:ID,:LABEL,"));
    assert!(read("import-edges.csv").contains(",PARTNERS_WITH,"));
    world.run(&["export", "--format", "csv"]).ended(2).said(&["two files", "-o FOLDER/"]);
}

const PARTNERS: &str = "CONSTRUCT { ?a gu:partnersWith ?b } WHERE { ?a gu:partnersWith ?b }";

#[test]
fn what_a_query_makes_is_exported() {
    let world = World::built();
    let file = dot(&world, &["--sparql", PARTNERS]);
    assert!(file.starts_with("// 3 nodes, 2 edges"), "a symmetric fact is one edge: {file}");
    assert!(file.contains("articles=\"1\"") && file.contains("label=\"누리소프트\""), "{file}");
    let reversed = "CONSTRUCT { ?b <http://made.example/knownTo> ?a } WHERE { ?a gu:partnersWith ?b }";
    let file = dot(&world, &["--sparql", reversed]);
    assert!(
        file.starts_with("// 3 nodes, 4 edges") && file.contains("http://made.example/knownTo"),
        "{file}"
    );

    let turtle = world.run(&["export", "--format", "ntriples", "--sparql", PARTNERS]).ok().out;
    let lines: Vec<&str> = turtle.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.is_sorted());

    let export = |options: &[&str]| world.run(&[&["export", "--format", "dot"], options].concat()).ended(2);
    export(&["--sparql", "SELECT ?a { ?a ?b ?c }"]).said(&["CONSTRUCT or DESCRIBE"]);
    export(&["--sparql", "CONSTRUCT { [] gu:uses ?a } WHERE { ?a gu:partnersWith ?b }"])
        .said(&["blank nodes"]);
    export(&["--sparql", "CONSTRUCT {"]);
    export(&["--sparql", PARTNERS, "--focus", "누리소프트"]);
    world.run(&["export", "--format", "turtle", "--collapse"]).ended(2).said(&["--collapse"]);
}

#[test]
fn records_come_with_evidence_and_where_nothing_is_asserted() {
    let world = World::built();
    let rdf = |options: &[&str]| world.run(&[&["export", "--format", "trig"], options].concat()).ok().out;
    let plain = rdf(&[]);
    assert!(plain.contains("gu:partnersWith") && !plain.contains("gu:Claim"), "{plain}");
    let recorded = rdf(&["--evidence", "--focus", "한빛클라우드"]);
    for part in ["gu:Claim", "gu:quote", "업무협약을 체결했다", "gu:belief", "구름일보"] {
        assert!(recorded.contains(part), "{part}: {recorded}");
    }
    assert!(!recorded.contains("다솜소프트"), "{recorded}");
}
