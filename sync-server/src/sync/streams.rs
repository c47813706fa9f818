use bezmen_contract::wire::{Hint, Stream};

use super::paired_till::PairedTill;
use crate::platform::db::{DbError, Tx, sql};
use crate::platform::feed::StreamKey;

/// Which stream of the server a till means by a word.
pub(super) fn stream_key(till: &PairedTill, stream: Stream) -> StreamKey {
    match stream {
        Stream::Tenant => StreamKey::Tenant,
        Stream::Store => StreamKey::Store(till.store_id),
        Stream::Terminal => StreamKey::Terminal(till.terminal_id),
    }
}

/// What a till calls a stream of the server; `None` when it is not the till's.
pub(super) fn stream_of(till: &PairedTill, key: StreamKey) -> Option<Stream> {
    match key {
        StreamKey::Tenant => Some(Stream::Tenant),
        StreamKey::Store(store_id) => (store_id == till.store_id).then_some(Stream::Store),
        StreamKey::Terminal(terminal_id) => {
            (terminal_id == till.terminal_id).then_some(Stream::Terminal)
        }
    }
}

/// Reads the newest revisions of a till's three streams.
pub(super) async fn newest_revisions(tx: &mut Tx, till: &PairedTill) -> Result<Vec<Hint>, DbError> {
    let names = Stream::ALL.map(|stream| stream_key(till, stream).name());
    let found: Vec<(String, i64)> = sql(
        "select stream, rev from stream_counter where tenant_id = $1 and stream in ($2, $3, $4)",
    )
    .bind(till.tenant_id)
    .bind(&names[0])
    .bind(&names[1])
    .bind(&names[2])
    .all(tx)
    .await?;
    let hint = |(name, rev): (String, i64)| {
        let at = names.iter().position(|known| *known == name)?;
        Some(Hint {
            stream: Stream::ALL[at],
            rev: rev.cast_unsigned(),
        })
    };
    Ok(found.into_iter().filter_map(hint).collect())
}
