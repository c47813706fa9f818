//! What is refused of marked goods.

use bezmen_domain::barcode::MarkingWarning;
use bezmen_domain::id::LineId;
use bezmen_domain::locale::Locale;
use serde_json::{Value, json};

/// Why a marked piece is not sold or not taken back like that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkingRefusal {
    /// The code is on the ticket.
    OnTicket {
        /// What it is called.
        name: String,
        /// The line it is on.
        line_id: LineId,
    },
    /// The code is on a ticket that was put aside.
    OnHeldTicket {
        /// What it is called.
        name: String,
        /// The word by which the ticket is known, or when it was put aside.
        note: String,
    },
    /// The code was sold and has not come back. Somebody who may can consent.
    SoldBefore {
        /// What it is called.
        name: String,
        /// The receipt.
        number: String,
        /// When, in words.
        at: String,
    },
    /// Such goods are not counted.
    OneByOne {
        /// What it is called.
        name: String,
    },
    /// A piece does not come back in part.
    Whole {
        /// What it is called.
        name: String,
    },
    /// The scanner or the keyboard has damaged the code.
    Damaged {
        /// How.
        warning: MarkingWarning,
    },
}

impl MarkingRefusal {
    /// The stable code that programs branch on.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OnTicket { .. } => "MARKING_ON_TICKET",
            Self::OnHeldTicket { .. } => "MARKING_ON_HELD_TICKET",
            Self::SoldBefore { .. } => "MARKING_SOLD",
            Self::OneByOne { .. } => "MARKING_ONE_BY_ONE",
            Self::Whole { .. } => "MARKING_WHOLE",
            Self::Damaged { .. } => "MARKING_DAMAGED",
        }
    }

    /// What a program needs to go on.
    pub(super) fn details(&self) -> Option<Value> {
        match self {
            Self::OnTicket { line_id, .. } => Some(json!({ "line_id": line_id })),
            Self::SoldBefore { number, .. } => Some(json!({ "number": number })),
            Self::Damaged { warning } => Some(json!({ "warning": warning })),
            Self::OnHeldTicket { .. } | Self::OneByOne { .. } | Self::Whole { .. } => None,
        }
    }

    /// Says it in a language.
    pub(super) fn sentence(&self, locale: Locale) -> String {
        match (self, locale) {
            (Self::OnTicket { name, .. }, Locale::Ru) => format!(
                "Этот код («{name}») уже в чеке. Отсканируйте другую штуку: у каждой свой код."
            ),
            (Self::OnTicket { name, .. }, Locale::En) => format!(
                "This code (“{name}”) is on the ticket already. Scan another piece: each has a code of its own."
            ),
            (Self::OnHeldTicket { name, note }, Locale::Ru) => format!(
                "Этот код («{name}») — в отложенном чеке: {note}. Верните тот чек и продайте по нему или уберите там строку."
            ),
            (Self::OnHeldTicket { name, note }, Locale::En) => format!(
                "This code (“{name}”) is on a held ticket: {note}. Recall it and sell by it, or remove the line there."
            ),
            (Self::SoldBefore { name, number, at }, Locale::Ru) => format!(
                "Этот код («{name}») уже продан: чек {number}, {at}. Возьмите другую штуку или оформите возврат по тому чеку. Продать его ещё раз можно с согласия старшего."
            ),
            (Self::SoldBefore { name, number, at }, Locale::En) => format!(
                "This code (“{name}”) was sold already: receipt {number}, {at}. Take another piece, or return it by that receipt. Selling it once more takes a manager's consent."
            ),
            (Self::OneByOne { name }, Locale::Ru) => format!(
                "«{name}» — маркированный товар: одна строка — один код. Отсканируйте код каждой штуки."
            ),
            (Self::OneByOne { name }, Locale::En) => {
                format!("“{name}” is marked: one line is one code. Scan the code of each piece.")
            }
            (Self::Whole { name }, Locale::Ru) => format!(
                "«{name}» — маркированный товар: его возвращают целиком. Верните всю строку."
            ),
            (Self::Whole { name }, Locale::En) => {
                format!("“{name}” is marked and comes back whole. Return all of the line.")
            }
            (Self::Damaged { warning }, Locale::Ru) => {
                format!("Код маркировки не принят: {}.", warning.words(locale))
            }
            (Self::Damaged { warning }, Locale::En) => {
                format!("The marking code is not taken: {}.", warning.words(locale))
            }
        }
    }
}
