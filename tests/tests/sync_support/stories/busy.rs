//! A shop that never pauses while a large change of goods comes in.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bezmen_contract::till::{SearchProducts, Status};

use crate::register::MILK;
use crate::world::on_both;

/// The longest a sale may take, its scan and its payment, on a machine that runs the server and other tests as well.
const LONGEST_SALE: Duration = Duration::from_secs(1);

/// A queue of customers with one thing each: far less than the change takes in one piece.
const NEXT_CUSTOMER: Duration = Duration::from_millis(20);

/// The longest until the server has a sale: a few times the rest between two sendings.
const LONGEST_WAY: Duration = Duration::from_secs(10);

on_both! {
    a_shop_that_never_pauses_sells_and_sends_while_thousands_of_goods_come(world) {
        const PRODUCTS: usize = 5_000;
        world.publish_products(PRODUCTS / 2);
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        // Half of them get another name, half are new.
        world.publish_named(PRODUCTS, "Предмет");

        let is_over = AtomicBool::new(false);
        // When each sale was paid; when the server was seen to have how many.
        let paid: Mutex<Vec<Instant>> = Mutex::default();
        let mut arrived: Vec<(Instant, u64)> = Vec::new();
        let longest = std::thread::scope(|scope| {
            let selling = scope.spawn(|| {
                let mut longest = Duration::ZERO;
                while !is_over.load(Ordering::Acquire) {
                    let begun = Instant::now();
                    register.sell(&[MILK]);
                    longest = longest.max(begun.elapsed());
                    paid.lock().unwrap().push(Instant::now());
                    std::thread::sleep(NEXT_CUSTOMER);
                }
                longest
            });
            let syncing = scope.spawn(|| register.sync().unwrap());
            while !syncing.is_finished() {
                arrived.push((Instant::now(), world.shop.totals().0));
                std::thread::sleep(NEXT_CUSTOMER);
            }
            is_over.store(true, Ordering::Release);
            selling.join().unwrap()
        });
        assert!(longest < LONGEST_SALE, "a sale took {longest:?}");
        register.sync().unwrap();
        let paid = paid.into_inner().unwrap();
        assert_eq!(world.shop.totals().0 as usize, paid.len());
        arrived.push((Instant::now(), paid.len() as u64));
        let way = |(number, at): (u64, &Instant)| {
            let seen = arrived.iter().find(|(seen, sales)| seen >= at && *sales >= number);
            seen.unwrap().0 - *at
        };
        let longest_way = (1..).zip(&paid).map(way).max().unwrap();
        assert!(longest_way < LONGEST_WAY, "the server had a sale after {longest_way:?}");
        eprintln!("{} sales, the longest {longest:?}, at the server after {longest_way:?} at most", paid.len());

        // What does not add up would be read anew, and the till would say so.
        assert_eq!(register.status().notices, []);
        assert_eq!(register.till.ask(Status {}).unwrap().products as usize, PRODUCTS + 2);
        let find = |text: &str| {
            let found = register.till.ask(SearchProducts { query: text.to_owned(), category_id: None, limit: 5 }).unwrap();
            found.first().map(|product| product.name.clone())
        };
        assert_eq!(find("предмет 7").as_deref(), Some("Предмет 7"));
        assert_eq!(find("предмет 4999").as_deref(), Some("Предмет 4999"));
        assert_eq!(find("товар"), None);
        register.close();
    }
}
