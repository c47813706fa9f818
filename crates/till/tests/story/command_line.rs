//! What the commands answer, where, and with which exit code.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use bezmen_till::store::DATABASE_FILE;
use bezmen_till::{Till, TillOptions};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use super::desk::MILK;
use super::shell::{piped, run, words};

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
    assert!(words(&run(folder.path(), &["sync"]), 2).contains("write: sync --once"));
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
    let (three, less) = (format!("{MILK}*3"), format!("{MILK}*-1"));
    let sale = [
        "sell", "--item", &three, "--item", &less, "--pay", "cash:500",
    ];
    assert!(words(&run(folder.path(), &sale), 1).contains("QUANTITY_NOT_POSITIVE"));
    assert_eq!(receipts(folder.path()), 0);
}

fn is_russian(letter: char) -> bool {
    ('А'..='я').contains(&letter)
}

#[test]
fn a_sale_is_refused_in_the_language_of_the_till() {
    let folder = seeded();
    let data = folder.path();
    let with_cash = |item: &str, cash: &str| run(data, &["sell", "--item", item, "--pay", cash]);
    for (output, reason) in [
        (with_cash(MILK, "cash:5"), "не хватает"),
        (with_cash("4600682000175", "cash:5"), "контрольная цифра"),
        (with_cash("5901234123457", "cash:5"), "нет в каталоге"),
    ] {
        let told = words(&output, 1).to_lowercase();
        assert!(told.contains(reason), "{told}");
    }
    let nobody = ["sell", "--item", MILK, "--pay", "cash:500", "--person", "x"];
    assert!(words(&run(data, &nobody), 1).contains("проверьте имя"));

    let till = Till::open(TillOptions::new(data)).unwrap();
    till.sign_in_from_the_shell(till.sellers().unwrap().last().unwrap().id);
    let mut settings = till.call_json("get_settings", Value::Null).unwrap();
    settings["locale"] = "en".into();
    till.call_json("save_settings", serde_json::json!({ "settings": settings }))
        .unwrap();
    till.close();
    for (output, reason) in [
        (with_cash(MILK, "cash:5"), "PAID_SHORT"),
        (
            with_cash("4600682000175", "cash:5"),
            "the check digit is wrong",
        ),
        (
            with_cash("5901234123457", "cash:5"),
            "does not know this code",
        ),
    ] {
        let told = words(&output, 1);
        assert!(
            told.contains(reason) && !told.contains(is_russian),
            "{told}"
        );
    }
}

#[test]
fn an_address_that_is_none_is_wrong_usage_and_makes_no_till() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("new");
    for address in ["nonsense", "ftp://shop.example", "http://", "no such shop"] {
        let told = words(&run(&data, &["pair", "--server", address]), 2);
        assert!(
            told.contains("write it like https://shop.example"),
            "{told}"
        );
        assert!(!data.exists(), "{address}: nothing is made");
    }
}

#[test]
fn the_window_refuses_such_an_address_before_it_asks_for_consent() {
    let folder = seeded();
    let till = Till::open(TillOptions::new(folder.path())).unwrap();
    let ask = |address: &str| {
        let asked =
            serde_json::json!({ "server_url": address, "device_name": "till", "approval": null });
        till.call_json("start_pairing", asked).unwrap_err()
    };
    let refused = ask("nonsense");
    assert_eq!(refused.code, "BAD_ADDRESS");
    assert!(
        refused.message.contains("«nonsense» — не адрес"),
        "{}",
        refused.message
    );
    assert_ne!(
        ask("http://nonsense").code,
        "BAD_ADDRESS",
        "a machine of the shop"
    );
}

#[test]
fn pairing_where_nobody_answers_says_so_and_nothing_of_selling() {
    let folder = TempDir::new().unwrap();
    let told = words(
        &run(folder.path(), &["pair", "--server", "http://127.0.0.1:1"]),
        1,
    );
    assert!(
        told.contains("По адресу http://127.0.0.1:1 никто не отвечает. Проверьте адрес и сеть."),
        "{told}"
    );
    assert!(!told.contains("Продавайте"), "{told}");
}

/// What a till remembers, by the sizes of its tables.
fn remembered(folder: &Path) -> Vec<i64> {
    let database = Connection::open(folder.join(DATABASE_FILE)).unwrap();
    ["op", "shift", "print_job", "sale"]
        .map(|table| {
            let sql = format!("select count(*) from {table}");
            database.query_row(&sql, [], |row| row.get(0)).unwrap()
        })
        .to_vec()
}

