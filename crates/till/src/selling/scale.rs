//! What the scale shows.

use std::sync::Arc;

use bezmen_contract::till::{GetScale, ScaleState, ScaleView};

use crate::answer::Answer;
use crate::engine::Engine;
use crate::refusal::Refusal;

/// The latest reading, or that no scale is set up.
pub fn scale_view(engine: &Engine) -> ScaleView {
    match engine.scale_reader() {
        Some(reader) => reader.view(),
        None => ScaleView {
            state: ScaleState::Absent,
            weight: None,
            tare: None,
            age_ms: 0,
            hint: engine
                .locale()
                .pick(
                    "Весы не настроены. Задайте их в настройках или введите вес вручную.",
                    "No scale is set up. Set one up in the settings or type the weight.",
                )
                .to_owned(),
        },
    }
}

impl Answer for GetScale {
    fn answer(self, engine: &Arc<Engine>) -> Result<ScaleView, Refusal> {
        Ok(scale_view(engine))
    }
}
