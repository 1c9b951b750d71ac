//! `gureum verify`: is the graph, or one fact of it, what the recorded articles give?

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args as Group;
use gureum_build::build::{self, BuildOptions};
use gureum_build::change;
use gureum_build::manifest::Manifest;
use gureum_build::verify::{self, Different, Verified, Why};
use gureum_query::diff::{self, Statement};
use gureum_query::facts;
use gureum_store::Store;

use super::why::{Asked, facts_of};
use crate::args::{Corrections, Seeds};
use crate::context::{Context, read_text};
use crate::difference;
use crate::exit::{Exit, UsageError};
use crate::output::stdout;
use crate::progress::Progress;
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum verify                                 reads all articles again and compares every graph
  gureum verify KT partnersWith 마이크로소프트  replays one fact: same sentence, same rule, same fact?
  gureum verify fact:5f0c                       by the first digits of its hash, or its whole IRI
  gureum verify --manifest graph.json           compares with a list that `gureum manifest` wrote

Nothing is written. The exit status is 0 where all is as recorded, and 1 where something differs or could not be
checked because its text was left out.";

/// Make the graph, or one fact, again from the recorded articles and compare
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// SUBJECT, PROPERTY and perhaps OBJECT by names, or the IRI of a fact [default: everything]
    #[arg(value_name = "FACT")]
    fact: Vec<String>,

    /// Compare with this list of checksums in place of reading the articles again
    #[arg(long, value_name = "FILE", conflicts_with = "fact")]
    manifest: Option<PathBuf>,

    #[command(flatten)]
    seeds: Seeds,

    #[command(flatten)]
    corrections: Corrections,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let asked = if args.fact.is_empty() { None } else { Some(Asked::parse(&args.fact)?) };
    let store = context.open_store()?;
    match (asked, &args.manifest) {
        (Some(asked), _) => replay(&store, &asked, &args.seeds, &args.corrections, context),
        (None, Some(path)) => compare(&store, path, context),
        (None, None) => whole(&store, &args.seeds, &args.corrections, context),
    }
}

fn whole(store: &Store, seeds: &Seeds, corrections: &Corrections, context: &Context) -> anyhow::Result<Exit> {
    let (extractor, options) = context.load_for_graph(seeds, corrections)?;
    let options = BuildOptions { texts: false, ..options };
    let mut progress = Progress::new(&context.messages, Some(store.articles().len()));
    // What cannot be read is told below, among what differs.
    let verified = verify::verify(store, &extractor, &options, &mut |step| {
        if let build::Progress::Article = step {
            progress.step();
        }
    })?;
    drop(progress);
    let mut out = stdout();
    let exit = print(store, &verified, context, &mut out)?;
    out.flush()?;
    Ok(exit)
}

fn print(store: &Store, verified: &Verified, context: &Context, out: &mut impl Write) -> io::Result<Exit> {
    let Verified { again, changed, articles, different } = verified;
    let name = context.store.display();
    let recorded = !store.inputs().is_empty();
    if !changed.is_empty() && recorded {
        writeln!(out, "Changed since the graph was made: {}\n", changed.join(", "))?;
    }
    for Different { name, why, is_article, .. } in different {
        let what = if *is_article { "article" } else { "graph" };
        writeln!(out, "{what} {name} differs: {}", reason(why, recorded))?;
    }
    let articles_that_differ: BTreeSet<String> =
        different.iter().filter(|d| d.is_article).map(|d| d.graph.clone()).collect();
    if !articles_that_differ.is_empty() {
        writeln!(out)?;
        let of = |store: &Store| {
            let mut all = diff::of_store(store);
            all.retain(|said| {
                articles_that_differ.contains(&format!("{}{}", gureum_model::iri::ARTICLE, said.article))
            });
            all
        };
        difference::print(&diff::compare(of(store), of(&again.store)), out)?;
    }
    if !different.is_empty() {
        writeln!(out)?;
    }
    let without = &again.without_text;
    if !without.is_empty() {
        writeln!(out, "not checked, for want of their texts in the store: {}", without.join(", "))?;
    }
    let checked = table::count(*articles, "article");
    if different.is_empty() {
        writeln!(out, "{name}: {checked} read again; every graph is as recorded")?;
    } else {
        let graphs = table::count(different.len(), "graph");
        writeln!(out, "{name}: {checked} read again; {graphs} not as recorded")?;
    }
    Ok(if different.is_empty() && without.is_empty() { Exit::Done } else { Exit::Different })
}

/// Why a graph differs; whether it has `recorded` what it was made with.
fn reason(why: &Why, recorded: bool) -> String {
    match why {
        Why::MadeWith(_) if !recorded => "what it was made with is not recorded".to_owned(),
        Why::Text(message) => format!("its kept text is not the one that was read ({message})"),
        Why::MadeWith(names) => format!("it was made with other {}", names.join(", ")),
        Why::Articles => "it follows from the articles that differ".to_owned(),
        Why::Record => "text, rules and program are the same, so the record itself was changed".to_owned(),
    }
}

