//! The codes of what the pricing and the payment refuse.

use bezmen_domain::tender::SettleError;
use bezmen_domain::ticket::PriceError;

pub(super) const fn of_price(error: &PriceError) -> &'static str {
    match error {
        PriceError::TooManyLines => "TOO_MANY_LINES",
        PriceError::NegativePrice { .. } => "PRICE_NEGATIVE",
        PriceError::PriceTooLarge { .. } => "PRICE_TOO_LARGE",
        PriceError::QuantityNotPositive { .. } => "QUANTITY_NOT_POSITIVE",
        PriceError::QuantityTooLarge { .. } => "QUANTITY_TOO_LARGE",
        PriceError::LineDiscountOutOfRange { .. } | PriceError::ReceiptDiscountOutOfRange => {
            "DISCOUNT_OUT_OF_RANGE"
        }
        PriceError::TaxRateTooHigh { .. } => "TAX_RATE_TOO_HIGH",
        PriceError::TotalTooLarge => "TOTAL_TOO_LARGE",
    }
}

pub(super) const fn of_settlement(error: &SettleError) -> &'static str {
    match error {
        SettleError::NoTender => "NO_TENDER",
        SettleError::Short { .. } => "PAID_SHORT",
        SettleError::CardAboveDue { .. } => "TENDER_ABOVE_DUE",
        SettleError::CashNotNeeded => "CASH_NOT_NEEDED",
        SettleError::NotPositive { .. } => "TENDER_NOT_POSITIVE",
        SettleError::NegativeTotal => "TOTAL_NEGATIVE",
        SettleError::TooLarge => "AMOUNT_TOO_LARGE",
    }
}
