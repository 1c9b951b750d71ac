//! `gureum extract`: facts of articles, as they are read, without a store.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args as Group, ValueEnum};
use gureum_build::curation::Curation;
use gureum_build::graphs;
use gureum_build::input::{Format, Inputs};
use gureum_build::links::Links;
use gureum_build::read::{self, Article};
use gureum_extract::text::PageKind;
use gureum_model::{Severity, json};
use oxrdf::Quad;

use crate::args::Seeds;
use crate::context::{Context, Loaded};
use crate::exit::{Exit, UsageError};
use crate::output::stdout;
use crate::progress::Progress;

const EXAMPLES: &str = "\
Examples:
  gureum extract article.md
  gureum extract news/ --to nquads > news.nq
  curl -s https://example.com/article.html | gureum extract -
  cat articles.jsonl | gureum extract - --from jsonl | jq .predicate
  gureum extract --resources > resources.nq

A line of JSON lines has id and text, and may have title, publisher, published and url. What is printed of an article
depends on the article alone, so many processes may share a corpus: N-Quads are what a build puts into its graph.

What cannot be read is reported on standard error with its file and line, the others go on; the status is 1 then.";

/// Print the facts of articles, one a line
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files and folders (.md .txt .html .jsonl, also .gz .zst), or - for standard input
    #[arg(required_unless_present = "resources", value_name = "PATHS")]
    paths: Vec<PathBuf>,

    /// Print, as N-Quads, what every graph holds beside its articles: registry and ontology
    #[arg(long, conflicts_with = "paths")]
    resources: bool,

    /// What the inputs are [default: what their names say; text or HTML on standard input]
    #[arg(long, value_enum, value_name = "FORMAT")]
    from: Option<From>,

    /// How to write the facts
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = To::Jsonl)]
    to: To,

    #[command(flatten)]
    seeds: Seeds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    Text,
    Markdown,
    Html,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    Jsonl,
    Nquads,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let inputs = inputs(&args)?;
    let loaded = context.load_extractor(&args.seeds)?;
    let mut out = stdout();
    if args.resources {
        let Loaded { extractor, ontology, .. } = &loaded;
        for (_, quads) in
            graphs::beside_articles(extractor, &Curation::default(), &Links::default(), ontology)?
        {
            write_quads(&quads, &mut out)?;
        }
        out.flush()?;
        return Ok(Exit::Done);
    }
    let mut exit = Exit::Done;
    let mut progress = Progress::new(&context.messages, inputs.articles());
    let written = |article: Article| -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match args.to {
            To::Jsonl => json::write_lines(&article.extraction, &mut bytes)?,
            To::Nquads => {
                let quads = graphs::of_article(&article.extraction, &article.read_as, &article.sketch);
                write_quads(&quads, &mut bytes)?;
            }
        }
        Ok(bytes)
    };
    read::read(
        inputs,
        &loaded.extractor,
        context.threads,
        |_| true,
        written,
        |outcome| -> anyhow::Result<()> {
            for diagnostic in &outcome.diagnostics {
                context.messages.diagnostic(diagnostic);
                if diagnostic.severity == Severity::Error {
                    exit = Exit::Lost;
                }
            }
            if let Some(bytes) = outcome.value {
                out.write_all(&bytes?)?;
                out.flush()?; // whoever reads a stream of articles sees each as soon as it is done
            }
            progress.step();
            Ok(())
        },
    )?;
    Ok(exit)
}

fn write_quads(quads: &[Quad], out: &mut dyn Write) -> std::io::Result<()> {
    quads.iter().try_for_each(|quad| writeln!(out, "{quad} ."))
}

fn inputs(args: &Args) -> Result<Inputs, UsageError> {
    let format = args.from.map(|from| match from {
        From::Text => Format::Page(Some(PageKind::Plain)),
        From::Markdown => Format::Page(Some(PageKind::Markdown)),
        From::Html => Format::Page(Some(PageKind::Html)),
        From::Jsonl => Format::JsonLines,
    });
    if args.paths.iter().any(|path| path == Path::new("-")) {
        if args.paths.len() > 1 {
            return Err(UsageError(
                "- stands for standard input and cannot be mixed with other paths".to_owned(),
            ));
        }
        return Ok(Inputs::stdin(format.unwrap_or(Format::Page(None))));
    }
    let inputs = Inputs::from_paths(&args.paths);
    Ok(match format {
        Some(format) => inputs.read_as(format),
        None => inputs,
    })
}
