//! Products picked by hand, weighed, or sold at a typed price.

use std::sync::Arc;

use bezmen_contract::till::{
    AddOpenPrice, AddProduct, AddWeighed, BindBarcode, ScaleState, ScanView, TicketView,
};
use bezmen_domain::barcode::{Ki, Scanned, classify};
use bezmen_domain::id::{LineId, ProductId};
use bezmen_domain::money::MAX_AMOUNT_MINOR;
use bezmen_domain::permission::Permission;
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_domain::ticket::{LineSource, TicketLine};

use super::lines::{NewLine, check_count, no_tax, put_product, tax_of};
use super::scan::{piece_of, scanned};
use super::{change, marked, scale_view};
use crate::answer::Answer;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::refusal::{CodeRefusal, Refusal};
use crate::store::{self, ProductRecord};

/// A name longer than this does not fit a receipt in two lines.
const MAX_NAME_CHARS: usize = 100;

/// A scanned text longer than this is no barcode. A marking code with the longest signature has 132 characters.
pub const MAX_BARCODE_CHARS: usize = 160;

impl Answer for AddProduct {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let (id, quantity, quick_key) = (self.product_id, self.quantity, self.quick_key);
        let barcode = self.barcode.filter(|code| !code.is_empty());
        let ki = piece_behind(barcode.as_deref())?;
        let ((), view) = change(engine, self.approval, move |desk, person, draft| {
            let product = store::get_product(desk.tx, id)?.ok_or(Refusal::ProductUnknown)?;
            let is_typed_weight = product.unit.is_weighed();
            if is_typed_weight {
                if quantity.is_none() {
                    let hint = desk.shop()?.locale.pick(
                        "Товар продаётся на вес. Положите его на весы.",
                        "This product is sold by weight. Put it on the scale.",
                    );
                    return Err(Refusal::ScaleNotReady {
                        hint: hint.to_owned(),
                    });
                }
                let approved_by = desk.require(person, Permission::ManualWeight)?;
                draft.note_approval(approved_by);
            }
            let source = match (is_typed_weight, quick_key) {
                (true, _) => LineSource::ByHand,
                (false, true) => LineSource::QuickKey,
                (false, false) => LineSource::Searched,
            };
            let quantity = quantity.unwrap_or(Quantity::ONE);
            if !is_typed_weight {
                marked::check_alone(ki.as_ref(), Some(quantity), &product.name)?;
            }
            let new = NewLine {
                barcode,
                ki,
                quantity,
                label_sum: None,
                source,
            };
            put_product(desk, person, draft, &product, new)?;
            if is_typed_weight {
                let subject = format!("{}: {}", product.name, quantity.thousandths());
                desk.audit(person, "weight_typed", subject, None)?;
            }
            Ok(())
        })?;
        Ok(view)
    }
}

impl Answer for AddWeighed {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        // The reading is taken before the transaction: what counts is what the scale shows when the key is pressed.
        let reading = scale_view(engine);
        let tare = self.tare.unwrap_or(Quantity::ZERO);
        let id = self.product_id;
        let barcode = self.barcode.filter(|code| !code.is_empty());
        let ki = piece_behind(barcode.as_deref())?;
        let ((), view) = change(engine, self.approval, move |desk, person, draft| {
            let product = store::get_product(desk.tx, id)?.ok_or(Refusal::ProductUnknown)?;
            let not_ready = |hint: String| Refusal::ScaleNotReady { hint };
            let weight = match (reading.state, reading.weight) {
                (ScaleState::Stable, Some(weight)) => weight,
                _ => return Err(not_ready(reading.hint.clone())),
            };
            let net = weight
                .checked_sub(tare)
                .filter(|net| net.is_positive() && !tare.is_negative());
            let net = net.ok_or_else(|| {
                let locale = engine_locale(desk);
                not_ready(
                    locale
                        .pick(
                            "Вес меньше тары. Положите товар на весы.",
                            "The weight is below the tare. Put the goods on the scale.",
                        )
                        .to_owned(),
                )
            })?;
            // The scale shows thousandths of a kilogram, which are grams.
            let quantity = product
                .unit
                .quantity_of_grams(net.thousandths())
                .ok_or_else(|| Refusal::NotWeighed {
                    name: product.name.clone(),
                })?;
            let new = NewLine {
                barcode,
                ki,
                quantity,
                label_sum: None,
                source: LineSource::Weighed,
            };
            put_product(desk, person, draft, &product, new)?;
            Ok(())
        })?;
        Ok(view)
    }
}

fn engine_locale(desk: &Desk<'_>) -> bezmen_domain::locale::Locale {
    desk.shop()
        .map_or(bezmen_domain::locale::Locale::Ru, |shop| shop.locale)
}

