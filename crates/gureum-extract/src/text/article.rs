//! Which lines of a page are the article: the stretch of lines with the most prose, less what stands
//! in between. Features only, no site is known by name. How one line looks is told in
//! [`super::feature`]; the headline is found in [`super::headline`].

use std::collections::BTreeSet;
use std::ops::Range;

use super::feature::{self, Kind};
use super::headline::{self, Vocabulary};
use super::lines::{Flow, Place, Role};
use super::page::{DropReason, SentenceKind};

/// Picture credits cut out of one line; a line with more is no line of an article.
const MOST_CREDITS: usize = 20;

/// A part of the article, to be split into sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// In the flow's text.
    pub(super) range: Range<usize>,
    pub(super) kind: SentenceKind,
    /// Counts the lines that are kept, from 0.
    pub(super) paragraph: u32,
}

/// The article in a page.
#[derive(Debug, Default)]
pub(super) struct Selection {
    pub(super) pieces: Vec<Piece>,
    /// Everything else, from left to right.
    pub(super) dropped: Vec<(Range<usize>, DropReason)>,
    /// The kind of every line.
    pub(super) kinds: Vec<Kind>,
    /// First line and one past the last line of the body.
    pub(super) body: Range<usize>,
    /// Line of the headline, and the part of the line that is it.
    pub(super) headline: Option<(usize, Range<usize>)>,
}

/// Finds the article. `titles` are what front matter or head give as title, the best first.
pub(super) fn select(flow: &Flow, titles: &[&str]) -> Selection {
    let mut kinds: Vec<Kind> = (0..flow.lines.len())
        .map(|i| feature::kind_of(flow.line(i), flow.lines[i].role, flow.lines[i].place))
        .collect();
    // Whoever hands in one line wants it read, whatever it looks like.
    if let [only @ (Kind::Byline | Kind::Caption | Kind::Dated | Kind::Plain | Kind::Related)] =
        &mut kinds[..]
    {
        *only = Kind::Sentences(1);
    }
    let body = below_title(flow, &kinds, body(flow, &kinds), titles);
    let mut reasons: Vec<DropReason> = kinds.iter().map(|kind| outside(*kind)).collect();
    let mut keep: Vec<Option<SentenceKind>> = vec![None; kinds.len()];
    keep_body(flow, &kinds, body.clone(), &mut keep, &mut reasons);
    // Words are compared only where no title is stated, and for lines above the body.
    let kept_body = body.clone().filter(|&i| body.start > 0 && keep[i].is_some());
    let vocabulary = Vocabulary::of(kept_body.map(|i| flow.line(i)));
    let headline = headline::find(flow, &kinds, &body, titles, &vocabulary);
    if let Some((line, _)) = headline {
        keep[line] = Some(SentenceKind::Headline);
    }
    // Without headline in the page, lines above the body are second headlines if nothing else stands there.
    let bare = kinds[..body.start].iter().all(|kind| *kind == Kind::Plain);
    let below = headline.as_ref().map_or(if bare { 0 } else { body.start }, |(line, _)| line + 1);
    for (i, keep) in keep.iter_mut().enumerate().take(body.start).skip(below) {
        if headline::is_subheadline(flow, &kinds, i, &vocabulary) {
            let item = lists(flow.line(i));
            *keep = Some(if item { SentenceKind::Body } else { SentenceKind::Subheadline });
        }
    }
    let mut selection = Selection { kinds, body, headline, ..Selection::default() };
    let mut paragraph = 0;
    for (i, line) in flow.lines.iter().enumerate() {
        let Some(kind) = keep[i] else {
            selection.dropped.push((line.range.clone(), reasons[i]));
            continue;
        };
        match &selection.headline {
            Some((at, part)) if *at == i => {
                selection.pieces.push(Piece { range: part.clone(), kind, paragraph });
                selection.drop_rest(line.range.clone(), part.clone());
            }
            _ => selection.trim(flow, i, kind, paragraph),
        }
        paragraph += 1;
    }
    selection
}

/// Why a line that is no part of the article is none.
fn outside(kind: Kind) -> DropReason {
    match kind {
        Kind::Sentences(_) | Kind::Plain => DropReason::OutsideArticle,
        Kind::Dated | Kind::Related => DropReason::Related,
        Kind::Menu | Kind::Interface => DropReason::Menu,
        Kind::Date => DropReason::Date,
        Kind::Byline => DropReason::Byline,
        Kind::Copyright => DropReason::Copyright,
        Kind::Caption => DropReason::Caption,
        Kind::Comment => DropReason::Comment,
    }
}

