//! The commands, one file each: what can be typed after its name, and what it does.

pub(crate) mod add;
pub(crate) mod analyze;
pub(crate) mod annotate;
pub(crate) mod ask;
pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod curate;
pub(crate) mod describe;
pub(crate) mod diff;
pub(crate) mod draw;
pub(crate) mod dump;
pub(crate) mod entities;
pub(crate) mod eval;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod link;
pub(crate) mod load;
pub(crate) mod man;
pub(crate) mod manifest;
pub(crate) mod path;
pub(crate) mod query;
pub(crate) mod remove;
pub(crate) mod report;
pub(crate) mod rules;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod stats;
pub(crate) mod verify;
pub(crate) mod why;
pub(crate) mod why_not;

use crate::args::Command;
use crate::context::Context;
use crate::exit::{Exit, UsageError};

/// Runs a command.
pub(crate) fn run(command: Command, context: &Context) -> anyhow::Result<Exit> {
    if context.is_remote() && !matches!(command, Command::Query(_) | Command::Load(_)) {
        let message = format!(
            "{} is no folder: of a graph on another server there are only gureum query and gureum load",
            context.store.display()
        );
        return Err(UsageError(message).into());
    }
    match command {
        Command::Build(args) => build::run(args, context),
        Command::Add(args) => add::run(args, context),
        Command::Remove(args) => remove::run(args, context),
        Command::Diff(args) => diff::run(args, context),
        Command::Verify(args) => verify::run(args, context),
        Command::Manifest(args) => manifest::run(args, context),
        Command::Extract(args) => extract::run(args, context),
        Command::Query(args) => query::run(args, context),
        Command::Serve(args) => serve::run(args, context),
        Command::Ask(args) => ask::run(args, context),
        Command::Show(args) => show::run(args, context),
        Command::Entities(args) => entities::run(&args, context),
        Command::Link(args) => link::run(&args, context),
        Command::Curate(command) => curate::run(command, context),
        Command::Why(args) => why::run(args, context),
        Command::WhyNot(args) => why_not::run(args, context),
        Command::Annotate(args) => annotate::run(args, context),
        Command::Path(args) => path::run(args, context),
        Command::Analyze(command) => analyze::run(command, context),
        Command::Export(args) => export::run(args, context),
        Command::Draw(args) => draw::run(args, context),
        Command::Dump(args) => dump::run(args, context),
        Command::Load(args) => load::run(args, context),
        Command::Stats(args) => stats::run(args, context),
        Command::Report(command) => report::run(command, context),
        Command::Describe(args) => describe::run(args, context),
        Command::Rules(command) => rules::run(command, context),
        Command::Eval(args) => eval::run(args, context),
        Command::Check(args) => check::run(args, context),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(&args, context),
    }
}
