//! Stock moves.

use bezmen_domain::id::ProductId;
use bezmen_domain::quantity::Quantity;
use rusqlite::Connection;

use super::columns::Text;
use super::error::Stored;

/// Adds a move: negative left, positive came back. `at` is epoch and seq of the operation, `position` the line in it.
pub fn insert_stock_move(
    connection: &Connection,
    at: (u32, u64),
    position: usize,
    product_id: ProductId,
    quantity: Quantity,
) -> Stored<()> {
    connection
        .prepare_cached("insert into stock_move (epoch, seq, position, product_id, quantity) values (?1, ?2, ?3, ?4, ?5)")?
        .execute((at.0, at.1, position, Text(product_id), quantity.thousandths()))?;
    Ok(())
}
