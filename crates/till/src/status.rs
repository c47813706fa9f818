//! The frame of the screen: who, where, and how printer, scale and sync are.

mod notices;

use std::sync::Arc;

use bezmen_contract::till::{Event, PersonView, Status, StatusView, SyncLamp, SyncState};
use bezmen_domain::money::Currency;
use bezmen_domain::permission::permissions_of;
use rusqlite::Connection;

pub use notices::notice_views;

use crate::answer::Answer;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::selling::scale_view;
use crate::shop::Shop;
use crate::{print_queue, settings, store};

impl Answer for Status {
    fn answer(self, engine: &Arc<Engine>) -> Result<StatusView, Refusal> {
        engine.store.read(|connection| view(connection, engine))
    }
}

fn view(connection: &Connection, engine: &Engine) -> Result<StatusView, Refusal> {
    let identity = store::get_identity(connection)?;
    let shop = identity
        .as_ref()
        .map(|identity| Shop::read(connection, engine, identity))
        .transpose()?;
    let shift = store::open_shift(connection)?;
    let person = match engine.signed_in() {
        Some(id) => store::get_person(connection, id)?,
        None => None,
    };
    Ok(StatusView {
        paired: identity.is_some(),
        company: shop
            .as_ref()
            .map(|shop| shop.company.clone())
            .unwrap_or_default(),
        store: shop
            .as_ref()
            .map(|shop| shop.store.clone())
            .unwrap_or_default(),
        terminal: shop
            .as_ref()
            .map(|shop| shop.terminal.clone())
            .unwrap_or_default(),
        currency: shop.as_ref().map_or(Currency::RUB, |shop| shop.currency),
        person: person.map(|person| PersonView {
            person_id: person.id,
            name: person.name,
            role: person.role,
            permissions: permissions_of(person.role).iter().collect(),
        }),
        shift_number: shift.as_ref().map(|shift| shift.number),
        shift_opened_at_ms: shift.map(|shift| shift.opened_at_ms),
        products: store::product_count(connection)?,
        settings: settings::current(connection)?,
        printer: print_queue::lamp(connection, engine)?,
        scale: scale_view(engine).state,
        sync: sync_lamp(connection, engine)?,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        now_ms: engine.clock.now_ms(),
        utc_offset_minutes: shop.map_or_else(
            || engine.clock.utc_offset_minutes(),
            |shop| shop.utc_offset_minutes,
        ),
        trouble: engine.trouble(),
    })
}

/// The sync lamp: what waits is counted here, how the server is comes from the worker.
pub fn sync_lamp(connection: &Connection, engine: &Engine) -> Result<SyncLamp, Refusal> {
    let outbox = store::outbox(connection)?;
    let is_paired = store::get_identity(connection)?.is_some();
    let state = match (is_paired, engine.sync.get()) {
        (false, _) => SyncState::Unpaired,
        (true, None) => SyncState::Offline,
        (true, Some(sync)) => match sync.contact().state {
            SyncState::Level if outbox.ops > 0 => SyncState::Sending,
            state => state,
        },
    };
    Ok(SyncLamp {
        state,
        waiting_receipts: outbox.receipts,
        oldest_waiting_ms: outbox.oldest_receipt_ms,
    })
}

/// Tells the screens how everything is now, and answers it.
pub fn announce(engine: &Engine) -> Result<StatusView, Refusal> {
    let _turn = engine.turn_to_tell();
    let view = engine.store.read(|connection| view(connection, engine))?;
    engine.emit(Event::Status(view.clone()));
    Ok(view)
}

/// Tells the screens how the lamps are now.
pub fn announce_lamps(engine: &Engine) {
    let _turn = engine.turn_to_tell();
    let lamps = engine.store.read(|connection| {
        Ok::<_, Refusal>((
            print_queue::lamp(connection, engine)?,
            sync_lamp(connection, engine)?,
        ))
    });
    match lamps {
        Ok((printer, sync)) => {
            engine.emit(Event::Printer(printer));
            engine.emit(Event::Sync(sync));
        }
        Err(refusal) => tracing::error!(error = %refusal, "the lamps could not be read"),
    }
}

#[cfg(test)]
mod tests;
