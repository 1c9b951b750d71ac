//! The schema as a picture: each property is a line of its own, between the classes of its subjects and those
//! of its objects. Drawn here, without a program that lays out graphs, so that equal ontologies give equal bytes.

use std::fmt::Write as _;

use crate::terms::{Entry, Kind, Vocabulary, escaped};

const WIDTH: usize = 1100;
const ROW: usize = 26;
const BOX: usize = 190;
const PILL: usize = 290;
const PILL_LEFT: usize = (WIDTH - PILL) / 2;
const GAP: usize = 46;

/// Colours told apart on light and dark ground.
const COLOURS: [&str; 8] =
    ["#2f7ed8", "#d9822b", "#2e9e5b", "#b0479b", "#c2452d", "#6b6fd3", "#8a7a1f", "#1f9aa8"];

const STYLE: &str = "\
svg{font-family:system-ui,'Noto Sans KR',sans-serif;font-size:13px}\
text{fill:#222}.en{fill:#666;font-size:11px}.head{font-size:15px;font-weight:600}\
.box,.pill{fill:#fff;stroke-width:1.5}.pill{stroke:#999;stroke-width:1}path{fill:none;stroke-opacity:.55;stroke-width:1.4}\
@media(prefers-color-scheme:dark){text{fill:#ddd}.en{fill:#aaa}.box,.pill{fill:#1d1f23}}";

/// The picture as an SVG element.
pub(crate) fn svg(vocabulary: &Vocabulary) -> String {
    let drawn = |entry: &&Entry| {
        matches!(entry.kind, Kind::ObjectProperty | Kind::DatatypeProperty)
            && !entry.inverse_only
            && !entry.domain.is_empty()
    };
    let facts: Vec<&Entry> = vocabulary.terms().filter(drawn).filter(|e| e.extracted).collect();
    let records: Vec<&Entry> = vocabulary.terms().filter(drawn).filter(|e| !e.extracted).collect();
    let mut body = String::new();
    let mut top = 10;
    for (title, properties) in
        [("사실의 속성 · properties of facts", facts), ("기록의 속성 · properties of records", records)]
    {
        if !properties.is_empty() {
            top = panel(&mut body, vocabulary, title, &properties, top);
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {top}\" role=\"img\" \
         aria-label=\"{} · {}\">\n<style>{STYLE}</style>\n{body}</svg>\n",
        escaped(&vocabulary.title.ko),
        escaped(&vocabulary.title.en)
    )
}

/// Draws properties from `top` downwards; returns where the next panel begins.
fn panel(out: &mut String, vocabulary: &Vocabulary, title: &str, properties: &[&Entry], top: usize) -> usize {
    let begin = top + GAP;
    let left = column(properties, begin, |property| &property.domain);
    let right = column(properties, begin, |property| &property.range);
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        out,
        "<text class=\"head\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        WIDTH / 2,
        top + 24,
        escaped(title)
    );
    for (row, property) in properties.iter().enumerate() {
        let y = begin + row * ROW + ROW / 2;
        for name in &property.domain {
            if let Some(at) = left.iter().position(|place| place.name == *name) {
                curve(out, BOX, left[at].middle, PILL_LEFT, y, colour(at));
            }
        }
        for name in &property.range {
            if let Some(at) = right.iter().position(|place| place.name == *name) {
                curve(out, PILL_LEFT + PILL, y, WIDTH - BOX, right[at].middle, colour(at));
            }
        }
    }
    for (row, property) in properties.iter().enumerate() {
        pill(out, property, begin + row * ROW);
    }
    for (x, places) in [(0, &left), (WIDTH - BOX, &right)] {
        for (at, place) in places.iter().enumerate() {
            class(out, vocabulary, place, x, colour(at));
        }
    }
    begin + properties.len() * ROW + 10
}

/// Where a class stands in its column.
struct Place {
    name: String,
    middle: usize,
}

/// The classes on one side, in the order in which properties name them, spread over the height of the rows.
fn column(
    properties: &[&Entry],
    begin: usize,
    side: impl for<'e> Fn(&'e Entry) -> &'e Vec<String>,
) -> Vec<Place> {
    let mut found: Vec<(String, Vec<usize>)> = Vec::new();
    for (row, property) in properties.iter().enumerate() {
        for name in side(property) {
            match found.iter_mut().find(|(known, _)| known == name) {
                Some((_, rows)) => rows.push(row),
                None => found.push((name.clone(), vec![row])),
            }
        }
    }
    // By the middle of the rows that lead to it, so that few lines cross.
    found.sort_by_key(|(_, rows)| rows.iter().sum::<usize>() * 1000 / rows.len().max(1));
    let step = (properties.len() * ROW) / found.len().max(1);
    let place =
        |(at, (name, _)): (usize, (String, Vec<usize>))| Place { name, middle: begin + at * step + step / 2 };
    found.into_iter().enumerate().map(place).collect()
}

fn colour(at: usize) -> &'static str {
    COLOURS[at % COLOURS.len()]
}

fn curve(out: &mut String, x1: usize, y1: usize, x2: usize, y2: usize, colour: &str) {
    let middle = usize::midpoint(x1, x2);
    let _ =
        writeln!(out, "<path stroke=\"{colour}\" d=\"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}\"/>");
}

fn pill(out: &mut String, property: &Entry, top: usize) {
    let arrow = if property.symmetric { "↔" } else { "→" };
    let _ = writeln!(
        out,
        "<rect class=\"pill\" x=\"{PILL_LEFT}\" y=\"{}\" width=\"{PILL}\" height=\"{}\" rx=\"11\"/>\
         <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{} <tspan class=\"en\">{} {arrow}</tspan></text>",
        top + 2,
        ROW - 4,
        WIDTH / 2,
        top + ROW / 2 + 5,
        escaped(&property.label.ko),
        escaped(&property.name),
    );
}

fn class(out: &mut String, vocabulary: &Vocabulary, place: &Place, x: usize, colour: &str) {
    const HEIGHT: usize = 24;
    let label = vocabulary.terms().find(|term| term.name == place.name).map(|term| term.label.ko.as_str());
    let label = label.map_or_else(String::new, |label| format!("{} ", escaped(label)));
    let _ = writeln!(
        out,
        "<rect class=\"box\" stroke=\"{colour}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{HEIGHT}\" rx=\"4\"/>\
         <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{label}<tspan class=\"en\">{}</tspan></text>",
        x + 1,
        place.middle.saturating_sub(HEIGHT / 2),
        BOX - 2,
        x + BOX / 2,
        place.middle + 5,
        escaped(&place.name),
    );
}
