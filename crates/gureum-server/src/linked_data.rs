//! The graph's IRIs under this server's own address: `https://w3id.org/gureum/id/kt` is at `/id/kt`.
//!
//! An entity is no document, so that its address leads on (303) to one about it: the page for people, or its data
//! under `/data`. Articles' graphs, facts, claims and evidence are documents, and are answered at once.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use gureum_model::iri;
use gureum_model::vocabulary::term;
use gureum_query::describe::{DescribeOptions, describe};
use gureum_query::results::{self, Format};
use gureum_store::{GraphFilter, Store};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Term, Triple};

use crate::accept::{self, media};
use crate::app::App;
use crate::page::{self, View};
use crate::problem::Problem;
use crate::sparql::percent_decoded;

const IS_REPLACED_BY: &str = "http://purl.org/dc/terms/isReplacedBy";

/// Every class and property on one page. A user's own are in the data only.
const ONTOLOGY_PAGE: &str = include_str!("../../../docs/ontology.html");

/// Files of data, by the ending of their names.
const ENDINGS: [(&str, Format); 4] =
    [("ttl", Format::Turtle), ("nt", Format::NTriples), ("jsonld", Format::JsonLd), ("rdf", Format::RdfXml)];

/// The form of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Page,
    Data(Format),
}

/// The paths of the graph's IRIs.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/id/{*name}", get(entity))
        .route("/article/{*name}", get(record))
        .route("/fact/{*name}", get(record))
        .route("/claim/{*name}", get(record))
        .route("/evidence/{*name}", get(record))
        .route("/inference/{*name}", get(record))
        .route("/graph/{*name}", get(record))
        .route("/ontology", get(ontology))
        .route("/void", get(dataset))
        .route("/.well-known/void", get(|| async { redirect(StatusCode::SEE_OTHER, "/void") }))
        .route("/dcat", get(dataset))
        .route("/data/{*name}", get(data))
}

async fn entity(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let path = canonical(uri.path())?;
    let form = form(&headers, true)?;
    find(app, path.clone(), move |found| {
        let target = match (found, form) {
            (Found::Moved(to), _) => return Ok(redirect(StatusCode::PERMANENT_REDIRECT, &encoded(&to))),
            (Found::Here(_), Form::Page) => path.replacen("/id/", "/entity/", 1),
            (Found::Here(_), Form::Data(format)) => format!("/data{path}.{}", ending(format)),
        };
        Ok(redirect(StatusCode::SEE_OTHER, &encoded(&target)))
    })
    .await
}

async fn record(
    State(app): State<App>,
    view: View,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let path = canonical(uri.path())?;
    let format = match form(&headers, page::has_page(&path))? {
        Form::Data(format) => format,
        Form::Page => return Ok(page::record(app, view, iri_at(&path)?.into_string()).await),
    };
    find(app, path.clone(), move |found| match found {
        Found::Moved(to) => Ok(redirect(StatusCode::PERMANENT_REDIRECT, &encoded(&to))),
        Found::Here(triples) => document(triples, format, &path),
    })
    .await
}

async fn ontology(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    let Form::Data(format) = form(&headers, true)? else {
        let vary = (header::VARY, HeaderValue::from_static("Accept"));
        return Ok(([vary], Html(ONTOLOGY_PAGE)).into_response());
    };
    let read = move |app: &App| {
        let graph = NamedNode::new_unchecked(iri::ONTOLOGY_GRAPH);
        written(app.store().graph(&graph).collect(), format)
    };
    tokio::task::spawn_blocking(move || read(&app)).await.map_err(Problem::ours)?
}

/// The graph as a data set, in the terms of VoID and DCAT together.
async fn dataset(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    let Form::Data(format) = form(&headers, false)? else { return Err(accept::nothing_fits("it is RDF")) };
    let options =
        DescribeOptions { endpoint: Some(app.address(&headers, "/sparql")), ..DescribeOptions::default() };
    let place = app.gate().enter().await?;
    let work = move || {
        let _place = place;
        let triples = describe(app.store(), &options).map_err(Problem::ours)?;
        written(triples, format)
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::ours)?
}

/// A document about a thing, by a name that ends in its form.
async fn data(State(app): State<App>, uri: Uri) -> Result<Response, Problem> {
    let path = canonical(uri.path().strip_prefix("/data").unwrap_or_default())?;
    let named = ENDINGS.into_iter().find_map(|(ending, format)| {
        Some((path.strip_suffix(ending)?.strip_suffix('.')?.to_owned(), format))
    });
    let Some((path, format)) = named else {
        return Err(Problem::not_found("names of data end in .ttl, .nt, .jsonld or .rdf"));
    };
    find(app, path.clone(), move |found| match found {
        Found::Moved(to) => {
            let target = encoded(&format!("/data{to}.{}", ending(format)));
            Ok(redirect(StatusCode::PERMANENT_REDIRECT, &target))
        }
        Found::Here(triples) => document(triples, format, &path),
    })
    .await
}

/// What an address stands for.
enum Found {
    /// What is known of it.
    Here(Vec<Triple>),
    /// It has another name now, at this path.
    Moved(String),
}

