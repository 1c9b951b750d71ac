//! House rules that a machine can see: headers, sizes, paths, links, one table of dependencies.
//!
//! Each rule is a function from a file's path and text to complaints. What rustfmt and clippy see is not
//! repeated here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Lines after which a Rust file is two files.
const MOST_LINES: usize = 1000;
/// Top folders; a path in backticks that begins with one of them is a promise, here or in the page's own folder.
const FOLDERS: [&str; 5] = ["crates/", "ontology/", "seeds/", "tests/", ".ci/"];
/// Folders at a machine's root that betray whose machine a file was written on.
const MACHINE_FOLDERS: [&str; 4] = ["home", "root", "tmp", "work"];
/// Files that are text, by their ending; files in `.ci` are text too.
const TEXT: [&str; 13] =
    ["css", "html", "js", "json", "md", "py", "rq", "rs", "sh", "snap", "toml", "tsv", "ttl"];

/// Path from the root of the project, with `/`, and text.
type Files = BTreeMap<String, String>;

#[test]
fn rust_files_say_what_they_are_and_stay_short() {
    report(&project(), |path, text| if path.ends_with(".rs") { rust_file(text) } else { Vec::new() });
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    report(&project(), |_, text| machine_paths(text));
}

#[test]
fn manifests_inherit_lints_and_dependencies() {
    report(&project(), |path, text| {
        let is_member = path.ends_with("/Cargo.toml");
        if is_member { manifest(text) } else { Vec::new() }
    });
}

#[test]
fn links_and_paths_in_markdown_lead_somewhere() {
    let files = project();
    // Articles are data: their words are not ours.
    let ours = |path: &str| path.ends_with(".md") && !path.starts_with("seeds/articles/");
    report(&files, |path, text| if ours(path) { markdown(path, text, &files) } else { Vec::new() });
}

#[test]
fn a_careless_rust_file_is_noticed() {
    assert_eq!(rust_file("//! What it is.\nfn main() {}\n"), [""; 0]);
    assert_eq!(rust_file("fn main() {}\n").len(), 1);
    assert_eq!(rust_file("//! \nfn main() {}\n").len(), 1);
    assert_eq!(rust_file(&format!("//! Long.\n{}", "\n".repeat(MOST_LINES))).len(), 1);
}

#[test]
fn a_machine_path_is_noticed() {
    for folder in MACHINE_FOLDERS {
        let path = format!("/{folder}/gureum");
        for text in [path.clone(), format!("open({path:?})"), format!("one line\nfile://{path}")] {
            assert_eq!(machine_paths(&text).len(), 1, "{text}");
        }
        for text in [format!("https://example.org{path}"), format!("target{path}"), format!("..{path}")] {
            assert_eq!(machine_paths(&text), [""; 0], "{text}");
        }
    }
}

#[test]
fn a_manifest_of_its_own_mind_is_noticed() {
    let good = "[dependencies]\nserde.workspace = true\ntoml = { workspace = true, features = [\"x\"] }\n[lints]\nworkspace = true";
    assert_eq!(manifest(good), [""; 0]);
    assert_eq!(manifest("[dependencies]\nserde = \"1\"").len(), 2);
    assert_eq!(
        manifest("[lints]\nworkspace = true\n[dev-dependencies]\nserde = { version = \"1\" }").len(),
        1
    );
    assert_eq!(manifest("[dependencies").len(), 1);
}

#[test]
fn a_link_to_nowhere_is_noticed() {
    let page = "# One page\n[a](b/c.md) [b](b/) [c](#one-page) [d](b/c.md#옆-문서) [e](https://example.org)\n\
                `crates/x.rs` ![f](../g.png)\n```text\n[not](a link) `crates/not.rs`\n```\n`[not](a link) either`";
    let files = |names: &[&str]| -> Files {
        names.iter().map(|name| ((*name).to_owned(), "## 옆 문서\n".to_owned())).collect()
    };
    assert_eq!(markdown("d/p.md", page, &files(&["d/b/c.md", "crates/x.rs", "g.png"])), [""; 0]);
    assert_eq!(markdown("d/p.md", page, &files(&[])).len(), 5);
    assert_eq!(markdown("p.md", "[a](#nowhere)", &files(&[])).len(), 1);
    assert_eq!(markdown("p.md", "[a](q.md#nowhere)", &files(&["q.md"])).len(), 1);
}

fn rust_file(text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let header = text.lines().next().and_then(|line| line.strip_prefix("//!")).map(str::trim);
    if header.is_none_or(str::is_empty) {
        problems.push("1: a first line `//! …` says what this file is, and what it is not".to_owned());
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        problems.push(format!("{lines}: over {MOST_LINES} lines; split it along what it does"));
    }
    problems
}

