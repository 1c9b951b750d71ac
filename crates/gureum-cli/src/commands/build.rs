//! `gureum build`: a graph of articles.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args as Group;
use gureum_build::build::{self, BuildOptions, Built};
use gureum_build::curation::Corrections as Corrected;
use gureum_build::input::Inputs;
use gureum_build::tally::Tally;
use gureum_model::vocabulary::Range;
use gureum_model::{Modality, Property};
use gureum_query::prefixes;

use crate::args::{Corrections, Seeds};
use crate::context::{Context, quoted};
use crate::exit::Exit;
use crate::messages::Level;
use crate::output::stdout;
use crate::progress::Progress;
use crate::table;

/// Where the articles of the project itself are.
const SEED_ARTICLES: &str = "seeds/articles";

const EXAMPLES: &str = "\
Examples:
  gureum build                              the five seed articles
  gureum build news/ archive.jsonl.zst      your own articles
  gureum build news/ --store news.kg        a graph elsewhere

Folders are read recursively; other files in them are passed over. A graph that is already there is
replaced when the new one is complete, and stays as it was if anything goes wrong before.";

/// Build a graph of articles
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files and folders (.md .txt .html .jsonl, also .gz .zst) [default: seeds/articles, which the program
    /// also has inside]
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,

    /// Keep no texts beside the graph, for a copy to share: it has hashes, offsets and the sentences quoted
    #[arg(long)]
    without_texts: bool,

    #[command(flatten)]
    seeds: Seeds,

    #[command(flatten)]
    corrections: Corrections,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let inputs = if !args.paths.is_empty() {
        Inputs::from_paths(&args.paths)
    } else if Path::new(SEED_ARTICLES).is_dir() {
        Inputs::from_paths(&[PathBuf::from(SEED_ARTICLES)])
    } else {
        Inputs::built_in()
    };
    let (extractor, options) = context.load_for_graph(&args.seeds, &args.corrections)?;
    let options = BuildOptions { texts: !args.without_texts, ..options };
    let mut progress = Progress::new(&context.messages, inputs.articles());
    let built = build::build(inputs, &extractor, &context.store, &options, &mut |step| match step {
        build::Progress::Article => progress.step(),
        build::Progress::Diagnostic(diagnostic) => context.messages.diagnostic(diagnostic),
        build::Progress::Committing => progress.message("writing the graph"),
    })?;
    let time = progress.elapsed();
    drop(progress);
    if context.messages.level > Level::Errors {
        let mut out = stdout();
        summary(&built, time, context, &mut out)?;
        next(&built.tally, context, &mut out)?;
        out.flush()?;
    }
    Ok(if built.lost.is_empty() { Exit::Done } else { Exit::Lost })
}

fn summary(built: &Built, time: Duration, context: &Context, out: &mut impl Write) -> std::io::Result<()> {
    let Built { tally, store, .. } = built;
    let seconds = time.as_secs_f64();
    writeln!(
        out,
        "{}: {}, {}, {}, {}; {} in {seconds:.1} s",
        context.store.display(),
        table::count(tally.articles, "article"),
        table::count(tally.sentences, "sentence"),
        table::count(tally.facts(), "fact"),
        table::count_as(tally.entities(), "entity", "entities"),
        table::count(store.quads, "quad"),
    )?;
    writeln!(out)?;
    table::facts(&tally.by_property(), out)?;
    table::entities(&tally.classes(), out)?;
    corrected(built, out)?;
    skipped(built, out)
}

/// What the corrections by hand did.
pub(super) fn corrected(built: &Built, out: &mut impl Write) -> std::io::Result<()> {
    let Corrected { path, entries, effects } = &built.corrections;
    if *entries == 0 {
        return Ok(());
    }
    writeln!(out, "Corrected by {path}: {}", table::count(*entries, "line"))?;
    let done = [
        (table::count_as(effects.merged, "entity", "entities"), effects.merged, "merged into another"),
        (table::count_as(effects.apart, "entity", "entities"), effects.apart, "kept apart in an article"),
        (table::count_as(effects.renamed, "entity", "entities"), effects.renamed, "renamed"),
        (table::count(effects.dropped, "claim"), effects.dropped, "dropped"),
        (table::count(effects.added, "claim"), effects.added, "added"),
    ];
    for (what, count, how) in done {
        if count > 0 {
            writeln!(out, "  {what} {how}")?;
        }
    }
    writeln!(out)
}

/// What was lost, passed over or doubtful.
pub(super) fn skipped(built: &Built, out: &mut impl Write) -> std::io::Result<()> {
    let Built { lost, warnings, passed_over, .. } = built;
    if !lost.is_empty() || *warnings > 0 || *passed_over > 0 {
        writeln!(out, "Skipped")?;
        for diagnostic in lost {
            writeln!(out, "  {}: {}", diagnostic.input, diagnostic.message)?;
        }
        if *passed_over > 0 {
            writeln!(
                out,
                "  {} in folders: not .md, .txt, .html or .jsonl",
                table::count(*passed_over, "file")
            )?;
        }
        if *warnings > 0 {
            writeln!(out, "  nothing more, but see the {} above", table::count(*warnings, "warning"))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Commands that give something on this very graph.
fn next(tally: &Tally, context: &Context, out: &mut impl Write) -> std::io::Result<()> {
    let store = context.store_option();
    writeln!(out, "Try")?;
    if let Some(name) = tally.busiest() {
        writeln!(out, "  gureum show {}{store}", quoted(name))?;
    }
    if let Some(query) = commonest(tally).map(example_query) {
        writeln!(out, "  gureum query {}{store}", quoted(&query))?;
    }
    writeln!(out, "  gureum export --format dot{store} | dot -Tsvg > graph.svg")
}

/// The property that joins most entities.
fn commonest(tally: &Tally) -> Option<Property> {
    let asserted = |(property, counts): (Property, std::collections::BTreeMap<Modality, usize>)| {
        let count = counts.get(&Modality::Asserted).copied().unwrap_or_default();
        (matches!(property.range(), Range::Entity(_)) && count > 0).then_some((count, property))
    };
    let best = tally.by_property().into_iter().filter_map(asserted);
    best.max_by(|(a, first), (b, second)| a.cmp(b).then(second.cmp(first))).map(|(_, property)| property)
}

fn example_query(property: Property) -> String {
    let edge = prefixes::shorten_or_bracket(&property.iri());
    format!("SELECT ?a ?b {{ ?x {edge} ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }}")
}
