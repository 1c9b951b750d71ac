//! The service description: what the endpoint can do, as RDF.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use gureum_query::results;
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, Term, Triple};

use crate::accept::{self, media};
use crate::app::App;
use crate::problem::Problem;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";
const VOID: &str = "http://rdfs.org/ns/void#";

/// Names in <http://www.w3.org/ns/formats/> of what is written.
const WRITTEN: [&str; 10] = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "RDF_XML",
    "JSON-LD",
];
const READ: [&str; 6] = ["Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"];

pub(super) fn answer(app: &App, headers: &HeaderMap) -> Result<Response, Problem> {
    let format = accept::best(headers, &media::TRIPLES)
        .or_else(|| accept::wants_html(headers).then_some(results::Format::Turtle))
        .ok_or_else(|| accept::nothing_fits("the description of the service is RDF"))?;
    let triples = describe(app, &app.address(headers, "/sparql"));
    let mut body = Vec::new();
    results::graph(triples.into_iter().map(Ok), format, &mut body).map_err(Problem::ours)?;
    let mut response = body.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media::of(format)));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

fn describe(app: &App, endpoint: &str) -> Vec<Triple> {
    let node = |iri: String| NamedNode::new_unchecked(iri);
    let sd = |name: &str| node(format!("{SD}{name}"));
    let service = node(format!("{endpoint}#service"));
    let dataset = node(format!("{endpoint}#dataset"));
    let default = node(format!("{endpoint}#default-graph"));
    let mut triples = Vec::new();
    let mut say = |subject: &NamedNode, predicate: NamedNode, object: Term| {
        triples.push(Triple::new(subject.clone(), predicate, object));
    };
    say(&service, rdf::TYPE.into_owned(), sd("Service").into());
    say(&service, sd("endpoint"), node(endpoint.to_owned()).into());
    say(&service, sd("supportedLanguage"), sd("SPARQL11Query").into());
    if app.scratch().is_some() {
        say(&service, sd("supportedLanguage"), sd("SPARQL11Update").into());
        for format in READ {
            say(&service, sd("inputFormat"), node(format!("{FORMATS}{format}")).into());
        }
    }
    for format in WRITTEN {
        say(&service, sd("resultFormat"), node(format!("{FORMATS}{format}")).into());
    }
    say(&service, sd("defaultDataset"), dataset.clone().into());
    say(&dataset, rdf::TYPE.into_owned(), sd("Dataset").into());
    say(&dataset, sd("defaultGraph"), default.clone().into());
    say(&default, rdf::TYPE.into_owned(), sd("Graph").into());
    if app.scratch().is_none() {
        let count = Literal::new_typed_literal(app.store().default_len().to_string(), xsd::INTEGER);
        say(&default, node(format!("{VOID}triples")), count.into());
    }
    triples
}
