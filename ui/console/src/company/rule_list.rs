//! The rules one under another, and what is wrong between them.

use bezmen_contract::console::barcode_rules::BarcodeRules;
use bezmen_kit::{look, sign::Sign};
use leptos::prelude::*;

use crate::company::rule_row::RuleRow;
use crate::company::rules_edit::{RulesEdit, set_of};
use crate::parts::chip::{Chip, Mood};
use crate::words::rules as w;

/// The rules in force.
#[component]
pub fn RuleList(
    /// The rules.
    rules: BarcodeRules,
    /// Where a change goes.
    edit: RulesEdit,
) -> impl IntoView {
    let set = set_of(&rules.rules);
    let locale = look::locale();
    let conflicts = set.conflicts().into_iter();
    let conflicts: Vec<String> = conflicts
        .map(|conflict| conflict.words(set.rules(), locale))
        .collect();
    let built_in = rules.is_built_in.then(|| {
        view! {
            <p class="cs-rules-built-in" data-testid="rules-built-in">
                <Chip mood=Mood::Plain text=w::built_in() />
                " "
                {w::built_in_hint()}
            </p>
        }
    });
    let rows = (0..rules.rules.len())
        .map(|place| view! { <RuleRow rules=rules.clone() place=place edit=edit /> })
        .collect_view();
    view! {
        {built_in}
        {rows}
        <Conflicts words=conflicts />
    }
}

/// What is wrong between rules: told, and nothing is refused.
#[component]
pub fn Conflicts(
    /// Each in a sentence.
    words: Vec<String>,
) -> impl IntoView {
    (!words.is_empty()).then(|| {
        view! {
            <div class="cs-concern cs-rules-told" role="status" data-testid="rules-conflicts">
                <Sign icon=icondata::LuTriangleAlert />
                <ul class="cs-rules-conflicts">
                    {words.into_iter().map(|one| view! { <li>{one}</li> }).collect_view()}
                </ul>
            </div>
        }
    })
}
