//! `SERVICE` with the cargo feature `federation`: endpoints on a list are asked, and nobody else.
#![cfg(feature = "federation")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use gureum_store::{Answer, QueryError, QueryOptions, RdfFormat, Services, Store, Writer};

const NAMES: &str = r#"{"head": {"vars": ["x", "name"]}, "results": {"bindings": [
    {"x": {"type": "uri", "value": "urn:a"}, "name": {"type": "literal", "value": "가나"}},
    {"x": {"type": "uri", "value": "urn:other"}, "name": {"type": "literal", "value": "다라"}}]}}"#;

/// An endpoint that gives the same reply to everybody, after a while, and what it was asked.
fn endpoint(head: String, body: &'static str, after: Duration) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, asked) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut length, mut line) = (0, String::new());
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                if let Some(given) = line.to_lowercase().strip_prefix("content-length:") {
                    length = given.trim().parse().unwrap();
                }
                line.clear();
            }
            let mut query = vec![0; length];
            reader.read_exact(&mut query).unwrap();
            drop(sender.send(String::from_utf8(query).unwrap())); // nobody may listen
            thread::sleep(after);
            let length = body.len();
            let reply =
                format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
            drop(stream.write_all(reply.as_bytes())); // the client may have gone
        }
    });
    (address, asked)
}

fn json(body: &'static str, after: Duration) -> (SocketAddr, Receiver<String>) {
    endpoint("200 OK\r\ncontent-type: application/sparql-results+json".to_owned(), body, after)
}

fn store() -> Store {
    let mut writer = Writer::in_memory();
    writer.load(&b"<urn:g> { <urn:a> <urn:p> 1 . <urn:b> <urn:p> 2 }"[..], RdfFormat::TriG, None).unwrap();
    writer.into_store().unwrap().0
}

fn ask(
    address: SocketAddr,
    services: Services,
    timeout: Option<Duration>,
) -> Result<Vec<String>, QueryError> {
    let query = format!(
        "SELECT ?name {{ GRAPH ?g {{ ?x <urn:p> ?v }} SERVICE <http://{address}/sparql> {{ ?x <urn:name> ?name }} }}"
    );
    let options = QueryOptions { services: Some(services), timeout, ..QueryOptions::default() };
    let store = store();
    let Answer::Solutions(rows) = store.query(&query, &options)? else { panic!("it is a SELECT query") };
    rows.map(|row| Ok(row?.into_iter().flatten().map(|term| term.to_string()).collect::<String>())).collect()
}

fn listed(address: SocketAddr) -> Services {
    Services::new(&[address.to_string()]).unwrap()
}

#[test]
fn an_endpoint_on_the_list_is_asked_and_its_rows_join_ours() {
    let (address, asked) = json(NAMES, Duration::ZERO);
    let rows = ask(address, listed(address).with_private_addresses(), None).unwrap();
    assert_eq!(rows, ["\"가나\""]);
    let query = asked.recv().unwrap();
    assert!(query.contains("<urn:name>") && !query.contains("urn:gureum:tick"), "{query}");
}

#[test]
fn others_are_refused_before_they_are_called() {
    let (address, asked) = json(NAMES, Duration::ZERO);
    let other = Services::new(&["example.org".to_owned()]).unwrap();
    let refused = ask(address, other.with_private_addresses(), None).unwrap_err();
    assert!(matches!(&refused, QueryError::Refused(why) if why.contains("--allow-service")), "{refused}");
    let refused = ask(address, listed(address), None).unwrap_err();
    assert!(matches!(&refused, QueryError::Refused(why) if why.contains("private network")), "{refused}");
    assert!(asked.try_recv().is_err(), "somebody called");
}

#[test]
fn a_slow_endpoint_ends_with_the_query_s_time() {
    let (address, _asked) = json(NAMES, Duration::from_secs(20));
    let services = listed(address).with_private_addresses();
    let time = Duration::from_millis(200);
    assert_eq!(ask(address, services, Some(time)), Err(QueryError::TimedOut(time)));
}

#[test]
fn what_is_no_answer_is_told_with_the_endpoint_s_name() {
    let moved = "302 Found\r\nlocation: http://127.0.0.1:1/".to_owned();
    let html = "200 OK\r\ncontent-type: text/html".to_owned();
    let broken = "200 OK\r\ncontent-type: application/sparql-results+json".to_owned();
    for (head, said) in [(moved, "status 302"), (html, "text/html"), (broken, "SERVICE <http://")] {
        let (address, _asked) = endpoint(head, "{\"head\": ", Duration::ZERO);
        let error = ask(address, listed(address).with_private_addresses(), None).unwrap_err();
        let name = address.to_string();
        assert!(
            matches!(&error, QueryError::Service(why) if why.contains(said) && why.contains(&name)),
            "{error}"
        );
    }
}
