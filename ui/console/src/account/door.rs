//! What somebody who is not signed in sees.

use bezmen_contract::console::account::RegistrationState;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::account::register_form::RegisterForm;
use crate::account::sign_in_form::SignInForm;
use crate::browser;
use crate::frame::top_bar::{LanguageSwitch, ThemeSwitch};
use crate::load::load;
use crate::words::account as w;

/// Signing in, or registering at `/register`. The address stays, so that a link leads where it says after signing in.
#[component]
pub fn Door() -> impl IntoView {
    let path = use_location().pathname;
    let registering = Memo::new(move |_| path.get() == "/register");
    let state = load::<RegistrationState>(|| Some("/company/registration".to_owned()));
    // Until the server has answered, and should it not answer, the form is there: sending it says the same.
    let closed = Memo::new(move |_| state.value.get().is_some_and(|state| !state.open));
    view! {
        <main class="cs-door">
            <div>
                <section class="cs-door-panel">
                    <div class="cs-brand !p-0 !mb-0">
                        <img src="/icon.svg" alt="" />
                        "Bezmen"
                    </div>
                    {move || {
                        if registering.get() {
                            browser::set_title(w::register());
                            view! {
                                <h1>{w::register()}</h1>
                                {move || {
                                    if closed.get() {
                                        view! {
                                            <Notice
                                                tone=Tone::Attention
                                                text=w::registration_closed()
                                                test_id="registration-closed"
                                            />
                                        }
                                            .into_any()
                                    } else {
                                        view! { <RegisterForm /> }.into_any()
                                    }
                                }}
                                <p>
                                    {w::have_account()} " "
                                    <a class="cs-link" href="/sign-in">{w::sign_in_verb()}</a>
                                </p>
                            }
                                .into_any()
                        } else {
                            browser::set_title("Bezmen");
                            view! {
                                <h1>{w::sign_in_lead()}</h1>
                                <SignInForm />
                                <Show when=move || !closed.get()>
                                    <p>
                                        {w::no_company_yet()} " "
                                        <a class="cs-link" href="/register" data-testid="to-register">{w::register()}</a>
                                    </p>
                                </Show>
                            }
                                .into_any()
                        }
                    }}
                </section>
                <div class="cs-door-foot">
                    <LanguageSwitch />
                    <ThemeSwitch />
                </div>
            </div>
        </main>
    }
}
