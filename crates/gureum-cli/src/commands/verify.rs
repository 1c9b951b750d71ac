//! `gureum verify`: is the graph, or one fact of it, what the recorded articles give?

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args as Group, ValueEnum};
use gureum_build::build::{self, BuildOptions};
use gureum_build::change;
use gureum_build::manifest::Manifest;
use gureum_build::verify::{self, Different, Verified, Why};
use gureum_query::diff::{self, Diff, Statement};
use gureum_query::facts;
use gureum_store::Store;
use serde::Serialize;

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

    /// How to write what was found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,

    #[command(flatten)]
    seeds: Seeds,

    #[command(flatten)]
    corrections: Corrections,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines of text
    Table,
    /// One object; of a fact an array with an object for each article's word on it
    Json,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let asked = if args.fact.is_empty() { None } else { Some(Asked::parse(&args.fact)?) };
    let store = context.open_store()?;
    match (asked, &args.manifest) {
        (Some(asked), _) => replay(&store, &asked, &args, context),
        (None, Some(path)) => compare(&store, path, args.format, context),
        (None, None) => whole(&store, &args, context),
    }
}

fn whole(store: &Store, args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let (extractor, options) = context.load_for_graph(&args.seeds, &args.corrections)?;
    let options = BuildOptions { texts: false, ..options };
    let mut progress = Progress::new(&context.messages, Some(store.articles().len()));
    // What cannot be read is told below, among what differs.
    let verified = verify::verify(store, &extractor, &options, &mut |step| {
        if let build::Progress::Article = step {
            progress.step();
        }
    })?;
    drop(progress);
    let found = Found::new(store, verified, &context.store);
    let mut out = stdout();
    match args.format {
        Format::Table => found.print(&mut out)?,
        Format::Json => json(&found, &mut out)?,
    }
    out.flush()?;
    let good = found.different.is_empty() && found.without_text.is_empty();
    Ok(if good { Exit::Done } else { Exit::Different })
}

fn json(data: &impl Serialize, out: &mut impl Write) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, data)?;
    writeln!(out)?;
    Ok(())
}

/// What reading all articles again has shown.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    /// The graph.
    store: String,
    /// Articles that were read again.
    articles: usize,
    /// Whether the graph has recorded what it was made with.
    recorded: bool,
    /// Names of what it was made with that is not so now.
    changed: Vec<String>,
    /// Articles that could not be checked, since their texts were left out.
    without_text: Vec<String>,
    /// Graphs that are not as recorded.
    different: Vec<Different>,
    /// What the articles that differ say now and said then.
    statements: Diff,
}

impl Found {
    fn new(store: &Store, verified: Verified, path: &Path) -> Self {
        let Verified { again, changed, articles, different } = verified;
        let of_articles = different.iter().filter(|d| d.is_article);
        let differ: BTreeSet<String> = of_articles.map(|d| d.graph.clone()).collect();
        let of = |store: &Store| {
            let mut all = diff::of_store(store);
            all.retain(|said| differ.contains(&format!("{}{}", gureum_model::iri::ARTICLE, said.article)));
            all
        };
        let statements =
            if differ.is_empty() { Diff::default() } else { diff::compare(of(store), of(&again.store)) };
        let store_name = path.display().to_string();
        let recorded = !store.inputs().is_empty();
        let without_text = again.without_text;
        Self { store: store_name, articles, recorded, changed, without_text, different, statements }
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { store, articles, recorded, changed, without_text, different, statements } = self;
        if !changed.is_empty() && *recorded {
            writeln!(out, "Changed since the graph was made: {}\n", changed.join(", "))?;
        }
        for Different { name, why, is_article, .. } in different {
            let what = if *is_article { "article" } else { "graph" };
            writeln!(out, "{what} {name} differs: {}", reason(why, *recorded))?;
        }
        if different.iter().any(|d| d.is_article) {
            writeln!(out)?;
            difference::print(statements, out)?;
        }
        if !different.is_empty() {
            writeln!(out)?;
        }
        if !without_text.is_empty() {
            writeln!(out, "not checked, for want of their texts in the store: {}", without_text.join(", "))?;
        }
        let checked = table::count(*articles, "article");
        if different.is_empty() {
            writeln!(out, "{store}: {checked} read again; every graph is as recorded")
        } else {
            let graphs = table::count(different.len(), "graph");
            writeln!(out, "{store}: {checked} read again; {graphs} not as recorded")
        }
    }
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
fn compare(store: &Store, path: &Path, format: Format, context: &Context) -> anyhow::Result<Exit> {
    let usage = |message: String| UsageError(format!("{}: {message}", path.display()));
    let text = read_text(path).map_err(|error| UsageError(format!("{error:#}")))?;
    let listed: Manifest = serde_json::from_str(&text)
        .map_err(|error| usage(format!("it is no list of `gureum manifest --format json`: {error}")))?;
    let found = Manifest::of(store)?;
    let differences = listed.differences(&found);
    let mut out = stdout();
    let name = context.store.display();
    match (format, differences.len()) {
        (Format::Json, _) => {
            json(&serde_json::json!({ "store": name.to_string(), "differences": differences }), &mut out)?;
        }
        (Format::Table, 0) => writeln!(out, "{name}: everything is as listed")?,
        (Format::Table, count) => {
            for difference in &differences {
                writeln!(out, "{difference}")?;
            }
            writeln!(out, "{name}: {} from what is listed", table::count(count, "difference"))?;
        }
    }
    out.flush()?;
    Ok(if differences.is_empty() { Exit::Done } else { Exit::Different })
}

/// What replaying one article's word on a fact has shown.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replayed {
    verdict: Verdict,
    /// Why it is not confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    statement: Statement,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// The quote stands at its place, and the rule reads the same there.
    Confirmed,
    Refuted,
    /// Its text cannot be had.
    NotChecked,
}

