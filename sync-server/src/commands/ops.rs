use bezmen_domain::id::{TenantId, TerminalId};
use clap::{Args, Subcommand};

use super::company::Company;
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
    /// The company: its identifier, as `tenant create` printed it, or its whole name when only one has it.
    #[arg(long, value_name = "COMPANY")]
    tenant: Company,
    /// One till's identifier; all tills of the company when absent.
    #[arg(long, value_name = "ID", value_parser = |id: &str| id.parse::<TerminalId>().map_err(|error| error.to_string()))]
    terminal: Option<TerminalId>,
}

/// What `ops release` is told.
#[derive(Debug, Args)]
pub(super) struct Release {
    #[command(flatten)]
    settings: Settings,
    /// The company: its identifier, as `tenant create` printed it, or its whole name when only one has it.
    #[arg(long, value_name = "COMPANY")]
    tenant: Company,
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
                let tenant_id = ask.tenant.find(&db).await?;
                expect(&db, tenant_id, ask.terminal).await?;
                let ops = replay_parked(&db, tenant_id, ask.terminal, by).await?;
                tell(db, ops).await;
            }
            Self::Release(ask) => {
                let db = open(ask.settings).await?;
                let tenant_id = ask.tenant.find(&db).await?;
                expect(&db, tenant_id, Some(ask.terminal)).await?;
                let ops = release_quarantined(&db, tenant_id, ask.terminal, by).await?;
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

/// Refuses a till that is not there: nothing to do would look like done.
async fn expect(
    db: &Db,
    tenant_id: TenantId,
    terminal_id: Option<TerminalId>,
) -> anyhow::Result<()> {
    if let Some(terminal_id) = terminal_id {
        let mut tx = db.read(tenant_id).await?;
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
