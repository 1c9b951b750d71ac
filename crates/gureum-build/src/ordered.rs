//! Work on many threads, results in the order of the items. Memory is bounded: nobody runs further
//! ahead than [`WINDOW`] items, however long one of them takes. It knows nothing about articles.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::mpsc::sync_channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Items begun but not yet handed over. Articles take milliseconds, so a few dozen even out their
/// lengths; the number was not measured.
const WINDOW: usize = 64;

/// Applies `work` to each item on `threads` threads, each with its own `state`, and gives the results
/// to `sink` on the calling thread, in the order of the items. Ends early where `sink` fails.
///
/// # Errors
/// The first error of `sink`.
pub(crate) fn map<I, S, T: Send, E>(
    items: impl Iterator<Item = I> + Send,
    threads: NonZeroUsize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, I) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let queue = Mutex::new(items.enumerate().fuse());
    let window = Window::default();
    let (sender, results) = sync_channel(threads.get());
    thread::scope(|scope| {
        let (queue, window, state, work) = (&queue, &window, &state, &work);
        for _ in 0..threads.get() {
            let sender = sender.clone();
            scope.spawn(move || {
                let _guard = OpenOnPanic(window);
                let mut state = state();
                loop {
                    let next = {
                        let mut queue = lock(queue);
                        window.enter();
                        queue.next()
                    };
                    let Some((place, item)) = next else { return };
                    if sender.send((place, work(&mut state, item))).is_err() {
                        return; // the sink has failed
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (place, result) in &results {
            early.insert(place, result);
            while let Some(result) = early.remove(&due) {
                due += 1;
                window.handed_over();
                if let Err(error) = sink(result) {
                    window.open();
                    drop(results);
                    return Err(error);
                }
            }
        }
        Ok(())
    })
}

/// How many items have begun and are not handed over.
#[derive(Default)]
struct Window {
    state: Mutex<WindowState>,
    changed: Condvar,
}

#[derive(Default)]
struct WindowState {
    items: usize,
    open: bool,
}

impl Window {
    /// Waits for room, then counts one item.
    fn enter(&self) {
        let state = lock(&self.state);
        let waited = self.changed.wait_while(state, |state| !state.open && state.items >= WINDOW);
        waited.unwrap_or_else(PoisonError::into_inner).items += 1;
    }

    fn handed_over(&self) {
        lock(&self.state).items -= 1;
        self.changed.notify_all();
    }

    /// Lets everyone through: the results no longer matter.
    fn open(&self) {
        lock(&self.state).open = true;
        self.changed.notify_all();
    }
}

/// A thread that panics would leave a gap that the others wait for.
struct OpenOnPanic<'a>(&'a Window);

impl Drop for OpenOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.open();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn eight() -> NonZeroUsize {
        NonZeroUsize::new(8).expect("eight is not zero")
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut seen = Vec::new();
        let work = |_: &mut (), n: u32| {
            std::hint::black_box((0..(n * 7919) % 1000).sum::<u32>());
            n
        };
        let Ok(()) = map(
            0..5000,
            eight(),
            || (),
            work,
            |n| {
                seen.push(n);
                Ok::<_, Infallible>(())
            },
        );
        assert!(seen.into_iter().eq(0..5000));
    }

    #[test]
    fn nobody_runs_far_ahead_of_a_slow_item() {
        let begun = AtomicUsize::new(0);
        let mut furthest = 0;
        let items = (0..1000).inspect(|_| {
            begun.fetch_add(1, Ordering::Relaxed);
        });
        let mut handed = 0;
        let Ok(()) = map(
            items,
            eight(),
            || (),
            |_, n: usize| n,
            |_| {
                furthest = furthest.max(begun.load(Ordering::Relaxed) - handed);
                handed += 1;
                Ok::<_, Infallible>(())
            },
        );
        assert!(furthest <= WINDOW + 1, "{furthest}");
    }

    #[test]
    fn a_failing_sink_ends_the_work() {
        let items = (0..u64::MAX).inspect(|_| {});
        let outcome = map(items, eight(), || (), |_, n| n, |n| if n == 10 { Err(n) } else { Ok(()) });
        assert_eq!(outcome, Err(10));
    }
}
