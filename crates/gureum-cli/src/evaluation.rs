//! An evaluation as text: tables of scores, and lists of facts with their sentences.

use std::collections::BTreeMap;
use std::io::{self, Write};

use gureum_build::eval::{Changes, Counts, Errors, Finding, Report, Scores};
use gureum_model::{Modality, Property};

use crate::table::{count_as, padded};

/// Prints all that the report has.
pub(crate) fn print(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let Report { scores, errors, changes } = report;
    let Counts { right, wrong, missed } = scores.strict;
    writeln!(
        out,
        "articles {}, gold facts {}, extracted {}\n",
        scores.articles,
        right + missed,
        right + wrong
    )?;
    totals(scores, changes.as_ref().map(|changes| &changes.before), out)?;
    tables(scores, out)?;
    if let Some(Errors { missed, wrong }) = errors {
        list("Missed", missed, out)?;
        list("Wrong", wrong, out)?;
    }
    if let Some(Changes { gained, lost, newly_wrong, no_longer_wrong, .. }) = changes {
        list("Gained: right now, and was not", gained, out)?;
        list("Lost: was right, and is no longer found", lost, out)?;
        list("Newly wrong", newly_wrong, out)?;
        list("No longer wrong", no_longer_wrong, out)?;
    }
    Ok(())
}

/// The main figures, with those of an earlier extraction beside them.
fn totals(scores: &Scores, before: Option<&Scores>, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{}{HEAD}", padded("", 12))?;
    writeln!(out, "{}", if before.is_some() { "   F1 before" } else { "" })?;
    let kinds = |scores: &Scores| {
        let Scores { strict, relaxed, no_alias, entities, .. } = *scores;
        [("strict", strict), ("relaxed", relaxed), ("no alias", no_alias), ("entities", entities)]
    };
    let f1_before = |f1: Option<f64>| f1.map_or_else(String::new, |f1| format!("{f1:>12.3}"));
    for (row, (name, counts)) in kinds(scores).into_iter().enumerate() {
        let before = before.map(|before| kinds(before)[row].1.f1());
        writeln!(out, "{}{}{}", padded(name, 12), figures(counts), f1_before(before))?;
    }
    let (macro_f1, properties) = scores.macro_f1();
    write!(out, "{}{macro_f1:>28.3}", padded("macro", 12))?;
    let before = f1_before(before.map(|before| before.macro_f1().0));
    writeln!(out, "{before}   over {}\n", count_as(properties, "property", "properties"))?;
    let asked = scores.qualifiers.iter().filter(|(_, [_, all])| *all > 0);
    let asked: Vec<String> = asked.map(|(name, [right, all])| format!("{name} {right}/{all}")).collect();
    if asked.is_empty() { Ok(()) } else { writeln!(out, "of matched facts, right: {}\n", asked.join(", ")) }
}

const HEAD: &str = " precision  recall        F1";

fn figures(counts: Counts) -> String {
    format!("{:>10.3}{:>8.3}{:>10.3}", counts.precision(), counts.recall(), counts.f1())
}

fn tables(scores: &Scores, out: &mut impl Write) -> io::Result<()> {
    let mut properties: Vec<_> = scores.properties.iter().collect();
    properties.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.right + counts.missed));
    let label = |name: &str| match Property::from_name(name) {
        Some(property) => format!("{} {}", padded(name, 22), property.label_ko()),
        None => name.to_owned(),
    };
    table("By property", properties.into_iter().map(|(name, counts)| (label(name), *counts)), out)?;
    let by_modality = Modality::ALL.into_iter().filter_map(|modality| {
        scores.modalities.get(modality.name()).map(|counts| (modality.name().to_owned(), *counts))
    });
    table("By modality", by_modality, out)?;
    if scores.sets.len() > 1 {
        by_set(&scores.sets, out)?;
    }
    Ok(())
}

fn by_set(sets: &BTreeMap<String, Counts>, out: &mut impl Write) -> io::Result<()> {
    table("By set", sets.iter().map(|(set, counts)| (set.clone(), *counts)), out)
}

fn table(title: &str, rows: impl Iterator<Item = (String, Counts)>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} right  wrong  missed {HEAD}", padded(title, 44))?;
    for (name, counts) in rows {
        let Counts { right, wrong, missed } = counts;
        let counted = format!("{right:>6}{wrong:>7}{missed:>8} ");
        writeln!(out, "  {}{counted}{}", padded(&name, 42), figures(counts))?;
    }
    writeln!(out)
}

fn list(title: &str, findings: &[Finding], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{title}: {}", findings.len())?;
    for finding in findings {
        let Finding { article, subject, predicate, object, modality, rule, other_modality, sentence } =
            finding;
        let rule = rule.as_ref().map_or_else(String::new, |rule| format!(" [{rule}]"));
        let other = if *other_modality { ", in gold with another modality" } else { "" };
        writeln!(out, "  {subject} | {predicate} | {object}  {modality}{other}{rule}")?;
        writeln!(out, "    {article}: {sentence}")?;
    }
    writeln!(out)
}
