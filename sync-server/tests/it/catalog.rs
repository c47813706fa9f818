//! Products, categories, taxes.

use axum::http::Method;
use bezmen_contract::console::company::{TaxRate, TaxRateInput};
use bezmen_contract::console::page::Page;
use bezmen_contract::console::products::{Category, CategoryInput, Product, ProductInput};
use bezmen_contract::wire::row::ProductRow;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use bezmen_domain::tax::TaxMode;
use bezmen_server::platform::feed::{self, StreamKey};

use crate::support::{Owner, TestApp, on_both};

fn input(name: &str, price: i64) -> ProductInput {
    ProductInput {
        name: name.to_owned(),
        sku: String::new(),
        barcodes: Vec::new(),
        unit: Unit::Piece,
        price: Money::from_minor(price),
        tax_rate_id: None,
        category_id: None,
        quick_key: None,
        active: true,
        expected_revision: None,
    }
}

async fn add(owner: &Owner, input: &ProductInput) -> Product {
    owner.post("/api/v1/products", input).await
}

fn names(page: &Page<Product>) -> Vec<&str> {
    page.rows
        .iter()
        .map(|product| product.input.name.as_str())
        .collect()
}

on_both! {
    a_changed_price_reaches_the_tills(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let coffee = ProductInput { barcodes: vec!["4600682000174".to_owned(), "ART-7".to_owned()], ..input("Кофе", 25_000) };
        let coffee = add(&owner, &coffee).await;
        assert_eq!(coffee.input.barcodes, ["4600682000174", "ART-7"]);
        assert_eq!(coffee.tax_rate, "НДС 22 %");
        let path = format!("/api/v1/products/{}", coffee.product_id);
        let ask = ProductInput { price: Money::from_minor(26_000), ..coffee.input.clone() };
        owner.refused(Method::PUT, &path, &ask, "REVISION_MISSING").await;
        let ask = ProductInput { expected_revision: Some(1), ..ask };
        let changed: Product = owner.put(&path, &ask).await;
        assert_eq!(changed.revision, 2);
        owner.refused(Method::PUT, &path, &ask, "STALE").await;

        let tenant_id = owner.signed.me.tenant_id;
        let mut tx = app.db().read(tenant_id).await.unwrap();
        let rows = feed::page(&mut tx, tenant_id, StreamKey::Tenant, 0, 1000).await.unwrap();
        let last = rows.last().unwrap();
        let row: ProductRow = serde_json::from_str(&last.body).unwrap();
        assert_eq!(row.price, Money::from_minor(26_000));
        assert_eq!(row.barcodes, ["04600682000174", "ART-7"], "tills compare codes in their canonical form");
    }

    bad_products_are_refused_with_words(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        add(&owner, &ProductInput { barcodes: vec!["4600682000174".to_owned()], ..input("Кофе", 1) }).await;
        let path = "/api/v1/products";
        let with_code = |code: &str| ProductInput { barcodes: vec![code.to_owned()], ..input("Чай", 1) };
        let taken = owner.refused(Method::POST, path, &with_code("04600682000174"), "BARCODE_TAKEN").await;
        assert!(taken.message.contains("Кофе") && taken.message.contains("4600682000174"), "{}", taken.message);
        let digit = owner.refused(Method::POST, path, &with_code("4600682000175"), "CHECK_DIGIT").await;
        let words = "The last digit of the barcode 4600682000175 does not fit: it is 5, and 4 follows from the others. Compare it with the package.";
        assert_eq!(digit.message, words);
        owner.refused(Method::POST, path, &with_code("46 00"), "BARCODE_FORM").await;
        owner.refused(Method::POST, path, &input("", 1), "NAME_EMPTY").await;
        owner.refused(Method::POST, path, &input("Чай", -1), "PRICE_RANGE").await;
        let page: Page<Product> = owner.get(path).await;
        assert_eq!(page.total, Some(1), "nothing of what was refused is there");
    }

    words_parts_of_words_and_barcodes_find_a_product(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let coffee = ProductInput { barcodes: vec!["4600682000174".to_owned()], sku: "К-17".to_owned(), ..input("Кофе Чёрный жемчуг", 1) };
        add(&owner, &coffee).await;
        add(&owner, &input("Чай чёрный", 1)).await;
        add(&owner, &input("100% сок", 1)).await;
        for (query, expected) in [
            ("кофе", 1), ("ЧЕРН", 2), ("жемч коф", 1), ("4600682000174", 1), ("04600682000174", 1), ("68200", 1), ("к-17", 1),
            ("сок", 1), ("%", 3), ("_", 3), ("нет такого", 0),
        ] {
            let escaped: String = query.bytes().map(|byte| format!("%{byte:02x}")).collect();
            let page: Page<Product> = owner.get(&format!("/api/v1/products?query={escaped}")).await;
            assert_eq!(page.rows.len(), expected, "{query}: {:?}", names(&page));
        }
    }

    pages_join_without_a_gap_in_every_order(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        for n in 0..25 {
            add(&owner, &input(&format!("Товар {n:02}"), 100 + (n % 3) * 50)).await;
            app.pass_ms(1);
        }
        for sort in ["name", "price_up", "price_down", "changed"] {
            let whole: Page<Product> = owner.get(&format!("/api/v1/products?sort={sort}&limit=200")).await;
            let mut joined: Vec<String> = Vec::new();
            let mut cursor = String::new();
            loop {
                let page: Page<Product> = owner.get(&format!("/api/v1/products?sort={sort}&limit=7&cursor={cursor}")).await;
                joined.extend(names(&page).into_iter().map(str::to_owned));
                assert_eq!(page.total, Some(25));
                match page.next {
                    Some(next) => cursor = next,
                    None => break,
                }
            }
            assert_eq!(joined, names(&whole), "{sort}");
        }
        owner.refused(Method::GET, "/api/v1/products?cursor=zz", &(), "BAD_CURSOR").await;
    }

    a_category_and_a_tax_rate_are_made_and_changed(database) {
        let app = TestApp::new(database);
        let owner = app.owner("Ромашка").await;
        let ask = CategoryInput { name: "Чай".to_owned(), color: "#AA3311".to_owned(), position: 3, expected_revision: None };
        let tea: Category = owner.post("/api/v1/categories", &ask).await;
        assert_eq!(tea.input.color, "#aa3311");
        add(&owner, &ProductInput { category_id: Some(tea.category_id), ..input("Чай", 1) }).await;
        let all: Vec<Category> = owner.get("/api/v1/categories").await;
        assert_eq!(all[0].products, 1);
        let path = format!("/api/v1/categories/{}", tea.category_id);
        owner.refused(Method::PUT, &path, &ask, "REVISION_MISSING").await;
        let _: Category = owner.put(&path, &CategoryInput { expected_revision: Some(1), ..ask.clone() }).await;
        owner.refused(Method::PUT, &path, &CategoryInput { expected_revision: Some(1), ..ask.clone() }, "STALE").await;
        owner.refused(Method::POST, "/api/v1/categories", &CategoryInput { color: "red".to_owned(), ..ask }, "COLOR_FORM").await;

        let rate = TaxRateInput {
            name: "НДС 5 %".to_owned(), basis_points: 500, mode: TaxMode::Included, is_default: true, expected_revision: None,
        };
        let five: TaxRate = owner.post("/api/v1/tax-rates", &rate).await;
        let path = format!("/api/v1/tax-rates/{}", five.tax_rate_id);
        owner.refused(Method::PUT, &path, &rate, "REVISION_MISSING").await;
        let _: TaxRate = owner.put(&path, &TaxRateInput { expected_revision: Some(five.revision), ..rate.clone() }).await;
        owner.refused(Method::PUT, &path, &TaxRateInput { expected_revision: Some(five.revision), ..rate }, "STALE").await;
        let rates: Vec<TaxRate> = owner.get("/api/v1/tax-rates").await;
        let defaults: Vec<u32> = rates.iter().filter(|rate| rate.input.is_default).map(|rate| rate.input.basis_points).collect();
        assert_eq!(defaults, [500], "the new default takes the place of the old one");
    }
}
