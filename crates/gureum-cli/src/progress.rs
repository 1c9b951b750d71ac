//! A progress bar on standard error, for what takes longer than a moment.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::messages::{Level, Messages};

/// Work that is done sooner needs no bar.
const MOMENT: Duration = Duration::from_millis(600);

/// A bar that appears after a moment, if standard error is a terminal and the user wants to hear of it.
pub(crate) struct Progress<'a> {
    messages: &'a Messages,
    total: Option<usize>,
    done: u64,
    start: Instant,
    bar: Option<ProgressBar>,
}

impl<'a> Progress<'a> {
    /// Of `total` articles, where that is known.
    pub(crate) fn new(messages: &'a Messages, total: Option<usize>) -> Self {
        Self { messages, total, done: 0, start: Instant::now(), bar: None }
    }

    /// One more is done.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if self.bar.is_none() && self.messages.level > Level::Errors && self.start.elapsed() > MOMENT {
            // indicatif draws to standard error, and nothing where that is no terminal.
            let bar = match self.total {
                Some(total) => {
                    ProgressBar::new(total as u64).with_style(style("{bar:30} {pos}/{len} articles, {msg}"))
                }
                None => ProgressBar::new_spinner().with_style(style("{spinner} {pos} articles, {msg}")),
            };
            self.messages.around(Some(bar.clone()));
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_message(time(self.start.elapsed(), self.done, self.total));
            bar.set_position(self.done);
        }
    }

    /// What is going on beside counting.
    pub(crate) fn message(&self, message: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(message.to_owned());
        }
    }

    /// How long it has taken.
    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.messages.around(None);
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Time left at the mean speed so far, or time gone where the end is not known.
fn time(gone: Duration, done: u64, total: Option<usize>) -> String {
    match total {
        Some(total) => {
            let left = (total as u64).saturating_sub(done) as f64;
            format!("about {:.0} s left", (gone.as_secs_f64() * left / done.max(1) as f64).ceil())
        }
        None => format!("{} s", gone.as_secs()),
    }
}
