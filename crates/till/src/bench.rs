//! The technician's bench: finding, watching and testing devices while the till goes on selling.

mod choices;
mod codes;
mod detection;
mod devices;
mod display;
mod explain;
mod label_price;
mod labels;
pub mod places;
mod printer;
mod scale;
mod scanner;

pub use detection::Detection;
pub use places::guard_of;

use bezmen_domain::permission::Permission;

use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store;

/// Lets a technician in: before the pairing whoever stands at the till, afterwards who may set devices up.
pub fn admit(engine: &Engine) -> Result<(), Refusal> {
    let permission = Permission::ManageDevices;
    let is_allowed = engine.store.read(|connection| {
        if store::get_identity(connection)?.is_none() {
            return Ok::<_, Refusal>(true);
        }
        Ok(engine.person(connection)?.role.may(permission))
    })?;
    if is_allowed {
        Ok(())
    } else {
        Err(Refusal::ApprovalRequired { permission })
    }
}
