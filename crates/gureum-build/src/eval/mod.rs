//! Measuring extraction against gold: articles that somebody has read by hand, each with a file of the facts
//! that it states.
//!
//! In reading order: `gold` reads these files, `fact` the extracted facts, `judge` says of each fact of an
//! article whether it is right (`norm` when two wordings are one), `scores` counts, and `report` puts together
//! what is told: scores, mistakes with their sentences (`texts`), changes since an earlier extraction. `rates` counts
//! by rule, `calibration` by belief.

mod calibration;
mod fact;
mod gold;
mod judge;
mod norm;
mod rates;
mod report;
mod scores;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use gureum_extract::Extractor;
use gureum_model::{Diagnostic, Severity, iri, json};

use crate::input::Inputs;
use crate::read;
pub use calibration::{Bin, Calibration, calibrate};
pub use fact::{Fact, read_lines};
pub use gold::{Gold, GoldFact, GoldObject, GoldQualifiers, read_folder};
pub use judge::Verdict;
pub use rates::{rates, rates_table};
pub use report::{Changes, Errors, Finding, Report};
pub use scores::{Counts, Scores};
pub use texts::Texts;

/// Judges facts by gold, article by article in the order of `golds`. Facts of other articles are left out.
pub fn judge<'a>(golds: &'a [Gold], facts: &'a [Fact]) -> Vec<Verdict<'a>> {
    let mut by_article: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        by_article.entry(&fact.article).or_default().push(fact);
    }
    let facts_of = |gold: &Gold| by_article.get(gold.article.as_str()).map_or(&[][..], Vec::as_slice);
    golds.iter().map(|gold| judge::judge(gold, facts_of(gold))).collect()
}

/// Extracts the articles that have gold, as the lines that `gureum extract` prints. Gold whose article could
/// not be read is taken out of `golds`, with an error that says so; `done` is called after each article.
pub fn extract(
    golds: &mut Vec<Gold>,
    inputs: Inputs,
    extractor: &Extractor,
    threads: NonZeroUsize,
    mut done: impl FnMut(),
) -> (Vec<u8>, Vec<Diagnostic>) {
    let wanted: BTreeSet<String> = golds.iter().map(|gold| iri::article(&gold.article)).collect();
    let lines_of = |article: read::Article| {
        let mut lines = Vec::new();
        // Writing to memory cannot fail.
        let _ = json::write_lines(&article.extraction, &mut lines);
        lines
    };
    let mut lines = Vec::new();
    let mut diagnostics = Vec::new();
    let mut there = BTreeSet::new();
    let sink = |outcome: read::Outcome<Vec<u8>>| -> Result<(), std::convert::Infallible> {
        if let (Some(iri), Some(value)) = (outcome.iri, outcome.value) {
            there.insert(iri);
            lines.extend(value);
        }
        diagnostics.extend(outcome.diagnostics);
        done();
        Ok(())
    };
    let Ok(()) =
        read::read(inputs, extractor, threads, |arrival| wanted.contains(arrival.iri), lines_of, sink);
    golds.retain(|gold| {
        let found = there.contains(&iri::article(&gold.article));
        if !found {
            let message = format!("its article '{}' is not there, so it is not scored: put it beside, or name its folder with --articles", gold.article);
            diagnostics.push(Diagnostic::new(Severity::Error, &gold.origin, message));
        }
        found
    });
    (lines, diagnostics)
}
