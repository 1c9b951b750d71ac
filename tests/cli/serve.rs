//! `gureum serve` as its page tells: the examples with curl in `docs/server.md` work as printed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::world::World;

const PAGE: &str = "docs/server.md";
/// Where the examples of the page expect the server.
const ADDRESS: &str = "127.0.0.1:7878";

pub(crate) struct Serving {
    process: Child,
    /// Host and port.
    pub(crate) address: String,
    /// What it said before it listened.
    said: String,
}

impl Serving {
    pub(crate) fn start(world: &World, options: &[&str]) -> Self {
        let arguments = [&["serve", "--port", "0"], options].concat();
        let mut process = Command::new(env!("CARGO_BIN_EXE_gureum"))
            .args(arguments)
            .current_dir(world.path("."))
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let errors = BufReader::new(process.stderr.take().expect("a pipe"));
        let mut said = String::new();
        let mut lines = errors.lines().map_while(Result::ok);
        let address = loop {
            let line = lines.next().unwrap_or_else(|| panic!("the server has ended: {said}"));
            if let Some(rest) = line.strip_prefix("http://") {
                break rest.split('/').next().unwrap_or_default().to_owned();
            }
            said.push_str(&line);
            said.push('\n');
        };
        // A full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, address, said }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.process.kill()); // it may have ended
        drop(self.process.wait());
    }
}

/// The commands of the page that begin with curl.
fn examples() -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(PAGE);
    let page = fs::read_to_string(page).expect("the page").replace("\\\n", " ");
    page.lines().filter(|line| line.starts_with("curl ")).map(str::to_owned).collect()
}

#[test]
fn the_examples_with_curl_work_as_printed() {
    if Command::new("curl").arg("--version").stdout(Stdio::null()).status().is_err() {
        eprintln!("SKIPPED: the examples of {PAGE} are not run, for want of curl");
        return;
    }
    let world = World::new();
    world.run(&["build"]).ok();
    let built = Serving::start(&world, &[]);
    let scratch = Serving::start(&world, &["--scratch"]);
    let token = scratch.said.split("Bearer ").nth(1).expect("a token is printed").trim();
    let examples = examples();
    assert!(examples.len() >= 9, "{examples:?}");
    for example in examples {
        let writes = example.contains("$TOKEN");
        let server = if writes { &scratch } else { &built };
        assert!(example.contains(ADDRESS), "{example}");
        let command = example.replace(ADDRESS, &server.address).replacen("curl ", "curl -sS --fail ", 1);
        let run = Command::new("sh").args(["-c", &command]).env("TOKEN", token).output().expect("a shell");
        assert!(run.status.success(), "{example}\n{}", String::from_utf8_lossy(&run.stderr));
        assert!(writes || !run.stdout.is_empty(), "{example}\nprints nothing");
    }
    let read = format!(
        "curl -sS -G http://{}/sparql --data-urlencode 'query=ASK {{ ?s ?p \"다\" }}'",
        scratch.address
    );
    let run = Command::new("sh").args(["-c", &read]).output().expect("a shell");
    assert!(String::from_utf8_lossy(&run.stdout).contains("true"), "the last example has written nothing");
}

#[test]
fn what_would_open_a_graph_to_everybody_is_refused() {
    let world = World::new();
    world
        .run(&["serve", "--scratch", "--no-token", "--host", "0.0.0.0"])
        .ended(2)
        .said(&["--no-token would let everybody", "leave it out"]);
    world.run(&["serve", "--token", "t"]).ended(2).said(&["--scratch"]);
    world.run(&["serve", "--store", "nowhere.kg"]).ended(3).said(&["nowhere.kg"]);
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly_when_it_is_told_to() {
    let world = World::built();
    let mut server = Serving::start(&world, &[]);
    let id = server.process.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
    assert_eq!(server.process.wait().expect("it ends").code(), Some(0));
}
