//! The rules that came near in a sentence, for the terminal: what each found, and the first condition
//! that refused it.

use gureum_extract::rule::{Body, Filter, Slot, WordRef};
use gureum_extract::stage::probe::Refusal;
use gureum_extract::trace::Trace;
use gureum_extract::trace::sentence::PartRole;
use gureum_extract::trace::why_not::{Filling, Miss, Offer};
use gureum_model::{Class, Property};
use gureum_query::card::Style;

use super::drawing::{Label, draw};
use super::why::{describe, inside, morphemes, object, rule_place};
use super::{Look, labels};

/// Words of a set that are shown.
const SHOWN: usize = 8;

/// What makes a name known.
const NAMELESS: &str = "이름은 등록부(seeds/lexicon)에 있거나, 따옴표나 괄호에 들거나, 꼴(…클라우드)이나 곁의 낱말(플랫폼, 대표)이 \
                        종류를 말하면 알아본다.";

/// A sentence, what it gives, and what came near; at most `most` rules.
pub(crate) fn explain(
    trace: &Trace,
    sentence: usize,
    property: Option<Property>,
    most: usize,
    look: Look,
) -> String {
    let range = &trace.sentences()[sentence].range;
    let label = |part: &gureum_extract::trace::sentence::Part| Label {
        range: inside(&part.range, range),
        text: describe(part),
        style: match (&part.role, &part.sort) {
            (PartRole::Predicate(_), _) => Style::Property,
            (_, Some(_)) => Style::Value,
            _ => Style::Muted,
        },
    };
    let marks: Vec<Label> = trace.parts(sentence).iter().map(label).collect();
    let mut out = draw(trace.at(range), &marks, look);
    out.push('\n');
    out.push_str(&look.item("형태소", &morphemes(trace, sentence)));
    out.push_str(&names(trace, sentence, look));
    if !trace.is_read(sentence) {
        return out + &look.item("제목", "제목에서는 사실을 읽지 않는다.");
    }
    let given = given(trace, sentence, property, look);
    let misses = trace.misses(sentence, property);
    if given.is_empty() {
        out.push_str(&unknown(trace, sentence, property, look));
        if misses.is_empty() {
            out.push_str(&look.item("규칙", "가까이 온 규칙이 없다."));
        }
    }
    out.push_str(&given);
    for (at, miss) in misses.iter().take(most).enumerate() {
        out.push('\n');
        out.push_str(&near(trace, at + 1, miss, look));
    }
    if let Some(more @ 1..) = misses.len().checked_sub(most) {
        out.push_str(&format!("\n{}\n", look.paint(Style::Muted, &format!("… 규칙 {more}개 더 (--all)"))));
    }
    if misses.iter().take(most).any(|miss| miss.offers.iter().any(|offer| offer.names.is_empty())) {
        out.push('\n');
        out.push_str(&look.item("도움말", NAMELESS));
    }
    out
}

/// The names that were recognised.
fn names(trace: &Trace, sentence: usize, look: Look) -> String {
    let names = trace.names(sentence);
    if names.is_empty() {
        return look.item("이름", "알아본 이름이 없다.");
    }
    let line = |(at, name): (usize, &gureum_extract::trace::sentence::Name)| {
        let words = trace.at(&name.range);
        let how = format!("{words} ({}): {}", labels::sort(&name.sort), labels::recognised(name));
        look.item(if at == 0 { "이름" } else { "" }, &how)
    };
    names.iter().enumerate().map(line).collect()
}

/// The facts that the sentence does give.
fn given(trace: &Trace, sentence: usize, property: Option<Property>, look: Look) -> String {
    let mut out = String::new();
    for claim in &trace.extraction.claims {
        let here = trace.reasons(claim).iter().any(|reason| reason.sentence == sentence);
        if here && property.is_none_or(|property| claim.property == property) {
            let subject = &trace.extraction.entity(claim.subject).label;
            let head = if out.is_empty() { "사실" } else { "" };
            let property = labels::property(claim.property);
            let modality = labels::modality(claim.modality);
            let fact = format!("{subject} → {property} → {} [{modality}]", object(trace, claim));
            out.push_str(&look.item(head, &fact));
        }
    }
    if !out.is_empty() {
        out.push_str(&look.item("", "이 문장이 준다. 왜 그런지는 `gureum why --text 문장`이 보인다."));
    }
    out
}

