//! What an edge that no article states rests on, as text.

use gureum_query::card::Style;
use gureum_query::facts::{Fact, FactObject};
use gureum_query::follow::{Following, Step};
use gureum_query::prefixes::shorten_or_bracket;
use gureum_query::terminal::one_line;

use super::Look;

/// An explanation, its facts with sentence and source.
pub(crate) fn explain(following: &Following, look: Look) -> String {
    let name = |term: &gureum_query::facts::TermName| {
        let short = if term.name.contains(':') { shorten_or_bracket(&term.name) } else { term.name.clone() };
        if term.label == term.name || term.label == short { short } else { format!("{short} {}", term.label) }
    };
    let head =
        format!("{} → {} → {}", following.subject.label, name(&following.property), following.object.label);
    let mut out = format!("{}\n", look.paint(Style::Title, &one_line(&head)));
    out.push_str("어느 기사도 이렇게 말하지 않지만, 아래 사실에서 따라 나온다.\n");
    for step in &following.steps {
        let why = match step {
            Step::Transitive(term) => format!("{}: 이어진다 (transitive)", name(term)),
            Step::Inverse(term) => format!("{}: 거꾸로 읽는다 (inverse)", name(term)),
            Step::MoreGeneral(term) => format!("{}: 더 넓은 말로 바꾼다 (subproperty)", name(term)),
        };
        out.push_str(&look.item("까닭", &why));
    }
    for fact in &following.facts {
        out.push('\n');
        out.push_str(&stated(fact, look));
    }
    out
}

fn stated(fact: &Fact, look: Look) -> String {
    let object = match &fact.object {
        FactObject::Entity(entity) => &entity.label,
        FactObject::Literal { value, .. } => value,
    };
    let arrow = format!("{} → {} {} → {object}", fact.subject.label, fact.property.name, fact.property.label);
    let mut out = look.item("사실", &arrow);
    out.push_str(&look.item("", &shorten_or_bracket(&fact.iri)));
    let asserted = fact.claims.iter().filter(|claim| claim.modality == gureum_model::Modality::Asserted);
    for claim in asserted {
        if let Some(evidence) = claim.evidence.first() {
            out.push_str(&look.item("근거", &format!("“{}”", evidence.quote)));
        }
        out.push_str(
            &look.item("", &format!("— {}", gureum_query::card::text::source(&claim.article, None))),
        );
    }
    out
}
