//! Dates as pages write them: `2024-06-10T01:24:00Z`, `2024.06.10 10:24`, `2024년 6월 10일`.
//! Not the dates inside sentences ("지난 3일"), which the article's own date explains.

use std::ops::Range;

use gureum_model::CalendarDate;

/// Minutes by which Korean time is ahead of UTC.
const KOREA: i32 = 9 * 60;

/// The day a value names, in Korean time where the value has a zone.
///
/// ```
/// use gureum_extract::text::parse_date;
/// assert_eq!(parse_date("2024-06-09T16:30:00Z").unwrap().to_string(), "2024-06-10");
/// assert_eq!(parse_date("2024년 6월 10일").unwrap().to_string(), "2024-06-10");
/// assert!(parse_date("2024-06-31").is_none());
/// ```
pub fn parse_date(text: &str) -> Option<CalendarDate> {
    let text = text.trim();
    let (range, date) = find_date(text)?;
    // "Mon, 10 Jun 2024" begins with a word; anything longer in front is not a date value.
    (range.start <= 5).then_some(date)
}

/// The first date in a text, and where it stands (its time and zone not included).
pub(super) fn find_date(text: &str) -> Option<(Range<usize>, CalendarDate)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let found = match digits {
            4 => numeric(text, at),
            8 => compact(&text[at..at + 8]).map(|date| (at + 8, date)),
            1 | 2 => english(text, at),
            _ => None,
        };
        if let Some((end, (year, month, day))) = found
            && let Ok(date) = CalendarDate::new(year, month, day)
            && (1990..2100).contains(&year)
        {
            let date = match clock_and_zone(&bytes[end..]) {
                Some(shift) => date.shift_days(shift).unwrap_or(date),
                None => date,
            };
            return Some((at..end, date));
        }
        at += digits;
    }
    None
}

type Ymd = (u16, u8, u8);

/// Year first, parts told apart by `-`, `.`, `/` or 년, 월, 일.
fn numeric(text: &str, at: usize) -> Option<(usize, Ymd)> {
    let year = text[at..at + 4].parse().ok()?;
    let (month, end) = part(text, at + 4, &["-", "/", ".", "년"])?;
    let (day, end) = part(text, end, &["-", "/", ".", "월"])?;
    let end = end + if text[end..].starts_with('일') { '일'.len_utf8() } else { 0 };
    Some((end, (year, month, day)))
}

/// A separator, spaces, and one or two digits.
fn part(text: &str, at: usize, separators: &[&str]) -> Option<(u8, usize)> {
    let rest = text[at..].trim_start();
    let rest = separators.iter().find_map(|s| rest.strip_prefix(s))?.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = (1..=2).contains(&digits).then(|| rest[..digits].parse().ok()).flatten()?;
    Some((number, text.len() - rest.len() + digits))
}

fn compact(text: &str) -> Option<Ymd> {
    Some((text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?))
}

/// `10 Jun 2024`, as in mail and HTTP headers.
fn english(text: &str, at: usize) -> Option<(usize, Ymd)> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let bytes = text.as_bytes();
    let digits = |at: usize, most: usize| {
        bytes[at.min(bytes.len())..].iter().take(most).take_while(|b| b.is_ascii_digit()).count()
    };
    let day = at..at + digits(at, 2);
    let month = MONTHS.iter().position(|m| bytes[day.end..].get(1..4) == Some(m.as_bytes()))? + 1;
    let letters = bytes[day.end + 1..].iter().take(9).take_while(|b| b.is_ascii_alphabetic()).count();
    let year = day.end + letters + 2;
    let end = year + digits(year, 4);
    let number = |range: Range<usize>| text.get(range)?.parse::<u16>().ok();
    let small = |n: usize| u8::try_from(n).ok();
    Some((end, (number(year..end)?, small(month)?, small(number(day)?.into())?)))
}

/// Days to add for a time with a zone, such as `T16:30:00.000Z` or ` 01:00 +0200`.
fn clock_and_zone(bytes: &[u8]) -> Option<i32> {
    let two = |at: usize| -> Option<i32> {
        let pair = bytes.get(at..at + 2)?;
        pair.iter()
            .all(u8::is_ascii_digit)
            .then(|| i32::from(pair[0] - b'0') * 10 + i32::from(pair[1] - b'0'))
    };
    if !matches!(bytes.first(), Some(b'T' | b't' | b' ')) || bytes.get(3) != Some(&b':') {
        return None;
    }
    let local = two(1)? * 60 + two(4)?;
    let mut at = 6;
    if bytes.get(at) == Some(&b':') {
        at += 3;
    }
    if bytes.get(at) == Some(&b'.') {
        at += 1 + bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
    }
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    let zone = match bytes.get(at)? {
        b'Z' | b'z' => 0,
        b'G' if bytes[at..].starts_with(b"GMT") => 0,
        sign @ (b'+' | b'-') => {
            let colon = usize::from(bytes.get(at + 3) == Some(&b':'));
            let minutes = two(at + 1)? * 60 + two(at + 3 + colon).unwrap_or(0);
            if *sign == b'+' { minutes } else { -minutes }
        }
        _ => return None,
    };
    Some((local - zone + KOREA).div_euclid(24 * 60))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn every_day_is_read_in_every_form(year in 1990..2100_u16, month in 1..=12_u8, day in 1..=31_u8) {
            let date = CalendarDate::new(year, month, day).ok();
            for text in [
                format!("{year}-{month:02}-{day:02}"),
                format!("{year}. {month}. {day}."),
                format!("{year}년 {month}월 {day}일"),
                format!("{year}{month:02}{day:02}"),
                format!("{year}-{month:02}-{day:02}T23:59:59+09:00"),
            ] {
                prop_assert_eq!(parse_date(&text), date, "{}", text);
            }
        }

        #[test]
        fn any_text_is_a_date_or_none(text in "[0-9.:TZ+/년월일 -]{0,30}|.{0,30}") {
            parse_date(&text);
        }
    }

    #[test]
    fn many_forms_name_one_day() {
        for text in [
            "2024-06-10",
            "2024.06.10",
            "2024. 6. 10.",
            "2024/06/10 [10:15]",
            "2024년 6월 10일",
            "20240610",
            "2024-06-10T10:24:00+09:00",
            "2024-06-09T15:00:00.000Z",
            "2024-06-09 20:30:00 -0500",
            "2024-06-10T00:30+0900",
            "Sun, 09 Jun 2024 16:00:00 GMT",
        ] {
            assert_eq!(parse_date(text).map(|d| d.to_string()).as_deref(), Some("2024-06-10"), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in
            ["", "true", "2024", "2024-06", "2024-06-31", "어제", "12345678901", "2024.5", "지난 2024년 6월"]
        {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
