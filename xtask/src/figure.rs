//! What a measuring program found, and how it is shown.
#![expect(clippy::float_arithmetic, reason = "these are measurements, not money")]

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::time::Duration;
use std::{fs, thread};

/// What the goal speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalKind {
    /// The value divided by its floor.
    Ratio,
    /// The value itself, in its unit.
    Value,
}

/// One measured figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What was measured, such as `sale of 5 lines, p50`.
    pub name: String,
    /// How much it was, in `unit`.
    pub value: f64,
    /// Such as `ms` or `MB`.
    pub unit: String,
    /// The same bytes without our code, measured in the same run, in `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<f64>,
    /// What is aimed at: at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<f64>,
    /// What `goal` speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_kind: Option<GoalKind>,
}

impl Figure {
    /// The value as a multiple of its floor.
    fn ratio(&self) -> Option<f64> {
        self.floor
            .filter(|floor| *floor > 0.0)
            .map(|floor| self.value / floor)
    }

    /// Whether the goal is reached; nothing when there is none to compare with.
    fn is_met(&self) -> Option<bool> {
        let goal = self.goal?;
        let reached = if self.goal_kind == Some(GoalKind::Ratio) {
            self.ratio()?
        } else {
            self.value
        };
        Some(reached <= goal)
    }
}

/// How long the processor is watched before anything is measured.
const WATCHED: Duration = Duration::from_secs(2);

/// Tells how busy the processor is with other things, as Linux counts it: what is measured meanwhile is the worse for it.
pub fn busy_with_others() -> Option<Figure> {
    let before = processor_ticks()?;
    thread::sleep(WATCHED);
    let after = processor_ticks()?;
    let (all, idle) = (after.0 - before.0, after.1 - before.1);
    Some(Figure {
        name: "processor busy with other things before the measurement".to_owned(),
        value: (100.0 * (all - idle) / all.max(1.0)).clamp(0.0, 100.0),
        unit: "%".to_owned(),
        floor: None,
        goal: None,
        goal_kind: None,
    })
}

/// All ticks since the start of the machine, and those of them with nothing to do.
fn processor_ticks() -> Option<(f64, f64)> {
    ticks_of(&fs::read_to_string("/proc/stat").ok()?)
}

fn ticks_of(stat: &str) -> Option<(f64, f64)> {
    let ticks: Vec<f64> = stat
        .lines()
        .next()?
        .strip_prefix("cpu ")?
        .split_whitespace()
        .map_while(|word| word.parse().ok())
        .collect();
    // user nice system idle iowait irq softirq steal; what follows is in user and nice already.
    let idle = ticks.get(3)? + ticks.get(4)?;
    Some((ticks.iter().take(8).sum(), idle))
}

/// Takes the figures out of what programs said: the lines that are JSON objects.
pub fn read(said: &str) -> Result<Vec<Figure>> {
    let lines = said
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('{') && line.ends_with('}'));
    lines
        .map(|line| serde_json::from_str(line).with_context(|| format!("not a figure: {line}")))
        .collect()
}

/// All figures as one JSON array, with their ratio and whether the goal is met.
pub fn as_json(figures: &[Figure]) -> Result<String> {
    let rows = figures.iter().map(|figure| {
        let mut row = serde_json::to_value(figure)?;
        row["ratio"] = figure.ratio().into();
        row["met"] = figure.is_met().into();
        Ok(row)
    });
    Ok(serde_json::to_string_pretty(
        &rows.collect::<Result<Vec<_>>>()?,
    )?)
}

/// All figures as a table for people.
pub fn as_table(figures: &[Figure]) -> String {
    let width = figures
        .iter()
        .map(|figure| figure.name.chars().count())
        .max()
        .unwrap_or(0)
        .max("figure".len());
    let mut table = format!(
        "\n{:<width$}  {:>14}  {:>14}  {:>7}  goal",
        "figure", "value", "floor", "ratio"
    );
    for figure in figures {
        let value = format!("{} {}", rounded(figure.value), figure.unit);
        let floor = figure.floor.map_or_else(String::new, |floor| {
            format!("{} {}", rounded(floor), figure.unit)
        });
        let ratio = figure
            .ratio()
            .map_or_else(String::new, |ratio| format!("{ratio:.2}×"));
        let goal = figure
            .goal
            .map_or_else(String::new, |goal| match figure.goal_kind {
                Some(GoalKind::Ratio) => format!("≤ {goal}×"),
                Some(GoalKind::Value) | None => format!("≤ {goal} {}", figure.unit),
            });
        let met = match figure.is_met() {
            Some(true) => " met",
            Some(false) => " NOT MET",
            None => "",
        };
        // Writing into a string cannot fail.
        let _written = write!(
            table,
            "\n{:<width$}  {value:>14}  {floor:>14}  {ratio:>7}  {goal}{met}",
            figure.name
        );
    }
    table
}

fn rounded(value: f64) -> String {
    match value.abs() {
        0.0..1.0 => format!("{value:.3}"),
        1.0..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "running\n{\"name\":\"sale\",\"value\":1.2,\"unit\":\"ms\",\"floor\":1.0,\"goal\":1.5,\"goal_kind\":\"ratio\"}\n\
                        {\"name\":\"search\",\"value\":12,\"unit\":\"ms\",\"goal\":10,\"goal_kind\":\"value\"}\n";

    #[test]
    fn a_goal_is_met_by_the_ratio_or_by_the_value() {
        let figures = read(SAID).unwrap();
        assert_eq!(
            figures.iter().map(Figure::is_met).collect::<Vec<_>>(),
            [Some(true), Some(false)]
        );
        assert!(
            as_table(&figures).contains("1.20×  ≤ 1.5× met"),
            "{}",
            as_table(&figures)
        );
        assert!(as_json(&figures).unwrap().contains("\"met\": false"));
    }

    #[test]
    fn the_processor_rests_while_it_is_idle_or_waits_for_a_disk() {
        let stat = "cpu  10 0 10 70 10 0 0 0 5 0\ncpu0 1 2 3\n";
        assert_eq!(ticks_of(stat), Some((100.0, 80.0)));
        assert_eq!(ticks_of("intr 1"), None);
    }

    #[test]
    fn a_figure_with_an_unknown_field_is_refused() {
        assert!(read("{\"name\":\"x\",\"value\":1,\"unit\":\"ms\",\"gaol\":3}").is_err());
    }
}
