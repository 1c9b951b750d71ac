//! `gureum export`: the graph as a file for other tools.

use std::path::PathBuf;

use clap::Args as Group;
use gureum_query::analysis::measures::{self, Measure};
use gureum_query::export::{self, GraphFormat};

use crate::context::Context;
use crate::exit::Exit;
use crate::output::file_or_stdout;
use crate::selection::Part;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum export --format dot | dot -Tsvg > graph.svg
  gureum export --format graphml -o graph.graphml
  gureum export --format graphml --focus KT --hops 2 --type Organization --evidence
  gureum export --format dot --predicate partnersWith,competesWith --since 2024 --min-belief 0.8
  gureum export --format dot --modality asserted,planned,negated,speculated";

/// Write the graph of entities for other tools
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// File format: dot (Graphviz) or graphml (NetworkX, igraph, Gephi, …)
    #[arg(long, value_name = "FORMAT", value_parser = format_names())]
    format: String,

    /// Where to write it [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Measures as attributes of the nodes: degree, pagerank, betweenness, component, community
    #[arg(long, value_name = "MEASURES", value_delimiter = ',')]
    measure: Vec<Measure>,

    #[command(flatten)]
    part: Part,
}

fn format_names() -> Vec<&'static str> {
    GraphFormat::ALL.iter().map(|format| format.name()).collect()
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let format: GraphFormat = args.format.parse()?;
    let store = context.open_store()?;
    let mut projection = args.part.projection(&store)?;
    measures::attach(&mut projection, &args.measure);
    let mut out = file_or_stdout(args.output.as_deref())?;
    let exported = export::write(&projection, format, &mut out)?;
    out.finish()?;
    for (attribute, count) in &exported.left_out {
        let characters = table::count(*count, "character");
        context
            .messages
            .warning(&format!("{characters} of {attribute} left out: {format} has no place for them"));
    }
    let (nodes, edges) = (table::count(exported.nodes, "node"), table::count(exported.edges, "edge"));
    match &args.output {
        Some(path) => context.messages.line(&format!("{}: {nodes}, {edges}", path.display())),
        None => context.messages.note(&format!("{nodes}, {edges}")),
    }
    Ok(Exit::Done)
}
