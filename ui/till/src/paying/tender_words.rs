use bezmen_domain::tender::{SettleError, TenderKind};

use crate::words::{Paying, t};

/// The name of a tender.
pub fn tender_word(kind: TenderKind) -> &'static str {
    t(match kind {
        TenderKind::Cash => Paying::Cash,
        TenderKind::Card => Paying::Card,
        TenderKind::Bonus => Paying::Bonus,
        TenderKind::GiftCard => Paying::GiftCard,
        TenderKind::OnAccount => Paying::OnAccount,
    })
}

/// Why the tenders do not fit, in words of the page; nothing while money is merely missing.
pub fn settle_words(error: &SettleError) -> &'static str {
    match error {
        SettleError::NoTender | SettleError::Short { .. } => "",
        SettleError::CardAboveDue { .. } => t(Paying::CardAbove),
        SettleError::CashNotNeeded => t(Paying::CashNotNeeded),
        SettleError::NotPositive { .. } | SettleError::NegativeTotal | SettleError::TooLarge => {
            t(Paying::TooLarge)
        }
    }
}
