//! `gureum remove`: articles out of the graph.

use clap::Args as Group;
use gureum_build::change;

use crate::context::Context;
use crate::exit::Exit;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum remove kt-cloud-one-team
  gureum remove https://w3id.org/gureum/article/kt-cloud-one-team

What only these articles say is gone afterwards; what others say too stays.";

/// Take articles out of the graph
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Ids of articles (a file's name without its ending, or the id of a record) or their IRIs
    #[arg(value_name = "ARTICLES", required = true)]
    articles: Vec<String>,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let removed = change::remove(&args.articles, &context.store)?;
    for name in &removed.unknown {
        context.messages.warning(&format!(
            "there is no article {name}: `gureum query 'SELECT ?id {{ GRAPH ?a {{ ?a dcterms:identifier ?id }} }}'` lists them"
        ));
    }
    context.messages.line(&format!(
        "{}: {} removed; now {}, {}",
        context.store.display(),
        table::count(removed.store.removed, "article"),
        table::count(removed.store.articles, "article"),
        table::count(removed.store.quads, "quad"),
    ));
    Ok(if removed.unknown.is_empty() { Exit::Done } else { Exit::Lost })
}
