//! `crates/gureum-model/src/vocabulary.rs`: the ontology's names as Rust enums and constants.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::ontology::{Ontology, Property, Range, RecordTerm, Words};

const HEADER: &str = "\
//! The vocabulary as Rust constants: the classes and properties that facts are made of, and the
//! IRIs of what records them. What a term means is decided in `ontology/`, not here.
//!
//! Generated from `ontology/*.ttl` by `cargo xtask generate`: do not edit.

use serde::{Deserialize, Serialize};

use crate::own::OwnProperty;
";

const RANGE: &str = "
/// What a property's objects are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// An entity of one of these classes.
    Entity(&'static [Class]),
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// A date to the text's own precision.
    Date,
    /// Text as written.
    Text,
}
";

const FROM_NAME: &str = "
    /// The term with this local name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|term| term.name() == name)
    }
";

/// Whether a user's ontology can add to an enum; what it adds, and how it is read and written, is in `own.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Openness {
    Open,
    Closed,
}

/// The file, not yet formatted.
pub(crate) fn vocabulary(ontology: &Ontology) -> String {
    let classes: Vec<&Words> = ontology.classes.iter().map(|c| &c.words).collect();
    let properties: Vec<&Words> = ontology.properties.iter().map(|p| &p.words).collect();
    [
        HEADER.to_owned(),
        format!("\n/// Namespace of every term.\npub const NAMESPACE: &str = {:?};\n", ontology.namespace),
        "/// Version of the ontology that this file was generated from.\n".to_owned(),
        format!("pub const VERSION: &str = {:?};\n", ontology.version),
        enumeration("Class", "Classes of entities.", Openness::Closed, &classes, FROM_NAME),
        RANGE.to_owned(),
        enumeration(
            "Property",
            "Properties of facts.",
            Openness::Open,
            &properties,
            &property_methods(ontology),
        ),
        record_terms(ontology),
    ]
    .concat()
}

/// Formats with the toolchain's rustfmt, under the settings that hold in `folder`.
pub(crate) fn formatted(source: &str, folder: &Path) -> io::Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = rustfmt.stdin.take() {
        input.write_all(source.as_bytes())?;
    }
    let output = rustfmt.wait_with_output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}

fn enumeration(name: &str, doc: &str, openness: Openness, items: &[&Words], methods: &str) -> String {
    let (derives, other) = match openness {
        Openness::Open => ("", "/// One that a user's ontology adds.\nOwn(OwnProperty),\n"),
        Openness::Closed => (", Serialize, Deserialize", ""),
    };
    let variants: String =
        items.iter().map(|w| format!("/// {}\n{},\n", w.definition, variant(&w.name))).collect();
    let all: String = items.iter().map(|w| format!("Self::{}, ", variant(&w.name))).collect();
    let text = |method: &str, doc: &str, value: fn(&Words) -> &str| {
        let arms: String =
            items.iter().map(|w| format!("Self::{} => {:?},\n", variant(&w.name), value(w))).collect();
        let own = own_arm(openness, method);
        method_of_arms(doc, &format!("{method}(self) -> &'static str"), &format!("{arms}{own}"))
    };
    let name_of = text("name", "Local name in the ontology, as in JSON.", |w| &w.name);
    let label_ko = text("label_ko", "Korean label.", |w| &w.ko);
    let label_en = text("label_en", "English label.", |w| &w.en);
    let count = items.len();
    let every = match openness {
        Openness::Open => "Every one of ours",
        Openness::Closed => "Every one",
    };
    format!(
        "
/// {doc}
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash{derives})]
pub enum {name} {{
{variants}{other}}}

impl {name} {{
    /// {every}, in the ontology's order.
    pub const ALL: [Self; {count}] = [{all}];
{name_of}{label_ko}{label_en}{methods}}}
"
    )
}

/// Passes the call on to what a user's ontology says.
fn own_arm(openness: Openness, method: &str) -> String {
    match openness {
        Openness::Open => format!("Self::Own(own) => own.{method}(),\n"),
        Openness::Closed => String::new(),
    }
}

