use bezmen_contract::till::TrafficRow;
use bezmen_kit::button::Button;
use bezmen_kit::empty_state::EmptyState;
use leptos::prelude::*;

use super::scale_bench::ScaleBench;
use crate::words::{Devices, t};

/// The bytes of the scale's line in hex, the newest on top, with what they say beside them.
#[component]
pub fn LiveLine(
    /// The bench.
    bench: ScaleBench,
) -> impl IntoView {
    let newest_first = move || {
        let mut rows = bench.rows.get();
        rows.reverse();
        rows
    };
    let hold = Signal::derive(move || {
        t(if bench.paused.get() {
            Devices::Go
        } else {
            Devices::Pause
        })
        .to_owned()
    });
    view! {
        <section class="bz-panel bz-line" data-testid="live-line">
            <header class="bz-line-head">
                <h2 class="bz-label grow">{t(Devices::LineTitle)}</h2>
                <Button word=hold test_id="line-hold" on_press=move || bench.paused.update(|paused| *paused = !*paused) />
            </header>
            <div class="bz-line-rows">
                <For each=newest_first key=|row| row.number let:row>
                    <Row row=row />
                </For>
                <Show when=move || bench.rows.with(Vec::is_empty)>
                    <EmptyState icon=icondata::LuCable title=t(Devices::LineEmptyTitle) hint=t(Devices::LineEmptyHint) />
                </Show>
            </div>
        </section>
    }
}

#[component]
fn Row(row: TrafficRow) -> impl IntoView {
    let who = t(if row.sent {
        Devices::Sent
    } else {
        Devices::Received
    });
    let at = format!("{}.{:03}", row.at_ms / 1_000, row.at_ms % 1_000);
    view! {
        <div class="bz-line-row" class:bz-line-sent=row.sent class:bz-line-told=!row.said.is_empty()>
            <span class="bz-line-at bz-figures">{at}</span>
            <span class="bz-line-who">{who}</span>
            <code class="bz-line-hex">{row.hex}</code>
            <span class="bz-line-said">{row.said.join(" · ")}</span>
        </div>
    }
}
