//! How two entities hang together, each step with the sentences that say it.

use axum::extract::State;
use axum::response::Response;
use gureum_query::analysis::answers;
use gureum_query::analysis::paths::paths;
use gureum_query::terminal::visible;
use maud::{Markup, html};

use super::fact;
use super::search::meant;
use super::view::{Page, View, answer};
use crate::app::App;

/// A longer chain of facts tells nobody anything.
const LONGEST: usize = 6;

pub(crate) async fn page(State(app): State<App>, view: View) -> Response {
    answer(app, view, |app, view| {
        let (from, to) = (view.parameter("from"), view.parameter("to"));
        let body = html! {
            h1 { (view.t("둘 사이의 경로", "Path between two")) }
            p { (view.t("기사가 사실이라고 한 것만 따라, 가장 짧은 길을 찾는다.", "The shortest way along facts that articles assert.")) }
            form.fields action="/path" method="get" {
                (field("from", view.t("어디서", "From"), from))
                (field("to", view.t("어디까지", "To"), to))
                button type="submit" { (view.t("찾기", "Find")) }
            }
            @if !from.is_empty() && !to.is_empty() { (way(app, view, from, to)) }
        };
        Page::new(view.t("경로", "Path"), body)
    })
    .await
}

fn field(name: &str, label: &str, value: &str) -> Markup {
    html! {
        label { (label) " " input type="search" name=(name) value=(value) required data-suggest="fill" autocomplete="off" maxlength="200"; }
    }
}

fn way(app: &App, view: &View, from: &str, to: &str) -> Markup {
    let (start, end) = match (meant(app, view, from), meant(app, view, to)) {
        (Ok(start), Ok(end)) => (start, end),
        (start, end) => {
            return html! { @for error in [start.err(), end.err()].into_iter().flatten() { (error) } };
        }
    };
    if start.iri == end.iri {
        return html! { p { (fact::entity(&start)) " " span.meta { "0" (view.t("걸음", " steps")) } } };
    }
    let projection = app.projection();
    let ways = match (projection.nodes.get(&start.iri), projection.nodes.get(&end.iri)) {
        (Some(start), Some(end)) => paths(projection, *start, *end, 1, LONGEST),
        _ => Vec::new(),
    };
    match answers::paths(app.store(), projection, &ways).first() {
        None => html! {
            p.error {
                (visible(&start.label)) ", " (visible(&end.label)) ": "
                (view.t("이어 주는 사실이 없다.", "no chain of facts connects them."))
            }
        },
        Some(path) => html! {
            p { (fact::entity(&start)) " ⋯ " (fact::entity(&end)) " " span.meta { (path.length) (view.t("걸음", " steps")) } }
            ol.facts.path { @for fact in path.steps.iter().filter_map(|facts| facts.first()) { (fact::item(view, fact, None, 1)) } }
        },
    }
}
