//! Dates as news gives them: to the day, the month or only the year.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CalendarDate {
    year: u16,
    month: u8,
    day: u8,
}

/// A date that is certain to the year, the month or the day: `2024`, `2024-06` or `2024-06-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PartialDate {
    /// Only the year is known.
    Year(u16),
    /// Year and month are known.
    Month(u16, u8),
    /// The day is known.
    Day(CalendarDate),
}

/// What is wrong with a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has another form.
    #[error("'{0}' is not a date: write 2024, 2024-06 or 2024-06-03")]
    Form(String),
    /// The form is right but the calendar has no such day.
    #[error("the calendar has no day {0}")]
    NoSuchDay(String),
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl CalendarDate {
    /// The day, if the calendar has it.
    ///
    /// # Errors
    /// [`DateError::NoSuchDay`] for a month, day or year out of range.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        if exists {
            Ok(Self { year, month, day })
        } else {
            Err(DateError::NoSuchDay(format!("{year:04}-{month:02}-{day:02}")))
        }
    }

    /// Year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The month `delta` months later (or earlier), with its year.
    pub fn shift_month(self, delta: i32) -> (u16, u8) {
        let months = i32::from(self.year) * 12 + i32::from(self.month) - 1 + delta;
        let clamp = |n: i32| u16::try_from(n).unwrap_or(1);
        (clamp(months.div_euclid(12)), u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1))
    }

    /// The day `delta` days later (or earlier); `None` outside years 1 to 9999.
    pub fn shift_days(self, delta: i32) -> Option<Self> {
        let (mut year, mut month) = (i32::from(self.year), i32::from(self.month));
        let mut day = i32::from(self.day) + delta;
        loop {
            let length = |year: i32, month: i32| {
                i32::from(days_in_month(u16::try_from(year).unwrap_or(1), u8::try_from(month).unwrap_or(1)))
            };
            if day < 1 {
                (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
                day += length(year, month);
            } else if day > length(year, month) {
                day -= length(year, month);
                (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            } else {
                break;
            }
            if !(1..=9999).contains(&year) {
                return None;
            }
        }
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
    }

    /// Day of the week, 0 for Monday (Sakamoto's method).
    pub fn weekday(self) -> u8 {
        const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = u32::from(self.year) - u32::from(self.month < 3);
        let sunday = (year + year / 4 - year / 100
            + year / 400
            + SHIFT[usize::from(self.month) - 1]
            + u32::from(self.day))
            % 7;
        u8::try_from((sunday + 6) % 7).unwrap_or(0)
    }
}

impl PartialDate {
    /// Year and month.
    ///
    /// # Errors
    /// [`DateError::NoSuchDay`] where the month is not 1 to 12.
    pub fn month(year: u16, month: u8) -> Result<Self, DateError> {
        CalendarDate::new(year, month, 1).map(|_| Self::Month(year, month))
    }

    /// The year, always known.
    pub fn year_of(self) -> u16 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Day(day) => day.year,
        }
    }

    /// The first day it may mean.
    pub fn first_day(self) -> CalendarDate {
        match self {
            Self::Year(year) => CalendarDate { year, month: 1, day: 1 },
            Self::Month(year, month) => CalendarDate { year, month, day: 1 },
            Self::Day(day) => day,
        }
    }

    /// The last day it may mean.
    pub fn last_day(self) -> CalendarDate {
        match self {
            Self::Year(year) => CalendarDate { year, month: 12, day: 31 },
            Self::Month(year, month) => CalendarDate { year, month, day: days_in_month(year, month) },
            Self::Day(day) => day,
        }
    }

    /// Whether both may mean one day: 2024 and 2024-06, but not 2024-05 and 2024-06.
    pub fn may_be(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form(text.to_owned());
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, width: usize| {
            let digits = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<u16>().ok()).flatten().ok_or_else(form)
        };
        let small = |part: &str| number(part, 2).and_then(|n| u8::try_from(n).map_err(|_| form()));
        match parts[..] {
            [year] => match number(year, 4)? {
                0 => Err(DateError::NoSuchDay(text.to_owned())),
                year => Ok(Self::Year(year)),
            },
            [year, month] => Self::month(number(year, 4)?, small(month)?),
            [year, month, day] => {
                CalendarDate::new(number(year, 4)?, small(month)?, small(day)?).map(Self::Day)
            }
            _ => Err(form()),
        }
    }
}

impl FromStr for CalendarDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        match text.parse()? {
            PartialDate::Day(day) => Ok(day),
            _ => Err(DateError::Form(text.to_owned())),
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for CalendarDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<CalendarDate> for String {
    fn from(date: CalendarDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_are_dates() {
        for good in ["2024", "2024-06", "2024-02-29", "2000-02-29"] {
            assert_eq!(good.parse::<PartialDate>().unwrap().to_string(), good);
        }
        for bad in ["2023-02-29", "1900-02-29", "2024-13", "24-06-03", "2024-6-3", "0000", "2024-06-03T", ""]
        {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad} was taken as a date");
        }
    }

    #[test]
    fn months_and_days_roll_over_years() {
        let day = CalendarDate::new(2025, 1, 3).unwrap();
        assert_eq!(day.shift_month(-1), (2024, 12));
        assert_eq!(day.shift_month(12), (2026, 1));
        assert_eq!(day.shift_days(-3).unwrap().to_string(), "2024-12-31");
        assert_eq!(day.shift_days(365).unwrap().to_string(), "2026-01-03");
        assert_eq!(CalendarDate::new(1, 1, 1).unwrap().shift_days(-1), None);
    }

    #[test]
    fn weekdays_start_on_monday() {
        assert_eq!(CalendarDate::new(2024, 6, 3).unwrap().weekday(), 0);
        assert_eq!(CalendarDate::new(2000, 2, 29).unwrap().weekday(), 1);
    }

    #[test]
    fn a_vague_date_has_bounds() {
        let month: PartialDate = "2024-02".parse().unwrap();
        assert_eq!(month.first_day().to_string(), "2024-02-01");
        assert_eq!(month.last_day().to_string(), "2024-02-29");
    }
}
