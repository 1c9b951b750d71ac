//! An answer on its way: computed on a thread of its own, written out as it comes.
//!
//! The first part is held back, so that a query that fails early still gets an honest status, and a short
//! answer its length. After that a failure can only be shown by breaking off: the body then ends in an error,
//! which the client sees as a connection closed in the middle of a chunk.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use crate::gate::Leash;
use crate::problem::Problem;

/// Bytes held back before an answer is begun.
const HELD: usize = 64 << 10;
/// The longest that bytes are held back.
const HELD_FOR: Duration = Duration::from_millis(100);
/// Bytes sent at once afterwards.
const CHUNK: usize = 16 << 10;
/// Bytes never sent before the end: what is said at the end of a JSON answer goes in front of them.
const TAIL: usize = 8;
/// Writes after which the clock is looked at.
const WRITES: u32 = 64;

/// How an answer begins.
pub(crate) struct Start {
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// All of it, where it is short; otherwise it comes by the body.
    pub(crate) whole: Option<Vec<u8>>,
}

enum Part {
    Data(Bytes),
    End,
}

/// Where the thread that computes an answer writes it.
pub(crate) struct Sink {
    buffer: Vec<u8>,
    media_type: &'static str,
    start: Option<oneshot::Sender<Result<Start, Problem>>>,
    parts: mpsc::Sender<Part>,
    began: Instant,
    writes: u32,
    end: Instant,
    runtime: Handle,
}

/// What the client reads.
pub(crate) struct Parts {
    parts: mpsc::Receiver<Part>,
    ended: bool,
    _leash: Leash,
}

/// Both ends, and what comes first. Nothing is sent after `end`.
pub(crate) fn channel(
    end: Instant,
    leash: Leash,
) -> (Sink, oneshot::Receiver<Result<Start, Problem>>, Parts) {
    let (start, started) = oneshot::channel();
    let (sender, receiver) = mpsc::channel(4);
    let sink = Sink {
        buffer: Vec::with_capacity(1024),
        media_type: "application/octet-stream",
        start: Some(start),
        parts: sender,
        began: Instant::now(),
        writes: 0,
        end,
        runtime: Handle::current(),
    };
    (sink, started, Parts { parts: receiver, ended: false, _leash: leash })
}

impl Sink {
    /// Says what is written.
    pub(crate) fn set_media_type(&mut self, media_type: &'static str) {
        self.media_type = media_type;
    }

    /// Answers with a refusal, or breaks off where it is too late for that.
    pub(crate) fn refuse(mut self, problem: Problem) {
        if let Some(start) = self.start.take() {
            drop(start.send(Err(problem))); // nobody waits for it any more
        }
    }

    /// Whether nothing was sent yet.
    pub(crate) fn is_held(&self) -> bool {
        self.start.is_some()
    }

    /// What is not sent yet: at least the last few bytes.
    pub(crate) fn rest(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// Ends the answer as it should end. Dropping the sink breaks it off.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Some(start) = self.start.take() {
            let whole = Some(std::mem::take(&mut self.buffer));
            return start.send(Ok(Start { media_type: self.media_type, whole })).map_err(|_| gone());
        }
        let rest = std::mem::take(&mut self.buffer);
        self.send(Part::Data(rest.into()))?;
        self.send(Part::End)
    }

    fn send(&mut self, part: Part) -> io::Result<()> {
        let sending = tokio::time::timeout_at(self.end.into(), self.parts.send(part));
        match self.runtime.block_on(sending) {
            Ok(sent) => sent.map_err(|_| gone()),
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "the client reads too slowly")),
        }
    }

    fn is_due(&mut self) -> bool {
        if self.start.is_none() {
            return self.buffer.len() >= CHUNK;
        }
        self.writes += 1;
        self.buffer.len() >= HELD || self.writes.is_multiple_of(WRITES) && self.began.elapsed() >= HELD_FOR
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.is_due() {
            if let Some(start) = self.start.take() {
                start.send(Ok(Start { media_type: self.media_type, whole: None })).map_err(|_| gone())?;
            }
            let tail = self.buffer.split_off(self.buffer.len().saturating_sub(TAIL));
            let part = std::mem::replace(&mut self.buffer, tail);
            self.send(Part::Data(part.into()))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "the client has gone")
}

impl Parts {
    pub(crate) fn into_body(self) -> Body {
        Body::from_stream(self)
    }
}

impl Stream for Parts {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        self.parts.poll_recv(context).map(|part| match part {
            Some(Part::Data(bytes)) => Some(Ok(bytes)),
            Some(Part::End) => {
                self.ended = true;
                None
            }
            None => {
                self.ended = true;
                Some(Err(io::Error::other("the query was stopped")))
            }
        })
    }
}
