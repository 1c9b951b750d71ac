//! `gureum why-not`: which rules came near in a sentence, and what refused them.

use std::io::Write;

use clap::Args as Group;
use gureum_extract::text;
use gureum_model::ContentHash;

use super::why::{WIDEST, property_named};
use crate::args::Seeds;
use crate::context::Context;
use crate::exit::{Exit, UsageError};
use crate::explain::{Look, why_not};
use crate::output::{stdout, width};

const EXAMPLES: &str = "\
Examples:
  gureum why-not '한빛클라우드는 공공 시장을 겨냥한다.'
  gureum why-not '한빛클라우드가 새 협업 도구를 내놨다.' provides
  gureum why-not '한빛클라우드는 내년 문을 연다.' --published 2024-06-10
  gureum why-not '…' provides --seeds seeds         after editing seeds/rules, seeds/words or seeds/lexicon

Several sentences are read as one text, each explained in turn: what a later one leaves out may be understood
from those before.";

/// Rules shown without `--all`.
const MOST: usize = 5;

/// Explain why a sentence does not give a fact: the rules that came near, the nearest first
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The sentence, in quotes
    #[arg(value_name = "SENTENCE")]
    sentence: String,

    /// Only rules of this property, by its name or Korean label
    #[arg(value_name = "PROPERTY")]
    property: Option<String>,

    /// Day from which relative dates are counted
    #[arg(long, value_name = "DATE")]
    published: Option<String>,

    /// Show every rule that came near
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    seeds: Seeds,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let property = args.property.as_deref().map(property_named).transpose()?;
    let mut page = text::read_text(args.sentence.as_str());
    if let Some(day) = &args.published {
        page.published = text::parse_date(day);
        if page.published.is_none() {
            return Err(UsageError(format!("'{day}' is no date: write 2024-06-10")).into());
        }
    }
    if page.sentences.is_empty() {
        return Err(UsageError("there is no sentence in it".to_owned()).into());
    }
    let mut reader = context.load_extractor(&args.seeds)?.extractor.reader();
    let trace = reader.trace("text", ContentHash::of(args.sentence.as_bytes()), page);
    let look = Look { width: width().min(WIDEST), colored: context.colored };
    let most = if args.all { usize::MAX } else { MOST };
    let sentences = 0..trace.sentences().len();
    let pages: Vec<String> =
        sentences.map(|sentence| why_not::explain(&trace, sentence, property, most, look)).collect();
    let mut out = stdout();
    out.write_all(pages.join("\n").as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}
