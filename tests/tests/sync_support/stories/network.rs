//! The network and the server misbehave.

use std::time::Duration;

use bezmen_contract::till::SyncState;
use bezmen_till::sync::SyncOptions;

use crate::proxy::{Manner, Proxy};
use crate::register::{BREAD, MILK, Register};
use crate::world::on_both;

on_both! {
    a_till_is_paired_sells_without_a_network_and_the_server_agrees(world) {
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair(&world.shop, &proxy.url(), "Касса 1");
        assert_eq!(register.status().lamp.state, SyncState::Level);

        proxy.be(Manner::Refuse);
        register.open_shift(&world.shop);
        let sold: i64 = (0..5).map(|_| register.sell(&[MILK, BREAD]).total.minor()).sum();
        let failure = register.sync().unwrap_err();
        assert_eq!(failure.code, "SERVER_OFFLINE");
        let status = register.status();
        assert_eq!((status.lamp.state, status.lamp.waiting_receipts), (SyncState::Offline, 5));
        assert!(!status.last_error.is_empty());

        proxy.be(Manner::Pass);
        let counts = register.sync().unwrap();
        assert_eq!((counts.pushed_ops, counts.waiting_ops, counts.parked_ops), (6, 0, 0));
        assert_eq!(world.shop.totals(), (5, sold));
        assert_eq!(register.status().lamp.state, SyncState::Level);
        let terminal = &world.shop.terminals()[0];
        assert_eq!((terminal.received_ops, terminal.waiting_ops, terminal.online), (6, 0, true));
        register.close();
    }

    a_lost_answer_makes_nothing_count_twice(world) {
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair(&world.shop, &proxy.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold = 0;
        for cut in [0, 10, 120] {
            sold += register.sell(&[MILK]).total.minor();
            // The first answer of the round is the ledger's head; the second is the push.
            register.sync().unwrap();
            sold += register.sell(&[BREAD, BREAD]).total.minor();
            proxy.be(Manner::CutAnswerAfter(cut));
            assert_eq!(register.sync().unwrap_err().code, "SERVER_OFFLINE");
        }
        // The server takes the run, and the line breaks before it can say so.
        sold += register.sell(&[MILK]).total.minor();
        let waiting = world.push_without_hearing_the_answer(&register);
        assert!(waiting > 0);
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (7, sold));
        let terminal = &world.shop.terminals()[0];
        assert_eq!((terminal.received_ops, terminal.waiting_ops, terminal.parked_ops), (8, 0, 0));
        register.close();
    }

    a_request_that_breaks_off_in_the_middle_leaves_no_half_run(world) {
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair(&world.shop, &proxy.url(), "Касса 1");
        register.open_shift(&world.shop);
        let sold: i64 = (0..40).map(|_| register.sell(&[MILK, BREAD]).total.minor()).sum();
        for limit in [300, 600, 2_000] {
            proxy.be(Manner::CutRequestAfter(limit));
            assert_eq!(register.sync().unwrap_err().code, "SERVER_OFFLINE");
            let (count, _) = world.shop.totals();
            assert!(count == 0 || count == 40, "{count} of 40 receipts of one run");
        }
        proxy.be(Manner::Pass);
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (40, sold));
        register.close();
    }

    a_server_that_talks_rubbish_loses_nothing_and_is_named(world) {
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair(&world.shop, &proxy.url(), "Касса 1");
        register.open_shift(&world.shop);
        let sold = register.sell(&[MILK]).total.minor();
        let answer = |status: &str, body: &str| {
            Manner::Say(format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()))
        };
        let table = [
            (answer("200 OK", "<html>Welcome to the hotel</html>"), "SERVER_NONSENSE", SyncState::Trouble),
            (answer("200 OK", "{\"epoch\":\"one\"}"), "SERVER_NONSENSE", SyncState::Trouble),
            (answer("404 Not Found", "nothing here"), "SERVER_NONSENSE", SyncState::Trouble),
            (answer("302 Found", ""), "SERVER_NONSENSE", SyncState::Trouble),
            (answer("502 Bad Gateway", "<html>nginx</html>"), "SERVER_OFFLINE", SyncState::Offline),
            (answer("503 Service Unavailable", ""), "SERVER_BUSY", SyncState::Offline),
            (Manner::Say("SSH-2.0-OpenSSH_9.2\r\n".to_owned()), "SERVER_OFFLINE", SyncState::Offline),
            (Manner::Say(String::new()), "SERVER_OFFLINE", SyncState::Offline),
        ];
        for (manner, code, state) in table {
            proxy.be(manner.clone());
            let failure = register.sync().unwrap_err();
            assert_eq!(failure.code, code, "{manner:?}: {failure}");
            let status = register.status();
            assert_eq!(status.lamp.state, state, "{manner:?}");
            assert_eq!(status.lamp.waiting_receipts, 1, "{manner:?}");
            assert!(status.last_error.contains("охранен") || status.last_error.contains("сама"), "{}", status.last_error);
        }
        proxy.be(Manner::Pass);
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (1, sold));
        assert_eq!(register.status().last_error, "");
        register.close();
    }

    a_server_that_dies_comes_back_and_goes_on(world) {
        let mut world = world;
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold = register.sell(&[MILK]).total.minor();
        world.shop.die();
        sold += register.sell(&[BREAD]).total.minor();
        assert_eq!(register.sync().unwrap_err().code, "SERVER_OFFLINE");
        world.shop.start();
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (2, sold));
        register.close();
    }

    a_server_that_never_answers_is_given_up(world) {
        let proxy = Proxy::to(world.shop.address);
        let folder = world.folder.path().join("till");
        let impatient = SyncOptions { silence: Duration::from_millis(300), ..SyncOptions::once() };
        let patient = Register::start(&folder);
        patient.pair(&world.shop, &proxy.url(), "Касса 1");
        patient.open_shift(&world.shop);
        patient.close();
        let register = Register::start_with(&folder, impatient);
        register.sign_in(&world.shop);
        let sold = register.sell(&[MILK]).total.minor();
        proxy.be(Manner::Hush);
        assert_eq!(register.sync().unwrap_err().code, "SERVER_OFFLINE");
        assert_eq!(register.status().lamp.waiting_receipts, 1);
        register.close();
        proxy.be(Manner::Pass);
        let register = Register::start(&folder);
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (1, sold));
        register.close();
    }
}
