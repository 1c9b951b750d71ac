//! The page of an entity: what it is, its neighbours, its time line, its facts.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use gureum_model::Modality;
use gureum_query::card::text::value_text;
use gureum_query::card::{Card, Direction, Extent, Group};
use gureum_query::facts::Fact;
use gureum_query::find;
use gureum_query::prefixes::shorten_or_bracket;
use gureum_query::terminal::visible;
use maud::{Markup, html};

use super::address::{self, data_links, href, link};
use super::fact::{self, nothing, style_class};
use super::view::{Page, View, answer};
use crate::app::App;

/// Lines of the time line, the newest.
const TIMES: usize = 60;

/// Facts of a group shown before the others are folded.
const FACTS: usize = 20;

/// Facts that are all on one page; of an entity with more, the page has some of each group and leads to pages of groups.
const WHOLE: usize = 100;
/// How many of each group then.
const LEADING: usize = 10;
/// How many on a page of a group.
const PAGE: usize = 100;

pub(crate) async fn page(State(app): State<App>, view: View, uri: Uri) -> Response {
    // The page is a document about the entity, so that it has an address of its own.
    let iri = address::iri(&uri).replacen("/gureum/entity/", "/gureum/id/", 1);
    // A registry row that took over a minted entity keeps its old address.
    let moved =
        find::moved(app.store(), &iri).and_then(|now| HeaderValue::try_from(encoded(&href(&now)?)).ok());
    if let Some(address) = moved {
        return (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, address)]).into_response();
    }
    answer(app, view, move |app, view| of(app, view, &iri)).await
}

