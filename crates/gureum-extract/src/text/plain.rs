//! Plain text, raw dumps of pages, and Markdown, as lines. Markdown's marks are left out; a line is a
//! paragraph unless the text was wrapped at a fixed width.

use std::collections::BTreeSet;
use std::ops::Range;

use super::entity::decode_reference;
use super::lines::{Flow, FlowBuilder, Place, Role};

/// A link's text or target is not searched further than this, which keeps reading linear.
const LONGEST_LINK: usize = 2000;

/// Reads `source[body..]`.
pub(super) fn read_plain(source: &str, body: usize) -> Flow {
    let lines = source_lines(source, body);
    let labels = link_labels(source, &lines);
    let wrapped_at = wrap_width(source, &lines);
    let mut flow = FlowBuilder::new(source);
    let mut in_code = false;
    for (index, line) in lines.iter().enumerate() {
        let text = &source[line.clone()];
        if text.starts_with("```") || text.starts_with("~~~") {
            in_code =
                !in_code && lines[index + 1..].iter().any(|l| source[l.clone()].starts_with(&text[..3]));
            continue;
        }
        if in_code || text.is_empty() || is_rule(text) || label(text).is_some() {
            continue;
        }
        let (role, skip) = line_mark(text);
        push_inline(&mut flow, source, line.start + skip..line.end, &labels, role);
        let goes_on = wrapped_at.is_some_and(|width| display_width(text) * 4 >= width * 3)
            && lines.get(index + 1).is_some_and(|next| joins(&source[next.clone()]));
        if goes_on {
            flow.push_char(' ', line.end..line.end);
        } else {
            flow.end_line(role, Place::Unknown);
        }
    }
    flow.finish()
}

fn source_lines(source: &str, body: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = body;
    for line in source[body..].split(['\n', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']) {
        let lead = line.len() - line.trim_start().len();
        let text = line.trim();
        lines.push(start + lead..start + lead + text.len());
        let end = start + line.len();
        start = end + source[end..].chars().next().map_or(0, char::len_utf8);
    }
    lines
}

/// Role of a line by its Markdown mark, and the bytes to leave out.
fn line_mark(text: &str) -> (Role, usize) {
    let hashes = text.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
        return (Role::Heading, hashes + 1);
    }
    if text.starts_with('>') {
        return (Role::Text, text.len() - text.trim_start_matches(['>', ' ']).len());
    }
    if ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark)) {
        return (Role::Item, 2);
    }
    (Role::Text, 0)
}

/// `---`, `* * *`, `=====`: nothing but rule characters.
fn is_rule(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|b| b"-=*_~ ".contains(&b))
}

/// `[label]: target`, the definition of a reference link.
fn label(text: &str) -> Option<&str> {
    let (label, rest) = text.strip_prefix('[')?.split_once("]:")?;
    let target = rest.trim_start();
    (!label.contains('[') && (target.starts_with("http") || target.starts_with(['<', '/', '#'])))
        .then_some(label)
}

fn link_labels<'s>(source: &'s str, lines: &[Range<usize>]) -> BTreeSet<&'s str> {
    lines.iter().filter_map(|line| label(&source[line.clone()])).collect()
}

