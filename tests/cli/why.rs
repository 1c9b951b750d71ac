//! `why`, `why-not` and `annotate`: explanations a user can follow.

use crate::world::World;

#[test]
fn a_fact_of_the_graph_is_explained_by_names_or_by_its_iri() {
    let world = World::built();
    let run = world.run(&["why", "한빛클라우드", "partnersWith", "누리소프트"]).ok();
    let run = run.printed(&[
        "한빛클라우드 ↔ partnersWith 협력한다 ↔ 누리소프트",
        "구름일보 「한빛클라우드, 누리소프트와 손잡다」 2024-06-10",
        "누리/NNG",
        "seeds/rules/partners-with.toml:",
        "사실 asserted ← '체결했다'",
    ]);
    let fact = run.out.lines().find(|line| line.starts_with("fact:")).unwrap();
    assert_eq!(world.run(&["why", fact]).ok().out, run.out);
    assert_eq!(world.run(&["why", &fact[5..13]]).ok().out, run.out, "some digits are enough");
    // Cooperation holds in both directions, and a property has a Korean name.
    assert_eq!(world.run(&["why", "누리소프트", "협력한다", "한빛클라우드"]).ok().out, run.out);
    world.run(&["why", "누리소프트", "gu:partnersWith"]).ok().printed(&["한빛클라우드", "다솜소프트"]);
}

#[test]
fn roles_are_drawn_under_the_words_that_have_them() {
    let run = World::empty().run(&["why", "--text", "한빛클라우드는 누리소프트와 업무협약을 체결했다."]).ok();
    assert!(
        run.out.contains(
            "  한빛클라우드는 누리소프트와 업무협약을 체결했다.\n\
             \x20 ┬───────────── ┬─────────── ┬───────── ┬───────\n\
             \x20 │              │            │          ╰ 서술어 '체결하'\n\
             \x20 │              │            ╰ 목적어 object\n\
             \x20 │              ╰ O 와·과 with, 조직\n\
             \x20 ╰ S 주제 topic, 조직\n"
        ),
        "{}",
        run.out
    );
}

#[test]
fn what_a_fact_is_qualified_by_is_explained() {
    let world = World::empty();
    world.write(
        "a.md",
        "---\ntitle: 새 협업 도구\npublished: 2024-06-10\n---\n\n\
         한빛클라우드는 지난 3일 협업 플랫폼 '새벽'을 출시했다. 이 회사는 내년 데이터센터를 열 계획이다. \
         공공 시장도 공략할 방침이라고 밝혔다.\n",
    );
    world.run(&["why", "--article", "a.md", "한빛클라우드", "provides", "새벽"]).ok().printed(&[
        "시점    2024-06-03 ← '지난 3일', 발행일 2024-06-10 기준",
        "따옴표 안에 있고",
        "조사 없음 bare, 시점",
    ]);
    world
        .run(&["why", "--article", "a.md", "한빛클라우드", "targetsSector"])
        .ok()
        .printed(&["이 문장에 없고 앞의 글에서 이어진다", "예정 planned ← '공략할 방침이라고'"]);
}

#[test]
fn what_is_no_fact_is_answered_with_what_to_do() {
    let world = World::built();
    world.run(&["why", "한빛클라우드"]).ended(2).said(&["SUBJECT PROPERTY", "gureum show 한빛클라우드"]);
    world.run(&["why", "한빛클라우드", "partnerWith"]).ended(2).said(&["did you mean partnersWith?"]);
    world.run(&["why", "한빛클라우드", "acquired"]).ended(1).said(&["no such fact", "why-not"]);
    world.run(&["why", "누리소프드", "partnersWith"]).ended(1).said(&["혹시 누리소프트"]);
    world.run(&["why", "--article", "none.md"]).ended(1).said(&["none.md"]);
    world.run(&["why"]).ended(2);
}

#[test]
fn rules_that_changed_since_the_graph_was_built_are_noticed() {
    let world = World::built();
    world.copy_seeds();
    for rules in std::fs::read_dir(world.path("seeds/rules")).unwrap().map(|entry| entry.unwrap().path()) {
        if rules.file_name().is_some_and(|name| name.to_string_lossy().starts_with("partner")) {
            std::fs::remove_file(rules).unwrap();
        }
    }
    world.run(&["why", "한빛클라우드", "partnersWith", "--seeds", "seeds"]).ended(1).said(&[
        "한빛클라우드, 누리소프트와 손잡다",
        "no longer gives this fact",
        "build it again",
    ]);
}
