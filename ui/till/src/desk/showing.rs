//! Taking over what the engine sent.

use bezmen_contract::till::{Settings, StatusView, Theme, TicketView};
use bezmen_kit::look::{self, Shade};
use leptos::prelude::*;

use super::{Desk, Screen};

impl Desk {
    /// Draws another status.
    pub fn show_status(self, status: StatusView) {
        adopt_look(&status);
        if status.person.is_none() {
            self.overlay.set(None);
            self.consent.set(None);
            self.screen.set(Screen::Sell);
        }
        if self.status.with_untracked(|old| *old != status) {
            self.status.set(status);
        }
    }

    /// Draws another ticket, unless a later one was drawn already.
    pub fn show_ticket(self, ticket: TicketView) {
        let is_new = self.heard.try_update_value(|heard| {
            let is_new = ticket.version > heard.ticket;
            heard.ticket = heard.ticket.max(ticket.version);
            is_new
        });
        if is_new != Some(true) {
            return;
        }
        let last_changed = self
            .ticket
            .with_untracked(|old| old.as_ref().and_then(|old| old.last_line_id))
            != ticket.last_line_id;
        let selection_is_gone = self
            .selected
            .get_untracked()
            .is_none_or(|selected| !ticket.lines.iter().any(|line| line.line_id == selected));
        if last_changed || selection_is_gone {
            self.selected.set(
                ticket
                    .last_line_id
                    .or(ticket.lines.last().map(|line| line.line_id)),
            );
        }
        self.ticket.set(Some(ticket));
    }
}

/// Takes over language, currency, clock and theme.
pub(super) fn adopt_look(status: &StatusView) {
    look::set_locale(status.settings.locale);
    look::set_currency(status.currency);
    look::set_utc_offset_minutes(status.utc_offset_minutes);
    look::set_shade(shade(&status.settings));
}

fn shade(settings: &Settings) -> Shade {
    match settings.theme {
        Theme::System => Shade::System,
        Theme::Light => Shade::Light,
        Theme::Dark => Shade::Dark,
    }
}
