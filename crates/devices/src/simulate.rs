//! The devices' side of each conversation, so that tests and the demo need no hardware.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

pub mod display;
mod fault;
pub mod fiscal;
#[cfg(unix)]
pub mod line;
mod playing;
pub mod plu;
pub mod printer;
pub mod scale;
pub mod scanner;
pub mod terminal;

pub use self::fault::UnknownFault;

/// An address that listens everywhere is reached at home.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(four) if four.ip().is_unspecified() => {
            (Ipv4Addr::LOCALHOST, four.port()).into()
        }
        SocketAddr::V6(six) if six.ip().is_unspecified() => {
            (Ipv6Addr::LOCALHOST, six.port()).into()
        }
        other => other,
    }
}
