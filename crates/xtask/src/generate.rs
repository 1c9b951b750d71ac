//! Which files are generated, and writing or checking them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::ontology::{Ontology, OntologyError};
use crate::terms::Vocabulary;
use crate::turtle::Triples;
use crate::{page, picture, readme, rust, shapes};

const ONTOLOGY: &str = "ontology/gureum.ttl";
const README: &str = "ontology/README.md";
const EDGES: &str = "ontology/shapes/edges.ttl";
const FACTS: &str = "ontology/shapes/records/facts.ttl";
const VOCABULARY: &str = "crates/gureum-model/src/vocabulary.rs";
const PAGE: &str = "docs/ontology.html";
const PICTURE: &str = "docs/ontology.svg";

/// Whether to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write what differs.
    Write,
    /// Only say what differs.
    Check,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every file is as generated.
    UpToDate,
    /// These files differed and were written.
    Written(Vec<&'static str>),
    /// These files differ and were left alone.
    Stale(Vec<&'static str>),
}

/// Why nothing could be generated.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GenerateError {
    /// The ontology is the source of everything.
    #[error(transparent)]
    Ontology(#[from] OntologyError),
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The formatter did not run, or refused.
    #[error("rustfmt did not format {VOCABULARY}: {0}; is it installed (`rustup component add rustfmt`)?")]
    Format(io::Error),
    /// A file that is generated in part has no place for that part.
    #[error("{README} cannot be updated: {}", readme::missing_markers())]
    Markers,
}

/// Generates all files of the repository at `root`.
pub(crate) fn run(root: &Path, mode: Mode) -> Result<Outcome, GenerateError> {
    let triples = Triples::read(&root.join(ONTOLOGY)).map_err(OntologyError::from)?;
    let ontology = Ontology::of(&triples)?;
    let terms = Vocabulary::read(&triples);
    let generated = [
        (VOCABULARY, rust::formatted(&rust::vocabulary(&ontology), root).map_err(GenerateError::Format)?),
        (README, readme::with_table(&read(&root.join(README))?, &ontology).ok_or(GenerateError::Markers)?),
        (EDGES, shapes::edges(&ontology)),
        (FACTS, shapes::facts(&ontology)),
        (PAGE, page::html(&terms)),
        (PICTURE, picture::svg(&terms)),
    ];
    let mut differing = Vec::new();
    for (name, text) in generated {
        let path = root.join(name);
        if path.exists() && read(&path)? == text {
            continue;
        }
        differing.push(name);
        if mode == Mode::Write {
            fs::write(&path, text).map_err(|source| GenerateError::File { path, source })?;
        }
    }
    Ok(match mode {
        _ if differing.is_empty() => Outcome::UpToDate,
        Mode::Write => Outcome::Written(differing),
        Mode::Check => Outcome::Stale(differing),
    })
}

fn read(path: &Path) -> Result<String, GenerateError> {
    fs::read_to_string(path).map_err(|source| GenerateError::File { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const HEADER: &str = r#"
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        <https://example.org/o> a owl:Ontology ; owl:versionInfo "1.2.3" ;
            owl:imports <https://example.org/o/things> , <https://example.org/o/evidence> .
    "#;
    const THINGS: &str = r#"
        @prefix gu: <https://example.org/o#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        gu:Thing a owl:Class ; rdfs:label "것"@ko , "thing"@en ; skos:definition "모든 것."@ko , "Any thing."@en .
        gu:Firm a owl:Class ; rdfs:subClassOf gu:Thing ; rdfs:label "회사"@ko , "firm"@en ;
            skos:definition "회사."@ko , "A firm."@en ; gu:extracted true .
        gu:City a owl:Class ; rdfs:subClassOf gu:Thing ; rdfs:label "도시"@ko , "city"@en ;
            skos:definition "도시."@ko , "A city."@en ; gu:extracted true .
        gu:liesIn a owl:ObjectProperty ; rdfs:domain [ owl:unionOf ( gu:Firm gu:City ) ] ; rdfs:range gu:City ;
            rdfs:label "있다"@ko , "lies in"@en ; skos:definition "곳."@ko , "Where it is."@en ; gu:extracted true .
        gu:siteOf a owl:ObjectProperty ; owl:inverseOf gu:liesIn .
        <https://example.org/o/things> a owl:Ontology .
        gu:liesIn rdfs:isDefinedBy <https://example.org/o/things> ; rdfs:subPropertyOf <http://schema.org/location> .
        gu:City rdfs:isDefinedBy <https://example.org/o/things> .
        gu:joins a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:domain gu:Firm ; rdfs:range gu:Firm ;
            rdfs:label "손잡다"@ko , "joins"@en ; skos:definition "협력."@ko , "Works with."@en ; gu:extracted true .
        gu:since a owl:DatatypeProperty ; rdfs:domain gu:Thing ; rdfs:range gu:PartialDate ;
            rdfs:label "부터"@ko , "since"@en ; skos:definition "때."@ko , "Since when."@en ; gu:extracted true .
        gu:share a owl:DatatypeProperty ; rdfs:domain gu:Firm ; rdfs:range xsd:decimal ;
            rdfs:label "몫"@ko , "share"@en ; skos:definition "몫."@ko , "One | other."@en ; gu:extracted true .
    "#;
    const EVIDENCE: &str = r#"
        @prefix gu: <https://example.org/o#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        gu:Claim skos:definition "Words."@en ; rdfs:isDefinedBy <https://example.org/o/evidence> .
        gu:saidOn skos:definition "When."@en ; rdfs:isDefinedBy <https://example.org/o/evidence> .
    "#;

    fn repository(things: &str) -> TempDir {
        let root = tempfile::tempdir().unwrap();
        for folder in ["ontology/shapes/records", "crates/gureum-model/src", "docs"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        let readme = readme::with_table(
            "# Title\n<!-- generated: properties (cargo xtask generate) --><!-- end of generated -->\nEnd.\n",
            &Ontology {
                namespace: String::new(),
                version: String::new(),
                classes: vec![],
                properties: vec![],
                terms: vec![],
            },
        );
        for (file, text) in [
            ("gureum.ttl", HEADER),
            ("things.ttl", things),
            ("evidence.ttl", EVIDENCE),
            ("README.md", &readme.unwrap()),
        ] {
            fs::write(root.path().join("ontology").join(file), text).unwrap();
        }
        root
    }

    fn text(root: &TempDir, file: &str) -> String {
        fs::read_to_string(root.path().join(file)).unwrap()
    }

    #[test]
    fn a_tiny_ontology_becomes_enums_and_a_table() {
        let root = repository(THINGS);
        assert_eq!(
            run(root.path(), Mode::Write).unwrap(),
            Outcome::Written(vec![VOCABULARY, README, EDGES, FACTS, PAGE, PICTURE])
        );

        let rust = text(&root, VOCABULARY);
        for expected in [
            "pub const NAMESPACE: &str = \"https://example.org/o#\";",
            "pub const VERSION: &str = \"1.2.3\";",
            "    /// A firm.\n    Firm,",
            "pub const ALL: [Self; 2] = [Self::Firm, Self::City];",
            "Self::Firm => \"회사\",",
            "Self::LiesIn => \"liesIn\",",
            "Self::LiesIn => Range::Entity(&[Class::City]),",
            "Self::Share => Range::Decimal,",
            "Self::Since => Range::Date,",
            "Self::Since => &Class::ALL,",
            "Self::Own(own) => own.is_symmetric(),\n            Self::Joins => true,",
            "Self::LiesIn => Some(\"siteOf\"),",
            "    pub const SAID_ON: &str = \"https://example.org/o#saidOn\";",
        ] {
            assert!(rust.contains(expected), "{expected} is not in\n{rust}");
        }

        let readme = text(&root, README);
        assert!(readme.starts_with("# Title\n") && readme.ends_with("\nEnd.\n"), "{readme}");
        assert!(
            readme.contains("| `joins` | 손잡다 | Firm | Firm | Works with. Symmetric.<br>협력. |"),
            "{readme}"
        );
        assert!(readme.contains("| `since` | 부터 | any | date |"), "{readme}");
        assert!(readme.contains("One \\| other."), "a bar would end the cell: {readme}");

        let edges = text(&root, EDGES);
        for expected in [
            "gus:liesIn a sh:NodeShape ;\n    sh:targetSubjectsOf gu:liesIn ;\n    sh:nodeKind sh:IRI ;",
            "gus:siteOf a sh:NodeShape ;\n    sh:targetSubjectsOf gu:siteOf ;\n    sh:class gu:City ;",
            "sh:path gu:share ;\n    sh:datatype xsd:decimal ;",
            "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:gYear ] )",
        ] {
            assert!(edges.contains(expected), "{expected} is not in\n{edges}");
        }
        let facts = text(&root, FACTS);
        assert!(
            facts.contains("sh:node [ sh:property [ sh:path gu:extracted ; sh:hasValue true ] ]"),
            "{facts}"
        );
        assert!(facts.contains("[ sh:path rdf:subject ; sh:class gu:Firm ]"), "{facts}");
    }

    #[test]
    fn a_term_is_on_the_page_under_its_local_name_and_in_the_picture() {
        let root = repository(&THINGS.replace("Where it is.", "<Where> it is."));
        run(root.path(), Mode::Write).unwrap();
        let page = text(&root, PAGE);
        for expected in [
            "<article id=\"liesIn\">",
            "&#60;Where&#62; it is.",
            "<dt>목적어 <span lang=\"en\">range</span></dt><dd><a href=\"#City\">City</a></dd>",
            "<span lang=\"en\">inverse</span></dt><dd>siteOf</dd>",
            "<a href=\"http://schema.org/location\">schema:location</a>",
        ] {
            assert!(page.contains(expected), "{expected} is not in\n{page}");
        }
        let picture = text(&root, PICTURE);
        assert_eq!(picture.matches("<path").count(), 3, "two kinds of subjects, one of objects: {picture}");
        assert!(picture.contains("도시 <tspan class=\"en\">City</tspan>"), "{picture}");
        assert!(page.contains(&picture), "the page shows the picture");
    }

    #[test]
    fn check_names_the_files_that_differ_and_leaves_them() {
        let root = repository(THINGS);
        run(root.path(), Mode::Write).unwrap();
        assert_eq!(run(root.path(), Mode::Check).unwrap(), Outcome::UpToDate);

        let edited = text(&root, VOCABULARY) + "// by hand\n";
        fs::write(root.path().join(VOCABULARY), &edited).unwrap();
        assert_eq!(run(root.path(), Mode::Check).unwrap(), Outcome::Stale(vec![VOCABULARY]));
        assert_eq!(text(&root, VOCABULARY), edited);

        fs::write(root.path().join("ontology/things.ttl"), THINGS.replace("Where it is.", "Its place."))
            .unwrap();
        assert_eq!(run(root.path(), Mode::Check).unwrap(), Outcome::Stale(vec![VOCABULARY, README, PAGE]));
        assert_eq!(run(root.path(), Mode::Write).unwrap(), Outcome::Written(vec![VOCABULARY, README, PAGE]));
        assert_eq!(run(root.path(), Mode::Write).unwrap(), Outcome::UpToDate);
    }

    #[test]
    fn all_gaps_are_reported_at_once() {
        let gaps = THINGS
            .replace("\"회사\"@ko , ", "")
            .replace("rdfs:range xsd:decimal ;", "rdfs:range xsd:float ;")
            .replace("gu:Firm gu:City )", "gu:Firm gu:Cite )");
        let message = run(repository(&gaps).path(), Mode::Check).unwrap_err().to_string();
        for expected in ["Firm has no rdfs:label in @ko", "share has rdfs:range", "Cite> in rdfs:domain"] {
            assert!(message.contains(expected), "{expected} is not in: {message}");
        }
    }

    #[test]
    fn a_slip_in_the_turtle_is_located() {
        let root = repository(&THINGS.replace("gu:City a owl:Class ;", "gu:City a owl:Class ;; ."));
        let message = run(root.path(), Mode::Check).unwrap_err().to_string();
        assert!(message.contains("things.ttl") && message.contains("line"), "{message}");
    }
}
