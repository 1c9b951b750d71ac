//! Reads the binary files of a compiled MeCab dictionary back into rows. Knows the layout of MeCab 0.996's
//! `sys.dic`, `unk.dic`, `matrix.bin` and `char.bin`; knows nothing about lindera.
//!
//! Layouts are those of MeCab's own sources (`dictionary.cpp`, `connector.cpp`, `char_property.h`, `darts.h`).
//! All numbers are little-endian, as on the machines the dictionary was compiled on.

use crate::{Result, ensure};

/// `sys.dic` and `unk.dic` begin with their size XOR this number.
const DIC_MAGIC: u32 = 0xef71_8f77;
/// The one version of the `*.dic` layout that MeCab 0.99x writes.
const DIC_VERSION: u32 = 102;
/// Ten `u32` and a 32-byte name of the character set.
const DIC_HEADER: usize = 72;
const TOKEN: usize = 16;
const UNIT: usize = 8;

/// One entry of `sys.dic` or `unk.dic`.
pub(crate) struct Row {
    /// The surface form, or for unknown words the name of the character category.
    pub(crate) surface: String,
    pub(crate) left_id: u16,
    pub(crate) right_id: u16,
    pub(crate) cost: i16,
    /// The features as the source CSV had them, commas and quotes included.
    pub(crate) features: String,
}

/// All entries in byte order of the surface; entries of one surface stay in the order of the file.
pub(crate) fn read_dic(bytes: &[u8]) -> Result<Vec<Row>> {
    let header = |index: usize| u32_at(bytes, index * 4);
    ensure(header(0)? ^ DIC_MAGIC == u32::try_from(bytes.len())?, || {
        "not a MeCab dictionary: magic and size disagree".into()
    })?;
    let version = header(1)?;
    ensure(version == DIC_VERSION, || format!("dictionary version {version} is not {DIC_VERSION}"))?;
    let charset = bytes.get(40..DIC_HEADER).ok_or("header cut short")?;
    let charset = charset.split(|&b| b == 0).next().unwrap_or_default();
    ensure(charset.eq_ignore_ascii_case(b"utf-8"), || {
        format!("character set {:?} is not UTF-8", String::from_utf8_lossy(charset))
    })?;

    let mut rest = &bytes[DIC_HEADER..];
    let mut section = |index: usize, name: &str| -> Result<&[u8]> {
        let (head, tail) = rest
            .split_at_checked(header(index)? as usize)
            .ok_or_else(|| format!("section of {name} cut short"))?;
        rest = tail;
        Ok(head)
    };
    let units = section(6, "double array")?;
    let tokens = section(7, "tokens")?;
    let features = section(8, "features")?;

    let mut keys = darts_keys(units)?;
    keys.sort_unstable();
    let mut rows = Vec::with_capacity(tokens.len() / TOKEN);
    for (key, value) in keys {
        let surface = String::from_utf8(key)?;
        // A value packs the index of the first token and, in its low byte, how many there are.
        for index in 0..(value & 0xff) {
            let at = ((value >> 8) + index) as usize * TOKEN;
            let from = u32_at(tokens, at + 8)? as usize;
            let text = features.get(from..).ok_or("feature offset outside the file")?;
            let text = text.split(|&b| b == 0).next().unwrap_or_default();
            rows.push(Row {
                surface: surface.clone(),
                left_id: u16_at(tokens, at)?,
                right_id: u16_at(tokens, at + 2)?,
                cost: u16_at(tokens, at + 6)?.cast_signed(),
                features: String::from_utf8(text.to_vec())?,
            });
        }
    }
    ensure(rows.len() == tokens.len() / TOKEN, || {
        format!("the trie reaches {} of {} tokens", rows.len(), tokens.len() / TOKEN)
    })?;
    Ok(rows)
}

/// Every (key, value) of a Darts double array. Unit `p` belongs to the node with base `b` when its `check` is
/// `b`: at `b` itself it holds the value (as `-value - 1`), at `b + byte + 1` it leads on.
fn darts_keys(units: &[u8]) -> Result<Vec<(Vec<u8>, u32)>> {
    let unit = |at: u32| -> Option<(i32, u32)> {
        let at = at as usize * UNIT;
        Some((u32_at(units, at).ok()?.cast_signed(), u32_at(units, at + 4).ok()?))
    };
    let root = unit(0).ok_or("empty double array")?.0.cast_unsigned();
    let mut keys = Vec::new();
    let mut open = vec![(root, Vec::new())];
    while let Some((base, key)) = open.pop() {
        if let Some((value, check)) = unit(base)
            && check == base
            && value < 0
        {
            keys.push((key.clone(), (-(value + 1)).cast_unsigned()));
        }
        for byte in 0..=u8::MAX {
            if let Some((next, check)) = unit(base + u32::from(byte) + 1)
                && check == base
            {
                let mut longer = key.clone();
                longer.push(byte);
                open.push((next.cast_unsigned(), longer));
            }
        }
    }
    Ok(keys)
}

