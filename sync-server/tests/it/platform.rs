//! The database layer and the change feed.

use bezmen_contract::wire::RowKind;
use bezmen_domain::id::TenantId;
use bezmen_server::platform::db::{Db, Key, SchemaState, sql};
use bezmen_server::platform::feed::{self, Change, StreamKey};

use crate::support::on_both;

const ONE: TenantId = TenantId::from_uuid(uuid::Uuid::from_u128(1));
const TWO: TenantId = TenantId::from_uuid(uuid::Uuid::from_u128(2));

async fn add_company(db: &Db, id: TenantId, name: &str) {
    let mut tx = db.write(id).await.unwrap();
    sql("insert into tenant (tenant_id, name, currency, locale, created_at_ms) values ($1, $2, 'RUB', 'ru', 0)")
        .bind(id)
        .bind(name)
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn publish_one(db: &Db, tenant_id: TenantId, id: usize, price: i64) -> i64 {
    let mut tx = db.write(tenant_id).await.unwrap();
    let change = Change::put(
        &RowKind::Product,
        id,
        &serde_json::json!({ "price": price }),
    )
    .unwrap();
    let rev = feed::publish(&mut tx, tenant_id, StreamKey::Tenant, vec![change])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    rev
}

on_both! {
    a_fresh_schema_is_current(database) {
        assert_eq!(database.db.schema_state().await.unwrap(), SchemaState::Current);
    }

    a_dropped_transaction_changes_nothing(database) {
        let mut tx = database.db.write(ONE).await.unwrap();
        sql("insert into tenant (tenant_id, name, currency, locale, created_at_ms) values ($1, 'x', 'RUB', 'ru', 0)")
            .bind(ONE)
            .run(&mut tx)
            .await
            .unwrap();
        drop(tx);
        let mut tx = database.db.read(ONE).await.unwrap();
        assert_eq!(sql("select count(*) from tenant").number(&mut tx).await.unwrap(), 0);
    }

    a_savepoint_undoes_its_part_only(database) {
        let mut tx = database.db.write(ONE).await.unwrap();
        let insert = "insert into tenant (tenant_id, name, currency, locale, created_at_ms) values ($1, 'x', 'RUB', 'ru', 0)";
        sql(insert).bind(ONE).run(&mut tx).await.unwrap();
        tx.savepoint().await.unwrap();
        let error = sql(insert).bind(ONE).run(&mut tx).await.unwrap_err();
        assert!(error.is_unique_violation());
        tx.undo().await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = database.db.read(ONE).await.unwrap();
        assert_eq!(sql("select count(*) from tenant").number(&mut tx).await.unwrap(), 1);
    }

    // The second wall stands on PostgreSQL only: a statement that forgot the company still sees one company there.
    a_forgetful_statement_sees_one_company_on_postgres(database) {
        add_company(&database.db, ONE, "one").await;
        add_company(&database.db, TWO, "two").await;
        if database.db.engine() == "postgres" {
            let mut tx = database.db.read(TWO).await.unwrap();
            let names: Vec<(String,)> = sql("select name from tenant").all(&mut tx).await.unwrap();
            assert_eq!(names, [("two".to_owned(),)]);
            let mut tx = database.db.write(TWO).await.unwrap();
            let moved = sql("update tenant set tenant_id = $1").bind(ONE).run(&mut tx).await;
            assert!(moved.is_err(), "a row cannot be moved into another company");
            let mut tx = database.db.read_by_key(Key::Email("a@b.c")).await.unwrap();
            assert_eq!(sql("select count(*) from tenant").number(&mut tx).await.unwrap(), 0);
        }
    }

    a_value_that_is_too_large_is_the_values_fault(database) {
        let is_sqlite = database.db.engine() == "sqlite";
        let text = if is_sqlite { "select zeroblob(2000000000)" } else { "select repeat('x', 2000000000)" };
        let mut tx = database.db.write(ONE).await.unwrap();
        let error = sql(text).run(&mut tx).await.unwrap_err();
        assert!(error.is_refused_value(), "{error:?}");
        tx.rollback().await.unwrap();
        let mut tx = database.db.write(ONE).await.unwrap();
        let error = sql("select nothing from nowhere").run(&mut tx).await.unwrap_err();
        assert!(!error.is_refused_value(), "{error:?}");
    }

    an_unchanged_row_keeps_its_revision(database) {
        assert_eq!(publish_one(&database.db, ONE, 1, 100).await, 1);
        assert_eq!(publish_one(&database.db, ONE, 1, 100).await, 1);
        assert_eq!(publish_one(&database.db, ONE, 1, 200).await, 2);
    }

    the_checksum_of_a_stream_depends_on_its_living_rows_alone(database) {
        let db = &database.db;
        for id in 0..1200 {
            if id % 400 == 0 {
                publish_one(db, ONE, id, 1).await;
            }
        }
        let mut tx = db.read(ONE).await.unwrap();
        let straight = feed::head(&mut tx, ONE, StreamKey::Tenant).await.unwrap();
        drop(tx);

        // The other company comes to the same rows by a longer way: many more rows at once, other prices, rows that go.
        let mut tx = db.write(TWO).await.unwrap();
        let all = (0..1200).map(|id| Change::put(&RowKind::Product, id, &serde_json::json!({ "price": 7 })).unwrap());
        feed::publish(&mut tx, TWO, StreamKey::Tenant, all.collect()).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.write(TWO).await.unwrap();
        let some = (0..1200).map(|id| match id % 400 {
            0 => Change::put(&RowKind::Product, id, &serde_json::json!({ "price": 1 })).unwrap(),
            _ => Change::gone(&RowKind::Product, id),
        });
        feed::publish(&mut tx, TWO, StreamKey::Tenant, some.collect()).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = db.read(TWO).await.unwrap();
        let roundabout = feed::head(&mut tx, TWO, StreamKey::Tenant).await.unwrap();
        assert_eq!((roundabout.row_count, roundabout.checksum), (straight.row_count, straight.checksum));
        assert_eq!(roundabout.row_count, 3);
        assert_eq!(roundabout.rev, 2400);
        let rows = feed::page(&mut tx, TWO, StreamKey::Tenant, 0, 2000).await.unwrap();
        assert_eq!(rows.len(), 1200, "each row stands once, at its newest revision");
        assert_eq!(rows.iter().filter(|row| !row.deleted).count(), 3);
    }

    a_follower_misses_no_row_of_sixteen_writers(database) {
        let db = database.db.clone();
        let writers: Vec<_> = (0..16)
            .map(|writer| {
                let db = db.clone();
                tokio::spawn(async move {
                    for n in 0..20 {
                        publish_one(&db, ONE, writer * 100 + n, 1).await;
                    }
                })
            })
            .collect();
        let mut seen = 0;
        let mut cursor = 0;
        while seen < 320 {
            let mut tx = db.read(ONE).await.unwrap();
            let rows = feed::page(&mut tx, ONE, StreamKey::Tenant, cursor, 50).await.unwrap();
            seen += rows.len();
            cursor = rows.last().map_or(cursor, |row| row.rev.cast_signed());
            if rows.is_empty() {
                assert!(cursor < 320, "the follower stands at the head with {seen} of 320 rows");
                tokio::task::yield_now().await;
            }
        }
        for writer in writers {
            writer.await.unwrap();
        }
    }
}

/// The address that a server is started with may belong to a login that owns nothing and is only let into the role.
#[tokio::test]
async fn a_login_that_owns_nothing_can_serve() {
    use sqlx::{Connection, PgConnection};

    let Some(database) = crate::support::postgres_database().await else {
        return;
    };
    let mut owner = PgConnection::connect(&database.address).await.unwrap();
    // Roles belong to the whole server, so another run may have made this one.
    let make = "do $$ begin create role bezmen_test_login login password 'test'; \
                exception when duplicate_object or unique_violation then null; end $$; \
                grant bezmen_app to bezmen_test_login";
    sqlx::raw_sql(make).execute(&mut owner).await.unwrap();
    owner.close().await.unwrap();
    let (scheme, rest) = database.address.split_once("://").unwrap();
    let (_, place) = rest.split_once('@').unwrap_or(("", rest));
    let db = Db::open(&format!("{scheme}://bezmen_test_login:test@{place}"))
        .await
        .unwrap();
    assert_eq!(db.schema_state().await.unwrap(), SchemaState::Current);
    add_company(&db, ONE, "one").await;
    let mut tx = db.read(ONE).await.unwrap();
    assert_eq!(
        sql("select count(*) from tenant")
            .number(&mut tx)
            .await
            .unwrap(),
        1
    );
    drop(tx);
    assert!(
        db.migrate().await.is_err(),
        "who owns nothing cannot change the schema"
    );
    db.close().await;
}
