//! What a graph says of its own trustworthiness: evidence, belief, reprints, conflicts, plans.

use std::fs;

use crate::world::World;

/// Wire copy, and what two papers made of it: another headline and a byline; only its beginning.
const WIRE: &str = "한빛클라우드는 3일 누리소프트와 업무협약을 체결했다. 두 회사는 공공 기관의 전산 자원을 \
    한빛클라우드의 데이터센터로 옮기는 일을 함께 한다. 누리소프트는 이전 도구를 맡고 한빛클라우드는 운영을 \
    맡는다. 김하늘 대표는 \"지방 기관까지 넓히겠다\"고 말했다.";

fn front(title: &str, publisher: &str, day: &str) -> String {
    format!(
        "---\ntitle: {title}\npublisher: {publisher}\npublished: {day}\n\
         url: https://news.example/{publisher}/{day}\n---\n\n"
    )
}

/// A folder `news` with the wire copy, its reprints, and an article on the same event in its own words.
fn reprinted() -> World {
    let world = World::empty();
    let beginning: String = WIRE.split_inclusive(". ").take(2).collect();
    for (name, head, text) in [
        ("wire.md", front("한빛, 누리와 협약", "누리통신", "2024-06-03"), WIRE.to_owned()),
        (
            "copy.md",
            front("공공 클라우드에 두 회사 맞손", "구름일보", "2024-06-04"),
            format!("이하늘 기자 haneul@news.example\n\n{WIRE}"),
        ),
        ("short.md", front("[단신] 한빛 협약", "하늘신문", "2024-06-04"), beginning),
        (
            "own.md",
            front("누리의 선택은 한빛", "바람경제", "2024-06-05"),
            "누리소프트가 손을 잡은 곳은 한빛클라우드였다. 한빛클라우드는 누리소프트와 업무협약을 체결했다. \
             업계에서는 지역 전산실을 옮기려는 기관이 많아 이번 협력의 효과가 작지 않으리라고 본다."
                .to_owned(),
        ),
    ] {
        world.write(&format!("news/{name}"), head + &text + "\n");
    }
    world
}

const DERIVED: &str = "GRAPH <https://w3id.org/gureum/graph/derived>";

fn csv(world: &World, query: &str) -> String {
    world.run(&["query", query, "--format", "csv"]).ok().out.replace('\r', "")
}

#[test]
fn reprints_count_once_and_another_article_on_the_event_does_not_collapse() {
    let world = reprinted();
    world.run(&["build", "news"]).ok();
    let copies = format!("SELECT ?copy ?of {{ {DERIVED} {{ ?copy gu:reprintOf ?of }} }} ORDER BY ?copy");
    let art = |name: &str| format!("https://w3id.org/gureum/article/{name}");
    let expected = format!("copy,of\n{},{}\n{},{}\n", art("copy"), art("wire"), art("short"), art("wire"));
    assert_eq!(csv(&world, &copies), expected);
    let counts = format!(
        "SELECT ?n ?i {{ {DERIVED} {{ ?f gu:articleCount ?n ; gu:independentCount ?i }}
           GRAPH art:wire {{ ?f rdf:predicate gu:partnersWith }} }}"
    );
    assert_eq!(csv(&world, &counts), "n,i\n4,2\n");
}

#[test]
fn every_fact_has_evidence_whose_quote_stands_at_its_offsets() {
    let world = reprinted();
    world.copy_seeds();
    world.run(&["build", "news", "seeds/articles"]).ok();
    let facts = csv(&world, "SELECT DISTINCT ?f { GRAPH ?g { ?f a gu:Fact } } ORDER BY ?f");
    let places = "SELECT DISTINCT ?f ?id ?start ?end ?quote { GRAPH ?g {
        ?f a gu:Fact . ?claim gu:fact ?f ; gu:inArticle ?article .
        ?e gu:claim ?claim ; gu:start ?start ; gu:end ?end ; gu:quote ?quote .
        ?article dcterms:identifier ?id } }";
    let json = world.run(&["query", places, "--format", "json"]).ok().out;
    let rows: Vec<[String; 5]> = bindings(&json, ["f", "id", "start", "end", "quote"]);
    let mut cited = std::collections::BTreeSet::new();
    for [fact, id, start, end, quote] in &rows {
        let file = [format!("news/{id}.md"), format!("seeds/articles/{id}.md")];
        let text = file.iter().find_map(|name| fs::read_to_string(world.path(name)).ok()).expect(id);
        let (start, end): (usize, usize) = (start.parse().expect("offset"), end.parse().expect("offset"));
        assert_eq!(text.get(start..end), Some(quote.as_str()), "{id} {start}");
        cited.insert(fact.clone());
    }
    let facts: std::collections::BTreeSet<String> = facts.lines().skip(1).map(str::to_owned).collect();
    assert!(facts.len() > 60, "{}", facts.len());
    assert_eq!(cited, facts, "a fact that no evidence states");
}

