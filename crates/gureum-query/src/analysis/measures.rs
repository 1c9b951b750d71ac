//! Measures by name, and as attributes of a projection's nodes, so that every export has them.

use std::fmt;
use std::str::FromStr;

use super::pagerank::{Along, pagerank};
use super::{Network, betweenness, communities, components, degree};
use crate::projection::{Projection, Value};

/// A number that every node has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Other entities it has a fact with.
    Degree,
    /// [`pagerank`], along the facts.
    PageRank,
    /// [`betweenness`](betweenness::betweenness).
    Betweenness,
    /// The number of its [`component`](components::components), the largest 1.
    Component,
    /// The number of its [`community`](communities::communities), the largest 1.
    Community,
}

impl Measure {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Degree, Self::PageRank, Self::Betweenness, Self::Component, Self::Community];

    /// The name on the command line, and of the attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::PageRank => "pagerank",
            Self::Betweenness => "betweenness",
            Self::Component => "component",
            Self::Community => "community",
        }
    }

    /// The value of every node.
    pub fn values(self, network: &Network) -> Vec<Value> {
        let whole = |number: usize| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        match self {
            Self::Degree => degree::degree(network).iter().map(|degree| whole(degree.neighbours)).collect(),
            Self::PageRank => pagerank(network, Along::Facts).into_iter().map(Value::Decimal).collect(),
            Self::Betweenness => betweenness::betweenness(network).into_iter().map(Value::Decimal).collect(),
            Self::Component => {
                components::components(network).into_iter().map(|number| whole(number + 1)).collect()
            }
            Self::Community => {
                communities::communities(network).into_iter().map(|number| whole(number + 1)).collect()
            }
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Measure {
    type Err = UnknownMeasure;

    fn from_str(text: &str) -> Result<Self, UnknownMeasure> {
        let found = Self::ALL.into_iter().find(|measure| measure.name() == text);
        found.ok_or_else(|| UnknownMeasure { name: text.to_owned() })
    }
}

/// A measure's name that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' is no measure: use {}", Measure::ALL.map(Measure::name).join(", "))]
pub struct UnknownMeasure {
    name: String,
}

/// Gives every node the measures, which exports write beside its literal facts.
pub fn attach(projection: &mut Projection, measures: &[Measure]) {
    let network = Network::new(projection);
    for measure in measures {
        for (node, value) in projection.graph.node_weights_mut().zip(measure.values(&network)) {
            node.measures.insert(measure.name().to_owned(), value);
        }
    }
}
