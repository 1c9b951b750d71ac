//! Facts that corrections by hand had a part in: their entities have other names than the rules gave them,
//! or no rule found them.

use gureum_extract::trace::Trace;
use gureum_model::{Claim, Object};
use gureum_query::card::Card;
use gureum_query::facts::{self, Fact, FactObject};
use gureum_query::prefixes;
use gureum_store::Store;

/// Whether a claim that was just read is the one in the graph, where an entity of it was merged into
/// another by hand: the same place, rule and property, and the other side.
pub(crate) fn under_another_name(trace: &Trace, read: &Claim, fact: &Fact, kept: &facts::Claim) -> bool {
    let place = |e: &gureum_model::Evidence| {
        let kept = kept.evidence.iter();
        kept.clone().any(|k| {
            (k.start, k.end) == (u64::from(e.span.start), u64::from(e.span.end))
                && k.rule.as_ref() == Some(&e.rule)
        })
    };
    let iri = |index| trace.extraction.entity(index).iri.as_str();
    let object = match &fact.object {
        FactObject::Entity(object) => object.iri.as_str(),
        FactObject::Literal { value, .. } => value,
    };
    let read_object = match &read.object {
        Object::Entity(index) => iri(*index).to_owned(),
        Object::Literal { value, .. } => value.value(),
    };
    let sides = [iri(read.subject), &read_object];
    fact.property.name == read.property.name()
        && sides.iter().any(|side| [fact.subject.iri.as_str(), object].contains(side))
        && read.evidence().iter().any(place)
}

/// What there is to say of a fact that no rule found.
pub(crate) fn by_hand(store: &Store, fact: &Fact, claim: &facts::Claim, article: &str) -> String {
    let object = match &fact.object {
        FactObject::Entity(object) => &object.label,
        FactObject::Literal { value, .. } => value,
    };
    let mut page = format!("{} {} {object}\n", fact.subject.label, fact.property.label);
    for place in &claim.evidence {
        page.push_str(&format!("  {}\n", place.quote));
    }
    page.push_str(&format!("  added by hand to {article}\n"));
    let id = prefixes::shorten_or_bracket(&fact.subject.iri).replace('\\', "");
    let about = |c: &&gureum_query::card::Correction| {
        c.what.starts_with("add ") && c.what.contains(&format!(" {id} {} ", fact.property.name))
    };
    for correction in Card::new(store, &fact.subject.iri).corrections.iter().filter(about) {
        page.push_str(&format!("  because: {}\n", correction.reason));
    }
    page
}
