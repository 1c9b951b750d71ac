//! Questions of one's own: what a file may say, what is told of a wrong one, and what arguments become.

use std::collections::BTreeMap;
use std::fs;

use gureum_query::ask::{ArgumentErrors, Catalogue, Rows};
use gureum_query::find::Names;
use gureum_store::{QueryOptions, Store};
use tempfile::TempDir;

use crate::world;

const PARTNERS: &str = r#"#+ ko = "누구와 협력하나?"
#+ en = "Who are the partners?"
#+ topic = "관계"
#+ cites = ["?org gu:partnersWith ?partner"]
#+ [[parameter]]
#+ name = "org"
#+ kind = "Organization"
#+ ko = "조직"
#+ en = "organisation"
SELECT ?partner ?partnerLabel {
  # VALUES ?org { id:nobody } is only a comment.
  VALUES ?org { id:kt }
  ?org gu:partnersWith ?partner . ?partner rdfs:label ?partnerLabel
} ORDER BY ?partnerLabel
"#;

fn read(files: &[(&str, &str)]) -> Result<Catalogue, String> {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().display().to_string();
    Catalogue::read(folder.path()).map_err(|error| error.to_string().replace(&format!("{path}/"), ""))
}

fn given(arguments: &[(&str, &str)]) -> BTreeMap<String, String> {
    arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn ask(
    store: &Store,
    catalogue: &Catalogue,
    name: &str,
    arguments: &[(&str, &str)],
) -> Result<Rows, ArgumentErrors> {
    let question = catalogue.get(name).unwrap();
    let bound = question.bind(&Names::new(store), &given(arguments))?;
    Ok(bound.rows(store, QueryOptions::default()).unwrap())
}

#[test]
fn a_question_is_asked_by_any_name() {
    let (store, catalogue) = (world::store(), read(&[("partners.rq", PARTNERS)]).unwrap());
    for name in ["구름바다", "Gureumbada", "id:gureumbada", "https://w3id.org/gureum/id/gureumbada"] {
        let answer = ask(&store, &catalogue, "partners", &[("org", name)]).unwrap();
        let shown: Vec<Vec<String>> = answer.rows.iter().map(|row| answer.shown(row)).collect();
        assert_eq!(shown, [["새벽컴퓨팅"]], "{name}");
    }
}

#[test]
fn a_row_leads_to_every_article_that_asserts_it() {
    let (store, catalogue) = (world::store(), read(&[("partners.rq", PARTNERS)]).unwrap());
    let question = catalogue.get("partners").unwrap();
    // Symmetric, and recorded in one direction only: it is found from both ends.
    for (name, other) in [("구름바다", "새벽컴퓨팅"), ("새벽컴퓨팅", "구름바다")] {
        let bound = question.bind(&Names::new(&store), &given(&[("org", name)])).unwrap();
        let answer = bound.rows(&store, QueryOptions::default()).unwrap();
        assert_eq!(answer.shown(&answer.rows[0]), [other]);
        let claims = bound.cite(&store, &answer.variables, &answer.rows[0]);
        let articles: Vec<&str> =
            claims.iter().map(|claim| claim.article.iri.rsplit('/').next().unwrap()).collect();
        assert_eq!(articles.len(), 2, "{articles:?}");
        assert!(claims.iter().all(|claim| !claim.evidence.is_empty()));
    }
}

#[test]
fn everything_wrong_with_the_arguments_is_told_at_once() {
    let (store, catalogue) = (world::store(), read(&[("partners.rq", PARTNERS)]).unwrap());
    let told =
        |arguments: &[(&str, &str)]| ask(&store, &catalogue, "partners", arguments).unwrap_err().to_string();
    insta::assert_snapshot!(told(&[("orgs", "구름바다")]), @r"
    partners has no parameter orgs; it takes org
    partners needs org: 조직 (organisation)
    ");
    insta::assert_snapshot!(told(&[("org", "구름비다")]), @"org: nothing in the graph is called '구름비다'. 혹시 구름바다 (id:gureumbada)?");
    insta::assert_snapshot!(told(&[("org", "한별")]), @"org: '한별' may mean 한별병원 (id:hanbyeol-hospital), 한별대학교 (id:hanbyeol-university): ask again by the short form in brackets");
    insta::assert_snapshot!(told(&[("org", "무지개 프로젝트")]), @r"org: 무지개 프로젝트 (id:program\/무지개프로젝트) is of the class Program, not Organization");
}

#[test]
fn an_argument_is_a_term_and_never_a_piece_of_the_query() {
    let text = r#"#+ ko = "그대로?"
#+ en = "As it is?"
#+ topic = "t"
#+ [[parameter]]
#+ name = "word"
#+ kind = "text"
#+ ko = "글"
#+ en = "text"
#+ [[parameter]]
#+ name = "year"
#+ kind = "year"
#+ ko = "해"
#+ en = "year"
#+ default = "2024"
#+ [[parameter]]
#+ name = "none"
#+ kind = "text"
#+ ko = "없음"
#+ en = "nothing"
#+ optional = true
SELECT ?word ?year ?none { VALUES ?word { "}" } VALUES ?year { 1 } VALUES ?none { "x" } }
"#;
    let (store, catalogue) = (world::store(), read(&[("echo.rq", text)]).unwrap());
    for word in ["\" } ; DROP ALL #", "}", "\\", "'''\"\"\"\n", "?x"] {
        let answer = ask(&store, &catalogue, "echo", &[("word", word)]).unwrap();
        let shown: Vec<Vec<String>> = answer.rows.iter().map(|row| answer.shown(row)).collect();
        assert_eq!(shown, [[word, "2024", ""]]);
    }
    let wrong = ask(&store, &catalogue, "echo", &[("word", ""), ("year", "24")]).unwrap_err().to_string();
    assert_eq!(wrong, "year: '24' is no year; write four digits, such as 2024");
}

#[test]
fn everything_wrong_with_the_files_is_told_at_once() {
    let unfit = PARTNERS
        .replace("name = \"org\"", "name = \"store\"")
        .replace("?org gu:partnersWith ?partner\"]", "?nobody gu:partnersWith ?partner\"]");
    let example = format!(
        "{PARTNERS}#+ [[example]]\n#+ data = [\"a\"]\n#+ articles = []\n#+ ask = {{ who = \"x\" }}\n\
         #+ rows = [[\"a\", \"b\"]]\n#+ missing = [[\"c\"]]\n"
    );
    let told = read(&[
        ("Big.rq", PARTNERS),
        ("broken.rq", &PARTNERS.replace("ORDER BY", "ODER BY")),
        ("example.rq", &example),
        ("fine.rq", PARTNERS),
        ("kind.rq", &PARTNERS.replace("\"Organization\"", "\"Firm\"")),
        ("made.rq", "#+ ko = \"가?\"\n#+ en = \"A?\"\n#+ topic = \"t\"\nASK { ?x ?y ?z }\n"),
        ("toml.rq", &PARTNERS.replace("#+ topic =", "#+ topics =")),
        ("unfit.rq", &unfit),
    ]);
    insta::assert_snapshot!(told.unwrap_err(), @r#"
    the questions cannot be used:
    Big.rq:1: its name is typed after `gureum ask`: use small letters, digits and hyphens
    broken.rq:14: the SPARQL is wrong before column 9: expected one of HAVING, OFFSET, OPTIONAL, VALUES
    example.rq:15: the example gives 'who', which the question does not take
    example.rq:15: the example does not give 'org'
    example.rq:15: the row 'a | b' has 2 cells; a table of the answer has 1
    example.rq:15: 'c' is missing from an answer that does not have it
    kind.rq:5: 'Firm' is no kind; write entity, year, text or a class such as Organization
    made.rq:1: only SELECT makes the rows of an answer; write the query as one
    toml.rq:3: unknown field `topics`, expected one of `ko`, `en`, `topic`, `cites`, `parameter`, `example` (lines with #+ are TOML: see ontology/questions/README.md)
    unfit.rq:4: '?nobody gu:partnersWith ?partner' cites nothing: write ?subject gu:property ?object, with variables that the query selects or takes
    unfit.rq:5: --store is an option of every question; call the parameter otherwise
    "#);
}

#[test]
fn a_folder_without_questions_is_told() {
    let told = read(&[("notes.txt", "")]).unwrap_err();
    assert!(told.contains("there is no file NAME.rq in it"), "{told}");
}

#[test]
fn the_query_for_other_tools_has_its_prefixes_and_nothing_else() {
    let (store, catalogue) = (world::store(), read(&[("partners.rq", PARTNERS)]).unwrap());
    let question = catalogue.get("partners").unwrap();
    let bound = question.bind(&Names::new(&store), &given(&[("org", "구름바다")])).unwrap();
    let sparql = bound.portable_sparql();
    insta::assert_snapshot!(sparql, @r#"
    PREFIX gu: <https://w3id.org/gureum/ontology#>
    PREFIX id: <https://w3id.org/gureum/id/>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

    SELECT ?partner ?partnerLabel {
      # VALUES ?org { id:nobody } is only a comment.
      VALUES ?org { <https://w3id.org/gureum/id/gureumbada> }
      ?org gu:partnersWith ?partner . ?partner rdfs:label ?partnerLabel
    } ORDER BY ?partnerLabel
    "#);
    // Without the program's own prefixes it is the same query.
    assert!(store.query(&sparql, &QueryOptions::default()).is_ok());
}
