use bezmen_contract::till::ShiftClosedView;
use bezmen_domain::money::Money;
use bezmen_kit::amount::Amount;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::{Notice, Tone};
use bezmen_kit::paper::Paper;
use bezmen_kit::scanner::Reading;
use leptos::prelude::*;

use crate::desk::{Desk, Screen};
use crate::words::{Shift, fill, t};

/// The closed shift: the difference, now that the count cannot change any more, and the Z report.
#[component]
pub fn ClosedPanel(
    /// What was closed.
    view: ShiftClosedView,
) -> impl IntoView {
    let desk = Desk::here();
    desk.keys.take(move |heard| {
        let is_done = matches!(
            &heard.reading,
            Reading::Pressed(stroke) if matches!(stroke.key.as_str(), "Enter" | "Escape")
        );
        if is_done {
            desk.go(Screen::Sell);
        }
        is_done
    });
    let difference = view.difference;
    let (tone, words) = if difference.is_zero() {
        (Tone::Good, Shift::Agrees)
    } else if difference.is_positive() {
        (Tone::Attention, Shift::Over)
    } else {
        (Tone::Bad, Shift::Short)
    };
    let row = |name: Shift, sum: Money, signed: bool| {
        view! {
            <div class="bz-pair text-lg">
                <span>{t(name)}</span>
                <Amount value=sum symbol=true signed=signed />
            </div>
        }
    };
    view! {
        <h1 class="bz-title" data-testid="shift-closed">{fill(Shift::ClosedTitle, &[&view.number.to_string()])}</h1>
        <div class="bz-close-grid">
            <section class="bz-panel p-6 flex flex-col gap-3">
                <Notice tone=tone text=t(words) />
                {row(Shift::Expected, view.expected_cash, false)}
                {row(Shift::Counted, view.counted_cash, false)}
                {row(Shift::Difference, difference, true)}
                <span class="grow"></span>
                <Button
                    word=t(Shift::Done)
                    weight=Weight::Main
                    key_hint="Enter"
                    class="bz-button-tall"
                    test_id="closed-done"
                    on_press=move || desk.go(Screen::Sell)
                />
            </section>
            <section class="overflow-auto">
                <Paper document=view.document />
            </section>
        </div>
    }
}
