//! `gureum dump`: the whole graph as sorted N-Quads.

use std::path::PathBuf;

use clap::Args as Group;

use crate::context::Context;
use crate::exit::Exit;
use crate::output::file_or_stdout;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum dump -o graph.nq
  gureum dump | sha256sum      equal graphs give equal bytes";

/// Write the whole graph as canonical N-Quads
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Where to write it [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    let mut out = file_or_stdout(args.output.as_deref())?;
    let quads = usize::try_from(store.dump(&mut out)?).unwrap_or(usize::MAX);
    out.finish()?;
    let quads = table::count(quads, "quad");
    match &args.output {
        Some(path) => context.messages.line(&format!("{}: {quads}", path.display())),
        None => context.messages.note(&quads),
    }
    Ok(Exit::Done)
}
