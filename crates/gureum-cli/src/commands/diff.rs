//! `gureum diff`: what two graphs, or two versions of the rules, say differently.

use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args as Group, ValueEnum};
use gureum_build::build::{self, BuildOptions};
use gureum_build::input::{Inputs, open_packed};
use gureum_build::verify;
use gureum_query::diff::{self, Statement};
use gureum_store::{RdfFormat, Store, Writer};

use crate::args::{Corrections, Seeds};
use crate::context::{Context, unpacked_ending};
use crate::difference;
use crate::exit::{Exit, UsageError};
use crate::output::stdout;
use crate::progress::Progress;

const EXAMPLES: &str = "\
Examples:
  gureum diff yesterday.kg gureum.kg              two graphs
  gureum diff yesterday.nq                        a dump against the graph of --store
  gureum diff old.jsonl new.jsonl                 facts that `gureum extract` printed
  gureum diff --seeds seeds                       the graph against what its articles give with these rules
  gureum diff --seeds seeds news/                 the rules inside the program against these, on articles
  gureum diff --seeds old/seeds --seeds seeds news/    two versions of the rules, on articles

A statement is one article's word on subject, property and object. It has changed where modality, date, qualifiers,
speaker, place or rule differ. The exit status is 0 where nothing differs and 1 where something does.";

/// Tell what two graphs, or two versions of the rules, say differently
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Two graphs, the older first: folders, RDF files, or JSON lines of `gureum extract`; one: against the graph
    /// of --store. With --seeds: articles, or none for those of the graph
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,

    /// Rules, words and lexicon to compare; twice for two versions, the older first
    #[arg(long, value_name = "FOLDER")]
    seeds: Vec<PathBuf>,

    /// How to write the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Table,
    Json,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let Args { paths, seeds, format } = args;
    let (before, after) = match (&seeds[..], &paths[..]) {
        ([], []) => {
            return Err(UsageError("name a graph to compare with, or rules with --seeds".into()).into());
        }
        ([], [other]) => (statements(other, context)?, diff::of_store(&context.open_store()?)),
        ([], [before, after]) => (statements(before, context)?, statements(after, context)?),
        ([], _) => return Err(UsageError("two graphs can be compared, no more".into()).into()),
        ([new], []) => {
            let store = context.open_store()?;
            let again = read_again(&store, Some(new), context)?;
            (diff::of_store(&store), again)
        }
        ([old, new], []) => {
            let store = context.open_store()?;
            (read_again(&store, Some(old), context)?, read_again(&store, Some(new), context)?)
        }
        ([new], articles) => (extract(articles, None, context)?, extract(articles, Some(new), context)?),
        ([old, new], articles) => {
            (extract(articles, Some(old), context)?, extract(articles, Some(new), context)?)
        }
        _ => return Err(UsageError("--seeds can be given twice, no more".into()).into()),
    };
    let diff = diff::compare(before, after);
    let mut out = stdout();
    match format {
        Format::Table => difference::print(&diff, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &diff)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(if diff.is_empty() { Exit::Done } else { Exit::Different })
}

/// The statements of a graph: a store, RDF, or JSON lines.
fn statements(path: &Path, context: &Context) -> anyhow::Result<Vec<Statement>> {
    if path.is_dir() {
        return Ok(diff::of_store(&context.open(path)?));
    }
    let usage = |message: String| anyhow::Error::from(UsageError(message));
    let name = path.display();
    let ending = unpacked_ending(path);
    let open = || open_packed(path).map_err(|error| usage(format!("cannot read {name}: {error}")));
    if ending.eq_ignore_ascii_case("jsonl") {
        let mut text = String::new();
        open()?.read_to_string(&mut text).map_err(|error| usage(format!("cannot read {name}: {error}")))?;
        return diff::of_lines(&text).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(|error| format!("{name}: {error}")).collect();
            usage(errors.join("\n"))
        });
    }
    let Some(format) = RdfFormat::from_extension(&ending) else {
        let message = "is no graph: give a folder of `gureum build`, an RDF file such as `gureum dump` writes \
                       (.nq), or the JSON lines of `gureum extract` (.jsonl), also with .gz or .zst behind; articles \
                       need --seeds";
        return Err(usage(format!("{name} {message}")));
    };
    let file = open()?;
    let mut writer = Writer::in_memory();
    writer.load(BufReader::new(file), format, None).map_err(|error| usage(format!("{name}: {error}")))?;
    Ok(diff::of_store(&writer.into_store()?.0))
}

/// What articles say with the rules in a folder, or with those inside the program.
fn extract(
    articles: &[PathBuf],
    seeds: Option<&PathBuf>,
    context: &Context,
) -> anyhow::Result<Vec<Statement>> {
    let inputs = Inputs::from_paths(articles);
    let mut progress = Progress::new(&context.messages, inputs.articles());
    let (extractor, options) = loaded(seeds, context)?;
    let built = build::in_memory(inputs, &extractor, &options, &mut |step| match step {
        build::Progress::Article => progress.step(),
        build::Progress::Diagnostic(diagnostic) => context.messages.diagnostic(diagnostic),
        build::Progress::Committing => {}
    });
    let (store, lost) = built.map_err(|error| UsageError(error.to_string()))?;
    if !lost.is_empty() {
        return Err(UsageError("not every article could be read, so nothing was compared".into()).into());
    }
    Ok(diff::of_store(&store))
}

/// What the recorded articles say with the rules in a folder. Those without text are as recorded.
fn read_again(store: &Store, seeds: Option<&PathBuf>, context: &Context) -> anyhow::Result<Vec<Statement>> {
    let (extractor, options) = loaded(seeds, context)?;
    let mut progress = Progress::new(&context.messages, Some(store.articles().len()));
    let again = verify::again(store, None, &extractor, &options, &mut |step| match step {
        build::Progress::Article => progress.step(),
        build::Progress::Diagnostic(diagnostic) => context.messages.diagnostic(diagnostic),
        build::Progress::Committing => {}
    })?;
    if !again.without_text.is_empty() {
        context.messages.warning(&format!(
            "the store does not have the texts of {}, which are as recorded",
            again.without_text.join(", ")
        ));
    }
    Ok(diff::of_store(&again.store))
}

fn loaded(
    seeds: Option<&PathBuf>,
    context: &Context,
) -> anyhow::Result<(gureum_extract::Extractor, BuildOptions)> {
    let seeds = Seeds { folder: seeds.cloned(), ..Seeds::default() };
    let (extractor, options) = context.load_for_graph(&seeds, &Corrections::default())?;
    Ok((extractor, BuildOptions { texts: false, ..options }))
}
