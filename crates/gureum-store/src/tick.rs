//! Places to stop in what a query computes without reading the graph.
//!
//! The evaluator looks whether it was cancelled where it reads. It multiplies without reading: a product of four
//! lists in the query (VALUES), or of unconnected patterns, would run for days. Each row of such a product therefore
//! calls a function of ours, which ends the evaluation by unwinding when its time is over. Joins on a variable are
//! left as they are, for the optimiser to arrange.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use oxrdf::{NamedNode, Variable};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

const NAME: &str = "urn:gureum:tick";
/// It never has a value.
const VARIABLE: &str = "gureum_tick";

/// What unwinds.
struct Stop;

/// The name of the function.
pub(crate) fn name() -> NamedNode {
    NamedNode::new_unchecked(NAME)
}

/// Ends the evaluation.
pub(crate) fn stop() -> ! {
    resume_unwind(Box::new(Stop))
}

/// Runs a part of an evaluation; `None` where [`stop`] ended it.
pub(crate) fn stoppable<T>(work: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => Some(done),
        Err(payload) if payload.is::<Stop>() => None,
        Err(payload) => resume_unwind(payload),
    }
}

/// Calls the function at every row that a query makes up.
pub(crate) fn put_in(query: &mut Query) {
    match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => in_pattern(pattern),
    }
}

fn in_pattern(pattern: &mut GraphPattern) {
    match pattern {
        GraphPattern::Values { .. } => {}
        GraphPattern::Bgp { patterns } => {
            let mut parts = connected(std::mem::take(patterns)).into_iter();
            let bgp = |patterns| GraphPattern::Bgp { patterns };
            let first = bgp(parts.next().unwrap_or_default());
            *pattern = parts.fold(first, |left, right| {
                ticking(GraphPattern::Join { left: Box::new(left), right: Box::new(bgp(right)) })
            });
            return;
        }
        GraphPattern::Join { left, right } | GraphPattern::Union { left, right } => {
            in_pattern(left);
            in_pattern(right);
        }
        GraphPattern::Minus { left, right } => {
            in_pattern(left);
            in_pattern(right);
        }
        GraphPattern::LeftJoin { left, right, expression } => {
            in_pattern(left);
            in_pattern(right);
            expression.iter_mut().for_each(in_expression);
        }
        GraphPattern::Filter { expr, inner } => {
            in_expression(expr);
            in_pattern(inner);
        }
        GraphPattern::Extend { inner, expression, .. } => {
            in_expression(expression);
            in_pattern(inner);
        }
        GraphPattern::OrderBy { inner, expression } => {
            for order in expression {
                match order {
                    OrderExpression::Asc(expression) | OrderExpression::Desc(expression) => {
                        in_expression(expression)
                    }
                }
            }
            in_pattern(inner);
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Group { inner, .. } => in_pattern(inner),
        _ => {}
    }
    let makes_rows = match pattern {
        GraphPattern::Values { bindings, .. } => bindings.len() > 1,
        GraphPattern::Union { left, right } => !reads(left) && !reads(right),
        GraphPattern::Join { left, right } | GraphPattern::LeftJoin { left, right, .. } => {
            variables(left).is_disjoint(&variables(right))
        }
        _ => false,
    };
    if makes_rows {
        let inner = std::mem::replace(pattern, GraphPattern::Bgp { patterns: Vec::new() });
        *pattern = ticking(inner);
    }
}

fn ticking(inner: GraphPattern) -> GraphPattern {
    GraphPattern::Extend {
        inner: Box::new(inner),
        variable: Variable::new_unchecked(VARIABLE),
        expression: Expression::FunctionCall(Function::Custom(name()), Vec::new()),
    }
}

/// What joins can be on.
fn variables(pattern: &GraphPattern) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    pattern.on_in_scope_variable(|variable| {
        if variable.as_str() != VARIABLE {
            found.insert(variable.as_str().to_owned());
        }
    });
    found
}

/// Triple patterns in groups that share no variable and no blank node. Those without any go with the first.
fn connected(patterns: Vec<TriplePattern>) -> Vec<Vec<TriplePattern>> {
    let mut groups: Vec<(BTreeSet<String>, Vec<TriplePattern>)> = Vec::new();
    let mut ground = Vec::new();
    for pattern in patterns {
        let mut names = names(&pattern);
        if names.is_empty() {
            ground.push(pattern);
            continue;
        }
        let mut members = Vec::new();
        groups.retain_mut(|(known, group)| {
            let apart = known.is_disjoint(&names);
            if !apart {
                names.append(known);
                members.append(group);
            }
            apart
        });
        members.push(pattern);
        groups.push((names, members));
    }
    let mut groups: Vec<Vec<TriplePattern>> = groups.into_iter().map(|(_, group)| group).collect();
    match groups.first_mut() {
        Some(first) => first.append(&mut ground),
        None => groups.push(ground),
    }
    groups
}

fn names(pattern: &TriplePattern) -> BTreeSet<String> {
    let term = |term: &TermPattern| match term {
        TermPattern::Variable(variable) => Some(variable.to_string()),
        TermPattern::BlankNode(node) => Some(node.to_string()),
        _ => None,
    };
    let predicate = match &pattern.predicate {
        NamedNodePattern::Variable(variable) => Some(variable.to_string()),
        NamedNodePattern::NamedNode(_) => None,
    };
    [term(&pattern.subject), predicate, term(&pattern.object)].into_iter().flatten().collect()
}

/// Whether its rows come from the graph.
fn reads(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Bgp { patterns } => !patterns.is_empty(),
        GraphPattern::Values { .. } => false,
        GraphPattern::Join { left, right } | GraphPattern::Union { left, right } => {
            reads(left) || reads(right)
        }
        GraphPattern::LeftJoin { left, .. } | GraphPattern::Minus { left, .. } => reads(left),
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Group { inner, .. } => reads(inner),
        _ => true,
    }
}

fn in_expression(expression: &mut Expression) {
    match expression {
        Expression::Exists(pattern) => in_pattern(pattern),
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => {
            in_expression(a);
            in_expression(b);
        }
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => in_expression(a),
        Expression::If(a, b, c) => [a, b, c].into_iter().for_each(|part| in_expression(part)),
        Expression::In(a, list) => {
            in_expression(a);
            list.iter_mut().for_each(in_expression);
        }
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
            list.iter_mut().for_each(in_expression)
        }
        Expression::NamedNode(_)
        | Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Bound(_) => {}
    }
}
