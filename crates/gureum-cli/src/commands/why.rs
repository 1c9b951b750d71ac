//! `gureum why`: what made a fact, from its words to the rule.

use std::io::Write;
use std::path::PathBuf;

use clap::Args as Group;
use gureum_build::curation;
use gureum_extract::Reader;
use gureum_extract::trace::Trace;
use gureum_model::{Claim, Object, Property, iri};
use gureum_query::card::text::trust;
use gureum_query::facts::{self, Fact, FactObject};
use gureum_query::{find, follow, prefixes};
use gureum_store::Store;

use crate::args::Seeds;
use crate::context::Context;
use crate::exit::{Exit, UsageError};
use crate::explain::{Look, article, corrected, follow as explain_follow, why};
use crate::output::{stdout, width};

const EXAMPLES: &str = "\
Examples:
  gureum why KT partnersWith 마이크로소프트
  gureum why 마이크로소프트 협력한다                every fact with that subject and property
  gureum why fact:5f0c                              by the first digits of its hash, or its whole IRI
  gureum why KT schema:memberOf                     what follows, and the facts that it rests on
  gureum why --article news.md                      every fact of an article, without a graph
  gureum why --text 'KT는 MS와 협약을 맺었다.'

The articles are read again with the present rules; why-not tells what refused the others.";

/// Wider lines are hard to read.
pub(super) const WIDEST: usize = 110;

/// Explain a fact: sentence, morphemes, roles, rule, names, modality, date
#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// SUBJECT, PROPERTY and perhaps OBJECT by names, or the IRI of a fact
    #[arg(value_name = "FACT", required_unless_present_any = ["article", "text"])]
    fact: Vec<String>,

    /// Explain the facts of this file, - for standard input, in place of the graph's
    #[arg(long, value_name = "FILE")]
    article: Option<PathBuf>,

    /// Explain the facts of this text
    #[arg(long, value_name = "TEXT", conflicts_with = "article")]
    text: Option<String>,

    #[command(flatten)]
    seeds: Seeds,
}

