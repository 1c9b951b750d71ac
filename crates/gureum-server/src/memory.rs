//! Ends the longest-running query when queries together take more memory than they may.
//!
//! Linux tells how much the process has; elsewhere nothing is watched.

use std::fs;
use std::time::Duration;

use crate::app::App;
use crate::metrics::Ended;

/// How often it is looked at.
const INTERVAL: Duration = Duration::from_millis(100);
/// Looks that a stopped query gets to give its memory back before the next one is stopped.
const PATIENCE: u32 = 5;

/// Queries that began later than this ago are left alone: it is not they.
const YOUNG: Duration = Duration::from_secs(1);

/// Watches until it is dropped.
pub(crate) async fn watch(app: App) {
    let Some(mut idle) = resident() else { return };
    let mut looks_to_wait = 0_u32;
    loop {
        tokio::time::sleep(INTERVAL).await;
        looks_to_wait = looks_to_wait.saturating_sub(1);
        let Some(now) = resident() else { continue };
        if app.gate().occupied().0 == 0 {
            idle = now; // freed memory stays with the process, to be used again
            continue;
        }
        let over = now > idle.saturating_add(app.config().limits.memory);
        if over && looks_to_wait == 0 && app.gate().stop_longest(YOUNG) {
            app.metrics().ended(Ended::Memory);
            looks_to_wait = PATIENCE;
        }
    }
}

/// Bytes of memory that the process has.
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: usize = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}
