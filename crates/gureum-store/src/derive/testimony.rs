//! Who says what: the claims of articles on each fact with their evidence, and what of it is derived for a
//! fact: in how many articles it is asserted, how far to believe it, what it conflicts with.

use std::collections::{BTreeMap, BTreeSet};

use gureum_model::vocabulary::term;
use gureum_model::{CalendarDate, Clocks, Decimal, Property, iri};
use oxrdf::vocab::xsd;

use super::belief::{Rates, belief};
use super::conflicts::{self, Key, One, Value};
use super::consequences::Consequences;
use super::reprints::{self, Sketched};
use crate::StoreError;
use crate::graph::Row;
use crate::posts::Posts;
use crate::terms::Terms;

/// One article's word for or against a fact.
#[derive(Clone, Debug)]
pub(super) struct Word {
    fact: u32,
    claim: u32,
    pub(super) article: u32,
    stance: Stance,
    /// When it was said, and when it holds.
    pub(super) clocks: Clocks,
    /// Scope and market of an amount, without white space.
    pub(super) part: [String; 2],
    /// Literal of the post that a person holds.
    title: Option<u32>,
}

/// How an article puts a fact; what it only supposes does not count here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    Asserted,
    Planned,
    Denied,
}

/// What was collected from the graphs.
#[derive(Debug, Default)]
pub(super) struct Testimony {
    words: Vec<Word>,
    /// Claim, sentence, rule.
    evidence: Vec<(u32, u32, u32)>,
    articles: Vec<Sketched>,
    rates: Rates,
}

/// The numbers of the terms that are read; 0 for what is not in the dictionary.
pub(super) struct Vocabulary {
    fact: u32,
    modality: u32,
    asserted: u32,
    planned: u32,
    negated: u32,
    said_on: u32,
    from: u32,
    until: u32,
    scope: u32,
    market: u32,
    title: u32,
    claim: u32,
    sentence: u32,
    rule: u32,
    sketch: u32,
    issued: u32,
    of_rule: u32,
    right: u32,
    wrong: u32,
}

impl Vocabulary {
    pub(super) fn new(terms: &Terms) -> Self {
        let find = |iri: &str| terms.find_iri(iri).unwrap_or(0);
        Self {
            fact: find(term::FACT_OF_CLAIM),
            modality: find(term::MODALITY),
            asserted: find(term::ASSERTED),
            planned: find(term::PLANNED),
            negated: find(term::NEGATED),
            said_on: find(term::SAID_ON),
            from: find(term::FROM),
            until: find(term::UNTIL),
            scope: find(term::SCOPE),
            market: find(term::MARKET),
            title: find(term::TITLE),
            claim: find(term::CLAIM_OF_EVIDENCE),
            sentence: find(term::SENTENCE),
            rule: find(term::RULE),
            sketch: find(term::SKETCH),
            issued: find(super::ISSUED),
            of_rule: find(term::OF_RULE),
            right: find(term::RIGHT),
            wrong: find(term::WRONG),
        }
    }
}

/// What a graph says of one node.
struct Node<'a> {
    terms: &'a Terms,
    rows: &'a [Row],
}

impl<'a> Node<'a> {
    fn object(&self, predicate: u32) -> Option<u32> {
        self.rows.iter().find(|row| predicate != 0 && row[1] == predicate).map(|row| row[2])
    }

    fn text(&self, predicate: u32) -> Option<&'a str> {
        lexical(self.terms.text(self.object(predicate)?))
    }

    fn day(&self, predicate: u32) -> Option<CalendarDate> {
        self.text(predicate)?.parse().ok()
    }
}

/// What stands between the quotation marks of a literal, escapes as they are.
fn lexical(term: &str) -> Option<&str> {
    term.strip_prefix('"')?.rsplit_once('"').map(|(text, _)| text)
}

impl Testimony {
    /// Takes in a claim of an article.
    pub(super) fn claim(&mut self, v: &Vocabulary, terms: &Terms, rows: &[Row]) {
        let node = Node { terms, rows };
        let (Some(fact), Some(modality)) = (node.object(v.fact), node.object(v.modality)) else { return };
        let stance = match modality {
            asserted if asserted == v.asserted => Stance::Asserted,
            planned if planned == v.planned => Stance::Planned,
            negated if negated == v.negated => Stance::Denied,
            _ => return,
        };
        let part = |predicate: u32| node.text(predicate).unwrap_or_default().split_whitespace().collect();
        self.words.push(Word {
            fact,
            claim: rows[0][0],
            article: rows[0][3],
            stance,
            clocks: Clocks { from: node.day(v.from), until: node.day(v.until), said_on: node.day(v.said_on) },
            part: [part(v.scope), part(v.market)],
            title: node.object(v.title),
        });
    }

