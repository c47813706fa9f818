//! A field to try a code in.

use bezmen_contract::console::barcode_rules::BarcodeRules;
use leptos::prelude::*;

use crate::company::rules_edit::{currency, set_of};
use crate::load::Load;
use crate::parts::text_field::TextField;
use crate::words::rules as w;

/// Says which rule takes a code and what a till makes of it.
#[component]
pub fn RuleTry(
    /// The rules in force.
    list: Load<BarcodeRules>,
) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let told = move || {
        let text = code.get();
        if text.trim().is_empty() {
            return None;
        }
        let rules = list
            .value
            .with(|known| known.as_ref().map(|known| set_of(&known.rules)))?;
        Some(w::tried(&text, &rules, currency()))
    };
    view! {
        <div class="cs-rule-try">
            <TextField label=w::try_code() value=code hint=w::try_hint() test_id="rule-try" />
            <p role="status" data-testid="rule-tried">{told}</p>
        </div>
    }
}
