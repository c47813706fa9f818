use bezmen_contract::till::{ClosePreview, CloseShift, CloseShiftPreview, ShiftClosedView};
use bezmen_domain::money::Money;
use bezmen_kit::amount::Amount;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::notice::InlineError;
use bezmen_kit::scanner::Reading;
use bezmen_kit::{beep, bridge};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cash_count::{CashCount, sum_of};
use super::close_warnings::{CloseWarnings, may_close};
use super::closed_panel::ClosedPanel;
use crate::desk::{Desk, with_consent};
use crate::words::{Frame, Shift, fill, t};

/// The blind count and what comes of it.
#[component]
pub fn ClosePage(
    /// Goes back to the figures.
    leave: Callback<()>,
) -> impl IntoView {
    let desk = Desk::here();
    let preview = RwSignal::new(None::<ClosePreview>);
    let counts = RwSignal::new(Vec::<(Money, u32)>::new());
    let note = RwSignal::new(String::new());
    let error = RwSignal::new(String::new());
    let closed = RwSignal::new(None::<ShiftClosedView>);
    let number = desk
        .status
        .with_untracked(|status| status.shift_number.unwrap_or_default())
        .to_string();
    spawn_local(async move {
        match bridge::call(CloseShiftPreview {}).await {
            Ok(view) => {
                counts.set(view.denominations.iter().map(|note| (*note, 0)).collect());
                preview.set(Some(view));
            }
            Err(failure) => error.set(failure.message),
        }
    });
    desk.keys.take(move |heard| {
        let is_escape =
            matches!(&heard.reading, Reading::Pressed(stroke) if stroke.key == "Escape");
        if is_escape {
            leave.run(());
        }
        is_escape
    });
    let send = move || {
        let counted_cash = counts.with_untracked(|counts| sum_of(counts));
        let words = note.get_untracked();
        with_consent(
            desk,
            move |approval| CloseShift {
                counted_cash,
                note: words.clone(),
                approval,
            },
            move |reply| match reply {
                Ok(view) => {
                    desk.refresh_status();
                    closed.set(Some(view));
                }
                Err(failure) => {
                    beep::bad();
                    error.set(failure.message);
                }
            },
        );
    };
    let count = move || {
        preview.get().map(|view| {
            let open = may_close(&view);
            view! {
                <CloseWarnings preview=view />
                <div class="bz-close-grid">
                    <section class="bz-panel p-4 overflow-auto">
                        <CashCount counts=counts />
                    </section>
                    <section class="bz-panel p-6 flex flex-col gap-4">
                        <span class="bz-label">{t(Shift::Counted)}</span>
                        <Amount value=Signal::derive(move || counts.with(|counts| sum_of(counts))) symbol=true class="bz-big" />
                        <Field label=t(Shift::Note) value=note example=t(Shift::NoteExample) test_id="close-note" />
                        <InlineError text=error />
                        <Button
                            word=t(Shift::CloseDo)
                            weight=Weight::Main
                            off=!open
                            class="bz-button-tall"
                            test_id="close-confirm"
                            on_press=send
                        />
                    </section>
                </div>
            }
        })
    };
    view! {
        <div class="bz-page">
            {move || match closed.get() {
                Some(view) => view! { <ClosedPanel view=view /> }.into_any(),
                None => {
                    view! {
                        <header class="bz-page-head">
                            <Button word=t(Frame::Back) icon=icondata::LuArrowLeft key_hint="Esc" weight=Weight::Quiet on_press=move || leave.run(()) />
                            <h1 class="bz-title">{fill(Shift::CloseTitle, &[&number])}</h1>
                            <span class="text-faint">{t(Shift::CloseHint)}</span>
                        </header>
                        {count}
                        <Show when=move || preview.with(Option::is_none)>
                            <InlineError text=error />
                        </Show>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}
