//! Points in time, resolved against the day of publication.
//!
//! A vague time keeps what is certain: "내년 상반기" gives the year, "이달 초" the month. Without
//! an anchor a relative time is recognised but has no date.

use crate::text::is_alphanumeric;
use gureum_model::{CalendarDate, PartialDate};

/// A point in time as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The date, if it can be known.
    pub date: Option<PartialDate>,
    /// A span of time (a year, a half-year) rather than a point was named.
    pub vague: bool,
}

/// What times are counted from; moves along with the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anchor {
    /// Day of publication.
    pub published: Option<CalendarDate>,
    /// The last day the text named, for "이날".
    pub last_day: Option<CalendarDate>,
    /// The last year the text named, for "같은 해", "이듬해".
    pub last_year: Option<u16>,
}

/// A time at the start of a text and its length in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The time.
    pub when: When,
    /// Length in bytes.
    pub len: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Toward {
    Past,
    Future,
    Nearest,
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|w| self.word(w))
    }

    fn space(&mut self) {
        if self.rest().starts_with(' ') {
            self.at += 1;
        }
    }

    /// One to `max` digits before `unit`, which must not be part of a longer number.
    fn number(&mut self, max: usize, unit: &str) -> Option<u16> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > max || !self.rest()[digits..].starts_with(unit) {
            return None;
        }
        let value = self.rest()[..digits].parse().ok()?;
        self.at += digits + unit.len();
        Some(value)
    }
}

/// Reads the time at the start of `text`.
pub fn read(text: &str, before: Option<char>, anchor: &mut Anchor) -> Option<Reading> {
    if before.is_some_and(|c| is_alphanumeric(c) || c == '.') {
        return None;
    }
    let mut cursor = Cursor { text, at: 0 };
    let date = point(&mut cursor, anchor)?;
    let mut end = cursor.at;
    // A vague part narrows nothing but belongs to the expression.
    let mut vague = matches!(date, Some(PartialDate::Year(_)));
    cursor.space();
    let part = cursor.number(1, "분기").is_some()
        || cursor.any(&[
            "상반기",
            "하반기",
            "연말",
            "연초",
            "초순",
            "중순",
            "하순",
            "초",
            "말",
            "안에",
            "내내",
            "내",
        ]);
    if part && boundary(cursor.rest()) {
        end = cursor.at;
        vague = true;
    }
    if let Some(date) = date {
        anchor.last_year = Some(date.year_of());
        if let PartialDate::Day(day) = date {
            anchor.last_day = Some(day);
        }
    }
    // "3일(현지시간)"
    let local = ["(현지시간)", "(현지시각)", "(이하 현지시간)"].iter().find(|l| text[end..].starts_with(**l));
    end += local.map_or(0, |l| l.len());
    Some(Reading { when: When { date, vague }, len: end })
}

/// Whether a date word may end here: no further noun is glued on.
fn boundary(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !is_alphanumeric(c) || "에의까부로은는이가을를도와과".contains(c))
}

