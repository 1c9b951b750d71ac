//! The table of properties in `ontology/README.md`, between two markers. The rest of that file is
//! written by hand and left as it is.

use std::fmt::Write as _;

use crate::ontology::{Ontology, Range};

const BEGIN: &str = "<!-- generated: properties (cargo xtask generate) -->";
const END: &str = "<!-- end of generated -->";

/// The README with its table made anew, or `None` if it lacks the markers.
pub(crate) fn with_table(readme: &str, ontology: &Ontology) -> Option<String> {
    let (before, rest) = readme.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{}\n{END}{after}", table(ontology)))
}

/// What to say where the markers are missing.
pub(crate) fn missing_markers() -> String {
    format!("it lacks the line `{BEGIN}` with `{END}` below it: put both back where the table belongs")
}

fn table(ontology: &Ontology) -> String {
    let mut table = "| property | 한국어 | subject | object | meaning |\n|---|---|---|---|---|\n".to_owned();
    let classes = |names: &[String]| {
        if ontology.is_every_class(names) { "any".to_owned() } else { names.join(", ") }
    };
    for property in &ontology.properties {
        let object = match &property.range {
            Range::Entity(names) => classes(names),
            Range::Integer => "integer".to_owned(),
            Range::Decimal => "decimal".to_owned(),
            Range::Date => "date".to_owned(),
            Range::Text => "text".to_owned(),
        };
        let w = &property.words;
        let (subject, symmetric) =
            (classes(&property.domain), if property.symmetric { " Symmetric." } else { "" });
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| `{}` | {} | {subject} | {object} | {}{symmetric}<br>{} |",
            w.name,
            w.ko,
            cell(&w.definition),
            cell(&w.definition_ko)
        );
    }
    table
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
