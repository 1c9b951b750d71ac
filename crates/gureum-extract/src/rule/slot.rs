//! Slots: where in a clause an argument stands, and what it must be.
//!
//! Written as `places:filter`. Places are joined by `|`: a role of a particle (`object`, `with`,
//! `at`, …), `subject` (found or understood), `gap` (the noun an adnominal clause stands before),
//! `self` (the name or noun the copula is on), `when` (the clause's date) and `spoken` (what the
//! text has been speaking of). The filter names
//! sorts joined by `|` (`Organization`, `Money`, …), and may be `@set` or `=word`: a head noun
//! from a word set; `Organization ending @set` asks for a name that ends so, `Money beside @set` for an amount
//! with such a noun in its phrase; `*` for anything but a date. A noun's owner is taken ("A의 매출은" gives A).

use std::fmt;

use gureum_model::Class;

use crate::lexicon::{SetId, WordSets};
use crate::mention::Sort;
use crate::syntax::josa::Role;

/// Where an argument stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The subject, found in the clause or understood.
    Subject,
    /// The direct object, found in the clause, as its topic, or as its gap.
    Object,
    /// The noun an adnominal clause stands before.
    Gap,
    /// What the copula is on.
    Own,
    /// The clause's date.
    When,
    /// What the text has been speaking of.
    Spoken,
    /// What the text has been speaking of, else the last one named.
    Lately,
    /// What the text has been speaking of, and nothing that was only named.
    Theme,
    /// A phrase with this particle.
    Role(Role),
}

/// A word or a set of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordRef {
    /// Any word of the set, by its name and in the word sets that the rules were read with.
    Set(String, SetId),
    /// This word.
    Word(String),
}

impl WordRef {
    /// Reads `@set` or a word; `Err` names a set that does not exist.
    pub fn parse(text: &str, words: &WordSets) -> Result<Self, String> {
        match text.strip_prefix('@') {
            Some(set) => words.id(set).map(|id| Self::Set(set.to_owned(), id)).ok_or_else(|| {
                match crate::resources::nearest(set, words.names()) {
                    Some(near) => format!("there is no word set '{set}'; did you mean '@{near}'?"),
                    None => format!("there is no word set '{set}'"),
                }
            }),
            None => Ok(Self::Word(text.to_owned())),
        }
    }

    /// Whether `word` is meant exactly.
    pub fn is(&self, word: &str, words: &WordSets) -> bool {
        match self {
            Self::Set(_, set) => words.contains_in(*set, word),
            Self::Word(own) => own == word,
        }
    }

    /// All words that are meant.
    pub(crate) fn all<'a>(&'a self, words: &'a WordSets) -> impl Iterator<Item = &'a str> {
        let (set, word) = match self {
            Self::Set(set, _) => (words.set(set), None),
            Self::Word(word) => (None, Some(word.as_str())),
        };
        set.into_iter().flatten().map(String::as_str).chain(word)
    }

    /// Whether `noun` ends with a meant word: "공급계약" ends with "계약".
    pub fn ends(&self, noun: &str, words: &WordSets) -> bool {
        match self {
            Self::Set(_, set) => words.suffix_in(*set, noun).is_some(),
            Self::Word(own) => noun.ends_with(own.as_str()),
        }
    }
}

/// What an argument must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// A mention of one of these sorts.
    Sorts(Vec<SortName>),
    /// A name of one of these sorts that ends with a word.
    Ending(Vec<SortName>, WordRef),
    /// An amount of one of these sorts in whose phrase a word says what it measures: "매출 142억원을".
    Beside(Vec<SortName>, WordRef),
    /// A noun, taken for what it belongs to, which must be of one of the sorts.
    Of(WordRef, Vec<SortName>),
    /// A noun, for its own sake.
    Head(WordRef),
    /// Any phrase but a date.
    Any,
}

/// A sort as rule files name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortName {
    /// A class of entities.
    Class(Class),
    /// Won.
    Money,
    /// Percent.
    Percent,
    /// A count of members.
    Count,
    /// A date.
    Date,
    /// A web address.
    Web,
}

impl SortName {
    /// Reads a class's or sort's name.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "Money" => Self::Money,
            "Percent" => Self::Percent,
            "Count" => Self::Count,
            "Date" => Self::Date,
            "Web" => Self::Web,
            _ => Self::Class(Class::from_name(text)?),
        })
    }

    /// The name as rules write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Class(class) => class.name(),
            Self::Money => "Money",
            Self::Percent => "Percent",
            Self::Count => "Count",
            Self::Date => "Date",
            Self::Web => "Web",
        }
    }

    /// The name of a mention's sort.
    pub fn of(sort: &Sort) -> Self {
        match sort {
            Sort::Name(class) => Self::Class(*class),
            Sort::Money(_) => Self::Money,
            Sort::Percent(_) => Self::Percent,
            Sort::Count(_) => Self::Count,
            Sort::Date(_) => Self::Date,
            Sort::Web => Self::Web,
        }
    }

    /// Whether a mention is of this sort.
    pub fn fits(self, sort: &Sort) -> bool {
        self == Self::of(sort)
    }
}

