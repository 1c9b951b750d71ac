//! A page read: its metadata, the article's text and its sentences. The pipeline of the text stage.

use std::ops::Range;

use gureum_model::{CalendarDate, Span};

use super::article::{self, Selection};
use super::date_line::published_in;
use super::decode::{DecodeError, decode};
use super::feature::{self, Kind};
use super::front_matter::{FrontMatter, read_front_matter};
use super::html::{Head, looks_like_html, read_html};
use super::lines::Flow;
use super::normalize::{MappedText, normalize};
use super::plain::read_plain;
use super::sentence::split_sentences;

/// What a page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// Plain text or a raw dump of a web page.
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// HTML.
    Html,
}

/// A value with its place in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The value, normalised like the text.
    pub value: String,
    /// Where it stands; empty where the place is not known to the byte.
    pub span: Span,
}

/// An article found in a page. All spans count in [`Page::source`].
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The decoded page, before any normalisation.
    pub source: String,
    /// Headline: front matter, else the head of the page, else the line above the article.
    pub title: Option<Located>,
    /// Newspaper or agency.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub reporter: Option<String>,
    /// Day of publication, Korean time.
    pub published: Option<CalendarDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The name front matter gives the article.
    pub id: Option<String>,
    /// The article, normalised; one line a paragraph.
    pub text: MappedText,
    /// Its sentences, from left to right.
    pub sentences: Vec<Sentence>,
    /// What the reader should know.
    pub notes: Vec<Note>,
    /// What was left out, from left to right.
    pub dropped: Vec<Dropped>,
}

/// A sentence of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// In the bytes of [`Page::text`].
    pub range: Range<usize>,
    /// Its part in the article.
    pub kind: SentenceKind,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
}

/// The part a sentence plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SentenceKind {
    /// The title, repeated above the body.
    Headline,
    /// A second headline, or a heading within the body.
    Subheadline,
    /// Prose and list items.
    Body,
}

/// Something to tell the user about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing.
    pub code: NoteCode,
    /// The sentence for the user.
    pub message: String,
    /// Where in the source.
    pub span: Option<Span>,
}

/// The kinds of [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteCode {
    /// Some bytes were no characters (warning).
    BrokenEncoding,
    /// A date could not be read (warning).
    BadDate,
    /// Front matter has keys without meaning here (note).
    UnknownKey,
    /// No prose was found (warning).
    NoArticle,
    /// No day of publication, so relative dates stay open (note).
    NoDate,
}

/// A part of the page that is not the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Where it stands.
    pub span: Span,
    /// Why it was left out.
    pub reason: DropReason,
}

/// Why a part of a page was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DropReason {
    /// Menus and words of the page's controls.
    Menu,
    /// Line with the date of publication.
    Date,
    /// Reporter's name or address.
    Byline,
    /// Copyright note.
    Copyright,
    /// Caption or credit of a picture.
    Caption,
    /// Headline of another article, or a list of them.
    Related,
    /// Comments.
    Comment,
    /// A line that stood there already.
    Duplicate,
    /// Above or below the article.
    OutsideArticle,
}

/// Reads the article from a page's bytes. `kind` is told by the file's name, or `None` to tell by the
/// content.
///
/// # Errors
/// [`DecodeError`] where the bytes are no text.
///
/// ```
/// use gureum_extract::text::read;
/// let page = read("홈 > 뉴스\n입력 2024.06.10 10:24\n한빛은 문을 열었다. 손님이 왔다.\n댓글 3".as_bytes(), None)?;
/// assert_eq!(page.sentences.len(), 2);
/// assert_eq!(page.published.unwrap().to_string(), "2024-06-10");
/// # Ok::<(), gureum_extract::text::DecodeError>(())
/// ```
pub fn read(bytes: &[u8], kind: Option<PageKind>) -> Result<Page, DecodeError> {
    let decoded = decode(bytes)?;
    let mut page = read_as(decoded.text, kind);
    if decoded.had_errors {
        let message = format!("some bytes are no {} characters and were replaced", decoded.encoding);
        page.notes.insert(0, Note { code: NoteCode::BrokenEncoding, message, span: None });
    }
    Ok(page)
}

