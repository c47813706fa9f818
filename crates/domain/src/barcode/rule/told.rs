//! A rule in the words of whoever runs the shop.

use super::{Cell, Encoding, Rule, RuleKind};
use crate::locale::Locale;

impl Encoding {
    /// Says for which codes it is.
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::Ean8 => locale.pick("8 цифр", "8 digits"),
            Self::Ean13 => locale.pick("13 цифр", "13 digits"),
            Self::Upca => locale.pick("12 цифр (UPC-A)", "12 digits (UPC-A)"),
            Self::Any => locale.pick("любой текст", "any text"),
        }
    }
}

impl Rule {
    /// Says what its codes look like: `13 digits · 21 · product: 5 digits · weight 00.000 kg`.
    pub fn words(&self, locale: Locale) -> String {
        let mut parts = vec![self.encoding.words(locale).to_owned()];
        let cells = self.pattern.cells();
        // The last digit of a number belongs to the whole number and says nothing.
        let told = match self.encoding.digits() {
            Some(digits) if cells.len() == digits => cells.len().saturating_sub(1),
            Some(_) | None => cells.len(),
        };
        let mut rest = cells.get(..told).unwrap_or_default();
        while let Some(first) = rest.first() {
            let same =
                |cell: &&Cell| std::mem::discriminant(*cell) == std::mem::discriminant(first);
            let length = rest.iter().take_while(same).count();
            let (run, after) = rest.split_at(length);
            parts.push(self.run(run, *first, locale));
            rest = after;
        }
        parts.join(" · ")
    }

    /// Says what a run of places of one kind is.
    fn run(&self, run: &[Cell], first: Cell, locale: Locale) -> String {
        match first {
            Cell::Literal(_) => run
                .iter()
                .filter_map(|cell| match cell {
                    Cell::Literal(c) => Some(char::from(*c)),
                    Cell::Any | Cell::Value | Cell::Check => None,
                })
                .collect(),
            Cell::Any if self.kind.is_product() => match locale {
                Locale::Ru => format!("товар: {}", digits(run.len(), locale)),
                Locale::En => format!("product: {}", digits(run.len(), locale)),
            },
            Cell::Any => digits(run.len(), locale),
            Cell::Value => self.value(run.len(), locale),
            Cell::Check => locale
                .pick("контрольная цифра числа", "check digit of the number")
                .to_owned(),
        }
    }

    /// Says what the embedded number is, with a nought for each of its digits.
    fn value(&self, length: usize, locale: Locale) -> String {
        let decimals = self.pattern.number().map_or(0, |number| number.decimals);
        let whole = "0".repeat(length.saturating_sub(usize::from(decimals)));
        let mask = match decimals {
            0 => whole,
            decimals => {
                let decimals = "0".repeat(usize::from(decimals));
                format!("{whole}{}{decimals}", locale.decimal_mark())
            }
        };
        match self.kind {
            RuleKind::Weight => match locale {
                Locale::Ru => format!("вес {mask} кг"),
                Locale::En => format!("weight {mask} kg"),
            },
            RuleKind::Price => format!("{} {mask}", locale.pick("цена", "price")),
            RuleKind::Count => format!("{} {mask}", locale.pick("количество", "count")),
            RuleKind::Discount => format!("{} {mask} %", locale.pick("скидка", "discount")),
            RuleKind::Product
            | RuleKind::Customer
            | RuleKind::Staff
            | RuleKind::Coupon
            | RuleKind::Location
            | RuleKind::Lot
            | RuleKind::Package => format!("{} {mask}", locale.pick("число", "number")),
        }
    }
}

fn digits(count: usize, locale: Locale) -> String {
    let noun = match (locale, count % 10, count % 100) {
        (Locale::Ru, 1, rest) if rest != 11 => "цифра",
        (Locale::Ru, 2..=4, rest) if !(12..=14).contains(&rest) => "цифры",
        (Locale::Ru, ..) => "цифр",
        (Locale::En, ..) if count == 1 => "digit",
        (Locale::En, ..) => "digits",
    };
    format!("{count} {noun}")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(
        Encoding::Ean13,
        "21.....{NNDDD}.",
        RuleKind::Weight,
        "13 цифр · 21 · товар: 5 цифр · вес 00,000 кг",
        "13 digits · 21 · product: 5 digits · weight 00.000 kg"
    )]
    #[case(
        Encoding::Upca,
        "2.....C{NNDD}.",
        RuleKind::Price,
        "12 цифр (UPC-A) · 2 · товар: 5 цифр · контрольная цифра числа · цена 00,00",
        "12 digits (UPC-A) · 2 · product: 5 digits · check digit of the number · price 00.00"
    )]
    #[case(
        Encoding::Ean13,
        "042",
        RuleKind::Customer,
        "13 цифр · 042",
        "13 digits · 042"
    )]
    #[case(
        Encoding::Any,
        "S-..",
        RuleKind::Staff,
        "любой текст · S- · 2 цифры",
        "any text · S- · 2 digits"
    )]
    #[case(
        Encoding::Any,
        "22{NN}.",
        RuleKind::Discount,
        "любой текст · 22 · скидка 00 % · 1 цифра",
        "any text · 22 · discount 00 % · 1 digit"
    )]
    fn a_rule_says_what_its_codes_look_like(
        #[case] encoding: Encoding,
        #[case] pattern: &str,
        #[case] kind: RuleKind,
        #[case] ru: &str,
        #[case] en: &str,
    ) {
        let rule = Rule::new(encoding, pattern, kind).unwrap();
        assert_eq!(rule.words(Locale::Ru), ru);
        assert_eq!(rule.words(Locale::En), en);
    }
}
