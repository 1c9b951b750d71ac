//! An article as one HTML page: its text with names and clauses marked, and its facts beside it.
//!
//! The page is one file and asks for no other: style and script (`page.css`, `page.js`) are in it, and
//! its security policy forbids the rest. Everything that comes from the article goes through [`text`].

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use gureum_extract::mention::Sort;
use gureum_extract::text::SentenceKind;
use gureum_extract::trace::Trace;
use gureum_extract::trace::sentence::Name;
use gureum_extract::trace::why::{Bound, Reason};
use gureum_model::{Claim, Class, Modality, Object};
use gureum_query::terminal::{one_line, visible};

use super::labels;
use super::why::{object, rule_about, source};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The page of an article.
pub(crate) fn html(trace: &Trace) -> String {
    let facts: Vec<Shown<'_>> =
        trace.extraction.claims.iter().map(|claim| Shown::new(trace, claim)).collect();
    let article = &trace.extraction.article;
    let title = text(&one_line(article.title.as_deref().unwrap_or(&article.id)));
    let names: usize = (0..trace.sentences().len()).map(|sentence| trace.names(sentence).len()).sum();
    let mut meta = vec![text(&one_line(&source_line(trace)))];
    meta.push(format!("이름 {names}개, 사실 {}건", facts.len()));
    meta.extend(
        article
            .url
            .as_deref()
            .filter(|url| is_web(url))
            .map(|url| format!("<a href=\"{}\" rel=\"noopener noreferrer\">원문</a>", text(url))),
    );
    let list: String = facts.iter().enumerate().map(|(number, fact)| fact.html(trace, number)).collect();
    let list = if facts.is_empty() {
        "<p class=\"none\">이 글에서 읽은 사실이 없다.</p>".to_owned()
    } else {
        format!("<ol class=\"facts\">\n{list}</ol>")
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"ko\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n<p class=\"meta\">{}</p>\n{}</header>\n\
         <main>\n<article>\n{}</article>\n\
         <aside aria-label=\"사실\">\n<h2>사실 {}건</h2>\n{list}\n</aside>\n</main>\n\
         <footer>이름이나 사실에 올려놓으면 서로 이어 보인다. 눌러 고정하고, <kbd>j</kbd> <kbd>k</kbd>로 사실을 넘기고, \
         <kbd>Esc</kbd>로 푼다. gureum {}</footer>\n\
         <script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        meta.join(" · "),
        legend(trace),
        body(trace, &facts),
        facts.len(),
        env!("CARGO_PKG_VERSION"),
    )
}

/// A claim with what is shown of it.
struct Shown<'t> {
    claim: &'t Claim,
    reasons: Vec<Reason<'t>>,
}

impl<'t> Shown<'t> {
    fn new(trace: &'t Trace, claim: &'t Claim) -> Self {
        Self { claim, reasons: trace.reasons(claim) }
    }

    fn html(&self, trace: &Trace, number: usize) -> String {
        let claim = self.claim;
        let subject = trace.extraction.entity(claim.subject);
        let first = self.reasons.first();
        let numbers = first.map(|r| [Some(r.subject_number), r.object_number]).unwrap_or_default();
        let numbers: Vec<String> = numbers.iter().flatten().map(usize::to_string).collect();
        let object_class = match &claim.object {
            Object::Entity(index) => class(trace.extraction.entity(*index).class),
            Object::Literal { .. } => "value".to_owned(),
        };
        let arrow = if claim.property.is_symmetric() { "↔" } else { "→" };
        let modality = claim.modality.name();
        let badge = if claim.modality == Modality::Asserted {
            String::new()
        } else {
            format!(" <span class=\"badge {modality}\">{}</span>", labels::modality(claim.modality))
        };
        let mut html = format!(
            "<li class=\"fact {modality}\" id=\"f{number}\" tabindex=\"0\" data-n=\"{number}\" data-e=\"{}\" data-at=\"s{}\">\n\
             <p class=\"triple\"><span class=\"m k {}\">{}</span> \
             <span class=\"p\" title=\"{}\">{} {arrow}</span> <span class=\"m k {object_class}\">{}</span>{badge}</p>\n",
            numbers.join(" "),
            first.map_or(0, |reason| reason.sentence),
            class(subject.class),
            text(&one_line(&subject.label)),
            claim.property.name(),
            claim.property.label_ko(),
            text(&one_line(&object(trace, claim))),
        );
        let qualifiers = self.qualifiers(trace);
        if !qualifiers.is_empty() {
            let _ = writeln!(html, "<p class=\"more\"><b>{}</b></p>", text(&qualifiers.join(" · ")));
        }
        let mut last = None;
        for reason in &self.reasons {
            // Several rules may read the same words.
            if last.replace(&reason.quote) != Some(&reason.quote) {
                let _ = writeln!(html, "<p class=\"more\">{}</p>", quoted(trace, reason));
            }
            let rule = text(reason.rule_id);
            let about = text(&one_line(rule_about(reason)));
            let _ = writeln!(html, "<p class=\"more\">규칙 <code>{rule}</code> {about}</p>");
        }
        html + "</li>\n"
    }

