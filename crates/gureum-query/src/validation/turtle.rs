//! Findings as a SHACL validation report, as any SHACL tool gives one; `prov:wasDerivedFrom` leads to the
//! claims behind a result.

use std::io::{self, Write};

use oxrdf::{Literal, NamedNode, Term};

use super::Finding;

const HEAD: &str = "\
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

";

/// Writes the report.
///
/// # Errors
/// If `out` fails.
pub fn write(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{HEAD}[] a sh:ValidationReport ;\n    sh:conforms {}", findings.is_empty())?;
    for (at, finding) in findings.iter().enumerate() {
        write!(out, "{}\n    [\n", if at == 0 { " ;\n    sh:result" } else { " ," })?;
        result(finding, out)?;
        write!(out, "    ]")?;
    }
    writeln!(out, " .")
}

fn result(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let mut say = |predicate: &str, object: &str| writeln!(out, "        {predicate} {object} ;");
    say("a", "sh:ValidationResult")?;
    say("sh:resultSeverity", "sh:Violation")?;
    say("sh:focusNode", &finding.violation.focus.to_string())?;
    if let Some(path) = finding.path.as_deref().and_then(shacl_path) {
        say("sh:resultPath", &path)?;
    }
    if let Some(value) = &finding.value {
        say("sh:value", value)?;
    }
    say("sh:sourceConstraintComponent", &iri(&finding.constraint))?;
    say("sh:sourceShape", &iri(&finding.shape))?;
    for (language, message) in &finding.messages {
        let message = match Literal::new_language_tagged_literal(message, language) {
            Ok(tagged) => tagged,
            Err(_) => Literal::new_simple_literal(message),
        };
        say("sh:resultMessage", &message.to_string())?;
    }
    for cause in &finding.causes {
        say("prov:wasDerivedFrom", &iri(cause.claim.as_ref().unwrap_or(&cause.article)))?;
    }
    Ok(())
}

/// An IRI in brackets; a blank node's label as it is.
fn iri(name: &str) -> String {
    NamedNode::new(name).map_or_else(|_| name.to_owned(), |node| Term::from(node).to_string())
}

/// A predicate or its inverse; other paths have no short form in Turtle and are left out.
fn shacl_path(path: &str) -> Option<String> {
    match path.strip_prefix('^') {
        Some(inner) => shacl_path(inner).map(|inner| format!("[ sh:inversePath {inner} ]")),
        None => (path.starts_with('<') && path.matches('<').count() == 1 && path.ends_with('>'))
            .then(|| path.to_owned()),
    }
}
