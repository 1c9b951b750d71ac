//! A page with its morphemes, cut into pieces: the ground on which mentions are found.

use std::ops::Range;

use gureum_model::{Article, ContentHash, PartialDate};

use crate::morph::{Morpheme, Tag, Worker, is_separator};
use crate::syntax::josa;
use crate::text::{Page, SentenceKind};

/// A run of letters and digits without white space or separators: an eojeol, or a part of one.
#[derive(Clone, Debug)]
pub struct Piece {
    /// First byte in the analysed text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// End of the noun, by the particle at the end.
    pub stem_end: usize,
    /// Its morphemes.
    pub morphemes: Range<usize>,
    /// Whether only white space stands between it and the piece before.
    pub follows: bool,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether the article shows it to be a noun where the analyser sees a verb in it.
    pub coined: bool,
}

/// One sentence of the document.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its bytes in the analysed text.
    pub range: Range<usize>,
    /// Headline or body.
    pub kind: SentenceKind,
    /// Number of its paragraph.
    pub paragraph: u32,
    /// Its morphemes.
    pub morphemes: Range<usize>,
    /// Its pieces.
    pub pieces: Range<usize>,
}

/// A page, analysed.
#[derive(Debug)]
pub struct Document {
    /// The page.
    pub page: Page,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Morphemes of all sentences.
    pub morphemes: Vec<Morpheme>,
    /// Pieces of all sentences.
    pub pieces: Vec<Piece>,
}

impl Document {
    /// Analyses a page.
    pub fn new(page: Page, worker: &mut Worker) -> Self {
        let mut document = Self { page, sentences: Vec::new(), morphemes: Vec::new(), pieces: Vec::new() };
        for sentence in document.page.sentences.clone() {
            let first_morpheme = document.morphemes.len();
            let first_piece = document.pieces.len();
            let range = sentence.range.clone();
            worker.analyse(document.page.text.as_str(), range.start, range.end, &mut document.morphemes);
            document.cut(range.clone(), first_morpheme);
            document.sentences.push(Sentence {
                range,
                kind: sentence.kind,
                paragraph: sentence.paragraph,
                morphemes: first_morpheme..document.morphemes.len(),
                pieces: first_piece..document.pieces.len(),
            });
        }
        super::coined::mark(&mut document);
        document
    }

    /// The analysed text.
    pub fn text(&self) -> &str {
        self.page.text.as_str()
    }

    /// What the page says of the article, under the name that it is given.
    pub fn article(&self, id: &str, hash: ContentHash) -> Article {
        Article {
            id: id.to_owned(),
            title: self.page.title.as_ref().map(|t| t.value.clone()),
            publisher: self.page.publisher.clone(),
            published: self.page.published,
            url: self.page.url.clone(),
            hash,
        }
    }

    /// Surface of a piece.
    pub fn surface(&self, piece: &Piece) -> &str {
        &self.text()[piece.start..piece.end]
    }

    /// A piece without its particle.
    pub fn stem(&self, piece: &Piece) -> &str {
        &self.text()[piece.start..piece.stem_end]
    }

    /// Whether a time begins after the day the article was published.
    pub fn is_to_come(&self, time: PartialDate) -> bool {
        self.page.published.is_some_and(|now| time.first_day() > now)
    }

    /// Morphemes of a piece that begin before `end`.
    pub fn before(&self, piece: &Piece, end: usize) -> &[Morpheme] {
        let morphemes = &self.morphemes[piece.morphemes.clone()];
        &morphemes[..morphemes.partition_point(|m| m.start < end)]
    }

    fn cut(&mut self, range: Range<usize>, first_morpheme: usize) {
        let mut morpheme = first_morpheme;
        let mut at = range.start;
        let mut follows = false;
        let mut spaced = true;
        while at < range.end {
            let text = self.page.text.as_str();
            let Some(c) = text[at..range.end].chars().next() else { break };
            if c.is_whitespace() {
                at += c.len_utf8();
                spaced = true;
                continue;
            }
            // "땄다. 우리는": a full stop between two sentences that somebody says.
            let stop = c == '.' && text[at + 1..].starts_with(char::is_whitespace);
            if is_separator(c) || stop || c == '&' && text[at + 1..].starts_with(' ') {
                at += c.len_utf8();
                follows = false;
                spaced = false;
                continue;
            }
            let end = text[at..range.end]
                .char_indices()
                .find(|(_, c)| c.is_whitespace() || is_separator(*c))
                .map_or(range.end, |(offset, _)| at + offset);
            let end = at + text[at..end].trim_end_matches('.').len().max(c.len_utf8());
            while self.morphemes.get(morpheme).is_some_and(|m| m.end <= at) {
                morpheme += 1;
            }
            let first = morpheme;
            let mut last = first;
            while self.morphemes.get(last).is_some_and(|m| m.start < end) {
                last += 1;
            }
            let stem_end = self.stem_end(at, end, first..last);
            self.pieces.push(Piece {
                start: at,
                end,
                stem_end,
                morphemes: first..last,
                follows,
                spaced,
                coined: false,
            });
            at = end;
            follows = true;
            spaced = false;
        }
    }