/// The stretch of lines with the greatest sum of weights (Kadane's algorithm), then the list items
/// that close it. All lines, where there is no prose at all.
fn body(flow: &Flow, kinds: &[Kind]) -> Range<usize> {
    let best = |trust: Trust| best_stretch((0..kinds.len()).map(|i| weight(flow, kinds, i, trust)));
    let found = match (best(Trust::Names), best(Trust::Elements)) {
        // Where the names of classes leave only a small part, they mean something else on this page.
        (Some(named), Some(marked)) if marked.0 > named.0 * MISLEADING => Some(marked),
        (named, marked) => named.or(marked).or_else(|| best(Trust::Nothing)),
    };
    let Some((_, mut body)) = found else { return without_full_stops(flow, kinds) };
    // Without menus and the like above, the article begins with the first sentence, however long the
    // list that follows it.
    let clean = |kind: &Kind| matches!(kind, Kind::Sentences(_) | Kind::Plain | Kind::Date | Kind::Caption);
    if kinds[..body.start].iter().all(clean) && flow.lines[..body.start].iter().all(|line| line.linked == 0) {
        let first = kinds.iter().position(|kind| matches!(kind, Kind::Sentences(_)));
        body.start = first.unwrap_or(body.start).min(body.start);
    }
    // "▲김하늘 한빛 상무 ▲…" after the last sentence, with its heading, belongs to the article, and so does
    // a short sentence after a list.
    let place = flow.lines[body.start].place;
    for (i, kind) in kinds.iter().enumerate().skip(body.end) {
        let text = flow.line(i);
        match kind {
            _ if flow.lines[i].linked > 0 || flow.lines[i].place != place => break,
            Kind::Sentences(_) => body.end = i + 1,
            Kind::Plain if is_marked(text) => body.end = i + 1,
            Kind::Plain if text.starts_with('·') => {}
            _ => break,
        }
    }
    body
}

/// The body begins below the line that repeats the title, if more prose stands below than above.
fn below_title(flow: &Flow, kinds: &[Kind], body: Range<usize>, titles: &[&str]) -> Range<usize> {
    let is_title = |i: &usize| {
        !matches!(kinds[*i], Kind::Comment | Kind::Related)
            && titles.iter().any(|title| headline::matching(flow, *i, title).is_some())
    };
    let prose = |lines: Range<usize>| -> u32 {
        lines.map(|i| if let Kind::Sentences(n) = kinds[i] { n } else { 0 }).sum()
    };
    match body.clone().skip(1).find(is_title) {
        Some(line) if prose(body.start..line) < prose(line + 1..body.end) => line + 1..body.end,
        _ => body,
    }
}

/// The body of a text without a single full stop: from the first to the last line that ends like a
/// statement, or a short note as a whole.
fn without_full_stops(flow: &Flow, kinds: &[Kind]) -> Range<usize> {
    let plain = |i: &usize| matches!(kinds[*i], Kind::Plain | Kind::Dated);
    let states =
        |i: &usize| plain(i) && feature::length(flow.line(*i)) >= 20 && flow.line(*i).ends_with("다");
    let mut stated = (0..kinds.len()).filter(states);
    match (stated.next(), stated.next_back()) {
        (Some(first), last) => first..last.unwrap_or(first) + 1,
        (None, _) if kinds.len() <= 3 && (0..kinds.len()).all(|i| plain(&i)) => 0..kinds.len(),
        (None, _) => 0..0,
    }
}

/// The best stretch and its weight.
fn best_stretch(weights: impl Iterator<Item = f64>) -> Option<(f64, Range<usize>)> {
    let mut best: Option<(f64, Range<usize>)> = None;
    let (mut sum, mut start) = (0.0, 0);
    for (i, weight) in weights.enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, i);
        }
        sum += weight;
        if weight > 0.0 && best.as_ref().is_none_or(|(most, _)| sum > *most) {
            best = Some((sum, start..i + 1));
        }
    }
    best
}

/// How much of the markup is believed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Elements such as `<nav>`, and names of classes.
    Names,
    /// Elements only.
    Elements,
    Nothing,
}

/// So many times more prose outside of what the class names allow shows that they mislead. Chosen by hand.
const MISLEADING: f64 = 4.0;

