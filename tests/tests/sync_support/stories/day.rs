//! A whole day.

use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::Customer;
use bezmen_contract::console::shifts::ShiftRow;
use bezmen_contract::till::{CreateCustomer, GetReceipt, SearchCustomers};

use crate::register::{BREAD, MILK};
use crate::world::on_both;

on_both! {
    a_whole_day_agrees_with_the_server_to_the_minor_unit(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let customer = register.till.ask(CreateCustomer { name: "Мария".to_owned(), phone: "+7 900 123-45-67".to_owned(), card: String::new() }).unwrap();
        let mut sum = 0;
        for _ in 0..3 {
            sum += register.sell(&[MILK, BREAD, BREAD]).total.minor();
        }
        let sale = register.sell(&[MILK, MILK]);
        sum += sale.total.minor();
        let receipt = register.till.ask(GetReceipt { sale_id: sale.sale_id }).unwrap();
        let back = register.give_back(&receipt, &world.owner_consents(&register));
        sum -= back.total.minor();
        register.move_cash(50_000, &world.owner_consents(&register));
        register.close_shift(&world.owner_consents(&register));
        let counts = register.sync().unwrap();
        assert_eq!((counts.parked_ops, counts.waiting_ops), (0, 0));
        assert_eq!(world.shop.totals(), (5, sum));
        let shifts: Page<ShiftRow> = world.shop.get("/api/v1/shifts");
        assert!(shifts.rows[0].closed_at_ms.is_some(), "the Z report is there");
        let customers: Page<Customer> = world.shop.get("/api/v1/customers");
        assert_eq!(customers.rows[0].customer_id, customer.customer_id);
        // A second till of the store learns of the customer.
        let second = world.register("second");
        second.pair(&world.shop, &world.shop.url(), "Касса 2");
        second.sign_in(&world.shop);
        let found = second.till.ask(SearchCustomers { query: "Мария".to_owned(), limit: 5 }).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(second.status().series, "B1");
        second.close();
        register.close();
    }
}
