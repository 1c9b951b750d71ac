//! Rows of a report for people and programs: an aligned table, CSV or JSON.

use std::io::Write;

use clap::ValueEnum;
use gureum_query::report::Sheet;
use serde::Serialize;

use crate::output::stdout;

/// `--format` of what has rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Csv,
    Json,
}

/// Prints the sheet, or, as JSON, the data that it was made of.
pub(crate) fn write(data: &impl Serialize, sheet: &Sheet, format: Format) -> anyhow::Result<()> {
    let mut out = stdout();
    match format {
        Format::Table => sheet.write_table(&mut out)?,
        Format::Csv => sheet.write_csv(&mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, data)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(())
}