/// How much a line speaks for being inside the article. Set by hand on real pages: a sentence is worth
/// about one, a heading of another list costs more than one stray paragraph behind it can bring back.
fn weight(flow: &Flow, kinds: &[Kind], i: usize, trust: Trust) -> f64 {
    let line = &flow.lines[i];
    let text = flow.line(i);
    let mostly_link = line.linked * 2 > line.range.len();
    let weight = match kinds[i] {
        Kind::Sentences(_) if mostly_link => -0.5,
        Kind::Sentences(n) => {
            let length = feature::length(text);
            let base = if length < 15 { 0.3 } else { 1.0 };
            base + 0.5 * f64::from(n.min(6) - 1)
        }
        Kind::Plain if mostly_link => -0.6,
        Kind::Plain if is_marked(text) || line.role == Role::Item || text.starts_with('·') => -0.1,
        Kind::Plain => -0.25,
        Kind::Dated => -0.6,
        Kind::Caption => -0.1,
        Kind::Date => -0.5,
        Kind::Menu => -0.75,
        Kind::Interface => -0.8,
        Kind::Byline => -0.8,
        Kind::Copyright => -1.5,
        Kind::Related => -2.0,
        Kind::Comment => -2.5,
    };
    match line.place {
        Place::Hidden if trust != Trust::Nothing => -3.0,
        Place::Margin if trust == Trust::Names => weight.min(0.0) - 0.5,
        Place::Article if trust == Trust::Names && weight > 0.0 => weight + 0.5,
        _ => weight,
    }
}

/// Marks that Korean articles put before headings and items of their own.
fn is_marked(text: &str) -> bool {
    text.starts_with(['▲', '△', '◇', '◆', '■', '□', '○', '●', '◎', '☎'])
}

/// Decides on the lines between the first and the last of the body.
fn keep_body(
    flow: &Flow,
    kinds: &[Kind],
    body: Range<usize>,
    keep: &mut [Option<SentenceKind>],
    reasons: &mut [DropReason],
) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut in_list_of_others = false;
    for i in body {
        let line = &flow.lines[i];
        let text = flow.line(i);
        let mostly_link = line.linked * 10 > line.range.len() * 8;
        if matches!(line.place, Place::Hidden | Place::Margin) && line.linked > 0 {
            reasons[i] = DropReason::Menu;
            continue;
        }
        match kinds[i] {
            Kind::Sentences(_) => {
                let long = feature::length(text) >= 30;
                if long && !seen.insert(text) {
                    reasons[i] = DropReason::Duplicate;
                    continue;
                }
                in_list_of_others &= !long;
                keep[i] = Some(SentenceKind::Body);
            }
            Kind::Plain | Kind::Dated if in_list_of_others && !is_marked(text) => {
                reasons[i] = DropReason::Related
            }
            Kind::Dated if line.linked > 0 => {}
            Kind::Plain if mostly_link => reasons[i] = DropReason::Related,
            Kind::Plain | Kind::Dated => keep[i] = Some(kind_of_plain(text, line.role)),
            Kind::Related => in_list_of_others = true,
            _ => {}
        }
    }
}

/// "◆ 다솜테크 ▲ 대표이사 김하늘": a line that holds items itself.
fn lists(text: &str) -> bool {
    text.contains(['▲', '△', '▷', '▶'])
}

/// A short line without the shape of a statement is a heading within the article; an item of a list is
/// text.
fn kind_of_plain(text: &str, role: Role) -> SentenceKind {
    let is_item = role == Role::Item
        || text.contains(['=', ':'])
        || text.starts_with(['·', '-', '▲', '△'])
        || lists(text);
    let heading = role == Role::Heading || (!is_item && feature::length(text) <= 40);
    if heading { SentenceKind::Subheadline } else { SentenceKind::Body }
}

impl Selection {
    /// Keeps a line without the byline before or after its prose and without picture credits.
    fn trim(&mut self, flow: &Flow, i: usize, kind: SentenceKind, paragraph: u32) {
        let line = flow.lines[i].range.clone();
        let text = flow.line(i);
        let start = leading_byline(text);
        let end = trailing_byline(text).max(start);
        let base = line.start;
        let mut from = start;
        let mut parts: Vec<Range<usize>> = Vec::new();
        for _ in 0..MOST_CREDITS {
            let Some(credit) = feature::bracketed_credit(&text[from..end]) else { break };
            let credit = credit.start + from..credit.end + from;
            let before = &text[from..credit.start];
            let is_caption = parts.is_empty()
                && feature::count_sentences(before) <= 1
                && feature::length(before) <= 150
                && feature::length(&text[credit.end..end]) >= 30;
            if !is_caption {
                parts.push(from..credit.start);
            }
            from = credit.end;
        }
        parts.push(from..end);
        let mut at = 0;
        for part in parts {
            let inner = &text[part.clone()];
            let lead = inner.len() - inner.trim_start().len();
            let part = part.start + lead..part.start + lead + inner.trim().len();
            if part.is_empty() {
                continue;
            }
            if part.start > at {
                let reason = if at == 0 && start > 0 { DropReason::Byline } else { DropReason::Caption };
                self.drop_visible(flow, base + at..base + part.start, reason);
            }
            self.pieces.push(Piece { range: base + part.start..base + part.end, kind, paragraph });
            at = part.end;
        }
        if at < text.len() {
            let reason = if end < text.len() { DropReason::Byline } else { DropReason::Caption };
            self.drop_visible(flow, base + at..base + text.len(), reason);
        }
    }

