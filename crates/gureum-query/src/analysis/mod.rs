//! Measures of a [`Projection`](crate::projection::Projection): who stands in the middle, what hangs together,
//! which ways lead from one entity to another, what came and went between two days.
//!
//! Everything runs on a [`Network`], the graph with each pair of neighbours once. [`degree`], [`pagerank`] and
//! [`betweenness`] give a number a node, [`components`] and [`communities`] a group a node, [`paths`] the ways
//! between two nodes, [`bridges`] what lies between two groups; [`change`] compares a graph at two days.
//! Results depend on the graph alone: not on threads, hash order or chance. Sources are named where a method is used.

pub mod answers;
pub mod betweenness;
pub mod bridges;
pub mod change;
pub mod communities;
pub mod components;
pub mod degree;
pub mod measures;
pub mod network;
pub mod pagerank;
pub mod paths;
pub mod providers;

pub use network::Network;
