//! Phrase patterns: a run of tokens, written element by element.
//!
//! | element | matches |
//! |---|---|
//! | `S:Organization` | a name of that sort, bound to S; also `O:`, `_:` (not bound); sorts joined by `\|` |
//! | `@set`, `=word` | a noun that ends with a word of the set, or with the word |
//! | `T:@title` | up to four nouns, the last ending so; bound as the title |
//! | `v:@set`, `v:lemma` | a predicate |
//! | `'word'`, `'one|other'` | a token written so |
//! | `~3` | up to three words of one noun phrase: nouns and names without particle, signs but full stops |
//! | `~~3` | up to three tokens of any kind but full stops |
//! | `^` | nothing; a noun phrase begins here, with no modifier before it |
//! | `!@set`, `!=word` | nothing; no such noun stands here |
//!
//! `+@set` behind the sorts of a name asks that it ends so: `O:Organization+@suffix-alliance`.
//! `/role|role` behind a name or noun restricts its particle (`/genitive`, `/bare`), `/adnominal`,
//! `/connective`, `/final`, `/must` (받아야) or `/condition` (하려면, 하려는) the ending of a predicate;
//! `?` behind an element makes it optional.

use gureum_model::Class;

use super::slot::{Filter, SortName, SortSet, WordRef, sorts_of};
use crate::lexicon::WordSets;
use crate::mention::{Mention, MentionId};
use crate::syntax::josa::Role;
use crate::syntax::token::{Ending, Kind, Token};

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    elements: Vec<Element>,
    /// The sorts of the first element, if it is a name that may not be missing.
    first: Option<SortSet>,
    /// The sorts of S and of O, where these may not be missing.
    bound: Vec<SortSet>,
    /// What the run does not name: S or O is what the text has been speaking of.
    spoken: Option<Spoken>,
}

/// A party that the text has been speaking of: "경쟁사인 다솜테크" competes with that.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// Whether it is S, else O.
    pub subject: bool,
    /// What it must be.
    pub filter: Filter,
}

#[derive(Clone, Debug)]
struct Element {
    /// As the rule writes it.
    text: String,
    what: What,
    optional: bool,
}

/// What is told of each step of a match. Matching for its own sake tells nothing, at no cost.
trait Watch {
    fn reached(&mut self, element: usize, at: usize);
}

impl Watch for () {
    fn reached(&mut self, _: usize, _: usize) {}
}

/// The way to the furthest element reached: the token at which each was tried.
#[derive(Default)]
struct Trail {
    now: Vec<usize>,
    furthest: Vec<usize>,
}

impl Watch for Trail {
    fn reached(&mut self, element: usize, at: usize) {
        self.now.truncate(element);
        self.now.push(at);
        if self.now.len() > self.furthest.len() {
            self.furthest.clone_from(&self.now);
        }
    }
}

