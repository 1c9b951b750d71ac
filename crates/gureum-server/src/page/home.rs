//! The first page.

use axum::extract::State;
use maud::{DOCTYPE, Markup, html};

use crate::app::App;

pub(crate) async fn page(State(app): State<App>) -> Markup {
    html! {
        (DOCTYPE)
        html lang="ko" {
            head { meta charset="utf-8"; title { "구름" } }
            body {
                h1 { "구름" }
                p { (app.store().articles().len()) " articles" }
            }
        }
    }
}
