//! Hostile and clumsy clients: the right status, a short explanation, and the others go on.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use gureum_server::Limits;

use crate::client::{Running, encoded, read};
use crate::world;

/// Would run for hours, in little memory: for each pair of triples it looks in vain through all triples of triples.
const ENDLESS: &str = "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { \
                       ?m ?n ?o . ?p ?q ?r . ?s ?t ?u FILTER(STR(?m) = CONCAT(STR(?u), 'x')) } }";
const SHORT: &str = "ASK { ?x gu:partnersWith ?y }";

fn limits(milliseconds: u64, concurrent: usize, queue: usize) -> Limits {
    Limits { time: Duration::from_millis(milliseconds), concurrent, queue, ..Limits::default() }
}

/// The value of a line of /metrics.
fn metric(server: &Running, name: &str) -> f64 {
    let text = server.get("/metrics").text();
    let line = text.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or(0.0)
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < end, "{what} did not come about");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn an_abusive_query_is_stopped_and_others_go_on() {
    let server = Running::with(world::store(), limits(2_000, 3, 64));
    std::thread::scope(|threads| {
        let abusive: Vec<_> =
            (0..2).map(|_| threads.spawn(|| server.ask(ENDLESS, "application/json"))).collect();
        wait_until("both running", || metric(&server, "gureum_queries_running") >= 2.0);
        let others: Vec<_> = (0..4)
            .map(|_| {
                threads.spawn(|| {
                    for _ in 0..10 {
                        let reply = server.ask(SHORT, "*/*");
                        assert_eq!(reply.status, 200, "{}", reply.text());
                        assert_eq!(reply.json()["boolean"], true);
                    }
                })
            })
            .collect();
        for other in others {
            other.join().expect("answers while the others run");
        }
        for query in abusive {
            assert_eq!(query.join().expect("an answer").status, 503);
        }
    });
    assert_eq!(metric(&server, "gureum_queries_ended_early_total{why=\"time\"}"), 2.0);
    wait_until("all places free", || metric(&server, "gureum_queries_running") == 0.0);
}

#[test]
fn a_client_that_goes_away_ends_its_query() {
    let server = Running::with(world::store(), limits(600_000, 1, 8));
    let mut stream = server.connect();
    let request = format!("GET /sparql?query={} HTTP/1.1\r\nHost: x\r\n\r\n", encoded(ENDLESS));
    stream.write_all(request.as_bytes()).expect("the server reads");
    wait_until("running", || metric(&server, "gureum_queries_running") == 1.0);
    drop(stream);
    wait_until("the place free", || metric(&server, "gureum_queries_running") == 0.0);
    assert_eq!(server.ask(SHORT, "*/*").status, 200);
    assert_eq!(metric(&server, "gureum_queries_ended_early_total{why=\"client\"}"), 1.0);
}

#[test]
fn more_queries_than_the_queue_holds_are_refused_at_once() {
    let server = Running::with(world::store(), limits(1_500, 1, 1));
    std::thread::scope(|threads| {
        let first = threads.spawn(|| server.ask(ENDLESS, "*/*"));
        wait_until("one running", || metric(&server, "gureum_queries_running") == 1.0);
        let second = threads.spawn(|| server.ask(SHORT, "*/*"));
        wait_until("one waiting", || metric(&server, "gureum_queries_waiting") == 1.0);
        let third = server.ask(SHORT, "*/*");
        assert_eq!(third.status, 503);
        assert!(third.problem().contains("busy"));
        assert!(third.header("retry-after").is_some());
        assert_eq!(first.join().expect("an answer").status, 503);
        assert_eq!(second.join().expect("an answer").status, 200, "it had its turn");
    });
}

