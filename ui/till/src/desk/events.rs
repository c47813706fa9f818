//! What the engine tells without being asked.

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{Call, Event, GetTicket, Status, StatusView, SyncState};
use bezmen_kit::notice::Tone;
use bezmen_kit::{beep, bridge};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;

/// What was told already. Answers come by another way than events, so an answer can be older than an event before it.
#[derive(Default)]
pub(super) struct Heard {
    /// How many events told how the frame is.
    of_frame: u32,
    /// The version of the ticket that is shown.
    pub ticket: u64,
}

impl Desk {
    /// Draws whatever the engine tells for as long as the page is open.
    pub fn follow_engine(self) {
        bridge::listen(
            move |event| self.hear_event(event),
            move |up| {
                self.line_up.set(up);
                if up {
                    // It may be another run of the engine, which counts from the beginning.
                    self.heard.update_value(|heard| heard.ticket = 0);
                    self.ask_all();
                }
            },
        );
    }

    /// Asks for everything anew: events may have been missed.
    pub fn ask_all(self) {
        spawn_local(async move {
            let is_drawn = self.ask_frame(Status {}).await.is_ok();
            let sells = || self.status.with_untracked(|status| status.person.is_some());
            if is_drawn
                && sells()
                && let Ok(ticket) = bridge::call(GetTicket {}).await
            {
                self.show_ticket(ticket);
            }
        });
    }

    /// Asks for the frame anew.
    pub fn refresh_status(self) {
        spawn_local(async move {
            // Whoever cannot be reached is told of by the line.
            let _ = self.ask_frame(Status {}).await;
        });
    }

    /// Asks what answers the frame, and draws it; an answer that an event overtook is asked for anew.
    ///
    /// # Errors
    /// What the engine refused.
    pub async fn ask_frame<C: Call<Reply = StatusView>>(self, question: C) -> Result<(), Failure> {
        let heard = || self.heard.with_value(|heard| heard.of_frame);
        let before = heard();
        let status = bridge::call(question).await?;
        if heard() == before {
            self.show_status(status);
        } else {
            self.refresh_status();
        }
        Ok(())
    }

    fn hear_event(self, event: Event) {
        if matches!(
            event,
            Event::Printer(_) | Event::Sync(_) | Event::Weight(_) | Event::Status(_)
        ) {
            self.heard
                .update_value(|heard| heard.of_frame = heard.of_frame.wrapping_add(1));
        }
        match event {
            Event::TicketChanged(ticket) => self.show_ticket(ticket),
            Event::ScannerRead { number, text } => self.take_read(number, text),
            Event::ScannerTrouble { words } => {
                beep::bad();
                self.say(Tone::Bad, words);
            }
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
