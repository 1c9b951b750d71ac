//! Articles that print the same text: wire copy with another headline, shortened or with a byline more.
//!
//! Two articles belong together if at least half of the runs of letters of the shorter text, as far as their
//! sketches (`gu:sketch`) show, stand in the other; and so do those that others join (connected components),
//! whatever the order in which they came. Texts so short that fewer than [`FEWEST`] runs can be compared
//! belong together only if their sketches are equal. On 94 articles of various papers, of which some retell the
//! same event in other words, unrelated pairs share 11 of 100 runs at most.
//!
//! O(n) in the hashes of all sketches, as long as few articles share one. No set of the pairs that were compared is kept: it
//! would outgrow the graph.

use std::collections::BTreeMap;

use rayon::prelude::*;

/// The share of the shorter text, as a fraction, from which on texts are one: 1/2.
const SHARE: (usize, usize) = (1, 2);
/// Runs that must be comparable to tell more than equality.
const FEWEST: usize = 16;
/// Hashes of a sketch that does not hold every run of its text.
const FULL: usize = 128;
/// Of more articles with one hash (a paper's set phrase) each is compared with the next one only.
const CROWD: usize = 64;
/// Articles that are compared with others at a time, on all threads.
const TOGETHER: usize = 4096;

/// An article with its sketch.
#[derive(Debug)]
pub(super) struct Sketched {
    pub(super) article: u32,
    /// Day of publication as in the graph, to tell which is the earliest.
    pub(super) issued: Option<String>,
    /// Ascending.
    pub(super) hashes: Vec<u32>,
}

