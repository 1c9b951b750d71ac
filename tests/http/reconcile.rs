//! OpenRefine and its like: every answer validates against the schemas of the specification.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::client::{Running, encoded};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reconciliation")
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The specification's schema of that name. What it takes from elsewhere is put in: `type.json`, and for a part of
/// the manifest that we have not, any object.
fn schema(name: &str) -> Validator {
    let mut schema = read(&folder().join(format!("{name}.json")));
    let mut types = read(&folder().join("type.json"));
    types["properties"]["broader"]["items"] = json!({ "type": "object" });
    put_in(&mut schema, &types);
    jsonschema::options().build(&schema).expect("a schema")
}

fn put_in(schema: &mut Value, types: &Value) {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        if name == "type.json" {
            *schema = types.clone();
        } else if name.starts_with("http") {
            *schema = json!({ "type": "object" });
        }
        return;
    }
    match schema {
        Value::Object(parts) => parts.values_mut().for_each(|part| put_in(part, types)),
        Value::Array(parts) => parts.iter_mut().for_each(|part| put_in(part, types)),
        _ => {}
    }
}

fn check(name: &str, answer: &Value) {
    let validator = schema(name);
    let problems: Vec<String> = validator.iter_errors(answer).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{name}: {problems:?} in {answer:#}");
}

fn batch(server: &Running, queries: &Value) -> Value {
    let form = format!("queries={}", encoded(&queries.to_string()));
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    let posted = server.send("POST", "/reconcile", &headers, form.as_bytes());
    assert_eq!(posted.status, 200, "{}", posted.text());
    assert_eq!(posted.header("content-type"), Some("application/json"));
    let got = server.get(&format!("/reconcile?{form}"));
    assert_eq!(got.body, posted.body);
    let answer = posted.json();
    check("reconciliation-result-batch", &answer);
    answer
}

/// The first candidate for a name.
fn best(server: &Running, query: Value) -> Value {
    batch(server, &json!({ "q": query }))["q"]["result"][0].clone()
}

#[test]
fn the_manifest_is_valid_and_names_only_what_is_there() {
    let server = Running::built();
    let manifest = server.get("/reconcile").json();
    check("manifest", &manifest);
    let preview = manifest["preview"]["url"].as_str().expect("a URL").replace("{{id}}", "gureumbada");
    let path = preview.split_once(&server.address.to_string()).expect("ours").1.to_owned();
    let preview = server.get(&path);
    assert_eq!(preview.status, 200);
    assert!(preview.text().contains("구름바다"));
    assert!(
        preview.header("content-security-policy").is_some_and(|policy| policy.contains("frame-ancestors *"))
    );
    for (kind, id) in [("entity", "gureumbada"), ("type", "Organization"), ("property", "partnersWith")] {
        let service = &manifest["suggest"][kind];
        let path = service["service_path"].as_str().expect("a path");
        assert_eq!(server.get(&format!("{path}?prefix=a")).status, 200);
        let path = service["flyout_service_path"].as_str().expect("a path").replace("${id}", id);
        let flyout = server.get(&path).json();
        assert_eq!(flyout["id"], id);
        assert!(flyout["html"].as_str().expect("HTML").contains("<b>"));
    }
}

#[test]
fn names_in_every_form_lead_to_the_entity() {
    let server = Running::built();
    for name in [
        "구름바다",
        "구름 바다",
        "㈜구름바다",
        "주식회사 구름바다",
        "Gureumbada",
        "ＧＵＲＥＵＭＢＡＤＡ",
        "Gureumbada Inc.",
        "구름바다클라우드",
        "\u{1100}\u{116e}\u{1105}\u{1173}\u{11b7}\u{1107}\u{1161}\u{1103}\u{1161}",
    ] {
        let found = best(&server, json!({ "query": name }));
        assert_eq!(found["id"], "gureumbada", "{name}: {found}");
        assert_eq!(found["match"], true, "{name}: {found}");
        assert_eq!(found["type"][0]["id"], "Organization");
    }
    let typo = best(&server, json!({ "query": "구룸바다" }));
    assert_eq!((&typo["id"], &typo["match"]), (&json!("gureumbada"), &json!(false)), "alike is not the same");
    let both = batch(&server, &json!({ "q": { "query": "한별" } }));
    let both = both["q"]["result"].as_array().expect("candidates");
    assert_eq!(both.len(), 2, "a hospital and a university");
    assert!(both.iter().all(|found| found["match"] == false), "{both:?}");
    assert_eq!(batch(&server, &json!({ "q": { "query": "없는회사임" } }))["q"]["result"], json!([]));
}

#[test]
fn types_and_properties_narrow_the_choice() {
    let server = Running::built();
    let person = best(&server, json!({ "query": "구름바다", "type": "Person" }));
    assert_eq!(
        (&person["id"], &person["match"]),
        (&json!("person/구름바다/김바다"), &json!(false)),
        "only alike"
    );
    assert_eq!(
        best(&server, json!({ "query": "김바다", "type": ["Person"] }))["id"],
        "person/구름바다/김바다"
    );
    let by_partner = |partner: Value| {
        best(
            &server,
            json!({
                "query": "구름바다", "limit": 3, "type_strict": "should",
                "properties": [{ "pid": "partnersWith", "v": partner }],
            }),
        )
    };
    for partner in [json!("새벽컴퓨팅"), json!({ "id": "saebyeok" }), json!(["아무나", "Saebyeok Computing"])]
    {
        let found = by_partner(partner.clone());
        assert_eq!((&found["score"], &found["match"]), (&json!(100.0), &json!(true)), "{partner}: {found}");
    }
    let other = by_partner(json!("한별병원"));
    assert_eq!((&other["score"], &other["match"]), (&json!(70.0), &json!(false)));
    let budget = json!({ "properties": [{ "pid": "budget", "v": 25_000_000_000_i64 }] });
    assert_eq!(best(&server, budget)["id"], "program/무지개프로젝트");
}

#[test]
fn the_specifications_queries_are_taken_or_refused() {
    let server = Running::built();
    let ask = |query: &Value| server.get(&format!("/reconcile?queries={}", encoded(&query.to_string())));
    for (kind, status) in [("valid", 200), ("invalid", 400)] {
        for entry in fs::read_dir(folder().join("reconciliation-query-batch").join(kind)).expect("examples") {
            let path = entry.expect("an example").path();
            let query = read(&path);
            assert_eq!(schema("reconciliation-query-batch").is_valid(&query), kind == "valid");
            let reply = ask(&query);
            assert_eq!(reply.status, status, "{}: {}", path.display(), reply.text());
            if status == 200 {
                check("reconciliation-result-batch", &reply.json());
            }
        }
    }
    for wrong in ["[]", "3", "{\"q\": 1}", "nonsense", "{\"q\": {\"query\": \"a\", \"properties\": 3}}"] {
        assert_eq!(server.get(&format!("/reconcile?queries={}", encoded(wrong))).status, 400, "{wrong}");
    }
}

#[test]
fn suggestions_come_while_typing() {
    let server = Running::built();
    let suggested = |typed: &str| {
        let answer = server.get(&format!("/reconcile/suggest/entity?prefix={}", encoded(typed))).json();
        check("suggest-entities-response", &answer);
        let found = answer["result"].as_array().expect("suggestions").clone();
        found.iter().map(|entity| entity["id"].as_str().expect("an id").to_owned()).collect::<Vec<_>>()
    };
    for typed in ["구름", "구르", "ㄱㄹㅂㄷ", "gureum", "구름바다클라"] {
        assert!(suggested(typed).contains(&"gureumbada".to_owned()), "{typed}: {:?}", suggested(typed));
    }
    assert_eq!(suggested("ㅅㅂㅋㅍㅌ"), ["saebyeok"]);
    assert_eq!(suggested("없는이름"), [""; 0]);
    assert_eq!(server.get("/reconcile/suggest/entity").status, 400);
    for (kind, typed, id) in [("type", "조직", "Organization"), ("property", "partner", "partnersWith")] {
        let answer = server.get(&format!("/reconcile/suggest/{kind}?prefix={}", encoded(typed))).json();
        check(if kind == "type" { "suggest-types-response" } else { "suggest-properties-response" }, &answer);
        assert_eq!(answer["result"][0]["id"], id);
    }
}

#[test]
fn columns_are_filled() {
    let server = Running::built();
    let proposed = server.get("/reconcile/properties?type=Program&limit=20").json();
    check("data-extension-property-proposal", &proposed);
    let ids: Vec<&str> =
        proposed["properties"].as_array().expect("a list").iter().filter_map(|p| p["id"].as_str()).collect();
    assert!(ids.contains(&"budget") && !ids.contains(&"worksFor"), "{ids:?}");

    let extend = json!({
        "ids": ["gureumbada", "program/무지개프로젝트", "none"],
        "properties": [
            { "id": "partnersWith" }, { "id": "budget" }, { "id": "name" },
            { "id": "sameAs", "settings": { "limit": 1 } },
        ],
    });
    check("data-extension-query", &extend);
    let answer = server.get(&format!("/reconcile?extend={}", encoded(&extend.to_string()))).json();
    check("data-extension-response", &answer);
    let rows = &answer["rows"];
    assert_eq!(rows["gureumbada"]["partnersWith"], json!([{ "id": "saebyeok", "name": "새벽컴퓨팅" }]));
    assert_eq!(rows["program/무지개프로젝트"]["budget"], json!([{ "int": 25_000_000_000_i64 }]));
    assert_eq!(rows["gureumbada"]["sameAs"][0]["str"], "http://www.wikidata.org/entity/Q0");
    assert_eq!(rows["none"]["partnersWith"], json!([]));
    assert_eq!(answer["meta"][0]["type"]["id"], "Organization");
    let wrong = json!({ "ids": [], "properties": [{ "id": "nonsense" }] });
    assert_eq!(server.get(&format!("/reconcile?extend={}", encoded(&wrong.to_string()))).status, 400);
}

#[test]
fn ten_queries_take_less_than_200_ms() {
    let server = Running::built();
    let queries: serde_json::Map<String, Value> = (0..10)
        .map(|i| (format!("q{i}"), json!({ "query": format!("구름바다{i}"), "type": "Organization" })))
        .collect();
    let began = Instant::now();
    let form = format!("queries={}", encoded(&Value::Object(queries).to_string()));
    assert_eq!(
        server.get(&format!("/reconcile?{form}")).json().as_object().map(serde_json::Map::len),
        Some(10)
    );
    assert!(began.elapsed() < Duration::from_millis(200), "{:?}", began.elapsed());
}
