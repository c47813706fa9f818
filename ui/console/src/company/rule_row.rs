//! A rule of the list.

use bezmen_contract::console::barcode_rules::BarcodeRules;
use bezmen_kit::{look, sign::Sign};
use leptos::prelude::*;

use crate::address::use_address;
use crate::company::rules_edit::{RulesEdit, raised, read};
use crate::words::rules as w;

/// A rule: what its codes are, what they look like, and its place among the others.
#[component]
pub fn RuleRow(
    /// All rules.
    rules: BarcodeRules,
    /// Which of them.
    place: usize,
    /// Where a change goes.
    edit: RulesEdit,
) -> impl IntoView {
    let address = use_address();
    let rule = rules.rules.get(place).cloned()?;
    let (kind, words) = match read(&rule) {
        Ok(read) => (
            read.kind.words(look::locale()).to_owned(),
            read.words(look::locale()),
        ),
        Err(error) => (rule.kind.clone(), error.words(look::locale())),
    };
    let last = rules.rules.len() - 1;
    let rules = StoredValue::new(rules);
    // Below a rule stands the one that is to come before it.
    let raise = move |place| {
        rules.with_value(|seen| edit.put(seen, raised(&seen.rules, place), || ()));
    };
    let open = place.to_string();
    Some(view! {
        <div class="bz-row" data-testid="rule-row">
            <a
                class="cs-rule-link"
                href=move || address.changed(&[("open", Some(&open)), ("what", Some("rule"))])
            >
                <strong class="font-semibold">{place + 1} ". " {kind}</strong>
                " "
                <code class="cs-code">{rule.pattern}</code>
                <span class="cs-sub">{words}</span>
            </a>
            <span class="cs-rule-moves">
                <Move word=w::up() icon=icondata::LuArrowUp off=place == 0 busy=edit.saving.busy press=move || raise(place) />
                <Move
                    word=w::down()
                    icon=icondata::LuArrowDown
                    off=place == last
                    busy=edit.saving.busy
                    press=move || raise(place + 1)
                />
            </span>
        </div>
    })
}

/// A button that moves a rule.
#[component]
fn Move(
    /// What it does.
    word: &'static str,
    /// Its picture.
    icon: icondata::Icon,
    /// Whether there is nowhere to go.
    off: bool,
    /// Whether a change is on its way.
    busy: RwSignal<bool>,
    /// Moves it.
    press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="cs-icon-button"
            aria-label=word
            title=word
            disabled=move || off || busy.get()
            on:click=move |_| press()
        >
            <Sign icon=icon />
        </button>
    }
}