/// Some sorts, one bit each, for a quick no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SortSet(u32);

impl SortSet {
    /// Whether both have a sort.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<SortName> for SortSet {
    fn from_iter<I: IntoIterator<Item = SortName>>(sorts: I) -> Self {
        let bit = |sort| match sort {
            SortName::Money => 0,
            SortName::Percent => 1,
            SortName::Count => 2,
            SortName::Date => 3,
            SortName::Web => 4,
            SortName::Class(class) => 5 + class as u32,
        };
        Self(sorts.into_iter().fold(0, |set, sort| set | 1 << bit(sort)))
    }
}

/// One argument of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Where it may stand, the preferred place first.
    pub places: Vec<Place>,
    /// What it must be.
    pub filter: Filter,
}

impl Slot {
    /// Reads `places:filter`.
    ///
    /// # Errors
    /// A sentence for the author of the rule.
    pub fn parse(text: &str, words: &WordSets) -> Result<Self, String> {
        let (places, filter) = text
            .split_once(':')
            .ok_or_else(|| format!("'{text}' has no ':'; write places:filter, as in subject:Organization"))?;
        let places = places
            .split('|')
            .map(|place| match place.trim() {
                "subject" => Ok(Place::Subject),
                "object" => Ok(Place::Object),
                "accusative" => Ok(Place::Role(Role::Object)),
                "gap" => Ok(Place::Gap),
                "self" => Ok(Place::Own),
                "when" => Ok(Place::When),
                "spoken" => Ok(Place::Spoken),
                "lately" => Ok(Place::Lately),
                "theme" => Ok(Place::Theme),
                other => Role::parse(other).map(Place::Role).ok_or_else(|| {
                    let all = [
                        "subject",
                        "object",
                        "accusative",
                        "gap",
                        "self",
                        "when",
                        "spoken",
                        "lately",
                        "theme",
                    ]
                    .into_iter()
                    .chain(Role::NAMES.iter().map(|(n, _)| *n));
                    match crate::resources::nearest(other, all) {
                        Some(near) => format!("there is no place '{other}'; did you mean '{near}'?"),
                        None => format!("there is no place '{other}'"),
                    }
                }),
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { places, filter: Filter::parse(filter.trim(), words)? })
    }
}

impl Filter {
    fn parse(text: &str, words: &WordSets) -> Result<Self, String> {
        if text == "*" {
            return Ok(Self::Any);
        }
        let head = |text: &str| match text.strip_prefix('=') {
            Some(word) => Ok(WordRef::Word(word.to_owned())),
            None => WordRef::parse(text, words),
        };
        if text.starts_with('@') || text.starts_with('=') {
            return match text.split_once(" of ") {
                Some((noun, sorts)) => Ok(Self::Of(head(noun)?, sorts_of(sorts)?)),
                None => Ok(Self::Head(head(text)?)),
            };
        }
        if let Some((sorts, word)) = text.split_once(" ending ") {
            return Ok(Self::Ending(sorts_of(sorts)?, head(word.trim())?));
        }
        if let Some((sorts, word)) = text.split_once(" beside ") {
            return Ok(Self::Beside(sorts_of(sorts)?, head(word.trim())?));
        }
        Ok(Self::Sorts(sorts_of(text)?))
    }
}

impl fmt::Display for Slot {
    /// As rules write it: `subject:Organization`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places: Vec<&str> = self.places.iter().map(|place| place.name()).collect();
        write!(f, "{}:{}", places.join("|"), self.filter)
    }
}

impl Place {
    /// The name as rules write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::Gap => "gap",
            Self::Own => "self",
            Self::When => "when",
            Self::Spoken => "spoken",
            Self::Lately => "lately",
            Self::Theme => "theme",
            Self::Role(Role::Object) => "accusative",
            Self::Role(role) => role.name(),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sorts = |list: &[SortName]| list.iter().map(|s| s.name()).collect::<Vec<_>>().join("|");
        match self {
            Self::Sorts(list) => f.write_str(&sorts(list)),
            Self::Ending(list, word) => write!(f, "{} ending {word}", sorts(list)),
            Self::Beside(list, word) => write!(f, "{} beside {word}", sorts(list)),
            Self::Of(word, list) => write!(f, "{word} of {}", sorts(list)),
            Self::Head(word) => word.fmt(f),
            Self::Any => f.write_str("*"),
        }
    }
}

impl fmt::Display for WordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(set, _) => write!(f, "@{set}"),
            Self::Word(word) => write!(f, "={word}"),
        }
    }
}

/// Reads sorts joined by `|`.
pub(super) fn sorts_of(text: &str) -> Result<Vec<SortName>, String> {
    text.split('|')
        .map(|name| {
            SortName::parse(name.trim()).ok_or_else(|| {
                let all =
                    Class::ALL.iter().map(|c| c.name()).chain(["Money", "Percent", "Count", "Date", "Web"]);
                match crate::resources::nearest(name.trim(), all) {
                    Some(near) => format!("there is no sort '{name}'; did you mean '{near}'?"),
                    None => format!("there is no sort '{name}'"),
                }
            })
        })
        .collect()
}
