//! Answers of queries, in every format.

use gureum_query::prefixes;
use gureum_query::results::{self, Format, TableOptions, WriteError, Written};
use gureum_store::QueryOptions;

use crate::world;

fn run(sparql: &str, format: Format, options: &TableOptions) -> Result<(String, Written), WriteError> {
    let store = world::store();
    let with_prefixes = QueryOptions { prefixes: prefixes::for_queries(), ..QueryOptions::default() };
    let answer = store.query(sparql, &with_prefixes)?;
    let mut out = Vec::new();
    let written = results::write(answer, format, options, &mut out)?;
    Ok((String::from_utf8(out).unwrap(), written))
}

fn printed(sparql: &str, format: Format) -> String {
    run(sparql, format, &TableOptions::default()).unwrap().0
}

const NAMES: &str = "SELECT ?entity ?name ?budget WHERE {
    ?entity rdfs:label ?name OPTIONAL { ?entity gu:budget ?budget } FILTER(lang(?name) = 'ko')
} ORDER BY ?entity";
const ASK: &str = "ASK { id:gureumbada gu:partnersWith id:saebyeok }";
const PARTNERS: &str = "CONSTRUCT { ?a gu:partnersWith ?b } WHERE { ?a gu:partnersWith ?b }";

#[test]
fn a_table_lines_up_hangul_and_numbers() {
    insta::assert_snapshot!(printed(NAMES, Format::Table));
}

#[test]
fn a_table_without_rows_still_has_its_head() {
    insta::assert_snapshot!(printed("SELECT ?nothing { ?nothing gu:none ?o }", Format::Table), @"
     nothing
    ─────────
    ");
}

#[test]
fn cells_are_cut_only_when_asked() {
    let narrow = TableOptions { max_cell: Some(12), ..TableOptions::default() };
    let (table, _) = run(NAMES, Format::Table, &narrow).unwrap();
    assert!(table.contains("id:facility…"), "{table}");
    assert!(!printed(NAMES, Format::Table).contains('…'));
}

#[test]
fn rows_beyond_the_measured_ones_are_written_too() {
    let few = TableOptions { measured_rows: 1, ..TableOptions::default() };
    let (table, written) = run(NAMES, Format::Table, &few).unwrap();
    assert_eq!(written, Written::Rows(7));
    assert_eq!(table.lines().count(), 9);
}

#[test]
fn a_newline_in_a_value_does_not_break_the_table() {
    let table = printed(r#"SELECT ("가\n나\u001B[2J" AS ?text) {}"#, Format::Table);
    assert_eq!(table.lines().count(), 3, "{table}");
    assert!(table.contains(r"가\n나\u{1b}[2J"), "{table}");
}

#[test]
fn programs_get_the_w3c_formats() {
    insta::assert_snapshot!("csv", printed(NAMES, Format::Csv));
    insta::assert_snapshot!("tsv", printed(NAMES, Format::Tsv));
    let one = "SELECT ?name ?none { id:gureumbada rdfs:label ?name }";
    insta::assert_snapshot!("json", printed(one, Format::Json));
    insta::assert_snapshot!("xml", printed(one, Format::Xml));
}

#[test]
fn yes_or_no() {
    assert_eq!(printed(ASK, Format::Table), "true\n");
    assert_eq!(printed(ASK, Format::Json), "{\"head\":{},\"boolean\":true}\n");
}

#[test]
fn graphs_are_written_with_the_prefixes_they_use() {
    insta::assert_snapshot!("turtle", printed(PARTNERS, Format::Turtle));
    insta::assert_snapshot!("ntriples", printed(PARTNERS, Format::NTriples));
    insta::assert_snapshot!("table_of_triples", printed(PARTNERS, Format::Table));
}

#[test]
fn a_format_that_cannot_hold_the_answer_says_which_can() {
    let refused = |sparql, format| run(sparql, format, &TableOptions::default()).unwrap_err().to_string();
    insta::assert_snapshot!(refused(NAMES, Format::Turtle), @"SELECT gives rows, which turtle cannot hold: use --format table, csv, tsv, json or xml");
    insta::assert_snapshot!(refused(ASK, Format::NTriples), @"ASK gives true or false, which ntriples cannot hold: use --format table, csv, tsv, json or xml");
    insta::assert_snapshot!(refused(PARTNERS, Format::Csv), @"CONSTRUCT or DESCRIBE gives triples, which csv cannot hold: use --format turtle, ntriples, nquads, trig, rdfxml, jsonld or table");
}

#[test]
fn formats_have_the_names_people_type() {
    assert_eq!("TTL".parse(), Ok(Format::Turtle));
    assert_eq!("nt".parse(), Ok(Format::NTriples));
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    let error = "yaml".parse::<Format>().unwrap_err().to_string();
    assert!(error.contains("use table, csv"), "{error}");
}
