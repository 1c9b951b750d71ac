//! The first page, the search results, and suggestions while one types.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use gureum_query::card::text::grouped;
use gureum_query::facts::EntityName;
use gureum_query::find::{self, Found};
use gureum_query::terminal::visible;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::address::{self, href};
use super::fact::entity;
use super::layout::search_box;
use super::view::{self, Page, View, answer};
use crate::app::App;
use crate::problem::Problem;

/// Results on a page.
const RESULTS: usize = 50;
/// Lines below the search box.
const SUGGESTED: usize = 8;
/// Entities to begin with on the first page.
const BEST_KNOWN: usize = 24;

pub(crate) async fn home(State(app): State<App>, view: View) -> Response {
    answer(app, view, |app, view| {
        let articles = app.store().articles().len();
        let body = html! {
            section.hero {
                h1 { (view.t("구름", "gureum")) }
                p.lead { (view.t("퍼블릭 클라우드 뉴스에서 읽은 지식 그래프", "A knowledge graph read from Korean news about the public cloud")) }
                (search_box(view, "q-main"))
                p.meta {
                    (view.t("기사", "articles")) " " b { (articles) } " · "
                    (view.t("이름", "names")) " " b { (grouped(&app.names().len().to_string())) } " · "
                    (view.t("트리플", "quads")) " " b { (grouped(&app.store().len().to_string())) }
                }
            }
            section {
                h2 { (view.t("여기서 시작", "Begin here")) }
                @if app.names().is_empty() {
                    p { (view.t("그래프가 비어 있다.", "The graph is empty.")) " " code { "gureum build" } }
                }
                (list(app, view, &app.names().best_known(BEST_KNOWN)))
            }
        };
        Page::new("구름", body)
    })
    .await
}

pub(crate) async fn results(State(app): State<App>, view: View) -> Response {
    let typed = view.parameter("q").to_owned();
    if typed.is_empty() {
        return Redirect::to("/").into_response();
    }
    answer(app, view, move |app, view| {
        let found = app.names().suggest(&typed, &[], RESULTS);
        let body = html! {
            h1 { (view.t("찾은 것", "Results for")) " “" (visible(&typed)) "”" }
            @if found.is_empty() { (nothing(app, view, &typed)) } @else { (list(app, view, &found)) }
            @if found.len() == RESULTS {
                p.meta { (view.t("더 있다: 더 길게 적는다.", "There are more: type more letters.")) }
            }
        };
        Page::new(format!("{} “{}”", view.t("찾기", "Search"), visible(&typed)), body)
    })
    .await
}

/// What was typed may be an IRI, or nearly a name.
fn nothing(app: &App, view: &View, typed: &str) -> Markup {
    let near = match find::find(app.store(), typed) {
        Found::Entity { entity, also } => [vec![entity], also].concat(),
        Found::Several(entities) | Found::Nothing { nearest: entities } => entities,
    };
    html! {
        p { (view.t("그런 이름이 그래프에 없다.", "Nothing in the graph is called that.")) }
        @if !near.is_empty() {
            h2 { (view.t("혹시", "Did you mean")) }
            ul.results { @for name in &near { li { (entity(name)) } } }
        }
    }
}

fn list(app: &App, view: &View, found: &[&EntityName]) -> Markup {
    html! {
        ul.results {
            @for one in found {
                li {
                    (entity(one)) " "
                    span.meta {
                        @if let Some(class) = &one.class { (view.class(class)) ", " }
                        (app.names().facts(&one.iri)) (view.t("건의 사실", " facts"))
                    }
                }
            }
        }
    }
}

/// `[{"iri", "label", "type", "class", "facts", "href"}]` for the letters in `q`.
pub(crate) async fn suggest(State(app): State<App>, view: View) -> Response {
    let found = tokio::task::spawn_blocking(move || {
        let found = app.names().suggest(view.parameter("q"), &[], SUGGESTED);
        let lines = found.into_iter().map(|one| {
            json!({
                "iri": one.iri, "label": one.label, "type": one.class,
                "class": one.class.as_deref().map(|class| view.class(class)),
                "facts": app.names().facts(&one.iri), "href": href(&one.iri),
            })
        });
        Value::Array(lines.collect())
    });
    match found.await {
        Ok(found) => view::json(&found),
        Err(error) => {
            Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
        }
    }
}

/// The entity that a form's field means: an IRI, a short name or a name; otherwise what to say.
pub(super) fn meant(app: &App, view: &View, typed: &str) -> Result<EntityName, Markup> {
    let named = app.names().candidates(typed, &[], 2);
    if let Some(best) = named.first()
        && best.is_same()
        && named.get(1).is_none_or(|second| second.score < best.score)
    {
        return Ok(best.entity.clone());
    }
    find::find(app.store(), typed).one(typed).map_err(|error| {
        let others = match &error {
            find::FindError::Ambiguous { candidates, .. } => candidates,
            find::FindError::Unknown { nearest, .. } => nearest,
        };
        html! {
            p.error {
                "“" (visible(typed)) "” "
                (match &error {
                    find::FindError::Ambiguous { .. } => view.t("은(는) 여럿을 뜻한다:", "may mean several:"),
                    find::FindError::Unknown { .. } => view.t("은(는) 그래프에 없다.", "is not in the graph."),
                })
                @for other in others {
                    " " (entity(other)) " " code { (visible(&gureum_query::prefixes::shorten_or_bracket(&other.iri))) }
                }
                @if others.is_empty() { " " a href=(address::link("/search", &[("q", typed)])) { (view.t("찾기", "Search")) } }
            }
        }
    })
}
