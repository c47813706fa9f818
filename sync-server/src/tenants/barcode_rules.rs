//! How the company's tills read barcodes.

mod checked;
mod replace;
mod show;

use bezmen_contract::console::barcode_rules::{BarcodeRule, BarcodeRuleConflict, BarcodeRules};
use bezmen_contract::wire::row::BarcodeRuleRow;
use bezmen_domain::barcode::{Rule, RuleSet, RuleSpec};
use bezmen_domain::id::TenantId;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::platform::db::{Tx, sql};
use crate::platform::http::ApiError;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show::show, replace::replace))
}

/// The company's rules as they are kept.
struct Kept {
    currency: Currency,
    rows: Vec<BarcodeRuleRow>,
    revision: i64,
}

impl Kept {
    async fn read(tx: &mut Tx, tenant_id: TenantId) -> Result<Self, ApiError> {
        let (currency, rules, revision): (String, String, i64) =
            sql("select currency, barcode_rules, revision from tenant where tenant_id = $1")
                .bind(tenant_id)
                .one(tx)
                .await?;
        Ok(Self {
            currency: Currency::from_code(&currency).map_err(ApiError::fault)?,
            rows: serde_json::from_str(&rules).map_err(ApiError::fault)?,
            revision,
        })
    }

    /// The rules in force, with what is wrong between them.
    fn view(self, locale: Locale) -> Result<BarcodeRules, ApiError> {
        let is_built_in = self.rows.is_empty();
        let set = if is_built_in {
            RuleSet::of_new_shop(self.currency)
        } else {
            let own = |row: BarcodeRuleRow| Rule::try_from(RuleSpec::from(row));
            let rules: Result<_, _> = self.rows.into_iter().map(own).collect();
            RuleSet::new(rules.map_err(ApiError::fault)?)
        };
        Ok(BarcodeRules {
            rules: set.rules().iter().map(BarcodeRule::from).collect(),
            is_built_in,
            conflicts: conflicts(&set, locale),
            revision: self.revision.unsigned_abs(),
        })
    }
}

fn conflicts(set: &RuleSet, locale: Locale) -> Vec<BarcodeRuleConflict> {
    let found = set.conflicts().into_iter();
    found
        .map(|conflict| BarcodeRuleConflict {
            kind: conflict.kind.name().to_owned(),
            rule: conflict.rule,
            other: conflict.other,
            words: conflict.words(set.rules(), locale),
            example: conflict.example,
        })
        .collect()
}
