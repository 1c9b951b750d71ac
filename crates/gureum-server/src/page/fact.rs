//! A fact, wherever it is shown: what it says, how it is put, who says so in which sentence, and the line
//! that takes it out.

use axum::http::StatusCode;
use gureum_model::iri::{ARTICLE, ENTITY, FACT};
use gureum_model::{Modality, Property};
use gureum_query::card::text::{grouped, value_text};
use gureum_query::facts::{self, Article, Claim, EntityName, Evidence, Fact, FactObject};
use gureum_query::prefixes::shorten_or_bracket;
use gureum_query::terminal::{one_line, visible};
use maud::{Markup, html};

use super::address::{self, data_links, href};
use super::view::{Page, View};
use crate::app::App;

/// Claims shown before the others are folded.
pub(super) const CLAIMS: usize = 2;

/// The page of the fact with that IRI.
pub(crate) fn of(app: &App, view: &View, iri: &str) -> Page {
    let Some(fact) = facts::fact(app.store(), iri) else { return nothing(view, iri) };
    let title = format!(
        "{} · {} · {}",
        visible(&fact.subject.label),
        view.property(&fact.property),
        visible(&value_text(&fact, &fact.subject.iri))
    );
    let body = html! {
        h1 { (view.t("사실", "Fact")) }
        ol.facts { (item(view, &fact, None, usize::MAX)) }
        p.meta { code { (visible(&fact.iri)) } " " (data_links(&fact.iri)) }
    };
    Page::new(title, body)
}

/// That there is nothing of that name.
pub(super) fn nothing(view: &View, iri: &str) -> Page {
    let body = html! {
        h1 { (view.t("그래프에 없다", "Not in the graph")) }
        p { code { (visible(iri)) } " " (view.t("에 대해 아는 것이 없다.", "is nothing that this graph knows of.")) }
        p { a href="/" { (view.t("이름으로 찾기", "Search by name")) } }
    };
    Page::new(view.t("그래프에 없다", "Not in the graph"), body).with_status(StatusCode::NOT_FOUND)
}

/// A name that leads to its page, coloured by its class.
pub(super) fn entity(name: &EntityName) -> Markup {
    html! { a.m.k.(style_class(name.class.as_deref())) href=[href(&name.iri)] { (visible(&name.label)) } }
}

/// The class as the style sheet calls it.
pub(super) fn style_class(class: Option<&str>) -> String {
    let known = class.filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric()));
    known.map_or_else(|| "thing".to_owned(), str::to_lowercase)
}

/// A fact as an item of a list. On the page of an entity, the `focus`, that entity and the property are
/// said already by the heading.
pub(super) fn item(view: &View, fact: &Fact, focus: Option<&str>, claims: usize) -> Markup {
    let modality = fact.modalities().first().copied().unwrap_or(Modality::Asserted);
    let id = fact.iri.strip_prefix(FACT).unwrap_or(&fact.iri);
    let shown = claims.min(fact.claims.len());
    html! {
        li.fact.(modality.name()) id={ "f-" (id) } {
            p.triple {
                (statement(view, fact, focus))
                @let modalities = fact.modalities();
                @for modality in modalities.iter().filter(|m| modalities.len() > 1 || **m != Modality::Asserted) {
                    " " span.badge.(modality.name()) { (view.modality(*modality)) }
                }
                (trust(view, fact))
                " " a.permalink href=[href(&fact.iri)] title=(view.t("이 사실의 쪽", "Page of this fact")) { "#" }
            }
            @for said in &fact.claims[..shown] { (claim(view, Some(fact), said)) }
            @if fact.claims.len() > shown {
                details {
                    summary {
                        (view.t("다른 기사", "More articles")) " " (fact.claims.len() - shown)
                    }
                    @for said in &fact.claims[shown..] { (claim(view, Some(fact), said)) }
                }
            }
            (correction(view, fact))
        }
    }
}

