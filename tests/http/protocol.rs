//! Queries over HTTP: forms of answers, what is refused and how, where an answer is cut off or broken off.

use std::time::Duration;

use gureum_server::Limits;

use crate::client::{Running, encoded};
use crate::world;

const NAMES: &str = "SELECT ?name { ?x gu:partnersWith ?y ; rdfs:label ?name } ORDER BY ?name";

#[test]
fn every_way_to_send_a_query_gives_the_same_answer() {
    let server = Running::built();
    let form = format!("query={}", encoded(NAMES));
    let by_get = server.get(&format!("/sparql?{form}"));
    let by_form = server.send(
        "POST",
        "/sparql",
        &[("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")],
        form.as_bytes(),
    );
    let direct = server.ask(NAMES, "*/*");
    assert_eq!(by_get.status, 200, "{}", by_get.text());
    assert_eq!(by_get.header("content-type"), Some("application/sparql-results+json"));
    assert_eq!(by_get.header("vary"), Some("Accept"));
    assert_eq!(by_get.json()["results"]["bindings"].as_array().expect("rows").len(), 2);
    assert_eq!(by_get.body, by_form.body);
    assert_eq!(by_get.body, direct.body);
}

#[test]
fn the_client_chooses_the_form() {
    let server = Running::built();
    for (accept, content_type, begins) in [
        ("application/sparql-results+json", "application/sparql-results+json", "{"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "name\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?name\n"),
        ("text/csv;q=0.4, application/json;q=0.3, */*;q=0.1", "text/csv; charset=utf-8", "name"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "application/sparql-results+json", "{"),
        ("", "application/sparql-results+json", "{"),
        ("no media type at all", "application/sparql-results+json", "{"),
    ] {
        let reply = server.ask(NAMES, accept);
        assert_eq!(reply.status, 200, "{accept}: {}", reply.text());
        assert_eq!(reply.header("content-type"), Some(content_type), "{accept}");
        assert!(reply.text().starts_with(begins), "{accept}: {}", reply.text());
    }
    let graph = "CONSTRUCT { ?x gu:partnersWith ?y } WHERE { ?x gu:partnersWith ?y }";
    for (accept, content_type) in [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json, text/turtle;q=0.9", "application/ld+json"),
    ] {
        let reply = server.ask(graph, accept);
        assert_eq!(reply.header("content-type"), Some(content_type), "{accept}: {}", reply.text());
        assert!(reply.text().contains("partnersWith"), "{accept}: {}", reply.text());
    }
    assert_eq!(server.ask(NAMES, "text/turtle").status, 406);
    assert_eq!(server.ask(graph, "text/csv").status, 406);
    assert_eq!(server.ask(NAMES, "image/png").status, 406);
}

