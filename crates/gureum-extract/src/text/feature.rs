//! What kind of line a line is, by its look: sentences, menu, date line, byline, caption, headline of
//! another article. One line at a time; which lines make the article is asked in [`super::article`].
//! The word lists name what Korean news pages of any publisher print around an article.

use super::date_line::{has_date_at_edge, is_date_line};
use super::lines::{Place, Role};

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Prose; the number of sentences that end in it.
    Sentences(u32),
    /// Nothing special: a headline, a subheading, an item of a list, a table's cell.
    Plain,
    /// A headline or item with a date at its edge.
    Dated,
    /// Path, sections, links to other parts of the site.
    Menu,
    /// Words of the page's controls: text size, sharing, log-in.
    Interface,
    /// When the article was published or changed.
    Date,
    Byline,
    Copyright,
    Caption,
    /// Heading of a list of other articles, or such a list on one line.
    Related,
    Comment,
}

/// Number of visible characters.
pub(super) fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Tells the kind of a line.
pub(super) fn kind_of(text: &str, role: Role, place: Place) -> Kind {
    let length = length(text);
    let sentences = count_sentences(text);
    if role == Role::Caption && length <= 300 {
        return Kind::Caption;
    }
    if is_copyright(text, length, sentences) {
        return Kind::Copyright;
    }
    if is_caption(text, length, sentences) {
        return Kind::Caption;
    }
    if let Some(kind) = related_or_comment(text, length, sentences) {
        return kind;
    }
    if sentences > 0 {
        return if is_interface(text, length, sentences) {
            Kind::Interface
        } else {
            Kind::Sentences(sentences)
        };
    }
    if is_date_line(text, length) {
        return Kind::Date;
    }
    if is_byline(text, length) {
        return Kind::Byline;
    }
    if is_menu(text, length) {
        return Kind::Menu;
    }
    if is_interface(text, length, sentences) || (place == Place::Hidden && length < 30) {
        return Kind::Interface;
    }
    if has_date_at_edge(text) {
        return Kind::Dated;
    }
    Kind::Plain
}

/// How many sentences end in a line: endings such as `다.` anywhere, a letter and a full stop at its
/// end.
pub(super) fn count_sentences(text: &str) -> u32 {
    let mut count = 0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '.' | '?' | '!')
            && matches!(before, '다' | '요' | '까' | '죠' | '음' | '함' | '됨' | '임')
        {
            let sure = c == '.' && matches!(before, '다' | '요' | '까' | '죠');
            let next_is_figure = chars.peek().is_some_and(char::is_ascii_digit);
            count += u32::from(sure && !next_is_figure);
        }
        before = c;
    }
    // "… 공짜라고 합니다. [3] 별빛 120 03-04" is a row of a table.
    if count == 1 && text.ends_with(|c: char| c.is_ascii_digit()) {
        count = 0;
    }
    if count == 0 && ends_with_full_stop(text) && length(text) >= 15 {
        count = 1;
    }
    count
}

/// Whether the line stops like prose: a letter and a full stop, quotes and brackets aside.
fn ends_with_full_stop(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', ')', ']', ' ']);
    text.strip_suffix('.').is_some_and(|head| {
        head.trim_end_matches(['"', '\'', '”', '’', ')', ']', '%'])
            .ends_with(|c: char| ('가'..='힣').contains(&c) || c.is_ascii_alphabetic())
    })
}

/// Whether one of the words is in the text.
pub(super) fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn is_copyright(text: &str, length: usize, sentences: u32) -> bool {
    if length > 150 || sentences > 1 {
        return false;
    }
    const CLAIMS: [&str; 8] = [
        "무단전재",
        "무단 전재",
        "무단복제",
        "무단 복제",
        "재배포 금지",
        "재배포금지",
        "재배포를 금",
        "저작권자",
    ];
    let latin =
        |word: &str| text.as_bytes().windows(word.len()).any(|w| w.eq_ignore_ascii_case(word.as_bytes()));
    let reserved = latin("all rights reserved");
    let sign = text.contains(['ⓒ', '©'])
        || text.trim_start_matches(['<', '[']).starts_with("(c)")
        || latin("copyright");
    let claim = reserved || has_any(text, &CLAIMS);
    if sentences == 0 {
        let owned = text.starts_with("저작권") || text.contains("저작권은");
        return claim || (sign || owned) && length <= 60;
    }
    // A sentence about copyright is news; one that forbids copying this page is a notice.
    let polite = text.trim_end_matches(['.', ' ', '>', ']']).ends_with("니다");
    claim && (sign || polite) || polite && text.contains("저작권은")
}

