//! What goes wrong with the machine: the folder, the file, the disk. Nothing is half done, and the words say how to go on.

use bezmen_domain::locale::Locale;
use bezmen_till::Till;
use bezmen_till::store::{DATABASE_FILE, OpenError, StoreError};
use serde_json::{Value, json};

use super::desk::{Desk, MILK};

#[test]
fn a_second_till_on_the_same_folder_is_told_so() {
    let desk = Desk::new();
    let error = Till::open(desk.options()).unwrap_err();
    assert!(matches!(error, OpenError::AlreadyRunning(_)));
    assert!(error.to_string().contains("close it first"));
    assert!(error.sentence(Locale::Ru).contains("закройте её"));
}

#[test]
fn a_damaged_database_is_not_sold_with() {
    let mut desk = Desk::open();
    desk.till.take().unwrap().close();
    let path = desk.folder.path().join(DATABASE_FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let error = Till::open(desk.options()).unwrap_err();
    assert!(matches!(error, OpenError::Corrupt { .. }), "{error}");
    assert!(error.to_string().contains("backup"), "{error}");
    let said = error.sentence(Locale::Ru);
    assert!(
        said.contains("повреждена") && said.contains("резервную копию"),
        "{said}"
    );
    std::fs::write(
        &path,
        "not a database at all, but long enough to be taken for one".repeat(100),
    )
    .unwrap();
    assert!(matches!(
        Till::open(desk.options()).unwrap_err(),
        OpenError::Corrupt { .. }
    ));
}

#[test]
fn a_newer_database_is_left_alone() {
    let mut desk = Desk::new();
    desk.till()
        .store()
        .write(|tx| {
            tx.pragma_update(None, "user_version", 99)
                .map_err(StoreError::from)
        })
        .unwrap();
    desk.till.take().unwrap().close();
    let error = Till::open(desk.options()).unwrap_err();
    assert!(
        matches!(error, OpenError::Newer { found: 99, .. }),
        "{error}"
    );
    assert!(error.to_string().contains("newer"));
    assert!(
        error
            .sentence(Locale::Ru)
            .contains("более новой программой")
    );
}

#[test]
fn a_full_disk_sells_nothing_by_halves_and_goes_on_when_there_is_room() {
    let desk = Desk::open();
    desk.scan(MILK);
    let limit = |pages: i64| {
        desk.till()
            .store()
            .write(move |tx| {
                let now: i64 = tx.query_row("pragma page_count", [], |row| row.get(0))?;
                let most = if pages == 0 { now } else { pages };
                tx.query_row(&format!("pragma max_page_count = {most}"), [], |_| Ok(()))
                    .map_err(StoreError::from)
            })
            .unwrap();
    };
    limit(0);
    let mut sold = 0;
    let failure = loop {
        let ticket = desk.ticket();
        let request = json!({ "ticket_id": ticket["ticket_id"], "expected_total": 8_990, "tenders": Desk::cash(8_990) });
        match desk
            .call("pay", request)
            .and_then(|_| desk.call("scan", json!({ "text": MILK })))
        {
            Ok(_) => sold += 1,
            Err(failure) => break failure,
        }
        assert!(sold < 1_000, "the disk is full some time");
    };
    assert_eq!(failure.code, "DISK_FULL");
    assert!(failure.message.contains("Освободите место"));
    assert!(
        !desk.ok("status", Value::Null)["trouble"]
            .as_str()
            .unwrap()
            .is_empty()
    );
    desk.assert_clean();
    limit(1_000_000);
    if desk.ticket()["lines"].as_array().unwrap().is_empty() {
        desk.scan(MILK);
    }
    let done = desk.pay(Desk::cash(8_990));
    let count = desk.ok("get_shift", Value::Null)["sales_count"]
        .as_u64()
        .unwrap();
    assert_eq!(
        done["number"],
        format!("A1-{count:06}"),
        "numbers have no gap"
    );
    assert_eq!(desk.ok("status", Value::Null)["trouble"], "");
    desk.assert_clean();
}

#[test]
fn a_forged_receipt_is_found_by_verify() {
    let desk = Desk::open();
    desk.scan(MILK);
    desk.pay(Desk::cash(8_990));
    desk.assert_clean();
    let forge = |sql: &'static str| {
        desk.till()
            .store()
            .write(move |tx| tx.execute(sql, []).map_err(StoreError::from))
            .unwrap()
    };
    forge("update sale set total_minor = total_minor - 1");
    let faults = desk.till().verify().unwrap().faults;
    assert!(
        faults.iter().any(|fault| fault.contains("do not add up")),
        "{faults:?}"
    );
    forge("update sale set total_minor = total_minor + 1");
    forge("update op set body = replace(body, '8990', '8991') where kind = 'sale'");
    let faults = desk.till().verify().unwrap().faults;
    assert!(
        faults
            .iter()
            .any(|fault| fault.contains("was changed after it was written")),
        "{faults:?}"
    );
}
