//! What queries take without HTTP, answers in JSON included: `cargo run --release -p gureum-query --example query_times --
//! STORE FILE`. FILE has a query on each line. Prints the mean in milliseconds, after a round that is not counted.
//! `gureum-server/benches/server.py` sets the server beside it.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use gureum_query::prefixes;
use gureum_query::results::{self, Format, TableOptions};
use gureum_store::{QueryOptions, Store};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [store, file] = arguments.as_slice() else { return Err("STORE FILE".into()) };
    let (store, text) = (Store::open(Path::new(store))?, std::fs::read_to_string(file)?);
    let round = || -> Result<Duration, Box<dyn Error>> {
        let start = Instant::now();
        for query in text.lines() {
            let options = QueryOptions { prefixes: prefixes::for_queries(), ..QueryOptions::default() };
            let mut body = Vec::new();
            results::write(store.query(query, &options)?, Format::Json, &TableOptions::default(), &mut body)?;
        }
        Ok(start.elapsed())
    };
    round()?;
    println!("{}", round()?.as_secs_f64() * 1000.0 / text.lines().count() as f64);
    Ok(())
}