fn point(c: &mut Cursor<'_>, anchor: &Anchor) -> Option<Option<PartialDate>> {
    let today = anchor.published;
    if c.any(&["이날", "같은 날", "당일", "같은날"]) && boundary(c.rest()) {
        return Some(anchor.last_day.or(today).map(PartialDate::Day));
    }
    c.at = 0;
    for (word, delta) in [("그저께", -2), ("어제", -1), ("전날", -1), ("오늘", 0), ("내일", 1), ("모레", 2)]
    {
        if c.word(word) && boundary(c.rest()) {
            return Some(today.and_then(|d| d.shift_days(delta)).map(PartialDate::Day));
        }
        c.at = 0;
    }
    if c.any(&["연내", "연말", "연초", "올해", "금년", "올"]) {
        let year = today.map(CalendarDate::year);
        let word = &c.text[..c.at];
        if word == "올" && !c.rest().starts_with(' ') && !c.rest().starts_with(['초', '말', '상', '하'])
        {
            return None;
        }
        if word.starts_with('연') && !boundary(c.rest()) {
            return None;
        }
        return Some(in_year(c, year, anchor));
    }
    for (word, delta) in [
        ("재작년", -2),
        ("지난 한 해", -1),
        ("지난 한해", -1),
        ("지난해", -1),
        ("작년", -1),
        ("전년도", -1),
        ("내후년", 2),
        ("내년", 1),
        ("다음 해", 1),
        ("차년도", 1),
    ] {
        if c.word(word) {
            return Some(in_year(c, today.and_then(|d| d.year().checked_add_signed(delta)), anchor));
        }
    }
    if c.any(&["상반기", "하반기"]) && boundary(c.rest()) {
        return Some(today.map(|d| PartialDate::Year(d.year())));
    }
    c.at = 0;
    if c.number(1, "분기").is_some_and(|n| (1..=4).contains(&n)) && boundary(c.rest()) {
        return Some(today.map(|d| PartialDate::Year(d.year())));
    }
    c.at = 0;
    if c.any(&["같은 해", "그해", "이듬해"]) {
        let next = u16::from(c.text.starts_with("이듬해"));
        return Some(in_year(c, anchor.last_year.map(|y| y + next), anchor));
    }
    if c.word("'") || c.word("‘") || c.word("’") {
        let year = c.number(2, "년")?;
        return Some(in_year(c, Some(2000 + year), anchor));
    }
    if let Some(year) = c.number(4, "년") {
        if c.rest().starts_with('간') || year < 100 {
            // "2년간", "3년 전" count years.
            if year < 100 && c.rest().starts_with(" 전") && boundary(&c.rest()[" 전".len()..]) {
                c.at += " 전".len();
                return Some(today.and_then(|d| d.year().checked_sub(year)).map(PartialDate::Year));
            }
            return None;
        }
        c.word("도");
        return (1900..2200).contains(&year).then(|| in_year(c, Some(year), anchor));
    }
    for (word, delta) in [
        ("지난달", -1),
        ("지난 달", -1),
        ("이달", 0),
        ("이번 달", 0),
        ("이번달", 0),
        ("다음 달", 1),
        ("다음달", 1),
        ("내달", 1),
        ("같은 달", 0),
    ] {
        if c.word(word) {
            let month = if word == "같은 달" {
                anchor.last_day.map(|d| (d.year(), d.month())).or(today.map(|d| (d.year(), d.month())))
            } else {
                today.map(|d| d.shift_month(delta))
            };
            return Some(month.and_then(|(y, m)| in_month(c, y, m)));
        }
    }
    let toward = if c.any(&["지난 ", "지난"]) {
        Toward::Past
    } else if c.any(&["오는 ", "오는", "다가오는 "]) {
        Toward::Future
    } else {
        Toward::Nearest
    };
    if toward == Toward::Past && c.number(4, "년").is_some() {
        // "지난 2020년"
        let year = c.text.trim_start_matches("지난").trim_start().get(..4)?.parse().ok()?;
        return (1900..2200).contains(&year).then(|| in_year(c, Some(year), anchor));
    }
    if let Some(month) = c.number(2, "월") {
        let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
        // "3월까지" is still to come.
        let toward = if c.rest().starts_with("까지") { Toward::Future } else { toward };
        let year = today.map(|d| year_of_month(d, month, toward));
        return Some(year.and_then(|y| in_month(c, y, month)));
    }
    if let Some(day) = c.number(2, "일") {
        if c.rest().starts_with('간')
            || c.rest().starts_with("부터") && toward == Toward::Nearest && today.is_none()
        {
            return None;
        }
        let day = u8::try_from(day).ok().filter(|d| (1..=31).contains(d))?;
        if !boundary(c.rest()) && !c.rest().starts_with('자') {
            return None;
        }
        return Some(today.and_then(|d| day_near(d, day, toward)).map(PartialDate::Day));
    }
    None
}

