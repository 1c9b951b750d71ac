//! The questions that have a name, as forms; each row of an answer with the sentences that it rests on.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use gureum_query::ask::{Bound, Catalogue, Column, Kind, Parameter, Question, Rows};
use gureum_query::find::Names;
use gureum_query::terminal::visible;
use gureum_store::QueryOptions;
use maud::{Markup, html};
use oxrdf::Term;

use super::address::{href, link};
use super::fact;
use super::view::{Language, Page, View, answer};
use crate::app::App;

/// Rows of a page.
const ROWS: usize = 200;
/// Sentences below a row.
const CLAIMS: usize = 5;

pub(crate) async fn list(State(app): State<App>, view: View) -> Response {
    answer(app, view, |_, view| {
        let catalogue = Catalogue::builtin();
        let mut topics: BTreeMap<&str, Vec<&Question>> = BTreeMap::new();
        for question in catalogue.questions() {
            topics.entry(&question.topic).or_default().push(question);
        }
        let body = html! {
            h1 { (view.t("질문", "Questions")) }
            @for (topic, questions) in topics {
                section {
                    h2 { (topic) }
                    ul.results {
                        @for question in questions {
                            li { a href={ "/ask/" (question.name) } { (words(view, question)) } }
                        }
                    }
                }
            }
        };
        Page::new(view.t("질문", "Questions"), body)
    })
    .await
}

fn words<'q>(view: &View, question: &'q Question) -> &'q str {
    if view.language == Language::English { &question.en } else { &question.ko }
}

pub(crate) async fn page(State(app): State<App>, view: View, Path(name): Path<String>) -> Response {
    answer(app, view, move |app, view| {
        let catalogue = Catalogue::builtin();
        let Some(question) = catalogue.get(&name) else { return fact::nothing(view, &name) };
        let given: BTreeMap<String, String> = question
            .parameters
            .iter()
            .map(|parameter| (parameter.name.clone(), view.parameter(&parameter.name).to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let missing =
            question.parameters.iter().any(|one| one.is_required() && !given.contains_key(&one.name));
        let (status, result) =
            if missing { (StatusCode::OK, html! {}) } else { asked(app, view, question, &given) };
        let body = html! {
            h1 { (words(view, question)) }
            @if !question.parameters.is_empty() {
                form.fields action={ "/ask/" (question.name) } method="get" {
                    @for parameter in &question.parameters { (field(view, question, parameter)) }
                    button type="submit" { (view.t("묻기", "Ask")) }
                }
            }
            section #result aria-live="polite" { (result) }
            p { a href="/ask" { (view.t("다른 질문", "Other questions")) } }
        };
        Page::new(words(view, question), body).with_status(status)
    })
    .await
}

fn field(view: &View, question: &Question, parameter: &Parameter) -> Markup {
    let is_name = matches!(parameter.kind, Kind::Entity | Kind::Class(_));
    let example = question.examples.iter().find_map(|example| example.ask.get(&parameter.name));
    let hint = parameter.default.as_ref().or(example);
    html! {
        label {
            (if view.language == Language::English { &parameter.en } else { &parameter.ko }) " "
            input type="search" name=(parameter.name) value=(view.parameter(&parameter.name))
                required[parameter.is_required()] placeholder=[hint] maxlength="200" autocomplete="off"
                data-suggest=[is_name.then_some("fill")];
        }
    }
}

fn asked(
    app: &App,
    view: &View,
    question: &Question,
    given: &BTreeMap<String, String>,
) -> (StatusCode, Markup) {
    let store = app.store();
    let bound = match question.bind(&Names::new(store), given) {
        Ok(bound) => bound,
        Err(errors) => return (StatusCode::BAD_REQUEST, refused(&errors)),
    };
    let options = QueryOptions {
        timeout: Some(app.config().limits.time),
        cancellation: Some(view.cancellation.clone()),
        ..QueryOptions::default()
    };
    match bound.rows(store, options) {
        Ok(rows) => (StatusCode::OK, shown(app, view, &bound, &question.columns(), &rows)),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, refused(&error)),
    }
}

fn refused(error: &dyn std::fmt::Display) -> Markup {
    html! { p.error role="alert" { (visible(&error.to_string())) } }
}

fn shown(app: &App, view: &View, bound: &Bound<'_>, columns: &[Column], rows: &Rows) -> Markup {
    html! {
        p.meta {
            (rows.rows.len()) (view.t("줄", " rows"))
            " · " a href=(link("/query", &[("query", &bound.portable_sparql())])) { "SPARQL" }
        }
        @if !rows.rows.is_empty() {
            div.scroll tabindex="0" role="region" aria-label=(view.t("답", "Answer")) {
                table.result {
                    thead { tr {
                        @for column in columns { th scope="col" { (visible(&column.title)) } }
                        th scope="col" { (view.t("근거", "Evidence")) }
                    } }
                    tbody {
                        @for row in rows.rows.iter().take(ROWS) {
                            tr {
                                @for (column, text) in columns.iter().zip(rows.shown(row)) {
                                    td { (cell(row, column, &text)) }
                                }
                                td { (evidence(app, view, bound, rows, row)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(row: &[Option<Term>], column: &Column, text: &str) -> Markup {
    let iri = |at: usize| match row.get(at) {
        Some(Some(Term::NamedNode(node))) => href(node.as_str()),
        _ => None,
    };
    let address = column.entity.and_then(iri).or_else(|| iri(column.at));
    html! {
        @match address {
            Some(address) => a href=(address) { (visible(text)) },
            None => (visible(text)),
        }
    }
}

fn evidence(app: &App, view: &View, bound: &Bound<'_>, rows: &Rows, row: &[Option<Term>]) -> Markup {
    let claims = bound.cite(app.store(), &rows.variables, row);
    html! {
        @if !claims.is_empty() {
            details {
                summary { (claims.len()) (view.t("문장", " sentences")) }
                @for claim in claims.iter().take(CLAIMS) { (fact::claim(view, None, claim)) }
            }
        }
    }
}
