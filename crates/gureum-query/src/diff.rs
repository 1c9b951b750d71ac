//! What two graphs say differently: statements added, lost and changed, each with the sentences that
//! make it and the rules that read them.
//!
//! A statement is one article's word on a subject, property and object. It is the same where modality,
//! date, qualifiers, speaker, places and rules agree.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::{Property, iri};
use gureum_store::Store;
use serde::Serialize;
use serde_json::Value;

use crate::facts::{self, Claim, Fact, FactObject};
use crate::prefixes::shorten_or_bracket;

/// One article's word on something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// The article's name.
    pub article: String,
    /// Where the article can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Subject.
    pub subject: Named,
    /// Local name of the property.
    pub predicate: String,
    /// Object.
    pub object: Named,
    /// How it is put: `modality`, and `date`, `title`, `scope`, `market`, `source`, `value`, `attributedTo`
    /// where the article has them.
    #[serde(flatten)]
    pub said: BTreeMap<&'static str, String>,
    /// Where it is said, in order of place.
    pub evidence: Vec<Place>,
}

/// An entity with its name, or a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// IRI of an entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iri: Option<String>,
    /// Its name, or the value.
    pub label: String,
}

/// A place in an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// First byte of the quote in the article.
    pub start: u64,
    /// One past its last byte.
    pub end: u64,
    /// The clause.
    pub quote: String,
    /// The sentence around it, or the clause again where that is all there is.
    pub sentence: String,
    /// The rule that read it.
    pub rule: Option<String>,
}

/// A statement that both graphs have, in other words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What differs: names of [`Statement::said`], `quote` for other places, `rule` for other rules.
    pub fields: Vec<&'static str>,
    /// In the first graph.
    pub before: Statement,
    /// In the second graph.
    pub after: Statement,
}

/// The difference of two graphs, sorted by article, subject, property and object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Statements that only the second has.
    pub added: Vec<Statement>,
    /// Statements that only the first has.
    pub lost: Vec<Statement>,
    /// Statements that both have, but not in the same way.
    pub changed: Vec<Change>,
    /// How many are in both.
    pub same: usize,
}

impl Diff {
    /// Whether there is no difference.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.lost.is_empty() && self.changed.is_empty()
    }
}

/// A line that is no fact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct LineError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// Every statement of a graph.
pub fn of_store(store: &Store) -> Vec<Statement> {
    let all = facts::beginning_with(store, iri::FACT);
    all.iter().filter_map(|fact| facts::fact(store, fact)).flat_map(|fact| of_fact(&fact)).collect()
}

/// The statements behind a fact.
pub fn of_fact(fact: &Fact) -> Vec<Statement> {
    let named = |iri: &str, label: &str| Named { iri: Some(iri.to_owned()), label: label.to_owned() };
    let statement = |claim: &Claim| Statement {
        article: article_name(&claim.article.iri),
        url: claim.article.url.clone(),
        subject: named(&fact.subject.iri, &fact.subject.label),
        predicate: fact.property.name.clone(),
        object: match &fact.object {
            FactObject::Entity(object) => named(&object.iri, &object.label),
            FactObject::Literal { value, .. } => Named { iri: None, label: value.clone() },
        },
        said: said(claim),
        evidence: claim
            .evidence
            .iter()
            .map(|e| Place {
                start: e.start,
                end: e.end,
                quote: e.quote.clone(),
                sentence: e.sentence.clone(),
                rule: e.rule.clone(),
            })
            .collect(),
    };
    fact.claims.iter().map(statement).collect()
}

