use bezmen_contract::till::Approval;
use bezmen_domain::id::PersonId;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::focus::release_focus;
use bezmen_kit::notice::{InlineError, Notice, Tone};
use bezmen_kit::pin_pad::PinPad;
use leptos::prelude::*;

use super::Ask;
use super::approvers::Approvers;
use crate::desk::{Consent, Desk, is_above_limit};
use crate::words::{Frame, t};

/// Asks somebody with more rights, in front of everything, whenever an act waits for consent.
#[component]
pub fn ConsentDialog() -> impl IntoView {
    let desk = Desk::here();
    move || {
        desk.consent
            .get()
            .map(|consent| view! { <ConsentQuestion consent=consent /> })
    }
}

#[component]
fn ConsentQuestion(consent: Consent) -> impl IntoView {
    let desk = Desk::here();
    let who = RwSignal::new(None::<PersonId>);
    let (pin, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (error, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let reason_missing = RwSignal::new(String::new());
    let close = move || desk.consent.set(None);
    let told = Callback::new(move |failure: Option<bezmen_contract::failure::Failure>| {
        busy.set(false);
        match failure {
            None => desk.consent.set(None),
            Some(failure) => {
                bezmen_kit::beep::bad();
                pin.set(String::new());
                error.set(if is_above_limit(&failure) {
                    t(Frame::ConsentOwner).to_owned()
                } else {
                    failure.message
                });
            }
        }
    });
    let give = Callback::new(move |()| {
        let Some(person_id) = who.get_untracked() else {
            return error.set(t(Frame::ConsentWho).to_owned());
        };
        let why = reason.get_untracked().trim().to_owned();
        if why.is_empty() {
            return reason_missing.set(t(Frame::ConsentReasonMissing).to_owned());
        }
        if busy.get_untracked() || pin.with_untracked(String::is_empty) {
            return;
        }
        busy.set(true);
        consent.retry.run((
            Approval {
                person_id,
                pin: pin.get_untracked(),
                reason: why,
            },
            told,
        ));
    });
    // Enter in the reason goes on to the PIN, and Enter after the PIN gives.
    let after_reason = Callback::new(move |()| {
        if pin.with_untracked(String::is_empty) {
            release_focus();
        } else {
            give.run(());
        }
    });
    Effect::new(move || {
        if !reason.get().trim().is_empty() {
            reason_missing.set(String::new());
        }
    });
    view! {
        <Ask title=t(Frame::ConsentTitle) on_close=close on_enter=give figures=pin wide=true test_id="consent">
            <Notice tone=Tone::Attention text=consent.why.get_value() />
            <div class="grid grid-cols-[1fr_auto] gap-8 items-start">
                <div class="flex flex-col gap-4">
                    <span class="bz-label">{t(Frame::ConsentWho)}</span>
                    <Approvers picked=who />
                    <Field
                        label=t(Frame::ConsentReason)
                        value=reason
                        error=reason_missing
                        example=t(Frame::ConsentReasonExample)
                        first=true
                        on_enter=after_reason
                        test_id="consent-reason"
                    />
                    <InlineError text=error />
                    <Button word=t(Frame::ConsentGive) weight=Weight::Main busy=busy test_id="consent-give" on_press=move || give.run(()) />
                </div>
                <div class="flex flex-col gap-4 items-center">
                    <span class="bz-label">{t(Frame::ConsentPin)}</span>
                    <PinPad value=pin off=busy on_enter=give />
                </div>
            </div>
        </Ask>
    }
}