#[derive(Clone, Debug)]
enum What {
    Name { bind: Bind, sorts: Vec<SortName>, ending: Option<WordRef>, roles: Vec<Role> },
    Noun { word: WordRef, roles: Vec<Role>, title: bool },
    Verb { word: WordRef, endings: Vec<EndingName> },
    Literal(String),
    Gap { most: usize, loose: bool },
    Start,
    Not(WordRef),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bind {
    Subject,
    Object,
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EndingName {
    Adnominal,
    Connective,
    Final,
    /// 야: "받아야 한다", "있어야 하는데".
    Must,
    /// 면, 려는: "공급하려면", "공급하려는 기업".
    Condition,
}

/// What a pattern bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// S.
    pub subject: Option<MentionId>,
    /// O.
    pub object: Option<MentionId>,
    /// First and last token of the title.
    pub title: Option<(usize, usize)>,
    /// The predicate's token.
    pub verb: Option<usize>,
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
}

/// A word that a sentence must have for a pattern to match.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cue<'p> {
    /// A noun that ends so.
    Noun(&'p WordRef),
    /// A predicate with this lemma.
    Lemma(&'p WordRef),
    /// A token written so; several are joined by `|`.
    Literal(&'p str),
}

/// What matching looks at.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The analysed text.
    pub text: &'a str,
    /// Tokens of the sentence.
    pub tokens: &'a [Token],
    /// The article's mentions.
    pub mentions: &'a [Mention],
    /// Word sets.
    pub words: &'a WordSets,
}

/// The most nouns a title has: "클라우드 사업 기획 본부장".
const TITLE_NOUNS: usize = 4;

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// A sentence for the author of the rule.
    pub fn parse(text: &str, spoken: Option<Spoken>, words: &WordSets) -> Result<Self, String> {
        let elements: Vec<Element> =
            text.split_whitespace().map(|e| element(e, words)).collect::<Result<_, _>>()?;
        let binds = |wanted: Bind| {
            elements.iter().filter(|e| matches!(e.what, What::Name { bind, .. } if bind == wanted)).count()
        };
        let wanted = |subject: bool| usize::from(spoken.as_ref().is_none_or(|s| s.subject != subject));
        if binds(Bind::Subject) != wanted(true) || binds(Bind::Object) != wanted(false) {
            return Err("a phrase needs just one S: and one O:, or one of them spoken of".to_owned());
        }
        let name = |e: &Element| match &e.what {
            What::Name { bind, sorts, .. } if !e.optional => Some((*bind, sorts.iter().copied().collect())),
            _ => None,
        };
        let first = elements.first().and_then(name).map(|(_, sorts)| sorts);
        let bound =
            elements.iter().filter_map(name).filter(|(b, _)| *b != Bind::Nothing).map(|(_, s)| s).collect();
        Ok(Self { elements, first, bound, spoken })
    }

    /// The match that starts at token `at`, if any; gaps are as short as can be.
    #[inline]
    pub fn match_at(&self, scene: Scene<'_>, at: usize) -> Option<Match> {
        // Most patterns begin with a name, and most tokens are none.
        if let Some(sorts) = self.first {
            let mention = &scene.mentions[scene.tokens.get(at)?.mention()?.get()];
            if !sorts.meets([SortName::of(&mention.sort)].into_iter().collect()) {
                return None;
            }
        }
        self.match_all(scene, at)
    }

    /// Whether a sentence with names of these sorts can hold what the pattern binds.
    pub fn may_match(&self, sorts: SortSet) -> bool {
        self.bound.iter().all(|bound| bound.meets(sorts))
    }

    /// The words without which no sentence matches.
    pub(crate) fn cues(&self) -> impl Iterator<Item = Cue<'_>> {
        self.elements.iter().filter(|e| !e.optional).filter_map(|e| match &e.what {
            What::Noun { word, .. } => Some(Cue::Noun(word)),
            What::Verb { word, .. } => Some(Cue::Lemma(word)),
            What::Literal(words) => Some(Cue::Literal(words)),
            What::Name { .. } | What::Gap { .. } | What::Start | What::Not(_) => None,
        })
    }

    fn match_all(&self, scene: Scene<'_>, at: usize) -> Option<Match> {
        let mut found = Match { first: at, last: at, ..Match::default() };
        self.step(scene, 0, at, &mut found, &mut ()).then_some(found)
    }

    /// How far a match that starts at token `at` gets: the tokens at which the elements are tried,
    /// one more than there are elements where all match. Never empty.
    pub(crate) fn trail(&self, scene: Scene<'_>, at: usize) -> Vec<usize> {
        let mut trail = Trail::default();
        self.step(scene, 0, at, &mut Match::default(), &mut trail);
        trail.furthest
    }

    /// What the run does not name.
    pub fn spoken(&self) -> Option<&Spoken> {
        self.spoken.as_ref()
    }

    /// How many elements there are.
    pub(crate) fn len(&self) -> usize {
        self.elements.len()
    }

    /// The elements as the rule writes them, each with whether it must match a word.
    pub fn elements(&self) -> impl Iterator<Item = (&str, bool)> {
        self.elements.iter().map(|e| {
            (e.text.as_str(), !e.optional && !matches!(e.what, What::Gap { .. } | What::Start | What::Not(_)))
        })
    }

