//! All that is known about a printer.

use bezmen_domain::locale::Locale;
use serde::Serialize;

use super::{AutomaticStatus, Paper, PrinterStatus};

/// What is known about a printer; nothing of it until it has spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Condition {
    /// Whether it prints.
    pub online: Option<bool>,
    /// The level of the drawer sensor.
    pub drawer_pin3_high: Option<bool>,
    /// Whether its cover is open.
    pub cover_open: Option<bool>,
    /// Whether something is in the way of the cutter.
    pub cutter_error: Option<bool>,
    /// Whether it has any other error.
    pub error: Option<bool>,
    /// How much paper there is.
    pub paper: Option<Paper>,
}

impl Condition {
    /// Adds what an answer says.
    pub const fn answered(&mut self, status: &PrinterStatus) {
        match *status {
            PrinterStatus::Printer {
                online,
                drawer_pin3_high,
                ..
            } => {
                self.online = Some(online);
                self.drawer_pin3_high = Some(drawer_pin3_high);
            }
            PrinterStatus::OfflineCause {
                cover_open,
                paper_end,
                error,
                ..
            } => {
                self.cover_open = Some(cover_open);
                self.error = Some(error);
                if paper_end {
                    self.paper = Some(Paper::End);
                }
            }
            PrinterStatus::ErrorCause {
                recoverable,
                cutter_error,
                unrecoverable,
                recovers_itself,
            } => {
                self.cutter_error = Some(cutter_error);
                self.error = Some(recoverable || unrecoverable || recovers_itself);
            }
            PrinterStatus::Paper { paper } => self.paper = Some(paper),
        }
    }

    /// Takes over what a block says; it says everything.
    pub const fn automatic(&mut self, status: &AutomaticStatus) {
        *self = Self {
            online: Some(status.online),
            drawer_pin3_high: Some(status.drawer_pin3_high),
            cover_open: Some(status.cover_open),
            cutter_error: Some(status.cutter_error),
            error: Some(status.recoverable || status.unrecoverable || status.recovers_itself),
            paper: Some(status.paper),
        };
    }

    /// Whether the printer never said anything about itself.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// What a cashier reads: what is the matter and what to do, the most urgent first.
    #[must_use]
    pub fn words(&self, locale: Locale) -> &'static str {
        let yes = Some(true);
        if self.is_unknown() {
            locale.pick(
                "состояние неизвестно: принтер о себе не сообщает",
                "unknown: the printer says nothing about itself",
            )
        } else if self.cover_open == yes {
            locale.pick("крышка открыта: закройте её", "the cover is open: close it")
        } else if self.paper == Some(Paper::End) {
            locale.pick(
                "нет бумаги: вставьте новый рулон",
                "no paper: put a new roll in",
            )
        } else if self.cutter_error == yes {
            locale.pick(
                "нож застрял: выключите принтер и уберите бумагу из ножа",
                "the cutter is stuck: switch the printer off and clear the paper from it",
            )
        } else if self.error == yes {
            locale.pick(
                "ошибка принтера: выключите и включите его",
                "the printer has an error: switch it off and on",
            )
        } else if self.online == Some(false) {
            locale.pick(
                "принтер не печатает: нажмите на нём кнопку готовности",
                "the printer is offline: press its online button",
            )
        } else if self.paper == Some(Paper::NearEnd) {
            locale.pick(
                "готов, бумага кончается: приготовьте рулон",
                "ready, the paper is about to end: have a roll at hand",
            )
        } else {
            locale.pick("готов", "ready")
        }
    }
}
