//! Measures with names on them: what `gureum analyze` and `gureum path` write, as data and as sheets.

use gureum_model::Modality;
use gureum_store::Store;
use petgraph::graph::NodeIndex;
use serde::Serialize;

use super::bridges::bridges;
use super::change::{Change, DegreeChange};
use super::network::number;
use super::pagerank::{Along, pagerank};
use super::paths::Way;
use super::{Network, betweenness, communities, components, degree};
use crate::facts::{self, EntityName, Fact};
use crate::projection::Projection;
use crate::report::Sheet;

/// How central an entity is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Central {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityName,
    /// Other entities it has facts with.
    pub degree: usize,
    /// Facts with them.
    pub facts: usize,
    /// Its PageRank; those of all entities add up to 1.
    pub pagerank: f64,
    /// The share of shortest ways between others that lead through it.
    pub betweenness: f64,
    /// The number of its component; the largest is 1.
    pub component: usize,
    /// The number of its community; the largest is 1.
    pub community: usize,
}

/// What to sort by, the largest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Neighbours.
    Degree,
    /// Facts.
    Facts,
    /// PageRank.
    PageRank,
    /// Betweenness.
    Betweenness,
}

/// Every entity with its measures. Betweenness takes most of the time: as entities × facts.
pub fn central(projection: &Projection, along: Along, by: By) -> Vec<Central> {
    let network = Network::new(projection);
    let degrees = degree::degree(&network);
    let ranks = pagerank(&network, along);
    let through = betweenness::betweenness(&network);
    let component = components::components(&network);
    let community = communities::communities(&network);
    let mut found: Vec<Central> = (0..network.len())
        .map(|node| Central {
            entity: name(projection, number(node)),
            degree: degrees[node].neighbours,
            facts: degrees[node].facts,
            pagerank: ranks[node],
            betweenness: through[node],
            component: component[node] + 1,
            community: community[node] + 1,
        })
        .collect();
    // Stable, so equal ones stay in the order of their IRIs.
    found.sort_by(|a, b| match by {
        By::Degree => b.degree.cmp(&a.degree),
        By::Facts => b.facts.cmp(&a.facts),
        By::PageRank => b.pagerank.total_cmp(&a.pagerank),
        By::Betweenness => b.betweenness.total_cmp(&a.betweenness),
    });
    found
}

/// A row an entity.
pub fn central_sheet(found: &[Central]) -> Sheet {
    let row = |entity: &Central| {
        vec![
            entity.entity.label.clone(),
            entity.entity.class.clone().unwrap_or_default(),
            entity.degree.to_string(),
            entity.facts.to_string(),
            format!("{:.6}", entity.pagerank),
            format!("{:.6}", entity.betweenness),
            entity.component.to_string(),
            entity.community.to_string(),
        ]
    };
    Sheet {
        columns: vec![
            "entity",
            "type",
            "degree",
            "facts",
            "pagerank",
            "betweenness",
            "component",
            "community",
        ],
        rows: found.iter().map(row).collect(),
    }
}

/// Entities that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Together {
    /// Its number; the largest is 1.
    pub number: usize,
    /// Facts among its members.
    pub facts: usize,
    /// Its members, those with most neighbours first.
    pub members: Vec<EntityName>,
}

/// Components or communities, and how modular the division is: the share of facts inside of groups, less what chance
/// would give.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Division {
    /// From −0.5 to 1; of components nothing says more than that they are.
    pub modularity: f64,
    /// The groups, the largest first.
    pub groups: Vec<Together>,
}

/// What hangs together.
pub fn component_groups(projection: &Projection) -> Division {
    let network = Network::new(projection);
    division(projection, &network, &components::components(&network))
}

/// What hangs together closely.
pub fn community_groups(projection: &Projection) -> Division {
    let network = Network::new(projection);
    division(projection, &network, &communities::communities(&network))
}

fn division(projection: &Projection, network: &Network, group: &[usize]) -> Division {
    let count = group.iter().max().map_or(0, |most| most + 1);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
    let mut facts = vec![0_usize; count];
    for node in 0..number(network.len()) {
        let own = group[node as usize];
        members[own].push(node);
        let ties = network.both.of(node).iter().zip(network.both.weights(node));
        let inside = ties.filter(|(other, _)| **other > node && group[**other as usize] == own);
        facts[own] += inside.map(|(_, weight)| *weight as usize).sum::<usize>();
    }
    let together = |(at, mut nodes): (usize, Vec<u32>)| {
        nodes.sort_by_key(|node| (std::cmp::Reverse(network.both.of(*node).len()), *node));
        let members = nodes.into_iter().map(|node| name(projection, node)).collect();
        Together { number: at + 1, facts: facts[at], members }
    };
    Division {
        modularity: communities::modularity(network, group),
        groups: members.into_iter().enumerate().map(together).collect(),
    }
}

