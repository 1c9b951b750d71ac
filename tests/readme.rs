//! The README and the pages in `docs`, executed: what they print is what the program prints, and the README's
//! picture is the graph it is said to be.
//!
//! Each page, and each guide as a whole, starts in a folder of its own, which has the graph of the README's first command in `gureum.kg`
//! and copies of [`FOLDERS`]; its commands run there one after another. After a change of rules, lexicon, articles or program,
//!
//! ```text
//! GUREUM_UPDATE=1 cargo test -p gureum-cli --test readme
//! ```
//!
//! writes the blocks of the pages and `docs/seed-graph.svg` anew. Read the difference before you keep it. The commands are lines for a POSIX shell.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;

/// Set to anything but nothing, it makes the tests write what they would compare.
const UPDATE: &str = "GUREUM_UPDATE";
/// How the README has the graph built; the rest of that line is for `gureum`.
const BUILD: &str = "cargo run --release -p gureum-cli -- ";
/// What commands on a page may read or change.
const FOLDERS: [&str; 3] = ["docs/own-domain", "seeds", "tests/gold"];
/// The guide, once a language.
const GUIDES: [&str; 2] = ["docs/guide/en", "docs/guide/ko"];
const PICTURE: &str = "docs/seed-graph.svg";

/// Answers that the page is there to show: words that stand together in one line of it.
const PROMISED: [&[&str]; 4] = [
    &["KT", "마이크로소프트"],
    &["클라우드 플래그십 프로젝트", "25000000000"],
    &["│ KT와 마이크로소프트(MS)는 6월 3일"],
    &["│", "클라우드 플래그십 프로젝트에 예산 250억 원을 투입하고"],
];

#[test]
fn every_page_prints_what_the_program_prints() {
    let folder = with_graph();
    let mut complaints = Vec::new();
    for pages in books() {
        let read = |path: &PathBuf| fs::read_to_string(path).expect("a page is text");
        if !pages.iter().any(|path| read(path).contains("\n```console\n")) {
            continue;
        }
        let place = TempDir::new().expect("a temporary folder");
        copy(&folder.path().join("gureum.kg"), &place.path().join("gureum.kg"));
        for folder in FOLDERS {
            copy(&root().join(folder), &place.path().join(folder));
        }
        for path in pages {
            let name = path.strip_prefix(root()).expect("a page of the project").display().to_string();
            let page = read(&path);
            let now = replay(&page, |command| shell(command, place.path()));
            if updating() {
                fs::write(&path, &now).expect("the page is written");
            } else if let Some((was, is)) = page.lines().zip(now.lines()).find(|(was, is)| was != is) {
                complaints.push(format!("{name} says\n  {was}\nbut the program prints\n  {is}"));
            } else if page != now {
                complaints.push(format!("{name} and the output of the program differ in length"));
            }
        }
    }
    assert!(complaints.is_empty(), "{}\n{}", complaints.join("\n"), hint());
}

#[test]
fn the_readme_shows_what_it_promises() {
    let page = readme();
    for words in PROMISED {
        let kept = printed(&page).any(|line| words.iter().all(|word| line.contains(word)));
        assert!(
            kept,
            "no answer in README.md has {words:?} in one line: choose other queries, or mend the rules"
        );
    }
}

#[test]
fn the_picture_is_the_seed_graph() {
    let page = readme();
    let command = page.lines().find(|line| line.ends_with(PICTURE)).expect("how the picture is made");
    let folder = with_graph();
    fs::create_dir(folder.path().join("docs")).expect("folder");
    shell(command, folder.path());
    let now = fs::read_to_string(folder.path().join(PICTURE)).expect("the picture");
    let path = root().join(PICTURE);
    if updating() {
        fs::write(path, now).expect("the picture is written");
    } else {
        // Line by line, so that a failure shows what is different and not the whole picture.
        let was = fs::read_to_string(&path).unwrap_or_default();
        let differs = was.lines().zip(now.lines()).find(|(was, now)| was != now);
        assert_eq!(differs, None, "{PICTURE} is not what the program draws\n{}", hint());
        assert_eq!(was.len(), now.len(), "{PICTURE} is not what the program draws\n{}", hint());
    }
}

#[test]
fn output_is_replaced_and_nothing_else() {
    let page =
        "# 구름\n```sh\n$ gureum no\n```\n```console\n$ gureum a '\n  b'\nold\n\nold\n$ gureum c\n```\nend\n";
    let mut commands = Vec::new();
    let now = replay(page, |command| {
        commands.push(command.to_owned());
        format!("new {}\n", commands.len())
    });
    assert_eq!(commands, ["gureum a '\n  b'", "gureum c"]);
    assert_eq!(
        now,
        "# 구름\n```sh\n$ gureum no\n```\n```console\n$ gureum a '\n  b'\nnew 1\n$ gureum c\nnew 2\n```\nend\n"
    );
    assert!(printed(&now).eq(["new 1", "new 2"]));
}

