//! Puts the bundle of scripts that `npm run build` left in `web/dist` into the binary, if it is there.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=web/dist");
    let mut files: Vec<PathBuf> = match fs::read_dir("web/dist") {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    files.retain(|file| file.is_file());
    files.sort();
    let mut code = String::from("const BUNDLE: &[Asset] = &[\n");
    for file in files {
        let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
        let mut hash = DefaultHasher::new(); // tells versions of a file apart, and nothing more
        hash.write(&fs::read(&file)?);
        let path = fs::canonicalize(&file)?;
        let _ = writeln!(code, "    ({name:?}, include_bytes!({path:?}), \"{:016x}\"),", hash.finish());
    }
    code.push_str("];\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    let made = Path::new(&out).join("bundle.rs");
    // Without a bundle cargo runs this each time, and must not compile the crate each time.
    if fs::read_to_string(&made).is_ok_and(|old| old == code) { Ok(()) } else { fs::write(made, code) }
}
