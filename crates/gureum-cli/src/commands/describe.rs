//! `gureum describe`: the graph as a data set, in VoID and DCAT.

use std::path::PathBuf;

use clap::Args as Group;
use gureum_query::describe::{self, DescribeOptions, DescriptionFormat};

use crate::context::Context;
use crate::exit::{Exit, UsageError};
use crate::output::file_or_stdout;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum describe
  gureum describe --format jsonld -o dataset.jsonld
  gureum describe --licence https://creativecommons.org/licenses/by/4.0/ --dump https://example.org/graph.nq

All of it is counted in the graph; there is no date of making, so equal graphs give equal bytes.";

/// Describe the graph as a data set: counts, vocabularies, links, sources (VoID, DCAT, PROV)
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "turtle", value_parser = format_names())]
    format: String,

    /// Where to write it [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The licence you give the facts under, an IRI; articles and quotes belong to their publishers anyway
    #[arg(long, value_name = "IRI")]
    licence: Option<String>,

    /// Where the whole graph can be fetched as N-Quads; may be given several times
    #[arg(long, value_name = "URL")]
    dump: Vec<String>,

    /// Where it answers SPARQL
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
}

fn format_names() -> Vec<&'static str> {
    DescriptionFormat::ALL.iter().map(|format| format.name()).collect()
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let format: DescriptionFormat = args.format.parse().map_err(UsageError)?;
    let options = DescribeOptions { licence: args.licence, dumps: args.dump, endpoint: args.endpoint };
    let store = context.open_store()?;
    let description = describe::describe(&store, &options).map_err(UsageError)?;
    let mut out = file_or_stdout(args.output.as_deref())?;
    let triples = table::count(describe::write(&description, format, &mut out)?, "triple");
    out.finish()?;
    match &args.output {
        Some(path) => context.messages.line(&format!("{}: {triples}", path.display())),
        None => context.messages.note(&triples),
    }
    Ok(Exit::Done)
}