#[test]
fn a_query_that_takes_too_much_memory_is_stopped() {
    let server = Running::with(world::store(), Limits { memory: 32 << 20, ..limits(60_000, 2, 8) });
    let values = (0..400).map(|i| i.to_string()).collect::<Vec<_>>().join(" ");
    let lists = ["a", "b"].map(|v| format!("VALUES ?{v} {{ {values} }}")).concat();
    // Every row is kept until all are there.
    let sorted = format!("SELECT * {{ ?s ?p ?o {lists} }} ORDER BY ?a ?b ?s ?p ?o");
    let began = Instant::now();
    let reply = server.ask(&sorted, "application/json");
    assert_eq!(reply.status, 503, "{}", reply.text());
    assert!(began.elapsed() < Duration::from_secs(30), "before its time was over");
    assert!(metric(&server, "gureum_queries_ended_early_total{why=\"memory\"}") >= 1.0);
    assert_eq!(server.ask(SHORT, "*/*").status, 200);
}

#[test]
fn a_body_that_is_too_long_is_refused() {
    let server = Running::with(world::store(), Limits { body: 1_000, ..Limits::default() });
    let long = format!("ASK {{ }} # {}", "가".repeat(1_000));
    assert_eq!(server.ask(&long, "*/*").status, 413);
    assert_eq!(server.ask("ASK { } # 짧다", "*/*").status, 200);
}

#[test]
fn a_slow_client_holds_nobody_up() {
    let server = Running::with(world::store(), limits(1_000, 1, 8));
    let slow: Vec<_> = (0..50)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Ty").expect("the server reads");
            stream
        })
        .collect();
    assert_eq!(server.ask(SHORT, "*/*").status, 200);
    drop(slow);
    // One that asks for much and reads nothing gives its place back when its time is over.
    let values = (0..100).map(|i| i.to_string()).collect::<Vec<_>>().join(" ");
    let much =
        format!("SELECT * {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} VALUES ?c {{ {values} }} }}");
    let mut stream = server.connect();
    let request = format!("GET /sparql?query={} HTTP/1.1\r\nHost: x\r\n\r\n", encoded(&much));
    stream.write_all(request.as_bytes()).expect("the server reads");
    wait_until("running", || metric(&server, "gureum_queries_running") == 1.0);
    wait_until("the place free", || metric(&server, "gureum_queries_running") == 0.0);
    drop(stream);
}

#[test]
fn no_path_reaches_a_file() {
    let server = Running::built();
    for path in [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/store/../../etc/passwd",
        "/assets/..%2f..%2fCargo.toml",
        "/id/..%2F..%2Fetc",
        "/article/%2Fetc%2Fpasswd",
        "//etc/passwd",
        "/store?graph=file:///etc/passwd",
    ] {
        let reply = server.get(path);
        assert!(matches!(reply.status, 400 | 404), "{path}: {}", reply.status);
        assert!(!reply.text().contains("root:"), "{path}");
    }
}

