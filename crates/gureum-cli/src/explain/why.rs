//! A claim explained for the terminal: its sentence with the roles drawn under it, the rule, how the
//! names were recognised, and what its modality, date and speaker rest on.

use std::ops::Range;

use gureum_extract::mention::Sort;
use gureum_extract::rule::{Body, Rule};
use gureum_extract::trace::Trace;
use gureum_extract::trace::sentence::{Part, PartRole};
use gureum_extract::trace::why::{Bound, ModalityBasis, Reason};
use gureum_model::{Article, Claim, Literal, Object, iri};
use gureum_query::card::Style;
use gureum_query::card::text::grouped;
use gureum_query::terminal::one_line;

use super::drawing::{Label, draw};
use super::{Look, labels};

/// Everything behind one claim of a traced article; `trust` is how far the graph believes it.
pub(crate) fn explain(trace: &Trace, claim: &Claim, trust: Option<&str>, look: Look) -> String {
    let mut out = head(trace, claim, look);
    if let Some(trust) = trust {
        out.push_str(&look.item("믿음", trust));
    }
    let mut reasons = trace.reasons(claim);
    while !reasons.is_empty() {
        // Several rules may read the same words.
        let first = reasons.remove(0);
        let same = |other: &Reason<'_>| {
            (first.sentence, &first.quote, &first.parts) == (other.sentence, &other.quote, &other.parts)
        };
        let (also, others): (Vec<_>, Vec<_>) = reasons.into_iter().partition(same);
        out.push('\n');
        out.push_str(&because(trace, &first, &also, look));
        for (name, value) in labels::qualifiers(&claim.qualifiers) {
            out.push_str(&look.item(name, &value));
        }
        reasons = others;
    }
    out
}

/// The fact, its IRI and the article.
fn head(trace: &Trace, claim: &Claim, look: Look) -> String {
    let extraction = &trace.extraction;
    let subject = look.paint(Style::Title, &one_line(&extraction.entity(claim.subject).label));
    let property = look.paint(Style::Property, &labels::property(claim.property));
    let object = look.paint(Style::Value, &one_line(&object(trace, claim)));
    let fact = iri::fact(extraction, claim);
    let short = fact.strip_prefix(iri::FACT).unwrap_or(&fact);
    let id = look.paint(Style::Muted, &format!("fact:{short}"));
    let mut source = look.item("기사", &source(&extraction.article));
    if let Some(url) = &extraction.article.url {
        source.push_str(&look.item("", url));
    }
    let (from, to) = if claim.property.is_symmetric() { ("↔", "↔") } else { ("─", "→") };
    format!("{subject} {from} {property} {to} {object}\n{id}\n{source}")
}

/// The object as the article writes it.
pub(super) fn object(trace: &Trace, claim: &Claim) -> String {
    match &claim.object {
        Object::Entity(index) => trace.extraction.entity(*index).label.clone(),
        Object::Literal { value: Literal::Won(won), text } => {
            format!("{text} ({}원)", grouped(&won.to_string()))
        }
        Object::Literal { value: Literal::Percent(_), text } => text.clone(),
        Object::Literal { value, text } if value.value() == *text => text.clone(),
        Object::Literal { value, text } => format!("{} ({text})", value.value()),
    }
}

pub(super) fn source(article: &Article) -> String {
    let title = article.title.as_ref().map(|title| format!("「{title}」"));
    let day = article.published.map(|day| day.to_string());
    let known: Vec<String> = [article.publisher.clone(), title, day].into_iter().flatten().collect();
    if known.is_empty() { article.id.clone() } else { known.join(" ") }
}

fn because(trace: &Trace, reason: &Reason<'_>, also: &[Reason<'_>], look: Look) -> String {
    let sentence = &trace.sentences()[reason.sentence].range;
    let marks: Vec<Label> = reason.parts.iter().map(|part| label(part, reason, sentence)).collect();
    let mut out = draw(trace.at(sentence), &marks, look);
    out.push('\n');
    out.push_str(&look.item("형태소", &morphemes(trace, reason.sentence)));
    for reason in [reason].into_iter().chain(also) {
        out.push_str(&rule(trace, reason, look));
    }
    out.push_str(&look.item("S", &bound(trace, &reason.subject)));
    out.push_str(&look.item("O", &bound(trace, &reason.object)));
    out.push_str(&look.item("양상", &modality(trace, reason)));
    if let Some((words, date)) = &reason.date {
        let published = trace.extraction.article.published;
        let counted = published.map(|day| format!(", 발행일 {day} 기준")).unwrap_or_default();
        out.push_str(&look.item("시점", &format!("{date} ← '{}'{counted}", trace.at(words))));
    }
    if let Some(speaker) = &reason.speaker {
        out.push_str(&look.item("발언", &format!("{}의 말로 전한다", speaker.label)));
    }
    out
}

