//! Names that no list holds: what makes them names, of which class, and what is none.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

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
    let (cast, mentions) = Cast::gather(document.text(), &found, &RESOURCES.registry);
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

#[test]
fn persons_are_found_in_every_order_and_with_names_that_look_like_verbs() {
    assert_found(
        "Person",
        &[
            ("이 회사는 정하람 대표가 2018년 세웠다.", &["정하람"]),
            ("다온시스템즈(대표 서아라)는 밝혔다.", &["서아라"]),
            ("누리온은 하윤서 씨를 영입했다.", &["하윤서"]),
            ("신임 사장에 백하람이 내정됐다.", &["백하람"]),
            ("최고경영자 탁이든은 웃었다.", &["탁이든"]),
            ("이미라 한빛클라우드 AI·데이터사업본부장은 말했다.", &["이미라"]),
            ("리나 호프만 누리온 이사는 말했다.", &["리나 호프만"]),
        ],
    );
    assert_none(
        "Person",
        &[
            ("이어진 대표의 말이다.", "이어진"),
            ("손잡고 대표 상품을 냈다.", "손잡고"),
            ("회사를 떠난 대표는 말했다.", "떠난"),
            ("고객이 대표로 나섰다.", "고객"),
        ],
    );
}

#[test]
fn quoted_names_are_explained_by_brand_owner_definition_and_verb() {
    assert_found(
        "Service",
        &[
            ("도담클라우드가 냈다. 개인용 '도담박스'는 30일까지다.", &["도담박스"]),
            ("토리빔을 인수한 누리소프트의 주력 '하늘서랍'은 잘 팔린다.", &["하늘서랍"]),
            ("'하늘서랍'은 사진을 나누는 플랫폼이다.", &["하늘서랍"]),
            ("회사는 '하늘서랍'을 오는 17일 선보일 예정이다.", &["하늘서랍"]),
            ("시가 운영하는 '고을예약'과 '고을알림'을 옮긴다.", &["고을예약", "고을알림"]),
            ("공공기관에 공급하는 '새길 존'으로 옮긴다.", &["새길 존"]),
            ("누리소프트는 공공기관 전용 클라우드를 운영한다.", &["공공기관 전용 클라우드"]),
        ],
    );
    assert_found("Event", &[("'구름 서밋 2024'에 참석했다.", &["구름 서밋 2024"])]);
    assert_none(
        "Service",
        &[
            ("도담클라우드는 '클라우드 우선'을 강조했다.", "우선"),
            ("그는 '도담은 강하다'고 말했다.", "강하다"),
            ("누리소프트는 공공기관 전용 서비스 '새벽'을 냈다.", "전용 서비스"),
        ],
    );
}

#[test]
fn a_hotel_is_a_building_where_something_is_and_a_firm_where_it_acts() {
    assert_found("Facility", &[("행사는 한결호텔에서 열렸다.", &["한결호텔"])]);
    assert_found("Organization", &[("한결호텔은 클라우드를 도입했다.", &["한결호텔"])]);
}

#[test]
fn a_sentence_that_calls_its_subject_a_firm_names_one() {
    assert_found(
        "Organization",
        &[
            ("나루길보안은 2015년 설립된 보안 기업이다.", &["나루길보안"]),
            ("포티게이트가 누리소프트의 자회사다.", &["포티게이트"]),
        ],
    );
    assert_none(
        "Organization",
        &[("주요고객사는 한빛은행이다.", "주요고객사"), ("클라우드관리플랫폼(CMP)을 쓴다.", "플랫폼")],
    );
}

#[test]
fn lists_give_their_members_one_by_one() {
    assert_found(
        "Organization",
        &[
            ("게임사 두루비즈와 여행 플랫폼 나루길 등을 고객사로 두고 있다.", &["두루비즈", "나루길"]),
            ("한솔도와 다솔군, 누리소프트는 협약을 맺었다.", &["누리소프트"]),
            ("한빛클라우드와 두루비즈는 협약을 맺었다.", &["두루비즈"]),
        ],
    );
}

