//! Tokens that can only be told by what stands beside them, put right after the first reading.

use gureum_model::Class;

use super::{Ending, Kind, Predicate, Token, copula};
use crate::lexicon::WordSets;
use crate::mention::{Mention, MentionId, Sort};
use crate::syntax::josa::{self, Role};

/// "80억원에 이를 것": the verb 이르다, which ko-dic takes for the pronoun 이.
pub(super) fn reach_a_figure(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let goal = matches!(
            tokens[at - 1].kind,
            Kind::Mention { role: Role::To, .. } | Kind::Noun { role: Role::To, .. }
        );
        // "그 일에 이를 위해": the pronoun.
        let reached = tokens.get(at + 1).is_some_and(|next| {
            ["것", "전망", "만큼", "정도", "수", "때", "듯", "예정"]
                .iter()
                .any(|noun| text[next.start..next.end].starts_with(noun))
        });
        if goal && reached && &text[tokens[at].start..tokens[at].end] == "이를" {
            tokens[at].kind = Kind::Predicate(Predicate {
                lemma: "이르".to_owned(),
                compound: None,
                noun: None,
                ending: Ending::AdnominalFuture,
                tail: "ㄹ".to_owned(),
                past: false,
                intent: false,
            });
        }
    }
}

/// A particle behind a closing bracket belongs to the noun before the bracket: "협약(MOU)을".
pub(super) fn reach_over_brackets(text: &str, tokens: &mut [Token]) {
    let mut open: Vec<usize> = Vec::new();
    let mut bracketed = None;
    for at in 0..tokens.len() {
        match tokens[at].kind {
            Kind::Sign('(' | '[') => open.push(at),
            Kind::Sign(sign @ (')' | ']' | '\'' | '’' | '"' | '”')) => {
                // Behind a quotation mark too: "'사업 확대를 위한 협약(MOU)'을".
                let head = match sign {
                    ')' | ']' => open.pop().and_then(|o| o.checked_sub(1)),
                    _ if at > 0 && matches!(tokens[at - 1].kind, Kind::Sign(')' | ']')) => bracketed,
                    _ => at.checked_sub(1),
                };
                bracketed = head;
                let Some(head) = head else { continue };
                let Some(tail) = tokens.get(at + 1).filter(|t| !t.spaced) else { continue };
                let surface = &text[tail.start..tail.end];
                let (found, found_copula) = (josa::role_of(surface), copula(surface));
                if found.is_none() && found_copula.is_none() {
                    continue;
                }
                match &mut tokens[head].kind {
                    Kind::Noun { role, .. } if *role == Role::Bare && found.is_some() => {
                        *role = found.unwrap_or(Role::Bare)
                    }
                    Kind::Mention { role, copula, .. } if *role == Role::Bare && copula.is_none() => {
                        *role = found.unwrap_or(Role::Bare);
                        *copula = found_copula.filter(|_| found.is_none());
                    }
                    Kind::Noun { stem_end, role: Role::Bare } => {
                        let noun = Some((tokens[head].start, *stem_end));
                        let Some(copula) = found_copula else { continue };
                        tokens[head].kind = Kind::Predicate(Predicate { noun, ..copula });
                    }
                    _ => continue,
                }
                // The particle is used up; a straight quotation mark there would open another speech.
                tokens[at + 1].kind = Kind::Sign(if sign == '"' { '\'' } else { sign });
            }
            _ => {}
        }
    }
}

/// "A, B 등 다양한 기업과": the adjective says nothing of the list but that it is long.
pub(super) fn various(text: &str, tokens: &mut Vec<Token>) {
    let mut at = 1;
    while at < tokens.len() {
        let several = tokens[at].predicate().is_some_and(|p| {
            p.ending.is_adnominal()
                && matches!(p.lemma.as_str(), "다양하" | "수많" | "쟁쟁하" | "굵직하" | "유수하" | "유력하")
        }) || matches!(&text[tokens[at].start..tokens[at].end], "여러" | "주요" | "유수의");
        let closes = &text[tokens[at - 1].start..tokens[at - 1].end] == "등";
        if several && closes {
            tokens[at - 1].end = tokens[at].end;
            tokens.remove(at);
        } else {
            at += 1;
        }
    }
}

