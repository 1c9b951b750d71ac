//! What the world does to a program: it is killed, the disk is full, the folder may not be written, somebody else is
//! at it, files change by themselves, the clock jumps, inputs are many or monstrous. A graph that was there survives.
//!
//! The library's own tests go deeper: `crates/gureum-store/tests/kill.rs` and `store/durability.rs`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use gureum_store::Store;

use crate::world::World;

const SENTENCE: &str = "한빛클라우드는 누리소프트와 업무협약을 체결했다.";

fn random(below: u64) -> u64 {
    getrandom::u64().unwrap() % below.max(1)
}

/// The bytes of the graph, by the library: no second program needs to start.
fn graph(store: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    Store::open(store).unwrap_or_else(|error| panic!("{error}")).dump(&mut out).unwrap();
    out
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to)
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn reset(store: &Path, to: &Path) {
    if store.exists() {
        fs::remove_dir_all(store).unwrap();
    }
    copy(to, store);
}

/// Every file under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() { found.extend(files(&entry)) } else { found.push(entry) }
    }
    found.sort();
    found
}

/// Kills each command that changes a graph `rounds` times, at a random moment of the time that it takes, and goes
/// on with what it left as long as that is the graph before.
fn kill(rounds: u32) {
    let world = World::built();
    world.write("more/구름-3.txt", "다솜소프트는 한빛클라우드와 업무협약을 체결했다.");
    world.write("more/구름-4.txt", "누리소프트는 나래정보와 업무협약을 체결했다.");
    let store = world.path("gureum.kg");
    let kept = world.path("kept.kg");
    copy(&store, &kept);
    let before = graph(&store);
    world.write("other.nq", String::from_utf8_lossy(&before).replace("누리소프트", "가온소프트"));
    let commands: [&[&str]; 4] =
        [&["build", "more"], &["add", "more"], &["remove", "구름-1"], &["load", "other.nq"]];
    let (mut first, mut second) = (0, 0);
    for command in commands {
        let started = Instant::now();
        world.run(command).ok();
        let takes = started.elapsed();
        let after = graph(&store);
        assert!(before != after);
        reset(&store, &kept);
        for round in 0..rounds {
            // Most of the time nothing is written yet: late moments are the more likely ones.
            let part = (random(1000) as f64 / 1000.0).sqrt();
            let mut child = silent(&world, command).spawn().unwrap();
            thread::sleep(takes.mul_f64(part * 1.1));
            child.kill().unwrap();
            child.wait().unwrap();
            let now = graph(&store);
            if now == after {
                second += 1;
                reset(&store, &kept);
            } else {
                assert!(now == before, "{command:?}, round {round}: a graph between two states");
                first += 1;
            }
        }
    }
    eprintln!("killed {} times: {first} times before the commit, {second} times after it", first + second);
}

