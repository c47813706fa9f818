use std::str::FromStr;

use bezmen_domain::id::TenantId;
use uuid::Uuid;

use crate::platform::db::{Db, Key, sql};

/// Companies of one name that a refusal lists.
const LISTED: usize = 5;

/// How a command line names a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Company {
    /// By its identifier.
    Id(TenantId),
    /// By its whole name.
    Name(String),
}

impl FromStr for Company {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Err("give the company's identifier or its name");
        }
        Ok(text
            .parse()
            .map_or_else(|_| Self::Name(text.to_owned()), Self::Id))
    }
}

impl Company {
    /// Finds the company. One that is not there is refused, because nothing to do would look like done; so is a name that
    /// several bear.
    pub(super) async fn find(&self, db: &Db) -> anyhow::Result<TenantId> {
        match self {
            Self::Id(tenant_id) => {
                let mut tx = db.read(*tenant_id).await?;
                let companies = sql("select count(*) from tenant where tenant_id = $1")
                    .bind(*tenant_id)
                    .number(&mut tx)
                    .await?;
                anyhow::ensure!(
                    companies > 0,
                    "there is no company {tenant_id}: tenant create printed its identifier"
                );
                Ok(*tenant_id)
            }
            Self::Name(name) => {
                let mut tx = db.read_by_key(Key::CompanyName(name)).await?;
                let found: Vec<(Uuid,)> =
                    sql("select tenant_id from tenant where name = $1 order by tenant_id")
                        .bind(name.as_str())
                        .all(&mut tx)
                        .await?;
                match found.as_slice() {
                    [(tenant_id,)] => Ok(TenantId::from_uuid(*tenant_id)),
                    [] => anyhow::bail!(
                        "there is no company named {name:?}: give its whole name, or the identifier that tenant create printed"
                    ),
                    several => {
                        let ids: Vec<String> = several
                            .iter()
                            .take(LISTED)
                            .map(|(tenant_id,)| tenant_id.to_string())
                            .collect();
                        anyhow::bail!(
                            "{} companies are named {name:?}: give the identifier of the one you mean, such as {}",
                            several.len(),
                            ids.join(", ")
                        )
                    }
                }
            }
        }
    }
}
