//! Stores, rules, lexicons and dictionaries that cannot be used: status 3, with the file and the next step.

use std::fs;

use crate::world::World;

#[test]
fn no_store_yet() {
    World::empty().run(&["show", "KT"]).ended(3).said(&["gureum.kg", "gureum build"]);
}

#[test]
fn a_folder_or_file_that_is_no_store() {
    let world = World::new();
    world.run(&["build", "news", "--store", "news"]).ended(3).said(&["news", "not a gureum store"]);
    assert!(world.path("news/구름-1.md").exists(), "nothing in it was touched");
    world.write("file.kg", "구름");
    for command in [&["stats"][..], &["build", "news"]] {
        let args: Vec<&str> = command.iter().copied().chain(["--store", "file.kg"]).collect();
        world.run(&args).ended(3).said(&["file.kg", "--store"]);
    }
    assert_eq!(fs::read_to_string(world.path("file.kg")).unwrap(), "구름");
}

#[test]
fn a_damaged_store_is_named_and_can_be_built_again() {
    let world = World::built();
    let before = world.dump();
    let segment = largest(&world.path("gureum.kg"));
    let mut bytes = fs::read(&segment).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    fs::write(&segment, bytes).unwrap();
    let name = segment.file_name().unwrap().to_str().unwrap().to_owned();
    world.run(&["stats"]).ended(3).said(&[&name, "damaged", "gureum build"]);
    world.run(&["build", "news"]).ok();
    assert!(before == world.dump());
}

/// Whatever reads the graph says so, with the way out; the answer comes all the same.
#[test]
fn a_graph_of_another_ontology_version_is_told_by_every_command_that_reads_it() {
    let world = World::built();
    let version = format!("versionInfo> \"{}\"", gureum_model::vocabulary::VERSION);
    let dump = world.dump();
    assert!(dump.contains(&version));
    world.write("old.nq", dump.replace(&version, "versionInfo> \"0.0.7\""));
    world.run(&["load", "old.nq", "--store", "old.kg"]).ok();
    let warned = ["old.kg", "ontology 0.0.7", "gureum add --store old.kg"];
    for command in [
        &["show", "누리소프트"][..],
        &["stats"],
        &["query", "SELECT * { ?s gu:partnersWith ?o }"],
        &["report", "conflicts"],
        &["export", "--format", "dot"],
        &["ask", "partners", "--org", "누리소프트"],
        &["dump"],
    ] {
        let args = [command, &["--store", "old.kg"]].concat();
        let run = world.run(&args).ok().said(&warned);
        assert!(!run.out.is_empty(), "{args:?}");
        assert!(!world.run(&[&args[..], &["--quiet"]].concat()).err.contains("0.0.7"), "{args:?}");
    }
    world.run(&["diff", "old.kg"]).said(&warned);
    world.run(&["check", "--store", "old.kg"]).ended(3).said(&["old.kg", "0.0.7", "gureum build"]);
    let run = world.run(&["stats"]).ok();
    assert!(!run.err.contains("ontology"), "{}", run.err);
    // Its articles are read again by the program's own.
    world.run(&["add", "news", "--store", "old.kg"]).ok();
    let run = world.run(&["check", "--store", "old.kg"]).ok();
    assert!(!run.err.contains("0.0.7"), "{}", run.err);
}

/// The largest file directly in the folder or one below, texts aside.
fn largest(folder: &std::path::Path) -> std::path::PathBuf {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("folder").map(|entry| entry.expect("entry")) {
            if entry.file_type().expect("type").is_dir() {
                folders.extend((entry.file_name() == "segments").then(|| entry.path()));
            } else {
                files.push((entry.metadata().expect("metadata").len(), entry.path()));
            }
        }
    }
    files.into_iter().max().expect("a file").1
}

#[test]
fn broken_rules_and_lexicon_rows_are_all_reported_at_once() {
    let world = World::new();
    world.copy_seeds();
    world.run(&["rules", "list", "--seeds", "seeds"]).ok().printed(&["partnersWith"]);
    let append = |name: &str, text: &str| {
        let old = fs::read_to_string(world.path(name)).unwrap();
        world.write(name, format!("{old}{text}"));
    };
    append("seeds/lexicon/companies-cloud.tsv", "nuri\tOrganisation\t누리\n");
    append("seeds/rules/budget.toml", "\n[[rule]]\nid = \"구름\n");
    let row = fs::read_to_string(world.path("seeds/lexicon/companies-cloud.tsv")).unwrap().lines().count();
    let place = format!("seeds/lexicon/companies-cloud.tsv:{row}:");
    for command in [&["build", "news"][..], &["extract", "news"], &["rules", "check"], &["rules", "list"]] {
        let args: Vec<&str> = command.iter().copied().chain(["--seeds", "seeds"]).collect();
        world.run(&args).ended(3).said(&[&place]).said(&["seeds/rules/budget.toml:"]);
    }
    assert!(!world.path("gureum.kg").exists());
    world.run(&["build", "news", "--seeds", "nowhere"]).ended(3).said(&["nowhere", "lexicon/"]);
}