    fn step(
        &self,
        scene: Scene<'_>,
        element: usize,
        at: usize,
        found: &mut Match,
        watch: &mut impl Watch,
    ) -> bool {
        watch.reached(element, at);
        let Some(Element { what, optional, .. }) = self.elements.get(element) else {
            found.last = at.saturating_sub(1);
            return true;
        };
        if let What::Gap { most, loose } = what {
            for skipped in 0..=*most {
                if skipped > 0 {
                    let passed = scene.tokens.get(at + skipped - 1);
                    // A particle behind a bracket was read as the noun's: "대표(전 본부장)가".
                    let bracketed =
                        matches!(scene.tokens.get(at + skipped).map(|t| &t.kind), Some(Kind::Sign('(')));
                    let stops = |t: &Token| match &t.kind {
                        Kind::Noun { .. } | Kind::Mention { copula: None, .. } if bracketed => false,
                        Kind::Sign('.' | '“' | '”' | '"') => true,
                        Kind::Noun { role, .. } | Kind::Mention { role, copula: None, .. } => {
                            !loose && *role != Role::Bare
                        }
                        Kind::Mention { .. } => !loose,
                        // "상품인 'X'": the copula before a name keeps the phrase together.
                        Kind::Predicate(p) => !(*loose || p.lemma == "이" && p.ending.is_adnominal()),
                        Kind::Modifier | Kind::Comma | Kind::Dot | Kind::Sign(_) => false,
                    };
                    if passed.is_none_or(stops) {
                        return false;
                    }
                }
                let mut trial = found.clone();
                if self.step(scene, element + 1, at + skipped, &mut trial, watch) {
                    *found = trial;
                    return true;
                }
            }
            return false;
        }
        let stays = match what {
            What::Start => Some(begins_phrase(scene, at)),
            What::Not(word) => {
                let noun = scene.tokens.get(at).and_then(|t| t.noun(scene.text));
                Some(noun.is_none_or(|noun| !word.ends(noun, scene.words)))
            }
            _ => None,
        };
        if let Some(stays) = stays {
            return stays && self.step(scene, element + 1, at, found, watch);
        }
        let mut lengths = takes(scene, what, at);
        while let Some(taken) = lengths.checked_ilog2() {
            lengths ^= 1 << taken;
            let taken = taken as usize;
            let mut trial = found.clone();
            what.bind(scene, at, at + taken - 1, &mut trial);
            if self.step(scene, element + 1, at + taken, &mut trial, watch) {
                *found = trial;
                return true;
            }
        }
        *optional && self.step(scene, element + 1, at, found, watch)
    }
}

