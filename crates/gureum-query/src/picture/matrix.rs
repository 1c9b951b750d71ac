//! Who has to do with whom, as a table: a square where the entity of the row has a fact with that of the column.
//!
//! Entities of one community stand together, so that blocks along the diagonal are circles of firms.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::EdgeRef;

use super::svg::{Font, Sheet};
use super::{Entry, MARGIN, Picture, legend, modality_words, text};
use crate::analysis::Network;
use crate::analysis::communities::communities;
use crate::projection::{Edge, Projection};

/// More rows than these are hard to follow. Chosen by looking.
pub const MOST: usize = 40;

/// Side of a square.
const CELL: f64 = 22.0;
/// Widest name, in units of its size.
const NAME: f64 = 13.0;
/// Colours of properties, the most frequent first; further ones share the last.
const COLOURS: [&str; 6] = ["#2f7ed8", "#d9822b", "#2e9e5b", "#b0479b", "#6b6fd3", "#7b8794"];

/// Draws the facts of a projection between entities; at most `most` of those with most neighbours, 0 for all.
pub fn draw(projection: &Projection, most: usize) -> Picture {
    let network = Network::new(projection);
    let degree = |node: usize| network.both.of(node as u32).len();
    let all: Vec<usize> = (0..network.len()).filter(|node| degree(*node) > 0).collect();
    let mut shown = all.clone();
    shown.sort_by_key(|node| (std::cmp::Reverse(degree(*node)), *node));
    shown.truncate(if most == 0 { usize::MAX } else { most });
    // A row whose neighbours were all left out is empty.
    let chosen: BTreeSet<usize> = shown.iter().copied().collect();
    shown
        .retain(|node| network.both.of(*node as u32).iter().any(|other| chosen.contains(&(*other as usize))));
    let community = communities(&network);
    shown.sort_by_key(|node| (community[*node], std::cmp::Reverse(degree(*node)), *node));
    let index: BTreeMap<usize, usize> = shown.iter().enumerate().map(|(at, node)| (*node, at)).collect();

    let mut cells: BTreeMap<(usize, usize), Vec<&Edge>> = BTreeMap::new();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let mut facts = 0;
    for edge in projection.graph.edge_references() {
        let ends = (index.get(&edge.source().index()), index.get(&edge.target().index()));
        let (Some(row), Some(column)) = ends else { continue };
        facts += 1;
        *used.entry(&edge.weight().property.label).or_default() += 1;
        cells.entry((*row, *column)).or_default().push(edge.weight());
        if edge.weight().symmetric && row != column {
            cells.entry((*column, *row)).or_default().push(edge.weight());
        }
    }
    let mut properties: Vec<&str> = used.keys().copied().collect();
    properties.sort_by_key(|name| (std::cmp::Reverse(used[name]), *name));
    let colour = |label: &str| {
        let at = properties.iter().position(|name| *name == label).unwrap_or_default();
        COLOURS[at.min(COLOURS.len() - 1)]
    };

    let label = |node: usize| &projection.graph[petgraph::graph::NodeIndex::new(node)].label;
    let names: Vec<String> = shown.iter().map(|node| text::line(label(*node), NAME)).collect();
    let room = names.iter().map(|name| text::ems(name) * 12.0).fold(40.0, f64::max) + 10.0;
    let (left, top) = (MARGIN + room, MARGIN + room);
    let side = CELL * shown.len() as f64;
    let mut sheet = Sheet::default();
    for (at, name) in names.iter().enumerate() {
        let middle = CELL * (at as f64 + 0.5) + 4.0;
        sheet.text([left - 8.0, top + middle], name, Font { anchor: "end", ..Font::new(12.0) });
        sheet.upright([left + middle, top - 8.0], name, Font::new(12.0));
        let at = CELL * at as f64;
        sheet.rect([left + at, top + at], [CELL, CELL], "fill=\"#e7ebef\"");
    }
    for line in 0..=shown.len() {
        let at = CELL * line as f64;
        let border = line > 0 && line < shown.len() && community[shown[line - 1]] != community[shown[line]];
        let look = if border { "stroke=\"#9aa5b1\" stroke-width=\"1.4\"" } else { "stroke=\"#e1e5ea\"" };
        sheet.line([left, top + at], None, [left + side, top + at], look);
        sheet.line([left + at, top], None, [left + at, top + side], look);
    }
    for ((row, column), edges) in &cells {
        let (x, y) = (left + CELL * *column as f64 + 1.5, top + CELL * *row as f64 + 1.5);
        let size = CELL - 3.0;
        let mut colours: Vec<&str> = Vec::new();
        for edge in edges {
            let colour = colour(&edge.property.label);
            if !colours.contains(&colour) {
                colours.push(colour);
            }
        }
        let said = edges.iter().map(|edge| {
            let (row, column) = (label(shown[*row]), label(shown[*column]));
            let arrow = if edge.symmetric { "↔" } else { "→" };
            let modality = modality_words(edge.modality);
            format!(
                "{row} {arrow} {} {arrow} {column} ({modality}, 기사 {}건)",
                edge.property.label, edge.articles
            )
        });
        sheet.open(&said.collect::<Vec<_>>().join("\n"), None);
        sheet.rect([x, y], [size, size], &format!("fill=\"{}\"", colours[0]));
        if let Some(second) = colours.get(1) {
            let corners = [[x + size, y], [x + size, y + size], [x, y + size]];
            sheet.shape(&corners, &format!("fill=\"{second}\""));
        }
        let articles: usize = edges.iter().map(|edge| edge.articles).sum();
        if articles > 1 {
            let font = Font { anchor: "middle", bold: true, colour: "#ffffff", ..Font::new(11.0) };
            sheet.text([x + size / 2.0, y + size / 2.0 + 4.0], &articles.to_string(), font);
        }
        sheet.close(None);
    }

    let width = (left + side + MARGIN).max(480.0);
    let mut entries: Vec<Entry> = properties
        .iter()
        .take(COLOURS.len() - 1)
        .map(|name| Entry::Square(colour(name).to_owned(), (*name).to_owned()))
        .collect();
    if properties.len() >= COLOURS.len() {
        entries.push(Entry::Square(COLOURS[COLOURS.len() - 1].to_owned(), "그 밖의 속성".to_owned()));
    }
    entries.push(Entry::Words("수: 기사 수".to_owned()));
    let symmetric = cells.values().flatten().all(|edge| edge.symmetric);
    if !symmetric {
        entries.push(Entry::Words("행이 주어, 열이 목적어".to_owned()));
    }
    let bottom = legend(&mut sheet, &entries, top + side + 10.0, width);
    let mut words = format!("개체 {}개, 그 사이의 사실 {facts}건.", shown.len());
    if all.len() > shown.len() {
        words.push_str(&format!(" 전체 {}개 가운데 이웃이 많은 것부터 {most}개까지만 그렸다.", all.len()));
    }
    let bottom = super::caption(&mut sheet, &words, bottom, width);
    Picture { svg: sheet.finish([width, bottom + MARGIN / 2.0], &words), caption: words }
}
