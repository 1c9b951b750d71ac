//! The pages as a browser without scripts gets them, over a real connection.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use gureum_server::app::App;
use gureum_server::{Config, Server};
use gureum_store::{RdfFormat, Writer};

/// A server of the small graph beside this file.
struct Site(Option<Server>);

impl Site {
    fn open() -> Self {
        let mut writer = Writer::in_memory();
        let graph = include_bytes!("graph.trig");
        writer.load(&graph[..], RdfFormat::TriG, None).expect("the graph is well-formed");
        let (store, _) = writer.into_store().expect("it fits into memory");
        let config = Config { address: SocketAddr::from(([127, 0, 0, 1], 0)), ..Config::default() };
        Self(Some(Server::start(App::new(config, store)).expect("a free port")))
    }

    /// Status and everything that came, head included.
    fn get(&self, path: &str, headers: &str) -> (u16, String) {
        let address = self.0.as_ref().expect("it runs").address();
        let mut stream = TcpStream::connect(address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nAccept: text/html\r\n{headers}\r\n")
            .expect("it reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        (status, text)
    }

    fn page(&self, path: &str) -> String {
        let (status, text) = self.get(path, "Accept-Language: ko\r\n");
        assert_eq!(status, 200, "{path}: {text}");
        assert!(!text.contains("<script>"), "{path} lets names be markup: {text}");
        assert!(!text.contains("href=\"javascript:"), "{path} links to a script: {text}");
        text
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(server) = self.0.take() {
            server.stop();
        }
    }
}

fn has(page: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(page.contains(words), "no “{words}” in {page}");
    }
}

/// `/entity/org/누리소프트`, as browsers write it.
const NURI: &str = "/entity/org/%EB%88%84%EB%A6%AC%EC%86%8C%ED%94%84%ED%8A%B8";

#[test]
fn an_entity_page_shows_each_fact_with_its_sentence_and_the_line_that_corrects_it() {
    let site = Site::open();
    let page = site.page("/entity/hanbit");
    has(
        &page,
        &[
            "<html lang=\"ko\"",
            "<h1>한빛클라우드</h1>",
            "Hanbit Cloud",
            "조직",
            "협력",
            "<b class=\"m k organization\">누리소프트</b>와 손잡았고</mark>, 봄에 시작한다.",
            "href=\"/article/a-1\"",
            "href=\"/data/id/hanbit.ttl\"",
            "한빛, &lt;b&gt;누리&lt;/b&gt;와 손잡아",
            "하늘일보",
            "2026-03-02",
            "partner-sign",
            "예정",
            "한빛연구소",
            "발언",
            "시간 순",
            "gureum curate drop --subject id:hanbit --property partnersWith --object id:org/누리소프트 --reason '왜 틀렸는지'",
        ],
    );
}

#[test]
fn names_are_never_markup() {
    let site = Site::open();
    let page = site.page(NURI);
    has(
        &page,
        &[
            "누리소프트",
            "&lt;script&gt;alert('x')&lt;/script&gt;",
            "href=\"/id/org/%3Cscript%3E\"",
            "2026-04",
        ],
    );
    has(&site.page("/entity/org/%3Cscript%3E"), &["<h1>&lt;script&gt;"]);
    has(&site.page("/search?q=%3Cscript%3E"), &["value=\"&lt;script&gt;\""]);
    has(&site.page("/fact/f2"), &["&lt;script&gt;"]);
    has(&site.page("/article/a-1"), &["&lt;b&gt;누리", "를 세울 예정이다"]);
    has(&site.page("/query?query=SELECT%20%3Fn%20%7B%20%3Fs%20rdfs:label%20%3Fn%20%7D"), &["&lt;script&gt;"]);
}

#[test]
fn search_takes_korean_english_and_first_consonants() {
    let site = Site::open();
    for typed in ["%ED%95%9C%EB%B9%9B", "hanbit%20c", "%E3%85%8E%E3%85%82%E3%85%8B", "%ED%95%9C%EB%B9%84"] {
        has(&site.page(&format!("/search?q={typed}")), &["href=\"/id/hanbit\""]);
        let (status, json) = site.get(&format!("/suggest?q={typed}"), "");
        assert_eq!(status, 200);
        has(&json, &["application/json", "\"label\":\"한빛클라우드\"", "\"href\":\"/id/hanbit\""]);
    }
    has(
        &site.page("/search?q=%ED%95%9C%EB%B9%9B%ED%81%B4%EB%9D%BC%EC%9A%B0%EB%93%A0"),
        &["혹시", "/id/hanbit"],
    );
    assert!(site.get("/suggest?q=", "").1.ends_with("[]"));
}

#[test]
fn what_follows_from_several_facts_is_shown_with_them() {
    let site = Site::open();
    let page = site.page("/entity/org/%EA%B0%80%EC%98%A8%EB%8D%B0%EC%9D%B4%ED%84%B0");
    let (_, follows) = page.split_once("id=\"follows\"").expect("what follows");
    has(follows, &["근거", "가온소프트</b>의 자회사다", "가온그룹</b>의 자회사다"]);
    assert!(!site.page("/entity/hanbit").contains("id=\"follows\""));
}

#[test]
fn a_path_gives_the_sentence_of_each_step() {
    let site = Site::open();
    let page = site.page("/path?from=Hanbit%20Cloud&to=id:org/%253Cscript%253E");
    has(&page, &["2걸음", "와 손잡았고", "와 겨룬다"]);
    let planned = site.page("/path?from=Hanbit%20Cloud&to=%ED%95%9C%EB%B9%9B%EC%97%B0%EA%B5%AC%EC%86%8C");
    has(&planned, &["이어 주는 사실이 없다"]);
    has(&site.page("/path?from=Hanbit%20Cloud&to=nobody"), &["“nobody”", "그래프에 없다"]);
}

#[test]
fn what_is_not_there_is_404_and_what_moved_leads_on() {
    let site = Site::open();
    for path in
        ["/entity/nobody", "/article/none", "/fact/0", "/entity/a/../../b", "/assets/none.js", "/entity/%FF"]
    {
        assert_eq!(site.get(path, "").0, 404, "{path}");
    }
    let (status, moved) = site.get("/entity/org/%EC%98%9B%ED%95%9C%EB%B9%9B", "");
    assert_eq!(status, 301);
    has(&moved, &["location: /id/hanbit"]);
}

#[test]
fn pages_speak_the_language_of_the_browser_or_of_the_link() {
    let site = Site::open();
    has(
        &site.get("/entity/hanbit", "Accept-Language: en-GB,en;q=0.8\r\n").1,
        &["lang=\"en\"", "organization", "partners with", "planned"],
    );
    let (_, chosen) = site.get("/statistics?lang=en", "Accept-Language: ko\r\n");
    has(&chosen, &["Facts by property", "set-cookie: lang=en", "content-language: en"]);
    has(
        &site.get("/statistics", "Accept-Language: ko\r\nCookie: a=b; lang=en\r\n").1,
        &["Facts by property"],
    );
}

#[test]
fn the_form_answers_sparql_and_says_what_is_wrong() {
    let site = Site::open();
    let page = site.page("/query?query=SELECT%20%3Fb%20%7B%20id:hanbit%20gu:partnersWith%20%3Fb%20%7D");
    has(&page, &["1줄", "href=\"/id/org/누리소프트\""]);
    let (status, wrong) = site.get("/query?query=SELECT%20nonsense", "");
    assert_eq!(status, 400);
    has(&wrong, &["role=\"alert\""]);
    for (_, example) in site
        .page("/query")
        .split("data-query=\"")
        .skip(1)
        .map(|rest| ((), rest.split('"').next().unwrap_or_default()))
    {
        let encoded: String = example
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
            .bytes()
            .map(|b| format!("%{b:02X}"))
            .collect();
        site.page(&format!("/query?query={encoded}"));
    }
}

#[test]
fn questions_are_forms_and_their_rows_have_sentences() {
    let site = Site::open();
    has(&site.page("/ask"), &["href=\"/ask/partners\""]);
    has(&site.page("/ask/partners"), &["name=\"org\"", "required"]);
    let page = site.page("/ask/partners?org=Hanbit%20Cloud");
    has(&page, &["1줄", "href=\"/id/org/누리소프트\">누리소프트</a>", "누리소프트와 손잡았고"]);
    let (status, wrong) = site.get("/ask/partners?org=nobody%3Cb%3E", "");
    assert_eq!(status, 400);
    has(&wrong, &["role=\"alert\"", "nobody&lt;b&gt;"]);
    assert_eq!(site.get("/ask/nothing", "").0, 404);
}

#[test]
fn the_graph_around_an_entity_is_laid_out_and_the_same_each_time() {
    let site = Site::open();
    let focus = "focus=https%3A%2F%2Fw3id.org%2Fgureum%2Fid%2Fhanbit";
    let (status, graph) = site.get(&format!("/graph.json?{focus}"), "Accept-Language: ko\r\n");
    assert_eq!(status, 200);
    has(
        &graph,
        &[
            "\"x\":0.0",
            "\"property\":\"partnersWith\"",
            "\"modality\":\"planned\"",
            "\"belief\":",
            "누리소프트",
        ],
    );
    assert!(!graph.contains("competesWith"), "that is two facts away");
    let farther = site.get(&format!("/graph.json?{focus}&hops=2"), "").1;
    has(&farther, &["competesWith"]);
    let body = |text: &str| text.split("\r\n\r\n").nth(1).map(str::to_owned);
    assert_eq!(body(&farther), body(&site.get(&format!("/graph.json?{focus}&hops=2"), "").1));
    assert_eq!(site.get("/graph.json", "").0, 400);
    assert_eq!(site.get("/graph.json?focus=urn:none", "").0, 404);
    has(&site.get(&format!("/export?{focus}&format=graphml"), "").1, &["attachment", "<graphml"]);
    assert_eq!(site.get("/export?format=exe", "").0, 400);
}
