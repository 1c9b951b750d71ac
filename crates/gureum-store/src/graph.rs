//! A graph in memory: its dictionary, and its quads sorted in the orders look-ups need.
//!
//! A quad is four numbers packed into one `u128` in the order of its index, so that a look-up is
//! two binary searches and a scan is a walk over consecutive memory: 48 bytes a default triple and
//! 64 a named quad, besides the dictionary. Not changed after it was built.

use std::sync::Arc;

use rayon::prelude::*;

use crate::terms::{DEFAULT_GRAPH, Terms};

/// Subject, predicate, object, graph name.
pub(crate) type Row = [u32; 4];

/// Some of the four places bound to a term.
pub(crate) type Pattern = [Option<u32>; 4];

const S: usize = 0;
const P: usize = 1;
const O: usize = 2;
const G: usize = 3;

/// Orders of the default graph. The first gives N-Quads lines in order.
const DEFAULT_ORDERS: [[usize; 4]; 3] = [[S, P, O, G], [P, O, S, G], [O, S, P, G]];
/// Orders of the named graphs: the same, and one that keeps each graph together.
const NAMED_ORDERS: [[usize; 4]; 4] = [[S, P, O, G], [P, O, S, G], [O, S, P, G], [G, S, P, O]];

/// Which graphs a look-up reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The default graph.
    Default,
    /// Every named graph.
    Named,
    /// Everything.
    All,
}

#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) terms: Terms,
    default: Vec<Index>,
    named: Vec<Index>,
}

#[derive(Debug)]
struct Index {
    order: [usize; 4],
    rows: Vec<u128>,
}

fn pack(row: &Row, order: [usize; 4]) -> u128 {
    order.iter().fold(0, |packed, place| packed << 32 | u128::from(row[*place]))
}

fn unpack(packed: u128, order: [usize; 4]) -> Row {
    let mut row = [0; 4];
    for (shift, place) in [96, 64, 32, 0].into_iter().zip(order) {
        #[expect(clippy::cast_possible_truncation, reason = "takes the 32 bits at `shift`")]
        {
            row[place] = (packed >> shift) as u32;
        }
    }
    row
}

impl Index {
    fn new(order: [usize; 4], rows: &[Row]) -> Self {
        let mut rows: Vec<u128> = rows.par_iter().map(|row| pack(row, order)).collect();
        rows.par_sort_unstable();
        rows.dedup();
        Self { order, rows }
    }

    fn all(rows: &[Row], orders: &[[usize; 4]]) -> Vec<Self> {
        orders.par_iter().map(|order| Self::new(*order, rows)).collect()
    }

    /// How many of the pattern's places this order has bound in front.
    fn bound(&self, pattern: &Pattern) -> u32 {
        self.order.iter().map_while(|place| pattern[*place]).fold(0, |n, _| n + 1)
    }

    /// The rows that agree with the first `bound` places of the pattern.
    fn range(&self, pattern: &Pattern, bound: u32) -> std::ops::Range<usize> {
        if bound == 0 {
            return 0..self.rows.len();
        }
        let prefix =
            self.order.iter().take(bound as usize).fold(0, |packed: u128, place| {
                packed << 32 | u128::from(pattern[*place].unwrap_or_default())
            });
        let free = 32 * (4 - bound);
        let first = prefix << free;
        let last = first | ((1_u128 << free) - 1);
        let start = self.rows.partition_point(|row| *row < first);
        let rest = &self.rows[start..];
        // Most look-ups find a few rows: look close by before searching the rest.
        let near = rest.len().min(16);
        let length = if near < rest.len() && rest[near - 1] <= last {
            near + rest[near..].partition_point(|row| *row <= last)
        } else {
            rest[..near].partition_point(|row| *row <= last)
        };
        start..start + length
    }
}

/// The shortest stretch of an index that holds every match, and which index that is.
fn shortest(indexes: &[Index], pattern: &Pattern) -> Option<(usize, std::ops::Range<usize>)> {
    let wanted = pattern.iter().flatten().fold(0, |n, _| n + 1);
    let mut best: Option<(usize, std::ops::Range<usize>)> = None;
    for (number, index) in indexes.iter().enumerate() {
        let bound = index.bound(pattern);
        if bound == 0 && (wanted > 0 || best.is_some()) {
            continue;
        }
        let range = index.range(pattern, bound);
        if bound == wanted {
            return Some((number, range)); // exactly the matches
        }
        if best.as_ref().is_none_or(|(_, shortest)| range.len() < shortest.len()) {
            best = Some((number, range));
        }
    }
    best
}

impl Graph {
    /// Builds the indexes; repeated rows count once.
    pub(crate) fn new(terms: Terms, rows: Vec<Row>) -> Self {
        let (default, named): (Vec<Row>, Vec<Row>) =
            rows.into_par_iter().partition(|row| row[G] == DEFAULT_GRAPH);
        let (default, named) =
            rayon::join(|| Index::all(&default, &DEFAULT_ORDERS), || Index::all(&named, &NAMED_ORDERS));
        Self { terms, default, named }
    }

