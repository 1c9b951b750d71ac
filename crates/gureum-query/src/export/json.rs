//! Objects of JSON, written as they come; one node or edge a line.

use std::io::{self, Write};

use super::attributes::{Attribute, Cell};

/// An object that is being written.
pub(super) struct Object<'w, W> {
    out: &'w mut W,
    empty: bool,
}

impl<'w, W: Write> Object<'w, W> {
    pub(super) fn begin(out: &'w mut W) -> io::Result<Self> {
        out.write_all(b"{")?;
        Ok(Self { out, empty: true })
    }

    fn name(&mut self, name: &str) -> io::Result<()> {
        if !std::mem::take(&mut self.empty) {
            self.out.write_all(b",")?;
        }
        string(self.out, name)?;
        self.out.write_all(b":")
    }

    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.name(name)?;
        string(self.out, text)
    }

    pub(super) fn number(&mut self, name: &str, number: f64) -> io::Result<()> {
        self.name(name)?;
        write!(self.out, "{number:?}")
    }

    /// Every attribute that has a value.
    pub(super) fn cells(&mut self, attributes: &[Attribute], cells: &[Option<Cell<'_>>]) -> io::Result<()> {
        for (attribute, cell) in attributes.iter().zip(cells) {
            let Some(cell) = cell else { continue };
            self.name(&attribute.name)?;
            match cell {
                Cell::Text(text) => string(self.out, text)?,
                Cell::Boolean(_) | Cell::Integer(_) | Cell::Double(_) => write!(self.out, "{cell}")?,
            }
        }
        Ok(())
    }

    /// `#rrggbb` and a diameter.
    pub(super) fn look(&mut self, [r, g, b]: [u8; 3], size: f64) -> io::Result<()> {
        self.text("color", &format!("#{r:02x}{g:02x}{b:02x}"))?;
        self.number("size", size)
    }

    pub(super) fn end(self) -> io::Result<()> {
        self.out.write_all(b"}")
    }
}

/// What stands before the element with this number.
pub(super) fn separator(first: bool) -> &'static [u8] {
    if first { b"\n" } else { b",\n" }
}

fn string(out: &mut impl Write, text: &str) -> io::Result<()> {
    Ok(serde_json::to_writer(out, text)?)
}