/// The numbers of tokens an element may take here, each as a bit.
fn takes(scene: Scene<'_>, what: &What, at: usize) -> u32 {
    let Some(token) = scene.tokens.get(at) else { return 0 };
    let one = |yes: bool| u32::from(yes) << 1;
    match what {
        What::Name { sorts, ending, roles, .. } => match &token.kind {
            Kind::Mention { id, role, copula } => {
                let mention = &scene.mentions[id.get()];
                let role = if copula.is_some() { Role::Named } else { *role };
                let named = || &scene.text[mention.inner.clone()];
                let fits = sorts.iter().any(|s| s.fits(&mention.sort))
                    && (roles.is_empty() || roles.contains(&role))
                    && ending.as_ref().is_none_or(|word| word.ends(named(), scene.words));
                if fits { 1 << 1 | bracket(scene, at) } else { 0 }
            }
            _ => 0,
        },
        What::Noun { word, roles, title: false } => {
            let role = match token.kind {
                Kind::Noun { role, .. } => role,
                _ => Role::Named,
            };
            one((roles.is_empty() || roles.contains(&role))
                && token.noun(scene.text).is_some_and(|noun| word.ends(noun, scene.words)))
        }
        What::Noun { word, roles, title: true } => {
            let mut lengths = 0;
            for length in 1..=TITLE_NOUNS {
                let Some(token) = scene.tokens.get(at + length - 1) else { break };
                // "공공 사업본부장": a sector or the like may stand in a post.
                if let Kind::Mention { id, role: Role::Bare, copula: None } = token.kind
                    && !matches!(
                        scene.mentions[id.get()].class(),
                        Some(Class::Person | Class::Organization) | None
                    )
                {
                    continue;
                }
                let Some(noun) = token.noun(scene.text) else { break };
                let role = match token.kind {
                    Kind::Noun { role, .. } => role,
                    _ => Role::Named,
                };
                if word.ends(noun, scene.words) && (roles.is_empty() || roles.contains(&role)) {
                    lengths |= 1 << length;
                }
                if role != Role::Bare {
                    break;
                }
            }
            lengths
        }
        What::Verb { word, endings } => one(token.predicate().is_some_and(|p| {
            let ends = endings.is_empty()
                || endings.iter().any(|e| match e {
                    EndingName::Adnominal => p.ending.is_adnominal(),
                    EndingName::Connective => p.ending == Ending::Connective,
                    EndingName::Final => p.ending == Ending::Final,
                    EndingName::Must => p.tail.ends_with('야'),
                    EndingName::Condition => p.tail.ends_with('면') || p.tail.ends_with("려는"),
                });
            ends && word.is(&p.lemma, scene.words)
        })),
        What::Literal(word) => one(word.split('|').any(|w| &scene.text[token.start..token.end] == w)),
        What::Gap { .. } | What::Start | What::Not(_) => 0,
    }
}

/// The name with the bracket right behind it, as a bit: "다솜테크(대표 김하늘)는".
fn bracket(scene: Scene<'_>, name: usize) -> u32 {
    const LONGEST: usize = 20;
    let behind = scene.tokens[name + 1..].iter().take(LONGEST);
    let mut behind = behind.map(|t| &t.kind).enumerate();
    match behind.next() {
        Some((_, Kind::Sign('('))) if !scene.tokens[name + 1].spaced => {}
        _ => return 0,
    }
    let close = behind.find(|(_, kind)| matches!(kind, Kind::Sign(')'))).map(|(at, _)| at);
    // The particle behind the bracket is a sign too, once it is the name's.
    let particle = |close: usize| {
        let next = scene.tokens.get(name + close + 2);
        next.is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Sign(')')))
    };
    close.map_or(0, |close| 1 << (close + 2 + usize::from(particle(close))))
}

/// Whether no modifier stands before the token: "경쟁사 A" is whose the text speaks of, "B의 경쟁사 A",
/// "B 자회사 A" and "B가 세운 자회사 A" are not.
fn begins_phrase(scene: Scene<'_>, at: usize) -> bool {
    // "기존 투자사인 A", "최대 경쟁사 B".
    let plain = |i: usize| {
        matches!(scene.tokens[i].kind, Kind::Noun { role: Role::Bare, .. })
            && scene.tokens[i].noun(scene.text).is_some_and(|n| scene.words.contains("plain-modifier", n))
    };
    let mut at = at;
    while at > 0 && plain(at - 1) {
        at -= 1;
    }
    let Some(mut before) = at.checked_sub(1).and_then(|i| scene.tokens.get(i)) else { return true };
    // "다솜테크(대표 김하늘)는 경쟁사 A보다": the particle behind the bracket is the name's.
    if matches!(before.kind, Kind::Sign(')'))
        && let Some(open) = scene.tokens[..at].iter().rposition(|t| matches!(t.kind, Kind::Sign('(')))
        && let Some(name) = open.checked_sub(1).map(|i| &scene.tokens[i])
    {
        before = name;
    }
    match &before.kind {
        Kind::Noun { role, .. } | Kind::Mention { role, copula: None, .. } => {
            !matches!(role, Role::Bare | Role::Genitive | Role::With | Role::Named)
        }
        Kind::Mention { .. } => false,
        Kind::Predicate(p) => !p.ending.is_adnominal(),
        Kind::Comma | Kind::Modifier => true,
        Kind::Sign(sign) => !matches!(sign, '(' | ')' | '\'' | '’' | '"' | '”'),
        // The bullet of a line.
        Kind::Dot => at == 1,
    }
}