fn said(claim: &Claim) -> BTreeMap<&'static str, String> {
    let speaker = claim.attributed_to.as_ref().map(|speaker| shorten_or_bracket(&speaker.iri));
    let fields = [
        ("modality", Some(claim.modality.name().to_owned())),
        ("date", claim.date.clone()),
        ("title", claim.title.clone()),
        ("scope", claim.scope.clone()),
        ("market", claim.market.clone()),
        ("source", claim.source.clone()),
        ("value", claim.value.clone()),
        ("attributedTo", speaker),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The name of an article in its IRI.
fn article_name(article: &str) -> String {
    article.strip_prefix(iri::ARTICLE).unwrap_or(article).to_owned()
}

/// The statements in JSON lines, as `gureum extract` prints them.
///
/// # Errors
/// With every line that is no fact.
pub fn of_lines(text: &str) -> Result<Vec<Statement>, Vec<LineError>> {
    let (mut statements, mut errors) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |message: String| LineError { line: number + 1, message };
        match serde_json::from_str::<Value>(line) {
            Err(error) => errors.push(wrong(format!("it is no JSON: {error}"))),
            Ok(json) => match of_json(&json) {
                Some(statement) => statements.push(statement),
                None => errors.push(wrong(
                    "it is no fact: article, subject, predicate, object, modality and evidence are needed, \
                     as `gureum extract` prints them"
                        .to_owned(),
                )),
            },
        }
    }
    if errors.is_empty() { Ok(statements) } else { Err(errors) }
}

fn of_json(json: &Value) -> Option<Statement> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let entity = |value: &Value| {
        Some(Named { iri: Some(text(value.get("iri")?)?), label: text(value.get("label")?)? })
    };
    let place = |value: &Value, rule: Option<String>| {
        let quote = text(value.get("quote")?)?;
        Some(Place {
            start: value.get("start")?.as_u64()?,
            end: value.get("end")?.as_u64()?,
            sentence: quote.clone(),
            quote,
            rule: rule.or_else(|| text(value.get("rule")?)),
        })
    };
    let object = json.get("object")?;
    let literal = || Some(Named { iri: None, label: text(object.get("value")?)? });
    let (mut subject, mut object) = (entity(json.get("subject")?)?, entity(object).or_else(literal)?);
    let predicate = text(json.get("predicate")?)?;
    let symmetric = Property::from_name(&predicate).is_some_and(Property::is_symmetric);
    if symmetric && object.iri.is_some() && object.iri < subject.iri {
        (subject, object) = (object, subject);
    }
    let mut said = BTreeMap::from([("modality", text(json.get("modality")?)?)]);
    for name in ["date", "title", "scope", "market", "source", "value"] {
        said.extend(json.get(name).and_then(text).map(|value| (name, value)));
    }
    let speaker = json.get("attributedTo").and_then(entity).and_then(|speaker| speaker.iri);
    said.extend(speaker.map(|iri| ("attributedTo", shorten_or_bracket(&iri))));
    let mut evidence = vec![place(json.get("evidence")?, json.get("rule").and_then(text))?];
    for more in json.get("moreEvidence").and_then(Value::as_array).into_iter().flatten() {
        evidence.push(place(more, None)?);
    }
    evidence.sort();
    let article = article_name(&iri::article(&text(json.get("article")?)?));
    Some(Statement { article, url: None, subject, predicate, object, said, evidence })
}

/// Statements of one key, in the first and in the second graph.
type Sides = [Vec<Statement>; 2];

/// Compares the statements of two graphs.
pub fn compare(before: Vec<Statement>, after: Vec<Statement>) -> Diff {
    let mut keys: BTreeMap<[String; 4], Sides> = BTreeMap::new();
    for (side, statements) in [before, after].into_iter().enumerate() {
        for statement in statements {
            keys.entry(key(&statement)).or_default()[side].push(statement);
        }
    }
    let mut diff = Diff::default();
    for mut sides in keys.into_values() {
        for statements in &mut sides {
            statements.sort_by(|a, b| (&a.said, &a.evidence).cmp(&(&b.said, &b.evidence)));
        }
        pair(&mut sides, |a, b| changes(a, b).is_empty(), |_, _| diff.same += 1);
        let mut changed = |before: Statement, after: Statement| {
            diff.changed.push(Change { fields: changes(&before, &after), before, after });
        };
        pair(&mut sides, |a, b| a.said == b.said, &mut changed);
        pair(&mut sides, |a, b| a.said["modality"] == b.said["modality"], &mut changed);
        pair(&mut sides, |_, _| true, &mut changed);
        let [before, after] = sides;
        diff.lost.extend(before);
        diff.added.extend(after);
    }
    diff
}

