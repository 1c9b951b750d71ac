//! `gureum add`: articles into the graph that is there.

use std::io::Write;
use std::path::PathBuf;

use clap::Args as Group;
use gureum_build::build;
use gureum_build::change;
use gureum_build::input::Inputs;

use super::build::{corrected, skipped};
use crate::args::{Corrections, Seeds};
use crate::context::Context;
use crate::exit::Exit;
use crate::messages::Level;
use crate::output::stdout;
use crate::progress::Progress;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum add news/2024-06/              what is new there, and what has changed
  gureum add                            nothing new; reads all again if the program or its rules changed

An article that is there under its name is replaced; one with the same text is passed over. The graph is then the
one that `gureum build` would make of all its articles, whatever the order in which they came.";

/// Add articles to the graph
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files and folders (.md .txt .html .jsonl, also .gz .zst)
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    seeds: Seeds,

    #[command(flatten)]
    corrections: Corrections,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let inputs = Inputs::from_paths(&args.paths);
    let (extractor, options) = context.load_for_graph(&args.seeds, &args.corrections)?;
    let mut progress = Progress::new(&context.messages, inputs.articles());
    let added = change::add(inputs, &extractor, &context.store, &options, &mut |step| match step {
        build::Progress::Article => progress.step(),
        build::Progress::Diagnostic(diagnostic) => context.messages.diagnostic(diagnostic),
        build::Progress::Committing => progress.message("writing the graph"),
    })?;
    let seconds = progress.elapsed().as_secs_f64();
    drop(progress);
    let built = added.built;
    if context.messages.level > Level::Errors {
        let mut out = stdout();
        if !added.changed.is_empty() {
            writeln!(
                out,
                "changed since the graph was made: {}; all was read again",
                added.changed.join(", ")
            )?;
        }
        let counts = [
            (built.store.added, "added"),
            (built.store.replaced, "read again"),
            (added.unchanged, "unchanged"),
        ];
        let counts = counts.map(|(count, what)| format!("{count} {what}"));
        writeln!(
            out,
            "{}: {}; now {}, {}; {seconds:.1} s",
            context.store.display(),
            counts.join(", "),
            table::count(built.store.articles, "article"),
            table::count(built.store.quads, "quad"),
        )?;
        corrected(&built, &mut out)?;
        skipped(&built, &mut out)?;
        out.flush()?;
    }
    Ok(if built.lost.is_empty() { Exit::Done } else { Exit::Lost })
}
