//! Whole pages through the whole stage, and laws that hold for any text. The pages are invented.

use encoding_rs::EUC_KR;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::html::read_html;
use super::*;

/// Reads a page and checks what every page must keep: spans are in order, on character boundaries, and
/// sentences stand for text that is there.
fn check(source: &str) -> Page {
    let page = read_text(source);
    check_laws(&page);
    page
}

fn check_laws(page: &Page) {
    let mut end = 0;
    for sentence in &page.sentences {
        assert!(sentence.range.start >= end && sentence.range.end > sentence.range.start);
        let text = &page.text.as_str()[sentence.range.clone()];
        assert_eq!(text, text.trim());
        let span = page.text.to_source(sentence.range.clone());
        assert!(!page.source[span.range()].trim().is_empty());
        end = sentence.range.end;
    }
    let mut before = page.text.to_source(0..0);
    for (at, c) in page.text.as_str().char_indices() {
        let span = page.text.to_source(at..at + c.len_utf8());
        assert!(page.source.get(span.range()).is_some(), "a span cuts a character");
        assert!(span.start >= before.start && span.end >= before.end, "spans go backwards");
        before = span;
    }
}

fn sentences(page: &Page) -> Vec<&str> {
    page.sentences.iter().map(|s| &page.text.as_str()[s.range.clone()]).collect()
}

fn reasons(page: &Page, reason: DropReason) -> Vec<&str> {
    page.dropped.iter().filter(|d| d.reason == reason).map(|d| &page.source[d.span.range()]).collect()
}

const BODY: [&str; 4] = [
    "새솔클라우드가 충남 예산에 두 번째 데이터센터를 짓는다.",
    "회사는 이 사업에 300억원을 들여 2027년 문을 연다고 4일 밝혔다.",
    "이가람 새솔클라우드 대표는 \"지역의 전산 자원을 나눠 쓰게 하겠다. 일자리도 늘린다\"고 말했다.",
    "예산군은 부지와 도로를 내주기로 했다.",
];

#[test]
fn a_raw_dump_loses_its_menus_and_headlines_of_others() {
    let source = format!(
        "가온신문\n정치 경제 사회 문화\n로그인 회원가입 지면보기\n홈 > 경제 > 산업\n\n\
         새솔클라우드, 예산에 두 번째 데이터센터 짓는다\n\n\
         입력 2025.03.04 09:12 | 수정 2025.03.05 10:00 | 조회 1,024\n\
         글자크기는 모든 기사에 함께 적용됩니다.\n\
         ▲ 새솔클라우드 예산 데이터센터 조감도. [사진=새솔클라우드]\n\n\
         [가온신문 한별 기자] {} {}\n\n{}\n\n{}\n\n\
         한별 기자(star@gaon.example)\n저작권자 ⓒ 가온신문, 무단 전재 및 재배포 금지\n\n\
         많이 본 뉴스\n1. 다래전자, 새 공장 준공\n2. 온빛은행 \"해외 진출은 내년에\"\n\n\
         댓글 2\n첫 번째 댓글을 작성해 보세요.\n\
         온빛은행이 지난달 낸 광고가 화제를 모았다. 광고에는 은행장이 나왔다.\n\
         다래전자, 노조와 합의 2025-03-02\n",
        BODY[0], BODY[1], BODY[2], BODY[3]
    );
    let page = check(&source);
    assert_eq!(sentences(&page)[1..], BODY);
    assert_eq!(page.sentences[0].kind, SentenceKind::Headline);
    assert_eq!(
        page.title.as_ref().map(|t| t.value.as_str()),
        Some("새솔클라우드, 예산에 두 번째 데이터센터 짓는다")
    );
    assert_eq!(page.published.map(|d| d.to_string()).as_deref(), Some("2025-03-04"));
    assert_eq!(page.publisher.as_deref(), Some("가온신문"));
    assert_eq!(page.reporter.as_deref(), Some("한별"));
    assert_eq!(reasons(&page, DropReason::Caption).len(), 1);
    let paragraphs: Vec<u32> = page.sentences.iter().map(|s| s.paragraph).collect();
    assert_eq!(paragraphs, [0, 1, 1, 2, 3]);
}