/// Subject, property and object; with a focus, what is on its other side.
fn statement(view: &View, fact: &Fact, focus: Option<&str>) -> Markup {
    let symmetric = Property::from_name(&fact.property.name).is_some_and(Property::is_symmetric);
    let object = || match &fact.object {
        FactObject::Entity(object) => entity(object),
        FactObject::Literal { .. } => {
            html! { span.m.k.value { (visible(&value_text(fact, &fact.subject.iri))) } }
        }
    };
    let is_object = |iri: &str| matches!(&fact.object, FactObject::Entity(object) if object.iri == iri);
    match focus {
        Some(focus) if fact.subject.iri == focus => object(),
        Some(focus) if is_object(focus) => entity(&fact.subject),
        _ => html! {
            (entity(&fact.subject)) " "
            span.p { (view.property(&fact.property)) " " (if symmetric { "↔" } else { "→" }) } " "
            (object())
        },
    }
}

/// How far it is believed, on how many independent articles, and what speaks against it.
fn trust(view: &View, fact: &Fact) -> Markup {
    let independent = fact.independent.filter(|articles| *articles > 1);
    html! {
        @if let Some(belief) = &fact.belief {
            " " span.meta {
                (view.t("믿음 ", "belief "))
                meter min="0" max="1" value=(belief) aria-hidden="true" {}
                " " (belief)
                @if let Some(articles) = independent { (view.t(", 독립 기사 ", ", independent articles ")) (articles) }
            }
        }
        @if !fact.conflicts.is_empty() {
            " " span.badge.negated {
                @match fact.conflicts.iter().find(|other| **other != fact.iri) {
                    Some(other) => a href=[href(other)] { (view.t("어긋나는 말", "contradicted")) },
                    None => (view.t("부정하는 기사도 있음", "denied elsewhere")),
                }
            }
        }
    }
}

/// One article's word, with the names of a fact marked.
pub(super) fn claim(view: &View, fact: Option<&Fact>, claim: &Claim) -> Markup {
    let mut sentences: Vec<&Evidence> = Vec::new();
    for evidence in &claim.evidence {
        if !sentences.iter().any(|known| (known.start, known.end) == (evidence.start, evidence.end)) {
            sentences.push(evidence);
        }
    }
    let mut rules: Vec<&str> =
        claim.evidence.iter().filter_map(|evidence| evidence.rule.as_deref()).collect();
    rules.dedup();
    let qualifiers = qualifiers(view, claim);
    html! {
        div.claim {
            @for evidence in sentences {
                blockquote { (sentence(fact, evidence)) }
            }
            p.source {
                @if fact.is_none_or(|fact| fact.modalities().len() > 1) {
                    span.badge.(claim.modality.name()) { (view.modality(claim.modality)) } " "
                }
                @for (name, value) in &qualifiers {
                    span.qualifier { (name) " " b { (visible(value)) } } " "
                }
                @if let Some(speaker) = &claim.attributed_to {
                    span.qualifier { (view.t("발언", "said by")) " " (entity(speaker)) } " "
                }
                (article(view, &claim.article))
                @if let Some(first) = &claim.article.reprint_of {
                    " " a href=[href(first)] { (view.t("전재", "reprint")) }
                }
                @for rule in rules { " " code title=(view.t("읽은 규칙", "The rule that read it")) { (visible(rule)) } }
            }
        }
    }
}

/// An article: the page here, and where it was published.
pub(super) fn article(view: &View, article: &Article) -> Markup {
    let slug = article.iri.strip_prefix(ARTICLE).unwrap_or(&article.iri);
    html! {
        cite { a href=[href(&article.iri)] { (visible(article.title.as_deref().unwrap_or(slug))) } }
        @if let Some(publisher) = &article.publisher { " " span.meta { (visible(publisher)) } }
        @if let Some(day) = &article.published { " " time datetime=(day) { (visible(day)) } }
        @if let Some(url) = article.url.as_deref().filter(|url| address::is_web(url)) {
            " " a.outside href=(url) rel="noopener noreferrer" { (view.t("원문", "original")) "↗" }
        }
    }
}

