use axum::http::StatusCode;
use bezmen_contract::console::barcode_rules::{BarcodeRule, MAX_BARCODE_RULES};
use bezmen_contract::wire::row::BarcodeRuleRow;
use bezmen_domain::barcode::Rule;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use serde_json::json;

use crate::platform::http::{ApiError, Refusal};

/// The first `{}` is the place of the rule, then come its pattern and what is wrong with it.
const BARCODE_RULE: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "BARCODE_RULE",
    "Правило {}, «{}»: {}.",
    "Rule {}, “{}”: {}.",
);

/// `{}` is the most there may be.
const TOO_MANY_BARCODE_RULES: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "TOO_MANY_BARCODE_RULES",
    "Правил может быть не больше {}. Объедините похожие: точка в шаблоне означает любую цифру.",
    "There may be {} rules at most. Join those that are alike: a point in a pattern is any digit.",
);

/// How much of a pattern is said back: a right one is no longer.
const MAX_SHOWN_CHARS: usize = 60;

/// Reads rules as a person wrote them; each is one by which the company's tills can sell.
pub(super) fn checked(
    rules: Vec<BarcodeRule>,
    currency: Currency,
    locale: Locale,
) -> Result<Vec<BarcodeRuleRow>, ApiError> {
    if rules.len() > MAX_BARCODE_RULES {
        return Err(TOO_MANY_BARCODE_RULES.about(MAX_BARCODE_RULES));
    }
    let mut rows = Vec::with_capacity(rules.len());
    for (place, rule) in (1_i64..).zip(rules) {
        let pattern = rule.pattern.chars().take(MAX_SHOWN_CHARS).collect();
        let rule = Rule::of_shop(rule.into(), currency).map_err(|error| {
            let said = [place.to_string(), pattern, error.words(locale)];
            BARCODE_RULE
                .about_each(said)
                .with_details(json!({ "rule": place - 1 }))
        })?;
        rows.push(BarcodeRuleRow {
            encoding: rule.encoding.name().to_owned(),
            pattern: rule.text,
            kind: rule.kind.name().to_owned(),
            sequence: place,
        });
    }
    Ok(rows)
}
