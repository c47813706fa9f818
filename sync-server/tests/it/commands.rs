//! The program as people start it: its answers, its refusals, its end.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::{TestDatabase, on_both};

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bezmen-server"));
    command.args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// Runs a command that must do its work, and reads its answer.
fn answer(arguments: &[&str]) -> Value {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}"))
}

fn create(database: &TestDatabase) -> Value {
    answer(&[
        "tenant",
        "create",
        "--database-url",
        &database.address,
        "--name",
        "Ромашка",
        "--owner-email",
        "o@shop.example",
        "--password",
        "a long password",
    ])
}

on_both! {
    a_company_is_made_and_its_products_come_from_a_file(database) {
        let made = create(database);
        let tenant = made["tenant_id"].as_str().unwrap().to_owned();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("goods.tsv");
        std::fs::write(&file, "barcode\tname\tprice\n4600682000174\tКофе\t10\n4600682000175\tЧай\t5\n4006381333931\tРучка\t\n").unwrap();
        let bad = folder.path().join("bad.tsv");
        let arguments = [
            "import", "products", "--database-url", &database.address, "--tenant", &tenant, "--bad-rows", bad.to_str().unwrap(),
            file.to_str().unwrap(),
        ];
        let output = run(&arguments);
        assert!(output.status.success(), "{}", said(&output));
        assert!(said(&output).starts_with("line 3: The last digit of the barcode does not fit."), "{}", said(&output));
        let counts: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((counts["created"].as_u64(), counts["bad"].as_u64()), (Some(2), Some(1)));
        assert_eq!(counts["bad_reasons"]["CHECK_DIGIT"], 1);
        assert!(std::fs::read_to_string(&bad).unwrap().starts_with("3\tCHECK_DIGIT\t"));
    }

    what_cannot_be_done_is_said_in_one_line(database) {
        create(database);
        let address = &database.address;
        let nobody = "00000000-0000-0000-0000-000000000001";
        for (arguments, words) in [
            (vec!["tenant", "create", "--database-url", address, "--name", "x", "--owner-email", "o@shop.example", "--password", "short"], "10 to 200 characters"),
            (vec!["tenant", "create", "--database-url", address, "--name", "x", "--owner-email", "nobody", "--password", "a long password"], "e-mail"),
            (vec!["import", "products", "--database-url", address, "--tenant", nobody, "/nowhere.tsv"], "cannot be read"),
            (vec!["migrate", "--database-url", "mysql://x"], "sqlite: or postgres:"),
        ] {
            let output = run(&arguments);
            assert_eq!(output.status.code(), Some(1), "{arguments:?}");
            let said = said(&output);
            assert!(said.contains(words) && said.lines().count() == 1, "{said}");
        }
    }

    the_server_becomes_ready_and_stops_when_told(database) {
        create(database);
        let data = tempfile::tempdir().unwrap();
        let mut server = program(&["serve", "--database-url", &database.address, "--listen", "127.0.0.1:0", "--metrics-listen", "none"])
            .arg("--data")
            .arg(data.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().to_owned();
        assert_eq!(ask(&address, "/readyz"), "ready");
        let told = Command::new("kill").arg("-TERM").arg(server.id().to_string()).status().unwrap();
        assert!(told.success());
        assert!(server.wait().unwrap().success(), "told to stop, the server ends well");
    }
}

fn ask(address: &str, path: &str) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text.split("\r\n\r\n").nth(1).unwrap_or_default().to_owned()
}

#[test]
fn wrong_usage_is_told_from_refusal() {
    for arguments in [
        &["nonsense"][..],
        &["serve", "--listen", "here"],
        &["import", "products", "x.tsv"],
        &[],
    ] {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn the_document_can_be_printed() {
    assert_eq!(answer(&["openapi"])["openapi"], "3.1.0");
}

#[test]
fn an_unknown_setting_stops_the_server_by_its_name() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(
        Path::new(data.path()).join("bezmen-server.toml"),
        "lisen = '127.0.0.1:80'\n",
    )
    .unwrap();
    let output = program(&["serve", "--data"])
        .arg(data.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("lisen"), "{}", said(&output));
}

#[test]
fn a_postgres_without_a_schema_is_not_served() {
    let Some(server) = crate::support::postgres_server() else {
        return;
    };
    let output = run(&[
        "serve",
        "--database-url",
        &server,
        "--listen",
        "127.0.0.1:0",
        "--metrics-listen",
        "none",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("bezmen-server migrate"),
        "{}",
        said(&output)
    );
}
