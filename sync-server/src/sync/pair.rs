use axum::Json;
use axum::extract::State;
use bezmen_contract::wire::{PairPoll, PairPolled, PairStart, PairStarted, PairedTerminal};
use bezmen_domain::id::{StoreId, TenantId, TerminalId};
use uuid::Uuid;

use super::pairing_code::{PAIRING_MINUTES, new_code, shown_code};
use super::refusals;
use super::server_epoch::server_epoch;
use crate::app::App;
use crate::platform::db::{DbError, Key, Tx, sql};
use crate::platform::http::{ApiError, ApiResult, Caller};
use crate::platform::rate::Wait;
use crate::platform::secret::{new_token, token_hash};
use crate::terminals::issue_token;

const PAIRING_MS: i64 = PAIRING_MINUTES * 60_000;

/// Time between two polls of a till.
const POLL_EVERY_S: u32 = 2;

/// Pages of the console know the code by this query.
const CONFIRM_PATH: &str = "/terminals/pair?code=";

/// Gives a till a code to show.
pub(super) async fn start(
    State(app): State<App>,
    caller: Caller,
    Json(start): Json<PairStart>,
) -> ApiResult<Json<PairStarted>> {
    let now_ms = app.clock.now_ms();
    let own = app.doors.pairings.take(caller, now_ms);
    let turn = own.and_then(|()| app.doors.all_pairings.take((), now_ms));
    turn.map_err(too_many)?;
    let device_code = new_token();
    let device_hash = token_hash(&device_code);
    let user_code = new_code();
    let mut tx = app
        .db
        .write_by_key(Key::PairingDevice(&device_hash))
        .await?;
    sql("delete from pairing where tenant_id is null and expires_at_ms < $1")
        .bind(now_ms - 3_600_000)
        .run(&mut tx)
        .await?;
    sql("insert into pairing (device_hash, user_code, device_name, app_version, created_at_ms, expires_at_ms, state) \
         values ($1, $2, $3, $4, $5, $6, 'pending')")
    .bind(&device_hash[..])
    .bind(&user_code)
    .bind(shortened(&start.device_name, 200))
    .bind(shortened(&start.app_version, 64))
    .bind(now_ms)
    .bind(now_ms + PAIRING_MS)
    .run(&mut tx)
    .await?;
    tx.commit().await?;
    let user_code = shown_code(&user_code);
    Ok(Json(PairStarted {
        device_code,
        confirm_path: format!("{CONFIRM_PATH}{user_code}"),
        user_code,
        expires_in_s: u32::try_from(PAIRING_MS / 1000).unwrap_or(u32::MAX),
        interval_s: POLL_EVERY_S,
    }))
}

fn shortened(text: &str, chars: usize) -> String {
    text.trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(chars)
        .collect()
}

#[derive(sqlx::FromRow)]
struct Pairing {
    state: String,
    expires_at_ms: i64,
    tenant_id: Option<Uuid>,
    terminal_id: Option<Uuid>,
    epoch: Option<i64>,
}

/// Tells a till what the owner did. Anybody may ask, so only an approval that is fetched writes anything.
pub(super) async fn poll(
    State(app): State<App>,
    caller: Caller,
    Json(poll): Json<PairPoll>,
) -> ApiResult<Json<PairPolled>> {
    let now_ms = app.clock.now_ms();
    app.doors
        .pairing_polls
        .take(caller, now_ms)
        .map_err(too_many)?;
    let device_hash = token_hash(&poll.device_code);
    let mut tx = app.db.read_by_key(Key::PairingDevice(&device_hash)).await?;
    let found: Option<Pairing> =
        sql("select state, expires_at_ms, tenant_id, terminal_id, epoch from pairing where device_hash = $1")
            .bind(&device_hash[..])
            .optional(&mut tx)
            .await?;
    let answer = match found {
        Some(pairing) if pairing.state == "denied" => PairPolled::Denied,
        Some(Pairing {
            expires_at_ms,
            tenant_id: Some(tenant_id),
            terminal_id: Some(terminal_id),
            epoch: Some(epoch),
            ..
        }) if now_ms <= expires_at_ms + PAIRING_MS => {
            let approval = Approval {
                tenant_id: TenantId::from_uuid(tenant_id),
                terminal_id: TerminalId::from_uuid(terminal_id),
                epoch,
            };
            tx.enter(approval.tenant_id).await?;
            let is_open = approval.terminal(&mut tx).await?.is_some();
            tx.rollback().await?;
            let fetched = if is_open {
                approval.fetch(&app, now_ms).await?
            } else {
                None
            };
            fetched.map_or(PairPolled::Expired, |terminal| PairPolled::Approved {
                terminal: Box::new(terminal),
            })
        }
        Some(pairing) if pairing.state == "pending" && now_ms <= pairing.expires_at_ms => {
            PairPolled::Pending
        }
        _ => PairPolled::Expired,
    };
    Ok(Json(answer))
}

fn too_many(wait: Wait) -> ApiError {
    refusals::TOO_MANY_PAIRINGS
        .about(wait.seconds())
        .retry_after_s(wait.seconds())
}

/// What the owner confirmed.
#[derive(Debug, Clone, Copy)]
struct Approval {
    tenant_id: TenantId,
    terminal_id: TerminalId,
    epoch: i64,
}

#[derive(sqlx::FromRow)]
struct Approved {
    store_id: Uuid,
    name: String,
    epoch: i64,
    series: String,
    tenant_name: String,
}

impl Approval {
    /// Reads the terminal. `None` when the token was used already, or when the terminal was paired again since.
    async fn terminal(self, tx: &mut Tx) -> Result<Option<Approved>, DbError> {
        let terminal: Approved = sql(
            "select t.store_id, t.name, t.epoch, t.series, c.name as tenant_name \
             from terminal t join tenant c on c.tenant_id = t.tenant_id where t.tenant_id = $1 and t.id = $2",
        )
        .bind(self.tenant_id)
        .bind(self.terminal_id)
        .one(tx)
        .await?;
        let used = sql(
            "select count(*) from terminal_token where tenant_id = $1 and terminal_id = $2 and epoch = $3 and used_at_ms is not null",
        )
        .bind(self.tenant_id)
        .bind(self.terminal_id)
        .bind(self.epoch)
        .number(tx)
        .await?;
        Ok((used == 0 && terminal.epoch == self.epoch).then_some(terminal))
    }

    /// Makes the token. Until the till has used it, another poll makes another one in its place: an answer may be lost.
    async fn fetch(self, app: &App, now_ms: i64) -> Result<Option<PairedTerminal>, DbError> {
        let mut tx = app.db.write(self.tenant_id).await?;
        let Some(terminal) = self.terminal(&mut tx).await? else {
            return Ok(None);
        };
        let epoch = u32::try_from(self.epoch).unwrap_or(u32::MAX);
        let token = issue_token(&mut tx, self.tenant_id, self.terminal_id, epoch, now_ms).await?;
        let paired = PairedTerminal {
            tenant_id: self.tenant_id,
            tenant_name: terminal.tenant_name,
            store_id: StoreId::from_uuid(terminal.store_id),
            terminal_id: self.terminal_id,
            terminal_name: terminal.name,
            epoch,
            series: terminal.series,
            token,
            server_epoch: server_epoch(&mut tx).await?,
        };
        tx.commit().await?;
        Ok(Some(paired))
    }
}