    fn qualifiers(&self, trace: &Trace) -> Vec<String> {
        let q = &self.claim.qualifiers;
        let speaker = self.claim.attributed_to.map(|index| trace.extraction.entity(index).label.clone());
        let mut named: Vec<(&str, String)> =
            q.date.map(|date| ("시점", date.to_string())).into_iter().collect();
        named.extend(labels::qualifiers(q));
        named.extend(speaker.map(|speaker| ("발언", speaker)));
        named.iter().map(|(name, value)| format!("{name} {}", one_line(value))).collect()
    }
}

/// The sentence with the clause set off, and the way to it for browsers without scripts.
fn quoted(trace: &Trace, reason: &Reason<'_>) -> String {
    let range = &trace.sentences()[reason.sentence].range;
    let clause = reason.quote.start.max(range.start)..reason.quote.end.min(range.end);
    let part = |range: Range<usize>| text(&visible(trace.at(&range)));
    format!(
        "<a href=\"#s{}\">¶</a> {}<b>{}</b>{}",
        reason.sentence,
        part(range.start..clause.start),
        part(clause.clone()),
        part(clause.end..range.end)
    )
}

fn source_line(trace: &Trace) -> String {
    let mut article = trace.extraction.article.clone();
    article.title = None;
    source(&article)
}

/// A button for each class that the text names, with their number.
fn legend(trace: &Trace) -> String {
    let mut counts: BTreeMap<Option<Class>, usize> = BTreeMap::new();
    for name in (0..trace.sentences().len()).flat_map(|sentence| trace.names(sentence)) {
        let class = match name.sort {
            Sort::Name(class) => Some(class),
            _ => None,
        };
        *counts.entry(class).or_default() += 1;
    }
    // Amounts and dates come last.
    let values = counts.remove(&None);
    let mut html = String::from("<div class=\"legend\" role=\"group\" aria-label=\"색이 뜻하는 종류\">\n");
    let classes = counts.into_iter().filter_map(|(key, count)| Some((class(key?), key?.label_ko(), count)));
    for (slug, label, count) in classes.chain(values.map(|count| ("value".to_owned(), "수·시점", count)))
    {
        let _ = writeln!(
            html,
            "<button type=\"button\" class=\"k {slug}\" data-k=\"{slug}\" aria-pressed=\"true\">{label} {count}</button>"
        );
    }
    html + "</div>\n"
}

