//! Resources: lexicon, words, rules and how reliable these are, as files of text, loaded once and shared.
//!
//! Loading returns every problem at once, each with file, line and a hint. Reading the files from
//! disk is the caller's part; the project's own are built in.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::lexicon::{Registry, WordSets};
use crate::rule::{Reliability, RuleBook};

/// A file of a resource folder, already read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path to show in messages, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What it is laid over: 0 for what others are laid over. Rows and rules replace those of the same id in lower
    /// layers; word sets add up.
    pub layer: usize,
}

/// Something wrong in a resource file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// Everything wrong with the resources.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} in the resources:\n{}", plural(.0.len()), listed(.0))]
pub struct ResourceError(pub Vec<Problem>);

fn plural(n: usize) -> String {
    if n == 1 { "1 problem".to_owned() } else { format!("{n} problems") }
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

impl Problem {
    /// A problem at a byte offset of the file.
    pub fn at(file: &SourceFile, offset: usize, message: impl Into<String>, hint: &str) -> Self {
        let before = &file.text[..offset.min(file.text.len())];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            path: file.path.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
            hint: hint.to_owned(),
        }
    }

    /// A problem with a whole line.
    pub fn on_line(file: &SourceFile, line: usize, message: &str, hint: &str) -> Self {
        Self { path: file.path.clone(), line, column: 1, message: message.to_owned(), hint: hint.to_owned() }
    }

    /// A syntax error of a TOML file.
    pub(crate) fn in_toml(file: &SourceFile, error: &toml::de::Error, hint: &str) -> Self {
        Self::at(file, error.span().map_or(0, |s| s.start), error.message(), hint)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {}:{}:{}: {}; {}", self.path, self.line, self.column, self.message, self.hint)
    }
}

/// The files that make up the resources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceFiles {
    /// Tables of known entities (`.tsv`).
    pub lexicon: Vec<SourceFile>,
    /// Word sets (`.toml`).
    pub words: Vec<SourceFile>,
    /// Rules (`.toml`).
    pub rules: Vec<SourceFile>,
    /// How often each rule was right (`reliability.tsv`); without it no rule was measured.
    pub reliability: Option<SourceFile>,
}

include!(concat!(env!("OUT_DIR"), "/seeds.rs"));

impl ResourceFiles {
    /// The project's own `seeds/`, as of when the program was built.
    pub fn builtin() -> Self {
        let files = |list: &[(&str, &str)]| {
            list.iter()
                .map(|(path, text)| SourceFile {
                    path: (*path).to_owned(),
                    text: (*text).to_owned(),
                    layer: 0,
                })
                .collect::<Vec<_>>()
        };
        let reliability = files(RELIABILITY).pop();
        Self { lexicon: files(LEXICON), words: files(WORDS), rules: files(RULES), reliability }
    }
}

/// Everything the extractor knows before it reads.
#[derive(Clone, Debug)]
pub struct Resources {
    /// Known entities.
    pub registry: Registry,
    /// Word sets.
    pub words: WordSets,
    /// Extraction rules.
    pub rules: RuleBook,
    /// How often each was right, in the order of the table.
    pub reliability: Vec<Reliability>,
    hashes: ResourceHashes,
}

/// SHA-256 over names and texts of the files that resources were loaded from, in hexadecimal digits.
/// Where the folder is makes no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceHashes {
    /// Of the lexicon; marked where individuals were left out.
    pub lexicon: String,
    /// Of the word sets.
    pub words: String,
    /// Of the rules.
    pub rules: String,
    /// Of the table that says how often each rule was right.
    pub reliability: String,
}

impl Resources {
    /// Loads the files.
    ///
    /// # Errors
    /// [`ResourceError`] with all that is wrong in any of them.
    pub fn load(files: &ResourceFiles) -> Result<Self, ResourceError> {
        let mut problems = Vec::new();
        let words = WordSets::load(&files.words, &mut problems);
        let registry = Registry::load(&files.lexicon, &mut problems);
        let rules = RuleBook::load(&files.rules, &words, &mut problems);
        let measured = files.reliability.as_ref();
        let mut reliability = measured.map(|file| Reliability::load(file, &mut problems)).unwrap_or_default();
        // A rule that replaces one of a lower layer was not measured, whatever its id.
        let laid_over: Vec<&str> =
            files.rules.iter().filter(|file| file.layer > 0).map(|file| file.path.as_str()).collect();
        let replaced = |id: &str| {
            let rule = rules.rules.iter().find(|rule| rule.id == id);
            rule.is_some_and(|rule| laid_over.contains(&rule.path.as_str()))
        };
        if !laid_over.is_empty() {
            reliability.retain(|row: &Reliability| !replaced(&row.rule));
        }
        if !problems.is_empty() {
            return Err(ResourceError(problems));
        }
        let hashes = ResourceHashes {
            lexicon: hash(&files.lexicon),
            words: hash(&files.words),
            rules: hash(&files.rules),
            reliability: hash(files.reliability.as_slice()),
        };
        Ok(Self { registry, words, rules, reliability, hashes })
    }

    /// The same without the registry's rows that name individuals; see [`Registry::without_individuals`].
    #[must_use]
    pub fn without_individuals(self) -> Self {
        let registry = self.registry.without_individuals();
        let lexicon = format!("{}-without-individuals", self.hashes.lexicon);
        Self { registry, hashes: ResourceHashes { lexicon, ..self.hashes }, ..self }
    }

    /// What tells these resources from others.
    pub fn hashes(&self) -> &ResourceHashes {
        &self.hashes
    }
}

fn hash(files: &[SourceFile]) -> String {
    let mut state = Sha256::new();
    for file in files {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        for field in [name, &file.text] {
            state.update((field.len() as u64).to_le_bytes());
            state.update(field.as_bytes());
        }
    }
    state.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The candidate nearest to what was typed, if one is near enough to suggest.
pub fn nearest<'c>(typed: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .map(|c| (distance(typed, c), c))
        .filter(|(d, c)| *d <= c.chars().count().max(3) / 3 + 1)
        .min()
        .map(|(_, c)| c)
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let cost = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
