use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use bezmen_contract::wire::OpRecord;
use bezmen_contract::wire::fact::{CashMoveFact, SaleFact, ShiftClosed, ShiftOpened, kind};
use bezmen_domain::business_date::LocalTime;
use bezmen_domain::id::{PersonId, ProductId, SaleId, TaxRateId, TerminalId};
use bezmen_domain::money::Money;
use bezmen_domain::permission::Role;
use bezmen_domain::shift::ShiftTotals;
use bezmen_domain::tax::{TaxMode, TaxRate};
use bezmen_domain::tender::TenderKind;
use bezmen_sync::chain::{GENESIS, verify_run};

use super::{DAYS, DayOps, DemoTerminal, History, Shop, Stocked, StoreCard, Worker, goods};

/// A Friday, five past two in the afternoon in Moscow.
const END_MS: i64 = 1_795_172_700_000;

fn shop(seed: u64) -> Shop {
    let id = |n: u8| [n; 10];
    let rate = |percent: u32| TaxRate {
        id: TaxRateId::from_parts(1, id(u8::try_from(percent).unwrap())),
        name: format!("НДС {percent} %"),
        basis_points: percent * 100,
        mode: TaxMode::Included,
    };
    let stocked = |(n, goods): (u64, super::Goods)| Stocked {
        product_id: ProductId::from_parts(n, id(1)),
        tax: rate(goods.tax_percent),
        goods,
    };
    let store = StoreCard {
        name: "Рябина".to_owned(),
        address: String::new(),
        tax_number: String::new(),
        footer: String::new(),
    };
    let terminal = |n: u8| DemoTerminal {
        terminal_id: TerminalId::from_parts(1, id(n)),
        name: format!("Касса {n}"),
        store: usize::from(n / 3),
        epoch: 1,
        series: format!("{}1", char::from(b'@' + n)),
    };
    let worker = |(n, role): (u8, Role)| Worker {
        person_id: PersonId::from_parts(1, id(n)),
        name: format!("№ {n}"),
        role,
    };
    let roles = [
        (1, Role::Owner),
        (2, Role::Manager),
        (3, Role::Cashier),
        (4, Role::Cashier),
        (5, Role::Stockkeeper),
    ];
    Shop {
        stores: vec![store.clone(), store],
        terminals: (1..=3).map(terminal).collect(),
        workers: roles.into_iter().map(worker).collect(),
        goods: (1..).zip(goods().unwrap()).map(stocked).collect(),
        catalog_revision: 400,
        utc_offset_minutes: 180,
        end_ms: END_MS,
        seed,
    }
}

/// A whole history takes seconds to invent: the tests look at one.
static MONTH: LazyLock<Vec<DayOps>> = LazyLock::new(|| {
    let mut history = History::new(shop(1));
    std::iter::from_fn(|| history.next_day().unwrap()).collect()
});

fn fact<T: serde::de::DeserializeOwned>(op: &OpRecord) -> T {
    serde_json::from_str(&op.body).unwrap()
}

fn log_of(days: &[DayOps], till: usize) -> Vec<OpRecord> {
    days.iter()
        .flat_map(|day| &day.tills)
        .filter(|day| day.till == till)
        .flat_map(|day| day.ops.clone())
        .collect()
}

fn receipts(log: &[OpRecord]) -> Vec<SaleFact> {
    log.iter()
        .filter(|op| op.kind == kind::SALE || op.kind == kind::RETURN)
        .map(fact)
        .collect()
}

