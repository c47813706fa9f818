use bezmen_contract::till::{CashDirection, GetShift, PrintX, ShiftView};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cash_move_dialog::CashMoveDialog;
use super::close_page::ClosePage;
use super::earlier_shifts::EarlierShifts;
use super::shift_figures::ShiftFigures;
use crate::desk::{Desk, Screen};
use crate::frame::{PageHead, SaidStrip, leave_keys};
use crate::words::{Frame, Shift, fill, t};

/// X figures, cash moves, closing, and the shifts before.
#[component]
pub fn ShiftPage() -> impl IntoView {
    let desk = Desk::here();
    let shift = RwSignal::new(None::<ShiftView>);
    let loaded = RwSignal::new(false);
    let moving = RwSignal::new(None::<CashDirection>);
    let closing = RwSignal::new(false);
    leave_keys(desk, Screen::Sell, |_| bezmen_kit::beep::bad());
    let load = move || {
        spawn_local(async move {
            match bridge::call(GetShift {}).await {
                Ok(view) => {
                    shift.set(view);
                    loaded.set(true);
                }
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    load();
    let print = move || {
        spawn_local(async move {
            match bridge::call(PrintX {}).await {
                Ok(printed) if printed.print_job_id.is_some() => {
                    desk.say(Tone::Good, t(Shift::PrintedX))
                }
                Ok(_) => desk.say(Tone::Attention, t(crate::words::Receipts::ReprintedNowhere)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    let title = Signal::derive(move || match shift.get() {
        Some(shift) => fill(Shift::Title, &[&shift.number.to_string()]),
        None if loaded.get() => t(Shift::NoShiftTitle).to_owned(),
        None => t(Frame::ShiftAndCash).to_owned(),
    });
    let inside = move || {
        if closing.get() {
            return view! { <ClosePage leave=Callback::new(move |()| { closing.set(false); load(); }) /> }.into_any();
        }
        view! {
            <div class="bz-page">
                <PageHead title=title />
                <SaidStrip />
                <Show when=move || loaded.get() && shift.with(Option::is_none)>
                    <div class="bz-panel flex">
                        <EmptyState icon=icondata::LuCoins title=t(Shift::NoShiftTitle) hint=t(Shift::NoShiftHint) />
                    </div>
                </Show>
                {move || shift.get().map(|shift| view! { <ShiftFigures shift=shift /> })}
                <Show when=move || shift.with(Option::is_some)>
                    <div class="bz-page-foot">
                        <Button word=t(Shift::PutIn) icon=icondata::LuPlus test_id="cash-in" on_press=move || moving.set(Some(CashDirection::In)) />
                        <Button word=t(Shift::TakeOut) icon=icondata::LuMinus test_id="cash-out" on_press=move || moving.set(Some(CashDirection::Out)) />
                        <Button word=t(Shift::PrintX) icon=icondata::LuPrinter test_id="print-x" on_press=print />
                        <span class="grow"></span>
                        <Button word=t(Shift::Close) icon=icondata::LuLock weight=Weight::Main test_id="close-shift" on_press=move || closing.set(true) />
                    </div>
                </Show>
                <EarlierShifts />
            </div>
        }
        .into_any()
    };
    view! {
        {inside}
        {move || {
            moving
                .get()
                .map(|direction| {
                    view! {
                        <CashMoveDialog
                            direction=direction
                            close=Callback::new(move |()| moving.set(None))
                            done=Callback::new(move |view| shift.set(Some(view)))
                        />
                    }
                })
        }}
    }
}