/// `[사진=…]`, `(사진제공=…)`, `/사진=…`: where a picture's source is named.
const CREDITS: [&str; 16] = [
    "사진=",
    "사진 =",
    "사진제공",
    "사진 제공",
    "사진:",
    "사진 :",
    "사진출처",
    "자료=",
    "자료 =",
    "이미지=",
    "그래픽=",
    "출처=",
    "캡처=",
    "사진설명",
    "[사진]",
    "일러스트=",
];

/// The words in [`CREDITS`], to pass over most lines quickly.
const CREDIT_WORDS: [&str; 7] = ["사진", "자료", "이미지", "그래픽", "출처", "캡처", "일러스트"];

/// A bracketed credit in a line, as a range.
pub(super) fn bracketed_credit(text: &str) -> Option<std::ops::Range<usize>> {
    if !text.contains(['[', '(', '<', '【']) || !has_any(text, &CREDIT_WORDS) {
        return None;
    }
    let (open, close, credit) = CREDITS.iter().find_map(|credit| {
        let at = text.find(credit)?;
        let before = text[..at].trim_end();
        let (mark, close) = [('[', ']'), ('(', ')'), ('<', '>'), ('【', '】')]
            .into_iter()
            .find(|(open, _)| before.ends_with(*open))?;
        Some((before.len() - mark.len_utf8(), close, at))
    })?;
    let end = text[credit..].char_indices().take(80).find(|(_, c)| *c == close)?;
    Some(open..credit + end.0 + close.len_utf8())
}

fn is_caption(text: &str, length: usize, sentences: u32) -> bool {
    if length > 220 || sentences > 2 {
        return false;
    }
    let starts = [
        "[사진",
        "(사진",
        "<사진",
        "사진=",
        "사진 =",
        "사진|",
        "사진설명",
        "사진 설명",
        "/사진",
        "사진제공",
        "사진 제공",
    ];
    if starts.iter().any(|s| text.starts_with(s)) {
        return true;
    }
    let tail = text.trim_end_matches(['.', ' ']);
    let provided = tail.ends_with("제공]")
        || tail.ends_with("제공)")
        || tail.ends_with("캡처]")
        || tail.ends_with("캡처)")
        || tail.ends_with("캡쳐)")
        || tail.ends_with("캡쳐]");
    let credited = bracketed_credit(text).is_some_and(|range| text[range.end..].trim().is_empty())
        || text
            .rfind("/사진")
            .or_else(|| text.rfind("사진="))
            .is_some_and(|at| text[at..].chars().count() <= 20);
    if provided || credited {
        return true;
    }
    let marked = text.starts_with(['▲', '△', '▶', '◀', '▼']);
    let shows = has_any(text, &["기념촬영", "기념 촬영", "기념사진"])
        || ["모습", "모습.", "전경", "전경.", "장면", "장면.", "화면.", "조감도", "조감도."]
            .iter()
            .any(|e| text.ends_with(e));
    shows && (marked || sentences == 1 && length <= 80)
        || marked && sentences == 1 && text.ends_with("고 있다.") && length <= 90 && !text.contains('=')
}

/// Headings above lists of other articles, comments and the like.
const RELATED: [&str; 32] = [
    "관련기사",
    "관련 기사",
    "관련뉴스",
    "관련 뉴스",
    "관련글",
    "연관기사",
    "많이 본",
    "많이본",
    "가장 많이",
    "인기기사",
    "인기 기사",
    "인기뉴스",
    "인기 뉴스",
    "주요뉴스",
    "주요 뉴스",
    "주요기사",
    "주요 기사",
    "이 시각",
    "이 기사와",
    "함께 보면",
    "함께 본",
    "함께 읽",
    "최신기사",
    "최신 기사",
    "최신뉴스",
    "추천기사",
    "추천 기사",
    "추천뉴스",
    "추천 뉴스",
    "핫이슈",
    "실시간 인기",
    "다른 기사",
];

const COMMENTS: [&str; 8] =
    ["댓글", "뉴스톡톡", "기사 의견", "독자의견", "독자 의견", "한줄의견", "100자평", "태그"];