/// Looks a thing up on a thread for work, and answers.
async fn find(
    app: App,
    path: String,
    answer: impl FnOnce(Found) -> Result<Response, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let place = app.gate().enter().await?;
    let work = move || {
        let _place = place;
        let name = iri_at(&path)?;
        let store = app.store();
        let followed = NamedNode::new_unchecked(IS_REPLACED_BY);
        let moved = store.matching(Some(&name), Some(&followed), None, &GraphFilter::Any).next();
        if let Some(Term::NamedNode(to)) = moved.map(|quad| quad.object)
            && let Some(to) = to.as_str().strip_prefix(iri::BASE)
        {
            return answer(Found::Moved(format!("/{to}")));
        }
        let triples = about(store, &name, app.config().limits.rows);
        if triples.is_empty() {
            return Err(Problem::not_found(format!("the graph knows nothing of {name}")));
        }
        answer(Found::Here(triples))
    };
    tokio::task::spawn_blocking(work).await.map_err(Problem::ours)?
}

/// What is said of a thing: as subject in any graph, as object in the default one, the records of its facts, and
/// all of its own graph where it is one.
fn about(store: &Store, name: &NamedNode, most: usize) -> Vec<Triple> {
    let mut found = Gathered { triples: BTreeMap::new(), most };
    found.add(store.matching(Some(name), None, None, &GraphFilter::Any).map(Triple::from));
    found.add(store.graph(name));
    let object: Term = name.clone().into();
    found.add(store.matching(None, None, Some(&object), &GraphFilter::Default).map(Triple::from));
    let naming = [rdf::SUBJECT.as_str(), rdf::OBJECT.as_str(), term::FACT_OF_CLAIM, term::CLAIM_OF_EVIDENCE];
    for predicate in naming {
        let predicate = NamedNode::new_unchecked(predicate);
        let records = store.matching(None, Some(&predicate), Some(&object), &GraphFilter::Any);
        for record in records {
            // The claims on a fact, and the evidence of a claim, belong to it.
            if let (term::FACT_OF_CLAIM | term::CLAIM_OF_EVIDENCE, NamedOrBlankNode::NamedNode(part)) =
                (predicate.as_str(), &record.subject)
            {
                found.add(store.matching(Some(part), None, None, &GraphFilter::Any).map(Triple::from));
            }
            found.add(std::iter::once(Triple::from(record)));
        }
    }
    found.triples.into_values().collect()
}

struct Gathered {
    triples: BTreeMap<String, Triple>,
    most: usize,
}

impl Gathered {
    fn add(&mut self, triples: impl Iterator<Item = Triple>) {
        for triple in triples {
            if self.triples.len() >= self.most {
                return;
            }
            self.triples.insert(triple.to_string(), triple);
        }
    }
}

fn written(triples: Vec<Triple>, format: Format) -> Result<Response, Problem> {
    let mut body = Vec::new();
    results::graph(triples.into_iter().map(Ok), format, &mut body).map_err(Problem::ours)?;
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media::of(format)));
    headers.insert(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

fn document(triples: Vec<Triple>, format: Format, path: &str) -> Result<Response, Problem> {
    let mut response = written(triples, format)?;
    let headers = response.headers_mut();
    let location = encoded(&format!("/data{path}.{}", ending(format)));
    headers.insert(header::CONTENT_LOCATION, HeaderValue::from_str(&location).map_err(Problem::ours)?);
    for (ending, other) in ENDINGS {
        let target = encoded(&format!("/data{path}.{ending}"));
        let link = format!("<{target}>; rel=\"alternate\"; type=\"{}\"", media::of(other));
        headers.append(header::LINK, HeaderValue::from_str(&link).map_err(Problem::ours)?);
    }
    Ok(response)
}

fn ending(format: Format) -> &'static str {
    ENDINGS.into_iter().find(|(_, known)| *known == format).map_or("ttl", |(ending, _)| ending)
}

fn form(headers: &HeaderMap, has_page: bool) -> Result<Form, Problem> {
    let mut offered: Vec<(&'static str, Form)> = media::TRIPLES
        .into_iter()
        .filter(|(_, format)| ENDINGS.iter().any(|(_, known)| known == format))
        .map(|(name, format)| (name, Form::Data(format)))
        .collect();
    if has_page {
        offered.push(("text/html", Form::Page));
        offered.push(("application/xhtml+xml", Form::Page));
    }
    accept::best(headers, &offered)
        .ok_or_else(|| accept::nothing_fits("Turtle, N-Triples, JSON-LD, RDF/XML or HTML"))
}

/// A path as our IRIs write it: Hangul as it is, and only what must be as percent codes.
fn canonical(path: &str) -> Result<String, Problem> {
    let segments = path.split('/').map(|segment| {
        let plain = percent_decoded(segment)?;
        Ok(if plain.is_empty() { plain } else { iri::segment(&plain) })
    });
    let segments: Vec<String> = segments.collect::<Result<_, Problem>>()?;
    Ok(segments.join("/"))
}

fn iri_at(path: &str) -> Result<NamedNode, Problem> {
    let name = format!("{}{}", iri::BASE, path.trim_start_matches('/'));
    NamedNode::new(name).map_err(|_| Problem::bad_request("the address cannot be a name in the graph"))
}

/// For a header: everything that is not ASCII as percent codes.
fn encoded(path: &str) -> String {
    let mut ascii = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii() { ascii.push(char::from(byte)) } else { ascii.push_str(&format!("%{byte:02X}")) }
    }
    ascii
}

fn redirect(status: StatusCode, target: &str) -> Response {
    let vary = (header::VARY, HeaderValue::from_static("Accept"));
    match HeaderValue::from_str(target) {
        Ok(target) => (status, [(header::LOCATION, target), vary]).into_response(),
        Err(error) => Problem::ours(error).into_response(),
    }
}
