//! Documents out of a sale.

use serde::{Deserialize, Serialize};

use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_domain::tax::TaxRate;
use bezmen_domain::tender::{Payment, TenderKind};
use bezmen_domain::ticket::{PricedLine, TicketLine};

use super::document::{
    FiscalPayment, FiscalPaymentKind, FiscalReceipt, Position, PositionKind, Taxation, Vat,
};

/// The longest name of goods (tag 1030 of the fiscal data formats).
const MAX_NAME_CHARS: usize = 128;

/// The longest name of a cashier (tag 1021).
const MAX_OPERATOR_CHARS: usize = 64;

/// Who serves, as the receipt names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// Post and name: “Кассир Иванова А. П.”.
    pub name: String,
    /// The person's taxpayer number (ИНН), twelve digits.
    pub vatin: Option<String>,
}

/// Why a document cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The taxpayer number is none.
    #[error("“{text}” is not a taxpayer number: it has ten or twelve digits")]
    Vatin {
        /// What was given.
        text: String,
    },
    /// The name of the cashier is empty.
    #[error("a fiscal document names its cashier: enter the name")]
    NoOperator,
    /// The rate is none of the country's.
    #[error(
        "the fiscal device knows no tax of this rate (“{name}”): choose another rate for the product"
    )]
    TaxRate {
        /// The rate's name.
        name: String,
    },
    /// There is nothing on it.
    #[error("a receipt without goods cannot be registered")]
    Empty,
    /// The sums contradict one another.
    #[error("the payments are less than the total by {missing} minor units", missing = missing.minor())]
    Unpaid {
        /// What is missing.
        missing: Money,
    },
    /// A total that the goods do not add up to, even rounded.
    #[error("the total differs from the goods by {difference} minor units", difference = difference.minor())]
    Total {
        /// The difference.
        difference: Money,
    },
}

impl Operator {
    /// Makes one; a name that is too long is cut.
    ///
    /// # Errors
    /// The name is empty or the number is none.
    pub fn new(name: &str, vatin: Option<&str>) -> Result<Self, BuildError> {
        let name: String = name.trim().chars().take(MAX_OPERATOR_CHARS).collect();
        if name.is_empty() {
            return Err(BuildError::NoOperator);
        }
        let vatin = vatin.map(str::trim).filter(|vatin| !vatin.is_empty());
        if let Some(vatin) = vatin {
            let is_number = vatin.bytes().all(|byte| byte.is_ascii_digit());
            if !is_number || !matches!(vatin.len(), 10 | 12) {
                return Err(BuildError::Vatin {
                    text: vatin.to_owned(),
                });
            }
        }
        Ok(Self {
            name,
            vatin: vatin.map(ToOwned::to_owned),
        })
    }
}

/// What a rate of nothing means to a company.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroRate {
    /// The company does not pay value added tax.
    #[default]
    WithoutVat,
    /// The goods are taxed at 0 %.
    Vat0,
}

impl Vat {
    /// Finds the tax of a rate.
    ///
    /// # Errors
    /// There is no such rate.
    pub fn of_rate(rate: &TaxRate, zero: ZeroRate) -> Result<Self, BuildError> {
        Ok(match (rate.basis_points, zero) {
            (0, ZeroRate::WithoutVat) => Self::None,
            (0, ZeroRate::Vat0) => Self::Vat0,
            (500, _) => Self::Vat5,
            (700, _) => Self::Vat7,
            (1000, _) => Self::Vat10,
            (1800, _) => Self::Vat18,
            (2000, _) => Self::Vat20,
            (2200, _) => Self::Vat22,
            _ => {
                return Err(BuildError::TaxRate {
                    name: rate.name.clone(),
                });
            }
        })
    }
}

/// Goods that are sold or taken back, and for how much.
#[derive(Debug, Clone, Copy)]
pub struct Goods<'a> {
    /// What they are called.
    pub name: &'a str,
    /// What they are counted in.
    pub unit: Unit,
    /// How much.
    pub quantity: Quantity,
    /// The price of one unit, before discounts.
    pub unit_price: Money,
    /// What is paid or given back for them.
    pub total: Money,
    /// What discounts took off.
    pub discount: Money,
    /// Their tax.
    pub tax: &'a TaxRate,
    /// The code of a marked product, with its group separators.
    pub marking_code: Option<&'a str>,
}

