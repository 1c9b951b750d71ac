//! `gureum entities`: what the graph is about, and which entities may be one and the same.

use std::io::Write;

use clap::{Args as Group, ValueEnum};
use gureum_model::Class;
use gureum_query::entities::review::{self, WORTH_A_LOOK};
use gureum_query::entities::{self, Listed};
use gureum_query::prefixes;

use crate::context::{Context, quoted};
use crate::exit::Exit;
use crate::output::stdout;
use crate::rows;

const EXAMPLES: &str = "\
Examples:
  gureum entities --type Organization
  gureum entities --review                      pairs that may be one entity, the likeliest first
  gureum entities --review --format csv > review.csv

What you find in the list is settled with `gureum curate same` or `gureum curate different`.";

/// List the entities of the graph, or those that may be one and the same
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Of this class only
    #[arg(long = "type", value_name = "CLASS", value_parser = class)]
    class: Option<Class>,

    /// Pairs that may be one entity
    #[arg(long)]
    review: bool,

    /// The score from which a pair is shown
    #[arg(long, value_name = "SCORE", requires = "review", default_value_t = WORTH_A_LOOK)]
    min: f64,

    /// How to write them
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

fn class(name: &str) -> Result<Class, String> {
    Class::from_name(name).ok_or_else(|| {
        let all: Vec<&str> = Class::ALL.iter().map(|class| class.name()).collect();
        format!("use one of {}", all.join(", "))
    })
}

pub(crate) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    let wanted = |entity: &Listed| args.class.is_none_or(|class| class == entity.class);
    let mut out = stdout();
    if args.review {
        let mut suspects = review::review(&store, args.min);
        suspects.retain(|pair| wanted(&pair.keep));
        if args.format == Format::Json {
            serde_json::to_writer_pretty(&mut out, &suspects)?;
            writeln!(out)?;
        } else {
            let row = |pair: &review::Suspects| {
                let ids = [&pair.other, &pair.keep].map(|entity| short(&entity.iri));
                let [other, keep] = ids;
                vec![
                    format!("{:.2}", pair.score),
                    pair.keep.class.name().to_owned(),
                    other,
                    keep,
                    pair.reason.clone(),
                ]
            };
            let head = ["score", "type", "entity", "may be", "because"];
            write(args.format, &head, &[0], &suspects.iter().map(row).collect::<Vec<_>>(), &mut out)?;
        }
        out.flush()?;
        if let (Some(first), Format::Table) = (suspects.first(), args.format) {
            let [other, keep] = [&first.other, &first.keep].map(|entity| quoted(&short(&entity.iri)));
            context
                .messages
                .note(&format!("to settle one: gureum curate same {other} {keep} --reason …, or different"));
        }
    } else {
        let mut listed = entities::list(&store);
        listed.retain(wanted);
        if args.format == Format::Json {
            serde_json::to_writer_pretty(&mut out, &listed)?;
            writeln!(out)?;
        } else {
            let row = |entity: &Listed| {
                let numbers = [entity.articles, entity.facts].map(|number| number.to_string());
                let [articles, facts] = numbers;
                vec![
                    short(&entity.iri),
                    entity.label.clone(),
                    entity.class.name().to_owned(),
                    articles,
                    facts,
                ]
            };
            let head = ["entity", "name", "type", "articles", "facts"];
            write(args.format, &head, &[3, 4], &listed.iter().map(row).collect::<Vec<_>>(), &mut out)?;
        }
        out.flush()?;
    }
    Ok(Exit::Done)
}

fn write(
    format: Format,
    head: &[&str],
    right: &[usize],
    rows: &[Vec<String>],
    out: &mut impl Write,
) -> std::io::Result<()> {
    match format {
        Format::Csv => rows::csv(head, rows, out),
        Format::Table | Format::Json => rows::table(head, right, rows, out),
    }
}

/// As `gureum curate` and `gureum show` take it.
fn short(iri: &str) -> String {
    prefixes::shorten_or_bracket(iri).replace('\\', "")
}