fn machine_paths(text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for folder in MACHINE_FOLDERS {
            let needle = format!("/{folder}/");
            // In a URL or a relative path, something stands before the slash.
            let absolute = |at: usize| {
                !line[..at].ends_with(|before: char| before.is_alphanumeric() || "._-~}".contains(before))
            };
            if line.match_indices(&needle).any(|(at, _)| absolute(at)) {
                problems.push(format!("{}: {needle} is a path on one machine; make it relative", number + 1));
            }
        }
    }
    problems
}

fn manifest(text: &str) -> Vec<String> {
    let manifest: toml::Table = match text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![format!("not TOML: {error}")],
    };
    let inherits = |value: &toml::Value| value.get("workspace").and_then(toml::Value::as_bool) == Some(true);
    let mut problems = Vec::new();
    if !manifest.get("lints").is_some_and(inherits) {
        problems.push("lacks `[lints]` with `workspace = true`".to_owned());
    }
    for section in ["dependencies", "build-dependencies", "dev-dependencies"] {
        let Some(dependencies) = manifest.get(section).and_then(toml::Value::as_table) else { continue };
        for (name, _) in dependencies.iter().filter(|(_, value)| !inherits(value)) {
            problems.push(format!(
                "[{section}] {name}: its version belongs in the table of the workspace; write `{name}.workspace = true`"
            ));
        }
    }
    problems
}

fn markdown(path: &str, text: &str, files: &Files) -> Vec<String> {
    let exists = |wanted: &str| {
        let folder = format!("{}/", wanted.trim_end_matches('/'));
        wanted.is_empty() || files.contains_key(wanted) || files.keys().any(|file| file.starts_with(&folder))
    };
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut problems = Vec::new();
    for (number, line) in prose(text) {
        for target in links(&line) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { path.to_owned() } else { resolve(folder, file) };
            if file != path && !exists(&file) {
                problems.push(format!("{number}: the link {target} leads to no file"));
                continue;
            }
            let page = if file == path { Some(text) } else { files.get(&file).map(String::as_str) };
            if !heading.is_empty() && !page.is_some_and(|page| headings(page).any(|anchor| anchor == heading))
            {
                problems.push(format!("{number}: {file} has no heading for #{heading}"));
            }
        }
        for code in line.split('`').skip(1).step_by(2) {
            let is_path = FOLDERS.iter().any(|folder| code.starts_with(folder));
            let is_pattern = code.contains(|c: char| c.is_whitespace() || "*<>{}…".contains(c));
            if is_path && !is_pattern && !exists(code) && !exists(&resolve(folder, code)) {
                problems.push(format!("{number}: there is no {code}"));
            }
        }
    }
    problems
}

/// Lines outside of fenced blocks, numbered from 1.
fn prose(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(at, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        (!fenced && !fence).then(|| (at + 1, line.to_owned()))
    })
}

/// Targets of the links of a line, without those in code.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let text = line.split('`').step_by(2);
    text.flat_map(|text| text.split("](").skip(1)).filter_map(|rest| Some(rest.split_once(')')?.0))
}

/// The anchors of a page's headings, as GitHub makes them.
fn headings(page: &str) -> impl Iterator<Item = String> {
    prose(page).filter_map(|(_, line)| {
        let title = line.strip_prefix('#')?.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        Some(kept.map(|c| if c == ' ' { '-' } else { c }).collect())
    })
}

/// `path` as seen from `folder`, without `.` and `..`.
fn resolve(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Fails with the complaints of all files.
fn report(files: &Files, check: impl Fn(&str, &str) -> Vec<String>) {
    let problems: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| {
            check(path, text).into_iter().map(move |problem| format!("{path}:{problem}"))
        })
        .collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// The project's files; of those that are not text only the name.
fn project() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is a folder of the project");
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            let name = path.strip_prefix(root).expect("it is inside").to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.extend(is_project_folder(&name).then_some(path));
            } else {
                let is_text =
                    name.starts_with(".ci/") || TEXT.iter().any(|e| name.ends_with(&format!(".{e}")));
                let text = if is_text { std::fs::read(&path).unwrap_or_default() } else { Vec::new() };
                files.insert(name, String::from_utf8_lossy(&text).into_owned());
            }
        }
    }
    assert!(files.len() > 50, "only {} files found: is {} the project?", files.len(), root.display());
    files
}

/// Not what is built, fetched, hidden, or a graph somebody made.
fn is_project_folder(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let made = matches!(name, "target" | "node_modules" | "__pycache__") || name.ends_with(".kg");
    !made && (matches!(name, ".ci" | ".cargo") || !name.starts_with('.'))
}

/// A folder that another process takes away meanwhile has no entries.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect()
}
