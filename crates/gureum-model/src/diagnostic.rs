//! What the program has to say about its input, beside the result.

use std::fmt;

use crate::Span;

/// How much a diagnostic matters to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing was lost.
    Note,
    /// Something was ignored or guessed.
    Warning,
    /// The input, or a part of it, was lost.
    Error,
}

/// One message about one input: what happened, where, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The input: a path, or an article's id in JSON lines.
    pub input: String,
    /// The place in it, where there is one.
    pub span: Option<Span>,
    /// The sentence for the user.
    pub message: String,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(severity: Severity, input: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity, input: input.into(), span: None, message: message.into() }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.input)?;
        if let Some(span) = self.span {
            write!(f, " (bytes {}..{})", span.start, span.end)?;
        }
        write!(f, ": {}", self.message)
    }
}
