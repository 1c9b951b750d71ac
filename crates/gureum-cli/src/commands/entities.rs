//! `gureum entities`: what the graph is about, and which entities may be one and the same.

use clap::Args as Group;
use gureum_model::Class;
use gureum_query::entities::review::{self, Suspects, WORTH_A_LOOK};
use gureum_query::entities::{self, Listed};
use gureum_query::prefixes;
use gureum_query::report::Sheet;

use crate::context::{Context, quoted};
use crate::exit::Exit;
use crate::sheet::{Format, write};

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

pub(crate) fn class(name: &str) -> Result<Class, String> {
    Class::from_name(name).ok_or_else(|| {
        let all: Vec<&str> = Class::ALL.iter().map(|class| class.name()).collect();
        format!("use one of {}", all.join(", "))
    })
}

pub(crate) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    let wanted = |entity: &Listed| args.class.is_none_or(|class| class == entity.class);
    if !args.review {
        let mut listed = entities::list(&store);
        listed.retain(wanted);
        write(&listed, &list(&listed), args.format)?;
        return Ok(Exit::Done);
    }
    let mut suspects = review::review(&store, args.min);
    suspects.retain(|pair| wanted(&pair.keep));
    write(&suspects, &pairs(&suspects), args.format)?;
    if let (Some(first), Format::Table) = (suspects.first(), args.format) {
        let [other, keep] = [&first.other, &first.keep].map(|entity| quoted(&short(&entity.iri)));
        context
            .messages
            .note(&format!("to settle one: gureum curate same {other} {keep} --reason …, or different"));
    }
    Ok(Exit::Done)
}

fn list(listed: &[Listed]) -> Sheet {
    let row = |entity: &Listed| {
        let class = entity.class.name().to_owned();
        let [articles, facts] = [entity.articles, entity.facts].map(|number| number.to_string());
        vec![short(&entity.iri), entity.label.clone(), class, articles, facts]
    };
    let columns = vec!["entity", "name", "type", "articles", "facts"];
    Sheet { columns, rows: listed.iter().map(row).collect() }
}

fn pairs(suspects: &[Suspects]) -> Sheet {
    let row = |pair: &Suspects| {
        let [other, keep] = [&pair.other, &pair.keep].map(|entity| short(&entity.iri));
        let class = pair.keep.class.name().to_owned();
        vec![format!("{:.2}", pair.score), class, other, keep, pair.reason.clone()]
    };
    let columns = vec!["score", "type", "entity", "may be", "because"];
    Sheet { columns, rows: suspects.iter().map(row).collect() }
}

/// As `gureum curate` and `gureum show` take it.
fn short(iri: &str) -> String {
    prefixes::shorten_or_bracket(iri).replace('\\', "")
}
