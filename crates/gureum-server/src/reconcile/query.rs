//! Batches of rows to be matched.

use gureum_query::reconcile::{Match, Row, Wanted, matches};
use serde_json::{Map, Value, json};

use super::{id, iri_of, type_json};
use crate::app::App;
use crate::problem::Problem;

/// Rows of a batch at most.
const LONGEST_BATCH: usize = 200;
/// Candidates of a row, where it does not say how many.
const CANDIDATES: usize = 5;
/// Candidates of a row at most.
const MOST_CANDIDATES: usize = 100;

/// What a query may have.
const PARTS: [&str; 5] = ["query", "type", "type_strict", "limit", "properties"];

/// Answers a batch, row by row, by the rows' own names.
pub(super) fn batch(app: &App, queries: &Value) -> Result<Value, Problem> {
    let Value::Object(queries) = queries else {
        return Err(Problem::bad_request("'queries' is an object of queries, each by a name of its own"));
    };
    if queries.len() > LONGEST_BATCH {
        return Err(Problem::bad_request(format!("a batch has at most {LONGEST_BATCH} queries")));
    }
    let rows: Vec<(&String, Row)> =
        queries.iter().map(|(name, query)| Ok((name, row(name, query)?))).collect::<Result<_, Problem>>()?;
    let answers = rows.into_iter().map(|(name, row)| {
        let found = matches(app.store(), app.names(), &row);
        (name.clone(), json!({ "result": found.iter().map(candidate).collect::<Vec<_>>() }))
    });
    Ok(Value::Object(answers.collect::<Map<_, _>>()))
}

fn row(name: &str, query: &Value) -> Result<Row, Problem> {
    let wrong = |what: &str| Problem::bad_request(format!("query '{name}': {what}"));
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let parts = query.as_object().ok_or_else(|| wrong("it is no object"))?;
    if let Some(unknown) = parts.keys().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(wrong(&format!("it has '{unknown}'; what it may have is {}", PARTS.join(", "))));
    }
    let classes = match query.get("type") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(several)) => several.iter().filter_map(text).collect(),
        Some(_) => return Err(wrong("'type' is a type or a list of them")),
    };
    let properties = match query.get("properties") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(properties)) => {
            let read = |property: &Value| {
                let pid = property
                    .get("pid")
                    .and_then(Value::as_str)
                    .ok_or_else(|| wrong("a property lacks its 'pid'"))?;
                let values = property.get("v").ok_or_else(|| wrong("a property lacks its value 'v'"))?;
                let values = if let Value::Array(values) = values {
                    values.as_slice()
                } else {
                    std::slice::from_ref(values)
                };
                Ok((pid.to_owned(), values.iter().filter_map(wanted).collect()))
            };
            properties.iter().map(read).collect::<Result<_, Problem>>()?
        }
        Some(_) => return Err(wrong("'properties' is a list")),
    };
    let row = Row {
        name: query.get("query").and_then(text),
        // Whole IRIs are taken too.
        classes: classes
            .into_iter()
            .map(|class| class.rsplit('#').next().unwrap_or_default().to_owned())
            .collect(),
        properties,
        limit: match query.get("limit").and_then(Value::as_f64) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within these bounds"
            )]
            Some(limit) => limit.clamp(1.0, MOST_CANDIDATES as f64) as usize,
            None => CANDIDATES,
        },
    };
    if row.name.is_none() && row.properties.is_empty() {
        return Err(wrong("it has neither a 'query' nor 'properties'"));
    }
    Ok(row)
}

fn wanted(value: &Value) -> Option<Wanted> {
    match value {
        Value::String(text) => Some(Wanted::Text(text.clone())),
        Value::Number(number) => Some(Wanted::Text(number.to_string())),
        Value::Bool(yes) => Some(Wanted::Text(yes.to_string())),
        Value::Object(entity) => Some(Wanted::Entity(iri_of(entity.get("id")?.as_str()?))),
        Value::Null | Value::Array(_) => None,
    }
}

fn candidate(found: &Match) -> Value {
    let entity = &found.candidate.entity;
    json!({
        "id": id(&entity.iri),
        "name": entity.label,
        "type": type_json(entity.class.as_deref()),
        "score": found.candidate.score,
        "match": found.is_certain,
        "features": [
            { "id": "name", "value": found.by_name },
            { "id": "properties", "value": found.fitting },
        ],
    })
}
