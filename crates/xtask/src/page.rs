//! `docs/ontology.html`: every term on one page, in Korean and English. An anchor is a term's local name, so
//! that `…/ontology#partnersWith` leads to it wherever the page is served.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::picture;
use crate::terms::{Both, Entry, Kind, Module, Vocabulary, escaped, expanded};

const STYLE: &str = include_str!("page.css");

/// The page, whole: it asks for no other file.
pub(crate) fn html(vocabulary: &Vocabulary) -> String {
    let mut out = String::new();
    let v = vocabulary;
    // Writing to a String cannot fail, here and below.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<!-- Generated from ontology/*.ttl by `cargo xtask generate`: do not edit. -->\n\
         <html lang=\"ko\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{} · {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
        escaped(&v.title.ko),
        escaped(&v.title.en),
        spoken(&v.title),
    );
    let _ = writeln!(out, "<p>{}</p>", spoken(&v.description));
    let _ = writeln!(
        out,
        "<p class=\"iri\">gu: = <code>{0}#</code> · 판 <span lang=\"en\">version</span> <code>{1}</code></p>\n</header>",
        escaped(&v.iri),
        escaped(if v.version_iri.is_empty() { &v.version } else { &v.version_iri }),
    );
    contents(&mut out, v);
    let _ = writeln!(
        out,
        "<main>\n<figure>\n{}<figcaption>{}</figcaption>\n</figure>",
        picture::svg(v),
        spoken(&Both {
            ko: "왼쪽은 주어의 클래스, 오른쪽은 목적어의 클래스나 값의 종류".to_owned(),
            en: "classes of subjects on the left, of objects or kinds of values on the right".to_owned(),
        })
    );
    let ours: BTreeSet<&str> = v.terms().map(|term| term.name.as_str()).collect();
    for module in &v.modules {
        section(&mut out, module, &ours);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn spoken(both: &Both) -> String {
    format!("{} <span lang=\"en\">{}</span>", escaped(&both.ko), escaped(&both.en))
}

fn contents(out: &mut String, vocabulary: &Vocabulary) {
    out.push_str("<nav>\n");
    for module in &vocabulary.modules {
        let _ = writeln!(out, "<details open><summary>{}</summary>", spoken(&module.title));
        out.push_str("<ul>\n");
        for term in &module.terms {
            let _ = writeln!(
                out,
                "<li><a href=\"#{0}\">{0}</a> {1}</li>",
                escaped(&term.name),
                escaped(&term.label.ko)
            );
        }
        out.push_str("</ul></details>\n");
    }
    out.push_str("</nav>\n");
}

fn section(out: &mut String, module: &Module, ours: &BTreeSet<&str>) {
    let _ = writeln!(
        out,
        "<section>\n<h2 id=\"module-{}\">{}</h2>",
        escaped(&module.name),
        spoken(&module.title)
    );
    for term in &module.terms {
        article(out, term, ours);
    }
    out.push_str("</section>\n");
}

fn article(out: &mut String, term: &Entry, ours: &BTreeSet<&str>) {
    let name = escaped(&term.name);
    let _ = writeln!(
        out,
        "<article id=\"{name}\">\n<h3><a href=\"#{name}\"><code>gu:{name}</code></a> {} <small>{}</small></h3>",
        spoken(&term.label),
        kind(term)
    );
    let _ = writeln!(out, "<p>{}</p>", escaped(&term.definition.ko));
    let _ = writeln!(out, "<p lang=\"en\">{}</p>", escaped(&term.definition.en));
    if let Some(example) = &term.example {
        let _ = writeln!(out, "<blockquote>{}</blockquote>", escaped(example));
    }
    let both = |ko: &str, en: &str| Both { ko: ko.to_owned(), en: en.to_owned() };
    let sides = [(both("주어", "domain"), &term.domain), (both("목적어", "range"), &term.range)];
    let sides = sides.iter().map(|(head, names)| (head, *names));
    let rows: Vec<_> = sides.chain(term.also.iter().map(|(head, names)| (head, names))).collect();
    if rows.iter().any(|(_, names)| !names.is_empty()) {
        out.push_str("<dl>\n");
        for (head, names) in rows.into_iter().filter(|(_, names)| !names.is_empty()) {
            let names: Vec<String> = names.iter().map(|name| link(name, ours)).collect();
            let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", spoken(head), names.join(", "));
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</article>\n");
}

fn kind(term: &Entry) -> String {
    let (ko, en) = match term.kind {
        Kind::Class => ("클래스", "class"),
        Kind::Datatype => ("데이터 타입", "datatype"),
        Kind::ObjectProperty => ("객체 속성", "object property"),
        Kind::DatatypeProperty => ("값 속성", "datatype property"),
        Kind::AnnotationProperty => ("주석 속성", "annotation property"),
        Kind::Concept => ("개념", "concept"),
    };
    let mark = match (term.extracted, term.inverse_only) {
        (true, _) => " · 추출 <span lang=\"en\">extracted</span>",
        (_, true) => " · 역방향 전용 <span lang=\"en\">inverse only</span>",
        _ => "",
    };
    format!("{ko} <span lang=\"en\">{en}</span>{mark}")
}

/// A short name as a link: to a term on this page, or into another vocabulary. Other words as they are.
fn link(name: &str, ours: &BTreeSet<&str>) -> String {
    match expanded(name) {
        _ if ours.contains(name) => format!("<a href=\"#{0}\">{0}</a>", escaped(name)),
        Some(iri) => format!("<a href=\"{}\">{}</a>", escaped(&iri), escaped(name)),
        None => escaped(name),
    }
}