/// Compares with a manifest that was kept.
fn compare(store: &Store, path: &Path, context: &Context) -> anyhow::Result<Exit> {
    let usage = |message: String| UsageError(format!("{}: {message}", path.display()));
    let text = read_text(path).map_err(|error| UsageError(format!("{error:#}")))?;
    let listed: Manifest = serde_json::from_str(&text)
        .map_err(|error| usage(format!("it is no list of `gureum manifest --format json`: {error}")))?;
    let found = Manifest::of(store)?;
    let differences = listed.differences(&found);
    let mut out = stdout();
    for difference in &differences {
        writeln!(out, "{difference}")?;
    }
    let name = context.store.display();
    match differences.len() {
        0 => writeln!(out, "{name}: everything is as listed")?,
        count => writeln!(out, "{name}: {} from what is listed", table::count(count, "difference"))?,
    }
    out.flush()?;
    Ok(if differences.is_empty() { Exit::Done } else { Exit::Different })
}

/// Reads the articles behind a fact again, and says of each statement whether it comes out the same.
fn replay(
    store: &Store,
    asked: &Asked,
    seeds: &Seeds,
    corrections: &Corrections,
    context: &Context,
) -> anyhow::Result<Exit> {
    let found = facts_of(store, asked)?;
    if found.is_empty() {
        context.messages.error("there is no such fact; `gureum show NAME` lists the facts of a name");
        return Ok(Exit::Lost);
    }
    let articles: BTreeSet<String> =
        found.iter().flat_map(|fact| &fact.claims).map(|claim| claim.article.iri.clone()).collect();
    let (extractor, options) = context.load_for_graph(seeds, corrections)?;
    let options = BuildOptions { texts: false, ..options };
    let again = verify::again(store, Some(&articles), &extractor, &options, &mut |_| {})?;
    let mut out = stdout();
    let mut exit = Exit::Done;
    for fact in &found {
        let now = facts::fact(&again.store, &fact.iri).map_or_else(Vec::new, |fact| diff::of_fact(&fact));
        for claim in &fact.claims {
            let article = &claim.article.iri;
            let mut alone = fact.clone();
            alone.claims = vec![claim.clone()];
            let Some(statement) = diff::of_fact(&alone).into_iter().next() else { continue };
            let name = &statement.article;
            let text = change::page_of(store, article).map(|page| page.map(|named| named.page.source));
            let verdict = match text {
                Ok(None) => Err("cannot be checked: its text is not in the store".to_owned()),
                Err(error) => Err(format!("cannot be checked: {error}")),
                Ok(Some(text)) => judge(&statement, &now, &text),
            };
            match verdict {
                Ok(()) => writeln!(out, "confirmed: {}", difference::line(&statement))?,
                Err(why) => {
                    exit = Exit::Different;
                    writeln!(
                        out,
                        "{}: {}\n      {name} {why}",
                        verdict_word(&why),
                        difference::line(&statement)
                    )?;
                }
            }
            difference::places(&statement, &mut out)?;
        }
    }
    out.flush()?;
    Ok(exit)
}

fn verdict_word(why: &str) -> &'static str {
    if why.starts_with("cannot") { "not checked" } else { "refuted" }
}

/// Whether a recorded statement stands in the text and comes out the same `now`.
fn judge(recorded: &Statement, now: &[Statement], text: &str) -> Result<(), String> {
    for place in &recorded.evidence {
        let range = usize::try_from(place.start).ok().zip(usize::try_from(place.end).ok());
        let at = range.and_then(|(start, end)| text.get(start..end));
        if at != Some(place.quote.as_str()) {
            let (start, end) = (place.start, place.end);
            return Err(format!("does not have “{}” at bytes {start} to {end} of its text", place.quote));
        }
    }
    let same_article: Vec<Statement> =
        now.iter().filter(|said| said.article == recorded.article).cloned().collect();
    let diff = diff::compare(vec![recorded.clone()], same_article);
    if diff.same > 0 {
        return Ok(());
    }
    match diff.changed.first() {
        None => {
            Err("no longer gives it: see `gureum why-not`, or what has changed with `gureum verify`"
                .to_owned())
        }
        Some(change) => {
            let fields: Vec<String> = change
                .fields
                .iter()
                .map(|field| {
                    let value = |said| difference::value(said, field);
                    format!("{field} {} → {}", value(&change.before), value(&change.after))
                })
                .collect();
            Err(format!("gives it otherwise: {}", fields.join("; ")))
        }
    }
}
