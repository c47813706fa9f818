//! The whole console: who is signed in decides what is behind the address.

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::account::door::Door;
use crate::account::sign_in_again::SignInAgain;
use crate::frame::house::House;
use crate::language;
use crate::parts::failure_note::FailureNote;
use crate::session::{self, Session};
use crate::theme;

/// What the session lets somebody see, without its details: a new name of the company must not build the page anew.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Seen {
    Nothing,
    Trouble(bezmen_contract::failure::Failure),
    Door,
    House(String),
}

fn seen() -> Seen {
    match session::session() {
        Session::Asking => Seen::Nothing,
        Session::Unknown(failure) => Seen::Trouble(failure),
        Session::Out => Seen::Door,
        Session::In(me) => Seen::House(me.person_id.to_string()),
    }
}

/// The root of everything.
#[component]
pub fn App() -> impl IntoView {
    session::ask();
    theme::is_dark();
    let seen = Memo::new(|_| seen());
    view! {
        <Router>
            {move || {
                language::locale();
                match seen.get() {
                    Seen::Nothing => view! { <div class="cs-door" aria-busy="true"></div> }.into_any(),
                    Seen::Trouble(failure) => view! { <Trouble failure=failure /> }.into_any(),
                    Seen::Door => view! { <Door /> }.into_any(),
                    Seen::House(_) => {
                        view! {
                            <House />
                            <Show when=session::is_expired>
                                <SignInAgain />
                            </Show>
                        }
                            .into_any()
                    }
                }
            }}
        </Router>
    }
}

/// The server cannot be asked who is signed in.
#[component]
fn Trouble(
    /// Why.
    failure: bezmen_contract::failure::Failure,
) -> impl IntoView {
    let failure = RwSignal::new(Some(failure));
    view! {
        <div class="cs-door">
            <div class="cs-door-panel">
                <h1>"Bezmen"</h1>
                <FailureNote failure=failure retry=Callback::new(|()| session::ask()) />
            </div>
        </div>
    }
}
