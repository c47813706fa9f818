//! The list of rules on its way to the server.

use bezmen_contract::console::barcode_rules::{BarcodeRule, BarcodeRules, BarcodeRulesInput};
use bezmen_contract::failure::Failure;
use bezmen_domain::barcode::{Rule, RuleError, RuleSet};
use bezmen_domain::money::Currency;
use leptos::prelude::*;

use crate::load::Load;
use crate::parts::saving::Saving;
use crate::{api, session};

/// The rules as they are known, and a change on its way.
#[derive(Clone, Copy)]
pub struct RulesEdit {
    /// The rules in force.
    pub list: Load<BarcodeRules>,
    /// The change.
    pub saving: Saving,
}

impl RulesEdit {
    /// Nothing is on its way. When somebody else was quicker, what they made of the rules is asked for, so that the next
    /// change is made to that.
    pub fn new(list: Load<BarcodeRules>) -> Self {
        let saving = Saving::new();
        Effect::new(move |_| {
            let is_stale = |failure: &Option<Failure>| {
                failure
                    .as_ref()
                    .is_some_and(|failure| failure.code == api::STALE)
            };
            if saving.failure.with(is_stale) {
                list.again();
            }
        });
        Self { list, saving }
    }

    /// Puts other rules in place of those that were seen. The server says no when somebody else was quicker.
    pub fn put(self, seen: &BarcodeRules, rules: Vec<BarcodeRule>, then: impl FnOnce() + 'static) {
        let input = BarcodeRulesInput {
            rules,
            expected_revision: Some(seen.revision),
        };
        let call = async move { api::put::<_, BarcodeRules>("/barcode-rules", &input).await };
        self.saving.send(call, move |rules| {
            self.list.value.try_set(Some(rules));
            then();
        });
    }
}

/// What prices of the company are in.
pub fn currency() -> Currency {
    session::with_me(|me| me.currency).unwrap_or(Currency::RUB)
}

/// Reads a rule as the server would.
pub fn read(rule: &BarcodeRule) -> Result<Rule, RuleError> {
    Rule::of_shop(rule.clone().into(), currency())
}

/// The rules as a till goes by them.
pub fn set_of(rules: &[BarcodeRule]) -> RuleSet {
    RuleSet::new(rules.iter().filter_map(|rule| read(rule).ok()).collect())
}

/// The rules with one of them a place earlier; as they are when it is the first.
pub fn raised(rules: &[BarcodeRule], place: usize) -> Vec<BarcodeRule> {
    let mut rules = rules.to_vec();
    if place > 0 && place < rules.len() {
        rules.swap(place, place - 1);
    }
    rules
}

/// The rules with one in the place of another, or after all of them.
pub fn with_rule(
    rules: &[BarcodeRule],
    place: Option<usize>,
    rule: BarcodeRule,
) -> Vec<BarcodeRule> {
    let mut rules = rules.to_vec();
    match place.and_then(|place| rules.get_mut(place)) {
        Some(old) => *old = rule,
        None => rules.push(rule),
    }
    rules
}

/// The rules without one of them.
pub fn without_rule(rules: &[BarcodeRule], place: usize) -> Vec<BarcodeRule> {
    let others = rules.iter().enumerate().filter(|(at, _)| *at != place);
    others.map(|(_, rule)| rule.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(rules: &[BarcodeRule]) -> Vec<&str> {
        rules.iter().map(|rule| rule.pattern.as_str()).collect()
    }

    fn rule(pattern: &str) -> BarcodeRule {
        BarcodeRule {
            encoding: "any".to_owned(),
            pattern: pattern.to_owned(),
            kind: "staff".to_owned(),
        }
    }

    #[test]
    fn a_change_touches_one_rule_and_keeps_the_order_of_the_others() {
        let rules: Vec<BarcodeRule> = ["A", "B", "C"].map(rule).to_vec();
        assert_eq!(patterns(&raised(&rules, 2)), ["A", "C", "B"]);
        assert_eq!(patterns(&raised(&rules, 0)), ["A", "B", "C"]);
        assert_eq!(patterns(&raised(&rules, 3)), ["A", "B", "C"]);
        assert_eq!(
            patterns(&with_rule(&rules, Some(1), rule("X"))),
            ["A", "X", "C"]
        );
        assert_eq!(
            patterns(&with_rule(&rules, None, rule("X"))),
            ["A", "B", "C", "X"]
        );
        assert_eq!(patterns(&without_rule(&rules, 1)), ["A", "C"]);
    }
}
