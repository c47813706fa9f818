//! The search for scales on the network: one question to everybody, and who answers.
//!
//! Massa-K scales answer a broadcast to UDP port 5001, `F8 55 CE 01 00 00 00 00`, with a frame of protocol 100 whose body
//! is 01h, two fixed bytes, three of the version, five of the serial number (little-endian), and more that is not needed.
//! Source: Massa-K protocol 100, CMD_UDP_POLL and CMD_UDP_RES_ID.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use super::protocol::ScaleProtocol;
use super::protocols::massa_k_100;
use super::said::{Said, Step};
use crate::transport::{TransportError, is_silence};

/// Everybody on the local network.
pub const EVERYBODY: SocketAddr =
    SocketAddr::new(IpAddr::V4(Ipv4Addr::BROADCAST), massa_k_100::PORT);

/// How often the question is repeated: datagrams get lost.
const REPEAT: Duration = Duration::from_millis(400);

/// How long one wait for an answer is at most.
const TURN: Duration = Duration::from_millis(50);

/// The most scales that are listed; a shop has a few, and who answers more often than that is no scale.
const MOST: usize = 256;

/// The longest datagram that is read; answers have 34 bytes.
const LONGEST: usize = 512;

/// A scale that answered the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundScale {
    /// Where it takes connections.
    pub address: SocketAddr,
    /// What it speaks there.
    pub protocol: ScaleProtocol,
    /// Its serial number, when it names one.
    pub serial: Option<u64>,
}

/// The datagram that asks everybody.
#[must_use]
pub fn question() -> Vec<u8> {
    massa_k_100::frame(&[0x00])
}

/// Reads a datagram that came from an address; nothing when it is no answer to the question. A scale answers from the port
/// on which it takes connections.
#[must_use]
pub fn read_answer(datagram: &[u8], from: SocketAddr) -> Option<FoundScale> {
    match massa_k_100::step(datagram) {
        Step::Frame { length, said } if said == Said::Probe && length == datagram.len() => {}
        _ => return None,
    }
    Some(FoundScale {
        address: from,
        protocol: ScaleProtocol::MassaK100,
        serial: serial(datagram),
    })
}

/// The serial number, from answers of the one length that is known.
fn serial(datagram: &[u8]) -> Option<u64> {
    const WHOLE: usize = 34;
    const AT: std::ops::Range<usize> = 11..16;
    let digits = datagram.get(AT).filter(|_| datagram.len() == WHOLE)?;
    let number = digits
        .iter()
        .rev()
        .fold(0, |number, byte| number << 8 | u64::from(*byte));
    Some(number).filter(|number| *number > 0)
}

/// Asks everybody at the addresses (usually [`EVERYBODY`]) and collects the answers for so long. Each scale is listed
/// once, in the order of addresses.
///
/// # Errors
/// There is no network: no socket can be had, or the question goes out to nobody.
pub fn search(
    addresses: &[SocketAddr],
    limit: Duration,
) -> Result<Vec<FoundScale>, TransportError> {
    let failed = |source| TransportError::from_write("udp", source, 0);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).map_err(failed)?;
    let prepared = socket
        .set_broadcast(true)
        .and_then(|()| socket.set_read_timeout(Some(TURN)));
    prepared.map_err(failed)?;
    let begun = Instant::now();
    let mut asked_at: Option<Instant> = None;
    let mut found = BTreeMap::new();
    let mut bytes = [0; LONGEST];
    while begun.elapsed() < limit {
        if asked_at.is_none_or(|at| at.elapsed() >= REPEAT) {
            ask(&socket, addresses)?;
            asked_at = Some(Instant::now());
        }
        match socket.recv_from(&mut bytes) {
            Ok((count, from)) => {
                let datagram = bytes.get(..count).unwrap_or_default();
                if let Some(scale) = read_answer(datagram, from)
                    && found.len() < MOST
                {
                    found.insert(scale.address, scale);
                }
            }
            // Nothing came in this turn, or a machine among those asked says that nobody listens there.
            Err(error)
                if is_silence(error.kind())
                    || matches!(
                        error.kind(),
                        ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
                    ) => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(found.into_values().collect())
}

/// Sends the question; one address that cannot be reached is no harm.
fn ask(socket: &UdpSocket, addresses: &[SocketAddr]) -> Result<(), TransportError> {
    let mut failure = None;
    let mut sent = false;
    for address in addresses {
        match socket.send_to(&question(), address) {
            Ok(_) => sent = true,
            Err(error) => {
                failure = Some(TransportError::from_write(&address.to_string(), error, 0));
            }
        }
    }
    match failure {
        Some(failure) if !sent => Err(failure),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
