//! Extraction beside bare lindera tokenisation of the same text, in one run on one thread:
//! `cargo bench -p gureum-extract [-- PATH...]`. Without paths it reads the seed articles.
//!
//! Bare tokenisation takes the article's sentences one by one and reads no details, as lindera is
//! used here. Rounds alternate between the two so that both see the same machine; the median counts.

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{ResourceFiles, Resources};
use gureum_extract::text;
use gureum_model::ContentHash;
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<PathBuf> =
        std::env::args().skip(1).filter(|a| !a.starts_with("--")).map(PathBuf::from).collect();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/articles");
    let paths = if paths.is_empty() { vec![seeds] } else { paths };
    let mut articles = Vec::new();
    for path in &paths {
        read(path, &mut articles)?;
    }

    let korean = ko_dic::load(&ko_dic::Options::default())?;
    let mut segmenter = Segmenter::new(Mode::Normal, korean.tag_view.clone(), None);
    segmenter.dictionary = korean.dictionary.clone();
    let mut worker = segmenter.into_worker();
    let extractor = Extractor::new(Resources::load(&ResourceFiles::builtin())?, Analyser::new(korean));
    let mut reader = extractor.reader();

    let pages: Vec<text::Page> = articles.iter().filter_map(|bytes| text::read(bytes, None).ok()).collect();
    let bytes: usize = pages.iter().flat_map(|p| p.sentences.iter().map(|s| s.range.len())).sum();
    let (mut bare, mut whole) = (Vec::new(), Vec::new());
    let (mut tokens, mut facts) = (0, 0);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        tokens = 0;
        for page in &pages {
            for sentence in &page.sentences {
                tokens += black_box(worker.segment(&page.text.as_str()[sentence.range.clone()])?).len();
            }
        }
        bare.push(start.elapsed());

        let start = Instant::now();
        facts = 0;
        for (number, bytes) in articles.iter().enumerate() {
            let page = text::read(bytes, None)?;
            facts +=
                black_box(reader.extract(&number.to_string(), ContentHash::of(bytes), page)).claims.len();
        }
        whole.push(start.elapsed());
    }

    let (bare, whole) = (median(bare), median(whole));
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{} articles, {bytes} bytes of sentences, median of {ROUNDS} rounds, one thread",
        articles.len()
    );
    println!("lindera alone   {bare:>10.2?}  {:>6.2} MB/s  {tokens} tokens", rate(bare));
    println!("gureum extract  {whole:>10.2?}  {:>6.2} MB/s  {facts} claims", rate(whole));
    println!(
        "extraction takes {:.2} times the time of tokenisation",
        whole.as_secs_f64() / bare.as_secs_f64()
    );
    Ok(())
}

fn read(path: &Path, articles: &mut Vec<Vec<u8>>) -> std::io::Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(path)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
        entries.sort();
        for entry in entries.iter().filter(|e| e.extension().is_some_and(|x| x == "md" || x == "txt")) {
            articles.push(std::fs::read(entry)?);
        }
    } else {
        articles.push(std::fs::read(path)?);
    }
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
