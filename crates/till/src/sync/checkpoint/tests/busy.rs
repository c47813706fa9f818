//! A shop that never pauses.

use std::time::{Duration, Instant};

use bezmen_contract::till::{OpenShift, Pay, Scan, SignIn};
use bezmen_domain::money::Money;
use bezmen_domain::tender::{TenderInput, TenderKind};

use super::*;
use crate::fixture;

/// The longest a payment may take on a machine that has nothing else to do, where it takes a tenth of this. It takes seconds where
/// it waits for all of the change.
const LONGEST: Duration = Duration::from_millis(250);
/// And on a busy one: so many times the longest while no change comes.
const TIMES_A_QUIET_ONE: u32 = 5;

const CODE: &str = "4600682000174";

#[test]
fn a_shop_that_never_pauses_pays_at_once_while_twenty_thousand_goods_come() {
    const PRODUCTS: u64 = 10_000;
    let mut before = catalog(PRODUCTS, 100, 0);
    edit(&mut before[0], "00000000000001", &format!("0{CODE}"));
    let follower = Follower::with(&before);
    begin_to_sell(&follower);
    let mut after = renamed(catalog(2 * PRODUCTS, 200, PRODUCTS));
    edit(&mut after[0], "00000000000001", &format!("0{CODE}"));
    follower.stage(&after);
    let is_over = AtomicBool::new(false);
    let (quiet, longest, sales) = std::thread::scope(|scope| {
        // Somebody else always waits for the cashier, and the cashier for them.
        scope.spawn(|| {
            while !is_over.load(Ordering::Acquire) {
                let write =
                    |tx: &rusqlite::Transaction<'_>| store::put_setting(tx, "test.busy", "busy");
                follower.till.store().write(write).unwrap();
            }
        });
        let quiet = (0..50).map(|_| sell(&follower)).max().unwrap();
        let selling = scope.spawn(|| {
            let (mut longest, mut sales) = (Duration::ZERO, 0_u64);
            while !is_over.load(Ordering::Acquire) {
                longest = longest.max(sell(&follower));
                sales += 1;
            }
            (longest, sales)
        });
        let is_taken = follower.take_over(reaching(&after, Order::NewestWins));
        is_over.store(true, Ordering::Release);
        let (longest, sales) = selling.join().unwrap();
        assert!(is_taken);
        (quiet, longest, sales)
    });
    assert!(
        longest < LONGEST.max(quiet * TIMES_A_QUIET_ONE),
        "a payment took {longest:?}, a quiet one {quiet:?}"
    );
    assert!(sales > 20, "{sales} sales");
    assert_eq!(
        follower.seen(),
        (
            2 * PRODUCTS,
            Some(200),
            Some(200),
            Some(3 * PRODUCTS),
            2 * PRODUCTS
        )
    );
    // The best comes first.
    assert_eq!(follower.finds("предмет 777")[0], "Предмет 777");
    assert_eq!(follower.finds("предмет 19777"), ["Предмет 19777"]);
    assert_eq!(follower.finds("товар"), [""; 0]);
    assert_eq!(follower.staged(), 0);
}

fn begin_to_sell(follower: &Follower) {
    let till = &follower.till;
    till.ask(SignIn {
        person_id: fixture::cashier(),
        pin: fixture::PINS[0].to_owned(),
    })
    .unwrap();
    till.ask(OpenShift {
        opening_float: Money::from_minor(0),
    })
    .unwrap();
}

/// Sells one piece; answers how long the cashier waited for the payment.
fn sell(follower: &Follower) -> Duration {
    let scanned = follower.till.ask(Scan {
        text: CODE.to_owned(),
        quantity: None,
        approval: None,
    });
    let ticket = scanned.unwrap().ticket;
    let begun = Instant::now();
    follower
        .till
        .ask(Pay {
            ticket_id: ticket.ticket_id,
            expected_total: ticket.total,
            tenders: vec![TenderInput {
                kind: TenderKind::Cash,
                amount: ticket.cash_due,
                reference: None,
            }],
        })
        .unwrap();
    begun.elapsed()
}

#[test]
fn thousands_of_cards_hold_no_cashier_up() {
    const CARDS: u64 = 5_000;
    let goods = vec![{
        let mut one = product(1, 100, 1);
        edit(&mut one, "00000000000001", &format!("0{CODE}"));
        one
    }];
    let follower = Follower::with(&goods);
    begin_to_sell(&follower);
    let mut rows = goods;
    rows.extend((1..=CARDS).map(|number| card(number, number + 1)));
    follower.stage(&rows[1..]);
    let checkpoint = reaching(&rows, Order::NewestWins);
    let mut pauses = Counted::default();
    let (mut applied, engine) = (Applied::default(), follower.till.engine());
    let work = take_over(engine, vec![checkpoint], &mut applied, &mut pauses);
    assert!(work.now_or_never().unwrap().unwrap());
    assert_eq!(applied.rows, CARDS);
    let pauses_needed = CARDS / u64::try_from(ROWS_AT_ONCE).unwrap();
    assert!(pauses.0 >= pauses_needed, "{} pauses", pauses.0);
    let found = follower
        .till
        .store()
        .read(|connection| store::search_customers(connection, "покупатель 4999", 5));
    assert_eq!(found.unwrap().len(), 1);
}
