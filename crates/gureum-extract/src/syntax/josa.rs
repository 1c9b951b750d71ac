//! Particles: what the tail of an eojeol says about the role of its noun.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The role a particle, or a particle with a grammaticalised verb ("를 통해"), gives to its noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// No particle.
    Bare,
    /// 이, 가, 께서.
    Subject,
    /// 은, 는.
    Topic,
    /// 도, 만, 까지도: subject or object, whichever is missing.
    Also,
    /// 을, 를.
    Object,
    /// 의.
    Genitive,
    /// 와, 과, 하고; also "와 함께".
    With,
    /// 와 함께, 와 공동으로.
    Together,
    /// 에, 에게: goal or place.
    To,
    /// 에서: place or institutional agent.
    At,
    /// 로, 으로.
    Into,
    /// 부터, 로부터, 에게서.
    From,
    /// 까지.
    Until,
    /// 보다, 처럼, 같이.
    Than,
    /// 에 의해.
    By,
    /// 를 통해.
    Through,
    /// 를 위해.
    For,
    /// 를 대상으로, 을 상대로.
    Target,
    /// 를 기반으로, 을 토대로, 을 바탕으로.
    Basis,
    /// 에 따르면.
    Source,
    /// 를 비롯해, 을 포함해: members of the next noun phrase.
    Including,
    /// 외에, 이외에, 말고.
    Besides,
    /// 에 대해, 와 관련해.
    About,
    /// 이라는, 라는: a name before its class noun.
    Named,
}

impl Role {
    /// Reads a role as rule files write it.
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| *name == text).map(|(_, role)| *role)
    }

    /// The names rule files may use.
    pub const NAMES: [(&'static str, Self); 24] = [
        ("bare", Self::Bare),
        ("subject", Self::Subject),
        ("topic", Self::Topic),
        ("also", Self::Also),
        ("object", Self::Object),
        ("genitive", Self::Genitive),
        ("with", Self::With),
        ("together", Self::Together),
        ("to", Self::To),
        ("at", Self::At),
        ("into", Self::Into),
        ("from", Self::From),
        ("until", Self::Until),
        ("than", Self::Than),
        ("by", Self::By),
        ("through", Self::Through),
        ("for", Self::For),
        ("target", Self::Target),
        ("basis", Self::Basis),
        ("source", Self::Source),
        ("including", Self::Including),
        ("besides", Self::Besides),
        ("about", Self::About),
        ("named", Self::Named),
    ];

    /// The name as rule files write it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, role)| *role == self).map_or("?", |(name, _)| name)
    }
}

/// Whole tails of an eojeol after its noun, the longest first where one ends another.
const TAILS: &[(&str, Role)] = &[
    ("으로부터의", Role::Genitive),
    ("로부터의", Role::Genitive),
    ("이라는", Role::Named),
    ("라는", Role::Named),
    ("이란", Role::Named),
    ("란", Role::Named),
    ("으로부터", Role::From),
    ("로부터", Role::From),
    ("에게서는", Role::From),
    ("에게서", Role::From),
    ("에서부터", Role::From),
    ("에서만", Role::At),
    ("에서는", Role::At),
    ("에서도", Role::At),
    ("에서의", Role::Genitive),
    ("에서", Role::At),
    ("에게는", Role::To),
    ("에게도", Role::To),
    ("에게", Role::To),
    ("에는", Role::To),
    ("에도", Role::To),
    ("에만", Role::To),
    ("에의", Role::Genitive),
    ("에", Role::To),
    ("께서는", Role::Topic),
    ("께서", Role::Subject),
    ("께", Role::To),
    ("한테", Role::To),
    ("으로서는", Role::Into),
    ("로서는", Role::Into),
    ("으로서", Role::Into),
    ("로서", Role::Into),
    ("으로써", Role::Into),
    ("로써", Role::Into),
    ("으로의", Role::Genitive),
    ("로의", Role::Genitive),
    ("으로는", Role::Into),
    ("로는", Role::Into),
    ("으로도", Role::Into),
    ("로도", Role::Into),
    ("으로만", Role::Into),
    ("로만", Role::Into),
    ("으로", Role::Into),
    ("로", Role::Into),
    ("와의", Role::Genitive),
    ("과의", Role::Genitive),
    ("와는", Role::With),
    ("과는", Role::With),
    ("와도", Role::With),
    ("과도", Role::With),
    ("와", Role::With),
    ("과", Role::With),
    ("이랑", Role::With),
    ("랑", Role::With),
    ("하고", Role::With),
    ("까지는", Role::Until),
    ("까지만", Role::Until),
    ("까지도", Role::Also),
    ("까지의", Role::Genitive),
    ("까지", Role::Until),
    ("부터는", Role::From),
    ("부터", Role::From),
    ("보다는", Role::Than),
    ("보다", Role::Than),
    ("처럼", Role::Than),
    ("같이", Role::Than),
    ("만큼", Role::Than),
    ("마다", Role::To),
    ("만의", Role::Genitive),
    ("만이", Role::Subject),
    ("만은", Role::Topic),
    ("만을", Role::Object),
    ("만", Role::Also),
    ("조차", Role::Also),
    ("마저", Role::Also),
    ("뿐", Role::Also),
    ("이나", Role::With),
    ("나", Role::With),
    ("이든", Role::With),
    ("든", Role::With),
    ("이라도", Role::Also),
    ("라도", Role::Also),
    ("이야말로", Role::Topic),
    ("야말로", Role::Topic),
    ("의", Role::Genitive),
    ("도", Role::Also),
    ("은", Role::Topic),
    ("는", Role::Topic),
    ("을", Role::Object),
    ("를", Role::Object),
    ("이", Role::Subject),
    ("가", Role::Subject),
];

