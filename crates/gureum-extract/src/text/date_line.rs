//! Lines with dates: when the article was published, and the dates at the edge of other headlines.
//! How a date is written is told in [`super::date`].

use gureum_model::CalendarDate;

use super::date::find_date;
use super::feature::{has_any, length};

/// Words before the date of publication, the better ones first.
const PUBLISHED: [&str; 12] =
    ["입력", "등록", "승인", "게시", "작성", "발행", "송고", "보도", "기사전송", "배포", "게재", "Published"];
/// Words before the date of the last change.
const CHANGED: [&str; 6] = ["수정", "업데이트", "변경", "최종", "갱신", "Updated"];

/// The date of publication a line states, and whether it says so or just has a date.
pub(super) fn published_in(text: &str) -> Option<(CalendarDate, bool)> {
    if length(text) > 120 {
        return None;
    }
    for label in PUBLISHED {
        let Some(at) = text.find(label) else { continue };
        let rest = &text[at + label.len()..];
        if let Some((range, date)) = find_date(rest)
            && range.start <= 16
            && !has_any(&rest[..range.start], &CHANGED)
        {
            return Some((date, true));
        }
    }
    let (range, date) = find_date(text)?;
    (!has_any(&text[..range.start], &CHANGED)).then_some((date, false))
}

/// Whether a line is there to say when the article was published or changed.
pub(super) fn is_date_line(text: &str, length: usize) -> bool {
    if length > 120 || find_date(text).is_none() {
        return false;
    }
    if published_in(text).is_some_and(|(_, labelled)| labelled) {
        return true;
    }
    const AROUND: [&str; 19] = [
        "오전",
        "오후",
        "기사입력",
        "최종수정",
        "최종",
        "수정",
        "업데이트",
        "조회수",
        "조회",
        "댓글",
        "추천",
        "공유",
        "스크랩",
        "글자크기",
        "인쇄",
        "기자",
        "날짜",
        "글쓴이",
        "등록일",
    ];
    let mut before = ' ';
    let letters = text.chars().filter(|&c| {
        let unit = before.is_ascii_digit() && matches!(c, '년' | '월' | '일' | '시' | '분');
        before = c;
        c.is_alphabetic() && !unit && !matches!(c, '가' | 'T' | 'Z' | 'A' | 'P' | 'M')
    });
    let mut rest: String = letters.collect();
    for word in AROUND {
        rest = rest.replace(word, "");
    }
    rest.chars().count() <= 6
}

/// Whether a line begins or ends with a date in figures, as items in lists of articles do.
pub(super) fn has_date_at_edge(text: &str) -> bool {
    let Some((range, _)) = find_date(text) else {
        return false;
    };
    let after = text[range.end..].trim_matches(|c: char| !c.is_alphanumeric());
    let dotted = text[range.clone()].contains(['.', '-', '/']);
    dotted && (range.start <= 3 || after.is_empty() || after.bytes().all(|b| b.is_ascii_digit() || b == b':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_input_goes_before_the_date_of_change() {
        for text in [
            "수정 2024.06.11 09:00 입력 2024.06.10 10:24",
            "기사입력 2024-06-10 10:41 최종수정 2024-06-11 14:05",
        ] {
            assert_eq!(
                published_in(text).map(|(d, sure)| (d.to_string(), sure)),
                Some(("2024-06-10".to_owned(), true))
            );
        }
        assert_eq!(published_in("최종수정 2024.06.11 09:00"), None);
    }
}
