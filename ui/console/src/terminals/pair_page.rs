//! Connecting a till by its code.

use bezmen_contract::console::terminals::{PairRefused, Terminal};
use bezmen_domain::permission::Permission;
use bezmen_kit::button::Button;
use bezmen_kit::notice::{Notice, Tone};
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::address::use_address;
use crate::parts::link_button::LinkButton;
use crate::parts::page_head::PageHead;
use crate::session::may;
use crate::terminals::pair_form::PairForm;
use crate::words::terminals as w;

/// What became of the code.
#[derive(Clone)]
enum Outcome {
    Paired(Terminal),
    Refused(PairRefused),
}

/// The steps, the form, and what became of it. A link such as `/terminals/pair?code=…` fills in the code.
#[component]
pub fn PairPage() -> impl IntoView {
    let address = use_address();
    let outcome = RwSignal::new(None::<Outcome>);
    let on_another = Callback::new(move |()| {
        address.replace(&[("code", None)]);
        outcome.set(None);
    });
    view! {
        <PageHead title=w::pair_title() />
        <div class="max-w-xl cs-stack">
            {move || match outcome.get() {
                Some(Outcome::Paired(till)) => view! { <Paired till=till on_another=on_another /> }.into_any(),
                Some(Outcome::Refused(till)) => view! { <Refused till=till on_another=on_another /> }.into_any(),
                None if !may(Permission::ManageTerminals) => {
                    view! { <Notice tone=Tone::Attention text=w::no_right().to_owned() /> }.into_any()
                }
                None => {
                    view! {
                        <ol class="cs-steps">
                            <li>{w::step_install()}</li>
                            <li>{w::step_code()}</li>
                            <li>{w::step_name()}</li>
                        </ol>
                        <PairForm
                            on_paired=move |till| outcome.set(Some(Outcome::Paired(till)))
                            on_refused=move |till| outcome.set(Some(Outcome::Refused(till)))
                        />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// It worked.
#[component]
fn Paired(
    /// The till.
    till: Terminal,
    /// Connects one more.
    on_another: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="cs-concern cs-calm" role="status" data-testid="pair-done">
            <Sign icon=icondata::LuCircleCheck />
            <div>
                <strong>{w::paired_now()} ": " {till.name} ", " {till.store}</strong>
                {w::paired_hint()}
            </div>
        </div>
        <GoOn word=w::another() on_another=on_another />
    }
}

/// The machine that showed the code is told no.
#[component]
fn Refused(
    /// The machine.
    till: PairRefused,
    /// Begins anew with another code.
    on_another: Callback<()>,
) -> impl IntoView {
    let name = if till.device_name.is_empty() {
        w::refused_now().to_owned()
    } else {
        format!("{}: {}", w::refused_now(), till.device_name)
    };
    view! {
        <div class="cs-concern" role="status" data-testid="pair-refused">
            <Sign icon=icondata::LuBan />
            <div>
                <strong>{name}</strong>
                {w::refused_hint()}
            </div>
        </div>
        <GoOn word=w::other_code() on_another=on_another />
    }
}

/// The ways on: to the tills, or another code.
#[component]
fn GoOn(
    /// What the way to another code is called.
    word: &'static str,
    /// Begins anew with another code.
    on_another: Callback<()>,
) -> impl IntoView {
    let address = use_address();
    view! {
        <div class="flex flex-wrap gap-2">
            <LinkButton
                href=Signal::derive(move || address.room("/terminals"))
                word=w::to_terminals()
                icon=icondata::LuMonitor
                main=true
            />
            <Button word=word on_press=move || on_another.run(()) />
        </div>
    }
}
