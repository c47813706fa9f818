//! Scales without a pan: each speaks one protocol, on TCP or on a serial line of its own, with a weight that is put on it by hand.

pub mod adam;
pub mod axis_radwag_si;
pub mod cas_22byte_stream;
pub mod cas_enq_dc1;
pub mod cas_lp;
pub mod device;
pub mod dialog06;
pub mod dibal_98;
pub mod digi;
mod fault;
pub mod generic_ascii_stream;
pub mod magellan_single_cable;
pub mod massa_k_100;
pub mod massa_k_protocol2_j;
pub mod mercury_unpacked_bcd;
pub mod mettler_8217;
pub mod mt_sics;
pub mod nci_ecr;
pub mod ohaus;
pub mod pan;
pub mod search;
mod serve;
pub mod shtrih_pos2;
pub mod sma_scp0499;
pub mod toledo_prix;
pub mod usb_hid_pos_scale;

use std::io;
use std::net::{TcpListener, ToSocketAddrs};
#[cfg(unix)]
use std::path::PathBuf;
use std::time::Duration;

pub use self::fault::ScaleFault;
#[cfg(test)]
pub(crate) use self::fault::Sent;
use self::pan::Pan;
use self::search::Searchable;
use super::playing::{Kept, Playing};
use crate::scale::protocol::ScaleProtocol;

/// How often a scale that speaks by itself does so.
pub const STREAM_TURN: Duration = Duration::from_millis(100);

/// A running simulated scale: 15 kg, in grams. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedScale {
    playing: Playing<State>,
    _search: Option<Searchable>,
}

/// What its threads are called.
const NAME: &str = "simulated-scale";

#[derive(Debug, Default)]
struct State {
    pan: Pan,
    fault: ScaleFault,
}

impl Kept for State {
    fn is_unplugged(&self) -> bool {
        self.fault == ScaleFault::Unplugged
    }
}

impl SimulatedScale {
    /// Starts an empty scale at a TCP address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn on_tcp(protocol: ScaleProtocol, address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let search = search::beside(protocol, listener.local_addr()?);
        let playing = Playing::at_once(NAME, State::default(), listener, move |stream, shared| {
            serve::converse(stream, protocol, shared);
        })?;
        Ok(Self {
            playing,
            _search: search,
        })
    }

    /// Starts an empty scale on a serial line (a pseudo-terminal) that is found at `link`, a symbolic link that is made and,
    /// when the scale is plugged in again, made anew.
    ///
    /// # Errors
    /// The system has no pseudo-terminals, or the link cannot be made.
    #[cfg(unix)]
    pub fn on_line(protocol: ScaleProtocol, link: PathBuf) -> io::Result<Self> {
        let playing = Playing::on_line(NAME, State::default(), link, move |line, shared| {
            serve::converse(line, protocol, shared);
        })?;
        Ok(Self {
            playing,
            _search: None,
        })
    }

    /// Where it is reached: `tcp:127.0.0.1:4305` or `serial:/path`, as settings take it.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.playing.endpoint()
    }

    /// Puts so many grams on the pan, at rest or moving.
    pub fn put(&self, grams: i64, stable: bool) {
        let mut state = self.playing.lock();
        (state.pan.grams, state.pan.stable) = (grams, stable);
    }

    /// Holds a barcode before a scale that has a scanner too, as its line brings it: the letters of the kind and the text.
    pub fn scan(&self, label: &str) {
        self.playing.lock().pan.scanned.push_back(label.to_owned());
    }

    /// Makes each moving weight differ by up to so many grams either way.
    pub fn set_noise(&self, grams: i64) {
        self.playing.lock().pan.set_noise(grams);
    }

    /// Breaks or repairs the scale.
    pub fn set_fault(&self, fault: ScaleFault) {
        self.playing.change(|state| {
            state.fault = fault;
            state.pan.busy = fault == ScaleFault::Busy;
        });
    }

    /// What lies on it, its tare and the price it was told.
    #[must_use]
    pub fn pan(&self) -> Pan {
        self.playing.lock().pan.clone()
    }

    /// Blocks until the scale stops, which it does not by itself.
    pub fn run(self) {
        self.playing.run();
    }
}
