//! Amounts as people read them.

use serde::{Deserialize, Serialize};

use super::{Currency, Money};
use crate::decimal;
use crate::locale::Locale;

/// An amount taken apart, so that a screen can draw the minor units smaller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoneyParts {
    /// “−” (U+2212) or nothing.
    pub sign: String,
    /// Whole units with thousands apart.
    pub whole: String,
    /// The mark between whole and minor units; empty when the currency has no minor units.
    pub mark: String,
    /// Minor units with leading zeros; empty when the currency has none.
    pub minor: String,
    /// The currency's sign, or its code.
    pub symbol: String,
    /// Whether the symbol stands before the number.
    pub symbol_first: bool,
    /// What stands between the number and the symbol: a thin space, a hard space, or nothing.
    pub gap: String,
}

/// Takes an amount apart for drawing.
pub fn parts(amount: Money, currency: Currency, locale: Locale) -> MoneyParts {
    let per_unit = currency.minor_per_unit().unsigned_abs();
    let magnitude = amount.minor().unsigned_abs();
    let exponent = usize::from(currency.exponent());
    let symbol = currency.symbol();
    let is_word = symbol.chars().all(|c| c.is_ascii_uppercase());
    let (mark, minor) = if exponent == 0 {
        (String::new(), String::new())
    } else {
        (
            locale.decimal_mark().to_owned(),
            format!("{:0>exponent$}", magnitude % per_unit),
        )
    };
    let (symbol_first, gap) = match locale {
        Locale::Ru => (false, "\u{2009}"),
        Locale::En if is_word => (true, "\u{a0}"),
        Locale::En => (true, ""),
    };
    MoneyParts {
        sign: if amount.is_negative() {
            "\u{2212}".to_owned()
        } else {
            String::new()
        },
        whole: decimal::group(magnitude / per_unit, locale.group_mark()),
        mark,
        minor,
        symbol: symbol.to_owned(),
        symbol_first,
        gap: gap.to_owned(),
    }
}

/// Writes an amount with its currency: “1 234,50 ₽” (thin spaces, U+2009) or “£1,234.50”.
pub fn format(amount: Money, currency: Currency, locale: Locale) -> String {
    let MoneyParts {
        sign,
        whole,
        mark,
        minor,
        symbol,
        symbol_first,
        gap,
    } = parts(amount, currency, locale);
    if symbol_first {
        format!("{sign}{symbol}{gap}{whole}{mark}{minor}")
    } else {
        format!("{sign}{whole}{mark}{minor}{gap}{symbol}")
    }
}

/// Writes an amount without its currency, as on a screen: “1 234,50”.
pub fn format_number(amount: Money, currency: Currency, locale: Locale) -> String {
    number(amount, currency, locale, locale.group_mark(), "\u{2212}")
}

/// Writes an amount without its currency in characters that every printer has: “-1 234,50”.
///
/// Receipt printers know neither the thin space nor the long minus nor most currency signs.
pub fn format_printed(amount: Money, currency: Currency, locale: Locale) -> String {
    let group_mark = match locale {
        Locale::Ru => " ",
        Locale::En => locale.group_mark(),
    };
    number(amount, currency, locale, group_mark, "-")
}

