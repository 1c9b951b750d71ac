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
             \x20 │              │            │          ╰ 서술어 체결하다\n\
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

/// A phrase rule is drawn element by element.
#[test]
fn the_words_of_a_phrase_rule_are_drawn_too() {
    let run = World::empty()
        .run(&["why", "--text", "김하늘 한빛클라우드 대표가 말했다.", "김하늘", "worksFor"])
        .ok();
    let elements = ["╰ T:@title", "╰ O 조사 없음 bare, 조직", "╰ S 조사 없음 bare, 인물", "직함    대표"];
    run.printed(&elements).printed(&["김하늘 ─ worksFor 재직한다 → 한빛클라우드"]);
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

#[test]
fn the_condition_that_refused_the_nearest_rule_is_named() {
    let world = World::empty();
    let run = world.run(&["why-not", "한빛클라우드가 새 도구를 출시했다.", "provides"]).ok();
    run.printed(&[
        "╰ 주어 subject, 조직",
        "1. provides 제공한다  provides-launch, seeds/rules/provides.toml:",
        "S = subject:Organization ← 한빛클라우드",
        "막힘 O = object:Service: 그 자리에 '새 도구를' (알아본 이름이 없다)",
        "seeds/lexicon",
    ]);
    // A noun that must be there, a name of another class, a duty.
    let refused = |sentence: &str, property: &str| world.run(&["why-not", sentence, property, "--all"]).ok();
    refused("한빛클라우드는 누리소프트와 회의를 체결했다.", "partnersWith").printed(&[
        "needs = object:@agreement",
        "협약",
        "그 자리에 '회의를'",
    ]);
    refused("한빛클라우드는 누리소프트를 출시했다.", "provides")
        .printed(&["'누리소프트를' (누리소프트: 조직)"]);
    refused("한빛클라우드는 협업 플랫폼 '새벽'을 출시해야 한다.", "provides").printed(&["의무나 불가능"]);
}

/// What the sentences before say counts: here whom the second speaks of.
#[test]
fn a_sentence_is_explained_where_it_stands() {
    let world = World::empty();
    world.write("a.md", "한빛클라우드는 서울에 있다.\n\n공공 시장을 흠모한다. 새 도구를 출시했다.\n");
    let run = world.run(&["why-not", "출시", "provides", "--article", "a.md"]).ok();
    assert!(!run.out.contains("흠모"), "only the sentence that was asked for:\n{}", run.out);
    run.printed(&["S = subject:Organization ← 한빛클라우드 (앞의 글에서)"]);
    world.run(&["why-not", "인수", "--article", "a.md"]).ended(1).said(&["no sentence with '인수'"]);
}

#[test]
fn a_predicate_that_no_rule_knows_is_named_with_those_it_could_join() {
    let run = World::empty().run(&["why-not", "한빛클라우드는 누리소프트를 흠모한다.", "인수했다"]).ok();
    run.printed(&["흠모하다: 이 말로 시작하는 acquired 규칙이 없다", "acquired 규칙은 @"]);
}

#[test]
fn a_sentence_that_gives_the_fact_is_no_riddle() {
    let world = World::empty();
    let sentence = "한빛클라우드는 누리소프트와 업무협약을 체결했다.";
    world
        .run(&["why-not", sentence, "partnersWith"])
        .ok()
        .printed(&["한빛클라우드 → partnersWith 협력한다 → 누리소프트 [사실]", "gureum why"]);
    // Once it is a fact, the plan of it is none.
    let both = "한빛클라우드는 누리소프트와 업무협약을 체결했다. 한빛클라우드는 누리소프트와 업무협약을 체결할 계획이었다.";
    world.run(&["why-not", both, "partnersWith"]).ok().printed(&["글의 다른 곳에서 사실이라고 하므로"]);
    world.run(&["why-not", sentence, "partnerWith"]).ended(2).said(&["did you mean partnersWith?"]);
    world.run(&["why-not", ""]).ended(1).said(&["no sentence"]);
    world.run(&["why-not", sentence, "--published", "어제"]).ended(2).said(&["어제", "2024-06-10"]);
}

/// A rule that an author has just written is explained from where it stands.
#[test]
fn rules_being_written_are_explained_too() {
    let world = World::empty();
    world.copy_seeds();
    world.write(
        "seeds/rules/zz-new.toml",
        "property = \"acquired\"\n\n[[rule]]\nid = \"acquired-admire\"\nabout = \"A가 B를 흠모하다.\"\nframe = [\"흠모하\"]\n\
         S = \"subject:Organization\"\nO = \"object:Organization\"\nunless = [\"at:Place\"]\n\
         yes = [{ text = \"한빛클라우드는 누리소프트를 흠모한다.\", facts = [\"한빛클라우드 | acquired | 누리소프트\"] }]\n\
         no = [\"한빛클라우드는 누리소프트를 본다.\"]\n",
    );
    world
        .run(&["why-not", "한빛클라우드는 부산에서 누리소프트를 흠모한다.", "acquired", "--seeds", "seeds"])
        .ok()
        .printed(&["acquired-admire, seeds/rules/zz-new.toml:3", "unless = at:Place", "'부산에서'"]);
}

#[test]
fn a_page_shows_names_and_facts_and_needs_nothing_else() {
    let world = World::new();
    world.run(&["annotate", "news/구름-1.md", "-o", "page.html"]).ok();
    let page = std::fs::read_to_string(world.path("page.html")).unwrap();
    for part in [
        "<title>한빛클라우드, 누리소프트와 손잡다</title>",
        "구름일보 2024-06-10",
        "data-k=\"organization\" aria-pressed=\"true\">조직 2</button>",
        "협력한다 ↔",
        "<b>한빛클라우드는 누리소프트와 업무협약을 체결했다</b>",
        "<code>partner-sign</code> A가 B와 협약을",
        "prefers-color-scheme: dark",
    ] {
        assert!(page.contains(part), "'{part}' is not in:\n{page}");
    }
    for outside in ["http:", "https:", "src=", "<link", "@import", "url(", "fetch("] {
        assert!(!page.contains(outside), "{outside} asks for something outside");
    }
    assert_eq!(world.run(&["annotate", "news/구름-1.md"]).ok().out, page, "the same on standard output");
    world.run(&["annotate", "news"]).ended(2).said(&["2 articles", "a page is for one"]);
    world.run(&["annotate", "none.md"]).ended(1).said(&["none.md"]);
}

/// The words of a clause lead to the fact, and the fact to its words.
#[test]
fn facts_and_their_words_know_each_other() {
    let world = World::new();
    let page = world.run(&["annotate", "news/구름-1.md"]).ok().out;
    let fact = page.lines().find(|line| line.contains("id=\"f0\"")).unwrap();
    let sentence = fact.split("data-at=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let text = page.lines().find(|line| line.contains(&format!("id=\"{sentence}\""))).unwrap();
    let name = |words: &str| {
        let end = text.rfind(&format!(">{words}</span>")).unwrap();
        &text[text[..end].rfind("<span").unwrap()..end]
    };
    assert!(name("한빛클라우드").contains("data-s=\"0\""), "{text}");
    assert!(name("누리소프트").contains("data-o=\"0\""), "{text}");
    assert!(
        name("한빛클라우드").contains("data-f=\"0\"") && name("한빛클라우드").contains("tabindex"),
        "{text}"
    );
}

#[test]
fn an_article_cannot_put_anything_into_the_page() {
    let world = World::empty();
    world.write(
        "bad.md",
        "---\ntitle: \"<script>alert(1)</script> & \u{202e}뒤집힌 제목\"\npublisher: \"<b onclick='x()'>구름</b>\"\n\
         url: \"javascript:alert(1)\"\npublished: 2024-06-10\n---\n\n\
         한빛클라우드는 협업 플랫폼 '\"><새벽>'을 출시했다. 값은 1 < 2 & 3 > 2 라고 한다.\n",
    );
    let page = world.run(&["annotate", "bad.md"]).ok().out;
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; "), "{page}");
    for hostile in ["<script>alert", "<b onclick", "javascript:", "<새벽", "1 < 2", "\u{202e}"] {
        assert!(!page.contains(hostile), "{hostile} came through");
    }
    assert_eq!(page.matches("<script>").count(), 1);
}
