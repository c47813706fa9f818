use std::collections::HashMap;

use bezmen_contract::console::account::{RegisterCompany, SignedIn};
use bezmen_contract::console::company::{Store, StoreInput, TaxRate};
use bezmen_contract::console::people::{Person, PersonInput, PinInput};
use bezmen_contract::console::products::{Category, CategoryInput, ProductInput};
use bezmen_domain::id::{CategoryId, ProductId, TenantId};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use bezmen_domain::tax::TaxRate as Rate;

use super::catalogue::{categories, goods};
use super::client::Client;
use super::place::Place;
use super::seed_error::SeedError;
use super::shop::{Stocked, Worker};
use super::staff::{COMPANY, FOOTER, OWNER_EMAIL, OWNER_PASSWORD, STAFF, STORES, TAX_NUMBER};
use crate::app::App;
use crate::catalog::products::{CheckedProduct, insert_product};
use crate::catalog::published;
use crate::platform::feed::{StreamKey, publish};

/// Registers the company in the owner's name.
pub(super) async fn register(client: &mut Client, place: Place) -> Result<SignedIn, SeedError> {
    let ask = RegisterCompany {
        company: COMPANY.to_owned(),
        store: STORES[0].0.to_owned(),
        name: STAFF[0].name.to_owned(),
        email: OWNER_EMAIL.to_owned(),
        password: OWNER_PASSWORD.to_owned(),
        currency: Currency::RUB,
        locale: Locale::Ru,
        utc_offset_minutes: place.utc_offset_minutes,
    };
    client.post("/api/v1/company", "", &ask).await
}

/// Opens the stores; the first one came with the company.
pub(super) async fn open_stores(
    client: &mut Client,
    signed: &SignedIn,
    place: Place,
) -> Result<Vec<Store>, SeedError> {
    let mut stores = Vec::with_capacity(STORES.len());
    for (n, (name, street)) in STORES.into_iter().enumerate() {
        let mut input = StoreInput {
            name: name.to_owned(),
            address: format!("{}, {street}", place.town),
            tax_number: TAX_NUMBER.to_owned(),
            receipt_footer: FOOTER.to_owned(),
            utc_offset_minutes: place.utc_offset_minutes,
            expected_revision: None,
        };
        let store: Store = match signed.me.stores.get(n) {
            Some(known) => {
                let path = format!("/api/v1/stores/{}", known.store_id);
                let all: Vec<Store> = client.get("/api/v1/stores", &signed.token).await?;
                input.expected_revision = all
                    .iter()
                    .find(|store| store.store_id == known.store_id)
                    .map(|store| store.revision);
                client.put(&path, &signed.token, &input).await?
            }
            None => client.post("/api/v1/stores", &signed.token, &input).await?,
        };
        stores.push(store);
    }
    Ok(stores)
}

/// Takes the people on and gives them their PINs.
pub(super) async fn take_on(
    client: &mut Client,
    signed: &SignedIn,
) -> Result<Vec<Worker>, SeedError> {
    let mut workers = Vec::with_capacity(STAFF.len());
    for (n, member) in STAFF.iter().enumerate() {
        let person_id = if n == 0 {
            signed.me.person_id
        } else {
            let input = PersonInput {
                name: member.name.to_owned(),
                role: member.role,
                email: String::new(),
                password: None,
                active: true,
                expected_revision: None,
            };
            client
                .post::<Person>("/api/v1/people", &signed.token, &input)
                .await?
                .person_id
        };
        let pin = PinInput {
            pin: Some(member.pin.to_owned()),
        };
        let _: Person = client
            .put(
                &format!("/api/v1/people/{person_id}/pin"),
                &signed.token,
                &pin,
            )
            .await?;
        workers.push(Worker {
            person_id,
            name: member.name.to_owned(),
            role: member.role,
        });
    }
    Ok(workers)
}

/// Fills the shelves: categories by the console's routes, products in one go, as an import does.
pub(super) async fn fill_shelves(
    client: &mut Client,
    app: &App,
    signed: &SignedIn,
) -> Result<Vec<Stocked>, SeedError> {
    let mut ids: HashMap<String, CategoryId> = HashMap::new();
    for (position, category) in (1..).zip(categories()?) {
        let input = CategoryInput {
            name: category.name,
            color: category.color,
            position,
            expected_revision: None,
        };
        let made: Category = client
            .post("/api/v1/categories", &signed.token, &input)
            .await?;
        ids.insert(made.input.name, made.category_id);
    }
    let rates: Vec<TaxRate> = client.get("/api/v1/tax-rates", &signed.token).await?;
    let mut stock = Vec::new();
    for goods in goods()? {
        let rate = rates
            .iter()
            .find(|rate| rate.input.basis_points == goods.tax_percent * 100);
        let rate = rate.ok_or(SeedError::NoTaxRate {
            percent: goods.tax_percent,
        })?;
        stock.push(Stocked {
            product_id: app.clock.new_id(ProductId::from_parts),
            tax: Rate {
                id: rate.tax_rate_id,
                name: rate.input.name.clone(),
                basis_points: rate.input.basis_points,
                mode: rate.input.mode,
            },
            goods,
        });
    }
    insert_products(app, signed.me.tenant_id, &ids, &stock).await?;
    Ok(stock)
}

async fn insert_products(
    app: &App,
    tenant_id: TenantId,
    categories: &HashMap<String, CategoryId>,
    stock: &[Stocked],
) -> Result<(), SeedError> {
    let mut tx = app.db.write(tenant_id).await?;
    let mut ids = Vec::with_capacity(stock.len());
    for stocked in stock {
        let goods = &stocked.goods;
        let input = ProductInput {
            name: goods.name.clone(),
            sku: goods
                .plu()
                .map(|plu| plu.trim_start_matches('0').to_owned())
                .unwrap_or_default(),
            barcodes: vec![goods.code.clone()],
            unit: goods.unit,
            price: goods.price,
            tax_rate_id: Some(stocked.tax.id),
            category_id: categories.get(&goods.category).copied(),
            quick_key: goods.quick_key,
            active: true,
            expected_revision: None,
        };
        let product = CheckedProduct::new(&mut tx, tenant_id, stocked.product_id, input).await?;
        insert_product(
            &mut tx,
            tenant_id,
            stocked.product_id,
            &product,
            app.clock.now_ms(),
        )
        .await?;
        ids.push(stocked.product_id);
    }
    let changes = published::products(&mut tx, tenant_id, &ids).await?;
    publish(&mut tx, tenant_id, StreamKey::Tenant, changes).await?;
    Ok(tx.commit().await?)
}