    /// Takes in a place that states a claim.
    pub(super) fn evidence(&mut self, v: &Vocabulary, terms: &Terms, rows: &[Row]) {
        let node = Node { terms, rows };
        let object = |predicate: u32| node.object(predicate).unwrap_or(0);
        self.evidence.push((object(v.claim), object(v.sentence), object(v.rule)));
    }

    /// Takes in an article.
    pub(super) fn article(&mut self, v: &Vocabulary, terms: &Terms, rows: &[Row]) {
        let node = Node { terms, rows };
        if let Some(sketch) = node.text(v.sketch) {
            let issued = node.text(v.issued).map(str::to_owned);
            self.articles.push(Sketched { article: rows[0][0], issued, hashes: reprints::hashes(sketch) });
        }
    }

    /// Takes in how often a rule was right.
    pub(super) fn reliability(&mut self, v: &Vocabulary, terms: &Terms, rows: &[Row]) {
        let node = Node { terms, rows };
        let count = |predicate: u32| node.text(predicate)?.parse().ok();
        if let (Some(rule), Some(right), Some(wrong)) =
            (node.object(v.of_rule), count(v.right), count(v.wrong))
        {
            self.rates.add(rule, right, wrong);
        }
    }

    /// Writes what follows for each fact; `facts` are their subjects, predicates and objects.
    pub(super) fn derive(
        &mut self,
        facts: &BTreeMap<u32, [u32; 3]>,
        posts: &Posts,
        terms: &Terms,
        derived: &mut Consequences<'_>,
    ) -> Result<(), StoreError> {
        let mut number = |iri: &str| derived.term(&format!("<{iri}>"));
        let article_count = number(term::ARTICLE_COUNT)?;
        let independent_count = number(term::INDEPENDENT_COUNT)?;
        let belief_of = number(term::BELIEF)?;
        let conflicts_with = number(term::CONFLICTS_WITH)?;
        let reprint_of = number(term::REPRINT_OF)?;
        let integer = |count: usize| format!("\"{count}\"^^{}", xsd::INTEGER);

        let reprints = reprints::earliest(std::mem::take(&mut self.articles));
        reprints.iter().for_each(|(one, first)| derived.mark([*one, reprint_of, *first]));
        self.evidence.sort_unstable();
        self.words.sort_by_key(|word| (word.fact, word.article, word.claim));
        let kinds = Kinds::new(posts, terms);
        let former = self.former(facts, &kinds);

        let mut ones: BTreeMap<Key<'_>, Vec<One<'_>>> = BTreeMap::new();
        let mut conflicts: Vec<(u32, u32)> = Vec::new();
        for words in self.words.chunk_by(|a, b| a.fact == b.fact) {
            let fact = words[0].fact;
            let Some(triple) = facts.get(&fact).copied() else { continue };
            let put = |stance| words.iter().filter(|word| word.stance == stance).collect::<Vec<&Word>>();
            let [asserted, planned, mut denied] =
                [Stance::Asserted, Stance::Planned, Stance::Denied].map(put);
            if conflicts::opposed(&asserted, &planned, &denied) {
                conflicts.push((fact, fact));
            }
            if asserted.is_empty() {
                continue;
            }
            denied.retain(|no| asserted.iter().any(|yes| no.clocks.denies(yes.clocks)));
            let articles: BTreeSet<u32> = asserted.iter().map(|word| word.article).collect();
            let witnesses = self.witnesses(&asserted, &reprints);
            let independent = witnesses.len();
            let believed = belief(
                self.rates.wrong(witnesses.into_values()),
                self.rates.wrong(self.witnesses(&denied, &reprints).into_values()),
            );
            let digits = format!("{believed:.4}");
            let digits = Decimal::parse(&digits).map_or(digits, |decimal| decimal.as_str().to_owned());
            let believed = format!("\"{digits}\"^^{}", xsd::DECIMAL);
            for (predicate, value) in [
                (article_count, integer(articles.len())),
                (independent_count, integer(independent)),
                (belief_of, believed),
            ] {
                let value = derived.term(&value)?;
                derived.mark([fact, predicate, value]);
            }
            for (key, value, words) in kinds.of(triple, asserted, &former) {
                ones.entry(key).or_default().push(One { fact, value, words });
            }
        }
        conflicts.extend(conflicts::pairs(&ones));
        for (one, other) in conflicts {
            derived.mark([one, conflicts_with, other]);
            derived.mark([other, conflicts_with, one]);
        }
        Ok(())
    }