impl What {
    fn bind(&self, scene: Scene<'_>, first: usize, last: usize, found: &mut Match) {
        match self {
            Self::Name { bind, .. } => {
                let id = scene.tokens[first].mention();
                match bind {
                    Bind::Subject => found.subject = id,
                    Bind::Object => found.object = id,
                    Bind::Nothing => {}
                }
            }
            Self::Noun { title: true, .. } => found.title = Some((first, last)),
            Self::Verb { .. } => found.verb = Some(first),
            _ => {}
        }
    }
}

fn element(written: &str, words: &WordSets) -> Result<Element, String> {
    let text = written;
    let (text, optional) = match text.strip_suffix('?') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (text, false),
    };
    let plain = |what| Ok(Element { text: written.to_owned(), what, optional });
    if let Some(most) = text.strip_prefix('~') {
        let (most, loose) = match most.strip_prefix('~') {
            Some(most) => (most, true),
            None => (most, false),
        };
        let most = most.parse().map_err(|_| format!("'{text}' is no gap; write ~3 or ~~3"))?;
        return plain(What::Gap { most, loose });
    }
    if let Some(word) = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')) {
        return plain(What::Literal(word.to_owned()));
    }
    let (body, restriction) = match text.split_once('/') {
        Some((body, restriction)) => (body, Some(restriction)),
        None => (text, None),
    };
    let roles = || -> Result<Vec<Role>, String> {
        restriction.map_or(Ok(Vec::new()), |r| {
            r.split('|')
                .map(|role| Role::parse(role).ok_or_else(|| format!("there is no role '{role}'")))
                .collect()
        })
    };
    if let Some(verb) = body.strip_prefix("v:") {
        let endings = restriction.map_or(Ok(Vec::new()), |r| {
            r.split('|')
                .map(|e| match e {
                    "adnominal" => Ok(EndingName::Adnominal),
                    "connective" => Ok(EndingName::Connective),
                    "final" => Ok(EndingName::Final),
                    "must" => Ok(EndingName::Must),
                    "condition" => Ok(EndingName::Condition),
                    _ => Err(format!(
                        "there is no ending '{e}'; use adnominal, connective, final, must or condition"
                    )),
                })
                .collect()
        })?;
        return plain(What::Verb { word: WordRef::parse(verb, words)?, endings });
    }
    for (prefix, bind) in [("S:", Bind::Subject), ("O:", Bind::Object), ("_:", Bind::Nothing)] {
        if let Some(sorts) = body.strip_prefix(prefix) {
            let (sorts, ending) = match sorts.split_once('+') {
                Some((sorts, ending)) => (sorts, Some(noun_of(ending, words, text)?)),
                None => (sorts, None),
            };
            return plain(What::Name { bind, sorts: sorts_of(sorts)?, ending, roles: roles()? });
        }
    }
    if body == "^" {
        return plain(What::Start);
    }
    if let Some(noun) = body.strip_prefix('!') {
        return plain(What::Not(noun_of(noun, words, text)?));
    }
    let (noun, title) = match body.strip_prefix("T:") {
        Some(noun) => (noun, true),
        None => (body, false),
    };
    plain(What::Noun { word: noun_of(noun, words, text)?, roles: roles()?, title })
}

/// `@set` or `=word`.
fn noun_of(noun: &str, words: &WordSets, element: &str) -> Result<WordRef, String> {
    match noun.strip_prefix('=') {
        Some(word) => Ok(WordRef::Word(word.to_owned())),
        None if noun.starts_with('@') => WordRef::parse(noun, words),
        None => Err(format!("'{element}' is no element; see the table in seeds/README.md")),
    }
}
