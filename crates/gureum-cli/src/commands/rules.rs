//! `gureum rules`: what the rules are, and whether they keep their own examples.

use std::io::Write;

use clap::{Args as Group, Subcommand};
use gureum_extract::rule::{self, Reliability};

use crate::args::Seeds;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::stdout;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum rules list
  gureum rules check --seeds seeds      after editing seeds/rules, seeds/words or seeds/lexicon";

/// List the extraction rules, or run their examples
#[derive(Debug, Subcommand)]
#[command(after_help = EXAMPLES)]
pub(crate) enum Command {
    /// Run every rule's examples: those where it must find its facts, and those where it must find none
    Check(Args),
    /// List the rules by property
    List(Args),
}

#[derive(Debug, Group)]
pub(crate) struct Args {
    #[command(flatten)]
    seeds: Seeds,
}

pub(crate) fn run(command: Command, context: &Context) -> anyhow::Result<Exit> {
    match command {
        Command::Check(args) => check(&args, context),
        Command::List(args) => list(&args, context),
    }
}

fn check(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let loaded = context.load_extractor(&args.seeds)?;
    let resources = loaded.extractor.resources();
    for (name, near) in Reliability::without_rule(&resources.reliability, &resources.rules) {
        let hint = near.map_or_else(String::new, |near| format!("did you mean '{near}'? else "));
        let message = format!("reliability.tsv: there is no rule '{name}'; {hint}take its lines out");
        context.messages.warning(&message);
    }
    let rules = &resources.rules.rules;
    let examples: usize = rules.iter().map(|rule| rule.yes.len() + rule.no.len()).sum();
    let failures = rule::check(&loaded.extractor);
    let mut out = stdout();
    for failure in &failures {
        writeln!(out, "{failure}")?;
    }
    out.flush()?;
    let checked = format!("{} of {}", table::count(examples, "example"), table::count(rules.len(), "rule"));
    if failures.is_empty() {
        context.messages.line(&format!("{checked}: all as they should be"));
        return Ok(Exit::Done);
    }
    context.messages.error(&format!(
        "{checked}: {} failed; change the rule, or the example if it asks for the wrong thing",
        failures.len()
    ));
    Ok(Exit::Lost)
}

fn list(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let resources = context.resources(&args.seeds)?;
    let mut rules: Vec<_> = resources.rules.rules.iter().collect();
    rules.sort_by(|a, b| (a.property, &a.id).cmp(&(b.property, &b.id)));
    let mut out = stdout();
    for rule in &rules {
        writeln!(out, "{:<18} {:<28} {}", rule.property.name(), rule.id, rule.about.trim())?;
    }
    out.flush()?;
    context.messages.note(&table::count(rules.len(), "rule"));
    Ok(Exit::Done)
}
