//! The rules of a shop: money, quantities, tax, discounts, tickets, receipts, shifts. No I/O.
