//! Roles, what each may do, and up to which limit.
//!
//! | permission | cashier | stockkeeper | manager | owner |
//! |---|---|---|---|---|
//! | sell, hold_ticket, open_shift, close_shift, view_x | ✓ | | ✓ | ✓ |
//! | line_discount, receipt_discount (within the limits) | ✓ | | ✓ | ✓ |
//! | remove_line, void_ticket, return, reprint | ✓ | | ✓ | ✓ |
//! | cash_in_out, manage_customers | ✓ | | ✓ | ✓ |
//! | view_stock | ✓ | ✓ | ✓ | ✓ |
//! | manage_stock | | ✓ | ✓ | ✓ |
//! | manage_catalog | | ✓ | ✓ | ✓ |
//! | open_price, manual_weight, return_without_receipt, refund_in_cash, open_drawer | | | ✓ | ✓ |
//! | sell_marked_again | | | ✓ | ✓ |
//! | see_expected_cash | | | ✓ | ✓ |
//! | approve, view_reports, manage_devices, pair_terminal | | | ✓ | ✓ |
//! | manage_people, manage_terminals, manage_company | | | | ✓ |
//!
//! What a role may not do, or not that far, somebody who may [`Permission::Approve`] can allow once with a PIN.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::discount::Discount;
use crate::money::{MAX_AMOUNT_MINOR, Money};
use crate::tax::WHOLE_BASIS_POINTS;

/// What somebody is in the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Owns the company: may do everything.
    Owner,
    /// Runs a shop: approves what cashiers may not do alone.
    Manager,
    /// Sells.
    Cashier,
    /// Receives, counts and prices goods; does not sell.
    Stockkeeper,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Manager, Self::Cashier, Self::Stockkeeper];

    /// Returns the word it is stored by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Cashier => "cashier",
            Self::Stockkeeper => "stockkeeper",
        }
    }

    /// Finds the role stored by a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Tells whether somebody of this role may do a thing without being helped.
    pub fn may(self, permission: Permission) -> bool {
        match self {
            Self::Owner => true,
            Self::Manager => !OWNER_ONLY.contains(&permission),
            Self::Cashier => CASHIER.contains(&permission),
            Self::Stockkeeper => STOCKKEEPER.contains(&permission),
        }
    }
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// Something that a role may or may not do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Permission {
            $($(#[$doc])* $name,)+
        }

        impl Permission {
            /// Every permission.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Returns the word it is stored by.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

permissions! {
    /// Ring up goods and take payments.
    Sell = "sell",
    /// Put a ticket aside and take it up again.
    HoldTicket = "hold_ticket",
    /// Open a shift with a float.
    OpenShift = "open_shift",
    /// Close a shift; above the limit of difference only with approval.
    CloseShift = "close_shift",
    /// Give a discount on a line, within the limit.
    LineDiscount = "line_discount",
    /// Give a discount on the receipt, within the limit.
    ReceiptDiscount = "receipt_discount",
    /// Take a line off an open ticket.
    RemoveLine = "remove_line",
    /// Drop an open ticket.
    VoidTicket = "void_ticket",
    /// Sell at a typed price.
    OpenPrice = "open_price",
    /// Type a weight instead of taking it from the scale.
    ManualWeight = "manual_weight",
    /// Sell a marked piece whose code was sold before.
    SellMarkedAgain = "sell_marked_again",
    /// Take goods back by their receipt.
    Return = "return",
    /// Take goods back without a receipt.
    ReturnWithoutReceipt = "return_without_receipt",
    /// Give cash back for what was paid in another way.
    RefundInCash = "refund_in_cash",
    /// Put money into the drawer or take it out.
    CashInOut = "cash_in_out",
    /// Open the drawer without a sale.
    OpenDrawer = "open_drawer",
    /// Print a copy of a receipt.
    Reprint = "reprint",
    /// See and print the X report; without `see_expected_cash` one that does not tell what must be in the drawer.
    ViewX = "view_x",
    /// See before the count what must be in the drawer, and the sums it can be reckoned from.
    SeeExpectedCash = "see_expected_cash",
    /// Allow others, once and with a PIN, what they may not do alone.
    Approve = "approve",
    /// Create and edit customers.
    ManageCustomers = "manage_customers",
    /// See what is in stock.
    ViewStock = "view_stock",
    /// Receive, count, move and write off goods.
    ManageStock = "manage_stock",
    /// Create, edit and import products, prices and categories.
    ManageCatalog = "manage_catalog",
    /// See takings and reports of the shops.
    ViewReports = "view_reports",
    /// Set up printers, scales and scanners of a till.
    ManageDevices = "manage_devices",
    /// Connect a new till to the company.
    PairTerminal = "pair_terminal",
    /// Hire, dismiss, change roles and PINs.
    ManagePeople = "manage_people",
    /// Rename and revoke tills, create shops.
    ManageTerminals = "manage_terminals",
    /// Change the company's details and its rules.
    ManageCompany = "manage_company",
}

const OWNER_ONLY: &[Permission] = &[
    Permission::ManagePeople,
    Permission::ManageTerminals,
    Permission::ManageCompany,
];

const CASHIER: &[Permission] = &[
    Permission::Sell,
    Permission::HoldTicket,
    Permission::OpenShift,
    Permission::CloseShift,
    Permission::LineDiscount,
    Permission::ReceiptDiscount,
    Permission::RemoveLine,
    Permission::VoidTicket,
    Permission::Return,
    Permission::CashInOut,
    Permission::Reprint,
    Permission::ViewX,
    Permission::ManageCustomers,
    Permission::ViewStock,
];

const STOCKKEEPER: &[Permission] = &[
    Permission::ViewStock,
    Permission::ManageStock,
    Permission::ManageCatalog,
];

impl Permission {
    /// Finds the permission stored by a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|permission| permission.code() == code)
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A set of permissions; on the wire a list of their words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = Vec<Permission>))]
#[serde(transparent)]
pub struct PermissionSet(BTreeSet<Permission>);

