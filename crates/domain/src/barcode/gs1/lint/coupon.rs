//! Linters of the coupons of North America, in the identifiers 8110 and 8112.
//!
//! Sources: “North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols” and “GS1 AI (8112) Coupon
//! Data Specification”, as far as the reference linters follow them.

use super::cursor::Cursor;
use super::fault::{Fault, LintError, wrong};
use super::{PrefixDirectory, characters, number, time};

const ANY: &[u8] = b"0123456789";
const ONE_TO_FIVE: &[u8] = b"12345";
/// What a purchase may require: a count, a weight, a sum, or nothing.
const REQUIREMENT_CODES: &[u8] = b"012349";

/// How many digits a company prefix or a serial number has beyond the digit before it.
const SHORTEST: usize = 6;

/// The faults of a purchase that a coupon requires.
struct Purchase {
    missing_length: Fault,
    refused_length: Fault,
    cut_off: Fault,
    missing_code: Fault,
    refused_code: Fault,
    cut_off_family: Fault,
}

const FIRST: Purchase = Purchase {
    missing_length: Fault::CouponMissing1stPurchaseRequirementVli,
    refused_length: Fault::CouponInvalid1stPurchaseRequirementLength,
    cut_off: Fault::CouponTruncated1stPurchaseRequirement,
    missing_code: Fault::CouponMissing1stPurchaseRequirementCode,
    refused_code: Fault::CouponInvalid1stPurchaseRequirementCode,
    cut_off_family: Fault::CouponTruncated1stPurchaseFamilyCode,
};

const SECOND: Purchase = Purchase {
    missing_length: Fault::CouponMissingSecondPurchaseRequirementVli,
    refused_length: Fault::CouponInvalidSecondPurchaseRequirementLength,
    cut_off: Fault::CouponTruncatedSecondPurchaseRequirement,
    missing_code: Fault::CouponMissingSecondPurchaseRequirementCode,
    refused_code: Fault::CouponInvalidSecondPurchaseRequirementCode,
    cut_off_family: Fault::CouponTruncatedSecondPurchaseFamilyCode,
};

const THIRD: Purchase = Purchase {
    missing_length: Fault::CouponMissingThirdPurchaseRequirementVli,
    refused_length: Fault::CouponInvalidThirdPurchaseRequirementLength,
    cut_off: Fault::CouponTruncatedThirdPurchaseRequirement,
    missing_code: Fault::CouponMissingThirdPurchaseRequirementCode,
    refused_code: Fault::CouponInvalidThirdPurchaseRequirementCode,
    cut_off_family: Fault::CouponTruncatedThirdPurchaseFamilyCode,
};

impl Purchase {
    /// Length and value of the requirement, its code, the family of products.
    fn read(&self, cursor: &mut Cursor<'_>) -> Result<(), LintError> {
        let length = cursor.one(self.missing_length, ONE_TO_FIVE, self.refused_length)?;
        cursor.field(length, self.cut_off)?;
        cursor.one(self.missing_code, REQUIREMENT_CODES, self.refused_code)?;
        cursor.field(3, self.cut_off_family)?;
        Ok(())
    }
}

/// Reads a company prefix after its length and asks the directory about it.
fn prefix(
    cursor: &mut Cursor<'_>,
    length: usize,
    cut_off: Fault,
    directory: PrefixDirectory,
) -> Result<(), LintError> {
    let at = cursor.at();
    let field = cursor.field(length, cut_off)?;
    number::company_prefix(field, directory).map_err(|error| LintError {
        at,
        length,
        ..error
    })
}

/// Reads the prefix of a further purchase; 9 says that there is none.
fn optional_prefix(
    cursor: &mut Cursor<'_>,
    missing: Fault,
    refused: Fault,
    cut_off: Fault,
    directory: PrefixDirectory,
) -> Result<(), LintError> {
    match cursor.one(missing, b"01234569", refused)? {
        9 => Ok(()),
        more => prefix(cursor, more + SHORTEST, cut_off, directory),
    }
}

/// A coupon of the identifier 8110.
pub(super) fn code(value: &[u8], directory: PrefixDirectory) -> Result<(), LintError> {
    characters::digits(value)?;
    let mut coupon = Cursor::new(value);
    let more = coupon.one(
        Fault::CouponMissingGcpVli,
        b"0123456",
        Fault::CouponInvalidGcpLength,
    )?;
    prefix(
        &mut coupon,
        more + SHORTEST,
        Fault::CouponTruncatedGcp,
        directory,
    )?;
    coupon.field(6, Fault::CouponTruncatedOfferCode)?;
    let length = coupon.one(
        Fault::CouponMissingSaveValueVli,
        ONE_TO_FIVE,
        Fault::CouponInvalidSaveValueLength,
    )?;
    coupon.field(length, Fault::CouponTruncatedSaveValue)?;
    FIRST.read(&mut coupon)?;
    further_purchases(&mut coupon, directory)?;
    dates(&mut coupon)?;
    if coupon.announced(b'5') {
        serial(&mut coupon)?;
    }
    if coupon.announced(b'6') {
        let more = coupon.one(
            Fault::CouponMissingRetailerGcpOrGlnVli,
            b"1234567",
            Fault::CouponInvalidRetailerGcpOrGlnLength,
        )?;
        prefix(
            &mut coupon,
            more + SHORTEST,
            Fault::CouponTruncatedRetailerGcpOrGln,
            directory,
        )?;
    }
    if coupon.announced(b'9') {
        flags(&mut coupon)?;
    }
    ended(&coupon)
}