impl Answer for AddOpenPrice {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let Self {
            product_id,
            barcode,
            name,
            price,
            quantity,
            approval,
        } = self;
        if !price.is_positive() {
            return Err(Refusal::AmountNotPositive);
        }
        if price.minor() > MAX_AMOUNT_MINOR {
            return Err(Refusal::AmountTooLarge);
        }
        if name.chars().count() > MAX_NAME_CHARS {
            return Err(Refusal::TextTooLong {
                limit: MAX_NAME_CHARS,
            });
        }
        let ki = piece_behind(barcode.as_deref())?;
        let ((), view) = change(engine, approval, move |desk, person, draft| {
            let product = product_id.map(|id| unpriced(desk, id)).transpose()?;
            let name = match (&product, name.trim()) {
                (Some(product), _) => product.name.clone(),
                (None, "") => desk.shop()?.locale.pick("Товар", "Goods").to_owned(),
                (None, name) => name.to_owned(),
            };
            if let Some(ki) = &ki {
                marked::check_alone(Some(ki), Some(quantity), &name)?;
                // Before the right to type a price: whoever consents to that has not been told that the code was sold.
                marked::admit(desk, person, draft, ki, &name)?;
            }
            let approved_by = desk.require(person, Permission::OpenPrice)?;
            draft.note_approval(approved_by);
            let unit = product.as_ref().map_or(Unit::Piece, |product| product.unit);
            check_count(&name, unit, quantity)?;
            let tax = match &product {
                Some(product) => tax_of(desk, product)?,
                None => store::default_tax_rate(desk.tx)?.ok_or_else(no_tax)?,
            };
            let id = LineId::from_parts(desk.id_ms(), desk.random());
            draft.ticket.lines.push(TicketLine {
                id,
                product_id,
                barcode: barcode.filter(|code| !code.is_empty()),
                ki,
                name: name.clone(),
                unit,
                quantity,
                unit_price: price,
                label_sum: None,
                discount: None,
                tax,
                source: LineSource::OpenPrice,
            });
            if let Some(product) = product {
                draft.revisions.insert(id, product.rev);
            }
            draft.last_line_id = Some(id);
            draft.price()?;
            desk.audit(person, "open_price", name, Some(price))
        })?;
        Ok(view)
    }
}

/// Which piece of marked goods was scanned before something is asked about it.
fn piece_behind(barcode: Option<&str>) -> Result<Option<Ki>, Refusal> {
    let Some(barcode) = barcode else {
        return Ok(None);
    };
    if barcode.chars().count() > MAX_BARCODE_CHARS {
        return Err(Refusal::TextTooLong {
            limit: MAX_BARCODE_CHARS,
        });
    }
    piece_of(barcode)
}

/// A product that is sold by the piece and has no price: only such a one takes a typed one.
fn unpriced(desk: &Desk<'_>, id: ProductId) -> Result<ProductRecord, Refusal> {
    let product = store::get_product(desk.tx, id)?.ok_or(Refusal::ProductUnknown)?;
    if product.unit.is_weighed() {
        return Err(Refusal::PriceMissing { name: product.name });
    }
    if !product.price.is_zero() {
        return Err(Refusal::PriceKnown { name: product.name });
    }
    Ok(product)
}

impl Answer for BindBarcode {
    /// What the barcode says besides its product, such as a weight, counts as it does at every later scan.
    fn answer(self, engine: &Arc<Engine>) -> Result<ScanView, Refusal> {
        let Self {
            barcode,
            product_id,
            approval,
        } = self;
        piece_behind(Some(&barcode))?;
        let (outcome, ticket) = change(engine, approval, move |desk, person, draft| {
            let product =
                store::get_product(desk.tx, product_id)?.ok_or(Refusal::ProductUnknown)?;
            let shop = desk.shop()?;
            let code = match classify(&barcode, shop.barcode_rules(), shop.currency) {
                Scanned::Product { gtin } => gtin.canonical(),
                Scanned::Weight { base_code, .. }
                | Scanned::Price { base_code, .. }
                | Scanned::Count { base_code, .. } => base_code.printed(),
                Scanned::Text { text } | Scanned::BadCheckDigit { text, .. } => text,
                Scanned::MisreadLabel {
                    expected, found, ..
                } => return Err(CodeRefusal::MisreadLabel { expected, found }.into()),
                Scanned::InexactLabel { rule } => {
                    return Err(CodeRefusal::InexactLabel { rule }.into());
                }
                Scanned::NotGoods { kind, text: code } => {
                    return Err(CodeRefusal::NotGoods { kind, code }.into());
                }
                Scanned::Receipt { .. } => return Err(Refusal::ProductUnknown),
            };
            if let Some(other) =
                store::find_by_barcode(desk.tx, &code)?.filter(|other| other.id != product.id)
            {
                return Err(Refusal::BarcodeTaken { name: other.name });
            }
            store::bind_barcode(desk.tx, &code, product.rid)?;
            desk.audit(
                person,
                "barcode_bound",
                format!("{code} {product_id}"),
                None,
            )?;
            scanned(desk, person, draft, &barcode, None)
        })?;
        Ok(ScanView { outcome, ticket })
    }
}
