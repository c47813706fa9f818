//! The server has lost what it once had: it was restored from a backup.

use std::sync::Arc;

use super::pulling::write;
use super::staging;
use super::trouble::Trouble;
use crate::engine::Engine;
use crate::store;

/// A notice's sentence in both languages.
pub(super) fn words(ru: &str, en: &str) -> String {
    serde_json::json!({ "ru": ru, "en": en }).to_string()
}

/// Marks what the ledger lacks as pending again.
pub(super) fn send_again(
    engine: &Arc<Engine>,
    epoch: u32,
    received_through: u64,
) -> Result<(), Trouble> {
    tracing::warn!(
        epoch,
        received_through,
        "the server has lost operations; they are sent again"
    );
    let now_ms = engine.clock.now_ms();
    write(engine, move |tx| {
        mark_pending(tx, epoch, received_through)?;
        store::put_notice(
            tx,
            "SERVER_LOST_OPS",
            now_ms,
            &words(
                "На сервере не хватало части чеков этой кассы. Касса отправляет их ещё раз; ничего не потеряно.",
                "The server lacked some receipts of this till. The till sends them again; nothing is lost.",
            ),
        )
    })
}

/// Marks the whole log as pending, so that sending it shows where it parts from the ledger.
pub(super) fn pending_from_the_start(engine: &Arc<Engine>, epoch: u32) -> Result<(), Trouble> {
    tracing::warn!(epoch, "the ledger and the log of this till differ");
    write(engine, move |tx| mark_pending(tx, epoch, 0))
}

/// Takes the server's new incarnation: what the ledger lacks is pending again, every stream is read anew.
/// `received` is epoch and last operation that the ledger has, where known.
pub(super) fn server_restored(
    engine: &Arc<Engine>,
    server_epoch: u32,
    received: Option<(u32, u64)>,
) -> Result<(), Trouble> {
    tracing::warn!(server_epoch, "the server was restored from a backup");
    let now_ms = engine.clock.now_ms();
    write(engine, move |tx| {
        tx.execute(
            "update identity set server_epoch = ?1 where only_row = 1",
            [server_epoch],
        )?;
        if let Some((epoch, received_through)) = received {
            mark_pending(tx, epoch, received_through)?;
        }
        staging::forget_all_cursors(tx)?;
        store::put_notice(
            tx,
            "SERVER_RESTORED",
            now_ms,
            &words(
                "Сервер восстановлен из резервной копии. Касса отправляет недостающие чеки и загружает данные заново; ничего не потеряно.",
                "The server was restored from a backup. The till sends what is missing and loads the data anew; nothing is lost.",
            ),
        )
    })
}

fn mark_pending(
    connection: &rusqlite::Connection,
    epoch: u32,
    received_through: u64,
) -> Result<(), store::StoreError> {
    connection.execute(
        "update op_head set received_through = ?2 where epoch = ?1 and received_through > ?2",
        (epoch, received_through),
    )?;
    connection.execute(
        "update op set state = 'pending', reason = '' where epoch = ?1 and seq > ?2 and state <> 'pending'",
        (epoch, received_through),
    )?;
    Ok(())
}
