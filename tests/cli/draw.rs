//! `draw`: pictures without any other program.

use crate::world::World;

fn svg(world: &World, args: &[&str]) -> String {
    let run = world.run(&[&["draw"], args].concat()).ok();
    assert!(run.out.starts_with("<svg ") && run.out.ends_with("</svg>\n"), "{}", run.out);
    run.out
}

#[test]
fn the_graph_is_drawn_with_names_properties_and_legend() {
    let world = World::built();
    let picture = svg(&world, &[]);
    for words in [
        "한빛클라우드",
        "누리소프트",
        "다솜소프트",
        "협력한다",
        "조직 Organization",
        "개체 3개, 그 사이의 사실 2건.",
    ] {
        assert!(picture.contains(&format!(">{words}</text>")), "{words} is not in {picture}");
    }
    assert_eq!(svg(&world, &[]), picture, "the same graph gives the same bytes");
    assert!(!svg(&world, &["--edge-labels", "never"]).contains(">협력한다</text>"));
    world.run(&["draw", "-o", "graph.svg"]).ok().said(&["개체 3개, 그 사이의 사실 2건."]);
    assert_eq!(std::fs::read_to_string(world.path("graph.svg")).expect("a file"), picture);
}

#[test]
fn what_the_limit_leaves_out_is_said() {
    let world = World::built();
    let run = world.run(&["draw", "--limit", "2"]).ok();
    run.said(&["전체 3개 가운데 이웃이 많은 것부터 2개까지만 그렸다"]);
}

#[test]
fn a_timeline_has_a_lane_for_an_entity_and_its_facts_in_time() {
    let world = World::built();
    let picture = svg(&world, &["--timeline", "--focus", "누리소프트"]);
    for words in
        ["누리소프트", "협력한다 ↔ 한빛클라우드", "협력한다 ↔ 다솜소프트", "2024-04", "개체 1개, 사실 2건."]
    {
        assert!(picture.contains(&format!(">{words}</text>")), "{words} is not in {picture}");
    }
    let cut = world.run(&["draw", "--timeline", "--limit", "1"]).ok();
    cut.said(&["날짜가 있는 2건 가운데", "1건만 그렸다"]);
}

#[test]
fn a_matrix_has_partners_unless_told_otherwise() {
    let world = World::built();
    let picture = svg(&world, &["--matrix"]);
    assert!(picture.contains("한빛클라우드 ↔ 협력한다 ↔ 누리소프트 (사실, 기사 1건)"), "{picture}");
    assert!(
        svg(&world, &["--matrix", "--predicate", "acquired"])
            .contains(">개체 0개, 그 사이의 사실 0건.</text>")
    );
}

#[test]
fn a_file_that_ends_in_png_is_one_where_a_font_is_there() {
    let world = World::built();
    let run = world.run(&["draw", "-o", "graph.png", "--scale", "1"]);
    if run.status == Some(0) {
        let bytes = std::fs::read(world.path("graph.png")).expect("a file");
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
    } else {
        run.said(&["no font with Hangul is installed", "write SVG"]);
        assert!(!world.path("graph.png").exists(), "nothing is written without a font");
    }
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let world = World::built();
    world.run(&["draw", "--timeline", "--matrix"]).ended(2);
    world.run(&["draw", "--scale", "0"]).ended(2).said(&["from 0.1 to 10"]);
    let mut command = world.command(&["draw", "--graphviz", "sfdp"]);
    command.env("PATH", "");
    let output = command.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("leave --graphviz away"));
}