fn in_year(c: &mut Cursor<'_>, year: Option<u16>, anchor: &Anchor) -> Option<PartialDate> {
    let start = c.at;
    c.space();
    if let Some(month) = c.number(2, "월") {
        let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
        return year.and_then(|y| in_month(c, y, month));
    }
    c.at = start;
    let _ = anchor;
    year.map(PartialDate::Year)
}

fn in_month(c: &mut Cursor<'_>, year: u16, month: u8) -> Option<PartialDate> {
    let start = c.at;
    c.space();
    if let Some(day) = c.number(2, "일")
        && !c.rest().starts_with('간')
    {
        let day = u8::try_from(day).ok()?;
        return CalendarDate::new(year, month, day).ok().map(PartialDate::Day);
    }
    c.at = start;
    PartialDate::month(year, month).ok()
}

fn year_of_month(today: CalendarDate, month: u8, toward: Toward) -> u16 {
    let year = today.year();
    match toward {
        Toward::Past if month > today.month() => year - 1,
        Toward::Future if month < today.month() => year + 1,
        // Without a word for it, news speaks of the same year; a month just before January's paper
        // is last year's.
        Toward::Nearest if month > today.month() + 8 => year - 1,
        _ => year,
    }
}

fn day_near(today: CalendarDate, day: u8, toward: Toward) -> Option<CalendarDate> {
    let in_month = |(year, month): (u16, u8)| CalendarDate::new(year, month, day).ok();
    let this = in_month((today.year(), today.month()));
    match toward {
        Toward::Future => this.filter(|d| *d >= today).or_else(|| in_month(today.shift_month(1))),
        // A day one or two ahead of the paper's date is announced, not past.
        Toward::Nearest => {
            this.filter(|d| d.day() <= today.day() + 2).or_else(|| in_month(today.shift_month(-1)))
        }
        Toward::Past => this.filter(|d| *d <= today).or_else(|| in_month(today.shift_month(-1))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str, published: &str) -> Option<String> {
        let mut anchor = Anchor { published: published.parse().ok(), ..Anchor::default() };
        read(text, None, &mut anchor).map(|r| r.when.date.map_or("?".to_owned(), |d| d.to_string()))
    }

    #[test]
    fn relative_times_count_from_publication() {
        for (text, published, want) in [
            ("지난 3일(현지시간) 미국", "2024-06-10", "2024-06-03"),
            ("지난해 11월", "2024-06-10", "2023-11"),
            ("오는 10월", "2024-06-10", "2024-10"),
            ("오는 3월", "2024-06-10", "2025-03"),
            ("지난 9월", "2024-06-10", "2023-09"),
            ("이달 초", "2024-06-10", "2024-06"),
            ("내년 상반기", "2024-06-10", "2025"),
            ("연말", "2024-06-10", "2024"),
            ("지난달 25일", "2021-03-02", "2021-02-25"),
            ("29일", "2024-01-02", "2023-12-29"),
            ("2020년 3월 16일", "2024-06-10", "2020-03-16"),
            ("2020년", "2024-06-10", "2020"),
            ("올 하반기", "2024-06-10", "2024"),
            ("다음 달 23일까지", "2021-12-01", "2022-01-23"),
            ("5년 전", "2024-06-10", "2019"),
            ("재작년", "2024-06-10", "2022"),
            ("3월까지", "2024-06-10", "2025-03"),
            ("하반기 시행", "2024-06-10", "2024"),
            ("3분기에", "2024-06-10", "2024"),
            ("지난 한 해", "2024-06-10", "2023"),
        ] {
            assert_eq!(date(text, published).as_deref(), Some(want), "{text} in {published}");
        }
    }

    #[test]
    fn without_an_anchor_a_relative_time_has_no_date() {
        assert_eq!(date("지난달", "").as_deref(), Some("?"));
        assert_eq!(date("2023년 5월", "").as_deref(), Some("2023-05"));
    }

    #[test]
    fn durations_and_codes_are_no_times() {
        for text in ["2년간", "30일간", "13월", "365일", "올리브", "1위", "2024"] {
            assert_eq!(date(text, "2024-06-10"), None, "{text}");
        }
    }
}
