//! The open ticket: what is put on it, changed and taken off.

mod add;
mod at_once;
mod discount;
mod draft;
mod find;
mod held;
mod label_price;
mod lines;
mod marked;
mod scale;
mod scan;
mod view;

pub use at_once::SellAtOnce;
pub use discount::check_discounts;
pub use draft::Draft;
pub use find::{find_label, product_of};
pub use label_price::{above_pack, sums_differ};
pub use lines::{check_count, no_tax};
pub use scale::scale_view;
pub use view::{line_views, product_view, product_views, ticket_view};

use std::sync::Arc;

use bezmen_contract::till::{Approval, Event, GetTicket, TicketView};
use bezmen_domain::permission::Permission;

use crate::answer::Answer;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::PersonRecord;

/// Changes the open ticket: somebody who may sell, an open shift, the change, one save, the new view to all screens.
pub fn change<T>(
    engine: &Arc<Engine>,
    approval: Option<Approval>,
    work: impl FnOnce(&mut Desk<'_>, &PersonRecord, &mut Draft) -> Result<T, Refusal>,
) -> Result<(T, TicketView), Refusal> {
    engine.write(approval, move |desk| {
        let person = desk.person()?;
        desk.require(&person, Permission::Sell)?;
        desk.shift()?;
        let mut draft = Draft::open(desk)?;
        let answer = work(desk, &person, &mut draft)?;
        draft.save(desk)?;
        let view = ticket_view(desk, &draft)?;
        desk.tell(Event::TicketChanged(view.clone()));
        Ok((answer, view))
    })
}

impl Answer for GetTicket {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        engine.write(None, |desk| {
            let draft = Draft::open(desk)?;
            ticket_view(desk, &draft)
        })
    }
}
