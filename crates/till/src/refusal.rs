//! Why the engine refuses a call: the catalogue of codes and of sentences in both languages.

mod code;
mod codes;
mod from;
mod marking;
mod words;

pub use code::CodeRefusal;
pub use marking::MarkingRefusal;

use bezmen_contract::failure::Failure;
use bezmen_devices::label::LabelError;
use bezmen_devices::printer::profile::ProfileError;
use bezmen_domain::barcode::MarksError;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::tender::SettleError;
use bezmen_domain::ticket::PriceError;
use serde_json::{Value, json};

use crate::label_scale::TargetError;
use crate::printing::SetupError;
use crate::store::StoreError;

/// A refusal; [`Refusal::failure`] says it in a language.
#[derive(Debug, thiserror::Error)]
#[error("{}", words::sentence(self, Locale::En))]
pub enum Refusal {
    /// The till belongs to no company yet.
    NotPaired,
    /// Nobody is signed in.
    SignInRequired,
    /// No such person works here any more.
    PersonUnknown,
    /// The person has no PIN.
    PinMissing,
    /// The PIN is another.
    PinWrong {
        /// Tries before the first pause; zero when the next one pauses.
        left: u32,
    },
    /// Too many wrong PINs.
    PinLocked {
        /// How long yet.
        seconds: i64,
    },
    /// The person may not do it alone.
    ApprovalRequired {
        /// What it takes.
        permission: Permission,
    },
    /// The one who consents may not do it either.
    ApproverMayNot {
        /// What it takes.
        permission: Permission,
    },
    /// A discount above the limit of the person.
    DiscountAboveLimit {
        /// Their limit in basis points.
        limit_bp: u32,
    },
    /// A shift is open already.
    ShiftAlreadyOpen,
    /// The company cannot be left in the middle of a shift.
    ShiftStillOpen,
    /// No shift is open.
    ShiftClosed,
    /// The shift cannot be closed over an open ticket.
    TicketOpen {
        /// How many lines it has.
        lines: usize,
    },
    /// The shift cannot be closed over held tickets.
    TicketsHeld {
        /// How many.
        count: usize,
    },
    /// The counted cash differs by more than the person may accept alone.
    CashDifference,
    /// A count of the drawer was refused before: the next one takes somebody who consents, whatever is counted.
    RecountAlone,
    /// The ticket has no lines.
    TicketEmpty,
    /// A held ticket cannot come onto one that has lines.
    TicketNotEmpty,
    /// The screen shows another ticket.
    TicketChanged,
    /// The screen shows another total.
    TotalChanged {
        /// The total in words.
        total: String,
        /// The total.
        minor: Money,
    },
    /// No such line on the ticket.
    LineUnknown,
    /// No such held ticket.
    HeldUnknown,
    /// No such product, or it may not be sold.
    ProductUnknown,
    /// The product has no price.
    PriceMissing {
        /// What it is called.
        name: String,
    },
    /// The product has a price, so none is typed.
    PriceKnown {
        /// What it is called.
        name: String,
    },
    /// The line cannot be counted like that.
    QuantityNotWhole {
        /// What it is called.
        name: String,
    },
    /// A weight label on goods sold by the piece.
    LabelForUnweighed {
        /// What it is called.
        name: String,
    },
    /// The goods are sold without weighing.
    NotWeighed {
        /// What it is called.
        name: String,
    },
    /// The scale has no weight to sell.
    ScaleNotReady {
        /// What to do, in the language of the till.
        hint: String,
    },
    /// The ticket cannot be priced.
    Price(#[from] PriceError),
    /// The tenders do not pay the total.
    Settle {
        /// Why.
        error: SettleError,
        /// The sum of the error in words; empty when it has none.
        sum: String,
    },
    /// A way to pay that this version does not take.
    TenderNotAvailable,
    /// An amount must be above zero.
    AmountNotPositive,
    /// An amount is beyond every shop's.
    AmountTooLarge,
    /// A reason must be given.
    ReasonMissing,
    /// More cash would leave the drawer than is in it.
    NotEnoughCash,
    /// No such receipt at this till.
    ReceiptUnknown,
    /// A return cannot be returned.
    ReceiptIsReturn,
    /// Nothing was chosen to come back.
    NothingToReturn,
    /// More would come back than was sold.
    ReturnTooMuch {
        /// What it is called.
        name: String,
        /// How much can still come back, in words.
        left: String,
    },
    /// The refund cannot go that way.
    RefundTender,
    /// No such customer.
    CustomerUnknown,
    /// A customer needs a name.
    CustomerNameMissing,
    /// Another customer has this card.
    CardTaken,
    /// The phone has too few or too many digits.
    PhoneInvalid,
    /// A text is longer than its field.
    TextTooLong {
        /// Characters at most.
        limit: usize,
    },
    /// The barcode belongs to a product already.
    BarcodeTaken {
        /// Which.
        name: String,
    },
    /// A marked piece is not sold or not taken back like that.
    Marking(MarkingRefusal),
    /// Nothing is sold by a code like that.
    Code(CodeRefusal),
    /// No printer is set up.
    NoPrinter,
    /// No label printer is set up.
    NoLabelPrinter,
    /// More labels at once than any roll has.
    TooManyLabels {
        /// The most.
        most: u32,
    },
    /// A label does not fit its paper.
    LabelImpossible {
        /// Of which product.
        name: String,
        /// Why.
        error: LabelError,
    },
    /// Labels cannot be written for the printer.
    LabelUnprintable {
        /// Why, in the language of the till.
        words: String,
    },
    /// No product has the code.
    CodeUnknown {
        /// The code.
        code: String,
    },
    /// The label scale cannot be used as it is described.
    LabelScaleUnusable(TargetError),
    /// A scanner cannot send what its settings say.
    ScannerUnusable(MarksError),
    /// The till runs without its devices, as some commands do.
    NoDevices,
    /// The scale is not connected, or its protocol has no such order.
    ScaleCannot,
    /// No such print job, or it need not be tried again.
    PrintJobUnknown,
    /// A setting is out of its range.
    SettingInvalid {
        /// Which, in the words of the contract.
        field: &'static str,
    },
    /// A printer profile cannot be used.
    ProfileUnusable(ProfileError),
    /// The printer cannot be set up as it is described.
    PrinterUnusable(SetupError),
    /// The network side is not running in this process.
    SyncNotRunning,
    /// A backup cannot be written where it was to go.
    BackupFolder {
        /// Where.
        folder: String,
        /// What the operating system says.
        reason: String,
    },
    /// The till has facts that the server does not have.
    OpsWaiting {
        /// How many.
        count: u64,
    },
    /// Screen and engine are of different versions.
    UnknownCall {
        /// What was asked for.
        detail: String,
    },
    /// The arguments of a call do not fit.
    BadArguments {
        /// Why.
        detail: String,
    },
    /// Another room refused and has said why already.
    Said(Box<Failure>),
    /// The database refused.
    Store(#[from] StoreError),
}

impl Refusal {
    /// The stable code that programs branch on.
    pub fn code(&self) -> &str {
        match self {
            Self::NotPaired => "NOT_PAIRED",
            Self::SignInRequired => "SIGN_IN_REQUIRED",
            Self::PersonUnknown => "PERSON_UNKNOWN",
            Self::PinMissing => "PIN_MISSING",
            Self::PinWrong { .. } => "PIN_WRONG",
            Self::PinLocked { .. } => "PIN_LOCKED",
            Self::ApprovalRequired { .. } => "APPROVAL_REQUIRED",
            Self::ApproverMayNot { .. } => "APPROVER_MAY_NOT",
            Self::DiscountAboveLimit { .. } => "DISCOUNT_ABOVE_LIMIT",
            Self::ShiftAlreadyOpen => "SHIFT_ALREADY_OPEN",
            Self::ShiftStillOpen => "SHIFT_STILL_OPEN",
            Self::ShiftClosed => "SHIFT_CLOSED",
            Self::TicketOpen { .. } => "TICKET_OPEN",
            Self::TicketsHeld { .. } => "TICKETS_HELD",
            Self::CashDifference | Self::RecountAlone => "CASH_DIFFERENCE",
            Self::TicketEmpty => "TICKET_EMPTY",
            Self::TicketNotEmpty => "TICKET_NOT_EMPTY",
            Self::TicketChanged => "TICKET_CHANGED",
            Self::TotalChanged { .. } => "TOTAL_CHANGED",
            Self::LineUnknown => "LINE_UNKNOWN",
            Self::HeldUnknown => "HELD_UNKNOWN",
            Self::ProductUnknown => "PRODUCT_UNKNOWN",
            Self::PriceMissing { .. } => "PRICE_MISSING",
            Self::PriceKnown { .. } => "PRICE_KNOWN",
            Self::QuantityNotWhole { .. } => "QUANTITY_NOT_WHOLE",
            Self::LabelForUnweighed { .. } => "LABEL_FOR_UNWEIGHED",
            Self::NotWeighed { .. } => "NOT_WEIGHED",
            Self::ScaleNotReady { .. } => "SCALE_NOT_READY",
            Self::Price(error) => codes::of_price(error),
            Self::Settle { error, .. } => codes::of_settlement(error),
            Self::TenderNotAvailable => "TENDER_NOT_AVAILABLE",
            Self::AmountNotPositive => "AMOUNT_NOT_POSITIVE",
            Self::AmountTooLarge => "AMOUNT_TOO_LARGE",
            Self::ReasonMissing => "REASON_MISSING",
            Self::NotEnoughCash => "NOT_ENOUGH_CASH",
            Self::ReceiptUnknown => "RECEIPT_UNKNOWN",
            Self::ReceiptIsReturn => "RECEIPT_IS_RETURN",
            Self::NothingToReturn => "NOTHING_TO_RETURN",
            Self::ReturnTooMuch { .. } => "RETURN_TOO_MUCH",
            Self::RefundTender => "REFUND_TENDER",
            Self::CustomerUnknown => "CUSTOMER_UNKNOWN",
            Self::CustomerNameMissing => "CUSTOMER_NAME_MISSING",
            Self::CardTaken => "CARD_TAKEN",
            Self::PhoneInvalid => "PHONE_INVALID",
            Self::TextTooLong { .. } => "TEXT_TOO_LONG",
            Self::BarcodeTaken { .. } => "BARCODE_TAKEN",
            Self::Marking(refusal) => refusal.code(),
            Self::Code(refusal) => refusal.code(),
            Self::NoPrinter => "NO_PRINTER",
            Self::NoLabelPrinter => "NO_LABEL_PRINTER",
            Self::TooManyLabels { .. } => "TOO_MANY_LABELS",
            Self::LabelImpossible { .. } | Self::LabelUnprintable { .. } => "LABEL_IMPOSSIBLE",
            Self::CodeUnknown { .. } => "CODE_UNKNOWN",
            Self::LabelScaleUnusable(_) => "LABEL_SCALE_UNUSABLE",
            Self::ScannerUnusable(_) => "SCANNER_UNUSABLE",
            Self::NoDevices => "NO_DEVICES",
            Self::ScaleCannot => "SCALE_CANNOT",
            Self::PrintJobUnknown => "PRINT_JOB_UNKNOWN",
            Self::SettingInvalid { .. } => "SETTING_INVALID",
            Self::ProfileUnusable(_) => "PROFILE_UNUSABLE",
            Self::PrinterUnusable(_) => "PRINTER_UNUSABLE",
            Self::SyncNotRunning => "SYNC_NOT_RUNNING",
            Self::BackupFolder { .. } => "BACKUP_FOLDER",
            Self::OpsWaiting { .. } => "OPS_WAITING",
            Self::UnknownCall { .. } => "UNKNOWN_CALL",
            Self::BadArguments { .. } => "BAD_ARGUMENTS",
            Self::Said(failure) => &failure.code,
            Self::Store(error) if error.is_disk_full() => "DISK_FULL",
            Self::Store(_) => "INTERNAL",
        }
    }

    /// Says it in a language, with what a program needs to go on.
    pub fn failure(self, locale: Locale) -> Failure {
        if let Self::Said(failure) = self {
            return *failure;
        }
        let mut failure = Failure::new(self.code(), words::sentence(&self, locale));
        failure.details = self.details();
        failure
    }

    fn details(&self) -> Option<Value> {
        Some(match self {
            Self::PinWrong { left } => json!({ "left": left }),
            Self::PinLocked { seconds } => json!({ "seconds": seconds }),
            Self::ApprovalRequired { permission } | Self::ApproverMayNot { permission } => {
                json!({ "permission": permission })
            }
            Self::DiscountAboveLimit { limit_bp } => json!({ "limit_basis_points": limit_bp }),
            Self::TotalChanged { minor, .. } => json!({ "total": minor }),
            Self::Price(error) => json!({ "line_id": error.line_id()? }),
            Self::Settle {
                error: SettleError::Short { missing },
                ..
            } => json!({ "missing": missing }),
            Self::Settle {
                error: SettleError::CardAboveDue { over, .. },
                ..
            } => json!({ "over": over }),
            Self::OpsWaiting { count } => json!({ "count": count }),
            Self::Marking(refusal) => return refusal.details(),
            _ => return None,
        })
    }
}

/// Says a refusal in a language, leaving it whole.
pub fn in_words(refusal: &Refusal, locale: Locale) -> String {
    words::sentence(refusal, locale)
}
