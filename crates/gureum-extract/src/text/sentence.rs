//! Korean sentences in one paragraph of normalised text. Not about which paragraphs are read.
//!
//! A sentence ends at `.`, `?` or `!` before a space or the end of the paragraph, but not inside quotes
//! or brackets, not after a figure or an abbreviation (`3.5`, `Inc.`), and not before the `고`, `라고`,
//! `며` that tie a quotation to its verb.

use std::ops::Range;

/// A quotation or bracket longer than this many bytes (about 350 syllables) is not respected: its end
/// is more likely to be missing or misplaced. Chosen by hand; the longest real quotation seen was 700 bytes.
const LONGEST_QUOTE: usize = 1200;

/// Angle brackets are also arrows and comparison signs, so they pair only over a short distance.
const LONGEST_ANGLE: usize = 120;

/// A sentence longer than this is cut at a space, so that later stages have bounded work.
const LONGEST_SENTENCE: usize = 4000;

/// Sentences of a paragraph, as ranges without surrounding space. Linear in its length.
pub(super) fn split_sentences(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let inside = enclosed(text, &chars);
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut i = 0;
    while i < chars.len() {
        let end = if inside[i] { None } else { sentence_end(text, &chars, &inside, i, start) };
        match end {
            Some(end) => {
                let to = chars.get(end).map_or(text.len(), |c| c.0);
                push(text, start..to, &mut sentences);
                start = to;
                i = end;
            }
            None => i += 1,
        }
    }
    push(text, start..text.len(), &mut sentences);
    sentences
}

fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let lead = part.len() - part.trim_start().len();
    let mut start = range.start + lead;
    let end = start + part.trim().len();
    while end - start > LONGEST_SENTENCE {
        let mut cut = start + LONGEST_SENTENCE;
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        let cut = text[start..cut].rfind(' ').filter(|&n| n > 0).map_or(cut, |n| start + n);
        sentences.push(start..cut);
        start = cut + usize::from(text[cut..].starts_with(' '));
    }
    if text[start..end].chars().any(char::is_alphanumeric) {
        sentences.push(start..end);
    } else if let Some(last) = sentences.last_mut() {
        last.end = end.max(last.end); // stray closing marks belong to what they close
    }
}

/// If a sentence ends with the mark at `i` (or the quote that closes over one), the index after it.
fn sentence_end(
    text: &str,
    chars: &[(usize, char)],
    inside: &[bool],
    i: usize,
    start: usize,
) -> Option<usize> {
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let mark = chars[i].1;
    let closing = is_closing(mark) && i > 0 && matches!(at(i - 1), Some('.' | '?' | '!')) && inside[i - 1];
    if !(matches!(mark, '.' | '?' | '!' | '…' | '。') || closing) {
        return None;
    }
    let before = i.checked_sub(1).and_then(at);
    if !closing && matches!(before, Some('.' | '?' | '!' | '…')) {
        return None; // inside a run of marks, which was judged at its first
    }
    let mut end = i + 1;
    while at(end).is_some_and(|c| matches!(c, '.' | '?' | '!' | '…') || is_closing(c))
        && !opens_here(chars, end)
    {
        end += 1;
    }
    let next = at(end);
    if closing {
        return (next.is_none() || next == Some(' ') && !tied_to_quote(&text[chars[end].0..])).then_some(end);
    }
    match next {
        None => return Some(end),
        Some(' ') => {}
        // "…했다.한빛은": a missing space after a sure ending.
        Some('가'..='힣' | '“' | '‘' | '"') if mark == '.' && before.is_some_and(is_sure_ending) => {
            return (!tied_to_quote(&text[chars[end].0..])).then_some(end);
        }
        Some(_) => return None,
    }
    let after = at(end + 1)?;
    let ends = match before? {
        _ if mark == '…' || (mark == '.' && end > i + 2) => before.is_some_and(is_sure_ending),
        '0'..='9' => ends_after_figure(&text[start..chars[i].0], after),
        c if c.is_ascii_alphabetic() => ends_after_latin(&text[start..chars[i].0]),
        _ => true,
    };
    (ends && !tied_to_quote(&text[chars[end].0..])).then_some(end)
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '」' | '』' | '》' | '>' | '〉')
}

