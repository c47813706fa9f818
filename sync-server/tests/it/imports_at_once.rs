//! Imports while others change the catalogue. PostgreSQL alone lets several write at once.

use bezmen_contract::console::imports::ImportState;
use bezmen_contract::console::page::Page;
use bezmen_contract::console::products::Product;
use bezmen_domain::quantity::Unit;
use bezmen_server::platform::db::{Tx, sql};
use uuid::Uuid;

use crate::at_once::until_wait;
use crate::imports::{begin, finished, import};
use crate::support::{TestApp, TestDatabase, postgres_database};

const CODE: &str = "04600682000174";

/// Lets others go on as soon as so many of them wait.
async fn commit_when_waited_for(database: &TestDatabase, tx: Tx, waiting: i64) {
    until_wait(&database.address, waiting, || false).await;
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_changes_meanwhile_is_not_undone() {
    let Some(database) = postgres_database().await else {
        return;
    };
    let app = TestApp::new(&database);
    let owner = app.owner("Ромашка").await;
    // A product is known by its barcode or by its name.
    for (article, file) in [
        ("А-1", "barcode;name;price\n4600682000174;Кофе;{}\n"),
        ("А-2", "name;price\nЧай;{}\n"),
    ] {
        import(&owner, file.replace("{}", "10").as_bytes(), true).await;
        let mut tx = app.db().write(owner.signed.me.tenant_id).await.unwrap();
        sql("update product set sku = $2, revision = revision + 1 where tenant_id = $1")
            .bind(owner.signed.me.tenant_id)
            .bind(article)
            .run(&mut tx)
            .await
            .unwrap();
        let dearer = file.replace("{}", "12");
        let (job, ()) = tokio::join!(
            import(&owner, dearer.as_bytes(), true),
            commit_when_waited_for(&database, tx, 1)
        );
        assert_eq!((job.state, job.updated), (ImportState::Done, 1));
        let page: Page<Product> = owner.get("/api/v1/products").await;
        for product in &page.rows {
            assert_eq!(product.input.sku, article);
            assert_eq!(product.input.price.minor(), 1_200);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_imports_of_the_same_goods_make_them_once() {
    let Some(database) = postgres_database().await else {
        return;
    };
    let app = TestApp::new(&database);
    let owner = app.owner("Ромашка").await;
    let rows: Vec<String> = (0..500)
        .map(|n| format!("K-{n};Товар {n};10;Чай\n"))
        .collect();
    let head = "barcode;name;price;category\n";
    let forth = format!("{head}{}", rows.concat());
    let back = format!(
        "{head}{}",
        rows.iter().rev().cloned().collect::<Vec<_>>().concat()
    );
    // Both have written their rows, or wait for the other, before either can commit.
    let mut tx = app.db().write(owner.signed.me.tenant_id).await.unwrap();
    sql("update stream_counter set rev = rev where tenant_id = $1")
        .bind(owner.signed.me.tenant_id)
        .run(&mut tx)
        .await
        .unwrap();
    let one = begin(&owner, forth.as_bytes(), true).await;
    let two = begin(&owner, back.as_bytes(), true).await;
    commit_when_waited_for(&database, tx, 2).await;
    let (one, two) = (finished(&owner, one).await, finished(&owner, two).await);
    assert_eq!(
        (one.state, two.state),
        (ImportState::Done, ImportState::Done),
        "{}{}",
        one.error,
        two.error
    );
    assert_eq!(one.created + two.created, 500);
    assert_eq!(one.unchanged + two.unchanged, 500);
    let categories: Vec<serde_json::Value> = owner.get("/api/v1/categories").await;
    assert_eq!(categories.len(), 1, "{categories:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_that_somebody_makes_meanwhile_is_found() {
    let Some(database) = postgres_database().await else {
        return;
    };
    let app = TestApp::new(&database);
    let owner = app.owner("Ромашка").await;
    let (tenant_id, id) = (owner.signed.me.tenant_id, Uuid::from_u128(7));
    let mut tx = app.db().write(tenant_id).await.unwrap();
    sql("insert into product (tenant_id, id, name, sort_key, search_text, sku, unit, price_minor, tax_rate_id, created_at_ms, \
         updated_at_ms) select tenant_id, $2, 'Кофе', 'кофе', 'кофе', 'А-1', $3, 1000, id, 0, 0 from tax_rate \
         where tenant_id = $1 and is_default = true")
    .bind(tenant_id)
    .bind(id)
    .bind(Unit::Piece.code())
    .run(&mut tx)
    .await
    .unwrap();
    sql("insert into product_barcode (tenant_id, code, product_id, position) values ($1, $2, $3, 0)")
        .bind(tenant_id)
        .bind(CODE)
        .bind(id)
        .run(&mut tx)
        .await
        .unwrap();
    let file = "barcode;name;price\n4600682000174;Кофе;12\n";
    let (job, ()) = tokio::join!(
        import(&owner, file.as_bytes(), true),
        commit_when_waited_for(&database, tx, 1)
    );
    assert_eq!(
        (job.state, job.created, job.updated),
        (ImportState::Done, 0, 1)
    );
    let page: Page<Product> = owner.get("/api/v1/products").await;
    let articles: Vec<&str> = page.rows.iter().map(|row| row.input.sku.as_str()).collect();
    assert_eq!(articles, ["А-1"]);
}
