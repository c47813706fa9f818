//! Customer cards: found, made and attached, with or without a network.

use std::sync::Arc;

use bezmen_contract::till::{
    AttachCustomer, CreateCustomer, CustomerView, SearchCustomers, TicketView,
};
use bezmen_contract::wire::fact::{CustomerPut, kind};
use bezmen_contract::wire::row::CustomerRow;
use bezmen_domain::id::CustomerId;
use bezmen_domain::permission::Permission;

use crate::answer::Answer;
use crate::catalog::MAX_ROWS;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::{selling, store};

/// A name longer than this does not fit its field.
const MAX_NAME_CHARS: usize = 100;

/// Digits of a phone with its country code (ITU-T E.164).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

impl Answer for SearchCustomers {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<CustomerView>, Refusal> {
        let limit = self.limit.clamp(1, MAX_ROWS);
        let found = engine
            .store
            .read(|connection| store::search_customers(connection, &self.query, limit))?;
        Ok(found.into_iter().map(customer_view).collect())
    }
}

impl Answer for CreateCustomer {
    fn answer(self, engine: &Arc<Engine>) -> Result<CustomerView, Refusal> {
        let row = |id| {
            let name = self.name.trim();
            if name.is_empty() {
                return Err(Refusal::CustomerNameMissing);
            }
            if name.chars().count() > MAX_NAME_CHARS || self.card.chars().count() > MAX_NAME_CHARS {
                return Err(Refusal::TextTooLong {
                    limit: MAX_NAME_CHARS,
                });
            }
            let (phone, card) = (plain_phone(&self.phone)?, self.card.trim().to_owned());
            Ok(CustomerRow {
                customer_id: id,
                name: name.to_owned(),
                phone,
                card,
                active: true,
            })
        };
        let mut row = row(CustomerId::from_parts(0, [0; 10]))?;
        engine.write(None, move |desk| {
            let person = desk.person()?;
            desk.require(&person, Permission::ManageCustomers)?;
            if store::find_customer_by_card(desk.tx, &row.card)?.is_some() {
                return Err(Refusal::CardTaken);
            }
            row.customer_id = CustomerId::from_parts(desk.id_ms(), desk.random());
            store::put_customer(desk.tx, &row)?;
            let fact = CustomerPut {
                customer_id: row.customer_id,
                name: Some(row.name.clone()),
                phone: Some(row.phone.clone()).filter(|phone| !phone.is_empty()),
                card: Some(row.card.clone()).filter(|card| !card.is_empty()),
            };
            desk.log(kind::CUSTOMER_PUT, &fact)?;
            Ok(customer_view(row))
        })
    }
}

impl Answer for AttachCustomer {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let id = self.customer_id;
        let ((), view) = selling::change(engine, None, move |desk, _, draft| {
            if let Some(id) = id {
                store::get_customer(desk.tx, id)?.ok_or(Refusal::CustomerUnknown)?;
            }
            draft.ticket.customer_id = id;
            Ok(())
        })?;
        Ok(view)
    }
}

/// Draws a customer.
pub fn customer_view(row: CustomerRow) -> CustomerView {
    CustomerView {
        customer_id: row.customer_id,
        name: row.name,
        phone: row.phone,
        card: row.card,
    }
}

/// Leaves a plus and the digits. A Russian number may begin with its trunk prefix 8.
fn plain_phone(phone: &str) -> Result<String, Refusal> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    if phone.trim().is_empty() {
        return Ok(String::new());
    }
    if phone.chars().any(char::is_alphabetic) || !PHONE_DIGITS.contains(&digits.len()) {
        return Err(Refusal::PhoneInvalid);
    }
    match digits.strip_prefix('8') {
        Some(rest) if rest.len() == 10 && !phone.trim_start().starts_with('+') => {
            Ok(format!("+7{rest}"))
        }
        _ => Ok(format!("+{digits}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_kept_as_plus_and_digits() {
        assert_eq!(plain_phone("8 (912) 345-67-89").unwrap(), "+79123456789");
        assert_eq!(plain_phone("+44 20 7946 0958").unwrap(), "+442079460958");
        assert_eq!(plain_phone(" ").unwrap(), "");
        assert!(plain_phone("12").is_err());
        assert!(plain_phone("phone 1234567").is_err());
    }
}
