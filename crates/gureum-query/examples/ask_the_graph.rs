//! Using the query crate as a library: a small graph in memory, a question in SPARQL, a table.
//!
//! ```text
//! cargo run -p gureum-query --example ask_the_graph
//! ```

use std::error::Error;
use std::io::{self, BufWriter, Write};

use gureum_query::find::find;
use gureum_query::prefixes;
use gureum_query::results::{self, Format, TableOptions};
use gureum_store::{QueryOptions, RdfFormat, Writer};

/// What two articles might say of invented firms.
const GRAPH: &str = r#"
@prefix gu: <https://w3id.org/gureum/ontology#> .
@prefix id: <https://w3id.org/gureum/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

id:gureumbada a gu:Organization ; rdfs:label "구름바다"@ko ; gu:partnersWith id:saebyeok .
id:saebyeok a gu:Organization ; rdfs:label "새벽컴퓨팅"@ko .
id:mujigae a gu:Program ; rdfs:label "무지개 프로젝트"@ko ; gu:budget 25000000000 .
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut writer = Writer::in_memory();
    writer.load(GRAPH.as_bytes(), RdfFormat::Turtle, None)?;
    let (store, _) = writer.into_store()?;
    let mut out = BufWriter::new(io::stdout().lock());

    // The built-in prefixes need no PREFIX lines.
    let options = QueryOptions { prefixes: prefixes::for_queries(), ..QueryOptions::default() };
    let answer = store.query(
        "SELECT ?entity ?name ?budget WHERE {
           ?entity rdfs:label ?name OPTIONAL { ?entity gu:budget ?budget }
         } ORDER BY ?name",
        &options,
    )?;
    results::write(answer, Format::Table, &TableOptions::default(), &mut out)?;

    // From a name as people type it to the entity.
    let entity = find(&store, "구름 바다").one("구름 바다")?;
    writeln!(out, "\n{} is {}", entity.label, entity.iri)?;
    Ok(())
}
