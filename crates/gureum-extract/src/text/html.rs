//! HTML as lines, and what its head says about the article. Built on a tokenizer and a plain stack:
//! no tree, no recursion, so neither nesting depth nor the number of attributes matters.

use std::collections::BTreeMap;
use std::ops::Range;

use gureum_model::CalendarDate;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as TokenSpan, Tokenizer};

use super::class_name::{Hint, hint};
use super::date::parse_date;
use super::entity::decode_reference;
use super::json_ld::read_json_ld;
use super::lines::{Flow, FlowBuilder, Place, Role};
use super::rests::Resting;

/// A page read from HTML.
#[derive(Debug)]
pub(super) struct HtmlPage {
    pub(super) flow: Flow,
    pub(super) head: Head,
}

/// What `<title>`, `<meta>`, `<link>` and JSON-LD say; the first word on each counts.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// `og:title`, else the JSON-LD headline.
    pub(super) title: Option<(String, Range<usize>)>,
    /// `<title>`, which often has the publisher's name added.
    pub(super) window_title: Option<(String, Range<usize>)>,
    pub(super) publisher: Option<String>,
    pub(super) reporter: Option<String>,
    pub(super) published: Option<CalendarDate>,
    pub(super) url: Option<String>,
}

/// Reads a page from `source[body..]`.
pub(super) fn read_html(source: &str, body: usize) -> HtmlPage {
    let mut reader = Reader::new(source, body);
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: TokenSpan<usize>| -> Option<()> {
            reader.event(&event, span.start + body..span.end + body);
            None
        });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(Resting::new(&source[body..]), emitter).for_each(drop);
    reader.finish()
}

/// Whether a text is an HTML page and not text that mentions a tag.
pub(super) fn looks_like_html(text: &str) -> bool {
    const SURE: [&str; 3] = ["<!doctype html", "<html", "<?xml"];
    const TAGS: [&str; 12] = [
        "<p>", "<p ", "</p>", "<div", "</div>", "<br", "<span", "<body", "<head", "<article", "<meta ",
        "</a>",
    ];
    let starts = |text: &str, tag: &str| {
        text.as_bytes().get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag.as_bytes()))
    };
    let text = text.trim_start();
    if SURE.iter().any(|tag| starts(text, tag)) {
        return true;
    }
    let tags = text.match_indices('<').filter(|(at, _)| TAGS.iter().any(|tag| starts(&text[*at..], tag)));
    let opens_with_tag = TAGS.iter().any(|tag| starts(text, tag)) || starts(text, "<!--");
    tags.take(6).count() >= if opens_with_tag { 2 } else { 6 }
}

/// An element whose end matters.
struct Open {
    name: u64,
    role: Role,
    place: Place,
    first_line: usize,
}

/// Attributes of the start tag being read.
#[derive(Default)]
struct Attributes {
    current: Vec<u8>,
    values: BTreeMap<&'static str, (String, Range<usize>)>,
}

const ATTRIBUTES: [&str; 12] = [
    "class", "id", "itemprop", "role", "property", "name", "content", "href", "rel", "type", "style",
    "datetime",
];

struct Reader<'s> {
    source: &'s str,
    flow: FlowBuilder<'s>,
    head: Head,
    stack: Vec<Open>,
    /// How many elements of each name are open, so that a stray end tag costs nothing.
    open: BTreeMap<u64, usize>,
    tag: Vec<u8>,
    attributes: Attributes,
    raw: Raw,
    raw_text: String,
    raw_start: usize,
    preformatted: usize,
}