/// Predicates that no rule begins with, and what the property's rules do begin with.
fn unknown(trace: &Trace, sentence: usize, property: Option<Property>, look: Look) -> String {
    let unknown = trace.unknown(sentence, property);
    if unknown.is_empty() {
        return String::new();
    }
    let lemmas: Vec<String> = unknown.iter().map(|u| format!("{}다", u.lemma)).collect();
    let lemmas = lemmas.join(", ");
    let Some(property) = property else {
        return look.item("서술어", &format!("{lemmas}: 이 말로 시작하는 규칙이 없다."));
    };
    let mut begins: Vec<String> = Vec::new();
    for rule in trace.resources().rules.rules.iter().filter(|rule| rule.property == property) {
        let Body::Frame(body) = &rule.body else { continue };
        for word in &body.predicate {
            let word = match word {
                WordRef::Set(set, _) => format!("@{set}"),
                WordRef::Word(lemma) => format!("{lemma}다"),
            };
            if !begins.contains(&word) {
                begins.push(word);
            }
        }
    }
    let instead = if begins.is_empty() {
        "모두 낱말이 이어지는 꼴(phrase)을 본다.".to_owned()
    } else {
        format!("{} 가운데 하나로 시작한다.", begins.join(", "))
    };
    let name = property.name();
    look.item("서술어", &format!("{lemmas}: 이 말로 시작하는 {name} 규칙이 없다. {name} 규칙은 {instead}"))
}

fn near(trace: &Trace, number: usize, miss: &Miss<'_>, look: Look) -> String {
    let property = look.paint(Style::Property, &labels::property(miss.rule.property));
    let mut empty = Vec::new();
    let place = look.paint(Style::Muted, &rule_place(miss.rule));
    let mut out = format!("{number}. {property}  {place}\n");
    out.push_str(&look.item("   규칙", miss.rule.about.trim()));
    match &miss.rule.body {
        Body::Frame(body) => {
            let words = trace.at(&miss.words);
            out.push_str(&look.item("   맞음", &format!("서술어 '{words}'")));
            for (name, slot, fillings) in
                [("S", &body.subject, &miss.subject), ("O", &body.object, &miss.object)]
            {
                if !fillings.is_empty() {
                    out.push_str(&look.item("", &format!("{name} = {slot} ← {}", filled(fillings))));
                } else if miss.slot != Some(slot) && !body.mutual {
                    empty.push(format!("{name} = {slot}"));
                }
            }
        }
        Body::Phrase(_) => {
            let took =
                miss.elements.iter().map(|(element, words)| format!("{element} ← {}", trace.at(words)));
            out.push_str(&look.item("   맞음", &took.collect::<Vec<_>>().join(", ")));
        }
    }
    out.push_str(&look.item("   막힘", &refusal(trace, miss)));
    if !empty.is_empty() {
        out.push_str(&look.item("", &format!("{}도 채워지지 않았다.", empty.join(", "))));
    }
    out
}

