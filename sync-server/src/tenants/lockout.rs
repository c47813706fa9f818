use bezmen_domain::id::{PersonId, TenantId};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::platform::db::{DbError, Key, Tx, hex, sql};
use crate::platform::http::Caller;
use crate::platform::rate::Wait;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// What wrong passwords in a row cost.
struct Rule {
    /// So many cost nothing: people mistype.
    free: i64,
    /// Wrong passwords older than this are forgotten.
    memory_ms: i64,
}

/// From one place.
const HERE: Rule = Rule {
    free: 5,
    memory_ms: 60 * MINUTE_MS,
};

/// From all places together where the person has never signed in: who guesses from many addresses gets fifty guesses and
/// then one every quarter of an hour, about a hundred and fifty on the first day and a hundred on each further one, while
/// the person goes on signing in from where they always do. What the person does there clears nothing.
const ELSEWHERE: Rule = Rule {
    free: 50,
    memory_ms: DAY_MS,
};

/// The longest wait: long enough to make guessing hopeless, short enough for somebody who has forgotten the password.
const MAX_WAIT_MIN: i64 = 15;

/// A place stays known for so long after the person signed in there.
const FAMILIAR_MS: i64 = 90 * DAY_MS;

/// Forgotten attempts that one sign-in removes at most: many more than it adds, and few enough to be over at once.
const MOST_REMOVED: i64 = 1_000;

/// The counters that one person's sign-in from one place touches.
#[derive(Debug)]
pub(super) struct Attempts {
    here: String,
    elsewhere: String,
}

impl Attempts {
    /// Those of a person. An e-mail may belong to people of several companies: each has counters of their own, so that
    /// nobody clears another's by signing in as themselves.
    pub(super) fn of(tenant_id: TenantId, person_id: PersonId, caller: Caller) -> Self {
        Self::named(&format!("person {tenant_id} {person_id}"), caller)
    }

    /// Those of an e-mail that nobody has. It is held up like any other, or the wait would tell who is registered.
    pub(super) fn of_nobody(email: &str, caller: Caller) -> Self {
        Self::named(&format!("email {email}"), caller)
    }

    fn named(whose: &str, caller: Caller) -> Self {
        let name = |from: &str| hex(&Sha256::digest(format!("{whose} from {from}")));
        Self {
            here: name(&caller.name()),
            elsewhere: name("elsewhere"),
        }
    }

    /// Says whether the person has signed in from this place before.
    pub(super) async fn is_familiar(&self, app: &App) -> Result<bool, DbError> {
        let mut tx = app.db.read_by_key(Key::LoginAttempt(&self.here)).await?;
        let here: Option<Counter> = sql(
            "select failures, last_failed_at_ms, locked_until_ms, signed_in_at_ms from login_attempt where key = $1",
        )
        .bind(&self.here)
        .optional(&mut tx)
        .await?;
        tx.rollback().await?;
        Ok(here.is_some_and(|here| here.is_familiar(app.clock.now_ms())))
    }

    /// Counts an attempt *before* the password is compared, so that many attempts at once count as many. Answers how long
    /// to wait when there were too many; such an attempt must not be compared and is not counted.
    pub(super) async fn count(&self, app: &App) -> Result<Result<Counted, Wait>, DbError> {
        let now_ms = app.clock.now_ms();
        let mut tx = app.db.write_by_key(Key::LoginAttempt(&self.here)).await?;
        let here = Counter::lock(&mut tx, &self.here).await?;
        if let Some(wait) = here.wait(now_ms) {
            return Ok(Err(wait));
        }
        here.count(&mut tx, &self.here, &HERE, now_ms).await?;
        let mut counted = Counted::default();
        if !here.is_familiar(now_ms) {
            tx.present(Key::LoginAttempt(&self.elsewhere)).await?;
            let elsewhere = Counter::lock(&mut tx, &self.elsewhere).await?;
            if let Some(wait) = elsewhere.wait(now_ms) {
                return Ok(Err(wait));
            }
            let until_ms = elsewhere
                .count(&mut tx, &self.elsewhere, &ELSEWHERE, now_ms)
                .await?;
            counted.elsewhere = Some(Taken {
                elsewhere,
                until_ms,
            });
        }
        tx.commit().await?;
        Ok(Ok(counted))
    }

