//! `--store http://…`: a graph on another server is loaded and queried. The server is our own; that of Oxigraph is asked
//! in `.ci/slow/9-endpoint.sh`.

use std::collections::BTreeSet;

use crate::serve::Serving;
use crate::world::World;

const TOKEN: &str = "geheim";

fn serving(world: &World) -> (Serving, String) {
    let server = Serving::start(world, &["--scratch", "--token", TOKEN]);
    let address = format!("http://{}/", server.address);
    (server, address)
}

/// Servers are free to give rows in any order, and a triple of two graphs once or twice. Blank nodes are IRIs there.
fn lines(text: &str) -> BTreeSet<String> {
    let pieces = text.split("<https://w3id.org/gureum/.well-known/genid/").collect::<Vec<_>>();
    let (first, named) = pieces.split_first().expect("a piece");
    let named = named.iter().map(|piece| format!("_:{}", piece.replacen('>', "", 1)));
    [(*first).to_owned()].into_iter().chain(named).collect::<String>().lines().map(str::to_owned).collect()
}

#[test]
fn a_dump_that_is_loaded_is_all_there_and_answers_the_same() {
    let world = World::built();
    let (_server, address) = serving(&world);
    let dump = world.dump();
    world.write("graph.nq", &dump);
    for _ in 0..2 {
        let count = format!("{} quads sent", dump.lines().count());
        world.run(&["load", "graph.nq", "--store", &address, "--token", TOKEN]).ok().said(&[&count]);
    }
    let whole = "CONSTRUCT { ?s ?p ?o } { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } }";
    let count = "SELECT (COUNT(*) AS ?n) { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } }";
    for query in [
        whole,
        count,
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        "SELECT ?name { ?x gu:partnersWith/rdfs:label ?name }",
        "ASK { ?x a gu:Organization }",
    ] {
        let format = if query == whole { "ntriples" } else { "csv" };
        let here = world.run(&["query", query, "--format", format]).ok().out;
        let there = world.run(&["query", query, "--format", format, "--store", &address]).ok().out;
        assert!(!here.is_empty());
        assert!(lines(&here) == lines(&there), "{query} differs");
        // The addresses of the protocols themselves do too.
        let sparql = format!("{address}sparql");
        let there = world.run(&["query", query, "--format", format, "--store", &sparql]).ok().out;
        assert!(lines(&here) == lines(&there), "{query} differs");
    }
}

#[test]
fn one_graph_may_be_larger_than_a_request() {
    let world = World::empty();
    let (_server, address) = serving(&world);
    let long = "가".repeat(1000);
    let quads: String =
        (0..2500).map(|n| format!("<urn:s{n}> <urn:p> \"{n} {long}\" <urn:가?&g#{}> .\n", n % 2)).collect();
    assert!(quads.len() > 7_000_000, "more than a server takes at a time");
    let store = format!("{address}store");
    world
        .run_with_input(&["load", "-", "--format", "nq", "--store", &store, "--token", TOKEN], &quads)
        .ok()
        .said(&["2500 quads"]);
    let count = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g";
    let counted = world.run(&["query", count, "--format", "csv", "--store", &address]).ok().out;
    assert_eq!(counted.replace('\r', ""), "g,n\nurn:가?&g#0,1250\nurn:가?&g#1,1250\n");
}

#[test]
fn a_blank_node_is_one_and_the_same_however_often_it_is_sent() {
    let world = World::empty();
    let (_server, address) = serving(&world);
    world.write("list.ttl", "<urn:a> <urn:p> [ <urn:q> 1 , 2 ; <urn:r> [ <urn:q> 3 ] ] .");
    for _ in 0..2 {
        world.run(&["load", "list.ttl", "--store", &address, "--token", TOKEN]).ok();
    }
    let query = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?x) AS ?nodes) { ?s ?p ?x FILTER isIRI(?x) }";
    let counted = world.run(&["query", query, "--format", "csv", "--store", &address]).ok().out;
    assert_eq!(counted.replace('\r', ""), "n,nodes\n2,2\n");
    let query = "ASK { <urn:a> <urn:p> ?x . ?x <urn:q> 1 , 2 ; <urn:r>/<urn:q> 3 }";
    world.run(&["query", query, "--store", &address]).ok().printed(&["true"]);
}

#[test]
fn what_goes_wrong_is_said_with_what_to_do() {
    let world = World::built();
    let (server, address) = serving(&world);
    world.write("graph.nq", "<urn:a> <urn:b> <urn:c> .\n");
    let load = ["load", "graph.nq", "--store", &address];
    world.run(&load).ended(3).said(&["401", "--token", "0 quads of it are there already"]);
    let store = format!("{address}elsewhere");
    world.run(&["query", "ASK {}", "--store", &store]).ended(3).said(&["404", "ends in /"]);
    world.run(&["query", "SELECT ?x {", "--store", &address]).ended(2).said(&["ends too early"]);
    world.write("broken.nq", "<urn:a> <urn:b> <urn:c> .\nno quad\n");
    let load = ["load", "broken.nq", "--store", &address, "--token", TOKEN];
    world.run(&load).ended(3).said(&["broken.nq", "line 2"]);

    world.run(&["show", "KT", "--store", &address]).ended(2).said(&["gureum query and gureum load"]);
    let password = format!("http://kim:1234@{}/", server.address);
    world.run(&["query", "ASK {}", "--store", &password]).ended(2).said(&["use a token"]);
    if cfg!(not(feature = "https")) {
        world
            .run(&["query", "ASK {}", "--store", "https://example.org/"])
            .ended(2)
            .said(&["--features https"]);
    }
    drop(server);
    world.run(&["query", "ASK {}", "--store", &address]).ended(3).said(&["is the server running"]);
}