fn number(
    amount: Money,
    currency: Currency,
    locale: Locale,
    group_mark: &str,
    minus: &str,
) -> String {
    let per_unit = currency.minor_per_unit().unsigned_abs();
    let magnitude = amount.minor().unsigned_abs();
    let sign = if amount.is_negative() { minus } else { "" };
    let whole = decimal::group(magnitude / per_unit, group_mark);
    match usize::from(currency.exponent()) {
        0 => format!("{sign}{whole}"),
        exponent => {
            let (mark, minor) = (locale.decimal_mark(), magnitude % per_unit);
            format!("{sign}{whole}{mark}{minor:0>exponent$}")
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::super::{MAX_AMOUNT_MINOR, MAX_SUM_MINOR, ParseMoneyError};
    use super::*;

    #[rstest]
    #[case(123_450, Currency::RUB, Locale::Ru, "1\u{2009}234,50\u{2009}₽")]
    #[case(123_450, Currency::GBP, Locale::En, "£1,234.50")]
    #[case(-5, Currency::GBP, Locale::En, "\u{2212}£0.05")]
    #[case(-100_000_000, Currency::RUB, Locale::Ru, "\u{2212}1\u{2009}000\u{2009}000,00\u{2009}₽")]
    #[case(0, Currency::EUR, Locale::Ru, "0,00\u{2009}€")]
    fn amounts_read_as_the_country_writes_them(
        #[case] minor: i64,
        #[case] currency: Currency,
        #[case] locale: Locale,
        #[case] expected: &str,
    ) {
        assert_eq!(format(Money::from_minor(minor), currency, locale), expected);
    }

    #[test]
    fn odd_exponents_and_signless_currencies_are_written_whole() {
        let yen = Currency::from_code("JPY").unwrap();
        let franc = Currency::from_code("CHF").unwrap();
        let dinar = Currency::from_code("KWD").unwrap();
        assert_eq!(
            format(Money::from_minor(12_345), yen, Locale::En),
            "¥12,345"
        );
        assert_eq!(
            format(Money::from_minor(12_345), franc, Locale::En),
            "CHF\u{a0}123.45"
        );
        assert_eq!(
            format(Money::from_minor(1_234_500), dinar, Locale::Ru),
            "1\u{2009}234,500\u{2009}KWD"
        );
        assert_eq!(
            format_printed(Money::from_minor(-123_450), Currency::RUB, Locale::Ru),
            "-1 234,50"
        );
    }

    #[test]
    fn a_wrong_amount_is_refused_with_words() {
        let parse = |text: &str| Money::parse(text, Currency::RUB);
        assert_eq!(parse(" "), Err(ParseMoneyError::Empty));
        assert!(matches!(
            parse("abc"),
            Err(ParseMoneyError::NotANumber { .. })
        ));
        assert!(matches!(
            parse("1,005"),
            Err(ParseMoneyError::TooPrecise { exponent: 2, .. })
        ));
        assert!(matches!(
            parse("10000000000,01"),
            Err(ParseMoneyError::TooLarge { .. })
        ));
        assert_eq!(
            parse("10000000000"),
            Ok(Money::from_minor(MAX_AMOUNT_MINOR))
        );
        assert_eq!(parse("12,50 ₽"), Ok(Money::from_minor(1250)));
        assert_eq!(parse("12.5 RUB"), Ok(Money::from_minor(1250)));
    }

    #[test]
    fn an_amount_travels_as_an_integer_within_its_limit() {
        assert_eq!(
            serde_json::to_string(&Money::from_minor(-150)).unwrap(),
            "-150"
        );
        assert_eq!(
            serde_json::from_str::<Money>("-150").unwrap(),
            Money::from_minor(-150)
        );
        let read = |number: i64| serde_json::from_value::<Money>(number.into());
        assert!(read(MAX_SUM_MINOR).is_ok() && read(-MAX_SUM_MINOR).is_ok());
        assert!(read(MAX_SUM_MINOR + 1).is_err() && read(i64::MIN).is_err());
        assert!(serde_json::from_str::<Money>("1.5").is_err());
    }

    proptest! {
        #[test]
        fn parsing_a_formatted_amount_gives_it_back(
            minor in -MAX_AMOUNT_MINOR..=MAX_AMOUNT_MINOR,
            code in proptest::sample::select(Currency::known_codes().collect::<Vec<_>>()),
            russian in any::<bool>(),
        ) {
            let (amount, currency) = (Money::from_minor(minor), Currency::from_code(code).unwrap());
            let locale = if russian { Locale::Ru } else { Locale::En };
            for text in [
                format(amount, currency, locale),
                format_number(amount, currency, locale),
                format_printed(amount, currency, locale),
            ] {
                prop_assert_eq!(Money::parse(&text, currency), Ok(amount), "{}", text);
            }
        }
    }
}
