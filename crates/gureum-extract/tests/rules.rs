//! The project's own rules: every example holds, and what loading says about broken ones.

use gureum_extract::Extractor;
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{ResourceFiles, Resources, SourceFile};
use gureum_extract::rule;

fn files() -> ResourceFiles {
    ResourceFiles::builtin()
}

fn with_rule(text: &str) -> String {
    let mut files = files();
    files.rules.push(SourceFile { path: "my/rule.toml".to_owned(), text: text.to_owned(), layer: 0 });
    match Resources::load(&files) {
        Ok(_) => "loaded".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_example_of_every_rule_holds() {
    let resources = Resources::load(&files()).unwrap();
    let korean = ko_dic::load(&ko_dic::Options::default()).unwrap();
    let extractor = Extractor::new(resources, Analyser::new(korean));
    let failures = rule::check(&extractor);
    let listed: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "help: run `gureum rules check` while you edit\n{}", listed.join("\n"));
}

#[test]
fn a_broken_rule_is_reported_with_its_place_and_a_way_out() {
    let report = with_rule(
        "property = \"partnerWith\"\n[[rule]]\nid = \"x\"\nframe = [\"@conclud\"]\nS = \"subjekt:Organization\"\nO = \"with:Organisation\"\n",
    );
    for wanted in [
        "my/rule.toml:1:12: 'partnerWith' is no property; did you mean partnersWith?",
        "did you mean '@conclude'?",
        "did you mean 'subject'?",
        "did you mean 'Organization'?",
        "has no yes or no no example",
    ] {
        assert!(report.contains(wanted), "{wanted} is missing in\n{report}");
    }
}

#[test]
fn an_unknown_key_is_an_error_and_not_ignored() {
    let report = with_rule("property = \"uses\"\n[[rule]]\nid = \"x\"\nfrmae = [\"쓰\"]\n");
    assert!(report.contains("my/rule.toml:4:1") && report.contains("frmae"), "{report}");
}

#[test]
fn an_id_is_used_once() {
    let text = &files().rules[0].text;
    assert!(with_rule(text).contains("is taken"));
}

/// A user's rule with an id of ours was believed as ours had been measured.
#[test]
fn a_rule_that_replaces_a_measured_one_is_not_believed_as_that_one_was() {
    let measured = |resources: &Resources| resources.reliability.iter().any(|row| row.rule == "partner-sign");
    let mut files = files();
    assert!(measured(&Resources::load(&files).unwrap()));
    let text = "property = \"acquired\"\n[[rule]]\nid = \"partner-sign\"\nframe = [\"품\"]\n\
                S = \"subject:Organization\"\nO = \"object:Organization\"\n\
                yes = [{ text = \"a\", facts = [] }]\nno = [\"b\"]\n";
    files.rules.push(SourceFile { path: "my/rule.toml".to_owned(), text: text.to_owned(), layer: 1 });
    let resources = Resources::load(&files).unwrap();
    assert!(!measured(&resources) && !resources.reliability.is_empty());
    let rules = resources.rules.rules.iter().filter(|rule| rule.id == "partner-sign");
    assert_eq!(rules.map(|rule| rule.path.as_str()).collect::<Vec<_>>(), ["my/rule.toml"]);
}

#[test]
fn a_broken_registry_row_names_its_line() {
    let mut files = files();
    let header = files.lexicon[0].text.lines().next().unwrap().to_owned();
    files.lexicon.push(SourceFile {
        path: "my/names.tsv".to_owned(),
        text: format!("{header}\nhanbit\tOrganisation\t한빛\t\t\t\t\t\t\tme\nkt\tOrganization\t새 회사\t\t\t\t\t\t\tme\n"),
        layer: 0,
    });
    let report = Resources::load(&files).unwrap_err().to_string();
    assert!(
        report.contains("my/names.tsv:2:1: 'Organisation' is no type; did you mean Organization?"),
        "{report}"
    );
    assert!(report.contains("my/names.tsv:3:1: the id 'kt' is taken"), "{report}");
}