#[test]
fn a_refused_sale_leaves_the_till_as_it_was() {
    let folder = seeded();
    let data = folder.path();
    let before = remembered(data);
    let till = Till::open(TillOptions::new(data)).unwrap();
    till.sign_in_from_the_shell(till.sellers().unwrap()[0].id);
    let customer = serde_json::json!({ "name": "Пётр Новиков", "card": "C-7" });
    till.ask(bezmen_contract::till::OpenShift {
        opening_float: bezmen_domain::money::Money::ZERO,
    })
    .unwrap();
    till.call_json("create_customer", customer).unwrap();
    let closing = serde_json::json!({ "counted_cash": 0 });
    till.call_json("close_shift", closing).unwrap();
    till.close();
    let with_customer = remembered(data);
    assert_ne!(before, with_customer);

    for (items, pay, reason) in [
        (vec!["C-7", "5901234123457"], "cash:500", "PRODUCT_UNKNOWN"),
        (vec!["C-7", MILK], "cash:5", "PAID_SHORT"),
        (vec!["C-7"], "cash:5", "TICKET_EMPTY"),
        (vec![MILK, "4600682000175"], "cash:500", "BARCODE_MISREAD"),
    ] {
        let mut sale = vec!["sell", "--pay", pay];
        for item in items {
            sale.extend(["--item", item]);
        }
        let told = words(&run(data, &sale), 1);
        assert!(told.contains(reason), "{told}");
        assert_eq!(remembered(data), with_customer, "{reason}: nothing is kept");
    }
    let till = Till::open(TillOptions::new(data)).unwrap();
    till.sign_in_from_the_shell(till.sellers().unwrap()[0].id);
    let shift = till.call_json("get_shift", Value::Null).unwrap();
    assert_eq!(shift, Value::Null, "no shift was opened");
    let ticket = till.call_json("get_ticket", Value::Null).unwrap();
    assert_eq!(ticket["customer"], Value::Null);
    till.close();
}

#[test]
fn codes_are_told_by_the_rules_of_a_till_that_is_there() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("mistyped");
    let told = words(&run(&data, &["barcode"]), 1);
    assert!(told.contains("there is no till in"), "{told}");
    assert!(!data.exists(), "no till is made for it");
}

#[test]
fn screens_that_are_not_there_are_told_before_anything_starts() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("new");
    let told = words(&run(&data, &["serve", "--ui", "/nonexistent"]), 1);
    assert!(
        told.contains("there are no screens in /nonexistent"),
        "{told}"
    );
    assert!(!data.exists(), "no till is made for it");

    // A till that has devices to complain of does not get as far either when its port is taken.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().to_string();
    let seeded = seeded();
    let told = words(&run(seeded.path(), &["serve", "--listen", &port]), 1);
    assert!(told.contains("cannot listen at"), "{told}");
}

#[test]
fn a_log_that_goes_into_a_pipe_has_no_colours() {
    let folder = seeded();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bezmen-till"))
        .arg("--data")
        .arg(folder.path())
        .arg("serve")
        .env("BEZMEN_LOG", "trace")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut logged = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    logged.read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!line.is_empty() && !line.contains('\x1b'), "{line:?}");
}

#[test]
fn a_folder_that_takes_no_backup_is_named_with_the_reason() {
    let folder = seeded();
    let data = folder.path();
    // No folder can be made inside a file, whoever tries.
    let inside_a_file = data.join(DATABASE_FILE).join("copies");
    for target in [inside_a_file.clone(), inside_a_file.join("till.db")] {
        let told = words(&run(data, &["backup", target.to_str().unwrap()]), 1);
        assert!(
            told.contains("BACKUP_FOLDER") && told.contains(inside_a_file.to_str().unwrap()),
            "{told}"
        );
        assert!(
            told.contains("(os error ") && !told.contains("INTERNAL"),
            "{told}"
        );
    }
    let verified = run(data, &["verify"]);
    assert!(verified.status.success(), "the till is as it was");
}

#[test]
fn a_command_line_without_a_command_asks_for_one() {
    for arguments in [&[][..], &["printer"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_bezmen-till"))
            .args(arguments)
            .output()
            .unwrap();
        let told = words(&output, 2);
        assert!(
            told.starts_with("bezmen-till: say what to do") && told.contains("--help"),
            "{told}"
        );
    }
}

/// Bytes for a printer: two rows and a cut.
const PAPER: &[u8] = b"\x1b@Hello\n42.00\n\x1dV\x00";

fn render(arguments: &[&str], input: &[u8]) -> Output {
    piped(&[&["printer", "render"], arguments].concat(), input)
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

    let drawn = render(&["--png"], PAPER);
    let drawn: Value = serde_json::from_slice(&drawn.stdout).unwrap();
    // The first bytes of a PNG file in base64.
    assert!(drawn["png"].as_str().unwrap().starts_with("iVBORw0KGgo"));
    assert_eq!(drawn["lines"], paper["lines"]);
    let picture = folder.path().join("paper.png");
    let saved = render(&["--png", picture.to_str().unwrap()], PAPER);
    assert_eq!(saved.stdout, piped.stdout);
    assert!(std::fs::read(&picture).unwrap().starts_with(b"\x89PNG"));
    let mistaken = render(&["--png", file.to_str().unwrap()], b"");
    assert!(words(&mistaken, 2).contains("does not end in .png"));
    assert_eq!(std::fs::read(&file).unwrap(), PAPER);

    let unknown = render(&["--profile", "papyrus"], PAPER);
    assert!(words(&unknown, 2).contains("papyrus"));
    assert!(unknown.stdout.is_empty());
    words(&render(&["nowhere.bin"], b""), 1);
}
