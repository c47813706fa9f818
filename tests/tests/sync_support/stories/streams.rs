//! What the owner changes comes to the tills.

use std::time::Duration;

use bezmen_contract::console::page::Page;
use bezmen_contract::console::products::Product;
use bezmen_contract::till::{Event, Status, SyncState};
use bezmen_contract::wire::{PullPage, RowKind};
use bezmen_server::platform::feed::{Change, StreamKey, publish};
use bezmen_till::store;
use bezmen_till::sync::SyncOptions;
use serde_json::json;

use crate::proxy::{Manner, Proxy};
use crate::register::{MILK, Register};
use crate::world::on_both;

on_both! {
    a_price_changed_in_the_console_reaches_the_till(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let before = register.sell(&[MILK]).total.minor();
        let page: Page<Product> = world.shop.get("/api/v1/products?query=%D0%BC%D0%BE%D0%BB%D0%BE%D0%BA%D0%BE");
        let milk = &page.rows[0];
        let mut input = serde_json::to_value(&milk.input).unwrap();
        input["price"] = json!(9_990);
        input["expected_revision"] = json!(milk.revision);
        let _: Product = world.shop.send("PUT", &format!("/api/v1/products/{}", milk.product_id), &input);
        let counts = register.sync().unwrap();
        assert_eq!(counts.pulled_rows, 2, "the product and the till's own row");
        assert_eq!(register.sell(&[MILK]).total.minor() - before, 1_000);
        register.close();
    }

    the_worker_by_itself_sends_a_sale_and_hears_of_a_price(world) {
        let register = Register::start_with(&world.folder.path().join("till"), SyncOptions {
            // Nothing may come from the poll: it would hide a hint that was not heard.
            poll_every: Duration::from_secs(3600),
            ..SyncOptions::at_once()
        });
        let mut events = register.till.events();
        register.pair_as(&world.shop, &world.shop.url(), "Касса 1", None);
        register.until(&mut events, |event| matches!(event, Event::Sync(lamp) if lamp.state == SyncState::Level));
        register.open_shift(&world.shop);
        let sold = register.sell(&[MILK]).total.minor();
        register.until(&mut events, |event| {
            matches!(event, Event::Sync(lamp) if lamp.state == SyncState::Level && lamp.waiting_receipts == 0)
                && world.shop.totals().0 == 1
        });
        assert_eq!(world.shop.totals(), (1, sold));
        world.shop.add_product("Соль", "4607001771562", 2_000);
        register.until(&mut events, |event| matches!(event, Event::CatalogChanged { products: 3 }));
        register.close();
    }

    a_puller_skips_nothing_under_sixteen_writers(world) {
        const WRITERS: usize = 16;
        const WRITES: usize = 25;
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        let tenant_id = world.shop.owner.me.tenant_id;
        let db = world.shop.db.clone();
        let writing: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let db = db.clone();
                world.shop.runtime.spawn(async move {
                    for n in 0..WRITES {
                        let mut tx = db.write(tenant_id).await.unwrap();
                        // Two rows of one transaction: nobody may see one without the other.
                        let kind = RowKind::Other("probe".to_owned());
                        let rows = ["a", "b"].map(|half| {
                            Change::put(&kind, format!("{writer}-{half}"), &json!({ "n": n })).unwrap()
                        });
                        publish(&mut tx, tenant_id, StreamKey::Tenant, rows.to_vec()).await.unwrap();
                        tx.commit().await.unwrap();
                    }
                })
            })
            .collect();
        let token = register.token();
        let mut seen = std::collections::BTreeMap::new();
        let (mut after, mut over) = (0, false);
        loop {
            let is_last = over;
            let (status, page) = world.shop.try_send("GET", &format!("/v1/pull?stream=tenant&after={after}&limit=7"), Some(&token), &json!(null));
            assert_eq!(status, 200);
            let page: PullPage = serde_json::from_value(page).unwrap();
            for row in page.rows {
                after = row.rev;
                seen.insert(row.id, (row.rev, row.body));
            }
            if !page.more {
                for writer in 0..WRITERS {
                    let half = |half: &str| seen.get(&format!("{writer}-{half}")).map(|(_, body)| body.clone());
                    assert_eq!(half("a"), half("b"), "half a transaction at a checkpoint");
                }
                if is_last {
                    break;
                }
                over = writing.iter().all(|task| task.is_finished());
            }
        }
        for writer in 0..WRITERS {
            let (_, body) = &seen[&format!("{writer}-a")];
            assert_eq!(body, &json!({ "n": WRITES - 1 }).to_string(), "the last write of each writer was pulled");
        }
        // The real till comes level by its checksum, rows of an unknown kind included.
        register.sync().unwrap();
        assert_eq!(register.status().tenant_revision, after);
        register.close();
    }

    a_first_sync_of_many_products_survives_a_broken_line_and_selling_goes_on(world) {
        let count: usize = std::env::var("BEZMEN_TEST_PRODUCTS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000);
        world.publish_products(count);
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair_as(&world.shop, &proxy.url(), "Касса 1", None);
        // The line breaks inside the file; what was fetched stays.
        proxy.be(Manner::CutAnswerAfter(100_000));
        let started = std::time::Instant::now();
        register.sync().unwrap();
        eprintln!("first sync of {count} products: {:?}", started.elapsed());
        assert_eq!(register.till.ask(Status {}).unwrap().products as usize, count + 2);

        // The stream does not add up any more: it is read anew while the cashier sells.
        register.open_shift(&world.shop);
        register.till.store().write(|tx| {
            tx.execute("update stream_cursor set checksum = '00000000000000aa' where stream = 'tenant'", [])?;
            tx.execute("delete from product_version where name = 'Товар 7'", [])?;
            tx.execute("delete from feed_row where id = (select id from feed_row where stream = 'tenant' and kind = 'product' limit 1)", [])?;
            Ok::<_, store::StoreError>(())
        }).unwrap();
        world.shop.add_product("Соль", "4607001771562", 2_000);
        let worker = std::sync::Arc::clone(&register.worker);
        let syncing = std::thread::spawn(move || worker.sync_once());
        while !syncing.is_finished() {
            register.sell(&[MILK]);
        }
        syncing.join().unwrap().unwrap();
        let status = register.status();
        assert_eq!(status.notices.len(), 1, "it says that it reads anew: {:?}", status.notices);
        register.sync().unwrap();
        assert_eq!(register.status().lamp.state, SyncState::Level);
        register.close();
    }
}