/// Whether the straight quote at `i` opens something: a word follows directly.
fn opens_here(chars: &[(usize, char)], i: usize) -> bool {
    matches!(chars[i].1, '"' | '\'')
        && chars.get(i + 1).is_some_and(|c| c.1.is_alphanumeric())
        && chars[i - 1].1 == ' '
}

fn is_sure_ending(c: char) -> bool {
    matches!(c, '다' | '요' | '까' | '죠' | '음' | '함' | '됨')
}

/// A list number ("1. 개요") and the parts of a date ("2024. 6. 10. 서울") do not end a sentence.
fn ends_after_figure(sentence: &str, after: char) -> bool {
    let head = sentence.trim_end_matches(|c: char| c.is_ascii_digit()).trim();
    !(after.is_ascii_digit() || head.is_empty() || head.ends_with(['.', '제']))
}

fn ends_after_latin(sentence: &str) -> bool {
    const ABBREVIATIONS: [&str; 20] = [
        "inc", "corp", "co", "ltd", "llc", "vs", "dr", "mr", "ms", "mrs", "st", "no", "vol", "fig", "jr",
        "sr", "etc", "al", "dept", "prof",
    ];
    let word = sentence.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).next().unwrap_or_default();
    word.len() > 1 && !word.contains('.') && !ABBREVIATIONS.iter().any(|a| a.eq_ignore_ascii_case(word))
        || word.matches('.').count() >= 2 && word.starts_with("www.")
}

/// `"…했다." 라고 말했다`: the words that tie a quotation to what follows, with or without a space.
fn tied_to_quote(rest: &str) -> bool {
    let rest = rest.trim_start();
    let word = rest.split(|c: char| !('가'..='힣').contains(&c)).next().unwrap_or_default();
    const TIES: [&str; 24] = [
        "고",
        "라고",
        "이라고",
        "며",
        "라며",
        "이라며",
        "라는",
        "이라는",
        "는",
        "면서",
        "라면서",
        "이라면서",
        "란",
        "이란",
        "하고",
        "라고도",
        "고도",
        "라고는",
        "라면",
        "라거나",
        "이라거나",
        "라",
        "이라",
        "라던",
    ];
    TIES.contains(&word)
}

/// For every character whether it stands inside a pair of quotes or brackets (the closing mark itself
/// does not). Marks without partner count for nothing, so a lost quote spoils at most its neighbourhood.
fn enclosed(text: &str, chars: &[(usize, char)]) -> Vec<bool> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut depth_change = vec![0i32; chars.len() + 1];
    let mut waiting = [0usize; CLOSERS.len()]; // open marks by kind, so that a stray closer costs nothing
    for (i, &(at, c)) in chars.iter().enumerate() {
        let straight = matches!(c, '"' | '\'');
        let kind = CLOSERS.iter().position(|&closer| closer == c);
        if straight {
            if c == '\'' && is_apostrophe(chars, i) {
                continue;
            }
            let kind = kind.unwrap_or_default();
            let is_open = waiting[kind] > 0;
            if !is_open || looks_like_opener(text, chars, i) {
                if is_open {
                    // The earlier one was never closed.
                    forget(&mut open, &mut waiting, c);
                }
                open.push((c, i));
                waiting[kind] += 1;
                continue;
            }
        } else if let Some(closer) = closer_of(c) {
            if let Some(kind) = CLOSERS.iter().position(|&k| k == closer) {
                waiting[kind] += 1;
            }
            open.push((closer, i));
            continue;
        }
        let Some(kind) = kind.filter(|&kind| waiting[kind] > 0) else {
            continue;
        };
        while let Some((closer, from)) = open.pop() {
            let popped = CLOSERS.iter().position(|&k| k == closer).unwrap_or_default();
            waiting[popped] -= 1;
            if popped == kind {
                let limit = if c == '>' { LONGEST_ANGLE } else { LONGEST_QUOTE };
                if at - chars[from].0 <= limit {
                    depth_change[from] += 1;
                    depth_change[i] -= 1;
                }
                break;
            }
        }
    }
    let mut depth = 0;
    depth_change[..chars.len()]
        .iter()
        .map(|change| {
            depth += change;
            depth > 0
        })
        .collect()
}

