//! What the commands answer, where, and with which exit code.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use bezmen_till::store::DATABASE_FILE;
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use super::desk::MILK;
use super::shell::{run, words};

fn seeded() -> TempDir {
    let folder = TempDir::new().unwrap();
    assert!(run(folder.path(), &["dev-seed"]).status.success());
    folder
}

fn receipts(folder: &Path) -> Value {
    let verified: Value = serde_json::from_slice(&run(folder, &["verify"]).stdout).unwrap();
    verified["receipts"].clone()
}

#[test]
fn a_refused_command_says_one_line_and_logs_nothing_beside_it() {
    let folder = seeded();
    let data = folder.path();
    let sale = ["sell", "--item", MILK, "--pay", "cash:500"];
    let by_name = [&sale[..], &["--person", "Анна Кассирова", "--pin", "9999"]].concat();
    assert!(words(&run(data, &by_name), 1).contains("PIN_WRONG"));

    let database = Connection::open(data.join(DATABASE_FILE)).unwrap();
    let stubborn =
        "create trigger stubborn before insert on sale begin select raise(abort, 'no'); end";
    database.execute_batch(stubborn).unwrap();
    database.close().unwrap();
    let told = words(&run(data, &sale), 1);
    assert!(
        told.contains("INTERNAL") && told.contains("BEZMEN_LOG=error"),
        "{told}"
    );
    assert_eq!(receipts(data), 0);
}

#[test]
fn sync_once_without_its_server_is_refused_in_words() {
    let folder = seeded();
    // The seeded till's server is at a port where nothing listens.
    std::fs::write(folder.path().join("terminal.token"), "token").unwrap();
    let output = run(folder.path(), &["sync", "--once"]);
    assert!(words(&output, 1).contains("SERVER_OFFLINE"));
    assert!(output.stdout.is_empty(), "no counts of what was not done");
    words(&run(folder.path(), &["sync"]), 2);
}

#[test]
fn absurd_quantities_sell_nothing() {
    let folder = seeded();
    for (quantity, code, reason) in [
        ("-2", 1, "QUANTITY_NOT_POSITIVE"),
        ("0", 1, "QUANTITY_NOT_POSITIVE"),
        ("4600682000174", 2, "too large a quantity"),
        ("0.5", 1, "QUANTITY_NOT_WHOLE"),
        ("99999999999999999999", 2, "--item"),
        ("", 2, "--item"),
        ("1.00001", 2, "--item"),
    ] {
        let item = format!("{MILK}*{quantity}");
        let sale = ["sell", "--item", &item, "--pay", "cash:500"];
        let told = words(&run(folder.path(), &sale), code);
        assert!(told.contains(reason), "{item}: {told}");
    }
    assert_eq!(receipts(folder.path()), 0);
}

/// Bytes for a printer: two rows and a cut.
const PAPER: &[u8] = b"\x1b@Hello\n42.00\n\x1dV\x00";

fn render(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bezmen-till"))
        .args(["printer", "render"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that is used wrongly does not read what it is given.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

#[test]
fn printer_bytes_are_rendered_from_a_file_and_from_standard_input() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("paper.bin");
    std::fs::write(&file, PAPER).unwrap();
    let piped = render(&[], PAPER);
    let read = render(&[file.to_str().unwrap()], b"");
    assert!(piped.status.success(), "{piped:?}");
    assert_eq!(piped.stdout, read.stdout);
    let paper: Value = serde_json::from_slice(&piped.stdout).unwrap();
    let lines: Vec<&str> = paper["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap().trim())
        .collect();
    assert!(lines.starts_with(&["Hello", "42.00"]), "{paper}");

    let unknown = render(&["--profile", "papyrus"], PAPER);
    assert!(words(&unknown, 2).contains("papyrus"));
    assert!(unknown.stdout.is_empty());
    words(&render(&["nowhere.bin"], b""), 1);
}
