//! Something that is asked of the server and shown.

use bezmen_contract::failure::Failure;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use crate::api;
use crate::browser::now_ms;

/// What was asked for, as far as it is here. The old answer stays on the screen until the new one has come, so nothing jumps.
pub struct Load<T: Send + Sync + 'static> {
    /// The last good answer.
    pub value: RwSignal<Option<T>>,
    /// Why the last question was not answered well.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether a question is under way.
    pub busy: RwSignal<bool>,
    /// When the last good answer came.
    pub at_ms: RwSignal<i64>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    /// Asks once more.
    pub fn again(self) {
        self.again.update(|times| *times = times.wrapping_add(1));
    }

    fn take(self, answer: Result<T, Failure>) {
        // The page may have been left meanwhile; then there is nobody to tell.
        self.busy.try_set(false);
        match answer {
            Ok(value) => {
                self.failure.try_set(None);
                self.at_ms.try_set(now_ms());
                self.value.try_set(Some(value));
            }
            Err(failure) => {
                self.failure.try_set(Some(failure));
            }
        }
    }
}

/// Asks for the address that `path` gives, and again whenever it gives another one.
pub fn load<T>(path: impl Fn() -> Option<String> + 'static) -> Load<T>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let load = Load {
        value: RwSignal::new(None),
        failure: RwSignal::new(None),
        busy: RwSignal::new(true),
        at_ms: RwSignal::new(0),
        again: RwSignal::new(0),
    };
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        load.again.track();
        let Some(path) = path() else { return };
        load.busy.set(true);
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        spawn_local(async move {
            let answer = api::get::<T>(&path).await;
            // A later question makes this answer old, in whichever order they arrive.
            if turn.try_get_value() == Some(mine) {
                load.take(answer);
            }
        });
    });
    load
}
