//! `gureum eval`: how much of what articles state is found, and what a change of rules does to it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args as Group, ValueEnum};
use gureum_build::eval::{self, Changes, Errors, Fact, Gold, Report, Scores, Texts};
use gureum_build::input::Inputs;
use gureum_model::{CalendarDate, Diagnostic, Severity};

use crate::args::Seeds;
use crate::context::{Context, read_text};
use crate::evaluation;
use crate::exit::Exit;
use crate::output::stdout;
use crate::progress::Progress;

const EXAMPLES: &str = "\
Examples:
  gureum eval tests/gold/seeds --articles seeds/articles
  gureum eval gold/ --errors                  what was missed, what was wrong, with the sentences
  gureum eval gold/ --save before.jsonl       before a change of rules …
  gureum eval gold/ --seeds seeds --against before.jsonl    … and after it
  gureum eval gold/ --facts facts.jsonl       facts that `gureum extract` printed
  gureum eval gold/ --rates --date 2024-06-10 > seeds/reliability.tsv

NAME.json has the entities and facts of the article NAME.md (.txt, .html).
strict: subject, property, object and modality agree; relaxed: modality may differ;
macro: mean F1 of the properties with five gold facts or more.";

/// Score extraction against articles that were read by hand
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Folder with NAME.json files, the facts that a reader finds
    #[arg(value_name = "GOLD_DIR")]
    gold: PathBuf,

    /// Where the articles are [default: GOLD_DIR]
    #[arg(long, value_name = "FOLDER")]
    articles: Option<PathBuf>,

    /// Score these facts, as `gureum extract` prints them, in place of extracting the articles
    #[arg(long, value_name = "FILE", conflicts_with_all = ["folder", "lexicon", "save"])]
    facts: Option<PathBuf>,

    /// List what was missed and what was wrong
    #[arg(long)]
    errors: bool,

    /// Keep the extracted facts, to compare later extractions with
    #[arg(long, value_name = "BASELINE")]
    save: Option<PathBuf>,

    /// List what was gained and lost since these facts were kept
    #[arg(long, value_name = "BASELINE")]
    against: Option<PathBuf>,

    /// How to write the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,

    /// Write how often each rule was right, as in seeds/reliability.tsv, in place of scores
    #[arg(long, requires = "date", conflicts_with_all = ["errors", "against", "format"])]
    rates: bool,

    /// The day to write down with --rates
    #[arg(long, value_name = "DAY", requires = "rates")]
    date: Option<CalendarDate>,

    /// What to call the gold with --rates [default: the name of GOLD_DIR]
    #[arg(long, value_name = "NAME", requires = "rates")]
    gold_name: Option<String>,

    #[command(flatten)]
    seeds: Seeds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Says what is wrong with the inputs, and remembers whether something was lost.
struct Inspector<'a> {
    context: &'a Context,
    exit: Exit,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let mut inspector = Inspector { context, exit: Exit::Done };
    let (mut golds, diagnostics) =
        eval::read_folder(&args.gold).with_context(|| format!("cannot read {}", args.gold.display()))?;
    inspector.say(diagnostics);
    // Before the articles are read, since that takes longer.
    let before = args.against.as_deref().map(|path| inspector.facts(path)).transpose()?;
    let facts = match &args.facts {
        Some(path) => inspector.facts(path)?,
        None => inspector.extract(&mut golds, &args)?,
    };
    if golds.is_empty() {
        let hint = "give a folder with NAME.json files and the articles NAME.md";
        context.messages.error(&format!("{}: there is no gold to score by: {hint}", args.gold.display()));
        return Ok(Exit::Lost);
    }
    let mut out = stdout();
    if let (true, Some(date)) = (args.rates, args.date) {
        let folder = args.gold.file_name().unwrap_or_default().to_string_lossy();
        let name = args.gold_name.as_deref().unwrap_or(&folder);
        let rates = eval::rates(&eval::judge(&golds, &facts), name, date);
        out.write_all(eval::rates_table(&rates).as_bytes())?;
        out.flush()?;
        return Ok(inspector.exit);
    }
    let texts = if args.errors || before.is_some() { Texts::of(articles(&args)) } else { Texts::default() };
    let now = eval::judge(&golds, &facts);
    let report = Report {
        scores: Scores::of(&now),
        errors: args.errors.then(|| Errors::of(&now, &texts)),
        changes: before.map(|before| Changes::between(&eval::judge(&golds, &before), &now, &texts)),
    };
    match args.format {
        Format::Text => evaluation::print(&report, &mut out)?,
        Format::Json => writeln!(out, "{}", report.to_json())?,
    }
    out.flush()?;
    Ok(inspector.exit)
}

fn articles(args: &Args) -> Inputs {
    Inputs::from_paths(&[args.articles.clone().unwrap_or_else(|| args.gold.clone())])
}

impl Inspector<'_> {
    fn say(&mut self, diagnostics: Vec<Diagnostic>) {
        for diagnostic in diagnostics {
            self.context.messages.diagnostic(&diagnostic);
            if diagnostic.severity == Severity::Error {
                self.exit = Exit::Lost;
            }
        }
    }

    fn facts(&mut self, path: &Path) -> anyhow::Result<Vec<Fact>> {
        let (facts, diagnostics) = eval::read_lines(&path.display().to_string(), &read_text(path)?);
        self.say(diagnostics);
        Ok(facts)
    }

    /// Extracts the articles, and keeps the facts if they are to be kept.
    fn extract(&mut self, golds: &mut Vec<Gold>, args: &Args) -> anyhow::Result<Vec<Fact>> {
        let Context { threads, messages, .. } = self.context;
        let loaded = self.context.load_extractor(&args.seeds)?;
        let inputs = articles(args);
        let mut progress = Progress::new(messages, inputs.articles());
        let (lines, diagnostics) =
            eval::extract(golds, inputs, &loaded.extractor, *threads, || progress.step());
        drop(progress);
        self.say(diagnostics);
        if let Some(path) = &args.save {
            fs::write(path, &lines).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let (facts, diagnostics) = eval::read_lines("the extracted facts", &String::from_utf8(lines)?);
        self.say(diagnostics);
        Ok(facts)
    }
}