    /// Quads in the default graph, and in all named graphs together.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let count = |indexes: &[Index]| indexes.first().map_or(0, |index| index.rows.len());
        (count(&self.default), count(&self.named))
    }

    /// The matches of a pattern, found by the best index: logarithmic in the size of the graph, plus
    /// the rows passed over where no order has all bound places in front.
    pub(crate) fn scan(self: &Arc<Self>, mut pattern: Pattern, scope: Scope) -> Scan {
        let unnamed = pattern[G].is_none_or(|graph| graph == DEFAULT_GRAPH);
        let named = pattern[G] != Some(DEFAULT_GRAPH);
        if !named {
            pattern[G] = None;
        }
        let find = |named: bool, wanted: bool| {
            let indexes = if named { &self.named } else { &self.default };
            let (index, range) = wanted.then(|| shortest(indexes, &pattern))??;
            Some(Stretch { named, index, range })
        };
        Scan {
            now: find(false, unnamed && scope != Scope::Named),
            next: find(true, named && scope != Scope::Default),
            pattern,
            graph: Arc::clone(self),
        }
    }

    /// Every quad in the order of its N-Quads line.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Row> {
        fn first(indexes: &[Index]) -> impl Iterator<Item = u128> {
            indexes.first().into_iter().flat_map(|index| index.rows.iter().copied())
        }
        let mut default = first(&self.default).peekable();
        let mut named = first(&self.named).peekable();
        std::iter::from_fn(move || {
            let packed = match (default.peek(), named.peek()) {
                (Some(a), Some(b)) if b < a => named.next(),
                (Some(_), _) => default.next(),
                (None, _) => named.next(),
            };
            packed.map(|packed| unpack(packed, NAMED_ORDERS[0]))
        })
    }

    /// The numbers of the named graphs, ascending, with the size of each.
    pub(crate) fn named_graphs(&self) -> impl Iterator<Item = (u32, usize)> {
        let rows = self.named.last().map_or(&[][..], |index| &index.rows);
        let mut at = 0;
        std::iter::from_fn(move || {
            let first = *rows.get(at)?;
            let length = rows[at..].partition_point(|row| row >> 96 == first >> 96);
            at += length;
            Some((unpack(first, NAMED_ORDERS[3])[G], length))
        })
    }
}

#[derive(Debug)]
struct Stretch {
    named: bool,
    index: usize,
    range: std::ops::Range<usize>,
}

/// The matches of a pattern, one after another; keeps the graph alive.
#[derive(Debug)]
pub(crate) struct Scan {
    graph: Arc<Graph>,
    pattern: Pattern,
    now: Option<Stretch>,
    next: Option<Stretch>,
}

impl Iterator for Scan {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let Some(stretch) = &mut self.now else {
                self.now = Some(self.next.take()?);
                continue;
            };
            let indexes = if stretch.named { &self.graph.named } else { &self.graph.default };
            let index = &indexes[stretch.index];
            for at in stretch.range.by_ref() {
                let row = unpack(index.rows[at], index.order);
                if row.iter().zip(&self.pattern).all(|(term, bound)| bound.is_none_or(|bound| bound == *term))
                {
                    return Some(row);
                }
            }
            self.now = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let row = (1..5_u32, 1..4_u32, 1..6_u32, 0..4_u32).prop_map(|(s, p, o, g)| [s, p, o, g]);
        proptest::collection::vec(row, 0..80)
    }

    proptest! {
        /// Whatever index a look-up takes, it finds what a search through everything finds.
        #[test]
        fn a_scan_finds_exactly_the_matches(
            rows in rows(),
            s in proptest::option::of(1..5_u32), p in proptest::option::of(1..4_u32),
            o in proptest::option::of(1..6_u32), g in proptest::option::of(0..4_u32),
        ) {
            let graph = Arc::new(Graph::new(Terms::default(), rows.clone()));
            let pattern = [s, p, o, g];
            for scope in [Scope::Default, Scope::Named, Scope::All] {
                let mut expected: Vec<Row> = rows
                    .iter()
                    .copied()
                    .filter(|row| row.iter().zip(&pattern).all(|(a, b)| b.is_none_or(|b| b == *a)))
                    .filter(|row| match scope {
                        Scope::Default => row[G] == DEFAULT_GRAPH,
                        Scope::Named => row[G] != DEFAULT_GRAPH,
                        Scope::All => true,
                    })
                    .collect();
                expected.sort_unstable();
                expected.dedup();
                let mut found: Vec<Row> = graph.scan(pattern, scope).collect();
                found.sort_unstable();
                prop_assert_eq!(found, expected);
            }
        }

        #[test]
        fn lines_are_all_rows_in_order(rows in rows()) {
            let graph = Graph::new(Terms::default(), rows.clone());
            let mut expected = rows;
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(graph.lines().collect::<Vec<_>>(), expected.clone());
            let graphs: usize = graph.named_graphs().map(|(_, size)| size).sum();
            prop_assert_eq!(graphs, graph.counts().1);
            prop_assert_eq!(graph.counts().0 + graph.counts().1, expected.len());
        }
    }
}
