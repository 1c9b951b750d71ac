//! `query` and the other commands that only read.

use crate::world::World;

#[test]
fn every_form_of_answer_has_its_formats() {
    let world = World::built();
    world.run(&["query", "ASK { ?x gu:partnersWith ?y }"]).ok().printed(&["true"]);
    world
        .run(&["query", "SELECT (COUNT(*) AS ?n) { ?x gu:partnersWith ?y }", "--format", "tsv"])
        .ok()
        .printed(&["4"]);
    let json = world.run(&["query", "SELECT ?x { ?x a gu:Person }", "--format", "json"]).ok().out;
    assert!(json.contains("\"bindings\""), "{json}");
    let construct = "CONSTRUCT { ?x gu:partnersWith ?y } { ?x gu:partnersWith ?y }";
    world.run(&["query", construct, "--format", "turtle"]).ok().printed(&["gu:partnersWith"]);
    world.run(&["query", construct, "--format", "csv"]).ended(2).said(&["CONSTRUCT", "--format turtle"]);
}

#[test]
fn a_query_comes_from_a_file_or_standard_input() {
    let world = World::built();
    let query = "SELECT ?name { ?x gu:partnersWith ?y ; rdfs:label ?name }";
    world.write("question.rq", query);
    let typed = world.run(&["query", query]).ok().out;
    assert!(typed.contains("다솜소프트"));
    assert_eq!(world.run(&["query", "-f", "question.rq"]).ok().out, typed);
    assert_eq!(world.run_with_input(&["query", "-"], query).ok().out, typed);
    assert_eq!(world.run_with_input(&["query", "-f", "-"], query).ok().out, typed);
    world.run(&["query", "-f", "none.rq"]).ended(1).said(&["none.rq"]);
    world.run(&["query"]).ended(2);
}

#[test]
fn a_mistake_in_a_query_is_shown_with_its_place() {
    let world = World::built();
    let run = world.run(&["query", "SELECT ?x {\n  ?x gu:partnersWith ?y\n} ODER BY ?x"]).ended(2);
    let run = run.said(&["SPARQL syntax error", "line 3, column 3"]).said(&[" 3 | } ODER BY ?x"]);
    let caret = run.err.lines().last().unwrap();
    assert_eq!(caret, "   |   ^");
}

#[test]
fn a_name_that_is_not_there_is_answered_with_the_nearest() {
    let world = World::built();
    world.run(&["show", "누리소프드"]).ended(1).said(&["누리소프드", "혹시 누리소프트"]);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_a_clean_end() {
    use std::io::Read;
    use std::process::{Command, Stdio};

    let world = World::built();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gureum"))
        .args(["dump"])
        .current_dir(world.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout); // the dump is far longer than a pipe holds
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn colours_are_asked_for_or_left_out() {
    let world = World::built();
    let escapes = |args: &[&str]| world.run(args).ok().out.contains('\u{1b}');
    assert!(!escapes(&["show", "누리소프트"]), "no terminal, no colours");
    assert!(escapes(&["show", "누리소프트", "--color", "always"]));
    assert!(!escapes(&["show", "누리소프트", "--color", "never"]));
}

#[test]
fn help_has_examples_and_exit_statuses() {
    let world = World::empty();
    world.run(&["--help"]).ok().printed(&["Examples:", "gureum build", "Exit status:", "130"]);
    for command in [
        "build",
        "extract",
        "query",
        "ask",
        "show",
        "why",
        "why-not",
        "export",
        "describe",
        "dump",
        "load",
        "rules",
        "eval",
        "completions",
    ] {
        world.run(&[command, "--help"]).ok().printed(&["Examples:", &format!("gureum {command}")]);
    }
    world.run(&["completions", "bash"]).ok().printed(&["_gureum"]);
    world.run(&["sho"]).ended(2).said(&["unrecognized"]);
}
