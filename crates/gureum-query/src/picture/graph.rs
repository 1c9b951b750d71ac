//! Entities as boxes, coloured by class, and one line for all facts between two of them.
//!
//! A box has the name in at most two lines, larger for an entity with more neighbours; a line is thicker for more articles
//! and dashed for what is not asserted, and goes round boxes where it can. Names of properties stand on the lines of small
//! graphs where there is room; pointed at, a line shows all of its facts.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use gureum_model::Modality;
use petgraph::visit::EdgeRef;

use super::svg::{Font, Sheet, hex};
use super::{Entry, MARGIN, Picture, arrow, classes, legend, modality_look, modality_words, text};
use crate::analysis::Network;
use crate::export::palette;
use crate::layout::{self, Point};
use crate::projection::{Edge, Projection};

/// How to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Entities at most: the nearest to those in focus, and else those with most neighbours. 0: all.
    pub most: usize,
    /// Whether names of properties stand on lines; if not said, where there are at most [`LABELLED`] lines.
    pub labels: Option<bool>,
    /// IRIs of the entities in focus, drawn with a thick rim.
    pub focus: BTreeSet<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { most: MOST, labels: None, focus: BTreeSet::new() }
    }
}

/// More entities than these are hard to read on one page. Chosen by looking.
pub const MOST: usize = 120;
/// More lines than these leave no room for words on them. Chosen by looking.
pub const LABELLED: usize = 90;

/// Widest line of a name, in units of its size.
const WIDE: f64 = 10.0;
/// Between names and the rims of their boxes, and between boxes.
const INSIDE: Point = [9.0, 5.0];
const BETWEEN: Point = [20.0, 20.0];
/// How long a link is on average. Chosen by looking.
const LINK: Point = [150.0, 95.0];

struct Node<'a> {
    iri: &'a str,
    label: &'a str,
    class: Option<&'a str>,
    lines: Vec<String>,
    font: f64,
    size: Point,
    place: Point,
    focus: bool,
}

struct Link<'a> {
    ends: (usize, usize),
    /// The facts, each with whether it leads from the first end to the second.
    facts: Vec<(&'a Edge, bool)>,
}

/// Draws the graph. Entities without a fact with another are left out.
pub fn draw(projection: &Projection, options: &Options) -> Picture {
    let kept = kept(projection, options);
    let index: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(at, node)| (*node, at)).collect();
    let links = links(projection, &index);
    let mut nodes = nodes(projection, &kept, &links, options);
    let network = Network::from_edges(
        nodes.len(),
        links.iter().map(|link| (link.ends.0 as u32, link.ends.1 as u32, false)),
    );
    let sizes: Vec<Point> =
        nodes.iter().map(|node| [node.size[0] + BETWEEN[0], node.size[1] + BETWEEN[1]]).collect();
    let places = layout::arranged(&network, &sizes, 26.0, |[x, y]| [x * LINK[0], y * LINK[1]]);
    for (node, place) in nodes.iter_mut().zip(places) {
        node.place = [place[0] + MARGIN, place[1] + MARGIN];
    }
    let most = |axis: usize, least: f64| {
        nodes.iter().map(|node| node.place[axis] + node.size[axis] / 2.0).fold(least, f64::max) + MARGIN
    };
    let (width, bottom) = (most(0, 480.0), most(1, 40.0));

    let mut sheet = Sheet::default();
    let labelled = options.labels.unwrap_or(links.len() <= LABELLED);
    let unlabelled = draw_links(&mut sheet, &nodes, &links, labelled);
    nodes.iter().for_each(|node| draw_node(&mut sheet, node));

    let bottom = legend(&mut sheet, &entries(&nodes, &links), bottom, width);
    let facts = links.iter().map(|link| link.facts.iter().map(|(edge, _)| edge.facts).sum::<usize>()).sum();
    let words = words(projection, nodes.len(), facts, options, labelled.then_some(unlabelled));
    let bottom = super::caption(&mut sheet, &words, bottom, width);
    Picture { svg: sheet.finish([width, bottom + MARGIN / 2.0], &words), caption: words }
}

