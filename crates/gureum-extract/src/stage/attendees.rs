//! Lists in lines of their own: who took part ("◇참석자(가나다순)", then a line for each), and who belongs
//! to an alliance ("16곳이 이름을 올렸다.", then "▲대기업=A, B, C").

use gureum_model::{Class, Modality, Property, Qualifiers};

use super::claims::{Reader, Scenery};
use super::draft::{Draft, DraftObject};
use crate::mention::{MentionId, Sort};
use crate::syntax::clause::Clauses;
use crate::syntax::token::{Kind, Token};

impl Reader<'_> {
    /// Reads a line "▲대기업=A, B, C" behind a sentence that says who joins an alliance, or such a sentence.
    pub(super) fn members_listed(&mut self, scenery: &Scenery, clauses: &Clauses) {
        const LONGEST: usize = 6;
        let tokens = &scenery.tokens;
        let words = &self.resources.words;
        if let Some(frame) = (0..clauses.frames.len()).next_back() {
            let joins = self.lemmas(clauses, frame).iter().any(|l| words.contains("listing", l));
            let league = |e: &usize| {
                let member = &self.cast.members[*e];
                member.class == Class::Organization
                    && member.names.iter().any(|n| words.ends_with("suffix-league", n))
            };
            let league = self.discourse.recent.iter().rev().copied().find(league);
            self.discourse.listing = league.filter(|_| joins);
            return;
        }
        let Some(league) = self.discourse.listing else { return };
        let bullet = tokens.first().is_some_and(|t| matches!(t.kind, Kind::Sign(_)));
        let sign = tokens.iter().take(LONGEST).position(|t| matches!(t.kind, Kind::Sign('=' | ':')));
        let Some(sign) = sign.filter(|_| bullet) else { return };
        let firm = |m: &MentionId| self.mentions[m.get()].sort == Sort::Name(Class::Organization);
        let firms: Vec<MentionId> = tokens[sign..].iter().filter_map(Token::mention).filter(firm).collect();
        for id in firms {
            self.listed(scenery, id, Property::MemberOf, league, "member-listed");
        }
    }

    fn listed(&mut self, scenery: &Scenery, id: MentionId, property: Property, object: usize, rule: &str) {
        let mention = &self.mentions[id.get()];
        let Some(&subject) = mention.entities.first().filter(|&&e| e != object) else { return };
        self.drafts.push(Draft {
            subject,
            property,
            object: DraftObject::Entity(object),
            modality: Modality::Asserted,
            qualifiers: Qualifiers::default(),
            speaker: None,
            quote: mention.inner.clone(),
            sentence: scenery.range.clone(),
            subject_at: Some(mention.inner.clone()),
            object_at: None,
            rule: rule.to_owned(),
        });
    }

    /// Reads a line of such a list, or its heading.
    pub(super) fn attendees(&mut self, scenery: &Scenery) {
        let text = self.document.text();
        let tokens = &scenery.tokens;
        let states = tokens.iter().any(|t| t.predicate().is_some_and(|p| p.lemma != "이"));
        let heading = tokens
            .iter()
            .find(|t| !matches!(t.kind, Kind::Sign(_)))
            .and_then(|t| t.noun(text))
            .is_some_and(|noun| self.resources.words.contains("attendees-heading", noun));
        if states || tokens.is_empty() {
            self.discourse.attending = false;
            return;
        }
        self.discourse.attending |= heading;
        if !self.discourse.attending {
            return;
        }
        let person = |m: &MentionId| self.mentions[m.get()].sort == Sort::Name(Class::Person);
        let persons: Vec<MentionId> = tokens.iter().filter_map(Token::mention).filter(person).collect();
        let Some(event) = self.last(Class::Event) else { return };
        for id in persons {
            self.listed(scenery, id, Property::ParticipatesIn, event, "participates-listed");
        }
    }
}
