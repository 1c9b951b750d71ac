//! When a claim holds, reckoned from its two clocks: when it was said, and the time that its text gives.

use crate::CalendarDate;

/// Days before and after its article for which a claim without a date of its own is taken to speak.
pub const SPEAKS_FOR: i32 = 183;

/// The days for which a claim speaks; an end that is not known is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Validity {
    /// First day.
    pub first: Option<CalendarDate>,
    /// Last day.
    pub last: Option<CalendarDate>,
}

impl Validity {
    /// Of a claim with these bounds (`gu:from`, `gu:until`) in an article of this day (`gu:saidOn`). Where the
    /// text gives no time, it is half a year before and after the article; where that is not known either,
    /// any time.
    pub fn of(
        from: Option<CalendarDate>,
        until: Option<CalendarDate>,
        said_on: Option<CalendarDate>,
    ) -> Self {
        if from.is_some() || until.is_some() {
            return Self { first: from, last: until };
        }
        let shifted = |days: i32| said_on.and_then(|day| day.shift_days(days));
        Self { first: shifted(-SPEAKS_FOR), last: shifted(SPEAKS_FOR) }
    }

    /// Whether there is a day for which both speak.
    pub fn overlaps(self, other: Self) -> bool {
        let before = |last: Option<CalendarDate>, first: Option<CalendarDate>| matches!((last, first), (Some(last), Some(first)) if last < first);
        !before(self.last, other.first) && !before(other.last, self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<CalendarDate> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn the_text_s_own_time_counts_before_the_article_s() {
        let last_year = Validity::of(day("2023-01-01"), day("2023-12-31"), day("2024-06-03"));
        let this_year = Validity::of(day("2024-01-01"), day("2024-12-31"), day("2024-06-03"));
        assert!(!last_year.overlaps(this_year));
        assert!(!this_year.overlaps(last_year));
        assert!(this_year.overlaps(this_year));
    }

    #[test]
    fn what_has_no_time_speaks_for_the_months_around_its_article() {
        let said = |text: &str| Validity::of(None, None, day(text));
        assert!(said("2024-06-03").overlaps(said("2025-05-01")));
        assert!(!said("2024-06-03").overlaps(said("2025-07-01")));
        assert!(said("2024-06-03").overlaps(Validity::of(day("2024-02-01"), day("2024-02-29"), None)));
        assert!(!said("2024-06-03").overlaps(Validity::of(day("2022-02-01"), day("2022-02-28"), None)));
        assert!(said("2024-06-03").overlaps(Validity::default()), "no date at all may be any time");
    }
}