/// Takes pairs that go together out of both sides, the first that fits with the first.
fn pair(
    [before, after]: &mut Sides,
    fits: impl Fn(&Statement, &Statement) -> bool,
    mut found: impl FnMut(Statement, Statement),
) {
    let mut at = 0;
    while at < before.len() {
        match after.iter().position(|other| fits(&before[at], other)) {
            Some(place) => found(before.remove(at), after.remove(place)),
            None => at += 1,
        }
    }
}

fn key(statement: &Statement) -> [String; 4] {
    let of = |named: &Named| named.iri.clone().unwrap_or_else(|| named.label.clone());
    let Statement { article, subject, predicate, object, .. } = statement;
    [article.clone(), of(subject), predicate.clone(), of(object)]
}

/// Names of what differs.
fn changes(before: &Statement, after: &Statement) -> Vec<&'static str> {
    let names: BTreeSet<&'static str> = before.said.keys().chain(after.said.keys()).copied().collect();
    let mut fields: Vec<&'static str> =
        names.into_iter().filter(|name| before.said.get(name) != after.said.get(name)).collect();
    let places = |statement: &Statement| -> BTreeSet<(u64, u64, String)> {
        statement.evidence.iter().map(|place| (place.start, place.end, place.quote.clone())).collect()
    };
    let rules = |statement: &Statement| -> BTreeSet<Option<String>> {
        statement.evidence.iter().map(|place| place.rule.clone()).collect()
    };
    if places(before) != places(after) {
        fields.push("quote");
    }
    if rules(before) != rules(after) {
        fields.push("rule");
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 한빛클라우드 works with 누리소프트, as a line.
    fn line(article: &str, more: &str) -> String {
        format!(
            r#"{{"article":"{article}","subject":{{"iri":"id:b","label":"한빛클라우드"}},"predicate":"partnersWith",
            "object":{{"iri":"id:a","label":"누리소프트"}},{more}
            "evidence":{{"quote":"손잡다","start":3,"end":12}},"rule":"partner-sign"}}"#
        )
        .replace('\n', " ")
    }

    fn compared(before: &[String], after: &[String]) -> Diff {
        let read = |lines: &[String]| of_lines(&lines.join("\n")).unwrap();
        compare(read(before), read(after))
    }

    const ASSERTED: &str = r#""modality":"asserted","#;
    const PLANNED: &str = r#""modality":"planned","date":"2024-07","#;

    #[test]
    fn what_is_put_otherwise_is_changed_and_not_lost_and_added() {
        let diff = compared(&[line("가", ASSERTED)], &[line("가", PLANNED)]);
        assert!(diff.added.is_empty() && diff.lost.is_empty());
        assert_eq!(diff.changed[0].fields, ["date", "modality"]);
    }

    #[test]
    fn the_same_from_another_article_is_another_statement() {
        let diff = compared(&[line("가", ASSERTED)], &[line("나", ASSERTED), line("가", ASSERTED)]);
        assert_eq!((diff.same, diff.lost.len(), diff.changed.len()), (1, 0, 0));
        assert_eq!(diff.added[0].article, "나");
    }

    #[test]
    fn of_two_words_the_one_that_agrees_is_no_change() {
        let diff = compared(&[line("가", ASSERTED), line("가", PLANNED)], &[line("가", PLANNED)]);
        assert_eq!((diff.same, diff.lost.len(), diff.changed.len(), diff.added.len()), (1, 1, 0, 0));
        assert_eq!(diff.lost[0].said["modality"], "asserted");
    }

    #[test]
    fn another_rule_or_place_is_a_change() {
        let other = line("가", ASSERTED).replace("partner-sign", "partner-with").replace(":12}", ":15}");
        let diff = compared(&[line("가", ASSERTED)], &[other]);
        assert_eq!(diff.changed[0].fields, ["quote", "rule"]);
    }

    #[test]
    fn every_line_that_is_no_fact_is_named() {
        let errors = of_lines(&format!("{{}}\n{}\nno", line("가", ASSERTED))).unwrap_err();
        assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [1, 3]);
    }
}