/// Reads the article from text that is already decoded, of whatever kind it looks like.
pub fn read_text(source: impl Into<String>) -> Page {
    read_as(source.into(), None)
}

/// Reads the article from decoded text of a known kind. Never fails; text beyond 4 GiB is not read.
pub fn read_as(mut source: String, kind: Option<PageKind>) -> Page {
    if source.len() >= u32::MAX as usize {
        let end = (0..u32::MAX as usize).rev().find(|&i| source.is_char_boundary(i)).unwrap_or(0);
        source.truncate(end);
    }
    let mut notes = Vec::new();
    let front = read_front_matter(&source, &mut notes);
    let is_html = match kind {
        Some(PageKind::Html) => true,
        Some(PageKind::Plain | PageKind::Markdown) => false,
        None => looks_like_html(&source[front.body..]),
    };
    let (flow, head) = if is_html {
        let page = read_html(&source, front.body);
        (page.flow, page.head)
    } else {
        (read_plain(&source, front.body), Head::default())
    };
    let titles = stated_titles(&front, &head);
    let titles: Vec<&str> = titles.iter().map(|title| title.value.as_str()).collect();
    let selection = article::select(&flow, &titles);
    let mut page = assemble(&flow, &selection);
    page.notes = notes;
    add_metadata(&mut page, front, head, &flow, &selection);
    page.source = source;
    if page.sentences.is_empty() {
        page.note(NoteCode::NoArticle, "no article was found: there is no sentence in the page");
    }
    if page.published.is_none() {
        page.note(
            NoteCode::NoDate,
            "no date of publication was found: add 'published: 2024-06-10' to the front matter",
        );
    }
    page
}

impl Page {
    fn note(&mut self, code: NoteCode, message: &str) {
        self.notes.push(Note { code, message: message.to_owned(), span: None });
    }
}

/// Titles from the front matter and the head, the surest first.
fn stated_titles(front: &FrontMatter, head: &Head) -> Vec<Located> {
    let from_head = |(value, span): &(String, Range<usize>)| Located {
        value: normalize(value).as_str().to_owned(),
        span: Span::new(span.start, span.end),
    };
    let window = head.window_title.as_ref().map(|title| {
        let mut title = from_head(title);
        title.value.truncate(without_publisher(&title.value, head.publisher.as_deref()));
        title
    });
    front.title.iter().cloned().chain(head.title.as_ref().map(from_head)).chain(window).collect()
}

/// Length of a window title without ` - 한빛일보` at its end.
fn without_publisher(title: &str, publisher: Option<&str>) -> usize {
    [" - ", " | ", " :: ", " < ", " – ", " : "]
        .iter()
        .filter_map(|mark| title.find(mark).map(|at| (at, at + mark.len())))
        .filter(|(at, end)| {
            let rest = &title[*end..];
            publisher.is_some_and(|p| rest.contains(p)) || (feature::length(rest) <= 20 && *at > rest.len())
        })
        .map(|(at, _)| at)
        .min()
        .unwrap_or(title.len())
}

/// Copies the kept parts into the article's text and splits them.
fn assemble(flow: &Flow, selection: &Selection) -> Page {
    let mut page = Page::default();
    for piece in &selection.pieces {
        if !page.text.as_str().is_empty() {
            page.text.append_line_break();
        }
        let base = page.text.as_str().len();
        page.text.append(&flow.text, piece.range.clone());
        let text = &page.text.as_str()[base..];
        let sentence = |range: Range<usize>| Sentence {
            range: base + range.start..base + range.end,
            kind: piece.kind,
            paragraph: piece.paragraph,
        };
        if piece.kind == SentenceKind::Body {
            page.sentences.extend(split_sentences(text).into_iter().map(sentence));
        } else {
            page.sentences.push(sentence(0..text.len()));
        }
    }
    page.dropped = selection
        .dropped
        .iter()
        .map(|(range, reason)| Dropped { span: flow.text.to_source(range.clone()), reason: *reason })
        .collect();
    page
}

