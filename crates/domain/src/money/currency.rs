//! The currencies a shop may count in.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A currency: its ISO 4217 code and how many decimals it has. On the wire it is the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

/// The text is not the code of a currency that the product counts in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the currency “{code}” is not known; use a code such as RUB, EUR or GBP")]
pub struct UnknownCurrency {
    /// What was given.
    pub code: String,
}

/// Codes, decimals and signs. A currency without a sign of its own is written with its code.
const KNOWN: [(&str, u8, &str); 30] = [
    ("RUB", 2, "₽"),
    ("GBP", 2, "£"),
    ("EUR", 2, "€"),
    ("USD", 2, "$"),
    ("KZT", 2, "₸"),
    ("AED", 2, "AED"),
    ("AMD", 2, "֏"),
    ("AUD", 2, "A$"),
    ("AZN", 2, "₼"),
    ("BYN", 2, "Br"),
    ("CAD", 2, "C$"),
    ("CHF", 2, "CHF"),
    ("CNY", 2, "CN¥"),
    ("CZK", 2, "Kč"),
    ("GEL", 2, "₾"),
    ("ILS", 2, "₪"),
    ("INR", 2, "₹"),
    ("JPY", 0, "¥"),
    ("KGS", 2, "KGS"),
    ("KRW", 0, "₩"),
    ("KWD", 3, "KWD"),
    ("MDL", 2, "MDL"),
    ("PLN", 2, "zł"),
    ("RSD", 2, "RSD"),
    ("SEK", 2, "kr"),
    ("TJS", 2, "TJS"),
    ("TRY", 2, "₺"),
    ("UAH", 2, "₴"),
    ("UZS", 2, "UZS"),
    ("VND", 0, "₫"),
];

impl Currency {
    /// The Russian rouble.
    pub const RUB: Self = Self {
        code: *b"RUB",
        exponent: 2,
    };
    /// The pound sterling.
    pub const GBP: Self = Self {
        code: *b"GBP",
        exponent: 2,
    };
    /// The euro.
    pub const EUR: Self = Self {
        code: *b"EUR",
        exponent: 2,
    };
    /// The dollar of the United States.
    pub const USD: Self = Self {
        code: *b"USD",
        exponent: 2,
    };
    /// The tenge.
    pub const KZT: Self = Self {
        code: *b"KZT",
        exponent: 2,
    };

    /// Finds a currency by its code, in upper or lower case.
    ///
    /// # Errors
    /// [`UnknownCurrency`] when the product does not know how many decimals it has.
    pub fn from_code(code: &str) -> Result<Self, UnknownCurrency> {
        let wanted = code.trim().to_ascii_uppercase();
        KNOWN
            .iter()
            .find(|(known, ..)| *known == wanted)
            .and_then(|(known, exponent, _)| {
                let code = <[u8; 3]>::try_from(known.as_bytes()).ok()?;
                Some(Self {
                    code,
                    exponent: *exponent,
                })
            })
            .ok_or_else(|| UnknownCurrency {
                code: code.to_owned(),
            })
    }

    /// Lists the codes of all known currencies, the commonest first.
    pub fn known_codes() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(code, ..)| *code)
    }

    /// Returns the code, such as “RUB”.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Returns how many decimals it has.
    pub const fn exponent(self) -> u8 {
        self.exponent
    }

    /// Returns the sign, such as “₽”, or the code where there is none.
    pub fn symbol(self) -> &'static str {
        KNOWN
            .iter()
            .find(|(code, ..)| code.as_bytes() == self.code)
            .map_or("", |(.., symbol)| symbol)
    }

    /// Returns how many minor units one whole unit has.
    pub const fn minor_per_unit(self) -> i64 {
        10_i64.pow(self.exponent as u32)
    }

    /// Takes the sign or the code off either end of an amount's text; a minus may stand before or after it.
    pub(super) fn strip(self, text: &str) -> String {
        let text = text.trim();
        let (minus, text) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => ("-", rest.trim_start()),
            None => ("", text),
        };
        let mut bare = text;
        for mark in [self.symbol(), self.code()] {
            if mark.is_empty() {
                continue;
            }
            bare = bare.strip_prefix(mark).unwrap_or(bare).trim_start();
            bare = bare.strip_suffix(mark).unwrap_or(bare).trim_end();
        }
        format!("{minus}{bare}")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).map_err(de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Currency {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        <String as utoipa::PartialSchema>::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Currency {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_constant_is_in_the_table() {
        for currency in [
            Currency::RUB,
            Currency::GBP,
            Currency::EUR,
            Currency::USD,
            Currency::KZT,
        ] {
            assert_eq!(Currency::from_code(currency.code()), Ok(currency));
            assert!(!currency.symbol().is_empty());
        }
        assert_eq!(Currency::known_codes().count(), KNOWN.len());
    }

    #[test]
    fn a_currency_travels_as_its_code() {
        assert_eq!(serde_json::to_string(&Currency::KZT).unwrap(), "\"KZT\"");
        assert_eq!(
            serde_json::from_str::<Currency>("\"jpy\"")
                .unwrap()
                .exponent(),
            0
        );
        let refused = serde_json::from_str::<Currency>("\"XXQ\"")
            .unwrap_err()
            .to_string();
        assert!(
            refused.contains("XXQ") && refused.contains("RUB"),
            "{refused}"
        );
    }
}
