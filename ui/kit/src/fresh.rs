//! New identifiers, made by the screen before the first try so that a second try does nothing twice.

use crate::moment;

/// Makes an identifier of any kind: `fresh_id(CashMoveId::from_parts)`.
pub fn fresh_id<Id>(from_parts: impl Fn(u64, [u8; 10]) -> Id) -> Id {
    let mut random = [0_u8; 10];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    from_parts(u64::try_from(moment::now_ms()).unwrap_or_default(), random)
}