/// Text of one line, without inline marks.
fn push_inline(
    flow: &mut FlowBuilder<'_>,
    source: &str,
    line: Range<usize>,
    labels: &BTreeSet<&str>,
    role: Role,
) {
    let bytes = source.as_bytes();
    let (mut from, mut at) = (line.start, line.start);
    // Where the text of the open link ends, and where its target ends.
    let mut link: Option<(usize, usize)> = None;
    while at < line.end {
        if let Some((end, after)) = link
            && at >= end
        {
            flow.push(from..end);
            flow.end_link();
            (from, at, link) = (after, after, None);
            continue;
        }
        if !b"![*_\\&<".contains(&bytes[at]) {
            at += 1;
            continue;
        }
        let text = &source[at..line.end];
        let skip = match bytes[at] {
            b'!' if text.starts_with("![") => link_parts(&text[1..], labels).map(|(_, after)| after + 1),
            b'[' if link.is_none() => {
                if let Some((end, after)) = link_parts(text, labels) {
                    flow.push(from..at);
                    flow.start_link();
                    link = Some((at + end, at + after));
                    (from, at) = (at + 1, at + 1);
                    continue;
                }
                None
            }
            mark @ (b'*' | b'_') => emphasis(source, &line, at, mark),
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                flow.push(from..at);
                (from, at) = (at + 1, at + 2);
                continue;
            }
            b'&' => {
                if let Some((chars, length)) = decode_reference(text).filter(|r| text[..r.1].ends_with(';')) {
                    flow.push(from..at);
                    for c in chars.into_iter().flatten() {
                        flow.push_char(c, at..at + length);
                    }
                    (from, at) = (at + length, at + length);
                    continue;
                }
                None
            }
            b'<' => match inline_tag(text) {
                Some((length, breaks)) => {
                    flow.push(from..at);
                    if breaks {
                        flow.end_line(role, Place::Unknown);
                    }
                    (from, at) = (at + length, at + length);
                    continue;
                }
                None => None,
            },
            _ => None,
        };
        match skip {
            Some(length) => {
                flow.push(from..at);
                (from, at) = (at + length, at + length);
            }
            None => at += 1,
        }
    }
    if from < line.end {
        flow.push(from..line.end);
    }
    flow.end_link();
}

