//! `gureum curate`: corrections by hand, written to the file that every build applies.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context as _, bail};
use clap::{Args as Group, Subcommand};
use gureum_build::change;
use gureum_build::curation::{Action, Addition, Curation, Pattern};
use gureum_extract::lexicon::Registry;
use gureum_extract::resources::{ResourceError, SourceFile};
use gureum_model::{Modality, PartialDate, Property, iri};
use gureum_query::find;
use gureum_store::Store;

use crate::args::{Corrections, Seeds};
use crate::context::{Context, corrections_file};
use crate::exit::{Exit, UsageError};
use crate::output::stdout;

const EXAMPLES: &str = "\
Examples:
  gureum curate same 다솜소프트㈜ 다솜소프트 --reason '같은 회사'
  gureum curate drop --article 구름-1 --subject KT --property competesWith --reason '비교일 뿐이다'
  gureum add                            reads the articles again with the corrections

An entity is given by its name in the graph or its short form, such as id:kt. A line that stands there already or
contradicts another is refused. Deleting a line from the file undoes it.";

/// Correct the graph by hand, for good: the correction is written to a file that every build applies
#[derive(Debug, Subcommand)]
#[command(after_help = EXAMPLES)]
pub(crate) enum Command {
    /// Two names stand for one entity: the first becomes the second
    Same(Same),
    /// Two entities are never one; or a name means another entity in one article
    Different(Different),
    /// Give an entity the name to show
    Rename(Rename),
    /// An entity is what a thing of another data set is
    Link(Elsewhere),
    /// An entity is not what a thing of another data set is, whatever the matcher finds
    Unlink(Elsewhere),
    /// Take facts out, whatever the rules find
    Drop(Drop),
    /// Put a fact in that an article states and the rules do not find
    Add(Add),
}

#[derive(Debug, Group)]
struct Written {
    /// Why; it is kept with the correction
    #[arg(long, value_name = "TEXT")]
    reason: String,

    #[command(flatten)]
    corrections: Corrections,

    #[command(flatten)]
    seeds: Seeds,
}

#[derive(Debug, Group)]
pub(crate) struct Same {
    /// The entity that goes
    #[arg(value_name = "ENTITY")]
    entity: String,
    /// The entity that it really is
    #[arg(value_name = "IS")]
    is: String,
    #[command(flatten)]
    written: Written,
}

#[derive(Debug, Group)]
pub(crate) struct Different {
    /// The one entity
    #[arg(value_name = "ENTITY")]
    entity: String,
    /// The other
    #[arg(value_name = "FROM", required_unless_present = "article", conflicts_with = "article")]
    from: Option<String>,
    /// The article in which the name means another entity
    #[arg(long, value_name = "ID")]
    article: Option<String>,
    #[command(flatten)]
    written: Written,
}

#[derive(Debug, Group)]
pub(crate) struct Rename {
    /// The entity
    #[arg(value_name = "ENTITY")]
    entity: String,
    /// Its name
    #[arg(value_name = "NAME")]
    label: String,
    #[command(flatten)]
    written: Written,
}

#[derive(Debug, Group)]
pub(crate) struct Elsewhere {
    /// The entity
    #[arg(value_name = "ENTITY")]
    entity: String,
    /// The other thing's IRI
    #[arg(value_name = "IRI")]
    to: String,
    #[command(flatten)]
    written: Written,
}

#[derive(Debug, Group)]
pub(crate) struct Drop {
    /// In this article only
    #[arg(long, value_name = "ID")]
    article: Option<String>,
    /// Facts of this entity
    #[arg(long, value_name = "ENTITY")]
    subject: Option<String>,
    /// Facts with this property
    #[arg(long, value_name = "NAME", value_parser = property)]
    property: Option<Property>,
    /// Facts with this entity or value
    #[arg(long, value_name = "ENTITY|VALUE")]
    object: Option<String>,
    #[command(flatten)]
    written: Written,
}

