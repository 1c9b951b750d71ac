//! `ask`: the questions with a name, listed, asked, and complained about.

use crate::world::World;

const MINE: &str = r#"#+ ko = "누구와 협력하나?"
#+ en = "Whom with?"
#+ topic = "나의 것"
#+ [[parameter]]
#+ name = "firm"
#+ kind = "Organization"
#+ ko = "회사"
#+ en = "firm"
SELECT ?partner ?partnerLabel {
  VALUES ?firm { id:kt }
  ?firm gu:partnersWith ?partner . ?partner rdfs:label ?partnerLabel
} ORDER BY ?partnerLabel
"#;

#[test]
fn questions_are_listed_with_what_they_take() {
    let world = World::empty();
    world.run(&["ask"]).ok().printed(&[
        "  partners --org 조직",
        "이 조직은 누구와 협력하나? Whom does an organisation cooperate with?",
        "  winners [--program 사업]",
    ]);
    let csv = world.run(&["ask", "--format", "csv"]).ok().out;
    assert!(csv.starts_with("question,topic,ko,en,parameters\r\n"), "{csv}");
    world.run(&["ask", "partners", "--help"]).ok().printed(&["--org <조직>", "조직 (organisation)"]);
    world.run(&["completions", "bash"]).ok().printed(&["partners"]);
}

#[test]
fn an_answer_comes_in_every_form_of_rows() {
    let world = World::built();
    let table = world.run(&["ask", "partners", "--org", "누리소프트"]).ok().out;
    assert_eq!(table, " partner\n──────────────\n 다솜소프트\n 한빛클라우드\n");
    let ask = |rest: &[&str]| {
        let words = [&["ask", "partners", "--org", "누리소프트", "--format"], rest].concat();
        world.run(&words)
    };
    let csv = ask(&["csv"]).ok().out;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "partner,partnerLabel");
    assert!(lines[1].ends_with("org/다솜소프트,다솜소프트"), "{csv}");
    ask(&["json"]).ok().printed(&["\"partnerLabel\"", "\"uri\""]);
    ask(&["turtle"]).ended(2).said(&["turtle", "--format table"]);
    ask(&["nonsense"]).ended(2).said(&["nonsense"]);
}

#[test]
fn sentences_stand_below_the_rows_or_beside_them() {
    let world = World::built();
    world.run(&["ask", "partners", "--org", "누리소프트", "--sentences"]).ok().printed(&[
        "한빛클라우드\n    │ 한빛클라우드는 누리소프트와 업무협약을 체결했다.\n",
        "— 구름일보 「한빛클라우드, 누리소프트와 손잡다」 2024-06-10 [partner-sign]",
    ]);
    let csv =
        world.run(&["ask", "partners", "--org", "누리소프트", "--sentences", "--format", "csv"]).ok().out;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "partner,partnerLabel,quote,sentence,rule,article,title,publisher,published,url");
    assert_eq!(lines.len(), 3, "{csv}");
    assert!(lines[2].contains("한빛클라우드는 누리소프트와 업무협약을 체결했다.,partner-sign"), "{csv}");
}

#[test]
fn the_sparql_that_is_shown_gives_the_same_answer() {
    let world = World::built();
    let sparql = world.run(&["ask", "partners", "--org", "누리소프트", "--show-sparql"]).ok().out;
    assert!(sparql.starts_with("PREFIX gu:") && sparql.contains("org/누리소프트>"), "{sparql}");
    world.write("shown.rq", &sparql);
    let rows = |args: &[&str]| world.run(args).ok().out;
    assert_eq!(
        rows(&["query", "-f", "shown.rq", "--format", "csv"]),
        rows(&["ask", "partners", "--org", "누리소프트", "--format", "csv"])
    );
}

#[test]
fn what_does_not_fit_is_told_with_what_would() {
    let world = World::built();
    world.run(&["ask", "partners"]).ended(2).said(&["--org <조직>"]).said(&["Usage: gureum ask partners"]);
    world.run(&["ask", "partners", "--orgs", "KT"]).ended(2).said(&["'--orgs'"]).said(&["similar", "--org"]);
    world.run(&["ask", "partner", "--org", "KT"]).ended(2).said(&["similar", "partners"]);
    world.run(&["ask", "partners", "--org", "누리소프드"]).ended(1).said(&["누리소프드", "혹시 누리소프트"]);
    world.run(&["ask", "partners", "--org", "공공"]).ended(2).said(&["Sector, not Organization"]);
    let none = world.run(&["ask", "competitors", "--org", "누리소프트"]).ok().said(&["(no rows)"]);
    assert!(none.out.starts_with(" competitor"), "{}", none.out);
}

#[test]
fn questions_of_ones_own_take_the_place_of_those_built_in() {
    let world = World::built();
    world.write("mine/with.rq", MINE);
    world.run(&["ask", "--questions", "mine"]).ok().printed(&["나의 것\n  with --firm 조직\n"]);
    world.run(&["ask", "with", "--firm", "다솜소프트", "--questions=mine"]).ok().printed(&[" 누리소프트\n"]);
    world.run(&["ask", "--questions", "mine", "partners", "--org", "KT"]).ended(2).said(&["partners"]);
}

#[test]
fn wrong_questions_are_told_whatever_is_asked() {
    let world = World::built();
    world.write("mine/one.rq", MINE.replace("SELECT", "SELEC"));
    world.write("mine/two.rq", MINE.replace("\"Organization\"", "\"Firm\""));
    for args in
        [&["ask", "--questions", "mine"][..], &["ask", "--questions", "mine", "one", "--firm", "다솜소프트"]]
    {
        world
            .run(args)
            .ended(3)
            .said(&["mine/one.rq:9:", "the SPARQL is wrong"])
            .said(&["mine/two.rq:4:", "'Firm' is no kind"]);
    }
    world.run(&["ask", "--questions", "none"]).ended(3).said(&["cannot read the questions in none"]);
}
