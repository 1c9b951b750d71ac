//! The registry: known entities and every name they go by, from `seeds/lexicon/*.tsv`.

use gureum_model::{Class, iri};
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::checks::{self, Place};
use crate::resources::{Problem, SourceFile};

/// One known entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Slug, the end of its IRI.
    pub id: String,
    /// What it is.
    pub class: Class,
    /// Korean name, the one to show.
    pub ko: String,
    /// English name.
    pub en: Option<String>,
    /// Further names.
    pub aliases: Vec<Name>,
    /// Names it had.
    pub former: Vec<Name>,
    /// Slugs that it was minted under before it had a row: `org/한빛클라우드`. These lead to it.
    pub minted: Vec<String>,
    /// Identifiers elsewhere, as IRIs, each read from a source and none from memory.
    pub same_as: Vec<String>,
    /// Where the names come from.
    pub source: String,
}

/// A name and how much it says alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// It is an ordinary word too, or belongs to several: taken only in quotes or beside a class noun.
    pub weak: bool,
}

/// All known entities, searchable by name.
#[derive(Clone, Debug)]
pub struct Registry {
    known: Vec<Known>,
    names: Names,
    /// Strong names first.
    by_key: FxHashMap<String, Vec<(usize, bool)>>,
    /// How keys begin.
    heads: FxHashSet<[char; 2]>,
    guards: Vec<(String, String, String)>,
}

/// Names as they are written, to find in a text.
#[derive(Clone, Debug, Default)]
struct Names {
    /// Whose each is, and whether it is weak. The first of equal names counts.
    whole: FxHashMap<String, (usize, bool)>,
    /// Bytes of the names with these first two characters, the longest first.
    lengths: FxHashMap<[char; 2], Vec<usize>>,
    /// Whether there are names of one character.
    single: bool,
}

impl Names {
    fn add(&mut self, name: String, of: (usize, bool)) {
        match head(&name) {
            Some(head) => {
                let lengths = self.lengths.entry(head).or_default();
                if let Err(at) = lengths.binary_search_by(|length| name.len().cmp(length)) {
                    lengths.insert(at, name.len());
                }
            }
            None => self.single = true,
        }
        self.whole.entry(name).or_insert(of);
    }

    /// The longest name at the start of `text`: its length, and whose it is.
    fn at_start(&self, text: &str) -> Option<(usize, (usize, bool))> {
        let lengths = head(text).and_then(|head| self.lengths.get(&head)).into_iter().flatten().copied();
        let single = text.chars().next().filter(|_| self.single).map(char::len_utf8);
        let mut names = lengths.chain(single).filter_map(|length| text.get(..length));
        names.find_map(|name| Some((name.len(), *self.whole.get(name)?)))
    }
}

/// A registry name found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Which entity.
    pub known: usize,
    /// The name is weak.
    pub weak: bool,
}

const HEADER: &str = "id\ttype\tko\ten\taliases\tformer\twikidata\tror\tdbpedia\tsource";

/// Classes whose names are names of individuals; the others are vocabulary.
const INDIVIDUALS: [Class; 5] =
    [Class::Organization, Class::Person, Class::Service, Class::Program, Class::Facility];

impl Registry {
    /// Reads all tables, adding to `problems` what is wrong with them.
    pub fn load(files: &[SourceFile], problems: &mut Vec<Problem>) -> Self {
        let mut known = Vec::new();
        let mut places = Vec::new();
        let mut guards = Vec::new();
        for file in files {
            if file.path.ends_with("guards.tsv") {
                continue;
            }
            let mut lines = file.text.lines().enumerate();
            match lines.next() {
                Some((_, header)) if header.trim_end() == HEADER => {}
                _ => {
                    problems.push(Problem::on_line(
                        file,
                        1,
                        "the first line is not the table's header",
                        &format!("write it as: {}", HEADER.replace('\t', " ⇥ ")),
                    ));
                    continue;
                }
            }
            for (number, line) in lines {
                if line.trim().is_empty() || line.starts_with('#') {
                    continue;
                }
                match read_row(line) {
                    Ok(row) => {
                        places.push(Place { file, line: number + 1 });
                        known.push(row);
                    }
                    Err((message, hint)) => {
                        problems.push(Problem::on_line(file, number + 1, &message, &hint))
                    }
                }
            }
        }
        let (known, places) = laid_over(known, places);
        checks::rows(&known, &places, problems);
        for file in files.iter().filter(|file| file.path.ends_with("guards.tsv")) {
            checks::guards(file, &known, &mut guards, problems);
        }
        Self::new(known, guards)
    }