/// Reads the articles behind a fact again, and says of each statement whether it comes out the same.
fn replay(store: &Store, asked: &Asked, args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let found = facts_of(store, asked)?;
    if found.is_empty() {
        context.messages.error("there is no such fact; `gureum show NAME` lists the facts of a name");
        return Ok(Exit::Lost);
    }
    let articles: BTreeSet<String> =
        found.iter().flat_map(|fact| &fact.claims).map(|claim| claim.article.iri.clone()).collect();
    let (extractor, options) = context.load_for_graph(&args.seeds, &args.corrections)?;
    let options = BuildOptions { texts: false, ..options };
    let again = verify::again(store, Some(&articles), &extractor, &options, &mut |_| {})?;
    let mut replayed: Vec<Replayed> = Vec::new();
    for fact in &found {
        let now = facts::fact(&again.store, &fact.iri).map_or_else(Vec::new, |fact| diff::of_fact(&fact));
        for claim in &fact.claims {
            let mut alone = fact.clone();
            alone.claims = vec![claim.clone()];
            let Some(statement) = diff::of_fact(&alone).into_iter().next() else { continue };
            let text = change::page_of(store, &claim.article.iri);
            let (verdict, why) = match text.map(|page| page.map(|named| named.page.source)) {
                Ok(None) => {
                    let why = "cannot be checked: its text is not in the store";
                    (Verdict::NotChecked, Some(why.to_owned()))
                }
                Err(error) => (Verdict::NotChecked, Some(format!("cannot be checked: {error}"))),
                Ok(Some(text)) => match judge(&statement, &now, &text) {
                    Ok(()) => (Verdict::Confirmed, None),
                    Err(why) => (Verdict::Refuted, Some(why)),
                },
            };
            replayed.push(Replayed { verdict, why, statement });
        }
    }
    let mut out = stdout();
    match args.format {
        Format::Table => replayed.iter().try_for_each(|one| print_replayed(one, &mut out))?,
        Format::Json => json(&replayed, &mut out)?,
    }
    out.flush()?;
    let good = replayed.iter().all(|one| one.verdict == Verdict::Confirmed);
    Ok(if good { Exit::Done } else { Exit::Different })
}

fn print_replayed(Replayed { verdict, why, statement }: &Replayed, out: &mut impl Write) -> io::Result<()> {
    let word = match verdict {
        Verdict::Confirmed => "confirmed",
        Verdict::Refuted => "refuted",
        Verdict::NotChecked => "not checked",
    };
    writeln!(out, "{word}: {}", difference::line(statement))?;
    if let Some(why) = why {
        writeln!(out, "      {} {why}", statement.article)?;
    }
    difference::places(statement, out)
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