#[test]
fn every_log_hangs_together_and_time_never_goes_back() {
    let (shop, days) = (shop(1), &*MONTH);
    assert_eq!(days.len(), usize::try_from(DAYS).unwrap() + 1);
    for (till, terminal) in shop.terminals.iter().enumerate() {
        let log = log_of(days, till);
        assert_eq!(log[0].seq, 1);
        verify_run(terminal.terminal_id, terminal.epoch, Some(&GENESIS), &log).unwrap();
        assert!(
            log.windows(2)
                .all(|pair| pair[0].wall_ms <= pair[1].wall_ms && pair[0].hlc < pair[1].hlc)
        );
        assert!(log.iter().all(|op| op.wall_ms < END_MS));
        let numbers: Vec<u64> = receipts(&log)
            .iter()
            .map(|receipt| receipt.number)
            .collect();
        assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    }
}

#[test]
fn the_first_till_is_free_today_and_the_others_are_selling() {
    let days = &*MONTH;
    let today = days.last().unwrap();
    assert_eq!(today.date.to_string(), "2026-11-20");
    assert_eq!(
        today.tills.iter().map(|day| day.till).collect::<Vec<_>>(),
        [1, 2]
    );
    for day in &today.tills {
        assert!(
            day.is_open && day.totals.sales.count > 5,
            "{:?}",
            day.totals.sales
        );
    }
    for day in days.iter().rev().skip(1) {
        assert_eq!(day.tills.len(), 3);
        for day in &day.tills {
            let receipts = day.totals.sales.count + day.totals.returns.count;
            assert!(!day.is_open && (40..=120).contains(&receipts), "{receipts}");
        }
    }
}

#[test]
fn every_z_report_is_the_sum_of_its_shift_and_the_drawer_goes_on() {
    let days = &*MONTH;
    let (mut differences, mut shifts, mut moves) = (0, 0, 0);
    for till in 0..3 {
        let mut drawer = None;
        let (mut opened, mut sums) = (None, (Money::ZERO, Money::ZERO, Money::ZERO));
        for op in log_of(days, till) {
            match op.kind.as_str() {
                kind::SHIFT_OPENED => {
                    let fact: ShiftOpened = fact(&op);
                    assert_eq!(drawer.unwrap_or(fact.opening_float), fact.opening_float);
                    sums = (Money::ZERO, Money::ZERO, fact.opening_float);
                    opened = Some((fact.shift_id, op.seq));
                }
                kind::SALE | kind::RETURN => {
                    let receipt: SaleFact = fact(&op);
                    let sign = if op.kind == kind::SALE { 1 } else { -1 };
                    let signed = |money: Money| Money::from_minor(money.minor() * sign);
                    sums.0 += signed(receipt.total);
                    sums.1 += signed(receipt.discount);
                    let cash = receipt
                        .payments
                        .iter()
                        .filter(|payment| payment.tender == TenderKind::Cash);
                    sums.2 += signed(cash.map(|payment| payment.amount).sum());
                }
                kind::CASH_MOVE => {
                    sums.2 += fact::<CashMoveFact>(&op).amount;
                    moves += 1;
                }
                kind::SHIFT_CLOSED => {
                    let z: ShiftClosed = fact(&op);
                    assert_eq!(Some((z.shift_id, z.from_seq)), opened);
                    assert_eq!(z.to_seq + 1, op.seq);
                    assert_eq!(
                        (
                            z.totals.takings(),
                            z.totals.discounts,
                            z.totals.expected_cash
                        ),
                        sums
                    );
                    assert_eq!(z.counted_cash - z.totals.expected_cash, z.difference);
                    assert!(z.difference.minor().abs() <= 5_000);
                    assert!(
                        z.counted_cash >= Money::from_minor(300_000),
                        "{:?}",
                        z.counted_cash
                    );
                    differences += u32::from(!z.difference.is_zero());
                    shifts += 1;
                    drawer = Some(z.counted_cash);
                }
                _ => {}
            }
        }
    }
    assert_eq!(shifts, DAYS * 3);
    assert!((3..=25).contains(&differences), "{differences}");
    assert!(moves >= shifts, "{moves}");
}

