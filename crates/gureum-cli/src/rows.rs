//! Rows of text for people and programs: an aligned table, or CSV.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// Aligned columns; those in `right` stand to the right.
pub(crate) fn table(
    head: &[&str],
    right: &[usize],
    rows: &[Vec<String>],
    out: &mut impl Write,
) -> io::Result<()> {
    let widest = |column: usize| {
        let cells = rows.iter().map(|row| row[column].width());
        cells.chain([head[column].width()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(widest).collect();
    let mut line = |cells: &[&str]| {
        let mut text = String::new();
        for (column, cell) in cells.iter().enumerate() {
            let space = " ".repeat(widths[column] - cell.width());
            let (before, after) =
                if right.contains(&column) { (space, String::new()) } else { (String::new(), space) };
            text.push_str(&format!("{}{before}{cell}{after}", if column == 0 { " " } else { " │ " }));
        }
        writeln!(out, "{}", text.trim_end())
    };
    line(head)?;
    for row in rows {
        line(&row.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Comma-separated values (RFC 4180).
pub(crate) fn csv(head: &[&str], rows: &[Vec<String>], out: &mut impl Write) -> io::Result<()> {
    let cell = |text: &str| {
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let line = |cells: Vec<String>| format!("{}\r\n", cells.join(","));
    out.write_all(line(head.iter().map(|name| cell(name)).collect()).as_bytes())?;
    for row in rows {
        out.write_all(line(row.iter().map(|text| cell(text)).collect()).as_bytes())?;
    }
    Ok(())
}
