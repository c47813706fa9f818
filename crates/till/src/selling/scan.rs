//! What was scanned, and what that does.

use std::sync::Arc;

use bezmen_contract::till::{Scan, ScanOutcome, ScanView};
use bezmen_domain::barcode::{Gtin, Ki, RuleKind, Scanned, classify, marking_of};
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::receipt_number::{ReceiptNumber, ReceiptRef};
use bezmen_domain::ticket::LineSource;

use super::add::MAX_BARCODE_CHARS;
use super::draft::Draft;
use super::find::{find_gtin, find_label, find_text};
use super::label_price::{sum_on_label, warning};
use super::lines::{NewLine, check_added, put_product};
use super::view::product_views;
use super::{change, marked};
use crate::answer::Answer;
use crate::customers::customer_view;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::refusal::{CodeRefusal, MarkingRefusal, Refusal};
use crate::store::{self, PersonRecord, ProductRecord};

impl Answer for Scan {
    fn answer(self, engine: &Arc<Engine>) -> Result<ScanView, Refusal> {
        if self.text.chars().count() > MAX_BARCODE_CHARS {
            return Err(Refusal::TextTooLong {
                limit: MAX_BARCODE_CHARS,
            });
        }
        let (outcome, ticket) = change(engine, self.approval, move |desk, person, draft| {
            scanned(desk, person, draft, &self.text, self.quantity)
        })?;
        Ok(ScanView { outcome, ticket })
    }
}

/// A text with what belongs to it.
struct Read<'a> {
    /// As it was read.
    text: &'a str,
    /// What was typed before it.
    quantity: Option<Quantity>,
    /// Which piece it is, of marked goods.
    ki: Option<Ki>,
}

/// Decides what a text is and acts on it.
pub fn scanned(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    draft: &mut Draft,
    text: &str,
    quantity: Option<Quantity>,
) -> Result<ScanOutcome, Refusal> {
    let marking = marking_of(text);
    let ki = marking.as_ref().and_then(|code| code.ki.clone());
    let read = Read { text, quantity, ki };
    let outcome = acted_on(desk, person, draft, &read)?;
    let damage = marking.and_then(|code| code.damage());
    match (damage, outcome) {
        (Some(warning), ScanOutcome::Unknown { .. } | ScanOutcome::Misread { .. }) => {
            Err(MarkingRefusal::Damaged { warning }.into())
        }
        (_, outcome) => Ok(outcome),
    }
}

/// Which piece of marked goods a text is. A code that is damaged is refused: it would be another one, or one that the
/// register does not take.
pub fn piece_of(text: &str) -> Result<Option<Ki>, Refusal> {
    let Some(code) = marking_of(text) else {
        return Ok(None);
    };
    match code.damage() {
        Some(warning) => Err(MarkingRefusal::Damaged { warning }.into()),
        None => Ok(code.ki),
    }
}

