//! A card as a page for the terminal: wrapped to its width, every fact under it the sentence that
//! states it, with the clause set off.
//!
//! Which colours the styles get, if any, is the caller's: [`plain`] and [`ansi`] are two choices.

use std::io::{self, Write};
use std::ops::Range;

use gureum_model::Modality;

use super::{Card, Direction, Group};
use crate::facts::{Article, Claim, Evidence, Fact, FactObject};
use crate::prefixes::shorten_or_bracket;
use crate::terminal::{one_line, width, wrap};

/// What a piece of text is, for the caller to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The entity's own name.
    Title,
    /// A property's name.
    Property,
    /// Another entity, or a value.
    Value,
    /// A fact or claim that is not simply asserted.
    Modality(Modality),
    /// The clause that states a fact.
    Quote,
    /// The rest of its sentence.
    Sentence,
    /// Where it is from, and everything else that is beside the point.
    Muted,
}

/// How a page looks.
#[derive(Clone, Debug)]
pub struct TextOptions {
    /// Columns of the terminal; at least 40 are used.
    pub width: usize,
    /// What to write before and after a piece of text in a style.
    pub style: fn(Style) -> (&'static str, &'static str),
    /// Facts of a group shown before "and so many more".
    pub facts: usize,
    /// Claims of a fact shown before "and so many more".
    pub claims: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 80, style: plain, facts: 12, claims: 2 }
    }
}

/// No colours.
pub fn plain(_: Style) -> (&'static str, &'static str) {
    ("", "")
}

/// Colours of an ANSI terminal, readable on light and dark.
pub fn ansi(style: Style) -> (&'static str, &'static str) {
    const RESET: &str = "\u{1b}[0m";
    match style {
        Style::Title => ("\u{1b}[1;36m", RESET),
        Style::Property => ("\u{1b}[1;34m", RESET),
        Style::Value | Style::Quote => ("\u{1b}[1m", RESET),
        Style::Modality(Modality::Negated) => ("\u{1b}[31m", RESET),
        Style::Modality(_) => ("\u{1b}[33m", RESET),
        Style::Sentence => ("", ""),
        Style::Muted => ("\u{1b}[2m", RESET),
    }
}

/// Writes the page.
///
/// # Errors
/// Those of `out`.
pub fn write(card: &Card, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page { out, options };
    page.head(card)?;
    for group in &card.groups {
        page.group(group, &card.entity.iri)?;
    }
    page.follows(card)?;
    page.out.flush()
}

/// Writes one article's word as a card does: the sentence with its clause, what qualifies it, where it is from.
///
/// # Errors
/// Those of `out`.
pub fn write_claim(claim: &Claim, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    Page { out, options }.claim(claim, true)
}

struct Page<'a, W> {
    out: &'a mut W,
    options: &'a TextOptions,
}

const CLAIM_INDENT: &str = "    │ ";