/// The article's text, a paragraph a line of it.
fn body(trace: &Trace, facts: &[Shown<'_>]) -> String {
    let mut html = String::new();
    let mut open: Option<(u32, &str)> = None;
    for (number, sentence) in trace.sentences().iter().enumerate() {
        let tag = match sentence.kind {
            SentenceKind::Headline => "h2",
            SentenceKind::Subheadline => "h3",
            SentenceKind::Body => "p",
        };
        if open != Some((sentence.paragraph, tag)) {
            if let Some((_, tag)) = open {
                let _ = writeln!(html, "</{tag}>");
            }
            let _ = write!(html, "<{tag}>");
            open = Some((sentence.paragraph, tag));
        } else {
            html.push(' ');
        }
        let _ = write!(html, "<span class=\"s\" id=\"s{number}\">{}</span>", pieces(trace, number, facts));
    }
    if let Some((_, tag)) = open {
        let _ = writeln!(html, "</{tag}>");
    }
    html
}

/// A sentence cut where a name or a clause begins or ends.
fn pieces(trace: &Trace, sentence: usize, facts: &[Shown<'_>]) -> String {
    let range = trace.sentences()[sentence].range.clone();
    let names = trace.names(sentence);
    let here: Vec<(usize, &Reason<'_>)> = facts
        .iter()
        .enumerate()
        .flat_map(|(number, fact)| fact.reasons.iter().map(move |reason| (number, reason)))
        .filter(|(_, reason)| reason.sentence == sentence)
        .collect();
    let spans = names.iter().map(|name| &name.range).chain(here.iter().map(|(_, reason)| &reason.quote));
    let mut cuts: Vec<usize> = spans.flat_map(|span| [span.start, span.end]).collect();
    cuts.extend([range.start, range.end]);
    cuts.retain(|at| (range.start..=range.end).contains(at));
    cuts.sort_unstable();
    cuts.dedup();
    let mut html = String::new();
    for piece in cuts.windows(2).map(|ends| ends[0]..ends[1]) {
        let holds = |span: &Range<usize>| span.start <= piece.start && piece.end <= span.end;
        let name = names.iter().find(|name| holds(&name.range));
        let stated =
            numbers(here.iter().filter(|(_, reason)| holds(&reason.quote)).map(|(number, _)| *number));
        let words = text(&visible(trace.at(&piece)));
        if name.is_none() && stated.is_empty() {
            html.push_str(&words);
            continue;
        }
        let mut classes = Vec::new();
        let mut data = String::new();
        if !stated.is_empty() {
            classes.push("q".to_owned());
            let _ = write!(data, " data-f=\"{stated}\"");
        }
        if let Some(name) = name {
            classes.extend(["m".to_owned(), "k".to_owned(), sort_class(&name.sort)]);
            data.push_str(&name_data(trace, name, &piece, &here));
        }
        let _ = write!(html, "<span class=\"{}\"{data}>{words}</span>", classes.join(" "));
    }
    html
}

/// What the script and the pointer need to know of a name.
fn name_data(trace: &Trace, name: &Name, piece: &Range<usize>, here: &[(usize, &Reason<'_>)]) -> String {
    let mut data = String::new();
    let is_at = |bound: &Bound| matches!(bound, Bound::Named(other) if other.range == name.range);
    let subject_of = numbers(here.iter().filter(|(_, r)| is_at(&r.subject)).map(|(number, _)| *number));
    let object_of = numbers(here.iter().filter(|(_, r)| is_at(&r.object)).map(|(number, _)| *number));
    let entities = numbers(name.who.iter().map(|who| who.number));
    for (key, value) in [("e", &entities), ("s", &subject_of), ("o", &object_of)] {
        if !value.is_empty() {
            let _ = write!(data, " data-{key}=\"{value}\"");
        }
    }
    if piece.start == name.range.start && !name.who.is_empty() {
        data.push_str(" tabindex=\"0\"");
    }
    let who: Vec<&str> = name.who.iter().map(|who| who.label.as_str()).collect();
    let other = who.join(", ");
    let other = if other == trace.at(&name.range) { String::new() } else { format!(": {other}") };
    let _ = write!(
        data,
        " title=\"{}{}&#10;{}\"",
        labels::sort(&name.sort),
        text(&one_line(&other)),
        labels::cue(name.cue)
    );
    data
}

/// Numbers for an attribute, each once.
fn numbers(list: impl Iterator<Item = usize>) -> String {
    let mut list: Vec<usize> = list.collect();
    list.sort_unstable();
    list.dedup();
    list.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}

fn sort_class(sort: &Sort) -> String {
    match sort {
        Sort::Name(name) => class(*name),
        _ => "value".to_owned(),
    }
}

/// The class as the style sheet calls it.
fn class(class: Class) -> String {
    class.name().to_lowercase()
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Text as HTML, in an element or a quoted attribute.
fn text(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}
