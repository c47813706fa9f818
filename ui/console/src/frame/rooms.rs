//! The rooms of the console, and who may enter.

use bezmen_domain::permission::Permission;

use crate::session::may;
use crate::words::frame as w;

/// A room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// How the day is going.
    Today,
    /// Receipts.
    Receipts,
    /// Shifts and cash.
    Shifts,
    /// Products and prices.
    Products,
    /// Who works here.
    People,
    /// Who buys here.
    Customers,
    /// Tills.
    Terminals,
    /// Stores and taxes.
    Company,
}

impl Room {
    /// Every room, in the order of the navigation.
    pub const ALL: [Self; 8] = [
        Self::Today,
        Self::Receipts,
        Self::Shifts,
        Self::Products,
        Self::Terminals,
        Self::People,
        Self::Customers,
        Self::Company,
    ];

    /// Returns its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Today => "/today",
            Self::Receipts => "/receipts",
            Self::Shifts => "/shifts",
            Self::Products => "/products",
            Self::People => "/people",
            Self::Customers => "/customers",
            Self::Terminals => "/terminals",
            Self::Company => "/company",
        }
    }

    /// Returns its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Today => w::today(),
            Self::Receipts => w::receipts(),
            Self::Shifts => w::shifts(),
            Self::Products => w::products(),
            Self::People => w::people(),
            Self::Customers => w::customers(),
            Self::Terminals => w::terminals(),
            Self::Company => w::company(),
        }
    }

    /// Returns its picture.
    pub const fn icon(self) -> icondata::Icon {
        match self {
            Self::Today => icondata::LuChartColumn,
            Self::Receipts => icondata::LuReceiptText,
            Self::Shifts => icondata::LuWallet,
            Self::Products => icondata::LuPackage,
            Self::People => icondata::LuIdCard,
            Self::Customers => icondata::LuUsers,
            Self::Terminals => icondata::LuMonitor,
            Self::Company => icondata::LuBuilding2,
        }
    }

    /// Tells whether who is signed in may enter.
    pub fn is_open(self) -> bool {
        match self {
            Self::Today | Self::Receipts | Self::Shifts => may(Permission::ViewReports),
            Self::Products => may(Permission::ManageCatalog),
            Self::People => may(Permission::ManagePeople),
            Self::Customers => may(Permission::ManageCustomers),
            Self::Terminals => may(Permission::ViewReports),
            Self::Company => may(Permission::ManageCompany),
        }
    }
}