/// The rows of SPARQL JSON results.
fn bindings<const N: usize>(json: &str, names: [&str; N]) -> Vec<[String; N]> {
    let parsed: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let rows = parsed["results"]["bindings"].as_array().expect("rows");
    rows.iter().map(|row| names.map(|name| row[name]["value"].as_str().expect(name).to_owned())).collect()
}

/// Five articles in `news`: one agreement asserted and denied, three budgets, plans of which one was kept.
fn newspaper() -> World {
    let world = World::empty();
    for (name, day, text) in [
        (
            "a1",
            "2024-06-03",
            "한빛클라우드는 누리소프트와 업무협약을 체결했다. 새싹 프로젝트의 예산은 250억 원이다.",
        ),
        (
            "a2",
            "2024-06-20",
            "한빛클라우드는 누리소프트와 협력하지 않는다. 새싹 프로젝트의 예산은 300억 원이다.",
        ),
        (
            "a3",
            "2024-07-01",
            "한빛클라우드는 2024년 9월 '새벽 플랫폼'을 출시할 계획이다. 다솜소프트는 2024년 8월 '달빛 플랫폼'을 \
             출시할 계획이다. 누리소프트는 2026년 '노을 플랫폼'을 출시할 예정이다.",
        ),
        ("a4", "2024-10-02", "한빛클라우드는 '새벽 플랫폼'을 출시했다."),
        (
            "a5",
            "2020-01-15",
            "한빛클라우드는 누리소프트와 협력하지 않는다. 2019년 새싹 프로젝트의 예산은 100억 원이다.",
        ),
    ] {
        world
            .write(&format!("news/{name}.md"), front(&format!("{name} 소식"), "구름일보", day) + text + "\n");
    }
    world.run(&["build", "news"]).ok();
    world
}

#[test]
fn both_sides_of_a_conflict_are_shown_with_their_sources_and_nothing_is_overwritten() {
    let world = newspaper();
    let run = world.run(&["report", "conflicts", "--format", "csv"]).ok().said(&["2 conflicts"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines[0],
        "no,kind,subject,property,object,belief,modality,holds,said,article,url,rule,sentence"
    );
    let line = |parts: &[&str]| {
        let found = lines.iter().filter(|line| parts.iter().all(|part| line.contains(part))).count();
        assert_eq!(found, 1, "{parts:?} in:\n{}", run.out);
    };
    line(&["denied", "asserted", "2024-06-03", "a1 소식", "news.example", "업무협약을 체결했다"]);
    line(&["denied", "negated", "2024-06-20", "a2 소식", "news.example", "협력하지 않는다"]);
    line(&["amounts", "25000000000", "2024-06-03", "a1 소식", "250억 원이다"]);
    line(&["amounts", "30000000000", "2024-06-20", "a2 소식", "300억 원이다"]);
    assert_eq!(lines.len(), 5, "what was said of 2019, or years ago, is no conflict: {}", run.out);
    world.run(&["report", "conflicts"]).ok().printed(&["a1 소식", "a2 소식", "negated"]);
    let json = world.run(&["report", "conflicts", "--format", "json"]).ok().out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    let edges = csv(&world, "SELECT ?won { ?x gu:budget ?won } ORDER BY ?won");
    assert_eq!(edges, "won\n25000000000\n30000000000\n", "both stay; that of 2019 is narrowed, and a record");
}

/// A founding day that was told in two ways, two heads of one firm, and a plan that was given up. A month once came
/// before a bare year that is earlier.
#[test]
fn opposing_days_two_heads_and_a_plan_given_up_are_conflicts_too() {
    let world = World::empty();
    for (name, day, text) in [
        (
            "b1",
            "2024-06-03",
            "2012년 설립된 한빛클라우드는 공공 시장을 노린다. 김하늘 한빛클라우드 대표는 \"기대가 크다\"고 말했다. \
             한빛클라우드는 누리소프트를 인수할 계획이다.",
        ),
        (
            "b2",
            "2024-07-20",
            "2014년 6월 설립된 한빛클라우드는 공공 시장을 노린다. 이바다 한빛클라우드 대표는 \"기대가 크다\"고 말했다. \
             한빛클라우드는 누리소프트를 인수하지 않는다고 밝혔다.",
        ),
    ] {
        world
            .write(&format!("news/{name}.md"), front(&format!("{name} 소식"), "구름일보", day) + text + "\n");
    }
    world.run(&["build", "news"]).ok();
    let run = world.run(&["report", "conflicts", "--format", "csv"]).ok().said(&["3 conflicts"]);
    for (kind, one, other) in [
        ("dates", ["startDate,2012", "b1 소식"], ["startDate,2014-06", "b2 소식"]),
        ("holders", ["김하늘,worksFor,한빛클라우드", "b1 소식"], ["이바다,worksFor,한빛클라우드", "b2 소식"]),
        ("plan-denied", ["planned", "인수할 계획이다"], ["negated", "인수하지 않는다"]),
    ] {
        let sides: Vec<&str> = run.out.lines().filter(|line| line.contains(&format!(",{kind},"))).collect();
        assert_eq!(sides.len(), 2, "{kind}:\n{}", run.out);
        for (line, parts) in sides.iter().zip([one, other]) {
            assert!(parts.iter().all(|part| line.contains(part)), "{parts:?} is not in {line}");
        }
    }
    world.run(&["check"]).ok();
}

#[test]
fn plans_are_kept_missed_or_open_as_of_a_day() {
    let world = newspaper();
    let outcomes = |args: &[&str]| {
        let args = [&["report", "plans", "--format", "csv"], args].concat();
        let run = world.run(&args).ok();
        let provided =
            run.out.lines().filter(|line| line.contains(",provides,") && line.contains(",planned,"));
        let mut found: Vec<String> = provided
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                format!("{} {} {}", cells[5].trim_matches('\''), cells[1], cells[2])
            })
            .collect();
        found.sort();
        found
    };
    assert_eq!(
        outcomes(&[]),
        ["노을 플랫폼 open 2026-12-31", "달빛 플랫폼 missed 2024-08-31", "새벽 플랫폼 kept 2024-09-30"],
        "as of the newest article, 2024-10-02"
    );
    assert_eq!(
        outcomes(&["--as-of", "2024-07-15"]),
        ["노을 플랫폼 open 2026-12-31", "달빛 플랫폼 open 2024-08-31", "새벽 플랫폼 open 2024-09-30"],
        "the article that keeps it is not there yet"
    );
    assert!(outcomes(&["--as-of", "2024-06-30"]).is_empty(), "nobody had planned anything");
    assert_eq!(outcomes(&["--as-of", "2027-01-01"])[0], "노을 플랫폼 missed 2026-12-31");
    let run = world.run(&["report", "plans"]).ok().said(&["as of 2024-10-02"]);
    run.printed(&["출시할 계획이다", "'새벽 플랫폼'을 출시했다", "a4 소식"]);
    world.run(&["report", "plans", "--as-of", "soon"]).ended(2).said(&["soon"]);
}

