//! Findings for people: one block each, with the place that led to it.

use std::io::{self, Write};

use oxrdf::Term;

use super::{Cause, Finding};
use crate::prefixes::shorten_or_bracket;

/// Of more causes than this only the number is told; JSON has them all.
const CAUSES: usize = 3;

/// Writes findings, an empty line after each.
///
/// # Errors
/// If `out` fails.
pub fn write(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        block(finding, out)?;
        writeln!(out)?;
    }
    Ok(())
}

fn block(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let component = finding.constraint.rsplit('#').next().unwrap_or_default();
    writeln!(out, "{} ({})", shape_name(&finding.shape), component.trim_end_matches("ConstraintComponent"))?;
    // Korean first, as everywhere.
    for language in ["ko", "en", ""] {
        if let Some(message) = finding.messages.get(language) {
            writeln!(out, "  {message}")?;
        }
    }
    let short = shorten_or_bracket(&finding.focus);
    let shown = if finding.label == short { short } else { format!("{} ({short})", finding.label) };
    let violation = &finding.violation;
    row(out, "focus", &shown)?;
    if let Some(path) = &finding.path {
        row(out, "path", &short_path(path))?;
    }
    if let Some(value) = violation.value.as_ref().filter(|value| **value != violation.focus) {
        row(out, "value", &term(value))?;
    }
    if finding.causes.is_empty() {
        row(out, "article", "none: no record leads to it, so it was loaded as it is")?;
    }
    for cause in finding.causes.iter().take(CAUSES) {
        from(cause, out)?;
    }
    match finding.causes.len().saturating_sub(CAUSES) {
        0 => Ok(()),
        more => row(out, "", &format!("and {more} more: see --format json")),
    }
}

fn from(cause: &Cause, out: &mut dyn Write) -> io::Result<()> {
    let article = shorten_or_bracket(&cause.article);
    match &cause.url {
        Some(url) => row(out, "article", &format!("{article}  {url}"))?,
        None => row(out, "article", &article)?,
    }
    if let Some(rule) = &cause.rule {
        row(out, "rule", rule)?;
    }
    if !cause.names.is_empty() {
        row(out, "alias", &cause.names.join(", "))?;
    }
    if let Some(sentence) = cause.sentence.as_ref().or(cause.quote.as_ref()) {
        row(out, "sentence", &sentence.split_whitespace().collect::<Vec<_>>().join(" "))?;
    }
    Ok(())
}

fn row(out: &mut dyn Write, head: &str, text: &str) -> io::Result<()> {
    writeln!(out, "  {head:<9} {text}")
}

/// `gus:Claim-fact` for a shape of ours.
pub fn shape_name(shape: &str) -> String {
    match shape.strip_prefix("https://w3id.org/gureum/shapes#") {
        Some(local) => format!("gus:{local}"),
        None => shorten_or_bracket(shape),
    }
}

fn term(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => shorten_or_bracket(node.as_str()),
        Term::Literal(literal) if literal.language().is_none() => {
            format!("\"{}\" ({})", literal.value(), shorten_or_bracket(literal.datatype().as_str()))
        }
        other => other.to_string(),
    }
}

/// The path with its IRIs shortened.
fn short_path(path: &str) -> String {
    let mut short = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('<') {
        let (iri, after) = after.split_once('>').unwrap_or((after, ""));
        short.push_str(before);
        short.push_str(&shorten_or_bracket(iri));
        rest = after;
    }
    short + rest
}