    fn drop_visible(&mut self, flow: &Flow, range: Range<usize>, reason: DropReason) {
        if !flow.text.as_str()[range.clone()].trim().is_empty() {
            self.dropped.push((range, reason));
        }
    }

    fn drop_rest(&mut self, line: Range<usize>, part: Range<usize>) {
        for rest in [line.start..part.start, part.end..line.end] {
            if !rest.is_empty() {
                self.dropped.push((rest, DropReason::OutsideArticle));
            }
        }
    }
}

/// Length of `[한빛일보 김하늘 기자] ` or `(서울=한빛통신) 김하늘 기자 = ` at the start of a line.
fn leading_byline(text: &str) -> usize {
    let mut at = 0;
    let close = match text.chars().next() {
        Some('[') => Some(']'),
        Some('(') => Some(')'),
        Some('【') => Some('】'),
        _ => None,
    };
    let mut bracket = false;
    if let Some(close) = close
        && let Some((end, _)) = text.char_indices().take(40).find(|(_, c)| *c == close)
    {
        let inside = text[..end].trim_start_matches(['[', '(', '【']);
        if inside.contains('=') || feature::REPORTERS.iter().any(|r| inside.trim_end().ends_with(r)) {
            at = end + close.len_utf8();
            bracket = true;
        }
    }
    // "김하늘·이바다 기자 = "
    let rest = &text[at..];
    let limit = rest.char_indices().nth(30).map_or(rest.len(), |(i, _)| i);
    let named = feature::REPORTERS.iter().find_map(|reporter| {
        let name_end = rest[..limit].find(reporter)?;
        let after = &rest[name_end + reporter.len()..];
        let equals = after.trim_start().strip_prefix('=');
        let quiet = !rest[..name_end].contains(['.', ',', '"']);
        match equals {
            Some(tail) if quiet => Some(rest.len() - tail.len()),
            None if quiet && bracket && name_end <= 16 && after.starts_with(' ') => {
                Some(name_end + reporter.len())
            }
            _ => None,
        }
    });
    at += named.unwrap_or(0);
    at + (text[at..].len() - text[at..].trim_start_matches([' ', '=']).len()) * usize::from(at > 0)
}

/// Where the prose ends if a byline, an e-mail address or a copyright note follows on the same line.
fn trailing_byline(text: &str) -> usize {
    let Some(end) = last_full_stop(text) else {
        return text.len();
    };
    let tail = text[end..].trim();
    let is_byline = feature::length(tail) <= 70
        && (feature::REPORTERS.iter().any(|r| tail.contains(r))
            || feature::mail_address(tail).is_some()
            || tail.contains(['ⓒ', '©'])
            || tail == "(끝)"
            || tail == "<끝>");
    if is_byline { end } else { text.len() }
}

/// The end of the last `다.` or the like, closing quotes included.
fn last_full_stop(text: &str) -> Option<usize> {
    let at = ["다.", "요.", "까.", "까?", "죠."]
        .iter()
        .filter_map(|e| text.rfind(e).map(|at| at + e.len()))
        .max()?;
    let closing = text[at..].chars().take_while(|c| matches!(c, '"' | '\'' | '”' | '’')).map(char::len_utf8);
    Some(at + closing.sum::<usize>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_around_prose_are_cut() {
        for (text, rest) in [
            ("[한빛일보 김하늘기자] 한빛은 문을 열었다.", "한빛은 문을 열었다."),
            ("(서울=한빛통신) 김하늘 기자 = 한빛은 문을 열었다.", "한빛은 문을 열었다."),
            ("[서울=한빛]김하늘 기자 = 한빛은 문을 열었다.", "한빛은 문을 열었다."),
            ("김하늘 기자 = 한빛은 문을 열었다.", "한빛은 문을 열었다."),
            ("한빛은 \"열었다\"고 밝혔다. [한빛일보 김하늘 기자]", "한빛은 \"열었다\"고 밝혔다."),
            ("한빛은 문을 열었다. /김하늘 기자(a@b.example)", "한빛은 문을 열었다."),
            ("[단독] 한빛은 기자 100명을 불렀다.", "[단독] 한빛은 기자 100명을 불렀다."),
            (
                "(한빛)은 문을 열었다. 기자가 물었다. 답은 없었다.",
                "(한빛)은 문을 열었다. 기자가 물었다. 답은 없었다.",
            ),
        ] {
            assert_eq!(&text[leading_byline(text)..trailing_byline(text)], rest);
        }
    }
}