fn add_metadata(page: &mut Page, front: FrontMatter, head: Head, flow: &Flow, selection: &Selection) {
    let titles = stated_titles(&front, &head);
    page.title = titles.into_iter().next().or_else(|| {
        let (_, range) = selection.headline.clone()?;
        let value = flow.text.as_str()[range.clone()].to_owned();
        Some(Located { value, span: flow.text.to_source(range) })
    });
    let normal = |text: String| normalize(&text).as_str().to_owned();
    let byline = Byline::find(flow, selection);
    page.publisher = front.publisher.or(head.publisher.map(normal)).or(byline.publisher);
    let written = head.reporter.map(normal).map(|name| reporter_in(&name).unwrap_or(name));
    page.reporter = front.reporter.or(written).or(byline.reporter);
    page.published = front.published.or(head.published).or_else(|| published(flow, selection));
    page.url = front.url.or(head.url);
    page.id = front.id;
}

/// The date on a line around the article: one that says it is the date of publication, else a bare date
/// above the body. Lists of other articles have dates too, and are not asked.
fn published(flow: &Flow, selection: &Selection) -> Option<CalendarDate> {
    let kinds = &selection.kinds;
    let lines =
        || (0..kinds.len()).filter(|&i| matches!(kinds[i], Kind::Date | Kind::Byline | Kind::Copyright));
    let dated = |i: usize| published_in(flow.line(i));
    let sure = lines().find_map(|i| dated(i).filter(|(_, labelled)| *labelled));
    let above = || lines().filter(|&i| i < selection.body.start && kinds[i] == Kind::Date).find_map(dated);
    sure.or_else(above).map(|(date, _)| date)
}

/// Names from the article's byline and copyright note.
#[derive(Default)]
struct Byline {
    reporter: Option<String>,
    publisher: Option<String>,
}

impl Byline {
    fn find(flow: &Flow, selection: &Selection) -> Self {
        let mut found = Self::default();
        for (range, reason) in &selection.dropped {
            let text = &flow.text.as_str()[range.clone()];
            match reason {
                DropReason::Byline | DropReason::Date => {
                    found.reporter = found.reporter.take().or_else(|| reporter_in(text));
                    found.publisher = found.publisher.take().or_else(|| publisher_in(text));
                }
                DropReason::Copyright => {
                    found.publisher = found.publisher.take().or_else(|| copyright_holder(text))
                }
                _ => {}
            }
        }
        found
    }
}

/// `김하늘 기자` -> 김하늘.
fn reporter_in(text: &str) -> Option<String> {
    feature::REPORTERS.iter().find_map(|title| {
        let before = text[..text.find(title)?].trim_end();
        let hangul = |c: &char| ('가'..='힣').contains(c) || *c == '○';
        let name: Vec<char> = before.chars().rev().take_while(hangul).collect();
        (2..=4).contains(&name.len()).then(|| name.into_iter().rev().collect())
    })
}

/// `[한빛일보 김하늘 기자]`, `(서울=한빛통신)` -> the publisher.
fn publisher_in(text: &str) -> Option<String> {
    let inside = text.strip_prefix(['[', '(', '【'])?.split([']', ')', '】']).next()?;
    let name = match inside.split_once('=') {
        Some((_, name)) => name,
        None => inside.split_once(' ').map(|(name, _)| name)?,
    };
    let name = name.trim();
    ((2..=20).contains(&name.chars().count()) && !feature::REPORTERS.iter().any(|r| name.contains(r)))
        .then(|| name.to_owned())
}

/// `저작권자 ⓒ 한빛일보, 무단 전재 …` -> 한빛일보.
fn copyright_holder(text: &str) -> Option<String> {
    let (_, after) = ["ⓒ", "©", "(c)", "(C)"].iter().find_map(|sign| text.split_once(sign))?;
    let end = [",", ".", "무단", "All ", "all ", "(", ">", "]", "Corp", " - "]
        .iter()
        .filter_map(|mark| after.find(mark))
        .min()
        .unwrap_or(after.len());
    let name = after[..end].trim_matches(|c: char| !c.is_alphanumeric());
    (name.chars().any(|c| ('가'..='힣').contains(&c)) && name.chars().count() <= 20).then(|| name.to_owned())
}
