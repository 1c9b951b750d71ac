//! Times loading, asking, dumping, adding one article and opening after it, on any file of N-Quads; for Oxigraph's bulk
//! loader in memory on the same file if it is asked for:
//! `cargo run --release -p gureum-store --example load_times -- FILE.nq FOLDER [--oxigraph]`.
//!
//! FOLDER becomes a store. Loading is all of it: reading, sorting, what follows from the articles, writing to disk. Prints a
//! JSON object: seconds, counts, and peak memory in MB after loading. `benches/peers.py` sets others beside it.

#[path = "../tests/store/newsroom.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "it is made for the tests, which use all of it")]
mod newsroom;

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::time::Instant;

use gureum_model::Property;
use gureum_store::{Answer, RdfFormat, Store, Writer};
use serde_json::json;

/// How often a question is asked; the best time counts.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder, rest @ ..] = arguments.as_slice() else { return Err("FILE.nq FOLDER".into()) };
    let open = || File::open(file).map(|file| BufReader::with_capacity(1 << 16, file));
    if rest.contains(&"--oxigraph".to_owned()) {
        let reader = open()?;
        let start = Instant::now();
        let store = oxigraph::store::Store::new()?;
        let mut loader = store.bulk_loader();
        loader.load_from_reader(oxigraph::io::RdfFormat::NQuads, reader)?;
        loader.commit()?;
        let load = start.elapsed().as_secs_f64();
        println!("{}", json!({ "load": load, "quads": store.len()?, "memory": peak_memory() }));
        return Ok(());
    }

    let folder = PathBuf::from(folder);
    let reader = open()?;
    let start = Instant::now();
    let mut writer = Writer::replace(&folder)?;
    let read = writer.load(reader, RdfFormat::NQuads, None)?;
    let taken_in = start.elapsed().as_secs_f64();
    let articles = writer.commit()?.articles;
    let load = start.elapsed().as_secs_f64();
    let memory = peak_memory();

    let start = Instant::now();
    let store = Store::open(&folder)?;
    let opened = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let lines = store.dump(&mut std::io::sink())?;
    let dump = start.elapsed().as_secs_f64();
    let mut asked = serde_json::Map::new();
    for query in
        std::env::vars().filter_map(|(name, text)| Some((name.strip_prefix("QUESTION_")?.to_owned(), text)))
    {
        let mut best = f64::INFINITY;
        let mut rows = 0;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            rows = answer(&store, &query.1)?;
            best = best.min(start.elapsed().as_secs_f64());
        }
        asked.insert(query.0, json!([best, rows]));
    }
    drop(store);
    let start = Instant::now();
    let mut writer = Writer::open(&folder)?;
    newsroom::article("one-more").says("회사1", Property::PartnersWith, "회사2").put(&mut writer);
    writer.commit()?;
    let add = start.elapsed().as_secs_f64();
    let start = Instant::now();
    Store::open(&folder)?;
    let derive = start.elapsed().as_secs_f64();

    println!(
        "{}",
        json!({
            "read": read, "quads": lines, "articles": articles, "taken_in": taken_in, "load": load,
            "memory": memory, "add": add, "open_after_adding": derive, "open": opened, "dump": dump, "asked": asked,
        })
    );
    Ok(())
}

fn answer(store: &Store, query: &str) -> Result<usize, Box<dyn Error>> {
    match store.query(query, &newsroom::prefixes())? {
        Answer::Solutions(rows) => Ok(rows.collect::<Result<Vec<_>, _>>()?.len()),
        _ => Err("not a SELECT query".into()),
    }
}

/// Peak memory of this process in MB, where Linux tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(peak.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? / 1024)
}
