//! `gureum stats`: what is in the graph, in numbers.

use std::io::Write;

use clap::Args as Group;
use gureum_query::statistics::Statistics;

use crate::context::Context;
use crate::exit::Exit;
use crate::output::stdout;
use crate::table;

/// Count what is in the graph
#[derive(Debug, Group)]
pub(crate) struct Args {}

pub(crate) fn run(_: Args, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    let Statistics { facts, entities, .. } = Statistics::new(&store)?;
    let mut out = stdout();
    writeln!(
        out,
        "{}: {}, {} ({} hold now), ontology {}",
        context.store.display(),
        table::count(store.articles().len(), "article"),
        table::count(store.len(), "quad"),
        store.default_len(),
        store.ontology_version(),
    )?;
    writeln!(out)?;
    table::facts(&facts, &mut out)?;
    table::entities(&entities, &mut out)?;
    out.flush()?;
    Ok(Exit::Done)
}
