use leptos::prelude::*;

use super::clock::Clock;
use super::device_lamps::DeviceLamps;
use super::sync_lamp::SyncLampButton;
use crate::desk::{Desk, Screen};
use crate::words::{Frame, fill, t};

/// Shop, till, cashier, shift; lamps; the time.
#[component]
pub fn TopBar() -> impl IntoView {
    let desk = Desk::here();
    let place = move || {
        desk.status.with(|status| {
            if status.paired {
                format!("{} · {}", status.store, status.terminal)
            } else {
                "Bezmen".to_owned()
            }
        })
    };
    let person = move || {
        desk.status.with(|status| {
            status
                .person
                .as_ref()
                .map(|person| person.name.clone())
                .unwrap_or_default()
        })
    };
    let shift = move || {
        desk.status.with(|status| match status.shift_number {
            Some(number) => fill(Frame::Shift, &[&number.to_string()]),
            None => t(Frame::NoShift).to_owned(),
        })
    };
    let is_in = move || desk.status.with(|status| status.person.is_some());
    let is_paired = move || desk.status.with(|status| status.paired);
    view! {
        <header class="bz-top">
            <strong class="bz-top-place" title=place>{place}</strong>
            <Show when=is_in>
                <span class="bz-top-person" title=person data-testid="cashier">{person}</span>
                <button type="button" class="bz-top-shift" data-testid="top-shift" on:click=move |_| desk.go(Screen::Shift)>{shift}</button>
            </Show>
            <span class="grow"></span>
            <Show when=is_paired>
                <DeviceLamps />
                <SyncLampButton />
            </Show>
            <Clock />
        </header>
    }
}
