//! Where dependencies come from and which versions are meant. Their licences are in `licences.rs`, who may import whom in
//! `layers.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// TLS, clients that bring much else, C libraries of the machine. None is needed to build or to run; `ureq` without TLS is
/// small, and asks a server only where `--store http://…` names one.
const BANNED: [&str; 5] = ["curl-sys", "native-tls", "openssl-sys", "reqwest", "rustls"];
/// Parts of the project that have a lock file of their own.
const WORKSPACES: [&str; 2] = ["", "fuzz/"];

fn table(path: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Packages of a lock file.
fn locked(workspace: &str) -> Vec<toml::Table> {
    let lock = table(&format!("{workspace}Cargo.lock"));
    let packages = lock["package"].as_array().into_iter().flatten();
    packages.filter_map(|package| package.as_table().cloned()).collect()
}

#[test]
fn everything_comes_from_the_registry_with_a_checksum() {
    for workspace in WORKSPACES {
        for package in locked(workspace) {
            let name = package["name"].as_str().unwrap();
            // What has no source is a folder of ours.
            let Some(source) = package.get("source") else { continue };
            assert_eq!(source.as_str(), Some(REGISTRY), "{name} comes from elsewhere");
            assert!(package.contains_key("checksum"), "{name} has no checksum");
        }
    }
}

/// What the lock file has beyond this comes with a feature that somebody must ask for (`federation`, `https`, `rocksdb`).
#[test]
fn the_program_without_further_features_has_none_of_the_banned() {
    let mut command = cargo_metadata::MetadataCommand::new();
    command.manifest_path(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"));
    command.other_options(["--filter-platform".to_owned(), "host-tuple".to_owned()]);
    let metadata = command.exec().unwrap();
    let shipped = metadata.resolve.expect("what is built").nodes;
    let name = |id| {
        metadata.packages.iter().find(|package| package.id == id).map(|package| package.name.to_string())
    };
    let names: Vec<String> = shipped.into_iter().filter_map(|node| name(node.id)).collect();
    assert!(names.iter().any(|name| name == "oxigraph"), "{names:?}");
    for banned in BANNED {
        assert!(!names.iter().any(|name| name == banned), "{banned} is built in: do without it");
    }
}

/// Cargo takes the newest version that a requirement allows, so older ones that it also allows are never tried: with
/// `hyper-util = "0.1"` a feature was missing in 0.1.0. A requirement therefore begins with the version that is tested.
#[test]
fn the_lowest_version_allowed_is_the_one_that_is_tested() {
    for workspace in WORKSPACES {
        let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for package in locked(workspace) {
            let text = |key: &str| package[key].as_str().unwrap().to_owned();
            versions.entry(text("name")).or_default().push(text("version"));
        }
        let manifest = table(&format!("{workspace}Cargo.toml"));
        let mut problems = Vec::new();
        for (name, asked) in manifest["workspace"]["dependencies"].as_table().unwrap() {
            let Some(asked) = asked.get("version").unwrap_or(asked).as_str() else { continue };
            let lowest = asked.trim_start_matches('=');
            // What follows a plus says where a version was taken from.
            let plain = |version: &String| version.split('+').next().unwrap_or_default().to_owned();
            let there: Vec<String> = versions.get(name).into_iter().flatten().map(plain).collect();
            if !there.iter().any(|version| version == lowest) {
                problems.push(format!("{name} = \"{asked}\", but {} is locked", there.join(" and ")));
            }
        }
        assert!(
            problems.is_empty(),
            "\n{}\nWrite the locked version into {workspace}Cargo.toml, all three numbers.\n",
            problems.join("\n")
        );
    }
}

/// The toolchain that builds and tests the project is the oldest that it promises to work with.
#[test]
#[ignore = "slow; needs the toolchain of CI"]
fn the_oldest_rust_promised_is_the_one_that_tests() {
    let promised = table("Cargo.toml")["workspace"]["package"]["rust-version"].as_str().unwrap().to_owned();
    let output = std::process::Command::new("rustc").arg("--version").output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    assert!(
        version.starts_with(&format!("rustc {promised}.")),
        "{version} tests a project that promises {promised}: raise rust-version, or test with {promised}"
    );
}
