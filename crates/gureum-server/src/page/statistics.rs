//! What is in the graph, in numbers and bars.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use gureum_model::Modality;
use gureum_query::card::text::grouped;
use gureum_query::terminal::visible;
use maud::{Markup, html};

use super::fact::style_class;
use super::view::{Page, View, answer};
use crate::app::App;

/// Newspapers shown.
const PUBLISHERS: usize = 15;

pub(crate) async fn page(State(app): State<App>, view: View) -> Response {
    answer(app, view, |app, view| match app.statistics() {
        Ok(statistics) => {
            let number = |count: usize| grouped(&count.to_string());
            let by_property = statistics.facts.iter().map(|(property, counts)| {
                let counts = Modality::ALL.map(|modality| (modality.name().to_owned(), counts.get(&modality).copied().unwrap_or(0)));
                (view.t(property.label_ko(), property.label_en()).to_owned(), counts.to_vec())
            });
            let by_class = statistics.entities.iter().map(|(class, count)| {
                (view.t(class.label_ko(), class.label_en()).to_owned(), vec![(style_class(Some(class.name())), *count)])
            });
            let plain = |(name, count): (&String, &usize)| (name.clone(), vec![("plain".to_owned(), *count)]);
            let mut publishers: Vec<(&String, &usize)> = statistics.publishers.iter().collect();
            publishers.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
            let facts: usize = statistics.facts.values().flat_map(|counts| counts.values()).sum();
            let body = html! {
                h1 { (view.t("통계", "Statistics")) }
                dl.numbers {
                    @for (name, count) in [
                        (view.t("기사", "Articles"), app.store().articles().len()),
                        (view.t("사실", "Facts"), facts),
                        (view.t("개체", "Entities"), statistics.entities.values().sum()),
                        (view.t("트리플", "Quads"), app.store().len()),
                    ] { div { dt { (name) } dd { (number(count)) } } }
                }
                (bars(view.t("관계마다 사실", "Facts by property"), &by_property.collect::<Vec<_>>()))
                p.legend {
                    @for modality in Modality::ALL {
                        svg class={ "bar " (modality.name()) } width="12" height="12" aria-hidden="true" { rect class=(modality.name()) width="12" height="12" {} }
                        " " (view.modality(modality)) " "
                    }
                }
                (bars(view.t("종류마다 개체", "Entities by class"), &by_class.collect::<Vec<_>>()))
                (bars(view.t("달마다 기사", "Articles by month"), &statistics.months.iter().map(plain).collect::<Vec<_>>()))
                (bars(view.t("매체마다 기사", "Articles by publisher"), &publishers.into_iter().take(PUBLISHERS).map(plain).collect::<Vec<_>>()))
                p.exports {
                    (view.t("그래프 전체를 파일로", "The whole graph as a file")) ": "
                    a href="/export?format=graphml" { "GraphML" } " " a href="/export?format=dot" { "DOT" }
                }
            };
            Page::new(view.t("통계", "Statistics"), body)
        }
        Err(error) => Page::new(view.t("통계", "Statistics"), html! { p.error { (error) } })
            .with_status(StatusCode::INTERNAL_SERVER_ERROR),
    })
    .await
}

/// A row a name, with a bar of one or more parts: the style of each and its number.
fn bars(title: &str, rows: &[(String, Vec<(String, usize)>)]) -> Markup {
    let total = |parts: &[(String, usize)]| parts.iter().map(|(_, count)| count).sum::<usize>();
    let most = rows.iter().map(|(_, parts)| total(parts)).max().unwrap_or(0).max(1);
    let share = |count: usize| count as f64 * 300.0 / most as f64;
    html! {
        @if !rows.is_empty() {
            table.bars {
                caption { (title) }
                tbody {
                    @for (name, parts) in rows {
                        tr {
                            th scope="row" { (visible(name)) }
                            td {
                                svg.bar viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true" {
                                    @for (at, (style, count)) in parts.iter().enumerate() {
                                        rect.(style) x=(share(total(&parts[..at]))) width=(share(*count)) height="12" {}
                                    }
                                }
                            }
                            td.number { (grouped(&total(parts).to_string())) }
                        }
                    }
                }
            }
        }
    }
}