fn acted_on(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    draft: &mut Draft,
    read: &Read<'_>,
) -> Result<ScanOutcome, Refusal> {
    let text = read.text;
    let shop = desk.shop()?;
    match classify(text, shop.barcode_rules(), shop.currency) {
        Scanned::Product { gtin } => match find_gtin(desk.tx, gtin)? {
            Some(product) => put(desk, person, draft, &product, read),
            None => card_or(desk, draft, text, |barcode| ScanOutcome::Unknown {
                barcode,
            }),
        },
        Scanned::Weight {
            base_code,
            plu,
            quantity: weight,
        } => match find_label(desk.tx, &base_code, &plu)? {
            Some(product) => {
                marked::check_alone(read.ki.as_ref(), read.quantity, &product.name)?;
                let quantity = product
                    .unit
                    .quantity_of_grams(weight.thousandths())
                    .ok_or_else(|| Refusal::LabelForUnweighed {
                        name: product.name.clone(),
                    })?;
                let new = NewLine {
                    barcode: Some(text.to_owned()),
                    ki: read.ki.clone(),
                    quantity,
                    label_sum: sum_on_label(text, shop.currency),
                    source: LineSource::WeightLabel,
                };
                put_label(desk, person, draft, &product, new)
            }
            None => Ok(ScanOutcome::Unknown {
                barcode: text.to_owned(),
            }),
        },
        Scanned::Price {
            base_code,
            plu,
            sum,
        } => match find_label(desk.tx, &base_code, &plu)? {
            Some(product) => {
                let new = NewLine {
                    barcode: Some(text.to_owned()),
                    ki: None,
                    quantity: quantity_of_sum(&product, sum),
                    label_sum: Some(sum),
                    source: LineSource::PriceLabel,
                };
                put_label(desk, person, draft, &product, new)
            }
            None => Ok(ScanOutcome::Unknown {
                barcode: text.to_owned(),
            }),
        },
        Scanned::Count {
            base_code,
            plu,
            quantity: count,
        } => match find_label(desk.tx, &base_code, &plu)? {
            Some(product) => put_counted(desk, person, draft, (&product, count), read),
            None => Ok(ScanOutcome::Unknown {
                barcode: text.to_owned(),
            }),
        },
        Scanned::MisreadLabel {
            expected, found, ..
        } => Err(CodeRefusal::MisreadLabel { expected, found }.into()),
        Scanned::InexactLabel { rule } => Err(CodeRefusal::InexactLabel { rule }.into()),
        Scanned::NotGoods { kind, text } => not_goods(desk, person, draft, kind, &read.bare(&text)),
        Scanned::Receipt { receipt } => receipt_of(desk, &receipt),
        Scanned::Text { text } => match find_text(desk.tx, &text)? {
            Some(product) => put(desk, person, draft, &product, &read.bare(&text)),
            None => card_or(desk, draft, &text, |barcode| ScanOutcome::Unknown {
                barcode,
            }),
        },
        Scanned::BadCheckDigit { text, .. } => match find_text(desk.tx, &text)? {
            Some(product) => put(desk, person, draft, &product, &read.bare(&text)),
            None => card_or(desk, draft, &text, |barcode| ScanOutcome::Misread {
                barcode,
            }),
        },
    }
}

/// Puts as many on the ticket as a label says, as often as was typed before it. What is sold by weight is weighed.
fn put_counted(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    draft: &mut Draft,
    (product, count): (&ProductRecord, Quantity),
    read: &Read<'_>,
) -> Result<ScanOutcome, Refusal> {
    let typed = read.quantity.unwrap_or(Quantity::ONE);
    let thousandths = typed.thousandths().saturating_mul(count.thousandths()) / 1000;
    let quantity = (!product.unit.is_weighed()).then(|| Quantity::from_thousandths(thousandths));
    let counted = Read {
        text: read.text,
        quantity,
        ki: None,
    };
    put(desk, person, draft, product, &counted)
}

/// What the shop's rules call something else than goods. A product, a card or a receipt that has just this code comes first:
/// somebody has given it the code.
fn not_goods(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    draft: &mut Draft,
    kind: RuleKind,
    read: &Read<'_>,
) -> Result<ScanOutcome, Refusal> {
    let product = match read.text.parse::<Gtin>() {
        Ok(gtin) => find_gtin(desk.tx, gtin)?,
        Err(_) => find_text(desk.tx, read.text)?,
    };
    if let Some(product) = product {
        return put(desk, person, draft, &product, read);
    }
    let refused = || CodeRefusal::NotGoods {
        kind,
        code: read.text.to_owned(),
    };
    known_card(desk, draft, read.text)?.ok_or_else(|| refused().into())
}

impl Read<'_> {
    /// A code of the shop's own, without what the scanner put around it.
    const fn bare<'a>(&self, text: &'a str) -> Read<'a> {
        Read {
            text,
            quantity: self.quantity,
            ki: None,
        }
    }
}