const CLOSERS: [char; 11] = ['"', '\'', '”', '’', ')', ']', '」', '』', '》', '>', '〉'];

fn closer_of(c: char) -> Option<char> {
    Some(match c {
        '“' => '”',
        '‘' => '’',
        '(' => ')',
        '[' => ']',
        '「' => '」',
        '『' => '』',
        '《' => '》',
        '<' => '>',
        '〈' => '〉',
        _ => return None,
    })
}

fn forget(open: &mut Vec<(char, usize)>, waiting: &mut [usize; CLOSERS.len()], quote: char) {
    while let Some((closer, _)) = open.pop() {
        waiting[CLOSERS.iter().position(|&k| k == closer).unwrap_or_default()] -= 1;
        if closer == quote {
            break;
        }
    }
}

/// `'24년` and `don't` are no quotes.
fn is_apostrophe(chars: &[(usize, char)], i: usize) -> bool {
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    (i > 0 && latin(at(i - 1)) && latin(at(i + 1)))
        || (digit(at(i + 1)) && digit(at(i + 2)) && matches!(at(i + 3), Some('년' | '.')))
}

/// A straight quote after a space and right before a word, unless the word ties a quotation to its verb.
fn looks_like_opener(text: &str, chars: &[(usize, char)], i: usize) -> bool {
    let before = i.checked_sub(1).map(|i| chars[i].1);
    let after = chars.get(i + 1).map(|c| c.1);
    before.is_none_or(|c| c == ' ')
        && after.is_some_and(|c| c.is_alphanumeric())
        && !tied_to_quote(chars.get(i + 1).map_or("", |c| &text[c.0..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks the expected ends.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> = split_sentences(&text).into_iter().map(|r| &text[r]).collect();
        let expected: Vec<&str> = marked.split('|').map(str::trim).filter(|s| !s.is_empty()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_at_their_marks() {
        check("한빛은 센터를 열었다.| 정말 그럴까?| 아니요!| 올해 세울 예정.| 끝");
        check("점유율은 3.5%다.| 물길온 2.0이 v2.0.1로 바뀐다.| 2024. 6. 10. 서울에서 열렸다.");
        check(
            "1. 개요를 적는다.| ABC Inc. 대표가 왔다.| Hanbit Co., Ltd. 소속이다.| 주소는 www.hanbit.example 이다.",
        );
        check("새 센터를 열었다.|한빛은 기뻤다.| 상대는 KPMG.| 값은 100.| 다음은 없다.");
        check("이럴 수가... 그래도 간다.| 끝났다...| 그렇다.");
        check("Q. 무엇이 바뀌나요?| A. 전부 바뀝니다.");
    }

    #[test]
    fn quotations_stay_in_one_sentence() {
        check("그는 “좋다. 아주 좋다.”라고 말했다.| 다음이다.");
        check("그는 \"좋다. 아주 좋다\"며 \"또 하자. 꼭.\"이라고 했다.| 다음이다.");
        check("\"다시는 안 한다.\"| 그의 말이다.");
        check("\"다시는 안 한다.\" 라고 그는 말했다.| 끝이다.");
        check("사업(예산은 10억원이다. 내년에 는다.)을 맡았다.| 끝이다.");
        check("'구름. 하늘' 사업은 '24년 시작했다.| it's 끝이다.");
        check("그는 \" 좋다. 정말 \"이라고 했다.| 끝이다.");
    }

    #[test]
    fn a_lost_quote_does_not_swallow_the_rest() {
        check("그는 \"좋다고 했다.| 다음은 “셋이다.| 그는 \"넷. 다섯\"이라고 했다.| 끝이다.");
        check("닫는 괄호)만 있다.| 여는 (괄호만 있다.| 끝이다.");
        let long = format!("“{}| 끝났다.”", "구름이 간다.| ".repeat(80).trim_end_matches("| "));
        check(&long);
    }

    #[test]
    fn nothing_gives_nothing_and_long_text_is_cut() {
        assert!(split_sentences("").is_empty() && split_sentences(" ...").is_empty());
        let long = "가나다 ".repeat(5000);
        let parts = split_sentences(&long);
        assert!(parts.len() > 1 && parts.iter().all(|r| r.len() <= LONGEST_SENTENCE));
    }
}
