use bezmen_contract::console::products::ProductInput;
use bezmen_domain::catalog_text;
use bezmen_domain::id::{CategoryId, ProductId, TaxRateId, TenantId};
use bezmen_domain::money::MAX_AMOUNT_MINOR;
use uuid::Uuid;

use crate::catalog::{BadBarcode, canonical_barcode, refusals, shown_barcode};
use crate::platform::db::{Arg, Filter, Tx, sql, sql_built};
use crate::platform::http::{ApiError, fields};

/// Most barcodes of one product.
const MAX_BARCODES: usize = 50;

/// A product as typed, checked against its own rules and against the rest of the company.
#[derive(Debug, Clone)]
pub struct CheckedProduct {
    /// As typed, cleaned up; codes in the form in which they are stored.
    pub input: ProductInput,
    /// The rate chosen, or the default.
    pub tax_rate_id: TaxRateId,
    /// Key of the alphabetical order.
    pub sort_key: String,
    /// What searches look into.
    pub search_text: String,
}

impl CheckedProduct {
    /// Checks what was typed for the product `id`, new or known.
    pub async fn new(
        tx: &mut Tx,
        tenant_id: TenantId,
        id: ProductId,
        mut input: ProductInput,
    ) -> Result<Self, ApiError> {
        input.name = fields::name(&input.name)?;
        input.sku = input.sku.trim().to_owned();
        if input.sku.chars().count() > 64 {
            return Err(crate::platform::http::refusals::INVALID.about("sku"));
        }
        if !(0..=MAX_AMOUNT_MINOR).contains(&input.price.minor()) {
            return Err(refusals::PRICE_RANGE.into());
        }
        input.barcodes = canonical(&input.barcodes)?;
        refuse_taken(tx, tenant_id, id, &input.barcodes).await?;
        refuse_unknown_category(tx, tenant_id, input.category_id).await?;
        let tax_rate_id = tax_rate(tx, tenant_id, input.tax_rate_id).await?;
        let (sort_key, search_text) = (
            catalog_text::normalize(&input.name),
            search_text(&input.name, &input.sku, &input.barcodes),
        );
        Ok(Self {
            input,
            tax_rate_id,
            sort_key,
            search_text,
        })
    }

    /// The values of `name, sort_key, search_text, sku, unit, price_minor, tax_rate_id, category_id, quick_key, active`.
    pub(super) fn columns(&self) -> [Arg; 10] {
        let input = &self.input;
        [
            Arg::from(&input.name),
            Arg::from(&self.sort_key),
            Arg::from(&self.search_text),
            Arg::from(&input.sku),
            input.unit.code().into(),
            input.price.into(),
            self.tax_rate_id.into(),
            input.category_id.into(),
            input.quick_key.into(),
            input.active.into(),
        ]
    }
}

/// What searches look into: the words of name and article, and the codes as on the package.
pub fn search_text(name: &str, sku: &str, barcodes: &[String]) -> String {
    let shown: Vec<String> = barcodes.iter().map(|code| shown_barcode(code)).collect();
    catalog_text::search_text(
        [name, sku]
            .into_iter()
            .chain(shown.iter().map(String::as_str)),
    )
}

fn canonical(typed: &[String]) -> Result<Vec<String>, ApiError> {
    let mut codes: Vec<String> = Vec::with_capacity(typed.len());
    for text in typed
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
    {
        let code = canonical_barcode(text).map_err(|bad| match bad {
            BadBarcode::CheckDigit { expected, found } => refusals::CHECK_DIGIT.about_each([
                text.to_owned(),
                found.to_string(),
                expected.to_string(),
            ]),
            BadBarcode::Form => refusals::BARCODE_FORM.about(text),
        })?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.len() > MAX_BARCODES {
        Err(refusals::TOO_MANY_BARCODES.into())
    } else {
        Ok(codes)
    }
}

async fn refuse_taken(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: ProductId,
    codes: &[String],
) -> Result<(), ApiError> {
    if codes.is_empty() {
        return Ok(());
    }
    let mut filter = Filter::new("product_barcode.tenant_id = {}", tenant_id);
    filter
        .and("product_barcode.product_id <> {}", id)
        .and_in("product_barcode.code", codes.iter().map(Arg::from));
    let text = format!(
        "select product_barcode.code, product.name from product_barcode join product \
         on product.tenant_id = product_barcode.tenant_id and product.id = product_barcode.product_id where {} limit 1",
        filter.text()
    );
    let taken: Option<(String, String)> =
        sql_built(text).bind_all(filter.args()).optional(tx).await?;
    match taken {
        Some((code, name)) => {
            Err(refusals::BARCODE_TAKEN.about(format!("{} — {name}", shown_barcode(&code))))
        }
        None => Ok(()),
    }
}

async fn refuse_unknown_category(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: Option<CategoryId>,
) -> Result<(), ApiError> {
    let Some(id) = id else { return Ok(()) };
    let found =
        sql("select count(*) from category where tenant_id = $1 and id = $2 and active = true")
            .bind(tenant_id)
            .bind(id)
            .number(tx)
            .await?;
    if found == 1 {
        Ok(())
    } else {
        Err(refusals::NO_SUCH_CATEGORY.into())
    }
}

/// The rate chosen if it is the company's, the default when none is chosen.
async fn tax_rate(
    tx: &mut Tx,
    tenant_id: TenantId,
    chosen: Option<TaxRateId>,
) -> Result<TaxRateId, ApiError> {
    let mut filter = Filter::new("tenant_id = {}", tenant_id);
    filter.and("active = {}", true).and_some("id = {}", chosen);
    let text = format!(
        "select id from tax_rate where {} order by is_default desc, basis_points desc, id limit 1",
        filter.text()
    );
    let found: Option<(Uuid,)> = sql_built(text).bind_all(filter.args()).optional(tx).await?;
    found
        .map(|(id,)| TaxRateId::from_uuid(id))
        .ok_or_else(|| refusals::NO_SUCH_TAX_RATE.into())
}
