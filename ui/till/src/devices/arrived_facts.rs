use bezmen_kit::scanner::{GsKey, LayoutSeen, ScanFacts};
use leptos::prelude::*;

use super::code_bench::{Arrived, CodeBench, Way};
use crate::words::{Barcodes, fill, t};

/// The characters of the code as it arrived.
#[component]
pub fn ArrivedCode(
    /// The bench.
    bench: CodeBench,
) -> impl IntoView {
    let shown = move || {
        // The engine makes control characters seen; until it answers the code stands as it is.
        bench
            .code
            .with(|code| code.as_ref().map(|code| code.arrived.clone()))
            .or_else(|| {
                bench
                    .arrived
                    .with(|last| last.as_ref().map(|last| last.text.clone()))
            })
    };
    move || {
        bench.arrived.with(Option::is_some).then(|| {
            view! {
                <div class="bz-arrived">
                    <h2 class="bz-label">{t(Barcodes::Arrived)}</h2>
                    <output class="bz-arrived-code" data-testid="code-arrived">{shown}</output>
                </div>
            }
        })
    }
}

/// How the code came: its bytes, how fast, which key stood for GS, how the layout took it.
#[component]
pub fn ArrivedFacts(
    /// The bench.
    bench: CodeBench,
) -> impl IntoView {
    move || {
        bench
            .arrived
            .get()
            .map(|arrived| view! { <Facts arrived=arrived /> })
    }
}

#[component]
fn Facts(arrived: Arrived) -> impl IntoView {
    let Arrived { way, hex, .. } = arrived;
    let way_word = t(match &way {
        Way::Keyboard(_) => Barcodes::WayKeyboard,
        Way::Own => Barcodes::WayOwn,
        Way::Pasted => Barcodes::Pasted,
    });
    let typed = match way {
        Way::Keyboard(facts) => Some(facts),
        Way::Own | Way::Pasted => None,
    };
    view! {
        <dl class="bz-facts bz-code-way" data-testid="code-facts">
            <dt class="bz-code-wide">{t(Barcodes::Hex)}</dt>
            <dd class="bz-code-wide"><code class="bz-line-hex">{hex}</code></dd>
            <dt>{t(Barcodes::Way)}</dt>
            <dd>{way_word}</dd>
            {typed.map(|facts| view! {
                <dt>{t(Barcodes::Pace)}</dt>
                <dd>{pace(&facts)}</dd>
                <dt>{t(Barcodes::Separator)}</dt>
                <dd>{t(separator(facts.gs))}</dd>
                <dt>{t(Barcodes::Layout)}</dt>
                <dd>{t(layout(facts.layout))}</dd>
            })}
        </dl>
    }
}

fn pace(facts: &ScanFacts) -> String {
    let characters = facts.characters.to_string();
    match facts.per_second() {
        Some(speed) => fill(Barcodes::PerSecond, &[&characters, &speed.to_string()]),
        None => fill(Barcodes::AtOnce, &[&characters]),
    }
}

const fn separator(gs: Option<GsKey>) -> Barcodes {
    match gs {
        Some(GsKey::ControlBracket) => Barcodes::GsControl,
        Some(GsKey::F8) => Barcodes::GsF8,
        Some(GsKey::AltNumber) => Barcodes::GsAlt,
        Some(GsKey::Itself) => Barcodes::GsItself,
        None => Barcodes::GsNone,
    }
}

const fn layout(layout: LayoutSeen) -> Barcodes {
    match layout {
        LayoutSeen::Latin => Barcodes::LayoutLatin,
        LayoutSeen::Other => Barcodes::LayoutOther,
        LayoutSeen::CapsLock => Barcodes::LayoutCaps,
    }
}
