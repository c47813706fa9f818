//! Rules in their order, and what they say about a code.

use std::borrow::Cow;

use super::conflict::{self, Conflict};
use super::{Cell, Encoding, Rule, RuleKind};
use crate::barcode::amount::Amount;
use crate::barcode::gtin;
use crate::barcode::recognise::Gs1Reading;
use crate::money::Currency;

/// How many digits the price on a label of a new shop has.
const LABEL_PRICE_DIGITS: usize = 5;

/// Rules in the order in which they are tried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleSet {
    rules: Vec<Rule>,
}

/// What a rule says about a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleMatch {
    /// What the code is.
    pub kind: RuleKind,
    /// The rule's place among the others, from nothing.
    pub index: usize,
    /// The pattern of the rule.
    pub rule: String,
    /// The code in the rule's number of digits.
    pub code: String,
    /// The code with its embedded number zeroed.
    pub base_code: String,
    /// The digits at the points of the pattern: the product's number on the scale. A code of digits leaves its check digit
    /// out; a text has none, so a point at its end counts whatever stands there.
    pub item: String,
    /// The embedded number.
    pub value: Option<Amount>,
    /// What the two-dimensional part of a composite code adds. The rule does not know it: whoever took the code apart does.
    pub more: Option<Gs1Reading>,
}

/// What the rules say about a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// A rule takes it.
    By(RuleMatch),
    /// A rule would, but the check digit of the embedded number is wrong: the code was misread or misprinted.
    Misread {
        /// The pattern of the rule.
        rule: String,
        /// The digit that belongs there.
        expected: u8,
        /// The digit that is there.
        found: u8,
    },
    /// None does.
    No,
}

impl RuleSet {
    /// Puts rules in order: by their number, and as given where it is the same.
    pub fn new(mut rules: Vec<Rule>) -> Self {
        rules.sort_by_key(|rule| rule.sequence);
        Self { rules }
    }

    /// The rules of a shop that has set none: 21 is a weight in grams, 23 a price of five digits in minor units.
    pub fn of_new_shop(currency: Currency) -> Self {
        let decimals = usize::from(currency.exponent()).min(LABEL_PRICE_DIGITS);
        let whole = "N".repeat(LABEL_PRICE_DIGITS - decimals);
        let price = format!("23.....{{{whole}{}}}.", "D".repeat(decimals));
        let rules = [
            Rule::new(Encoding::Ean13, "21.....{NNDDD}.", RuleKind::Weight),
            Rule::new(Encoding::Ean13, &price, RuleKind::Price),
        ];
        Self::new(rules.into_iter().filter_map(Result::ok).collect())
    }

    /// The rules in their order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Says what a code is by the first rule that takes it.
    pub fn take(&self, code: &str) -> Taken {
        self.take_if(code, |_| true)
    }

    /// Says what a code is by the first rule for any text that names the text's first character: such a rule was written
    /// for just these codes.
    pub fn take_by_beginning(&self, code: &str) -> Taken {
        self.take_if(code, |rule| {
            let first = rule.pattern.cells().first();
            rule.encoding == Encoding::Any && matches!(first, Some(Cell::Literal(_)))
        })
    }

    fn take_if(&self, code: &str, is_asked: impl Fn(&Rule) -> bool) -> Taken {
        let asked = self.rules.iter().enumerate();
        for (index, rule) in asked.filter(|(_, rule)| is_asked(rule)) {
            match take(rule, index, code) {
                Taken::No => (),
                taken => return taken,
            }
        }
        Taken::No
    }

    /// Finds rules that are in each other's way, or in the way of real product numbers.
    pub fn conflicts(&self) -> Vec<Conflict> {
        conflict::find(&self.rules)
    }
}

/// Returns a code in the digits of an encoding: twelve digits, thirteen that begin with a zero and fourteen that begin with
/// two are one number.
fn in_digits(code: &str, encoding: Encoding) -> Option<Cow<'_, str>> {
    let Some(digits) = encoding.digits() else {
        return Some(Cow::Borrowed(code));
    };
    gtin::parse(code).ok()?;
    match (encoding, code.len()) {
        (Encoding::Ean13, 12) => Some(Cow::Owned(format!("0{code}"))),
        (Encoding::Upca, 13) | (Encoding::Ean13, 14) => code.strip_prefix('0').map(Cow::Borrowed),
        (Encoding::Upca, 14) => code.strip_prefix("00").map(Cow::Borrowed),
        (_, length) => (length == digits).then_some(Cow::Borrowed(code)),
    }
}

/// Asks one rule about a code.
pub(super) fn take(rule: &Rule, index: usize, code: &str) -> Taken {
    let Some(code) = in_digits(code, rule.encoding).filter(|code| rule.pattern.begins(code)) else {
        return Taken::No;
    };
    if let Some((expected, found)) = rule.pattern.wrong_check(&code) {
        return Taken::Misread {
            rule: rule.text.clone(),
            expected,
            found,
        };
    }
    let number = rule.pattern.number();
    let value = number.and_then(|number| {
        let digits = number.digits(&code)?;
        Amount::from_digits(digits, number.decimals)
    });
    let within = match rule.encoding {
        Encoding::Ean8 | Encoding::Ean13 | Encoding::Upca => code.len().saturating_sub(1),
        Encoding::Any => code.len(),
    };
    Taken::By(RuleMatch {
        kind: rule.kind,
        index,
        rule: rule.text.clone(),
        base_code: base_code(rule, &code),
        item: rule.pattern.item(&code, within),
        value,
        code: code.into_owned(),
        more: None,
    })
}

fn base_code(rule: &Rule, code: &str) -> String {
    let zeroed = match rule.pattern.number() {
        Some(_) => rule.pattern.zeroed(code),
        None => return code.to_owned(),
    };
    match rule.encoding {
        Encoding::Ean13 | Encoding::Upca => with_check_digit(&zeroed),
        Encoding::Ean8 | Encoding::Any => zeroed,
    }
}

/// Calculates the last digit of a code again.
pub(crate) fn with_check_digit(code: &str) -> String {
    let Some((payload, _)) = code
        .len()
        .checked_sub(1)
        .and_then(|length| code.split_at_checked(length))
    else {
        return code.to_owned();
    };
    match payload.parse() {
        Ok(number) => format!("{payload}{}", gtin::check_digit(number)),
        Err(_) => code.to_owned(),
    }
}
