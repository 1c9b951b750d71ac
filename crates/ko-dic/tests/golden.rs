//! The analysis of some thirty sentences, token by token, as `golden/tokens.txt` has it: a change of lindera or of
//! the data that moves a single tag shows here first. Not a statement of what would be right.
//!
//! `KO_DIC_UPDATE=1 cargo test -p ko-dic --test golden` writes the file anew; a new sentence is a new line `> …`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use ko_dic::{Loaded, Options};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

/// One line a token: surface, byte span, tag.
fn tokens(segmenter: &Segmenter, sentence: &str) -> String {
    let mut lines = String::new();
    for mut token in segmenter.segment(sentence.into()).expect("a sentence of the golden file") {
        let (start, end) = (token.byte_start, token.byte_end);
        assert_eq!(&sentence[start..end], token.surface, "span and surface in {sentence}");
        let surface = token.surface.clone().into_owned();
        writeln!(lines, "{surface}\t{start}..{end}\t{}", token.get_detail(0).unwrap_or("-"))
            .expect("a String");
    }
    lines
}

fn load() -> Loaded {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    ko_dic::load(&Options { cache: Some(cache), ..Options::default() }).expect("the crate's own dictionary")
}

fn quick_segmenter() -> Segmenter {
    let korean = load();
    let mut segmenter = Segmenter::new(Mode::Normal, korean.tag_view, None);
    segmenter.dictionary = korean.dictionary;
    segmenter
}

fn golden() -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/tokens.txt");
    let text = fs::read_to_string(&path).expect("the golden file");
    (path, text)
}

#[test]
fn tokens_are_those_of_the_golden_file() {
    let segmenter = quick_segmenter();
    let (path, golden) = golden();
    let mut now = String::new();
    for line in
        golden.lines().filter(|line| line.is_empty() || line.starts_with("# ") || line.starts_with("> "))
    {
        writeln!(now, "{line}").expect("a String");
        if let Some(sentence) = line.strip_prefix("> ") {
            now.push_str(&tokens(&segmenter, sentence));
        }
    }
    if env::var_os("KO_DIC_UPDATE").is_some() {
        fs::write(&path, now).expect("the golden file can be written");
        return;
    }
    for (number, (now, golden)) in now.lines().zip(golden.lines()).enumerate() {
        assert_eq!(
            now,
            golden,
            "{}:{}: the analysis has changed (left is now). If that is meant: KO_DIC_UPDATE=1",
            path.display(),
            number + 1
        );
    }
    assert_eq!(
        now.lines().count(),
        golden.lines().count(),
        "tokens came or went: KO_DIC_UPDATE=1 shows which"
    );
}

/// The segmenter is made from the tag view to save the walk over all details at every start. That must not be
/// seen in any token: the slow way gives the same.
#[test]
fn tag_view_gives_the_same_analysis_as_the_words_themselves() {
    let (quick, slow) = (quick_segmenter(), Segmenter::new(Mode::Normal, load().dictionary, None));
    let (_, golden) = golden();
    for sentence in golden.lines().filter_map(|line| line.strip_prefix("> ")) {
        assert_eq!(tokens(&quick, sentence), tokens(&slow, sentence), "{sentence}");
    }
}

/// Dictionaries for lindera before 6.1 came without the penalty for a josa or ending after a space, and read
/// `중이다` as `중/NNG 이/JKS 다`. The rules must be in the metadata and in force.
#[test]
fn space_penalty_is_in_force() {
    let with = quick_segmenter();
    let without = with.clone().space_penalty(None).expect("taking the rules away");
    let sentence = "서울 시 에서 구축 중이다.";
    assert!(
        tokens(&with, sentence).contains("중\t25..28\tNNB\n이\t28..31\tVCP\n"),
        "{}",
        tokens(&with, sentence)
    );
    assert_ne!(tokens(&with, sentence), tokens(&without, sentence), "the rules change nothing");
}
