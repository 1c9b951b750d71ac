//! `gureum ask`: the questions that have a name, listed and asked.
//!
//! Each question is a subcommand of its own, with its parameters as options, so that `--help`, completions and
//! complaints come from the catalogue.

use std::collections::BTreeMap;
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Args as Group, Command, FromArgMatches, Subcommand};
use gureum_query::ask::{ArgumentError, Bound, Catalogue, CatalogueError, Parameter, Question, Rows};
use gureum_query::card::{TextOptions, text};
use gureum_query::find::Names;
use gureum_query::results::{self, Format, TableOptions, WriteError};
use gureum_query::terminal::one_line;
use gureum_store::{QueryOptions, Store};
use oxrdf::{Literal, NamedNode, Term};

use crate::context::Context;
use crate::exit::{Exit, UsageError};
use crate::output::{stdout, width};

const EXAMPLES: &str = "\
Examples:
  gureum ask                                  the questions
  gureum ask partners --org KT                one of them
  gureum ask partners --org KT --sentences    and who says so
  gureum ask partners --help                  what it takes
  gureum ask partners --org KT --show-sparql > partners.rq

A name may be Korean or English, a short form such as id:kt, or a whole IRI.";

/// Wider lines are hard to read.
const WIDEST: usize = 110;
/// Before the name of a parameter in clap's matches, so that it is no other option's.
const PARAMETER: &str = "parameter:";

/// Ask one of the questions that have a name, or list them
#[derive(Debug, Group)]
#[command(
    after_help = EXAMPLES, disable_help_subcommand = true,
    subcommand_value_name = "QUESTION", subcommand_help_heading = "Questions"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    asked: Option<Asked>,

    /// Questions of your own, files NAME.rq in a folder, in place of those inside the program
    #[arg(long, global = true, value_name = "FOLDER")]
    questions: Option<PathBuf>,

    /// How to write the answer, or the list: table, csv, tsv, json or xml
    #[arg(long, global = true, value_name = "FORMAT", default_value = "table")]
    format: Format,

    /// Below each row the sentences that it rests on; in other formats than table as columns
    #[arg(long, global = true)]
    sentences: bool,

    /// Print the SPARQL, with the arguments in it, in place of running it
    #[arg(long, global = true)]
    show_sparql: bool,
}

/// A question's name and what was given for its parameters.
#[derive(Debug)]
struct Asked {
    name: String,
    arguments: BTreeMap<String, String>,
}

