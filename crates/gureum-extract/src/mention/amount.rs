//! Amounts: won, percent and counts of members.
//!
//! Foreign currency, ranges and vague amounts ("수백억 원") are not amounts: they are left alone.

use gureum_model::Decimal;

use super::Sort;
use crate::text::is_alphanumeric;

/// An amount at the start of a text: what it is and how many bytes it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Its value.
    pub sort: Sort,
    /// Length in bytes.
    pub len: usize,
}

/// Reads the amount at the start of `text`, which must begin with a digit.
///
/// `before` is the character in front: a digit, letter or sign there means that the number has
/// begun earlier or is a code.
pub fn read(text: &str, before: Option<char>) -> Option<Amount> {
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '~' | '-' | '∼' | '～'))
    {
        return None;
    }
    let number = Number::read(text)?;
    let rest = &text[number.len..];
    if range_follows(rest) {
        return None;
    }
    let spaced = rest.strip_prefix(' ').unwrap_or(rest);
    if let Some(sign) = ["%", "퍼센트", "프로"].iter().find(|p| spaced.starts_with(**p)) {
        let after = &spaced[sign.len()..];
        let points = ["p", "P", "포인트", " 포인트", "~", "∼"].iter().any(|p| after.starts_with(p));
        if vague(after) {
            return None;
        }
        let value = number.plain.as_deref().and_then(Decimal::parse)?;
        return (!points).then(|| Amount { sort: Sort::Percent(value), len: text.len() - after.len() });
    }
    let won = ["원", "₩"].iter().find(|w| spaced.starts_with(**w));
    if let Some(won) = won {
        let after = &spaced[won.len()..];
        if vague(after) {
            return None;
        }
        let word_goes_on = after.starts_with("팀") || after.starts_with("격") || after.starts_with("장");
        let value = number.value()?;
        return (!word_goes_on && value >= 1000)
            .then(|| Amount { sort: Sort::Money(value), len: text.len() - after.len() });
    }
    if number.scaled {
        // "5년간 2조 투입": the unit is left out after a scale of 억 or 조 when nothing counted follows.
        let counted = [
            "명",
            "개",
            "건",
            "대",
            "회",
            "달러",
            "유로",
            "엔",
            "위안",
            "파운드",
            "번",
            "장",
            "평",
            "토큰",
            "파라미터",
            "매개",
            "동",
            "루피",
            "바트",
            "톤",
            "주",
            "t",
            "k",
        ]
        .iter()
        .any(|c| spaced.starts_with(c));
        let plain_end = spaced
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphabetic() || "을를이가의은는에규투로대".contains(c));
        let value = number.value()?;
        return (!counted && plain_end && value >= 100_000_000)
            .then_some(Amount { sort: Sort::Money(value), len: number.len });
    }
    count(text, number, spaced)
}

/// "300억원대", "60%대": a range.
fn vague(after: &str) -> bool {
    after.strip_prefix('대').is_some_and(|rest| {
        rest.chars().next().is_none_or(|c| !is_alphanumeric(c) || "에의로를가는인".contains(c))
    })
}