/// "치열하게 경쟁하다", "빠르게 옮기다": how it is done, and no clause of its own. "쓰게 하다", "맡게 되다" are.
pub(super) fn manner(text: &str, words: &WordSets, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        // "잇달아 맺었다".
        if words.contains("adverb-from-verb", &text[tokens[at].start..tokens[at].end]) {
            tokens[at].kind = Kind::Modifier;
            continue;
        }
        let manner = tokens[at].predicate().is_some_and(|p| {
            // 안전하다 is an adjective, 구축하다 a verb.
            let adjective = p.lemma.strip_suffix('하').is_some_and(|noun| !words.is_verbal(noun));
            p.ending == Ending::Connective
                && p.tail == "게"
                && (adjective || words.contains("adjective-manner", &p.lemma))
        });
        let causes = tokens
            .get(at + 1)
            .and_then(Token::predicate)
            .is_some_and(|p| matches!(p.lemma.as_str(), "하" | "되" | "만들" | "두" | "놔두"));
        if manner && !causes {
            tokens[at].kind = Kind::Modifier;
        }
    }
}

/// "막을 내리다", "막이 오르다": the curtain, where ko-dic sees the verb 막다.
pub(super) fn curtain(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let moved =
            tokens[at].predicate().is_some_and(|p| matches!(p.lemma.as_str(), "내리" | "올리" | "오르"));
        let before = &tokens[at - 1];
        let role = match &text[before.start..before.end] {
            "막을" => Role::Object,
            "막이" => Role::Subject,
            _ => continue,
        };
        if moved {
            let stem_end = before.start + "막".len();
            tokens[at - 1].kind = Kind::Noun { stem_end, role };
        }
    }
}

/// "내지 않았다": what 않다 denies is a verb that goes on, where ko-dic sees the noun 내지.
pub(super) fn denied(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let denies = tokens[at].predicate().is_some_and(|p| matches!(p.lemma.as_str(), "않" | "못하" | "말"));
        let before = &mut tokens[at - 1];
        // "필요하지 않다": ko-dic sees 지 as the end of a sentence.
        if let Kind::Predicate(verb) = &mut before.kind
            && denies
            && verb.ending == Ending::Final
            && verb.tail.ends_with('지')
        {
            verb.ending = Ending::Connective;
        }
        let bare = matches!(before.kind, Kind::Noun { role: Role::Bare, .. });
        let stem = text[before.start..before.end].strip_suffix('지').filter(|stem| !stem.is_empty());
        if let Some(stem) = stem.filter(|_| denies && bare) {
            before.kind = Kind::Predicate(Predicate {
                lemma: stem.to_owned(),
                compound: None,
                noun: None,
                ending: Ending::Connective,
                tail: "지".to_owned(),
                past: false,
                intent: false,
            });
        }
    }
}

/// "한 푼", "한 번", "주된 고객": what modifies a noun, where ko-dic sees verbs.
pub(super) fn one(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let counts = &text[tokens[at].start..tokens[at].end];
        let before = &mut tokens[at - 1];
        // "주된 고객": no verb of its own.
        if &text[before.start..before.end] == "주된" && before.predicate().is_some() {
            before.kind = Kind::Modifier;
        }
        let lone = &text[before.start..before.end] == "한" && before.predicate().is_some();
        if !lone {
            continue;
        }
        let counted = ["푼", "번", "차례", "배", "팀", "몸", "걸음", "축", "자리", "솥밥", "식구"]
            .iter()
            .any(|unit| counts.starts_with(unit));
        if counted {
            before.kind = Kind::Modifier;
        }
        // "'두레'의 한 조각이다": nothing that has been done stands right behind 의.
        let owned = at.checked_sub(2).is_some_and(|owner| {
            matches!(
                tokens[owner].kind,
                Kind::Noun { role: Role::Genitive, .. } | Kind::Mention { role: Role::Genitive, .. }
            )
        });
        if owned {
            tokens[at - 1].kind = Kind::Modifier;
        }
    }
}

/// "△한빛클라우드=누리소프트와 손을 잡았다": the name before the sign is what the line is about.
pub(super) fn heading(mentions: &[(MentionId, &Mention)], tokens: &mut [Token]) {
    const LONGEST: usize = 6;
    let Some(sign) = tokens.iter().take(LONGEST).position(|t| matches!(t.kind, Kind::Sign('='))) else {
        return;
    };
    let bullet =
        matches!(tokens[0].kind, Kind::Sign('△' | '▲' | '▷' | '▶' | '◇' | '◆' | '■' | '□' | '○' | '●'));
    let Some(name) = sign.checked_sub(1).map(|at| &mut tokens[at]) else { return };
    if let Kind::Mention { id, role, copula: None } = &mut name.kind
        && bullet
        && *role == Role::Bare
        && mentions.iter().any(|(m, mention)| m == id && mention.class() == Some(Class::Organization))
    {
        *role = Role::Topic;
    }
}