    /// Where the noun of a piece ends: before the particles the analyser sees at its end, else
    /// before one that fits the sound of a name in foreign letters.
    fn stem_end(&self, start: usize, end: usize, morphemes: Range<usize>) -> usize {
        let list = &self.morphemes[morphemes];
        let mut stem_end = end;
        for morpheme in list.iter().rev() {
            if morpheme.tags.first().is_josa() && morpheme.start > start {
                stem_end = morpheme.start;
            } else {
                break;
            }
        }
        // "다솜테크다", "누리소프트였다": the noun ends before the copula.
        let ending = list.iter().rev().take_while(|m| m.tags.first().is_ending()).count();
        let copula =
            list[..list.len() - ending].last().filter(|m| m.tags.first() == Tag::Vcp && m.start > start);
        if let Some(copula) = copula.filter(|m| m.tags.last().is_ending() || ending > 0) {
            let noun = &self.page.text.as_str()[start..copula.start];
            return start + noun.strip_suffix("뿐").filter(|n| n.chars().count() >= 2).unwrap_or(noun).len();
        }
        let text = self.page.text.as_str();
        // "한빛벤처스다": no verb ends in 스.
        if let Some(noun) = text[start..end].strip_suffix('다')
            && noun.ends_with('스')
            && noun.chars().count() >= 4
        {
            return start + noun.len();
        }
        // "중원과학대는": 대 is no verb.
        if let [.., college, ending] = list
            && college.tags.first() == Tag::Xsv
            && &text[college.start..college.end] == "대"
            && &text[ending.start..ending.end] == "는"
        {
            return ending.start;
        }
        // "두루별과": the analyser knows odd nouns in 과; these are the usual ones behind a final consonant.
        const GWA: [&str; 16] = [
            "결과",
            "학과",
            "통과",
            "분과",
            "문과",
            "법과",
            "상과",
            "공과",
            "농과",
            "안과",
            "전과",
            "약과",
            "산과",
            "담당과",
            "경과",
            "당과",
        ];
        if let [.., before, last] = list
            && last.end == end
            && last.tags.first() == crate::morph::Tag::Nng
            && before.end == last.start
            && text[last.start..end].chars().count() == 2
            && !GWA.contains(&&text[last.start..end])
            && let Some(noun) = text[start..end].strip_suffix('과')
            && josa::fits(noun, "과")
            && noun.chars().count() >= 3
        {
            return start + noun.len();
        }
        // "누리벤처스로부터": 부터 is not all of the particle.
        if text[stem_end..end].starts_with("부터")
            && let Some(before) =
                text[start..stem_end].strip_suffix("으로").or(text[start..stem_end].strip_suffix("로"))
            && before.chars().count() >= 2
        {
            return start + before.len();
        }
        if stem_end < end && josa::role_of(&text[stem_end..end]).is_some() {
            return stem_end;
        }
        match josa::split(&text[start..end]) {
            Some((stem, _, _))
                if stem.ends_with(|c: char| c.is_ascii_alphanumeric())
                    || stem_end == end && stem.ends_with('장') && stem.chars().count() >= 3 =>
            {
                start + stem.len()
            }
            // "한빛벤처스는": no verb ends in 스.
            Some((stem, "는", _)) if stem_end == end && stem.ends_with('스') && stem.chars().count() >= 4 => {
                start + stem.len()
            }
            Some((stem, tail, _))
                if stem_end == end && stem.chars().count() >= 3 && self.looks_cut(start, end, tail) =>
            {
                start + stem.len()
            }
            _ => stem_end,
        }
    }

    /// Whether the analyser put a border right before `tail`.
    fn looks_cut(&self, start: usize, end: usize, tail: &str) -> bool {
        let border = end - tail.len();
        self.morphemes.iter().rev().take_while(|m| m.end > start).any(|m| {
            m.start == border
                && !m.tags.first().is_nominal()
                && !m.tags.iter().any(|t| t.is_ending() || t.is_predicate_stem())
        })
    }
}
