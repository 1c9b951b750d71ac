//! The targets of `fuzz/` without a fuzzer: their seeds as they are, and changed at random.
//!
//! libFuzzer, which is guided by what code a change reaches, finds more in more time. Here every change of the
//! project meets them, and what was once found stays among the seeds.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

#[expect(unreachable_pub, reason = "in its own crate they are the interface")]
#[path = "../fuzz/src/lib.rs"]
mod targets;

/// A target's name and what it does.
type Target = (&'static str, fn(&[u8]));
const TARGETS: [Target; 8] = [
    ("article", targets::article),
    ("exports", targets::exports),
    ("front_matter", targets::front_matter),
    ("html", targets::html),
    ("json_lines", targets::json_lines),
    ("seeds", targets::seeds),
    ("sparql", targets::sparql),
    ("store_files", targets::store_files),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// The seeds of a target, by name.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder().join("seeds").join(target)).expect("a folder of seeds");
    let mut seeds: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            (
                path.file_name().expect("a name").to_string_lossy().into_owned(),
                fs::read(&path).expect("a seed"),
            )
        })
        .collect();
    seeds.sort();
    seeds
}

/// The words of the dictionary that libFuzzer uses too.
fn words() -> Vec<Vec<u8>> {
    let text = fs::read_to_string(folder().join("words.dict")).expect("a dictionary");
    let word = |line: &str| Some(unescaped(line.strip_prefix('"')?.strip_suffix('"')?));
    text.lines().filter_map(word).collect()
}

/// `\xAB`, `\"` and `\\`, as libFuzzer has them.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        let code = rest.strip_prefix('x').and_then(|code| u8::from_str_radix(code.get(..2)?, 16).ok());
        bytes.push(code.unwrap_or(rest.as_bytes()[0]));
        rest = &rest[if code.is_some() { 3 } else { 1 }..];
    }
    bytes.extend(rest.as_bytes());
    bytes
}

/// Numbers at random, the same in each run (xorshift64*, Vigna 2016).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        usize::try_from(number).expect("32 bits") % end.max(1)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..start + self.below((length - start).min(64) + 1)
    }

    /// Changes bytes in some of the ways that fuzzers do.
    fn change(&mut self, bytes: &mut Vec<u8>, others: &[(String, Vec<u8>)], words: &[Vec<u8>]) {
        for _ in 0..=self.below(4) {
            let range = self.range(bytes.len());
            match self.below(7) {
                0 if !bytes.is_empty() => {
                    let at = self.below(bytes.len());
                    bytes[at] ^= 1 << self.below(8);
                }
                1 => drop(bytes.drain(range)),
                2 => {
                    let copy = bytes[range.clone()].repeat(1 + self.below(20));
                    bytes.splice(range.end..range.end, copy).for_each(drop);
                }
                3 => {
                    let word = words[self.below(words.len())].repeat(1 + self.below(3));
                    bytes.splice(range.start..range.start, word).for_each(drop);
                }
                4 => {
                    let other = &others[self.below(others.len())].1;
                    let part = other[self.range(other.len())].to_vec();
                    bytes.splice(range, part).for_each(drop);
                }
                5 => bytes.truncate(range.start),
                _ => {
                    let noise: Vec<u8> = range.clone().map(|_| self.below(256) as u8).collect();
                    bytes.splice(range, noise).for_each(drop);
                }
            }
        }
        bytes.truncate(20_000);
    }
}

/// Runs a target; what breaks it is written beside the program, to be made a seed.
fn run(name: &str, target: fn(&[u8]), data: &[u8], what: &str) {
    if catch_unwind(AssertUnwindSafe(|| target(data))).is_err() {
        let path = std::env::temp_dir().join(format!("gureum-fuzz-{name}"));
        fs::write(&path, data).expect("the bytes can be kept");
        panic!(
            "{name}, {what}: the bytes are in {}; mend it, and keep them in fuzz/seeds/{name}",
            path.display()
        );
    }
}

fn rounds(times: usize) {
    let words = words();
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        for (seed, data) in &seeds {
            run(name, target, data, seed);
        }
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        for round in 0..times {
            let mut data = seeds[dice.below(seeds.len())].1.clone();
            dice.change(&mut data, &seeds, &words);
            run(name, target, &data, &format!("round {round}"));
        }
    }
}

#[test]
fn seeds_and_some_changes_of_them_break_nothing() {
    rounds(150);
}

#[test]
#[ignore = "slow; thousands of rounds"]
fn thousands_of_changes_break_nothing() {
    rounds(5000);
}

#[test]
fn every_target_is_known_to_libfuzzer() {
    let mut files: Vec<String> = fs::read_dir(folder().join("targets"))
        .expect("the targets")
        .map(|entry| {
            entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned()
        })
        .collect();
    files.sort();
    assert_eq!(files, TARGETS.map(|(name, _)| name));
}
