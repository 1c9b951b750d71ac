//! `gureum load`: RDF from a file into the graph.

use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args as Group;
use gureum_build::input::open_packed;
use gureum_store::{Endpoint, RdfFormat, Writer};

use crate::args::Remote;
use crate::context::{Context, rdf_format};
use crate::exit::Exit;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum load graph.nq --store copy.kg      what `gureum dump` wrote
  gureum load more.ttl                      adds to the graph that is there
  curl https://example.org/data.nt | gureum load - --format nt
  gureum load graph.nq --store http://127.0.0.1:7878/     into a server (docs/remote.md)";

/// Add the RDF of a file to the graph
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Its format: nq, nt, ttl, trig, rdf or jsonld [default: what its name says, .gz and .zst aside]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,

    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let format = rdf_format(&args.file, args.format.as_deref(), "name it with --format,")?;
    let reader: Box<dyn Read> = if args.file == Path::new("-") {
        Box::new(io::stdin())
    } else {
        let opened =
            open_packed(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
        Box::new(BufReader::with_capacity(1 << 16, opened))
    };
    if let Some(endpoint) = context.endpoint(args.remote)? {
        return send(&endpoint, reader, format, &args.file, context);
    }
    let mut writer = Writer::open(&context.store)?;
    let read =
        writer.load(reader, format, None).with_context(|| format!("cannot load {}", args.file.display()))?;
    let summary = writer.commit()?;
    context.messages.line(&format!(
        "{}: {} read; now {} of {}",
        context.store.display(),
        table::count(usize::try_from(read).unwrap_or(usize::MAX), "quad"),
        table::count(summary.quads, "quad"),
        table::count(summary.articles, "article"),
    ));
    Ok(Exit::Done)
}

/// Into a graph on another server.
fn send(
    endpoint: &Endpoint,
    reader: impl Read,
    format: RdfFormat,
    file: &Path,
    context: &Context,
) -> anyhow::Result<Exit> {
    let quads = |number: u64| table::count(usize::try_from(number).unwrap_or(usize::MAX), "quad");
    let mut there = 0;
    let read = endpoint.load(reader, format, |sent| there = sent).with_context(|| {
        format!(
            "cannot load all of {}: {} of it are there already; to load it again adds nothing twice",
            file.display(),
            quads(there)
        )
    })?;
    context.messages.line(&format!("{}: {} sent", context.store.display(), quads(read)));
    Ok(Exit::Done)
}