/// Node numbers of the entities to draw, in the order of the projection.
fn kept(projection: &Projection, options: &Options) -> Vec<usize> {
    let network = Network::new(projection);
    let degree = |node: usize| network.both.of(node as u32).len();
    let mut far = vec![usize::MAX; network.len()];
    let mut waiting: VecDeque<usize> = VecDeque::new();
    for node in options.focus.iter().filter_map(|iri| projection.nodes.get(iri)) {
        far[node.index()] = 0;
        waiting.push_back(node.index());
    }
    while let Some(node) = waiting.pop_front() {
        for other in network.both.of(node as u32) {
            if far[*other as usize] == usize::MAX {
                far[*other as usize] = far[node] + 1;
                waiting.push_back(*other as usize);
            }
        }
    }
    let mut all: Vec<usize> =
        (0..network.len()).filter(|node| degree(*node) > 0 || far[*node] == 0).collect();
    if options.most > 0 && all.len() > options.most {
        all.sort_by_key(|node| (far[*node], std::cmp::Reverse(degree(*node)), *node));
        all.truncate(options.most);
        // One whose neighbours were all left out says nothing.
        let chosen: BTreeSet<usize> = all.iter().copied().collect();
        all.retain(|node| {
            far[*node] == 0
                || network.both.of(*node as u32).iter().any(|other| chosen.contains(&(*other as usize)))
        });
        all.sort_unstable();
    }
    all
}

fn links<'a>(projection: &'a Projection, index: &BTreeMap<usize, usize>) -> Vec<Link<'a>> {
    let mut links: BTreeMap<(usize, usize), Vec<(&Edge, bool)>> = BTreeMap::new();
    for edge in projection.graph.edge_references() {
        let ends = (index.get(&edge.source().index()), index.get(&edge.target().index()));
        let (Some(from), Some(to)) = ends else { continue };
        if from != to {
            links.entry((*from.min(to), *from.max(to))).or_default().push((edge.weight(), from < to));
        }
    }
    links.into_iter().map(|(ends, facts)| Link { ends, facts }).collect()
}

fn nodes<'a>(
    projection: &'a Projection,
    kept: &[usize],
    links: &[Link<'_>],
    options: &Options,
) -> Vec<Node<'a>> {
    let mut degrees = vec![0_usize; kept.len()];
    for link in links {
        degrees[link.ends.0] += 1;
        degrees[link.ends.1] += 1;
    }
    let most = degrees.iter().copied().max().unwrap_or(1).max(1) as f64;
    let node = |(node, degree): (&usize, &usize)| {
        let weight = &projection.graph[petgraph::graph::NodeIndex::new(*node)];
        let font = 12.0 + 6.0 * (*degree as f64 / most).sqrt() * (most / 12.0).min(1.0);
        let lines = text::balanced(&weight.label, WIDE);
        let widest = lines.iter().map(|line| text::ems(line)).fold(0.0, f64::max);
        Node {
            iri: &weight.iri,
            label: &weight.label,
            class: weight.class.as_deref(),
            size: [
                (widest * font + 2.0 * INSIDE[0]).max(34.0),
                lines.len() as f64 * font * 1.25 + 2.0 * INSIDE[1],
            ],
            lines,
            font,
            place: [0.0, 0.0],
            focus: options.focus.contains(&weight.iri),
        }
    };
    kept.iter().zip(&degrees).map(node).collect()
}

fn draw_node(sheet: &mut Sheet, node: &Node<'_>) {
    let link = node.iri.starts_with("http").then_some(node.iri);
    sheet.open(&format!("{}\n{}", node.label, node.iri), link);
    let corner = [node.place[0] - node.size[0] / 2.0, node.place[1] - node.size[1] / 2.0];
    let rim = if node.focus { "stroke=\"#1c2530\" stroke-width=\"2.5\"" } else { "stroke=\"#8a94a0\"" };
    let look = format!("rx=\"6\" fill=\"{}\" {rim}", hex(palette::colour(node.class)));
    sheet.rect(corner, node.size, &look);
    let bold = node.focus || node.font > 15.0;
    let font = Font { anchor: "middle", bold, ..Font::new(node.font) };
    let top = node.place[1] - (node.lines.len() as f64 - 1.0) * node.font * 0.625 + node.font * 0.36;
    for (at, line) in node.lines.iter().enumerate() {
        sheet.text([node.place[0], top + at as f64 * node.font * 1.25], line, font);
    }
    sheet.close(link);
}

/// A line from box to box: its ends, and where it bends.
#[derive(Clone, Copy)]
struct Course {
    from: Point,
    bend: Option<Point>,
    to: Point,
}

