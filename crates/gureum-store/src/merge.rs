//! Several segments become one graph: one dictionary for all, and the live graphs' quads.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use rayon::prelude::*;

use crate::StoreError;
use crate::folder::Folder;
use crate::graph::Row;
use crate::manifest::SegmentEntry;
use crate::segment::{DEFAULT, Segment};
use crate::terms::{DEFAULT_GRAPH, Terms};

/// A segment, and which of its graphs count.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) segment: Segment,
    pub(crate) live: Vec<bool>,
}

/// The live quads of all parts, in the numbers of one dictionary; not sorted, repetitions kept.
/// Linear in the number of terms, times the logarithm of the number of parts.
pub(crate) fn merge(mut parts: Vec<Part>) -> Result<(Terms, Vec<Row>), StoreError> {
    if let [part] = parts.as_mut_slice()
        && part.live_graphs().all(|name| name == DEFAULT || part.segment.terms.find(name).is_some())
    {
        let terms = std::mem::take(&mut part.segment.terms);
        let rows = part.rows(&terms, None);
        return Ok((terms, rows));
    }
    join(Terms::default(), Vec::new(), &parts)
}

/// The same for quads that have a dictionary already, and some parts more.
pub(crate) fn join(
    terms: Terms,
    mut rows: Vec<Row>,
    parts: &[Part],
) -> Result<(Terms, Vec<Row>), StoreError> {
    let names: BTreeSet<&str> =
        parts.iter().flat_map(Part::live_graphs).filter(|name| *name != DEFAULT).collect();
    let mut runs = vec![Run::new(terms.iter())];
    runs.extend(parts.iter().map(|part| Run::new(part.segment.terms.iter())));
    runs.push(Run::new(names.into_iter()));
    // For each run its numbers in the merged dictionary.
    let (merged, numbers) = merge_terms(runs)?;
    rows.par_iter_mut().for_each(|row| *row = row.map(|id| numbers[0][id as usize]));
    let of_parts: Vec<Vec<Row>> = parts
        .par_iter()
        .zip(&numbers[1..])
        .map(|(part, numbers)| part.rows(&merged, Some(numbers)))
        .collect();
    of_parts.iter().for_each(|part| rows.extend(part));
    Ok((merged, rows))
}

/// A segment with more quads than this is left as it is, unless much of it is dead.
const LARGE: usize = 1_000_000;

/// Makes one segment of the youngest ones, as long as the one before is not twice as large as they are together: so
/// there are few, and a quad that is written anew is in a segment half as large again at least. Makes one of all where more
/// than half of their quads are dead; `live` are not.
pub(crate) fn tidy(folder: &Folder, segments: &mut Vec<SegmentEntry>, live: usize) -> Result<(), StoreError> {
    let size = |entry: &SegmentEntry| entry.quads + entry.graphs;
    let all = segments.iter().map(|entry| entry.quads).sum::<usize>() > 2 * live;
    let (mut from, mut together) = (segments.len(), 0);
    for entry in segments.iter().rev() {
        if !all && from < segments.len() && size(entry) > LARGE.min(2 * together) {
            break;
        }
        from -= 1;
        together += size(entry);
    }
    if !all && segments.len() - from < 2 {
        return Ok(());
    }
    let parts = folder.read_parts(&segments[from..])?;
    let empty = |part: &Part| -> Vec<String> {
        let graphs = part.segment.graphs.iter().zip(&part.live);
        graphs.filter(|((_, quads), live)| **live && *quads == 0).map(|((name, _), _)| name.clone()).collect()
    };
    // What was removed from older segments must still be said.
    let removed: Vec<String> = if from > 0 { parts.iter().flat_map(empty).collect() } else { Vec::new() };
    let (terms, mut rows) = merge(parts)?;
    rows.par_sort_unstable_by_key(|[s, p, o, g]| [*g, *s, *p, *o]);
    let mut segment = compact(&terms, &rows);
    segment.graphs.extend(removed.into_iter().map(|name| (name, 0)));
    segment.graphs.sort_unstable();
    segments.truncate(from);
    if !segment.graphs.is_empty() {
        segments.push(folder.write_segment(&segment)?);
    }
    Ok(())
}

