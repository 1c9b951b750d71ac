//! SPARQL by a form, with the answer as a table whose IRIs lead to their pages; the script puts an editor
//! in its place.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use gureum_query::prefixes::{self, BUILT_IN, shorten_or_bracket};
use gureum_query::terminal::visible;
use gureum_store::{Answer, QueryError, QueryOptions};
use maud::{Markup, html};
use oxrdf::Term;

use super::address::{href, link};
use super::view::{Page, View, answer};
use crate::app::App;

/// Rows that the table shows; programs get more at `/sparql`.
const ROWS: usize = 500;

/// A query to begin with: its name in Korean and in English, and its text.
struct Example(&'static str, &'static str, &'static str);

const EXAMPLES: [Example; 5] = [
    Example(
        "누가 누구와 협력하나",
        "Who partners with whom",
        "SELECT ?a ?b {\n  ?a gu:partnersWith ?b\n  FILTER(STR(?a) < STR(?b))\n} ORDER BY ?a ?b LIMIT 50",
    ),
    Example(
        "가장 많은 사실이 있는 개체",
        "Entities with most facts",
        "SELECT ?name (COUNT(*) AS ?facts) {\n  ?entity rdfs:label ?name ; ?property ?other .\n  ?other a ?class\n} GROUP BY ?entity ?name ORDER BY DESC(?facts) ?name LIMIT 20",
    ),
    Example(
        "어느 문장이 그렇게 말하나",
        "Which sentences say so",
        "SELECT ?a ?b ?sentence {\n  GRAPH ?article {\n    ?fact rdf:subject ?a ; rdf:predicate gu:partnersWith ; rdf:object ?b .\n    ?claim gu:fact ?fact ; gu:modality gu:asserted .\n    ?evidence gu:claim ?claim ; gu:sentence ?sentence\n  }\n} ORDER BY ?a ?b LIMIT 20",
    ),
    Example(
        "계획과 그 시점",
        "Plans and their dates",
        "SELECT ?a ?property ?b ?date {\n  GRAPH ?article {\n    ?fact rdf:subject ?a ; rdf:predicate ?property ; rdf:object ?b .\n    ?claim gu:fact ?fact ; gu:modality gu:planned .\n    OPTIONAL { ?claim gu:date ?date }\n  }\n} ORDER BY DESC(?date) LIMIT 50",
    ),
    Example(
        "협력 관계를 그래프로",
        "Partnerships as a graph",
        "CONSTRUCT { ?a gu:partnersWith ?b } WHERE { ?a gu:partnersWith ?b } LIMIT 100",
    ),
];

pub(crate) async fn page(State(app): State<App>, view: View) -> Response {
    answer(app, view, |app, view| {
        let asked = view.parameter("query");
        let (status, result) = if asked.is_empty() { (StatusCode::OK, html! {}) } else { run(app, view, asked) };
        let text = if asked.is_empty() { EXAMPLES[0].2 } else { asked };
        let body = html! {
            h1 { "SPARQL" }
            p { (view.t("이 접두사들은 적지 않아도 된다", "These prefixes need no declaration")) ": "
                span.prefixes { @for (prefix, namespace) in BUILT_IN { code title=(namespace) { (prefix) ":" } " " } }
            }
            nav.examples aria-label=(view.t("예", "Examples")) {
                @for Example(ko, en, sparql) in &EXAMPLES {
                    a href=(link("/query", &[("query", sparql)])) data-query=(sparql) { (view.t(ko, en)) }
                }
            }
            form.sparql action="/query" method="get" {
                label.hidden for="sparql" { "SPARQL" }
                textarea #sparql name="query" rows="10" spellcheck="false" maxlength="100000" { (text) }
                p { button type="submit" { (view.t("실행", "Run")) }
                    " " span.meta { (view.t("프로그램은", "Programs ask")) " " code { "/sparql" } } }
            }
            section #editor hidden data-endpoint="/sparql" {}
            section #result aria-live="polite" { (result) }
        };
        Page::new("SPARQL", body).with_status(status).with_script("sparql.js")
    })
    .await
}

fn run(app: &App, view: &View, sparql: &str) -> (StatusCode, Markup) {
    let options = QueryOptions {
        prefixes: prefixes::for_queries(),
        timeout: Some(app.config().limits.time),
        cancellation: Some(view.cancellation.clone()),
        #[cfg(feature = "federation")]
        services: app.config().services.clone(),
        ..QueryOptions::default()
    };
    match app.store().query(sparql, &options).and_then(|answer| shown(view, answer)) {
        Ok(table) => (StatusCode::OK, table),
        Err(error) => {
            let status = match error {
                QueryError::TimedOut(_) | QueryError::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::BAD_REQUEST,
            };
            (status, html! { p.error role="alert" { (visible(&error.to_string())) } })
        }
    }
}

fn shown(view: &View, answer: Answer<'_>) -> Result<Markup, QueryError> {
    match answer {
        Answer::Boolean(value) => Ok(html! { p.answer { (value) } }),
        Answer::Solutions(rows) => {
            let head = rows.variables().to_vec();
            let rows: Vec<Vec<Option<Term>>> = rows.take(ROWS + 1).collect::<Result<_, _>>()?;
            Ok(table(view, &head, &rows))
        }
        Answer::Graph(triples) => {
            let rows = triples.take(ROWS + 1).map(|triple| {
                let triple = triple?;
                Ok(vec![Some(triple.subject.into()), Some(triple.predicate.into()), Some(triple.object)])
            });
            let rows: Vec<Vec<Option<Term>>> = rows.collect::<Result<_, QueryError>>()?;
            Ok(table(view, &["subject", "predicate", "object"].map(str::to_owned), &rows))
        }
    }
}

fn table(view: &View, head: &[String], rows: &[Vec<Option<Term>>]) -> Markup {
    html! {
        p.meta {
            (rows.len().min(ROWS)) (view.t("줄", " rows"))
            @if rows.len() > ROWS { " " (view.t("(더 있다)", "(there are more)")) }
        }
        div.scroll tabindex="0" role="region" aria-label=(view.t("결과", "Result")) {
            table.result {
                thead { tr { @for name in head { th scope="col" { (visible(name)) } } } }
                tbody {
                    @for row in rows.iter().take(ROWS) {
                        tr { @for cell in row { td { @if let Some(term) = cell { (value(term)) } } } }
                    }
                }
            }
        }
    }
}

fn value(term: &Term) -> Markup {
    match term {
        Term::NamedNode(node) => {
            let name = shorten_or_bracket(node.as_str());
            html! { a href=[href(node.as_str())] { (visible(&name)) } }
        }
        Term::BlankNode(node) => html! { (node) },
        Term::Literal(literal) => html! { span lang=[literal.language()] { (visible(literal.value())) } },
    }
}
