//! What follows, on its way into a segment: in the numbers of the dictionary that it follows from, and with the terms
//! that may not be in there, such as counts.

use std::fmt::Display;

use gureum_model::iri;

use crate::StoreError;
use crate::merge::{Run, merge_terms};
use crate::segment::{DEFAULT, Segment};
use crate::terms::{DEFAULT_GRAPH, Interner, Terms};

pub(super) struct Consequences<'t> {
    terms: &'t Terms,
    /// Numbered from the dictionary's end.
    written: Interner,
    default: Vec<[u32; 3]>,
    marks: Vec<[u32; 3]>,
}

impl<'t> Consequences<'t> {
    pub(super) fn new(terms: &'t Terms) -> Self {
        Self { terms, written: Interner::default(), default: Vec::new(), marks: Vec::new() }
    }

    /// The number of a term, given as anything that is written as N-Quads. One of the dictionary may get another number here;
    /// the segment has it once.
    pub(super) fn term(&mut self, term: &impl Display) -> Result<u32, StoreError> {
        let number = self.written.term(term)?;
        let end = u32::try_from(self.terms.len()).map_err(|_| StoreError::TooLarge)?;
        number.checked_add(end).ok_or(StoreError::TooLarge)
    }

    /// Puts a triple into the default graph.
    pub(super) fn hold(&mut self, triple: [u32; 3]) {
        self.default.push(triple);
    }

    /// Puts a triple into `graph/derived`.
    pub(super) fn mark(&mut self, triple: [u32; 3]) {
        self.marks.push(triple);
    }

    /// The segment.
    pub(super) fn finish(self) -> Result<Segment, StoreError> {
        let Self { terms, written, mut default, mut marks } = self;
        let end = terms.len();
        let mut numbers = vec![DEFAULT_GRAPH; end + 1];
        for id in default.iter().chain(&marks).flatten() {
            if let Some(used) = numbers.get_mut(*id as usize) {
                *used = 1;
            }
        }
        let (written, ranks) = written.sorted();
        let ids: Vec<u32> = (0..).zip(&numbers).filter(|(_, used)| **used > 0).map(|(id, _)| id).collect();
        let runs = vec![Run::new(ids.iter().map(|id| terms.text(*id))), Run::new(written.iter())];
        let (merged, places) = merge_terms(runs)?;
        for (id, place) in ids.iter().zip(&places[0][1..]) {
            numbers[*id as usize] = *place;
        }
        numbers.extend(ranks[1..].iter().map(|rank| places[1][*rank as usize]));
        let sorted = |rows: &mut Vec<[u32; 3]>| {
            rows.iter_mut().for_each(|row| *row = row.map(|id| numbers[id as usize]));
            rows.sort_unstable();
            rows.dedup();
        };
        rayon::join(|| sorted(&mut default), || sorted(&mut marks));
        let mut graphs = vec![(DEFAULT.to_owned(), default.len())];
        if !marks.is_empty() {
            graphs.push((format!("<{}>", iri::DERIVED_GRAPH), marks.len()));
        }
        default.append(&mut marks);
        Ok(Segment { terms: merged, graphs, rows: default })
    }
}
