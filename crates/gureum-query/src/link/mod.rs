//! Matching our entities against another data set: by names in both languages, by type, by neighbours.
//!
//! [`propose`] gives at most one link an entity, with its score, the reasons and the candidates that compete.
//! The score is for ordering and for the bar, and no probability. Its weights: a name counts as in `names.rs`;
//! a second name in common adds [`SECOND_NAME`], a shared neighbour [`NEIGHBOUR`], two at most; a class that is
//! not stated, or that `ontology/linking` does not have, takes [`UNKNOWN_TYPE`] away, another class all but rules the
//! candidate out. An identifier that both have is certain, another identifier of the same kind rules out.
//!
//! `owl:sameAs` is proposed from [`SAME_AS`] on, where the next candidate is [`LEAD`] behind and no other entity
//! of ours claims the same thing; from [`CLOSE_MATCH`] on it is `skos:closeMatch`. How well that works on names alone
//! is measured by `tests/links.rs` and published in `docs/links.md`.
//!
//! Nothing is written here: what becomes of a proposal is for the caller to decide.

mod disagreements;
mod names;
mod tables;
mod theirs;

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{Class, iri};
use gureum_store::Store;
use serde::Serialize;

use crate::entities;
use crate::lookup::{Lookup, Scope, graph_iri, subject_iri, term_text};
use crate::report::Sheet;
use names::{Likeness, Name, compare};
use tables::Tables;
use theirs::{Candidate, Index, without_scheme};

pub use disagreements::{Disagreement, disagreements};
pub use theirs::{DataSet, LinkError};

/// `owl:sameAs`.
pub const OWL_SAME_AS: &str = "http://www.w3.org/2002/07/owl#sameAs";
/// `skos:closeMatch`.
pub const SKOS_CLOSE_MATCH: &str = "http://www.w3.org/2004/02/skos/core#closeMatch";
const DIFFERENT_FROM: &str = "http://www.w3.org/2002/07/owl#differentFrom";

/// The score from which two things are said to be the same.
pub const SAME_AS: f64 = 0.9;
/// The score from which they are said to be close.
pub const CLOSE_MATCH: f64 = 0.7;
/// How far the next candidate must be behind.
pub const LEAD: f64 = 0.1;
/// What a second name in common adds.
pub const SECOND_NAME: f64 = 0.03;
/// What a shared neighbour adds.
pub const NEIGHBOUR: f64 = 0.05;
/// What a class that is not known takes away.
pub const UNKNOWN_TYPE: f64 = 0.03;
const OTHER_TYPE: f64 = 0.4;
/// Of candidates below this nothing is said.
const WORTH_NAMING: f64 = 0.5;

/// One of our entities, as the matcher knows it.
#[derive(Clone, Debug)]
pub struct Ours {
    /// IRI.
    pub iri: String,
    /// The name to show.
    pub label: String,
    /// Its class.
    pub class: Class,
    /// Every name.
    pub names: Vec<String>,
    /// What it is known as elsewhere.
    pub identifiers: Vec<String>,
    /// IRIs of entities it has a fact with.
    pub neighbours: BTreeSet<String>,
}

/// What somebody decided, and which pairs of ours are never one.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// Pairs of ours and theirs that are the same.
    pub linked: BTreeSet<(String, String)>,
    /// Pairs of ours and theirs that are not.
    pub refused: BTreeSet<(String, String)>,
    /// Pairs of ours that are kept apart, both ways round.
    pub apart: BTreeSet<(String, String)>,
}

/// How a link is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Relation {
    /// `owl:sameAs`.
    #[serde(rename = "owl:sameAs")]
    Same,
    /// `skos:closeMatch`.
    #[serde(rename = "skos:closeMatch")]
    Close,
}

impl Relation {
    /// Its short name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "owl:sameAs",
            Self::Close => "skos:closeMatch",
        }
    }
}

/// A candidate that was not taken.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Competitor {
    /// IRI.
    pub iri: String,
    /// A name of it.
    pub label: String,
    /// Its score.
    pub score: f64,
}

