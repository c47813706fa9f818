//! A scale that answers the search by UDP; see [`crate::scale::discovery`].

use std::io;
use std::net::{SocketAddr, ToSocketAddrs, UdpSocket};

use super::massa_k_100;
use crate::scale::protocol::ScaleProtocol;
use crate::simulate::playing::{Playing, TURN};

/// The serial number of a simulated scale that has no other.
pub const SERIAL: u64 = 12_345_678;

/// The question of the search, in bytes.
const QUESTION: &[u8] = b"\xf8\x55\xce\x01\0\0\0\0";

/// A running answerer of the search. It stops when this is dropped.
#[derive(Debug)]
pub struct Searchable {
    address: SocketAddr,
    _playing: Playing<()>,
}

impl Searchable {
    /// Starts to answer at a UDP address with a serial number; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start(address: impl ToSocketAddrs, serial: u64) -> io::Result<Self> {
        let socket = UdpSocket::bind(address)?;
        socket.set_read_timeout(Some(TURN))?;
        let address = crate::simulate::reachable(socket.local_addr()?);
        let endpoint = format!("udp:{address}");
        let playing = Playing::start("simulated-scale-search", endpoint, (), move |shared| {
            while !shared.is_stopped() {
                answer(&socket, serial);
            }
        })?;
        Ok(Self {
            address,
            _playing: playing,
        })
    }

    /// Where it is asked.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Starts to answer the search beside a scale on TCP, if such scales do. One that cannot be found is a scale as well.
pub(super) fn beside(protocol: ScaleProtocol, address: SocketAddr) -> Option<Searchable> {
    if protocol != ScaleProtocol::MassaK100 {
        return None;
    }
    let started = Searchable::start(address, SERIAL);
    started
        .inspect_err(|error| {
            tracing::warn!(error = %error, "the simulated scale cannot be searched for");
        })
        .ok()
}

/// Waits a turn for a question and answers it. A network that fails is like a question that got lost.
fn answer(socket: &UdpSocket, serial: u64) {
    let mut bytes = [0; 64];
    if let Ok((count, from)) = socket.recv_from(&mut bytes)
        && bytes.get(..count) == Some(QUESTION)
    {
        let _ = socket.send_to(&massa_k_100::answer_to_search(serial), from);
    }
}
