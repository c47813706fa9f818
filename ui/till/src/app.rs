//! The root: waits for the engine, then shows whatever the till's state asks for.

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{Status, StatusView};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::look::{self, Shade};
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::{Desk, Screen, mark_ready, prepare_paint_clock};
use crate::devices::DevicesPage;
use crate::frame::{ConsentDialog, LineDownBanner, OverlayHost, TopBar, lock_when_idle};
use crate::pairing::{PairAgainPage, PairingPage};
use crate::paying::{DonePage, PayPage};
use crate::people::SignInPage;
use crate::receipts::ReceiptsPage;
use crate::returning::ReturnPage;
use crate::selling::SellPage;
use crate::settings::SettingsPage;
use crate::shift::{OpenShiftPage, ShiftPage};
use crate::status::StatusPage;
use crate::words::{Frame, t};

/// What the till's state asks for before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    Pair,
    SignIn,
    OpenShift,
    At(Screen),
}

/// The page.
#[component]
pub fn App() -> impl IntoView {
    look::set_locale(look::system_locale());
    look::set_shade(Shade::System);
    prepare_paint_clock();
    let first = RwSignal::new(None::<Result<StatusView, Failure>>);
    let ask = move || {
        first.set(None);
        spawn_local(async move { first.set(Some(bridge::call(Status {}).await)) });
    };
    ask();
    move || match first.get() {
        None => view! { <div class="bz-page-middle">{t(Frame::Starting)}</div> }.into_any(),
        Some(Err(failure)) => view! { <CannotStart failure=failure retry=ask /> }.into_any(),
        Some(Ok(status)) => view! { <Till status=status /> }.into_any(),
    }
}

/// The engine did not answer at the start.
#[component]
fn CannotStart(failure: Failure, retry: impl Fn() + Copy + 'static) -> impl IntoView {
    // An engine that cannot open its database cannot tell its language: it says the sentence in each.
    let said = failure
        .details
        .as_ref()
        .and_then(|details| details.get(look::locale().code())?.as_str())
        .map(str::to_owned);
    let said = said.unwrap_or(failure.message);
    view! {
        <div class="bz-page-middle">
            <div class="bz-panel flex flex-col gap-4 p-8 max-w-xl">
                <h1 class="bz-title">{t(Frame::CannotStart)}</h1>
                <Notice tone=Tone::Bad text=said />
                <Button word=t(Frame::Retry) weight=Weight::Main on_press=retry />
            </div>
        </div>
    }
}

/// The till, once the engine has answered.
#[component]
fn Till(status: StatusView) -> impl IntoView {
    let desk = Desk::new(status);
    provide_context(desk);
    desk.follow_engine();
    desk.ask_all();
    desk.keys.listen(Memo::new(move |_| {
        let marks = |status: &StatusView| status.settings.keyboard_scanner.read();
        desk.status.with(marks).unwrap_or_default()
    }));
    lock_when_idle(desk);
    mark_ready();
    let gate = Memo::new(move |_| {
        let screen = desk.screen.get();
        desk.status.with(
            |status| match (status.paired, &status.person, status.shift_number) {
                (false, ..) => Gate::Pair,
                (true, None, _) => Gate::SignIn,
                (true, Some(_), None) if matches!(screen, Screen::Sell | Screen::Pay) => {
                    Gate::OpenShift
                }
                (true, Some(_), _) => Gate::At(screen),
            },
        )
    });
    // Language and currency are read everywhere, so a change draws everything anew.
    let look = Memo::new(move |_| {
        desk.status
            .with(|status| (status.settings.locale, status.currency))
    });
    view! {
        {move || {
            look.get();
            view! {
                <div class="bz-frame">
                    <TopBar />
                    <LineDownBanner />
                    <main class="bz-main">{move || screen(gate.get())}</main>
                </div>
                <OverlayHost />
                <ConsentDialog />
            }
        }}
    }
}

fn screen(gate: Gate) -> AnyView {
    match gate {
        Gate::Pair => view! { <PairingPage /> }.into_any(),
        Gate::SignIn => view! { <SignInPage /> }.into_any(),
        Gate::OpenShift => view! { <OpenShiftPage /> }.into_any(),
        Gate::At(Screen::Sell) => view! { <SellPage /> }.into_any(),
        Gate::At(Screen::Pay) => view! { <PayPage /> }.into_any(),
        Gate::At(Screen::Done) => view! { <DonePage /> }.into_any(),
        Gate::At(Screen::Receipts) => view! { <ReceiptsPage /> }.into_any(),
        Gate::At(Screen::Return(sale_id)) => view! { <ReturnPage sale_id=sale_id /> }.into_any(),
        Gate::At(Screen::Shift) => view! { <ShiftPage /> }.into_any(),
        Gate::At(Screen::Sync) => view! { <StatusPage /> }.into_any(),
        Gate::At(Screen::PairAgain) => view! { <PairAgainPage /> }.into_any(),
        Gate::At(Screen::Devices) => view! { <DevicesPage /> }.into_any(),
        Gate::At(Screen::Settings) => view! { <SettingsPage /> }.into_any(),
    }
}