/// A row a group, with its first `named` members.
pub fn group_sheet(groups: &[Together], named: usize) -> Sheet {
    let row = |group: &Together| {
        let names: Vec<&str> = group.members.iter().take(named).map(|name| name.label.as_str()).collect();
        let more = group.members.len().saturating_sub(named);
        let more = if more > 0 { format!(" … {more} more") } else { String::new() };
        vec![
            group.number.to_string(),
            group.members.len().to_string(),
            group.facts.to_string(),
            names.join(", ") + &more,
        ]
    };
    Sheet { columns: vec!["no", "entities", "facts", "members"], rows: groups.iter().map(row).collect() }
}

/// An entity between two groups.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Between {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityName,
    /// In which group it is itself: 1, 2, or neither.
    pub group: Option<u8>,
    /// Its neighbours in the first group.
    pub first: Vec<EntityName>,
    /// Its neighbours in the second group.
    pub second: Vec<EntityName>,
    /// The share of connected pairs of one of each group whose shortest ways lead through it.
    pub share: f64,
}

/// Who stands between two groups, given by IRI; IRIs that the projection does not have are passed over.
pub fn between(projection: &Projection, first: &[String], second: &[String]) -> Vec<Between> {
    let network = Network::new(projection);
    let nodes = |iris: &[String]| -> Vec<u32> {
        iris.iter().filter_map(|iri| projection.nodes.get(iri)).map(|node| number(node.index())).collect()
    };
    let (first, mut second) = (nodes(first), nodes(second));
    second.retain(|node| !first.contains(node));
    let beside = |node: u32, group: &[u32]| {
        let near = network.both.of(node).iter().filter(|other| group.contains(other));
        near.map(|other| name(projection, *other)).collect::<Vec<_>>()
    };
    let found = bridges(&network, &first, &second).into_iter().map(|bridge| Between {
        entity: name(projection, bridge.node),
        group: match (first.contains(&bridge.node), second.contains(&bridge.node)) {
            (true, _) => Some(1),
            (false, true) => Some(2),
            (false, false) => None,
        },
        first: beside(bridge.node, &first),
        second: beside(bridge.node, &second),
        share: bridge.share,
    });
    found.collect()
}

/// A row an entity, with its first `named` neighbours on either side.
pub fn between_sheet(found: &[Between], named: usize) -> Sheet {
    let names = |names: &[EntityName]| {
        let shown: Vec<&str> = names.iter().take(named).map(|name| name.label.as_str()).collect();
        let more = names.len().saturating_sub(named);
        shown.join(", ") + &(if more > 0 { format!(" … {more} more") } else { String::new() })
    };
    let row = |between: &Between| {
        vec![
            between.entity.label.clone(),
            between.entity.class.clone().unwrap_or_default(),
            between.group.map(|group| group.to_string()).unwrap_or_default(),
            format!("{:.4}", between.share),
            names(&between.first),
            names(&between.second),
        ]
    };
    Sheet {
        columns: vec!["entity", "type", "group", "share", "with the first", "with the second"],
        rows: found.iter().map(row).collect(),
    }
}

/// A difference between two days, with names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changes {
    /// Facts that are new.
    pub new: Vec<Fact>,
    /// Facts that an article has denied.
    pub gone: Vec<Fact>,
    /// How many facts are there on both days.
    pub kept: usize,
    /// Entities whose number of neighbours differs, the largest differences first.
    pub degrees: Vec<Neighbours>,
}

/// Neighbours on two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Neighbours {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityName,
    /// As of the earlier day.
    pub before: usize,
    /// As of the later day.
    pub after: usize,
}

/// A change with names and sentences.
pub fn changes(store: &Store, projection: &Projection, change: &Change) -> Changes {
    let read = |edges: &[petgraph::graph::EdgeIndex]| -> Vec<Fact> {
        edges.iter().filter_map(|edge| facts::fact(store, &projection.graph[*edge].fact)).collect()
    };
    let neighbours = |DegreeChange { node, before, after }: &DegreeChange| Neighbours {
        entity: name(projection, *node),
        before: *before,
        after: *after,
    };
    Changes {
        new: read(&change.new),
        gone: read(&change.gone),
        kept: change.kept,
        degrees: change.degrees.iter().map(neighbours).collect(),
    }
}

