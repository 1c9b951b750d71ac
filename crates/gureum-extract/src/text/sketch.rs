//! A sketch of an article's text, by which a store finds the articles that print the same text.
//!
//! The body's letters and digits, lower case and without anything between them, are cut into overlapping
//! runs of eight. Each run is hashed, and the sketch is the 128 least hashes: a sample of the runs that is
//! the same wherever the same runs are (bottom-k MinHash; Broder 1997). The headline is left out, since
//! papers write their own, and so are bylines and captions, which the page reader has dropped. What the
//! sketches of two articles share estimates how much of the shorter text the longer one has.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::page::{Page, SentenceKind};

/// Letters of a run: two or three Korean words.
const RUN: usize = 8;
/// Most hashes of a sketch; a sketch with fewer has every run of its text.
const MOST: usize = 128;

/// The sketch of a page's article: the hashes in ascending order, eight hexadecimal digits each. Empty
/// without a body.
///
/// O(n log k) in the letters of the text.
///
/// ```
/// use gureum_extract::text::{read_text, sketch};
/// let a = read_text("---\ntitle: 한빛의 협약\n---\n\n한빛클라우드는 누리소프트와 업무협약을 체결했다.");
/// let b = read_text("---\ntitle: 손잡은 두 회사\n---\n\n한빛클라우드는  누리 소프트와 업무협약을 체결했다");
/// assert_eq!(sketch(&a), sketch(&b));
/// ```
pub fn sketch(page: &Page) -> String {
    let body = page.sentences.iter().filter(|sentence| sentence.kind == SentenceKind::Body);
    let letters: Vec<char> = body
        .flat_map(|sentence| page.text.as_str()[sentence.range.clone()].nfkc())
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect();
    let mut least = BTreeSet::new();
    for run in letters.windows(RUN.min(letters.len()).max(1)) {
        let hash = hash(run);
        if least.len() < MOST {
            least.insert(hash);
        } else if least.last().is_some_and(|greatest| hash < *greatest) && least.insert(hash) {
            least.pop_last();
        }
    }
    least.iter().map(|hash| format!("{hash:08x}")).collect()
}

/// FNV-1a over the UTF-8 bytes, then the mixing steps of MurmurHash3, of which the upper half. Sketches made
/// elsewhere must agree, so this stays as it is.
fn hash(run: &[char]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in run {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    u32::try_from((hash ^ (hash >> 33)) >> 32).expect("32 bits are left")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::read_text;

    #[test]
    fn sketches_are_pinned() {
        // Computed apart, in Python: graphs made elsewhere rest on it.
        assert_eq!(hash(&['가', '나', 'a', '1']), 0x8690_45a7);
        assert_eq!(sketch(&read_text("")), "");
    }

    #[test]
    fn headline_spacing_and_punctuation_do_not_matter_and_words_do() {
        let of = |title: &str, text: &str| sketch(&read_text(format!("---\ntitle: {title}\n---\n\n{text}")));
        let text = "한빛클라우드는 누리소프트와 업무협약을 체결했다. 김하늘 대표는 \"기쁘다\"고 말했다.";
        let first = of("한빛, 누리와 협약", text);
        let spaced = "한빛 클라우드는 누리소프트와 업무 협약을 체결했다. 김하늘 대표는 “기쁘다” 고 말했다.";
        assert_eq!(first, of("두 회사 손잡아", spaced));
        assert_ne!(first, of("한빛, 누리와 협약", &text.replace("체결했다", "맺었다")));
    }

    #[test]
    fn a_long_text_has_a_short_sketch() {
        let text: String = (0..400).map(|n| format!("한빛클라우드는 {n}번째 고객을 맞았다. ")).collect();
        assert_eq!(sketch(&read_text(text)).len(), MOST * 8);
    }
}
