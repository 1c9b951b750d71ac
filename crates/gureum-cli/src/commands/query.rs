//! `gureum query`: SPARQL 1.1 on the graph.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use clap::Args as Group;
use gureum_query::prefixes;
use gureum_query::results::{self, Format, TableOptions, WriteError, Written};
use gureum_query::sparql_error;
use gureum_store::{Answer, Endpoint, QueryError, QueryOptions, Store, StoreError};

use crate::args::Remote;
use crate::context::{Context, read_text};
use crate::exit::{Exit, UsageError};
use crate::output::stdout;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum query 'SELECT ?name { ?x gu:partnersWith id:kt ; rdfs:label ?name }'
  gureum query 'ASK { id:kt gu:partnersWith id:microsoft }'
  gureum query -f question.rq --format csv > answer.csv
  echo 'DESCRIBE id:kt' | gureum query - --format turtle
  gureum query 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' --store http://127.0.0.1:7878/    of a server

Built-in prefixes: gu (the ontology), id (entities), art (articles), fact, claim, evidence, rdf, rdfs, owl, xsd,
skos, dcterms, prov, schema, org, foaf, void, dcat. Without GRAPH a query reads what holds: the derived default graph.";

/// Ask the graph in SPARQL
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The query, or - for standard input
    #[arg(value_name = "QUERY", required_unless_present = "file")]
    query: Option<String>,

    /// Read the query from a file
    #[arg(short, long, value_name = "FILE", conflicts_with = "query")]
    file: Option<PathBuf>,

    /// How to write the answer
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = format_names())]
    format: String,

    /// Let SERVICE ask endpoints of this host. May be given several times
    #[cfg(feature = "federation")]
    #[arg(long = "allow-service", value_name = "HOST")]
    services: Vec<String>,

    #[command(flatten)]
    remote: Remote,
}

fn format_names() -> Vec<&'static str> {
    Format::ALL.iter().map(|format| format.name()).collect()
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let format: Format =
        args.format.parse().map_err(|error: results::UnknownFormat| UsageError(error.to_string()))?;
    let sparql = match (&args.query, &args.file) {
        (Some(dash), _) if dash == "-" => stdin()?,
        (_, Some(path)) if path == Path::new("-") => stdin()?,
        (_, Some(path)) => read_text(path)?,
        (query, None) => query.clone().unwrap_or_default(),
    };
    let options = QueryOptions {
        prefixes: prefixes::for_queries(),
        #[cfg(feature = "federation")]
        services: crate::context::services(&args.services)?,
        ..QueryOptions::default()
    };
    let store; // as long as the answer
    let (start, answer) = match context.endpoint(args.remote)? {
        Some(endpoint) => (Instant::now(), of_server(&endpoint, &sparql, &options)?),
        None => {
            store = context.open_store()?;
            (Instant::now(), answer(&store, &sparql, options)?)
        }
    };
    let written = results::write(answer, format, &TableOptions::default(), &mut stdout()).map_err(
        |error| match error {
            WriteError::Mismatch { .. } => UsageError(error.to_string()).into(),
            other => anyhow::Error::from(other),
        },
    )?;
    let found = match written {
        Written::Rows(rows) => table::count(rows, "row"),
        Written::Triples(triples) => table::count(triples, "triple"),
        Written::Boolean(_) => "an answer".to_owned(),
    };
    context.messages.note(&format!("{found} in {:.3} s", start.elapsed().as_secs_f64()));
    if written == Written::Rows(0) && format == Format::Table {
        context.messages.line("(no rows)");
    }
    Ok(Exit::Done)
}

/// Runs a query; a mistake in its text is shown at its place.
pub(crate) fn answer<'s>(
    store: &'s Store,
    sparql: &str,
    options: QueryOptions,
) -> anyhow::Result<Answer<'s>> {
    let padded = format!("{sparql}{}", sparql_error::PADDING);
    store.query(&padded, &options).map_err(|error| explain(error, sparql))
}

/// The same, by the server that has the graph.
fn of_server<'a>(endpoint: &Endpoint, sparql: &str, options: &QueryOptions) -> anyhow::Result<Answer<'a>> {
    let padded = format!("{sparql}{}", sparql_error::PADDING);
    endpoint.query(&padded, options).map_err(|error| match error {
        QueryError::Service(message) => StoreError::Endpoint(message).into(),
        other => explain(other, sparql),
    })
}

fn stdin() -> anyhow::Result<String> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).context("cannot read the query from standard input")?;
    Ok(text)
}

/// A syntax error with its place; other errors as they are.
fn explain(error: QueryError, sparql: &str) -> anyhow::Error {
    match error {
        QueryError::Syntax { line: Some(line), column: Some(column), message } => {
            UsageError(sparql_error::explain(sparql, line, column, &message)).into()
        }
        other => other.into(),
    }
}