/// The role of a tail that is a particle or a stack of particles, as a whole.
pub fn role_of(tail: &str) -> Option<Role> {
    static ROLES: LazyLock<FxHashMap<&str, Role>> = LazyLock::new(|| {
        // The first of equal tails counts.
        TAILS.iter().rev().copied().collect()
    });
    (tail.len() <= LONGEST_TAIL).then(|| ROLES.get(tail).copied()).flatten()
}

/// Bytes of the longest of [`TAILS`].
const LONGEST_TAIL: usize = {
    let (mut at, mut longest) = (0, 0);
    while at < TAILS.len() {
        if TAILS[at].0.len() > longest {
            longest = TAILS[at].0.len();
        }
        at += 1;
    }
    longest
};

/// Splits an eojeol into noun and particle by the longest tail that fits the noun's last sound:
/// 을, 은, 이, 과 and 으로 follow a final consonant (으로 not ㄹ), 를, 는, 가, 와 and 로 a vowel.
/// A noun that does not end in Hangul takes either.
pub fn split(eojeol: &str) -> Option<(&str, &'static str, Role)> {
    static BY_LAST: LazyLock<FxHashMap<char, Vec<(&str, Role)>>> = LazyLock::new(|| {
        let mut by_last: FxHashMap<char, Vec<(&str, Role)>> = FxHashMap::default();
        for (tail, role) in TAILS {
            let last = tail.chars().next_back().unwrap_or_default();
            by_last.entry(last).or_default().push((tail, *role));
        }
        by_last.values_mut().for_each(|tails| tails.sort_by_key(|(tail, _)| std::cmp::Reverse(tail.len())));
        by_last
    });
    let tails = BY_LAST.get(&eojeol.chars().next_back()?)?;
    tails.iter().find_map(|(tail, role)| {
        let noun = eojeol.strip_suffix(tail).filter(|noun| !noun.is_empty() && fits(noun, tail))?;
        Some((noun, *tail, *role))
    })
}

/// Whether `tail` may follow `noun`, by the noun's last sound.
pub fn fits(noun: &str, tail: &str) -> bool {
    let Some(last) = noun.chars().next_back() else { return false };
    let Some(coda) = coda(last) else { return true };
    let closed = coda != 0;
    match tail.chars().next() {
        Some('을' | '은' | '과') => closed,
        Some('를' | '는' | '와' | '가') => !closed,
        Some('으') => closed && coda != RIEUL,
        Some('로') => !closed || coda == RIEUL,
        Some('이') => closed,
        Some('랑' | '란' | '나' | '든') => !closed,
        Some('라') => !closed,
        _ => true,
    }
}

const RIEUL: u32 = 8;

/// Index of the final consonant of a Hangul syllable, 0 for none; `None` for other characters.
/// A precomposed syllable is `0xAC00 + (initial * 21 + vowel) * 28 + final` (Unicode 3.12).
pub fn coda(c: char) -> Option<u32> {
    ('가'..='힣').contains(&c).then(|| (u32::from(c) - 0xAC00) % 28)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_fit_the_last_sound() {
        assert_eq!(split("KT와"), Some(("KT", "와", Role::With)));
        assert_eq!(split("한빛에서는"), Some(("한빛", "에서는", Role::At)));
        assert_eq!(split("서울로"), Some(("서울", "로", Role::Into)));
        assert_eq!(split("제주로부터"), Some(("제주", "로부터", Role::From)));
        assert_eq!(split("한빛가"), None, "가 follows a vowel");
        assert_eq!(split("누리와"), Some(("누리", "와", Role::With)));
        assert_eq!(split("누리과"), None, "과 follows a consonant");
    }

    #[test]
    fn every_role_has_a_name_of_its_own() {
        for (name, role) in Role::NAMES {
            assert_eq!(Role::parse(name), Some(role));
            assert_eq!(role.name(), name);
        }
    }
}
