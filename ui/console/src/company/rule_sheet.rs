//! A barcode rule at the side.

use bezmen_contract::console::barcode_rules::{BarcodeRule, BarcodeRules};
use bezmen_domain::barcode::RuleKind;
use bezmen_domain::barcode::rule::{Conflict, Encoding};
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::look;
use leptos::prelude::*;

use crate::address::use_address;
use crate::company::rule_list::Conflicts;
use crate::company::rules_edit::{RulesEdit, read, set_of, with_rule, without_rule};
use crate::load::Load;
use crate::parts::failure_note::FailureNote;
use crate::parts::form::{Checks, Form, trimmed};
use crate::parts::press::Submit;
use crate::parts::select::Select;
use crate::parts::sheet::Sheet;
use crate::parts::text_field::TextField;
use crate::words;
use crate::words::rules as w;

/// Writes or changes a rule.
#[component]
pub fn RuleSheet(
    /// All rules, as they were seen when the panel was opened.
    rules: BarcodeRules,
    /// Which of them; nothing for a new one.
    place: Option<usize>,
    /// The list behind.
    list: Load<BarcodeRules>,
) -> impl IntoView {
    let address = use_address();
    let close = move || address.set(&[("open", None), ("what", None)]);
    let edit = RulesEdit::new(list);
    let checks = Checks::new();
    let known = place.and_then(|place| rules.rules.get(place).cloned());
    let begin = known.unwrap_or_else(|| BarcodeRule {
        encoding: Encoding::Ean13.name().to_owned(),
        pattern: String::new(),
        kind: RuleKind::Weight.name().to_owned(),
    });
    let [kind, encoding, pattern] = [begin.kind, begin.encoding, begin.pattern].map(RwSignal::new);
    let typed = move || BarcodeRule {
        encoding: encoding.get(),
        pattern: pattern.get().trim().to_owned(),
        kind: kind.get(),
    };
    let first = untrack(typed);
    let unsaved = Signal::derive(move || typed() != first);
    let rules = StoredValue::new(rules);
    let wrong = move || read(&typed()).err();
    let save = move || {
        checks.begin();
        if untrack(wrong).is_none() {
            let rule = BarcodeRule {
                pattern: trimmed(pattern),
                ..untrack(typed)
            };
            rules.with_value(|seen| edit.put(seen, with_rule(&seen.rules, place, rule), close));
        }
    };
    let remove = move |place| {
        rules.with_value(|seen| edit.put(seen, without_rule(&seen.rules, place), close));
    };
    // What has been typed so far is judged as soon as it is a rule; an empty field is not scolded yet.
    let is_judged = move || checks.begun() || pattern.with(|text| !text.trim().is_empty());
    let error = Signal::derive(move || {
        let error = wrong().filter(|_| is_judged());
        error
            .map(|error| error.words(look::locale()))
            .unwrap_or_default()
    });
    let meant = move || read(&typed()).ok().map(|rule| rule.words(look::locale()));
    let conflicts = move || {
        let all = rules.with_value(|seen| with_rule(&seen.rules, place, typed()));
        let own = place.unwrap_or(all.len() - 1);
        let set = set_of(&all);
        let is_own = |conflict: &Conflict| conflict.rule == own || conflict.other == Some(own);
        let found = set.conflicts().into_iter().filter(is_own);
        found
            .map(|conflict| conflict.words(set.rules(), look::locale()))
            .collect::<Vec<_>>()
    };
    let kinds: Vec<_> = RuleKind::all()
        .map(|kind| {
            (
                kind.name().to_owned(),
                kind.words(look::locale()).to_owned(),
            )
        })
        .collect();
    let encodings: Vec<_> = Encoding::all()
        .map(|one| (one.name().to_owned(), one.words(look::locale()).to_owned()))
        .collect();
    let title = if place.is_some() {
        w::rule()
    } else {
        w::new_rule()
    };
    view! {
        <Sheet title=title.to_owned() on_close=close unsaved=unsaved typing=place.is_none() test_id="rule-sheet">
            <Form on_submit=save>
                <div class="cs-two cs-two-long">
                    <Select label=w::kind() choices=kinds value=kind on_choose=move |name| kind.set(name) test_id="rule-kind" />
                    <Select
                        label=w::encoding()
                        choices=encodings
                        value=encoding
                        on_choose=move |name| encoding.set(name)
                        test_id="rule-encoding"
                    />
                </div>
                <TextField
                    label=w::pattern()
                    value=pattern
                    hint=w::pattern_hint()
                    error=error
                    first=place.is_none()
                    class="cs-rule-pattern"
                    test_id="rule-pattern"
                />
                {move || meant().map(|words| view! { <p class="cs-hint" data-testid="rule-meant">{words}</p> })}
                {move || view! { <Conflicts words=conflicts() /> }}
                <div class="cs-form-foot">
                    <FailureNote failure=edit.saving.failure />
                    {place
                        .map(|place| {
                            view! {
                                <Button
                                    word=w::remove()
                                    weight=Weight::Danger
                                    busy=edit.saving.busy
                                    test_id="rule-remove"
                                    on_press=move || remove(place)
                                />
                            }
                        })}
                    <Submit word=words::save() busy=edit.saving.busy test_id="rule-save" />
                </div>
            </Form>
        </Sheet>
    }
}
