//! Lists of who took part: a line "◇참석자(가나다순)", then a line for each.

use gureum_model::{Class, Modality, Property, Qualifiers};

use super::claims::{Reader, Scenery};
use super::draft::{Draft, DraftObject};
use crate::mention::{MentionId, Sort};
use crate::syntax::token::{Kind, Token};

impl Reader<'_> {
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
            let mention = &self.mentions[id.get()];
            let Some(&subject) = mention.entities.first() else { continue };
            self.drafts.push(Draft {
                subject,
                property: Property::ParticipatesIn,
                object: DraftObject::Entity(event),
                modality: Modality::Asserted,
                qualifiers: Qualifiers::default(),
                speaker: None,
                quote: mention.inner.clone(),
                sentence: scenery.range.clone(),
                subject_at: Some(mention.inner.clone()),
                object_at: None,
                rule: "participates-listed".to_owned(),
            });
        }
    }
}
