//! What follows from asserted edges by the axioms of the ontology's graph.
//!
//! Five kinds of axioms are read, whatever terms they are on, so that a change of the ontology changes
//! what follows and no code: `owl:SymmetricProperty` (an edge of it is said in both directions),
//! `owl:TransitiveProperty`, `owl:inverseOf`, `rdfs:subPropertyOf` and `rdfs:subClassOf`. The others are
//! applied in this order, once each: the closure of transitive properties over what is said, then the
//! inverses of all that, then what is more general than any of it. No property of ours is transitive only
//! by its inverse, so one pass finds everything.
//!
//! An edge that follows is in the default graph like one that is said, and the same triple in
//! `graph/derived` marks it. One that rests on several facts gets a `gu:Inference` there, which names
//! them; what an inverse or a more general property rests on is the one fact that it reads differently.
//!
//! O(edges × axioms), and for a transitive property O(subjects × what each reaches).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use gureum_model::iri;
use oxrdf::vocab::{rdf, rdfs};

use crate::graph::Row;
use crate::terms::Terms;

const OWL: &str = "http://www.w3.org/2002/07/owl#";

/// An edge, and the facts it is said by or follows from, each once, in the order of the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    /// Subject, predicate, object.
    pub(crate) triple: [u32; 3],
    /// The facts.
    pub(crate) facts: Vec<u32>,
}

/// The axioms that a graph is derived by; empty where there is no ontology in it.
#[derive(Debug, Default)]
pub(crate) struct Axioms {
    /// Properties that hold in both directions.
    pub(crate) symmetric: BTreeSet<u32>,
    transitive: BTreeSet<u32>,
    inverses: BTreeMap<u32, BTreeSet<u32>>,
    more_general: BTreeMap<u32, BTreeSet<u32>>,
    wider: BTreeMap<u32, BTreeSet<u32>>,
}

impl Axioms {
    /// Reads them from `rows`, sorted by graph first.
    pub(crate) fn read(terms: &Terms, rows: &[Row]) -> Self {
        let mut axioms = Self::default();
        let owl = |name: &str| terms.find_iri(&format!("{OWL}{name}"));
        let (Some(graph), a) = (terms.find_iri(iri::ONTOLOGY_GRAPH), terms.find_iri(rdf::TYPE.as_str()))
        else {
            return axioms;
        };
        let transitive = owl("TransitiveProperty");
        let symmetric = owl("SymmetricProperty");
        let inverse = owl("inverseOf");
        let sub_property = terms.find_iri(rdfs::SUB_PROPERTY_OF.as_str());
        let sub_class = terms.find_iri(rdfs::SUB_CLASS_OF.as_str());
        let from = rows.partition_point(|row| row[3] < graph);
        let to = rows.partition_point(|row| row[3] <= graph);
        for [s, p, o, _] in &rows[from..to] {
            // Classes without a name (unions, restrictions) say nothing of a single edge.
            if terms.iri(*s).is_none() || terms.iri(*o).is_none() {
                continue;
            }
            let p = Some(*p);
            if p == a && Some(*o) == transitive {
                axioms.transitive.insert(*s);
            } else if p == a && Some(*o) == symmetric {
                axioms.symmetric.insert(*s);
            } else if p == inverse {
                axioms.inverses.entry(*s).or_default().insert(*o);
                axioms.inverses.entry(*o).or_default().insert(*s);
            } else if p == sub_property {
                axioms.more_general.entry(*s).or_default().insert(*o);
            } else if p == sub_class {
                axioms.wider.entry(*s).or_default().insert(*o);
            }
        }
        axioms
    }

    /// What follows from `said`, sorted by triple, each once and none that is said. Where an edge
    /// follows in several ways the shortest counts, then the one that comes first.
    pub(crate) fn follow(&self, said: &[Edge]) -> Vec<Edge> {
        let mut known: BTreeSet<[u32; 3]> = said.iter().map(|edge| edge.triple).collect();
        let mut all: Vec<Edge> = Vec::new();
        let mut add = |found: Vec<Edge>, all: &mut Vec<Edge>| {
            all.extend(found.into_iter().filter(|edge| known.insert(edge.triple)));
        };
        add(self.closures(said), &mut all);
        let backwards = |[s, p, o]: [u32; 3]| -> Vec<[u32; 3]> {
            self.inverses.get(&p).into_iter().flatten().map(|inverse| [o, *inverse, s]).collect()
        };
        add(each(said.iter().chain(&all), backwards), &mut all);
        let in_general = |[s, p, o]: [u32; 3]| -> Vec<[u32; 3]> {
            reach(&self.more_general, p).into_iter().map(|general| [s, general, o]).collect()
        };
        add(each(said.iter().chain(&all), in_general), &mut all);
        all.sort_by_key(|edge| edge.triple);
        all
    }

    /// The classes that are wider than `class`.
    pub(crate) fn wider(&self, class: u32) -> BTreeSet<u32> {
        reach(&self.wider, class)
    }

    /// The edges of transitive properties that bridge two or more that are said, by the shortest path.
    fn closures(&self, said: &[Edge]) -> Vec<Edge> {
        let mut steps: BTreeMap<u32, BTreeMap<u32, Vec<(u32, u32)>>> = BTreeMap::new();
        for edge in said {
            let [s, p, o] = edge.triple;
            if let (true, Some(fact)) = (self.transitive.contains(&p), edge.facts.first()) {
                steps.entry(p).or_default().entry(s).or_default().push((o, *fact));
            }
        }
        let mut found = Vec::new();
        for (property, next) in &steps {
            for start in next.keys() {
                let mut paths: BTreeMap<u32, Vec<u32>> = BTreeMap::from([(*start, Vec::new())]);
                let mut queue = VecDeque::from([*start]);
                while let Some(node) = queue.pop_front() {
                    for (target, fact) in next.get(&node).into_iter().flatten() {
                        if paths.contains_key(target) {
                            continue; // a shorter path, or a circle
                        }
                        let path: Vec<u32> = paths[&node].iter().copied().chain([*fact]).collect();
                        if path.len() > 1 {
                            found.push(Edge { triple: [*start, *property, *target], facts: path.clone() });
                        }
                        paths.insert(*target, path);
                        queue.push_back(*target);
                    }
                }
            }
        }
        found
    }
}

/// What each edge says in other words, those that rest on least first.
fn each<'e>(edges: impl Iterator<Item = &'e Edge>, say: impl Fn([u32; 3]) -> Vec<[u32; 3]>) -> Vec<Edge> {
    let mut found: Vec<Edge> = edges
        .flat_map(|edge| {
            let facts = &edge.facts;
            say(edge.triple).into_iter().map(move |triple| Edge { triple, facts: facts.clone() })
        })
        .collect();
    found.sort_by(|a, b| (a.triple, a.facts.len(), &a.facts).cmp(&(b.triple, b.facts.len(), &b.facts)));
    found
}

/// What `from` leads to, itself left out.
fn reach(steps: &BTreeMap<u32, BTreeSet<u32>>, from: u32) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(node) = waiting.pop() {
        let next = steps.get(&node).into_iter().flatten();
        waiting.extend(next.filter(|node| **node != from && found.insert(**node)));
    }
    found
}
