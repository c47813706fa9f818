//! The linters of the GS1 Barcode Syntax Dictionary: each says whether a value is what its name promises.
//!
//! Source of the rules and of the names: the reference linters of <https://github.com/gs1/gs1-syntax-engine> (© GS1 AISBL,
//! Apache License 2.0), read for facts. A value is judged character by character; what is not ASCII is never right.

use std::borrow::Cow;

mod characters;
mod coupon;
mod cursor;
mod fault;
mod number;
mod time;

pub use fault::{Fault, LintError};

use super::codes::CodeList;
use fault::wrong;

/// What stands for a character outside ASCII: no linter allows it.
const NOT_ASCII: u8 = 0x80;

/// Makes the enum of linters, with the names of the dictionary.
macro_rules! linters {
    ($($linter:ident = $name:literal,)+) => {
        /// A linter of the dictionary.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Linter {
            $(#[doc = concat!("`", $name, "`")] $linter,)+
        }

        impl Linter {
            /// Every linter.
            pub const ALL: &'static [Self] = &[$(Self::$linter,)+];

            /// Returns its name in the dictionary.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$linter => $name,)+
                }
            }
        }
    };
}

linters! {
    CouponCode = "couponcode",
    CouponPosOffer = "couponposoffer",
    Cset39 = "cset39",
    Cset64 = "cset64",
    Cset82 = "cset82",
    CsetNumeric = "csetnumeric",
    Csum = "csum",
    CsumAlpha = "csumalpha",
    GcpPos1 = "gcppos1",
    GcpPos2 = "gcppos2",
    HasNonDigit = "hasnondigit",
    Hh = "hh",
    HhMi = "hhmi",
    Hyphen = "hyphen",
    Iban = "iban",
    ImporterIdx = "importeridx",
    Iso3166 = "iso3166",
    Iso3166999 = "iso3166999",
    Iso3166Alpha2 = "iso3166alpha2",
    Iso4217 = "iso4217",
    Iso5218 = "iso5218",
    Latitude = "latitude",
    Longitude = "longitude",
    MediaType = "mediatype",
    Mi = "mi",
    NonZero = "nonzero",
    NoZeroPrefix = "nozeroprefix",
    PackageType = "packagetype",
    PcEnc = "pcenc",
    PieceOfTotal = "pieceoftotal",
    PosInSeqSlash = "posinseqslash",
    Ss = "ss",
    Winding = "winding",
    YesNo = "yesno",
    YyMmD0 = "yymmd0",
    YyMmDd = "yymmdd",
    YyyyMmD0 = "yyyymmd0",
    YyyyMmDd = "yyyymmdd",
    Zero = "zero",
}

/// What a directory of company prefixes answers. Without a directory every prefix is taken for an allocated one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PrefixDirectory {
    /// There is none to ask, or it knows the prefix.
    #[default]
    Accepts,
    /// It does not know the prefix.
    Refuses,
    /// It does not answer.
    Offline,
}

impl Linter {
    /// Returns the linter of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|linter| linter.name() == name)
    }

    /// Judges a value.
    ///
    /// # Errors
    /// [`LintError`] says what is wrong and where, in characters.
    pub fn lint(self, value: &str) -> Result<(), LintError> {
        self.lint_with(value, PrefixDirectory::Accepts)
    }

    /// Judges a value, with what a directory of company prefixes answered about it.
    ///
    /// # Errors
    /// [`LintError`] says what is wrong and where, in characters.
    pub fn lint_with(self, value: &str, directory: PrefixDirectory) -> Result<(), LintError> {
        let value: Cow<'_, [u8]> = if value.is_ascii() {
            Cow::Borrowed(value.as_bytes())
        } else {
            let one = |c: char| u8::try_from(c).ok().filter(u8::is_ascii);
            Cow::Owned(value.chars().map(|c| one(c).unwrap_or(NOT_ASCII)).collect())
        };
        self.judge(&value, directory)
    }

    fn judge(self, value: &[u8], directory: PrefixDirectory) -> Result<(), LintError> {
        match self {
            Self::CouponCode => coupon::code(value, directory),
            Self::CouponPosOffer => coupon::positive_offer(value),
            Self::Cset39 => characters::cset39(value),
            Self::Cset64 => characters::cset64(value),
            Self::Cset82 => characters::cset82(value),
            Self::CsetNumeric => characters::digits(value),
            Self::Csum => number::check_digit(value),
            Self::CsumAlpha => number::check_pair(value),
            Self::GcpPos1 => number::company_prefix(value, directory),
            Self::GcpPos2 => number::company_prefix_after_one(value, directory),
            Self::HasNonDigit => characters::has_non_digit(value),
            Self::Hh => time::hour(value),
            Self::HhMi => time::hour_and_minute(value),
            Self::Hyphen => characters::hyphens(value),
            Self::Iban => number::iban(value),
            Self::ImporterIdx => characters::importer_index(value),
            Self::Iso3166 => listed(CodeList::Country, value, Fault::NotIso3166),
            Self::Iso3166999 if value == b"999" => Ok(()),
            Self::Iso3166999 => listed(CodeList::Country, value, Fault::NotIso3166Or999),
            Self::Iso3166Alpha2 => listed(CodeList::CountryLetters, value, Fault::NotIso3166Alpha2),
            Self::Iso4217 => listed(CodeList::Currency, value, Fault::NotIso4217),
            Self::Iso5218 => one_of(value, b"0129", Fault::InvalidBiologicalSexCode),
            Self::Latitude => number::latitude(value),
            Self::Longitude => number::longitude(value),
            Self::MediaType => number::media_type(value),
            Self::Mi => time::minute(value),
            Self::NonZero => number::not_zero(value),
            Self::NoZeroPrefix => number::no_zero_prefix(value),
            Self::PackageType => listed(CodeList::Package, value, Fault::InvalidPackageType),
            Self::PcEnc => characters::percent_encoding(value),
            Self::PieceOfTotal => number::piece_of_total(value),
            Self::PosInSeqSlash => number::position_of_end(value),
            Self::Ss => time::second(value),
            Self::Winding => one_of(value, b"019", Fault::InvalidWindingDirection),
            Self::YesNo => one_of(value, b"01", Fault::NotZeroOrOne),
            Self::YyMmD0 => time::short_date(value, true),
            Self::YyMmDd => time::short_date(value, false),
            Self::YyyyMmD0 => time::long_date(value, true),
            Self::YyyyMmDd => time::long_date(value, false),
            Self::Zero => number::zero(value),
        }
    }
}

fn listed(list: CodeList, value: &[u8], fault: Fault) -> Result<(), LintError> {
    if list.contains(value) {
        Ok(())
    } else {
        wrong(fault, 0, value.len())
    }
}

/// The value is one character of these.
fn one_of(value: &[u8], allowed: &[u8], fault: Fault) -> Result<(), LintError> {
    match value {
        [only] if allowed.contains(only) => Ok(()),
        _ => wrong(fault, 0, value.len()),
    }
}