    fn new(known: Vec<Known>, guards: Vec<(String, String, String)>) -> Self {
        let mut names = Names::default();
        let mut by_key: FxHashMap<String, Vec<(usize, bool)>> = FxHashMap::default();
        let written: std::collections::BTreeSet<String> =
            known.iter().flat_map(Known::all_names).map(|n| n.text).collect();
        for (index, entity) in known.iter().enumerate() {
            for name in entity.all_names() {
                // "클라우드 보안인증" is also written in one word, unless that is somebody else's name.
                let squeezed: String = name.text.chars().filter(|c| !c.is_whitespace()).collect();
                if squeezed != name.text && squeezed.chars().count() >= 5 && !written.contains(&squeezed) {
                    names.add(squeezed, (index, name.weak));
                }
                let named = by_key.entry(key(&name.text)).or_default();
                named.push((index, name.weak));
                named.sort_by_key(|(index, weak)| (*weak, *index));
                names.add(name.text, (index, name.weak));
            }
        }
        let heads = by_key.keys().filter_map(|key| head(key)).collect();
        Self { known, names, by_key, heads, guards }
    }

    /// The registry without the rows that name individuals (organisations, persons, services,
    /// programmes, facilities): to see what rests on language and what on lists.
    pub fn without_individuals(&self) -> Self {
        let kept: Vec<Known> =
            self.known.iter().filter(|k| !INDIVIDUALS.contains(&k.class)).cloned().collect();
        let known = |id: &String| kept.iter().any(|entity| entity.id == *id);
        let guards = self.guards.iter().filter(|(a, b, _)| known(a) && known(b)).cloned().collect();
        Self::new(kept, guards)
    }

    /// All entities, in the order of the files.
    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// Pairs of ids that are never one entity, with the reason.
    pub fn guards(&self) -> &[(String, String, String)] {
        &self.guards
    }

    /// The entity with this id.
    pub fn by_id(&self, id: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.id == id)
    }

    /// The longest names in `text` from left to right, without regard to word borders. An automaton would read
    /// each byte once, but it takes long to build and is larger than the caches of a processor.
    pub fn find<'r>(&'r self, text: &'r str) -> impl Iterator<Item = Hit> + 'r {
        let mut start = 0;
        std::iter::from_fn(move || {
            loop {
                let rest = &text[start..];
                if let Some((length, (known, weak))) = self.names.at_start(rest) {
                    let hit = Hit { start, end: start + length, known, weak };
                    start = hit.end;
                    return Some(hit);
                }
                start += rest.chars().next()?.len_utf8();
            }
        })
    }

    /// Whether some name may begin with this word: `false` is sure, and much cheaper than a [`Registry::lookup`].
    pub fn may_begin(&self, word: &str) -> bool {
        let head = if is_folded(word) { head(word) } else { head(&key(word)) };
        head.is_none_or(|head| self.heads.contains(&head)) || FORMS.contains(&word)
    }

    /// Entities with this name, spacing and case aside; strong names first.
    pub fn lookup(&self, name: &str) -> impl Iterator<Item = (usize, bool)> + '_ {
        let found = if is_folded(name) { self.by_key.get(name) } else { self.by_key.get(&key(name)) };
        found.into_iter().flatten().copied()
    }
}

impl Known {
    /// Every name, the one to show first.
    pub fn all_names(&self) -> impl Iterator<Item = Name> + '_ {
        let strong = |text: &str| Name { text: text.nfc().collect(), weak: false };
        let weak_label = self.aliases.first().is_some_and(|a| a.weak && a.text == self.ko);
        (!weak_label)
            .then(|| strong(&self.ko))
            .into_iter()
            .chain(self.aliases.iter().cloned())
            .chain(self.former.iter().cloned())
    }
}

