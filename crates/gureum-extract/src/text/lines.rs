//! A page as lines of normalised text: what plain text, Markdown and HTML become before anything asks
//! which of them are the article.

use std::ops::Range;

use super::normalize::{MappedText, Normalizer};

/// A page as lines.
#[derive(Debug)]
pub(super) struct Flow {
    /// All lines, one `\n` between them.
    pub(super) text: MappedText,
    pub(super) lines: Vec<Line>,
}

/// One line (HTML: one block, or a part of it up to `<br>`).
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// In [`Flow::text`], without the line break.
    pub(super) range: Range<usize>,
    /// Bytes of it that are link text.
    pub(super) linked: usize,
    pub(super) role: Role,
    pub(super) place: Place,
}

/// What the markup says a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Text,
    /// `#`, `<h1>` to `<h6>`.
    Heading,
    /// List item.
    Item,
    /// `<figcaption>` and elements named for captions.
    Caption,
}

/// What the markup says about where a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Unknown,
    /// Inside `<article>`, `<main>`, or an element named for the article's body.
    Article,
    /// Inside an element named for a menu, related articles, comments, sharing, ….
    Margin,
    /// Inside `<nav>`, `<footer>` or something not shown.
    Hidden,
}

impl Flow {
    pub(super) fn line(&self, index: usize) -> &str {
        &self.text.as_str()[self.lines[index].range.clone()]
    }
}

/// Builds a [`Flow`] from left to right.
pub(super) struct FlowBuilder<'s> {
    text: Normalizer<'s>,
    lines: Vec<Line>,
    line_start: usize,
    linked: usize,
    link_start: Option<usize>,
}

impl<'s> FlowBuilder<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { text: Normalizer::new(source), lines: Vec::new(), line_start: 0, linked: 0, link_start: None }
    }

    /// Adds a range of the source as it is.
    pub(super) fn push(&mut self, range: Range<usize>) {
        self.text.push(range);
    }

    /// Adds a character that a range of the source stands for.
    pub(super) fn push_char(&mut self, c: char, range: Range<usize>) {
        self.text.push_char(c, range);
    }

    pub(super) fn start_link(&mut self) {
        self.end_link();
        self.link_start = Some(self.text.len());
    }

    pub(super) fn end_link(&mut self) {
        if let Some(start) = self.link_start.take() {
            self.linked += self.text.len() - start.max(self.line_start);
        }
    }

    /// Ends the line, if there is anything in it.
    pub(super) fn end_line(&mut self, role: Role, place: Place) {
        let in_link = self.link_start.is_some();
        self.end_link();
        self.text.line_break();
        let end = self.text.len();
        if end > self.line_start {
            let range = self.line_start..end - 1;
            let linked = std::mem::take(&mut self.linked).min(range.len());
            self.lines.push(Line { range, linked, role, place });
            self.line_start = end;
        }
        if in_link {
            self.link_start = Some(end);
        }
    }

    pub(super) fn lines_mut(&mut self) -> &mut Vec<Line> {
        &mut self.lines
    }

    pub(super) fn finish(mut self) -> Flow {
        self.end_line(Role::Text, Place::Unknown);
        Flow { text: self.text.finish(), lines: self.lines }
    }
}
