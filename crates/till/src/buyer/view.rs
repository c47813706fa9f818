//! The buyer's view, made from the database.

use bezmen_contract::till::{BuyerLine, BuyerMoment, BuyerTicket, BuyerView, LineView};
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::tender::{TenderKind, missing};
use rusqlite::Connection;

use super::{Paid, Told};
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::selling::{Draft, line_views};
use crate::shop::Shop;
use crate::{settings, store};

/// How long the change stands there when nothing else happens: the buyer counts it.
const CHANGE_FOR_MS: i64 = 20_000;

/// How long the buyer is thanked after that.
const THANKS_FOR_MS: i64 = 20_000;

/// Makes the view.
pub(super) fn view(
    connection: &Connection,
    engine: &Engine,
    told: &Told,
) -> Result<BuyerView, Refusal> {
    let Some(identity) = store::get_identity(connection)? else {
        let settings = settings::current(connection)?;
        return Ok(BuyerView {
            shop: String::new(),
            currency: Currency::RUB,
            locale: settings.locale,
            theme: settings.theme,
            moment: BuyerMoment::Closed,
        });
    };
    let shop = Shop::read(connection, engine, &identity)?;
    let person = match engine.signed_in() {
        Some(id) => store::get_person(connection, id)?,
        None => None,
    };
    let moment = if person.is_none() || store::open_shift(connection)?.is_none() {
        BuyerMoment::Closed
    } else {
        served(connection, shop.cash_step, told, engine.clock.now_ms())?
    };
    Ok(BuyerView {
        shop: shop.store,
        currency: shop.currency,
        locale: shop.locale,
        theme: shop.settings.theme,
        moment,
    })
}

fn served(
    connection: &Connection,
    cash_step: Money,
    told: &Told,
    now_ms: i64,
) -> Result<BuyerMoment, Refusal> {
    let draft = store::open_ticket_body(connection)?
        .map(|body| Draft::parse(&body))
        .transpose()?
        .filter(|draft| !draft.ticket.lines.is_empty());
    let Some(draft) = draft else {
        return Ok(afterwards(told.paid, now_ms));
    };
    let priced = draft.price()?;
    let ticket = BuyerTicket {
        lines: line_views(&draft, &priced).map(buyer_line).collect(),
        last_line_id: draft.last_line_id,
        saved: priced.discount,
        total: priced.total,
    };
    let payment = told.payment.as_ref();
    Ok(match payment.filter(|(id, _)| *id == draft.ticket.id) {
        None => BuyerMoment::Selling(ticket),
        Some((_, taken)) => BuyerMoment::Paying {
            taken: taken.iter().map(|tender| tender.amount).sum(),
            missing: missing(ticket.total, cash_step, taken, TenderKind::Card),
            ticket,
        },
    })
}

/// What stands there while no ticket is open.
fn afterwards(paid: Option<Paid>, now_ms: i64) -> BuyerMoment {
    let Some(paid) = paid else {
        return BuyerMoment::Welcome;
    };
    if paid.is_past(now_ms) {
        BuyerMoment::Welcome
    } else if now_ms < paid.at_ms + CHANGE_FOR_MS {
        BuyerMoment::Paid {
            given: paid.given,
            change: paid.change,
        }
    } else {
        BuyerMoment::Thanks
    }
}

impl Paid {
    /// Whether the buyer has gone by now. A clock that was set back does not thank for hours.
    pub(super) const fn is_past(self, now_ms: i64) -> bool {
        now_ms < self.at_ms || now_ms >= self.at_ms + CHANGE_FOR_MS + THANKS_FOR_MS
    }
}

fn buyer_line(line: LineView) -> BuyerLine {
    BuyerLine {
        line_id: line.line_id,
        name: line.name,
        unit: line.unit,
        quantity: line.quantity,
        unit_price: line.unit_price,
        gross: line.gross,
        total: line.total,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn change_then_thanks_then_the_next_buyer() {
        let paid = Paid {
            given: Money::from_minor(50_000),
            change: Money::from_minor(3_920),
            at_ms: 1_000,
        };
        let at = |now_ms| afterwards(Some(paid), now_ms);
        assert!(matches!(at(1_000), BuyerMoment::Paid { change, .. } if change == paid.change));
        assert!(matches!(at(20_999), BuyerMoment::Paid { .. }));
        assert_eq!(at(21_000), BuyerMoment::Thanks);
        assert_eq!(at(41_000), BuyerMoment::Welcome);
        assert_eq!(at(0), BuyerMoment::Welcome);
        assert_eq!(afterwards(None, 1_000), BuyerMoment::Welcome);
    }
}
