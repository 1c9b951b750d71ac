//! Builds the project's `seeds/` into the crate, so that the program needs no files beside it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../seeds");
    let mut code = String::new();
    for (folder, name, ending) in
        [("lexicon", "LEXICON", "tsv"), ("words", "WORDS", "toml"), ("rules", "RULES", "toml")]
    {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
        let _ = writeln!(code, "const {name}: &[(&str, &str)] = &[");
        for file in files(&root.join(folder), ending)? {
            println!("cargo::rerun-if-changed={}", file.display());
            let stem = file.file_name().unwrap_or_default().to_string_lossy();
            let _ =
                writeln!(code, "    (\"seeds/{folder}/{stem}\", include_str!({:?})),", file.canonicalize()?);
        }
        let _ = writeln!(code, "];");
    }
    let measured = root.join("reliability.tsv");
    println!("cargo::rerun-if-changed={}", measured.display());
    let _ = writeln!(
        code,
        "const RELIABILITY: &[(&str, &str)] = &[(\"seeds/reliability.tsv\", include_str!({:?}))];",
        measured.canonicalize()?
    );
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("seeds.rs"), code)
}

fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect();
    files.sort();
    Ok(files)
}