/// Ordinary words make a firm in a list of firms, by how firms' names end, and in the name of a consortium.
#[test]
fn what_stands_beside_firms_may_be_made_of_ordinary_words() {
    assert_found(
        "Organization",
        &[
            ("협업 플랫폼 '새벽'은 한성해운과 두리식품이 쓰고 있다.", &["한성해운", "두리식품"]),
            ("한빛클라우드와 이음데이터, 다솜소프트가 참여한다.", &["이음데이터"]),
            ("누리소프트와 한밭시스템을 비롯한 19개사가 뽑혔다.", &["한밭시스템"]),
            ("대륙건설과 유진제약 등 민간 기업 400여 곳이 쓰고 있다.", &["대륙건설", "유진제약"]),
            ("포스월드, 나래온, 다솜테크 3곳이 지원했다.", &["포스월드", "나래온"]),
            ("한울 컨소시엄은 사업자로 확정됐다.", &["한울 컨소시엄"]),
            ("중원과학대는 사업에 선정됐다.", &["중원과학대"]),
        ],
    );
    assert_none(
        "Organization",
        &[
            ("국내 컨소시엄이 참여한다.", "국내 컨소시엄"),
            ("인사와 회계 등 기업이 쓰는 업무를 옮겼다.", "회계"),
        ],
    );
}

#[test]
fn what_is_founded_in_quotation_marks_is_an_organisation() {
    assert_found(
        "Organization",
        &[
            ("누리소프트는 이날 '금융솔루션실'을 신설했다.", &["금융솔루션실"]),
            ("누리소프트가 2021년 싱가포르에 세운 '누리SG'는 청산됐다.", &["누리SG"]),
            ("이 회사는 현지법인 '누리비나'의 등기를 마쳤다.", &["누리비나"]),
        ],
    );
    assert_found("Facility", &[("누리소프트가 세운 '누리 데이터센터'가 문을 열었다.", &["누리 데이터센터"])]);
}

#[test]
fn two_names_before_a_post_are_a_person_and_the_firm_that_the_text_goes_on_about() {
    let source = "고은찬 나래온 대표는 개발자다. 나래온은 플랫폼을 공급한다. 나래온의 매출은 88억원이다.";
    assert_found("Person", &[(source, &["고은찬"]), ("황보라미 CFO는 자신했다.", &["황보라미"])]);
    assert_found("Organization", &[(source, &["나래온"])]);
    assert_none(
        "Person",
        &[("작년 11월 신설한 구름기반정책관", "신설한"), ("시점을 묻자 표 창업자는 답했다.", "시점을")],
    );
}

#[test]
fn ordinary_nouns_are_firms_where_only_firms_are_described_so() {
    assert_found(
        "Organization",
        &[
            ("2015년 설립된 하늘결재는 지난해 54억원을 벌었다.", &["하늘결재"]),
            ("세종에 둥지를 튼 민원온이 서비스를 내놨다.", &["민원온"]),
            ("◆ 한국클라우드품질원 ▲ 원장 직무대행 진가람", &["한국클라우드품질원"]),
            ("다솜진흥원 디지털정부과 김하늘 사무관이 말했다.", &["디지털정부과"]),
        ],
    );
    assert_found("Facility", &[("16일 서울 서초구 솔빛타워에서 공청회가 열린다.", &["솔빛타워"])]);
}

#[test]
fn a_group_of_firms_is_named_by_where_they_come_from() {
    assert_found("Group", &[("외산 서비스가 차지한 비중은 83%다.", &["외산 서비스"])]);
    assert_none("Group", &[("국내 클라우드 시장 점유율은 12%다.", "국내 클라우드")]);
}

#[test]
fn a_person_beside_another_has_the_same_post() {
    assert_found("Person", &[("강대호·윤설아 공동대표가 회사를 세웠다.", &["강대호", "윤설아"])]);
}

#[test]
fn places_and_buildings_of_several_words() {
    assert_found(
        "Place",
        &[
            ("회사는 경기도 안산시에 자리했다.", &["경기도 안산시"]),
            ("회사는 강원도 춘천에 센터를 열었다.", &["강원도 춘천"]),
        ],
    );
    assert_found(
        "Facility",
        &[
            ("광주에 국가 AI 데이터센터가 들어선다.", &["국가 AI 데이터센터"]),
            ("누리소프트는 울산에 AI 데이터센터를 짓기로 했다.", &["AI 데이터센터"]),
        ],
    );
    assert_found("Program", &[("부처는 내년부터 2단계 사업을 추진한다.", &["2단계 사업"])]);
}
