//! How far two names are one: the published weights of `gureum link`.
//!
//! Names are compared in the foldings of [`crate::entities::spelling`]; what stands in brackets at the end
//! ("(South Korea)") is a qualifier and is compared by itself.

use gureum_model::Class;

use crate::entities::review::doubt;
use crate::entities::spelling::Spelling;
use crate::find::jamo;

/// One name but for spacing, case and punctuation.
const SAME: f64 = 0.95;
/// One name but for the form of a company or an article: 주식회사, Co., Ltd., The.
const FORM: f64 = 0.92;
/// One name but for Latin letters or words in Hangul.
const SCRIPT: f64 = 0.88;
/// What nearly equal letters count for, times the share of letters in common.
const NEAR: f64 = 0.8;
/// The least share of letters (jamo) in common at which names are nearly one.
const NEAR_ENOUGH: f64 = 0.85;
/// Shorter names are nearly one with too many others.
const LONG_ENOUGH: usize = 4;
/// A name so short that several things bear it: up to three Latin letters, up to two syllables.
const SHORT: f64 = 0.1;
/// Their name is qualified by South Korea and ours is not: perhaps the branch of a foreign firm.
const AT_HOME: f64 = 0.06;
/// Their name is qualified by something else.
const QUALIFIED: f64 = 0.2;

const HOME: [&str; 6] = ["southkorea", "republicofkorea", "korea", "대한민국", "한국", "rok"];
/// Words around an English name that are not the name.
const FORMS: [&str; 14] = [
    "co",
    "ltd",
    "coltd",
    "inc",
    "corp",
    "corporation",
    "company",
    "limited",
    "llc",
    "plc",
    "gmbh",
    "ag",
    "incorporated",
    "sa",
];

/// A name, folded.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) plain: String,
    pub(super) bare: String,
    pub(super) script: String,
    qualifier: String,
}

impl Name {
    /// `None` for a name without letters.
    pub(super) fn new(text: &str) -> Option<Self> {
        let (rest, qualifier) = unqualified(text);
        let plain = Spelling::of(rest);
        let spelling = Spelling::of(&without_forms(rest));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let name = Self {
            text: text.to_owned(),
            plain: plain.plain,
            bare: spelling.bare,
            script: spelling.one_script,
            qualifier: letters(&qualifier.to_lowercase()),
        };
        (!name.bare.is_empty()).then_some(name)
    }

    /// Keys of which equal names have one in common.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        [self.plain.as_str(), &self.bare, &self.script].into_iter()
    }

    /// Keys of which names that differ in one letter have one in common: the name itself and the name with a letter
    /// left out (symmetric deletion).
    pub(super) fn near_keys(&self) -> Vec<String> {
        let letters: Vec<char> = self.script.chars().collect();
        if letters.len() < LONG_ENOUGH {
            return Vec::new();
        }
        let without = |at: usize| letters[..at].iter().chain(&letters[at + 1..]).collect::<String>();
        [self.script.clone()].into_iter().chain((0..letters.len()).map(without)).collect()
    }

    fn is_short(&self) -> bool {
        let count = self.bare.chars().count();
        count <= if self.bare.is_ascii() { 3 } else { 2 }
    }
}

/// How two names compare.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Likeness {
    /// From 0 to 1.
    pub(super) score: f64,
    /// Whether the names are one in some spelling, or only nearly.
    pub(super) exact: bool,
    /// In words.
    pub(super) reason: String,
}

/// How far `theirs` is `ours`, names of things of this class; `None` where they are two names.
pub(super) fn compare(ours: &Name, theirs: &Name, class: Class) -> Option<Likeness> {
    let (mut score, exact, how) = if ours.plain == theirs.plain {
        (SAME, true, "one name")
    } else if ours.bare == theirs.bare {
        (FORM, true, "one name but for the company's form")
    } else if ours.script == theirs.script {
        (SCRIPT, true, "one name but for Latin or Hangul")
    } else {
        let long = |name: &Name| name.script.chars().count() >= LONG_ENOUGH;
        let share = strsim::normalized_damerau_levenshtein(&jamo(&ours.script), &jamo(&theirs.script));
        let (factor, _) = doubt(class, &ours.script, &theirs.script);
        if !(long(ours) && long(theirs)) || share < NEAR_ENOUGH || factor < 1.0 {
            return None;
        }
        (NEAR * share, false, "nearly one name")
    };
    let mut reason = how.to_owned();
    if ours.is_short() {
        score -= SHORT;
        reason.push_str(", a short one");
    }
    if ours.qualifier != theirs.qualifier && !theirs.qualifier.is_empty() {
        let home = HOME.contains(&theirs.qualifier.as_str());
        score -= if home { AT_HOME } else { QUALIFIED };
        reason.push_str(", qualified there");
    }
    if ours.text == theirs.text {
        reason.push_str(&format!(": {}", ours.text));
    } else {
        reason.push_str(&format!(": {}, {}", ours.text, theirs.text));
    }
    Some(Likeness { score, exact, reason })
}

/// The name without what stands in brackets at its end, and that.
fn unqualified(text: &str) -> (&str, &str) {
    let text = text.trim();
    let split = text.strip_suffix(')').and_then(|inner| inner.rsplit_once(" ("));
    match split {
        Some((rest, qualifier)) if !rest.trim().is_empty() => (rest.trim(), qualifier),
        _ => (text, ""),
    }
}

fn without_forms(text: &str) -> String {
    let bare = |word: &str| word.to_lowercase().replace(['.', ','], "");
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(&bare(word).as_str())) {
        words.pop();
    }
    if words.len() > 1 && bare(words[0]) == "the" {
        words.remove(0);
    }
    words.join(" ").trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(ours: &str, theirs: &str) -> f64 {
        let name = |text| Name::new(text).expect("a name");
        compare(&name(ours), &name(theirs), Class::Organization).map_or(0.0, |likeness| likeness.score)
    }

    #[test]
    fn the_nearer_a_spelling_the_higher_the_score() {
        let spellings =
            ["한빛 클라우드", "주식회사 한빛클라우드", "한빛Cloud", "한빛클라으드", "누리클라우드"];
        let scores = spellings.map(|theirs| score("한빛클라우드", theirs));
        assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{scores:?}");
        assert!((score("Hanbit", "The Hanbit Corporation") - FORM).abs() < 1e-9);
    }

    #[test]
    fn what_tells_two_things_apart_is_no_spelling() {
        for (a, b) in [
            ("한빛대학교", "한빛대학교병원"),
            ("KT", "KT클라우드"),
            ("한빛1호", "한빛2호"),
            ("한빛은행", "한빛지주"),
            ("가람", "가랑"),
        ] {
            assert!(score(a, b) < 0.5, "{a} and {b} are two");
        }
    }

    #[test]
    fn a_country_in_brackets_lowers_the_score_unless_both_have_it() {
        assert!(score("한빛클라우드", "한빛클라우드 (South Korea)") < score("한빛클라우드", "한빛클라우드"));
        assert!(score("Hanbit", "Hanbit (Japan)") < score("Hanbit", "Hanbit (South Korea)"));
        assert!((score("Hanbit (Japan)", "Hanbit (Japan)") - SAME).abs() < 1e-9);
    }
}
