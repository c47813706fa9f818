//! Kinds of barcodes, and the three characters by which scanners name them.
//!
//! Source: ISO/IEC 15424, data carrier identifiers: `]`, a letter for the family, a character for what was done.

use std::fmt;

use serde::{Serialize, Serializer};

/// A kind of barcode, as far as it matters for what the text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symbology {
    /// EAN-13, UPC-A and UPC-E, sent as 13 digits.
    Ean13,
    /// EAN-13 with two or five digits more beside it, as on magazines.
    Ean13AddOn,
    /// EAN-8.
    Ean8,
    /// UPC-A, sent as 12 digits.
    UpcA,
    /// UPC-E, sent as 6 to 8 digits.
    UpcE,
    /// Code 128 without the meaning of GS1.
    Code128,
    /// GS1-128.
    Gs1128,
    /// GS1 DataBar, and the two-dimensional part of a composite code.
    DataBar,
    /// Data Matrix without the meaning of GS1.
    DataMatrix,
    /// GS1 DataMatrix.
    Gs1DataMatrix,
    /// QR Code without the meaning of GS1.
    Qr,
    /// GS1 QR Code.
    Gs1Qr,
    /// DotCode without the meaning of GS1.
    DotCode,
    /// GS1 DotCode.
    Gs1DotCode,
    /// Another kind, such as Code 39, ITF or PDF417.
    Other(AimId),
}

/// The letter of a family and what was done to the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AimId {
    letter: u8,
    modifier: u8,
}

/// The text names no kind of barcode.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is no kind of barcode; use an identifier such as ]E0, ]d2 or ]Q3, or a name such as ean13, gs1-datamatrix or qr"
)]
pub struct UnknownSymbology {
    /// What was given.
    pub text: String,
}

impl AimId {
    /// Takes the identifier off a text, when one stands before it.
    pub fn split(text: &str) -> (Option<Self>, &str) {
        match text.as_bytes() {
            [b']', letter, modifier, ..]
                if letter.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric() =>
            {
                let id = Self {
                    letter: *letter,
                    modifier: *modifier,
                };
                (Some(id), text.get(3..).unwrap_or_default())
            }
            _ => (None, text),
        }
    }

    /// Returns the kind of barcode.
    pub const fn symbology(self) -> Symbology {
        match (self.letter, self.modifier) {
            (b'E', b'0') => Symbology::Ean13,
            (b'E', b'3') => Symbology::Ean13AddOn,
            (b'E', b'4') => Symbology::Ean8,
            (b'C', b'1') => Symbology::Gs1128,
            (b'C', _) => Symbology::Code128,
            (b'e', _) => Symbology::DataBar,
            (b'd', b'2' | b'5') => Symbology::Gs1DataMatrix,
            (b'd', _) => Symbology::DataMatrix,
            (b'Q', b'3' | b'4') => Symbology::Gs1Qr,
            (b'Q', _) => Symbology::Qr,
            (b'J', b'1' | b'4') => Symbology::Gs1DotCode,
            (b'J', _) => Symbology::DotCode,
            _ => Symbology::Other(self),
        }
    }
}

impl fmt::Display for AimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "]{}{}",
            char::from(self.letter),
            char::from(self.modifier)
        )
    }
}

/// The names of the kinds, for people and programs that do not know the identifiers.
const NAMES: [(Symbology, &str); 14] = [
    (Symbology::Ean13, "ean13"),
    (Symbology::Ean13AddOn, "ean13-addon"),
    (Symbology::Ean8, "ean8"),
    (Symbology::UpcA, "upca"),
    (Symbology::UpcE, "upce"),
    (Symbology::Code128, "code128"),
    (Symbology::Gs1128, "gs1-128"),
    (Symbology::DataBar, "databar"),
    (Symbology::DataMatrix, "datamatrix"),
    (Symbology::Gs1DataMatrix, "gs1-datamatrix"),
    (Symbology::Qr, "qr"),
    (Symbology::Gs1Qr, "gs1-qr"),
    (Symbology::DotCode, "dotcode"),
    (Symbology::Gs1DotCode, "gs1-dotcode"),
];