#[test]
fn front_matter_counts_in_the_spans() {
    let source = format!(
        "---\ntitle: '두 번째 데이터센터'\npublished: 2025-03-04\n---\n두 번째 데이터센터\n\n{}\n",
        BODY[0]
    );
    let page = check(&source);
    assert_eq!(sentences(&page), ["두 번째 데이터센터", BODY[0]]);
    let title = page.title.as_ref().expect("there is a title");
    assert_eq!(&source[title.span.range()], "'두 번째 데이터센터'");
    let span = page.text.to_source(page.sentences[1].range.clone());
    assert_eq!(&source[span.range()], BODY[0]);
    assert!(page.notes.is_empty());
}

#[test]
fn dates_of_other_articles_are_not_the_date_of_publication() {
    let source =
        format!("{}\n\n{}\n\n관련기사\n다래전자, 새 공장 준공\n2024.01.02 10:00\n", BODY[0], BODY[1]);
    let page = check(&source);
    assert_eq!(page.published, None);
    assert!(page.notes.iter().any(|n| n.code == NoteCode::NoDate));
}

fn html_page() -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>예산에 짓는 두 번째 데이터센터 - 가온신문</title>\
         <meta property='og:title' content='예산에 짓는 두 번째 &quot;데이터센터&quot;'>\
         <meta property=\"article:published_time\" content=\"2025-03-03T16:12:00Z\">\
         <meta property=og:site_name content=가온신문><link rel=canonical href=https://gaon.example/1>\
         <style>p {{ color: red }}</style><script>var a = '<p>가짜 문장이다.</p>';</script></head>\
         <body class=\"has-sidebar menu-open\"><header><ul class=gnb><li><a href=/>정치</a><li><a href=/>경제</a></ul></header>\
         <nav><p>이 메뉴는 누구나 볼 수 있습니다. 눌러 보세요.</p></nav>\
         <div id=articleBody><h1>예산에 짓는 두 번째 \"데이터센터\"</h1>\n\
         <figure><img src=a.jpg><figcaption>예산의 새 건물이 햇빛을 받고 있다.</figcaption></figure>\
         <p>새솔<b>클라우드</b>가 충남&nbsp;예산에\n   두 번째 데이터센터를 짓는다.<p>{}<br><br>{}</p>\
         <div class='related-news'><ul><li><a href=/2>다래전자, 새 공장을 준공했다.</a></li></ul></div>\
         <p>{}</p><p>AT&amp;T&#8217;s 사례도 &lsquo;참고&rsquo;했다.</p></div>\
         <div class=comment_list><p>정말 좋은 소식이다. 기대된다. 응원한다. 그렇다.</p></div>\
         <footer><p>가온신문은 독자를 섬긴다. 주소는 서울이다.</p></footer></body></html>",
        BODY[1], BODY[2], BODY[3]
    )
}

#[test]
fn html_gives_the_article_and_its_head() {
    let source = html_page();
    let page = check(&source);
    let expected = [
        "예산에 짓는 두 번째 \"데이터센터\"",
        BODY[0],
        BODY[1],
        BODY[2],
        BODY[3],
        "AT&T’s 사례도 ‘참고’했다.",
    ];
    assert_eq!(sentences(&page), expected);
    let span = page.text.to_source(page.sentences[1].range.clone());
    assert!(
        page.source[span.range()].starts_with("새솔<b>클라우드</b>가")
            && page.source[span.range()].ends_with("짓는다.")
    );
    let title = page.title.as_ref().expect("there is a title");
    assert_eq!(title.value, expected[0]);
    assert!(page.source[title.span.range()].contains("&quot;데이터센터&quot;"));
    assert_eq!(page.published.map(|d| d.to_string()).as_deref(), Some("2025-03-04"));
    assert_eq!(page.publisher.as_deref(), Some("가온신문"));
    assert_eq!(page.url.as_deref(), Some("https://gaon.example/1"));
}

#[test]
fn html_in_an_old_encoding_reads_the_same() {
    let source = html_page().replace("charset=utf-8", "charset=euc-kr");
    let (bytes, _, lost) = EUC_KR.encode(&source);
    assert!(!lost);
    let page = read(&bytes, Some(PageKind::Html)).unwrap();
    assert_eq!(sentences(&page), sentences(&check(&html_page())));
    assert_eq!(page.source, source);
}