fn label(part: &Part, reason: &Reason<'_>, sentence: &Range<usize>) -> Label {
    let holds = |range: &Range<usize>| part.range.start <= range.start && range.end <= part.range.end;
    let named = |bound: &Bound| match bound {
        Bound::Named(name) => holds(&name.range),
        Bound::Words(range) => holds(range),
        Bound::Understood(..) => false,
    };
    let (mark, style) = if named(&reason.subject) {
        ("S ", Style::Title)
    } else if named(&reason.object) {
        ("O ", Style::Value)
    } else if matches!(part.role, PartRole::Predicate(_) | PartRole::Element(_)) {
        ("", Style::Property)
    } else {
        ("", Style::Muted)
    };
    Label { range: inside(&part.range, sentence), text: format!("{mark}{}", describe(part)), style }
}

/// `주제 topic, 조직`.
pub(super) fn describe(part: &Part) -> String {
    let role = match &part.role {
        PartRole::Predicate(lemma) => return format!("서술어 {lemma}다"),
        PartRole::Element(element) => return element.clone(),
        PartRole::Phrase(role) => format!("{} {}", labels::role(*role), role.name()),
    };
    match &part.sort {
        Some(sort) => format!("{role}, {}", labels::sort(sort)),
        None => role,
    }
}

/// A place in the text as one in the sentence.
pub(super) fn inside(range: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let clamp = |at: usize| at.clamp(sentence.start, sentence.end) - sentence.start;
    clamp(range.start)..clamp(range.end)
}

pub(super) fn morphemes(trace: &Trace, sentence: usize) -> String {
    let words = trace.words(sentence).into_iter().map(|word| {
        let morphemes = word.morphemes.iter().map(|(range, tags)| format!("{}/{tags}", trace.at(range)));
        morphemes.collect::<Vec<_>>().join("+")
    });
    words.collect::<Vec<_>>().join(" ")
}

fn rule(trace: &Trace, reason: &Reason<'_>, look: Look) -> String {
    let about = look.item("", rule_about(reason));
    let Some(rule) = reason.rule else { return look.item("규칙", reason.rule_id) + &about };
    let mut out = look.item("규칙", &rule_place(rule)) + &about;
    match &rule.body {
        Body::Frame(body) => {
            out.push_str(&look.item("", &format!("S = {}, O = {}", body.subject, body.object)));
        }
        Body::Phrase(_) => {
            for (element, words) in &reason.elements {
                out.push_str(&look.item("", &format!("{element} ← {}", trace.at(words))));
            }
        }
    }
    out
}

/// What the rule says of itself; two rules are no data.
pub(super) fn rule_about<'t>(reason: &Reason<'t>) -> &'t str {
    match (reason.rule, reason.rule_id) {
        (Some(rule), _) => rule.about.trim(),
        (None, "alias-parenthesis") => "이름 뒤의 괄호가 다른 이름을 준다.",
        (None, "operates-in-name") => "시설의 이름이 그 주인의 이름으로 시작한다.",
        (None, _) => "",
    }
}

/// `provides-launch, seeds/rules/provides.toml:4`.
pub(super) fn rule_place(rule: &Rule) -> String {
    format!("{}, {}:{}", rule.id, rule.path, rule.line)
}

fn bound(trace: &Trace, bound: &Bound) -> String {
    match bound {
        Bound::Named(name) => {
            let words = trace.at(&name.range);
            format!("{words} ({}): {}", labels::sort(&name.sort), labels::recognised(name))
        }
        Bound::Words(range) => format!("{}: 괄호 안의 이름", trace.at(range)),
        Bound::Understood(who, last) => {
            let seen = last.as_ref().and_then(|last| {
                let sentence = trace.sentence_at(last.start)?;
                Some(format!(" ({}번째 문장의 '{}')", sentence + 1, trace.at(last)))
            });
            let class = Sort::Name(who.class);
            format!(
                "{} ({}): 이 문장에 없고 앞의 글에서 이어진다{}",
                who.label,
                labels::sort(&class),
                seen.unwrap_or_default()
            )
        }
    }
}

fn modality(trace: &Trace, reason: &Reason<'_>) -> String {
    let basis = match &reason.because {
        ModalityBasis::Rule => "규칙이 정한다".to_owned(),
        ModalityBasis::Words(range) => format!("'{}'", trace.at(range)),
        ModalityBasis::Plain => "달리 말하는 낱말이 없다".to_owned(),
    };
    format!("{} {} ← {basis}", labels::modality(reason.modality), reason.modality)
}
