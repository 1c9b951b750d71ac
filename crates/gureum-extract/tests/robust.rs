//! A sentence says what it says, whatever stands around it: the examples of all rules, with words before, behind and
//! inside them that change nothing of what they state.

mod common;

use std::collections::BTreeSet;

use gureum_extract::Extractor;

/// A way to say the last sentence of an example otherwise; `None` where it would be no Korean.
type Wording = fn(&str) -> Option<String>;

/// Of so many facts one may be lost: what is put inside can make an odd sentence ("최대주주가 빠르게 됐다").
const ONE_IN: usize = 30;

/// And where a clause of its own is put inside, which may be read as taking what stands before it.
const ONE_IN_WITH_CLAUSE: usize = 11;

#[test]
fn what_stands_around_a_sentence_changes_nothing_of_what_it_says() {
    let wordings: [(&str, usize, Wording); 13] = [
        ("3일 업계에 따르면 …", ONE_IN, |s| Some(format!("3일 업계에 따르면 {s}"))),
        ("특히 …", ONE_IN, |s| Some(format!("특히 {s}"))),
        ("…했다고 3일 밝혔다", ONE_IN, |s| Some(format!("{}고 3일 밝혔다.", past(s)?))),
        ("…했으며, …", ONE_IN, |s| {
            Some(format!("{}으며, 이는 업계의 관심을 끌었다.", past(s)?.strip_suffix('다')?))
        }),
        ("…했지만 …", ONE_IN, |s| {
            Some(format!("{}지만 앞날은 밝지 않다.", past(s)?.strip_suffix('다')?))
        }),
        ("…했습니다", ONE_IN, |s| Some(format!("{}습니다.", past(s)?.strip_suffix('다')?))),
        ("A(대표 …)는", ONE_IN, |s| {
            let (name, rest) = NAMES.iter().find_map(|n| Some((n, s.strip_prefix(n)?)))?;
            rest.starts_with(['는', '은', '이', '가']).then(|| format!("{name}(대표 박지민){rest}"))
        }),
        ("빠르게 …하다", ONE_IN, |s| inside(s, "빠르게")),
        ("최근 들어 …하다", ONE_IN, |s| inside(s, "최근 들어")),
        ("잇달아 …하다", ONE_IN, |s| inside(s, "잇달아")),
        ("심사를 거쳐 …하다", ONE_IN, |s| inside(s, "심사를 거쳐")),
        ("절차를 마치고 …하다", ONE_IN_WITH_CLAUSE, |s| inside(s, "절차를 마치고")),
        ("간담회를 열고 …하다", ONE_IN_WITH_CLAUSE, |s| inside(s, "간담회를 열고")),
    ];
    let extractor = common::extractor();
    let mut failures = String::new();
    for (name, one_in, wording) in wordings {
        let (mut asked, mut lost) = (0, Vec::new());
        for rule in &extractor.resources().rules.rules {
            for example in &rule.yes {
                let (before, last) = example.text.rsplit_once(". ").unwrap_or(("", &example.text));
                let Some(other) = wording(last) else { continue };
                let before = if before.is_empty() { String::new() } else { format!("{before}. ") };
                let (plain, other) =
                    (facts(&extractor, &example.text), facts(&extractor, &(before + &other)));
                asked += plain.len();
                lost.extend(plain.difference(&other).map(|fact| format!("{}: {fact}", rule.id)));
            }
        }
        assert!(asked > 0, "{name} fits no example");
        if lost.len() * one_in > asked {
            failures += &format!(
                "{name} loses {} of {asked} facts, as\n  {}\n",
                lost.len(),
                lost[..8.min(lost.len())].join("\n  ")
            );
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// Firms that examples begin with.
const NAMES: [&str; 3] = ["다솜테크", "누리소프트", "한빛클라우드"];

/// The sentence without its full stop, if it ends in a verb of the past.
fn past(sentence: &str) -> Option<&str> {
    let clause = sentence.strip_suffix('.')?;
    ["했다", "됐다", "었다", "았다", "였다", "졌다", "냈다", "렸다", "났다"]
        .iter()
        .any(|end| clause.ends_with(end))
        .then_some(clause)
}

/// The sentence with words before its last one, where that is a verb.
fn inside(sentence: &str, words: &str) -> Option<String> {
    let (rest, verb) = sentence.rsplit_once(' ')?;
    past(sentence).filter(|_| !verb.starts_with('됐')).map(|_| format!("{rest} {words} {verb}"))
}

/// What a text says, of whatever modality.
fn facts(extractor: &Extractor, source: &str) -> BTreeSet<String> {
    common::facts(extractor, source).into_iter().map(|(fact, _)| fact).collect()
}