/// A row a fact, new ones first, with the first article that asserts or denies it.
pub fn changes_sheet(changes: &Changes) -> Sheet {
    let row = |(sign, modality, fact): (&str, Modality, &Fact)| {
        // The first that said it, as far as it is known who did.
        let claim = fact.claims.iter().rev().find(|claim| claim.modality == modality);
        let article =
            claim.map(|claim| claim.article.title.clone().unwrap_or_else(|| claim.article.iri.clone()));
        let evidence = claim.and_then(|claim| claim.evidence.first());
        vec![
            sign.to_owned(),
            fact.subject.label.clone(),
            fact.property.name.clone(),
            crate::report::object_text(fact).to_owned(),
            claim.and_then(|claim| claim.said_on.clone()).unwrap_or_default(),
            article.unwrap_or_default(),
            evidence.map(|evidence| crate::terminal::one_line(&evidence.sentence)).unwrap_or_default(),
        ]
    };
    let new = changes.new.iter().map(|fact| ("new", Modality::Asserted, fact));
    let gone = changes.gone.iter().map(|fact| ("gone", Modality::Negated, fact));
    Sheet {
        columns: vec!["change", "subject", "property", "object", "said", "article", "sentence"],
        rows: new.chain(gone).map(row).collect(),
    }
}

/// A row an entity whose neighbours became more or fewer.
pub fn degrees_sheet(changes: &Changes) -> Sheet {
    let row = |neighbours: &Neighbours| {
        let difference = neighbours.after as i64 - neighbours.before as i64;
        vec![
            neighbours.entity.label.clone(),
            neighbours.entity.class.clone().unwrap_or_default(),
            neighbours.before.to_string(),
            neighbours.after.to_string(),
            format!("{difference:+}"),
        ]
    };
    Sheet {
        columns: vec!["entity", "type", "before", "after", "difference"],
        rows: changes.degrees.iter().map(row).collect(),
    }
}

/// A way from one entity to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Path {
    /// Number of steps.
    pub length: usize,
    /// The entities on it, from end to end.
    pub entities: Vec<EntityName>,
    /// For each step the facts between its ends, the best supported first, with their sentences.
    pub steps: Vec<Vec<Fact>>,
}

/// Ways with names and sentences.
pub fn paths(store: &Store, projection: &Projection, ways: &[Way]) -> Vec<Path> {
    let read = |edges: &Vec<petgraph::graph::EdgeIndex>| -> Vec<Fact> {
        edges.iter().filter_map(|edge| facts::fact(store, &projection.graph[*edge].fact)).collect()
    };
    let path = |way: &Way| Path {
        length: way.steps.len(),
        entities: way.nodes.iter().map(|node| name(projection, number(node.index()))).collect(),
        steps: way.steps.iter().map(read).collect(),
    };
    ways.iter().map(path).collect()
}

/// A row a fact of each step, paths and steps numbered from 1.
pub fn paths_sheet(paths: &[Path]) -> Sheet {
    let mut rows = Vec::new();
    for (number, path) in (1..).zip(paths) {
        for (step, facts) in (1..).zip(&path.steps) {
            for fact in facts {
                let claim = fact.claims.first();
                let evidence = claim.and_then(|claim| claim.evidence.first());
                rows.push(vec![
                    format!("{number}"),
                    format!("{step}"),
                    fact.subject.label.clone(),
                    fact.property.name.clone(),
                    crate::report::object_text(fact).to_owned(),
                    fact.belief.clone().unwrap_or_default(),
                    claim.and_then(|claim| claim.said_on.clone()).unwrap_or_default(),
                    evidence
                        .map(|evidence| crate::terminal::one_line(&evidence.sentence))
                        .unwrap_or_default(),
                ]);
            }
        }
    }
    Sheet {
        columns: vec!["path", "step", "subject", "property", "object", "belief", "said", "sentence"],
        rows,
    }
}

fn name(projection: &Projection, node: u32) -> EntityName {
    let node = &projection.graph[NodeIndex::new(node as usize)];
    EntityName { iri: node.iri.clone(), label: node.label.clone(), class: node.class.clone() }
}