    /// Person and organisation of each post that somebody is said to have left.
    fn former(&self, facts: &BTreeMap<u32, [u32; 3]>, kinds: &Kinds<'_>) -> BTreeSet<(u32, u32)> {
        let asserted = self.words.iter().filter(|word| word.stance == Stance::Asserted);
        let triples = asserted.filter_map(|word| facts.get(&word.fact));
        triples.filter(|[_, p, _]| *p == kinds.worked_for).map(|[person, _, at]| (*person, *at)).collect()
    }

    /// Each independent article among those of some claims, with sentences and rules; a claim without evidence
    /// counts as one sentence that an unknown rule reads.
    fn witnesses(&self, words: &[&Word], reprints: &BTreeMap<u32, u32>) -> BTreeMap<u32, Vec<(u32, u32)>> {
        let mut witnesses: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for word in words {
            let article = reprints.get(&word.article).copied().unwrap_or(word.article);
            let places = witnesses.entry(article).or_default();
            let from = self.evidence.partition_point(|(claim, ..)| *claim < word.claim);
            let of_claim = self.evidence[from..].iter().take_while(|(claim, ..)| *claim == word.claim);
            places.extend(of_claim.map(|(_, sentence, rule)| (*sentence, *rule)));
            if places.is_empty() {
                places.push((0, 0));
            }
        }
        witnesses
    }
}

/// The properties of which there is one at a time, by their numbers; 0 for what is not in the dictionary.
struct Kinds<'t> {
    terms: &'t Terms,
    posts: &'t Posts,
    amounts: BTreeSet<u32>,
    start: u32,
    end: u32,
    works_for: u32,
    worked_for: u32,
}

impl<'t> Kinds<'t> {
    fn new(posts: &'t Posts, terms: &'t Terms) -> Self {
        let find = |property: Property| terms.find_iri(&iri::term(property.name()));
        let amounts = Property::ALL.into_iter().filter(|property| super::is_amount(*property));
        let [start, end, works_for, worked_for] =
            [Property::StartDate, Property::EndDate, Property::WorksFor, Property::WorkedFor]
                .map(|property| find(property).unwrap_or(0));
        Self { terms, posts, amounts: amounts.filter_map(find).collect(), start, end, works_for, worked_for }
    }

    /// Of what a fact says that it is the one, with the claims that do.
    fn of<'w>(
        &self,
        [subject, property, object]: [u32; 3],
        asserted: Vec<&'w Word>,
        former: &BTreeSet<(u32, u32)>,
    ) -> Vec<(Key<'t>, Value, Vec<&'w Word>)> {
        let key = Key { subject, property, post: None };
        let lexical = lexical(self.terms.text(object)).unwrap_or_default();
        if self.amounts.contains(&property) {
            let amount = lexical.parse().map(Value::Amount).ok();
            return amount.map(|value| (key, value, asserted)).into_iter().collect();
        }
        if property == self.start || property == self.end {
            let of_date = if property == self.start { Value::Start } else { Value::End };
            let day = lexical.parse().map(of_date).ok();
            return day.map(|value| (key, value, asserted)).into_iter().collect();
        }
        if property != self.works_for {
            return Vec::new();
        }
        let (person, organisation) = (subject, object);
        let mut by_post: BTreeMap<&'t str, Vec<&'w Word>> = BTreeMap::new();
        for word in asserted {
            let title = word.title.and_then(|title| self::lexical(self.terms.text(title)));
            if let Some(post) = title.and_then(|title| self.posts.of_title(title)) {
                by_post.entry(post).or_default().push(word);
            }
        }
        let holder = Value::Holder { person, former: former.contains(&(person, organisation)) };
        let at = |post| Key { subject: organisation, property, post: Some(post) };
        by_post.into_iter().map(|(post, words)| (at(post), holder, words)).collect()
    }
}
