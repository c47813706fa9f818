//! What the engine tells without being asked.

use bezmen_contract::till::{Event, GetTicket, Status, SyncState};
use bezmen_kit::bridge;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;

impl Desk {
    /// Draws whatever the engine tells for as long as the page is open.
    pub fn follow_engine(self) {
        bridge::listen(
            move |event| self.hear_event(event),
            move |up| {
                self.line_up.set(up);
                if up {
                    self.ask_all();
                }
            },
        );
    }

    /// Asks for everything anew: events may have been missed.
    pub fn ask_all(self) {
        spawn_local(async move {
            if let Ok(status) = bridge::call(Status {}).await {
                let sells = status.person.is_some();
                self.show_status(status);
                if sells && let Ok(ticket) = bridge::call(GetTicket {}).await {
                    self.show_ticket(ticket);
                }
            }
        });
    }

    fn hear_event(self, event: Event) {
        match event {
            Event::TicketChanged(ticket) => self.show_ticket(ticket),
            Event::Scanned(scan) => self.show_scan(scan, None),
            Event::Weight(scale) => {
                self.status.update(|status| status.scale = scale.state);
                self.scale.set(Some(scale));
            }
            Event::Printer(lamp) => self.status.update(|status| status.printer = lamp),
            Event::Sync(lamp) => {
                let was_level = self
                    .status
                    .with_untracked(|status| status.sync.state == SyncState::Level);
                let is_level = lamp.state == SyncState::Level;
                self.status.update(|status| status.sync = lamp);
                // What came from the server may be the shop's own name, time zone or currency.
                if is_level && !was_level {
                    self.refresh_status();
                }
            }
            Event::Status(status) => self.show_status(status),
            Event::CatalogChanged { products } => {
                self.download.set(None);
                self.status.update(|status| status.products = products);
                self.catalogue
                    .update(|version| *version = version.wrapping_add(1));
            }
            Event::CatalogProgress { done, total } => {
                self.download.set((done < total).then_some((done, total)))
            }
        }
    }
}