fn related_or_comment(text: &str, length: usize, sentences: u32) -> Option<Kind> {
    let bare = text.trim_start_matches([
        '[', '(', '<', '【', '■', '□', '▶', '▷', '☞', '◆', '◇', '●', '○', '★', '☆', '※', '*', '#', '·', '≪',
        '《', '「', ' ', '➜', '→', '👉', '-',
    ]);
    let bracketed = bare.len() < text.len();
    if length <= 80 && has_any(text, &["(광고)", "[광고]", "[AD]", "(AD)", "오늘의 배너"]) {
        return Some(Kind::Related);
    }
    if let Some(word) =
        RELATED.iter().find(|word| bare.starts_with(**word) || (length <= 20 && bare.contains(**word)))
    {
        let rest = bare.split_once(word).map_or("", |(_, rest)| rest);
        let rest = rest.trim_start_matches(|c: char| "뉴스기사목록 더보기".contains(c));
        let heads_list = rest.is_empty()
            || rest
                .starts_with([']', ')', '>', '】', ':', '|', '1', '▲', '·', '+', '≫', '》', '」', 'T', '=']);
        if (sentences == 0 && length <= 22) || heads_list || (bracketed && sentences == 0) {
            return Some(Kind::Related);
        }
    }
    let is_comment = COMMENTS.iter().any(|word| bare.starts_with(word)) || bare.starts_with("첫 번째 댓글");
    (is_comment && sentences == 0 && length <= 80 || bare.starts_with("첫 번째 댓글"))
        .then_some(Kind::Comment)
}

/// Job titles at the end of a byline.
pub(super) const REPORTERS: [&str; 6] = ["기자", "특파원", "논설위원", "에디터", "객원기자", "통신원"];

fn is_byline(text: &str, length: usize) -> bool {
    let mail = mail_address(text).is_some();
    if mail && length <= 80 {
        return true;
    }
    if length > 30 {
        return false;
    }
    let ends =
        |text: &str| REPORTERS.iter().any(|r| text.trim_end_matches([')', ']', ' ', '|', '/']).ends_with(r));
    let credit =
        ["정리=", "글=", "사진=", "취재=", "기자명", "글·사진", "/"].iter().any(|s| text.starts_with(s));
    let words = text.split_whitespace().count();
    ends(text) && (words <= 4 || credit) || (credit && has_any(text, &REPORTERS))
}

/// The first e-mail address, as a range.
pub(super) fn mail_address(text: &str) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let part = |b: &u8| b.is_ascii_alphanumeric() || b"._-+".contains(b);
    for (at, _) in text.match_indices('@') {
        let start = at - bytes[..at].iter().rev().take(64).take_while(|b| part(b)).count();
        let end = at + 1 + bytes[at + 1..].iter().take(128).take_while(|b| part(b)).count();
        if start < at && text[at + 1..end].trim_end_matches('.').contains('.') {
            return Some(start..end);
        }
    }
    None
}

fn is_menu(text: &str, length: usize) -> bool {
    if length > 140 {
        return false;
    }
    let pieces = |mark: &str| {
        let parts: Vec<usize> = text.split(mark).map(|p| p.trim().chars().count()).collect();
        (parts.len(), parts.iter().sum::<usize>() / parts.len().max(1))
    };
    let (bars, average) = pieces("|");
    let (arrows, step) = pieces(" > ");
    if bars >= 3 && average <= 14 || arrows >= 2 && step <= 14 {
        return true;
    }
    if text.split(' ').all(|word| word.starts_with('#') && word.len() > 1) {
        return true; // tags
    }
    const SECTIONS: [&str; 38] = [
        "정치",
        "경제",
        "사회",
        "문화",
        "생활",
        "국제",
        "글로벌",
        "전국",
        "지역",
        "연예",
        "스포츠",
        "오피니언",
        "산업",
        "과학",
        "포토",
        "영상",
        "동영상",
        "뉴스",
        "기획",
        "인터뷰",
        "리포트",
        "행사",
        "포럼",
        "정책",
        "증권",
        "금융",
        "부동산",
        "투자",
        "시리즈",
        "스페셜",
        "이벤트",
        "사설",
        "칼럼",
        "라이프",
        "테크",
        "홈",
        "메뉴",
        "전체",
    ];
    let words: Vec<&str> =
        text.split([' ', '·', '|', '/', '&', '>', '≡']).filter(|w| !w.is_empty()).collect();
    let known = words.iter().filter(|w| SECTIONS.iter().any(|s| w.starts_with(s) || w.ends_with(s))).count();
    words.len() >= 2 && words.iter().all(|w| w.chars().count() <= 8) && known * 2 >= words.len()
}

