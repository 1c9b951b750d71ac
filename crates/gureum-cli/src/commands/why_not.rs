//! `gureum why-not`: which rules came near in a sentence, and what refused them.

use std::io::Write;
use std::path::PathBuf;

use clap::Args as Group;
use gureum_extract::text;
use gureum_model::CalendarDate;

use super::why::{WIDEST, property_named};
use crate::args::Seeds;
use crate::context::Context;
use crate::exit::{Exit, UsageError};
use crate::explain::{Look, article, why_not};
use crate::output::{stdout, width};

const EXAMPLES: &str = "\
Examples:
  gureum why-not '한빛클라우드는 공공 시장을 겨냥한다.'
  gureum why-not '한빛클라우드가 새 협업 도구를 내놨다.' provides
  gureum why-not '한빛클라우드는 내년 문을 연다.' --published 2024-06-10
  gureum why-not '새벽' provides --article news.md    the sentences of an article with that word
  gureum why-not '…' provides --seeds seeds         after editing seeds/rules, seeds/words or seeds/lexicon

Several sentences are read as one text, each explained in turn: what a later one leaves out may be understood
from those before.";

/// Rules shown without `--all`.
const MOST: usize = 5;

/// Explain why a sentence does not give a fact: the rules that came near, the nearest first
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The sentence, in quotes; of an article, some words of it
    #[arg(value_name = "SENTENCE")]
    sentence: String,

    /// Only rules of this property, by its name or Korean label
    #[arg(value_name = "PROPERTY")]
    property: Option<String>,

    /// Explain the sentences of this file, - for standard input, that have the words
    #[arg(long, value_name = "FILE")]
    article: Option<PathBuf>,

    /// Day from which relative dates are counted
    #[arg(long, value_name = "DATE", conflicts_with = "article")]
    published: Option<String>,

    /// Show every rule that came near
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    seeds: Seeds,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let published = args.published.as_deref().map(day).transpose()?;
    let mut reader = context.load_extractor(&args.seeds)?.extractor.reader();
    let property = args.property.as_deref().map(property_named).transpose()?;
    let (traces, words) = match &args.article {
        Some(path) => (article::of_path(path, &mut reader, context)?, args.sentence.as_str()),
        None => (vec![article::of_text(&args.sentence, published, &mut reader)], ""),
    };
    let look = Look { width: width().min(WIDEST), colored: context.colored };
    let most = if args.all { usize::MAX } else { MOST };
    let mut pages = Vec::new();
    for trace in &traces {
        let asked = |sentence: &usize| trace.at(&trace.sentences()[*sentence].range).contains(words);
        let sentences = (0..trace.sentences().len()).filter(asked);
        pages.extend(sentences.map(|sentence| why_not::explain(trace, sentence, property, most, look)));
    }
    if pages.is_empty() {
        context.messages.error(&format!("there is no sentence with '{}'", args.sentence));
        return Ok(Exit::Lost);
    }
    let mut out = stdout();
    out.write_all(pages.join("\n").as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}

fn day(typed: &str) -> Result<CalendarDate, UsageError> {
    text::parse_date(typed).ok_or_else(|| UsageError(format!("'{typed}' is no date: write 2024-06-10")))
}
