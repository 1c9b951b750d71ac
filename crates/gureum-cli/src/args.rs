//! What can be typed. What it means is in [`crate::context`] and in the commands.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use gureum_build::seeds::Sources;

use crate::commands::{
    add, annotate, ask, build, check, completions, diff, dump, eval, export, extract, link, load, man,
    manifest, query, remove, report, rules, serve, show, stats, verify, why, why_not,
};
use crate::commands::{analyze, curate, describe, draw, entities, path};
use crate::exit::STATUSES;

const EXAMPLES: &str = "\
Examples:
  gureum build                        a graph of the five seed articles, in gureum.kg
  gureum build news/ more.jsonl       a graph of your own
  gureum add news/today/              what is new, into the graph that is there
  gureum show KT                      what it knows, with the sentences that say so
  gureum query 'SELECT ?o { id:kt gu:partnersWith ?o }'
  gureum export --format dot | dot -Tsvg > graph.svg
";

/// Korean news about the public cloud as a knowledge graph: every edge cites the sentence it came from.
#[derive(Debug, Parser)]
#[command(name = "gureum", version, after_help = format!("{EXAMPLES}\n{STATUSES}"))]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: Global,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Build(build::Args),
    Add(add::Args),
    Remove(remove::Args),
    Diff(diff::Args),
    Verify(verify::Args),
    Manifest(manifest::Args),
    Extract(extract::Args),
    Query(query::Args),
    Ask(ask::Args),
    Show(show::Args),
    Entities(entities::Args),
    Link(link::Args),
    #[command(subcommand)]
    Curate(curate::Command),
    Serve(serve::Args),
    Why(why::Args),
    WhyNot(why_not::Args),
    Annotate(annotate::Args),
    Path(path::Args),
    #[command(subcommand)]
    Analyze(analyze::Command),
    Export(export::Args),
    Draw(draw::Args),
    Dump(dump::Args),
    Describe(describe::Args),
    Load(load::Args),
    Stats(stats::Args),
    Check(check::Args),
    #[command(subcommand)]
    Report(report::Command),
    #[command(subcommand)]
    Rules(rules::Command),
    Eval(eval::Args),
    Completions(completions::Args),
    Man(man::Args),
}

#[derive(Debug, Group)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// The graph, a folder; for load and query also the address of a server, http://…
    #[arg(long, global = true, value_name = "FOLDER", default_value = "gureum.kg")]
    pub(crate) store: PathBuf,

    /// A Korean dictionary in place of the one inside the program
    #[arg(long, global = true, value_name = "FOLDER", env = "GUREUM_DICTIONARY", hide_env_values = true)]
    pub(crate) dictionary: Option<PathBuf>,

    /// Threads to work with [default: as many as the machine has]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    /// Say more: notes on the articles, times
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    /// Colours; NO_COLOR in the environment turns them off too
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// Where rules and lexicon come from, for the commands that extract.
#[derive(Debug, Default, Group)]
pub(crate) struct Seeds {
    /// Read lexicon/, words/ and rules/ from this folder in place of those inside the program
    #[arg(long = "seeds", value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,

    /// Lay the tables of known entities (*.tsv) in this folder over the others; rows with an id of theirs replace them
    #[arg(long, value_name = "FOLDER")]
    pub(crate) lexicon: Vec<PathBuf>,

    /// Lay the rules (*.toml) in this folder, and the word sets in its words/, over the others
    #[arg(long, value_name = "FOLDER")]
    pub(crate) rules: Vec<PathBuf>,

    /// Lay the ontology (*.ttl) in this folder over ours: rules may then use its properties marked gu:extracted
    #[arg(long, value_name = "FOLDER")]
    pub(crate) ontology: Vec<PathBuf>,

    /// Use no known organisations, people, services, programmes and facilities, to see what language alone finds
    #[arg(long)]
    pub(crate) without_individuals: bool,
}

impl Seeds {
    pub(crate) fn sources(&self) -> Sources {
        Sources { folder: self.folder.clone(), lexicon: self.lexicon.clone(), rules: self.rules.clone() }
    }
}

/// Where corrections by hand are.
#[derive(Debug, Default, Group)]
pub(crate) struct Corrections {
    /// Corrections by hand [default: seeds/curation.toml, if it is there]
    #[arg(long = "curation", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// What a graph on another server asks for.
#[derive(Debug, Default, Group)]
pub(crate) struct Remote {
    /// The token that the server of --store http://… asks for
    #[arg(long, value_name = "TOKEN", env = "GUREUM_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
}
