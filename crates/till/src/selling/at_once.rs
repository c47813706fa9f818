//! A whole sale in one step, for the command line: it is made, or the till is as it was.

use std::sync::Arc;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{Audience, Call, Pay, SaleDone, ScanOutcome};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::tender::TenderInput;
use serde::{Deserialize, Serialize};

use super::add::MAX_BARCODE_CHARS;
use super::draft::Draft;
use super::scan::scanned;
use crate::answer::Answer;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::{payment, shift, status, store};

/// Sells some items and takes the money; opens a shift with nothing in the drawer when none is open. All of it is one
/// transaction. No screen asks this, so it has no place on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellAtOnce {
    /// Codes as they would be scanned, and how many of each.
    pub items: Vec<(String, Option<Quantity>)>,
    /// What is paid.
    pub tenders: Vec<TenderInput>,
}

impl Call for SellAtOnce {
    const NAME: &'static str = "sell_at_once";
    const AUDIENCE: Audience = Audience::SignedIn;
    type Reply = SaleDone;
}

impl Answer for SellAtOnce {
    fn answer(self, engine: &Arc<Engine>) -> Result<SaleDone, Refusal> {
        let done = engine.write(None, |desk| sell(desk, self))?;
        if let Err(refusal) = status::announce(engine) {
            tracing::error!(error = %refusal, "the status could not be read");
        }
        Ok(done)
    }
}

fn sell(desk: &mut Desk<'_>, call: SellAtOnce) -> Result<SaleDone, Refusal> {
    let person = desk.person()?;
    desk.require(&person, Permission::Sell)?;
    let locale = desk.shop()?.locale;
    let mut draft = Draft::open(desk)?;
    if !draft.ticket.lines.is_empty() {
        return Err(ticket_in_use(locale));
    }
    if store::open_shift(desk.tx)?.is_none() {
        shift::open(desk, &person, Money::ZERO)?;
    }
    for (code, quantity) in call.items {
        if code.chars().count() > MAX_BARCODE_CHARS {
            return Err(Refusal::TextTooLong {
                limit: MAX_BARCODE_CHARS,
            });
        }
        let outcome = scanned(desk, &person, &mut draft, &code, quantity)?;
        if let Some(refusal) = not_sold(&code, outcome, locale) {
            return Err(refusal);
        }
    }
    draft.save(desk)?;
    let pay = Pay {
        ticket_id: draft.ticket.id,
        expected_total: draft.price()?.total,
        tenders: call.tenders,
    };
    payment::pay(desk, &pay)
}

fn ticket_in_use(locale: Locale) -> Refusal {
    let words = locale.pick(
        "на кассе открыт чек с товарами; сначала оплатите или отложите его на экране",
        "a ticket with items is open at this till; pay or hold it at the screen first",
    );
    Failure::new("TICKET_NOT_EMPTY", words).into()
}

/// Says why a code is nothing that could be sold; a customer's card is no item, but it belongs to the receipt.
fn not_sold(code: &str, outcome: ScanOutcome, locale: Locale) -> Option<Refusal> {
    let refused = |reason: &str, ru: &str, en: &str| {
        let words = format!("{code}: {}", locale.pick(ru, en));
        Some(Failure::new(reason, words).into())
    };
    match outcome {
        ScanOutcome::Added { .. } | ScanOutcome::Customer { .. } => None,
        ScanOutcome::NeedsWeight { .. } => refused(
            "WEIGHT_MISSING",
            "продаётся на вес; укажите вес, например КОД*0.512",
            "sold by weight; give the weight, such as CODE*0.512",
        ),
        ScanOutcome::NeedsPrice { product, .. } => {
            let name = product.name;
            refused(
                "PRICE_MISSING",
                &format!(
                    "у товара «{name}» нет цены; задайте её в консоли и синхронизируйте кассу"
                ),
                &format!("{name} has no price; set one in the console and sync"),
            )
        }
        ScanOutcome::Unknown { .. } => refused(
            "PRODUCT_UNKNOWN",
            "такого кода нет в каталоге; проверьте его или синхронизируйте кассу",
            "the catalogue does not know this code; check it or sync",
        ),
        ScanOutcome::Misread { .. } => refused(
            "BARCODE_MISREAD",
            "контрольная цифра не подходит; сверьте цифры",
            "the check digit is wrong; compare the digits",
        ),
        ScanOutcome::Receipt { .. } => refused(
            "NOT_A_PRODUCT",
            "это чек, а не товар",
            "this is a receipt, not a product",
        ),
    }
}