impl PermissionSet {
    /// Tells whether a permission is in it.
    pub fn has(&self, permission: Permission) -> bool {
        self.0.contains(&permission)
    }

    /// Lists the permissions in it.
    pub fn iter(&self) -> impl Iterator<Item = Permission> {
        self.0.iter().copied()
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().collect())
    }
}

/// Returns what a role may do by default.
pub fn permissions_of(role: Role) -> PermissionSet {
    Permission::ALL
        .iter()
        .copied()
        .filter(|permission| role.may(*permission))
        .collect()
}

/// How far a role may go alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Limits {
    /// The highest discount on a line, in basis points.
    pub max_line_discount_bp: u32,
    /// The highest discount on a receipt, in basis points.
    pub max_receipt_discount_bp: u32,
    /// The largest difference between counted and expected cash at closing, either way, in minor units.
    pub max_cash_difference_minor: i64,
}

impl Limits {
    /// Tells whether a discount on a line with this sum is within the limit.
    pub fn allow_line_discount(&self, discount: Discount, sum: Money) -> bool {
        discount.basis_points_of(sum) <= self.max_line_discount_bp
    }

    /// Tells whether a discount on a receipt with this sum is within the limit.
    pub fn allow_receipt_discount(&self, discount: Discount, sum: Money) -> bool {
        discount.basis_points_of(sum) <= self.max_receipt_discount_bp
    }

    /// Tells whether a drawer may be closed with this difference.
    pub fn allow_cash_difference(&self, difference: Money) -> bool {
        difference.abs().minor() <= self.max_cash_difference_minor
    }
}

/// Returns the default limits of a role; a shop can set its own.
pub const fn limits_of(role: Role) -> Limits {
    match role {
        Role::Owner => Limits {
            max_line_discount_bp: WHOLE_BASIS_POINTS,
            max_receipt_discount_bp: WHOLE_BASIS_POINTS,
            max_cash_difference_minor: MAX_AMOUNT_MINOR,
        },
        Role::Manager => Limits {
            max_line_discount_bp: 5_000,
            max_receipt_discount_bp: 5_000,
            max_cash_difference_minor: 100_000,
        },
        Role::Cashier => Limits {
            max_line_discount_bp: 1_000,
            max_receipt_discount_bp: 500,
            max_cash_difference_minor: 10_000,
        },
        Role::Stockkeeper => Limits {
            max_line_discount_bp: 0,
            max_receipt_discount_bp: 0,
            max_cash_difference_minor: 0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_are_the_words_on_the_wire() {
        for permission in Permission::ALL.iter().copied() {
            assert_eq!(serde_json::to_value(permission).unwrap(), permission.code());
            assert_eq!(Permission::from_code(permission.code()), Some(permission));
        }
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
    }

    #[test]
    fn the_table_in_the_documentation_is_the_matrix() {
        let mut listed = BTreeSet::new();
        let source = include_str!("permission.rs");
        let rows = source
            .lines()
            .filter(|line| line.starts_with("//! |"))
            .skip(2);
        for row in rows {
            let cells: Vec<&str> = row
                .trim_start_matches("//! |")
                .split('|')
                .map(str::trim)
                .collect();
            let names = cells[0].replace("(within the limits)", "");
            for name in names.split(',') {
                let permission = Permission::from_code(name.trim())
                    .unwrap_or_else(|| panic!("no permission {name}"));
                assert!(listed.insert(permission), "{name} is listed twice");
                let roles = [Role::Cashier, Role::Stockkeeper, Role::Manager, Role::Owner];
                for (role, cell) in roles.into_iter().zip(&cells[1..]) {
                    assert_eq!(role.may(permission), *cell == "✓", "{role:?} {permission}");
                }
            }
        }
        assert_eq!(listed.len(), Permission::ALL.len());
    }

    #[test]
    fn a_manager_may_all_that_a_cashier_or_stockkeeper_may() {
        let manager = permissions_of(Role::Manager);
        for role in [Role::Cashier, Role::Stockkeeper] {
            assert!(
                permissions_of(role)
                    .iter()
                    .all(|permission| manager.has(permission))
            );
        }
        assert!(!manager.has(Permission::ManageCompany));
    }

    #[test]
    fn a_cashier_discounts_a_line_up_to_ten_per_cent() {
        let limits = limits_of(Role::Cashier);
        let sum = Money::from_minor(9_999);
        let percent = |basis_points| Discount::Percent { basis_points };
        assert!(limits.allow_line_discount(percent(1_000), sum));
        assert!(!limits.allow_line_discount(percent(1_001), sum));
        assert!(limits.allow_line_discount(
            Discount::Amount {
                amount: Money::from_minor(999)
            },
            sum
        ));
        assert!(!limits.allow_line_discount(
            Discount::Amount {
                amount: Money::from_minor(1_000)
            },
            sum
        ));
        assert!(limits.allow_receipt_discount(percent(500), sum));
        assert!(!limits.allow_receipt_discount(percent(501), sum));
        assert!(limits.allow_cash_difference(Money::from_minor(-10_000)));
        assert!(!limits.allow_cash_difference(Money::from_minor(-10_001)));
    }
}
