//! The barcode rules.

use bezmen_contract::console::barcode_rules::BarcodeRules;
use bezmen_kit::button::Button;
use leptos::prelude::*;

use crate::address::use_address;
use crate::company::rule_list::RuleList;
use crate::company::rule_presets::RulePresets;
use crate::company::rule_sheet::RuleSheet;
use crate::company::rule_try::RuleTry;
use crate::company::rules_edit::RulesEdit;
use crate::load::load;
use crate::parts::area::Area;
use crate::parts::failure_note::FailureNote;
use crate::parts::loaded::Loaded;
use crate::parts::opened::NEW;
use crate::parts::skeleton::SkeletonRows;
use crate::words::rules as w;

/// The name in the address for the ready sets.
const READY: &str = "ready";

/// The rules in their order; a rule opens at the side.
#[component]
pub fn Rules() -> impl IntoView {
    let address = use_address();
    let edit = RulesEdit::new(load::<BarcodeRules>(|| Some("/barcode-rules".to_owned())));
    let is_here = move || edit.list.value.with(Option::is_some);
    let open = Memo::new(move |_| {
        let is_rule = address.get("what").as_deref() == Some("rule");
        address.get("open").filter(|_| is_rule && is_here())
    });
    let go = move |to| address.set(&[("open", Some(to)), ("what", Some("rule"))]);
    view! {
        <Area
            title=w::rules()
            test_id="rules"
            actions=move || {
                view! {
                    <div class="cs-tags">
                        <Button word=w::ready_sets() test_id="rules-ready" on_press=move || go(READY) />
                        <Button word=w::new_rule() icon=icondata::LuPlus test_id="rule-new" on_press=move || go(NEW) />
                    </div>
                }
            }
        >
            <p class="cs-faint">{w::rules_hint()}</p>
            <FailureNote failure=edit.saving.failure />
            <Loaded
                load=edit.list
                skeleton=|| view! { <SkeletonRows count=3 /> }
                draw=move |rules| view! { <RuleList rules=rules edit=edit /> }
            />
            <RuleTry list=edit.list />
        </Area>
        {move || {
            open.get()
                .map(|id| {
                    let rules = edit.list.value.get_untracked();
                    match (id.as_str(), rules) {
                        (_, None) => ().into_any(),
                        (READY, Some(rules)) => view! { <RulePresets rules=rules list=edit.list /> }.into_any(),
                        (id, Some(rules)) => {
                            let place = id.parse().ok().filter(|place| *place < rules.rules.len());
                            view! { <RuleSheet rules=rules place=place list=edit.list /> }.into_any()
                        }
                    }
                })
        }}
    }
}
