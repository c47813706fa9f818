use bezmen_contract::till::{PrinterAddress, PrinterSettings};

use super::*;
use crate::fixture;
use crate::store::StoreError;
use crate::{Till, TillOptions};

const NOW_MS: i64 = 1_800_000_000_000;

struct Shop {
    till: Till,
    _folder: tempfile::TempDir,
}

impl Shop {
    /// A till whose printer nobody prints on: no worker runs.
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let till = fixture::owners_till(TillOptions::new(folder.path()));
        let printer = PrinterSettings {
            address: PrinterAddress::Tcp {
                address: "127.0.0.1:9".to_owned(),
            },
            profile: "virtual".to_owned(),
            drawer: true,
            own_profile: None,
            drawer_open_is_high: None,
        };
        fixture::change_settings(&till, |settings| settings.printer = Some(printer)).unwrap();
        Self {
            till,
            _folder: folder,
        }
    }

    /// A job that has come so far, with these last words.
    fn job(&self, number: u64, state: &str, words: &str) -> PrintJobId {
        let id = PrintJobId::from_parts(number, [7; 10]);
        let document = ReceiptDocument {
            kind: ReceiptKind::Sale,
            locale: bezmen_domain::locale::Locale::Ru,
            rows: Vec::new(),
        };
        self.till
            .store()
            .write(|tx| {
                let job = NewPrintJob {
                    id,
                    sale_id: None,
                    title: "A1-000123",
                    document: &document,
                    kick_drawer: false,
                    is_copy: false,
                    created_at_ms: NOW_MS,
                };
                store::insert_print_job(tx, &job)?;
                tx.execute(
                    "update print_job set state = ?2, last_error = ?3 where id = ?1",
                    (id.to_string(), state, words),
                )?;
                Ok::<_, StoreError>(())
            })
            .unwrap();
        id
    }

    fn lamp(&self) -> PrinterLamp {
        let engine = self.till.engine();
        self.till
            .store()
            .read(|connection| lamp(connection, engine))
            .unwrap()
    }

    fn audited(&self) -> Vec<(String, String)> {
        let select = "select body -> '$.action', body -> '$.subject' from op
            where kind = 'audit' order by seq";
        let read = |connection: &Connection| {
            let mut statement = connection.prepare(select)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok::<_, StoreError>(rows.collect::<Result<_, _>>()?)
        };
        self.till.store().read(read).unwrap()
    }
}

#[test]
fn the_lamp_says_what_is_wrong_with_the_job_that_failed() {
    let shop = Shop::open();
    shop.job(1, "failed", "нет бумаги");
    shop.job(2, "done", "ящик не открыт");
    let lamp = shop.lamp();
    assert_eq!((lamp.state, lamp.waiting), (PrinterState::Trouble, 1));
    assert_eq!(lamp.hint, "нет бумаги");
}

#[test]
fn a_job_that_is_dropped_leaves_the_queue_and_the_audit_trail_knows_it() {
    let shop = Shop::open();
    let (failed, sending) = (
        shop.job(1, "failed", "нет бумаги"),
        shop.job(2, "sending", ""),
    );
    let left = shop.till.ask(DropPrintJob { job_id: failed }).unwrap();
    let left: Vec<_> = left.into_iter().map(|job| job.job_id).collect();
    assert_eq!(left, [sending]);
    assert_eq!(shop.lamp().state, PrinterState::Printing);
    let dropped = (
        r#""print_job_dropped""#.to_owned(),
        r#""A1-000123""#.to_owned(),
    );
    assert_eq!(shop.audited(), [dropped]);
    for job_id in [failed, sending] {
        let refused = shop.till.ask(DropPrintJob { job_id }).unwrap_err();
        assert_eq!(refused.code, "PRINT_JOB_UNKNOWN");
    }
    assert_eq!(shop.audited().len(), 1);
}
