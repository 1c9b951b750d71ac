//! Pictures of a graph as SVG: [`graph`] draws entities and the facts between them, [`timeline`] what happened when,
//! [`matrix`] who has to do with whom.
//!
//! Everything is laid out here; no other program is needed, and the same graph gives the same bytes on every machine.
//! What does not fit is left out by a stated limit, and the picture says so itself. No font is at hand, so widths of text
//! are estimated.

pub mod graph;
pub mod matrix;
mod svg;
mod text;
pub mod timeline;

use gureum_model::{Class, Modality};

use crate::export::palette;
use crate::layout::Point;
use svg::{Font, INK, PALE, Sheet, hex};

/// A drawn picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The SVG document.
    pub svg: String,
    /// What is in it and what was left out, for people.
    pub caption: String,
}

/// White around everything.
const MARGIN: f64 = 24.0;
/// Between two entries of a legend.
const APART: f64 = 22.0;

/// One entry of a legend.
enum Entry {
    /// A class with its colour.
    Class(Option<String>),
    /// A line with its look, whether it has a head, and what it means.
    Line(String, bool, String),
    /// A filled square and what it means.
    Square(String, String),
    /// Words alone.
    Words(String),
}

impl Entry {
    fn words(&self) -> String {
        match self {
            Self::Class(class) => match class.as_deref().map(|name| (name, Class::from_name(name))) {
                Some((name, Some(class))) => format!("{} {name}", class.label_ko()),
                Some((name, None)) => name.to_owned(),
                None => "종류를 모름".to_owned(),
            },
            Self::Line(_, _, words) | Self::Square(_, words) | Self::Words(words) => words.clone(),
        }
    }

    fn mark(&self) -> f64 {
        match self {
            Self::Class(_) | Self::Square(..) => 18.0,
            Self::Line(..) => 36.0,
            Self::Words(_) => 0.0,
        }
    }
}

/// Draws a legend from `top` down, in rows of at most `width`; returns where it ends.
fn legend(sheet: &mut Sheet, entries: &[Entry], top: f64, width: f64) -> f64 {
    let font = Font { colour: PALE, ..Font::new(12.0) };
    let (mut x, mut y) = (MARGIN, top + 16.0);
    for entry in entries {
        let words = entry.words();
        let wide = entry.mark() + text::ems(&words) * font.size;
        if x > MARGIN && x + wide > width - MARGIN {
            (x, y) = (MARGIN, y + 20.0);
        }
        match entry {
            Entry::Class(class) => {
                let look = format!(
                    "rx=\"3\" fill=\"{}\" stroke=\"#8a94a0\"",
                    hex(palette::colour(class.as_deref()))
                );
                sheet.rect([x, y - 10.0], [12.0, 12.0], &look);
            }
            Entry::Square(colour, _) => {
                sheet.rect([x, y - 10.0], [12.0, 12.0], &format!("fill=\"{colour}\""));
            }
            Entry::Line(look, head, _) => {
                sheet.line([x, y - 4.0], None, [x + 28.0, y - 4.0], look);
                if *head {
                    arrow(sheet, [x, y - 4.0], [x + 30.0, y - 4.0], LINE);
                }
            }
            Entry::Words(_) => {}
        }
        sheet.text([x + entry.mark(), y], &words, font);
        x += wide + APART;
    }
    y + 8.0
}

/// The head of an arrow that comes from `from` and ends at `tip`.
fn arrow(sheet: &mut Sheet, from: Point, tip: Point, colour: &str) {
    let way = [tip[0] - from[0], tip[1] - from[1]];
    let length = (way[0] * way[0] + way[1] * way[1]).sqrt().max(1e-6);
    let [x, y] = [way[0] / length, way[1] / length];
    let base = [tip[0] - 8.0 * x, tip[1] - 8.0 * y];
    let corners = [tip, [base[0] - 3.5 * y, base[1] + 3.5 * x], [base[0] + 3.5 * y, base[1] - 3.5 * x]];
    sheet.shape(&corners, &format!("fill=\"{colour}\""));
}

/// Colour of lines that stand for asserted facts.
const LINE: &str = "#7b8794";

/// Colour and dashes of what articles put in this way.
fn modality_look(modality: Modality) -> (&'static str, &'static str) {
    match modality {
        Modality::Asserted => (LINE, ""),
        Modality::Planned => ("#2f6fb0", " stroke-dasharray=\"7 4\""),
        Modality::Negated => ("#c0392b", " stroke-dasharray=\"2 0\""),
        Modality::Speculated => ("#8e6bb0", " stroke-dasharray=\"2 4\""),
    }
}

/// What is meant by a modality, as on cards.
fn modality_words(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "사실",
        Modality::Planned => "예정",
        Modality::Negated => "부정",
        Modality::Speculated => "추정",
    }
}

/// The classes in the order of the ontology, unknown ones last.
fn classes<'a>(found: impl Iterator<Item = Option<&'a str>>) -> Vec<Entry> {
    let mut all: Vec<Option<&str>> = found.collect();
    all.sort_by_key(|name| {
        let class = name.and_then(Class::from_name);
        (class.is_none(), class, *name)
    });
    all.dedup();
    all.into_iter().map(|class| Entry::Class(class.map(str::to_owned))).collect()
}

/// Draws the caption below everything.
fn caption(sheet: &mut Sheet, words: &str, top: f64, width: f64) -> f64 {
    let mut y = top + 14.0;
    for line in text::lines(words, (width - 2.0 * MARGIN) / 12.0, 4) {
        sheet.text([MARGIN, y], &line, Font { colour: INK, ..Font::new(12.0) });
        y += 18.0;
    }
    y
}
