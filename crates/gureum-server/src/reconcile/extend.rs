//! Data extension: values of properties for entities that are matched already, as columns of a table.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use gureum_model::Property;
use gureum_query::reconcile::{self, object_class, properties_of, values};
use serde_json::{Map, Value, json};

use super::suggest::property_json;
use super::{class_json, id, iri_of, json_answer};
use crate::app::App;
use crate::problem::Problem;
use crate::sparql::Parameters;

/// Entities of a request at most.
const MOST_ENTITIES: usize = 1_000;
/// What can be fetched beside the ontology's properties: id and name.
const FURTHER: [(&str, &str); 3] = [
    ("name", "이름 (name)"),
    ("alias", "다른 이름 (other names)"),
    ("sameAs", "같은 것 (identifiers elsewhere)"),
];

/// Properties worth fetching for a type.
pub(super) async fn propose(State(_): State<App>, uri: Uri) -> Result<Response, Problem> {
    let parameters = Parameters::of_query(&uri)?;
    let class = parameters.one("type")?;
    let limit = parameters.one("limit")?.and_then(|limit| limit.parse().ok()).unwrap_or(usize::MAX);
    let further = FURTHER.iter().map(|(id, name)| json!({ "id": id, "name": name }));
    let properties: Vec<Value> =
        properties_of(class).into_iter().map(property_json).chain(further).take(limit).collect();
    let mut answer = json!({ "properties": properties });
    if let Some(class) = class {
        answer["type"] = class.into();
    }
    if limit < usize::MAX {
        answer["limit"] = limit.into();
    }
    Ok(json_answer(&answer))
}

/// The rows asked for.
pub(super) fn answer(app: &App, extension: &Value) -> Result<Value, Problem> {
    let list = |name: &str| {
        let list = extension.get(name).and_then(Value::as_array);
        list.ok_or_else(|| Problem::bad_request(format!("'extend' lacks its list '{name}'")))
    };
    let (ids, properties) = (list("ids")?, list("properties")?);
    if ids.len() > MOST_ENTITIES {
        return Err(Problem::bad_request(format!(
            "at most {MOST_ENTITIES} entities can be extended at a time"
        )));
    }
    let properties: Vec<(&str, usize)> = properties.iter().map(property).collect::<Result<_, Problem>>()?;
    let mut meta = Vec::new();
    for (id, _) in &properties {
        meta.push(column(id)?);
    }
    let mut rows = Map::new();
    for entity in ids.iter().filter_map(Value::as_str) {
        let cells = properties.iter().map(|(property, limit)| {
            let found = values(app.store(), app.names(), &iri_of(entity), property);
            let cell: Vec<Value> = found.into_iter().take(*limit).map(cell).collect();
            ((*property).to_owned(), Value::Array(cell))
        });
        rows.insert(entity.to_owned(), Value::Object(cells.collect()));
    }
    Ok(json!({ "meta": meta, "rows": rows }))
}

/// A property, and how many values of it are wanted.
fn property(property: &Value) -> Result<(&str, usize), Problem> {
    let id = property.get("id").and_then(Value::as_str);
    let id = id.ok_or_else(|| Problem::bad_request("a property lacks its 'id'"))?;
    let limit = property.pointer("/settings/limit").and_then(Value::as_u64).filter(|limit| *limit > 0);
    Ok((id, limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX)))
}

fn column(id: &str) -> Result<Value, Problem> {
    if let Some((id, name)) = FURTHER.iter().find(|(known, _)| *known == id) {
        return Ok(json!({ "id": id, "name": name }));
    }
    let property =
        Property::from_name(id).ok_or_else(|| Problem::bad_request(format!("'{id}' is no property")))?;
    let mut column = property_json(property);
    if let Some(class) = object_class(property) {
        column["type"] = class_json(class);
    }
    Ok(column)
}

fn cell(value: reconcile::Value) -> Value {
    match value {
        reconcile::Value::Entity(entity) => json!({ "id": id(&entity.iri), "name": entity.label }),
        reconcile::Value::Integer(number) => json!({ "int": number }),
        reconcile::Value::Decimal(number) => json!({ "float": number }),
        // Days to the year or month only are no dates for a table.
        reconcile::Value::Day(day) if day.len() == 10 => json!({ "date": format!("{day}T00:00:00") }),
        reconcile::Value::Day(text) | reconcile::Value::Text(text) => json!({ "str": text }),
    }
}
