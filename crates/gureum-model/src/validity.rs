//! When a claim holds, reckoned from its two clocks: when it was said, and the time that its text gives.

use crate::CalendarDate;

/// Days before and after its article for which a claim without a date of its own is taken to speak.
pub const SPEAKS_FOR: i32 = 183;

/// The two clocks of a claim: the day of its article, and the time that its text gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clocks {
    /// First day that the text's date may mean (`gu:from`).
    pub from: Option<CalendarDate>,
    /// Last day that it may mean (`gu:until`).
    pub until: Option<CalendarDate>,
    /// Day of the article (`gu:saidOn`).
    pub said_on: Option<CalendarDate>,
}

/// The days for which a claim speaks; an end that is not known is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Validity {
    /// First day.
    pub first: Option<CalendarDate>,
    /// Last day.
    pub last: Option<CalendarDate>,
}

impl Clocks {
    /// For what time the claim speaks. Where the text gives none, it is half a year before and after the article;
    /// where that is not known either, any time.
    pub fn validity(self) -> Validity {
        if self.from.is_some() || self.until.is_some() {
            return Validity { first: self.from, last: self.until };
        }
        let shifted = |days: i32| self.said_on.and_then(|day| day.shift_days(days));
        Validity { first: shifted(-SPEAKS_FOR), last: shifted(SPEAKS_FOR) }
    }

    /// Whether a denial with these clocks contradicts an assertion with those of `other`: for overlapping time, and not
    /// where a denial without a time of its own is older ("not yet" in March, "obtained" in June).
    pub fn denies(self, other: Self) -> bool {
        let dated = self.from.is_some() || self.until.is_some();
        let older = matches!((self.said_on, other.said_on), (Some(no), Some(yes)) if no < yes);
        self.validity().overlaps(other.validity()) && (dated || !older)
    }

    /// Whether a denial with these clocks contradicts a plan with those of `plan`: for overlapping time, and on the day
    /// of the plan or later. What is planned is not so yet, so a day must be known of both.
    pub fn abandons(self, plan: Self) -> bool {
        self.validity().overlaps(plan.validity())
            && matches!((self.said_on, plan.said_on), (Some(no), Some(planned)) if no >= planned)
    }
}

impl Validity {
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

    fn said(text: &str) -> Clocks {
        Clocks { said_on: day(text), ..Clocks::default() }
    }

    fn dated(from: &str, until: &str, said_on: &str) -> Clocks {
        Clocks { from: day(from), until: day(until), said_on: day(said_on) }
    }

    #[test]
    fn the_text_s_own_time_counts_before_the_article_s() {
        let last_year = dated("2023-01-01", "2023-12-31", "2024-06-03").validity();
        let this_year = dated("2024-01-01", "2024-12-31", "2024-06-03").validity();
        assert!(!last_year.overlaps(this_year));
        assert!(!this_year.overlaps(last_year));
        assert!(this_year.overlaps(this_year));
    }

    #[test]
    fn what_has_no_time_speaks_for_the_months_around_its_article() {
        let june = said("2024-06-03").validity();
        assert!(june.overlaps(said("2025-05-01").validity()));
        assert!(!june.overlaps(said("2025-07-01").validity()));
        assert!(june.overlaps(dated("2024-02-01", "2024-02-29", "2024-03-01").validity()));
        assert!(!june.overlaps(dated("2022-02-01", "2022-02-28", "2022-03-01").validity()));
        assert!(june.overlaps(Validity::default()), "no date at all may be any time");
    }

    #[test]
    fn not_yet_does_not_contradict_what_came_about_later() {
        assert!(!said("2024-03-01").denies(said("2024-06-01")), "not yet, and then");
        assert!(said("2024-06-01").denies(said("2024-03-01")), "no longer, or never");
        assert!(said("2024-06-01").denies(said("2024-06-01")));
        assert!(dated("2024-06-01", "2024-06-30", "2024-03-01").denies(said("2024-06-01")), "it says when");
        assert!(!said("2026-06-01").denies(said("2024-06-01")), "another time");
        assert!(Clocks::default().denies(said("2024-06-01")), "may be later");
    }

    #[test]
    fn a_plan_is_abandoned_by_a_later_word_on_its_time() {
        let plan = dated("2024-09-01", "2024-09-30", "2024-06-01");
        assert!(said("2024-08-01").abandons(plan));
        assert!(!said("2024-05-01").abandons(plan), "before it was planned");
        assert!(
            !said("2024-08-01").abandons(dated("2026-01-01", "2026-12-31", "2024-06-01")),
            "it is not due"
        );
        assert!(!Clocks::default().abandons(plan), "which came first is not known");
    }
}
