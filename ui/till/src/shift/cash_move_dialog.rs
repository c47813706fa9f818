use bezmen_contract::till::{CashDirection, MoveCash, ShiftView};
use bezmen_domain::id::CashMoveId;
use bezmen_kit::beep;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::fresh::fresh_id;
use bezmen_kit::notice::InlineError;
use leptos::prelude::*;

use super::amount_entry::{AmountEntry, read_sum};
use crate::desk::{Desk, with_consent};
use crate::frame::Ask;
use crate::words::{Shift, t};

/// Puts cash into the drawer or takes it out, with a reason.
#[component]
pub fn CashMoveDialog(
    /// Which way.
    direction: CashDirection,
    /// Closes the dialog.
    close: Callback<()>,
    /// Hears the shift afterwards.
    done: Callback<ShiftView>,
) -> impl IntoView {
    let desk = Desk::here();
    // Made once: a second try after a lost answer moves no cash twice.
    let cash_move_id = fresh_id(CashMoveId::from_parts);
    let (value, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (wrong_sum, wrong_reason, error) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let (title, example) = match direction {
        CashDirection::In => (Shift::PutInTitle, Shift::ReasonIn),
        CashDirection::Out => (Shift::TakeOutTitle, Shift::ReasonOut),
    };
    let send = Callback::new(move |()| {
        wrong_sum.set(String::new());
        wrong_reason.set(String::new());
        let amount = match read_sum(&value.get_untracked()) {
            Ok(sum) if sum.is_positive() => sum,
            Ok(_) => return wrong_sum.set(t(Shift::AmountMissing).to_owned()),
            Err(words) => return wrong_sum.set(words),
        };
        let why = reason.get_untracked().trim().to_owned();
        if why.is_empty() {
            return wrong_reason.set(t(Shift::ReasonMissing).to_owned());
        }
        with_consent(
            desk,
            move |approval| MoveCash {
                cash_move_id,
                direction,
                amount,
                reason: why.clone(),
                approval,
            },
            move |reply| match reply {
                Ok(view) => {
                    done.run(view);
                    close.run(());
                }
                Err(failure) => {
                    beep::bad();
                    error.set(failure.message);
                }
            },
        );
    });
    view! {
        <Ask title=t(title) on_close=move || close.run(()) on_enter=send figures=value test_id="cash-move">
            <Field label=t(Shift::Reason) value=reason error=wrong_reason example=t(example) on_enter=send test_id="cash-reason" />
            <AmountEntry label="" value=value error=wrong_sum test_id="cash-amount" />
            <InlineError text=error />
            <Button word=t(title) weight=Weight::Main test_id="cash-confirm" on_press=move || send.run(()) />
        </Ask>
    }
}