#[test]
fn a_menu_that_is_never_closed_does_not_hide_the_article() {
    let source = format!(
        "<html><body><nav><ul><li>정치<li>경제<div><p>{}</p><p>{}</p></div></body>",
        BODY[0], BODY[1]
    );
    assert_eq!(sentences(&check(&source)), [BODY[0], BODY[1]]);
}

#[test]
fn deep_and_broken_html_is_read_in_one_pass() {
    let deep = format!("<html>{}<p>{}</p>", "<div>".repeat(200_000), BODY[0]);
    assert_eq!(sentences(&check(&deep)), [BODY[0]]);
    let closed =
        format!("<html>{}{}<p>{}</p>", "<div>".repeat(100_000), "</section></span>".repeat(100_000), BODY[0]);
    assert_eq!(sentences(&check(&closed)), [BODY[0]]);
    check("<html><p class='");
    check("<html><title>열린 제목 <p>본문이다.</p>");
    check("<html><!-- 열린 주석 <p>본문이다.</p>");
    check(&format!("<html><p>{}", "&".repeat(100_000)));
}

/// The tokenizer called itself for each attribute: some hundreds in one tag ended the program.
#[test]
fn a_tag_with_any_number_of_attributes_is_read() {
    for attribute in ["a=\"1\" ", "a=\"\"", "class=\"x\"\r\n", "a='1' ", "a ", "a=1 ", "/", "=\"\" "] {
        let source = format!("<html><p {}>{}</p>", attribute.repeat(100_000), BODY[0]);
        assert_eq!(sentences(&check(&source)), [BODY[0]], "{attribute}");
    }
}

/// The span of a title without quotes began within its first character.
#[test]
fn a_title_in_an_attribute_has_its_place() {
    for title in ["\"구름 소식\"", "'구름 소식'", "구름소식", "\u{fffd}구름", "a"] {
        for end in [">", " >", "/>", " x=1>"] {
            let source = format!("<html><meta property=og:title content={title}{end}<p>{}</p>", BODY[0]);
            let found = check(&source).title.unwrap();
            // A slash right behind belongs to what has no quotes.
            assert_eq!(&source[found.span.range()].trim_end_matches('/'), &title.trim_matches(['"', '\'']));
        }
    }
}

#[test]
fn decomposed_hangul_and_hidden_characters_do_not_matter() {
    use unicode_normalization::UnicodeNormalization;
    let decomposed: String = BODY[0].nfd().collect();
    let page = check(&decomposed);
    assert_eq!(sentences(&page), [BODY[0]]);
    let name = page.text.to_source(0.."새솔클라우드".len());
    assert_eq!(page.source[name.range()].nfc().collect::<String>(), "새솔클라우드");
    let hidden = "\u{feff}새솔\u{200b}클라우드가\u{a0}예산\u{ad}에 ＤＣ（데이터센터）를　짓는다．";
    let page = check(hidden);
    assert_eq!(sentences(&page), ["새솔클라우드가 예산에 DC(데이터센터)를 짓는다."]);
    let name = page.text.to_source(0.."새솔클라우드".len());
    assert_eq!(&hidden[name.range()], "새솔\u{200b}클라우드");
}

#[test]
fn nothing_is_read_from_nothing() {
    for source in ["", " \n\t\u{a0}\n ", "\u{feff}", "---\n---\n", "<html></html>", "\u{200b}"] {
        let page = check(source);
        assert!(page.sentences.is_empty(), "{source:?}");
        assert!(page.notes.iter().any(|n| n.code == NoteCode::NoArticle));
    }
}

#[test]
fn one_line_is_read_whatever_it_looks_like() {
    for source in [
        BODY[0],
        "새솔클라우드, 예산에 데이터센터 건립",
        "새솔클라우드는 다래전자와 손잡았다",
        "새솔클라우드 데이터센터 전경 (사진=새솔)",
    ] {
        assert!(!check(source).sentences.is_empty(), "{source}");
    }
    let line = format!("{} {} ", BODY[0], BODY[2]).repeat(2000);
    assert_eq!(check(&line).sentences.len(), 4000);
}

