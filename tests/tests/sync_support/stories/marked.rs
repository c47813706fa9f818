//! A marked piece from the till to what the owner sees.

use bezmen_contract::console::sales::Receipt;
use bezmen_contract::till::{GetReceipt, Scan};

use crate::register::{BREAD, MILK};
use crate::world::on_both;

on_both! {
    a_marked_piece_is_sold_taken_back_and_sold_again_and_the_owner_sees_which_it_was(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let ki = format!("010{MILK}215aBc-DEfg1234");
        let code = format!("\u{1d}{ki}\u{1d}93dGVz");
        let sold = register.sell(&[&code, BREAD]);
        let again = register.till.ask(Scan { text: code.clone(), quantity: None, approval: None });
        assert_eq!(again.unwrap_err().code, "MARKING_SOLD");
        let receipt = register.till.ask(GetReceipt { sale_id: sold.sale_id }).unwrap();
        let back = register.give_back(&receipt, &world.owner_consents(&register));
        let resold = register.sell(&[&code]);
        register.close_shift(&world.owner_consents(&register));
        let counts = register.sync().unwrap();
        assert_eq!((counts.parked_ops, counts.waiting_ops), (0, 0));
        let sum = (sold.total - back.total + resold.total).minor();
        assert_eq!(world.shop.totals(), (3, sum));
        for sale_id in [sold.sale_id, back.sale_id, resold.sale_id] {
            let receipt: Receipt = world.shop.get(&format!("/api/v1/receipts/{sale_id}"));
            assert_eq!(receipt.items[0].ki.as_ref(), Some(&ki));
            assert!(receipt.items.iter().skip(1).all(|line| line.ki.is_none()));
        }
        register.close();
    }
}