fn is_interface(text: &str, length: usize, sentences: u32) -> bool {
    const SURE: [&str; 27] = [
        "로그인",
        "회원가입",
        "전체메뉴",
        "바로가기",
        "글자크기",
        "글자 크기",
        "글자 크게",
        "글자 작게",
        "공유하기",
        "스크랩",
        "기사제보",
        "구독신청",
        "구독하기",
        "지면보기",
        "로딩중",
        "붙여넣기",
        "복사되었습니다",
        "기사저장",
        "URL 복사",
        "URL복사",
        "맨위로",
        "다크모드",
        "북마크",
        "뉴스레터 구독",
        "채널 구독",
        "이 기사 어때요",
        "후속기사",
    ];
    const WEAK: [&str; 17] = [
        "댓글",
        "카카오톡",
        "페이스북",
        "트위터",
        "인쇄",
        "공유",
        "좋아요",
        "추천",
        "조회",
        "검색",
        "목록",
        "닫기",
        "메뉴",
        "홈",
        "이전",
        "다음",
        "구독",
    ];
    let limit = if sentences == 0 { 90 } else { 50 };
    if length > limit {
        return false;
    }
    let polite =
        text.trim_end_matches(['.', '!', ' ']).ends_with("니다") || has_any(text, &["세요", "십시오"]);
    let weak = WEAK.iter().filter(|word| text.contains(**word)).count();
    let sure = has_any(text, &SURE);
    if sentences > 0 {
        return polite && sure;
    }
    // One such word makes a short line; a headline may well speak of logging in.
    sure && (length <= 14 || weak > 0 || polite)
        || weak >= 3
        || (weak >= 2 && length <= 30 && text.contains(|c: char| c.is_ascii_digit()))
        || (weak >= 1 && length <= 6)
        || SURE.iter().filter(|word| text.contains(**word)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_by_their_look() {
        let cases: &[(Kind, &[&str])] = &[
            (
                Kind::Sentences(1),
                &[
                    "한빛클라우드는 새 데이터센터를 부산에 열었다고 3일 밝혔다.",
                    "가람군은 새 전산실을 올해 안에 두 층으로 나눠 세울 방침.",
                    "김하늘 대표(사진)는 \"로그인 화면부터 바꾸겠다\"고 말했다.",
                    "불법 사이트의 무단 복제를 막는 기술을 한빛이 개발했다.",
                    "정부는 저작권 보호를 위해 실시간 인기 검색어 서비스를 손본다.",
                ],
            ),
            (
                Kind::Plain,
                &[
                    "한빛, 부산에 새 데이터센터…\"일자리 300개\"",
                    "◇ 살림",
                    "▲대기업=한빛, 두리, 세나",
                    "-새 센터는 언제 여나.",
                    "학습 자료 저작권 논란",
                    "로그인 없는 세상 온다, 한빛이 여는 무암호 클라우드",
                ],
            ),
            (
                Kind::Menu,
                &[
                    "홈 > 산업 > 클라우드",
                    "뉴스 | 기획 | 사람 | 행사",
                    "정치 사회 문화·생활",
                    "IT·과학 산업 경제",
                ],
            ),
            (
                Kind::Interface,
                &["로그인 회원가입 지면보기", "본문 바로가기", "글자크기 가 가", "주소가 복사되었습니다."],
            ),
            (
                Kind::Date,
                &[
                    "입력 2024.06.10 10:24 | 수정 2024.06.11 09:00",
                    "2024-06-10 09:00 | 조회 1,284",
                    "기자명 김하늘 기자 | 승인 2024.06.10",
                    "등록 2024-06-10 오전 11:07",
                ],
            ),
            (
                Kind::Byline,
                &[
                    "김하늘 기자 sky@hanbit.example",
                    "sky@hanbit.example",
                    "정리=김○○ 기자",
                    "/김하늘 기자(sky@hanbit.example)",
                ],
            ),
            (
                Kind::Copyright,
                &[
                    "<저작권자 ⓒ 한빛일보, 무단 전재 및 재배포 금지>",
                    "Copyright © 한빛일보. All rights reserved.",
                    "ⓒ 한빛일보 무단전재 금지",
                ],
            ),
            (
                Kind::Caption,
                &[
                    "▲ 부산 데이터센터 조감도. [사진=한빛]",
                    "[사진=한빛 제공]",
                    "참석자들이 협약식을 마치고 기념촬영을 하고 있다. (사진=한빛)",
                    "▲ 김하늘 대표 (한빛 제공)",
                ],
            ),
            (
                Kind::Related,
                &[
                    "관련기사",
                    "[많이 본 뉴스]",
                    "▶ 관련기사",
                    "[관련기사] ▲ 한빛, 상장 ▲ 두리, 합병",
                    "많이 본 기사 1. 한빛 상장 2. 두리 합병",
                    "주요뉴스",
                ],
            ),
            (Kind::Comment, &["댓글 3", "댓글-", "첫 번째 댓글을 작성해 보세요."]),
            (Kind::Dated, &["한빛, 일본 법인 설립 2024-06-10", "2025-01-22 13:15:31\"한빛, 두리를 앞질러\""]),
        ];
        for (kind, lines) in cases {
            for line in *lines {
                assert_eq!(kind_of(line, Role::Text, Place::Unknown), *kind, "{line}");
            }
        }
    }
}