fn qualifiers<'v>(view: &'v View, claim: &Claim) -> Vec<(&'v str, String)> {
    let amount = claim.value.as_ref().map(|won| format!("{}원", grouped(won)));
    let named = [
        (view.t("시점", "date"), claim.date.clone()),
        (view.t("직함", "post"), claim.title.clone()),
        (view.t("범위", "scope"), claim.scope.clone()),
        (view.t("시장", "market"), claim.market.clone()),
        (view.t("출처", "measured by"), claim.source.clone()),
        (view.t("금액", "amount"), amount),
    ];
    named.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The sentence with the clause and the two names marked.
fn sentence(fact: Option<&Fact>, evidence: &Evidence) -> Markup {
    let (text, quote) = (one_line(&evidence.sentence), one_line(&evidence.quote));
    let clause = text.find(&quote).map_or(0..text.len(), |at| at..at + quote.len());
    let names = fact.map(|fact| names_in(fact, &text[clause.clone()])).unwrap_or_default();
    html! {
        (&text[..clause.start])
        mark {
            @for (piece, class) in pieces(&text[clause.clone()], &names) {
                @match class {
                    Some(class) => b.m.k.(class) { (piece) },
                    None => (piece),
                }
            }
        }
        (&text[clause.end..])
    }
}

/// Names of the two sides that stand in a text, with the style of their classes.
fn names_in(fact: &Fact, text: &str) -> Vec<(String, String)> {
    let mut names = vec![(fact.subject.label.clone(), style_class(fact.subject.class.as_deref()))];
    match &fact.object {
        FactObject::Entity(object) => {
            names.push((object.label.clone(), style_class(object.class.as_deref())))
        }
        FactObject::Literal { value, .. } => {
            let wordings = fact.claims.iter().filter_map(|claim| claim.text.clone());
            names.extend(wordings.chain([value.clone()]).map(|wording| (wording, "value".to_owned())));
        }
    }
    names.retain(|(name, _)| !name.is_empty() && text.contains(name.as_str()));
    names
}

/// A text cut where a name begins or ends; of two names that begin together the longer one counts.
pub(super) fn pieces<'t, 'n>(
    text: &'t str,
    names: &'n [(String, String)],
) -> Vec<(&'t str, Option<&'n str>)> {
    let mut pieces = Vec::new();
    let (mut at, mut plain) = (0, 0);
    while at < text.len() {
        let here = names.iter().filter(|(name, _)| text[at..].starts_with(name.as_str()));
        match here.max_by_key(|(name, _)| name.len()) {
            Some((name, class)) if !name.is_empty() => {
                if plain < at {
                    pieces.push((&text[plain..at], None));
                }
                pieces.push((&text[at..at + name.len()], Some(class.as_str())));
                at += name.len();
                plain = at;
            }
            _ => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    if plain < text.len() {
        pieces.push((&text[plain..], None));
    }
    pieces
}

/// The line that takes the fact out of the graph for good; a script adds a button that copies it.
fn correction(view: &View, fact: &Fact) -> Markup {
    let short = |iri: &str| {
        iri.strip_prefix(ENTITY).map_or_else(|| shorten_or_bracket(iri), |slug| format!("id:{slug}"))
    };
    let object = match &fact.object {
        FactObject::Entity(object) => short(&object.iri),
        FactObject::Literal { value, .. } => value.clone(),
    };
    let line = format!(
        "gureum curate drop --subject {} --property {} --object {} --reason {}",
        quoted(&short(&fact.subject.iri)),
        quoted(&fact.property.name),
        quoted(&object),
        quoted(view.t("왜 틀렸는지", "why it is wrong")),
    );
    html! {
        details.correct {
            summary { (view.t("틀렸다면", "Wrong?")) }
            p { (view.t("이 줄을 실행하고 다시 빌드하면 그래프에서 빠진다.", "Run this line and build again, and the fact is out.")) }
            p { code data-copy=(view.t("정정 복사", "Copy correction")) { (visible(&line)) } }
        }
    }
}

/// A word for a shell, in quotes if it needs them.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_:/.%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_is_marked() {
        let names = [("한빛".to_owned(), "a".to_owned()), ("한빛클라우드".to_owned(), "b".to_owned())];
        let found = pieces("한빛클라우드와 한빛은", &names);
        assert_eq!(found, [("한빛클라우드", Some("b")), ("와 ", None), ("한빛", Some("a")), ("은", None)]);
    }

    #[test]
    fn a_name_cannot_leave_its_quotes_in_a_shell() {
        assert_eq!(quoted("id:kt"), "id:kt");
        assert_eq!(quoted("a'; rm x; '"), "'a'\\''; rm x; '\\'''");
    }
}
