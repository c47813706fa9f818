//! Other people's readers and writers of the same things: zxing-cpp reads our codes, Python's codecs know our code pages,
//! python-escpos writes our commands and we read its. `cargo xtask test` runs them; by hand it is
//! `cargo test -p bezmen-devices --test oracles -- --ignored`. They install what they need from PyPI.
#![expect(clippy::unwrap_used, reason = "a comparison stops where it goes wrong")]

#[path = "oracles/escpos.rs"]
mod escpos;
#[path = "oracles/pages.rs"]
mod pages;
#[path = "oracles/python.rs"]
mod python;
#[path = "oracles/zxing.rs"]
mod zxing;
