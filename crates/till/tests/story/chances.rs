//! Random days: whatever is called in whatever order, the books agree.

use bezmen_domain::money::Money;
use bezmen_till::fixture;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::desk::{Desk, approval};

/// Something a person may do, sensible or not.
#[derive(Debug, Clone)]
enum Act {
    Add {
        product: usize,
        quantity: i64,
    },
    SetQuantity {
        line: usize,
        quantity: i64,
    },
    Remove {
        line: usize,
    },
    LineDiscount {
        line: usize,
        basis_points: u32,
        approved: bool,
    },
    ReceiptDiscount {
        amount: i64,
        approved: bool,
    },
    Hold,
    Recall,
    Cancel,
    Pay {
        cash_parts: u8,
        extra: i64,
    },
    PayAgain,
    Return {
        receipt: usize,
        line: usize,
        quantity: i64,
        to_cash: bool,
    },
    MoveCash {
        out: bool,
        amount: i64,
    },
    CloseAndOpen {
        off_by: i64,
        approved: bool,
    },
    ClockMoves {
        ms: i64,
    },
    Restart,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0_usize..40, -1_i64..6).prop_map(|(product, units)| Act::Add { product, quantity: units * 1_000 }),
        2 => (0_usize..4, -500_i64..5_000).prop_map(|(line, quantity)| Act::SetQuantity { line, quantity }),
        1 => (0_usize..4).prop_map(|line| Act::Remove { line }),
        2 => (0_usize..4, 0_u32..11_000, any::<bool>())
            .prop_map(|(line, basis_points, approved)| Act::LineDiscount { line, basis_points, approved }),
        2 => (-10_i64..20_000, any::<bool>()).prop_map(|(amount, approved)| Act::ReceiptDiscount { amount, approved }),
        1 => Just(Act::Hold),
        1 => Just(Act::Recall),
        1 => Just(Act::Cancel),
        6 => (0_u8..=4, -1_i64..20_000).prop_map(|(cash_parts, extra)| Act::Pay { cash_parts, extra }),
        1 => Just(Act::PayAgain),
        3 => (0_usize..6, 0_usize..3, 1_i64..3_000, any::<bool>())
            .prop_map(|(receipt, line, quantity, to_cash)| Act::Return { receipt, line, quantity, to_cash }),
        1 => (any::<bool>(), -5_i64..50_000).prop_map(|(out, amount)| Act::MoveCash { out, amount }),
        1 => (-20_000_i64..20_000, any::<bool>()).prop_map(|(off_by, approved)| Act::CloseAndOpen { off_by, approved }),
        1 => (-600_000_i64..600_000).prop_map(|ms| Act::ClockMoves { ms }),
        1 => Just(Act::Restart),
    ]
}

struct Day {
    desk: Desk,
    last_payment: Value,
    ids: u32,
}

impl Day {
    fn id(&mut self) -> String {
        self.ids += 1;
        format!("01890000-0000-7000-8000-{:012}", self.ids)
    }

    fn line_id(&self, index: usize) -> Value {
        let ticket = self.desk.ticket();
        let lines = ticket["lines"].as_array().unwrap();
        lines
            .get(index)
            .map_or(json!("01890000-0000-7000-8000-ffffffffffff"), |line| {
                line["line_id"].clone()
            })
    }

    fn consent(approved: bool) -> Value {
        if approved {
            approval("проверка")
        } else {
            Value::Null
        }
    }

