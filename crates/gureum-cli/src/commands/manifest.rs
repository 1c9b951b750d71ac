//! `gureum manifest`: what the graph was made of.

use std::io::{self, Write};

use clap::Args as Group;
use gureum_build::manifest::Manifest;
use gureum_model::iri;
use unicode_width::UnicodeWidthStr;

use super::diff::Format;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::stdout;
use crate::table::{self, padded};

const EXAMPLES: &str = "\
Examples:
  gureum manifest                               hashes shortened, for people
  gureum manifest --format json > graph.json    all of it, to keep beside a copy of the graph
  gureum verify --manifest graph.json           is this graph the one that was listed?

The checksum of a graph is the SHA-256 of its lines in `gureum dump`.";

/// Digits of a hash that are shown to people.
const SHOWN: usize = 16;

/// List what the graph was made of: articles, rules, lexicon, program, each with its hash
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// How to write it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let manifest = Manifest::of(&context.open_store()?)?;
    let mut out = stdout();
    match args.format {
        Format::Table => print(&manifest, context, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &manifest)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn print(manifest: &Manifest, context: &Context, out: &mut impl Write) -> io::Result<()> {
    let Manifest { ontology, made_with, articles, graphs } = manifest;
    let store = context.store.display();
    writeln!(out, "{store}: {}, ontology {ontology}\n", table::count(articles.len(), "article"))?;
    writeln!(out, "Made with")?;
    for (name, hash) in made_with {
        writeln!(out, "  {}{}", padded(name, 14), short(hash))?;
    }
    let width = articles.iter().map(|entry| entry.id.width()).max();
    let width = width.unwrap_or_default().max(12) + 2;
    let head = ["Article", "text", "quads", "content", "checksum"];
    let row = |cells: [&str; 5]| {
        let [name, text, quads, content, checksum] = cells;
        format!("{}{} {quads:>8}  {} {checksum}", padded(name, width), padded(text, 4), padded(content, 17))
    };
    writeln!(out, "\n{}", row(head))?;
    for entry in articles {
        let content = entry.content_hash.as_deref().map_or("unknown", short_hash);
        let text = if entry.text { "kept" } else { "none" };
        let quads = entry.quads.to_string();
        writeln!(out, "{}", row([&entry.id, text, &quads, content, short_hash(&entry.checksum)]))?;
    }
    writeln!(out, "\nOther graphs")?;
    for entry in graphs {
        let name = padded(entry.name.strip_prefix(iri::BASE).unwrap_or(&entry.name), width + 4);
        writeln!(out, "{name} {:>8}  {} {}", entry.quads, padded("", 17), short_hash(&entry.checksum))?;
    }
    Ok(())
}

/// A hash with what is written before and behind it, shortened.
fn short(hash: &str) -> String {
    let (before, hash) = hash.rsplit_once('+').map_or(("", hash), |(before, hash)| (before, hash));
    let plus = if before.is_empty() { "" } else { "+" };
    let (digits, mark) = hash.split_once('-').unwrap_or((hash, ""));
    let dash = if mark.is_empty() { "" } else { "-" };
    format!("{before}{plus}{}{dash}{mark}", short_hash(digits))
}

fn short_hash(hash: &str) -> &str {
    hash.get(..SHOWN).unwrap_or(hash)
}
