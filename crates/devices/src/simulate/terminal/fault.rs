//! What can be wrong with a simulated payment terminal.

use crate::simulate::fault::faults;

faults! {
    /// What is wrong with the terminal, until it is told otherwise.
    pub enum TerminalFault of "a payment terminal" {
        /// Nothing.
        #[default]
        None => "ok",
        /// It takes connections and closes them at once.
        Off => "off",
        /// It takes connections and never answers.
        Silent => "silent",
        /// It refuses payments with 84 and this code.
        Refuses(u8 = 0x83) => "refuses",
        /// It answers “please wait” to this many requests of any kind.
        BusyFor(u8 = 3) => "busy",
        /// The bank declines with this result code.
        Declines(u8 = 0x71) => "declines",
        /// The customer cancels: 06 1E.
        Aborts => "aborts",
        /// It takes the payment and the connection breaks before the card is charged.
        DropsBeforeCharge => "drops-before-charge",
        /// The connection breaks after the card is charged and before that is said.
        DropsAfterCharge => "drops-after-charge",
        /// As [`Self::DropsAfterCharge`], and then it is [`Self::Off`].
        DiesAfterCharge => "dies-after-charge",
        /// The connection breaks after the approval and before the end.
        DropsAfterStatus => "drops-after-status",
        /// It charges and says no more, with the connection open.
        SilentAfterCharge => "silent-after-charge",
        /// The connection breaks, and the customer presents the card only then; an abort of the till prevents the charge.
        LateCard => "late-card",
        /// Bytes that mean nothing stand before each message of a payment.
        Garbage => "garbage",
        /// The approval is damaged on its way.
        DamagedStatus => "damaged-status",
        /// The answer and what follows come in one piece.
        Glued => "glued",
        /// Every byte comes by itself.
        Split => "split",
        /// Payments take this many intermediate statuses, one each tenth of a second.
        Slow(u8 = 20) => "slow",
        /// It charges and completes without a status information.
        NoResult => "no-result",
        /// It charges one minor unit more than it was told.
        OtherAmount => "other-amount",
        /// It repeats the approval of the payment before, and charges nothing.
        RepeatsOldApproval => "repeats-old-approval",
        /// It sends an old approval before it answers, then declines.
        OldApprovalFirst => "old-approval-first",
        /// It works, but does not tell its last transaction.
        TellsNothing => "tells-nothing",
    }
}
