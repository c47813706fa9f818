//! The server as a process: its metrics, its end, what it will not start on.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use bezmen_server::platform::db::{SchemaState, sql};

use crate::support::program::{Program, answer, connect, get, program, refused, run, said, serve};
use crate::support::{NOON_MS, TestApp, TestDatabase, WireTill, as_owner, on_both};

/// A server that was told to stop ends within this; its grace for requests under way is ten seconds.
const PROMPTLY: Duration = Duration::from_secs(2);

/// A till of a company in the database that a program serves.
async fn till(database: &TestDatabase) -> (TestApp, WireTill) {
    let app = TestApp::new(database);
    let owner = app.owner("Ромашка").await;
    let till = WireTill::new(&app, &owner, "Касса 1").await;
    (app, till)
}

/// The head of a push and its body.
fn opening(till: &mut WireTill, more: &str) -> (String, Vec<u8>) {
    let opened = till.facts.opened(NOON_MS);
    till.op("shift_opened", &opened);
    let body = serde_json::to_vec(&till.last_run(1)).unwrap();
    let head = format!(
        "POST /v1/push HTTP/1.1\r\nhost: till\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n{more}\r\n",
        till.actor.token(),
        body.len()
    );
    (head, body)
}

async fn ops(database: &TestDatabase, till: &WireTill) -> i64 {
    let mut tx = database.db.read(till.facts.tenant_id).await.unwrap();
    sql("select count(*) from op where tenant_id = $1")
        .bind(till.facts.tenant_id)
        .number(&mut tx)
        .await
        .unwrap()
}

fn serve_quietly(address: &str, data: &std::path::Path) -> Command {
    let mut command = serve(address, data);
    command.args(["--metrics-listen", "none"]);
    command
}

