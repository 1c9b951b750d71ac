//! The headline and the lines under it: by the title the page states, else the line above the body
//! that shares most of its words with it.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::feature::{self, Kind};
use super::is_alphanumeric;
use super::lines::{Flow, Place, Role};

/// A line above the body needs this share of its letter pairs in the body to be a headline of it.
/// Chosen by hand between headlines of the article (0.5 and more on the pages seen) and of others.
const SHARED_ENOUGH: f64 = 0.4;

/// So many lines above the body are looked at for a headline when none is stated.
const HEAD_LINES: usize = 60;

/// How near to the best share the first headline must come to go before it.
const NEARLY_BEST: f64 = 0.75;

/// Pairs of neighbouring letters in the body, the measure of "speaks of the same".
#[derive(Debug)]
pub(super) struct Vocabulary {
    pairs: FxHashSet<(char, char)>,
}

impl Vocabulary {
    pub(super) fn of<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        Self { pairs: lines.flat_map(pairs).collect() }
    }

    /// The share of a line's letter pairs that occur in the body, 0 to 1.
    fn share(&self, text: &str) -> f64 {
        let (mut known, mut all) = (0u32, 0u32);
        for pair in pairs(text) {
            all += 1;
            known += u32::from(self.pairs.contains(&pair));
        }
        if all == 0 { 0.0 } else { f64::from(known) / f64::from(all) }
    }
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1)).filter(|(a, b)| is_alphanumeric(*a) && is_alphanumeric(*b))
}

/// The headline's line above or at the start of the body, and the part of it that is the headline.
pub(super) fn find(
    flow: &Flow,
    kinds: &[Kind],
    body: &Range<usize>,
    titles: &[&str],
    vocabulary: &Vocabulary,
) -> Option<(usize, Range<usize>)> {
    let until = if body.is_empty() { kinds.len() } else { (body.start + 1).min(kinds.len()) };
    for title in titles {
        // The last line that has the title is the one right above the article; the ones before it
        // are paths and window titles.
        if let Some(found) = (0..until).rev().find_map(|i| Some((i, matching(flow, i, title)?))) {
            return Some(found);
        }
    }
    if !titles.is_empty() || body.is_empty() {
        return None;
    }
    let shares: Vec<(usize, f64)> = (body.start.saturating_sub(HEAD_LINES)..body.start)
        .filter(|&i| may_be_headline(flow, kinds, i))
        .map(|i| {
            let text = flow.line(i);
            let heading = if flow.lines[i].role == Role::Heading { 0.2 } else { 0.0 };
            let flash = if text.starts_with("[속보]") || text.starts_with("[긴급]") { 0.3 } else { 0.0 };
            // Comment forms, sharing links and window titles repeat the headline.
            let repeated =
                if (0..kinds.len()).any(|j| j != i && flow.line(j).contains(text)) { 0.3 } else { 0.0 };
            (i, vocabulary.share(text) + heading + repeated - flash)
        })
        .collect();
    let most = shares.iter().map(|s| s.1).fold(SHARED_ENOUGH, f64::max);
    // The first of the good ones: a second headline may share more words with the body than the first.
    let (i, _) = shares.into_iter().find(|(_, share)| *share >= SHARED_ENOUGH.max(most * NEARLY_BEST))?;
    Some((i, flow.lines[i].range.clone()))
}

fn may_be_headline(flow: &Flow, kinds: &[Kind], i: usize) -> bool {
    let line = &flow.lines[i];
    let text = flow.line(i);
    kinds[i] == Kind::Plain
        && line.place != Place::Hidden
        && line.linked * 2 <= line.range.len()
        && (9..=90).contains(&feature::length(text))
        && text.split_whitespace().count() >= 2
        && !text.starts_with(['▶', '▲', '☞', '·', '-', '※'])
}

/// Whether a line between the headline and the body is a second headline.
pub(super) fn is_subheadline(flow: &Flow, kinds: &[Kind], i: usize, vocabulary: &Vocabulary) -> bool {
    may_be_headline(flow, kinds, i) && vocabulary.share(flow.line(i)) >= SHARED_ENOUGH
}

/// The part of line `i` that is `title`, spaces, quotes and cut-off ends aside.
pub(super) fn matching(flow: &Flow, i: usize, title: &str) -> Option<Range<usize>> {
    let line = &flow.lines[i];
    let text = flow.line(i);
    if line.place == Place::Hidden || line.range.len() > title.len() * 2 + 120 {
        return None;
    }
    let (wanted, here) = (letters(title), letters(text));
    if wanted.len() < 4 {
        return None;
    }
    let key = |letters: &[(usize, char)]| letters.iter().map(|l| l.1).collect::<String>();
    let (wanted_key, here_key) = (key(&wanted), key(&here));
    if here_key == wanted_key
        || (here.len() * 2 > wanted.len() && here.len() >= 8 && wanted_key.starts_with(&here_key))
    {
        return Some(line.range.clone());
    }
    let at = here_key.find(&wanted_key).filter(|_| wanted.len() >= 8)?;
    let first = here_key[..at].chars().count();
    let last = here[first + wanted.len() - 1];
    let mut start = here[first].0;
    let mut end = last.0 + last.1.len_utf8();
    // Quotes and brackets around it come along.
    while let Some(c) = text[..start].chars().next_back().filter(|c| "\"'“‘[(<「".contains(*c)) {
        start -= c.len_utf8();
    }
    while let Some(c) = text[end..].chars().next().filter(|c| "\"'”’])>」?!…".contains(*c)) {
        end += c.len_utf8();
    }
    let sentences_after = feature::count_sentences(&text[end..]);
    (sentences_after == 0).then_some(line.range.start + start..line.range.start + end)
}

/// Letters and figures with their places.
fn letters(text: &str) -> Vec<(usize, char)> {
    text.char_indices().filter(|(_, c)| is_alphanumeric(*c)).collect()
}