pub(crate) fn run(args: Args, context: &Context) -> anyhow::Result<Exit> {
    let mut reader = context.load_extractor(&args.seeds)?.extractor.reader();
    let asked = Asked::parse(&args.fact)?;
    let look = Look { width: width().min(WIDEST), colored: context.colored };
    let pages = match (&args.text, &args.article) {
        (Some(text), _) => of_traces(&[article::of_text(text, None, &mut reader)], &asked, look),
        (None, Some(path)) => of_traces(&article::of_path(path, &mut reader, context)?, &asked, look),
        (None, None) => {
            let store = context.open_store()?;
            let mut pages = of_store(&store, &asked, &mut reader, context, look)?;
            pages.extend(of_following(&store, &asked, look)?);
            pages
        }
    };
    if pages.is_empty() {
        context.messages.error("there is no such fact; `gureum why-not SENTENCE` tells what refused it");
        return Ok(Exit::Lost);
    }
    let mut out = stdout();
    out.write_all(pages.join("\n").as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Which facts are asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All.
    Any,
    /// Those whose IRI begins so.
    Iri(String),
    /// By names.
    Names { subject: String, property: Property, object: Option<String> },
    /// By names, with a property that no fact is recorded under: its IRI.
    Edge { subject: String, property: String, object: Option<String> },
}

impl Asked {
    pub(super) fn parse(typed: &[String]) -> Result<Self, UsageError> {
        match typed {
            [] => Ok(Self::Any),
            [iri] => fact_iri(iri).map(Self::Iri).ok_or_else(|| {
                UsageError(format!(
                    "'{iri}' is no fact: give SUBJECT PROPERTY [OBJECT], as in `gureum why {iri} partnersWith`, \
                     or a fact's IRI; `gureum show {iri}` lists the facts of a name"
                ))
            }),
            [subject, property, object @ ..] => {
                let object = (!object.is_empty()).then(|| object.join(" "));
                let subject = subject.clone();
                match (property_named(property), other_property(property)) {
                    (Err(_), Some(property)) => Ok(Self::Edge { subject, property, object }),
                    (property, _) => Ok(Self::Names { subject, property: property?, object }),
                }
            }
        }
    }

    /// Whether a claim of an article is asked for.
    fn means(&self, trace: &Trace, claim: &Claim) -> bool {
        let called = |index, name: &str| {
            let entity = trace.extraction.entity(index);
            let mut names = entity.mentions.iter().chain([&entity.label, &entity.iri]);
            names.any(|n| squeezed(n) == squeezed(name))
                || prefixes::expand(name).is_some_and(|iri| iri == entity.iri)
        };
        match self {
            Self::Any => true,
            Self::Edge { .. } => false,
            Self::Iri(iri) => iri::fact(&trace.extraction, claim).starts_with(iri),
            Self::Names { subject, property, object } => {
                let (s, o) = (claim.subject, &claim.object);
                let one_way = called(s, subject)
                    && object.as_ref().is_none_or(|object| match o {
                        Object::Entity(index) => called(*index, object),
                        Object::Literal { value, text } => {
                            [squeezed(&value.value()), squeezed(text)].contains(&squeezed(object))
                        }
                    });
                let other_way = claim.property.is_symmetric()
                    && matches!(o, Object::Entity(index) if called(*index, subject))
                    && object.as_ref().is_none_or(|object| called(s, object));
                claim.property == *property && (one_way || other_way)
            }
        }
    }
}

/// The beginning of a fact's IRI: whole, in brackets, `fact:…`, or some digits of its hash.
fn fact_iri(typed: &str) -> Option<String> {
    const FEWEST: usize = 4;
    let bare = typed.trim_start_matches('<').trim_end_matches('>');
    let hash = bare.strip_prefix(iri::FACT).or_else(|| bare.strip_prefix("fact:"));
    let hash = hash.or_else(|| (bare.len() >= FEWEST).then_some(bare))?;
    let digits = !hash.is_empty() && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    digits.then(|| format!("{}{hash}", iri::FACT))
}

/// A property by its name, with or without `gu:`, or by its Korean label.
pub(super) fn property_named(typed: &str) -> Result<Property, UsageError> {
    let name = typed.strip_prefix("gu:").unwrap_or(typed);
    let called = |p: &Property| p.name() == name || squeezed(p.label_ko()) == squeezed(name);
    Property::all().find(called).ok_or_else(|| {
        let names: Vec<&str> = Property::all().map(Property::name).collect();
        let near = gureum_extract::resources::nearest(name, names.iter().copied());
        let hint = near.map_or_else(|| names.join(", "), |near| format!("did you mean {near}?"));
        UsageError(format!("'{typed}' is no property: {hint}"))
    })
}

/// The IRI of an inverse of ours, or of another vocabulary's property with a built-in prefix.
fn other_property(typed: &str) -> Option<String> {
    let name = typed.strip_prefix("gu:").unwrap_or(typed);
    if Property::all().any(|property| property.inverse() == Some(name)) {
        return Some(iri::term(name));
    }
    prefixes::expand(typed).filter(|iri| iri.contains("://"))
}

fn squeezed(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn of_traces(traces: &[Trace], asked: &Asked, look: Look) -> Vec<String> {
    let explained = |trace: &Trace| {
        let claims = trace.extraction.claims.iter().filter(|claim| asked.means(trace, claim));
        claims.map(|claim| why::explain(trace, claim, None, look)).collect::<Vec<_>>()
    };
    traces.iter().flat_map(explained).collect()
}

fn of_store(
    store: &Store,
    asked: &Asked,
    reader: &mut Reader,
    context: &Context,
    look: Look,
) -> anyhow::Result<Vec<String>> {
    let mut pages = Vec::new();
    for fact in facts_of(store, asked)? {
        let trust = trust(&fact);
        let trust = trust.as_ref().map(|trust| trust.trim_start_matches("믿음 "));
        for claim in &fact.claims {
            let name = claim.article.title.as_deref().unwrap_or(&claim.article.iri);
            if claim.evidence.iter().any(|place| place.rule.as_deref() == Some(curation::RULE)) {
                pages.push(corrected::by_hand(store, &fact, claim, name));
                continue;
            }
            let Some(trace) = article::of_store(store, &claim.article.iri, reader)? else {
                context
                    .messages
                    .warning(&format!("the text of {name} was not kept, so it cannot be read again"));
                continue;
            };
            let claims = &trace.extraction.claims;
            let same = claims.iter().find(|c| iri::claim(&trace.extraction, c) == claim.iri);
            match same.or_else(|| claims.iter().find(|c| corrected::under_another_name(&trace, c, &fact, claim))) {
                Some(claim) => pages.push(why::explain(&trace, claim, trust, look)),
                None => context.messages.warning(&format!(
                    "{name} no longer gives this fact: the rules, words or registry have changed since the graph \
                     was built; build it again, or see `gureum why-not`"
                )),
            }
        }
    }
    Ok(pages)
}

/// What is asked for, where it follows from facts and no article states it.
fn of_following(store: &Store, asked: &Asked, look: Look) -> anyhow::Result<Vec<String>> {
    let (subject, property, object) = match asked {
        Asked::Any | Asked::Iri(_) => return Ok(Vec::new()),
        Asked::Names { property, .. } if !is_entity(*property) => return Ok(Vec::new()),
        Asked::Names { subject, property, object } => (subject, property.iri(), object),
        Asked::Edge { subject, property, object } => (subject, property.clone(), object),
    };
    let names = find::Names::new(store);
    let subject = names.find(subject).one(subject)?.iri;
    let object = match object.as_deref() {
        Some(name) => Some(names.find(name).one(name)?.iri),
        None => None,
    };
    let found = follow::following(store, &subject, &property, object.as_deref());
    Ok(found.iter().map(|following| explain_follow::explain(following, look)).collect())
}

/// The facts of the graph that are asked for.
pub(super) fn facts_of(store: &Store, asked: &Asked) -> anyhow::Result<Vec<Fact>> {
    let (subject, property, object) = match asked {
        Asked::Any | Asked::Edge { .. } => return Ok(Vec::new()),
        Asked::Iri(prefix) => {
            let found = facts::beginning_with(store, prefix);
            if found.len() > 1 {
                let list: Vec<String> =
                    found.iter().take(9).map(|f| prefixes::shorten_or_bracket(f)).collect();
                let message = format!("{} facts begin so: {}", found.len(), list.join(", "));
                return Err(UsageError(message).into());
            }
            return Ok(found.iter().filter_map(|iri| facts::fact(store, iri)).collect());
        }
        Asked::Names { subject, property, object } => (subject, property, object),
    };
    let names = find::Names::new(store);
    let subject = names.find(subject).one(subject)?.iri;
    let value = object.as_deref().filter(|_| !is_entity(*property));
    let object = match object.as_deref().filter(|_| is_entity(*property)) {
        Some(name) => Some(names.find(name).one(name)?.iri),
        None => None,
    };
    let mut found = facts::about(store, &subject);
    found.retain(|fact| {
        let forward = fact.subject.iri == subject;
        let other = match (&fact.object, forward) {
            (FactObject::Entity(object), true) => Some(&object.iri),
            (_, false) => Some(&fact.subject.iri),
            (FactObject::Literal { .. }, true) => None,
        };
        fact.property.name == property.name()
            && (forward || property.is_symmetric())
            && object.as_ref().is_none_or(|object| other == Some(object))
            && value.is_none_or(|value| has_value(fact, value))
    });
    Ok(found)
}

fn is_entity(property: Property) -> bool {
    matches!(property.range(), gureum_model::Range::Entity(_))
}

/// Whether the fact's value is so, in digits or in the words of an article.
fn has_value(fact: &Fact, asked: &str) -> bool {
    let FactObject::Literal { value, .. } = &fact.object else { return false };
    let mut wordings = fact.claims.iter().filter_map(|claim| claim.text.as_ref()).chain([value]);
    wordings.any(|words| squeezed(words) == squeezed(asked))
}
