//! Both sides are put back: a till to an image of its disk, then the server to a backup.

use std::time::Duration;

use bezmen_contract::console::terminals::TerminalState;
use bezmen_contract::till::SyncState;

use crate::register::{BREAD, MILK, Register};
use crate::world::{copy_folder, on_both};

on_both! {
    a_server_restored_to_before_a_fork_takes_the_till_as_it_is_now(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold = register.sell(&[MILK]).total.minor();
        register.sync().unwrap();
        let image = world.folder.path().join("image");
        register.close();
        copy_folder(&world.folder.path().join("till"), &image);
        let register = world.register("till");
        register.sign_in(&world.shop);
        sold += register.sell(&[BREAD]).total.minor();
        register.sync().unwrap();
        register.close();
        let kept = world.keep();

        // The image goes on, and the server begins another incarnation of the till.
        let register = Register::start(&image);
        register.sign_in(&world.shop);
        sold += register.sell(&[MILK, MILK]).total.minor();
        register.sync().unwrap();
        assert_eq!(register.status().series, "A2");
        sold += register.sell(&[BREAD, MILK]).total.minor();
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (4, sold));

        world.restore(&kept);
        assert_eq!(world.shop.totals().0, 2);
        sold += register.sell(&[BREAD]).total.minor();
        // What the first call brought about is felt by those after it.
        for _ in 0..3 {
            register.sync().unwrap();
            assert_eq!(world.shop.totals(), (5, sold), "all counts, and once");
        }
        sold += register.sell(&[MILK]).total.minor();
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (6, sold));
        assert_eq!(world.shop.terminals()[0].state, TerminalState::Active);
        assert_eq!(register.status().lamp.state, SyncState::Level);
        assert_eq!(world.quarantined_ops(), 0);

        // Whoever puts the same backup in place once more begins another incarnation again.
        std::thread::sleep(Duration::from_millis(1_100));
        world.restore(&kept);
        assert_eq!(world.shop.totals().0, 2);
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (6, sold));
        assert_eq!(register.status().lamp.state, SyncState::Level);
        register.close();
    }
}
