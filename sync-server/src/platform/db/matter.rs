use bezmen_domain::id::TenantId;

use super::{DbError, Tx, sql};

/// What of a company a transaction decides by while another may be about to change it, in rows that the first cannot see yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Which stores there are: whoever changes a card sends it to each.
    Stores,
    /// Who may do what: an owner has to remain.
    People,
    /// Which tax rate is the default: one is.
    TaxRates,
    /// Which products and categories an import finds missing; whoever edits one holds it still.
    Imports,
}

impl Matter {
    fn name(self) -> &'static str {
        match self {
            Self::Stores => "stores",
            Self::People => "people",
            Self::TaxRates => "tax_rates",
            Self::Imports => "imports",
        }
    }
}

/// SQLite has one writer at a time, so there is nothing to wait for. On PostgreSQL these are advisory locks: no row is written,
/// and those who share one do not wait for each other.
impl Tx {
    /// Lets nobody change the matter until the transaction ends, and waits for whoever is changing it.
    pub async fn hold_still(&mut self, tenant_id: TenantId, matter: Matter) -> Result<(), DbError> {
        self.wait_for(
            "select pg_advisory_xact_lock_shared(hashtextextended($1, 0))",
            tenant_id,
            matter,
        )
        .await
    }

    /// Lets nobody else change the matter or decide by it until the transaction ends, and waits for whoever does.
    pub async fn claim(&mut self, tenant_id: TenantId, matter: Matter) -> Result<(), DbError> {
        self.wait_for(
            "select pg_advisory_xact_lock(hashtextextended($1, 0))",
            tenant_id,
            matter,
        )
        .await
    }

    async fn wait_for(
        &mut self,
        lock: &'static str,
        tenant_id: TenantId,
        matter: Matter,
    ) -> Result<(), DbError> {
        if self.is_sqlite() {
            return Ok(());
        }
        let name = format!("{tenant_id} {}", matter.name());
        sql(lock).bind(name).run(self).await?;
        Ok(())
    }
}
