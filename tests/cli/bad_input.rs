//! Inputs that are not as they should be: each is named with what to do, the others are read, and the exit
//! status tells that something was lost.

use std::fs::{self, File};

use crate::world::{Run, World};

/// Builds the two good articles and `bad`, which is lost.
#[track_caller]
fn lost(world: &World, bad: &str, parts: &[&str]) -> Run {
    let mut wanted = vec!["error", bad];
    wanted.extend(parts);
    world.run(&["build", "news", bad]).ended(1).said(&wanted).printed(&["2 articles", "Skipped", bad])
}

#[test]
fn a_missing_path() {
    lost(&World::new(), "none.md", &["no such file", "check the spelling"]);
}

#[test]
fn a_file_of_another_kind_is_lost_when_named_and_passed_over_in_folders() {
    let world = World::new();
    world.write("table.xlsx", "구름");
    lost(&world, "table.xlsx", &[".jsonl"]);
    world.write("news/table.xlsx", "구름");
    world.write("news/._구름-1.md", [0, 5, 22, 7]);
    world.run(&["build", "news"]).ok().printed(&["2 articles", "1 file in folders"]);
}

#[test]
fn an_empty_file_and_an_empty_folder() {
    let world = World::new();
    world.write("empty.txt", " \n");
    lost(&world, "empty.txt", &["empty"]);
    fs::create_dir(world.path("nothing")).unwrap();
    lost(&world, "nothing", &["holds no .md"]);
}

#[test]
fn a_binary_file() {
    let world = World::new();
    world.write("scan.txt", b"%PDF-1.7\n\x00\x01\x02");
    lost(&world, "scan.txt", &["PDF", "export the article"]);
}

#[test]
fn a_file_of_100_megabytes() {
    let world = World::new();
    File::create(world.path("huge.txt")).unwrap().set_len(100 << 20).unwrap();
    lost(&world, "huge.txt", &["16 MiB", "split it"]);
}

#[test]
fn a_line_of_40_megabytes_does_not_cost_its_neighbours() {
    let world = World::empty();
    let mut lines = br#"{"id": "long", "text": ""#.to_vec();
    lines.resize(40 << 20, b'a');
    lines.extend(
        "\"}\n{\"id\": \"short\", \"text\": \"한빛클라우드는 누리소프트와 업무협약을 체결했다.\"}\n"
            .as_bytes(),
    );
    world.write("archive.jsonl", lines);
    world
        .run(&["extract", "archive.jsonl"])
        .ended(1)
        .said(&["archive.jsonl:1", "16 MiB"])
        .printed(&["\"short\""]);
}

#[test]
fn packed_data_that_is_cut_off() {
    let world = World::new();
    let packed = zstd::encode_all("구름이 낀다. ".repeat(1000).as_bytes(), 1).unwrap();
    world.write("cut.txt.zst", &packed[..packed.len() / 2]);
    lost(&world, "cut.txt.zst", &["cannot be unpacked"]);
    world.write("fake.md.gz", "구름이 낀다.");
    lost(&world, "fake.md.gz", &["cannot be unpacked"]);
}

#[test]
fn broken_utf8_is_a_warning() {
    let world = World::new();
    let mut bytes = "한빛클라우드는 누리소프트와 업무협약을 체결했다. 구름이".to_owned().into_bytes();
    bytes.truncate(bytes.len() - 1);
    bytes.extend(" 낀다. 바람이 분다.".as_bytes());
    world.write("broken.txt", bytes);
    world
        .run(&["build", "news", "broken.txt"])
        .ok()
        .said(&["warning", "broken.txt", "UTF-8"])
        .printed(&["3 articles"]);
}

#[test]
fn front_matter_that_is_not_understood_is_a_warning() {
    let world = World::new();
    let body = "한빛클라우드는 누리소프트와 업무협약을 체결했다.";
    world.write("odd.md", format!("---\nlayout: post\npublished: 2024년 13월\n---\n{body}\n"));
    let run = world.run(&["build", "news", "odd.md"]).ok().printed(&["3 articles"]);
    run.said(&["warning", "odd.md", "layout", "known:"]).said(&[
        "warning",
        "odd.md",
        "2024년 13월",
        "write 2024-06-10",
    ]);
    world.run(&["build", "odd.md", "-q"]).ok().said_nothing();
}

#[test]
fn one_name_for_two_texts() {
    let world = World::new();
    world.write("other/구름-1.md", "전혀 다른 글이다.\n");
    let run = world.run(&["build", "news", "other"]).ended(1).printed(&["2 articles"]);
    run.said(&["error", "구름-1", "other/구름-1.md", "news/구름-1.md", "rename"]);
    fs::copy(world.path("news/구름-1.md"), world.path("other/구름-1.md")).unwrap();
    world.run(&["build", "news", "other", "-v"]).ok().said(&["note", "same text"]).printed(&["2 articles"]);
}

/// macOS gives Hangul file names decomposed.
#[test]
fn one_name_in_two_normal_forms_is_one_article() {
    let world = World::empty();
    let text = "한빛클라우드는 누리소프트와 업무협약을 체결했다.";
    world.write("a/구름.txt", text);
    world.write("b/\u{1100}\u{116e}\u{1105}\u{1173}\u{11b7}.txt", text);
    world.run(&["build", "a", "b"]).ok().printed(&["1 article,"]);
}

#[test]
fn where_nothing_can_be_read_the_old_graph_stays() {
    let world = World::built();
    let before = world.dump();
    world.run(&["build", "none.md"]).ended(1).said(&["none.md"]).said(&["as it was"]);
    assert!(before == world.dump());
}

impl Run {
    #[track_caller]
    fn said_nothing(self) {
        assert_eq!((self.out.as_str(), self.err.as_str()), ("", ""));
    }
}
