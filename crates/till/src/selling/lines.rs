//! How a line comes onto the ticket, is counted and taken off.

use std::sync::Arc;

use bezmen_contract::till::{CancelTicket, RemoveLine, SetQuantity, TicketView};
use bezmen_domain::barcode::Ki;
use bezmen_domain::id::LineId;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::quantity::{MAX_QUANTITY_THOUSANDTHS, Quantity, Unit};
use bezmen_domain::tax::TaxRate;
use bezmen_domain::ticket::{LineSource, PriceError, TicketLine};

use super::draft::Draft;
use super::{change, marked};
use crate::answer::Answer;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::{self, PersonRecord, ProductRecord, StoreError};

/// What is known of a line before it is on the ticket.
#[derive(Debug, Clone)]
pub struct NewLine {
    /// Code scanned.
    pub barcode: Option<String>,
    /// Which piece it is, of marked goods.
    pub ki: Option<Ki>,
    /// How much.
    pub quantity: Quantity,
    /// The sum on a price label.
    pub label_sum: Option<Money>,
    /// How it comes onto the ticket.
    pub source: LineSource,
}

/// Puts a product on the ticket: counts up a line that is the same in all but quantity, or adds one. A marked piece is a line of
/// its own.
pub fn put_product(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    draft: &mut Draft,
    product: &ProductRecord,
    new: NewLine,
) -> Result<LineId, Refusal> {
    if product.price.is_zero() && new.label_sum.is_none() {
        return Err(Refusal::PriceMissing {
            name: product.name.clone(),
        });
    }
    check_added(desk, product, new.quantity)?;
    if let Some(ki) = &new.ki {
        marked::admit(desk, person, draft, ki, &product.name)?;
    }
    let tax = tax_of(desk, product)?;
    let same = draft.ticket.lines.iter_mut().find(|line| {
        line.product_id == Some(product.id)
            && line.unit_price == product.price
            && line.source != LineSource::OpenPrice
            && line.ki.is_none()
            && new.ki.is_none()
            && line.tax == tax
            && !line.unit.is_weighed()
            && line.label_sum.is_none()
            && new.label_sum.is_none()
            && line.discount.is_none()
    });
    let id = if let Some(line) = same {
        line.quantity = line
            .quantity
            .checked_add(new.quantity)
            .ok_or(Refusal::AmountTooLarge)?;
        line.id
    } else {
        let id = LineId::from_parts(desk.id_ms(), desk.random());
        draft.ticket.lines.push(TicketLine {
            id,
            product_id: Some(product.id),
            barcode: new.barcode,
            ki: new.ki,
            name: product.name.clone(),
            unit: product.unit,
            quantity: new.quantity,
            unit_price: product.price,
            label_sum: new.label_sum,
            discount: None,
            tax,
            source: new.source,
        });
        draft.revisions.insert(id, product.rev);
        id
    };
    draft.last_line_id = Some(id);
    draft.price()?;
    Ok(id)
}

/// What is added counts up: a line is lowered and taken off by the calls that leave a trace.
pub fn check_added(
    desk: &Desk<'_>,
    product: &ProductRecord,
    quantity: Quantity,
) -> Result<(), Refusal> {
    if !quantity.is_positive() {
        return Err(PriceError::QuantityNotPositive {
            line_id: LineId::from_parts(desk.id_ms(), desk.random()),
            name: product.name.clone(),
        }
        .into());
    }
    check_count(&product.name, product.unit, quantity)
}

/// Pieces come whole: half a piece is a slip of the finger far more often than half a loaf.
pub fn check_count(name: &str, unit: Unit, quantity: Quantity) -> Result<(), Refusal> {
    // A barcode read into the quantity is told as that by the pricing.
    let is_sane = quantity.thousandths() <= MAX_QUANTITY_THOUSANDTHS;
    if unit == Unit::Piece && is_sane && !quantity.is_whole() {
        return Err(Refusal::QuantityNotWhole {
            name: name.to_owned(),
        });
    }
    Ok(())
}

/// The tax of a product: its own rate, or the shop's usual one where that is gone.
pub fn tax_of(desk: &Desk<'_>, product: &ProductRecord) -> Result<TaxRate, Refusal> {
    match store::tax_rate(desk.tx, product.tax_rate_id)? {
        Some(rate) => Ok(rate),
        None => store::default_tax_rate(desk.tx)?.ok_or_else(no_tax),
    }
}

/// A shop without a single tax rate has not finished its first sync.
pub fn no_tax() -> Refusal {
    StoreError::Unreadable("no tax rate has arrived yet".to_owned()).into()
}

impl Answer for SetQuantity {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let (line_id, quantity) = (self.line_id, self.quantity);
        let ((), view) = change(engine, self.approval, move |desk, person, draft| {
            let line = draft.line(line_id)?;
            if quantity != line.quantity {
                marked::check_uncounted(line)?;
            }
            check_count(&line.name, line.unit, quantity)?;
            // A typed weight or a typed count on a label's sum is the cashier's word against the scale's.
            let by_hand = line.unit.is_weighed() || line.label_sum.is_some();
            let approved_by = if by_hand {
                desk.require(person, Permission::ManualWeight)?
            } else {
                None
            };
            let is_less = quantity < line.quantity;
            let (name, was) = (line.name.clone(), line.quantity);
            let line = draft.line_mut(line_id)?;
            line.quantity = quantity;
            if by_hand {
                line.label_sum = None;
                line.source = LineSource::ByHand;
            }
            draft.last_line_id = Some(line_id);
            draft.line_changed(line_id);
            draft.note_approval(approved_by);
            let priced = draft.price()?;
            if is_less || by_hand {
                let subject = format!(
                    "{name}: {} -> {}",
                    was.thousandths(),
                    quantity.thousandths()
                );
                let amount = priced
                    .lines
                    .iter()
                    .find(|line| line.line_id == line_id)
                    .map(|line| line.gross);
                desk.audit(
                    person,
                    if by_hand {
                        "weight_typed"
                    } else {
                        "quantity_lowered"
                    },
                    subject,
                    amount,
                )?;
            }
            Ok(())
        })?;
        Ok(view)
    }
}

impl Answer for RemoveLine {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let line_id = self.line_id;
        let ((), view) = change(engine, self.approval, move |desk, person, draft| {
            desk.require(person, Permission::RemoveLine)?;
            let name = draft.line(line_id)?.name.clone();
            let amount = draft
                .price()?
                .lines
                .iter()
                .find(|line| line.line_id == line_id)
                .map(|line| line.total);
            draft.ticket.lines.retain(|line| line.id != line_id);
            draft.revisions.remove(&line_id);
            draft.line_changed(line_id);
            draft.last_line_id = draft.ticket.lines.last().map(|line| line.id);
            desk.audit(person, "line_removed", name, amount)
        })?;
        Ok(view)
    }
}

impl Answer for CancelTicket {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let ((), view) = change(engine, self.approval, |desk, person, draft| {
            if draft.ticket.lines.is_empty() {
                // Nothing was rung up, so nothing is worth the owner's attention.
                store::delete_ticket(desk.tx, draft.ticket.id)?;
                *draft = Draft::begin(desk)?;
                return Ok(());
            }
            desk.require(person, Permission::VoidTicket)?;
            let priced = draft.price()?;
            let subject = format!("{} lines", draft.ticket.lines.len());
            desk.audit(person, "ticket_cancelled", subject, Some(priced.total))?;
            store::delete_ticket(desk.tx, draft.ticket.id)?;
            *draft = Draft::begin(desk)?;
            Ok(())
        })?;
        Ok(view)
    }
}
