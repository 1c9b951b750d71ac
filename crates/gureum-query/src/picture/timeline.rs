//! What happened when: a lane for each entity, time from left to right, a point for each of its facts.
//!
//! A fact stands at the time that its text gives, and else at its article's day; a start or end date at the date itself. Months
//! are drawn equally wide.

use std::collections::BTreeMap;

use gureum_model::{CalendarDate, Modality, PartialDate, Property};
use gureum_store::Store;
use oxrdf::Term;

use super::svg::{Font, PALE, Sheet, hex};
use super::{Entry, MARGIN, Picture, classes, legend, modality_look, modality_words, text};
use crate::card::text::{source, value_text};
use crate::export::palette;
use crate::facts::{self, EntityName, Fact, FactObject};
use crate::lookup::{Lookup, term_text};
use crate::records::Record;
use crate::selection::Selection;
use crate::terminal::one_line;

/// More facts than these make a long page. Chosen by looking.
pub const MOST: usize = 120;

/// Widest text of a fact, in units of its size.
const WIDE: f64 = 22.0;
/// Room for names of lanes.
const NAMES: f64 = 150.0;
/// Width of the time axis, and room for text behind its end.
const AXIS: f64 = 1000.0;
const BEHIND: f64 = 190.0;
/// Height of a line of text in a lane.
const LINE: f64 = 18.0;
/// A span of time shorter than this, in years, is a point.
const POINT: f64 = 0.12;
/// So many of a hundred facts may lie before the axis, at its left end, so that one founding year long ago does not squeeze the rest.
const BEFORE: usize = 4;

/// A fact and when it was.
struct Event {
    from: CalendarDate,
    until: CalendarDate,
    /// Whether the text gives the time, and not just its article.
    dated: bool,
    fact: String,
    modality: Modality,
}

/// Draws at most `most` facts of a part of the graph, 0 for all: those of the entities with most facts, of each the newest. Facts
/// without any date are left out.
pub fn draw(store: &Store, selection: &Selection, most: usize) -> Picture {
    let lookup = Lookup::new(store);
    let records = selection.facts(lookup);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let ends: Vec<Option<String>> = records.iter().map(object).collect();
    for (record, object) in records.iter().zip(&ends) {
        *counts.entry(&record.subject).or_default() += 1;
        if let Some(object) = object.as_deref() {
            *counts.entry(object).or_default() += 1;
        }
    }
    let mut lanes: BTreeMap<&str, Vec<Event>> = BTreeMap::new();
    for (record, object) in records.iter().zip(&ends) {
        if let Some(event) = event(record) {
            lanes.entry(lane(record, object.as_deref(), selection, &counts)).or_default().push(event);
        }
    }
    let all: usize = lanes.values().map(Vec::len).sum();
    let undated = records.len() - all;
    let mut lanes: Vec<(EntityName, Vec<Event>)> =
        lanes.into_iter().map(|(iri, events)| (facts::entity_name(lookup, iri), events)).collect();
    lanes.sort_by(|a, b| {
        let focus = |lane: &EntityName| !selection.focus.contains(&lane.iri);
        (focus(&a.0), b.1.len(), &a.0.iri).cmp(&(focus(&b.0), a.1.len(), &b.0.iri))
    });
    let mut left = if most == 0 { usize::MAX } else { most };
    for (_, events) in &mut lanes {
        events.sort_by(|a, b| (b.from, &a.fact).cmp(&(a.from, &b.fact)));
        events.truncate(left);
        left -= events.len();
        events.reverse();
    }
    lanes.retain(|(_, events)| !events.is_empty());
    let shown: usize = lanes.iter().map(|(_, events)| events.len()).sum();

    let mut words = format!("개체 {}개, 사실 {shown}건.", lanes.len());
    if shown < all {
        words.push_str(&format!(
            " 날짜가 있는 {all}건 가운데 사실이 많은 개체부터, 새것부터 {shown}건만 그렸다."
        ));
    }
    if undated > 0 {
        words.push_str(&format!(" 날짜를 모르는 {undated}건은 뺐다."));
    }
    paint(store, &lanes, words)
}

fn object(record: &Record) -> Option<String> {
    match &record.object {
        Term::Literal(_) => None,
        other => Some(term_text(other.clone())),
    }
}

