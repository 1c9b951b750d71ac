//! A graph on another server: asked by the SPARQL 1.1 Protocol, loaded by the SPARQL 1.1 Graph Store HTTP Protocol.
//!
//! For graphs that no folder of ours holds in memory. Nothing is derived there: what is loaded is what is there.
//! Plain HTTP is in every build, since the client is small; TLS comes with the cargo feature `https`. Redirects and
//! proxies are not followed, so that a token goes where it was sent. `SERVICE` is another matter (`federation`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;

use gureum_model::iri;
use oxigraph::io::RdfParser;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter};
use oxrdf::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple, Variable};
use spargebra::Query;
use ureq::config::ConfigBuilder;
use ureq::http::{Response, Uri};
use ureq::typestate::AgentScope;
use ureq::{Agent, Body};

use crate::load::{self, RdfFormat};
use crate::query::{self, Answer, QueryOptions};
use crate::{QueryError, StoreError, guard};

/// Bytes of N-Triples that wait, so that those of one graph go together.
const WINDOW: usize = 64 << 20;
/// Bytes of one request: less than `gureum serve` takes unless it is told otherwise.
const REQUEST: usize = 2 << 20;
/// Bytes of a refusal that are shown.
const REFUSAL: u64 = 300;
/// For a server that is not there.
const CONNECT: Duration = Duration::from_secs(10);
const TABLES: &str = "application/sparql-results+json, application/sparql-results+xml;q=0.9";
const TRIPLES: &str = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5";

/// How every server is asked: without redirects and proxies, and a refusal is an answer.
pub(crate) fn manners() -> ConfigBuilder<AgentScope> {
    Agent::config_builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent(concat!("gureum/", env!("CARGO_PKG_VERSION")))
}

/// A server's address.
///
/// One that ends in a slash, or has no path, has both protocols below it, at `sparql` and `store`, as those of gureum
/// and Oxigraph have. Any other is the address of one of the two: of SPARQL where it is queried, of the Graph Store
/// where it is loaded into.
#[derive(Debug)]
pub struct Endpoint {
    address: String,
    token: Option<String>,
    agent: Agent,
}

impl Endpoint {
    /// Whether a place is an address and not a folder.
    pub fn is_address(place: &str) -> bool {
        let scheme = place.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        matches!(scheme.as_deref(), Some("http" | "https"))
    }

    /// The server at an address; `token` is sent along with every request (`Authorization: Bearer`).
    ///
    /// # Errors
    /// [`StoreError::Unusable`] if the address is none, has a password or a fragment in it, or asks for TLS, which this
    /// program may have been built without.
    pub fn new(address: &str, token: Option<String>) -> Result<Self, StoreError> {
        let wrong = |reason: &str| StoreError::Unusable(format!("{address} cannot be asked: {reason}"));
        let uri: Uri = address.parse().map_err(|_| wrong("it is no web address"))?;
        let authority = uri.authority().ok_or_else(|| wrong("it has no host"))?;
        if authority.as_str().contains('@') {
            return Err(wrong("names and passwords in an address are not sent; use a token"));
        }
        if address.contains(['?', '#']) {
            return Err(wrong("write it without ? and #"));
        }
        if cfg!(not(feature = "https")) && uri.scheme_str() == Some("https") {
            return Err(wrong("this program was built without TLS; build it with --features https"));
        }
        let config = manners().timeout_connect(Some(CONNECT)).build();
        let slash = if uri.path() == "/" && !address.ends_with('/') { "/" } else { "" };
        Ok(Self { address: format!("{address}{slash}"), token, agent: config.into() })
    }

    /// The address of one of the protocols.
    fn at(&self, name: &str) -> String {
        if self.address.ends_with('/') { format!("{}{name}", self.address) } else { self.address.clone() }
    }

