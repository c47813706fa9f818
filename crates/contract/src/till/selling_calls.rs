//! Calls that build a ticket.

use bezmen_domain::discount::Discount;
use bezmen_domain::id::{CategoryId, CustomerId, HeldTicketId, LineId, ProductId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

use super::Approval;

/// Asks for the open ticket; there always is one, perhaps empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetTicket {}

/// Hands over what a scanner (or a person) read; the engine decides what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// The characters as they arrived, without prefix and end key.
    pub text: String,
    /// How many, when the cashier typed `n *` before the scan.
    #[serde(default)]
    pub quantity: Option<Quantity>,
    /// A manager's consent, for a marked piece whose code was sold before.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Searches products by words and parts of words in name, article or barcode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchProducts {
    /// As typed; an empty query answers the products sold most.
    pub query: String,
    /// Narrows to one category.
    #[serde(default)]
    pub category_id: Option<CategoryId>,
    /// At most this many rows, 1–100.
    pub limit: u32,
}

/// Asks for the quick keys by category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuickKeys {}

/// Adds a product picked by search or quick key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AddProduct {
    /// Which.
    pub product_id: ProductId,
    /// How many; one piece when absent. For weighed goods a weight typed by hand, which needs a permission.
    #[serde(default)]
    pub quantity: Option<Quantity>,
    /// Whether it came from a quick key rather than a search.
    #[serde(default)]
    pub quick_key: bool,
    /// What was scanned before its weight was typed.
    #[serde(default)]
    pub barcode: Option<String>,
    /// A manager's consent, where the cashier alone may not.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Adds a weighed product with what the scale shows now; refused unless the reading is stable, fresh and above zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AddWeighed {
    /// Which.
    pub product_id: ProductId,
    /// What to take off the weight, when the scale has not.
    #[serde(default)]
    pub tare: Option<Quantity>,
    /// What was scanned, if anything.
    #[serde(default)]
    pub barcode: Option<String>,
    /// A manager's consent, for a marked piece whose code was sold before.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Sells at a typed price what the catalogue does not know, or knows without a price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AddOpenPrice {
    /// The product that has no price; its name, unit and tax stand in the receipt.
    #[serde(default)]
    pub product_id: Option<ProductId>,
    /// What was scanned, if anything.
    #[serde(default)]
    pub barcode: Option<String>,
    /// What to print when no product is named; a standard word when empty.
    #[serde(default)]
    pub name: String,
    /// Price of one.
    pub price: Money,
    /// How many.
    pub quantity: Quantity,
    /// A manager's consent.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Sells a known product for an unknown barcode and asks the owner to keep the barcode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BindBarcode {
    /// The barcode that was not found.
    pub barcode: String,
    /// The product it stands on.
    pub product_id: ProductId,
    /// A manager's consent, for a marked piece whose code was sold before.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Sets how many of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetQuantity {
    /// Which line.
    pub line_id: LineId,
    /// The new quantity, above zero.
    pub quantity: Quantity,
    /// A manager's consent, for a weight typed by hand.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Takes a line off the ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RemoveLine {
    /// Which line.
    pub line_id: LineId,
    /// A manager's consent.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Sets or clears the discount of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetLineDiscount {
    /// Which line.
    pub line_id: LineId,
    /// The discount; `None` clears it.
    pub discount: Option<Discount>,
    /// A manager's consent, above the cashier's limit.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Sets or clears the discount of the whole receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetReceiptDiscount {
    /// The discount; `None` clears it.
    pub discount: Option<Discount>,
    /// A manager's consent, above the cashier's limit.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Puts the open ticket aside and begins an empty one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HoldTicket {
    /// A word to know it by.
    #[serde(default)]
    pub note: String,
}

/// Lists the tickets put aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListHeld {}

/// Takes a held ticket back; the open one must be empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecallTicket {
    /// Which.
    pub held_id: HeldTicketId,
}

/// Drops the whole open ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelTicket {
    /// A manager's consent.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Finds customers by phone, name or card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchCustomers {
    /// As typed.
    pub query: String,
    /// At most this many rows, 1–100.
    pub limit: u32,
}

/// Creates a customer card, with or without a network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreateCustomer {
    /// How to address the person.
    pub name: String,
    /// Phone as typed; digits and a plus are kept.
    #[serde(default)]
    pub phone: String,
    /// Card number, if one was handed out.
    #[serde(default)]
    pub card: String,
}

/// Puts a customer on the ticket, or takes the customer off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttachCustomer {
    /// Whom; `None` takes the customer off.
    pub customer_id: Option<CustomerId>,
}

/// Asks what the scale shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetScale {}
