//! Bytes for the HTML tokenizer, with rests in between. Not about what they mean.

use html5gum::{Readable, Reader, StringReader};

/// So many reads, then a rest. The tokenizer's stack grows by a few frames with each.
const READS: u32 = 64;

/// Reads from a text; now and then, instead of reading, it fails with [`Rest`], after which reading goes on.
///
/// html5gum 0.8.4 gets from one quoted attribute to the next by a call and returns at the end of the tag, so that a
/// tag with a thousand attributes ran out of stack and ended the program, unless the optimiser had made jumps of
/// the calls. An error of the reader unwinds these calls; the tokenizer then begins where it was.
pub(super) struct Resting<'s> {
    text: StringReader<'s>,
    reads: u32,
}

/// Nothing is wrong: call again.
#[derive(Debug, thiserror::Error)]
#[error("a rest between two reads")]
pub(super) struct Rest;

impl<'s> Resting<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        Self { text: text.to_reader(), reads: 0 }
    }
}

impl Reader for Resting<'_> {
    type Error = Rest;

    fn read_byte(&mut self) -> Result<Option<u8>, Rest> {
        let Ok(byte) = self.text.read_byte();
        Ok(byte)
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Rest> {
        let Ok(found) = self.text.try_read_string(wanted, case_sensitive);
        Ok(found)
    }

    /// Rests here and nowhere else: whoever calls this has done nothing yet that a second call would repeat.
    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Rest> {
        self.reads += 1;
        if self.reads == READS {
            self.reads = 0;
            return Err(Rest);
        }
        let Ok(bytes) = self.text.read_until(needle, buffer);
        Ok(bytes)
    }
}
