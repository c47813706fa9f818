//! The test of a payment terminal.

use std::sync::Arc;
use std::time::Duration;

use bezmen_domain::money::Money;
use serde_json::json;

use super::{Tell, intent, step};
use crate::terminal::check::{check, run};
use crate::terminal::journal::MemoryJournal;
use crate::terminal::zvt::{ZvtConfig, ZvtTerminal};
use crate::terminal::{Operation, Outcome};

/// How long a card may be waited for.
const CARD: Duration = Duration::from_secs(120);

/// Registers with a terminal and asks for its last transaction. With a sum it charges a card with it and takes the charge back.
/// The random bytes name the two.
pub fn terminal(
    config: &ZvtConfig,
    random: [[u8; 16]; 2],
    really: Option<Money>,
    tell: Tell<'_>,
) -> bool {
    let found = check(config.clone());
    tell(&step(
        "status",
        found.reached,
        |locale| locale.pick(found.ru.as_str(), found.en.as_str()).to_owned(),
        json!({ "last_transaction": found.last_transaction }),
    ));
    match really {
        Some(amount) if found.reached => charge_and_reverse(config, random, amount, tell),
        Some(_) | None => found.reached,
    }
}

fn charge_and_reverse(
    config: &ZvtConfig,
    random: [[u8; 16]; 2],
    amount: Money,
    tell: Tell<'_>,
) -> bool {
    let terminal = ZvtTerminal::new(config.clone(), Arc::new(MemoryJournal::new()));
    let [charge, reversal] = random.map(intent);
    let mut perform = |name: &str, id, operation| {
        let outcome = run(&terminal, id, operation, CARD, |_| {});
        let well = matches!(outcome, Outcome::Approved(_));
        tell(&step(
            name,
            well,
            |locale| outcome.words(locale),
            json!({ "outcome": outcome }),
        ));
        outcome
    };
    let Outcome::Approved(approval) = perform("charge", charge, Operation::Sale { amount }) else {
        return false;
    };
    let Some(receipt_number) = approval.mark.receipt_number else {
        tell(&step(
            "reversal",
            false,
            |locale| {
                locale
                    .pick(
                        "терминал не сообщил номер чека: отмените оплату на самом терминале",
                        "the terminal told no receipt number: reverse the charge at the terminal itself",
                    )
                    .to_owned()
            },
            json!({}),
        ));
        return false;
    };
    let operation = Operation::Reverse {
        receipt_number,
        amount,
    };
    matches!(
        perform("reversal", reversal, operation),
        Outcome::Approved(_)
    )
}