#[test]
fn what_is_no_request_is_refused_and_the_server_lives() {
    let server = Running::built();
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\n\x00: x\r\n\r\n",
    ] {
        let mut stream = server.connect();
        stream.write_all(bytes).expect("the server reads");
        let mut reply = Vec::new();
        drop(stream.read_to_end(&mut reply));
        let reply = String::from_utf8_lossy(&reply);
        assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 4"), "{bytes:?}: {reply}");
    }
    let mut stream = server.connect();
    let head = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(300_000));
    drop(stream.write_all(head.as_bytes()));
    if let Ok(reply) = read(stream, false) {
        assert!(matches!(reply.status, 414 | 431), "{}", reply.status);
    } // or the connection was closed before it was read
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn hostile_sparql_is_answered_and_the_server_lives() {
    let server = Running::with(world::store(), Limits { memory: 256 << 20, ..limits(1_500, 2, 8) });
    let deep = format!("ASK {{ {} ?s ?p ?o {} }}", "{ ".repeat(2_000), "} ".repeat(2_000));
    let brackets = format!("ASK {{ FILTER({}1{}) }}", "(".repeat(20_000), ")".repeat(20_000));
    let path = format!("ASK {{ ?s {} ?o }}", vec!["(gu:partnersWith|^gu:partnersWith)*"; 60].join("/"));
    let unions = format!("SELECT * {{ {} }}", vec!["{ ?s ?p ?o }"; 500].join(" UNION "));
    let twice = (0..40).map(|i| format!("BIND(CONCAT(?v{i}, ?v{i}) AS ?v{})", i + 1)).collect::<String>();
    let doubling = format!("SELECT (STRLEN(?v40) AS ?n) {{ BIND(\"구름\" AS ?v0) {twice} }}");
    let pattern = "ASK { FILTER(REGEX(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")) }";
    let values = (0..1_000).map(|i| i.to_string()).collect::<Vec<_>>().join(" ");
    let product = ["a", "b", "c", "d"].map(|v| format!("VALUES ?{v} {{ {values} }}")).concat();
    let counting = format!("SELECT (COUNT(*) AS ?n) {{ {product} }}");
    let exists = format!("ASK {{ FILTER NOT EXISTS {{ {product} FILTER(?a > 1000) }} }}");
    let bound = (0..300).map(|i| format!("{{ BIND({i} AS ?v) }}")).collect::<Vec<_>>().join(" UNION ");
    let unions_of_binds = format!(
        "SELECT (COUNT(*) AS ?n) {{ {} }}",
        ["a", "b", "c", "d", "e"]
            .map(|v| format!("{{ {} }}", bound.replace("?v", &format!("?{v}"))))
            .concat()
    );
    for query in [
        &deep,
        &brackets,
        &path,
        &unions,
        &doubling,
        &counting,
        &exists,
        &unions_of_binds,
        pattern,
        "\u{0}",
        "{",
        "🌩",
    ] {
        let began = Instant::now();
        let reply = server.ask(query, "*/*");
        let start: String = query.chars().take(60).collect();
        assert!(matches!(reply.status, 200 | 400 | 503), "{start}: {} {}", reply.status, reply.text());
        assert!(began.elapsed() < Duration::from_secs(20), "{start}: {:?}", began.elapsed());
        assert_eq!(server.ask(SHORT, "*/*").json()["boolean"], true, "after {start}");
    }
}

#[test]
fn every_answer_has_the_headers_of_safety() {
    let server = Running::built();
    for path in ["/", "/health", "/sparql", "/nowhere", "/metrics"] {
        let reply = server.get(path);
        assert!(
            reply
                .header("content-security-policy")
                .is_some_and(|policy| policy.contains("default-src 'self'"))
        );
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), None, "{path}");
    }
}

#[test]
fn pages_of_other_origins_read_only_where_they_may() {
    let server = Running::configured(world::store(), |config| {
        config.origins = vec!["https://openrefine.example".to_owned()];
    });
    let from = |origin: &str| server.send("GET", "/health", &[("Origin", origin)], b"");
    let allowed = from("https://openrefine.example");
    assert_eq!(allowed.header("access-control-allow-origin"), Some("https://openrefine.example"));
    assert_eq!(from("https://evil.example").header("access-control-allow-origin"), None);

    let scratch = Running::scratch(None, Limits::default());
    let form = [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", "https://evil.example")];
    assert_eq!(scratch.send("POST", "/update", &form, b"update=CLEAR+ALL").status, 403);
    assert_eq!(scratch.send("POST", "/update", &form[..1], b"update=CLEAR+ALL").status, 204);
}

#[test]
fn the_end_lets_answers_finish() {
    let server = Running::with(world::store(), limits(800, 2, 8));
    std::thread::scope(|threads| {
        let asking = threads.spawn(|| server.ask(ENDLESS, "*/*").status);
        wait_until("running", || metric(&server, "gureum_queries_running") == 1.0);
        server.stop_and_wait();
        assert_eq!(asking.join().expect("an answer"), 503);
    });
    assert!(std::net::TcpStream::connect(server.address).is_err(), "the port is free again");
}
