//! Times PageRank and betweenness on a generated graph, and writes the graph and the values for others to compare:
//! `cargo run --release -p gureum-query --example analysis_times -- FOLDER [EDGES]`. `benches/analysis.py` does so with
//! igraph.
//!
//! Ends of edges are drawn unevenly (the square of a uniform number), so that some entities have many; a tenth as many
//! nodes as edges.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::time::Instant;

use gureum_query::analysis::Network;
use gureum_query::analysis::betweenness::betweenness;
use gureum_query::analysis::pagerank::{Along, pagerank};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder to write to?")?);
    let edges: u32 = arguments.next().map_or(Ok(100_000), |count| count.parse())?;
    let nodes = edges / 10;

    let mut state = 1_u64;
    let mut end = || {
        // Knuth's MMIX generator; its upper bits are good enough here.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let uniform = (state >> 11) as f64 / (1_u64 << 53) as f64;
        (uniform * uniform * f64::from(nodes)) as u32
    };
    let mut facts = Vec::new();
    while facts.len() < edges as usize {
        facts.push((end(), end(), false));
    }
    let network = Network::from_edges(nodes as usize, facts.iter().copied());

    let mut times = BufWriter::new(File::create(folder.join("times.tsv"))?);
    let threads = std::thread::available_parallelism()?.get();
    for threads in [1, threads] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let mut best = f64::INFINITY;
        let mut ranks = Vec::new();
        for _ in 0..5 {
            let started = Instant::now();
            ranks = pagerank(&network, Along::Facts);
            best = best.min(started.elapsed().as_secs_f64());
        }
        writeln!(times, "pagerank\t{threads}\t{best}")?;
        let started = Instant::now();
        let through = pool.install(|| betweenness(&network));
        writeln!(times, "betweenness\t{threads}\t{}", started.elapsed().as_secs_f64())?;
        let mut values = BufWriter::new(File::create(folder.join("values.tsv"))?);
        for (rank, through) in ranks.iter().zip(through) {
            writeln!(values, "{rank}\t{through}")?;
        }
        values.flush()?;
    }
    let mut list = BufWriter::new(File::create(folder.join("edges.tsv"))?);
    for (from, to, _) in facts {
        writeln!(list, "{from}\t{to}")?;
    }
    list.flush()?;
    Ok(times.flush()?)
}
