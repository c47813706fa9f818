//! `soak`: sells at random until it is killed. Each line it prints was committed before.

use bezmen_contract::till::{
    AddProduct, GetShift, GetTicket, OpenShift, Pay, QuickKeys, SearchProducts,
};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::tender::{TenderInput, TenderKind};
use bezmen_till::Till;
use bezmen_till::clock::Entropy;
use clap::Args;

use super::{CommandError, say};

/// Sells at random.
#[derive(Debug, Args)]
pub struct Soak {
    /// How many sales; without end when absent.
    #[arg(long)]
    sales: Option<u64>,
    /// Where the chances begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Soak {
    /// Sells and prints number, sale and total of each sale once it is on disk.
    pub fn run(self, till: Till) -> Result<(), CommandError> {
        let seller = till.sellers()?.first().map(|person| person.id);
        let seller = seller.ok_or_else(|| {
            CommandError::Refused("nobody may sell at this till; pair it first".to_owned())
        })?;
        till.sign_in_from_the_shell(seller);
        if till.ask(GetShift {})?.is_none() {
            till.ask(OpenShift {
                opening_float: Money::ZERO,
            })?;
        }
        let products: Vec<_> = match till
            .ask(QuickKeys {})?
            .into_iter()
            .flat_map(|page| page.products)
            .collect::<Vec<_>>()
        {
            products if products.is_empty() => till.ask(SearchProducts {
                query: String::new(),
                category_id: None,
                limit: 100,
            })?,
            products => products,
        };
        let by_piece: Vec<_> = products
            .iter()
            .filter(|product| !product.unit.is_weighed())
            .collect();
        if by_piece.is_empty() {
            return Err(CommandError::Refused(
                "nothing is sold by the piece here; put products into the catalogue".to_owned(),
            ));
        }
        let chance = bezmen_till::clock::SeededEntropy::new(self.seed);
        let up_to = |limit: usize| {
            let mut bytes = [0; 8];
            chance.fill(&mut bytes);
            usize::try_from(u64::from_le_bytes(bytes) % u64::try_from(limit).unwrap_or(1))
                .unwrap_or_default()
        };
        let mut sold = 0;
        while self.sales.is_none_or(|sales| sold < sales) {
            // A ticket that was open when the process was killed is sold with whatever is added now.
            for _ in 0..1 + up_to(5) {
                till.ask(AddProduct {
                    barcode: None,
                    product_id: by_piece[up_to(by_piece.len())].product_id,
                    quantity: Some(Quantity::from_units(
                        1 + i64::try_from(up_to(3)).unwrap_or(0),
                    )),
                    quick_key: true,
                    approval: None,
                })?;
            }
            let ticket = till.ask(GetTicket {})?;
            let kind = if up_to(2) == 0 {
                TenderKind::Cash
            } else {
                TenderKind::Card
            };
            let amount = if kind == TenderKind::Cash {
                ticket.cash_due
            } else {
                ticket.total
            };
            let tenders = vec![TenderInput {
                kind,
                amount,
                reference: None,
            }];
            let done = till.ask(Pay {
                ticket_id: ticket.ticket_id,
                expected_total: ticket.total,
                tenders,
            })?;
            say(&format!(
                "{} {} {}",
                done.number,
                done.sale_id,
                done.total.minor()
            ));
            sold += 1;
        }
        till.close();
        Ok(())
    }
}
