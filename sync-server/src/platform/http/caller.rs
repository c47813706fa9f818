use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Once;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::Forwarded;
use crate::app::App;

/// Where each proxy notes who called it, at the end of the list.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Where a request comes from, as coarse as addresses are given out: an IPv4 address, or an IPv6 network of 64 bits, which
/// is one customer of a provider. `None` when the server was called without a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Caller(Option<IpAddr>);

impl Caller {
    /// The network of an address.
    pub fn new(address: Option<IpAddr>) -> Self {
        Self(address.map(|address| match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }))
    }

    /// A name under which something of this caller can be kept.
    pub fn name(self) -> String {
        self.0
            .map_or_else(|| "nowhere".to_owned(), |address| address.to_string())
    }

    /// Believes exactly as many entries of the header as there are proxies of our own: what stands before them was written
    /// by the caller.
    fn behind(proxies: usize, peer: Option<IpAddr>, headers: &HeaderMap) -> Self {
        let forwarded = Forwarded::read(headers, FORWARDED_FOR);
        let named = forwarded.outermost(proxies).and_then(address);
        Self::new(named.or(peer))
    }
}

/// Reads an address with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse()
        .ok()
        .or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

/// Says once in the life of the process that a proxy seems to stand before it of which it was not told.
fn tell_of_a_proxy() {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        tracing::warn!(
            "a request came with X-Forwarded-For and the server was told of no proxy: if a reverse proxy of yours stands before it, \
             everybody shares the limits of one address; start the server with --proxies 1, or as many as they are"
        );
    });
}

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(address)| address.ip());
        let proxies = app.doors.proxies;
        if proxies == 0 && parts.headers.contains_key(FORWARDED_FOR) {
            tell_of_a_proxy();
        }
        Ok(Self::behind(proxies, peer, &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::Caller;

    fn caller(proxies: usize, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        Caller::behind(proxies, "10.0.0.1".parse().ok(), &headers).name()
    }

    #[test]
    fn only_what_our_own_proxies_wrote_is_believed() {
        assert_eq!(caller(0, &["1.2.3.4"]), "10.0.0.1");
        assert_eq!(caller(1, &["6.6.6.6, 1.2.3.4"]), "1.2.3.4");
        assert_eq!(caller(2, &["6.6.6.6, 1.2.3.4", "10.0.0.9"]), "1.2.3.4");
        assert_eq!(caller(1, &[]), "10.0.0.1", "the proxy itself called");
        assert_eq!(caller(1, &["rubbish"]), "10.0.0.1");
        assert_eq!(caller(1, &["1.2.3.4:5678"]), "1.2.3.4");
    }

    #[test]
    fn the_addresses_of_one_customer_are_one_caller() {
        assert_eq!(caller(1, &["2001:db8:1:2:3:4:5:6"]), "2001:db8:1:2::");
        assert_eq!(caller(1, &["[2001:db8:1:2::9]:443"]), "2001:db8:1:2::");
        assert_eq!(caller(1, &["::ffff:1.2.3.4"]), "1.2.3.4");
    }
}
