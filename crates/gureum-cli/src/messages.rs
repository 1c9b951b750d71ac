//! What the program says beside its results, on standard error.

use std::fmt;
use std::io::{self, Write};
use std::sync::Mutex;

use gureum_model::{Diagnostic, Severity};
use indicatif::ProgressBar;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// `--quiet`.
    Errors,
    /// Errors and warnings.
    Warnings,
    /// `--verbose`: notes too.
    Everything,
}

/// Says things on standard error, around the progress bar if there is one.
#[derive(Debug)]
pub(crate) struct Messages {
    pub(crate) level: Level,
    pub(crate) colored: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Messages {
    pub(crate) fn new(level: Level, colored: bool) -> Self {
        Self { level, colored, bar: Mutex::new(None) }
    }

    /// Shows messages above `bar` from now on, or no longer.
    pub(crate) fn around(&self, bar: Option<ProgressBar>) {
        if let Ok(mut slot) = self.bar.lock() {
            *slot = bar;
        }
    }

    /// A diagnostic, if the user wants to see its kind.
    pub(crate) fn diagnostic(&self, diagnostic: &Diagnostic) {
        let needed = match diagnostic.severity {
            Severity::Error => Level::Errors,
            Severity::Warning => Level::Warnings,
            Severity::Note => Level::Everything,
        };
        if self.level >= needed {
            let text = diagnostic.to_string();
            let head = diagnostic.severity.to_string();
            self.say(diagnostic.severity, text.strip_prefix(&format!("{head}: ")).unwrap_or(&text));
        }
    }

    pub(crate) fn warning(&self, message: &str) {
        if self.level >= Level::Warnings {
            self.say(Severity::Warning, message);
        }
    }

    pub(crate) fn note(&self, message: &str) {
        if self.level >= Level::Everything {
            self.say(Severity::Note, message);
        }
    }

    /// A line without a head, unless `--quiet`.
    pub(crate) fn line(&self, message: &str) {
        if self.level >= Level::Warnings {
            self.write(format_args!("{message}"));
        }
    }

    pub(crate) fn error(&self, message: &str) {
        self.say(Severity::Error, message);
    }

    /// Why a command failed, with its causes.
    pub(crate) fn failure(&self, error: &anyhow::Error) {
        let mut message = error.to_string();
        for cause in error.chain().skip(1).map(ToString::to_string) {
            if !message.contains(&cause) {
                message = format!("{message}: {cause}");
            }
        }
        self.error(&message);
    }

    fn say(&self, severity: Severity, message: &str) {
        let (start, end) = match (self.colored, severity) {
            (false, _) => ("", ""),
            (true, Severity::Error) => ("\u{1b}[1;31m", "\u{1b}[0m"),
            (true, Severity::Warning) => ("\u{1b}[1;33m", "\u{1b}[0m"),
            (true, Severity::Note) => ("\u{1b}[1;36m", "\u{1b}[0m"),
        };
        self.write(format_args!("{start}{severity}:{end} {message}"));
    }

    fn write(&self, line: fmt::Arguments<'_>) {
        let write = || {
            // Nobody is there to hear that standard error is closed.
            let _ = writeln!(io::stderr(), "{line}");
        };
        match self.bar.lock().ok().as_deref() {
            Some(Some(bar)) => bar.suspend(write),
            _ => write(),
        }
    }
}
