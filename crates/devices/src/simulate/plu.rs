//! A scale that prints labels and keeps the products it is told: on TCP, or on a serial line (a pseudo-terminal).

mod device;
mod fault;
mod serve;

use std::collections::BTreeMap;
use std::io;
use std::net::{TcpListener, ToSocketAddrs};
#[cfg(unix)]
use std::path::PathBuf;

use serde::Serialize;

pub use self::fault::PluFault;
use super::playing::{Kept, Playing};
use crate::plu::NetworkScale;

/// A product as the scale keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredPlu {
    /// Its number.
    pub plu: u32,
    /// Its name, line by line.
    pub name: Vec<String>,
    /// Its price in minor units.
    pub price_minor: i64,
    /// The number in its barcode, with the prefix where the scale keeps that.
    pub code: u64,
    /// The usual wrapping in grams.
    pub tare_grams: u32,
    /// How many days it keeps, where the scale keeps that.
    pub shelf_days: Option<u16>,
}

/// A running simulated label scale. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedLabelScale {
    playing: Playing<State>,
}

/// What its thread is called.
const NAME: &str = "simulated-label-scale";

#[derive(Debug, Default)]
struct State {
    list: BTreeMap<u32, StoredPlu>,
    fault: PluFault,
    /// Rows since the fault was set.
    rows: usize,
    /// An answer that nobody has thanked for, which outlives a line.
    kept_answer: Option<Vec<u8>>,
    times_unplugged: u64,
}

impl Kept for State {
    fn is_unplugged(&self) -> bool {
        self.fault == PluFault::Unplugged
    }
}

impl SimulatedLabelScale {
    /// Starts an empty scale at a TCP address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn on_tcp(scale: NetworkScale, address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let playing = Playing::in_turn(NAME, State::default(), listener, move |stream, shared| {
            serve::converse(stream, scale, shared);
        })?;
        Ok(Self { playing })
    }

    /// Starts an empty scale on a serial line that is found at `link`, a symbolic link that is made and, when the scale is
    /// plugged in again, made anew.
    ///
    /// # Errors
    /// The system has no pseudo-terminals, or the link cannot be made.
    #[cfg(unix)]
    pub fn on_line(scale: NetworkScale, link: PathBuf) -> io::Result<Self> {
        let playing = Playing::on_line(NAME, State::default(), link, move |line, shared| {
            serve::converse(line, scale, shared);
        })?;
        Ok(Self { playing })
    }

    /// Where it is reached, as settings take it.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.playing.endpoint()
    }

    /// The products it has, by number.
    #[must_use]
    pub fn list(&self) -> Vec<StoredPlu> {
        self.playing.lock().list.values().cloned().collect()
    }

    /// Breaks or repairs the scale.
    pub fn set_fault(&self, fault: PluFault) {
        self.playing.change(|state| {
            state.fault = fault;
            state.rows = 0;
            state.times_unplugged += u64::from(fault == PluFault::Unplugged);
        });
    }

    /// Blocks until the scale stops, which it does not by itself.
    pub fn run(self) {
        self.playing.run();
    }
}
