//! What a graph says of its own trustworthiness: facts that conflict, what became of plans, how reliable the
//! rules are. Data first, one file a report; [`Sheet`] writes any of them as rows.
//!
//! What conflicts and how far a fact is believed is derived by the store; here it is read back, with the words
//! of the articles.

pub mod conflicts;
pub mod plans;
pub mod reliability;

use std::borrow::Cow;
use std::io::{self, Write};

use gureum_model::CalendarDate;
use gureum_store::Store;

use crate::csv;
use crate::facts::{Claim, Fact, FactObject};
use crate::lookup::{Lookup, Scope, term_text};
use crate::terminal::{visible, width};

/// The day of the newest article; `None` where no article has one. Reads all articles.
pub fn newest_day(store: &Store) -> Option<CalendarDate> {
    let issued = Lookup::new(store).quads(None, "http://purl.org/dc/terms/issued", None, Scope::Default);
    issued.filter_map(|quad| term_text(quad.object).parse().ok()).max()
}

/// Rows under named columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// The rows, as long as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Aligned columns; Hangul takes two. The last column is as wide as it is.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        let cells: Vec<Vec<Cow<'_, str>>> =
            self.rows.iter().map(|row| row.iter().map(|cell| visible(cell)).collect()).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| cells.iter().map(|row| width(&row[at])).chain([width(self.columns[at])]).max())
            .map(Option::unwrap_or_default)
            .collect();
        let line = |cells: &[&str]| -> String {
            let padded = cells.iter().zip(&widths).map(|(cell, columns)| {
                format!(" {cell}{} ", " ".repeat(columns.saturating_sub(width(cell))))
            });
            padded.collect::<Vec<_>>().join("│").trim_end().to_owned()
        };
        writeln!(out, "{}", line(&self.columns))?;
        let rules: Vec<String> = widths.iter().map(|columns| "─".repeat(columns + 2)).collect();
        writeln!(out, "{}", rules.join("┼"))?;
        for row in &cells {
            writeln!(out, "{}", line(&row.iter().map(AsRef::as_ref).collect::<Vec<_>>()))?;
        }
        Ok(())
    }

    /// Comma-separated values as in RFC 4180, with a header.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        let header: Vec<String> = self.columns.iter().map(|name| (*name).to_owned()).collect();
        for row in [&header].into_iter().chain(&self.rows) {
            let cells: Vec<_> = row.iter().map(|cell| csv::cell(cell)).collect();
            write!(out, "{}\r\n", cells.join(","))?;
        }
        Ok(())
    }
}

/// The columns of [`claim_cells`].
const CLAIM_COLUMNS: [&str; 7] = ["modality", "holds", "said", "article", "url", "rule", "sentence"];

/// One article's word: how it is put, for what time, when it was said, where, by which rule, in which sentence.
fn claim_cells(claim: &Claim) -> Vec<String> {
    let article = claim.article.title.as_ref().unwrap_or(&claim.article.iri);
    let evidence = claim.evidence.first();
    vec![
        claim.modality.to_string(),
        claim.date.clone().unwrap_or_default(),
        claim.said_on.clone().unwrap_or_default(),
        article.clone(),
        claim.article.url.clone().unwrap_or_default(),
        evidence.and_then(|evidence| evidence.rule.clone()).unwrap_or_default(),
        evidence.map(|evidence| one_line(&evidence.sentence)).unwrap_or_default(),
    ]
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Name or value of a fact's object.
pub(crate) fn object_text(fact: &Fact) -> &str {
    match &fact.object {
        FactObject::Entity(entity) => &entity.label,
        FactObject::Literal { value, .. } => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_csv_keeps_every_character() {
        let sheet = Sheet {
            columns: vec!["name", "said"],
            rows: vec![
                vec!["한빛".to_owned(), "\"좋다\", 했다".to_owned()],
                vec!["a\u{1b}[0m".to_owned(), "b\nc".to_owned()],
            ],
        };
        let written = |write: fn(&Sheet, &mut Vec<u8>) -> io::Result<()>| {
            let mut out = Vec::new();
            write(&sheet, &mut out).expect("memory takes everything");
            String::from_utf8(out).expect("text")
        };
        let table = written(Sheet::write_table);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 4, "a line a row: {table}");
        assert_eq!(
            width(lines[2].split('│').next().unwrap_or_default()),
            lines[1].find('┼').map_or(0, |at| at / 3)
        );
        assert!(lines[3].contains("a\\u{1b}[0m") && lines[3].contains("b\\nc"), "{table}");
        assert_eq!(
            written(Sheet::write_csv),
            "name,said\r\n한빛,\"\"\"좋다\"\", 했다\"\r\na\u{1b}[0m,\"b\nc\"\r\n"
        );
    }
}
