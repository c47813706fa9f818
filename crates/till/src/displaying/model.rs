//! What the buyer sees, in the two lines of a display.

use bezmen_contract::till::{BuyerMoment, BuyerTicket, BuyerView};
use bezmen_devices::display::{DisplayState, DisplayView};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};

/// A sum with all its marks, for a test.
const TEST_SUM: Money = Money::from_minor(123_456);

/// Makes of the buyer's view what a display shows.
pub fn display_view(view: &BuyerView) -> DisplayView {
    let text = || view.shop.clone();
    let state = match &view.moment {
        BuyerMoment::Closed => DisplayState::Closed,
        BuyerMoment::Welcome => DisplayState::Welcome { text: text() },
        BuyerMoment::Selling(ticket) => touched_last(ticket).unwrap_or_else(|| total(ticket)),
        BuyerMoment::Paying { ticket, taken, .. } if taken.is_zero() => total(ticket),
        BuyerMoment::Paying { taken, missing, .. } => DisplayState::Tender {
            paid: *taken,
            missing: *missing,
        },
        BuyerMoment::Paid { given, change } => DisplayState::Change {
            paid: *given,
            change: *change,
        },
        BuyerMoment::Thanks => DisplayState::Thanks { text: text() },
    };
    DisplayView::new(state, view.currency, view.locale)
}

/// The line touched last; nothing once it is gone.
fn touched_last(ticket: &BuyerTicket) -> Option<DisplayState> {
    let id = ticket.last_line_id?;
    let line = ticket.lines.iter().find(|line| line.line_id == id)?;
    Some(DisplayState::Line {
        name: line.name.clone(),
        quantity: line.quantity,
        unit: line.unit,
        unit_price: line.unit_price,
        sum: line.total,
    })
}

fn total(ticket: &BuyerTicket) -> DisplayState {
    DisplayState::Total {
        total: ticket.total,
        lines: u32::try_from(ticket.lines.len()).unwrap_or(u32::MAX),
    }
}

/// A technician's text, with a sum below it.
pub fn test_view(text: &str, locale: Locale) -> DisplayView {
    let total = DisplayState::Total {
        total: TEST_SUM,
        lines: 1,
    };
    let lower = DisplayView::new(total, Currency::RUB, locale).upper;
    let state = DisplayState::Text {
        upper: text.to_owned(),
        lower: String::new(),
    };
    DisplayView {
        lower,
        ..DisplayView::new(state, Currency::RUB, locale)
    }
}