impl FromArgMatches for Asked {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (name, given) = matches.subcommand().ok_or_else(missing)?;
        let argument = |id: &str| {
            let value = given.try_get_one::<String>(id).ok().flatten()?;
            Some((id.strip_prefix(PARAMETER)?.to_owned(), value.clone()))
        };
        let arguments = given.ids().filter_map(|id| argument(id.as_str())).collect();
        Ok(Self { name: name.to_owned(), arguments })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for Asked {
    fn augment_subcommands(command: Command) -> Command {
        // Other commands do not read the catalogue.
        command.defer(with_questions)
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(_: &str) -> bool {
        true
    }
}

fn with_questions(command: Command) -> Command {
    match catalogue(typed_folder().as_deref()) {
        Ok(catalogue) => {
            let questions = catalogue.questions().into_iter().map(subcommand);
            command.subcommands(questions.collect::<Vec<_>>())
        }
        // Said when the command runs, whatever question was meant.
        Err(_) => command.allow_external_subcommands(true),
    }
}

/// What `--questions` says, which must be known before the rest can be understood.
fn typed_folder() -> Option<PathBuf> {
    let mut typed = env::args_os();
    while let Some(word) = typed.next() {
        match word.to_str() {
            Some("--questions") => return typed.next().map(PathBuf::from),
            Some(word) => {
                if let Some(folder) = word.strip_prefix("--questions=") {
                    return Some(folder.into());
                }
            }
            None => {}
        }
    }
    None
}

fn catalogue(folder: Option<&Path>) -> Result<Catalogue, CatalogueError> {
    folder.map_or_else(|| Ok(Catalogue::builtin()), Catalogue::read)
}

fn subcommand(question: &Question) -> Command {
    let option = |parameter: &Parameter| {
        let mut help = format!("{} ({})", parameter.ko, parameter.en);
        if let Some(default) = &parameter.default {
            help.push_str(&format!(" [default: {default}]"));
        }
        Arg::new(format!("{PARAMETER}{}", parameter.name))
            .long(parameter.name.clone())
            .value_name(parameter.kind.label_ko())
            .help(help)
            .required(parameter.is_required())
    };
    Command::new(question.name.clone())
        .about(format!("{} {}", question.ko, question.en))
        .args(question.parameters.iter().map(option))
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let catalogue = catalogue(args.questions.as_deref())?;
    let Some(asked) = &args.asked else { return list(&catalogue, args.format) };
    let question = catalogue.get(&asked.name).ok_or_else(|| {
        UsageError(format!("there is no question '{}'; `gureum ask` lists them", asked.name))
    })?;
    let store = context.open_store()?;
    let bound = match question.bind(&Names::new(&store), &asked.arguments) {
        Ok(bound) => bound,
        Err(errors) if errors.0.iter().any(|error| matches!(error, ArgumentError::Name { .. })) => {
            return Err(errors.into());
        }
        Err(errors) => return Err(UsageError(errors.to_string()).into()),
    };
    let mut out = stdout();
    if args.show_sparql {
        out.write_all(bound.portable_sparql().as_bytes())?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let answer = bound.rows(&store, QueryOptions::default())?;
    let empty = answer.rows.is_empty();
    match (args.format, args.sentences) {
        (Format::Table, true) => cited(&bound, &store, &answer, context, &mut out)?,
        (Format::Table, false) => {
            let columns = question.columns();
            let titles: Vec<String> = columns.iter().map(|column| column.title.clone()).collect();
            let rows = answer.rows.into_iter().map(|row| columns.iter().map(|c| row[c.at].clone()).collect());
            write(&titles, rows, Format::Table)?;
        }
        (format, false) => write(&answer.variables, answer.rows, format)?,
        (format, true) => {
            let (variables, rows) = with_sentences(&bound, &store, answer);
            write(&variables, rows, format)?;
        }
    }
    if empty && args.format == Format::Table {
        context.messages.line("(no rows)");
    }
    Ok(Exit::Done)
}

fn write(
    columns: &[String],
    rows: impl IntoIterator<Item = Vec<Option<Term>>>,
    format: Format,
) -> anyhow::Result<()> {
    match results::write_rows(columns, rows, format, &TableOptions::default(), &mut stdout()) {
        Ok(_) => Ok(()),
        Err(error @ WriteError::Mismatch { .. }) => Err(UsageError(error.to_string()).into()),
        Err(error) => Err(error.into()),
    }
}

/// The questions, by topic, with what they take.
fn list(catalogue: &Catalogue, format: Format) -> anyhow::Result<Exit> {
    let usage = |question: &Question| {
        let parameters = question.parameters.iter().map(|parameter| {
            let option = format!("--{} {}", parameter.name, parameter.kind.label_ko());
            if parameter.is_required() { option } else { format!("[{option}]") }
        });
        parameters.collect::<Vec<_>>().join(" ")
    };
    if format != Format::Table {
        let columns = ["question", "topic", "ko", "en", "parameters"].map(str::to_owned);
        let rows = catalogue.questions().into_iter().map(|question| {
            let parameters = usage(question);
            let cells = [&question.name, &question.topic, &question.ko, &question.en, &parameters];
            cells.map(|cell| Some(Literal::new_simple_literal(cell).into())).to_vec()
        });
        write(&columns, rows, format)?;
        return Ok(Exit::Done);
    }
    let mut out = stdout();
    let mut topic = None;
    for question in catalogue.questions() {
        if topic != Some(&question.topic) {
            writeln!(out, "{}{}", if topic.is_some() { "\n" } else { "" }, question.topic)?;
            topic = Some(&question.topic);
        }
        writeln!(out, "  {} {}", question.name, usage(question))?;
        writeln!(out, "      {} {}", question.ko, question.en)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Each row with the sentences that it rests on.
fn cited(
    bound: &Bound<'_>,
    store: &Store,
    answer: &Rows,
    context: &Context,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut options = TextOptions { width: width().min(WIDEST), ..TextOptions::default() };
    if context.colored {
        options.style = text::ansi;
    }
    let (before, after) = (options.style)(text::Style::Value);
    for (at, row) in answer.rows.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let cells: Vec<String> = answer.shown(row).iter().map(|cell| one_line(cell)).collect();
        writeln!(out, "{before}{}{after}", cells.join(" │ "))?;
        for (at, claim) in bound.cite(store, &answer.variables, row).into_iter().enumerate() {
            if at > 0 {
                writeln!(out, "    │")?;
            }
            text::write_claim(&claim, &options, out)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// The answer with a row for each sentence that a row rests on, and columns for the sentence and its article.
fn with_sentences(bound: &Bound<'_>, store: &Store, answer: Rows) -> (Vec<String>, Vec<Vec<Option<Term>>>) {
    let mut variables = answer.variables.clone();
    variables.extend(
        ["quote", "sentence", "rule", "article", "title", "publisher", "published", "url"].map(str::to_owned),
    );
    let text = |value: Option<&str>| value.map(|value| Literal::new_simple_literal(value).into());
    let mut rows = Vec::new();
    for row in &answer.rows {
        let before = rows.len();
        for claim in bound.cite(store, &answer.variables, row) {
            let article = &claim.article;
            for evidence in &claim.evidence {
                let mut cited = row.clone();
                cited.extend([
                    text(Some(&evidence.quote)),
                    text(Some(&evidence.sentence)),
                    text(evidence.rule.as_deref()),
                    NamedNode::new(&article.iri).ok().map(Term::from),
                    text(article.title.as_deref()),
                    text(article.publisher.as_deref()),
                    text(article.published.as_deref()),
                    text(article.url.as_deref()),
                ]);
                rows.push(cited);
            }
        }
        if rows.len() == before {
            let mut bare = row.clone();
            bare.resize(variables.len(), None);
            rows.push(bare);
        }
    }
    (variables, rows)
}
