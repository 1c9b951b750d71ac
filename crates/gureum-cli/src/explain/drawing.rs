//! A sentence with its parts marked, and what they are written under it on lines that lead there.
//!
//! ```text
//! 한빛클라우드는 누리소프트와 협약을 맺었다.
//! ┬───────────── ┬─────────── ┬───── ┬─────
//! │              ╰ O          │      ╰ 서술어
//! ╰ S                         ╰ 목적어
//! ```

use std::ops::Range;

use gureum_query::card::Style;
use gureum_query::terminal::{visible, width, wrap};

use super::Look;

/// What is written under a part of the sentence.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// The part, in bytes of the sentence.
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) style: Style,
}

/// Draws `sentence` in at most `look.width` columns. Labels must not overlap and stand in order.
pub(super) fn draw(sentence: &str, labels: &[Label], look: Look) -> String {
    const INDENT: &str = "  ";
    let (shown, place) = harmless(sentence);
    let mut out = String::new();
    for line in wrap(&shown, look.width.saturating_sub(width(INDENT))) {
        let column = |at: usize| width(&shown[line.start..at]);
        let mut marks = Vec::new();
        for label in labels {
            let from = place[label.range.start].max(line.start);
            let to = place[label.range.end].min(line.end);
            if from < to {
                let begins = place[label.range.start] >= line.start;
                marks.push(Mark { from: column(from), to: column(to), label: begins.then_some(label) });
            }
        }
        out.push_str(&format!("{INDENT}{}\n", &shown[line]));
        if !marks.is_empty() {
            out.push_str(&format!("{INDENT}{}\n", underline(&marks, look)));
            for row in rows(&marks, look) {
                out.push_str(&format!("{INDENT}{row}\n"));
            }
        }
    }
    out
}

/// A part on one line of the terminal, in columns; without label where the part began on an earlier one.
struct Mark<'l> {
    from: usize,
    to: usize,
    label: Option<&'l Label>,
}

fn underline(marks: &[Mark<'_>], look: Look) -> String {
    let mut line = Line::default();
    for mark in marks {
        let head = if mark.label.is_some() { "┬" } else { "─" };
        let rule = format!("{head}{}", "─".repeat((mark.to - mark.from).saturating_sub(1)));
        line.put(mark.from, &rule, mark.label.map_or(Style::Muted, |label| label.style), look);
    }
    line.text
}

/// The labels, the rightmost first; as many on a row as have room.
fn rows(marks: &[Mark<'_>], look: Look) -> Vec<String> {
    let mut waiting: Vec<(usize, &Label)> =
        marks.iter().filter_map(|mark| Some((mark.from, mark.label?))).collect();
    let mut rows = Vec::new();
    while !waiting.is_empty() {
        let mut written = vec![false; waiting.len()];
        let mut limit = usize::MAX;
        for (at, (from, label)) in waiting.iter().enumerate().rev() {
            let end = from + 2 + width(&label.text);
            // To the right of a label stands nothing that is still waiting, or it ends before.
            written[at] = end < limit || limit == usize::MAX;
            limit = *from;
        }
        let mut line = Line::default();
        for ((from, label), written) in waiting.iter().zip(&written) {
            if *written {
                line.put(*from, &format!("╰ {}", label.text), label.style, look);
            } else {
                line.put(*from, "│", Style::Muted, look);
            }
        }
        rows.push(line.text);
        let mut done = written.into_iter();
        waiting.retain(|_| !done.next().unwrap_or(true));
    }
    rows
}

/// Text put together from left to right, at columns.
#[derive(Default)]
struct Line {
    text: String,
    used: usize,
}

impl Line {
    fn put(&mut self, column: usize, text: &str, style: Style, look: Look) {
        self.text.push_str(&" ".repeat(column.saturating_sub(self.used)));
        self.text.push_str(&look.paint(style, text));
        self.used = self.used.max(column) + width(text);
    }
}

/// The text with what could steer the terminal written out, and where each byte came to stand.
fn harmless(text: &str) -> (String, Vec<usize>) {
    let mut shown = String::with_capacity(text.len());
    let mut place = Vec::with_capacity(text.len() + 1);
    for c in text.chars() {
        place.extend(std::iter::repeat_n(shown.len(), c.len_utf8()));
        if c.is_whitespace() {
            shown.push(' ');
        } else {
            shown.push_str(&visible(c.encode_utf8(&mut [0; 4])));
        }
    }
    place.push(shown.len());
    (shown, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(sentence: &str, labels: &[(&str, &str)], width: usize) -> String {
        let labels: Vec<Label> = labels
            .iter()
            .map(|(part, text)| {
                let start = sentence.find(part).expect("a part of the sentence");
                let range = start..start + part.len();
                Label { range, text: (*text).to_owned(), style: Style::Muted }
            })
            .collect();
        draw(sentence, &labels, Look { width, colored: false })
    }

    #[test]
    fn lines_lead_from_hangul_to_its_label() {
        let labels = [("한빛은", "주제 topic"), ("새벽을", "목적어"), ("샀다", "서술어")];
        assert_eq!(
            drawn("한빛은 새벽을 샀다.", &labels, 80),
            "  한빛은 새벽을 샀다.\n\
             \x20 ┬───── ┬───── ┬───\n\
             \x20 │      │      ╰ 서술어\n\
             \x20 │      ╰ 목적어\n\
             \x20 ╰ 주제 topic\n"
        );
    }

    #[test]
    fn labels_share_a_row_where_there_is_room() {
        let labels = [("가온누리클라우드는", "S"), ("샀다", "서술어")];
        let drawing = drawn("가온누리클라우드는 샀다.", &labels, 80);
        assert_eq!(drawing.lines().nth(2), Some("  ╰ S                ╰ 서술어"));
    }

    #[test]
    fn a_long_sentence_is_cut_into_lines_with_their_own_labels() {
        let labels = [("가람은", "S"), ("새벽을", "O")];
        assert_eq!(
            drawn("가람은 올해 새벽을 샀다.", &labels, 16),
            "  가람은 올해\n  ┬─────\n  ╰ S\n  새벽을 샀다.\n  ┬─────\n  ╰ O\n"
        );
    }

    #[test]
    fn a_sentence_cannot_steer_the_terminal() {
        assert_eq!(drawn("\u{1b}[31m한빛", &[("한빛", "S")], 80).matches('\u{1b}').count(), 0);
        let drawing = drawn("\u{202e}한빛", &[("한빛", "S")], 80);
        assert_eq!(drawing.lines().nth(1), Some("          ┬───"), "{drawing}");
    }
}
