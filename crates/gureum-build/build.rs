//! Builds the project's own articles and its ontology into the crate, so that the program needs no files
//! beside it; and a hash of the sources that a graph depends on, so that a graph tells which it was made with.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

/// The crates that an article goes through on its way into a graph. The dictionary has a hash of its own.
const ON_THE_WAY: [&str; 4] = ["gureum-model", "gureum-extract", "gureum-store", "gureum-build"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let mut code = String::new();
    for (name, folders, ending) in [
        ("ARTICLES", &["seeds/articles"][..], "md"),
        ("ONTOLOGY", &["ontology"], "ttl"),
        ("SHAPES", &["ontology/shapes", "ontology/shapes/records"], "ttl"),
    ] {
        let _ = writeln!(code, "const {name}: &[(&str, &str)] = &[");
        for folder in folders {
            println!("cargo::rerun-if-changed={}", root.join(folder).display());
            for file in files(&root.join(folder), ending)? {
                println!("cargo::rerun-if-changed={}", file.display());
                let stem = file.file_name().unwrap_or_default().to_string_lossy();
                let _ =
                    writeln!(code, "    (\"{folder}/{stem}\", include_str!({:?})),", file.canonicalize()?);
            }
        }
        let _ = writeln!(code, "];");
    }
    let _ = writeln!(code, "const SOURCES: &str = {:?};", sources(&root)?);
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("embedded.rs"), code)
}

fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.extension().is_some_and(|e| e == ending) && path.file_stem() != Some("README".as_ref())
        })
        .collect();
    files.sort();
    Ok(files)
}

/// Hash of these crates' sources and of the versions of all libraries. Ends of lines are taken as one
/// character, so that checkouts on all systems agree.
fn sources(root: &Path) -> io::Result<String> {
    let mut paths = vec![root.join("Cargo.lock")];
    for name in ON_THE_WAY {
        rust_files(&root.join("crates").join(name).join("src"), &mut paths)?;
    }
    let mut texts = Vec::new();
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string().replace('\\', "/");
        texts.push((name, fs::read_to_string(&path)?.replace("\r\n", "\n")));
        println!("cargo::rerun-if-changed={}", path.display());
    }
    texts.sort();
    let mut state = Sha256::new();
    for field in texts.iter().flat_map(|(name, text)| [name, text]) {
        state.update((field.len() as u64).to_le_bytes());
        state.update(field.as_bytes());
    }
    Ok(state.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    Ok(())
}
