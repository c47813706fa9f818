//! Why a change was refused; and when somebody else was quicker, the two ways on.

use std::future::Future;

use bezmen_contract::failure::Failure;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::sign::Sign;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::parts::failure_note::FailureNote;
use crate::parts::saving::Saving;
use crate::{api, words};

/// A refusal under a form. A change made on an old revision offers to take the newer state or to save over it.
#[component]
pub fn SaveFailure<T, F, A>(
    /// The form on its way.
    saving: Saving,
    /// Asks for the newer state.
    ask: F,
    /// Takes the newer state into the form.
    #[prop(into)]
    take_theirs: Callback<T>,
    /// Saves what was typed over the newer state.
    #[prop(into)]
    keep_mine: Callback<T>,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    F: Fn() -> A + Copy + Send + Sync + 'static,
    A: Future<Output = Result<T, Failure>> + 'static,
{
    let is_stale = move || {
        saving.failure.with(|failure| {
            failure
                .as_ref()
                .is_some_and(|failure| failure.code == api::STALE)
        })
    };
    let other: Signal<Option<Failure>> = Signal::derive(move || {
        if is_stale() {
            None
        } else {
            saving.failure.get()
        }
    });
    let with_theirs = move |then: Callback<T>| {
        spawn_local(async move {
            match ask().await {
                Ok(theirs) => {
                    saving.failure.try_set(None);
                    then.run(theirs);
                }
                Err(failure) => {
                    saving.failure.try_set(Some(failure));
                }
            }
        });
    };
    view! {
        <FailureNote failure=other />
        <Show when=is_stale>
            <div class="cs-concern" role="alert" data-testid="stale">
                <Sign icon=icondata::LuTriangleAlert />
                <div class="cs-stack">
                    <strong>{words::stale()}</strong>
                    <div class="cs-tags">
                        <Button word=words::take_theirs() test_id="stale-take" on_press=move || with_theirs(take_theirs) />
                        <Button
                            word=words::keep_mine()
                            weight=Weight::Danger
                            test_id="stale-keep"
                            on_press=move || with_theirs(keep_mine)
                        />
                    </div>
                </div>
            </div>
        </Show>
    }
}