    /// Forgets the attempts from this place, for the right password came, and remembers the place. Of the attempts from
    /// elsewhere only the one just counted is taken back: the others may be somebody's guesses. What others left behind
    /// long ago is removed beside the request.
    pub(super) async fn forget(&self, app: &App, counted: Counted) -> Result<(), DbError> {
        let now_ms = app.clock.now_ms();
        let mut tx = app.db.write_by_key(Key::LoginAttempt(&self.here)).await?;
        sql("insert into login_attempt (key, failures, last_failed_at_ms, locked_until_ms, signed_in_at_ms) values ($1, 0, 0, 0, $2) \
             on conflict (key) do update set failures = 0, locked_until_ms = 0, signed_in_at_ms = excluded.signed_in_at_ms")
        .bind(&self.here)
        .bind(now_ms)
        .run(&mut tx)
        .await?;
        if let Some(taken) = counted.elsewhere {
            tx.present(Key::LoginAttempt(&self.elsewhere)).await?;
            taken.give_back(&mut tx, &self.elsewhere, now_ms).await?;
        }
        tx.commit().await?;
        let (app, here) = (app.clone(), self.here.clone());
        tokio::spawn(async move {
            if let Err(error) = remove_forgotten(&app, &here).await {
                tracing::warn!(error.cause = %error, "forgotten sign-in attempts could not be removed; the next sign-in tries again");
            }
        });
        Ok(())
    }
}

/// Removes some of what has been forgotten. It locks rows of others, so nobody's sign-in may wait for it or fail with it.
async fn remove_forgotten(app: &App, here: &str) -> Result<(), DbError> {
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.write_by_key(Key::LoginAttempt(here)).await?;
    sql(
        "delete from login_attempt where key in (select key from login_attempt \
         where coalesce(signed_in_at_ms, 0) < $1 and last_failed_at_ms < $2 \
         order by coalesce(signed_in_at_ms, 0), last_failed_at_ms limit $3)",
    )
    .bind(now_ms - FAMILIAR_MS)
    .bind(now_ms - DAY_MS)
    .bind(MOST_REMOVED)
    .run(&mut tx)
    .await?;
    tx.commit().await
}

/// An attempt that was counted and whose password may be compared.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Nothing where the place is familiar, or nobody guessed: it is no attempt from elsewhere then.
    elsewhere: Option<Taken>,
}

/// One attempt of those that all unknown places share.
#[derive(Debug)]
struct Taken {
    /// How the counter stood before.
    elsewhere: Counter,
    /// Until when the attempt has made the next one wait.
    until_ms: i64,
}

impl Taken {
    /// Takes one attempt off the counter, and its wait unless somebody else has had to wait longer since.
    async fn give_back(self, tx: &mut Tx, key: &str, now_ms: i64) -> Result<(), DbError> {
        let now = Counter::lock(tx, key).await?;
        let locked_until_ms = if now.locked_until_ms == self.until_ms {
            self.elsewhere.locked_until_ms
        } else {
            now.locked_until_ms
        };
        let failures = (now.failures - 1).max(0);
        if failures == 0 && locked_until_ms <= now_ms {
            sql("delete from login_attempt where key = $1")
                .bind(key)
                .run(tx)
                .await?;
        } else {
            sql("update login_attempt set failures = $2, locked_until_ms = $3 where key = $1")
                .bind(key)
                .bind(failures)
                .bind(locked_until_ms)
                .run(tx)
                .await?;
        }
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, sqlx::FromRow)]
struct Counter {
    failures: i64,
    last_failed_at_ms: i64,
    locked_until_ms: i64,
    signed_in_at_ms: Option<i64>,
}

impl Counter {
    /// Reads a counter and keeps others from it until the transaction ends.
    async fn lock(tx: &mut Tx, key: &str) -> Result<Self, DbError> {
        sql("insert into login_attempt (key, failures, last_failed_at_ms, locked_until_ms) values ($1, 0, 0, 0) \
             on conflict (key) do update set failures = login_attempt.failures \
             returning failures, last_failed_at_ms, locked_until_ms, signed_in_at_ms")
        .bind(key)
        .one(tx)
        .await
    }

    fn wait(self, now_ms: i64) -> Option<Wait> {
        let ms = self.locked_until_ms - now_ms;
        (ms > 0).then_some(Wait { ms })
    }

    fn is_familiar(self, now_ms: i64) -> bool {
        self.signed_in_at_ms
            .is_some_and(|at_ms| now_ms - at_ms <= FAMILIAR_MS)
    }

    /// Counts one more and says until when the next has to wait.
    async fn count(self, tx: &mut Tx, key: &str, rule: &Rule, now_ms: i64) -> Result<i64, DbError> {
        let failures = if now_ms - self.last_failed_at_ms > rule.memory_ms {
            1
        } else {
            self.failures + 1
        };
        let wait_min = match failures - rule.free {
            over @ 1.. => (1_i64 << over.min(10)).min(MAX_WAIT_MIN),
            _ => 0,
        };
        let until_ms = now_ms + wait_min * MINUTE_MS;
        sql("update login_attempt set failures = $2, last_failed_at_ms = $3, locked_until_ms = $4 where key = $1")
            .bind(key)
            .bind(failures)
            .bind(now_ms)
            .bind(until_ms)
            .run(tx)
            .await?;
        Ok(until_ms)
    }
}
