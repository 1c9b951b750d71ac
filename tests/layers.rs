//! Who imports whom, against the table in `crates/ARCHITECTURE.md`.
//!
//! It looks at dependencies as Cargo sees them, not at how the code inside a crate is arranged; the one
//! exception is lindera, whose home is a single file.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};

const PAGE: &str = "crates/ARCHITECTURE.md";
const MARK: &str = "<!-- imports: read by tests/layers.rs -->";
/// Foreign crates that live in one place each. All others are free.
const ONE_HOME: [&str; 8] =
    ["anyhow", "axum", "clap", "lindera", "lindera-dictionary", "oxigraph", "petgraph", "tokio"];

/// The import table: crate to row.
type Table = BTreeMap<String, Row>;

/// What one crate may do.
#[derive(Debug, Default)]
struct Row {
    planned: bool,
    everything: bool,
    may_import: BTreeSet<String>,
    /// Names, or the beginning of names before a `*`.
    never_sees: BTreeSet<String>,
    tests_may_import: BTreeSet<String>,
}

/// A dependency that one of our crates declares.
#[derive(Debug)]
struct Arrow {
    from: String,
    to: String,
    kind: DependencyKind,
}

/// From a crate of ours to one that it ships, by way of others.
type Route = Vec<String>;

#[test]
fn every_arrow_is_in_the_table() {
    let table = read_table(&page()).unwrap();
    let metadata = metadata();
    let problems = [
        members_without_row(&table, &metadata),
        misprints(&table, &metadata),
        forbidden_arrows(&table, &arrows(&metadata)),
        forbidden_routes(&table, &routes(&metadata)),
    ]
    .concat();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn one_file_names_lindera() {
    let source = root().join("crates/gureum-extract/src");
    let naming = files_with(&source, "lindera::");
    assert_eq!(
        naming,
        [source.join("morph/mod.rs")],
        "the analyser must stay exchangeable: reach lindera through `morph`"
    );
}

/// A table of three crates, of which `shop` is planned.
const INVENTED: &str = "\
Words before it, and a table that is not meant:

| crate | may import |
|---|---|
| `other` | everything |

<!-- imports: read by tests/layers.rs -->

| crate | may import | may never see | its tests and examples also |
|---|---|---|---|
| `nouns` | `serde` | files, `read*`, `tokio` | |
| `reader` | `nouns`, `lindera` | `petgraph` | `clap` |
| `shop` (planned) | everything | | |

| `after` | everything | | |
";

fn complaints(arrows: &[(&str, &str, DependencyKind)]) -> String {
    let arrows: Vec<_> = arrows
        .iter()
        .map(|(from, to, kind)| Arrow { from: (*from).into(), to: (*to).into(), kind: *kind })
        .collect();
    forbidden_arrows(&read_table(INVENTED).expect("it is well-formed"), &arrows).join("\n")
}

#[test]
fn an_arrow_that_is_not_in_the_table_is_named() {
    use DependencyKind::{Build, Development, Normal};
    for (from, to, kind) in [
        ("nouns", "reader", Normal),       // upwards
        ("nouns", "reader", Development),  // in tests, too
        ("reader", "petgraph", Normal),    // not at home here
        ("reader", "clap", Normal),        // for tests only
        ("reader", "clap", Build),         // a build script is no test
        ("nouns", "lindera", Development), // another crate's exception
    ] {
        let complaint = complaints(&[(from, to, kind)]);
        assert!(complaint.starts_with(&format!("{from} → {to}")), "{from} → {to}, {kind:?}: {complaint:?}");
        assert!(complaint.contains(PAGE), "{complaint}");
    }
    let fine = [
        ("reader", "nouns", Normal),
        ("reader", "clap", Development),
        ("shop", "tokio", Normal),
        ("nouns", "toml", Normal),
    ];
    assert_eq!(complaints(&fine), "");
}

#[test]
fn what_comes_in_through_others_is_seen() {
    let route = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Route>();
    let table = read_table(INVENTED).unwrap();
    let bad = forbidden_routes(&table, &[route(&["nouns", "http", "tokio"]), route(&["nouns", "reader"])]);
    assert_eq!(bad.len(), 2);
    assert!(bad[0].starts_with("nouns → http → tokio"), "{}", bad[0]);
    assert!(forbidden_routes(&table, &[route(&["reader", "http", "tokio"])]).is_empty());
}

#[test]
fn a_page_without_table_is_refused() {
    for (page, said) in [
        ("no table at all", MARK),
        ("<!-- imports: read by tests/layers.rs -->\n\nand then nothing", "no row"),
        ("<!-- imports: read by tests/layers.rs -->\n| `a` | `b` |\n", "four columns"),
        ("<!-- imports: read by tests/layers.rs -->\n| a | | | |\n", "backticks"),
    ] {
        let error = read_table(page).unwrap_err();
        assert!(error.contains(said), "{page:?}: {error}");
    }
}

/// The table after the mark: the first run of lines that begin with `|`, less its head.
fn read_table(page: &str) -> Result<Table, String> {
    let (_, rest) = page.split_once(MARK).ok_or_else(|| format!("{PAGE} lacks the line {MARK}"))?;
    let mut table = Table::new();
    let rows =
        rest.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    for line in rows.filter(|line| !line.starts_with("|--") && !line.starts_with("| crate ")) {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').collect();
        let [name, may_import, never_sees, tests_may_import] = cells[..] else {
            return Err(format!("{PAGE}: a row of the import table has four columns: {line}"));
        };
        let crate_name = in_backticks(name).into_iter().next();
        let crate_name =
            crate_name.ok_or_else(|| format!("{PAGE}: no crate in backticks begins the row {line}"))?;
        let row = Row {
            planned: name.contains("(planned)"),
            everything: may_import.trim() == "everything",
            may_import: in_backticks(may_import),
            never_sees: in_backticks(never_sees),
            tests_may_import: in_backticks(tests_may_import),
        };
        table.insert(crate_name, row);
    }
    if table.is_empty() { Err(format!("{PAGE}: no row of a table follows {MARK}")) } else { Ok(table) }
}

fn in_backticks(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn members_without_row(table: &Table, metadata: &Metadata) -> Vec<String> {
    let members: BTreeSet<&str> = members(metadata).map(|package| package.name.as_str()).collect();
    let missing = members.iter().filter(|name| !table.contains_key(**name)).map(|name| {
        format!("{name} has no row in the import table of {PAGE}: add one, with what it may never see")
    });
    let ghosts = table.iter().filter(|(name, row)| row.planned == members.contains(name.as_str())).map(
        |(name, row)| {
            if row.planned {
                format!("{name} exists: take the mark (planned) from its row in {PAGE}")
            } else {
                format!(
                    "{name} has a row in {PAGE} but is no crate here: remove the row, or mark it (planned)"
                )
            }
        },
    );
    missing.chain(ghosts).collect()
}

/// Names in the table that no package of the workspace's lock file has.
fn misprints(table: &Table, metadata: &Metadata) -> Vec<String> {
    let known: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let rows = table.iter().filter(|(_, row)| !row.planned);
    rows.flat_map(|(name, row)| row.may_import.union(&row.tests_may_import).map(move |to| (name, to)))
        .filter(|(_, to)| !known.contains(to.as_str()))
        .map(|(name, to)| {
            format!("{PAGE} lets {name} import {to}, which no crate here does: misspelt, or of the past?")
        })
        .collect()
}

fn forbidden_arrows(table: &Table, arrows: &[Arrow]) -> Vec<String> {
    let mut problems = Vec::new();
    for Arrow { from, to, kind } in arrows {
        let watched = table.contains_key(to) || ONE_HOME.contains(&to.as_str());
        let Some(row) = table.get(from).filter(|row| watched && !row.everything) else { continue };
        let in_tests = *kind == DependencyKind::Development;
        if row.may_import.contains(to) || (in_tests && row.tests_may_import.contains(to)) {
            continue;
        }
        let section = match kind {
            DependencyKind::Development => "[dev-dependencies]",
            DependencyKind::Build => "[build-dependencies]",
            _ => "[dependencies]",
        };
        problems.push(format!(
            "{from} → {to} ({section}) is not in the import table of {PAGE}.\n    Let a crate that may import {to} do \
             the work and hand over the result; if the house is to change, change the table and say why."
        ));
    }
    problems
}

fn forbidden_routes(table: &Table, routes: &[Route]) -> Vec<String> {
    let fits = |pattern: &str, name: &str| match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => pattern == name,
    };
    let mut problems = Vec::new();
    for route in routes {
        let [from, .., to] = &route[..] else { continue };
        if table.get(from).is_some_and(|row| row.never_sees.iter().any(|pattern| fits(pattern, to))) {
            problems.push(format!(
                "{} is shipped, but {from} may never see {to} ({PAGE}).\n    Cut the arrow nearest to {to}, or switch \
                 off the feature that brings it: `cargo tree -p {from} -e normal,build -i {to}`.",
                route.join(" → ")
            ));
        }
    }
    problems
}

fn arrows(metadata: &Metadata) -> Vec<Arrow> {
    members(metadata)
        .flat_map(|package| {
            package.dependencies.iter().map(|dependency| Arrow {
                from: package.name.to_string(),
                to: dependency.name.clone(),
                kind: dependency.kind,
            })
        })
        .collect()
}

/// The shortest route from each of our crates to each package that it ships with.
fn routes(metadata: &Metadata) -> Vec<Route> {
    let names: BTreeMap<&PackageId, &str> =
        metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    let resolve = metadata.resolve.as_ref().expect("cargo metadata was asked for dependencies");
    let shipped: BTreeMap<&PackageId, Vec<&PackageId>> = resolve
        .nodes
        .iter()
        .map(|node| {
            let dependencies = node.deps.iter().filter(|dependency| {
                dependency.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development)
            });
            (&node.id, dependencies.map(|dependency| &dependency.pkg).collect())
        })
        .collect();
    let mut routes = Vec::new();
    for start in members(metadata) {
        let mut seen = BTreeSet::from([&start.id]);
        let mut waiting = VecDeque::from([(&start.id, vec![start.name.to_string()])]);
        while let Some((id, route)) = waiting.pop_front() {
            for next in &shipped[id] {
                if seen.insert(next) {
                    let longer: Route = [&route[..], &[names[next].to_owned()]].concat();
                    routes.push(longer.clone());
                    waiting.push_back((next, longer));
                }
            }
        }
    }
    routes
}

fn members(metadata: &Metadata) -> impl Iterator<Item = &Package> {
    metadata.packages.iter().filter(|package| metadata.workspace_members.contains(&package.id))
}

/// The workspace with its dependencies on this platform, so that no other platform's need downloading.
fn metadata() -> Metadata {
    let mut command = MetadataCommand::new();
    command.manifest_path(root().join("Cargo.toml"));
    command.other_options(["--filter-platform".to_owned(), "host-tuple".to_owned()]);
    command.exec().expect("cargo metadata describes the workspace")
}

fn page() -> String {
    std::fs::read_to_string(root().join(PAGE)).expect("the page is in the project")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is a folder of the project").to_owned()
}

/// The files under `folder` that have `needle` in them, sorted.
fn files_with(folder: &Path, needle: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the crate has sources");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let has_it = |file: &Path| std::fs::read_to_string(file).is_ok_and(|text| text.contains(needle));
    let found = paths.into_iter().map(|path| match path.is_dir() {
        true => files_with(&path, needle),
        false => Vec::from_iter(has_it(&path).then_some(path)),
    });
    found.flatten().collect()
}
