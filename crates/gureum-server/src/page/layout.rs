//! What frames every page: head, navigation, search box, foot.

use maud::{DOCTYPE, Markup, html};

use super::assets;
use super::view::{Language, Page, View};

/// A page in its frame.
pub(crate) fn framed(view: &View, page: &Page) -> Markup {
    let (other, other_address) = view.other_language();
    let bundle = assets::has_bundle();
    html! {
        (DOCTYPE)
        html lang=(view.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) @if page.title != "구름" { " · 구름" } }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/style.css";
                @if bundle {
                    script type="module" src="/assets/page.js" {}
                    @if let Some(script) = page.script {
                        @if let Some(style) = assets::style_of(script) { link rel="stylesheet" href=(style); }
                        script type="module" src={ "/assets/" (script) } {}
                    }
                }
            }
            body {
                a.skip href="#main" { (view.t("본문으로", "Skip to content")) }
                header.top {
                    a.brand href="/" { "☁ 구름" }
                    (search_box(view, "q-top"))
                    nav aria-label=(view.t("주 메뉴", "Main")) {
                        @for (address, name) in places(view) {
                            a href=(address) aria-current=[(view.path == address).then_some("page")] { (name) }
                        }
                        a href=(other_address) hreflang=(other.code()) lang=(other.code()) rel="nofollow" {
                            (if other == Language::Korean { "한국어" } else { "English" })
                        }
                    }
                }
                main #main { (page.body) }
                footer {
                    p {
                        (view.t("모든 사실은 기사에서 왔고, 그 문장을 보인다.", "Every fact comes from an article and shows its sentence."))
                        " gureum " (env!("CARGO_PKG_VERSION"))
                        @if bundle { " · " a href="/assets/licences.txt" { (view.t("쓴 것들의 라이선스", "Licences of what is used")) } }
                    }
                    @if !bundle {
                        p.missing {
                            (view.t(
                                "움직이는 그래프와 SPARQL 편집기는 이 프로그램에 들어 있지 않다: crates/gureum-server/web에서 npm ci && npm run build 한 뒤 다시 빌드한다.",
                                "The interactive graph and the SPARQL editor are not in this program: run npm ci && npm run build in crates/gureum-server/web, then build again.",
                            ))
                        }
                    }
                }
            }
        }
    }
}

fn places(view: &View) -> [(&'static str, &str); 4] {
    [
        ("/ask", view.t("질문", "Questions")),
        ("/path", view.t("경로", "Path")),
        ("/query", "SPARQL"),
        ("/statistics", view.t("통계", "Statistics")),
    ]
}

/// The search box; the script adds suggestions.
pub(crate) fn search_box(view: &View, id: &str) -> Markup {
    html! {
        form.search role="search" action="/search" method="get" {
            label.hidden for=(id) { (view.t("이름으로 찾기", "Search by name")) }
            input #(id) type="search" name="q" autocomplete="off" data-suggest="" maxlength="200"
                value=[Some(view.parameter("q")).filter(|q| !q.is_empty())]
                placeholder=(view.t("이름, 영어 이름, 초성 (ㄴㅇㅂ)", "Name in Korean or English"));
            button type="submit" { (view.t("찾기", "Search")) }
        }
    }
}