#[test]
fn graphs_can_be_given_beside_the_query() {
    let server = Running::built();
    let count = |graphs: &str, query: &str| {
        let reply = server.get(&format!("/sparql?query={}{graphs}", encoded(query)));
        reply.json()["results"]["bindings"][0]["n"]["value"].as_str().expect("a number").to_owned()
    };
    let first = format!("&default-graph-uri={}", encoded("https://w3id.org/gureum/article/b-1"));
    let claims = "SELECT (COUNT(*) AS ?n) { ?claim a gu:Claim }";
    assert_eq!(count("", claims), "0", "the derived default graph holds what is so, not who said it");
    assert_eq!(count(&first, claims), "6");
    let named = first.replace("default", "named");
    assert_eq!(count(&named, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"), "1");
    assert_eq!(server.get("/sparql?query=ASK%7B%7D&default-graph-uri=nonsense").status, 400);
}

#[test]
fn mistakes_get_the_right_status_and_a_short_explanation() {
    let server = Running::built();
    let query = |text: &str| format!("/sparql?query={}", encoded(text));
    for (path, status, says) in [
        (query("SELEC ?x { }"), 400, "syntax error at line 1"),
        (query("SELECT ?x { ?x ?y"), 400, "syntax"),
        (
            query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
            403,
            "SERVICE <http://127.0.0.1:1/> is refused",
        ),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D".to_owned(), 400, "more than once"),
        ("/sparql?query=%FF%FE".to_owned(), 400, "UTF-8"),
        ("/sparql?query=%2".to_owned(), 400, "percent sign"),
        ("/sparql?query=%zz".to_owned(), 400, "percent sign"),
        ("/sparql?update=CLEAR%20ALL".to_owned(), 400, "POST"),
        ("/nowhere".to_owned(), 404, "/nowhere"),
        ("/store".to_owned(), 400, "which graph"),
        ("/store?graph=http%3A%2F%2Fexample.org%2Fnone".to_owned(), 404, "no such graph"),
    ] {
        let reply = server.get(&path);
        assert_eq!(reply.status, status, "{path}: {}", reply.text());
        let problem = reply.problem();
        assert!(problem.contains(says), "{path}: {problem}");
        assert!(problem.len() < 300, "{problem}");
    }
    assert_eq!(server.send("DELETE", "/sparql", &[], b"").status, 405);
    assert_eq!(server.send("POST", "/sparql", &[("Content-Type", "text/plain")], b"ASK {}").status, 415);
    assert_eq!(server.get(&query("ASK {}")).status, 200, "the server lives");
}

#[test]
fn a_built_graph_is_not_written() {
    let server = Running::built();
    let before = server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").text();
    let update = [("Content-Type", "application/sparql-update")];
    let turtle = [("Content-Type", "text/turtle")];
    for reply in [
        server.send("POST", "/sparql", &update, b"CLEAR ALL"),
        server.send("POST", "/update", &update, b"DROP ALL"),
        server.send("PUT", "/store?default", &turtle, b""),
        server.send("POST", "/store", &turtle, b"<urn:a> <urn:b> <urn:c> ."),
        server.send("DELETE", "/store?default", &[], b""),
    ] {
        assert_eq!(reply.status, 403);
        assert!(reply.problem().contains("gureum add"), "{}", reply.text());
    }
    assert_eq!(server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").text(), before);
}

#[test]
fn a_scratch_graph_is_written_with_the_token() {
    let server = Running::scratch(Some("바람-7"), Limits::default());
    let insert = b"INSERT DATA { <urn:a> <urn:b> <urn:c> }";
    let update = ("Content-Type", "application/sparql-update");
    let refused = server.send("POST", "/update", &[update], insert);
    assert_eq!(refused.status, 401);
    assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
    for wrong in ["Bearer 바람-8", "Bearer ", "Basic 바람-7", "바람-7"] {
        assert_eq!(server.send("POST", "/update", &[update, ("Authorization", wrong)], insert).status, 401);
    }
    let right = ("Authorization", "Bearer 바람-7");
    assert_eq!(server.send("POST", "/update", &[update, right], insert).status, 204);
    assert_eq!(server.ask("ASK { <urn:a> <urn:b> <urn:c> }", "*/*").json()["boolean"], true);
    let load = server.send("POST", "/update", &[update, right], b"LOAD <http://127.0.0.1:1/x.ttl>");
    assert_eq!(load.status, 403, "{}", load.text());
    assert!(load.problem().contains("LOAD"), "{}", load.text());
    let file = server.send("POST", "/update", &[update, right], b"LOAD <file:///etc/hostname>");
    assert_eq!(file.status, 403, "{}", file.text());
    let broken =
        server.send("POST", "/update", &[update, right], b"INSERT DATA { <urn:x> <urn:y> <urn:z> } ; DELETE");
    assert_eq!(broken.status, 400);
    assert_eq!(server.ask("ASK { <urn:x> ?p ?o }", "*/*").json()["boolean"], false, "all of it or nothing");
}

#[test]
fn the_endpoint_describes_itself() {
    let server = Running::built();
    let turtle = server.get_as("/sparql", "text/turtle");
    assert_eq!(turtle.status, 200, "{}", turtle.text());
    for part in
        ["Service", "SPARQL11Query", "SPARQL_Results_JSON", &format!("http://{}/sparql", server.address)]
    {
        assert!(turtle.text().contains(part), "{part}: {}", turtle.text());
    }
    assert!(!turtle.text().contains("SPARQL11Update"));
    assert_eq!(
        server.get_as("/sparql", "application/ld+json").header("content-type"),
        Some("application/ld+json")
    );
    let writable = Running::scratch(None, Limits::default());
    assert!(writable.get("/sparql").text().contains("SPARQL11Update"));
}

#[test]
fn an_answer_that_was_cut_off_says_so() {
    let server = Running::with(world::store(), Limits { rows: 3, ..Limits::default() });
    let all = "SELECT ?s { ?s ?p ?o }";
    for accept in ["application/json", "application/xml", "text/csv", "text/tab-separated-values"] {
        let reply = server.ask(all, accept);
        assert_eq!(reply.header("gureum-cut-off"), Some("3"), "{accept}: {}", reply.text());
        assert_eq!(reply.header("gureum-row-limit"), Some("3"));
    }
    let json = server.ask(all, "application/json").json();
    assert_eq!(json["results"]["bindings"].as_array().expect("rows").len(), 3);
    assert_eq!(json["cutOff"]["rows"], 3);
    assert!(server.ask(all, "application/xml").text().contains("cut off after 3"));
    let turtle = server.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "text/turtle");
    assert!(turtle.text().contains("# cut off after 3 triples"), "{}", turtle.text());
    let whole = server.ask("SELECT ?s { ?s ?p ?o } LIMIT 3", "application/json");
    assert_eq!(whole.header("gureum-cut-off"), None, "three are there, and no more were asked for");
    assert!(whole.json().get("cutOff").is_none());
}

/// Rows made of nothing, the first at once: `n` to the fourth.
fn product(n: usize) -> String {
    let values = (0..n).map(|i| i.to_string()).collect::<Vec<_>>().join(" ");
    format!(
        "SELECT * {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} VALUES ?c {{ {values} }} VALUES ?d {{ {values} }} }}"
    )
}

#[test]
fn a_long_answer_that_is_cut_off_or_stopped_shows_it() {
    let limits = Limits { rows: 20_000, ..Limits::default() };
    let server = Running::with(world::store(), limits);
    let json = server.ask(&product(20), "application/json");
    assert!(json.is_complete && json.header("content-length").is_none(), "streamed");
    assert_eq!(json.json()["cutOff"]["rows"], 20_000);
    let csv = server.ask(&product(20), "text/csv");
    assert!(!csv.is_complete, "CSV has no place to say it, so the answer is broken off");

    let limits = Limits { rows: usize::MAX, time: Duration::from_millis(700), ..Limits::default() };
    let server = Running::with(world::store(), limits);
    let reply = server.ask(&product(100), "application/json");
    assert_eq!(reply.status, 200, "the first rows were there in time");
    assert!(!reply.is_complete, "{} bytes", reply.body.len());
    assert!(!reply.text().contains("cancelled"), "no message in the middle of the data");
}

#[test]
fn a_query_without_a_row_in_time_is_a_problem() {
    let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
    let server = Running::with(world::store(), limits);
    let endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let reply = server.ask(endless, "application/json");
    assert_eq!(reply.status, 503, "{}", reply.text());
    assert!(reply.problem().contains("longer than 0.3 s"), "{}", reply.text());
}
