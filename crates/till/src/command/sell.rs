//! `sell`

use bezmen_contract::till::SignIn;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::permission::Permission;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::tender::{TenderInput, TenderKind};
use bezmen_till::store::PersonRecord;
use bezmen_till::{SellAtOnce, Till};
use clap::Args;

use super::{CommandError, say};

/// Sells some items and prints the receipt.
#[derive(Debug, Args)]
pub struct Sell {
    /// A code and how many: `4600682000174*2`, `4600682000174`, `2100006005124`. Repeat for more.
    #[arg(long = "item", required = true, value_name = "CODE*QUANTITY")]
    items: Vec<String>,
    /// A tender and its sum: `cash:500`, `card:120.50`. Repeat for a mixed payment.
    #[arg(long = "pay", required = true, value_name = "KIND:SUM")]
    pay: Vec<String>,
    /// Who sells: a name or an id. The first who may, when absent.
    #[arg(long)]
    person: Option<String>,
    /// Their PIN; checked when it is given.
    #[arg(long)]
    pin: Option<String>,
}

impl Sell {
    /// Sells. A refused sale leaves the till as it was.
    pub fn run(self, till: Till) -> Result<(), CommandError> {
        let items: Vec<(String, Option<Quantity>)> = self
            .items
            .iter()
            .map(|item| parse_item(item))
            .collect::<Result<_, _>>()?;
        self.sign_in(&till)?;
        let currency = currency(&till)?;
        let tenders: Vec<TenderInput> = self
            .pay
            .iter()
            .map(|tender| parse_tender(tender, currency))
            .collect::<Result<_, _>>()?;
        let done = till.ask(SellAtOnce { items, tenders })?;
        say(&serde_json::to_string(&done)
            .map_err(|error| CommandError::Refused(error.to_string()))?);
        till.close();
        Ok(())
    }

    fn sign_in(&self, till: &Till) -> Result<(), CommandError> {
        let sellers = till.sellers()?;
        let chosen = match &self.person {
            Some(named) => sellers.iter().find(|person| is_named(person, named)),
            // Somebody who may also type a weight, where there is one: nobody can be asked for consent here.
            None => sellers
                .iter()
                .find(|person| person.role.may(Permission::ManualWeight))
                .or(sellers.first()),
        };
        let locale = till.locale();
        let person = chosen.ok_or_else(|| {
            CommandError::Refused(match (&self.person, locale) {
                (Some(named), Locale::Ru) => {
                    format!("продавца по имени {named} на этой кассе нет; проверьте имя")
                }
                (Some(named), Locale::En) => {
                    format!("nobody named {named} may sell at this till; check the name")
                }
                (None, Locale::Ru) => {
                    "NOT_PAIRED: продавать на этой кассе пока некому; подключите её и синхронизируйте"
                        .to_owned()
                }
                (None, Locale::En) => {
                    "NOT_PAIRED: nobody may sell at this till yet; pair it and sync it first"
                        .to_owned()
                }
            })
        })?;
        match (&self.pin, &self.person) {
            (None, _) => till.sign_in_from_the_shell(person.id),
            (Some(pin), Some(_)) => {
                till.ask(SignIn {
                    person_id: person.id,
                    pin: pin.clone(),
                })?;
            }
            (Some(pin), None) => {
                let known = sellers.iter().find(|person| till.is_pin_of(person, pin));
                let person = known.ok_or_else(|| {
                    let words = locale.pick(
                        "PIN_WRONG: такого PIN здесь нет ни у кого",
                        "PIN_WRONG: nobody here has this PIN",
                    );
                    CommandError::Refused(words.to_owned())
                })?;
                till.sign_in_from_the_shell(person.id);
            }
        }
        Ok(())
    }
}

fn is_named(person: &PersonRecord, named: &str) -> bool {
    person.name.eq_ignore_ascii_case(named)
        || person.name == named
        || person.id.to_string() == named
}

fn currency(till: &Till) -> Result<Currency, CommandError> {
    Ok(till.ask(bezmen_contract::till::Status {})?.currency)
}

fn parse_item(item: &str) -> Result<(String, Option<Quantity>), CommandError> {
    let Some((code, quantity)) = item.rsplit_once('*') else {
        return Ok((item.to_owned(), None));
    };
    let quantity = Quantity::parse(quantity)
        .map_err(|error| CommandError::Usage(format!("--item {item}: {error}")))?;
    Ok((code.to_owned(), Some(quantity)))
}

fn parse_tender(tender: &str, currency: Currency) -> Result<TenderInput, CommandError> {
    let usage = |words: String| CommandError::Usage(format!("--pay {tender}: {words}"));
    let (kind, amount) = tender
        .split_once(':')
        .ok_or_else(|| usage("write it as cash:500 or card:120.50".to_owned()))?;
    let kind =
        TenderKind::from_code(kind).ok_or_else(|| usage("pay with cash or card".to_owned()))?;
    let amount = Money::parse(amount, currency).map_err(|error| usage(error.to_string()))?;
    Ok(TenderInput {
        kind,
        amount,
        reference: None,
    })
}
