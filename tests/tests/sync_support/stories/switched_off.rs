//! Machines that lost their place while they still held something to send.

use bezmen_contract::console::terminals::{Aside, AsideKind, Terminal, TerminalState};
use bezmen_contract::till::{Event, SyncNow, SyncState};
use bezmen_till::sync::SyncOptions;
use serde_json::json;

use crate::register::{BREAD, MILK, Register};
use crate::world::{Clones, on_both};

on_both! {
    a_replaced_machine_delivers_what_it_still_holds_after_its_restart(world) {
        let first = world.register("first");
        first.pair(&world.shop, &world.shop.url(), "Касса 1");
        first.open_shift(&world.shop);
        let mut sold = first.sell(&[MILK]).total.minor();
        first.sync().unwrap();
        let held: i64 = (0..3).map(|_| first.sell(&[MILK, BREAD]).total.minor()).sum();

        // The machine is taken for dead, and another one stands in its place.
        let id = world.shop.terminals()[0].terminal_id;
        let second = world.register("second");
        second.pair_as(&world.shop, &world.shop.url(), "Касса 1", Some(json!(id)));
        second.sync().unwrap();
        second.open_shift(&world.shop);
        sold += second.sell(&[BREAD]).total.minor();
        second.sync().unwrap();

        // It comes to life again.
        first.close();
        let first = Register::start(&world.folder.path().join("first"));
        for _ in 0..3 {
            assert_eq!(first.sync().unwrap_err().code, "REVOKED");
            let status = first.status();
            assert_eq!((status.lamp.state, status.lamp.waiting_receipts), (SyncState::Revoked, 0));
        }
        assert_eq!(world.shop.totals(), (2, sold), "nothing counts before the owner has looked at it");
        let path = format!("/api/v1/terminals/{id}/aside");
        let aside: Vec<Aside> = world.shop.get(&path);
        assert_eq!(aside.len(), 1);
        assert_eq!((aside[0].kind, aside[0].receipts), (AsideKind::Quarantined, 3));
        assert_eq!(aside[0].amount.unwrap().minor(), held);

        // The machine in its place notices nothing.
        sold += second.sell(&[MILK]).total.minor();
        second.sync().unwrap();
        assert_eq!((second.status().lamp.state, second.status().series.as_str()), (SyncState::Level, "A2"));

        world.release_quarantined();
        assert_eq!(world.shop.totals(), (6, sold + held), "what both machines sold counts, once");
        assert_eq!(first.sync().unwrap_err().code, "REVOKED");
        world.release_quarantined();
        assert_eq!(world.shop.totals(), (6, sold + held));
        assert_eq!(world.shop.get::<Vec<Aside>>(&path), []);
        first.close();
        second.close();
    }

    two_machines_put_aside_by_forks_hold_what_they_have_and_do_not_send_it_for_ever(world) {
        let Clones { folders, machines, sold } = world.clones_that_sell(6);
        assert_eq!(world.shop.terminals()[0].state, TerminalState::Quarantined);
        machines.into_iter().for_each(Register::close);

        // Both are started again, and go on asking: each answer comes, and the ledger does not grow by asking.
        let machines = folders.each_ref().map(|folder| Register::start(folder));
        let ask = || {
            for machine in &machines {
                assert_eq!(machine.sync().unwrap_err().code, "REVOKED");
            }
            (world.forked_ops(), world.quarantined_ops())
        };
        let first = ask();
        for _ in 0..3 {
            assert_eq!(ask(), first);
        }
        // Paired again, each as a till of its own, everything counts once.
        world.pair_apart(&machines);
        assert_eq!(world.shop.totals(), (6, sold));
        machines.into_iter().for_each(Register::close);
    }

    a_till_that_sells_while_its_owner_looks_for_the_code_is_paired_when_they_have_typed_it(world) {
        let options = SyncOptions { by_itself: true, ..SyncOptions::once() };
        let register = Register::start_with(&world.folder.path().join("till"), options);
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut events = register.till.events();
        let comes_to = |events: &mut _, state| {
            register.until(events, |event| matches!(event, Event::Sync(lamp) if lamp.state == state && lamp.waiting_receipts == 0));
        };
        let id = world.shop.terminals()[0].terminal_id;
        let _: Terminal = world.shop.send("POST", &format!("/api/v1/terminals/{id}/revoke"), &json!({}));
        let mut sold = register.sell(&[MILK]).total.minor();
        comes_to(&mut events, SyncState::Revoked);

        let code = register.ask_for_code(&world.shop.url(), None).unwrap();
        // Nobody looks at the code at the till: there are customers, and the cashier sends what was sold.
        sold += register.sell(&[BREAD]).total.minor();
        register.till.ask(SyncNow {}).unwrap();
        comes_to(&mut events, SyncState::Revoked);
        let (status, body) = world.shop.confirm(&code.user_code, "Касса 1", Some(json!(id)));
        assert_eq!(status, 200, "{body}");
        comes_to(&mut events, SyncState::Level);
        sold += register.sell(&[MILK]).total.minor();
        register.sync().unwrap();
        world.release_quarantined();
        assert_eq!(world.shop.totals(), (3, sold));
        register.close();
    }
}
