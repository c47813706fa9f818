use bezmen_domain::id::TenantId;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use clap::Args;

use super::{answer, open_or_make};
use crate::platform::clock::Clock;
use crate::platform::config::Settings;
use crate::tenants::{NewCompany, create_company};

/// What `tenant create` is told.
#[derive(Debug, Args)]
pub(super) struct TenantCreate {
    #[command(flatten)]
    settings: Settings,
    /// The company's name.
    #[arg(long)]
    name: String,
    /// The owner's e-mail, to sign in with.
    #[arg(long)]
    owner_email: String,
    /// The owner's password: at least ten characters.
    #[arg(long, env = "BEZMEN_OWNER_PASSWORD", hide_env_values = true)]
    password: String,
    /// The owner's name; the e-mail when absent.
    #[arg(long)]
    owner_name: Option<String>,
    /// The first store's name; the company's when absent.
    #[arg(long)]
    store: Option<String>,
    /// What prices are in.
    #[arg(long, default_value = "RUB", value_parser = |code: &str| Currency::from_code(code).map_err(|error| error.to_string()))]
    currency: Currency,
    /// Language of receipts: ru or en.
    #[arg(long, default_value = "ru", value_parser = |code: &str| code.parse::<Locale>().map_err(|error| error.to_string()))]
    locale: Locale,
    /// Local time less UTC, minutes.
    #[arg(long, default_value_t = 180, allow_negative_numbers = true)]
    utc_offset_minutes: i32,
}

impl TenantCreate {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let db = open_or_make(self.settings).await?;
        let clock = Clock::system();
        let new = NewCompany {
            password_hash: NewCompany::hash_password(&self.password).await?,
            store: self.store.unwrap_or_else(|| self.name.clone()),
            company: self.name,
            owner: self.owner_name.unwrap_or_else(|| self.owner_email.clone()),
            email: self.owner_email,
            currency: self.currency,
            locale: self.locale,
            utc_offset_minutes: self.utc_offset_minutes,
        };
        let tenant_id = clock.new_id(TenantId::from_parts);
        let mut tx = db.write(tenant_id).await?;
        let made = create_company(&mut tx, &clock, tenant_id, &new).await?;
        tx.commit().await?;
        db.close().await;
        answer(serde_json::json!({
            "tenant_id": made.tenant_id,
            "store_id": made.store_id,
            "owner_id": made.owner_id,
        }));
        Ok(())
    }
}