#[derive(Debug, Group)]
pub(crate) struct Add {
    /// The article that states it
    #[arg(long, value_name = "ID")]
    article: String,
    /// The entity that it is about
    #[arg(long, value_name = "ENTITY")]
    subject: String,
    /// The property
    #[arg(long, value_name = "NAME", value_parser = property)]
    property: Property,
    /// An entity, or a value: digits, a date, a text
    #[arg(long, value_name = "ENTITY|VALUE")]
    object: String,
    /// The sentence that states it, letter by letter
    #[arg(long, value_name = "TEXT")]
    sentence: String,
    /// The clause in it [default: all of it]
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// asserted, planned, negated or speculated
    #[arg(long, value_name = "NAME", default_value_t = Modality::Asserted)]
    modality: Modality,
    /// When it came or comes about: 2024, 2024-06 or 2024-06-10
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<PartialDate>,
    /// The post of a person
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[command(flatten)]
    written: Written,
}

fn property(name: &str) -> Result<Property, String> {
    let name = name.trim_start_matches("gu:");
    Property::from_name(name).ok_or_else(|| {
        let all = Property::all().map(Property::name);
        let near =
            gureum_extract::resources::nearest(name, all).map(|near| format!("; did you mean {near}?"));
        format!("'{name}' is no property{}", near.unwrap_or_default())
    })
}

fn date(text: &str) -> Result<PartialDate, String> {
    text.parse().map_err(|_| format!("'{text}' is no date: write 2024, 2024-06 or 2024-06-10"))
}

pub(crate) fn run(command: Command, context: &Context) -> anyhow::Result<Exit> {
    let written = match &command {
        Command::Same(Same { written, .. })
        | Command::Different(Different { written, .. })
        | Command::Rename(Rename { written, .. })
        | Command::Link(Elsewhere { written, .. })
        | Command::Unlink(Elsewhere { written, .. })
        | Command::Drop(Drop { written, .. })
        | Command::Add(Add { written, .. }) => written,
    };
    let registry = context.resources(&written.seeds)?.registry;
    let names = Names { context, registry: &registry, store: context.open(&context.store).ok() };
    let action = names.action(&command)?;
    if let Action::Add(fact) = &action {
        names.stated(fact)?;
    }
    let path = corrections_file(&written.corrections);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read.with_context(|| format!("cannot read {}", path.display()))?,
    };
    let file = SourceFile { path: path.display().to_string(), text, layer: 0 };
    let (text, line) = Curation::with(&file, action, &written.reason, &registry)
        .map_err(|problems| anyhow::Error::new(ResourceError(problems)).context("nothing was written"))?;
    replace(&path, &text).with_context(|| format!("cannot write {}", path.display()))?;
    let mut out = stdout();
    write!(out, "{line}")?;
    out.flush()?;
    context.messages.line(&format!(
        "written to {}; `gureum add{}` applies it to the graph",
        path.display(),
        context.store_option()
    ));
    Ok(Exit::Done)
}

/// Writes the file in one step, so that it is never half there.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let new = path.with_extension("new");
    fs::write(&new, text)?;
    fs::rename(&new, path)
}

/// From what was typed to entities.
struct Names<'a> {
    context: &'a Context,
    registry: &'a Registry,
    store: Option<Store>,
}

