//! `gureum report`: what the graph says of its own trustworthiness.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args as Group, Subcommand};
use gureum_build::eval::{self, Bin, Calibration};
use gureum_model::{CalendarDate, Severity};
use gureum_query::report::{self, Sheet, conflicts, plans, reliability};

use crate::context::Context;
use crate::exit::Exit;
use crate::sheet::{Format, write};
use crate::table;

/// Report on what contradicts, what became of plans, how reliable the rules are
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Facts that cannot hold together: denials, given-up plans, amounts, days, two holders of a post
    Conflicts(Conflicts),
    /// Plans that were kept, missed, or are open
    Plans(Plans),
    /// How often each rule was right; with gold, how often facts of each belief are
    Reliability(Reliability),
}

#[derive(Debug, Group)]
pub(crate) struct Conflicts {
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Group)]
pub(crate) struct Plans {
    /// The day to judge by, as if no later article were there [default: that of the newest article]
    #[arg(long, value_name = "DAY")]
    as_of: Option<CalendarDate>,

    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Group)]
pub(crate) struct Reliability {
    /// Folder with NAME.json files for articles of the graph: what share of the facts of each belief is right
    #[arg(value_name = "GOLD_DIR")]
    gold: Option<PathBuf>,

    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Group)]
struct Output {
    /// How to write the report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

pub(crate) fn run(command: Command, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    match command {
        Command::Conflicts(Conflicts { output }) => {
            let found = conflicts::conflicts(&store);
            write(&found, &conflicts::sheet(&found), output.format)?;
            context.messages.line(&table::count(found.len(), "conflict"));
        }
        Command::Plans(Plans { as_of, output }) => {
            let Some(day) = as_of.or_else(|| report::newest_day(&store)) else {
                context
                    .messages
                    .error("no article has a day, so name the day to judge by: --as-of 2024-06-10");
                return Ok(Exit::Lost);
            };
            let found = plans::plans(&store, day);
            write(&found, &plans::sheet(&found), output.format)?;
            let count = |outcome| found.iter().filter(|plan| plan.outcome == outcome).count();
            let [kept, missed, open] =
                [plans::Outcome::Kept, plans::Outcome::Missed, plans::Outcome::Open].map(count);
            context.messages.line(&format!("as of {day}: {kept} kept, {missed} missed, {open} open"));
        }
        Command::Reliability(Reliability { gold: None, output }) => {
            let found = reliability::rules(&store);
            write(&found, &reliability::sheet(&found), output.format)?;
            let few = found.iter().filter(|rule| rule.few).count();
            let rules = table::count(found.len(), "rule");
            context.messages.line(&format!("{rules}, {few} of them seen fewer than ten times"));
        }
        Command::Reliability(Reliability { gold: Some(folder), output }) => {
            let (golds, diagnostics) =
                eval::read_folder(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
            let broken = diagnostics.iter().any(|problem| problem.severity == Severity::Error);
            diagnostics.iter().for_each(|problem| context.messages.diagnostic(problem));
            let found = eval::calibrate(&store, &golds);
            let Some(all) = found.bins.last() else {
                let hint = "build the graph from the articles that have gold";
                context
                    .messages
                    .error(&format!("{}: no gold for any fact of the graph: {hint}", folder.display()));
                return Ok(Exit::Lost);
            };
            write(&found, &bins(&found), output.format)?;
            if !found.without.is_empty() {
                let without = table::count(found.without.len(), "article");
                context.messages.warning(&format!("{without} with gold are not in the graph"));
            }
            let share = all.right as f64 / all.facts as f64;
            let facts = table::count(all.facts, "fact");
            context.messages.line(&format!("{facts}: {share:.3} right, {:.3} believed", all.mean));
            return Ok(if broken { Exit::Lost } else { Exit::Done });
        }
    }
    Ok(Exit::Done)
}

fn bins(found: &Calibration) -> Sheet {
    let row = |Bin { from, to, facts, right, mean }: &Bin| {
        vec![
            format!("{from:.2}–{to:.2}"),
            facts.to_string(),
            right.to_string(),
            format!("{mean:.3}"),
            format!("{:.3}", *right as f64 / *facts as f64),
        ]
    };
    let columns = vec!["belief", "facts", "right", "mean belief", "share right"];
    Sheet { columns, rows: found.bins.iter().map(row).collect() }
}
