//! What can be wrong with a simulated display.

use crate::simulate::fault::faults;

faults! {
    /// What is wrong with the display, until it is told otherwise.
    pub enum DisplayFault of "a display" {
        /// Nothing.
        #[default]
        None => "ok",
        /// It is unplugged: every connection ends, none is taken, and what it showed is gone.
        Unplugged => "unplug",
        /// It takes no more bytes.
        Stalls => "stall",
        /// It takes bytes and shows nothing of them, as a display that is switched off on a live line.
        Dark => "dark",
        /// It reads byte by byte, slowly.
        Slow => "slow",
    }
}
