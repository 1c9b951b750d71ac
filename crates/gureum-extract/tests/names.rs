//! Names that no list holds: what makes them names, of which class, and what is none.

use std::sync::LazyLock;

use gureum_extract::mention::Sort;
use gureum_extract::mention::find::{self, Ground};
use gureum_extract::morph::Analyser;
use gureum_extract::resources::{ResourceFiles, Resources};
use gureum_extract::stage::cast::Cast;
use gureum_extract::stage::document::Document;
use gureum_extract::text;

static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::load(&ResourceFiles::builtin()).unwrap());
static ANALYSER: LazyLock<Analyser> =
    LazyLock::new(|| Analyser::new(ko_dic::load(&ko_dic::Options::default()).unwrap()));

/// The entities of a text as "Class name|other name".
fn cast(source: &str) -> Vec<String> {
    let document = Document::new(text::read_text(source), &mut ANALYSER.worker());
    let ground = Ground { document: &document, registry: &RESOURCES.registry, words: &RESOURCES.words };
    let found = find::find(ground);
    assert!(found.candidates.iter().all(|c| c.outer.start <= c.inner.start && c.inner.end <= c.outer.end));
    let (cast, mentions) =
        Cast::gather(document.text(), &found.candidates, &found.aliases, &RESOURCES.registry);
    let named =
        |i: usize| mentions.iter().any(|m| matches!(m.sort, Sort::Name(_)) && m.entities.contains(&i));
    let members = cast.members.iter().enumerate().filter(|(i, _)| named(*i));
    members.map(|(_, m)| format!("{} {}", m.class.name(), m.names.join("|"))).collect()
}

/// Each text has all the entities listed behind it.
fn assert_found(class: &str, cases: &[(&str, &[&str])]) {
    let mut failures = String::new();
    for (source, wanted) in cases {
        let cast = cast(source);
        for name in *wanted {
            if !cast.contains(&format!("{class} {name}")) {
                failures += &format!("{source}\n  wants {class} {name}, has {cast:?}\n");
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// No text has an entity of the class that is named, whole or in part, as listed behind it.
fn assert_none(class: &str, cases: &[(&str, &str)]) {
    let mut failures = String::new();
    for (source, name) in cases {
        let cast = cast(source);
        if cast.iter().any(|m| m.starts_with(class) && m.contains(name)) {
            failures += &format!("{source}\n  must not have {class} {name}, has {cast:?}\n");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn what_only_firms_do_or_undergo_makes_a_firm() {
    assert_found(
        "Organization",
        &[
            ("지난달 누비솔이 새 솔루션을 출시했다.", &["누비솔"]),
            ("토리빔은 백업 업체를 155억원에 인수했다.", &["토리빔"]),
            ("투자는 루멘빗으로부터 유치했다.", &["루멘빗"]),
            ("투자는 라온벤처스로부터 유치했다.", &["라온벤처스"]),
            ("그는 에이룸빗에서 개발팀장을 지냈다.", &["에이룸빗"]),
            ("회사는 지난달 큐브나루와 총판 계약을 맺었다.", &["큐브나루"]),
            ("회사는 지난달 QBN DATA와 총판 계약을 맺었다.", &["QBN DATA"]),
            ("업계에서는 큐브나루의 '하늘서랍'을 첫손에 꼽는다.", &["큐브나루"]),
            ("이 서비스는 큐브나루 산하 조직이 맡는다.", &["큐브나루"]),
            ("포티큐, 누비솔과 경쟁하고 있다.", &["포티큐", "누비솔"]),
        ],
    );
}

#[test]
fn ordinary_words_are_no_firms_whatever_they_do() {
    assert_none(
        "Organization",
        &[
            ("이 기업은 한빛클라우드와 파트너십을 맺었다.", "파트너십"),
            ("정부는 클라우드를 도입했다.", "클라우드"),
            ("하이퍼바이저를 도입했다.", "하이퍼바이저"),
            ("이와 관련해선, 한빛클라우드가 검토 중이다.", "관련해선"),
            ("김씨는 회사를 설립했다.", "김씨"),
            ("보안 업체 매출은 늘고 있다.", "매출"),
            ("클라우드 기업 개발자들이 모였다.", "개발자"),
        ],
    );
}

#[test]
fn what_stands_behind_a_noun_for_firms_may_be_made_of_ordinary_words() {
    assert_found(
        "Organization",
        &[
            ("한빛클라우드는 데이터 백업 업체 나무서랍을 인수했다.", &["나무서랍"]),
            ("데이터 분석 기업 마루정보의 자회사다.", &["마루정보"]),
        ],
    );
}