/// A name that two rows claim, a guard of nobody, an identifier from memory: each would merge or split
/// entities in silence.
#[test]
fn registry_rows_that_would_confuse_entities_are_all_reported_at_once() {
    let world = World::new();
    world.copy_seeds();
    let name = "seeds/lexicon/companies-cloud.tsv";
    let old = fs::read_to_string(world.path(name)).unwrap();
    let row = |id: &str, ko: &str, aliases: &str, ids: &str, source: &str| {
        format!("{id}\tOrganization\t{ko}\t\t{aliases}\t\t{ids}\t{source}\n")
    };
    let rows = [
        row("nuri", "누리소프트", "케이티|누리", "\t\t", "https://example.org"),
        row("kt-cloud", "다솜클라우드", "", "\t\t", "https://example.org"),
        row("dasom", "다솜소프트", "다솜|다솜", "485908\t\t", "https://example.org|ror-records:v1.0/x.json"),
        row("hanbit", "한빛클라우드", "", "Q485908\t\t", "https://example.org"),
    ];
    let line = old.lines().count() + 1;
    world.write(name, format!("{old}{}", rows.concat()));
    let guards = fs::read_to_string(world.path("seeds/lexicon/guards.tsv")).unwrap();
    world.write("seeds/lexicon/guards.tsv", format!("{guards}kt-cloudd\tkt\ta slip of the pen\n"));
    let run = world.run(&["build", "news", "--seeds", "seeds"]).ended(3);
    let place = |row: usize| format!("companies-cloud.tsv:{}:", line + row);
    let run = run.said(&[&place(0), "'케이티' names both kt and nuri", "mark the name as weak"]);
    let run = run.said(&[&place(1), "the id 'kt-cloud' is taken"]);
    let run = run.said(&[&place(2), "'다솜' stands twice in this row"]);
    let run = run.said(&[&place(2), "485908' is no identifier"]);
    let run = run.said(&[&place(3), "identifies both kt and hanbit"]);
    let run = run.said(&[&place(3), "the identifiers of 'hanbit' have no source"]);
    run.said(&["guards.tsv:", "no row has the id 'kt-cloudd'", "did you mean kt-cloud?"]);
    assert!(!world.path("gureum.kg").exists());
}

#[test]
fn a_rule_that_fails_its_own_example_is_named() {
    let world = World::empty();
    world.copy_seeds();
    world.write(
        "seeds/rules/cloud-cover.toml",
        r#"
property = "founded"
about = "A rule for this test."

[[rule]]
id = "cloud-cover"
about = "A가 B를 설립하다."
frame = ["@found"]
S = "subject:Organization|Person"
O = "object:Organization"
yes = [{ text = "다솜테크는 자회사 누리소프트를 설립했다.", facts = ["다솜테크 | founded | 한빛클라우드"] }]
no = ["다솜테크는 계획을 세웠다."]
"#,
    );
    world.run(&["rules", "check", "--seeds", "seeds"]).ended(1).said(&["failed"]).printed(&[
        "cloud-cover.toml",
        "다솜테크는 자회사 누리소프트를 설립했다.",
        "missing: 다솜테크 | founded | 한빛클라우드",
        "not expected: 다솜테크 | founded | 누리소프트",
    ]);
}

#[test]
fn another_dictionary_must_be_one() {
    let world = World::new();
    world.run(&["extract", "news", "--dictionary", "news"]).ended(3).said(&["news", "dictionary"]);
    let mut command = world.command(&["extract", "news"]);
    command.env("GUREUM_DICTIONARY", "nowhere");
    assert_eq!(command.output().unwrap().status.code(), Some(3));
}

#[test]
fn rows_on_rules_that_are_wrong_are_named_together() {
    let world = World::new();
    world.copy_seeds();
    let table = "rule\tright\twrong\tgold\tdate\n\
                 partner-sign\t12\t1\tseeds\t2024-06-03\n\
                 partner-sgin\t12\t1\tseeds\t2024-06-03\n\
                 partner-sign\t3\t1\tseeds\t2024-06-04\n\
                 partner-cooperate\ttwelve\t-1\t\t2024-02-31\n\
                 partner-cooperate\t12\n";
    world.write("seeds/reliability.tsv", table);
    let mut run = world.run(&["build", "news", "--seeds", "seeds"]).ended(3);
    for parts in [
        ["reliability.tsv:4:", "'partner-sign' has its row for gold 'seeds' already", "line 2"],
        ["reliability.tsv:5:", "'twelve' in column right", "write how many"],
        ["reliability.tsv:5:", "'-1' in column wrong", "write how many"],
        ["reliability.tsv:5:", "column gold is empty", "write the name"],
        ["reliability.tsv:5:", "'2024-02-31' in column date", "2024-06-03"],
        ["reliability.tsv:6:", "2 columns in place of 5", "gureum eval"],
    ] {
        run = run.said(&parts);
    }
    assert!(!world.path("gureum.kg").exists());
    world.write("seeds/reliability.tsv", "partner-sign\t12\t1\tseeds\t2024-06-03\n");
    world.run(&["build", "news", "--seeds", "seeds"]).ended(3).said(&["reliability.tsv:1:", "header"]);
    world.write(
        "seeds/reliability.tsv",
        "rule\tright\twrong\tgold\tdate\npartner-sgin\t12\t1\tseeds\t2024-06-03\n",
    );
    world.run(&["build", "news", "--seeds", "seeds"]).ok();
    let run = world.run(&["rules", "check", "--seeds", "seeds"]).ok();
    run.said(&["reliability.tsv", "no rule 'partner-sgin'", "did you mean 'partner-sign'?"]);
    fs::remove_file(world.path("seeds/reliability.tsv")).unwrap();
    world.run(&["build", "news", "--seeds", "seeds"]).ok();
}
