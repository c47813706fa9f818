//! The form that connects a till.

use bezmen_contract::console::terminals::{
    PairConfirm, PairRefuse, PairRefused, Terminal, TerminalState,
};
use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use crate::address::use_address;
use crate::load::{Load, load};
use crate::parts::failure_note::FailureNote;
use crate::parts::form::{Checks, Form, is_blank, trimmed};
use crate::parts::press::Submit;
use crate::parts::saving::Saving;
use crate::parts::select::Select;
use crate::parts::text_field::TextField;
use crate::words::terminals as w;
use crate::{api, session};

/// A code has at least so many letters and digits.
const MIN_CODE_CHARS: usize = 6;

/// Code, store, name, and whether it replaces a till that is there; or that the code is of no till of ours.
#[component]
pub fn PairForm(
    /// Told which till was connected.
    on_paired: impl Fn(Terminal) + Copy + Send + Sync + 'static,
    /// Told which till was refused.
    on_refused: impl Fn(PairRefused) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let address = use_address();
    let stores = untrack(|| session::with_me(|me| me.stores.clone())).unwrap_or_default();
    let first_store = address
        .get("store")
        .or_else(|| stores.first().map(|store| store.store_id.to_string()));
    let code = RwSignal::new(untrack(|| address.get("code")).unwrap_or_default());
    let known_code = code.with_untracked(|code| !code.is_empty());
    let store = RwSignal::new(first_store.unwrap_or_default());
    let name = RwSignal::new(String::new());
    let replaces = RwSignal::new(String::new());
    let checks = Checks::new();
    let saving = Saving::new();
    let tills: Load<Vec<Terminal>> = load(|| Some("/terminals".to_owned()));
    let replaceable = Signal::derive(move || {
        let tills = tills.value.get().unwrap_or_default().into_iter();
        // A till that waits for a new pairing is most likely the one that is being replaced, so it stands first.
        let (waiting, others): (Vec<_>, Vec<_>) =
            tills.partition(|till| till.state == TerminalState::Quarantined);
        let till = |till: Terminal| {
            (
                till.terminal_id.to_string(),
                w::replaces_till(&till.name, &till.store),
            )
        };
        std::iter::once((String::new(), w::new_till().to_owned()))
            .chain(waiting.into_iter().chain(others).map(till))
            .collect::<Vec<_>>()
    });
    let short = move || {
        code.with(|code| code.chars().filter(|c| c.is_alphanumeric()).count() < MIN_CODE_CHARS)
    };
    let choose_replaced = move |id: String| {
        let known = tills.value.with_untracked(|tills| {
            tills
                .iter()
                .flatten()
                .find(|till| till.terminal_id.to_string() == id)
                .cloned()
        });
        if let Some(till) = known {
            name.set(till.name);
            store.set(till.store_id.to_string());
        }
        replaces.set(id);
    };
    let send = move || {
        checks.begin();
        let Ok(store_id) = store.with_untracked(|store| store.parse()) else {
            return;
        };
        if untrack(|| short() || is_blank(name)) {
            return;
        }
        let form = PairConfirm {
            user_code: trimmed(code),
            store_id,
            name: trimmed(name),
            replaces: replaces.with_untracked(|id| id.parse().ok()),
        };
        saving.send(
            async move { api::post::<_, Terminal>("/terminals/pair", &form).await },
            on_paired,
        );
    };
    let refuse = move || {
        if untrack(short) {
            saving.refuse(w::code_short());
            return;
        }
        let form = PairRefuse {
            user_code: trimmed(code),
        };
        saving.send(
            async move { api::post::<_, PairRefused>("/terminals/pair/refuse", &form).await },
            on_refused,
        );
    };
    let store_choices: Vec<_> = stores
        .into_iter()
        .map(|store| (store.store_id.to_string(), store.name))
        .collect();
    view! {
        <Form on_submit=send class="cs-area">
            <TextField
                label=w::code()
                value=code
                hint=w::code_hint()
                error=checks.error(short, w::code_short())
                first=!known_code
                test_id="pair-code"
                class="cs-code-input"
            />
            <Select label=w::store() choices=store_choices value=store on_choose=move |id| store.set(id) test_id="pair-store" />
            <TextField
                label=w::till_name()
                value=name
                hint=w::till_name_example()
                error=checks.required(name)
                first=known_code
                test_id="pair-name"
            />
            <Show when=move || { replaceable.with(Vec::len) > 1 }>
                <Select label=w::replaces() choices=replaceable value=replaces on_choose=choose_replaced test_id="pair-replaces" />
            </Show>
            <FailureNote failure=saving.failure />
            <div class="flex flex-wrap gap-2">
                <Submit word=w::confirm() busy=saving.busy test_id="pair-confirm" />
                <Button word=w::not_mine() weight=Weight::Quiet busy=saving.busy on_press=refuse test_id="pair-refuse" />
            </div>
        </Form>
    }
}