impl Names<'_> {
    fn action(&self, command: &Command) -> anyhow::Result<Action> {
        let entity = |name: &String| self.entity(name);
        let object = |text: &String, property: Option<Property>| self.object(text, property);
        Ok(match command {
            Command::Same(Same { entity: gone, is, .. }) => {
                Action::Same { entity: entity(gone)?, is: entity(is)? }
            }
            Command::Different(Different { entity: one, from, article, .. }) => match (from, article) {
                (Some(from), _) => Action::Different { entity: entity(one)?, from: entity(from)? },
                (None, article) => Action::Apart {
                    entity: entity(one)?,
                    article: article.as_deref().map(article_id).unwrap_or_default(),
                },
            },
            Command::Rename(Rename { entity: one, label, .. }) => {
                Action::Rename { entity: entity(one)?, label: label.clone() }
            }
            Command::Link(Elsewhere { entity: one, to, .. }) => {
                Action::Link { entity: entity(one)?, to: to.clone() }
            }
            Command::Unlink(Elsewhere { entity: one, to, .. }) => {
                Action::Unlink { entity: entity(one)?, to: to.clone() }
            }
            Command::Drop(drop) => {
                if [
                    drop.article.is_some(),
                    drop.subject.is_some(),
                    drop.property.is_some(),
                    drop.object.is_some(),
                ]
                .iter()
                .filter(|given| **given)
                .count()
                    < 2
                {
                    let said = "this would drop too much: give two at least of --article, --subject, --property and --object";
                    bail!(UsageError(said.to_owned()));
                }
                Action::Drop(Pattern {
                    article: drop.article.as_deref().map(article_id),
                    subject: drop.subject.as_ref().map(entity).transpose()?,
                    property: drop.property,
                    object: drop.object.as_ref().map(|text| object(text, drop.property)).transpose()?,
                })
            }
            Command::Add(add) => Action::Add(Box::new(Addition {
                article: article_id(&add.article),
                subject: entity(&add.subject)?,
                property: add.property,
                object: object(&add.object, Some(add.property))?,
                modality: add.modality,
                date: add.date,
                title: add.title.clone(),
                sentence: add.sentence.clone(),
                quote: add.quote.clone(),
            })),
        })
    }

    /// The IRI of an entity by its name or short form.
    fn entity(&self, name: &str) -> anyhow::Result<String> {
        let slug = name.strip_prefix("id:").or_else(|| name.strip_prefix(iri::ENTITY));
        if let Some(slug) = slug {
            return Ok(format!("{}{}", iri::ENTITY, slug.replace('\\', "")));
        }
        let unknown = match &self.store {
            Some(store) => match find::find(store, name).one(name) {
                Ok(entity) => return Ok(entity.iri),
                Err(error) => anyhow::Error::new(error),
            },
            None => anyhow::anyhow!(
                "there is no graph at {} to look '{name}' up in; give its short form, such as id:org/{name}",
                self.context.store.display()
            ),
        };
        let mut known = self.registry.lookup(name).filter(|(_, weak)| !weak);
        match (known.next(), known.next()) {
            (Some((row, _)), None) => Ok(iri::known_entity(&self.registry.known()[row].id)),
            _ => Err(unknown),
        }
    }

    /// An entity, or a value where the property has values or no entity has this name.
    fn object(&self, text: &str, property: Option<Property>) -> anyhow::Result<String> {
        use gureum_model::vocabulary::Range;
        match property.map(Property::range) {
            Some(Range::Entity(_)) => self.entity(text),
            Some(_) => Ok(text.to_owned()),
            None => Ok(self.entity(text).unwrap_or_else(|_| text.to_owned())),
        }
    }

    /// Whether the article, if it is in the graph, has the sentence.
    fn stated(&self, fact: &Addition) -> anyhow::Result<()> {
        let Some(store) = &self.store else { return Ok(()) };
        match change::page_of(store, &iri::article(&fact.article))? {
            Some(page) if !page.page.source.contains(&fact.sentence) => bail!(
                "the article {} has no such sentence; copy it from there letter by letter: {}",
                fact.article,
                fact.sentence
            ),
            Some(_) => Ok(()),
            None => {
                let said =
                    format!("the article {} is not in the graph; its text was not looked at", fact.article);
                self.context.messages.warning(&said);
                Ok(())
            }
        }
    }
}

fn article_id(name: &str) -> String {
    let id = name.strip_prefix(iri::ARTICLE).or_else(|| name.strip_prefix("art:")).unwrap_or(name);
    id.to_owned()
}