#[test]
fn an_article_of_many_kinds_of_lines_stays_whole() {
    let source = "---\npublished: 2025-03-04\n---\n\
         새솔클라우드가 좌담회를 열었다.\n\n◇참석자(무순)\n▲이가람 새솔클라우드 대표\n▲최바다 다래대 교수(사회)\n\n\
         -센터는 언제 여나.\n▲이가람 대표=2027년에 연다. 지금 터를 닦고 있다.\n\n\
         △예산=300억원을 들인다.\n· 면적: 2만㎡\n· 서버: 10만 대\n\n\
         ◆곳간은\n돈은 넉넉하다고 한다.\n\n◇그 밖의 소식\n▲고운 새솔 상무(전 다래전자 부장) ▲나래 다래대 총장\n\n\
         [관련기사] ▲ 온빛은행, 상장 ▲ 다래전자, 합병\n";
    let page = check(source);
    assert_eq!(page.dropped.len(), 1);
    assert_eq!(page.sentences.len(), 14);
    let kinds = |kind| page.sentences.iter().filter(|s| s.kind == kind).count();
    assert_eq!(kinds(SentenceKind::Subheadline), 3);
}

#[test]
fn text_without_full_stops_is_read() {
    let source = "가온신문\n\n새솔클라우드가 충남 예산에 두 번째 데이터센터를 짓는다\n\n\
                  회사는 이 사업에 300억원을 들여 2027년 문을 연다고 밝혔다\n\n메뉴 | 목록 | 처음으로\n";
    assert_eq!(sentences(&check(source)).len(), 2);
}

#[test]
fn second_headlines_above_the_body_are_kept() {
    let source = format!(
        "---\ntitle: 새솔의 새 집\n---\n예산 데이터센터에 300억원…2027년 문 연다\n\n{}\n{}\n",
        BODY[0], BODY[1]
    );
    let page = check(&source);
    assert_eq!(page.sentences[0].kind, SentenceKind::Subheadline);
    assert_eq!(page.sentences.len(), 3);
}

#[test]
fn class_names_that_mislead_are_not_believed() {
    let page = check(&format!(
        "<html><div class='wrap best side-menu'><p>{}</p><p>{} {}</p><p>{}</p></div><div><p>모두 보호받습니다.</p></div>",
        BODY[0], BODY[1], BODY[2], BODY[3]
    ));
    assert_eq!(sentences(&page)[..4], BODY);
}

#[test]
fn lines_broken_by_br_are_paragraphs() {
    let page = check(&format!(
        "<html><div id=view><h2>예산에 새 데이터센터</h2><span class=date>등록 2025-03-04 오전 11:07</span>\
         <div>(예산=가온) 한별 기자 = {}<br><br>{}<br/>&nbsp;<br/>{}<br></div><p>#예산 #구름</p></div></html>",
        BODY[0], BODY[1], BODY[3]
    ));
    assert_eq!(sentences(&page), ["예산에 새 데이터센터", BODY[0], BODY[1], BODY[3]]);
    assert_eq!(page.published.map(|d| d.to_string()).as_deref(), Some("2025-03-04"));
    assert_eq!((page.publisher.as_deref(), page.reporter.as_deref()), (Some("가온"), Some("한별")));
}

#[test]
fn the_same_paragraph_twice_is_read_once() {
    let source = format!("{}\n\n{}\n\n{}\n\n{}", BODY[0], BODY[1], BODY[1], BODY[3]);
    let page = check(&source);
    assert_eq!(page.sentences.len(), 3);
    assert_eq!(reasons(&page, DropReason::Duplicate), [BODY[1]]);
}

