//! A customer display that keeps what it shows: on TCP, or on a serial line (a pseudo-terminal).

mod fault;
mod glass;
mod reader;
mod serve;

use std::io;
use std::net::{TcpListener, ToSocketAddrs};
#[cfg(unix)]
use std::path::PathBuf;
use std::time::Duration;

pub use self::fault::DisplayFault;
pub use self::reader::DisplayReader;
use super::playing::{Kept, Playing};
use crate::display::DisplayProfile;

/// A running simulated display. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedDisplay {
    playing: Playing<State>,
}

/// What its thread is called.
const NAME: &str = "simulated-display";

#[derive(Debug)]
struct State {
    profile: DisplayProfile,
    reader: DisplayReader,
    fault: DisplayFault,
    /// How often it was unplugged: a connection of another time has ended.
    times_unplugged: u64,
}

impl State {
    fn new(profile: &DisplayProfile) -> Self {
        Self {
            profile: profile.clone(),
            reader: DisplayReader::new(profile),
            fault: DisplayFault::None,
            times_unplugged: 0,
        }
    }
}

impl Kept for State {
    fn is_unplugged(&self) -> bool {
        self.fault == DisplayFault::Unplugged
    }
}

impl SimulatedDisplay {
    /// Starts an empty display at a TCP address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn on_tcp(profile: &DisplayProfile, address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let playing = Playing::in_turn(NAME, State::new(profile), listener, serve::listen)?;
        Ok(Self { playing })
    }

    /// Starts an empty display on a serial line that is found at `link`, a symbolic link that is made and, when the display
    /// is plugged in again, made anew.
    ///
    /// # Errors
    /// The system has no pseudo-terminals, or the link cannot be made.
    #[cfg(unix)]
    pub fn on_line(profile: &DisplayProfile, link: PathBuf) -> io::Result<Self> {
        let playing = Playing::on_line(NAME, State::new(profile), link, |line, shared| {
            serve::listen(line, shared);
        })?;
        Ok(Self { playing })
    }

    /// Where it is reached: `tcp:127.0.0.1:9200` or `serial:/path`, as settings take it.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.playing.endpoint()
    }

    /// The two lines as they are now.
    #[must_use]
    pub fn lines(&self) -> [String; 2] {
        self.playing.lock().reader.lines()
    }

    /// How bright it shines, from 1 to 4.
    #[must_use]
    pub fn brightness(&self) -> u8 {
        self.playing.lock().reader.brightness()
    }

    /// Waits until it shows these lines, and gives those it shows then.
    #[must_use]
    pub fn wait_for(&self, lines: &[String; 2], limit: Duration) -> [String; 2] {
        let state = self
            .playing
            .wait(limit, |state| state.reader.lines() == *lines);
        state.reader.lines()
    }

    /// Breaks or repairs the display. Unplugged, it loses what it showed.
    pub fn set_fault(&self, fault: DisplayFault) {
        self.playing.change(|state| {
            state.fault = fault;
            if fault == DisplayFault::Unplugged {
                state.reader = DisplayReader::new(&state.profile);
                state.times_unplugged += 1;
            }
        });
    }

    /// Blocks until the display stops, which it does not by itself.
    pub fn run(self) {
        self.playing.run();
    }
}
