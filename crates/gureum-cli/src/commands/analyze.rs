//! `gureum analyze`: who stands in the middle, what hangs together, what lies between, what has changed.

use std::path::Path;

use anyhow::Context as _;
use clap::{Args as Group, Subcommand, ValueEnum};
use gureum_model::{Class, PartialDate};
use gureum_query::analysis::answers::{self, By};
use gureum_query::analysis::change::change;
use gureum_query::analysis::pagerank::Along;
use gureum_query::analysis::providers::{Side, providers};
use gureum_query::find::Names;
use gureum_query::projection::Projection;
use gureum_query::selection::Selection;
use gureum_store::Store;

use crate::context::{Context, read_text};
use crate::exit::{Exit, UsageError};
use crate::selection::Part;
use crate::sheet::{self, Format};
use crate::table;

/// Measure the graph: centrality, components, communities, bridges between groups, change
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Who stands in the middle: degree, PageRank, betweenness
    Centrality(Centrality),
    /// What hangs together at all
    Components(Groups),
    /// What hangs together closely: communities by the Louvain method
    Communities(Groups),
    /// Who stands on the shortest ways between two groups, such as domestic and foreign providers
    #[command(after_help = GROUPS)]
    Bridges(Bridges),
    /// What is new and what was denied between two days
    Change(Changed),
}

const GROUPS: &str = "\
A group is one of
  domestic, foreign        cloud providers of the registry, by seeds/providers.tsv
  Person, Service, …       all entities of a class
  'KT,네이버클라우드'      names, separated by commas
  @firms.txt               a file of names, one a line

Examples:
  gureum analyze bridges
  gureum analyze bridges 'KT,KT클라우드' 'AWS,마이크로소프트' --format csv";

#[derive(Debug, Group)]
pub(crate) struct Centrality {
    /// What to sort by
    #[arg(long, value_enum, value_name = "MEASURE", default_value_t = Sort::Pagerank)]
    by: Sort,

    /// PageRank both ways along facts, so that their subjects gain too
    #[arg(long)]
    undirected: bool,

    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    Degree,
    Facts,
    Pagerank,
    Betweenness,
}

#[derive(Debug, Group)]
pub(crate) struct Groups {
    /// Members named in a row of the table
    #[arg(long, value_name = "N", default_value_t = 6)]
    members: usize,

    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Group)]
pub(crate) struct Bridges {
    /// One group
    #[arg(value_name = "GROUP", default_value = "domestic")]
    first: String,

    /// The other
    #[arg(value_name = "GROUP", default_value = "foreign")]
    second: String,

    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Group)]
pub(crate) struct Changed {
    /// The earlier day; of a month or year the last
    #[arg(value_name = "BEFORE")]
    before: PartialDate,

    /// The later day
    #[arg(value_name = "AFTER")]
    after: PartialDate,

    /// Entities with more or fewer neighbours, in place of facts
    #[arg(long)]
    degrees: bool,

    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Group)]
struct Output {
    /// Rows at most [default: 20 of a table, all otherwise]
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// How to write the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,

    #[command(flatten)]
    part: Part,
}

/// Rows of a table, unless told otherwise.
const ROWS: usize = 20;
/// Neighbours named in a cell.
const NAMED: usize = 4;