/// Rows of higher layers in the places of those with the same id below them.
fn laid_over<'f>(rows: Vec<Known>, places: Vec<Place<'f>>) -> (Vec<Known>, Vec<Place<'f>>) {
    let mut at: FxHashMap<String, usize> = FxHashMap::default();
    let mut kept: (Vec<Known>, Vec<Place<'f>>) = Default::default();
    for (row, place) in rows.into_iter().zip(places) {
        let lower = at.get(&row.id).copied().filter(|at| kept.1[*at].file.layer < place.file.layer);
        if let Some(lower) = lower {
            (kept.0[lower], kept.1[lower]) = (row, place);
        } else {
            at.entry(row.id.clone()).or_insert(kept.0.len());
            kept.0.push(row);
            kept.1.push(place);
        }
    }
    kept
}

fn read_row(line: &str) -> Result<Known, (String, String)> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [id, class, ko, en, aliases, former, wikidata, ror, dbpedia, source] = cells[..] else {
        return Err((
            format!("the row has {} cells instead of 10", cells.len()),
            "separate cells by tabs; leave unknown ones empty".to_owned(),
        ));
    };
    let class = Class::from_name(class).ok_or_else(|| {
        let all: Vec<&str> = Class::ALL.iter().map(|c| c.name()).collect();
        let hint = match crate::resources::nearest(class, all.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("use one of {}", all.join(", ")),
        };
        (format!("'{class}' is no type"), hint)
    })?;
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Err((format!("'{id}' is no id"), "use lower-case letters, digits and hyphens".to_owned()));
    }
    if ko.is_empty() || source.is_empty() {
        return Err((
            "the Korean name or the source is missing".to_owned(),
            "every row has a name and says where it is known from".to_owned(),
        ));
    }
    let list = |cell: &str| -> Vec<String> {
        cell.split('|').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
    };
    let name = |text: String| match text.strip_suffix('?') {
        Some(text) => Name { text: text.nfc().collect(), weak: true },
        None => Name { text: text.nfc().collect(), weak: false },
    };
    let mut aliases: Vec<Name> = list(aliases).into_iter().map(&name).collect();
    let ko = match ko.strip_suffix('?') {
        Some(weak) => {
            aliases.insert(0, Name { text: weak.nfc().collect(), weak: true });
            weak
        }
        None => ko,
    };
    let same_as = [("http://www.wikidata.org/entity/", wikidata), ("", ror), ("", dbpedia)]
        .into_iter()
        .filter(|(_, id)| !id.is_empty())
        .map(|(base, id)| format!("{base}{id}"))
        .collect();
    let (minted, former): (Vec<String>, Vec<String>) =
        list(former).into_iter().partition(|name| iri::minted_class(name).is_some());
    Ok(Known {
        id: id.to_owned(),
        class,
        ko: ko.nfc().collect(),
        en: (!en.is_empty()).then(|| en.to_owned()),
        aliases,
        former: former.into_iter().map(name).collect(),
        minted,
        same_as,
        source: source.to_owned(),
    })
}

/// The first two characters of a key.
fn head(key: &str) -> Option<[char; 2]> {
    let mut chars = key.chars();
    Some([chars.next()?, chars.next()?])
}

/// Corporate forms, which say nothing about who is meant.
const FORMS: [&str; 6] = ["주식회사", "유한회사", "(주)", "(유)", "(재)", "(사)"];

/// Those without brackets.
const SPELLED: [&str; 2] = ["주식회사", "유한회사"];

/// Whether a name is its own key, as most are: Hangul syllables, small letters and digits only (NFKC
/// leaves these alone), with no corporate form at its ends.
fn is_folded(name: &str) -> bool {
    name.chars().all(|c| matches!(c, '가'..='힣' | 'a'..='z' | '0'..='9'))
        && !SPELLED.iter().any(|f| name.starts_with(f) || name.ends_with(f))
}

/// The form under which names are compared: NFKC, without spaces and case, corporate forms
/// stripped at the ends only, so that "주식회사 한빛" and "한빛㈜" meet and "KT" and "KT클라우드" do not.
pub fn key(name: &str) -> String {
    if is_folded(name) {
        return name.to_owned();
    }
    let said =
        |c: &char| !c.is_whitespace() && !matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”' | '·' | '.' | ',');
    // NFKC leaves these alone.
    let folded: String = if name.chars().all(|c| matches!(c, '가'..='힣' | ' '..='~')) {
        name.chars().map(|c| c.to_ascii_lowercase()).filter(said).collect()
    } else {
        name.nfkc().flat_map(char::to_lowercase).filter(said).collect()
    };
    let mut rest = folded.as_str();
    loop {
        let stripped = FORMS
            .iter()
            .find_map(|f| rest.strip_prefix(f).or_else(|| rest.strip_suffix(f)))
            .filter(|r| !r.is_empty());
        match stripped {
            Some(shorter) => rest = shorter,
            None => return rest.to_owned(),
        }
    }
}
