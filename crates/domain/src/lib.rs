//! The rules of a shop: money, quantities, tax, discounts, tickets, receipts, shifts. No I/O.
//!
//! Nothing here reads a clock, a file or a source of randomness: the callers pass those in, so the till, the server
//! and the screens calculate the same sums from the same input. Amounts and quantities are integers throughout.

pub mod barcode;
pub mod business_date;
pub mod catalog_text;
mod decimal;
pub mod discount;
pub mod hlc;
pub mod id;
pub mod locale;
pub mod money;
pub mod permission;
pub mod quantity;
pub mod receipt;
pub mod receipt_number;
pub mod shift;
pub mod tax;
pub mod tender;
pub mod ticket;

#[cfg(test)]
#[cfg(feature = "openapi")]
mod schema_tests {
    use serde_json::{Value, json};
    use utoipa::PartialSchema;

    fn schema<T: PartialSchema>() -> Value {
        serde_json::to_value(T::schema()).unwrap()
    }

    #[test]
    fn values_are_described_as_they_travel() {
        let integer = json!({ "type": "integer", "format": "int64" });
        for described in [
            schema::<crate::money::Money>(),
            schema::<crate::quantity::Quantity>(),
        ] {
            assert_eq!(
                (&described["type"], &described["format"]),
                (&integer["type"], &integer["format"])
            );
        }
        let id = schema::<crate::id::SaleId>();
        assert_eq!(
            (&id["type"], &id["format"]),
            (&json!("string"), &json!("uuid"))
        );
        assert_eq!(schema::<crate::money::Currency>()["type"], "string");
        assert_eq!(
            schema::<crate::business_date::BusinessDate>()["format"],
            "date"
        );
        assert_eq!(
            schema::<crate::permission::PermissionSet>()["type"],
            "array"
        );
    }
}
