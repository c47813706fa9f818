use bezmen_domain::id::TenantId;
use sqlx::{Postgres, Sqlite, Transaction};
use tokio::sync::broadcast;

use super::open::Pools;
use super::{Arg, Db, DbError, hex, sql};
use crate::platform::feed::StreamKey;

pub(super) enum Engine {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// One transaction with its scope.
pub struct Tx {
    pub(super) engine: Engine,
    publishes: Vec<Published>,
    published: broadcast::Sender<Published>,
}

/// A stream moved on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Of which company.
    pub tenant_id: TenantId,
    /// Which stream.
    pub stream: StreamKey,
    /// Its newest revision.
    pub rev: i64,
}

/// What a caller without a company presents in order to find the one row that carries it.
///
/// On PostgreSQL the policies of the tables with such a lookup compare the row with `app.key_kind` and `app.key`, so the
/// transaction sees that row and nothing else. A room with a lookup of its own adds a variant and a policy of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// The SHA-256 of a session's token.
    Session(&'a [u8]),
    /// The normalised e-mail somebody signs in with.
    Email(&'a str),
    /// The name under which sign-ins are counted (whose they are and where from, hashed).
    LoginAttempt(&'a str),
    /// The SHA-256 of a terminal's token.
    TerminalToken(&'a [u8]),
    /// The whole name of a company, typed by whoever runs the server.
    CompanyName(&'a str),
    /// The code of a pairing, typed by a person.
    PairingUserCode(&'a str),
    /// The SHA-256 of the secret with which a till polls its pairing.
    PairingDevice(&'a [u8]),
}

impl Key<'_> {
    /// The kind as the policies name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Session(_) => "session",
            Self::Email(_) => "email",
            Self::LoginAttempt(_) => "login_attempt",
            Self::TerminalToken(_) => "terminal_token",
            Self::CompanyName(_) => "company_name",
            Self::PairingUserCode(_) => "pairing_user_code",
            Self::PairingDevice(_) => "pairing_device",
        }
    }

    /// The key as the policies compare it: text as it is, bytes in lower-case hexadecimal.
    pub fn text(&self) -> String {
        match self {
            Self::Session(bytes) | Self::TerminalToken(bytes) | Self::PairingDevice(bytes) => {
                hex(bytes)
            }
            Self::Email(text)
            | Self::LoginAttempt(text)
            | Self::CompanyName(text)
            | Self::PairingUserCode(text) => (*text).to_owned(),
        }
    }
}

impl Db {
    /// Begins a transaction that may change rows of one company.
    pub async fn write(&self, tenant_id: TenantId) -> Result<Tx, DbError> {
        let mut tx = self.begin(Access::Write).await?;
        tx.enter(tenant_id).await?;
        Ok(tx)
    }

    /// Begins a transaction that sees one snapshot of one company's rows.
    pub async fn read(&self, tenant_id: TenantId) -> Result<Tx, DbError> {
        let mut tx = self.begin(Access::Read).await?;
        tx.enter(tenant_id).await?;
        Ok(tx)
    }

    /// Begins a transaction that may change the rows that carry a key; see [`Key`].
    pub async fn write_by_key(&self, key: Key<'_>) -> Result<Tx, DbError> {
        let mut tx = self.begin(Access::Write).await?;
        tx.present(key).await?;
        Ok(tx)
    }

    /// Begins a transaction that sees the rows that carry a key; see [`Key`].
    pub async fn read_by_key(&self, key: Key<'_>) -> Result<Tx, DbError> {
        let mut tx = self.begin(Access::Read).await?;
        tx.present(key).await?;
        Ok(tx)
    }

    async fn begin(&self, access: Access) -> Result<Tx, DbError> {
        let engine = match (&self.pools, access) {
            (Pools::Sqlite(db), Access::Write) => {
                Engine::Sqlite(db.write.begin_with("begin immediate").await?)
            }
            (Pools::Sqlite(db), Access::Read) => Engine::Sqlite(db.read.begin().await?),
            (Pools::Postgres(db), Access::Write) => Engine::Postgres(db.pool.begin().await?),
            (Pools::Postgres(db), Access::Read) => Engine::Postgres(
                db.pool
                    .begin_with("begin isolation level repeatable read, read only")
                    .await?,
            ),
        };
        Ok(Tx {
            engine,
            publishes: Vec::new(),
            published: self.published.clone(),
        })
    }
}

#[derive(Clone, Copy)]
enum Access {
    Read,
    Write,
}

impl Tx {
    /// Moves the transaction into a company, leaving the key it began with. A caller does this when the key has proved
    /// which company it belongs to.
    pub async fn enter(&mut self, tenant_id: TenantId) -> Result<(), DbError> {
        self.scope(tenant_id.to_string(), "", String::new()).await
    }

    /// Presents a key; see [`Key`]. The transaction leaves the company it was in.
    pub async fn present(&mut self, key: Key<'_>) -> Result<(), DbError> {
        self.scope(String::new(), key.kind(), key.text()).await
    }

    async fn scope(
        &mut self,
        tenant: String,
        key_kind: &'static str,
        key: String,
    ) -> Result<(), DbError> {
        if self.is_sqlite() {
            return Ok(());
        }
        sql("select set_config('app.tenant_id', $1, true), set_config('app.key_kind', $2, true), set_config('app.key', $3, true)")
            .bind_all([Arg::from(tenant), Arg::from(key_kind), Arg::from(key)])
            .run(self)
            .await?;
        Ok(())
    }

    /// Remembers that a stream moves with this transaction; listeners hear of it after the commit.
    pub(in crate::platform) fn will_publish(&mut self, published: Published) {
        self.publishes.push(published);
    }

    /// Says whether the engine is SQLite, for the few places where the two need different words.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }

    /// Starts a part that can be undone on its own. Savepoints of one name nest; the innermost is meant.
    pub async fn savepoint(&mut self) -> Result<(), DbError> {
        self.raw("savepoint part").await
    }

    /// Keeps what was done since the last [`Tx::savepoint`].
    pub async fn release(&mut self) -> Result<(), DbError> {
        self.raw("release savepoint part").await
    }

    /// Undoes what was done since the last [`Tx::savepoint`] and forgets that savepoint.
    pub async fn undo(&mut self) -> Result<(), DbError> {
        self.raw("rollback to savepoint part").await?;
        self.raw("release savepoint part").await
    }

    /// Runs one statement without preparing it.
    async fn raw(&mut self, text: &'static str) -> Result<(), DbError> {
        use sqlx::Executor;
        match &mut self.engine {
            Engine::Sqlite(tx) => (&mut **tx).execute(text).await.map(drop)?,
            Engine::Postgres(tx) => (&mut **tx).execute(text).await.map(drop)?,
        }
        Ok(())
    }

    /// Makes the changes durable. Only after this returns may anybody be told of them.
    pub async fn commit(self) -> Result<(), DbError> {
        match self.engine {
            Engine::Sqlite(tx) => tx.commit().await?,
            Engine::Postgres(tx) => tx.commit().await?,
        }
        for published in self.publishes {
            // Nobody listening is no fault: tills poll as well.
            let _ = self.published.send(published);
        }
        Ok(())
    }

    /// Gives the changes up at once, without waiting for the drop.
    pub async fn rollback(self) -> Result<(), DbError> {
        match self.engine {
            Engine::Sqlite(tx) => tx.rollback().await?,
            Engine::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
