//! The hash chain of a till's operation log.
//!
//! Each operation carries the hash of the one before it, so a log that was cloned, set back or damaged cannot be taken for
//! the one it came from. Do not modify: hashes made by tills in shops stand in ledgers for ever.
//!
//! The hash is BLAKE3 over these bytes, all numbers big-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 32 | hash of the operation before, zeros for the first of an epoch |
//! | 4 | length of the header that follows |
//! | 16 | terminal |
//! | 4 | epoch |
//! | 8 | seq |
//! | 16 | op id |
//! | 2 | length of the type that follows |
//! | n | type, UTF-8 |
//! | 2 | version of the body |
//! | 8 | hybrid logical clock, two's complement |
//! | 8 | the till's clock in milliseconds, two's complement |
//! | 8 | length of the body |
//! | n | body, UTF-8, byte for byte |

use bezmen_contract::wire::OpRecord;
use bezmen_domain::hlc::Hlc;
use bezmen_domain::id::{OpId, TerminalId};

/// A BLAKE3 hash.
pub type Hash = [u8; 32];

/// What stands for the hash before the first operation of an epoch.
pub const GENESIS: Hash = [0; 32];

/// Longest type of an operation; keeps the length in two bytes and the server's index small.
pub const MAX_KIND_BYTES: usize = 64;

/// Everything of an operation but its body, its place in the chain included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpHeader<'a> {
    /// Whose log.
    pub terminal_id: TerminalId,
    /// Which incarnation of the terminal.
    pub epoch: u32,
    /// Dense 1, 2, 3… within the epoch.
    pub seq: u64,
    /// Idempotency key for ever.
    pub op_id: OpId,
    /// Type, such as `sale`.
    pub kind: &'a str,
    /// Version of the body.
    pub v: u16,
    /// Hybrid logical clock.
    pub hlc: Hlc,
    /// The till's own clock.
    pub wall_ms: i64,
}

/// A run of operations does not hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the chain of operations is broken at number {seq}")]
pub struct BrokenChain {
    /// First operation that does not verify.
    pub seq: u64,
}

/// The text is not a hash: 64 hexadecimal digits are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 hexadecimal digits")]
pub struct ParseHashError;

/// Hashes one operation; the bytes are in the module's description.
pub fn op_hash(prev: &Hash, header: &OpHeader<'_>, body: &str) -> Hash {
    let kind = header.kind.as_bytes();
    let mut bytes = Vec::with_capacity(64 + kind.len());
    bytes.extend_from_slice(header.terminal_id.uuid().as_bytes());
    bytes.extend_from_slice(&header.epoch.to_be_bytes());
    bytes.extend_from_slice(&header.seq.to_be_bytes());
    bytes.extend_from_slice(header.op_id.uuid().as_bytes());
    // A longer type is never made (`MAX_KIND_BYTES`) and never accepted (`verify_run`).
    bytes.extend_from_slice(&u16::try_from(kind.len()).unwrap_or(u16::MAX).to_be_bytes());
    bytes.extend_from_slice(kind);
    bytes.extend_from_slice(&header.v.to_be_bytes());
    bytes.extend_from_slice(&header.hlc.raw().to_be_bytes());
    bytes.extend_from_slice(&header.wall_ms.to_be_bytes());

    let mut hasher = blake3::Hasher::new();
    hasher.update(prev);
    hasher.update(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    hasher.update(&bytes);
    hasher.update(&(body.len() as u64).to_be_bytes());
    hasher.update(body.as_bytes());
    *hasher.finalize().as_bytes()
}

/// Checks that a run is dense, that each hash covers its operation, and that each names the hash before it.
/// `prev` is the hash before the run; `None` leaves the first link open (its own `prev_hash` is believed).
/// Returns the hash of the last operation.
pub fn verify_run(
    terminal_id: TerminalId,
    epoch: u32,
    prev: Option<&Hash>,
    ops: &[OpRecord],
) -> Result<Hash, BrokenChain> {
    let mut prev = prev.copied();
    let first = ops.first().map_or(1, |op| op.seq);
    for (expected, op) in (first..).zip(ops) {
        let broken = BrokenChain { seq: op.seq };
        if op.seq != expected || op.seq == 0 || op.kind.is_empty() || op.kind.len() > MAX_KIND_BYTES
        {
            return Err(broken);
        }
        let named = parse_hash(&op.prev_hash).map_err(|_| broken)?;
        if prev.is_some_and(|prev| prev != named) || (op.seq == 1 && named != GENESIS) {
            return Err(broken);
        }
        let hash = record_hash(terminal_id, epoch, op, &named);
        if parse_hash(&op.hash).map_err(|_| broken)? != hash {
            return Err(broken);
        }
        prev = Some(hash);
    }
    Ok(prev.unwrap_or(GENESIS))
}

/// Hashes an operation as it stands on the wire, on top of `prev`.
pub fn record_hash(terminal_id: TerminalId, epoch: u32, op: &OpRecord, prev: &Hash) -> Hash {
    let header = OpHeader {
        terminal_id,
        epoch,
        seq: op.seq,
        op_id: op.op_id,
        kind: &op.kind,
        v: op.v,
        hlc: op.hlc,
        wall_ms: op.wall_ms,
    };
    op_hash(prev, &header, &op.body)
}

/// Writes a hash as 64 lower-case hexadecimal digits.
pub fn hash_text(hash: &Hash) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

/// Reads a hash from 64 hexadecimal digits.
pub fn parse_hash(text: &str) -> Result<Hash, ParseHashError> {
    blake3::Hash::from_hex(text)
        .map(|hash| *hash.as_bytes())
        .map_err(|_| ParseHashError)
}

#[cfg(test)]
mod tests;