fn range_follows(rest: &str) -> bool {
    let rest = rest.trim_start();
    let Some(sign) = rest.chars().next().filter(|c| matches!(c, '~' | '∼' | '～' | '-')) else {
        return false;
    };
    rest[sign.len_utf8()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// The longest word between a number and what it counts: "150개 소프트웨어 기업".
const LONGEST_KIND: usize = 6;

fn count(text: &str, number: Number, spaced: &str) -> Option<Amount> {
    let spaced = spaced.strip_prefix('여').unwrap_or(spaced).trim_start();
    const COUNTERS: [&str; 31] = [
        "개 기업과 기관",
        "개 기관과 기업",
        "개 기관·기업",
        "개 기업 및 기관",
        "개 기관·업체",
        "개 고객사",
        "개 파트너사",
        "개 은행",
        "개 병원",
        "개 회원사",
        "개 회원",
        "개 기업·기관",
        "개 기업",
        "개 기관",
        "개 업체",
        "개 회사",
        "개 대학",
        "개 단체",
        "개 사업자",
        "개 지자체",
        "개 공급기업",
        "개 수요기업",
        "개사",
        "개 사",
        "개교",
        "곳",
        "개 스타트업",
        "개 중소기업",
        "개 조직",
        "개 회원기관",
        "사",
    ];
    // "회원사는 215개다": what is counted has been said.
    let bare = || ["개다", "개로 ", "개에 "].iter().any(|tail| spaced.starts_with(tail)).then_some(&"개");
    let Some(counter) = COUNTERS.iter().find(|c| spaced.starts_with(**c)).or_else(bare) else {
        // "150개 클라우드 기업이": a word says what firms they are.
        let kind = spaced.strip_prefix("개 ")?;
        let (word, noun) = kind.split_once(' ')?;
        // "5개 분야에서 기업을": no firms are counted.
        let apart = ["에서", "에", "의", "을", "를", "으로"].iter().any(|josa| word.ends_with(josa));
        let plain = word.chars().count() <= LONGEST_KIND && word.chars().all(is_alphanumeric) && !apart;
        let counted =
            ["기업", "기관", "업체", "회사", "대학", "단체"].iter().find(|c| noun.starts_with(**c))?;
        let value = number.value().filter(|_| plain)?;
        let len = text.len() - noun.len() + counted.len();
        return Some(Amount { sort: Sort::Count(value), len });
    };
    let after = &spaced[counter.len()..];
    if *counter == "사" && after.starts_with(|c: char| c.is_alphabetic() && !"가와는의를도에".contains(c))
    {
        return None;
    }
    let value = number.value()?;
    Some(Amount { sort: Sort::Count(value), len: text.len() - after.len() })
}

/// A number with Korean scales: 3억5000만, 1조 2천억, 8600여억, 1,234.5.
struct Number {
    /// The value without a fraction, where it fits.
    whole: Option<i64>,
    /// The digits alone, when no scale stands in it.
    plain: Option<String>,
    /// 억 or 조 was used.
    scaled: bool,
    len: usize,
}

impl Number {
    fn value(&self) -> Option<i64> {
        self.whole
    }

    fn read(text: &str) -> Option<Self> {
        let mut at = 0;
        let mut total: i64 = 0;
        // Below the next 만, 억 or 조: 8천600.
        let mut group: f64 = 0.0;
        let mut group_open = false;
        let mut plain = None;
        let mut scaled = false;
        let mut exact = true;
        let mut end = 0;
        loop {
            let (figures, len) = digits(&text[at..]);
            let number: Option<f64> = if len > 0 { figures.parse().ok() } else { None };
            if len == 0 && !group_open {
                break;
            }
            at += len;
            if len > 0 {
                plain = (end == 0).then_some(figures);
                end = at;
            }
            at += approximate(&text[at..]);
            let rest = &text[at..];
            let Some(scale) = rest.chars().next() else {
                group += number.unwrap_or(0.0);
                break;
            };
            let small = match scale {
                '천' => 1e3,
                '백' => 1e2,
                '십' => 1e1,
                _ => 0.0,
            };
            if small > 0.0 {
                group += number.unwrap_or(1.0) * small;
                group_open = true;
                at += scale.len_utf8();
                at += approximate(&text[at..]);
                end = at;
                plain = None;
                if text[at..].starts_with(|c: char| c.is_ascii_digit() || "만억조".contains(c)) {
                    continue;
                }
                break;
            }
            let big = match scale {
                '만' => 10_000i64,
                '억' => 100_000_000,
                '조' => 1_000_000_000_000,
                _ => 0,
            };
            group += number.unwrap_or(0.0);
            if big == 0 {
                break;
            }
            let scaled_group = group * big as f64;
            exact &= scaled_group < 9e18;
            total = total.checked_add(scaled_group.round() as i64)?;
            group = 0.0;
            group_open = false;
            plain = None;
            scaled |= big > 10_000;
            at += scale.len_utf8();
            at += approximate(&text[at..]);
            end = at;
            // The next group may follow a space: 98억 6000만.
            let next = text[at..].strip_prefix(' ').unwrap_or(&text[at..]);
            let (_, length) = digits(next);
            let after = &next[length..];
            let goes_on = length > 0
                && (after.trim_start_matches('여').starts_with(['천', '백', '십', '만', '억'])
                    || after.trim_start().starts_with('원'));
            if !goes_on {
                break;
            }
            at = text.len() - next.len();
        }
        if end == 0 {
            return None;
        }
        let whole = exact.then(|| total.checked_add(group.round() as i64)).flatten();
        Some(Self { whole, plain, scaled, len: end })
    }
}

/// 여, 여 개: about. It stands inside the number and does not change it.
fn approximate(text: &str) -> usize {
    if text.starts_with('여') { '여'.len_utf8() } else { 0 }
}

/// Digits with thousands commas and one point.
fn digits(text: &str) -> (String, usize) {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut at = 0;
    let mut point = false;
    while at < bytes.len() {
        match bytes[at] {
            digit @ b'0'..=b'9' => out.push(char::from(digit)),
            b',' if bytes.len() > at + 3
                && bytes[at + 1..at + 4].iter().all(u8::is_ascii_digit)
                && !out.is_empty() => {}
            b'.' if !point && !out.is_empty() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                point = true;
                out.push('.');
            }
            _ => break,
        }
        at += 1;
    }
    (out, at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        /// Any sum of won, written as people do, is read to the won.
        #[test]
        fn a_written_sum_is_the_sum(
            parts in (0..2000_i64, 0..10_000_i64, 0..10_000_i64),
            spaced in any::<bool>(),
            gap in any::<bool>(),
        ) {
            let gap = if gap { " " } else { "" };
            let units = [(parts.0, "조", 1_000_000_000_000), (parts.1, "억", 100_000_000), (parts.2, "만", 10_000)];
            let there = units.iter().filter(|(number, ..)| *number > 0);
            let words: Vec<String> = there.clone().map(|(number, unit, _)| format!("{number}{unit}")).collect();
            let sum: i64 = there.map(|(number, _, unit)| number * unit).sum();
            prop_assume!(sum > 0);
            let text = format!("{}{gap}원", words.join(if spaced { " " } else { "" }));
            prop_assert_eq!(won(&text), Some(sum), "{}", text);
            let commas = format!("{}원", with_commas(sum));
            prop_assert_eq!(won(&commas), Some(sum), "{}", commas);
        }

        #[test]
        fn any_text_is_an_amount_or_none(text in "[0-9.,조억만천백원여약%명개곳~ 가-힣]{0,24}|.{0,24}") {
            if let Some(amount) = read(&text, None) {
                prop_assert!(text.get(..amount.len).is_some_and(|text| !text.is_empty()), "{}", text);
            }
        }
    }

    fn with_commas(number: i64) -> String {
        let digits = number.to_string();
        let first = digits.len() % 3;
        let groups = digits.as_bytes()[first..].chunks(3).map(|group| str::from_utf8(group).unwrap());
        let groups: Vec<&str> =
            std::iter::once(&digits[..first]).filter(|group| !group.is_empty()).chain(groups).collect();
        groups.join(",")
    }

    fn won(text: &str) -> Option<i64> {
        match read(text, None)?.sort {
            Sort::Money(n) => Some(n),
            _ => None,
        }
    }

    #[test]
    fn won_in_all_its_spellings() {
        for (text, value) in [
            ("250억 원", 25_000_000_000),
            ("3억5000만원", 350_000_000),
            ("1조 2천억 원", 1_200_000_000_000),
            ("8600여억 원", 860_000_000_000),
            ("300만원", 3_000_000),
            ("1천786억원", 178_600_000_000),
            ("98억 6000만원", 9_860_000_000),
            ("143억6천만원", 14_360_000_000),
            ("86억5000만원", 8_650_000_000),
            ("1,234억원", 123_400_000_000),
            ("1.5조원", 1_500_000_000_000),
            ("2조", 2_000_000_000_000),
            ("5천만원", 50_000_000),
            ("27만5000원", 275_000),
        ] {
            assert_eq!(won(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_left_alone() {
        for text in [
            "10억~20억 원",
            "300억원대 기업",
            "3억 달러",
            "250억 유로",
            "1000만명",
            "3천만 명",
            "5G",
            "16개 기업팀",
            "100억개",
        ] {
            assert_eq!(won(text), None, "{text}");
        }
        assert_eq!(read("5억원", Some('2')), None, "the middle of a number");
    }

    #[test]
    fn percent_is_not_percentage_points() {
        assert_eq!(read("62.1%", None).unwrap().sort, Sort::Percent(Decimal::parse("62.1").unwrap()));
        assert_eq!(read("3%p", None), None);
        assert_eq!(read("3%포인트", None), None);
    }

    #[test]
    fn members_are_counted() {
        for (text, n) in [
            ("16개 기업·기관", 16),
            ("19곳", 19),
            ("320여개 기업", 320),
            ("137개사", 137),
            ("1,200개 기업", 1200),
            ("150개 클라우드 기업", 150),
        ] {
            assert_eq!(read(text, None).unwrap().sort, Sort::Count(n), "{text}");
        }
        assert_eq!(read("8장", None), None);
    }
}