/// A link, proposed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// IRI of ours.
    pub entity: String,
    /// Its name.
    pub label: String,
    /// IRI of theirs.
    pub target: String,
    /// A name of it.
    pub target_label: String,
    /// How it would be stated.
    pub relation: Relation,
    /// From 0 to 1.
    pub score: f64,
    /// What speaks for it and against it.
    pub reasons: Vec<String>,
    /// Who else it might be, the likeliest first.
    pub competitors: Vec<Competitor>,
    /// Whether our registry has this identifier already.
    pub known: bool,
}

/// What a data set and our entities have in common.
#[derive(Clone, Debug, Default)]
pub struct Matched {
    /// By the IRI of ours.
    pub proposals: Vec<Proposal>,
    /// Triples in the data set.
    pub triples: u64,
    /// Things in it that bear a name of ours.
    pub candidates: usize,
}

/// The entities of a graph, and what its registry and corrections keep apart. Links that were found before do
/// not count.
pub fn ours(store: &Store) -> (Vec<Ours>, Decided) {
    let lookup = Lookup::new(store);
    let mut identifiers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for quad in lookup.quads(None, OWL_SAME_AS, None, Scope::Any) {
        if graph_iri(&quad.graph_name) != Some(iri::LINKS_GRAPH)
            && let Some(entity) = subject_iri(quad.subject)
        {
            identifiers.entry(entity).or_default().push(term_text(quad.object));
        }
    }
    let mut decided = Decided::default();
    for quad in lookup.quads(None, DIFFERENT_FROM, None, Scope::Any) {
        if let Some(one) = subject_iri(quad.subject) {
            let other = term_text(quad.object);
            decided.apart.insert((other.clone(), one.clone()));
            decided.apart.insert((one, other));
        }
    }
    let ours = entities::list(store).into_iter().map(|listed| {
        let mut identifiers = identifiers.remove(&listed.iri).unwrap_or_default();
        identifiers.sort_unstable();
        identifiers.dedup();
        let neighbours = listed.neighbours().clone();
        let entities::Listed { iri, label, class, names, .. } = listed;
        Ours { iri, label, class, names, identifiers, neighbours }
    });
    (ours.collect(), decided)
}

/// Matches `ours` against a data set. Reads it twice; memory grows with our entities and the candidates.
///
/// # Errors
/// If it cannot be read.
pub fn propose(ours: &[Ours], theirs: &DataSet<'_>, decided: &Decided) -> Result<Matched, LinkError> {
    let (_, matching, triples) = read(ours, theirs, &Tables::new())?;
    let proposals = matching.proposals(decided);
    Ok(Matched { proposals, triples, candidates: matching.candidates.len() })
}

/// Reads the candidates for `ours`.
fn read<'o>(
    ours: &'o [Ours],
    theirs: &DataSet<'_>,
    tables: &Tables,
) -> Result<(Index, Matching<'o>, u64), LinkError> {
    let names: Vec<Vec<Name>> =
        ours.iter().map(|ours| ours.names.iter().filter_map(|name| Name::new(name)).collect()).collect();
    let index = Index::new(ours, &names);
    let (candidates, triples) = theirs.candidates(&index, tables)?;
    let numbers = ours.iter().enumerate().map(|(number, ours)| (ours.iri.as_str(), number)).collect();
    Ok((index, Matching { ours, names, numbers, candidates }, triples))
}

struct Matching<'o> {
    ours: &'o [Ours],
    names: Vec<Vec<Name>>,
    numbers: BTreeMap<&'o str, usize>,
    candidates: BTreeMap<String, Candidate>,
}

/// How one of theirs fits one of ours.
#[derive(Clone, Debug)]
struct Fit<'m> {
    target: &'m str,
    score: f64,
    reasons: Vec<String>,
    known: bool,
}