/// The connection costs of `matrix.bin`.
pub(crate) struct Matrix {
    /// How many context ids the left word has on its right side.
    pub(crate) rights: usize,
    /// How many context ids the right word has on its left side.
    pub(crate) lefts: usize,
    /// `costs[right_id_of_left_word + rights * left_id_of_right_word]`
    pub(crate) costs: Vec<i16>,
}

pub(crate) fn read_matrix(bytes: &[u8]) -> Result<Matrix> {
    let (rights, lefts) = (usize::from(u16_at(bytes, 0)?), usize::from(u16_at(bytes, 2)?));
    let body = &bytes[4..];
    ensure(body.len() == rights * lefts * 2, || {
        format!("{} bytes of costs for {rights} x {lefts}", body.len())
    })?;
    let costs = body.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    Ok(Matrix { rights, lefts, costs })
}

/// A character category of `char.bin`.
pub(crate) struct Category {
    pub(crate) name: String,
    /// Look unknown words up even where the dictionary has a word.
    pub(crate) invoke: bool,
    /// Group a run of the category into one unknown word.
    pub(crate) group: bool,
    /// Longest ungrouped unknown word in characters.
    pub(crate) length: u32,
}

/// A run of UCS-2 code points with the same categories, the default one first.
pub(crate) struct CharRange {
    pub(crate) first: u16,
    pub(crate) last: u16,
    pub(crate) categories: Vec<usize>,
}

/// Categories in the order of the file, and the ranges that are not simply `DEFAULT`. MeCab keeps the
/// properties of a category with the characters whose first category it is, so a category that is nobody's
/// first would be lost: that is an error here.
pub(crate) fn read_chars(bytes: &[u8]) -> Result<(Vec<Category>, Vec<CharRange>)> {
    const NAME: usize = 32;
    let count = u32_at(bytes, 0)? as usize;
    let mut categories = Vec::with_capacity(count);
    for index in 0..count {
        let name = bytes.get(4 + index * NAME..4 + (index + 1) * NAME).ok_or("category names cut short")?;
        let name = name.split(|&b| b == 0).next().unwrap_or_default();
        categories.push(Category {
            name: String::from_utf8(name.to_vec())?,
            invoke: false,
            group: false,
            length: 0,
        });
    }
    let infos = &bytes[4 + count * NAME..];
    let mut seen = vec![false; count];
    let mut ranges: Vec<CharRange> = Vec::new();
    for (code, info) in infos.chunks_exact(4).enumerate() {
        let code = u16::try_from(code)?;
        let info = u32_at(info, 0)?;
        // Bits: 18 categories, 8 first category, 4 length, 1 group, 1 invoke.
        let (mask, first) = (info & 0x3_ffff, (info >> 18 & 0xff) as usize);
        let Some(category) = categories.get_mut(first) else {
            return Err(format!("U+{code:04X} has category {first} of {count}").into());
        };
        (category.length, category.group, category.invoke) =
            (info >> 26 & 0xf, info >> 30 & 1 == 1, info >> 31 & 1 == 1);
        seen[first] = true;
        let others = (0..count).filter(|&other| other != first && mask >> other & 1 == 1);
        let all: Vec<usize> = std::iter::once(first).chain(others).collect();
        match ranges.last_mut() {
            Some(run) if run.categories == all => run.last = code,
            _ => ranges.push(CharRange { first: code, last: code, categories: all }),
        }
    }
    for (category, seen) in categories.iter().zip(seen) {
        ensure(seen, || {
            format!("no character has category {} first: its properties are lost", category.name)
        })?;
    }
    let default = categories.iter().position(|c| c.name == "DEFAULT").ok_or("no category DEFAULT")?;
    ranges.retain(|run| run.categories != [default]);
    Ok((categories, ranges))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32> {
    let four = bytes.get(at..at + 4).ok_or_else(|| format!("file ends before byte {}", at + 4))?;
    Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16> {
    let two = bytes.get(at..at + 2).ok_or_else(|| format!("file ends before byte {}", at + 2))?;
    Ok(u16::from_le_bytes([two[0], two[1]]))
}
