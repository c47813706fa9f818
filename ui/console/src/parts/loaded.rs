//! What was asked of the server, on its way, here, or refused.

use leptos::prelude::*;

use crate::load::Load;
use crate::parts::failure_note::FailureNote;

/// Shows the shape of what is coming, then what came; a refusal stands above what was known before.
#[component]
pub fn Loaded<T, F, V>(
    /// What was asked for.
    load: Load<T>,
    /// Its shape while nothing is here yet.
    #[prop(into)]
    skeleton: ViewFn,
    /// Draws it.
    draw: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <div class="cs-loaded" aria-busy=move || load.busy.get().to_string()>
            <FailureNote failure=load.failure retry=Callback::new(move |()| load.again()) />
            {move || match load.value.get() {
                Some(value) => draw(value).into_any(),
                None if load.failure.with(Option::is_none) => skeleton.run(),
                None => ().into_any(),
            }}
        </div>
    }
}