/// For `[text](target)` or `[text][label]`: end of the text and end of the whole.
fn link_parts(text: &str, labels: &BTreeSet<&str>) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let limit = bytes.len().min(LONGEST_LINK);
    let close = bytes[..limit].iter().position(|b| {
        match b {
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let target = &bytes[close + 1..bytes.len().min(close + 1 + LONGEST_LINK)];
    match target.first()? {
        b'(' => {
            let end = target.iter().position(|&b| b == b')')?;
            let inside = &target[1..end];
            let titled = inside.contains(&b'"');
            (titled || !inside.iter().any(u8::is_ascii_whitespace)).then_some((close, close + 2 + end))
        }
        b'[' => {
            let end = target.iter().position(|&b| b == b']')?;
            let name = text.get(close + 2..close + 1 + end)?;
            let name = if name.is_empty() { text.get(1..close)? } else { name };
            labels.contains(name).then_some((close, close + 2 + end))
        }
        _ => None,
    }
}

/// Length of an emphasis mark at `at`: `**` and `__` that have a partner on the line, `*` and `_` only
/// at the edge of a word with a partner at the edge of a word.
fn emphasis(source: &str, line: &Range<usize>, at: usize, mark: u8) -> Option<usize> {
    let bytes = source.as_bytes();
    let length = bytes[at..line.end].iter().take(2).take_while(|&&b| b == mark).count();
    let pair = if mark == b'*' { ["*", "**"] } else { ["_", "__"] }[length - 1];
    if length == 2 {
        let window = |from: usize, to: usize| source.get(from..to).is_some_and(|s| s.contains(pair));
        let (low, high) =
            (floor(source, at.saturating_sub(LONGEST_LINK).max(line.start)), line.end.min(at + LONGEST_LINK));
        return (window(low, at) || window(at + 2, floor(source, high))).then_some(2);
    }
    let space_or_edge = |at: Option<usize>| {
        at.and_then(|i| bytes.get(i)).is_none_or(|b| b.is_ascii_whitespace() || b.is_ascii_punctuation())
    };
    let before = space_or_edge((at > line.start).then(|| at - 1));
    let after = space_or_edge((at + 1 < line.end).then_some(at + 1));
    let high = floor(source, line.end.min(at + 200));
    let low = floor(source, at.saturating_sub(200).max(line.start));
    let opens = before && !after && source[at + 1..high].contains(pair);
    let closes = !before && after && source[low..at].contains(pair);
    (opens || closes).then_some(1)
}

fn floor(source: &str, mut at: usize) -> usize {
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A stray HTML tag in text: its length, and whether it breaks the line.
fn inline_tag(text: &str) -> Option<(usize, bool)> {
    const BREAKS: [&str; 12] =
        ["br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "blockquote"];
    const INLINE: [&str; 13] =
        ["a", "b", "i", "u", "em", "strong", "span", "font", "img", "sup", "sub", "td", "small"];
    let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let name = inner.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = (&inner[..name], &inner.as_bytes()[name..]);
    if !matches!(rest.first()?, b'>' | b'/' | b' ') {
        return None;
    }
    let close = rest.iter().take(LONGEST_LINK).position(|&b| b == b'>')?;
    let length = text.len() - inner.len() + name.len() + close + 1;
    let is = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    (is(&BREAKS) || is(&INLINE)).then(|| (length, is(&BREAKS)))
}

/// The width at which the text was wrapped by hand or by a mail program, if it was: most lines with a
/// line right below are about equally long and stop in mid-sentence.
fn wrap_width(source: &str, lines: &[Range<usize>]) -> Option<usize> {
    let above: Vec<&str> = lines
        .windows(2)
        .map(|pair| (&source[pair[0].clone()], &source[pair[1].clone()]))
        .filter(|(line, next)| !line.is_empty() && joins(next))
        .map(|(line, _)| line)
        .collect();
    let mut widths: Vec<usize> = above.iter().map(|line| display_width(line)).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len() * 9 / 10)?;
    let full = |line: &&&str| (width * 3..=width * 5).contains(&(display_width(line) * 4));
    let cut =
        above.iter().filter(full).filter(|line| !line.ends_with(['.', '?', '!', '"', '”', ':'])).count();
    // Tables and lists of headlines are even too, but few of their lines hold the end of a sentence.
    let prose = above.iter().filter(|line| line.contains("다.") || line.contains("요.")).count();
    let wrapped = above.len() >= 4
        && (44..=130).contains(&width)
        && cut * 10 >= above.len() * 6
        && prose * 5 >= above.len();
    wrapped.then_some(width)
}

/// Whether a line may continue the one above.
fn joins(text: &str) -> bool {
    !text.is_empty()
        && line_mark(text) == (Role::Text, 0)
        && !text.starts_with(['▲', '△', '◇', '◆', '■', '□', '○', '●', '▶', '·', '[', '<', '◎', '※'])
}

/// Columns on a terminal: Hangul and ideographs take two.
fn display_width(text: &str) -> usize {
    text.chars().map(|c| if ('\u{1100}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let flow = read_plain(source, 0);
        let lines: Vec<&str> = (0..flow.lines.len()).map(|i| flow.line(i)).collect();
        assert_eq!(lines, expected, "{source}");
    }

    #[test]
    fn markdown_marks_are_left_out() {
        check("# 제목\n\n**굵은** 글과 *기운* 글", &["제목", "굵은 글과 기운 글"]);
        check(
            "한빛([누리집][0], 서울)은 [문](https://a.example/x)\n[0]: http://a.example",
            &["한빛(누리집, 서울)은 문"],
        );
        check("![그림](a.png)\n- 하나\n> 인용\n---\n```\ncode\n```\n끝", &["하나", "인용", "끝"]);
        check(
            "AT&amp;T &lt;구름&gt; a\\*b 3*4*5 [사진=한빛] [단독]",
            &["AT&T <구름> a*b 3*4*5 [사진=한빛] [단독]"],
        );
        check("가<br/>나<b>다</b>\n<저작권자 한빛>", &["가", "나다", "<저작권자 한빛>"]);
    }

    #[test]
    fn text_wrapped_at_a_width_is_joined() {
        let source = "한빛클라우드는 지난 3일 서울 본사에서 새로운 데이터센터를 공개\n\
                      하고 앞으로 다섯 해 동안 시설을 꾸준히 늘려 가겠다는 계획을\n\
                      밝혔다. 이 회사는 부산과 대구에도 비슷한 시설을 두고 있으며\n\
                      내년까지 두 곳을 더 짓는다. 업계에서는 이번 투자가 지역의\n\
                      일자리를 늘릴 것으로 보고 있다.\n\n\
                      다음 문단이다.";
        let flow = read_plain(source, 0);
        assert_eq!(flow.lines.len(), 2);
        assert!(flow.line(0).ends_with("보고 있다."));
    }

    #[test]
    fn unclosed_marks_cost_nothing() {
        let source = "[".repeat(50_000) + &"*".repeat(50_001) + &"<a ".repeat(10_000);
        let flow = read_plain(&source, 0);
        assert_eq!(flow.lines.len(), 1);
    }
}