impl<W: Write> Page<'_, W> {
    fn paint(&self, style: Style, text: &str) -> String {
        let (before, after) = (self.options.style)(style);
        if text.is_empty() { String::new() } else { format!("{before}{text}{after}") }
    }

    fn muted(&self, text: &str) -> String {
        self.paint(Style::Muted, text)
    }

    fn columns(&self) -> usize {
        self.options.width.max(40)
    }

    fn head(&mut self, card: &Card) -> io::Result<()> {
        let title = self.paint(Style::Title, &one_line(&card.entity.label));
        let types: Vec<String> = card.types.iter().map(|t| both_names(&t.label, &t.name)).collect();
        let types = if types.is_empty() { String::new() } else { format!("  {}", types.join(", ")) };
        writeln!(self.out, "{title}{}", self.muted(&types))?;
        self.flow("", &shorten_or_bracket(&card.entity.iri))?;
        if !card.names.is_empty() {
            self.flow("", &format!("다른 이름: {}", card.names.join(", ")))?;
        }
        for identifier in &card.identifiers {
            self.flow("", &format!("{} {}", identifier.property, identifier.value))?;
        }
        for correction in &card.corrections {
            self.flow("", &format!("교정: {} — {}", correction.what, correction.reason))?;
        }
        let facts = match card.facts() {
            0 => "아직 아무 사실도 없음".to_owned(),
            count => format!("사실 {count}건{}", not_asserted(card)),
        };
        self.flow("", &format!("기사 {}건, {facts}", card.articles))
    }

    /// Muted running text, wrapped.
    fn flow(&mut self, indent: &str, text: &str) -> io::Result<()> {
        let text = one_line(text);
        for line in wrap(&text, self.columns() - width(indent)) {
            let line = self.muted(&format!("{indent}{}", &text[line]));
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    fn group(&mut self, group: &Group, entity: &str) -> io::Result<()> {
        let label = self.paint(Style::Property, &one_line(&group.property.label));
        let name = if group.property.name == group.property.label { "" } else { &group.property.name };
        writeln!(self.out, "\n{label} {}", self.muted(&one_line(name)))?;
        for fact in group.facts.iter().take(self.options.facts) {
            self.fact(fact, group.direction, entity)?;
        }
        self.rest("  ", group.facts.len(), self.options.facts, "사실")
    }

    /// What no article says in one sentence, and the facts that it rests on.
    fn follows(&mut self, card: &Card) -> io::Result<()> {
        if card.follows.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\n{}", self.paint(Style::Property, "따라 나오는 것"))?;
        for edge in card.follows.iter().take(self.options.facts) {
            let (arrow, other) = if edge.subject.iri == card.entity.iri {
                ("→", &edge.object)
            } else {
                ("←", &edge.subject)
            };
            let value = self.paint(Style::Value, &one_line(&other.label));
            let name = self.muted(&one_line(&both_names(&edge.property.label, &edge.property.name)));
            writeln!(self.out, "  {arrow} {value}  {name}")?;
            for fact in &edge.facts {
                let object = value_text(fact, &fact.subject.iri);
                self.flow("    ", &format!("근거: {} → {object}", fact.subject.label))?;
                if let Some(claim) = fact.claims.first() {
                    self.claim(claim, false)?;
                }
            }
        }
        self.rest("  ", card.follows.len(), self.options.facts, "따라 나오는 것")
    }

    fn rest(&mut self, indent: &str, all: usize, shown: usize, what: &str) -> io::Result<()> {
        match all.saturating_sub(shown) {
            0 => Ok(()),
            more => self.flow(indent, &format!("… {what} {more}건 더")),
        }
    }

    fn fact(&mut self, fact: &Fact, direction: Direction, entity: &str) -> io::Result<()> {
        let arrow = match (&fact.object, direction) {
            (FactObject::Literal { .. }, _) => "=",
            (_, Direction::Subject) => "→",
            (_, Direction::Object) => "←",
            (_, Direction::Both) => "↔",
        };
        let value = self.paint(Style::Value, &one_line(&value_text(fact, entity)));
        let mut tags = String::new();
        // The strongest word on it; where articles differ, each claim shows its own.
        if let Some(modality) = fact.modalities().first() {
            tags.push_str(&self.tag(*modality, " "));
        }
        writeln!(self.out, "  {arrow} {value}{tags}")?;
        if let Some(trust) = trust(fact) {
            self.flow("    ", &trust)?;
        }
        for (at, claim) in fact.claims.iter().take(self.options.claims).enumerate() {
            if at > 0 {
                let gutter = self.muted(CLAIM_INDENT.trim_end());
                writeln!(self.out, "{gutter}")?;
            }
            self.claim(claim, fact.modalities().len() > 1)?;
        }
        self.rest("    ", fact.claims.len(), self.options.claims, "기사")
    }

    /// ` [예정]`; nothing for what is simply asserted.
    fn tag(&self, modality: Modality, before: &str) -> String {
        match korean(modality) {
            Some(name) => format!("{before}{}", self.paint(Style::Modality(modality), &format!("[{name}]"))),
            None => String::new(),
        }
    }

    /// One article's word: the sentence, what qualifies it, and where it is from. Its modality is
    /// named where the articles differ in it.
    fn claim(&mut self, claim: &Claim, mixed: bool) -> io::Result<()> {
        let tag = if mixed { korean(claim.modality) } else { None };
        if let Some(evidence) = claim.evidence.first() {
            self.sentence(evidence, claim.modality, tag)?;
        }
        let qualifiers = qualifiers(claim);
        if !qualifiers.is_empty() {
            self.flow(CLAIM_INDENT, &qualifiers.join(" · "))?;
        }
        let rule = claim.evidence.first().and_then(|evidence| evidence.rule.as_deref());
        self.flow(CLAIM_INDENT, &format!("— {}", source(&claim.article, rule)))
    }

    fn sentence(&mut self, evidence: &Evidence, modality: Modality, tag: Option<&str>) -> io::Result<()> {
        let tag = tag.map(|name| format!("[{name}] ")).unwrap_or_default();
        let sentence = one_line(&evidence.sentence);
        let quote = one_line(&evidence.quote);
        let clause = sentence.find(&quote).map_or(0..0, |at| tag.len() + at..tag.len() + at + quote.len());
        let text = format!("{tag}{sentence}");
        for line in wrap(&text, self.columns() - width(CLAIM_INDENT)) {
            let gutter = self.muted(CLAIM_INDENT);
            let pieces = [
                (Style::Modality(modality), overlap(&line, &(0..tag.len()))),
                (Style::Sentence, overlap(&line, &(tag.len()..clause.start.max(tag.len())))),
                (Style::Quote, overlap(&line, &clause)),
                (Style::Sentence, overlap(&line, &(clause.end.max(tag.len())..text.len()))),
            ];
            let painted: String =
                pieces.into_iter().map(|(style, piece)| self.paint(style, &text[piece])).collect();
            writeln!(self.out, "{gutter}{painted}")?;
        }
        Ok(())
    }
}

/// ` (예정 2, 부정 1)`: how many facts no article simply asserts.
fn not_asserted(card: &Card) -> String {
    let facts = || card.groups.iter().flat_map(|group| &group.facts);
    let counts = Modality::ALL.into_iter().filter_map(|modality| {
        let count = facts().filter(|fact| fact.modalities().first() == Some(&modality)).count();
        korean(modality).filter(|_| count > 0).map(|name| format!("{name} {count}"))
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() { String::new() } else { format!(" ({})", counts.join(", ")) }
}

/// The part of `line` inside `piece`, empty where they do not meet.
fn overlap(line: &Range<usize>, piece: &Range<usize>) -> Range<usize> {
    let start = line.start.max(piece.start).min(line.end);
    let end = line.end.min(piece.end).max(start);
    start..end
}

/// How far a fact is believed: `믿음 0.95 (독립 기사 2건)`, with a mark where it conflicts; none for what nobody
/// asserts.
pub fn trust(fact: &Fact) -> Option<String> {
    let mut trust = format!("믿음 {}", fact.belief.as_ref()?);
    if let Some(articles) = fact.independent.filter(|articles| *articles > 1) {
        trust.push_str(&format!(" (독립 기사 {articles}건)"));
    }
    if !fact.conflicts.is_empty() {
        trust.push_str(", 어긋나는 말이 있음");
    }
    Some(trust)
}

fn korean(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Asserted => None,
        Modality::Planned => Some("예정"),
        Modality::Negated => Some("부정"),
        Modality::Speculated => Some("추정"),
    }
}

fn both_names(label: &str, name: &str) -> String {
    if label == name { name.to_owned() } else { format!("{label} {name}") }
}

/// Publisher, headline, day, `[rule]` and address, as far as they are known.
pub fn source(article: &Article, rule: Option<&str>) -> String {
    let title = article.title.as_ref().map(|title| format!("「{title}」"));
    let known = [article.publisher.clone(), title, article.published.clone()];
    let mut parts: Vec<String> = known.into_iter().flatten().collect();
    if parts.is_empty() {
        parts.push(shorten_or_bracket(&article.iri));
    }
    parts.extend(article.reprint_of.as_ref().map(|_| "(전재)".to_owned()));
    parts.extend(rule.map(|rule| format!("[{rule}]")));
    parts.extend(article.url.clone());
    parts.join(" ")
}

fn qualifiers(claim: &Claim) -> Vec<String> {
    let speaker = claim.attributed_to.as_ref().map(|speaker| speaker.label.clone());
    let amount = claim.value.as_ref().map(|won| format!("{}원", grouped(won)));
    let named = [
        ("시점", claim.date.clone()),
        ("직함", claim.title.clone()),
        ("범위", claim.scope.clone()),
        ("시장", claim.market.clone()),
        ("출처", claim.source.clone()),
        ("금액", amount),
        ("발언", speaker),
    ];
    named.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value?))).collect()
}

/// The other side of a fact; a literal in the text's wording and in digits.
pub fn value_text(fact: &Fact, entity: &str) -> String {
    let FactObject::Literal { value, .. } = &fact.object else {
        return super::other_side(fact, entity).to_owned();
    };
    let wording = fact.claims.iter().find_map(|claim| claim.text.as_deref());
    let unit = fact.claims.iter().find_map(|claim| claim.unit.as_deref());
    let number = value.parse::<f64>().is_ok();
    let exact = match unit {
        Some("KRW") => format!("{}원", grouped(value)),
        Some("percent") => format!("{value}%"),
        _ => value.clone(),
    };
    match wording {
        Some(wording) if wording == exact || wording == value => exact,
        Some(wording) if number => format!("{wording} ({exact})"),
        Some(wording) => format!("{exact} ({wording})"),
        None => exact,
    }
}

/// Digits in groups of three; anything else as it is.
pub fn grouped(number: &str) -> String {
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut text = String::with_capacity(number.len() * 4 / 3);
    for (at, digit) in number.chars().enumerate() {
        if at > 0 && (number.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
