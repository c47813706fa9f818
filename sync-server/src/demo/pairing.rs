use bezmen_contract::console::terminals::{PairConfirm, Terminal};
use bezmen_contract::wire::{PairPoll, PairPolled, PairStart, PairStarted, PairedTerminal};
use bezmen_domain::id::{StoreId, TerminalId};

use super::client::Client;
use super::seed_error::SeedError;

/// Which till to pair.
pub(super) struct Pairing<'a> {
    pub store_id: StoreId,
    pub name: &'a str,
    /// The till whose machine is replaced.
    pub replaces: Option<TerminalId>,
}

/// Pairs a till: it asks for a code, the owner types it, the till collects its token.
pub(super) async fn pair(
    client: &mut Client,
    owner_token: &str,
    pairing: Pairing<'_>,
) -> Result<PairedTerminal, SeedError> {
    let start = PairStart {
        device_name: pairing.name.to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let started: PairStarted = client.post("/v1/pair/start", "", &start).await?;
    let confirm = PairConfirm {
        user_code: started.user_code,
        store_id: pairing.store_id,
        name: pairing.name.to_owned(),
        replaces: pairing.replaces,
    };
    let _: Terminal = client
        .post("/api/v1/terminals/pair", owner_token, &confirm)
        .await?;
    match client
        .post(
            "/v1/pair/poll",
            "",
            &PairPoll {
                device_code: started.device_code,
            },
        )
        .await?
    {
        PairPolled::Approved { terminal } => Ok(*terminal),
        PairPolled::Pending | PairPolled::Expired | PairPolled::Denied => {
            Err(SeedError::NotPaired {
                till: pairing.name.to_owned(),
            })
        }
    }
}
