use std::time::Duration;

use bezmen_kit::moment;
use leptos::prelude::*;

/// Counts down to a moment: whole seconds left, zero when it is over.
pub fn seconds_until(moment_ms: impl Fn() -> Option<i64> + Send + Sync + 'static) -> Signal<u64> {
    let now = RwSignal::new(moment::now_ms());
    if let Ok(handle) = set_interval_with_handle(
        move || now.set(moment::now_ms()),
        Duration::from_millis(500),
    ) {
        on_cleanup(move || handle.clear());
    }
    Signal::derive(move || {
        let left_ms = moment_ms()
            .map(|until| until - now.get())
            .unwrap_or_default()
            .max(0);
        u64::try_from((left_ms + 999) / 1000).unwrap_or_default()
    })
}