impl Course {
    /// The point at a share of the way.
    fn at(&self, share: f64) -> Point {
        let mix = |a: Point, b: Point| [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
        match self.bend {
            None => mix(self.from, self.to),
            Some(bend) => mix(mix(self.from, bend), mix(bend, self.to)),
        }
    }
}

/// Draws all lines, then words on them; how many found no room.
fn draw_links(sheet: &mut Sheet, nodes: &[Node<'_>], links: &[Link<'_>], labelled: bool) -> usize {
    let courses: Vec<Course> = links.iter().map(|link| course(nodes, link)).collect();
    for (link, course) in links.iter().zip(&courses) {
        draw_line(sheet, nodes, link, course);
    }
    if !labelled {
        return 0;
    }
    let mut taken: Vec<(Point, Point)> = nodes.iter().map(|node| (node.place, node.size)).collect();
    let mut left = 0;
    for (link, course) in links.iter().zip(&courses) {
        let words = label(link);
        let size = [text::ems(&words) * 10.0 + 4.0, 13.0];
        let free = |place: &Point| !taken.iter().any(|(other, wide)| overlap(*place, size, *other, *wide));
        let place = SHARES.iter().map(|share| course.at(*share)).find(free);
        let Some(place) = place else {
            left += 1;
            continue;
        };
        let font = Font { anchor: "middle", rim: true, colour: "#46505c", ..Font::new(10.0) };
        sheet.text([place[0], place[1] + 3.5], &words, font);
        taken.push((place, size));
    }
    left
}

/// Where on a line words may stand, the best place first.
const SHARES: [f64; 11] = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8];

/// The properties of a link, each once.
fn label(link: &Link<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in link.facts.iter().flat_map(|(edge, _)| edge.property.label.split("; ")) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    text::line(&names.join(" · "), 18.0)
}

fn overlap(a: Point, size: Point, b: Point, other: Point) -> bool {
    (0..2).all(|axis| (a[axis] - b[axis]).abs() < (size[axis] + other[axis]) / 2.0)
}

/// A straight line, or, where that would cross another box, the least bent one that crosses fewest.
fn course(nodes: &[Node<'_>], link: &Link<'_>) -> Course {
    let (a, b) = (&nodes[link.ends.0], &nodes[link.ends.1]);
    let middle = [(a.place[0] + b.place[0]) / 2.0, (a.place[1] + b.place[1]) / 2.0];
    let way = [b.place[0] - a.place[0], b.place[1] - a.place[1]];
    let length = (way[0] * way[0] + way[1] * way[1]).sqrt().max(1e-6);
    let side = [-way[1] / length, way[0] / length];
    let bent = |by: f64| {
        let bend = (by != 0.0).then(|| [middle[0] + side[0] * by, middle[1] + side[1] * by]);
        let from = border(a, bend.unwrap_or(b.place));
        let to = border(b, bend.unwrap_or(a.place));
        Course { from, bend, to }
    };
    let crossed = |course: &Course| {
        let through = |node: &Node<'_>| {
            (1..24).any(|step| {
                let at = course.at(f64::from(step) / 24.0);
                overlap(at, [0.0, 0.0], node.place, [node.size[0] + 6.0, node.size[1] + 6.0])
            })
        };
        let others = nodes.iter().enumerate().filter(|(at, _)| *at != link.ends.0 && *at != link.ends.1);
        others.filter(|(_, node)| through(node)).count()
    };
    let mut best = (usize::MAX, bent(0.0));
    for by in [0.0, 40.0, -40.0, 80.0, -80.0, 130.0, -130.0, 190.0, -190.0] {
        if by != 0.0 && by * by > 0.5 * length * length {
            continue;
        }
        let course = bent(by);
        let count = crossed(&course);
        if count < best.0 {
            best = (count, course);
        }
        if count == 0 {
            break;
        }
    }
    best.1
}

/// Where the line from a box's middle to a point leaves the box.
fn border(node: &Node<'_>, toward: Point) -> Point {
    let way = [toward[0] - node.place[0], toward[1] - node.place[1]];
    let share = |axis: usize| node.size[axis] / 2.0 / way[axis].abs().max(1e-6);
    let out = share(0).min(share(1)).min(1.0);
    [node.place[0] + way[0] * out, node.place[1] + way[1] * out]
}

