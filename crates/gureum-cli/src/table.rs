//! Counts as small tables for people: facts by property and modality, entities by type.

use std::collections::BTreeMap;
use std::io::{self, Write};

use gureum_model::{Class, Modality, Property};
use unicode_width::UnicodeWidthStr;

/// Facts by property and modality.
pub(crate) fn facts(
    counts: &BTreeMap<Property, BTreeMap<Modality, usize>>,
    out: &mut impl Write,
) -> io::Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    let mut total: BTreeMap<Modality, usize> = BTreeMap::new();
    for (modality, count) in counts.values().flatten() {
        *total.entry(*modality).or_default() += count;
    }
    let modalities: Vec<Modality> = Modality::ALL.into_iter().filter(|m| total.contains_key(m)).collect();
    write!(out, "{}", padded("Facts", 44))?;
    for modality in &modalities {
        write!(out, "{:>12}", modality.name())?;
    }
    writeln!(out)?;
    let mut row = |name: &str, counts: &BTreeMap<Modality, usize>| {
        write!(out, "  {}", padded(name, 42))?;
        for modality in &modalities {
            match counts.get(modality) {
                Some(count) => write!(out, "{count:>12}")?,
                None => write!(out, "{:>12}", "·")?,
            }
        }
        writeln!(out)
    };
    for (property, counts) in counts {
        row(&format!("{} {}", padded(property.name(), 18), property.label_ko()), counts)?;
    }
    row("all", &total)?;
    writeln!(out)
}

/// Entities by type.
pub(crate) fn entities(counts: &BTreeMap<Class, usize>, out: &mut impl Write) -> io::Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    writeln!(out, "Entities")?;
    for (class, count) in counts {
        writeln!(
            out,
            "  {}{count:>12}",
            padded(&format!("{} {}", padded(class.name(), 18), class.label_ko()), 42)
        )?;
    }
    writeln!(out)
}

/// `1 article`, `2 articles`.
pub(crate) fn count(number: usize, one: &str) -> String {
    count_as(number, one, &format!("{one}s"))
}

/// `1 entity`, `2 entities`.
pub(crate) fn count_as(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `text` and spaces up to `columns`; Hangul takes two.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}