    fn post(&self, address: &str) -> ureq::RequestBuilder<ureq::typestate::WithBody> {
        let request = self.agent.post(address);
        match &self.token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        }
    }

    /// Adds RDF to the graphs it names, and returns how many quads were read. `sent` is told after every request how
    /// many are there. Blank nodes become IRIs ([`iri::blank_node`]), since a blank node of one request is not that of
    /// another; so the same file loaded again adds nothing. Memory does not grow with the file.
    ///
    /// # Errors
    /// If it is not well-formed, cannot be read, or the server refuses. What was sent before stays there.
    pub fn load(
        &self,
        reader: impl Read,
        format: RdfFormat,
        mut sent: impl FnMut(u64),
    ) -> Result<u64, StoreError> {
        let (mut waiting, mut bytes) = (BTreeMap::<Option<String>, Part>::new(), 0);
        let (mut read, mut there) = (0, 0);
        for quad in load::read(reader, format, None)? {
            let Quad { subject, predicate, object, graph_name } = without_blank_nodes(quad?);
            let name = match graph_name {
                GraphName::NamedNode(name) => Some(name.into_string()),
                _ => None,
            };
            read += 1;
            let part = waiting.entry(name.clone()).or_default();
            let before = part.text.len();
            writeln!(part.text, "{subject} {predicate} {object} .").expect("a text takes what is written");
            part.triples += 1;
            bytes += part.text.len() - before;
            let full = if part.text.len() >= REQUEST {
                BTreeMap::from([(name, std::mem::take(part))])
            } else if bytes >= WINDOW {
                std::mem::take(&mut waiting)
            } else {
                continue;
            };
            bytes -= full.values().map(|part| part.text.len()).sum::<usize>();
            self.send(full, &mut there, &mut sent)?;
        }
        self.send(waiting, &mut there, &mut sent)?;
        Ok(read)
    }

    /// One request a graph.
    fn send(
        &self,
        parts: BTreeMap<Option<String>, Part>,
        there: &mut u64,
        sent: &mut impl FnMut(u64),
    ) -> Result<(), StoreError> {
        let store = self.at("store");
        for (name, Part { text, triples }) in parts {
            if text.is_empty() {
                continue;
            }
            let request = match &name {
                Some(name) => self.post(&store).query("graph", name),
                None => self.post(&format!("{store}?default")),
            };
            let reply = request.header("content-type", "application/n-triples").send(text);
            let mut reply = reply.map_err(|error| failed(&store, &error))?;
            if !reply.status().is_success() {
                return Err(StoreError::Endpoint(refusal(&store, &mut reply)));
            }
            // A connection is used again once its answer was read.
            io::copy(&mut reply.body_mut().as_reader(), &mut io::sink())
                .map_err(|error| failed(&store, &error.into()))?;
            *there += triples;
            sent(*there);
        }
        Ok(())
    }

    /// Runs a query there. Prefixes of the options may be used without declaring them; other options are not for other
    /// servers. Rows come as they are asked for.
    ///
    /// # Errors
    /// Those of the text, found before anything is sent; [`QueryError::Service`] if the server does not answer, refuses
    /// or answers with something else.
    pub fn query<'a>(&self, sparql: &str, options: &QueryOptions) -> Result<Answer<'a>, QueryError> {
        guard::check(sparql)?;
        let parsed = query::parser(options)?.parse_query(sparql);
        let is_graph = match parsed.map_err(|error| query::syntax(&error.to_string()))? {
            Query::Construct { .. } | Query::Describe { .. } => true,
            Query::Select { .. } | Query::Ask { .. } => false,
        };
        let used = options.prefixes.iter().filter(|(name, _)| sparql.contains(&format!("{name}:")));
        let declared: String = used.map(|(name, iri)| format!("PREFIX {name}: <{iri}> ")).collect();
        let address = self.at("sparql");
        let reply = self
            .post(&address)
            .header("content-type", "application/sparql-query")
            .header("accept", if is_graph { TRIPLES } else { TABLES })
            .send(format!("{declared}{sparql}"));
        let mut reply = reply.map_err(|error| QueryError::Service(failed(&address, &error).to_string()))?;
        if !reply.status().is_success() {
            return Err(QueryError::Service(refusal(&address, &mut reply)));
        }
        Ok(query::of_results(answer(&address, is_graph, reply)?, options))
    }
}

/// What one graph gets.
#[derive(Default)]
struct Part {
    text: String,
    triples: u64,
}

fn failed(address: &str, error: &ureq::Error) -> StoreError {
    let hint = match error {
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            ": is the server running, and at this address?"
        }
        _ => "",
    };
    StoreError::Endpoint(format!("{address} does not answer ({error}){hint}"))
}

/// The status and the beginning of what came with it.
fn refusal(address: &str, reply: &mut Response<Body>) -> String {
    let mut said = Vec::new();
    drop(reply.body_mut().as_reader().take(REFUSAL).read_to_end(&mut said)); // the status says enough
    let said = String::from_utf8_lossy(&said);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let hint = match reply.status().as_u16() {
        300..=399 => "; redirects are not followed: give the address that it leads to",
        401 | 403 => "; a token is given by --token or GUREUM_TOKEN",
        404 | 405 => {
            "; an address that ends in / has sparql and store below it, any other is taken as it is: \
             SPARQL to query, Graph Store to load"
        }
        _ => "",
    };
    format!("{address} answers with status {}{hint}: {said}", reply.status())
}

fn answer<'a>(address: &str, is_graph: bool, reply: Response<Body>) -> Result<QueryResults<'a>, QueryError> {
    let media_type = reply.headers().get("content-type").and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or("no format").to_owned();
    let wrong = |reason: String| QueryError::Service(format!("{address} {reason}"));
    let other = || wrong(format!("answers in {media_type}, which is not what was asked for"));
    let broken =
        |error: &dyn std::fmt::Display| format!("the answer of the server breaks off or is wrong: {error}");
    let body = reply.into_body().into_reader();
    if is_graph {
        let format = RdfFormat::from_media_type(&media_type).ok_or_else(other)?;
        let triples = RdfParser::from_format(format.format()).for_reader(body);
        return Ok(QueryResults::Graph(QueryTripleIter::new(triples.map(move |quad| {
            quad.map(Triple::from).map_err(|error| QueryEvaluationError::Service(broken(&error).into()))
        }))));
    }
    let format = QueryResultsFormat::from_media_type(&media_type).ok_or_else(other)?;
    let parsed = QueryResultsParser::from_format(format).for_reader(body);
    Ok(match parsed.map_err(|error| wrong(format!("does not answer in SPARQL results: {error}")))? {
        ReaderQueryResultsParserOutput::Boolean(yes) => QueryResults::Boolean(yes),
        ReaderQueryResultsParserOutput::Solutions(rows) => {
            let variables: Arc<[Variable]> = rows.variables().into();
            let rows = rows
                .map(move |row| row.map_err(|error| QueryEvaluationError::Service(broken(&error).into())));
            QueryResults::Solutions(QuerySolutionIter::new(variables, rows))
        }
    })
}

fn without_blank_nodes(mut quad: Quad) -> Quad {
    let named = |node: &BlankNode| NamedNode::new_unchecked(iri::blank_node(node.as_str()));
    if let NamedOrBlankNode::BlankNode(node) = &quad.subject {
        quad.subject = named(node).into();
    }
    if let Term::BlankNode(node) = &quad.object {
        quad.object = named(node).into();
    }
    if let GraphName::BlankNode(node) = &quad.graph_name {
        quad.graph_name = named(node).into();
    }
    quad
}