/// A path with Hangul as a header can hold it.
fn encoded(path: &str) -> String {
    path.bytes().map(|b| if b.is_ascii() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The page of the entity with that IRI.
pub(crate) fn of(app: &App, view: &View, iri: &str) -> Page {
    let property = view.parameter("property");
    if !property.is_empty() {
        return of_group(app, view, iri, property);
    }
    let card = Card::with(app.store(), iri, Extent::Leading { whole: WHOLE, most: LEADING });
    if card.types.is_empty() && card.names.is_empty() && card.groups.is_empty() {
        return nothing(view, iri);
    }
    let label = visible(&card.entity.label).into_owned();
    let body = html! {
        header.entity {
            h1 { (label) }
            p.meta {
                @for class in &card.types {
                    span.chip.k.(style_class(Some(&class.name))) { (view.class(&class.name)) } " "
                }
                (card.facts()) (view.t("건의 사실, ", " facts, ")) (card.articles) (view.t("개 기사", " articles"))
            }
            @if !card.names.is_empty() {
                p { span.meta { (view.t("다른 이름", "Also called")) } " " (visible(&card.names.join(", "))) }
            }
            (identifiers(&card))
            p.tools {
                code data-copy=(view.t("IRI 복사", "Copy IRI")) { (visible(iri)) }
                " " a href=(link("/path", &[("from", &shorten_or_bracket(iri))])) { (view.t("다른 것과 이어 보기", "Path to another")) }
                " " (exports(view, iri))
            }
        }
        (neighbours(view, &card))
        (contents(view, &card))
        (timeline(view, &card))
        @for (number, group) in card.groups.iter().enumerate() {
            section.group aria-labelledby={ "g" (number) } {
                h2 #{ "g" (number) } { (heading(view, group)) " " span.meta { (group.total) } }
                ol.facts {
                    @for fact in group.facts.iter().take(FACTS) { (fact::item(view, fact, Some(iri), fact::CLAIMS)) }
                }
                @if group.facts.len() > FACTS {
                    details {
                        summary { (view.t("나머지", "The other")) " " (group.facts.len() - FACTS) }
                        ol.facts {
                            @for fact in &group.facts[FACTS..] { (fact::item(view, fact, Some(iri), 1)) }
                        }
                    }
                }
                @if group.total > group.facts.len() {
                    p { a href=(group_link(view, group, 0)) { (view.t("모두", "All")) " " (group.total) } }
                }
            }
        }
        (follows(view, &card))
    };
    Page::new(label, body).with_script("entity.js")
}

/// The page of a group of an entity's facts, some at a time.
fn of_group(app: &App, view: &View, iri: &str, property: &str) -> Page {
    let known = [Direction::Subject, Direction::Object, Direction::Both];
    let wanted = view.parameter("direction");
    let direction = known.into_iter().find(|known| name_of(*known) == wanted).unwrap_or(Direction::Subject);
    let from = view.parameter("from").parse().unwrap_or(0);
    let card = Card::with(app.store(), iri, Extent::Group { property, direction, from, most: PAGE });
    let Some(group) = card.groups.first() else { return nothing(view, iri) };
    let label = visible(&card.entity.label);
    let body = html! {
        h1 { a href=(view.path) { (label) } " " (heading(view, group)) }
        p.meta { (from + 1) "–" (from + group.facts.len()) " / " (group.total) }
        ol.facts { @for fact in &group.facts { (fact::item(view, fact, Some(iri), fact::CLAIMS)) } }
        p {
            @if from > 0 { a href=(group_link(view, group, from.saturating_sub(PAGE))) rel="prev" { (view.t("앞", "Previous")) } " " }
            @if from + group.facts.len() < group.total {
                a href=(group_link(view, group, from + PAGE)) rel="next" { (view.t("다음", "Next")) }
            }
        }
    };
    Page::new(format!("{label} · {}", view.property(&group.property)), body)
}

fn group_link(view: &View, group: &Group, from: usize) -> String {
    let (direction, from) = (name_of(group.direction), from.to_string());
    link(&view.path, &[("property", group.property.name.as_str()), ("direction", direction), ("from", &from)])
}

fn name_of(direction: Direction) -> &'static str {
    match direction {
        Direction::Subject => "subject",
        Direction::Object => "object",
        Direction::Both => "both",
    }
}

/// What follows from several facts, each edge with these.
fn follows(view: &View, card: &Card) -> Markup {
    html! {
        @if !card.follows.is_empty() {
            section.group aria-labelledby="follows" {
                h2 #follows { (view.t("따라 나오는 것", "What follows")) " " span.meta { (card.follows.len()) } }
                @for edge in &card.follows {
                    p {
                        (fact::entity(&edge.subject)) " " (view.property(&edge.property)) " " (fact::entity(&edge.object))
                        " " span.meta { (view.t("근거:", "rests on:")) }
                    }
                    ol.facts { @for rests_on in &edge.facts { (fact::item(view, rests_on, None, 1)) } }
                }
            }
        }
    }
}

/// The property, and where the entity stands: `협력한다 ↔`.
fn heading(view: &View, group: &Group) -> Markup {
    let name = view.property(&group.property);
    html! {
        @match group.direction {
            Direction::Subject => { (name) " " span.arrow { "→" } },
            Direction::Object => { span.arrow { "→" } " " (name) " " span.meta { (view.t("(이것이 대상)", "(this one)")) } },
            Direction::Both => { (name) " " span.arrow { "↔" } },
        }
    }
}

fn identifiers(card: &Card) -> Markup {
    html! {
        @if !card.identifiers.is_empty() {
            ul.links {
                @for identifier in &card.identifiers {
                    li {
                        span.meta { (visible(&identifier.property)) } " "
                        @match address::is_web(&identifier.value) {
                            true => a.outside href=(identifier.value) rel="noopener noreferrer" { (visible(&identifier.value)) },
                            false => (visible(&identifier.value)),
                        }
                    }
                }
            }
        }
    }
}

fn exports(view: &View, iri: &str) -> Markup {
    html! {
        span.exports {
            (view.t("데이터로", "As data")) ": " (data_links(iri)) " · "
            (view.t("이웃을 파일로", "neighbours as")) " "
            @for (format, name) in [("graphml", "GraphML"), ("dot", "DOT"), ("json", "JSON")] {
                a href=(link("/export", &[("focus", iri), ("format", format)])) rel="nofollow" { (name) } " "
            }
        }
    }
}

/// Where the script draws the graph; without it the facts below say the same.
fn neighbours(view: &View, card: &Card) -> Markup {
    html! {
        section #graph hidden aria-label=(view.t("이웃 그래프", "Graph of neighbours"))
            data-focus=(card.entity.iri)
            data-source=(link("/graph.json", &[("focus", &card.entity.iri), ("hops", "1")])) {}
    }
}

fn contents(view: &View, card: &Card) -> Markup {
    html! {
        @if card.groups.len() > 3 {
            nav.contents aria-label=(view.t("차례", "Contents")) {
                @for (number, group) in card.groups.iter().enumerate() {
                    a href={ "#g" (number) } { (heading(view, group)) " " (group.total) }
                }
            }
        }
    }
}

/// What happened when, as far as articles say, the newest first.
fn timeline(view: &View, card: &Card) -> Markup {
    let iri = card.entity.iri.as_str();
    let mut times: Vec<(&str, bool, &Fact, &Group, Modality)> = Vec::new();
    for group in &card.groups {
        for fact in &group.facts {
            let dated =
                fact.claims.iter().find_map(|claim| Some((claim.date.as_deref()?, true, claim.modality)));
            let said = || {
                fact.claims
                    .iter()
                    .rev()
                    .find_map(|claim| Some((claim.said_on.as_deref()?, false, claim.modality)))
            };
            if let Some((day, dated, modality)) = dated.or_else(said) {
                times.push((day, dated, fact, group, modality));
            }
        }
    }
    times.sort_by(|a, b| b.0.cmp(a.0).then_with(|| a.2.iri.cmp(&b.2.iri)));
    html! {
        @if times.len() > 1 {
            details.timeline open[times.len() <= 12] {
                summary { h2 { (view.t("시간 순", "Timeline")) } " " span.meta { (times.len()) } }
                ol {
                    @for (day, dated, fact, group, modality) in times.iter().take(TIMES) {
                        li.(modality.name()) {
                            time datetime=(day) title=[(!dated).then_some(view.t("처음 보도된 날", "First reported"))] {
                                (visible(day)) @if !dated { "*" }
                            }
                            " " span.p { (heading(view, group)) } " "
                            a href={ "#f-" (fact.iri.rsplit('/').next().unwrap_or_default()) } { (visible(&value_text(fact, iri))) }
                            @if *modality != Modality::Asserted {
                                " " span.badge.(modality.name()) { (view.modality(*modality)) }
                            }
                        }
                    }
                }
                p.meta {
                    "* " (view.t("처음 보도된 날", "day of the first report"))
                    @if card.groups.iter().any(|group| group.total > group.facts.len()) {
                        " · " (view.t("이 쪽에 보인 사실만", "of the facts on this page"))
                    }
                }
            }
        }
    }
}
