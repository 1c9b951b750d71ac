//! Who says it: the subject of a verb of speech, a source that is named, whoever answers questions.

use gureum_model::{Class, Modality, Property};

use super::claims::{Reader, Scenery};
use super::draft::{Draft, DraftObject};
use crate::mention::{MentionId, Sort};
use crate::syntax::clause::{Clauses, FrameId, PhraseId};
use crate::syntax::josa::Role;
use crate::syntax::token::{Kind, Token};

impl Reader<'_> {
    /// Who is quoted as saying the clause: the subject of the verb of speech it leads to.
    pub(super) fn speaker(&self, clauses: &Clauses, frame: FrameId) -> Option<usize> {
        let speech = self.reported(clauses, frame)?;
        self.who_says(clauses, speech).and_then(|p| self.voice(clauses, p))
    }

    /// The subject of a verb of speech. "김하늘 대표는 다솜테크가 …을 인수했다고 밝혔다": a topic before a
    /// subject that the reported clause has.
    fn who_says(&self, clauses: &Clauses, speech: FrameId) -> Option<PhraseId> {
        let voiced = |p: &PhraseId| self.voice(clauses, *p).is_some();
        let own = clauses.args(speech, &[Role::Subject, Role::Topic, Role::Also]).find(voiced);
        own.or_else(|| {
            let all = clauses.subjects(speech);
            let topic = all.iter().map(|(p, _)| *p).filter(|p| clauses.phrases[*p].role == Role::Topic);
            topic.chain(all.iter().map(|(p, _)| *p)).find(voiced)
        })
    }

    /// The organisation or person a phrase stands for, or is of: "다솜테크 관계자는".
    fn voice(&self, clauses: &Clauses, phrase: PhraseId) -> Option<usize> {
        let phrase = &clauses.phrases[phrase];
        let named = phrase.mention.or(phrase.owner)?;
        self.named_voice(named)
    }

    fn named_voice(&self, mention: MentionId) -> Option<usize> {
        let found = self.mentions[mention.get()].entities.first().copied();
        found.filter(|&e| matches!(self.cast.members[e].class, Class::Organization | Class::Person))
    }

    /// The subject of the verb of speech of the sentence, or of whatever stands behind its quotation:
    /// "'…'라며 선을 그었다".
    pub(super) fn who_speaks(&mut self, tokens: &[Token], clauses: &Clauses) -> Option<usize> {
        let (speaker, beside) = self.speaking(tokens, clauses)?;
        if let Some(firm) = beside {
            self.discourse.firms.insert(speaker, firm);
        }
        Some(speaker)
    }

    /// Who speaks, and the organisation beside the name.
    fn speaking(&self, tokens: &[Token], clauses: &Clauses) -> Option<(usize, Option<usize>)> {
        let firm = |p: PhraseId| {
            let phrase = &clauses.phrases[p];
            // "다솜테크의 김하늘 본부장은".
            let owner = phrase.genitive.and_then(|g| clauses.phrases[g].mention);
            let named = phrase.mentions.iter().copied().chain(owner).map(|m| &self.mentions[m.get()]);
            let found = named.into_iter().find(|m| m.sort == Sort::Name(Class::Organization));
            found.and_then(|m| m.entities.first().copied())
        };
        let says =
            |f: FrameId| self.who_says(clauses, f).and_then(|p| Some((self.voice(clauses, p)?, firm(p))));
        let verb =
            |f: &FrameId| self.resources.words.contains("verb-speech", &clauses.frames[*f].predicate.lemma);
        let behind = || {
            let close = self.reporting(tokens)?;
            (0..clauses.frames.len()).find(|&f| clauses.frames[f].token > close).and_then(says)
        };
        (0..clauses.frames.len()).rev().filter(verb).find_map(says).or_else(behind)
    }

    /// The mark that closes a quotation which somebody says: "…"라며, "…"고.
    fn reporting(&self, tokens: &[Token]) -> Option<usize> {
        const REPORTS: [&str; 8] = ["고", "라고", "이라고", "며", "라며", "이라며", "라면서", "이라면서"];
        let text = self.document.text();
        (0..tokens.len()).rev().find(|&at| {
            let behind = tokens.get(at + 1).map(|t| text[t.start..t.end].trim_end_matches(','));
            matches!(tokens[at].kind, Kind::Sign('"' | '”')) && behind.is_some_and(|b| REPORTS.contains(&b))
        })
    }

    /// "다솜리서치에 따르면", "다솜리서치의 자료에 따르면", "다솜리서치가 펴낸 보고서를 보면"; and who counted.
    pub(super) fn source_in(&self, clauses: &Clauses) -> Option<usize> {
        let words = &self.resources.words;
        let named = |p: PhraseId| {
            let phrase = &clauses.phrases[p];
            let own = phrase.mention.or(phrase.owner).and_then(|m| self.named_voice(m));
            let of = || phrase.genitive.and_then(|g| self.voice(clauses, g));
            let made = || {
                phrase.relative.and_then(|f| {
                    // "의원이 진흥원에서 제출받은 자료": who gave it is the source, not who asked for it.
                    let given = words.contains("verb-handed", &clauses.frames[f].predicate.lemma);
                    let from = clauses.args(f, &[Role::At, Role::From, Role::To]);
                    let giver = from.filter(|_| given).find_map(|p| self.voice(clauses, p));
                    giver.or_else(|| clauses.args(f, &[Role::Subject]).find_map(|p| self.voice(clauses, p)))
                })
            };
            own.or_else(of).or_else(made)
        };
        // "펴낸 보고서를 보면", "조사 결과 …로 나타났다".
        let report = |p: &PhraseId| {
            let phrase = &clauses.phrases[*p];
            words.ends_with("report-noun", &phrase.head)
                && phrase.role == Role::Object
                && self.looked_at(clauses, *p)
                || phrase.role == Role::Bare && phrase.head == "결과"
        };
        // "다솜리서치 조사 결과 지난해 점유율은": the first name of the phrase.
        let found = || {
            clauses.phrases.iter().find_map(|phrase| {
                let text = &self.document.text()[phrase.range.clone()];
                let result =
                    ["조사 결과 ", "집계 결과 ", "분석 결과 "].iter().any(|words| text.contains(words));
                phrase.mentions.first().filter(|_| result).and_then(|m| self.named_voice(*m))
            })
        };
        let follows = (0..clauses.phrases.len())
            .filter(|p| clauses.phrases[*p].role == Role::Source || report(p))
            .find_map(named)
            .or_else(found);
        follows.or_else(|| {
            let counts = |f: &FrameId| words.contains("verb-count", &clauses.frames[*f].predicate.lemma);
            (0..clauses.frames.len())
                .rev()
                .find(counts)
                .and_then(|f| clauses.args(f, &[Role::Topic, Role::Subject]).find_map(named))
        })
    }

    /// "보고서를 보면", "자료를 살펴보면".
    fn looked_at(&self, clauses: &Clauses, object: PhraseId) -> bool {
        clauses.frames.iter().any(|frame| {
            frame.args.contains(&object)
                && frame.predicate.tail.ends_with('면')
                && self.resources.words.contains("verb-look", &frame.predicate.lemma)
        })
    }

    /// Whose answer the sentence is: "김하늘 대표=우리가 지난해 출시한 …", "A. 4월에 계약했고 …", and what
    /// follows in the paragraph.
    pub(super) fn answers(&self, sentence: usize, scenery: &Scenery) -> Option<usize> {
        self.who_answers(scenery).or_else(|| {
            let text = self.document.text()[scenery.range.clone()].trim_start();
            if ANSWER.iter().any(|mark| text.starts_with(mark)) || self.is_all_quoted(sentence) {
                return self.discourse.interviewed.or_else(|| self.last(Class::Person));
            }
            let (paragraph, speaker) = self.discourse.answer?;
            let asks = text.starts_with("Q") || text.starts_with(['▲', '△', '-', '◆', '■', '●']);
            (paragraph == self.document.sentences[sentence].paragraph && !asks).then_some(speaker)
        })
    }

    /// Whether the sentence and its paragraph are one quotation, with nobody beside it: an answer.
    fn is_all_quoted(&self, sentence: usize) -> bool {
        let this = &self.document.sentences[sentence];
        let text = self.document.text()[this.range.clone()].trim();
        let inside = text.strip_prefix(['"', '“']).and_then(|rest| rest.strip_suffix(['"', '”']));
        let near = [sentence.checked_sub(1), sentence.checked_add(1)].into_iter().flatten();
        let mut beside = near.filter_map(|at| self.document.sentences.get(at));
        inside.is_some_and(|inside| !inside.contains(['"', '“', '”']))
            && !beside.any(|other| other.paragraph == this.paragraph)
    }

    /// Keeps in mind who answers in this paragraph.
    pub(super) fn remember_answer(&mut self, sentence: usize, speaker: Option<usize>) {
        self.discourse.answer = speaker.map(|s| (self.document.sentences[sentence].paragraph, s));
        self.discourse.interviewed = speaker.or(self.discourse.interviewed);
    }

    /// "김하늘 대표=우리가 지난해 출시한 …".
    fn who_answers(&self, scenery: &Scenery) -> Option<usize> {
        const BEFORE: usize = 5;
        let sign = scenery.tokens.iter().take(BEFORE).position(|t| matches!(t.kind, Kind::Sign('=')))?;
        let person = |m: MentionId| {
            let found = self.mentions[m.get()].entities.first().copied();
            found.filter(|&e| self.cast.members[e].class == Class::Person)
        };
        scenery.tokens[..sign].iter().filter_map(Token::mention).find_map(person)
    }

    /// Whether a speaker is worth naming. "한빛클라우드는 …와 협약을 맺었다고 밝혔다" is what the firm made
    /// known, and stands as the text's own; what it plans, denies or says between marks is its word.
    pub(super) fn announced(&self, draft: &Draft, speaker: usize) -> bool {
        let own = draft.subject == speaker || draft.object == DraftObject::Entity(speaker);
        let told = self.speech.is_none() && Some(speaker) != self.discourse.cited;
        draft.modality == Modality::Asserted
            && self.cast.members[speaker].class == Class::Organization
            && draft.property != Property::MarketShare
            && (told || own && self.speech.is_none())
    }
}

/// How an answer begins in an interview of one.
const ANSWER: [&str; 3] = ["A.", "A:", "A "];
