//! What comes back of a receipt, and what that gives.

use bezmen_contract::till::{ReceiptLineView, ReturnChoice};
use bezmen_domain::id::LineId;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::ticket::{SoldLine, return_amounts};
use leptos::prelude::*;

/// How much comes back of each line; copied freely.
#[derive(Clone, Copy)]
pub struct Choices(RwSignal<Vec<(LineId, Quantity)>>);

impl Choices {
    /// Nothing comes back yet.
    pub fn none() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// How much comes back of a line.
    pub fn of(self, line_id: LineId) -> Quantity {
        self.0.with(|all| {
            all.iter()
                .find(|(id, _)| *id == line_id)
                .map(|(_, quantity)| *quantity)
                .unwrap_or_default()
        })
    }

    /// Sets how much comes back of a line, at most what is left of it.
    pub fn set(self, line: &ReceiptLineView, quantity: Quantity) {
        let quantity = quantity.clamp(Quantity::ZERO, left_of(line));
        self.0.update(|all| {
            all.retain(|(id, _)| *id != line.line_id);
            if quantity.is_positive() {
                all.push((line.line_id, quantity));
            }
        });
    }

    /// As the engine wants it.
    pub fn items(self) -> Vec<ReturnChoice> {
        self.0.with(|all| {
            all.iter()
                .map(|(line_id, quantity)| ReturnChoice {
                    line_id: *line_id,
                    quantity: *quantity,
                })
                .collect()
        })
    }

    /// What is given back for all of it, by the rule that the engine uses.
    pub fn refund(self, lines: &[ReceiptLineView]) -> Money {
        lines
            .iter()
            .map(|line| refund_of(line, self.of(line.line_id)))
            .sum()
    }
}

/// What may still come back of a line.
pub fn left_of(line: &ReceiptLineView) -> Quantity {
    line.quantity - line.returned
}

/// How much more comes back by one touch: weighed goods whole (their weight can be typed), others one by one.
pub fn step_of(line: &ReceiptLineView) -> Quantity {
    if line.unit.is_weighed() || !line.quantity.is_whole() {
        left_of(line)
    } else {
        Quantity::ONE
    }
}

/// What is given back for a part of a line; only the total matters here, so base and tax are not told apart.
fn refund_of(line: &ReceiptLineView, quantity: Quantity) -> Money {
    let sold = SoldLine {
        quantity: line.quantity,
        gross: line.total,
        discount: Money::ZERO,
        base: line.total,
        tax: Money::ZERO,
        total: line.total,
    };
    return_amounts(&sold, line.returned, quantity)
        .map(|amounts| amounts.total)
        .unwrap_or_default()
}
