//! `gureum export`: which part of the graph is written.

use crate::world::World;

/// Three firms in a row: 한빛클라우드, 누리소프트, 다솜소프트.
fn dot(world: &World, options: &[&str]) -> String {
    world.run(&[&["export", "--format", "dot"], options].concat()).ok().out
}

#[test]
fn the_surroundings_of_an_entity() {
    let world = World::built();
    let near = dot(&world, &["--focus", "한빛 클라우드"]);
    assert!(near.contains("누리소프트") && !near.contains("다솜소프트"), "{near}");
    assert!(dot(&world, &["--focus", "한빛클라우드", "--hops", "2"]).contains("다솜소프트"));
    let both = dot(&world, &["--focus", "한빛클라우드", "--focus", "다솜소프트", "--hops", "0"]);
    assert!(both.contains("// 2 nodes, 0 edges"), "{both}");
    world.run(&["export", "--format", "dot", "--focus", "한빛클라우도"]).ended(1).said(&["한빛클라우드"]);
}

#[test]
fn what_is_narrowed_by_property_class_time_and_belief() {
    let world = World::built();
    for (options, edges) in [
        (&["--predicate", "partnersWith"], "2 edges"),
        (&["--predicate", "acquired,협력한다"], "2 edges"),
        (&["--predicate", "acquired"], "0 edges"),
        (&["--type", "Organization,Person"], "2 edges"),
        (&["--type", "인물"], "0 edges"),
        (&["--since", "2024-06-11"], "1 edges"),
        (&["--until", "2024-05"], "0 edges"),
        (&["--min-belief", "0.1"], "2 edges"),
        (&["--min-belief", "1"], "0 edges"),
    ] {
        let file = dot(&world, options);
        let head = file.lines().next().unwrap_or_default();
        assert!(head.contains(edges), "{options:?}: {head}");
    }
    let quotes = dot(&world, &["--evidence"]);
    assert!(quotes.contains("quotes=\"“한빛클라우드는 누리소프트와 업무협약을 체결했다”\""), "{quotes}");
}

#[test]
fn a_wrong_option_says_what_may_be_meant() {
    let world = World::built();
    for (options, said) in [
        (&["--predicate", "partnerWith"][..], &["no property", "partnersWith?"][..]),
        (&["--type", "Organisation"], &["no class", "Organization?"]),
        (&["--since", "2024-07", "--until", "2024-06"], &["--until", "before --since 2024-07-01"]),
        (&["--since", "yesterday"], &["write 2024, 2024-06 or 2024-06-03"]),
        (&["--min-belief", "80"], &["from 0 to 1"]),
        (&["--hops", "2"], &["--focus"]),
        (&["--modality", "sure"], &["sure"]),
    ] {
        let run = world.run(&[&["export", "--format", "dot"], options].concat()).ended(2);
        assert!(said.iter().all(|part| run.err.contains(part)), "{options:?}: {}", run.err);
        assert_eq!(run.out, "");
    }
}
