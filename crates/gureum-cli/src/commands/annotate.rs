//! `gureum annotate`: an article with its names and facts as one HTML page.

use std::io::Write;
use std::path::PathBuf;

use clap::Args as Group;

use crate::args::Seeds;
use crate::context::Context;
use crate::exit::{Exit, UsageError};
use crate::explain::{article, page};
use crate::output::file_or_stdout;

const EXAMPLES: &str = "\
Examples:
  gureum annotate news.md -o page.html
  curl -s https://example.com/article.html | gureum annotate - > page.html

The page is one file: it needs no network and no other file, and can be sent as it is.";

/// Write an article as an HTML page with its names and facts marked
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The article, or - for standard input
    #[arg(value_name = "ARTICLE")]
    article: PathBuf,

    /// Write the page to this file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    seeds: Seeds,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let mut reader = context.load_extractor(&args.seeds)?.extractor.reader();
    let traces = article::of_path(&args.article, &mut reader, context)?;
    let [trace] = &traces[..] else {
        let message =
            format!("{} holds {} articles: a page is for one", args.article.display(), traces.len());
        return Err(UsageError(message).into());
    };
    let mut out = file_or_stdout(args.output.as_deref())?;
    out.write_all(page::html(trace).as_bytes())?;
    out.finish()?;
    Ok(Exit::Done)
}
