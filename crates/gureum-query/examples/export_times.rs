//! Times the GraphML of a generated graph, and how much memory writing it takes:
//! `cargo run --release -p gureum-query --example export_times -- FILE [EDGES]`, by default a million edges. `benches/export.py`
//! does so with NetworkX.
//!
//! Prints seconds, bytes of the file, memory in kB before writing, and its peak while writing.

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::time::Instant;

use gureum_query::export::{self, GraphFormat};
use gureum_query::facts::TermName;
use gureum_query::projection::{Edge, Node, Projection};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().ok_or("which file to write?")?);
    let edges: usize = arguments.next().map_or(Ok(1_000_000), |count| count.parse())?;
    let nodes = edges / 10;
    let iri = |at: usize| format!("https://w3id.org/gureum/id/org/회사{at}");
    let class = || Some("Organization".to_owned());
    let projection = Projection::from_parts(
        (0..nodes).map(|at| Node::new(iri(at), format!("회사 {at} & 동료"), class())),
        (0..edges).map(|at| {
            let property = TermName { name: "partnersWith".to_owned(), label: "협력한다".to_owned() };
            let day = format!("20{:02}-{:02}-{:02}", at % 25, at % 12 + 1, at % 28 + 1);
            let edge = Edge {
                belief: Some((at % 97) as f64 / 97.0),
                articles: at % 5 + 1,
                evidence: at % 7 + 1,
                first_said: Some(day.clone()),
                last_said: Some(day),
                ..Edge::new(format!("https://w3id.org/gureum/fact/{at:032x}"), property)
            };
            (iri(at * 7919 % nodes), iri(at * 104_729 % nodes), edge)
        }),
    );
    let before = memory("VmRSS:");
    // From here on the kernel notes a new peak; it does so for nobody else's process.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let started = Instant::now();
    let mut file = BufWriter::with_capacity(1 << 16, File::create(&path)?);
    export::write(&projection, GraphFormat::GraphMl, &mut file)?;
    let seconds = started.elapsed().as_secs_f64();
    println!("{seconds}\t{}\t{before}\t{}", path.metadata()?.len(), memory("VmHWM:"));
    Ok(())
}

/// In kB; 0 where the system does not say.
fn memory(sort: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(sort));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default()
}