    /// Does it; a refusal is an answer like any other, a fault inside is not.
    fn act(&mut self, act: Act) -> Result<(), TestCaseError> {
        let (name, arguments) = match act {
            Act::Add { product, quantity } => (
                "add_product",
                json!({ "product_id": fixture::product_id(product), "quantity": quantity, "approval": Self::consent(quantity > 2_000) }),
            ),
            Act::SetQuantity { line, quantity } => (
                "set_quantity",
                json!({ "line_id": self.line_id(line), "quantity": quantity, "approval": approval("вес") }),
            ),
            Act::Remove { line } => ("remove_line", json!({ "line_id": self.line_id(line) })),
            Act::LineDiscount {
                line,
                basis_points,
                approved,
            } => (
                "set_line_discount",
                json!({
                    "line_id": self.line_id(line),
                    "discount": { "kind": "percent", "basis_points": basis_points },
                    "approval": Self::consent(approved),
                }),
            ),
            Act::ReceiptDiscount { amount, approved } => (
                "set_receipt_discount",
                json!({ "discount": { "kind": "amount", "amount": amount }, "approval": Self::consent(approved) }),
            ),
            Act::Hold => ("hold_ticket", json!({})),
            Act::Recall => {
                let held = self.desk.ok("list_held", Value::Null);
                (
                    "recall_ticket",
                    json!({ "held_id": held.get(0).map_or(json!("01890000-0000-7000-8000-000000000000"), |held| held["held_id"].clone()) }),
                )
            }
            Act::Cancel => ("cancel_ticket", json!({})),
            Act::Pay { cash_parts, extra } => {
                let ticket = self.desk.ticket();
                let total = ticket["total"].as_i64().unwrap();
                let card = total * i64::from(4 - cash_parts) / 4;
                let mut tenders = Vec::new();
                if card > 0 {
                    tenders.push(json!({ "kind": "card", "amount": card, "reference": null }));
                }
                if total > card {
                    tenders.push(json!({ "kind": "cash", "amount": total - card + extra, "reference": null }));
                }
                self.last_payment = json!({ "ticket_id": ticket["ticket_id"], "expected_total": total, "tenders": tenders });
                ("pay", self.last_payment.clone())
            }
            Act::PayAgain if self.last_payment.is_null() => return Ok(()),
            Act::PayAgain => ("pay", self.last_payment.clone()),
            Act::Return {
                receipt,
                line,
                quantity,
                to_cash,
            } => {
                let rows = self
                    .desk
                    .ok("find_receipts", json!({ "query": "", "limit": 10 }));
                let Some(row) = rows.get(receipt) else {
                    return Ok(());
                };
                let receipt = self
                    .desk
                    .ok("get_receipt", json!({ "sale_id": row["sale_id"] }));
                let Some(line) = receipt["lines"].get(line) else {
                    return Ok(());
                };
                let id = self.id();
                (
                    "return_items",
                    json!({
                        "return_id": id, "sale_id": row["sale_id"], "reason": "проверка",
                        "items": [{ "line_id": line["line_id"], "quantity": if line["unit"] == "piece" { 1_000 } else { quantity } }],
                        "refund_to": if to_cash { json!("cash") } else { Value::Null },
                    }),
                )
            }
            Act::MoveCash { out, amount } => {
                let id = self.id();
                let direction = if out { "out" } else { "in" };
                (
                    "move_cash",
                    json!({ "cash_move_id": id, "direction": direction, "amount": amount, "reason": "проверка" }),
                )
            }
            Act::CloseAndOpen { off_by, approved } => {
                let counted = self.desk.expected_cash() + off_by;
                let close = json!({ "counted_cash": counted, "approval": Self::consent(approved) });
                if self.desk.call("close_shift", close).is_err() {
                    return Ok(());
                }
                ("open_shift", json!({ "opening_float": counted }))
            }
            Act::ClockMoves { ms } => {
                self.desk.clock.advance(ms);
                return Ok(());
            }
            Act::Restart => {
                self.desk.restart();
                self.desk.sign_in(fixture::cashier(), "1111");
                return Ok(());
            }
        };
        match self.desk.call(name, arguments) {
            Ok(_) => {}
            Err(failure) => {
                prop_assert_ne!(failure.code.as_str(), "INTERNAL", "{}: {:?}", name, failure)
            }
        }
        Ok(())
    }
}

/// A till with a cashier, an open shift, and coins of this size.
fn with_step(step: i64) -> Desk {
    let desk = Desk::with(fixture::ShopKind {
        cash_step: Money::from_minor(step),
        ..fixture::ShopKind::GROCERY
    });
    desk.sign_in(fixture::cashier(), "1111");
    desk.ok("open_shift", json!({ "opening_float": 100_000 }));
    desk
}

/// The sales of which more money went back than was paid, or, when all of it came back as it was paid, not as much.
fn over_refunded(desk: &Desk) -> Vec<String> {
    let sql = "with paid as (
            select s.id, s.return_of, s.total_minor as goods, coalesce(sum(p.amount_minor), 0) as money,
                group_concat(distinct p.tender) as ways
            from sale s left join sale_payment p on p.sale_rid = s.rid group by s.rid)
        select s.id || ': ' || s.money || ' paid, ' || sum(r.money) || ' given back'
            from paid s join paid r on r.return_of = s.id group by s.id
            having sum(r.money) > s.money
                or (sum(r.goods) = s.goods and s.ways = 'cash' and sum(r.money) <> s.money)";
    let found = desk.till().store().read(|connection| {
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        let rows: Result<Vec<String>, rusqlite::Error> = rows.collect();
        Ok::<_, bezmen_till::store::StoreError>(rows?)
    });
    found.expect("the database is read")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_agree_after_any_day(
        step in prop_oneof![Just(0_i64), Just(100), Just(500)],
        acts in proptest::collection::vec(act(), 1..60),
    ) {
        let mut day = Day { desk: with_step(step), last_payment: Value::Null, ids: 0 };
        for act in acts {
            day.act(act)?;
        }
        let report = day.desk.till().verify().expect("the database is read");
        prop_assert_eq!(report.faults, Vec::<String>::new());
        prop_assert_eq!(over_refunded(&day.desk), Vec::<String>::new());
        // No line came back more often than it was sold, and no receipt gave back more than it took.
        for row in day.desk.ok("find_receipts", json!({ "query": "", "limit": 100 })).as_array().unwrap() {
            let receipt = day.desk.ok("get_receipt", json!({ "sale_id": row["sale_id"] }));
            let back: i64 = receipt["returns"].as_array().unwrap().iter().map(|row| row["total"].as_i64().unwrap()).sum();
            prop_assert!(back <= row["total"].as_i64().unwrap());
            for line in receipt["lines"].as_array().unwrap() {
                prop_assert!(line["returned"].as_i64() <= line["quantity"].as_i64());
            }
        }
    }
}
