//! What only the measuring of the engine needs.

use std::time::Duration;

use crate::goods::{KINDS, MAKERS, SORTS};

/// The duration below which `per_mille` of 1000 lie, in milliseconds.
pub fn percentile_ms(times: &mut [Duration], per_mille: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len() * per_mille / 1000).min(times.len().saturating_sub(1));
    times
        .get(at)
        .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

/// Resident memory of this process in MB, as Linux tells it.
pub fn resident_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// What somebody types while looking for something: beginnings, parts, two words, an article, a number that is not there.
pub fn query(round: usize) -> String {
    let (kind, maker, sort) = (
        KINDS[round % 24],
        MAKERS[round / 3 % 20],
        SORTS[round / 7 % 16],
    );
    let part = |word: &str, from: usize, count: usize| {
        word.chars().skip(from).take(count).collect::<String>()
    };
    match round % 6 {
        0 => part(kind, 0, 3),
        1 => format!("{} {}", part(kind, 0, 4), part(maker, 0, 3)),
        2 => part(maker, 1, 4),
        3 => format!("{maker} {sort}"),
        4 => format!("A{:07}", round * 131),
        _ => format!("{} {}", part(kind, 0, 2), round),
    }
}