#[test]
fn rules_tell_how_often_they_were_right_and_gold_tells_what_beliefs_are_worth() {
    let world = reprinted();
    world.copy_seeds();
    world.write(
        "seeds/reliability.tsv",
        "rule\tright\twrong\tgold\tdate\npartner-sign\t20\t1\tours\t2024-06-01\npartner-sign\t7\t2\tmore\t2024-06-02\n\
         partner-cooperate\t3\t0\tours\t2024-06-01\n",
    );
    world.run(&["build", "news", "--seeds", "seeds"]).ok();
    let out = world.run(&["report", "reliability", "--format", "csv"]).ok().out;
    let row =
        |rule: &str| out.lines().find(|line| line.starts_with(&format!("{rule},"))).expect(rule).to_owned();
    assert!(row("partner-sign").starts_with("partner-sign,27,3,0.900,"), "{out}");
    assert!(row("partner-sign").ends_with(",\"more 2024-06-02, ours 2024-06-01\","), "{out}");
    assert!(row("partner-cooperate").starts_with("partner-cooperate,3,0,0.923,"), "{out}");
    assert!(row("partner-cooperate").ends_with("seen fewer than ten times"), "{out}");
    let gold = |object: &str| {
        format!(
            r#"{{"article": "wire", "entities": [
                {{"id": "h", "type": "Organization", "names": ["한빛클라우드"]}},
                {{"id": "n", "type": "Organization", "names": ["누리소프트"]}},
                {{"id": "d", "type": "Organization", "names": ["다솜소프트"]}}],
               "facts": [{{"s": "h", "p": "partnersWith", "o": "{object}"}}]}}"#
        )
    };
    let all = |object: &str| {
        world.write("gold/wire.json", gold(object));
        let run = world.run(&["report", "reliability", "gold", "--format", "csv"]).ok();
        let last = run.out.lines().last().expect("a row").to_owned();
        let cells: Vec<String> = last.split(',').map(str::to_owned).collect();
        (cells[1].parse::<u32>().expect("facts"), cells[2].parse::<u32>().expect("right"))
    };
    let (facts, right) = all("n");
    assert_eq!(right, 1, "of {facts}");
    assert_eq!(all("d"), (facts, 0));
    world.write("gold/wire.json", gold("n").replace("\"wire\"", "\"elsewhere\""));
    world.run(&["report", "reliability", "gold"]).ended(1).said(&["no gold for any fact"]);
}

#[test]
fn belief_is_on_the_card_and_in_the_explanation() {
    let world = reprinted();
    world.run(&["build", "news"]).ok();
    world.run(&["show", "한빛클라우드", "--all"]).ok().printed(&["믿음 0.9", "(독립 기사 2건)", "(전재)"]);
    world.run(&["why", "한빛클라우드", "partnersWith", "누리소프트"]).ok().printed(&["믿음    0.9"]);
    newspaper().run(&["show", "누리소프트"]).ok().printed(&["어긋나는 말이 있음"]);
}
