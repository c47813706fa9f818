//! The ready sets of rules at the side.

use bezmen_contract::console::barcode_rules::{BarcodeRule, BarcodeRules};
use bezmen_domain::barcode::rule::Preset;
use bezmen_domain::barcode::{Rule, RuleSet};
use bezmen_kit::look;
use leptos::prelude::*;

use crate::address::use_address;
use crate::company::rules_edit::{RulesEdit, currency};
use crate::load::Load;
use crate::parts::failure_note::FailureNote;
use crate::parts::form::Form;
use crate::parts::press::Submit;
use crate::parts::select::Select;
use crate::parts::sheet::Sheet;
use crate::words::rules as w;

/// The value for the built-in rules among the names of the sets.
const BUILT_IN: &str = "";

/// Takes a ready set over in place of the rules in force.
#[component]
pub fn RulePresets(
    /// The rules, as they were seen when the panel was opened.
    rules: BarcodeRules,
    /// The list behind.
    list: Load<BarcodeRules>,
) -> impl IntoView {
    let address = use_address();
    let close = move || address.set(&[("open", None), ("what", None)]);
    let edit = RulesEdit::new(list);
    let chosen = RwSignal::new(BUILT_IN.to_owned());
    let preset = move || chosen.with(|name| Preset::from_name(name));
    let set = move || preset().map_or_else(|| RuleSet::of_new_shop(currency()), Preset::rules);
    let rules = StoredValue::new(rules);
    let save = move || {
        // No rules of one's own are the built-in ones.
        let own = untrack(preset).map(Preset::rules).unwrap_or_default();
        let own = own.rules().iter().map(BarcodeRule::from).collect();
        rules.with_value(|seen| edit.put(seen, own, close));
    };
    let mut choices = vec![(BUILT_IN.to_owned(), w::built_in_set().to_owned())];
    choices.extend(Preset::all().map(|one| (one.name().to_owned(), w::preset(one).to_owned())));
    view! {
        <Sheet title=w::ready_sets().to_owned() on_close=close test_id="rules-sheet">
            <Form on_submit=save>
                <Select
                    label=w::ready_set()
                    choices=choices
                    value=chosen
                    on_choose=move |name| chosen.set(name)
                    hint=w::ready_hint().to_owned()
                    test_id="rules-preset"
                />
                <ul class="cs-rules-preview" data-testid="rules-preview">
                    {move || {
                        let set = set();
                        let one = |rule: &Rule| {
                            view! {
                                <li>
                                    <strong class="font-semibold">{rule.kind.words(look::locale())}</strong>
                                    " "
                                    <code class="cs-code">{rule.text.clone()}</code>
                                    <span class="cs-sub">{rule.words(look::locale())}</span>
                                </li>
                            }
                        };
                        set.rules().iter().map(one).collect_view()
                    }}
                </ul>
                <div class="cs-form-foot">
                    <FailureNote failure=edit.saving.failure />
                    <Submit word=w::take_set() busy=edit.saving.busy test_id="rules-take" />
                </div>
            </Form>
        </Sheet>
    }
}
