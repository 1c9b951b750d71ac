//! Prints how long the dictionary takes to load and a segmenter to be made, the figures in the README:
//!
//! ```text
//! cargo run --release -p ko-dic --example startup
//! ```
//!
//! `unpack` is a load into an empty cache, `memory` one without a cache, `load` one from the cache; `new, words`
//! is `Segmenter::new` on the dictionary itself, `new, tags` on its tag view.

use std::error::Error;
use std::fs;
use std::time::{Duration, Instant};

use ko_dic::{Options, Source};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let work = tempfile::tempdir()?;
    let blocked = work.path().join("file");
    fs::write(&blocked, "")?;
    let cached = Options { source: Source::Default, cache: Some(work.path().join("cache")) };
    let unwritable = Options { source: Source::Default, cache: Some(blocked) };

    let mut times: [(&str, Vec<Duration>); 5] =
        ["unpack", "memory", "load", "new, words", "new, tags"].map(|name| (name, Vec::new()));
    for _ in 0..ROUNDS {
        let clock = Instant::now();
        ko_dic::load(&cached)?;
        times[0].1.push(clock.elapsed());

        let clock = Instant::now();
        ko_dic::load(&unwritable)?;
        times[1].1.push(clock.elapsed());

        let clock = Instant::now();
        let korean = ko_dic::load(&cached)?;
        times[2].1.push(clock.elapsed());

        let clock = Instant::now();
        let _segmenter = Segmenter::new(Mode::Normal, korean.dictionary.clone(), None);
        times[3].1.push(clock.elapsed());

        let clock = Instant::now();
        let mut segmenter = Segmenter::new(Mode::Normal, korean.tag_view, None);
        segmenter.dictionary = korean.dictionary;
        times[4].1.push(clock.elapsed());

        fs::remove_dir_all(work.path().join("cache"))?;
    }
    for (name, mut rounds) in times {
        rounds.sort();
        println!(
            "{name:10} median {:>9.2?}  from {:.2?} to {:.2?}",
            rounds[ROUNDS / 2],
            rounds[0],
            rounds[ROUNDS - 1]
        );
    }
    Ok(())
}
