//! Documents for a fiscal device, in the shop's own terms.

use serde::{Deserialize, Serialize};

use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};

use super::build::Operator;

/// A document. The till stores it with its intent, so that it can be sent again as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "document", rename_all = "snake_case")]
pub enum Document {
    /// Goods sold.
    Sale(FiscalReceipt),
    /// Goods taken back.
    Return(FiscalReceipt),
    /// The beginning of a fiscal shift.
    OpenShift {
        /// Who opens it.
        operator: Operator,
    },
    /// The end of a fiscal shift.
    CloseShift {
        /// Who closes it.
        operator: Operator,
    },
    /// The state of an open shift.
    XReport {
        /// Who asks for it.
        operator: Operator,
    },
    /// Money put into the drawer.
    CashIn {
        /// Who puts it in.
        operator: Operator,
        /// How much.
        amount: Money,
    },
    /// Money taken out of the drawer.
    CashOut {
        /// Who takes it.
        operator: Operator,
        /// How much.
        amount: Money,
    },
    /// A text without fiscal meaning, such as the slip of a payment terminal.
    Text {
        /// The lines.
        lines: Vec<TextLine>,
    },
}

/// A sale or a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalReceipt {
    /// Who serves.
    pub operator: Operator,
    /// How the company is taxed.
    pub taxation: Taxation,
    /// Where the buyer wants the receipt, an e-mail address or a telephone; then paper may be spared.
    pub buyer_contact: Option<String>,
    /// Whether no paper is printed.
    pub electronic: bool,
    /// The goods.
    pub positions: Vec<Position>,
    /// How it is paid or given back.
    pub payments: Vec<FiscalPayment>,
    /// What is paid, cash rounding included.
    pub total: Money,
}

/// A line of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// What the goods are called.
    pub name: String,
    /// What one unit costs, discounts taken off.
    pub price: Money,
    /// How much.
    pub quantity: Quantity,
    /// What it is counted in.
    pub unit: Unit,
    /// The sum, discounts taken off.
    pub amount: Money,
    /// What discounts took off, for the paper.
    pub discount: Money,
    /// The tax.
    pub vat: Vat,
    /// What is sold.
    pub kind: PositionKind,
    /// The code of a marked product in full, with its group separators (GS, 1D).
    pub marking_code: Option<String>,
}

/// What a position is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PositionKind {
    /// Goods.
    #[default]
    Goods,
    /// Goods with an excise duty.
    Excise,
    /// A service.
    Service,
}

/// The rate of Russian value added tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vat {
    /// Without value added tax.
    None,
    /// 0 %.
    Vat0,
    /// 5 %.
    Vat5,
    /// 7 %.
    Vat7,
    /// 10 %.
    Vat10,
    /// 18 %, until 2018.
    Vat18,
    /// 20 %, until 2025.
    Vat20,
    /// 22 %, from 2026.
    Vat22,
}

/// How a company is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taxation {
    /// The general system.
    General,
    /// The simplified system, on income.
    SimplifiedIncome,
    /// The simplified system, on income less expenses.
    SimplifiedProfit,
    /// The agricultural tax.
    Agricultural,
    /// A patent.
    Patent,
}

/// A payment as the tax office counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalPayment {
    /// How.
    pub kind: FiscalPaymentKind,
    /// How much; cash as it was handed over, so that the paper shows the change.
    pub sum: Money,
}

/// A way to pay as the tax office counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FiscalPaymentKind {
    /// Notes and coins.
    Cash,
    /// Cards and other electronic means.
    Electronic,
    /// Paid earlier: gift cards and points.
    Prepaid,
    /// To be paid later.
    Credit,
}

/// A line of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLine {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub alignment: Alignment,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right edge.
    Right,
}