fn put(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    draft: &mut Draft,
    product: &ProductRecord,
    read: &Read<'_>,
) -> Result<ScanOutcome, Refusal> {
    let is_weighed = product.unit.is_weighed();
    if !is_weighed {
        marked::check_alone(read.ki.as_ref(), read.quantity, &product.name)?;
    }
    if product.price.is_zero() && !is_weighed {
        let quantity = read.quantity.unwrap_or(Quantity::ONE);
        check_added(desk, product, quantity)?;
        if let Some(ki) = &read.ki {
            marked::check_free(desk, draft, ki, &product.name)?;
        }
        let mut views = product_views(desk.tx, vec![product.clone()])?;
        let product = views.pop().ok_or(Refusal::ProductUnknown)?;
        return Ok(ScanOutcome::NeedsPrice {
            product,
            barcode: read.text.to_owned(),
            quantity,
        });
    }
    if is_weighed && (read.quantity.is_none() || !person.role.may(Permission::ManualWeight)) {
        if let Some(ki) = &read.ki {
            marked::check_free(desk, draft, ki, &product.name)?;
        }
        let mut views = product_views(desk.tx, vec![product.clone()])?;
        let product = views.pop().ok_or(Refusal::ProductUnknown)?;
        return Ok(ScanOutcome::NeedsWeight {
            product,
            barcode: read.text.to_owned(),
        });
    }
    let source = if is_weighed {
        LineSource::ByHand
    } else {
        LineSource::Scanned
    };
    let new = NewLine {
        barcode: Some(read.text.to_owned()),
        ki: read.ki.clone(),
        quantity: read.quantity.unwrap_or(Quantity::ONE),
        label_sum: None,
        source,
    };
    Ok(ScanOutcome::Added {
        line_id: put_product(desk, person, draft, product, new)?,
    })
}

/// Puts what a label says on the ticket. A label that was printed at another price is sold as it is; the cashier reads it
/// beside the line, and the owner finds it in the audit trail.
fn put_label(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    draft: &mut Draft,
    product: &ProductRecord,
    new: NewLine,
) -> Result<ScanOutcome, Refusal> {
    let label_sum = new.label_sum;
    let line_id = put_product(desk, person, draft, product, new)?;
    let shop = desk.shop()?;
    let warning = warning(draft.line(line_id)?, shop.currency, shop.locale);
    if !warning.is_empty() {
        let subject = format!("{}: {warning}", product.name);
        desk.audit(person, "label_price_differs", subject, label_sum)?;
    }
    Ok(ScanOutcome::Added { line_id })
}

/// How much a price label is for, by the product's price; one where that cannot be told.
fn quantity_of_sum(product: &ProductRecord, sum: Money) -> Quantity {
    if !product.unit.is_weighed() || !product.price.is_positive() {
        return Quantity::ONE;
    }
    let thousandths = Money::from_minor(1000)
        .share(sum.minor(), product.price.minor())
        .minor();
    Quantity::from_thousandths(thousandths.max(1))
}

fn card_or(
    desk: &Desk<'_>,
    draft: &mut Draft,
    text: &str,
    otherwise: impl FnOnce(String) -> ScanOutcome,
) -> Result<ScanOutcome, Refusal> {
    let known = known_card(desk, draft, text)?;
    Ok(known.unwrap_or_else(|| otherwise(text.to_owned())))
}

/// Puts the customer with this card on the ticket, or finds the receipt of this number.
fn known_card(
    desk: &Desk<'_>,
    draft: &mut Draft,
    text: &str,
) -> Result<Option<ScanOutcome>, Refusal> {
    if let Some(customer) = store::find_customer_by_card(desk.tx, text)? {
        draft.ticket.customer_id = Some(customer.customer_id);
        return Ok(Some(ScanOutcome::Customer {
            customer: customer_view(customer),
        }));
    }
    if let Ok(number) = text.parse::<ReceiptNumber>() {
        let sale_id = store::sale_by_number(desk.tx, &number.series, number.number)?;
        if sale_id.is_some() {
            return Ok(Some(ScanOutcome::Receipt {
                sale_id,
                number: number.to_string(),
            }));
        }
    }
    Ok(None)
}

fn receipt_of(desk: &Desk<'_>, receipt: &ReceiptRef) -> Result<ScanOutcome, Refusal> {
    let sale_id = store::get_sale(desk.tx, receipt.sale_id)?.map(|_| receipt.sale_id);
    Ok(ScanOutcome::Receipt {
        sale_id,
        number: receipt.number.to_string(),
    })
}
