//! What the extractor sees in a text, written out for people.

use std::fmt::Write as _;

use crate::mention::find::{self, Ground};
use crate::mention::{Mention, MentionId};
use crate::stage::cast::Cast;
use crate::stage::document::Document;
use crate::syntax::clause;
use crate::syntax::token::{self, Kind};
use crate::{Reader, text};

impl Reader {
    /// Mentions, tokens and frames of a text, one sentence after another.
    pub fn describe(&mut self, source: &str) -> String {
        let document = Document::new(text::read_text(source), &mut self.worker);
        let resources = self.extractor.resources();
        let ground = Ground { document: &document, registry: &resources.registry, words: &resources.words };
        let found = find::find(ground);
        let (_, mentions) =
            Cast::gather(document.text(), &found.candidates, &found.aliases, &resources.registry);
        let mut out = String::new();
        for sentence in &document.sentences {
            let text = document.text();
            let _ = writeln!(out, "\n({:?}) {}", sentence.kind, &text[sentence.range.clone()]);
            let morphemes = &document.morphemes[sentence.morphemes.clone()];
            for m in morphemes {
                let tags: Vec<&str> = m.tags.iter().map(|t| t.name()).collect();
                let _ = write!(out, "{}/{} ", &text[m.start..m.end], tags.join("+"));
            }
            out.push('\n');
            let here: Vec<(MentionId, &Mention)> = mentions
                .iter()
                .enumerate()
                .filter(|(_, m)| sentence.range.contains(&m.outer.start))
                .map(|(i, m)| (MentionId(i as u32), m))
                .collect();
            let tokens = token::tokenise(text, sentence.range.start, sentence.range.end, morphemes, &here);
            for token in &tokens {
                let surface = &text[token.start..token.end];
                let _ = match &token.kind {
                    Kind::Mention { id, role, copula } => {
                        let m = &mentions[id.get()];
                        write!(
                            out,
                            "[{surface}|{:?}|{}{}|{:?}] ",
                            m.sort,
                            role.name(),
                            if copula.is_some() { "+이" } else { "" },
                            m.cue
                        )
                    }
                    Kind::Noun { role, .. } => {
                        write!(out, "{}|{} ", token.noun(text).unwrap_or_default(), role.name())
                    }
                    Kind::Predicate(p) => write!(out, "<{surface}={} {:?}> ", p.lemma, p.ending),
                    _ => write!(out, "{surface} "),
                };
            }
            out.push('\n');
            let all: Vec<usize> = (0..tokens.len()).collect();
            let clauses = clause::read(
                clause::Context { text, mentions: &mentions, words: &resources.words },
                &tokens,
                &all,
            );
            for frame in &clauses.frames {
                let _ = write!(
                    out,
                    "  {} {:?} comp={:?}",
                    frame.predicate.lemma, frame.predicate.ending, frame.complement
                );
                for &arg in &frame.args {
                    let p = &clauses.phrases[arg];
                    let range = tokens[p.first].start..tokens[p.last].end;
                    let _ = write!(
                        out,
                        " {}=({}{})",
                        p.role.name(),
                        &text[range],
                        if p.before.is_empty() { "" } else { "+list" }
                    );
                }
                if let Some(gap) = frame.gap {
                    let p = &clauses.phrases[gap];
                    let _ = write!(out, " gap=({})", &text[tokens[p.first].start..tokens[p.last].end]);
                }
                out.push('\n');
            }
        }
        out
    }
}
