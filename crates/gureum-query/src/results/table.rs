//! Rows as an aligned table: Hangul counts two columns, numbers stand to the right, IRIs are
//! shortened by the built-in prefixes.
//!
//! The column widths are those of the first [`TableOptions::measured_rows`] rows, which are held
//! back until they are known; further rows are written as they come, and a wider cell among them
//! pushes its line to the right. So memory does not grow with the answer.

use std::io::Write;

use gureum_store::QueryError;
use oxrdf::vocab::xsd;
use oxrdf::{Literal, Term, Triple};

use super::WriteError;
use crate::prefixes::shorten_or_bracket;
use crate::terminal::{cut, visible, width};

/// How a table looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOptions {
    /// Columns after which a cell is cut and ends in `…`; `None` never cuts.
    pub max_cell: Option<usize>,
    /// Rows that the column widths are measured on.
    pub measured_rows: usize,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self { max_cell: None, measured_rows: 1_000 }
    }
}

struct Cell {
    text: String,
    number: bool,
}

pub(super) fn solutions(
    variables: &[String],
    rows: impl Iterator<Item = Result<Vec<Option<Term>>, QueryError>>,
    options: &TableOptions,
    out: &mut impl Write,
) -> Result<usize, WriteError> {
    let cells = rows.map(|row| {
        let row = row?;
        Ok(row.iter().map(|term| cell(term.as_ref(), options)).collect::<Vec<Cell>>())
    });
    write(variables, cells, options, out)
}

pub(super) fn triples(
    triples: impl Iterator<Item = Result<Triple, QueryError>>,
    options: &TableOptions,
    out: &mut impl Write,
) -> Result<usize, WriteError> {
    let head = ["subject", "predicate", "object"].map(str::to_owned);
    let cells = triples.map(|triple| {
        let triple = triple?;
        let terms = [triple.subject.into(), triple.predicate.into(), triple.object];
        Ok(terms.iter().map(|term| cell(Some(term), options)).collect::<Vec<Cell>>())
    });
    write(&head, cells, options, out)
}

fn write(
    head: &[String],
    mut rows: impl Iterator<Item = Result<Vec<Cell>, QueryError>>,
    options: &TableOptions,
    out: &mut impl Write,
) -> Result<usize, WriteError> {
    let held: Vec<Vec<Cell>> = rows.by_ref().take(options.measured_rows).collect::<Result<_, _>>()?;
    let mut widths: Vec<usize> = head.iter().map(|name| width(name)).collect();
    for row in &held {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(&cell.text));
        }
    }
    let title = |name: &String| Cell { text: name.clone(), number: false };
    line(&head.iter().map(title).collect::<Vec<_>>(), &widths, out)?;
    let rules: Vec<String> = widths.iter().map(|columns| "─".repeat(columns + 2)).collect();
    writeln!(out, "{}", rules.join("┼"))?;
    let mut count = 0;
    for row in held.into_iter().map(Ok).chain(rows) {
        line(&row?, &widths, out)?;
        count += 1;
    }
    Ok(count)
}

fn line(cells: &[Cell], widths: &[usize], out: &mut impl Write) -> Result<(), WriteError> {
    let mut text = String::new();
    for (at, (cell, columns)) in cells.iter().zip(widths).enumerate() {
        let padding = " ".repeat(columns.saturating_sub(width(&cell.text)));
        text.push_str(if at == 0 { " " } else { " │ " });
        let (before, after) = if cell.number { (padding.as_str(), "") } else { ("", padding.as_str()) };
        text.push_str(before);
        text.push_str(&cell.text);
        text.push_str(after);
    }
    writeln!(out, "{}", text.trim_end())?;
    Ok(())
}

fn cell(term: Option<&Term>, options: &TableOptions) -> Cell {
    let (text, number) = match term {
        None => (String::new(), false),
        Some(Term::NamedNode(node)) => (shorten_or_bracket(node.as_str()), false),
        Some(Term::BlankNode(node)) => (node.to_string(), false),
        Some(Term::Literal(literal)) => (literal.value().to_owned(), is_number(literal)),
    };
    let text = visible(&text);
    let text = match options.max_cell {
        Some(columns) => cut(&text, columns.max(1)).into_owned(),
        None => text.into_owned(),
    };
    Cell { text, number }
}

fn is_number(literal: &Literal) -> bool {
    let datatype = literal.datatype();
    [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT, xsd::LONG, xsd::INT].contains(&datatype)
}