impl Symbology {
    /// Reads an identifier, with or without its bracket, or a name.
    ///
    /// # Errors
    /// [`UnknownSymbology`] when it is neither.
    pub fn parse(text: &str) -> Result<Self, UnknownSymbology> {
        let text = text.trim();
        let plain = text.to_ascii_lowercase().replace(['_', ' '], "-");
        if let Some((symbology, _)) = NAMES.iter().find(|(_, name)| *name == plain) {
            return Ok(*symbology);
        }
        let bracketed = if text.starts_with(']') {
            text.to_owned()
        } else {
            format!("]{text}")
        };
        match AimId::split(&bracketed) {
            (Some(id), "") => Ok(id.symbology()),
            _ => Err(UnknownSymbology {
                text: text.to_owned(),
            }),
        }
    }

    /// Tells whether its text is GS1 data.
    pub const fn carries_gs1(self) -> bool {
        match self {
            Self::Gs1128 | Self::DataBar | Self::Gs1DataMatrix | Self::Gs1Qr | Self::Gs1DotCode => {
                true
            }
            Self::Ean13
            | Self::Ean13AddOn
            | Self::Ean8
            | Self::UpcA
            | Self::UpcE
            | Self::Code128
            | Self::DataMatrix
            | Self::Qr
            | Self::DotCode
            | Self::Other(_) => false,
        }
    }
}

impl fmt::Display for Symbology {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Other(id) = self {
            return id.fmt(f);
        }
        let name = NAMES.iter().find(|(symbology, _)| symbology == self);
        f.write_str(name.map_or("", |(_, name)| name))
    }
}

impl Serialize for Symbology {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("]E04006381333931", Some(Symbology::Ean13), "4006381333931")]
    #[case("]E487111125", Some(Symbology::Ean8), "87111125")]
    #[case("]C101", Some(Symbology::Gs1128), "01")]
    #[case("]C0AB", Some(Symbology::Code128), "AB")]
    #[case("]d2\u{1d}01", Some(Symbology::Gs1DataMatrix), "\u{1d}01")]
    #[case("]d1", Some(Symbology::DataMatrix), "")]
    #[case("]Q3", Some(Symbology::Gs1Qr), "")]
    #[case("]e0", Some(Symbology::DataBar), "")]
    #[case("]J1", Some(Symbology::Gs1DotCode), "")]
    #[case("]A0X", Some(Symbology::Other(AimId { letter: b'A', modifier: b'0' })), "X")]
    #[case("]Ё1", None, "]Ё1")]
    #[case("]", None, "]")]
    #[case("d2", None, "d2")]
    fn the_identifier_is_taken_off(
        #[case] text: &str,
        #[case] symbology: Option<Symbology>,
        #[case] rest: &str,
    ) {
        let (id, bare) = AimId::split(text);
        assert_eq!((id.map(AimId::symbology), bare), (symbology, rest));
    }

    #[test]
    fn kinds_are_named_by_identifier_and_by_name() {
        assert_eq!(Symbology::parse("]d2"), Ok(Symbology::Gs1DataMatrix));
        assert_eq!(Symbology::parse("d2"), Ok(Symbology::Gs1DataMatrix));
        assert_eq!(
            Symbology::parse("GS1_DataMatrix"),
            Ok(Symbology::Gs1DataMatrix)
        );
        assert_eq!(Symbology::parse("QR"), Ok(Symbology::Qr));
        assert!(Symbology::parse("paper").is_err());
        assert!(Symbology::parse("").is_err());
        for (symbology, name) in NAMES {
            assert_eq!(Symbology::parse(name), Ok(symbology));
            assert_eq!(symbology.to_string(), name);
        }
        let other = Symbology::parse("]A0").unwrap();
        assert_eq!(other.to_string(), "]A0");
    }
}
