//! From an input to a page: the text stage, and what a JSON record says beside its text.

use gureum_extract::text::{self, Note, NoteCode, Page};
use gureum_model::{ContentHash, Diagnostic, Severity};

use crate::input::{InputError, Record, Source};
use crate::recorded::{Again, Recorded};

/// An article ready to be extracted.
pub(crate) struct Article {
    pub(crate) id: String,
    pub(crate) hash: ContentHash,
    pub(crate) page: Page,
    /// How it came in.
    pub(crate) recorded: Recorded,
    /// Keys of its record that have no meaning.
    pub(crate) unknown_keys: Vec<String>,
}

/// Reads a source; what the user should know goes into `diagnostics`.
pub(crate) fn read(
    origin: &str,
    source: Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Article, InputError> {
    let article = match source {
        Source::Broken(error) => return Err(error),
        Source::File { id, file, kind } => {
            let bytes = file.read()?;
            let page = text::read(&bytes, kind)?;
            let hash = ContentHash::of(&bytes);
            Article { id, hash, page, recorded: Recorded::page(kind), unknown_keys: Vec::new() }
        }
        Source::Kept(kept) => {
            let text = kept.text()?;
            match kept.recorded.clone().again(&kept.id, &text) {
                Again::Page(kind) => Article {
                    id: kept.id,
                    hash: kept.hash,
                    page: text::read_as(text, kind),
                    recorded: kept.recorded,
                    unknown_keys: Vec::new(),
                },
                Again::Record(record) => from_record(origin, *record, diagnostics),
            }
        }
        Source::Line(line) => {
            let record = Record::parse(&line)?;
            if record.broken {
                diagnostics.push(warning(origin, "some bytes were no characters and were replaced"));
            }
            from_record(origin, record, diagnostics)
        }
    };
    diagnostics.extend(article.page.notes.iter().map(|note| diagnostic(origin, note)));
    Ok(article)
}

/// The hash is that of the `text`: spans count in it, and it is what a store keeps.
fn from_record(origin: &str, record: Record, diagnostics: &mut Vec<Diagnostic>) -> Article {
    let hash = ContentHash::of(record.text.as_bytes());
    let recorded = Recorded::record(&record);
    let mut page = text::read_text(record.text);
    if let Some(value) = record.title {
        let value = text::normalize(&value).as_str().to_owned();
        page.title = Some(text::Located { value, span: gureum_model::Span::new(0, 0) });
    }
    page.notes.retain(|note| note.code != NoteCode::NoDate);
    if let Some(published) = record.published {
        match text::parse_date(&published) {
            Some(day) => page.published = Some(day),
            None => diagnostics.push(warning(
                origin,
                &format!("'{published}' is not a date, so published is ignored: write 2024-06-10"),
            )),
        }
    }
    if page.published.is_none() {
        let message = "no date of publication was found: add \"published\": \"2024-06-10\"";
        diagnostics.push(Diagnostic::new(Severity::Note, origin, message));
    }
    page.publisher = record.publisher.or(page.publisher);
    page.url = record.url.or(page.url);
    Article { id: record.id, hash, page, recorded, unknown_keys: record.unknown }
}

fn diagnostic(origin: &str, note: &Note) -> Diagnostic {
    let severity = match note.code {
        NoteCode::BrokenEncoding | NoteCode::BadDate | NoteCode::UnknownKey | NoteCode::NoArticle => {
            Severity::Warning
        }
        NoteCode::NoDate => Severity::Note,
    };
    Diagnostic { span: note.span, ..Diagnostic::new(severity, origin, &note.message) }
}

fn warning(origin: &str, message: &str) -> Diagnostic {
    Diagnostic::new(Severity::Warning, origin, message)
}
