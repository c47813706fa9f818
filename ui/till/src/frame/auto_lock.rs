use std::time::Duration;

use bezmen_kit::moment;
use leptos::ev;
use leptos::prelude::*;

use crate::desk::Desk;

const LOOK_EVERY: Duration = Duration::from_secs(10);
const MS_PER_MINUTE: i64 = 60_000;

/// Locks the till when nobody has touched it for as long as the settings say.
pub fn lock_when_idle(desk: Desk) {
    let touched_ms = StoredValue::new(moment::now_ms());
    let touch = move || touched_ms.set_value(moment::now_ms());
    let (keys, fingers) = (
        window_event_listener(ev::keyup, move |_| touch()),
        window_event_listener(ev::pointerdown, move |_| touch()),
    );
    let look = move || {
        let minutes = desk
            .status
            .with_untracked(|status| {
                status
                    .person
                    .as_ref()
                    .map(|_| status.settings.auto_lock_minutes)
            })
            .unwrap_or_default();
        let idle_ms = moment::now_ms() - touched_ms.get_value();
        if minutes > 0 && idle_ms >= i64::from(minutes) * MS_PER_MINUTE {
            desk.lock();
        }
    };
    let timer = set_interval_with_handle(look, LOOK_EVERY);
    on_cleanup(move || {
        keys.remove();
        fingers.remove();
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}
