//! Completion while somebody types, and what is shown beside a suggestion.

use axum::extract::State;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use gureum_model::{Class, Property};
use gureum_query::card::Card;
use gureum_query::facts::EntityName;
use maud::{DOCTYPE, Markup, html};
use serde_json::{Value, json};

use super::{class_json, id, iri_of, json_answer, type_json};
use crate::app::App;
use crate::problem::Problem;
use crate::sparql::Parameters;

/// Suggestions at a time.
const SUGGESTIONS: usize = 10;
/// Facts that a preview shows.
const PREVIEWED: usize = 4;

/// What was typed, and where in the list to begin.
fn typed(uri: &Uri) -> Result<(String, usize), Problem> {
    let parameters = Parameters::of_query(uri)?;
    let prefix = parameters
        .one("prefix")?
        .ok_or_else(|| Problem::bad_request("'prefix' is missing: what was typed"))?;
    let cursor = parameters.one("cursor")?.and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
    Ok((prefix.to_owned(), cursor))
}

pub(super) async fn entity(State(app): State<App>, uri: Uri) -> Result<Response, Problem> {
    let (typed, cursor) = typed(&uri)?;
    let found = app.names().suggest(&typed, &[], SUGGESTIONS.saturating_add(cursor));
    let suggestions: Vec<Value> = found
        .into_iter()
        .skip(cursor)
        .map(|entity| {
            json!({
                "id": id(&entity.iri),
                "name": entity.label,
                "description": described(entity),
                "notable": type_json(entity.class.as_deref()),
            })
        })
        .collect();
    Ok(json_answer(&json!({ "result": suggestions })))
}

pub(super) async fn class(uri: Uri) -> Result<Response, Problem> {
    let (typed, cursor) = typed(&uri)?;
    let fits = |class: &Class| holds(&typed, [class.name(), class.label_ko(), class.label_en()]);
    let found: Vec<Value> = Class::ALL.into_iter().filter(fits).skip(cursor).map(class_json).collect();
    Ok(json_answer(&json!({ "result": found })))
}

pub(super) async fn property(uri: Uri) -> Result<Response, Problem> {
    let (typed, cursor) = typed(&uri)?;
    let fits =
        |property: &Property| holds(&typed, [property.name(), property.label_ko(), property.label_en()]);
    let found: Vec<Value> = Property::all().filter(fits).skip(cursor).map(property_json).collect();
    Ok(json_answer(&json!({ "result": found })))
}

pub(super) fn property_json(property: Property) -> Value {
    json!({
        "id": property.name(),
        "name": format!("{} ({})", property.label_ko(), property.label_en()),
    })
}

fn holds(typed: &str, names: [&str; 3]) -> bool {
    let typed = typed.to_lowercase();
    names.iter().any(|name| name.to_lowercase().contains(typed.trim()))
}

fn described(entity: &EntityName) -> &'static str {
    entity.class.as_deref().and_then(Class::from_name).map_or("", Class::label_ko)
}

fn asked(uri: &Uri) -> Result<String, Problem> {
    let parameters = Parameters::of_query(uri)?;
    let id = parameters.one("id")?.ok_or_else(|| Problem::bad_request("'id' is missing"))?;
    Ok(id.to_owned())
}

pub(super) async fn entity_flyout(State(app): State<App>, uri: Uri) -> Result<Response, Problem> {
    let id = asked(&uri)?;
    let card = card(app, &id).await?;
    Ok(json_answer(&json!({ "id": id, "html": summary(&card).into_string() })))
}

pub(super) async fn class_flyout(uri: Uri) -> Result<Response, Problem> {
    let id = asked(&uri)?;
    let class = Class::from_name(&id).ok_or_else(|| Problem::not_found(format!("'{id}' is no type")))?;
    let html = html! { p { b { (class.label_ko()) } " " (class.label_en()) } };
    Ok(json_answer(&json!({ "id": id, "html": html.into_string() })))
}

pub(super) async fn property_flyout(uri: Uri) -> Result<Response, Problem> {
    let id = asked(&uri)?;
    let property =
        Property::from_name(&id).ok_or_else(|| Problem::not_found(format!("'{id}' is no property")))?;
    let html = html! { p { b { (property.label_ko()) } " " (property.label_en()) } };
    Ok(json_answer(&json!({ "id": id, "html": html.into_string() })))
}

/// A small page that others show in a frame.
pub(super) async fn preview(State(app): State<App>, uri: Uri) -> Result<Response, Problem> {
    let card = card(app, &asked(&uri)?).await?;
    let page = html! {
        (DOCTYPE)
        html lang="ko" {
            head { meta charset="utf-8"; title { (card.entity.label) } }
            body style="font: 14px sans-serif" { (summary(&card)) }
        }
    };
    let mut response = page.into_response();
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *";
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    Ok(response)
}

async fn card(app: App, id: &str) -> Result<Card, Problem> {
    let iri = iri_of(id);
    if app.names().entity(&iri).is_none() {
        return Err(Problem::not_found(format!("the graph knows no entity '{id}'")));
    }
    let place = app.gate().enter().await?;
    let work = move || {
        let _place = place;
        Card::new(app.store(), &iri)
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::ours)
}

fn summary(card: &Card) -> Markup {
    let facts = card.groups.iter().filter_map(|group| {
        let evidence = group.facts.first()?.claims.first()?.evidence.first()?;
        Some((group.property.label.as_str(), evidence.sentence.as_str()))
    });
    html! {
        p {
            b { (card.entity.label) }
            @for class in &card.types { " · " (class.label) }
            @if !card.names.is_empty() { br; (card.names.join(", ")) }
        }
        @for (property, sentence) in facts.take(PREVIEWED) {
            p { i { (property) } ": " (sentence) }
        }
    }
}
