//! Explanations for people: traces of the extractor as pages for the terminal and for the browser.
//!
//! [`article`] says what is explained, [`labels`] what things are called, [`drawing`] puts words under
//! a sentence; [`why`], [`why_not`] and [`follow`] write text, [`page`] writes HTML.

pub(crate) mod article;
pub(crate) mod corrected;
mod drawing;
pub(crate) mod follow;
mod labels;
pub(crate) mod page;
pub(crate) mod why;
pub(crate) mod why_not;

use gureum_query::card::{Style, text};
use gureum_query::terminal::{one_line, width, wrap};

/// How an explanation looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Columns to fill.
    pub(crate) width: usize,
    /// Whether it has colours.
    pub(crate) colored: bool,
}

impl Look {
    /// `text` in a style.
    fn paint(self, style: Style, text: &str) -> String {
        if !self.colored || text.is_empty() {
            return text.to_owned();
        }
        let (before, after) = text::ansi(style);
        format!("{before}{text}{after}")
    }

    /// Text behind a head of eight columns, wrapped and indented under itself.
    fn item(self, head: &str, body: &str) -> String {
        const HEAD: usize = 8;
        let body = one_line(body);
        let mut out = String::new();
        for (at, line) in wrap(&body, self.width.saturating_sub(HEAD)).into_iter().enumerate() {
            let head = if at == 0 { head } else { "" };
            let space = " ".repeat(HEAD.saturating_sub(width(head)));
            out.push_str(&format!("{}{space}{}\n", self.paint(Style::Property, head), &body[line]));
        }
        out
    }
}
