use bezmen_domain::id::{TenantId, TerminalId};
use clap::{Args, Subcommand};

use super::{answer, open};
use crate::platform::clock::Clock;
use crate::platform::config::Settings;
use crate::platform::db::{Db, sql};
use crate::sync::{ReplayedBy, ReplayedOps, release_quarantined, replay_parked};

/// What can be done with operations that the server has and does not count.
#[derive(Debug, Subcommand)]
pub(super) enum OpsCommand {
    /// Tries again to count operations that could not be counted; prints how many are counted now as JSON.
    Replay(Replay),
    /// Lets operations count that a till sent after it had been switched off or replaced; prints how many as JSON.
    Release(Release),
}

/// What `ops replay` is told.
#[derive(Debug, Args)]
pub(super) struct Replay {
    #[command(flatten)]
    settings: Settings,
    /// The company's identifier, as `tenant create` printed it.
    #[arg(long, value_name = "ID", value_parser = |id: &str| id.parse::<TenantId>().map_err(|error| error.to_string()))]
    tenant: TenantId,
    /// One till's identifier; all tills of the company when absent.
    #[arg(long, value_name = "ID", value_parser = |id: &str| id.parse::<TerminalId>().map_err(|error| error.to_string()))]
    terminal: Option<TerminalId>,
}

/// What `ops release` is told.
#[derive(Debug, Args)]
pub(super) struct Release {
    #[command(flatten)]
    settings: Settings,
    /// The company's identifier, as `tenant create` printed it.
    #[arg(long, value_name = "ID", value_parser = |id: &str| id.parse::<TenantId>().map_err(|error| error.to_string()))]
    tenant: TenantId,
    /// The till's identifier.
    #[arg(long, value_name = "ID", value_parser = |id: &str| id.parse::<TerminalId>().map_err(|error| error.to_string()))]
    terminal: TerminalId,
}

impl OpsCommand {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let by = ReplayedBy {
            person_id: None,
            at_ms: Clock::system().now_ms(),
        };
        match self {
            Self::Replay(ask) => {
                let db = open(ask.settings).await?;
                expect(&db, ask.tenant, ask.terminal).await?;
                let ops = replay_parked(&db, ask.tenant, ask.terminal, by).await?;
                tell(db, ops).await;
            }
            Self::Release(ask) => {
                let db = open(ask.settings).await?;
                expect(&db, ask.tenant, Some(ask.terminal)).await?;
                let ops = release_quarantined(&db, ask.tenant, ask.terminal, by).await?;
                tell(db, ops).await;
            }
        }
        Ok(())
    }
}

async fn tell(db: Db, ops: ReplayedOps) {
    db.close().await;
    answer(serde_json::json!({ "counted": ops.applied, "parked": ops.parked }));
}

/// Refuses a company or a till that is not there: nothing to do would look like done.
async fn expect(
    db: &Db,
    tenant_id: TenantId,
    terminal_id: Option<TerminalId>,
) -> anyhow::Result<()> {
    let mut tx = db.read(tenant_id).await?;
    let companies = sql("select count(*) from tenant where tenant_id = $1")
        .bind(tenant_id)
        .number(&mut tx)
        .await?;
    anyhow::ensure!(
        companies > 0,
        "there is no company {tenant_id}: tenant create printed its identifier"
    );
    if let Some(terminal_id) = terminal_id {
        let tills = sql("select count(*) from terminal where tenant_id = $1 and id = $2")
            .bind(tenant_id)
            .bind(terminal_id)
            .number(&mut tx)
            .await?;
        anyhow::ensure!(
            tills > 0,
            "the company has no till {terminal_id}: GET /api/v1/terminals lists them"
        );
    }
    Ok(())
}