impl<'o> Matching<'o> {
    fn proposals(&self, decided: &Decided) -> Vec<Proposal> {
        let by_name = self.by_name(decided);
        let exact: Vec<BTreeSet<&str>> = by_name
            .iter()
            .map(|fits| fits.iter().filter(|(_, like)| like.exact).map(|(target, _)| *target).collect())
            .collect();
        let fits: Vec<Vec<Fit<'_>>> = by_name
            .into_iter()
            .enumerate()
            .map(|(number, fits)| {
                let mut fits: Vec<Fit<'_>> = fits
                    .into_iter()
                    .filter_map(|(target, like)| self.fit(number, target, like, &exact))
                    .collect();
                fits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.target.cmp(b.target)));
                fits
            })
            .collect();
        // Who of ours has the best claim to one of theirs.
        let mut claims: BTreeMap<&str, Vec<(f64, usize)>> = BTreeMap::new();
        for (number, fits) in fits.iter().enumerate() {
            if let Some(best) = fits.first() {
                claims.entry(best.target).or_default().push((best.score, number));
            }
        }
        let mut proposals = Vec::new();
        for (number, fits) in fits.iter().enumerate() {
            let Some(best) = fits.first().filter(|best| best.score >= CLOSE_MATCH) else { continue };
            let ours = &self.ours[number];
            let rivals = claims.get(best.target).into_iter().flatten().filter(|(_, other)| *other != number);
            let mut reasons = best.reasons.clone();
            let (mut contested, mut guarded) = (false, false);
            for (score, other) in rivals {
                let rival = &self.ours[*other];
                let apart = decided.apart.contains(&(ours.iri.clone(), rival.iri.clone()));
                guarded |= apart && *score >= best.score;
                if *score > best.score - LEAD {
                    contested = true;
                    reasons.push(format!("{} may be it too", rival.label));
                }
            }
            let followed = fits.get(1).is_some_and(|next| next.score > best.score - LEAD);
            if guarded {
                continue;
            }
            if followed {
                reasons.push("another candidate is near".to_owned());
            }
            let certain = best.known || best.score >= SAME_AS && !followed && !contested;
            proposals.push(Proposal {
                entity: ours.iri.clone(),
                label: ours.label.clone(),
                target: best.target.to_owned(),
                target_label: self.label(best.target),
                relation: if certain { Relation::Same } else { Relation::Close },
                score: best.score,
                reasons,
                competitors: fits[1..].iter().map(|fit| self.competitor(fit)).collect(),
                known: best.known,
            });
        }
        proposals.sort_by(|a, b| a.entity.cmp(&b.entity));
        proposals
    }

    /// The candidates of each of ours, with how their names compare.
    fn by_name(&self, decided: &Decided) -> Vec<Vec<(&str, Likeness)>> {
        let mut found: Vec<Vec<(&str, Likeness)>> = vec![Vec::new(); self.ours.len()];
        for (target, candidate) in &self.candidates {
            let theirs: Vec<Name> = candidate.names.iter().filter_map(|name| Name::new(name)).collect();
            for number in &candidate.ours {
                let ours = &self.ours[*number];
                let pair = (ours.iri.clone(), target.clone());
                if decided.refused.contains(&pair) || decided.linked.contains(&pair) {
                    continue;
                }
                found[*number].push((target, alike(&self.names[*number], &theirs, ours.class)));
            }
        }
        found
    }

    fn fit<'m>(
        &'m self,
        number: usize,
        target: &'m str,
        like: Likeness,
        exact: &[BTreeSet<&str>],
    ) -> Option<Fit<'m>> {
        let (ours, candidate) = (&self.ours[number], &self.candidates[target]);
        let theirs: BTreeSet<&str> =
            candidate.identifiers.iter().map(String::as_str).chain([target]).map(without_scheme).collect();
        let mine: Vec<&str> = ours.identifiers.iter().map(|known| without_scheme(known)).collect();
        if let Some(common) = mine.iter().find(|known| theirs.contains(*known)) {
            let reasons = vec![format!("both have the identifier {common}")];
            return Some(Fit { target, score: 1.0, reasons, known: mine.contains(&without_scheme(target)) });
        }
        // Another identifier of a kind that ours has: another thing.
        if mine.iter().any(|known| theirs.iter().any(|other| kind(known) == kind(other))) {
            return None;
        }
        let (mut score, mut reasons) = (like.score, vec![like.reason]);
        let known: BTreeSet<Class> = candidate.classes.iter().flatten().copied().collect();
        if known.contains(&ours.class) {
            reasons.push(format!("both {}", ours.class.name()));
        } else if known.is_empty() {
            score -= UNKNOWN_TYPE;
        } else {
            score *= OTHER_TYPE;
        }
        let shared: Vec<&str> = ours
            .neighbours
            .iter()
            .filter_map(|neighbour| self.numbers.get(neighbour.as_str()))
            .filter(|neighbour| self.is_neighbour(candidate, **neighbour, exact))
            .map(|neighbour| self.ours[*neighbour].label.as_str())
            .collect();
        if !shared.is_empty() {
            score += NEIGHBOUR * shared.len().min(2) as f64;
            reasons.push(format!("both know {}", shared.join(", ")));
        }
        let score = (score.min(0.99) * 100.0).round() / 100.0;
        (score >= WORTH_NAMING).then_some(Fit { target, score, reasons, known: false })
    }

    /// Whether their thing has a triple with what is, or is called as, this one of ours.
    fn is_neighbour(&self, candidate: &Candidate, ours: usize, exact: &[BTreeSet<&str>]) -> bool {
        candidate.neighbours.iter().any(|other| {
            exact[ours].contains(other.as_str())
                || self.ours[ours]
                    .identifiers
                    .iter()
                    .any(|known| without_scheme(known) == without_scheme(other))
        })
    }

    /// The first of their names with Hangul, or the first.
    fn label(&self, target: &str) -> String {
        let names =
            self.candidates.get(target).map(|candidate| candidate.names.as_slice()).unwrap_or_default();
        names.iter().find(|name| !name.is_ascii()).or(names.first()).cloned().unwrap_or_default()
    }

    fn competitor(&self, fit: &Fit<'_>) -> Competitor {
        Competitor { iri: fit.target.to_owned(), label: self.label(fit.target), score: fit.score }
    }
}

