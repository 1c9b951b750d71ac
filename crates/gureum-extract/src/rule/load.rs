//! Reading rule files. Unknown keys, sets, roles and sorts are errors, never ignored.

use std::collections::BTreeMap;

use gureum_model::{Modality, Property};
use serde::Deserialize;
use toml::Spanned;

use super::pattern::Spoken;
use super::{Asks, Body, Example, Filter, FrameRule, Pattern, Place, Rule, RuleBook, Slot, SortSet, WordRef};
use crate::lexicon::WordSets;
use crate::resources::{Problem, SourceFile};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileForm {
    property: Spanned<String>,
    #[serde(default, rename = "about")]
    _about: String,
    #[serde(default)]
    rule: Vec<Spanned<RuleForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleForm {
    id: Spanned<String>,
    #[serde(default)]
    about: String,
    property: Option<Spanned<String>>,
    frame: Option<Vec<Spanned<String>>>,
    noun: Option<Spanned<String>>,
    #[serde(rename = "S")]
    subject: Option<Spanned<String>>,
    #[serde(rename = "O")]
    object: Option<Spanned<String>>,
    #[serde(default)]
    needs: Vec<Spanned<String>>,
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    #[serde(default)]
    mutual: bool,
    past: Option<bool>,
    majority: Option<Spanned<String>>,
    title: Option<Spanned<String>>,
    value: Option<Spanned<String>>,
    #[serde(default = "yes")]
    carry: bool,
    #[serde(default = "yes")]
    dated: bool,
    phrase: Option<Spanned<String>>,
    modality: Option<Spanned<String>>,
    sentence: Option<Spanned<String>>,
    #[serde(default)]
    yes: Vec<ExampleForm>,
    #[serde(default)]
    no: Vec<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleForm {
    text: String,
    facts: Vec<String>,
}

impl RuleBook {
    /// Reads all files, adding to `problems` what is wrong with them.
    pub fn load(files: &[SourceFile], words: &WordSets, problems: &mut Vec<Problem>) -> Self {
        let mut book = Self::default();
        let mut ids: BTreeMap<String, &SourceFile> = BTreeMap::new();
        for file in files {
            let form: FileForm = match toml::from_str(&file.text) {
                Ok(form) => form,
                Err(error) => {
                    problems.push(Problem::in_toml(file, &error, "see the recipe in seeds/README.md"));
                    continue;
                }
            };
            let property = property(file, &form.property, problems);
            for rule in form.rule {
                let line_of = rule.span().start;
                let rule = rule.into_inner();
                let first = ids.insert(rule.id.get_ref().clone(), file);
                if let Some(below) = first.filter(|first| first.layer < file.layer) {
                    book.rules.retain(|rule_below| {
                        rule_below.id != *rule.id.get_ref() || rule_below.path != below.path
                    });
                } else if let Some(first) = first {
                    let message = format!("the rule id '{}' is taken", rule.id.get_ref());
                    problems.push(Problem::at(
                        file,
                        rule.id.span().start,
                        message,
                        &format!("it stands in {}; choose another", first.path),
                    ));
                }
                let before = problems.len();
                let compiled = compile(file, line_of, rule, property, words, problems);
                if problems.len() == before {
                    book.rules.extend(compiled);
                }
            }
        }
        book
    }
}

fn property(file: &SourceFile, name: &Spanned<String>, problems: &mut Vec<Problem>) -> Option<Property> {
    let found = Property::from_name(name.get_ref());
    if found.is_none() {
        let near = crate::resources::nearest(name.get_ref(), Property::all().map(Property::name));
        let hint = near.map_or_else(
            || {
                "see ontology/README.md for the 33 properties; others are declared by an --ontology"
                    .to_owned()
            },
            |n| format!("did you mean {n}?"),
        );
        problems.push(Problem::at(
            file,
            name.span().start,
            format!("'{}' is no property", name.get_ref()),
            &hint,
        ));
    }
    found
}

/// The sorts that a sentence must have a name of each, for a frame rule with these slots.
fn asks(subject: &Slot, object: &Slot, carry: bool, mutual: bool) -> Asks {
    let named = |slot: &Slot| match &slot.filter {
        Filter::Sorts(sorts) | Filter::Ending(sorts, _) | Filter::Beside(sorts, _) => {
            let before =
                |place: &Place| matches!(place, Place::Spoken | Place::Lately | Place::Theme | Place::When);
            (!slot.places.iter().any(before)).then(|| sorts.iter().copied().collect::<SortSet>())
        }
        Filter::Of(..) | Filter::Head(_) | Filter::Any => None,
    };
    // What is left out may be understood from before; partners may stand in the other slot.
    let understood = carry && object.places.contains(&Place::Subject);
    Asks {
        subject: named(subject).filter(|_| !carry),
        object: named(object).filter(|_| !mutual && !understood),
    }
}

fn compile(
    file: &SourceFile,
    start: usize,
    form: RuleForm,
    default: Option<Property>,
    words: &WordSets,
    problems: &mut Vec<Problem>,
) -> Option<Rule> {
    let own = form.property.as_ref().map(|p| property(file, p, problems));
    let majority = form.majority.as_ref().and_then(|p| property(file, p, problems));
    let id = form.id.get_ref().clone();
    if form.yes.is_empty() || form.no.is_empty() {
        problems.push(Problem::at(
            file,
            start,
            format!("rule '{id}' has no yes or no no example"),
            "give at least one sentence for each",
        ));
    }
    let modality = form.modality.as_ref().and_then(|m| match m.get_ref().parse::<Modality>() {
        Ok(modality) => Some(modality),
        Err(message) => {
            problems.push(Problem::at(
                file,
                m.span().start,
                message,
                "or leave it out to read it from the sentence",
            ));
            None
        }
    });
    let sentence = form.sentence.as_ref().and_then(|text| match WordRef::parse(text.get_ref(), words) {
        Ok(word) => Some(word),
        Err(message) => {
            problems.push(Problem::at(file, text.span().start, message, "sets stand in seeds/words"));
            None
        }
    });
    let mut slot = |text: &Spanned<String>| match Slot::parse(text.get_ref(), words) {
        Ok(slot) => Some(slot),
        Err(message) => {
            problems.push(Problem::at(
                file,
                text.span().start,
                message,
                "see the table of places in seeds/README.md",
            ));
            None
        }
    };
    let body = match (&form.frame, &form.phrase) {
        (Some(lemmas), None) => {
            let subject = form.subject.as_ref().and_then(&mut slot);
            let object = form.object.as_ref().and_then(&mut slot);
            let needs: Vec<Slot> = form.needs.iter().filter_map(&mut slot).collect();
            let unless: Vec<Slot> = form.unless.iter().filter_map(&mut slot).collect();
            let title = form.title.as_ref().and_then(&mut slot);
            let value = form.value.as_ref().and_then(&mut slot);
            let mut word = |text: &Spanned<String>| match WordRef::parse(text.get_ref(), words) {
                Ok(word) => Some(word),
                Err(message) => {
                    problems.push(Problem::at(file, text.span().start, message, "sets stand in seeds/words"));
                    None
                }
            };
            let predicate: Vec<WordRef> = lemmas.iter().filter_map(&mut word).collect();
            let noun = form.noun.as_ref().and_then(&mut word);
            match (subject, object) {
                (Some(subject), Some(object)) => Body::Frame(Box::new(FrameRule {
                    asks: asks(&subject, &object, form.carry, form.mutual),
                    predicate,
                    noun,
                    subject,
                    object,
                    needs,
                    unless,
                    past: form.past,
                    mutual: form.mutual,
                    majority,
                    title,
                    value,
                    carry: form.carry,
                    dated: form.dated,
                })),
                _ => {
                    problems.push(Problem::at(
                        file,
                        start,
                        format!("rule '{id}' lacks S or O"),
                        "a frame rule binds both",
                    ));
                    return None;
                }
            }
        }
        (None, Some(phrase)) => {
            let subject = form.subject.as_ref().and_then(&mut slot).map(|slot| (true, slot));
            let object = form.object.as_ref().and_then(&mut slot).map(|slot| (false, slot));
            let spoken = subject.or(object).map(|(subject, slot)| Spoken { subject, filter: slot.filter });
            match Pattern::parse(phrase.get_ref(), spoken, words) {
                Ok(pattern) => Body::Phrase(pattern),
                Err(message) => {
                    problems.push(Problem::at(
                        file,
                        phrase.span().start,
                        message,
                        "see the table of elements in seeds/README.md",
                    ));
                    return None;
                }
            }
        }
        _ => {
            problems.push(Problem::at(
                file,
                start,
                format!("rule '{id}' needs either frame or phrase"),
                "write one of them",
            ));
            return None;
        }
    };
    Some(Rule {
        id,
        about: form.about,
        property: own.unwrap_or(default)?,
        path: file.path.clone(),
        line: file.text[..start].matches('\n').count() + 1,
        body,
        sentence,
        modality,
        yes: form.yes.into_iter().map(|e| Example { text: e.text, facts: e.facts }).collect(),
        no: form.no,
    })
}