/// What the text up to the next end tag is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    No,
    Skipped,
    Title,
    JsonLd,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, body: usize) -> Self {
        Self {
            source,
            flow: FlowBuilder::new(source),
            head: Head::default(),
            stack: Vec::new(),
            open: BTreeMap::new(),
            tag: Vec::new(),
            attributes: Attributes::default(),
            raw: Raw::No,
            raw_text: String::new(),
            raw_start: body,
            preformatted: 0,
        }
    }

    fn event(&mut self, event: &CallbackEvent<'_>, span: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.clear();
                self.tag.extend_from_slice(name);
                self.attributes.values.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attributes.current.clear();
                self.attributes.current.extend_from_slice(name);
                if *name == b"hidden" {
                    self.attributes.values.insert("style", ("display:none".to_owned(), span));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(name) = ATTRIBUTES.iter().find(|n| n.as_bytes() == self.attributes.current) {
                    let value = String::from_utf8_lossy(value).into_owned();
                    let span = self.within_quotes(span);
                    self.attributes.values.entry(name).or_insert((value, span));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start_tag(*self_closing),
            CallbackEvent::EndTag { name } => self.end_tag(name),
            CallbackEvent::String { value } => self.text(value, span),
            _ => {}
        }
    }

    /// Where an attribute's value stands. The tokenizer's span of a value without quotes begins after its first byte.
    fn within_quotes(&self, span: Range<usize>) -> Range<usize> {
        let quoted = matches!(self.source.as_bytes().get(span.start.wrapping_sub(1)), Some(b'"' | b'\''));
        if quoted { span } else { span.start - 1..span.end }
    }

    fn text(&mut self, value: &[u8], span: Range<usize>) {
        match self.raw {
            Raw::Skipped => {}
            Raw::Title | Raw::JsonLd => {
                if self.raw_text.is_empty() {
                    self.raw_start = span.start;
                }
                self.raw_text.push_str(&String::from_utf8_lossy(value));
            }
            Raw::No => self.visible(span),
        }
    }

    /// Text with its references decoded one by one.
    fn visible(&mut self, span: Range<usize>) {
        let Some(text) = self.source.get(span.clone()) else {
            return;
        };
        let mut from = 0;
        let marks = text.bytes().enumerate().filter(|(_, b)| *b == b'&' || *b == b'\n');
        for (at, mark) in marks {
            if at < from {
                continue;
            }
            if mark == b'\n' {
                if self.preformatted > 0 {
                    self.flow.push(span.start + from..span.start + at);
                    self.end_line();
                    from = at + 1;
                }
            } else if let Some((chars, length)) = decode_reference(&text[at..]) {
                self.flow.push(span.start + from..span.start + at);
                let range = span.start + at..span.start + at + length;
                for c in chars.into_iter().flatten() {
                    self.flow.push_char(c, range.clone());
                }
                from = at + length;
            }
        }
        self.flow.push(span.start + from..span.end);
    }

    fn end_line(&mut self) {
        let (role, place) = self.stack.last().map_or((Role::Text, Place::Unknown), |o| (o.role, o.place));
        self.flow.end_line(role, place);
    }

    fn start_tag(&mut self, self_closing: bool) {
        let tag = std::mem::take(&mut self.tag);
        match &tag[..] {
            b"script" | b"style" | b"noscript" | b"template" | b"textarea" | b"iframe" | b"svg"
            | b"select" | b"button" | b"object" | b"audio" | b"video" | b"noembed" | b"noframes" | b"xmp"
                if self.raw == Raw::No =>
            {
                let linked_data =
                    self.attribute("type").is_some_and(|t| t.eq_ignore_ascii_case("application/ld+json"));
                match &tag[..] {
                    b"script" if linked_data => self.start_raw(Raw::JsonLd, &tag),
                    b"svg" if self_closing => {}
                    _ => self.start_raw(Raw::Skipped, &tag),
                }
            }
            b"title" if self.raw == Raw::No => self.start_raw(Raw::Title, &tag),
            b"meta" => self.meta(),
            b"link" if self.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                let url = self.attribute("href").map(str::to_owned);
                self.head.url = self.head.url.take().or(url);
            }
            b"time" => self.time(),
            b"a" => self.flow.start_link(),
            b"br" | b"hr" => self.end_line(),
            _ => self.element(&tag),
        }
        self.tag = tag;
    }

    fn start_raw(&mut self, raw: Raw, tag: &[u8]) {
        self.raw = raw;
        self.raw_text.clear();
        self.tag_of_raw(tag);
    }

    /// Remembers which end tag ends the raw text.
    fn tag_of_raw(&mut self, tag: &[u8]) {
        self.attributes.current.clear();
        self.attributes.current.extend_from_slice(tag);
    }

    fn end_tag(&mut self, name: &[u8]) {
        if self.raw != Raw::No {
            if self.attributes.current != name {
                return;
            }
            let text = std::mem::take(&mut self.raw_text);
            match self.raw {
                Raw::Title if self.head.window_title.is_none() && !text.trim().is_empty() => {
                    self.head.window_title = Some((text, self.raw_start..self.raw_start));
                }
                Raw::JsonLd => self.linked_data(&text),
                _ => {}
            }
            self.raw = Raw::No;
            return;
        }
        match name {
            b"a" => self.flow.end_link(),
            b"br" | b"p" if !self.open.contains_key(&key(name)) => self.end_line(),
            _ => self.close(key(name), is_block(name)),
        }
    }

    /// Opens an element if it is a block or its name or class tells where we are.
    fn element(&mut self, tag: &[u8]) {
        if self.raw != Raw::No {
            return;
        }
        let block = is_block(tag);
        let (role, place) = self.meaning(tag);
        if block {
            self.end_line();
            self.close_implied(tag);
        }
        if tag == b"pre" {
            self.preformatted += 1;
        }
        // A paragraph that says nothing about itself needs no end: the next block ends it.
        if (!block || tag == b"p") && role.is_none() && place.is_none() {
            return;
        }
        if !block {
            self.end_line();
        }
        let around = self.stack.last();
        let hidden = around.is_some_and(|o| o.place == Place::Hidden);
        let name = key(tag);
        self.stack.push(Open {
            name,
            role: role.or(around.map(|o| o.role)).unwrap_or_default(),
            place: if hidden { Place::Hidden } else { place.or(around.map(|o| o.place)).unwrap_or_default() },
            first_line: self.flow.lines_mut().len(),
        });
        *self.open.entry(name).or_insert(0) += 1;
    }

    /// `<li>` ends a `<li>` right before it, and so on.
    fn close_implied(&mut self, tag: &[u8]) {
        const ALIKE: [&[&[u8]]; 4] = [&[b"li"], &[b"td", b"th"], &[b"dt", b"dd"], &[b"tr"]];
        let Some(top) = self.stack.last().map(|o| o.name) else {
            return;
        };
        let group = ALIKE.iter().find(|group| group.contains(&tag));
        if top == key(b"p") || group.is_some_and(|group| group.iter().any(|name| key(name) == top)) {
            self.close(top, true);
        }
    }

    /// Closes the innermost element of this name and all in it.
    fn close(&mut self, name: u64, block: bool) {
        let known = self.open.get(&name).is_some_and(|n| *n > 0);
        if block || known {
            self.end_line();
        }
        if name == key(b"pre") {
            self.preformatted = self.preformatted.saturating_sub(1);
        }
        while known && let Some(open) = self.stack.pop() {
            if let Some(count) = self.open.get_mut(&open.name) {
                *count -= 1;
            }
            if open.name == name {
                break;
            }
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.values.get(name).map(|(value, _)| value.as_str())
    }

    /// What an element's name, class, id and so on say about the text in it.
    fn meaning(&self, tag: &[u8]) -> (Option<Role>, Option<Place>) {
        let mut role = match tag {
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Some(Role::Heading),
            b"li" | b"dd" | b"dt" => Some(Role::Item),
            b"figcaption" | b"caption" => Some(Role::Caption),
            b"p" | b"div" | b"blockquote" if self.stack.last().is_some_and(|o| o.role == Role::Heading) => {
                Some(Role::Text)
            }
            _ => None,
        };
        let mut place = match tag {
            b"nav" | b"footer" | b"menu" | b"dialog" => Some(Place::Hidden),
            b"aside" => Some(Place::Margin),
            b"article" | b"main" => Some(Place::Article),
            _ => None,
        };
        let mut hint = |text: &str| match hint(text) {
            Some(Hint::Caption) => role = Some(Role::Caption),
            Some(Hint::Place(found)) => place = Some(found),
            None => {}
        };
        if !matches!(tag, b"body" | b"html") {
            ["class", "id"].iter().filter_map(|name| self.attribute(name)).for_each(&mut hint);
        }
        if self.attribute("itemprop").is_some_and(|v| v.eq_ignore_ascii_case("articleBody")) {
            place = Some(Place::Article);
        }
        match self.attribute("role") {
            Some("navigation" | "contentinfo" | "search" | "menu" | "dialog") => place = Some(Place::Hidden),
            Some("complementary" | "banner") => place = Some(Place::Margin),
            Some("main") => place = Some(Place::Article),
            _ => {}
        }
        let not_shown = |style: &str| style.contains("display:none") || style.contains("display: none");
        if self.attribute("style").is_some_and(not_shown) {
            place = Some(Place::Hidden);
        }
        (role, place)
    }

    fn meta(&mut self) {
        let Some((content, span)) = self.attributes.values.get("content").cloned() else {
            return;
        };
        let content = content.trim().to_owned();
        let key = ["property", "name", "itemprop"].iter().find_map(|name| self.attribute(name));
        let Some(key) = key.map(str::to_ascii_lowercase).filter(|_| !content.is_empty()) else {
            return;
        };
        let head = &mut self.head;
        match key.as_str() {
            "og:title" | "twitter:title" => {
                head.title.get_or_insert((content, span));
            }
            "og:site_name" | "article:publisher" | "dable:media" | "publisher" | "twitter:creator"
                if !content.contains("://") && !content.starts_with('@') =>
            {
                head.publisher.get_or_insert(content);
            }
            "author" | "article:author" | "dable:author" | "og:article:author" | "byl"
                if !content.contains("://") =>
            {
                head.reporter.get_or_insert(content);
            }
            "og:url" => {
                head.url.get_or_insert(content);
            }
            "article:published_time"
            | "datepublished"
            | "pubdate"
            | "publishdate"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "og:article:published_time"
            | "parsely-pub-date"
            | "og:regdate" => {
                head.published = head.published.or_else(|| parse_date(&content));
            }
            _ => {}
        }
    }

    /// `<time itemprop="datePublished" datetime="…">`
    fn time(&mut self) {
        let marked = self.attribute("itemprop").is_some_and(|v| v.eq_ignore_ascii_case("datePublished"));
        if marked && self.head.published.is_none() {
            self.head.published = self.attribute("datetime").and_then(parse_date);
        }
    }

    fn linked_data(&mut self, script: &str) {
        let Some(article) = read_json_ld(script) else {
            return;
        };
        let start = self.raw_start;
        let head = &mut self.head;
        head.title = head.title.take().or_else(|| article.headline.map(|title| (title, start..start)));
        head.publisher = head.publisher.take().or(article.publisher);
        head.reporter = head.reporter.take().or(article.author);
        head.url = head.url.take().or(article.url);
        head.published = head.published.or_else(|| article.published.as_deref().and_then(parse_date));
    }

    fn finish(mut self) -> HtmlPage {
        self.end_line();
        // A menu that is never closed would swallow the page: without end tag it hides nothing.
        let unclosed = self.stack.iter().find(|o| matches!(o.place, Place::Hidden | Place::Margin));
        if let Some(first) = unclosed.map(|o| o.first_line) {
            for line in &mut self.flow.lines_mut()[first..] {
                line.place = Place::Unknown;
            }
        }
        HtmlPage { flow: self.flow.finish(), head: self.head }
    }
}

/// FNV-1a over the element's name: names are compared, never shown.
fn key(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

fn is_block(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"body"
            | b"caption"
            | b"center"
            | b"dd"
            | b"details"
            | b"dialog"
            | b"dir"
            | b"div"
            | b"dl"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"head"
            | b"header"
            | b"hgroup"
            | b"html"
            | b"legend"
            | b"li"
            | b"main"
            | b"menu"
            | b"nav"
            | b"ol"
            | b"option"
            | b"p"
            | b"pre"
            | b"section"
            | b"summary"
            | b"table"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"tr"
            | b"ul"
    )
}
