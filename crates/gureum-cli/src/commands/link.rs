//! `gureum link`: our entities in another data set.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args as Group;
use gureum_build::curation::{Action, Curation};
use gureum_build::input::open_packed;
use gureum_build::links::{self, Link, Links};
use gureum_build::seeds;
use gureum_extract::lexicon::Registry;
use gureum_extract::resources::{ResourceError, SourceFile};
use gureum_model::{CalendarDate, Class};
use gureum_query::entities::Listed;
use gureum_query::link::{self, DataSet, Decided, Disagreement, Ours, Proposal, Relation};
use gureum_query::prefixes;
use gureum_query::report::Sheet;

use crate::args::{Corrections, Seeds};
use crate::commands::curate::replace;
use crate::commands::entities::class;
use crate::context::{Context, corrections_file, rdf_format};
use crate::exit::Exit;
use crate::sheet::{Format, write};
use crate::table;

const EXAMPLES: &str = "\
Examples:
  gureum link --against firms.ttl                         what it would link, and why
  gureum link --against dump.nt.gz --format csv > review.csv
  gureum link --against firms.ttl --write --date 2024-06-10
  gureum link --against firms.ttl --disagreements         where it says otherwise than our articles
  gureum link --unlinked                                  organisations without any identifier
  gureum curate unlink KT http://example.org/kt-and-g --reason 'another firm'

Nothing is written without --write. A link is owl:sameAs from score 0.9 on where no other candidate is near, and
skos:closeMatch from 0.7 on. Links are kept in links.tsv beside the corrections, and every build puts them into the
graph; what `gureum curate link` and `unlink` say wins.";

/// Find our entities in another data set, by names, types and neighbours
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The other data set: RDF in a file, also packed (.gz, .zst)
    #[arg(long, value_name = "FILE", required_unless_present = "unlinked")]
    against: Option<PathBuf>,

    /// Its format: nq, nt, ttl, trig, rdf or jsonld [default: what its name says]
    #[arg(long, value_name = "FORMAT", requires = "against")]
    from: Option<String>,

    /// Of this class only
    #[arg(long = "type", value_name = "CLASS", value_parser = class)]
    class: Option<Class>,

    /// Keep the links: in links.tsv and in the graph
    #[arg(long, requires_all = ["against", "date"])]
    write: bool,

    /// The day to write down with the links: today
    #[arg(long, value_name = "DAY", requires = "write")]
    date: Option<CalendarDate>,

    /// Where the data set says otherwise than our articles
    #[arg(long, requires = "against", conflicts_with = "write")]
    disagreements: bool,

    /// Organisations of the registry that articles name and that have no identifier elsewhere
    #[arg(long, conflicts_with = "against")]
    unlinked: bool,

    /// How to write them
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,

    #[command(flatten)]
    corrections: Corrections,

    #[command(flatten)]
    seeds: Seeds,
}

pub(crate) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let store = context.open_store()?;
    let Some(path) = &args.against else {
        let found = link::unlinked(&store);
        write(&found, &unlinked(&found), args.format)?;
        let count = table::count(found.len(), "organisation");
        context.messages.line(&format!("{count} of the registry without identifier"));
        return Ok(Exit::Done);
    };
    let format = rdf_format(path, args.from.as_deref(), "name it with --from,")?;
    let open = || -> io::Result<Box<dyn Read>> { Ok(open_packed(path)?) };
    let theirs = DataSet { open: &open, format };
    let registry = context.resources(&args.seeds)?.registry;
    let corrections = corrections_file(&args.corrections);
    let curation = curation(&corrections, args.corrections.file.is_some(), &registry)?;
    let (ours, mut decided) = link::ours(&store);
    decide(&curation, &mut decided);
    let reading = || format!("cannot link against {}", path.display());
    let matched = link::propose(&ours, &theirs, &decided).with_context(reading)?;
    let mut proposals = matched.proposals;
    if args.disagreements {
        let same = same(&ours, &decided, &proposals);
        let mut found = link::disagreements(&store, &ours, &theirs, &same).with_context(reading)?;
        found.retain(|found| of_class(&ours, args.class, &found.entity));
        write(&found, &Disagreement::sheet(&found, &short), args.format)?;
        context.messages.line(&table::count(found.len(), "disagreement"));
        return Ok(Exit::Done);
    }
    proposals.retain(|proposal| of_class(&ours, args.class, &proposal.entity));
    write(&proposals, &link::sheet(&proposals, &short), args.format)?;
    let count = |wanted| proposals.iter().filter(|found| found.relation == wanted && !found.known).count();
    let known = proposals.iter().filter(|found| found.known).count();
    context.messages.line(&format!(
        "{}: {} read; {} same, {} close, {known} known before",
        path.display(),
        table::count(usize::try_from(matched.triples).unwrap_or(usize::MAX), "triple"),
        count(Relation::Same),
        count(Relation::Close),
    ));
    match args.date.filter(|_| args.write) {
        Some(date) => keep(&proposals, date, path, &corrections, &curation, context)?,
        None if !proposals.is_empty() && args.format == Format::Table => {
            context.messages.line("to keep these links: --write --date DAY");
        }
        None => {}
    }
    Ok(Exit::Done)
}

