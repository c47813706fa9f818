//! A scale under the technician's eyes.

use std::fmt::Write as _;
use std::sync::Arc;

use bezmen_contract::till::{
    EndScaleTrial, GetScaleBench, OrderScale, SaveScaleLog, SavedFileView, ScaleBenchView,
    TrafficRow, TryScale,
};

use super::admit;
use crate::answer::Answer;
use crate::engine::Engine;
use crate::hooks::ScaleBench;
use crate::refusal::Refusal;
use crate::store::StoreError;

/// Works at the scale's bench.
fn at<T>(engine: &Engine, work: impl FnOnce(&dyn ScaleBench) -> T) -> Result<T, Refusal> {
    let reader = engine.scale_reader().ok_or(Refusal::NoDevices)?;
    reader.bench().map(work).ok_or(Refusal::NoDevices)
}

impl Answer for TryScale {
    fn answer(self, engine: &Arc<Engine>) -> Result<ScaleBenchView, Refusal> {
        admit(engine)?;
        at(engine, |bench| {
            bench.begin_trial(self.scale);
            bench.look(0)
        })
    }
}

impl Answer for GetScaleBench {
    fn answer(self, engine: &Arc<Engine>) -> Result<ScaleBenchView, Refusal> {
        at(engine, |bench| bench.look(self.since))
    }
}

impl Answer for EndScaleTrial {
    fn answer(self, engine: &Arc<Engine>) -> Result<ScaleBenchView, Refusal> {
        at(engine, |bench| {
            bench.end_trial();
            bench.look(0)
        })
    }
}

impl Answer for OrderScale {
    fn answer(self, engine: &Arc<Engine>) -> Result<ScaleBenchView, Refusal> {
        admit(engine)?;
        at(engine, |bench| {
            if bench.order(self.order) {
                Ok(bench.look(0))
            } else {
                Err(Refusal::ScaleCannot)
            }
        })?
    }
}

impl Answer for SaveScaleLog {
    fn answer(self, engine: &Arc<Engine>) -> Result<SavedFileView, Refusal> {
        admit(engine)?;
        let rows = at(engine, |bench| bench.look(0))?.traffic;
        let path = engine
            .data_dir
            .join(format!("scale-log-{}.txt", engine.clock.now_ms()));
        std::fs::write(&path, text_of(&rows)).map_err(|error| StoreError::File {
            path: path.display().to_string(),
            reason: error.to_string(),
        })?;
        Ok(SavedFileView {
            path: path.display().to_string(),
            lines: rows.len() as u64,
        })
    }
}

/// A line an entry: the time in milliseconds, `>` for what was sent and `<` for what came, the bytes, what they say.
fn text_of(rows: &[TrafficRow]) -> String {
    rows.iter().fold(String::new(), |mut text, row| {
        let direction = if row.sent { '>' } else { '<' };
        let said = row.said.join(" | ");
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:>8} {direction} {}  {said}", row.at_ms, row.hex);
        text
    })
}