fn property_methods(ontology: &Ontology) -> String {
    let arms = |value: &dyn Fn(&Property) -> String| -> String {
        let arm = |p: &Property| format!("Self::{} => {},\n", variant(&p.words.name), value(p));
        ontology.properties.iter().map(arm).collect()
    };
    let own = |method: &str| own_arm(Openness::Open, method);
    let classes = |names: &[String]| {
        if ontology.is_every_class(names) {
            return "&Class::ALL".to_owned();
        }
        let names: Vec<String> = names.iter().map(|n| format!("Class::{}", variant(n))).collect();
        format!("&[{}]", names.join(", "))
    };
    let domain = arms(&|p| classes(&p.domain));
    let range = arms(&|p| match &p.range {
        Range::Entity(names) => format!("Range::Entity({})", classes(names)),
        literal => format!("Range::{literal:?}"),
    });
    let symmetric: Vec<String> = ontology
        .properties
        .iter()
        .filter(|p| p.symmetric)
        .map(|p| format!("Self::{}", variant(&p.words.name)))
        .collect();
    let ours = match symmetric[..] {
        [] => String::new(),
        _ => format!("{} => true,\n", symmetric.join(" | ")),
    };
    let symmetric = format!("{}{ours}_ => false,\n", own("is_symmetric"));
    [
        method_of_arms(
            "Classes of its subjects.",
            "domain(self) -> &'static [Class]",
            &format!("{domain}{}", own("domain")),
        ),
        method_of_arms("What its objects are.", "range(self) -> Range", &format!("{range}{}", own("range"))),
        method_of_arms("Whether it holds in both directions.", "is_symmetric(self) -> bool", &symmetric),
        method_of_arms(
            "Local name of its inverse, where that is another property.",
            "inverse(self) -> Option<&'static str>",
            &format!("{}{}", inverse_arms(ontology), own("inverse")),
        ),
    ]
    .concat()
}

/// No wildcard: a property without an inverse is seen to have none.
fn inverse_arms(ontology: &Ontology) -> String {
    let mut arms = String::new();
    let mut without: Vec<String> = Vec::new();
    for property in &ontology.properties {
        let pattern = format!("Self::{}", variant(&property.words.name));
        match &property.inverse {
            Some(inverse) => arms.push_str(&format!("{pattern} => Some({inverse:?}),\n")),
            None => without.push(pattern),
        }
    }
    if !without.is_empty() {
        arms.push_str(&format!("{} => None,\n", without.join(" | ")));
    }
    arms
}

fn method_of_arms(doc: &str, signature: &str, arms: &str) -> String {
    method(doc, signature, &format!("match self {{\n{arms}}}"))
}

fn method(doc: &str, signature: &str, body: &str) -> String {
    format!("\n/// {doc}\npub const fn {signature} {{\n{body}\n}}\n")
}

fn record_terms(ontology: &Ontology) -> String {
    let mut module = "\n/// IRIs of what records facts: articles, facts, claims, evidence and modalities.\n\
                      pub mod term {\n"
        .to_owned();
    for term in &ontology.terms {
        let iri = format!("{}{}", ontology.namespace, term.name);
        let name = constant_name(term, &ontology.terms);
        // Writing to a String cannot fail.
        let _ = writeln!(module, "/// {}\npub const {name}: &str = {iri:?};", term.definition);
    }
    module + "}\n"
}

/// `gu:inArticle` is `IN_ARTICLE`; a property called like a class also names its subject: `gu:fact`
/// is `FACT_OF_CLAIM` beside `FACT`, the class.
fn constant_name(term: &RecordTerm, all: &[RecordTerm]) -> String {
    let name = constant(&term.name);
    let shared = all.iter().any(|other| other.name != term.name && constant(&other.name) == name);
    match &term.domain {
        Some(domain) if shared => format!("{name}_OF_{}", constant(domain)),
        _ => name,
    }
}

/// `partnersWith` as `PartnersWith`.
fn variant(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `saidOn` as `SAID_ON`, `Fact` as `FACT`.
fn constant(name: &str) -> String {
    let mut constant = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !constant.is_empty() {
            constant.push('_');
        }
        constant.extend(letter.to_uppercase());
    }
    constant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_called_like_a_class_names_its_subject() {
        let term = |name: &str, domain: Option<&str>| RecordTerm {
            name: name.to_owned(),
            definition: String::new(),
            domain: domain.map(str::to_owned),
        };
        let all = [term("Fact", None), term("fact", Some("Claim")), term("inArticle", Some("Claim"))];
        let names: Vec<String> = all.iter().map(|t| constant_name(t, &all)).collect();
        assert_eq!(names, ["FACT", "FACT_OF_CLAIM", "IN_ARTICLE"]);
    }

    #[test]
    fn a_source_that_is_not_rust_is_an_error() {
        let error = formatted("pub fn {", Path::new(".")).expect_err("not Rust");
        assert!(!error.to_string().is_empty());
    }
}
