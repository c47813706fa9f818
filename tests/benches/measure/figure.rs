//! How a measuring program says what it found: one JSON object a line.

use std::time::Duration;

use serde_json::json;

/// What a goal speaks of.
pub enum Goal {
    /// At most so many times the floor, floor in the figure's unit.
    Ratio { floor: f64, goal: f64 },
    /// At most this, in the figure's unit.
    Value(f64),
}

/// Says one figure.
#[expect(clippy::print_stdout, reason = "the figures are this program's output")]
pub fn say(name: &str, value: f64, unit: &str, goal: Goal) {
    let mut figure = json!({ "name": name, "value": value, "unit": unit });
    match goal {
        Goal::Ratio { floor, goal } => {
            figure["floor"] = json!(floor);
            figure["goal"] = json!(goal);
            figure["goal_kind"] = json!("ratio");
        }
        Goal::Value(goal) => {
            figure["goal"] = json!(goal);
            figure["goal_kind"] = json!("value");
        }
    }
    println!("{figure}");
}

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