fn silent(world: &World, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gureum"));
    command.args(args).current_dir(world.path(""));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_killed_command_leaves_the_graph_before_or_after() {
    kill(2);
}

#[test]
#[ignore = "slow; 240 rounds"]
fn commands_killed_hundreds_of_times_leave_the_graph_before_or_after() {
    kill(60);
}

/// A dump that was broken off lay in place of the good one.
#[test]
fn a_killed_dump_leaves_the_old_file_or_the_new_one() {
    let world = World::built();
    world.run(&["dump", "-o", "graph.nq"]).ok();
    let whole = fs::read(world.path("graph.nq")).unwrap();
    let started = Instant::now();
    world.run(&["dump", "-o", "graph.nq"]).ok();
    let takes = started.elapsed();
    for _ in 0..20 {
        fs::write(world.path("graph.nq"), "old").unwrap();
        let mut child = silent(&world, &["dump", "-o", "graph.nq"]).spawn().unwrap();
        thread::sleep(takes.mul_f64(random(1200) as f64 / 1000.0));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = fs::read(world.path("graph.nq")).unwrap();
        assert!(now == b"old" || now == whole, "{} bytes of {}", now.len(), whole.len());
    }
}

/// Runs the program in a shell where no file may grow beyond `kilobytes`, as on a disk that is full.
#[cfg(unix)]
fn run_with_room(world: &World, kilobytes: u32, args: &str) -> (Option<i32>, String) {
    // Without the signal the system answers with an error, as it does on a full disk. The unit is 512 bytes.
    let line = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" {args}", kilobytes * 2);
    let output = Command::new("sh")
        .args(["-c", &line, env!("CARGO_BIN_EXE_gureum")])
        .current_dir(world.path(""))
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_named_and_costs_nothing() {
    let world = World::built();
    let store = world.path("gureum.kg");
    let before = graph(&store);
    world.write("new/구름-3.txt", SENTENCE);
    world.run(&["dump", "-o", "graph.nq"]).ok();
    let dumped = fs::read(world.path("graph.nq")).unwrap();
    assert!(dumped.len() > 8 << 10);
    for command in ["build news new", "add new", "load graph.nq"] {
        let (status, said) = run_with_room(&world, 1, command);
        assert_eq!(status, Some(3), "{command}: {said}");
        assert!(said.contains("gureum.kg") && said.contains("make room"), "{command}: {said}");
        assert!(graph(&store) == before, "{command}");
    }
    for command in ["dump", "export --format graphml", "describe", "annotate news/구름-1.md"] {
        fs::write(world.path("graph.nq"), &dumped).unwrap();
        let (status, said) = run_with_room(&world, 1, &format!("{command} -o graph.nq"));
        assert_eq!(status, Some(1), "{command}: {said}");
        assert!(said.contains("cannot write graph.nq") && said.contains("make room"), "{command}: {said}");
        assert!(fs::read(world.path("graph.nq")).unwrap() == dumped, "{command}: the old file is gone");
    }
    let left: Vec<_> =
        fs::read_dir(world.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{left:?}");
    // With room again, all is as it would have been.
    world.run(&["add", "new"]).ok();
    world.run(&["build", "news", "new", "--store", "clean.kg"]).ok();
    assert!(graph(&store) == graph(&world.path("clean.kg")));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_named() {
    let world = World::built();
    for command in ["dump", "extract news", "query 'SELECT * { ?s ?p ?o }'", "export --format dot"] {
        let line = format!("exec \"$0\" {command} > /dev/full");
        let output = Command::new("sh")
            .args(["-c", &line, env!("CARGO_BIN_EXE_gureum")])
            .current_dir(world.path(""))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        assert!(
            said.contains("cannot write standard output") && said.contains("make room"),
            "{command}: {said}"
        );
    }
}

/// Who is root may write everywhere, so the program runs as somebody else then.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_can_be_read() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    const NOBODY: u32 = 65534;
    let world = World::built();
    let before = graph(&world.path("gureum.kg"));
    let root = fs::metadata(world.path("")).unwrap().uid() == 0;
    let allow = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let folders = ["gureum.kg", "gureum.kg/segments", "gureum.kg/texts", ""].map(|name| world.path(name));
    // What follows must be derived for every question, since it cannot be kept.
    fs::remove_dir_all(world.path("gureum.kg/derived")).unwrap();
    // The program and the dictionary's cache may be in folders of ours: what others can run is a copy.
    let program = world.path("gureum");
    fs::copy(env!("CARGO_BIN_EXE_gureum"), &program).unwrap();
    fs::create_dir(world.path("cache")).unwrap();
    allow(&world.path("cache"), 0o777);
    allow(&program, 0o755);
    for file in files(&world.path("gureum.kg")) {
        allow(&file, 0o444);
    }
    folders.iter().for_each(|folder| allow(folder, 0o555));
    let run = |args: &[&str]| {
        let mut command = Command::new(&program);
        command.args(args).current_dir(world.path("")).env("XDG_CACHE_HOME", world.path("cache"));
        if root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().unwrap()
    };
    let read = run(&["dump"]);
    assert!(read.status.success() && read.stdout == before);
    for args in
        [&["build", "news"][..], &["add", "news"], &["remove", "구름-1"], &["build", "--store", "new.kg"]]
    {
        let output = run(args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{args:?}: {said}");
        assert!(said.contains(".kg") && said.contains("get the right"), "{args:?}: {said}");
    }
    folders.iter().for_each(|folder| allow(folder, 0o755));
    assert!(graph(&world.path("gureum.kg")) == before);
}

#[cfg(unix)]
#[test]
fn a_second_writer_is_told_to_wait_and_readers_are_not() {
    let world = World::built();
    let before = graph(&world.path("gureum.kg"));
    let pipe = world.path("endless.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut first = silent(&world, &["build", "endless.jsonl"]).spawn().unwrap();
    let mut input = File::options().write(true).open(&pipe).unwrap(); // waits until the build has the lock and reads
    world.run(&["dump", "-o", "graph.nq"]).ok();
    for args in [&["build", "news"][..], &["add", "news"], &["remove", "구름-1"], &["load", "graph.nq"]] {
        world.run(args).ended(3).said(&["another gureum process is writing to", "gureum.kg", "wait"]);
    }
    assert!(graph(&world.path("gureum.kg")) == before);
    writeln!(input, "{{\"id\": \"a\", \"text\": \"{SENTENCE}\"}}").unwrap();
    drop(input);
    assert!(first.wait().unwrap().success());
    world.run(&["stats"]).ok().printed(&["1 article"]);
}

/// Flipped and cut at random places, each file of a store is either noticed and named, or what it says is unharmed.
#[test]
fn a_damaged_file_is_named() {
    let world = World::built();
    let store = world.path("gureum.kg");
    let before = graph(&store);
    let all = files(&store);
    assert!(all.len() >= 6, "a manifest, a lock, a segment, what follows, two sources: {all:?}");
    for file in all.iter().filter(|file| !file.ends_with("lock")) {
        let whole = fs::read(file).unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        let is_source = name.ends_with(".zst");
        let is_derived = file.parent().unwrap().ends_with("derived");
        for round in 0..6 {
            let mut bytes = whole.clone();
            let at = random(whole.len() as u64) as usize;
            if round % 2 == 0 {
                bytes.truncate(at)
            } else {
                bytes[at] ^= 1 << random(8)
            }
            fs::write(file, &bytes).unwrap();
            if is_source {
                // Sources are read when they are asked for.
                let run = world.run(&["verify"]);
                assert!(
                    run.status == Some(0) || run.err.contains(name) || run.out.contains(name),
                    "{name} {at}: {}{}",
                    run.out,
                    run.err
                );
                assert!(graph(&store) == before);
            } else if is_derived {
                world.run(&["stats"]).ok();
                assert!(graph(&store) == before, "{name} {at}: it is derived again");
            } else {
                world.run(&["stats"]).ended(3).said(&["error", name, "damaged"]);
            }
        }
        fs::write(file, &whole).unwrap();
    }
    assert!(graph(&store) == before);
}

/// Nothing asks what time it is: files of tomorrow and of 1970 are files.
#[test]
fn a_clock_that_jumps_changes_nothing() {
    let world = World::built();
    let before = graph(&world.path("gureum.kg"));
    let year = Duration::from_secs(365 * 24 * 3600);
    for time in [SystemTime::UNIX_EPOCH, SystemTime::now() + 80 * year] {
        for file in files(&world.path("news")).iter().chain(&files(&world.path("gureum.kg"))) {
            File::options().append(true).open(file).unwrap().set_modified(time).unwrap();
        }
        world.run(&["add", "news"]).ok().printed(&["2 unchanged"]);
        world.run(&["verify"]).ok();
        world.run(&["build", "news", "--store", "again.kg"]).ok();
        assert!(graph(&world.path("again.kg")) == before);
    }
    world
        .command(&["build", "news", "--store", "again.kg"])
        .env("TZ", "Pacific/Kiritimati")
        .assert()
        .success();
    assert!(graph(&world.path("again.kg")) == before);
}

/// Some kilobytes that unpack to gigabytes.
#[test]
fn a_decompression_bomb_is_refused_before_it_goes_off() {
    let world = World::new();
    let length = 1 << 30;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut zstd = zstd::Encoder::new(Vec::new(), 1).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..length >> 20 {
        gzip.write_all(&zeros).unwrap();
        zstd.write_all(&zeros).unwrap();
    }
    let (gzip, zstd) = (gzip.finish().unwrap(), zstd.finish().unwrap());
    assert!(zstd.len() < 1 << 20);
    for (name, bytes) in [("bomb.txt.gz", &gzip), ("bomb.md.zst", &zstd), ("bomb.jsonl.gz", &gzip)] {
        world.write(name, bytes);
        let peak = Peak::of(silent(&world, &["extract", name]));
        assert!(peak.megabytes < 400, "{name}: {} MB", peak.megabytes);
        world
            .run(&["build", "news", name])
            .ended(1)
            .said(&["error", name, "16 MiB"])
            .printed(&["2 articles"]);
    }
}

#[test]
fn nested_and_crowded_pages_are_read() {
    let world = World::empty();
    let page = |before: &str, times: usize| {
        format!("<html><body><article>{}<p>{SENTENCE}</p></article></body></html>", before.repeat(times))
    };
    world.write("pages/nested.html", page("<div><blockquote>", 100_000));
    world.write("pages/crowded.html", page(&format!("<p {}>", "a=\"1\" ".repeat(50_000)), 1));
    world.write("pages/json.jsonl", format!("{{\"id\": \"deep\", \"text\": \"{SENTENCE}\", \"x\": {}}}\n{{\"id\": \"flat\", \"text\": \"{SENTENCE}\"}}", "[".repeat(100_000)));
    let run = world.run(&["extract", "pages"]).ended(1).said(&["pages/json.jsonl:1", "recursion"]);
    run.printed(&["\"article\":\"nested\"", "\"article\":\"crowded\"", "\"article\":\"flat\""]);
}

/// How much memory a run took.
struct Peak {
    megabytes: u64,
}

impl Peak {
    /// Linux keeps the peak while the process lives, so it is asked until that ends. Elsewhere it is not known.
    fn of(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut megabytes = 0;
        while child.try_wait().unwrap().is_none() {
            let text = fs::read_to_string(&status).unwrap_or_default();
            let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
            megabytes =
                peak.and_then(|peak| peak.trim().parse::<u64>().ok()).map_or(megabytes, |kb| kb >> 10);
            thread::sleep(Duration::from_millis(5));
        }
        Self { megabytes }
    }
}

#[test]
#[ignore = "slow; a hundred thousand files"]
fn a_hundred_thousand_tiny_files_are_a_graph() {
    let world = World::empty();
    for folder in 0..100 {
        fs::create_dir_all(world.path(&format!("news/{folder:02}"))).unwrap();
        for number in 0..1000 {
            let text = if number % 100 == 0 { SENTENCE } else { "구름이 낀다." };
            fs::write(world.path(&format!("news/{folder:02}/{folder:02}-{number:03}.txt")), text).unwrap();
        }
    }
    let started = Instant::now();
    let peak = Peak::of(silent(&world, &["build", "news"]));
    eprintln!("100,000 files: {} s, {} MB", started.elapsed().as_secs(), peak.megabytes);
    assert!(peak.megabytes < 2500, "{} MB", peak.megabytes);
    world.run(&["stats"]).ok().printed(&["100000 articles"]);
}

#[test]
#[ignore = "slow; files of 500 MB"]
fn a_file_of_500_megabytes_takes_bounded_memory() {
    let world = World::empty();
    let long = format!("{}\n", "구름이 낀다. ".repeat(1000)).repeat(30);
    let mut text = File::create(world.path("huge.txt")).unwrap();
    let mut lines = File::create(world.path("huge.jsonl")).unwrap();
    writeln!(lines, "{{\"id\": \"first\", \"text\": \"{SENTENCE}\"}}").unwrap();
    write!(lines, "{{\"id\": \"long\", \"text\": \"").unwrap();
    for _ in 0..(500 << 20) / long.len() {
        text.write_all(long.as_bytes()).unwrap();
        lines.write_all(long.replace('\n', " ").as_bytes()).unwrap();
    }
    writeln!(lines, "\"}}\n{{\"id\": \"last\", \"text\": \"{SENTENCE}\"}}").unwrap();
    for name in ["huge.txt", "huge.jsonl"] {
        let peak = Peak::of(silent(&world, &["extract", name]));
        eprintln!("{name}: {} MB", peak.megabytes);
        assert!(peak.megabytes < 400, "{name}: {} MB", peak.megabytes);
    }
    world.run(&["extract", "huge.txt"]).ended(1).said(&["huge.txt", "16 MiB", "split it"]);
    let run = world.run(&["extract", "huge.jsonl"]).ended(1).said(&["huge.jsonl:2", "16 MiB"]);
    run.printed(&["\"article\":\"first\"", "\"article\":\"last\""]);
}