impl<'a> Goods<'a> {
    /// Takes a line of a ticket and what it costs.
    #[must_use]
    pub fn of_line(
        line: &'a TicketLine,
        priced: &PricedLine,
        marking_code: Option<&'a str>,
    ) -> Self {
        Self {
            name: &line.name,
            unit: line.unit,
            quantity: line.quantity,
            unit_price: line.unit_price,
            total: priced.total,
            discount: priced.discount(),
            tax: &line.tax,
            marking_code,
        }
    }
}

impl Position {
    /// Makes a position of goods.
    ///
    /// The price is the one after discounts (tag 1079): the unit price where nothing is taken off, else the sum divided by
    /// the quantity, rounded half-up. The sum is exact in any case.
    ///
    /// # Errors
    /// The tax is none of the country's.
    pub fn of_goods(goods: &Goods<'_>, zero: ZeroRate) -> Result<Self, BuildError> {
        let price = if goods.unit_price.times(goods.quantity) == goods.total {
            goods.unit_price
        } else {
            goods.total.share(1000, goods.quantity.thousandths())
        };
        Ok(Self {
            name: goods.name.trim().chars().take(MAX_NAME_CHARS).collect(),
            price,
            quantity: goods.quantity,
            unit: goods.unit,
            amount: goods.total,
            discount: goods.discount,
            vat: Vat::of_rate(goods.tax, zero)?,
            kind: PositionKind::Goods,
            marking_code: goods.marking_code.map(ToOwned::to_owned),
        })
    }
}

/// What every receipt of a company has in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptTerms {
    /// Who serves.
    pub operator: Operator,
    /// How the company is taxed.
    pub taxation: Taxation,
    /// What a rate of nothing means.
    pub zero_rate: ZeroRate,
    /// Where the buyer wants the receipt.
    pub buyer_contact: Option<String>,
    /// Whether no paper is printed.
    pub electronic: bool,
}

/// Counts payments as the tax office does, one row a kind.
#[must_use]
pub fn payments(payments: &[Payment]) -> Vec<FiscalPayment> {
    let mut rows: Vec<FiscalPayment> = Vec::new();
    for payment in payments {
        let (kind, sum) = match payment.kind {
            TenderKind::Cash => (FiscalPaymentKind::Cash, payment.tendered),
            TenderKind::Card => (FiscalPaymentKind::Electronic, payment.amount),
            TenderKind::Bonus | TenderKind::GiftCard => {
                (FiscalPaymentKind::Prepaid, payment.amount)
            }
            TenderKind::OnAccount => (FiscalPaymentKind::Credit, payment.amount),
        };
        match rows.iter_mut().find(|row| row.kind == kind) {
            Some(row) => row.sum += sum,
            None => rows.push(FiscalPayment { kind, sum }),
        }
    }
    rows
}

impl FiscalReceipt {
    /// Makes a receipt of goods and how they are settled; `due` includes cash rounding.
    ///
    /// # Errors
    /// Goods have a tax that is none of the country's, or the sums do not add up.
    pub fn of_goods<'a>(
        terms: &ReceiptTerms,
        goods: impl IntoIterator<Item = Goods<'a>>,
        paid: &[Payment],
        due: Money,
    ) -> Result<Self, BuildError> {
        let positions = goods
            .into_iter()
            .map(|goods| Position::of_goods(&goods, terms.zero_rate));
        let receipt = Self {
            operator: terms.operator.clone(),
            taxation: terms.taxation,
            buyer_contact: terms.buyer_contact.clone(),
            electronic: terms.electronic,
            positions: positions.collect::<Result<_, _>>()?,
            payments: payments(paid),
            total: due,
        };
        receipt.check()?;
        Ok(receipt)
    }

    /// Checks the sums before anything is sent: the goods make the total, less what cash rounding takes off (below a
    /// rouble; devices know no rounding up), and the payments cover it.
    ///
    /// # Errors
    /// Says what does not add up.
    pub fn check(&self) -> Result<(), BuildError> {
        if self.positions.is_empty() {
            return Err(BuildError::Empty);
        }
        let goods: Money = self.positions.iter().map(|position| position.amount).sum();
        let difference = self.total - goods;
        if difference.is_positive() || difference <= Money::from_minor(-100) {
            return Err(BuildError::Total { difference });
        }
        let paid: Money = self.payments.iter().map(|payment| payment.sum).sum();
        if paid < self.total {
            return Err(BuildError::Unpaid {
                missing: self.total - paid,
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