#[test]
fn receipts_look_like_those_of_a_grocer() {
    let days = &*MONTH;
    let mut totals = ShiftTotals::default();
    for day in days.iter().flat_map(|day| &day.tills) {
        totals = totals.merge(&day.totals);
    }
    let receipts: Vec<SaleFact> = (0..3)
        .flat_map(|till| receipts(&log_of(days, till)))
        .collect();
    let sales: Vec<&SaleFact> = receipts
        .iter()
        .filter(|receipt| receipt.return_of.is_none())
        .collect();
    assert_eq!(
        (sales.len() as u64, receipts.len() as u64),
        (
            totals.sales.count,
            totals.sales.count + totals.returns.count
        )
    );
    assert!((5_000..12_000).contains(&sales.len()), "{}", sales.len());
    let average = totals.sales.sum.minor() / i64::try_from(sales.len()).unwrap();
    assert!((35_000..120_000).contains(&average), "{average}");
    let returns = totals.returns.count * 1000 / totals.sales.count;
    assert!((4..=18).contains(&returns), "{returns} of a thousand");
    assert!(
        sales
            .iter()
            .all(|sale| (1..=15).contains(&sale.lines.len()))
    );
    assert!(sales.iter().any(|sale| sale.lines.len() > 10));
    let cash = totals
        .by_tender
        .iter()
        .find(|total| total.kind == TenderKind::Cash)
        .unwrap();
    let percent = cash.sales.minor() * 100 / totals.sales.sum.minor();
    assert!((25..45).contains(&percent), "{percent} % in cash");
    assert!(
        sales.iter().any(|sale| sale.payments.len() == 2)
            && sales.iter().any(|sale| sale.change.is_positive())
    );
    assert!(receipts.iter().all(|receipt| receipt.rounding.is_zero()));
    assert!(
        sales
            .iter()
            .filter(|sale| sale.customer_id.is_some())
            .count()
            > sales.len() / 10
    );
    assert!(totals.discounts.is_positive());

    let mut hours: BTreeMap<u32, u32> = BTreeMap::new();
    for sale in &sales {
        *hours
            .entry(LocalTime::from_wall(sale.sold_at_ms, 180).hour)
            .or_default() += 1;
    }
    assert!(
        hours[&18] > hours[&9] && hours[&13] > hours[&9],
        "{hours:?}"
    );
    let sold: BTreeSet<_> = sales
        .iter()
        .flat_map(|sale| &sale.lines)
        .map(|line| line.product_id)
        .collect();
    assert!(sold.len() > 340, "{}", sold.len());
}

#[test]
fn nobody_brings_back_what_was_not_bought() {
    let days = &*MONTH;
    for till in 0..3 {
        let receipts = receipts(&log_of(days, till));
        let sold: BTreeMap<SaleId, &SaleFact> = receipts
            .iter()
            .map(|receipt| (receipt.sale_id, receipt))
            .collect();
        let mut back: BTreeSet<SaleId> = BTreeSet::new();
        for returned in receipts
            .iter()
            .filter(|receipt| receipt.return_of.is_some())
        {
            let sale = sold[&returned.return_of.unwrap()];
            assert!(back.insert(sale.sale_id) && sale.sold_at_ms < returned.sold_at_ms);
            let line = sale
                .lines
                .iter()
                .find(|line| Some(line.line_id) == returned.lines[0].return_of_line)
                .unwrap();
            assert_eq!(
                (line.total, line.quantity),
                (returned.total, returned.lines[0].quantity)
            );
            assert_eq!(
                returned
                    .payments
                    .iter()
                    .map(|payment| payment.amount)
                    .sum::<Money>(),
                returned.total
            );
        }
    }
}

#[test]
fn one_seed_makes_one_history() {
    let first_day = |seed| {
        History::new(shop(seed)).next_day().unwrap().unwrap().tills[0]
            .ops
            .clone()
    };
    assert_eq!(first_day(9), first_day(9));
    assert_ne!(first_day(9), first_day(10));
}
