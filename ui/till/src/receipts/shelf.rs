//! The receipts that were found, the one that is shown, and the keys that walk over them.

use bezmen_contract::till::{FindReceipts, GetReceipt, ReceiptRow, ReceiptView};
use bezmen_domain::id::SaleId;
use bezmen_kit::keyboard::Heard;
use bezmen_kit::scanner::Reading;
use bezmen_kit::{beep, bridge, focus};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::receipt_actions::is_returnable;
use crate::desk::{Desk, Screen};

/// What stands on the page of receipts; copied freely.
#[derive(Clone, Copy)]
pub struct Shelf {
    /// What was found, newest first; nothing before the first answer.
    pub found: RwSignal<Option<Vec<ReceiptRow>>>,
    /// The one that was picked, before it is there.
    pub picked: RwSignal<Option<SaleId>>,
    /// The one that is shown.
    pub shown: RwSignal<Option<ReceiptView>>,
}

impl Shelf {
    /// Makes an empty one.
    pub fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            picked: RwSignal::new(None),
            shown: RwSignal::new(None),
        }
    }

    /// Shows a receipt.
    pub fn open(self, desk: Desk, sale_id: SaleId) {
        self.picked.set(Some(sale_id));
        spawn_local(async move {
            let answer = bridge::call(GetReceipt { sale_id }).await;
            if self.picked.try_get_untracked().flatten() != Some(sale_id) {
                return;
            }
            match answer {
                Ok(receipt) => self.shown.set(Some(receipt)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    }

    /// Shows what a scanned code belongs to, whatever day it is of.
    pub fn open_scanned(self, desk: Desk, text: String) {
        desk.receipt_query.set(text.clone());
        spawn_local(async move {
            match bridge::call(FindReceipts {
                query: text,
                from_ms: None,
                to_ms: None,
                limit: 1,
            })
            .await
            {
                Ok(rows) => match rows.first() {
                    Some(row) => self.open(desk, row.sale_id),
                    None => beep::bad(),
                },
                Err(failure) => desk.refuse(&failure),
            }
        });
    }

    /// Hears a key: arrows walk over the receipts, Enter takes goods back, what is typed is searched for. Enter in a field
    /// shows the first receipt. Scans are for the page.
    pub fn hear(self, desk: Desk, heard: &Heard) -> bool {
        match &heard.reading {
            Reading::Scanned(_) => return false,
            Reading::Typed(_) if heard.in_field => return false,
            Reading::Typed(text) => desk.receipt_query.update(|query| query.push_str(text)),
            Reading::Pressed(stroke) => match stroke.key.as_str() {
                "Escape" => desk.go(Screen::Sell),
                "ArrowDown" => self.step(desk, heard.in_field, 1),
                "ArrowUp" => self.step(desk, heard.in_field, -1),
                "Backspace" if !heard.in_field => desk.receipt_query.update(|query| {
                    query.pop();
                }),
                "Enter" if heard.in_field || self.picked.get_untracked().is_none() => {
                    self.picked.set(None);
                    self.step(desk, false, 0);
                }
                "Enter" => self.take_back(desk),
                _ => return false,
            },
        }
        true
    }

    fn step(self, desk: Desk, in_field: bool, by: isize) {
        if !in_field {
            focus::release_focus();
        }
        let from = self.picked.get_untracked();
        let next = self
            .found
            .with_untracked(|found| neighbour(found.as_deref().unwrap_or_default(), from, by));
        if let Some(sale_id) = next {
            self.open(desk, sale_id);
        }
    }

    fn take_back(self, desk: Desk) {
        let returnable = self.shown.with_untracked(|shown| {
            let receipt = shown.as_ref().filter(|receipt| is_returnable(receipt))?;
            Some(receipt.row.sale_id)
        });
        // The one that was picked may still be on its way.
        match returnable.filter(|sale_id| self.picked.get_untracked() == Some(*sale_id)) {
            Some(sale_id) => desk.go(Screen::Return(sale_id)),
            None => beep::bad(),
        }
    }
}

/// The receipt so many rows below another; the first one when that is not in the list.
fn neighbour(rows: &[ReceiptRow], from: Option<SaleId>, by: isize) -> Option<SaleId> {
    let at = rows.iter().position(|row| Some(row.sale_id) == from);
    let next = at.map_or(0, |at| at.saturating_add_signed(by).min(rows.len() - 1));
    rows.get(next).map(|row| row.sale_id)
}
