//! Measures the way from nothing to a first answer: builds stores of generated articles in the real
//! record shape, then opens each in a new process, and sets Oxigraph's own in-memory store beside.
//!
//! `cargo run --release -p gureum-store --example cold_start [QUADS...]`, by default 10000 100000 1000000.

#[path = "../tests/store/newsroom.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "it is made for the tests, which use all of it")]
mod newsroom;

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use gureum_model::{Modality, Property, quads};
use gureum_store::{Answer, ArticleGraph, GraphFilter, QueryOptions, Store, Writer};

const POINT_QUERY: &str =
    "SELECT ?label { <https://w3id.org/gureum/id/org/회사7> gu:partnersWith ?o . ?o rdfs:label ?label }";
const CLAIMS_A_PROPERTY: &str =
    "SELECT ?p (COUNT(*) AS ?n) { GRAPH ?g { ?c gu:fact ?f . ?f rdf:predicate ?p } } GROUP BY ?p";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, path] = arguments.as_slice()
        && flag == "--open"
    {
        return open(Path::new(path));
    }
    let sizes = if arguments.is_empty() {
        vec![10_000, 100_000, 1_000_000]
    } else {
        arguments.iter().map(|text| text.parse()).collect::<Result<Vec<usize>, _>>()?
    };
    for size in sizes {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("gureum.kg");
        build(&path, size)?;
        let start = Instant::now();
        let status =
            std::process::Command::new(std::env::current_exe()?).arg("--open").arg(&path).status()?;
        println!("  new process, all of the above        {:>9}", millis(start.elapsed()));
        if !status.success() {
            return Err("the new process failed".into());
        }
        add_one(&path)?;
        compare(&path)?;
    }
    Ok(())
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// Peak memory of this process in MB, where Linux tells.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|text| text.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.map_or("?".to_owned(), |kb| format!("{} MB", kb / 1024))
}

/// A deterministic sequence (xorshift); companies come up with falling frequency.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// Thirty syllables in words of three: nothing that compresses better than real sentences do.
    fn words(&mut self) -> String {
        let mut syllable = |n| {
            let space = if n % 3 == 2 { " " } else { "" };
            let c = char::from_u32(0xAC00 + u32::try_from(self.below(11_172)).unwrap_or(0)).unwrap_or('가');
            format!("{c}{space}")
        };
        (0..30).map(&mut syllable).collect()
    }

    fn company(&mut self, size: usize) -> String {
        let companies = (size as u64 / 100).max(20);
        let limit = self.below(companies) + 1;
        format!("회사{}", self.below(limit))
    }
}

fn build(path: &Path, size: usize) -> Result<(), Box<dyn Error>> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut writer = Writer::open(path)?;
    let (mut quads_made, mut articles, mut putting) = (0, 0, Duration::ZERO);
    while quads_made < size {
        articles += 1;
        let mut draft = newsroom::article(&format!("news-{articles:07}"));
        for _ in 0..6 {
            let property = Property::ALL[dice.below(8) as usize];
            let modality = Modality::ALL[dice.below(12) as usize % 4 * (dice.below(4) as usize / 3)];
            draft.words = dice.words();
            draft = draft.puts(&dice.company(size), property, &dice.company(size), modality);
        }
        let article = &draft.extraction().article;
        let graph = ArticleGraph {
            iri: newsroom::article_iri(&article.id),
            quads: quads::article_graph(draft.extraction()),
            hash: article.hash.as_str().to_owned(),
            text: None,
        };
        quads_made += graph.quads.len();
        let start = Instant::now();
        writer.put_article(graph)?;
        putting += start.elapsed();
    }
    let start = Instant::now();
    let summary = writer.commit()?;
    println!(
        "{} quads from {articles} articles, {} on disk",
        summary.quads,
        size_of(&path.join("segments"))?
    );
    println!("  put articles, without texts          {:>9}", millis(putting));
    println!("  commit                               {:>9}", millis(start.elapsed()));
    let start = Instant::now();
    Store::open(path)?;
    println!("  open for the first time, deriving    {:>9}", millis(start.elapsed()));
    Ok(())
}

fn size_of(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(format!("{:.1} MB", bytes as f64 / 1e6))
}

fn answer(store: &Store, query: &str) -> Result<usize, Box<dyn Error>> {
    match store.query(query, &newsroom::prefixes())? {
        Answer::Solutions(rows) => Ok(rows.collect::<Result<Vec<_>, _>>()?.len()),
        _ => Err("not a SELECT query".into()),
    }
}

fn open(path: &Path) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let store = Store::open(path)?;
    println!(
        "  open                                 {:>9}   peak memory {}",
        millis(start.elapsed()),
        peak_memory()
    );
    let start = Instant::now();
    let rows = answer(&store, POINT_QUERY)?;
    println!("  point query ({rows} rows)               {:>9}", millis(start.elapsed()));
    let start = Instant::now();
    let rows = answer(&store, CLAIMS_A_PROPERTY)?;
    println!("  claims by property ({rows} rows)         {:>9}", millis(start.elapsed()));
    let start = Instant::now();
    let lines = store.dump(&mut std::io::sink())?;
    println!("  dump ({lines} lines)          {:>9}", millis(start.elapsed()));
    Ok(())
}

/// A small commit, its source text included.
fn add_one(path: &Path) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut writer = Writer::open(path)?;
    newsroom::article("one-more").says("회사1", Property::PartnersWith, "회사2").put(&mut writer);
    writer.commit()?;
    println!("  add one article                      {:>9}", millis(start.elapsed()));
    Ok(())
}

fn compare(path: &Path) -> Result<(), Box<dyn Error>> {
    let store = Store::open(path)?;
    let quads: Vec<_> = store.matching(None, None, None, &GraphFilter::Any).collect();
    let theirs = oxigraph::store::Store::new()?;
    let start = Instant::now();
    let mut loader = theirs.bulk_loader();
    loader.load_quads(quads)?;
    loader.commit()?;
    println!("  Oxigraph in memory: bulk load        {:>9}", millis(start.elapsed()));
    for (name, query) in [("point query", POINT_QUERY), ("claims by property", CLAIMS_A_PROPERTY)] {
        let QueryOptions { prefixes, .. } = newsroom::prefixes();
        let mut evaluator = oxigraph::sparql::SparqlEvaluator::new();
        for (prefix, iri) in prefixes {
            evaluator = evaluator.with_prefix(prefix, iri)?;
        }
        let start = Instant::now();
        if let oxigraph::sparql::QueryResults::Solutions(rows) =
            evaluator.parse_query(query)?.on_store(&theirs).execute()?
        {
            rows.collect::<Result<Vec<_>, _>>()?;
        }
        println!("  Oxigraph in memory: {name:<18}{:>11}", millis(start.elapsed()));
    }
    Ok(())
}
