//! The W3C's cases for the SPARQL 1.1 Protocol and the Graph Store HTTP Protocol, which are written down as RDF.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gureum_server::Limits;
use oxrdf::graph::CanonicalizationAlgorithm;
use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNode, Term};
use oxttl::TurtleParser;

use crate::client::{Reply, Running, encoded};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const HT: &str = "http://www.w3.org/2011/http#";
const CNT: &str = "http://www.w3.org/2011/content#";
const UT: &str = "http://www.w3.org/2009/sparql/tests/test-update#";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

#[test]
fn all_cases_of_the_protocol_pass() {
    let server = Running::scratch(None, Limits::default());
    let manifest = Manifest::read("protocol/manifest.ttl");
    let cases = manifest.cases();
    assert_eq!(cases.len(), 34);
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            server.send("PUT", "/store?default", &[("content-type", "text/turtle")], b"");
            for data in manifest.objects(case, UT, "graphData") {
                let file = text(&manifest.one(&data, UT, "graph"));
                let graph = text(&manifest.value(&data, LABEL));
                let triples = fs::read(file.trim_start_matches("file://")).expect("data of the case");
                let headers = [("content-type", "application/n-triples")];
                server.send("PUT", &format!("/store?graph={}", encoded(&graph)), &headers, &triples);
            }
            let path = |path: &str| path.replacen("/sparql/", "/sparql", 1);
            manifest.run(&server, case, &path).err().map(|why| format!("{case}: {why}"))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn all_cases_of_the_graph_store_pass() {
    let server = Running::scratch(None, Limits::default());
    let mut count = 0;
    for manifest in ["graph-store/manifest-direct.ttl", "graph-store/manifest-indirect.ttl"] {
        let manifest = Manifest::read(manifest);
        for case in manifest.cases() {
            count += 1;
            let headers = [("content-type", "application/sparql-update")];
            assert_eq!(server.send("POST", "/update", &headers, b"DROP ALL").status, 204);
            let path = |path: &str| path.replacen("/gsp", "/store", 1);
            manifest.run(&server, &case, &path).unwrap_or_else(|why| panic!("{case}: {why}"));
        }
    }
    assert_eq!(count, 13);
}

struct Manifest(Graph);

impl Manifest {
    fn read(name: &str) -> Self {
        let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/w3c").join(name);
        let base = format!("file://{}", path.display());
        let parser = TurtleParser::new().with_base_iri(base).expect("a path");
        let file = fs::File::open(path).expect("the cases are there");
        Self(parser.for_reader(file).collect::<Result<_, _>>().expect("the cases are Turtle"))
    }

    fn objects(&self, subject: &Term, namespace: &str, name: &str) -> Vec<Term> {
        let iri = format!("{namespace}{name}");
        let subject = node(subject);
        let found = self.0.objects_for_subject_predicate(&subject, NamedNodeRef::new_unchecked(&iri));
        found.map(|term| term.into_owned()).collect()
    }

    fn value(&self, subject: &Term, iri: &str) -> Term {
        self.objects(subject, iri, "").into_iter().next().unwrap_or_else(|| panic!("{subject} has no {iri}"))
    }

    fn one(&self, subject: &Term, namespace: &str, name: &str) -> Term {
        self.value(subject, &format!("{namespace}{name}"))
    }

    fn maybe(&self, subject: &Term, namespace: &str, name: &str) -> Option<Term> {
        self.objects(subject, namespace, name).into_iter().next()
    }

    fn list(&self, mut at: Term) -> Vec<Term> {
        let mut items = Vec::new();
        while let Some(first) = self.maybe(&at, RDF, "first") {
            items.push(first);
            at = self.one(&at, RDF, "rest");
        }
        items
    }

    fn cases(&self) -> Vec<Term> {
        let entries = format!("{MF}entries");
        let lists = self.0.triples_for_predicate(NamedNodeRef::new_unchecked(&entries));
        let first = lists.map(|triple| triple.object.into_owned()).next().expect("entries");
        self.list(first)
    }

    fn headers(&self, message: &Term) -> Vec<(String, String)> {
        let headers = self.maybe(message, HT, "headers").map(|list| self.list(list)).unwrap_or_default();
        let part = |header: &Term, name: &str| text(&self.one(header, HT, name));
        headers.iter().map(|header| (part(header, "fieldName"), part(header, "fieldValue"))).collect()
    }

    /// Sends the requests of a case, and compares each answer.
    fn run(&self, server: &Running, case: &Term, adapt: &dyn Fn(&str) -> String) -> Result<(), String> {
        let mut locations: BTreeMap<String, String> = BTreeMap::new();
        for request in self.list(self.one(&self.one(case, MF, "action"), HT, "requests")) {
            let mut path = adapt(&text(&self.one(&request, HT, "absolutePath")));
            for (name, value) in &locations {
                path = path.replace(name, value);
            }
            let method = text(&self.one(&request, HT, "methodName"));
            let body = self.maybe(&request, HT, "body").map(|body| self.body(&body)).unwrap_or_default();
            let headers = self.headers(&request);
            let headers: Vec<(&str, &str)> =
                headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let reply = server.send(&method, &path, &headers, &body);
            let response = self.one(&request, HT, "resp");
            self.compare(&response, &reply, &method).map_err(|why| {
                format!("{method} {path}: {why}; it said {} {}", reply.status, reply.text())
            })?;
            if let Some(name) = self.maybe(&response, MF, "expectedLocation") {
                let location = reply.header("location").ok_or("no Location")?;
                locations.insert(text(&name), encoded(location));
            }
        }
        Ok(())
    }

    /// The bytes of a body, in the encoding that it is described in.
    fn body(&self, body: &Term) -> Vec<u8> {
        let chars = text(&self.one(body, CNT, "chars"));
        match self.maybe(body, CNT, "characterEncoding").map(|name| text(&name)).as_deref() {
            Some("UTF-16") => {
                // As an encoder without an order of its own writes it: little endian, marked.
                let mut units: Vec<u16> = vec![0xFEFF];
                units.extend(chars.encode_utf16());
                units.into_iter().flat_map(u16::to_le_bytes).collect()
            }
            None | Some("UTF-8") => chars.into_bytes(),
            Some(other) => panic!("a body in {other}"),
        }
    }

    fn compare(&self, response: &Term, reply: &Reply, method: &str) -> Result<(), String> {
        let expected: Vec<String> = self.objects(response, MF, "expectedStatus").iter().map(text).collect();
        if !expected.is_empty() && !expected.iter().any(|name| is_status(name, reply.status)) {
            return Err(format!("expected {expected:?}"));
        }
        if let Some(Term::Literal(expected)) = self.maybe(response, MF, "expectedBoolean")
            && reply.json()["boolean"] != (expected.value() == "true")
        {
            return Err(format!("expected {expected}"));
        }
        if let Some(format) = self.maybe(response, MF, "expectedFormat").map(|format| text(&format)) {
            let got = reply.header("content-type").unwrap_or_default();
            let fits = match format.as_str() {
                "boolean" | "tabular" => got.starts_with("application/sparql-results+json"),
                _ => got.starts_with("text/turtle"),
            };
            if !fits {
                return Err(format!("expected {format}, got {got}"));
            }
        }
        if method == "HEAD" {
            return Ok(());
        }
        let Some(body) = self.maybe(response, HT, "body") else { return Ok(()) };
        let (expected, got) = (turtle(&self.body(&body))?, turtle(&reply.body)?);
        if expected == got { Ok(()) } else { Err(format!("expected {expected}")) }
    }
}

fn turtle(bytes: &[u8]) -> Result<Graph, String> {
    let parser =
        TurtleParser::new().with_base_iri("http://www.example/gsp").map_err(|error| error.to_string())?;
    let graph: Result<Graph, _> = parser.for_slice(bytes).collect();
    let mut graph = graph.map_err(|error| error.to_string())?;
    graph.canonicalize(CanonicalizationAlgorithm::Unstable);
    Ok(graph)
}

fn is_status(name: &str, status: u16) -> bool {
    let name = name.rsplit(['#', '/']).next().unwrap_or_default().trim_start_matches("StatusCode");
    match name {
        "OK" => status == 200,
        "Created" => status == 201,
        "NoContent" => status == 204,
        "BadRequest" => status == 400,
        "NotFound" => status == 404,
        class if class.ends_with("xx") => class.starts_with(&(status / 100).to_string()),
        code => code == status.to_string(),
    }
}

fn node(term: &Term) -> NamedOrBlankNode {
    match term {
        Term::NamedNode(node) => node.clone().into(),
        Term::BlankNode(node) => node.clone().into(),
        Term::Literal(literal) => panic!("{literal} is no node"),
    }
}

fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
