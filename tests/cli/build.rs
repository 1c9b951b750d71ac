//! `build`, and what is then in the graph.

use std::fs;

use crate::world::World;

#[test]
fn a_graph_is_built_shown_asked_and_drawn() {
    let world = World::new();
    world.run(&["build", "news"]).ok().printed(&["2 articles", "partnersWith", "협력한다", "gureum show"]);
    world.run(&["show", "누리 소프트"]).ok().printed(&[
        "한빛클라우드는 누리소프트와 업무협약을 체결했다.",
        "구름일보",
        "다솜소프트",
    ]);
    let query = "SELECT ?name { ?x rdfs:label '누리소프트'@ko ; gu:partnersWith ?y . ?y rdfs:label ?name } ORDER BY ?name";
    let answer = world.run(&["query", query, "--format", "csv"]).ok();
    assert_eq!(answer.out, "name\r\n다솜소프트\r\n한빛클라우드\r\n");
    world.run(&["export", "--format", "dot"]).ok().printed(&["digraph", "누리소프트"]);
    world.run(&["export", "--format", "graphml", "-o", "graph.graphml"]).ok();
    assert!(fs::read_to_string(world.path("graph.graphml")).unwrap().contains("<graphml"));
    world.run(&["stats"]).ok().printed(&["2 articles", "partnersWith"]);
}

#[test]
fn the_commands_that_build_suggests_work() {
    let world = World::new();
    let built = world.run(&["build", "news", "--store", "새 그래프.kg"]).ok();
    let tries = built.out.split("\nTry\n").nth(1).unwrap();
    let shown: Vec<&str> = tries.lines().map(|line| line.split('|').next().unwrap().trim()).collect();
    assert!(shown.len() >= 3, "{shown:?}");
    for line in shown {
        // Words as a shell would part them; there are no quotes within quotes here.
        let words: Vec<String> = line
            .split('\'')
            .enumerate()
            .flat_map(|(i, part)| match i % 2 {
                1 => vec![part.to_owned()],
                _ => part.split_whitespace().map(str::to_owned).collect(),
            })
            .collect();
        assert_eq!(words[0], "gureum", "{line}");
        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        assert!(!world.run(&args).ok().out.is_empty(), "{line} gives nothing");
    }
}

#[test]
fn the_summary_and_stats_count_alike() {
    let world = World::empty();
    let table = |text: &str| {
        let start = text.find("Facts").unwrap();
        text[start..].split("\nTry").next().unwrap().trim().to_owned()
    };
    let built = world.run(&["build"]).ok().out;
    assert!(built.starts_with("gureum.kg: 5 articles"), "{built}");
    assert_eq!(table(&built), table(&world.run(&["stats"]).ok().out));
}

#[test]
fn one_and_eight_threads_and_a_rebuild_give_the_same_bytes() {
    let world = World::new();
    for (n, name) in
        ["가람", "나래", "다온", "라온", "마루", "바다", "사랑", "아라", "자람", "하늘"].iter().enumerate()
    {
        for kind in ["소프트", "테크", "클라우드", "시스템즈"] {
            let text = format!("한빛클라우드는 {name}{kind}와 업무협약을 체결했다.\n").repeat(n % 4 + 1);
            world.write(&format!("news/{name}/{name}-{kind}.txt"), text);
        }
    }
    world.run(&["build", "news", "--threads", "1"]).ok();
    let one = world.dump();
    assert!(one.contains("마루소프트"));
    world.run(&["build", "news", "--threads", "8"]).ok();
    assert!(one == world.dump(), "eight threads give another graph than one");
    world.run(&["build", "news", "--threads", "8", "--store", "second.kg"]).ok();
    assert!(one == world.run(&["dump", "--store", "second.kg"]).ok().out);
}

#[test]
fn a_dump_loads_again() {
    let world = World::built();
    world.run(&["dump", "-o", "graph.nq"]).ok();
    world.run(&["load", "graph.nq", "--store", "copy.kg"]).ok();
    assert!(world.dump() == world.run(&["dump", "--store", "copy.kg"]).ok().out);
    world.run(&["load", "graph.data"]).ended(2).said(&["graph.data", "--format"]);
    world.write("broken.ttl", "<a> <b> .");
    world.run(&["load", "broken.ttl"]).ended(3).said(&["broken.ttl", "line 1"]);
    assert!(
        world.dump() == world.run(&["dump", "--store", "copy.kg"]).ok().out,
        "a bad file changes nothing"
    );
}

#[test]
fn packed_articles_and_json_lines_are_read_like_files() {
    let world = World::new();
    world.run(&["build", "news"]).ok();
    let plain = world.dump();
    let article = |name| fs::read(world.path("news").join(name)).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, &article("구름-1.md")).unwrap();
    world.write("packed/구름-1.md.gz", gzip.finish().unwrap());
    world.write("packed/구름-2.md.zst", zstd::encode_all(&article("구름-2.md")[..], 1).unwrap());
    world.run(&["build", "packed"]).ok();
    assert!(plain == world.dump(), "the article's name has neither ending");

    let line = r#"{"id": "구름-3", "text": "한빛클라우드는 누리소프트와 업무협약을 체결했다.", "title": "제목", "published": "2024-06-12T23:30:00Z"}"#;
    world.write("more.jsonl", line);
    world.run(&["build", "news", "more.jsonl"]).ok().printed(&["3 articles"]);
    let query = "SELECT ?day { art:구름-3 dcterms:issued ?day }";
    world.run(&["query", query]).ok().printed(&["2024-06-13"]); // Korean time
}

#[test]
fn the_built_in_articles_are_those_of_the_repository() {
    let world = World::empty();
    world.run(&["build"]).ok();
    let built_in = world.dump();
    world.copy_seeds();
    world.run(&["build"]).ok();
    assert!(built_in == world.dump());
}

#[test]
fn without_the_lexicon_names_of_companies_are_found_by_their_shape() {
    let world = World::new();
    world.run(&["build", "news", "--without-individuals"]).ok();
    assert!(!world.dump().contains("<https://w3id.org/gureum/id/kt>"));
    world.run(&["show", "누리소프트"]).ok().printed(&["한빛클라우드"]);
}

#[cfg(unix)]
#[test]
fn an_interrupted_build_leaves_the_old_graph() {
    use std::process::{Command, Stdio};

    let world = World::built();
    let before = world.dump();
    let pipe = world.path("endless.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = Command::new(env!("CARGO_BIN_EXE_gureum"))
        .args(["build", "news", "endless.jsonl"])
        .current_dir(world.path(""))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = fs::OpenOptions::new().write(true).open(&pipe).unwrap(); // waits until the build reads
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    drop(input);
    assert!(before == world.dump());
    world.run(&["build", "news"]).ok();
}
