//! Whom and what a sentence is about, where it does not say so itself.

mod common;

use std::collections::BTreeSet;

/// Each text says the facts behind it, and not those after `-`.
fn assert_facts(cases: &[(&str, &[&str])]) {
    let extractor = common::extractor();
    let mut failures = String::new();
    for (source, wanted) in cases {
        let found = common::facts(&extractor, source).into_iter();
        let found: BTreeSet<String> =
            found.map(|(fact, modality)| format!("{fact} | {}", modality.name())).collect();
        for want in *wanted {
            let holds = match want.strip_prefix("- ") {
                Some(unwanted) => !found.contains(unwanted),
                None => found.contains(*want),
            };
            if !holds {
                failures += &format!("{source}\n  {want}, but found {found:#?}\n");
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// Behind a sentence on a customer "회사는" once was the customer.
#[test]
fn the_firm_is_not_a_customer_named_in_passing() {
    assert_facts(&[(
        "다솜테크가 협업 시장에 나섰다. 다솜테크는 협업 플랫폼 '새벽'을 제공한다. 한결캐피탈은 '새벽'을 쓰고 있다. \
         회사는 지난해 매출 142억원을 올렸다.",
        &["다솜테크 | revenue | 14200000000 | asserted", "- 한결캐피탈 | revenue | 14200000000 | asserted"],
    )]);
}

/// "두 회사" once were two customers that happened to be named last.
#[test]
fn two_firms_that_somebody_speaks_of_include_the_own() {
    assert_facts(&[(
        "다솜테크는 누리소프트를 인수했다. 협업 플랫폼 '새벽'은 한성해운과 두리식품이 쓰고 있다. \
         김하늘 다솜테크 대표는 \"두 회사가 '노을'을 공동 개발한다\"고 말했다.",
        &[
            "누리소프트 | develops | 노을 | asserted",
            "한성해운 | uses | 새벽 | asserted",
            "- 한성해운 | develops | 노을 | asserted",
            "- 한성해운 | partnersWith | 두리식품 | asserted",
        ],
    )]);
}

#[test]
fn an_answer_may_stand_as_a_quotation_alone() {
    assert_facts(&[(
        "김하늘 다솜테크 대표를 만났다.\n\n― 인증은.\n\n\"CSAP는 2021년에 땄다. 우리는 누리소프트와 경쟁한다.\"",
        &[
            "다솜테크 | holdsCertification | CSAP | asserted",
            "다솜테크 | competesWith | 누리소프트 | asserted",
        ],
    )]);
}

/// Only verbs of a list once said who speaks; anything may stand behind a quotation.
#[test]
fn who_speaks_is_told_by_the_quotation_and_not_by_the_verb() {
    assert_facts(&[(
        "한빛클라우드는 시장을 넓힌다. 김하늘 다솜테크 대표는 \"공공 시장에 진출하겠다\"며 허리를 곧게 폈다.",
        &["다솜테크 | targetsSector | 공공 | planned", "- 한빛클라우드 | targetsSector | 공공 | planned"],
    )]);
}

#[test]
fn what_is_denied_of_a_report_is_denied() {
    assert_facts(&[
        (
            "다솜테크가 누리소프트의 자회사라는 설명은 사실이 아니다.",
            &["다솜테크 | subsidiaryOf | 누리소프트 | negated"],
        ),
        (
            "다솜테크가 누리소프트를 인수했다는 서술은 착오다.",
            &["다솜테크 | acquired | 누리소프트 | negated"],
        ),
        (
            "누리소프트가 다솜테크를 인수했다는 기사는 사실이 아니다.",
            &["누리소프트 | acquired | 다솜테크 | negated"],
        ),
        (
            "다솜테크는 '새벽'을 오는 11월 출시한다는 계획에 변함이 없다고 밝혔다.",
            &["다솜테크 | provides | 새벽 | planned"],
        ),
        (
            "다솜테크는 CSAP를 받았으나 ISMS는 따 두지 않았다.",
            &["다솜테크 | holdsCertification | ISMS | negated"],
        ),
        (
            "협업 플랫폼 '새벽'이 한빛 데이터센터에 입주할 것으로 알려졌으나 확인되지 않았다.",
            &["새벽 | hostedOn | 한빛 데이터센터 | speculated"],
        ),
    ]);
}

/// What stood behind the noun that a clause describes once was its subject too.
#[test]
fn who_does_the_other_thing_is_not_who_did_the_first() {
    assert_facts(&[
        (
            "2020년 내놓은 협업 플랫폼 '새벽'은 다솜테크가 쓰고 있다.",
            &["다솜테크 | uses | 새벽 | asserted", "- 다솜테크 | provides | 새벽 | asserted"],
        ),
        (
            "2021년 문을 연 한빛 데이터센터에는 협업 플랫폼 '새벽'이 입주해 있다.",
            &["- 새벽 | startDate | 2021 | asserted"],
        ),
        (
            "누리소프트가 협업 플랫폼 '새벽'을 쓰고 있고, 다솜테크도 도입할 예정이다.",
            &["다솜테크 | uses | 새벽 | planned"],
        ),
    ]);
}

#[test]
fn what_goes_on_now_has_no_day_to_come() {
    assert_facts(&[(
        "다솜테크는 내년 하반기 출시를 목표로 협업 플랫폼 '새벽'을 개발하고 있다.",
        &["다솜테크 | develops | 새벽 | asserted", "새벽 | startDate | 2025 | planned"],
    )]);
}

/// The helping verb of "공급하고 있는" once kept the noun behind it from the verb that is meant.
#[test]
fn what_somebody_is_doing_is_said_of_the_noun_behind_it() {
    assert_facts(&[
        ("다솜테크가 공급하고 있는 협업 플랫폼 '새벽'은 인기다.", &["다솜테크 | provides | 새벽 | asserted"]),
        (
            "다솜테크가 운영하고 있는 '한빛 데이터센터'가 붐빈다.",
            &["다솜테크 | operates | 한빛 데이터센터 | asserted"],
        ),
        (
            "다솜테크가 추진하고 있는 '새길 사업'이 주목받는다.",
            &["다솜테크 | runsProgram | 새길 사업 | asserted"],
        ),
        (
            "다솜테크가 개발하고 있는 AI 비서 '하늬'는 내년에 나온다.",
            &["다솜테크 | develops | 하늬 | asserted"],
        ),
    ]);
}

/// Where 하고 있는 stood between, the firm before it was once not what the sentence is about, and the certificate
/// went to the city of the sentence before.
#[test]
fn the_next_sentence_is_about_whom_this_one_calls_a_firm() {
    assert_facts(&[(
        "춘천시는 행정 절차를 지원한다. 다솜테크는 '한빛센터'를 운영하고 있는 중견기업이다. 지난해 CSAP를 취득했다.",
        &[
            "다솜테크 | holdsCertification | CSAP | asserted",
            "- 춘천시 | holdsCertification | CSAP | asserted",
        ],
    )]);
}
