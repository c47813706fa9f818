//! What a linter finds wrong: the names are those of the reference linters of GS1.

/// Makes the enum of faults and their names from one list.
macro_rules! faults {
    ($($fault:ident = $name:literal,)+) => {
        /// A fault of a value. The names are those of the GS1 Barcode Syntax Dictionary's linters.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Fault {
            $(#[doc = concat!("`GS1_LINTER_", $name, "`")] $fault,)+
        }

        impl Fault {
            /// Every fault.
            pub const ALL: &'static [Self] = &[$(Self::$fault,)+];

            /// Returns the name by which the reference linters call it: `GS1_LINTER_…`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$fault => concat!("GS1_LINTER_", $name),)+
                }
            }
        }
    };
}

faults! {
    CouponExcessData = "COUPON_EXCESS_DATA",
    CouponExpirationBeforeStart = "COUPON_EXPIRATION_BEFORE_START",
    CouponInvalid1stPurchaseRequirementCode = "COUPON_INVALID_1ST_PURCHASE_REQUIREMENT_CODE",
    CouponInvalid1stPurchaseRequirementLength = "COUPON_INVALID_1ST_PURCHASE_REQUIREMENT_LENGTH",
    CouponInvalidSecondPurchaseGcpLength = "COUPON_INVALID_2ND_PURCHASE_GCP_LENGTH",
    CouponInvalidSecondPurchaseRequirementCode = "COUPON_INVALID_2ND_PURCHASE_REQUIREMENT_CODE",
    CouponInvalidSecondPurchaseRequirementLength = "COUPON_INVALID_2ND_PURCHASE_REQUIREMENT_LENGTH",
    CouponInvalidThirdPurchaseGcpLength = "COUPON_INVALID_3RD_PURCHASE_GCP_LENGTH",
    CouponInvalidThirdPurchaseRequirementCode = "COUPON_INVALID_3RD_PURCHASE_REQUIREMENT_CODE",
    CouponInvalidThirdPurchaseRequirementLength = "COUPON_INVALID_3RD_PURCHASE_REQUIREMENT_LENGTH",
    CouponInvalidAdditionalPurchaseRulesCode = "COUPON_INVALID_ADDITIONAL_PURCHASE_RULES_CODE",
    CouponInvalidDontMultiplyFlag = "COUPON_INVALID_DONT_MULTIPLY_FLAG",
    CouponInvalidExipirationDate = "COUPON_INVALID_EXIPIRATION_DATE",
    CouponInvalidFormatCode = "COUPON_INVALID_FORMAT_CODE",
    CouponInvalidFunderLength = "COUPON_INVALID_FUNDER_LENGTH",
    CouponInvalidGcpLength = "COUPON_INVALID_GCP_LENGTH",
    CouponInvalidRetailerGcpOrGlnLength = "COUPON_INVALID_RETAILER_GCP_OR_GLN_LENGTH",
    CouponInvalidSaveValueAppliesToItem = "COUPON_INVALID_SAVE_VALUE_APPLIES_TO_ITEM",
    CouponInvalidSaveValueCode = "COUPON_INVALID_SAVE_VALUE_CODE",
    CouponInvalidSaveValueLength = "COUPON_INVALID_SAVE_VALUE_LENGTH",
    CouponInvalidStartDate = "COUPON_INVALID_START_DATE",
    CouponMissing1stPurchaseRequirementCode = "COUPON_MISSING_1ST_PURCHASE_REQUIREMENT_CODE",
    CouponMissing1stPurchaseRequirementVli = "COUPON_MISSING_1ST_PURCHASE_REQUIREMENT_VLI",
    CouponMissingSecondPurchaseGcpVli = "COUPON_MISSING_2ND_PURCHASE_GCP_VLI",
    CouponMissingSecondPurchaseRequirementCode = "COUPON_MISSING_2ND_PURCHASE_REQUIREMENT_CODE",
    CouponMissingSecondPurchaseRequirementVli = "COUPON_MISSING_2ND_PURCHASE_REQUIREMENT_VLI",
    CouponMissingThirdPurchaseGcpVli = "COUPON_MISSING_3RD_PURCHASE_GCP_VLI",
    CouponMissingThirdPurchaseRequirementCode = "COUPON_MISSING_3RD_PURCHASE_REQUIREMENT_CODE",
    CouponMissingThirdPurchaseRequirementVli = "COUPON_MISSING_3RD_PURCHASE_REQUIREMENT_VLI",
    CouponMissingAdditionalPurchaseRulesCode = "COUPON_MISSING_ADDITIONAL_PURCHASE_RULES_CODE",
    CouponMissingDontMultiplyFlag = "COUPON_MISSING_DONT_MULTIPLY_FLAG",
    CouponMissingFormatCode = "COUPON_MISSING_FORMAT_CODE",
    CouponMissingFunderVli = "COUPON_MISSING_FUNDER_VLI",
    CouponMissingGcpVli = "COUPON_MISSING_GCP_VLI",
    CouponMissingRetailerGcpOrGlnVli = "COUPON_MISSING_RETAILER_GCP_OR_GLN_VLI",
    CouponMissingSaveValueAppliesToItem = "COUPON_MISSING_SAVE_VALUE_APPLIES_TO_ITEM",
    CouponMissingSaveValueCode = "COUPON_MISSING_SAVE_VALUE_CODE",
    CouponMissingSaveValueVli = "COUPON_MISSING_SAVE_VALUE_VLI",
    CouponMissingSerialNumberVli = "COUPON_MISSING_SERIAL_NUMBER_VLI",
    CouponMissingStoreCouponFlag = "COUPON_MISSING_STORE_COUPON_FLAG",
    CouponTooShortForExpirationDate = "COUPON_TOO_SHORT_FOR_EXPIRATION_DATE",
    CouponTooShortForStartDate = "COUPON_TOO_SHORT_FOR_START_DATE",
    CouponTruncated1stPurchaseFamilyCode = "COUPON_TRUNCATED_1ST_PURCHASE_FAMILY_CODE",
    CouponTruncated1stPurchaseRequirement = "COUPON_TRUNCATED_1ST_PURCHASE_REQUIREMENT",
    CouponTruncatedSecondPurchaseFamilyCode = "COUPON_TRUNCATED_2ND_PURCHASE_FAMILY_CODE",
    CouponTruncatedSecondPurchaseGcp = "COUPON_TRUNCATED_2ND_PURCHASE_GCP",
    CouponTruncatedSecondPurchaseRequirement = "COUPON_TRUNCATED_2ND_PURCHASE_REQUIREMENT",
    CouponTruncatedThirdPurchaseFamilyCode = "COUPON_TRUNCATED_3RD_PURCHASE_FAMILY_CODE",
    CouponTruncatedThirdPurchaseGcp = "COUPON_TRUNCATED_3RD_PURCHASE_GCP",
    CouponTruncatedThirdPurchaseRequirement = "COUPON_TRUNCATED_3RD_PURCHASE_REQUIREMENT",
    CouponTruncatedFunder = "COUPON_TRUNCATED_FUNDER",
    CouponTruncatedGcp = "COUPON_TRUNCATED_GCP",
    CouponTruncatedOfferCode = "COUPON_TRUNCATED_OFFER_CODE",
    CouponTruncatedRetailerGcpOrGln = "COUPON_TRUNCATED_RETAILER_GCP_OR_GLN",
    CouponTruncatedSaveValue = "COUPON_TRUNCATED_SAVE_VALUE",
    CouponTruncatedSerialNumber = "COUPON_TRUNCATED_SERIAL_NUMBER",
    DateTooLong = "DATE_TOO_LONG",
    DateTooShort = "DATE_TOO_SHORT",
    GcpDatasourceOffline = "GCP_DATASOURCE_OFFLINE",
    HourTooLong = "HOUR_TOO_LONG",
    HourTooShort = "HOUR_TOO_SHORT",
    HourWithMinuteTooLong = "HOUR_WITH_MINUTE_TOO_LONG",
    HourWithMinuteTooShort = "HOUR_WITH_MINUTE_TOO_SHORT",
    IbanTooLong = "IBAN_TOO_LONG",
    IbanTooShort = "IBAN_TOO_SHORT",
    IllegalDay = "ILLEGAL_DAY",
    IllegalHour = "ILLEGAL_HOUR",
    IllegalIbanCountryCode = "ILLEGAL_IBAN_COUNTRY_CODE",
    IllegalMinute = "ILLEGAL_MINUTE",
    IllegalMonth = "ILLEGAL_MONTH",
    IllegalSecond = "ILLEGAL_SECOND",
    IllegalZeroPrefix = "ILLEGAL_ZERO_PREFIX",
    IllegalZeroValue = "ILLEGAL_ZERO_VALUE",
    ImporterIdxMustBeOneCharacter = "IMPORTER_IDX_MUST_BE_ONE_CHARACTER",
    IncorrectCheckDigit = "INCORRECT_CHECK_DIGIT",
    IncorrectCheckPair = "INCORRECT_CHECK_PAIR",
    IncorrectIbanChecksum = "INCORRECT_IBAN_CHECKSUM",
    InvalidBiologicalSexCode = "INVALID_BIOLOGICAL_SEX_CODE",
    InvalidCset39Character = "INVALID_CSET39_CHARACTER",
    InvalidCset64Character = "INVALID_CSET64_CHARACTER",
    InvalidCset64Padding = "INVALID_CSET64_PADDING",
    InvalidCset82Character = "INVALID_CSET82_CHARACTER",
    InvalidGcpPrefix = "INVALID_GCP_PREFIX",
    InvalidIbanCharacter = "INVALID_IBAN_CHARACTER",
    InvalidImportIdxCharacter = "INVALID_IMPORT_IDX_CHARACTER",
    InvalidLatitude = "INVALID_LATITUDE",
    InvalidLengthForPieceOfTotal = "INVALID_LENGTH_FOR_PIECE_OF_TOTAL",
    InvalidLongitude = "INVALID_LONGITUDE",
    InvalidMediaType = "INVALID_MEDIA_TYPE",
    InvalidPackageType = "INVALID_PACKAGE_TYPE",
    InvalidPercentSequence = "INVALID_PERCENT_SEQUENCE",
    InvalidWindingDirection = "INVALID_WINDING_DIRECTION",
    LatitudeInvalidLength = "LATITUDE_INVALID_LENGTH",
    LongitudeInvalidLength = "LONGITUDE_INVALID_LENGTH",
    MinuteTooLong = "MINUTE_TOO_LONG",
    MinuteTooShort = "MINUTE_TOO_SHORT",
    NonDigitCharacter = "NON_DIGIT_CHARACTER",
    NotHyphen = "NOT_HYPHEN",
    NotIso3166 = "NOT_ISO3166",
    NotIso3166Alpha2 = "NOT_ISO3166_ALPHA2",
    NotIso3166Or999 = "NOT_ISO3166_OR_999",
    NotIso4217 = "NOT_ISO4217",
    NotZero = "NOT_ZERO",
    NotZeroOrOne = "NOT_ZERO_OR_ONE",
    PieceNumberExceedsTotal = "PIECE_NUMBER_EXCEEDS_TOTAL",
    PositionExceedsEnd = "POSITION_EXCEEDS_END",
    PositionInSequenceMalformed = "POSITION_IN_SEQUENCE_MALFORMED",
    RequiresNonDigitCharacter = "REQUIRES_NON_DIGIT_CHARACTER",
    SecondTooLong = "SECOND_TOO_LONG",
    SecondTooShort = "SECOND_TOO_SHORT",
    TooLongForCheckPairImplementation = "TOO_LONG_FOR_CHECK_PAIR_IMPLEMENTATION",
    TooShortForCheckDigit = "TOO_SHORT_FOR_CHECK_DIGIT",
    TooShortForCheckPair = "TOO_SHORT_FOR_CHECK_PAIR",
    TooShortForGcp = "TOO_SHORT_FOR_GCP",
    ZeroPieceNumber = "ZERO_PIECE_NUMBER",
    ZeroTotalPieces = "ZERO_TOTAL_PIECES",
}

/// What is wrong with a value, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} at character {}", .fault.name(), .at + 1)]
pub struct LintError {
    /// What is wrong.
    pub fault: Fault,
    /// The character at which the wrong part begins, from nothing.
    pub at: usize,
    /// How many characters are wrong.
    pub length: usize,
}

/// Makes the result of a linter that found a fault.
pub(super) fn wrong(fault: Fault, at: usize, length: usize) -> Result<(), LintError> {
    Err(LintError { fault, at, length })
}
