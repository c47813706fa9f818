//! A stream is read anew: from a file, over a line that breaks, with a damaged byte, after a cursor that is not the server's.

use bezmen_contract::till::{Status, SyncState};
use bezmen_till::store;
use serde_json::{Value, json};

use crate::proxy::{Manner, Proxy};
use crate::register::Register;
use crate::world::{World, on_both};

/// More than are read by pages before a file is taken.
const PRODUCTS: usize = 6_000;

/// A shop with many products, and a till that is paired through a rude network and has fetched nothing yet.
fn paired(world: &World) -> (Proxy, Register) {
    world.publish_products(PRODUCTS);
    let proxy = Proxy::to(world.shop.address);
    let register = world.register("till");
    register.pair_as(&world.shop, &proxy.url(), "Касса 1", None);
    proxy.heard("");
    (proxy, register)
}

fn assert_whole(register: &Register, more: usize) {
    let products = register.till.ask(Status {}).unwrap().products;
    assert_eq!(products as usize, PRODUCTS + 2 + more);
    assert_eq!(register.status().lamp.state, SyncState::Level);
}

/// The byte that a question for a file begins at; zero when it asks for all of it.
fn first_byte(head: &str) -> usize {
    let range = head
        .lines()
        .find_map(|line| line.strip_prefix("range: bytes="));
    range.map_or(0, |range| range.trim_end_matches('-').parse().unwrap())
}

on_both! {
    a_file_goes_on_at_the_byte_where_the_line_broke(world) {
        let (proxy, register) = paired(&world);
        proxy.be(Manner::CutFileAfter(40_000, Box::new(Manner::Pass)));
        register.sync().unwrap();
        let heads = proxy.heard("");
        let asked: Vec<usize> = heads.iter().filter(|head| head.starts_with("GET /v1/snapshot/tenant")).map(|head| first_byte(head)).collect();
        assert_eq!(asked.len(), 2, "{heads:#?}");
        assert_eq!(asked[0], 0);
        assert!((1..=40_000).contains(&asked[1]), "{asked:?}");
        assert!(heads.iter().any(|head| head.starts_with("HTTP/1.1 206")), "{heads:#?}");
        assert_whole(&register, 0);
        register.close();
    }

    a_till_that_is_started_again_goes_on_with_what_it_has_of_a_file(world) {
        let (proxy, register) = paired(&world);
        proxy.be(Manner::CutFileAfter(40_000, Box::new(Manner::Refuse)));
        assert_eq!(register.sync().unwrap_err().code, "SERVER_OFFLINE");
        let part = register.till.data_dir().join("sync/tenant.snapshot.part");
        let fetched = std::fs::metadata(&part).unwrap().len();
        assert!(fetched > 0);
        register.close();
        proxy.heard("");

        proxy.be(Manner::Pass);
        let register = world.register("till");
        register.sync().unwrap();
        let asked = proxy.heard("GET /v1/snapshot/tenant");
        assert_eq!(asked.iter().map(|head| first_byte(head) as u64).collect::<Vec<_>>(), [fetched]);
        assert_whole(&register, 0);
        assert!(!part.exists(), "nothing is left lying about");
        register.close();
    }

    a_file_that_was_spoiled_on_the_way_is_not_believed_and_fetched_again(world) {
        let (proxy, register) = paired(&world);
        proxy.be(Manner::SpoilFile);
        let failure = register.sync().unwrap_err();
        assert_eq!(failure.code, "SERVER_NONSENSE");
        assert!(failure.message.contains("does not match its hash"), "{failure}");
        assert_eq!(register.till.ask(Status {}).unwrap().products, 0, "nothing of it is sold");
        proxy.heard("");
        register.sync().unwrap();
        let asked = proxy.heard("GET /v1/snapshot/tenant");
        assert_eq!(asked.iter().map(|head| first_byte(head)).collect::<Vec<_>>(), [0]);
        assert_whole(&register, 0);
        register.close();
    }

    a_file_that_was_damaged_on_the_servers_disk_is_made_anew(world) {
        let (_, first) = paired(&world);
        first.sync().unwrap();
        let folder = world.folder.path().join("server/snapshots").join(world.shop.owner.me.tenant_id.to_string());
        let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let files: Vec<_> = files
            .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("tenant-"))
            .filter(|path| path.extension().is_some_and(|ending| ending == "zst"))
            .collect();
        assert_eq!(files.len(), 1, "{files:?}");
        let mut bytes = std::fs::read(&files[0]).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&files[0], &bytes).unwrap();

        let second = world.register("second");
        second.pair(&world.shop, &world.shop.url(), "Касса 2");
        assert_whole(&second, 0);
        second.close();
        first.close();
    }

    a_part_beyond_the_end_of_a_file_is_refused(world) {
        let (_, register) = paired(&world);
        let token = register.token();
        let (_, reply) = world.shop.try_send("POST", "/v1/snapshot", Some(&token), &json!({ "stream": "tenant" }));
        let (path, size) = (reply["path"].as_str().unwrap(), reply["bytes"].as_u64().unwrap());
        let fetch = |range: &str| world.shop.fetch(path, &token, range);
        let (status, range, body) = fetch(&format!("bytes={}-", size - 3));
        assert_eq!((status, range, body.len()), (206, format!("bytes {}-{}/{size}", size - 3, size - 1), 3));
        let (status, _, body) = fetch(&format!("bytes={size}-"));
        let refused: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!((status, &refused["code"]), (416, &json!("BEYOND_SNAPSHOT")), "{refused}");
        assert!(refused["message"].as_str().is_some_and(|words| words.contains("начала") || words.contains("start")), "{refused}");
        let (status, _, whole) = fetch("bytes=a-b");
        assert_eq!((status, whole.len() as u64), (200, size), "what is no range is no range");
        register.close();
    }

    a_cursor_beyond_the_servers_head_is_answered_with_where_to_read_anew(world) {
        let (proxy, register) = paired(&world);
        register.sync().unwrap();
        let token = register.token();
        for after in ["1000000", "-1"] {
            let path = format!("/v1/pull?stream=tenant&after={after}");
            let (status, body) = world.shop.try_send("GET", &path, Some(&token), &Value::Null);
            assert_eq!((status, &body["code"]), (410, &json!("RESYNC")), "{body}");
            assert_eq!(body["details"], json!({ "snapshot": "/v1/snapshot", "stream": "tenant" }));
        }

        // What a server restored from an older copy would bring about, and a price that is not the server's.
        register.till.store().write(|tx| {
            tx.execute("update stream_cursor set revision = 1000000 where stream = 'tenant'", [])?;
            tx.execute("delete from feed_row where stream = 'tenant' and id = (select id from product where name = 'Товар 7')", [])?;
            assert_eq!(tx.execute("update product_version set price_minor = 1 where name = 'Товар 7'", [])?, 1);
            Ok::<_, store::StoreError>(())
        }).unwrap();
        world.shop.add_product("Соль", "4607001771562", 2_000);
        proxy.heard("");
        register.sync().unwrap();
        let heads = proxy.heard("");
        let places = ["HTTP/1.1 410", "POST /v1/snapshot", "GET /v1/snapshot/tenant"].map(|begins| heads.iter().position(|head| head.starts_with(begins)));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {heads:#?}");
        assert_whole(&register, 1);
        let price: i64 = register.till.store().read(|connection| {
            Ok::<_, store::StoreError>(connection.query_row("select price_minor from product where name = 'Товар 7'", [], |row| row.get(0))?)
        }).unwrap();
        assert_eq!(price, 107);
        register.close();
    }
}
