//! `path` and `analyze`: ways between entities, and measures of the graph.

use crate::world::World;

/// Two firms know a third; a fourth came later, and one partnership was denied.
fn world() -> World {
    let world = World::empty();
    for (day, text) in [
        ("2024-03-01", "한빛클라우드는 누리소프트와 업무협약을 체결했다."),
        ("2024-04-01", "누리소프트는 다솜소프트와 업무협약을 체결했다."),
        ("2024-05-01", "한빛클라우드는 마루네트웍스와 업무협약을 체결했다."),
        ("2024-05-02", "마루네트웍스는 다솜소프트와 업무협약을 체결했다."),
        ("2024-05-03", "가람소프트는 나래소프트와 업무협약을 체결했다."),
    ] {
        world.write(&format!("news/{day}.md"), format!("---\npublished: {day}\n---\n\n{text}\n"));
    }
    world.run(&["build", "news"]).ok();
    world
}

#[test]
fn a_path_is_shown_with_its_sentences() {
    let world = world();
    world.run(&["path", "한빛클라우드", "다솜소프트"]).ok().printed(&[
        "한빛클라우드 – 누리소프트 – 다솜소프트  (2걸음)\n",
        "│ 한빛클라우드는 누리소프트와 업무협약을 체결했다.",
        "│ 누리소프트는 다솜소프트와 업무협약을 체결했다.",
    ]);
    let two = world.run(&["path", "한빛클라우드", "다솜소프트", "--paths", "9", "--format", "csv"]).ok();
    two.printed(&["path,step,subject,property,object,belief,said,sentence\r\n", "\r\n2,2,", "마루네트웍스"]);
}

#[test]
fn where_no_way_leads_the_program_says_so() {
    let world = world();
    let none = world.run(&["path", "한빛클라우드", "가람소프트"]).ended(1);
    none.said(&["no way of at most 6 facts leads from 한빛클라우드 to 가람소프트", "--max-hops"]);
    world.run(&["path", "한빛클라우드", "다솜소프트", "--max-hops", "1"]).ended(1);
    world.run(&["path", "한빛클라우드", "다솜소프드"]).ended(1).said(&["다솜소프드", "혹시 다솜소프트"]);
}

#[test]
fn measures_come_as_table_csv_and_json() {
    let world = world();
    let table = world.run(&["analyze", "centrality", "--by", "degree", "--top", "2"]).ok();
    table.said(&["2 of 6 entities; --top shows more"]).printed(&["│ betweenness │"]);
    let csv = world.run(&["analyze", "centrality", "--format", "csv"]).ok();
    assert_eq!(csv.out.lines().count(), 7, "CSV has every entity: {}", csv.out);
    world.run(&["analyze", "components", "--format", "csv"]).ok().printed(&["\r\n1,4,4,", "\r\n2,2,1,"]);
    world
        .run(&["analyze", "communities", "--format", "json"])
        .ok()
        .printed(&["\"modularity\"", "\"members\""]);
    world
        .run(&["export", "--format", "graphml", "--measure", "pagerank,degree"])
        .ok()
        .printed(&["attr.name=\"pagerank\" attr.type=\"double\"", "attr.name=\"degree\""]);
    world.run(&["export", "--format", "dot", "--measure", "fame"]).ended(2).said(&["fame", "pagerank"]);
}

#[test]
fn who_stands_between_two_groups_of_the_users_own() {
    let world = world();
    let first = ["analyze", "bridges", "한빛클라우드", "다솜소프트", "--format", "csv"];
    world.run(&first).ok().printed(&["누리소프트,Organization,,0.5000,한빛클라우드,다솜소프트\r\n"]);
    world.write("firms.txt", "다솜소프트\n\n가람소프트\n");
    let from_file = ["analyze", "bridges", "한빛클라우드", "@firms.txt", "--format", "csv"];
    world.run(&from_file).ok().printed(&["마루네트웍스,Organization,,0.5000,"]);
    world.run(&["analyze", "bridges", "없는회사", "다솜소프트"]).ended(1).said(&["없는회사"]);
}

#[test]
fn change_between_two_days_names_what_is_new() {
    let world = world();
    let change = world.run(&["analyze", "change", "2024-03", "2024-05-01", "--format", "csv"]).ok();
    change
        .said(&["2024-03-31 to 2024-05-01: 2 new, 0 denied, 1 as before"])
        .printed(&["new,누리소프트,partnersWith,다솜소프트,2024-04-01,"]);
    let degrees = ["analyze", "change", "2024-03", "2024-05-01", "--degrees", "--format", "csv"];
    world.run(&degrees).ok().printed(&["한빛클라우드,Organization,1,2,+1\r\n"]);
    world.run(&["analyze", "change", "2024-05-01", "2024-03"]).ended(2).said(&["give the earlier day first"]);
}
