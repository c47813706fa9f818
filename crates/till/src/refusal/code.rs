//! Codes that the shop's rules take, and by which nothing is sold.

use bezmen_domain::barcode::RuleKind;
use bezmen_domain::locale::Locale;

/// Why nothing is sold by a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeRefusal {
    /// The check digit of the price or weight on a label is wrong.
    MisreadLabel {
        /// The digit that belongs there.
        expected: u8,
        /// The digit that is there.
        found: u8,
    },
    /// The price or weight on a label is finer or larger than the shop can sell.
    InexactLabel {
        /// The pattern of the rule.
        rule: String,
    },
    /// The rules call it something else than goods.
    NotGoods {
        /// What they call it.
        kind: RuleKind,
        /// The code.
        code: String,
    },
}

impl CodeRefusal {
    /// The stable code that programs branch on.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MisreadLabel { .. } => "LABEL_MISREAD",
            Self::InexactLabel { .. } => "LABEL_INEXACT",
            Self::NotGoods { .. } => "CODE_NOT_GOODS",
        }
    }

    /// Says it in a language.
    pub(super) fn sentence(&self, locale: Locale) -> String {
        match (self, locale) {
            (Self::MisreadLabel { expected, found }, Locale::Ru) => format!(
                "Этикетка прочитана или напечатана с ошибкой: контрольная цифра цены или веса — {found}, а должна быть {expected}. Отсканируйте ещё раз; если не поможет, перепечатайте этикетку."
            ),
            (Self::MisreadLabel { expected, found }, Locale::En) => format!(
                "The label was misread or misprinted: the check digit of its price or weight is {found} where {expected} belongs. Scan it again; if that does not help, print the label anew."
            ),
            (Self::InexactLabel { rule }, Locale::Ru) => format!(
                "Цену или вес на этикетке нельзя продать точно. Исправьте правило «{rule}» в консоли, в разделе «Компания», и продайте товар без этикетки."
            ),
            (Self::InexactLabel { rule }, Locale::En) => format!(
                "The price or weight on the label cannot be sold exactly. Correct the rule “{rule}” in the console, under “Company”, and sell the item without its label."
            ),
            (Self::NotGoods { kind, code }, locale) => {
                let what = kind.words(locale);
                let cure = cure(*kind, locale);
                match locale {
                    Locale::Ru => format!("{what}: {code}. {cure}"),
                    Locale::En => format!("{what}: {code}. {cure}"),
                }
            }
        }
    }
}

/// What to do with a code that is no goods.
const fn cure(kind: RuleKind, locale: Locale) -> &'static str {
    match kind {
        RuleKind::Customer => locale.pick(
            "Покупателя с такой картой нет: найдите его по имени или заведите (F3).",
            "No customer has this card: find them by name or add them (F3).",
        ),
        RuleKind::Staff => locale.pick(
            "Сотрудники входят по PIN, карта здесь не нужна. Отсканируйте товар.",
            "People sign in by PIN, a badge does nothing here. Scan an item.",
        ),
        RuleKind::Discount => locale.pick(
            "Касса не берёт скидку с кода: дайте её клавишей F4.",
            "The till takes no discount from a code: give it with F4.",
        ),
        RuleKind::Coupon => locale.pick(
            "Касса пока не принимает купоны. Отсканируйте товар.",
            "The till does not take coupons yet. Scan an item.",
        ),
        RuleKind::Product
        | RuleKind::Weight
        | RuleKind::Price
        | RuleKind::Count
        | RuleKind::Location
        | RuleKind::Lot
        | RuleKind::Package => locale.pick(
            "По такому коду не продают. Отсканируйте код самого товара.",
            "Nothing is sold by such a code. Scan the code of the item itself.",
        ),
    }
}
