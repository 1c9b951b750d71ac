//! Facts, and one article's word on them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{EntityIndex, PartialDate, Property, Span};

/// How an article puts a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// It is so.
    Asserted,
    /// It is to be so: a plan, a decision, something under construction.
    Planned,
    /// It is not so.
    Negated,
    /// It may be so: a forecast, a rumour, a possibility.
    Speculated,
}

impl Modality {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Asserted, Self::Planned, Self::Negated, Self::Speculated];

    /// The name, as in JSON and as the local name in the ontology.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Planned => "planned",
            Self::Negated => "negated",
            Self::Speculated => "speculated",
        }
    }
}

impl FromStr for Modality {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|m| m.name() == text)
            .ok_or_else(|| format!("'{text}' is no modality: use asserted, planned, negated or speculated"))
    }
}

impl fmt::Display for Modality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A decimal number in canonical text: no leading `+` or zeros, no trailing zeros after the point.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// Reads digits with at most one point, optionally signed; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !numeric(whole) || !numeric(part) || digits.ends_with('.') {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let part = part.trim_end_matches('0');
        let sign = if whole == "0" && part.is_empty() { "" } else { sign };
        Some(Self(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }))
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest binary number, for JSON.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

/// A value that is not an entity, with its wording.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// Korean won.
    Won(i64),
    /// A count.
    Count(i64),
    /// Percent: 78 for 78%.
    Percent(Decimal),
    /// A date to the text's own precision.
    Date(PartialDate),
    /// A name or address as written.
    Text(String),
}

impl Literal {
    /// The value as text: digits, date or the text itself.
    pub fn value(&self) -> String {
        match self {
            Self::Won(n) | Self::Count(n) => n.to_string(),
            Self::Percent(d) => d.as_str().to_owned(),
            Self::Date(d) => d.to_string(),
            Self::Text(t) => t.clone(),
        }
    }

    /// The unit as in JSON: `KRW`, `percent` or none.
    pub fn unit(&self) -> Option<&'static str> {
        match self {
            Self::Won(_) => Some("KRW"),
            Self::Percent(_) => Some("percent"),
            Self::Count(_) | Self::Date(_) | Self::Text(_) => None,
        }
    }
}

/// The object of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    /// Another entity.
    Entity(EntityIndex),
    /// A value, and how the article writes it.
    Literal {
        /// The value.
        value: Literal,
        /// Its surface form.
        text: String,
    },
}

/// What narrows or places a claim. The names are those of the JSON keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Qualifiers {
    /// When the fact came or comes about.
    pub date: Option<PartialDate>,
    /// Post of a person, as written, without the organisation's name.
    pub title: Option<String>,
    /// What part an amount is for: "분야당", "연간".
    pub scope: Option<String>,
    /// Market that a share is of.
    pub market: Option<String>,
    /// Who measured a share.
    pub source: Option<String>,
    /// Amount invested, in won.
    pub value: Option<i64>,
}

/// The place that states a claim, and the rule that read it there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// The clause that states the fact.
    pub span: Span,
    /// Its text: `&source[span]`.
    pub quote: String,
    /// The sentence around it.
    pub sentence: Span,
    /// Text of that sentence.
    pub sentence_text: String,
    /// The subject's mention, where it stands in the text (it may be left out in Korean).
    pub subject: Option<Span>,
    /// The object's mention.
    pub object: Option<Span>,
    /// The rule, by its name in `seeds/rules`.
    pub rule: String,
}

/// One article's word on one fact. It cannot be made without evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Subject.
    pub subject: EntityIndex,
    /// Property.
    pub property: Property,
    /// Object.
    pub object: Object,
    /// How the article puts it.
    pub modality: Modality,
    /// Date, title, scope and the like.
    pub qualifiers: Qualifiers,
    /// Who said so, if someone is quoted.
    pub attributed_to: Option<EntityIndex>,
    evidence: Vec<Evidence>,
}

impl Claim {
    /// An unqualified claim resting on `evidence`.
    pub fn new(
        subject: EntityIndex,
        property: Property,
        object: Object,
        modality: Modality,
        evidence: Evidence,
    ) -> Self {
        Self {
            subject,
            property,
            object,
            modality,
            qualifiers: Qualifiers::default(),
            attributed_to: None,
            evidence: vec![evidence],
        }
    }

    /// Every place that states it, the best first; never empty.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// The best place that states it.
    pub fn first_evidence(&self) -> &Evidence {
        &self.evidence[0]
    }

    /// Adds a further place, unless it is already there.
    pub fn add_evidence(&mut self, evidence: Evidence) {
        if !self.evidence.iter().any(|e| e.span == evidence.span && e.rule == evidence.rule) {
            self.evidence.push(evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_have_one_form() {
        for (text, canonical) in
            [("78", "78"), ("078.50", "78.5"), ("0.0", "0"), ("-0", "0"), ("-1.20", "-1.2")]
        {
            assert_eq!(Decimal::parse(text).unwrap().as_str(), canonical);
        }
        for bad in ["", ".", "1.", "1.2.3", "1,000", "x"] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
    }
}