/// Text made of what pages are made of, well-formed or not.
fn page_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[가-힣]{1,6}",
        "[ \\n\\t\"'“”‘’()\\[\\]<>.,?!…·=|/\\-*_#&;:@0-9a-z]{1,4}",
        Just("다. ".to_owned()),
        Just("고 말했다.\n".to_owned()),
        Just("\u{1112}\u{1161}\u{11ab}".to_owned()),
        Just("가\u{11a8}\u{302}".to_owned()),
        Just("㈜".to_owned()),
        Just("ＡＢ％（".to_owned()),
        Just("\u{200b}\u{feff}\u{ad}".to_owned()),
        Just("\u{a0}\u{3000}".to_owned()),
        Just("&amp;&#54620;&nbsp;&hellip".to_owned()),
        Just("<div class=related><p>".to_owned()),
        Just("</p></div></nav>".to_owned()),
        Just("<nav><a href='x'>".to_owned()),
        Just("<script>x</script><br>".to_owned()),
        Just("[글](http://a.example)".to_owned()),
        Just("---\ntitle: 제목\n---\n".to_owned()),
        Just("입력 2025.03.04 10:00\n".to_owned()),
        Just("[사진=새솔] ".to_owned()),
        Just("홍길 기자 = ".to_owned()),
        Just("관련기사\n".to_owned()),
        Just("(서울=가온) ".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_gives_a_lawful_page(source in page_text()) {
        for kind in [None, Some(PageKind::Plain), Some(PageKind::Html)] {
            let page = read_as(source.clone(), kind);
            check_laws(&page);
            for dropped in &page.dropped {
                prop_assert!(page.source.get(dropped.span.range()).is_some());
            }
        }
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(page) = read(&bytes, None) {
            check_laws(&page);
        }
    }

    #[test]
    fn text_survives_every_encoding_that_says_its_name(text in "[가-힣a-zA-Z0-9 .,]{1,80}") {
        // A single syllable of EUC-KR may be a letter of UTF-8; a sentence is not.
        let text = format!("{text} 구름이 낀다.");
        let utf_16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        let (euc_kr, _, lost) = EUC_KR.encode(&text);
        prop_assert!(!lost);
        let named = [b"<meta charset=euc-kr>", &euc_kr[..]].concat();
        for (bytes, prefix) in [
            (text.clone().into_bytes(), ""),
            (format!("\u{feff}{text}").into_bytes(), ""),
            (utf_16(u16::to_le_bytes), ""),
            (utf_16(u16::to_be_bytes), ""),
            (named, "<meta charset=euc-kr>"),
        ] {
            let decoded = decode(&bytes).unwrap();
            prop_assert_eq!(decoded.text.strip_prefix(prefix), Some(&text[..]), "{}", decoded.encoding);
            prop_assert!(!decoded.had_errors);
        }
    }

    /// macOS writes Hangul in parts: the same text, and each syllable's span is that of its parts.
    #[test]
    fn composed_and_decomposed_text_are_one(text in "[가-힣a-z .]{1,60}") {
        let parts: String = text.nfd().collect();
        let (whole, decomposed) = (normalize(&text), normalize(&parts));
        prop_assert_eq!(whole.as_str(), decomposed.as_str());
        for (at, c) in whole.as_str().char_indices().filter(|(_, c)| *c != ' ') {
            let range = at..at + c.len_utf8();
            let surface: String = parts[decomposed.to_source(range).range()].nfc().collect();
            prop_assert_eq!(surface, c.to_string());
        }
    }

    #[test]
    fn normal_text_maps_to_itself(text in "[가-힣a-z0-9]{1,9}( [가-힣a-z0-9]{1,9}){0,9}", cut in 0usize..99) {
        let mapped = normalize(&text);
        prop_assert_eq!(mapped.as_str(), &text);
        let at = (0..=cut.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        prop_assert_eq!(mapped.to_source(at..text.len()).range(), at..text.len());
    }

    #[test]
    fn normalising_is_stable_and_covers_its_source(text in page_text()) {
        use unicode_normalization::UnicodeNormalization;
        let mapped = normalize(&text);
        let again = normalize(mapped.as_str());
        prop_assert_eq!(again.as_str(), mapped.as_str());
        prop_assert!(mapped.as_str().nfc().eq(mapped.as_str().chars()));
        // What a stretch of the source becomes alone is what stands at its place in the whole.
        for (at, c) in mapped.as_str().char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let span = mapped.to_source(at..at + c.len_utf8());
            let alone = normalize(&text[span.range()]);
            prop_assert!(alone.as_str().contains(c), "{:?} is not from {:?}", c, &text[span.range()]);
        }
    }

    #[test]
    fn html_references_decode_as_the_tokenizer_says(text in "(&(amp|lt|hellip|Alpha|NotEqualTilde|nbsp|x);?|&#[0-9]{1,5};|[가-힣a-z;& ]){0,20}") {
        let source = format!("<p>a{text}b");
        let mut expected = String::new();
        for token in html5gum::Tokenizer::new(&source).flatten() {
            if let html5gum::Token::String(string) = token {
                expected.push_str(&String::from_utf8_lossy(&string));
            }
        }
        let found = read_html(&source, 0).flow;
        let expected = normalize(&expected);
        prop_assert_eq!(found.text.as_str().replace('\n', " "), expected.as_str());
    }
}
