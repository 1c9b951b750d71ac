//! A claim as one line of JSON, the form that `gureum extract` prints.

use serde::Serialize;
use serde_json::{Number, Value};

use crate::{Claim, EntityIndex, Evidence, Extraction, Literal, Modality, Object, PartialDate, Span};

/// One claim, ready to be serialised; borrows from its extraction.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FactLine<'a> {
    article: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    subject: EntityPart<'a>,
    predicate: &'static str,
    object: ObjectPart<'a>,
    modality: Modality,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<PartialDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    market: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<i64>,
    attributed_to: Option<EntityPart<'a>>,
    evidence: EvidencePart<'a>,
    more_evidence: Vec<EvidencePart<'a>>,
    rule: &'a str,
}

#[derive(Debug, Serialize)]
struct EntityPart<'a> {
    iri: &'a str,
    label: &'a str,
    #[serde(rename = "type")]
    class: &'static str,
    mentions: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ObjectPart<'a> {
    Entity(EntityPart<'a>),
    Literal {
        value: Value,
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<&'static str>,
        text: &'a str,
    },
}

#[derive(Debug, Serialize)]
struct EvidencePart<'a> {
    quote: &'a str,
    start: u32,
    end: u32,
    sentence: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
}

impl<'a> FactLine<'a> {
    /// The line of `claim`, which must belong to `extraction`.
    pub fn new(extraction: &'a Extraction, claim: &'a Claim) -> Self {
        let entity = |index: EntityIndex, span: Option<Span>| {
            let entity = extraction.entity(index);
            EntityPart {
                iri: &entity.iri,
                label: &entity.label,
                class: entity.class.name(),
                mentions: &entity.mentions,
                span,
            }
        };
        let first = claim.first_evidence();
        let q = &claim.qualifiers;
        Self {
            article: &extraction.article.id,
            url: extraction.article.url.as_deref(),
            subject: entity(claim.subject, first.subject),
            predicate: claim.property.name(),
            object: match &claim.object {
                Object::Entity(index) => ObjectPart::Entity(entity(*index, first.object)),
                Object::Literal { value, text } => {
                    ObjectPart::Literal { value: number_or_text(value), unit: value.unit(), text }
                }
            },
            modality: claim.modality,
            date: q.date,
            title: q.title.as_deref(),
            scope: q.scope.as_deref(),
            market: q.market.as_deref(),
            source: q.source.as_deref(),
            value: q.value,
            attributed_to: claim.attributed_to.map(|index| entity(index, None)),
            evidence: EvidencePart::new(first, None),
            more_evidence: claim.evidence()[1..]
                .iter()
                .map(|e| EvidencePart::new(e, Some(&e.rule)))
                .collect(),
            rule: &first.rule,
        }
    }
}

impl<'a> EvidencePart<'a> {
    fn new(evidence: &'a Evidence, rule: Option<&'a str>) -> Self {
        let Evidence { span, quote, sentence, .. } = evidence;
        Self { quote, start: span.start, end: span.end, sentence: *sentence, rule }
    }
}

fn number_or_text(value: &Literal) -> Value {
    match value {
        Literal::Won(n) | Literal::Count(n) => Value::from(*n),
        Literal::Percent(d) => match d.as_str().parse::<i64>() {
            Ok(whole) => Value::from(whole),
            Err(_) => Number::from_f64(d.to_f64()).map_or(Value::Null, Value::Number),
        },
        Literal::Date(_) | Literal::Text(_) => Value::from(value.value()),
    }
}

/// Writes each claim of `extraction` as one line of JSON.
///
/// # Errors
/// Whatever writing to `out` gives.
pub fn write_lines(extraction: &Extraction, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    for claim in &extraction.claims {
        serde_json::to_writer(&mut *out, &FactLine::new(extraction, claim))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
