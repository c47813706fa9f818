//! Follows the scale's bench while somebody looks.

use std::time::Duration;

use bezmen_contract::till::{GetScaleBench, ScaleBenchView, TrafficRow};
use bezmen_kit::bridge;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How often the bench is asked for.
const ASK_EVERY: Duration = Duration::from_millis(250);

/// How many rows of the line are kept on the screen.
const KEPT_ROWS: usize = 200;

/// What the bench said last, and the rows of the line so far; copied freely.
#[derive(Clone, Copy)]
pub struct ScaleBench {
    /// The newest view, without its rows.
    pub view: RwSignal<Option<ScaleBenchView>>,
    /// The rows, oldest first.
    pub rows: RwSignal<Vec<TrafficRow>>,
    /// Whether the rows stand still.
    pub paused: RwSignal<bool>,
    next: StoredValue<u64>,
}

impl ScaleBench {
    /// Follows the bench until the page goes.
    pub fn follow() -> Self {
        let bench = Self {
            view: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
            paused: RwSignal::new(false),
            next: StoredValue::new(0),
        };
        bench.ask();
        if let Ok(handle) = set_interval_with_handle(move || bench.ask(), ASK_EVERY) {
            on_cleanup(move || handle.clear());
        }
        bench
    }

    /// Shows a view that a call answered; another scale begins with an empty line.
    pub fn begin(self, view: ScaleBenchView) {
        self.rows.try_set(Vec::new());
        self.next.try_set_value(0);
        self.view.try_set(Some(view));
    }

    fn ask(self) {
        let Some(since) = self.next.try_get_value() else {
            return;
        };
        spawn_local(async move {
            let Ok(mut view) = bridge::call(GetScaleBench { since }).await else {
                return;
            };
            let rows = std::mem::take(&mut view.traffic);
            // An answer that a newer one overtook would show rows twice.
            if self.next.try_get_value() != Some(since) {
                return;
            }
            // Another scale is connected now, and counts from the beginning.
            if view.next < since {
                self.begin(view);
                return;
            }
            if self.paused.try_get_untracked() == Some(false) {
                self.next.set_value(view.next);
                if !rows.is_empty() {
                    self.rows.update(|kept| {
                        kept.extend(rows);
                        let over = kept.len().saturating_sub(KEPT_ROWS);
                        kept.drain(..over);
                    });
                }
            }
            self.view.try_set(Some(view));
        });
    }
}
