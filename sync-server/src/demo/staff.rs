use bezmen_domain::permission::Role;

/// Somebody who works in the demo shop, before the server knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    pub name: &'static str,
    pub role: Role,
    pub pin: &'static str,
}

/// What the company is called; it is known by it when the demo is asked for again.
pub(super) const COMPANY: &str = "Продукты «Рябина»";

pub(super) const OWNER_EMAIL: &str = "owner@ryabina.example";

pub(super) const OWNER_PASSWORD: &str = "ryabina-demo";

/// The owner comes first: the company is registered in that name.
pub(super) const STAFF: [Member; 5] = [
    Member {
        name: "Ольга Сергеевна Рябинина",
        role: Role::Owner,
        pin: "7531",
    },
    Member {
        name: "Тимур Ахметов",
        role: Role::Manager,
        pin: "4455",
    },
    Member {
        name: "Анна Королёва",
        role: Role::Cashier,
        pin: "1111",
    },
    Member {
        name: "Наталья Белова",
        role: Role::Cashier,
        pin: "2222",
    },
    Member {
        name: "Виктор Зуев",
        role: Role::Stockkeeper,
        pin: "3333",
    },
];

/// Name of each store, and where it stands in its town.
pub(super) const STORES: [(&str, &str); 2] = [
    ("Рябина на Садовой", "ул. Садовая, 12"),
    ("Рябина у вокзала", "ул. Привокзальная, 3"),
];

/// Name of each till, and which of the stores it stands in. The demo starts the first one.
pub(super) const TILLS: [(&str, usize); 3] = [("Касса 1", 0), ("Касса 2", 0), ("Касса 3", 1)];

/// Digits of a region that there is not, with the right check digit.
pub(super) const TAX_NUMBER: &str = "0000123450";

pub(super) const FOOTER: &str = "Спасибо за покупку!\nЖдём вас каждый день с 8 до 22";
