//! Both ends of the sync protocol as pure state machines.
//!
//! Nothing here performs I/O, reads a clock or rolls dice: the till's worker and the server's routes hand in what they have
//! read and carry out what they are told. So the same code runs in shops and in the tests that lose, repeat and reorder
//! every message.
//!
//! - [`chain`]: the hash chain of a till's operation log;
//! - [`checksum`]: hashes of feed rows and the checksum of a stream;
//! - [`push`]: what a till sends next, and what to do with each answer;
//! - [`ledger`]: what the server does with a pushed run;
//! - [`pull`]: how a till follows a stream;
//! - [`backoff`]: how long to wait after a failure.

pub mod backoff;
pub mod chain;
pub mod checksum;
pub mod ledger;
pub mod pull;
pub mod push;
