//! `cargo xtask generate [--check]`: the files of this repository that are made from other files; and
//! `cargo xtask sbom`, what the program is built from.
//!
//! Knows nothing about any gureum crate, so that a broken generated file can always be made anew.

mod generate;
mod ontology;
mod page;
mod picture;
mod readme;
mod rust;
mod sbom;
mod shapes;
mod terms;
mod turtle;

use std::path::Path;
use std::process::ExitCode;

use generate::{Mode, Outcome};

const USAGE: &str = "\
Usage: cargo xtask generate [--check] | sbom

  generate          write the generated files
  generate --check  write nothing; fail and list the files that are not as generated
  sbom              print what the program is built from (CycloneDX JSON)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // Two levels up from this crate, wherever the repository was checked out.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mode = match arguments[..] {
        ["sbom"] => {
            return match sbom::bill(&root) {
                Ok(bill) => {
                    print!("{bill}");
                    ExitCode::SUCCESS
                }
                Err(error) => {
                    eprintln!("error: {error}");
                    ExitCode::FAILURE
                }
            };
        }
        ["generate"] => Mode::Write,
        ["generate", "--check"] => Mode::Check,
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match generate::run(&root, mode) {
        Ok(Outcome::Written(files)) => {
            for file in files {
                println!("wrote {file}");
            }
            ExitCode::SUCCESS
        }
        Ok(Outcome::UpToDate) => ExitCode::SUCCESS,
        Ok(Outcome::Stale(files)) => {
            eprintln!("not as generated:");
            for file in files {
                eprintln!("  {file}");
            }
            eprintln!("run `cargo xtask generate` and commit the result");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
