//! Whatever the program is built from may be passed on under MIT or Apache-2.0 terms.
//!
//! The packages' own word for their licence is taken; data that comes with the project (the dictionary, the
//! registry's sources) is not looked at here.

use std::path::Path;

use cargo_metadata::MetadataCommand;

/// SPDX identifiers that ask for no more than naming the authors.
const ACCEPTED: [&str; 9] =
    ["Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib"];

#[test]
fn every_dependency_may_be_passed_on() {
    let mut command = MetadataCommand::new();
    command.manifest_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"));
    command.other_options(["--filter-platform".to_owned(), "host-tuple".to_owned()]);
    let metadata = command.exec().unwrap();
    let problems: Vec<String> = metadata
        .packages
        .iter()
        .filter(|package| !package.license.as_deref().is_some_and(is_accepted))
        .map(|package| {
            let licence = package.license.as_deref().unwrap_or("no licence");
            format!("{} {}: {licence}", package.name, package.version)
        })
        .collect();
    assert!(
        problems.is_empty(),
        "\n{}\nDo without the package, or add the licence to ACCEPTED and say what it asks for.\n",
        problems.join("\n")
    );
}

#[test]
fn a_choice_needs_one_and_a_sum_needs_all() {
    for fine in ["MIT", "MIT OR GPL-3.0", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
        assert!(is_accepted(fine), "{fine}");
    }
    for not in ["GPL-3.0", "MIT AND GPL-3.0", "(GPL-2.0 OR LGPL-3.0) AND MIT", "MPL-2.0", ""] {
        assert!(!is_accepted(not), "{not}");
    }
}

/// Reads expressions as sums of choices, the only form in use; any other is read too strictly.
fn is_accepted(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    plain.split(" AND ").all(|sum| sum.split(" OR ").any(|licence| ACCEPTED.contains(&licence.trim())))
}
