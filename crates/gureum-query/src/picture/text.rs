//! How wide text will be, without a font at hand, and labels that fit.
//!
//! Hangul and Hanja are as wide as high in every font; other letters are taken for 0.58 of that, which is generous for
//! running text of Noto Sans and tight for capitals only.

use unicode_width::UnicodeWidthChar;

use crate::terminal::one_line;

/// Estimated width, in units of the font size.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

fn em(c: char) -> f64 {
    match c.width() {
        Some(2) => 1.0,
        Some(1) if c.is_uppercase() => 0.68,
        Some(1) => 0.56,
        _ => 0.0,
    }
}

/// The text in at most `lines` lines of about `ems` each: broken at spaces, or inside a word that is longer; `…` where it
/// was cut.
pub(super) fn lines(text: &str, ems_wide: f64, lines: usize) -> Vec<String> {
    let text = one_line(text);
    let mut broken: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let mut word = word;
        loop {
            let space = if line.is_empty() { "" } else { " " };
            if ems(&line) + ems(space) + ems(word) <= ems_wide {
                line.push_str(space);
                line.push_str(word);
                break;
            }
            if !line.is_empty() {
                broken.push(std::mem::take(&mut line));
                continue;
            }
            let cut = beginning(word, ems_wide);
            broken.push(word[..cut].to_owned());
            word = &word[cut..];
        }
    }
    broken.push(line);
    broken.retain(|line| !line.is_empty());
    if broken.len() > lines {
        broken.truncate(lines);
        if let Some(last) = broken.last_mut() {
            let end = beginning(last, ems_wide - 1.0);
            last.truncate(end);
            last.push('…');
        }
    }
    if broken.is_empty() { vec![String::new()] } else { broken }
}

/// The text in one line if it is not much wider than `ems_wide`, else in two of about equal width, cut where these
/// are too short.
pub(super) fn balanced(text: &str, ems_wide: f64) -> Vec<String> {
    if ems(text) <= ems_wide * 1.2 {
        return lines(text, ems_wide * 1.2, 1);
    }
    let mut wide = ems(text) / 2.0;
    while wide < ems_wide * 1.2 {
        let found = lines(text, wide, usize::MAX);
        if found.len() <= 2 {
            return found;
        }
        wide += 0.5;
    }
    lines(text, ems_wide * 1.2, 2)
}

/// The text in one line of about `ems_wide`, `…` where it was cut.
pub(super) fn line(text: &str, ems_wide: f64) -> String {
    lines(text, ems_wide, 1).concat()
}

/// Where the beginning ends that fits; at least one character.
fn beginning(text: &str, ems_wide: f64) -> usize {
    let mut used = 0.0;
    for (at, c) in text.char_indices() {
        used += em(c);
        if used > ems_wide && at > 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_break_at_spaces_and_say_where_they_were_cut() {
        assert_eq!(lines("클라우드 플래그십 프로젝트", 9.0, 2), ["클라우드 플래그십", "프로젝트"]);
        assert_eq!(lines("아주아주긴이름의회사", 4.0, 2), ["아주아주", "긴이름…"]);
        assert_eq!(lines("", 4.0, 2), [""]);
        assert_eq!(balanced("한국클라우드서비스산업협의회", 10.0), ["한국클라우드서", "비스산업협의회"]);
        assert_eq!(balanced("한국클라우드산업협회", 10.0), ["한국클라우드산업협회"]);
        assert_eq!(line("한빛클라우드", 9.0), "한빛클라우드");
    }
}