fn draw_line(sheet: &mut Sheet, nodes: &[Node<'_>], link: &Link<'_>, course: &Course) {
    let modality = link.facts.iter().map(|(edge, _)| edge.modality).min().unwrap_or(Modality::Asserted);
    let (colour, dashes) = modality_look(modality);
    let articles: usize = link.facts.iter().map(|(edge, _)| edge.articles).sum();
    let width = 1.3 + 0.9 * f64::from(articles.max(1).ilog2().min(4));
    let (a, b) = (nodes[link.ends.0].label, nodes[link.ends.1].label);
    let facts: Vec<String> = link.facts.iter().map(|(edge, forward)| said(edge, *forward, a, b)).collect();
    sheet.open(&facts.join("\n"), None);
    let look = format!("stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}");
    sheet.line(course.from, course.bend, course.to, &look);
    let heads = |forward: bool| link.facts.iter().any(|(edge, along)| !edge.symmetric && *along == forward);
    if heads(true) {
        arrow(sheet, course.bend.unwrap_or(course.from), course.to, colour);
    }
    if heads(false) {
        arrow(sheet, course.bend.unwrap_or(course.to), course.from, colour);
    }
    sheet.close(None);
}

/// `KT 제공한다 KT클라우드 (기사 2건, 2020-09-03)`.
fn said(edge: &Edge, forward: bool, a: &str, b: &str) -> String {
    let (subject, object) = if forward { (a, b) } else { (b, a) };
    let arrow = if edge.symmetric { "↔" } else { "→" };
    let mut notes = vec![format!("기사 {}건", edge.articles)];
    if edge.modality != Modality::Asserted {
        notes.insert(0, modality_words(edge.modality).to_owned());
    }
    notes.extend(edge.last_said.clone());
    format!("{subject} {arrow} {} {arrow} {object} ({})", edge.property.label, notes.join(", "))
}

fn entries(nodes: &[Node<'_>], links: &[Link<'_>]) -> Vec<Entry> {
    let mut entries = classes(nodes.iter().map(|node| node.class));
    let facts = || links.iter().flat_map(|link| &link.facts);
    let (colour, _) = modality_look(Modality::Asserted);
    let plain = format!("stroke=\"{colour}\" stroke-width=\"1.5\"");
    if facts().any(|(edge, _)| !edge.symmetric) {
        entries.push(Entry::Line(plain.clone(), true, "주어에서 목적어로".to_owned()));
    }
    if facts().any(|(edge, _)| edge.symmetric) {
        entries.push(Entry::Line(plain, false, "서로".to_owned()));
    }
    for modality in Modality::ALL.into_iter().filter(|modality| *modality != Modality::Asserted) {
        if facts().any(|(edge, _)| edge.modality == modality) {
            let (colour, dashes) = modality_look(modality);
            let look = format!("stroke=\"{colour}\" stroke-width=\"1.5\"{dashes}");
            entries.push(Entry::Line(look, false, modality_words(modality).to_owned()));
        }
    }
    if links.iter().any(|link| link.facts.iter().map(|(edge, _)| edge.articles).sum::<usize>() > 1) {
        let look = format!("stroke=\"{colour}\" stroke-width=\"3.1\"");
        entries.push(Entry::Line(look, false, "기사가 많을수록 굵게".to_owned()));
    }
    entries
}

fn words(
    projection: &Projection,
    nodes: usize,
    facts: usize,
    options: &Options,
    unlabelled: Option<usize>,
) -> String {
    let network = Network::new(projection);
    let alone = (0..network.len()).filter(|node| network.both.of(*node as u32).is_empty()).count();
    let mut words = format!("개체 {nodes}개, 그 사이의 사실 {facts}건.");
    let cut = network.len() - alone.min(network.len()) > nodes;
    if cut {
        let which = if options.focus.is_empty() { "이웃이 많은 것" } else { "가까운 것" };
        words.push_str(&format!(
            " 전체 {}개 가운데 {which}부터 {}개까지만 그렸다.",
            network.len(),
            options.most
        ));
    } else if alone > 0 {
        words.push_str(&format!(" 다른 개체와의 사실이 없는 {alone}개는 그리지 않았다."));
    }
    match unlabelled {
        Some(left) if left > 0 => {
            words.push_str(&format!(" 자리가 없어 속성 이름을 적지 않은 선이 {left}개 있다."));
        }
        _ => {}
    }
    words
}
