//! What the buyer is told of a payment: one thing after the other, so that what was said last stays.

use std::collections::VecDeque;

use bezmen_contract::till::ShowPayment;
use bezmen_domain::id::TicketId;
use bezmen_domain::tender::TenderInput;
use bezmen_kit::bridge;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;

/// What waits to be told.
#[derive(Default)]
pub(super) struct ForBuyer {
    waiting: VecDeque<ShowPayment>,
    busy: bool,
}

impl ForBuyer {
    /// Takes something to be told, and answers whether the telling has to begin.
    fn put(&mut self, told: ShowPayment) -> bool {
        // Of a ticket only the last word counts.
        self.waiting
            .retain(|waiting| waiting.ticket_id != told.ticket_id);
        self.waiting.push_back(told);
        !std::mem::replace(&mut self.busy, true)
    }

    fn next(&mut self) -> Option<ShowPayment> {
        let next = self.waiting.pop_front();
        self.busy = next.is_some();
        next
    }
}

impl Desk {
    /// Lets the buyer see what was handed over for a ticket; nothing ends the payment there.
    pub fn show_payment(self, ticket_id: TicketId, taken: Option<Vec<TenderInput>>) {
        let told = ShowPayment { ticket_id, taken };
        let begins = self.for_buyer.try_update_value(|line| line.put(told));
        if begins == Some(true) {
            spawn_local(async move {
                let next = || self.for_buyer.try_update_value(ForBuyer::next).flatten();
                while let Some(told) = next() {
                    // A display that knows nothing of the payment holds up nothing.
                    let _ = bridge::call(told).await;
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(ticket: u8, taken: Option<Vec<TenderInput>>) -> ShowPayment {
        ShowPayment {
            ticket_id: TicketId::from_parts(1, [ticket; 10]),
            taken,
        }
    }

    #[test]
    fn one_thing_is_under_way_and_the_last_word_on_a_ticket_comes_last() {
        let mut line = ForBuyer::default();
        assert!(line.put(told(1, Some(Vec::new()))));
        assert_eq!(line.next(), Some(told(1, Some(Vec::new()))));
        // The first is still under way.
        assert!(!line.put(told(1, None)));
        assert!(!line.put(told(2, Some(Vec::new()))));
        assert!(!line.put(told(2, None)));
        assert_eq!(line.next(), Some(told(1, None)));
        assert_eq!(line.next(), Some(told(2, None)));
        assert_eq!(line.next(), None);
        assert!(line.put(told(3, None)), "the line is free again");
    }
}