/// The page with the output of each command in its `console` blocks as `run` gives it now.
fn replay(page: &str, mut run: impl FnMut(&str) -> String) -> String {
    let mut now = String::new();
    let mut inside = false;
    let mut command = String::new();
    for line in page.lines() {
        let fence = line.starts_with("```");
        if fence {
            inside = line == "```console";
        } else if inside && command.is_empty() {
            let Some(begun) = line.strip_prefix("$ ") else { continue };
            command.push_str(begun);
        } else if inside {
            command.push('\n');
            command.push_str(line);
        }
        now.push_str(line);
        now.push('\n');
        // A line end inside of quotes does not end a command.
        if !command.is_empty() && command.matches('\'').count().is_multiple_of(2) {
            now.push_str(&run(&command));
            command.clear();
        }
    }
    assert!(command.is_empty(), "a quote is not closed in: {command}");
    now
}

/// The lines of the page that are output.
fn printed(page: &str) -> impl Iterator<Item = &str> {
    let (mut inside, mut quoted) = (false, false);
    page.lines().filter(move |line| {
        if line.starts_with("```") {
            inside = *line == "```console";
            return false;
        }
        let command = quoted || line.starts_with("$ ");
        if inside && command {
            quoted ^= !line.matches('\'').count().is_multiple_of(2);
        }
        inside && !command
    })
}

/// A folder in which the README's first command has been run.
fn with_graph() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let page = readme();
    let arguments = page.lines().find_map(|line| line.strip_prefix(BUILD)).expect("the command to build it");
    let store = folder.path().join("gureum.kg");
    shell(&format!("gureum {arguments} --quiet --store '{}'", store.display()), &root());
    folder
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md is text")
}

/// What is read in one go: README.md, then each page in `docs` by name, then the guides, whose chapters go on from
/// one another.
fn books() -> Vec<Vec<PathBuf>> {
    let entries = fs::read_dir(root().join("docs")).expect("the folder of pages");
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    pages.insert(0, root().join("README.md"));
    let mut books: Vec<Vec<PathBuf>> = pages.into_iter().map(|page| vec![page]).collect();
    books.extend(GUIDES.map(chapters));
    books
}

/// The chapters of a guide, in the order of its `SUMMARY.md`.
fn chapters(guide: &str) -> Vec<PathBuf> {
    let folder = root().join(guide).join("src");
    let summary = fs::read_to_string(folder.join("SUMMARY.md")).expect("the list of chapters");
    let links = summary.lines().filter_map(|line| line.strip_suffix(')')?.rsplit_once('('));
    let chapters: Vec<PathBuf> = links.map(|(_, file)| folder.join(file)).collect();
    assert!(!chapters.is_empty(), "{guide} has no chapters");
    chapters
}

#[test]
fn the_guides_have_the_same_commands() {
    let commands = |guide| -> Vec<String> {
        let mut commands = Vec::new();
        for chapter in chapters(guide) {
            replay(&fs::read_to_string(chapter).expect("a chapter is text"), |command| {
                commands.push(command.to_owned());
                String::new()
            });
        }
        commands
    };
    let [first, others @ ..] = GUIDES.map(commands);
    assert!(first.len() > 5, "{first:?}");
    for other in others {
        assert_eq!(first, other);
    }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry").path();
        let to = to.join(entry.file_name().expect("an entry has a name"));
        if entry.is_dir() {
            copy(&entry, &to);
        } else {
            fs::copy(&entry, &to).expect("a file is copied");
        }
    }
}

/// What a line for the shell prints, with the program under test as `gureum`.
fn shell(line: &str, folder: &Path) -> String {
    let programs =
        Path::new(env!("CARGO_BIN_EXE_gureum")).parent().expect("a program is in a folder").to_owned();
    let others = env::var_os("PATH").unwrap_or_default();
    let path =
        env::join_paths([programs].into_iter().chain(env::split_paths(&others))).expect("a search path");
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path);
    for variable in ["GUREUM_DICTIONARY", "NO_COLOR"] {
        command.env_remove(variable);
    }
    let output = command.output().expect("a shell runs");
    let said = String::from_utf8_lossy(&output.stderr);
    // 1 is an answer too: something differs, something was not found.
    let answered = output.status.success() || output.status.code() == Some(1) && !output.stdout.is_empty();
    assert!(answered, "{line}\nended with {}:\n{said}", output.status);
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

fn updating() -> bool {
    env::var_os(UPDATE).is_some_and(|value| !value.is_empty())
}

fn hint() -> String {
    format!("help: {UPDATE}=1 cargo test -p gureum-cli --test readme")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
