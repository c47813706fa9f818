//! The shop's barcode rules as the till goes by them.

use bezmen_contract::wire::row::BarcodeRuleRow;
use bezmen_domain::barcode::{Rule, RuleError, RuleSet};
use bezmen_domain::money::Currency;

/// The rules in force, taken apart once for all scans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopRules {
    /// The rules in their order.
    pub set: RuleSet,
    /// The owner's rules that this till cannot go by.
    pub left_out: Vec<RuleLeftOut>,
}

/// A rule of the owner's that this till cannot go by: a newer server may know more of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLeftOut {
    /// The rule, by its encoding and pattern.
    pub rule: String,
    /// Why.
    pub error: RuleError,
}

impl ShopRules {
    /// Takes the owner's rules apart; the built-in ones where there are none.
    pub fn of_rows(rows: &[BarcodeRuleRow], currency: Currency) -> Self {
        let mut left_out = Vec::new();
        if rows.is_empty() {
            return Self {
                set: RuleSet::of_new_shop(currency),
                left_out,
            };
        }
        let mut rules = Vec::with_capacity(rows.len());
        for row in rows {
            match Rule::of_shop(row.clone().into(), currency) {
                Ok(rule) => rules.push(rule),
                Err(error) => left_out.push(RuleLeftOut {
                    rule: format!("{} {}", row.encoding, row.pattern),
                    error,
                }),
            }
        }
        Self {
            set: RuleSet::new(rules),
            left_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use bezmen_domain::barcode::{Scanned, classify};

    use super::*;

    fn row(encoding: &str, pattern: &str, kind: &str, sequence: i64) -> BarcodeRuleRow {
        BarcodeRuleRow {
            encoding: encoding.to_owned(),
            pattern: pattern.to_owned(),
            kind: kind.to_owned(),
            sequence,
        }
    }

    #[test]
    fn a_rule_that_the_till_does_not_know_leaves_the_others_in_force() {
        let rows = [
            row("ean13", "2......{NNDDD}.", "weight", 2),
            row("ean99", "27.....{NNDDD}.", "weight", 1),
            row("ean13", "28", "hologram", 1),
            row("ean13", "23.....{NNDDD}.", "price", 1),
            row("ean13", "21.....{NNNDD}.", "price", 1),
        ];
        let rules = ShopRules::of_rows(&rows, Currency::RUB);
        let left: Vec<&str> = rules.left_out.iter().map(|one| one.rule.as_str()).collect();
        assert_eq!(
            left,
            ["ean99 27.....{NNDDD}.", "ean13 28", "ean13 23.....{NNDDD}."]
        );
        // The number says which comes first: under 21 is a price, everything else of 2 a weight.
        let of = |text: &str| classify(text, &rules.set, Currency::RUB);
        assert!(matches!(of("2112345005003"), Scanned::Price { .. }));
        assert!(matches!(of("2700012003508"), Scanned::Weight { .. }));
    }

    #[test]
    fn no_rules_are_the_built_in_ones() {
        let rules = ShopRules::of_rows(&[], Currency::RUB);
        assert_eq!(rules.set, RuleSet::of_new_shop(Currency::RUB));
    }
}
