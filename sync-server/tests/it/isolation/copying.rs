//! Every row of one company copied into another under the same ids.

use std::collections::BTreeSet;

use bezmen_domain::id::TenantId;
use sqlx::{Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

use crate::support::TestDatabase;

/// The company that everything is copied into.
pub const OTHER: TenantId = TenantId::from_uuid(Uuid::from_u128(0x0777));

/// Tables that hold a company's rows, so that a copy never names a row that is not there yet.
const TABLES: [&str; 24] = [
    "tenant",
    "store",
    "person",
    "stream_counter",
    "feed_row",
    "tax_rate",
    "category",
    "product",
    "product_barcode",
    "customer",
    "sale",
    "sale_line",
    "sale_payment",
    "sale_tax",
    "shift",
    "cash_move",
    "stock_move",
    "audit",
    "import_job",
    "import_bad_row",
    "terminal",
    "terminal_head",
    "op",
    "fork_op",
];

/// Tables whose rows are found by a secret or count tries of somebody: two companies never have an equal row.
const NOT_COPIED: [&str; 5] = [
    "session",
    "login_attempt",
    "terminal_token",
    "pairing",
    "pairing_try",
];

/// Says which tables have a company in their rows; one that is new must be thought of here.
fn assert_every_table_is_thought_of(found: Vec<(String,)>) {
    let found: BTreeSet<String> = found.into_iter().map(|(table,)| table).collect();
    let known = TABLES.iter().chain(&NOT_COPIED).map(ToString::to_string);
    let known: BTreeSet<String> = known.collect();
    let forgotten: Vec<&String> = found.difference(&known).collect();
    assert!(
        forgotten.is_empty(),
        "the copy knows nothing of {forgotten:?}"
    );
}

/// Copies every row of one company into the other under the same ids, with every «Своё» in it made «Чужое».
pub async fn copy_company(database: &TestDatabase, from: TenantId) {
    assert_every_table_is_thought_of(tables(database).await);
    for table in TABLES {
        if database.db.engine() == "sqlite" {
            let mut connection = SqliteConnection::connect(&database.address).await.unwrap();
            let columns: Vec<(String, String)> =
                sqlx::query_as("select name, type from pragma_table_info($1)")
                    .bind(table)
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
            let text = copy_statement(table, &columns);
            sqlx::query(sqlx::AssertSqlSafe(text))
                .bind(OTHER.uuid())
                .bind(from.uuid())
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        } else {
            let mut connection = PgConnection::connect(&database.address).await.unwrap();
            let columns: Vec<(String, String)> = sqlx::query_as(
                "select column_name::text, data_type::text from information_schema.columns where table_name = $1",
            )
            .bind(table)
            .fetch_all(&mut connection)
            .await
            .unwrap();
            let text = copy_statement(table, &columns);
            sqlx::query(sqlx::AssertSqlSafe(text))
                .bind(OTHER.uuid())
                .bind(from.uuid())
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        }
    }
}

async fn tables(database: &TestDatabase) -> Vec<(String,)> {
    if database.db.engine() == "sqlite" {
        let mut connection = SqliteConnection::connect(&database.address).await.unwrap();
        sqlx::query_as(
            "select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'tenant_id' where m.type = 'table'",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap()
    } else {
        let mut connection = PgConnection::connect(&database.address).await.unwrap();
        sqlx::query_as(
            "select table_name::text from information_schema.columns where column_name = 'tenant_id' and table_schema = 'public'",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap()
    }
}

fn copy_statement(table: &str, columns: &[(String, String)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let values: Vec<String> = columns
        .iter()
        .map(
            |(name, kind)| match (name.as_str(), kind.to_lowercase().as_str()) {
                ("tenant_id", _) => "$1".to_owned(),
                (name, "text") => {
                    let mut value = name.to_owned();
                    for (own, other) in [("Своё", "Чужое"), ("своё", "чужое"), ("свое", "чужое")]
                    {
                        value = format!("replace({value}, '{own}', '{other}')");
                    }
                    value
                }
                (name, _) => name.to_owned(),
            },
        )
        .collect();
    format!(
        "insert into {table} ({}) select {} from {table} where tenant_id = $2",
        names.join(", "),
        values.join(", ")
    )
}
