//! What comes back of a receipt, and what that gives.

use bezmen_contract::till::{ReceiptLineView, ReturnChoice};
use bezmen_domain::id::LineId;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::tender::{PaidSale, TenderKind};
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

    /// Whether nothing comes back yet.
    pub fn is_empty(self) -> bool {
        self.0.with(Vec::is_empty)
    }

    /// What all of it was sold for, by the rule that the engine uses.
    pub fn worth(self, lines: &[ReceiptLineView]) -> Money {
        lines
            .iter()
            .map(|line| worth_of(&line.sold, line.returned, self.of(line.line_id)))
            .sum()
    }
}

/// What may still come back of a line.
pub fn left_of(line: &ReceiptLineView) -> Quantity {
    line.quantity - line.returned
}

/// How much more comes back by one touch: weighed goods whole (their weight can be typed) and marked ones, others one by one.
pub fn step_of(line: &ReceiptLineView) -> Quantity {
    if line.ki.is_some() || line.unit.is_weighed() || !line.quantity.is_whole() {
        left_of(line)
    } else {
        Quantity::ONE
    }
}

/// What a part of a line was sold for.
fn worth_of(sold: &SoldLine, returned: Quantity, quantity: Quantity) -> Money {
    return_amounts(sold, returned, quantity)
        .map(|amounts| amounts.total)
        .unwrap_or_default()
}

/// What is given back for goods worth so much, by the rule that the engine uses; where that way is not open, what they are
/// worth, until the engine says why not.
pub fn refund_of(paid: &PaidSale, worth: Money, cash_step: Money, to: Option<TenderKind>) -> Money {
    paid.refund(worth, cash_step, to)
        .map_or(worth, |settlement| settlement.due)
}

#[cfg(test)]
mod tests {
    use bezmen_domain::tender::Refundable;

    use super::*;

    fn minor(minor: i64) -> Money {
        Money::from_minor(minor)
    }

    #[test]
    fn a_part_of_a_discounted_line_is_worth_what_the_engine_gives_for_it() {
        // Three for 1.00 less 0.50: two are 0.67 before the discount and 0.34 after it.
        let sold = SoldLine {
            quantity: Quantity::from_thousandths(3_000),
            gross: minor(100),
            discount: minor(50),
            base: minor(42),
            tax: minor(8),
            total: minor(50),
        };
        let worth = |returned: i64, now: i64| {
            let thousandths = Quantity::from_thousandths;
            worth_of(&sold, thousandths(returned), thousandths(now)).minor()
        };
        assert_eq!((worth(0, 2_000), worth(2_000, 1_000)), (34, 16));
        assert_eq!(worth(0, 4_000), 0, "more than was sold is nothing");
    }

    #[test]
    fn cash_is_shown_as_it_is_handed_out() {
        let cash = Refundable {
            kind: TenderKind::Cash,
            left: minor(9_900),
            reference: None,
        };
        let paid = PaidSale::new(minor(9_860), vec![cash]);
        let shown = |to| refund_of(&paid, minor(4_930), minor(100), to).minor();
        assert_eq!(shown(None), 4_900);
        assert_eq!(
            shown(Some(TenderKind::Card)),
            4_930,
            "no card was paid with"
        );
    }
}
