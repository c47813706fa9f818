//! A shift at the side of the list.

use bezmen_contract::console::shifts::{Shift, ZCheck};
use bezmen_kit::notice::{Notice, Tone};
use bezmen_kit::paper::Paper;
use leptos::prelude::*;

use crate::address::{query_of, use_address};
use crate::load::load;
use crate::parts::link_button::LinkButton;
use crate::parts::loaded::Loaded;
use crate::parts::sheet::Sheet;
use crate::parts::skeleton::SkeletonBlock;
use crate::shifts::check::{CheckChip, check_hint};
use crate::shifts::shift_totals::Totals;
use crate::words::sales as w;

/// Totals, cash moves, the Z report as printed, and the state of its check.
#[component]
pub fn ShiftSheet(
    /// Which shift.
    id: String,
) -> impl IntoView {
    let address = use_address();
    let shift = load::<Shift>(move || Some(format!("/shifts/{id}")));
    let title = Signal::derive(move || {
        shift.value.with(|shift| {
            shift.as_ref().map_or_else(
                || w::shift().to_owned(),
                |shift| {
                    format!(
                        "{} · {}",
                        w::shift_number(shift.row.number),
                        shift.row.terminal
                    )
                },
            )
        })
    });
    view! {
        <Sheet title=title on_close=move || address.set(&[("open", None)]) test_id="shift-sheet">
            <Loaded
                load=shift
                skeleton=|| view! { <SkeletonBlock class="h-[560px]" /> }
                draw=|shift: Shift| view! { <Inside shift=shift /> }
            />
        </Sheet>
    }
}

/// The shift that is here.
#[component]
fn Inside(
    /// The shift.
    shift: Shift,
) -> impl IntoView {
    let check = shift.row.check;
    let tone = match check {
        ZCheck::Open | ZCheck::Verified => Tone::Good,
        ZCheck::Incomplete => Tone::Attention,
        ZCheck::Mismatch => Tone::Bad,
    };
    let receipts = format!(
        "/receipts{}",
        query_of(&[("shift", Some(shift.row.shift_id.to_string()))])
    );
    let document = shift.document.clone();
    view! {
        {match check_hint(check) {
            Some(hint) => view! { <Notice tone=tone text=hint.to_owned() test_id="shift-check" /> }.into_any(),
            None => view! { <div><CheckChip check=check /></div> }.into_any(),
        }}
        <Totals shift=shift />
        <LinkButton href=Signal::stored(receipts) word=w::all_of_shift() icon=icondata::LuReceiptText />
        {match document {
            Some(document) => {
                view! {
                    <div class="cs-paper-frame" data-testid="z-report" tabindex="0" role="region" aria-label=w::z_report()>
                        <Paper document=Signal::stored(document) />
                    </div>
                }
                    .into_any()
            }
            None => view! { <p class="cs-hint">{w::z_later()}</p> }.into_any(),
        }}
    }
}
