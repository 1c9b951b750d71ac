//! `extract`: lines out as articles come in.

use crate::world::World;

const SENTENCE: &str = "한빛클라우드는 누리소프트와 업무협약을 체결했다.";

#[test]
fn a_fact_is_a_line_of_json() {
    let run = World::new().run(&["extract", "news/구름-1.md"]).ok();
    let lines: Vec<&str> = run.out.lines().collect();
    let fact = lines.iter().find(|line| line.contains("\"partnersWith\"")).unwrap();
    assert!(
        fact.starts_with("{\"article\":\"구름-1\",\"subject\":{\"iri\":\"https://w3id.org/gureum/id/"),
        "{fact}"
    );
    assert!(fact.contains(SENTENCE.trim_end_matches('.')), "{fact}");
}

#[test]
fn standard_input_is_text_or_json_lines() {
    let world = World::empty();
    world
        .run_with_input(&["extract", "-"], SENTENCE)
        .ok()
        .printed(&["\"article\":\"stdin\"", "partnersWith"]);
    let page = format!(
        "<!DOCTYPE html><html><body><nav>메뉴</nav><article><p>{SENTENCE}</p></article></body></html>"
    );
    world.run_with_input(&["extract", "-"], &page).ok().printed(&["partnersWith"]);
    let records = format!(
        "{{\"id\": \"a\", \"text\": \"{SENTENCE}\", \"section\": \"IT\"}}\n{{\"id\": \"b\"}}\n\nno json\n{{\"id\": 4, \"text\": \"{SENTENCE}\"}}\n"
    );
    let run = world.run_with_input(&["extract", "-", "--from", "jsonl"], &records);
    run.ended(1)
        .said(&["warning", "standard input:1", "section"])
        .said(&["error", "standard input:2", "no text"])
        .said(&["error", "standard input:4", "no JSON"])
        .printed(&["\"article\":\"a\"", "\"article\":\"4\""]);
    world.run(&["extract", "-", "news"]).ended(2).said(&["standard input"]);
    world.run(&["extract"]).ended(2);
}

/// What processes that never met print of parts of a corpus makes the graph of one build, to the byte.
#[test]
fn n_quads_of_parts_make_the_graph_of_a_build() {
    let world = World::built();
    let mut quads = String::new();
    for part in ["구름-2.md", "구름-1.md"] {
        quads += &world.run(&["extract", &format!("news/{part}"), "--to", "nquads"]).ok().out;
    }
    assert!(quads.lines().count() > 20);
    let record = format!("{{\"id\": \"구름-3\", \"text\": \"{SENTENCE}\", \"title\": \"협약\"}}\n");
    quads += &world.run_with_input(&["extract", "-", "--from", "jsonl", "--to", "nquads"], &record).ok().out;
    quads += &world.run(&["extract", "--resources"]).ok().out;
    world.write("parts.nq", &quads);
    world.write("news/more.jsonl", record);
    world.run(&["load", "parts.nq", "--store", "parts.kg"]).ok();
    world.run(&["build", "news"]).ok();
    assert!(world.run(&["dump", "--store", "parts.kg"]).ok().out == world.dump());
    world.run(&["extract", "news", "--resources"]).ended(2);
}

#[test]
fn articles_come_out_in_the_order_of_their_names() {
    let world = World::empty();
    for name in ["z/a", "b", "a/c"] {
        world.write(&format!("news/{name}.txt"), SENTENCE);
    }
    let run = world.run(&["extract", "news", "--threads", "4"]).ok();
    let ids: Vec<&str> = run.out.lines().map(|line| &line[..14]).collect();
    assert_eq!(ids, ["{\"article\":\"a\"", "{\"article\":\"b\"", "{\"article\":\"c\""]);
}

/// `gureum extract - | head -1` ended only when the producer did: a thread was waiting for its next line.
#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_ends_the_program() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};

    let world = World::empty();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gureum"))
        .args(["extract", "-", "--from", "jsonl", "--threads", "2"])
        .current_dir(world.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    writeln!(stdin, "{{\"id\": \"a\", \"text\": \"{SENTENCE}\"}}").unwrap();
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap(); // comes although the input goes on
    assert!(line.contains("\"article\":\"a\""));
    drop(stdout);
    writeln!(stdin, "{{\"id\": \"b\", \"text\": \"{SENTENCE}\"}}").unwrap();
    let output = child.wait_with_output().unwrap(); // the input is still open
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap().lines().filter(|l| l.contains("error")).count(), 0);
    drop(stdin);
}
