//! The ways to write one name: spacing, company forms, Latin letters and words in Hangul.

use unicode_normalization::UnicodeNormalization;

/// Companies put these before or behind their names.
const COMPANY_FORMS: [&str; 12] = [
    "주식회사",
    "유한회사",
    "재단법인",
    "사단법인",
    "(주)",
    "(유)",
    "(재)",
    "(사)",
    "co.,ltd.",
    "co.,ltd",
    "inc.",
    "corp.",
];

/// Names of Latin letters; a longer one before a shorter that begins it.
const LETTERS: [(&str, &str); 28] = [
    ("더블유", "w"),
    ("에이치", "h"),
    ("에이", "a"),
    ("아이", "i"),
    ("제이", "j"),
    ("케이", "k"),
    ("에프", "f"),
    ("에스", "s"),
    ("엑스", "x"),
    ("와이", "y"),
    ("브이", "v"),
    ("제트", "z"),
    ("비", "b"),
    ("씨", "c"),
    ("시", "c"),
    ("디", "d"),
    ("이", "e"),
    ("지", "g"),
    ("엘", "l"),
    ("엠", "m"),
    ("엔", "n"),
    ("오", "o"),
    ("피", "p"),
    ("큐", "q"),
    ("알", "r"),
    ("티", "t"),
    ("유", "u"),
    ("앤", "n"),
];

/// English words that Korean firms bear, as they are written in Hangul; longer ones first.
const WORDS: [(&str, &str); 32] = [
    ("communications", "커뮤니케이션즈"),
    ("technology", "테크놀로지"),
    ("solutions", "솔루션즈"),
    ("solution", "솔루션"),
    ("software", "소프트웨어"),
    ("networks", "네트웍스"),
    ("network", "네트워크"),
    ("security", "시큐리티"),
    ("platform", "플랫폼"),
    ("services", "서비스"),
    ("service", "서비스"),
    ("partners", "파트너스"),
    ("systems", "시스템즈"),
    ("digital", "디지털"),
    ("healthcare", "헬스케어"),
    ("holdings", "홀딩스"),
    ("system", "시스템"),
    ("global", "글로벌"),
    ("mobile", "모바일"),
    ("energy", "에너지"),
    ("studio", "스튜디오"),
    ("cloud", "클라우드"),
    ("korea", "코리아"),
    ("works", "웍스"),
    ("group", "그룹"),
    ("soft", "소프트"),
    ("tech", "테크"),
    ("data", "데이터"),
    ("labs", "랩스"),
    ("bank", "뱅크"),
    ("edu", "에듀"),
    ("lab", "랩"),
];

/// A name in its three foldings, each coarser than the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    /// Without spaces, case and punctuation.
    pub(crate) plain: String,
    /// Without the company's form.
    pub(crate) bare: String,
    /// With its Latin letters and words in one script.
    pub(crate) one_script: String,
}

impl Spelling {
    pub(crate) fn of(name: &str) -> Self {
        let folded: String =
            name.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect();
        let mut bare = folded.as_str();
        while let Some(shorter) = COMPANY_FORMS
            .iter()
            .find_map(|form| bare.strip_prefix(form).or_else(|| bare.strip_suffix(form)))
            .filter(|shorter| !shorter.is_empty())
        {
            bare = shorter;
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let (plain, bare) = (letters(&folded), letters(bare));
        let one_script = one_script(&bare);
        Self { plain, bare, one_script }
    }
}

/// "한빛cloud" and "한빛클라우드" alike; "에이치디클라우드" and "hdcloud" too.
fn one_script(bare: &str) -> String {
    let mut text = bare.to_owned();
    for (english, korean) in WORDS {
        text = text.replace(english, korean);
    }
    let (first, rest) = leading_letters(&text);
    let (rest, last) = trailing_letters(rest);
    format!("{first}{rest}{last}")
}

/// The letters that the name spells out at its beginning, two or more, and the rest.
fn leading_letters(text: &str) -> (String, &str) {
    let (mut letters, mut rest, mut count) = (String::new(), text, 0);
    while let Some((shorter, letter)) =
        LETTERS.iter().find_map(|(name, letter)| Some((rest.strip_prefix(name)?, *letter)))
    {
        (rest, count) = (shorter, count + 1);
        letters.push_str(letter);
    }
    if count < 2 { (String::new(), text) } else { (letters, rest) }
}

fn trailing_letters(text: &str) -> (&str, String) {
    let (mut letters, mut rest) = (Vec::new(), text);
    while let Some((shorter, letter)) =
        LETTERS.iter().find_map(|(name, letter)| Some((rest.strip_suffix(name)?, *letter)))
    {
        rest = shorter;
        letters.push(letter);
    }
    if letters.len() < 2 { (text, String::new()) } else { (rest, letters.into_iter().rev().collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        let bare = |name| Spelling::of(name).bare;
        for name in ["한빛 클라우드", "㈜한빛클라우드", "주식회사 한빛클라우드", "한빛-클라우드"]
        {
            assert_eq!(bare(name), "한빛클라우드");
        }
        let script = |name| Spelling::of(name).one_script;
        for (latin, hangul) in [
            ("다온AI", "다온에이아이"),
            ("HD다솜", "에이치디다솜"),
            ("한빛Cloud", "한빛클라우드"),
            ("NURI Soft", "nuri소프트"),
        ] {
            assert_eq!(script(latin), script(hangul));
        }
        assert_ne!(script("KT"), script("KT클라우드"));
        assert_eq!(script("누리"), "누리", "one letter's name is no letter");
    }
}
