//! What the extractor sees in a text, written out for those who work on it.

use std::fmt::Write as _;

use gureum_model::ContentHash;

use super::Trace;
use crate::syntax::clause::Clauses;
use crate::syntax::token::{Kind, Token};
use crate::{Reader, text};

impl Reader {
    /// Mentions, tokens and frames of a text, one sentence after another.
    pub fn describe(&mut self, source: &str) -> String {
        let trace = self.trace("text", ContentHash::of(source.as_bytes()), text::read_text(source));
        let mut out = String::new();
        for (sentence, seen) in trace.document.sentences.iter().zip(&trace.seen) {
            let text = trace.text();
            let _ = writeln!(out, "\n({:?}) {}", sentence.kind, &text[sentence.range.clone()]);
            for m in &trace.document.morphemes[sentence.morphemes.clone()] {
                let tags: Vec<&str> = m.tags.iter().map(|t| t.name()).collect();
                let _ = write!(out, "{}/{} ", &text[m.start..m.end], tags.join("+"));
            }
            out.push('\n');
            for token in &seen.tokens {
                trace.describe_token(token, &mut out);
            }
            out.push('\n');
            for clauses in &seen.stretches {
                trace.describe_frames(clauses, &seen.tokens, &mut out);
            }
        }
        out
    }
}

impl Trace {
    fn describe_token(&self, token: &Token, out: &mut String) {
        let text = self.text();
        let surface = &text[token.start..token.end];
        let _ = match &token.kind {
            Kind::Mention { id, role, copula } => {
                let m = self.mention(*id);
                let copula = if copula.is_some() { "+이" } else { "" };
                write!(out, "[{surface}|{:?}|{}{copula}|{:?}] ", m.sort, role.name(), m.cue)
            }
            Kind::Noun { role, .. } => {
                write!(out, "{}|{} ", token.noun(text).unwrap_or_default(), role.name())
            }
            Kind::Predicate(p) => write!(out, "<{surface}={} {:?}> ", p.lemma, p.ending),
            _ => write!(out, "{surface} "),
        };
    }

    fn describe_frames(&self, clauses: &Clauses, tokens: &[Token], out: &mut String) {
        for frame in &clauses.frames {
            let _ = write!(
                out,
                "  {} {:?} comp={:?}",
                frame.predicate.lemma, frame.predicate.ending, frame.complement
            );
            let words = |phrase: usize| {
                let phrase = &clauses.phrases[phrase];
                &self.text()[tokens[phrase.first].start..tokens[phrase.last].end]
            };
            for &arg in &frame.args {
                let phrase = &clauses.phrases[arg];
                let list = if phrase.before.is_empty() { "" } else { "+list" };
                let _ = write!(out, " {}=({}{list})", phrase.role.name(), words(arg));
            }
            if let Some(gap) = frame.gap {
                let _ = write!(out, " gap=({})", words(gap));
            }
            out.push('\n');
        }
    }
}
