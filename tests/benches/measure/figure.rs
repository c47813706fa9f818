//! How a measuring program says what it found: one JSON object a line.

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