/// The hashes of a written sketch; whatever is no such text gives none.
pub(super) fn hashes(sketch: &str) -> Vec<u32> {
    let digits = |at: usize| u32::from_str_radix(sketch.get(at..at + 8)?, 16).ok();
    let mut hashes: Vec<u32> = (0..sketch.len()).step_by(8).map_while(digits).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// For each article that prints the text of an earlier one, the earliest.
pub(super) fn earliest(mut articles: Vec<Sketched>) -> BTreeMap<u32, u32> {
    articles.retain(|article| !article.hashes.is_empty());
    articles.sort_by_key(|article| article.article);
    let mut groups = Groups((0..articles.len()).collect());
    let compared = Compared::new(&articles);
    let all: Vec<usize> = (0..articles.len()).collect();
    for some in all.chunks(TOGETHER) {
        // On all threads, which leave out what was found to belong together before.
        let nothing = || (vec![0_u32; articles.len()], Vec::new());
        let found: Vec<Vec<usize>> = some
            .par_iter()
            .with_min_len(TOGETHER / 16)
            .map_init(nothing, |(shared, later), one| {
                compared.same_text(&articles, *one, &groups, shared, later)
            })
            .collect();
        for (one, others) in some.iter().zip(found) {
            others.into_iter().for_each(|other| groups.join(*one, other));
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..articles.len() {
        members.entry(groups.of(at)).or_default().push(at);
    }
    let mut found = BTreeMap::new();
    for members in members.into_values() {
        let rank = |at: &usize| (articles[*at].issued.is_none(), articles[*at].issued.as_ref(), *at);
        let first = members.iter().copied().min_by_key(rank);
        for (at, first) in members.into_iter().filter_map(|at| Some((at, first?))) {
            if at != first {
                found.insert(articles[at].article, articles[first].article);
            }
        }
    }
    found
}

/// Which articles are compared with which.
struct Compared {
    /// Hash and article, sorted.
    holders: Vec<(u32, u32)>,
    /// For each article the stretches of `holders` behind it that it is compared with.
    stretches: Vec<Vec<(u32, u32)>>,
    /// How many hashes of each article are a crowd's.
    crowded: Vec<usize>,
}

impl Compared {
    fn new(articles: &[Sketched]) -> Self {
        let of_article = |(article, at): (&Sketched, u32)| {
            article.hashes.iter().map(move |hash| (*hash, at)).collect::<Vec<_>>()
        };
        let mut holders: Vec<(u32, u32)> = articles.iter().zip(0..).flat_map(of_article).collect();
        holders.par_sort_unstable();
        let mut stretches = vec![Vec::new(); articles.len()];
        let mut crowded = vec![0; articles.len()];
        let mut end = 0;
        for holders in holders.chunk_by(|a, b| a.0 == b.0) {
            let start = end;
            end += u32::try_from(holders.len()).unwrap_or(u32::MAX); // a chunk is no longer than there are articles
            for ((_, one), next) in holders.iter().zip(start + 1..) {
                let crowd = holders.len() > CROWD;
                let until = if crowd { end.min(next + 1) } else { end };
                crowded[*one as usize] += usize::from(crowd);
                if next < until {
                    stretches[*one as usize].push((next, until));
                }
            }
        }
        Self { holders, stretches, crowded }
    }

    /// The later articles that print the text of `one` and are not known to yet. `shared` has a zero for each article, `later` is
    /// empty, and both are so afterwards: how many hashes are seen to be shared, with which.
    fn same_text(
        &self,
        articles: &[Sketched],
        one: usize,
        groups: &Groups,
        shared: &mut [u32],
        later: &mut Vec<usize>,
    ) -> Vec<usize> {
        let stretches = self.stretches[one].iter();
        for (_, other) in stretches.flat_map(|(from, until)| &self.holders[*from as usize..*until as usize]) {
            let other = *other as usize;
            if shared[other] == 0 {
                later.push(other);
            }
            shared[other] += 1;
        }
        let a = &articles[one].hashes;
        let group = groups.root(one);
        let mut found = Vec::new();
        for other in later.drain(..) {
            let b = &articles[other].hashes;
            let seen = std::mem::take(&mut shared[other]) as usize;
            let at_most = seen + self.crowded[one].min(self.crowded[other]);
            if at_most * SHARE.1 >= FEWEST.min(a.len()).min(b.len()) * SHARE.0
                && groups.root(other) != group
                && same_text(a, b)
            {
                found.push(other);
            }
        }
        found
    }
}

/// Whether half of the shorter text stands in the other. Beyond the greatest hash of a sketch that is full
/// nothing is known of its text, so only hashes up to there are compared: a fair sample of both.
fn same_text(a: &[u32], b: &[u32]) -> bool {
    if a == b {
        return true;
    }
    let known = |hashes: &[u32]| if hashes.len() < FULL { u32::MAX } else { *hashes.last().unwrap_or(&0) };
    let limit = known(a).min(known(b));
    let below = |hashes: &[u32]| hashes.partition_point(|hash| *hash <= limit);
    let (a, b) = (&a[..below(a)], &b[..below(b)]);
    let shorter = a.len().min(b.len());
    shorter >= FEWEST && share(a, b, (shorter * SHARE.0).div_ceil(SHARE.1))
}

/// Whether so many hashes stand in both. A walk almost without branches, as most pairs that are compared share little, and there
/// are many: only now and then it is asked whether the answer is known.
fn share(a: &[u32], b: &[u32], enough: usize) -> bool {
    let (mut at, mut bt, mut count) = (0, 0, 0);
    while count < enough && count + (a.len() - at).min(b.len() - bt) >= enough {
        for _ in 0..16 {
            let (Some(x), Some(y)) = (a.get(at), b.get(bt)) else { break };
            count += usize::from(x == y);
            at += usize::from(x <= y);
            bt += usize::from(y <= x);
        }
    }
    count >= enough
}

/// Which articles belong together: each points to another of its group, or to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn of(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketched(article: u32, issued: Option<&str>, hashes: impl IntoIterator<Item = u32>) -> Sketched {
        Sketched { article, issued: issued.map(str::to_owned), hashes: hashes.into_iter().collect() }
    }

    #[test]
    fn half_of_the_shorter_text_makes_a_reprint() {
        let whole = sketched(1, Some("2024-06-03"), 0..100);
        let shortened = sketched(2, Some("2024-06-04"), 60..100);
        let other = sketched(3, Some("2024-06-01"), (0..19).chain(500..530));
        assert_eq!(earliest(vec![other, shortened, whole]), BTreeMap::from([(2, 1)]));
    }

    #[test]
    fn the_earliest_is_found_through_others_and_in_any_order() {
        let articles = || {
            vec![
                sketched(7, None, 0..60),
                sketched(8, Some("2024-06-02"), 30..90),
                sketched(9, Some("2024-06-01"), 60..120),
            ]
        };
        let found = BTreeMap::from([(7, 9), (8, 9)]);
        let mut backwards = articles();
        backwards.reverse();
        assert_eq!(earliest(articles()), found, "7 and 9 share nothing, and 8 has half of both");
        assert_eq!(earliest(backwards), found);
    }

    #[test]
    fn short_texts_must_be_equal() {
        let found =
            earliest(vec![sketched(1, None, 0..12), sketched(2, None, 0..11), sketched(3, None, 0..12)]);
        assert_eq!(found, BTreeMap::from([(3, 1)]));
    }

    #[test]
    fn of_a_long_text_only_what_its_sketch_covers_is_compared() {
        // The long text's sketch ends at 1270, so the short text's later hashes say nothing.
        let long = sketched(1, None, (0..128).map(|n| n * 10));
        let short = sketched(2, None, (0..30).map(|n| n * 10).chain((0..90).map(|n| 5000 + n)));
        assert_eq!(earliest(vec![long, short]), BTreeMap::from([(2, 1)]));
    }

    #[test]
    fn a_crowd_is_one_group_and_a_set_phrase_makes_none() {
        let crowd = (0..200).map(|at| sketched(at, None, 0..40)).collect();
        assert_eq!(earliest(crowd).len(), 199);
        let phrase = (0..200).map(|at| sketched(at, None, (0..8).chain((at + 1) * 100..(at + 1) * 100 + 40)));
        assert_eq!(earliest(phrase.collect()), BTreeMap::new());
    }

    #[test]
    fn a_broken_sketch_gives_what_can_be_read() {
        assert_eq!(hashes("0000000a00000001"), [1, 10]);
        assert_eq!(hashes("0000000aXX"), [10]);
        assert_eq!(hashes("구름"), [0_u32; 0]);
    }
}
