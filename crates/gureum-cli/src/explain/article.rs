//! What is explained: an article from a file, from standard input, typed, or kept beside the graph.

use std::path::{Path, PathBuf};

use gureum_build::input::{Format, Inputs};
use gureum_build::{change, read};
use gureum_extract::Reader;
use gureum_extract::text;
use gureum_extract::trace::Trace;
use gureum_model::{CalendarDate, ContentHash, Severity};
use gureum_store::Store;

use crate::context::Context;

/// Reads the articles in `path`, `-` for standard input, and traces each.
pub(crate) fn of_path(path: &Path, reader: &mut Reader, context: &Context) -> anyhow::Result<Vec<Trace>> {
    let inputs = if path == Path::new("-") {
        Inputs::stdin(Format::Page(None))
    } else {
        Inputs::from_paths(&[PathBuf::from(path)])
    };
    let mut traces = Vec::new();
    for outcome in read::pages(inputs) {
        for diagnostic in &outcome.diagnostics {
            context.messages.diagnostic(diagnostic);
        }
        if outcome.diagnostics.iter().any(|d| d.severity == Severity::Error) {
            anyhow::bail!("{} cannot be explained", path.display());
        }
        traces.extend(outcome.value.map(|named| reader.trace(&named.id, named.hash, named.page)));
    }
    Ok(traces)
}

/// Traces a text that was typed, dates counted from a day if one is known.
pub(crate) fn of_text(typed: &str, published: Option<CalendarDate>, reader: &mut Reader) -> Trace {
    let mut page = text::read_text(typed);
    page.published = published.or(page.published);
    reader.trace("text", ContentHash::of(typed.as_bytes()), page)
}

/// Reads an article of the graph again; `None` where its text was not kept.
pub(crate) fn of_store(store: &Store, article: &str, reader: &mut Reader) -> anyhow::Result<Option<Trace>> {
    let page = change::page_of(store, article)?;
    Ok(page.map(|named| reader.trace(&named.id, named.hash, named.page)))
}