/// One segment with the given quads, which are sorted by graph, subject, predicate, object; terms
/// that no quad has are left out.
pub(crate) fn compact(terms: &Terms, rows: &[Row]) -> Segment {
    let mut used = vec![false; terms.len() + 1];
    for [s, p, o, _] in rows {
        for id in [s, p, o] {
            used[*id as usize] = true;
        }
    }
    let (mut text, mut ends, mut numbers) = (String::new(), Vec::new(), vec![DEFAULT_GRAPH; used.len()]);
    let mut next = 1;
    for (term, id) in terms.iter().zip(1..) {
        if used[id] {
            text.push_str(term);
            ends.push(text.len());
            numbers[id] = next;
            next += 1;
        }
    }
    let graphs = rows
        .chunk_by(|a, b| a[3] == b[3])
        .map(|graph| (terms.text(graph[0][3]).to_owned(), graph.len()))
        .collect();
    let rows = rows.iter().map(|[s, p, o, _]| [s, p, o].map(|id| numbers[*id as usize])).collect();
    Segment { terms: Terms::of_checked(text, ends), graphs, rows }
}

impl Part {
    /// A segment all of whose graphs count.
    pub(crate) fn whole(segment: Segment) -> Self {
        Self { live: vec![true; segment.graphs.len()], segment }
    }

    fn live_graphs(&self) -> impl Iterator<Item = &str> {
        self.segment
            .graphs
            .iter()
            .zip(&self.live)
            .filter(|(_, live)| **live)
            .map(|((name, _), _)| name.as_str())
    }

    /// The live rows in the numbers of the merged dictionary.
    fn rows(&self, terms: &Terms, numbers: Option<&[u32]>) -> Vec<Row> {
        let number = |id: u32| numbers.map_or(id, |numbers| numbers[id as usize]);
        let mut rows = Vec::with_capacity(self.segment.rows.len());
        let mut rest = self.segment.rows.as_slice();
        for ((name, quads), live) in self.segment.graphs.iter().zip(&self.live) {
            let (graph, others) = rest.split_at(*quads);
            rest = others;
            if *live {
                let name =
                    if name == DEFAULT { DEFAULT_GRAPH } else { terms.find(name).unwrap_or(DEFAULT_GRAPH) };
                rows.extend(graph.iter().map(|[s, p, o]| [number(*s), number(*p), number(*o), name]));
            }
        }
        rows
    }
}

/// Sorted texts that become part of a dictionary.
pub(crate) struct Run<'a> {
    texts: Box<dyn Iterator<Item = &'a str> + 'a>,
    /// For each number of the run its number in the merged dictionary.
    numbers: Vec<u32>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(texts: impl Iterator<Item = &'a str> + 'a) -> Self {
        Self { texts: Box::new(texts), numbers: vec![DEFAULT_GRAPH] }
    }
}

/// One dictionary of all runs, and for each run its numbers in it: that of its first text at 1.
pub(crate) fn merge_terms(mut runs: Vec<Run<'_>>) -> Result<(Terms, Vec<Vec<u32>>), StoreError> {
    let mut heads: BinaryHeap<Reverse<(&str, usize)>> = runs
        .iter_mut()
        .enumerate()
        .filter_map(|(number, run)| Some(Reverse((run.texts.next()?, number))))
        .collect();
    let (mut text, mut ends) = (String::new(), Vec::new());
    let mut last: Option<&str> = None;
    while let Some(mut head) = heads.peek_mut() {
        let Reverse((term, number)) = *head;
        if last != Some(term) {
            text.push_str(term);
            ends.push(text.len());
            last = Some(term);
        }
        let run = &mut runs[number];
        run.numbers.push(u32::try_from(ends.len()).map_err(|_| StoreError::TooLarge)?);
        match run.texts.next() {
            Some(next) => *head = Reverse((next, number)),
            None => {
                std::collections::binary_heap::PeekMut::pop(head);
            }
        }
    }
    let terms = Terms::of_checked(text, ends);
    Ok((terms, runs.into_iter().map(|run| run.numbers).collect()))
}
