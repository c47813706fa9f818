//! The scale's side of a protocol.

use super::pan::Pan;
use crate::scale::protocol::ScaleProtocol;

/// The scale's side of a protocol: what it answers, and what it says by itself.
pub trait DeviceSide: Send {
    /// Takes bytes that came, in pieces of any size, and gives the answers that they bring about, in order.
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>>;

    /// What it says by itself at every turn ([`super::STREAM_TURN`]); most say nothing.
    fn stream(&mut self, _pan: &mut Pan) -> Option<Vec<u8>> {
        None
    }

    /// What it says when it refuses; nothing when the protocol has no word for that.
    fn refusal(&self) -> Option<Vec<u8>>;

    /// Makes the checksum of a frame wrong; in a protocol without one, makes a byte of the frame one that it cannot hold: a
    /// letter among the digits.
    fn spoil(&self, frame: &mut Vec<u8>) {
        if let Some(byte) = frame.iter_mut().rev().find(|byte| byte.is_ascii_digit()) {
            *byte = b'x';
        }
    }
}

macro_rules! devices {
    ($($variant:ident => $module:ident,)+) => {
        /// Makes the scale's side of a protocol.
        #[must_use]
        pub fn of(protocol: ScaleProtocol) -> Box<dyn DeviceSide> {
            match protocol {
                $(ScaleProtocol::$variant => Box::new(super::$module::device()),)+
            }
        }
    };
}

devices! {
    Adam => adam,
    AxisRadwagSi => axis_radwag_si,
    Cas22ByteStream => cas_22byte_stream,
    CasEnqDc1 => cas_enq_dc1,
    CasLp => cas_lp,
    Dialog06 => dialog06,
    Dibal98 => dibal_98,
    Digi => digi,
    GenericAsciiStream => generic_ascii_stream,
    MagellanSingleCable => magellan_single_cable,
    MassaK100 => massa_k_100,
    MassaKProtocol2J => massa_k_protocol2_j,
    MercuryUnpackedBcd => mercury_unpacked_bcd,
    Mettler8217 => mettler_8217,
    MtSics => mt_sics,
    NciEcr => nci_ecr,
    Ohaus => ohaus,
    ShtrihPos2 => shtrih_pos2,
    SmaScp0499 => sma_scp0499,
    ToledoPrix => toledo_prix,
    UsbHidPosScale => usb_hid_pos_scale,
}

/// Keeps bytes until a whole request is there.
#[derive(Debug, Default)]
pub(super) struct Requests {
    pending: Vec<u8>,
}

/// The most bytes of a request that are kept.
const LONGEST_REQUEST: usize = 256;

impl Requests {
    /// Takes bytes and gives the lines that were ended by `end`, without it.
    pub(super) fn lines(&mut self, bytes: &[u8], end: u8) -> Vec<Vec<u8>> {
        let mut lines = Vec::new();
        for byte in bytes {
            if *byte == end {
                lines.push(std::mem::take(&mut self.pending));
            } else if self.pending.len() < LONGEST_REQUEST {
                self.pending.push(*byte);
            }
        }
        lines
    }

    /// Takes bytes and calls `take` with all that is there, until it takes nothing any more: it answers how many bytes of the
    /// front it took, zero when they are only the beginning of a request.
    pub(super) fn take(&mut self, bytes: &[u8], mut take: impl FnMut(&[u8]) -> usize) {
        self.pending.extend_from_slice(bytes);
        while !self.pending.is_empty() {
            let taken = take(&self.pending).min(self.pending.len());
            if taken == 0 {
                break;
            }
            self.pending.drain(..taken);
        }
        let over = self.pending.len().saturating_sub(LONGEST_REQUEST);
        self.pending.drain(..over);
    }
}