/// "서비스를 열 계획", "첫발을 떼 …", "간판을 건 X", "시가 운영하는": verbs and a city that ko-dic takes for nouns.
pub(super) fn short_words(text: &str, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let word = &text[tokens[at].start..tokens[at].end];
        let object = at > 0
            && matches!(
                tokens[at - 1].kind,
                Kind::Mention { role: Role::Object, .. } | Kind::Noun { role: Role::Object, .. }
            );
        let next = tokens.get(at + 1);
        let planned = || {
            let noun = next.and_then(|t| t.noun(text));
            matches!(
                noun,
                Some(
                    "계획"
                        | "예정"
                        | "방침"
                        | "것"
                        | "것으로"
                        | "전망"
                        | "목표"
                        | "생각"
                        | "수"
                        | "뜻"
                        | "작정"
                )
            )
        };
        let noun = matches!(tokens[at].kind, Kind::Noun { .. });
        let (lemma, ending, tail) = match word {
            "열" if noun && planned() => ("열", Ending::AdnominalFuture, "ㄹ"),
            "팔" if noun && planned() => ("팔", Ending::AdnominalFuture, "ㄹ"),
            "끝나는" => ("끝나", Ending::AdnominalPresent, "는"),
            "여는" if object || noun && at > 0 && text[..tokens[at].start].trim_end().ends_with('문') => {
                ("열", Ending::AdnominalPresent, "는")
            }
            "단" if noun && object => ("달", Ending::AdnominalPast, "ㄴ"),
            "떼" if object => ("떼", Ending::Connective, "어"),
            "건" if noun && object => ("걸", Ending::AdnominalPast, "ㄴ"),
            "세" | "두" | "네"
                if next.is_some_and(|t| {
                    let noun = &text[t.start..t.end];
                    ["배", "곳", "개", "군데", "회사", "업체", "기업", "기관"]
                        .iter()
                        .any(|unit| noun.starts_with(unit))
                }) =>
            {
                tokens[at].kind = Kind::Modifier;
                continue;
            }
            "시가" if noun && next.is_some_and(|t| t.predicate().is_some()) => {
                let stem_end = tokens[at].start + "시".len();
                tokens[at].kind = Kind::Noun { stem_end, role: Role::Subject };
                continue;
            }
            _ => continue,
        };
        tokens[at].kind = Kind::Predicate(Predicate {
            lemma: lemma.to_owned(),
            compound: None,
            noun: None,
            ending,
            tail: tail.to_owned(),
            past: false,
            intent: false,
        });
    }
}

/// "돈은 모두 91억원으로, …", "따낸 곳은 한빛클라우드로, …": 으로 behind an amount or a name, with a comma and a
/// topic before it, is the copula.
pub(super) fn amounts_to(mentions: &[(MentionId, &Mention)], tokens: &mut [Token]) {
    for at in 1..tokens.len().saturating_sub(1) {
        let Kind::Mention { id, role: Role::Into, copula: None } = tokens[at].kind else { continue };
        let amount = mentions.iter().any(|(m, mention)| {
            let name = matches!(mention.class(), Some(Class::Organization | Class::Person));
            *m == id && (name || matches!(mention.sort, Sort::Money(_) | Sort::Count(_) | Sort::Percent(_)))
        });
        let topic = tokens[..at]
            .iter()
            .rev()
            .find(|t| !matches!(t.kind, Kind::Modifier | Kind::Noun { role: Role::Bare, .. }))
            .is_some_and(|t| matches!(t.kind, Kind::Noun { role: Role::Topic | Role::Subject, .. }));
        if amount && topic && matches!(tokens[at + 1].kind, Kind::Comma) {
            let copula = copula("이며");
            tokens[at].kind = Kind::Mention { id, role: Role::Bare, copula };
        }
    }
}

/// "공공과 민간 두 분야를": how many there are stands in one phrase with what is counted.
pub(super) fn counted(text: &str, tokens: &mut [Token]) {
    const NUMERALS: [&str; 9] = ["두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"];
    for at in 1..tokens.len().saturating_sub(1) {
        let named = matches!(tokens[at - 1].kind, Kind::Mention { role: Role::Bare, copula: None, .. });
        let counts = matches!(tokens[at + 1].kind, Kind::Noun { .. })
            && NUMERALS.contains(&&text[tokens[at].start..tokens[at].end]);
        if named && counts {
            tokens[at].kind = Kind::Noun { stem_end: tokens[at].end, role: Role::Bare };
        }
    }
}
