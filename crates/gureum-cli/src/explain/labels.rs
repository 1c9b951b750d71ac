//! What things are called in Korean: roles, classes, modalities, cues.

use gureum_extract::mention::{Cue, Sort};
use gureum_extract::syntax::josa::Role;
use gureum_extract::trace::sentence::{Identity, Name, Who};
use gureum_model::{Modality, Property, Qualifiers};
use gureum_query::card::text::grouped;

/// A role for people; rule files have its English name.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Bare => "조사 없음",
        Role::Subject => "주어",
        Role::Topic => "주제",
        Role::Also => "도·만",
        Role::Object => "목적어",
        Role::Genitive => "의",
        Role::With => "와·과",
        Role::Together => "와 함께",
        Role::To => "에",
        Role::At => "에서",
        Role::Into => "로",
        Role::From => "부터",
        Role::Until => "까지",
        Role::Than => "보다",
        Role::By => "에 의해",
        Role::Through => "통해",
        Role::For => "위해",
        Role::Target => "대상으로",
        Role::Basis => "기반으로",
        Role::Source => "따르면",
        Role::Including => "비롯해",
        Role::Besides => "외에",
        Role::About => "관해",
        Role::Named => "라는",
    }
}

/// What a name or amount is.
pub(super) fn sort(sort: &Sort) -> &'static str {
    match sort {
        Sort::Name(class) => class.label_ko(),
        Sort::Money(_) => "금액",
        Sort::Percent(_) => "비율",
        Sort::Count(_) => "수",
        Sort::Date(_) => "시점",
        Sort::Web => "웹 주소",
    }
}

/// How a fact is put.
pub(super) fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "사실",
        Modality::Planned => "예정",
        Modality::Negated => "부정",
        Modality::Speculated => "추정",
    }
}

/// `partnersWith 협력한다`.
pub(super) fn property(property: Property) -> String {
    format!("{} {}", property.name(), property.label_ko())
}

/// What narrows a claim, but for its date.
pub(super) fn qualifiers(q: &Qualifiers) -> Vec<(&'static str, String)> {
    let named = [
        ("직함", q.title.clone()),
        ("범위", q.scope.clone()),
        ("시장", q.market.clone()),
        ("출처", q.source.clone()),
        ("금액", q.value.map(|won| format!("{}원", grouped(&won.to_string())))),
    ];
    named.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What made a stretch of text a name.
pub(super) fn cue(cue: Cue) -> &'static str {
    match cue {
        Cue::Lexicon => "등록된 이름과 같다",
        Cue::Quoted => "따옴표 안에 있고 곁의 낱말이 종류를 말한다",
        Cue::Parenthesis => "괄호 안에 다른 이름이 있다",
        Cue::Shape => "이름의 꼴이 그 종류의 이름이다",
        Cue::Context => "곁의 낱말이나 직함이 종류를 말한다",
        Cue::Learned => "같은 글의 다른 곳에서 확실한 이름이다",
        Cue::Anaphor => "앞의 것을 가리키는 말이다",
        Cue::Number => "수나 날짜이다",
    }
}

/// How a name was recognised, and how it is known to stand for its entity.
pub(super) fn recognised(name: &Name) -> String {
    match (name.cue, identity(name)) {
        // One says the other.
        (Cue::Lexicon | Cue::Anaphor, identity) => identity,
        (cue_of, identity) if identity.is_empty() => cue(cue_of).to_owned(),
        (cue_of, identity) => format!("{}; {identity}", cue(cue_of)),
    }
}

fn identity(name: &Name) -> String {
    let known = || {
        let id = name.who.first().and_then(|who| who.known.as_deref());
        id.map(|id| format!(" (id:{id})")).unwrap_or_default()
    };
    match &name.identity {
        Identity::Itself => String::new(),
        Identity::First => "글에 처음 나온다".to_owned(),
        Identity::Registry => format!("등록부에 있다: {}{}", whom(&name.who), known()),
        Identity::Repeated => format!("앞에 나온 이름이다: {}{}", whom(&name.who), known()),
        Identity::Spelling(other) => format!("앞의 이름을 달리 적었다: {other}{}", known()),
        Identity::Parenthesis(other) => format!("괄호로 이어진 이름이다: {other}{}", known()),
        Identity::Shortened(full) => format!("앞의 이름을 줄였다: {full}"),
        Identity::Anaphor => format!("앞의 것을 가리킨다: {}", whom(&name.who)),
    }
}

fn whom(who: &[Who]) -> String {
    who.iter().map(|who| who.label.as_str()).collect::<Vec<_>>().join(", ")
}