fn further_purchases(coupon: &mut Cursor<'_>, directory: PrefixDirectory) -> Result<(), LintError> {
    if coupon.announced(b'1') {
        coupon.one(
            Fault::CouponMissingAdditionalPurchaseRulesCode,
            b"0123",
            Fault::CouponInvalidAdditionalPurchaseRulesCode,
        )?;
        SECOND.read(coupon)?;
        optional_prefix(
            coupon,
            Fault::CouponMissingSecondPurchaseGcpVli,
            Fault::CouponInvalidSecondPurchaseGcpLength,
            Fault::CouponTruncatedSecondPurchaseGcp,
            directory,
        )?;
    }
    if coupon.announced(b'2') {
        THIRD.read(coupon)?;
        optional_prefix(
            coupon,
            Fault::CouponMissingThirdPurchaseGcpVli,
            Fault::CouponInvalidThirdPurchaseGcpLength,
            Fault::CouponTruncatedThirdPurchaseGcp,
            directory,
        )?;
    }
    Ok(())
}

/// Reads a day.
fn date<'a>(
    coupon: &mut Cursor<'a>,
    cut_off: Fault,
    refused: Fault,
) -> Result<&'a [u8], LintError> {
    let at = coupon.at();
    let field = coupon.field(6, cut_off)?;
    time::short_date(field, false).map_err(|_| LintError {
        fault: refused,
        at,
        length: 6,
    })?;
    Ok(field)
}

/// The last day and the first.
fn dates(coupon: &mut Cursor<'_>) -> Result<(), LintError> {
    let announced_at = coupon.at();
    let mut last = None;
    if coupon.announced(b'3') {
        last = Some(date(
            coupon,
            Fault::CouponTooShortForExpirationDate,
            Fault::CouponInvalidExipirationDate,
        )?);
    }
    if coupon.announced(b'4') {
        let first = date(
            coupon,
            Fault::CouponTooShortForStartDate,
            Fault::CouponInvalidStartDate,
        )?;
        if last.is_some_and(|last| first > last) {
            let length = coupon.at() - announced_at;
            return wrong(Fault::CouponExpirationBeforeStart, announced_at, length);
        }
    }
    Ok(())
}

fn serial(coupon: &mut Cursor<'_>) -> Result<(), LintError> {
    let more = coupon.one(
        Fault::CouponMissingSerialNumberVli,
        ANY,
        Fault::NonDigitCharacter,
    )?;
    coupon.field(more + SHORTEST, Fault::CouponTruncatedSerialNumber)?;
    Ok(())
}

fn flags(coupon: &mut Cursor<'_>) -> Result<(), LintError> {
    coupon.one(
        Fault::CouponMissingSaveValueCode,
        b"01256",
        Fault::CouponInvalidSaveValueCode,
    )?;
    coupon.one(
        Fault::CouponMissingSaveValueAppliesToItem,
        b"012",
        Fault::CouponInvalidSaveValueAppliesToItem,
    )?;
    coupon.one(
        Fault::CouponMissingStoreCouponFlag,
        ANY,
        Fault::NonDigitCharacter,
    )?;
    coupon.one(
        Fault::CouponMissingDontMultiplyFlag,
        b"01",
        Fault::CouponInvalidDontMultiplyFlag,
    )?;
    Ok(())
}

fn ended(coupon: &Cursor<'_>) -> Result<(), LintError> {
    if coupon.rest().is_empty() {
        return Ok(());
    }
    wrong(Fault::CouponExcessData, coupon.at(), coupon.rest().len())
}

/// A coupon of the identifier 8112.
pub(super) fn positive_offer(value: &[u8]) -> Result<(), LintError> {
    characters::digits(value)?;
    let mut coupon = Cursor::new(value);
    coupon.one(
        Fault::CouponMissingFormatCode,
        b"01",
        Fault::CouponInvalidFormatCode,
    )?;
    let more = coupon.one(
        Fault::CouponMissingFunderVli,
        b"0123456",
        Fault::CouponInvalidFunderLength,
    )?;
    coupon.field(more + SHORTEST, Fault::CouponTruncatedFunder)?;
    coupon.field(6, Fault::CouponTruncatedOfferCode)?;
    serial(&mut coupon)?;
    ended(&coupon)
}
