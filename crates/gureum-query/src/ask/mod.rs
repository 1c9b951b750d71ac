//! Questions with a name: a catalogue of them, each a SPARQL query with parameters, what it asks in plain
//! words, and examples with their answers.
//!
//! A question is a file `NAME.rq`, a query that runs as it is; how one is written is in
//! `ontology/questions/README.md`. [`Catalogue`] has those of the program or of a folder, [`Question::bind`] puts
//! arguments into one (a name becomes the entity it means), [`Bound::rows`] runs it, and [`Bound::cite`] leads
//! from a row to the articles' words that it rests on.
//!
//! ```
//! use std::collections::BTreeMap;
//! use gureum_query::ask::Catalogue;
//! use gureum_query::find::Names;
//! use gureum_store::Store;
//!
//! let catalogue = Catalogue::builtin();
//! let question = catalogue.get("plans").expect("a question of ours");
//! let store = Store::in_memory();
//! let bound = question.bind(&Names::new(&store), &BTreeMap::new()).expect("every parameter may be left out");
//! let answer = bound.rows(&store, Default::default()).expect("it runs");
//! assert!(answer.rows.is_empty());
//! ```

mod answer;
mod bind;
mod read;
mod slot;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io};

use gureum_model::Class;
use serde::Serialize;

pub use answer::{Column, Rows};
pub use bind::{ArgumentError, ArgumentErrors, Bound};

include!(concat!(env!("OUT_DIR"), "/questions.rs"));

/// Names that parameters may not have, because programs that ask questions use them for themselves.
pub const RESERVED: [&str; 13] = [
    "color",
    "dictionary",
    "format",
    "help",
    "lang",
    "query",
    "questions",
    "quiet",
    "sentences",
    "store",
    "threads",
    "verbose",
    "version",
];

/// Questions by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    questions: BTreeMap<String, Question>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Its name: the file's, without the ending.
    pub name: String,
    /// What it asks, in Korean.
    pub ko: String,
    /// What it asks, in English.
    pub en: String,
    /// What it is about, to group a list by.
    pub topic: String,
    /// What it takes, in the order of the file.
    pub parameters: Vec<Parameter>,
    /// The file: the query, with example values for the parameters.
    pub sparql: String,
    /// Names of the query's variables, in their order, without question mark.
    #[serde(skip)]
    pub variables: Vec<String>,
    /// Calls of it whose answers are known.
    pub examples: Vec<Example>,
    #[serde(skip)]
    cites: Vec<read::Pattern>,
}

/// Something that a question takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// The name of the query's variable, without question mark.
    pub name: String,
    /// What may be given.
    pub kind: Kind,
    /// What it is, in Korean.
    pub ko: String,
    /// What it is, in English.
    pub en: String,
    /// Whether it may be left out, with nothing in its place.
    pub optional: bool,
    /// What counts where it is left out.
    pub default: Option<String>,
}

impl Parameter {
    /// Whether a value must be given.
    pub fn is_required(&self) -> bool {
        !self.optional && self.default.is_none()
    }
}

/// What may be given for a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An entity of any class, by IRI, slug or name.
    Entity,
    /// An entity of that class, likewise.
    Class(Class),
    /// A year in four digits; an integer in the query.
    Year,
    /// Any text, as a plain literal.
    Text,
}

impl Kind {
    /// As it is written in a file: `Organization`, `entity`, `year`, `text`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Class(class) => class.name(),
            Self::Year => "year",
            Self::Text => "text",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "entity" => Some(Self::Entity),
            "year" => Some(Self::Year),
            "text" => Some(Self::Text),
            class => Class::from_name(class).map(Self::Class),
        }
    }

    /// In Korean.
    pub fn label_ko(self) -> &'static str {
        match self {
            Self::Entity => "개체",
            Self::Class(class) => class.label_ko(),
            Self::Year => "해",
            Self::Text => "글",
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A call of a question, and what it must answer. Rows are what a table shows of them ([`Rows::shown`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Folders of articles that the graph is made of, from the root of the project.
    pub data: Vec<String>,
    /// Articles that the answer cannot do without.
    pub articles: Vec<String>,
    /// Arguments.
    pub ask: BTreeMap<String, String>,
    /// The right answer, in its order, written by hand.
    pub rows: Vec<Vec<String>>,
    /// Rows of the right answer that are not found so far.
    pub missing: Vec<Vec<String>>,
    /// Rows that are found so far and should not be.
    pub wrong: Vec<Vec<String>>,
}

/// Why a catalogue could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The folder cannot be read.
    #[error("cannot read the questions in {}: {source}; give a folder with files NAME.rq in it", path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What is in the files is wrong: all of it.
    #[error("{}", lines(.0))]
    Problems(Vec<Problem>),
}

/// One thing that is wrong with a file, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// What is wrong, and the remedy.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    format!("the questions cannot be used:\n{}", lines.join("\n"))
}

impl Catalogue {
    /// The questions built into the program.
    ///
    /// # Panics
    /// Never: the files are checked by the tests.
    pub fn builtin() -> Self {
        // Told line by line: whoever adds a question meets this first.
        Self::of_files(QUESTIONS.iter().copied()).unwrap_or_else(|problems| panic!("{}", lines(&problems)))
    }

    /// Those in a folder: its files `NAME.rq`.
    ///
    /// # Errors
    /// If the folder cannot be read, or with everything that is wrong in any of its files.
    pub fn read(folder: &Path) -> Result<Self, CatalogueError> {
        let wrong = |source| CatalogueError::Io { path: folder.to_owned(), source };
        let entries = fs::read_dir(folder).map_err(wrong)?.map(|entry| entry.map(|entry| entry.path()));
        let mut paths = entries.collect::<io::Result<Vec<PathBuf>>>().map_err(wrong)?;
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "rq"));
        paths.sort();
        if paths.is_empty() {
            return Err(wrong(io::Error::new(io::ErrorKind::NotFound, "there is no file NAME.rq in it")));
        }
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for path in paths {
            let name = path.display().to_string().replace('\\', "/");
            match fs::read_to_string(&path) {
                Ok(text) => files.push((name, text)),
                Err(error) => problems.push(Problem {
                    file: name,
                    line: 1,
                    message: format!("cannot be read: {error}; a question is UTF-8 text"),
                }),
            }
        }
        match Self::of_files(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))) {
            Ok(catalogue) if problems.is_empty() => Ok(catalogue),
            Ok(_) => Err(CatalogueError::Problems(problems)),
            Err(more) => {
                problems.extend(more);
                Err(CatalogueError::Problems(problems))
            }
        }
    }

    fn of_files<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, Vec<Problem>> {
        let (mut questions, mut problems) = (BTreeMap::new(), Vec::new());
        for (file, text) in files {
            match read::question(file, text) {
                Ok(question) => {
                    questions.insert(question.name.clone(), question);
                }
                Err(wrong) => problems.extend(wrong),
            }
        }
        if problems.is_empty() { Ok(Self { questions }) } else { Err(problems) }
    }

    /// The question of that name.
    pub fn get(&self, name: &str) -> Option<&Question> {
        self.questions.get(name)
    }

    /// All, by topic and name.
    pub fn questions(&self) -> Vec<&Question> {
        let mut all: Vec<&Question> = self.questions.values().collect();
        all.sort_by_key(|question| (&question.topic, &question.name));
        all
    }
}
