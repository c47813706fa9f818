//! What was scanned: to the engine one after the other, and back as a line, a question or words.

use std::collections::VecDeque;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{ProductView, Scan, ScanOutcome, ScanView, TakeRead};
use bezmen_domain::quantity::Quantity;
use bezmen_kit::keyboard::{self, Heard, Origin};
use bezmen_kit::notice::Tone;
use bezmen_kit::scanner::Reading;
use bezmen_kit::{beep, bridge, bridge::needs_consent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::consent::ask_consent;
use super::{Desk, Overlay, Screen, Unpriced, Unweighed, paint_clock};
use crate::words::{Selling, fill};

/// Scans that wait: a fast hand is never ahead of the engine, and never out of order.
#[derive(Default)]
pub(super) struct Queue {
    waiting: VecDeque<(String, Option<Quantity>, u64)>,
    busy: bool,
}

impl Desk {
    /// Takes a scan, with the quantity typed before it.
    pub fn scan(self, text: String, at_ms: u64) {
        let times = self.times.get_untracked();
        self.times.set(None);
        // Figures that stand there were no count, for `*` had taken them: they are the torn off beginning of this scan, or
        // were typed for nothing.
        self.typed.set(String::new());
        let idle = self.scans.try_update_value(|queue| {
            queue.waiting.push_back((text, times, at_ms));
            !std::mem::replace(&mut queue.busy, true)
        });
        if idle == Some(true) {
            spawn_local(self.send_scans());
        }
    }

    /// Takes a read of the engine's scanner, unless another screen of this till has taken it, and hands it to whoever hears
    /// the keys now: it does what a scan from the keyboard does there. A locked till is refused it.
    pub(super) fn take_read(self, number: u64, text: String) {
        let at_ms = keyboard::now_ms();
        spawn_local(async move {
            if let Ok(true) = bridge::call(TakeRead { number }).await {
                self.keys.hear(Heard {
                    reading: Reading::Scanned(text),
                    in_field: false,
                    at_ms,
                    facts: None,
                    origin: Origin::TillScanner,
                });
            }
        });
    }

    async fn send_scans(self) {
        while let Some((text, quantity, at_ms)) = self.next_scan() {
            let make = move |approval| Scan {
                text: text.clone(),
                quantity,
                approval,
            };
            match bridge::call(make(None)).await {
                Ok(view) => self.show_scan(view, at_ms),
                Err(failure) if needs_consent(&failure) => {
                    beep::bad();
                    ask_consent(self, failure, make, move |reply| match reply {
                        Ok(view) => self.show_scan(view, keyboard::now_ms()),
                        Err(failure) => self.refuse(&failure),
                    });
                }
                Err(failure) => self.refuse_scan(&failure),
            }
        }
    }

    /// Says why a scan was refused, and lights the line that it is about: the one that has the code already.
    fn refuse_scan(self, failure: &Failure) {
        let details = failure.details.as_ref();
        let line = details.and_then(|details| details.get("line_id")?.as_str());
        if let Some(line_id) = line.and_then(|id| id.parse().ok()) {
            self.selected.set(Some(line_id));
        }
        self.refuse(failure);
    }

    fn next_scan(self) -> Option<(String, Option<Quantity>, u64)> {
        self.scans
            .try_update_value(|queue| {
                let next = queue.waiting.pop_front();
                queue.busy = next.is_some();
                next
            })
            .flatten()
    }

    /// Draws what a scan turned out to be.
    pub fn show_scan(self, view: ScanView, at_ms: u64) {
        self.unknown.set(None);
        self.said.set(None);
        self.show_ticket(view.ticket);
        match view.outcome {
            ScanOutcome::Added { line_id } => {
                self.selected.set(Some(line_id));
                beep::good();
                paint_clock::painted(at_ms);
            }
            ScanOutcome::NeedsWeight { product, barcode } => self.weigh(product, Some(barcode)),
            ScanOutcome::NeedsPrice {
                product,
                barcode,
                quantity,
            } => self.ask_price(Unpriced {
                product: Some(product),
                barcode: Some(barcode),
                quantity: Some(quantity),
            }),
            ScanOutcome::Unknown { barcode } => {
                beep::bad();
                self.unknown.set(Some(barcode));
            }
            ScanOutcome::Misread { barcode } => {
                beep::bad();
                self.say(Tone::Bad, fill(Selling::Misread, &[&barcode]));
            }
            ScanOutcome::Customer { customer } => {
                beep::good();
                self.say(Tone::Good, fill(Selling::CustomerSet, &[&customer.name]));
            }
            ScanOutcome::Receipt {
                sale_id: Some(sale_id),
                ..
            } => {
                beep::good();
                self.go(Screen::Return(sale_id));
            }
            ScanOutcome::Receipt {
                sale_id: None,
                number,
            } => {
                beep::bad();
                self.say(Tone::Attention, fill(Selling::ForeignReceipt, &[&number]));
            }
        }
    }

    /// Asks for the price of something that has none.
    pub fn ask_price(self, unpriced: Unpriced) {
        beep::bad();
        self.overlay
            .set(Some(Overlay::OpenPrice(Box::new(unpriced))));
    }

    /// Asks for the weight of a product, which was scanned or picked by hand.
    pub fn weigh(self, product: ProductView, barcode: Option<String>) {
        let goods = Unweighed { product, barcode };
        self.overlay
            .set(Some(Overlay::Weigh(Some(Box::new(goods)))));
    }
}