/// The best of all pairs of names, raised where a second of ours is among theirs.
fn alike(ours: &[Name], theirs: &[Name], class: Class) -> Likeness {
    let mut best = Likeness { score: 0.0, exact: false, reason: String::new() };
    let mut exact: BTreeSet<&str> = BTreeSet::new();
    for mine in ours {
        for other in theirs {
            let Some(like) = compare(mine, other, class) else { continue };
            if like.exact {
                exact.insert(&mine.script);
            }
            if like.score > best.score {
                best = like;
            }
        }
    }
    if exact.len() > 1 {
        best.score += SECOND_NAME;
        best.reason.push_str(&format!(", and {} more", exact.len() - 1));
    }
    best
}

/// The data set that an identifier is of: the IRI without its last part.
fn kind(identifier: &str) -> &str {
    identifier.rsplit_once(['/', '#']).map_or(identifier, |(kind, _)| kind)
}

/// Organisations of the registry that articles name and that have no identifier elsewhere; those with most facts
/// first.
pub fn unlinked(store: &Store) -> Vec<entities::Listed> {
    let lookup = Lookup::new(store);
    let has = |entity: &str| lookup.quads(Some(entity), OWL_SAME_AS, None, Scope::Any).next().is_some();
    let mut listed = entities::list(store);
    listed.retain(|entity| entity.known && entity.class == Class::Organization && !has(&entity.iri));
    listed
}

/// Proposals as rows.
pub fn sheet(proposals: &[Proposal], shorten: &dyn Fn(&str) -> String) -> Sheet {
    let row = |proposal: &Proposal| {
        let others = proposal.competitors.iter();
        let others =
            others.map(|other| format!("{} {} {:.2}", shorten(&other.iri), other.label, other.score));
        vec![
            format!("{:.2}", proposal.score),
            proposal.relation.name().to_owned(),
            shorten(&proposal.entity),
            shorten(&proposal.target),
            proposal.target_label.clone(),
            others.collect::<Vec<_>>().join("; "),
            proposal.reasons.join("; "),
        ]
    };
    let columns = vec!["score", "link", "entity", "theirs", "name there", "or", "because"];
    Sheet { columns, rows: proposals.iter().map(row).collect() }
}
