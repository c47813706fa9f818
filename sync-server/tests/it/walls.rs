//! What keeps companies apart on PostgreSQL: the policies of every table, and a role that they hold.

use std::collections::BTreeMap;

use sqlx::{Connection, PgConnection};

use bezmen_server::platform::db::sql_built;

use crate::support::program::{program, refused, run, said, serve};
use crate::support::{NOON_MS, Owner, TestApp, WireTill, postgres_database, start_postgres};

/// A company with a till, a shift and a sale.
async fn busy(app: &TestApp, name: &str) -> Owner {
    let owner = app.owner(name).await;
    let mut till = WireTill::new(app, &owner, "Касса 1").await;
    let opened = till.facts.opened(NOON_MS);
    let sale = till.facts.sale(1, "Кофе", 10_000, NOON_MS);
    let ops = vec![till.op("shift_opened", &opened), till.op("sale", &sale)];
    till.push(ops).await;
    owner
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_of_companies_stands_behind_the_wall() {
    let Some(database) = postgres_database().await else {
        return;
    };
    let mut all = PgConnection::connect(&database.address).await.unwrap();
    let tables: Vec<(String, bool, bool, i64)> = sqlx::query_as(
        "select c.relname::text, c.relrowsecurity, c.relforcerowsecurity, \
         (select count(*) from pg_policy p where p.polrelid = c.oid) \
         from pg_class c join pg_attribute a on a.attrelid = c.oid \
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'tenant_id' and not a.attisdropped \
         order by 1",
    )
    .fetch_all(&mut all)
    .await
    .unwrap();
    assert!(tables.iter().any(|(name, ..)| name == "sale"));
    for (name, on, forced, policies) in &tables {
        assert!(
            on & forced && *policies > 0,
            "{name}: on {on}, forced {forced}, {policies} policies"
        );
    }

    // The catalogue says that the walls are there; whoever sits in one company and asks for another's rows finds out.
    let app = TestApp::new(&database);
    let (one, two) = (busy(&app, "Ромашка").await, busy(&app, "Чужая").await);
    let (one, two) = (one.signed.me.tenant_id, two.signed.me.tenant_id);
    let mut filled = BTreeMap::new();
    for (table, ..) in &tables {
        let text = format!("select count(*) from {table} where tenant_id = $1");
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(text.clone()))
            .bind(one.uuid())
            .fetch_one(&mut all)
            .await
            .unwrap();
        filled.insert(table.as_str(), rows);
        let mut tx = database.db.read(two).await.unwrap();
        let seen = sql_built(text).bind(one).number(&mut tx).await.unwrap();
        assert_eq!(seen, 0, "{table} shows another company's rows");
    }
    for table in [
        "tenant",
        "person",
        "session",
        "store",
        "terminal",
        "terminal_token",
        "op",
        "sale",
        "sale_line",
        "sale_payment",
        "shift",
        "stream_counter",
    ] {
        assert!(
            filled.get(table).is_some_and(|rows| *rows > 0),
            "{table} has rows to be hidden: {filled:?}"
        );
    }
}

/// Roles belong to a whole cluster, so this one has a cluster of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_steps_around_the_wall_is_refused() {
    let Some(server) = start_postgres() else {
        eprintln!(
            "PostgreSQL is not installed: nothing is tested here (apt-get install postgresql)"
        );
        return;
    };
    let address = server.address.as_str();
    let mut owner = PgConnection::connect(address).await.unwrap();
    let migrate = || program(&["migrate", "--database-url", address]);
    let folder = tempfile::tempdir().unwrap();
    let serve = || {
        let mut command = serve(address, folder.path());
        command.args(["--metrics-listen", "none"]);
        command
    };

    // Somebody has made the role before the first migration, with too much.
    sqlx::raw_sql("create role bezmen_app nologin bypassrls")
        .execute(&mut owner)
        .await
        .unwrap();
    let line = refused(migrate(), 1);
    assert!(
        line.contains("bezmen_app bypasses row-level security"),
        "{line}"
    );
    let made: i64 =
        sqlx::query_scalar("select count(*) from pg_tables where schemaname = 'public'")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert_eq!(made, 0, "nothing is made for a role that would see it all");
    sqlx::raw_sql("alter role bezmen_app nobypassrls")
        .execute(&mut owner)
        .await
        .unwrap();
    let done = run(&["migrate", "--database-url", address]);
    assert!(done.status.success(), "{}", said(&done));

    for (stronger, weaker, words) in [
        (
            "alter role bezmen_app superuser",
            "alter role bezmen_app nosuperuser",
            "is a superuser",
        ),
        (
            "alter role bezmen_app bypassrls",
            "alter role bezmen_app nobypassrls",
            "bypasses row-level security",
        ),
        (
            "alter table sale owner to bezmen_app",
            "alter table sale owner to current_user",
            "owns tables",
        ),
        (
            "create role bezmen_owner; alter table sale owner to bezmen_owner; grant bezmen_owner to bezmen_app",
            "alter table sale owner to current_user",
            "owns tables",
        ),
    ] {
        sqlx::raw_sql(stronger).execute(&mut owner).await.unwrap();
        for command in [migrate(), serve()] {
            let line = refused(command, 1);
            assert!(line.contains(words), "{stronger}: {line}");
        }
        sqlx::raw_sql(weaker).execute(&mut owner).await.unwrap();
    }
    let done = run(&["migrate", "--database-url", address]);
    assert!(done.status.success(), "{}", said(&done));
}
