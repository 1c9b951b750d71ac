//! `gureum path`: how two entities hang together, with the sentences that say so.

use std::io::{self, Write};

use clap::{Args as Group, ValueEnum};
use gureum_query::analysis::answers::{self, Path};
use gureum_query::analysis::paths;
use gureum_query::card::{TextOptions, text};
use gureum_query::facts::{Fact, FactObject};
use gureum_query::find::Names;
use gureum_query::projection::Projection;
use gureum_query::selection::Selection;
use gureum_query::terminal::one_line;

use crate::context::Context;
use crate::exit::Exit;
use crate::output::{stdout, width};
use crate::selection::Part;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum path KT AWS
  gureum path KT AWS --paths 5 --max-hops 3
  gureum path KT AWS --type Organization --format csv

A path goes along facts in either direction and through each entity once. The shortest come first; of one length, those
that more articles support.";

/// Wider lines are hard to read.
const WIDEST: usize = 110;

/// Show the shortest ways from one entity to another
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Where to begin: a name, a short form such as id:kt, or an IRI
    #[arg(value_name = "FROM")]
    from: String,

    /// Where to end
    #[arg(value_name = "TO")]
    to: String,

    /// How many paths
    #[arg(long, value_name = "N", default_value_t = 1)]
    paths: usize,

    /// Facts on a path at most
    #[arg(long, value_name = "N", default_value_t = 6)]
    max_hops: usize,

    /// How to write them
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    let names = Names::new(&store);
    let from = names.find(&args.from).one(&args.from)?;
    let to = names.find(&args.to).one(&args.to)?;
    // Every fact is an edge of its own here.
    let selection = Selection { collapse: false, ..args.part.selection(&store)? };
    let projection = Projection::new(&store, &selection);
    let ends = (projection.nodes.get(&from.iri), projection.nodes.get(&to.iri));
    let ways = match ends {
        (Some(start), Some(end)) => paths::paths(&projection, *start, *end, args.paths, args.max_hops),
        _ => Vec::new(),
    };
    let found = answers::paths(&store, &projection, &ways);
    let mut out = stdout();
    match args.format {
        Format::Text => {
            let mut options = TextOptions { width: width().min(WIDEST), ..TextOptions::default() };
            if context.colored {
                options.style = text::ansi;
            }
            for (at, path) in found.iter().enumerate() {
                if at > 0 {
                    writeln!(out)?;
                }
                write_path(path, &options, &mut out)?;
            }
        }
        Format::Csv => answers::paths_sheet(&found).write_csv(&mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &found)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    if found.is_empty() {
        let hops = table::count(args.max_hops, "fact");
        let (from, to) = (one_line(&from.label), one_line(&to.label));
        context.messages.error(&format!(
            "no way of at most {hops} leads from {from} to {to}: allow more with --max-hops, or other facts with \
             --modality"
        ));
        return Ok(Exit::Lost);
    }
    Ok(Exit::Done)
}

/// The entities in one line, then the facts of each step with the newest sentence of the best supported.
fn write_path(path: &Path, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let (bold, plain) = (options.style)(text::Style::Title);
    let names: Vec<String> = path.entities.iter().map(|entity| one_line(&entity.label)).collect();
    writeln!(out, "{bold}{}{plain}  ({}걸음)", names.join(" – "), path.length)?;
    for facts in &path.steps {
        for (at, fact) in facts.iter().enumerate() {
            let trust = text::trust(fact).map_or_else(String::new, |trust| format!("  {trust}"));
            let (muted, unmuted) = (options.style)(text::Style::Muted);
            writeln!(out, "  {}{muted}{trust}{unmuted}", sentence(fact))?;
            if let Some(claim) = fact.claims.first().filter(|_| at == 0) {
                text::write_claim(claim, options, out)?;
            }
        }
    }
    Ok(())
}

/// `KT → 제공한다 → KT클라우드`, as it is said, whichever way the path goes.
fn sentence(fact: &Fact) -> String {
    let object = match &fact.object {
        FactObject::Entity(entity) => &entity.label,
        FactObject::Literal { value, .. } => value,
    };
    let known = gureum_model::Property::from_name(&fact.property.name);
    let arrow = if known.is_some_and(gureum_model::Property::is_symmetric) { '↔' } else { '→' };
    let [subject, property, object] =
        [&fact.subject.label, &fact.property.label, object].map(|text| one_line(text));
    format!("{subject} {arrow} {property} {arrow} {object}")
}
