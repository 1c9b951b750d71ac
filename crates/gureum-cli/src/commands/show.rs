//! `gureum show`: everything about one entity, with the sentences that say so.

use std::io::Write;

use clap::Args as Group;
use gureum_query::card::{Card, TextOptions, text};
use gureum_query::find::{self, Found};

use crate::context::Context;
use crate::exit::Exit;
use crate::output::{stdout, width};

const EXAMPLES: &str = "\
Examples:
  gureum show KT
  gureum show 클라우드 플래그십 프로젝트
  gureum show id:microsoft --all

A name may be Korean or English, a short form such as id:kt, or a whole IRI.";

/// Wider lines are hard to read.
const WIDEST: usize = 110;

/// Show what the graph knows of an entity
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Its name; several words are one name
    #[arg(required = true, value_name = "NAME")]
    name: Vec<String>,

    /// Show every fact and every article that states it
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let asked = args.name.join(" ");
    let store = context.open_store()?;
    let found = find::find(&store, &asked);
    if let Found::Entity { also, .. } = &found
        && !also.is_empty()
    {
        let others: Vec<&str> = also.iter().map(|other| other.label.as_str()).collect();
        context.messages.note(&format!("'{asked}' is also a name of {}", others.join(", ")));
    }
    let entity = found.one(&asked)?;
    let mut options = TextOptions { width: width().min(WIDEST), ..TextOptions::default() };
    if context.colored {
        options.style = text::ansi;
    }
    if args.all {
        (options.facts, options.claims) = (usize::MAX, usize::MAX);
    }
    let mut out = stdout();
    text::write(&Card::new(&store, &entity.iri), &options, &mut out)?;
    out.flush()?;
    Ok(Exit::Done)
}