/// When a fact was: by the first claim that has a time of its own, else by the first article.
fn event(record: &Record) -> Option<Event> {
    let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<CalendarDate>().ok());
    let modality = record.claims.iter().map(|claim| claim.modality).min()?;
    let fact = record.fact.clone();
    if let Term::Literal(literal) = &record.object
        && let Ok(date) = literal.value().parse::<PartialDate>()
        && [Property::StartDate, Property::EndDate].iter().any(|name| record.property.ends_with(name.name()))
    {
        return Some(Event { from: date.first_day(), until: date.last_day(), dated: true, fact, modality });
    }
    let own = record.claims.iter().filter_map(|claim| {
        let (from, until) = (day(&claim.from), day(&claim.until));
        Some((from.or(until)?, until.or(from)?))
    });
    if let Some((from, until)) = own.min() {
        return Some(Event { from, until, dated: true, fact, modality });
    }
    let said = record.claims.iter().filter_map(|claim| day(&claim.said_on)).min()?;
    Some(Event { from: said, until: said, dated: false, fact, modality })
}

/// In whose lane a fact stands: in that of the entity in focus, else of its subject; where it holds both ways, of the end with
/// more facts.
fn lane<'a>(
    record: &'a Record,
    object: Option<&'a str>,
    selection: &Selection,
    counts: &BTreeMap<&str, usize>,
) -> &'a str {
    let subject = record.subject.as_str();
    let Some(object) = object else { return subject };
    let focus = |end: &str| selection.focus.contains(end);
    let name = record.property.rsplit(['#', '/']).next().unwrap_or_default();
    let symmetric = Property::from_name(name).is_some_and(Property::is_symmetric);
    let better = symmetric && counts.get(object) > counts.get(subject);
    if focus(object) && !focus(subject) || better && !focus(subject) { object } else { subject }
}

/// In years, months equally wide.
fn years(day: CalendarDate) -> f64 {
    f64::from(day.year()) + (f64::from(day.month()) - 1.0 + (f64::from(day.day()) - 1.0) / 31.0) / 12.0
}

/// First and last year of the axis.
fn axis(lanes: &[(EntityName, Vec<Event>)]) -> (f64, f64) {
    let mut starts: Vec<f64> =
        lanes.iter().flat_map(|(_, events)| events).map(|event| years(event.from)).collect();
    starts.sort_by(f64::total_cmp);
    let early = starts.get(starts.len() * BEFORE / 100).copied().unwrap_or(2000.0);
    let first = starts.first().copied().filter(|first| early - first < 3.0).unwrap_or(early);
    let last = starts.last().copied().unwrap_or(first);
    // Whole years, or quarters where there are few.
    let unit = if last - first > 2.0 { 1.0 } else { 4.0 };
    let begin = (first * unit).floor() / unit;
    (begin, ((last * unit).floor() + 1.0).max(begin * unit + 1.0) / unit)
}

fn paint(store: &Store, lanes: &[(EntityName, Vec<Event>)], words: String) -> Picture {
    let (begin, end) = axis(lanes);
    let left = MARGIN + NAMES;
    let width = left + AXIS + BEHIND + MARGIN;
    let scale = |years: f64| left + ((years - begin) / (end - begin)).clamp(0.0, 1.0) * AXIS;
    let top = MARGIN + 24.0;
    let mut marks = Sheet::default();
    let mut bands = Sheet::default();
    let mut y = top;
    for (at, (entity, events)) in lanes.iter().enumerate() {
        let mut rows: Vec<f64> = Vec::new();
        let first = y;
        for event in events {
            let Some(fact) = facts::fact(store, &event.fact) else { continue };
            let x = scale(years(event.from));
            let end_x = scale(years(event.until)).max(x);
            let mut label = label(&fact, &entity.iri);
            if years(event.from) < begin {
                label = format!("{} {label}", event.from.year());
            }
            let label = text::line(&label, WIDE);
            let wide = text::ems(&label) * 11.5 + 16.0;
            // The highest row where nothing is in the way.
            let row = rows.iter().position(|taken| *taken < x - 6.0).unwrap_or_else(|| {
                rows.push(0.0);
                rows.len() - 1
            });
            rows[row] = x + wide;
            let middle = first + LINE * (row as f64 + 0.5) + 4.0;
            draw_event(&mut marks, event, &fact, [x, middle], end_x, &label);
        }
        let height = LINE * rows.len().max(1) as f64 + 8.0;
        let shade = if at % 2 == 0 { "fill=\"#f5f7f9\"" } else { "fill=\"#ffffff\"" };
        bands.rect([MARGIN, first], [width - 2.0 * MARGIN, height], shade);
        let look =
            format!("rx=\"2\" fill=\"{}\" stroke=\"#8a94a0\"", hex(palette::colour(entity.class.as_deref())));
        bands.rect([MARGIN + 4.0, first + 8.0], [10.0, 10.0], &look);
        let fitting = if height > 40.0 { 2 } else { 1 };
        for (line, name) in text::lines(&entity.label, (NAMES - 26.0) / 12.0, fitting).iter().enumerate() {
            bands.text(
                [MARGIN + 20.0, first + 17.0 + 15.0 * line as f64],
                name,
                Font { bold: true, ..Font::new(12.0) },
            );
        }
        y = first + height;
    }
    grid(&mut bands, (begin, end), scale, top, y);
    bands.append(marks);

    let mut entries = classes(lanes.iter().map(|(entity, _)| entity.class.as_deref()));
    let events = || lanes.iter().flat_map(|(_, events)| events);
    if events().any(|event| event.dated) {
        entries.push(Entry::Words("● 글이 밝힌 때".to_owned()));
    }
    if events().any(|event| !event.dated) {
        entries.push(Entry::Words("○ 기사가 나온 날".to_owned()));
    }
    for modality in Modality::ALL.into_iter().filter(|modality| *modality != Modality::Asserted) {
        if events().any(|event| event.modality == modality) {
            let look = format!("stroke=\"{}\" stroke-width=\"5\"", modality_look(modality).0);
            entries.push(Entry::Line(look, false, modality_words(modality).to_owned()));
        }
    }
    let bottom = legend(&mut bands, &entries, y + 26.0, width);
    let bottom = super::caption(&mut bands, &words, bottom, width);
    Picture { svg: bands.finish([width, bottom + MARGIN / 2.0], &words), caption: words }
}

