//! What is different between the graph as of one day and as of a later one.
//!
//! As of a day, the graph has the facts that an article of that day or before asserts, unless a later article, also of
//! that day or before, denies them. Facts of articles without a day are always there.

use std::collections::BTreeMap;

use gureum_model::{CalendarDate, Modality};
use gureum_store::Store;
use petgraph::graph::EdgeIndex;
use petgraph::visit::{EdgeRef, IntoNodeReferences};

use super::network::{Network, number};
use crate::facts;
use crate::projection::{Edge, Projection};

/// What came and went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Facts that are there on the later day only, in the order of the projection.
    pub new: Vec<EdgeIndex>,
    /// Facts that are there on the earlier day only: an article has denied them.
    pub gone: Vec<EdgeIndex>,
    /// How many facts are there on both days.
    pub kept: usize,
    /// Entities whose number of neighbours differs, the largest differences first.
    pub degrees: Vec<DegreeChange>,
}

/// The neighbours of an entity on two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DegreeChange {
    /// Its node.
    pub node: u32,
    /// Neighbours as of the earlier day.
    pub before: usize,
    /// Neighbours as of the later day.
    pub after: usize,
}

/// Compares the graph as of two days. `projection` has the facts that are asserted at any time; the store is asked for
/// the dates of those that some article denies.
pub fn change(store: &Store, projection: &Projection, before: CalendarDate, after: CalendarDate) -> Change {
    let words = denied(store, projection);
    let holds = |edge: &Edge, day| match words.get(&edge.fact) {
        Some(words) => last_word(words, day),
        None => said(edge.first_said.as_deref()).is_none_or(|said| said <= day),
    };
    let mut change = Change::default();
    let (mut then, mut now) = (Vec::new(), Vec::new());
    for edge in projection.graph.edge_references() {
        let [was, is] = [before, after].map(|day| holds(edge.weight(), day));
        let ends = (number(edge.source().index()), number(edge.target().index()), false);
        match (was, is) {
            (true, true) => change.kept += 1,
            (false, true) => change.new.push(edge.id()),
            (true, false) => change.gone.push(edge.id()),
            (false, false) => {}
        }
        if was {
            then.push(ends);
        }
        if is {
            now.push(ends);
        }
    }
    let [then, now] = [then, now].map(|edges| Network::from_edges(projection.graph.node_count(), edges));
    let degrees = projection.graph.node_references().map(|(node, _)| {
        let node = number(node.index());
        DegreeChange { node, before: then.both.of(node).len(), after: now.both.of(node).len() }
    });
    change.degrees = degrees.filter(|degree| degree.before != degree.after).collect();
    change.degrees.sort_by_key(|degree| {
        (
            std::cmp::Reverse(degree.before.abs_diff(degree.after)),
            std::cmp::Reverse(degree.after),
            degree.node,
        )
    });
    change
}

/// Days on which a fact was asserted (true) or denied, with all that say so.
type Words = Vec<(Option<CalendarDate>, bool)>;

/// The words on those facts of the projection that are denied too.
fn denied(store: &Store, projection: &Projection) -> BTreeMap<String, Words> {
    let mut found = BTreeMap::new();
    for fact in facts::denied(store) {
        if !projection.graph.edge_weights().any(|edge| edge.fact == fact) {
            continue;
        }
        let Some(read) = facts::fact(store, &fact) else { continue };
        let words = read.claims.iter().filter_map(|claim| match claim.modality {
            Modality::Asserted => Some((said(claim.said_on.as_deref()), true)),
            Modality::Negated => Some((said(claim.said_on.as_deref()), false)),
            Modality::Planned | Modality::Speculated => None,
        });
        found.insert(fact, words.collect());
    }
    found
}

/// Whether the newest word up to a day asserts; of one day, an assertion counts.
fn last_word(words: &Words, day: CalendarDate) -> bool {
    let known = words.iter().filter(|(said, _)| said.is_none_or(|said| said <= day));
    known.max().is_some_and(|(_, asserted)| *asserted)
}

fn said(day: Option<&str>) -> Option<CalendarDate> {
    day?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_word_up_to_a_day_decides() {
        let day = |text: &str| text.parse::<CalendarDate>().expect("a day");
        let words = vec![
            (Some(day("2024-03-01")), true),
            (Some(day("2024-05-01")), false),
            (Some(day("2024-07-01")), true),
        ];
        let holds =
            ["2024-02-01", "2024-03-01", "2024-06-01", "2024-07-01"].map(|at| last_word(&words, day(at)));
        assert_eq!(holds, [false, true, false, true]);
    }
}
