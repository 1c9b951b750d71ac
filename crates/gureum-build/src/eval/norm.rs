//! When two wordings count as one: names, values and quotes, with what is only typography taken away.

use std::collections::BTreeSet;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Legal forms before or behind a company's name; `㈜` is `(주)` once normalised.
const LEGAL_FORMS: [&str; 3] = ["주식회사", "유한회사", "(주)"];
/// Marks that do not tell names apart.
const MARKS: &str = "'\"‘’“”「」『』<>《》·∙・,.";

/// A name without case, legal form, spaces and marks: `㈜한빛 클라우드` and `한빛클라우드` are one.
pub(super) fn name(text: &str) -> String {
    // Up and down again is case folding: `ß` is `ss`, whatever sigma stands at the end.
    let folded: String = text.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
    let mut rest = folded.trim();
    rest = LEGAL_FORMS.iter().find_map(|form| rest.strip_prefix(form)).unwrap_or(rest);
    rest = LEGAL_FORMS.iter().find_map(|form| rest.strip_suffix(form)).unwrap_or(rest);
    rest.chars().filter(|c| !c.is_whitespace() && !MARKS.contains(*c)).collect()
}

/// A value that can be compared: numbers to four decimals, however they are written, and other text as a
/// name, less what begins and ends an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Number(String),
    Text(String),
}

impl Scalar {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Number(number) => {
                number.as_f64().map_or_else(|| Self::text(&number.to_string()), Self::number)
            }
            Value::String(text) => Self::text(text),
            other => Self::text(&other.to_string()),
        }
    }

    pub(super) fn text(text: &str) -> Self {
        if let Ok(number) = text.trim().parse() {
            return Self::number(number);
        }
        let name = name(text);
        let rest =
            ["http://", "https://"].iter().find_map(|scheme| name.strip_prefix(scheme)).unwrap_or(&name);
        Self::Text(rest.strip_suffix('/').unwrap_or(rest).to_owned())
    }

    fn number(number: f64) -> Self {
        Self::Number(format!("{:.4}", number + 0.0)) // minus nothing is nothing
    }
}

/// Whether a quote is near enough to the annotated one: it shares half of their pairs of letters, or holds it
/// without being much longer.
pub(super) fn quotes_agree(got: &str, want: &str) -> bool {
    let (got, want) = (name(got), name(want));
    if got.is_empty() {
        return false;
    }
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    let (g, w) = (letters(&got), letters(&want));
    let (a, b) = (pairs(&g), pairs(&w));
    let shared = a.intersection(&b).count();
    shared * 2 >= a.len() + b.len() - shared || (got.contains(&want) && g.len() <= 4 * w.len() + 40)
}

/// Every two letters that stand together; a single letter stands for itself.
fn pairs(letters: &[char]) -> BTreeSet<&[char]> {
    if letters.len() < 2 { BTreeSet::from([letters]) } else { letters.windows(2).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_does_not_tell_names_apart() {
        for other in ["㈜한빛 클라우드", "한빛클라우드 주식회사", "'한빛·클라우드'", "(주)한빛클라우드(주)"]
        {
            assert_eq!(name(other), "한빛클라우드", "{other}");
        }
        assert_eq!(name("ＫＴ Cloud"), "ktcloud");
        assert_ne!(name("한빛주식회사클라우드"), "한빛클라우드", "a legal form stands at an end");
    }

    #[test]
    fn numbers_are_compared_as_numbers_and_addresses_without_scheme() {
        let same = |a: Value, b: Value| Scalar::of(&a) == Scalar::of(&b);
        assert!(same(50.into(), "50.00001".into()));
        assert!(same(2024.into(), "2024".into()));
        assert!(!same("2024".into(), "2024-06".into()));
        assert!(same("https://www.Example.kr/".into(), "www.example.kr".into()));
        assert!(!same(1.into(), 2.into()));
    }

    #[test]
    fn a_quote_may_be_somewhat_longer_or_shorter() {
        let want = "한빛클라우드는 누리소프트와 업무협약을 체결했다";
        assert!(quotes_agree("한빛클라우드는 누리소프트와 업무협약을", want));
        assert!(quotes_agree(&format!("지난 3일 서울에서 {want}고 밝혔다"), want));
        for other in ["", "한빛클라우드는", "다솜은 새벽을 출시했다"] {
            assert!(!quotes_agree(other, want), "{other}");
        }
    }
}