/// Lines at years, or at quarters of few years, with their names above and below.
fn grid(sheet: &mut Sheet, (begin, end): (f64, f64), scale: impl Fn(f64) -> f64, top: f64, bottom: f64) {
    let span = end - begin;
    let step = [0.25, 1.0, 2.0, 5.0, 10.0].into_iter().find(|step| span / step <= 14.0).unwrap_or(25.0);
    let mut at = (begin / step).ceil() * step;
    while at <= end + 1e-9 {
        let x = scale(at);
        sheet.line([x, top], None, [x, bottom], "stroke=\"#d5dbe1\"");
        let month = ((at - at.floor()) * 12.0).round() as u32 + 1;
        let name = if step < 1.0 { format!("{}-{month:02}", at.floor()) } else { at.to_string() };
        for y in [top - 8.0, bottom + 16.0] {
            sheet.text([x, y], &name, Font { anchor: "middle", colour: PALE, ..Font::new(11.5) });
        }
        at += step;
    }
}

fn draw_event(sheet: &mut Sheet, event: &Event, fact: &Fact, [x, y]: [f64; 2], end: f64, label: &str) {
    let colour = modality_look(event.modality).0;
    let claim = fact.claims.first();
    let evidence = claim.and_then(|claim| claim.evidence.first());
    let sentence = evidence.map(|evidence| one_line(&evidence.sentence)).unwrap_or_default();
    let from = claim.map(|claim| source(&claim.article, None)).unwrap_or_default();
    let when = if event.from == event.until {
        event.from.to_string()
    } else {
        format!("{}–{}", event.from, event.until)
    };
    sheet.open(&format!("{when}\n{sentence}\n{from}"), None);
    if years(event.until) - years(event.from) > POINT {
        sheet.rect(
            [x, y - 2.0],
            [(end - x).max(4.0), 4.0],
            &format!("rx=\"2\" fill=\"{colour}\" fill-opacity=\"0.35\""),
        );
    }
    if event.dated {
        sheet.circle([x, y], 4.0, &format!("fill=\"{colour}\""));
    } else {
        sheet.circle([x, y], 3.4, &format!("fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"1.6\""));
    }
    sheet.text([x + 8.0, y + 4.0], label, Font { rim: true, ..Font::new(11.5) });
    sheet.close(None);
}

/// `협력한다 ↔ 마이크로소프트`, as seen from the lane's entity.
fn label(fact: &Fact, entity: &str) -> String {
    let symmetric = Property::from_name(&fact.property.name).is_some_and(Property::is_symmetric);
    let arrow = match (&fact.object, symmetric) {
        (FactObject::Literal { .. }, _) => "=",
        (_, true) => "↔",
        (FactObject::Entity(object), false) if object.iri == entity => "←",
        (FactObject::Entity(_), false) => "→",
    };
    format!("{} {arrow} {}", fact.property.label, value_text(fact, entity))
}