fn filled(fillings: &[Filling]) -> String {
    let one = |filling: &Filling| match filling.range {
        Some(_) => filling.label.clone(),
        None => format!("{} (앞의 글에서)", filling.label),
    };
    fillings.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What refused the rule, in a sentence.
fn refusal(trace: &Trace, miss: &Miss<'_>) -> String {
    let property = miss.rule.property.name();
    let classes = |classes: &[Class]| classes.iter().map(|c| c.label_ko()).collect::<Vec<_>>().join(", ");
    match miss.refusal {
        Refusal::Subject => unfilled(trace, "S", miss),
        Refusal::Object => unfilled(trace, "O", miss),
        Refusal::Needs(_) => unfilled(trace, "needs", miss),
        Refusal::Unless(_) => {
            let slot = miss.slot.map(Slot::to_string).unwrap_or_default();
            let offers: Vec<&str> = miss.offers.iter().map(|offer| trace.at(&offer.part.range)).collect();
            format!("unless = {slot}: 있으면 안 되는 '{}'", offers.join("', '"))
        }
        Refusal::Noun => {
            let noun = match &miss.rule.body {
                Body::Frame(body) => body.noun.as_ref().map(|noun| in_words(trace, noun)),
                Body::Phrase(_) => None,
            };
            format!("noun: 서술어의 명사가 {}", noun.unwrap_or_default())
        }
        Refusal::Tense => "past: 서술어의 과거 표시가 규칙과 다르다.".to_owned(),
        Refusal::OtherNamed => "앞에서 말하던 것을 뜻하는데, 이 절이 다른 것을 이름으로 든다.".to_owned(),
        Refusal::StatesNothing => "이 절은 의무나 불가능을 말할 뿐 사실을 말하지 않는다.".to_owned(),
        Refusal::Same => "S와 O가 같은 것이다.".to_owned(),
        Refusal::FormerPost => "찾았으나, 같은 말에서 읽은 이전 직함이 이긴다.".to_owned(),
        Refusal::AssertedElsewhere => {
            "찾았으나, 글의 다른 곳에서 사실이라고 하므로 여기의 예정이나 추정은 남기지 않는다.".to_owned()
        }
        Refusal::Undated => "시점을 알 수 없다: 발행일이 없거나 날짜가 막연하다.".to_owned(),
        Refusal::Domain(class) => format!(
            "{property}의 주어는 {} 가운데 하나인데 {}이(가) 왔다.",
            classes(miss.rule.property.domain()),
            class.label_ko()
        ),
        Refusal::Range(class) => match miss.rule.property.range() {
            gureum_model::Range::Entity(range) => format!(
                "{property}의 목적어는 {} 가운데 하나인데 {}이(가) 왔다.",
                classes(range),
                class.label_ko()
            ),
            _ => String::new(),
        },
        Refusal::Sentence => {
            let word = miss.rule.sentence.as_ref().map(|word| in_words(trace, word)).unwrap_or_default();
            format!("sentence: 문장이나 그 앞 문장에 있어야 할 명사가 {word}")
        }
        Refusal::Element(_) => match &miss.refused {
            Some((element, Some(met))) => format!("{element}: 그 자리에 「{}」", trace.at(met)),
            Some((element, None)) => format!("{element}: 문장이 끝났다."),
            None => String::new(),
        },
    }
}

/// A slot that nothing fills, and what stands where it looks.
fn unfilled(trace: &Trace, name: &str, miss: &Miss<'_>) -> String {
    let Some(slot) = miss.slot else { return String::new() };
    let wanted = match &slot.filter {
        Filter::Head(word) | Filter::Of(word, _) | Filter::Ending(_, word) | Filter::Beside(_, word) => {
            format!(" {}", in_words(trace, word))
        }
        Filter::Sorts(_) | Filter::Any => String::new(),
    };
    let places: Vec<&str> = slot.places.iter().map(|place| place.name()).collect();
    if miss.offers.is_empty() {
        return format!("{name} = {slot}:{wanted} {} 자리에 아무것도 없다.", places.join("·"));
    }
    let offers: Vec<String> = miss.offers.iter().map(|offered| offer(trace, offered)).collect();
    format!("{name} = {slot}:{wanted} 그 자리에 {}", offers.join(", "))
}

/// A phrase, and what its names are, or that none was recognised.
fn offer(trace: &Trace, offer: &Offer) -> String {
    let words = trace.at(&offer.part.range);
    if offer.names.is_empty() {
        return format!("'{words}' (알아본 이름이 없다)");
    }
    let names = offer.names.iter().map(|n| format!("{}: {}", trace.at(&n.range), labels::sort(&n.sort)));
    let names = names.collect::<Vec<_>>().join(", ");
    // "A 인프라를": the phrase stands for something of A's.
    let owner = if offer.part.sort.is_none() { "에 딸린 것" } else { "" };
    format!("'{words}' ({names}{owner})")
}

/// `@launch의 낱말(출시, 공개 …)이어야 한다`.
fn in_words(trace: &Trace, word: &WordRef) -> String {
    let WordRef::Set(set, _) = word else { return format!("{word}로 끝나야 한다.") };
    let mut words: Vec<&String> = trace.resources().words.set(set).into_iter().flatten().collect();
    words.sort();
    let more = if words.len() > SHOWN { " …" } else { "" };
    let list: Vec<&str> = words.iter().take(SHOWN).map(|word| word.as_str()).collect();
    format!("@{set}의 낱말({}{more})로 끝나야 한다.", list.join(", "))
}
