//! Writes a corpus of any size as JSON lines that `gureum extract -` reads, each article as it is made:
//! `cargo run --release -p gureum-extract --example generate_corpus -- 10000 > corpus.jsonl`.
//!
//! Sentences, firms, people and services are invented. Article `n` is the same in every corpus, on every machine, so a
//! longer corpus begins with a shorter one. Firms come up by Zipf's law: the second half as often as the first, and ever
//! new ones, as in real news. Of its three to fourteen sentences about half say something that the rules read.
//! `benches/corpus.py` measures what becomes of it.

use std::error::Error;
use std::io::{BufWriter, Write};

use serde_json::json;

const FIRST: [&str; 40] = [
    "한빛", "누리", "다솜", "라온", "마루", "바름", "새솔", "아라", "자람", "가온", "나래", "미르", "여울",
    "도담", "해솔", "푸름", "보람", "슬기", "이룸", "초롱", "다온", "늘봄", "가람", "온새", "무지", "별하",
    "시나", "윤슬", "은가", "채움", "하람", "고운", "너울", "단미", "로운", "모아", "비나", "소담", "예다",
    "한결",
];
const SECOND: [&str; 40] = [
    "",
    "넷",
    "웨어",
    "링크",
    "포인트",
    "브릿지",
    "스퀘어",
    "그리드",
    "코어",
    "라인",
    "플로",
    "스톤",
    "필드",
    "비전",
    "로직",
    "메이트",
    "베이스",
    "허브",
    "타워",
    "포트",
    "게이트",
    "노드",
    "트리",
    "웨이",
    "뱅크",
    "랩",
    "리프",
    "큐브",
    "돔",
    "윙",
    "스텝",
    "비트",
    "오션",
    "스카이",
    "레이",
    "폼",
    "캐스트",
    "트랙",
    "존",
    "맵",
];
const THIRD: [&str; 12] = [
    "클라우드",
    "소프트",
    "정보통신",
    "테크",
    "시스템즈",
    "데이터",
    "네트웍스",
    "솔루션",
    "전자",
    "텔레콤",
    "보안",
    "컨설팅",
];
const SURNAMES: [&str; 10] = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임"];
const GIVEN: [&str; 20] = [
    "다현", "서준", "하윤", "지안", "도윤", "예린", "시우", "수아", "은호", "유나", "민재", "채원", "건우",
    "소율", "태오", "나은", "우진", "아린", "준서", "다온",
];
const KINDS: [&str; 6] = ["클라우드", "플랫폼", "스토리지", "관제", "백업", "데스크톱"];
const POSTS: [&str; 4] = ["대표", "부사장", "본부장", "이사"];
/// Its letters in braces are filled in by [`Dice::telling`].
const TELLING: [&str; 16] = [
    "{A:는} {B:와} 업무협약을 체결했다.",
    "{A:는} {B:에} {N}억원을 투자했다고 밝혔다.",
    "{A:는} {B:를} {N}억원에 인수했다.",
    "{A:가} {B:와} 손잡고 공공 클라우드 사업에 나선다.",
    "{A:는} {B:를} 인수할 계획이다.",
    "{A:는} 새 서비스 '{S}'를 출시했다.",
    "{A:는} 지난해 매출 {N}억원을 기록했다.",
    "{P} {A} {T:는} \"고객이 더 쉽게 옮겨 오도록 돕겠다\"고 말했다.",
    "{A:와} {B:는} 데이터센터를 함께 쓰기로 합의했다.",
    "{A:는} {B:의} 자회사다.",
    "{A:는} 자체 개발한 '{S}'를 {B:에} 공급한다.",
    "{A:는} {B:와} 경쟁하고 있다.",
    "{A:는} {N}명의 직원을 두고 있다.",
    "{A:는} {B:와} 제휴하지 않았다고 해명했다.",
    "{A:는} 클라우드 보안인증(CSAP)을 획득했다.",
    "업계에서는 {A:가} {B:를} 인수할 것이라는 전망이 나온다.",
];
/// Says nothing that is read, as most sentences do.
const FILLING: [&str; 10] = [
    "이번 발표는 시장의 관심을 모았다.",
    "공공 부문의 전환은 해마다 빨라지는 추세다.",
    "전문가들은 비용보다 운영 경험이 중요하다고 입을 모은다.",
    "구체적인 일정과 규모는 추후 공개될 예정이다.",
    "지난 몇 년간 비슷한 시도가 여러 차례 있었지만 성과는 엇갈렸다.",
    "현장에서는 인력 부족을 가장 큰 걸림돌로 꼽는다.",
    "내년에는 지역으로 범위를 넓힌다는 구상이다.",
    "보안과 안정성을 두고는 의견이 갈린다.",
    "수요는 하반기로 갈수록 늘어날 것으로 보인다.",
    "관련 제도의 정비도 함께 이루어져야 한다는 지적이 나온다.",
];

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).ok_or("how many articles?")?;
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    for number in 1..=count.parse::<u64>()? {
        serde_json::to_writer(&mut out, &article(number))?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

fn article(number: u64) -> serde_json::Value {
    let mut dice = Dice::new(number);
    let topic = dice.firm();
    let title = dice.telling(&topic);
    let count = 3 + dice.below(6) + dice.below(6);
    let text: Vec<String> = (0..count)
        .map(|_| if dice.below(2) == 0 { dice.telling(&topic) } else { dice.pick(&FILLING).to_owned() })
        .collect();
    json!({
        "id": format!("corpus-{number:09}"),
        "title": title.trim_end_matches('.'),
        "publisher": "구름일보",
        "published": format!("20{:02}-{:02}-{:02}", 15 + dice.below(11), 1 + dice.below(12), 1 + dice.below(28)),
        "text": text.join(" "),
    })
}

/// A deterministic sequence of its own for each article (xorshift of a scrambled number).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..4 {
            dice.below(2);
        }
        dice
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.below(words.len() as u64)).unwrap_or_default()]
    }

    /// Zipf's law in whole numbers: each range from a power of two to the next is as probable as any other.
    fn zipf(&mut self, powers: u64) -> u64 {
        let lowest = 1 << self.below(powers);
        lowest + self.below(lowest)
    }

    /// One of 19,200 names, the first of them most often.
    fn firm(&mut self) -> String {
        let rank = self.zipf(14) - 1;
        let word =
            |words: &[&'static str], at: u64| words[usize::try_from(at).unwrap_or_default() % words.len()];
        // Neighbours in rank share no part of their name.
        format!("{}{}{}", word(&FIRST, rank), word(&SECOND, rank / 480), word(&THIRD, rank / 40))
    }

    fn telling(&mut self, topic: &str) -> String {
        let (sentence, other) = (self.pick(&TELLING), self.firm());
        let other = if other == topic { format!("{other}아이") } else { other };
        let mut filled = String::new();
        for piece in sentence.split('{') {
            let Some((slot, rest)) = piece.split_once('}') else {
                filled.push_str(piece);
                continue;
            };
            let (letter, particle) = slot.split_once(':').unwrap_or((slot, ""));
            let word = match letter {
                "A" => topic.to_owned(),
                "B" => other.clone(),
                "N" => (self.zipf(9) * 10).to_string(),
                "S" => format!("{} {}", self.pick(&FIRST), self.pick(&KINDS)),
                "P" => format!("{}{}", self.pick(&SURNAMES), self.pick(&GIVEN)),
                _ => self.pick(&POSTS).to_owned(),
            };
            filled.push_str(&word);
            filled.push_str(fitting(&word, particle));
            filled.push_str(rest);
        }
        filled
    }
}

/// The form of a particle that follows a word: 는 after a vowel, 은 after a consonant.
fn fitting<'a>(word: &str, particle: &'a str) -> &'a str {
    let last = word.chars().last().map_or(0, u32::from);
    let closed = (0xAC00..0xD7A4).contains(&last) && !(last - 0xAC00).is_multiple_of(28);
    match particle {
        "는" if closed => "은",
        "가" if closed => "이",
        "를" if closed => "을",
        "와" if closed => "과",
        open => open,
    }
}
