//! The barcode workbench: what a code is, and whether the shop's rules are in each other's way.

use std::sync::Arc;

use bezmen_contract::till::{CheckRules, CodeView, ExplainCode, RuleConflictView};
use bezmen_domain::barcode::{RuleSet, Scanned, Symbology, classify};
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use rusqlite::Connection;

use super::explain::{Reader, explain, in_latin};
use super::label_price;
use crate::answer::Answer;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::selling::product_of;
use crate::settings;
use crate::shop::{RuleLeftOut, Shop, ShopRules};
use crate::store;

/// The longest text that is explained: the largest QR code and Data Matrix hold fewer characters of GS1 data.
const MOST_CHARS: usize = 4_096;

impl Answer for ExplainCode {
    fn answer(self, engine: &Arc<Engine>) -> Result<CodeView, Refusal> {
        if self.text.chars().count() > MOST_CHARS {
            return Err(Refusal::TextTooLong { limit: MOST_CHARS });
        }
        engine
            .store
            .read(|connection| explained(engine, connection, &self.text, self.symbology.as_deref()))
    }
}

/// Explains a code with what the shop knows.
pub fn explained(
    engine: &Engine,
    connection: &Connection,
    arrived: &str,
    symbology: Option<&str>,
) -> Result<CodeView, Refusal> {
    let (rules, reader) = knowledge(engine, connection)?;
    let rules = &rules.set;
    let told = symbology.map(Symbology::parse);
    let is_unknown = matches!(told, Some(Err(_)));
    let arrived = with_identifier(arrived, symbology);
    let known = told.and_then(Result::ok);
    let (mut view, recognised) = explain(&arrived, known, rules, reader);
    let mut scanned = classify(&arrived, rules, reader.currency);
    if let Some(latin) = in_latin(&arrived).filter(|_| matches!(scanned, Scanned::Text { .. })) {
        // The till's own scanner would have read it so.
        scanned = classify(&latin, rules, reader.currency);
    }
    if let Some(product) = product_of(connection, &scanned)? {
        view.warnings.extend(label_price::differs(
            &recognised.what,
            &scanned,
            &product,
            reader,
        ));
        view.product = product.name;
    }
    if is_unknown {
        view.warnings.push(
            reader
                .locale
                .pick(
                    "Такого типа кода касса не знает; код прочитан без него.",
                    "The till does not know such a symbology; the code is read without it.",
                )
                .to_owned(),
        );
    }
    Ok(view)
}

/// An identifier that the scanner told apart stands before the text, where a till looks for it.
fn with_identifier(text: &str, symbology: Option<&str>) -> String {
    match symbology {
        Some(id) if id.len() == 3 && id.starts_with(']') && !text.starts_with(']') => {
            format!("{id}{text}")
        }
        Some(_) | None => text.to_owned(),
    }
}

/// The rules in force, and for whom it is written; a till of no company has the built-in rules.
fn knowledge(
    engine: &Engine,
    connection: &Connection,
) -> Result<(Arc<ShopRules>, Reader), Refusal> {
    let (rules, currency, locale, offset) = match store::get_identity(connection)? {
        Some(identity) => {
            let shop = Shop::read(connection, engine, &identity)?;
            (
                Arc::clone(&shop.rules),
                shop.currency,
                shop.locale,
                shop.utc_offset_minutes,
            )
        }
        None => (
            Arc::new(ShopRules::of_rows(&[], Currency::RUB)),
            Currency::RUB,
            settings::current(connection)?.locale,
            engine.clock.utc_offset_minutes(),
        ),
    };
    let today = BusinessDate::from_wall(engine.clock.now_ms(), offset);
    let year = u16::try_from(today.ymd().0).unwrap_or_default();
    Ok((
        rules,
        Reader {
            locale,
            currency,
            year,
        },
    ))
}

impl Answer for CheckRules {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<RuleConflictView>, Refusal> {
        let (rules, reader) = engine
            .store
            .read(|connection| knowledge(engine, connection))?;
        let mut told = left_out(&rules.left_out, reader.locale);
        told.extend(conflicts(&rules.set, reader.locale));
        Ok(told)
    }
}

/// The owner's rules that this till does not go by.
fn left_out(rules: &[RuleLeftOut], locale: Locale) -> Vec<RuleConflictView> {
    let told = |one: &RuleLeftOut| {
        let (rule, error) = (&one.rule, one.error.words(locale));
        RuleConflictView {
            rules: vec![rule.clone()],
            words: match locale {
                Locale::Ru => format!(
                    "касса не применяет «{rule}»: {error}; исправьте его в консоли или обновите кассу"
                ),
                Locale::En => format!(
                    "the till leaves “{rule}” out: {error}; correct it in the console, or update the till"
                ),
            },
            example: String::new(),
        }
    };
    rules.iter().map(told).collect()
}

fn conflicts(rules: &RuleSet, locale: Locale) -> Vec<RuleConflictView> {
    let label = |index: usize| rules.rules().get(index).map(|rule| rule.label());
    rules
        .conflicts()
        .into_iter()
        .map(|conflict| RuleConflictView {
            rules: conflict
                .other
                .into_iter()
                .chain([conflict.rule])
                .filter_map(label)
                .collect(),
            words: conflict.words(rules.rules(), locale),
            example: conflict.example.unwrap_or_default(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use bezmen_domain::barcode::rule::Encoding;
    use bezmen_domain::barcode::{Rule, RuleKind};

    use super::*;

    #[test]
    fn two_rules_for_the_same_codes_are_told_with_one_of_them() {
        let rule = |pattern, kind| Rule::new(Encoding::Ean13, pattern, kind).unwrap();
        let rules = RuleSet::new(vec![
            rule("21.....{NNDDD}.", RuleKind::Weight),
            rule("21.....{NNNDD}.", RuleKind::Price),
        ]);
        let told = conflicts(&rules, Locale::Ru);
        let [conflict] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(
            conflict.rules,
            ["ean13 21.....{NNDDD}.", "ean13 21.....{NNNDD}."]
        );
        assert!(conflict.words.contains("никогда не сработает"));
        assert!(conflict.example.starts_with("21"));
    }
}
