//! Clones, restores, revocations, upgrades, and who may not what.

use bezmen_contract::console::terminals::{Terminal, TerminalState};
use bezmen_contract::till::{
    GetReceipt, PairingState, PollPairing, StartPairing, Status, SyncState,
};
use serde_json::json;

use crate::register::{BREAD, MILK, Register};
use crate::world::{Clones, copy_folder, on_both};

on_both! {
    a_revoked_till_pulls_nothing_and_loses_nothing(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        register.sell(&[MILK]);
        register.sync().unwrap();
        let (count, sum) = world.shop.totals();
        register.sell(&[BREAD]);
        let id = world.shop.terminals()[0].terminal_id;
        let _: Terminal = world.shop.send("POST", &format!("/api/v1/terminals/{id}/revoke"), &json!({}));
        world.shop.add_product("Соль", "4607001771562", 2_000);

        assert_eq!(register.sync().unwrap_err().code, "REVOKED");
        let status = register.status();
        assert_eq!((status.lamp.state, status.lamp.waiting_receipts), (SyncState::Revoked, 0));
        assert_eq!(world.shop.totals(), (count, sum), "what came after the revocation waits for the owner");
        assert_eq!(world.quarantined_ops(), 1);
        let products = register.till.ask(Status {}).unwrap().products;
        assert_eq!(products, 2, "the new product did not come");

        // Paired again, it goes on under a new series, and pulls.
        register.pair_as(&world.shop, &world.shop.url(), "Касса 1", Some(json!(id)));
        register.sync().unwrap();
        assert_eq!(register.till.ask(Status {}).unwrap().products, 3);
        let number = register.sell(&[BREAD]).number;
        assert!(number.starts_with("A2-000001"), "{number}");
        register.sync().unwrap();
        assert_eq!(world.shop.totals().0, 2);
        register.close();
    }

    a_till_put_back_to_an_image_goes_on_under_a_new_series(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold = register.sell(&[MILK]).total.minor();
        register.sync().unwrap();
        let folder = world.folder.path().join("till");
        let image = world.folder.path().join("image");
        register.close();
        copy_folder(&folder, &image);

        let register = Register::start(&folder);
        register.sign_in(&world.shop);
        sold += register.sell(&[BREAD]).total.minor();
        register.sync().unwrap();
        register.close();

        // The image comes back with what it did not know: the ledger has more than its log.
        let register = Register::start(&image);
        register.sign_in(&world.shop);
        sold += register.sell(&[MILK, MILK]).total.minor();
        sold += register.sell(&[BREAD, MILK]).total.minor();
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (4, sold), "what either timeline sold counts, once");
        let status = register.status();
        assert_eq!((status.lamp.state, status.series.as_str()), (SyncState::Level, "A2"));
        assert_eq!(status.notices.len(), 1, "{:?}", status.notices);
        assert_eq!(register.sell(&[MILK]).number, "A2-000001");
        register.sync().unwrap();
        assert_eq!(world.shop.totals().0, 5);
        assert_eq!(world.forked_ops(), 2, "the run that met other operations is kept as it came");
        register.close();
    }

    a_server_restored_from_a_backup_gets_everything_back(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold: i64 = (0..3).map(|_| register.sell(&[MILK]).total.minor()).sum();
        register.sync().unwrap();
        sold += (0..4).map(|_| register.sell(&[BREAD]).total.minor()).sum::<i64>();
        register.sync().unwrap();
        let all = world.shop.totals();
        assert_eq!(all, (7, sold));
        for told in [true, false] {
            world.lose_ops_after(3, told);
            assert_eq!(world.shop.totals().0, 2);
            register.sync().unwrap();
            assert_eq!(world.shop.totals(), all, "told: {told}");
            register.sync().unwrap();
            assert_eq!(world.shop.totals(), all, "told: {told}");
        }
        assert_eq!(register.status().lamp.state, SyncState::Level);
        register.close();
    }

    an_operation_of_a_newer_till_parks_and_is_replayed(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        world.log_of_a_newer_till(&register);
        let sold = register.sell(&[MILK]).total.minor();
        let counts = register.sync().unwrap();
        assert_eq!((counts.parked_ops, counts.waiting_ops), (1, 0));
        assert_eq!(world.shop.totals(), (1, sold), "what comes after a parked operation counts");
        assert_eq!(world.shop.terminals()[0].parked_ops, 1);
        assert_eq!(register.status().ops_parked, 1);
        // The upgrade: from now on the server knows the type.
        let replayed = world.after_an_upgrade();
        assert_eq!((replayed.applied, replayed.parked), (1, 0));
        assert_eq!(world.shop.terminals()[0].parked_ops, 0);
        register.close();
    }

    a_code_guessed_wrong_five_times_locks_the_guesser(world) {
        let register = world.register("till");
        assert_eq!(register.till.ask(PollPairing {}).unwrap().state, PairingState::Idle);
        let code = register.till.ask(StartPairing { server_url: world.shop.url(), device_name: String::new(), approval: None }).unwrap().user_code;
        for _ in 0..5 {
            let (status, body) = world.shop.confirm("BCDF-2345", "Касса", None);
            assert_eq!((status, body["code"].as_str()), (404, Some("PAIRING_CODE_UNKNOWN")));
        }
        let (status, body) = world.shop.confirm(&code, "Касса", None);
        assert_eq!((status, body["code"].as_str()), (429, Some("PAIRING_LOCKED")));
        assert_eq!(register.till.ask(PollPairing {}).unwrap().state, PairingState::Waiting);
        register.close();
    }

    a_till_paired_as_another_terminal_sends_what_it_still_holds(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold = register.sell(&[MILK]).total.minor();
        let consent = world.owner_consents(&register);
        let held = register.sell(&[BREAD]);
        sold += held.total.minor();
        // The till is well, so it leaves its place only with the consent of somebody who may.
        assert_eq!(register.ask_for_code(&world.shop.url(), None).unwrap_err().code, "APPROVAL_REQUIRED");
        let code = register.ask_for_code(&world.shop.url(), Some(consent)).unwrap();
        register.confirmed(&world.shop, &code, "Касса 2", None);
        sold += register.sell(&[MILK, BREAD]).total.minor();
        let counts = register.sync().unwrap();
        assert_eq!((counts.waiting_ops, counts.parked_ops), (0, 0));
        assert_eq!(world.shop.totals(), (3, sold));
        assert_eq!(register.status().series, "B1");
        let receipt = register.till.ask(GetReceipt { sale_id: held.sale_id }).unwrap();
        assert!(receipt.row.sent, "the receipt knows that it was sent");
        register.close();
    }

    two_forks_in_a_day_put_the_till_aside_until_it_is_paired_again(world) {
        let Clones { machines, sold, .. } = world.clones_that_sell(4);
        assert_eq!(world.shop.terminals()[0].state, TerminalState::Quarantined);
        // One of them is paired as a till of its own; the other goes on as the first. Both have heard that they must.
        for machine in &machines {
            assert_eq!(machine.sync().unwrap_err().code, "REVOKED");
        }
        world.pair_apart(&machines);
        assert_eq!(world.shop.totals(), (4, sold), "each receipt counts once");
        machines.into_iter().for_each(Register::close);
    }

    a_till_cannot_speak_for_another_nor_see_another_company(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        let second = world.register("second");
        second.pair(&world.shop, &world.shop.url(), "Касса 2");
        let token = register.token();
        let other = world.shop.terminals().into_iter().find(|terminal| terminal.name == "Касса 2").unwrap();
        let run = json!({ "terminal_id": other.terminal_id, "epoch": 1, "server_epoch": 1, "from_seq": 1, "ops": [], "head_hash": "" });
        let (status, body) = world.shop.try_send("POST", "/v1/push", Some(&token), &run);
        assert_eq!((status, body["code"].as_str()), (403, Some("WRONG_TERMINAL")));

        let (_, snapshot) = world.shop.try_send("POST", "/v1/snapshot", Some(&token), &json!({ "stream": "tenant" }));
        let path = snapshot["path"].as_str().unwrap().to_owned();
        let (stranger, _) = world.shop.register_another("Чужая лавка", "stranger@example.com");
        let (status, body) = world.shop.try_send("GET", &path, Some(&stranger), &json!(null));
        assert_eq!((status, body["code"].as_str()), (401, Some("UNAUTHENTICATED")), "an owner's session is no till");
        for path in ["/v1/pull?stream=tenant&after=0", "/v1/head", "/v1/hints", path.as_str()] {
            for token in [None, Some("0".repeat(64)), Some(stranger.clone())] {
                let (status, _) = world.shop.try_send("GET", path, token.as_deref(), &json!(null));
                assert_eq!(status, 401, "{path} {token:?}");
            }
        }
        let (status, _) = world.shop.try_send("GET", "/v1/snapshot/..%2f..%2fserver.db", Some(&token), &json!(null));
        assert_eq!(status, 404);
        // The stranger's owner neither sees nor revokes a till of this company.
        let (_, tills) = world.shop.try_send("GET", "/api/v1/terminals", Some(&stranger), &json!(null));
        assert_eq!(tills, json!([]));
        let (status, _) =
            world.shop.try_send("POST", &format!("/api/v1/terminals/{}/revoke", other.terminal_id), Some(&stranger), &json!({}));
        assert_eq!(status, 404);
        assert_eq!(world.shop.terminals().iter().filter(|terminal| terminal.state == TerminalState::Active).count(), 2);
        second.close();
        register.close();
    }
}
