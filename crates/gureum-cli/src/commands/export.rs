//! `gureum export`: the graph, or a part of it, as a file for other tools.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args as Group;
use gureum_query::analysis::measures::{self, Measure};
use gureum_query::export::rdf::{self, Subgraph};
use gureum_query::export::{self, GraphFormat, TableFormat};
use gureum_query::projection::Projection;
use gureum_query::selection::Selection;
use gureum_store::{RdfFormat, Store};
use oxrdf::GraphName;

use crate::context::Context;
use crate::exit::{Exit, UsageError};
use crate::output::file_or_stdout;
use crate::selection::Part;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum export --format dot | dot -Tsvg > graph.svg
  gureum export -o graph.gexf
  gureum export --format csv -o tables/
  gureum export --format graphml --focus KT --hops 2 --type Organization --evidence
  gureum export --format dot --predicate partnersWith,competesWith --since 2024 --min-belief 0.8
  gureum export --format dot --modality asserted,planned,negated,speculated
  gureum export --format turtle --sparql 'CONSTRUCT { ?a gu:partnersWith ?b } WHERE { ?a gu:partnersWith ?b }'

Each format is shown in docs/export.md.";

/// Write the graph, or a part of it, for other tools
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// File format [default: by the extension of -o]
    #[arg(long, value_name = "FORMAT", value_parser = names())]
    format: Option<String>,

    /// Where to write it; csv and neo4j are two files and take a FOLDER/ or a PREFIX [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Measures as attributes of the nodes: degree, pagerank, betweenness, component, community
    #[arg(long, value_name = "MEASURES", value_delimiter = ',')]
    measure: Vec<Measure>,

    #[command(flatten)]
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Graph(GraphFormat),
    Tables(TableFormat),
    Rdf(RdfFormat),
}

impl Format {
    /// Every format with its name.
    fn all() -> Vec<(&'static str, Self)> {
        let graphs = GraphFormat::ALL.map(|format| (format.name(), Self::Graph(format)));
        let tables = TableFormat::ALL.map(|format| (format.name(), Self::Tables(format)));
        let rdf = [
            ("turtle", RdfFormat::Turtle),
            ("trig", RdfFormat::TriG),
            ("ntriples", RdfFormat::NTriples),
            ("nquads", RdfFormat::NQuads),
            ("rdfxml", RdfFormat::RdfXml),
            ("jsonld", RdfFormat::JsonLd),
        ];
        let rdf = rdf.map(|(name, format)| (name, Self::Rdf(format)));
        graphs.into_iter().chain(tables).chain(rdf).collect()
    }

    fn of(args: &Args) -> Result<Self, UsageError> {
        if let Some(name) = &args.format {
            let found = Self::all().into_iter().find(|(known, _)| known == name);
            return found.map(|(_, format)| format).ok_or_else(|| UsageError(format!("no format {name}")));
        }
        let extension = args.output.as_ref().and_then(|path| path.extension()?.to_str());
        let graph = GraphFormat::ALL.into_iter().find(|format| Some(format.extension()) == extension);
        let rdf = extension.and_then(RdfFormat::from_extension).map(Self::Rdf);
        graph.map(Self::Graph).or(rdf).ok_or_else(|| {
            let extensions =
                "the extension of -o (dot, graphml, gexf, cyjs, json, ttl, trig, nt, nq, rdf, jsonld)";
            UsageError(format!("say --format, one of {}, or let {extensions} say it", names().join(", ")))
        })
    }
}

fn names() -> Vec<&'static str> {
    Format::all().into_iter().map(|(name, _)| name).collect()
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let format = Format::of(&args)?;
    let store = context.open_store()?;
    let mut files: Vec<PathBuf> = args.output.clone().into_iter().collect();
    let exported = match format {
        Format::Graph(format) => {
            let projection = projection(&args, &store)?;
            let mut out = file_or_stdout(args.output.as_deref())?;
            let exported = export::write(&projection, format, &mut out)?;
            out.finish()?;
            exported
        }
        Format::Tables(format) => {
            files = table_files(args.output.as_deref(), format)?.into();
            let projection = projection(&args, &store)?;
            let [mut nodes, mut edges] = [file_or_stdout(Some(&files[0]))?, file_or_stdout(Some(&files[1]))?];
            let exported = export::write_tables(&projection, format, &mut nodes, &mut edges)?;
            nodes.finish()?;
            edges.finish()?;
            exported
        }
        Format::Rdf(format) => {
            let triples = write_rdf(&args, &store, format)?;
            say(&files, &table::count(triples, "triple"), context);
            return Ok(Exit::Done);
        }
    };
    for (attribute, count) in &exported.left_out {
        let characters = table::count(*count, "character");
        let format = args.format.as_deref().unwrap_or("the format");
        context
            .messages
            .warning(&format!("{characters} of {attribute} left out: {format} has no place for them"));
    }
    let counts = [table::count(exported.nodes, "node"), table::count(exported.edges, "edge")];
    say(&files, &counts.join(", "), context);
    Ok(Exit::Done)
}

fn projection(args: &Args, store: &Store) -> anyhow::Result<Projection> {
    let mut projection = args.part.projection(store)?;
    measures::attach(&mut projection, &args.measure);
    Ok(projection)
}

fn say(files: &[PathBuf], counts: &str, context: &Context) {
    let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    match files.is_empty() {
        true => context.messages.note(counts),
        false => context.messages.line(&format!("{}: {counts}", files.join(", "))),
    }
}

/// Where nodes and edges go: `nodes.csv` and `edges.csv` in a folder, which is made, or after a prefix.
fn table_files(output: Option<&Path>, format: TableFormat) -> anyhow::Result<[PathBuf; 2]> {
    let Some(output) = output.filter(|path| *path != Path::new("-")) else {
        let what = format!("{} is two files: say where with -o FOLDER/ or -o PREFIX", format.name());
        return Err(UsageError(what).into());
    };
    let names = ["nodes.csv", "edges.csv"];
    if output.is_dir() || output.as_os_str().as_encoded_bytes().ends_with(b"/") {
        fs::create_dir_all(output).with_context(|| format!("cannot make the folder {}", output.display()))?;
        return Ok(names.map(|name| output.join(name)));
    }
    Ok(names.map(|name| {
        let mut path = output.as_os_str().to_owned();
        path.push("-");
        path.push(name);
        path.into()
    }))
}

fn write_rdf(args: &Args, store: &Store, format: RdfFormat) -> anyhow::Result<usize> {
    for (option, given) in [("--collapse", args.part.collapses()), ("--measure", !args.measure.is_empty())] {
        if given {
            let what =
                format!("{option} makes something of nodes and edges that RDF does not state: leave it out");
            return Err(UsageError(what).into());
        }
    }
    let made = args.part.triples(store)?;
    let part = if made.is_none() { args.part.selection(store)? } else { Selection::default() };
    let mut out = file_or_stdout(args.output.as_deref())?;
    let written = match made {
        Some(triples) => {
            let quads = || triples.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph));
            rdf::write(quads, format, &mut out)?
        }
        None => Subgraph::new(store, &part).write(format, &mut out)?,
    };
    out.finish()?;
    Ok(written)
}
