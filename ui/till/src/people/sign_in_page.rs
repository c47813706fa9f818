use bezmen_contract::failure::Failure;
use bezmen_contract::till::{ListStaff, SignIn, StaffTile};
use bezmen_domain::id::PersonId;
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::notice::InlineError;
use bezmen_kit::pin_pad::PinPad;
use bezmen_kit::scanner::Reading;
use bezmen_kit::{beep, bridge, focus};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::staff_tile::StaffTileButton;
use super::wait::seconds_until;
use crate::desk::{Desk, Figures, type_figures};
use crate::words::{People, fill, seconds, t};

/// Staff tiles and the PIN pad.
#[component]
pub fn SignInPage() -> impl IntoView {
    let desk = Desk::here();
    let staff = RwSignal::new(Vec::<StaffTile>::new());
    let loaded = RwSignal::new(false);
    let picked = RwSignal::new(None::<PersonId>);
    let (pin, error, busy) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(false),
    );

    let load = move || {
        spawn_local(async move {
            match bridge::call(ListStaff {}).await {
                Ok(tiles) => staff.set(tiles),
                Err(failure) => error.set(failure.message),
            }
            loaded.set(true);
        });
    };
    Effect::new(move || {
        desk.catalogue.track();
        load();
    });

    let person = move || {
        staff.with(|tiles| {
            tiles
                .iter()
                .find(|tile| Some(tile.person_id) == picked.get())
                .cloned()
        })
    };
    let wait = seconds_until(move || person().and_then(|tile| tile.locked_until_ms));
    let off = Signal::derive(move || busy.get() || wait.get() > 0 || picked.get().is_none());
    let refused = move |failure: Failure| {
        beep::bad();
        pin.set(String::new());
        error.set(failure.message);
        load();
    };
    let enter = Callback::new(move |()| {
        let (Some(person_id), false) = (picked.get_untracked(), untrack(move || off.get())) else {
            return;
        };
        let typed = pin.get_untracked();
        if typed.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let question = SignIn {
                person_id,
                pin: typed,
            };
            match desk.ask_frame(question).await {
                Ok(()) => desk.ask_all(),
                Err(failure) => refused(failure),
            }
            busy.set(false);
        });
    });
    Effect::new(move || {
        picked.track();
        pin.set(String::new());
        error.set(String::new());
    });
    let pick_next = move |by: isize| {
        let next = staff.with_untracked(|tiles| {
            let with_pin: Vec<_> = tiles.iter().filter(|tile| tile.has_pin).collect();
            let at = with_pin
                .iter()
                .position(|tile| Some(tile.person_id) == picked.get_untracked());
            let next = at.map_or(0, |at| at.saturating_add_signed(by).min(with_pin.len() - 1));
            with_pin.get(next).map(|tile| tile.person_id)
        });
        focus::release_focus();
        picked.set(next);
    };
    desk.keys.take(move |heard| {
        if let Reading::Pressed(stroke) = &heard.reading {
            match stroke.key.as_str() {
                "ArrowDown" | "ArrowRight" => {
                    pick_next(1);
                    return true;
                }
                "ArrowUp" | "ArrowLeft" => {
                    pick_next(-1);
                    return true;
                }
                _ => {}
            }
        }
        if untrack(move || off.get()) {
            return false;
        }
        match type_figures(pin, &heard) {
            Figures::Entered => enter.run(()),
            Figures::Left => picked.set(None),
            Figures::Changed => error.set(String::new()),
            Figures::Key(_) | Figures::Nothing => return false,
        }
        true
    });

    view! {
        <div class="bz-sign-in">
            <section class="flex flex-col gap-4 min-h-0">
                <h1 class="bz-title">{t(People::WhoSells)}</h1>
                <div class="bz-staff-grid">
                    <For each=move || staff.get() key=|tile| (tile.person_id, tile.has_pin, tile.name.clone()) let:tile>
                        <StaffTileButton tile=tile picked=picked />
                    </For>
                </div>
                <Show when=move || loaded.get() && staff.with(Vec::is_empty)>
                    <EmptyState icon=icondata::LuUsers title=t(People::NobodyTitle) hint=t(People::NobodyHint) />
                </Show>
            </section>
            <section class="bz-panel bz-sign-in-pad">
                <p class="text-lg font-semibold text-center min-h-[2lh] flex items-end justify-center">
                    {move || match person() {
                        Some(tile) => fill(People::TypePin, &[&tile.name]),
                        None => t(People::PickTile).to_owned(),
                    }}
                </p>
                <PinPad value=pin off=off on_enter=enter />
                <div class="min-h-16 w-full">
                    <InlineError text=Signal::derive(move || match wait.get() {
                        0 => error.get(),
                        left => fill(People::WaitFor, &[&seconds(left)]),
                    }) />
                </div>
            </section>
        </div>
    }
}
