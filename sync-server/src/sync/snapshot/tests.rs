use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use axum::http::StatusCode;
use bezmen_contract::wire::RowKind;
use bezmen_domain::id::{StoreId, TerminalId};
use serde_json::json;

use super::*;
use crate::platform::clock::Clock;
use crate::platform::db::Db;
use crate::platform::feed::{Change, publish};

/// Nothing here takes as long.
const LONG: Duration = Duration::from_secs(120);

/// A company whose first stream has rows, and a till of it.
async fn company(folder: &Path) -> (App, PairedTill) {
    let db = Db::open(&format!("sqlite:{}", folder.join("server.db").display()))
        .await
        .unwrap();
    db.migrate().await.unwrap();
    let clock = Clock::held(Arc::new(AtomicI64::new(1_795_172_940_000)));
    let till = PairedTill {
        tenant_id: TenantId::from_parts(1, [1; 10]),
        store_id: StoreId::from_parts(1, [2; 10]),
        terminal_id: TerminalId::from_parts(1, [3; 10]),
        is_active: true,
        token_epoch: 1,
        is_replaced: false,
        token_hash: Vec::new(),
    };
    publish_rows(&db, &till, 0..40).await;
    (App::new(db, clock, folder.to_owned(), None), till)
}

async fn publish_rows(db: &Db, till: &PairedTill, numbers: std::ops::Range<u32>) {
    let kind = RowKind::Other("probe".to_owned());
    let rows = numbers.map(|n| Change::put(&kind, n.to_string(), &json!({ "n": n })).unwrap());
    let mut tx = db.write(till.tenant_id).await.unwrap();
    publish(&mut tx, till.tenant_id, StreamKey::Tenant, rows.collect())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_file_that_takes_long_is_ready_for_the_till_that_comes_back() {
    let data = tempfile::tempdir().unwrap();
    let (app, till) = company(data.path()).await;
    let (folder, prefix) = (folder(&app, till.tenant_id), prefix(StreamKey::Tenant));
    let ask = |limit| made_within(limit, app.clone(), till.clone(), Stream::Tenant);

    // Whatever is made of this stream does not come to its end while this is held.
    let lock = lock_of(folder.join(&prefix));
    let slow = lock.lock().await;
    for _ in 0..3 {
        let told = ask(Duration::from_millis(1)).await.unwrap_err();
        assert_eq!(told.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(told.wait_s(), Some(COME_BACK_IN_S));
    }
    assert_eq!(file::newest(&folder, &prefix).await, None);

    // Nobody asks now, and yet the file is made.
    drop(slow);
    let made = timeout(LONG, async {
        loop {
            if let Some(made) = file::newest(&folder, &prefix).await {
                break made;
            }
            tokio::task::yield_now().await;
        }
    });
    let made = made
        .await
        .expect("it was given up with the till that asked");
    assert_eq!((made.rows, made.upto), (40, 40));
    // A file that were made for this ask would reach up to the new row.
    publish_rows(&app.db, &till, 40..41).await;
    assert_eq!(ask(LONG).await.unwrap(), made);
    let files = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(files, 2, "one file and its card, whoever asked for it");
}
