//! The difference of two graphs as text: statement by statement, with sentence, rule and article.

use std::io::{self, Write};

use gureum_query::diff::{Change, Diff, Statement};

use crate::table;

/// Prints what differs, and how much.
pub(crate) fn print(diff: &Diff, out: &mut impl Write) -> io::Result<()> {
    let Diff { added, lost, changed, same } = diff;
    for (title, sign, statements) in [("Lost", '-', lost), ("Added", '+', added)] {
        if !statements.is_empty() {
            writeln!(out, "{title}: {}", statements.len())?;
            for statement in statements {
                writeln!(out, "  {sign} {}", line(statement))?;
                places(statement, out)?;
            }
            writeln!(out)?;
        }
    }
    if !changed.is_empty() {
        writeln!(out, "Changed: {}", changed.len())?;
        for Change { fields, before, after } in changed {
            writeln!(out, "  ~ {}", triple(after))?;
            for field in fields {
                writeln!(out, "      {field}: {} → {}", value(before, field), value(after, field))?;
            }
            places(after, out)?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "{}: {} lost, {} added, {} changed",
        table::count_as(*same, "statement is the same", "statements are the same"),
        lost.len(),
        added.len(),
        changed.len()
    )
}

/// `한빛클라우드 | partnersWith | 누리소프트`.
fn triple(statement: &Statement) -> String {
    let Statement { subject, predicate, object, .. } = statement;
    format!("{} | {predicate} | {}", subject.label, object.label)
}

/// The triple, and how it is put.
pub(crate) fn line(statement: &Statement) -> String {
    let modality = statement.said.get("modality").cloned().unwrap_or_default();
    let others = statement.said.iter().filter(|(name, _)| **name != "modality");
    let others: String = others.map(|(name, value)| format!(", {name} {value}")).collect();
    format!("{}  {modality}{others}", triple(statement))
}

/// A line for each sentence: article, rule, sentence, and where it can be read.
pub(crate) fn places(statement: &Statement, out: &mut impl Write) -> io::Result<()> {
    for place in &statement.evidence {
        let rule = place.rule.as_ref().map_or_else(String::new, |rule| format!(" [{rule}]"));
        writeln!(out, "      {}{rule}: {}", statement.article, place.sentence)?;
    }
    if let Some(url) = &statement.url {
        writeln!(out, "      {url}")?;
    }
    Ok(())
}

/// What a statement has under the name of a difference.
pub(crate) fn value(statement: &Statement, field: &str) -> String {
    let evidence = statement.evidence.iter();
    let all: Vec<String> = match field {
        "quote" => evidence.map(|e| format!("“{}” ({}–{})", e.quote, e.start, e.end)).collect(),
        "rule" => evidence.filter_map(|e| e.rule.clone()).collect(),
        name => statement.said.get(name).cloned().into_iter().collect(),
    };
    if all.is_empty() { "none".to_owned() } else { all.join(", ") }
}
