//! A failure in words, where the eye is.

use bezmen_contract::failure::Failure;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::{api, words};

/// Shows what went wrong, with a way to try again when there is one.
#[component]
pub fn FailureNote(
    /// What went wrong, if anything did.
    #[prop(into)]
    failure: Signal<Option<Failure>>,
    /// Tries again.
    #[prop(into, optional)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    move || {
        failure.get().map(|failure| {
            // A refusal needs no number; a fault is looked up in the log by it.
            let is_fault = failure.code == api::FAULT;
            view! {
                <div class="bz-notice bz-notice-bad" role="alert" data-testid="failure">
                    <Sign icon=icondata::LuCircleAlert />
                    <span class="grow">
                        {failure.message}
                        {(is_fault && !failure.correlation_id.is_empty())
                            .then(|| view! { <small class="ml-2">{failure.correlation_id}</small> })}
                    </span>
                    {retry
                        .map(|retry| {
                            view! {
                                <button type="button" class="cs-link" on:click=move |_| retry.run(())>
                                    {words::try_again()}
                                </button>
                            }
                        })}
                </div>
            }
        })
    }
}
