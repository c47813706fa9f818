//! What somebody who is not signed in sees.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::account::register_form::RegisterForm;
use crate::account::sign_in_form::SignInForm;
use crate::browser;
use crate::frame::top_bar::{LanguageSwitch, ThemeSwitch};
use crate::words::account as w;

/// Signing in, or registering at `/register`. The address stays, so that a link leads where it says after signing in.
#[component]
pub fn Door() -> impl IntoView {
    let path = use_location().pathname;
    let registering = Memo::new(move |_| path.get() == "/register");
    view! {
        <main class="cs-door">
            <div>
                <section class="cs-door-panel">
                    {move || {
                        if registering.get() {
                            browser::set_title(w::register());
                            view! {
                                <h1>{w::register()}</h1>
                                <RegisterForm />
                                <p>
                                    {w::have_account()} " "
                                    <a class="cs-link" href="/sign-in">{w::sign_in_verb()}</a>
                                </p>
                            }
                                .into_any()
                        } else {
                            browser::set_title("Bezmen");
                            view! {
                                <div class="cs-brand !p-0 !mb-0">
                                    <img src="/icon.svg" alt="" />
                                    "Bezmen"
                                </div>
                                <h1>{w::sign_in_lead()}</h1>
                                <SignInForm />
                                <p>
                                    {w::no_company_yet()} " "
                                    <a class="cs-link" href="/register" data-testid="to-register">{w::register()}</a>
                                </p>
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
