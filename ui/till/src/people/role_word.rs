use bezmen_domain::permission::Role;

use crate::words::{People, t};

/// The name of a role.
pub fn role_word(role: Role) -> &'static str {
    t(match role {
        Role::Owner => People::Owner,
        Role::Manager => People::Manager,
        Role::Cashier => People::Cashier,
        Role::Stockkeeper => People::Stockkeeper,
    })
}