on_both! {
    metrics_are_counted_on_a_port_of_their_own(database) {
        let (_app, mut till) = till(database).await;
        let server = Program::with_metrics(database, "127.0.0.1:0");
        let (head, body) = opening(&mut till, "connection: close\r\n");
        let mut line = connect(&server.address);
        line.write_all(head.as_bytes()).unwrap();
        line.write_all(&body).unwrap();
        let (status, reply) = answer(line);
        assert_eq!(status, 200, "{reply}");

        let mut line = connect(&server.address);
        line.write_all(b"BREW /healthz HTTP/1.1\r\nhost: till\r\nconnection: close\r\n\r\n").unwrap();
        assert_eq!(answer(line).0, 405);

        let (status, metrics) = get(server.metrics.as_ref().unwrap(), "/metrics");
        assert_eq!(status, 200);
        let counted = |start: &str, labels: &[&str]| {
            let line = metrics.lines().find(|line| line.starts_with(start) && labels.iter().all(|label| line.contains(label)));
            line.and_then(|line| line.rsplit(' ').next()).map(str::to_owned)
        };
        let push = ["method=\"POST\"", "route=\"/v1/push\"", "status=\"200\""];
        assert_eq!(counted("http_requests_total{", &push).as_deref(), Some("1"), "{metrics}");
        assert_eq!(counted("sync_ops_received_total", &[]).as_deref(), Some("1"), "{metrics}");
        assert_eq!(counted("http_requests_total{", &["method=\"other\""]).as_deref(), Some("1"), "{metrics}");
        assert!(!metrics.contains("BREW"), "strangers do not choose what is counted for ever: {metrics}");
        let (status, page) = get(&server.address, "/metrics");
        assert_eq!(status, 404, "strangers who reach the API learn nothing of the shop's traffic");
        assert!(!page.contains("http_requests_total"));
    }

    a_push_under_way_is_answered_after_the_server_was_told_to_stop(database) {
        let (_app, mut till) = till(database).await;
        let mut server = Program::serve(database);
        let (head, body) = opening(&mut till, "expect: 100-continue\r\n");
        let mut line = connect(&server.address);
        line.write_all(head.as_bytes()).unwrap();
        let mut go_on = [0; 25];
        line.read_exact(&mut go_on).unwrap();
        assert!(go_on.starts_with(b"HTTP/1.1 100"), "the server reads the body: the push is under way");
        let (first, rest) = body.split_at(body.len() / 2);
        line.write_all(first).unwrap();

        server.tell_to_stop();
        let told = Instant::now();
        while TcpStream::connect(&server.address).is_ok() {
            assert!(told.elapsed() < PROMPTLY, "a server that stops takes nobody new");
            std::thread::yield_now();
        }
        line.write_all(rest).unwrap();
        let (status, reply) = answer(line);
        assert_eq!(status, 200, "{reply}");
        assert!(reply.contains("\"received_through\":1"), "{reply}");
        assert!(server.wait().success());
        assert_eq!(ops(database, &till).await, 1, "what was acknowledged is in the ledger");
    }

    a_till_that_listens_for_hints_does_not_hold_the_server_up(database) {
        let (_app, till) = till(database).await;
        let mut server = Program::serve(database);
        let mut line = connect(&server.address);
        write!(line, "GET /v1/hints HTTP/1.1\r\nhost: till\r\nauthorization: Bearer {}\r\n\r\n", till.actor.token()).unwrap();
        let mut heard = String::new();
        while !heard.contains("event: hint") {
            let mut bytes = [0; 1024];
            let read = line.read(&mut bytes).unwrap();
            assert!(read > 0, "{heard}");
            heard.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
        let told = Instant::now();
        server.tell_to_stop();
        let mut rest = Vec::new();
        line.read_to_end(&mut rest).unwrap();
        assert!(rest.ends_with(b"0\r\n\r\n"), "the stream ends as streams do, and the till does not take it for a fault");
        assert!(server.wait().success());
        assert!(told.elapsed() < PROMPTLY, "{:?}", told.elapsed());
    }

    a_second_server_on_the_same_folder_is_refused(database) {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Program::start(&database.address, folder.path(), "none");
        let line = refused(serve_quietly(&database.address, folder.path()), 1);
        assert!(line.contains("already works") && line.contains("--data"), "{line}");
        if database.db.engine() == "sqlite" {
            let other = tempfile::tempdir().unwrap();
            let line = refused(serve_quietly(&database.address, other.path()), 1);
            assert!(line.contains("server.db"), "one file, however many folders: {line}");
        }
        assert_eq!(get(&first.address, "/readyz").1, "ready", "the first one goes on");
        first.child.kill().unwrap();
        first.wait();
        let again = Program::start(&database.address, folder.path(), "none");
        assert_eq!(get(&again.address, "/readyz").1, "ready", "a dead server holds nothing");
    }

    a_database_of_a_newer_program_is_left_alone(database) {
        as_owner(
            database,
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
             select 9999, 'of later', success, checksum, 0 from _sqlx_migrations where version = 1",
        )
        .await;
        assert_eq!(database.db.schema_state().await.unwrap(), SchemaState::Ahead);
        let folder = tempfile::tempdir().unwrap();
        let line = refused(serve_quietly(&database.address, folder.path()), 1);
        assert!(line.contains("newer than this program: start the newer program"), "{line}");
        let line = refused(program(&["migrate", "--database-url", &database.address]), 1);
        assert!(line.contains("newer than this program: start the newer program"), "{line}");
    }
}

#[test]
fn a_damaged_database_is_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("bezmen-server.db");
    let data = folder.path().to_str().unwrap();
    let made = run(&[
        "tenant",
        "create",
        "--data",
        data,
        "--name",
        "Ромашка",
        "--owner-email",
        "o@shop.example",
        "--password",
        "a long password",
    ]);
    assert!(made.status.success(), "{}", said(&made));
    let bytes = std::fs::read(&whole).unwrap();
    let page = 4096;
    for (damage, what) in [
        (0..100, "its head is gone"),
        (page..bytes.len(), "all but its first page is gone"),
    ] {
        let mut spoilt = bytes.clone();
        spoilt[damage].fill(0x5a);
        std::fs::write(&whole, spoilt).unwrap();
        for command in [
            {
                let mut command = program(&[
                    "serve",
                    "--listen",
                    "127.0.0.1:0",
                    "--metrics-listen",
                    "none",
                ]);
                command.args(["--data", data]);
                command
            },
            program(&["restored", "--data", data]),
        ] {
            let line = refused(command, 1);
            assert!(
                line.contains("bezmen-server.db is damaged")
                    && line.contains("restore it from a backup"),
                "{what}: {line}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_without_rights_is_told_so_and_nothing_else() {
    let Some(database) = crate::support::postgres_database().await else {
        return;
    };
    // Roles belong to the whole server, so another run may have made this one.
    as_owner(
        &database,
        "do $$ begin create role bezmen_test_outsider login password 'test'; \
             exception when duplicate_object or unique_violation then null; end $$",
    )
    .await;
    let (scheme, rest) = database.address.split_once("://").unwrap();
    let (_, place) = rest.split_once('@').unwrap_or(("", rest));
    let address = format!("{scheme}://bezmen_test_outsider:test@{place}");
    let folder = tempfile::tempdir().unwrap();
    let line = refused(serve_quietly(&address, folder.path()), 1);
    assert!(
        line.contains("permission denied") && !line.contains("older"),
        "{line}"
    );
}