pub(crate) fn run(command: Command, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    match command {
        Command::Centrality(Centrality { by, undirected, output }) => {
            let projection = output.projection(&store)?;
            let along = if undirected { Along::Both } else { Along::Facts };
            let by = match by {
                Sort::Degree => By::Degree,
                Sort::Facts => By::Facts,
                Sort::Pagerank => By::PageRank,
                Sort::Betweenness => By::Betweenness,
            };
            let mut found = answers::central(&projection, along, by);
            let cut = output.cut(&mut found);
            sheet::write(&found, &answers::central_sheet(&found), output.format)?;
            context.messages.line(&shown(cut, table::count_as(cut.1, "entity", "entities")));
        }
        Command::Components(Groups { members, output }) => {
            let projection = output.projection(&store)?;
            let mut found = answers::component_groups(&projection);
            let cut = output.cut(&mut found.groups);
            sheet::write(&found.groups, &answers::group_sheet(&found.groups, members), output.format)?;
            context.messages.line(&shown(cut, table::count(cut.1, "component")));
        }
        Command::Communities(Groups { members, output }) => {
            let projection = output.projection(&store)?;
            let mut found = answers::community_groups(&projection);
            let cut = output.cut(&mut found.groups);
            sheet::write(&found, &answers::group_sheet(&found.groups, members), output.format)?;
            let communities = table::count_as(cut.1, "community", "communities");
            context.messages.line(&format!(
                "{}, modularity {:.4}",
                shown(cut, communities),
                found.modularity
            ));
        }
        Command::Bridges(Bridges { first, second, output }) => {
            let projection = output.projection(&store)?;
            let [one, two] = [&first, &second].map(|group| members(&store, &projection, group));
            let (one, two) = (one?, two?);
            let mut found = answers::between(&projection, &one, &two);
            let cut = output.cut(&mut found);
            sheet::write(&found, &answers::between_sheet(&found, NAMED), output.format)?;
            let there =
                |group: &[String]| group.iter().filter(|iri| projection.nodes.contains_key(*iri)).count();
            let entities = table::count_as(cut.1, "entity", "entities");
            let [one, two] = [there(&one), there(&two)];
            context.messages.line(&shown(
                cut,
                format!("{entities} between {first} ({one} in the graph) and {second} ({two})"),
            ));
        }
        Command::Change(Changed { before, after, degrees, output }) => {
            let (from, to) = (before.last_day(), after.last_day());
            if to < from {
                return Err(UsageError(format!("{to} is before {from}: give the earlier day first")).into());
            }
            let projection = output.projection(&store)?;
            let mut found = answers::changes(&store, &projection, &change(&store, &projection, from, to));
            let (new, gone, kept) = (found.new.len(), found.gone.len(), found.kept);
            if degrees {
                output.cut(&mut found.degrees);
                sheet::write(&found.degrees, &answers::degrees_sheet(&found), output.format)?;
            } else {
                output.cut(&mut found.new);
                output.cut(&mut found.gone);
                sheet::write(&found, &answers::changes_sheet(&found), output.format)?;
            }
            context.messages.line(&format!("{from} to {to}: {new} new, {gone} denied, {kept} as before"));
        }
    }
    Ok(Exit::Done)
}

/// `20 of 404 entities`, or how many there are.
fn shown((shown, all): (usize, usize), counted: String) -> String {
    if shown < all { format!("{shown} of {counted}; --top shows more") } else { counted }
}

/// IRIs of the members of a group.
fn members(store: &Store, projection: &Projection, group: &str) -> anyhow::Result<Vec<String>> {
    for side in [Side::Domestic, Side::Foreign] {
        if group == side.name() {
            return Ok(providers(side));
        }
    }
    if let Some(class) = Class::from_name(group) {
        let nodes = projection.graph.node_weights();
        let members = nodes.filter(|node| node.class.as_deref() == Some(class.name()));
        return Ok(members.map(|node| node.iri.clone()).collect());
    }
    let listed = match group.strip_prefix('@') {
        Some(file) => read_text(Path::new(file))?,
        None => group.replace(',', "\n"),
    };
    let names = Names::new(store);
    let listed = listed.lines().map(str::trim).filter(|name| !name.is_empty());
    let found = listed.map(|name| Ok(names.find(name).one(name)?.iri));
    found.collect::<anyhow::Result<_>>().with_context(|| format!("the group {group}"))
}

impl Output {
    /// The part of the graph, every fact an edge of its own.
    fn projection(&self, store: &Store) -> anyhow::Result<Projection> {
        let selection = Selection { collapse: false, ..self.part.selection(store)? };
        Ok(Projection::new(store, &selection))
    }

    /// Leaves the first rows; how many they are, and of how many.
    fn cut<T>(&self, rows: &mut Vec<T>) -> (usize, usize) {
        let all = rows.len();
        rows.truncate(self.top.unwrap_or(if self.format == Format::Table { ROWS } else { usize::MAX }));
        (rows.len(), all)
    }
}