/// Writes the links into their file, then into the graph.
fn keep(
    proposals: &[Proposal],
    date: CalendarDate,
    path: &Path,
    corrections: &Path,
    curation: &Curation,
    context: &Context,
) -> anyhow::Result<()> {
    let file = seeds::links_file(corrections)?;
    let mut kept = Links::load(&file).map_err(|problems| anyhow::Error::new(ResourceError(problems)))?;
    let source = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let new = proposals.iter().filter(|proposal| !proposal.known).map(|proposal| {
        let others =
            proposal.competitors.iter().map(|other| format!("or <{}> {:.2}", other.iri, other.score));
        let comment: Vec<String> = proposal.reasons.iter().cloned().chain(others).collect();
        Link {
            entity: proposal.entity.clone(),
            label: proposal.label.clone(),
            relation: proposal.relation.name().to_owned(),
            target: proposal.target.clone(),
            target_label: proposal.target_label.clone(),
            score: format!("{:.2}", proposal.score),
            date,
            source: source.clone(),
            comment: comment.join("; "),
        }
    });
    kept.replace(&source, new);
    let target = corrections.with_file_name(links::FILE);
    replace(&target, &kept.to_tsv()).with_context(|| format!("cannot write {}", target.display()))?;
    links::put(&context.store, &kept, curation)?;
    context.messages.line(&format!(
        "{} now in {} and in the graph",
        table::count(kept.iter().count(), "link"),
        target.display()
    ));
    Ok(())
}

/// The corrections, if there are some.
fn curation(path: &Path, named: bool, registry: &Registry) -> anyhow::Result<Curation> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => String::new(),
        read => read.with_context(|| format!("cannot read {}", path.display()))?,
    };
    let file = SourceFile { path: path.display().to_string(), text, layer: 0 };
    Curation::load(&file, registry).map_err(|problems| anyhow::Error::new(ResourceError(problems)))
}

/// What was accepted and refused by hand.
fn decide(curation: &Curation, decided: &mut Decided) {
    for entry in curation.entries() {
        match &entry.action {
            Action::Link { entity, to } => decided.linked.insert((entity.clone(), to.clone())),
            Action::Unlink { entity, to } => decided.refused.insert((entity.clone(), to.clone())),
            _ => false,
        };
    }
}

/// Pairs of ours and theirs that are one: by identifier, by hand, or as proposed.
fn same(ours: &[Ours], decided: &Decided, proposals: &[Proposal]) -> BTreeSet<(String, String)> {
    let known =
        ours.iter().flat_map(|ours| ours.identifiers.iter().map(|known| (ours.iri.clone(), known.clone())));
    let proposed = proposals.iter().filter(|found| found.relation == Relation::Same);
    let proposed = proposed.map(|found| (found.entity.clone(), found.target.clone()));
    known.chain(decided.linked.iter().cloned()).chain(proposed).collect()
}

fn of_class(ours: &[Ours], class: Option<Class>, entity: &str) -> bool {
    class.is_none_or(|class| ours.iter().any(|ours| ours.iri == entity && ours.class == class))
}

fn unlinked(found: &[Listed]) -> Sheet {
    let row = |entity: &Listed| {
        let [articles, facts] = [entity.articles, entity.facts].map(|number| number.to_string());
        vec![short(&entity.iri), entity.label.clone(), articles, facts]
    };
    Sheet { columns: vec!["entity", "name", "articles", "facts"], rows: found.iter().map(row).collect() }
}

/// As `gureum curate` takes it; an IRI elsewhere as it is.
fn short(iri: &str) -> String {
    prefixes::shorten(iri).map_or_else(|| iri.to_owned(), |short| short.replace('\\', ""))
}
