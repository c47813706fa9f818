//! What lies on the simulated scale, and what is wrong with it.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is wrong with the scale, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScaleFault {
    /// Nothing.
    #[default]
    None,
    /// It does not answer.
    Silent,
    /// It sends the first half of each answer.
    Partial,
    /// It sends rubbish before each answer, on the line before it.
    GarbageFirst,
    /// It sends rubbish only.
    Garbage,
    /// It sends each answer twice at once.
    Glued,
    /// It sends its answers byte by byte.
    Dribbles,
    /// It repeats what it is asked before it answers.
    Echoes,
    /// It speaks another protocol.
    OtherProtocol,
    /// It is busy and gives no weight.
    Busy,
    /// It closes every connection.
    Disconnects,
}

/// How an answer goes out.
pub(super) enum Answer {
    Nothing,
    AtOnce(Vec<u8>),
    ByteByByte(Vec<u8>),
}

#[derive(Debug)]
pub(super) struct Load {
    pub(super) grams: i64,
    pub(super) stable: bool,
    /// Grams on the pan that count as nothing.
    pub(super) zero: i64,
    pub(super) tare: i64,
    noise: i64,
    seed: u64,
    fault: ScaleFault,
    stopped: bool,
}

#[derive(Debug)]
pub(super) struct Shared {
    load: Mutex<Load>,
}

impl Load {
    /// A weight near the true one while it moves; which one follows from the number of askings alone.
    pub(super) fn shown(&mut self) -> i64 {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let spread = u64::try_from(self.noise * 2 + 1).unwrap_or(1);
        let noise = if self.stable {
            0
        } else {
            i64::try_from((self.seed >> 33) % spread).unwrap_or(0) - self.noise
        };
        self.grams + noise - self.zero - self.tare
    }
}

impl Shared {
    pub(super) fn new() -> Self {
        let load = Load {
            grams: 0,
            stable: true,
            zero: 0,
            tare: 0,
            noise: 0,
            seed: 1,
            fault: ScaleFault::None,
            stopped: false,
        };
        Self {
            load: Mutex::new(load),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Load> {
        self.load.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn put(&self, grams: i64, stable: bool) {
        let mut load = self.lock();
        load.grams = grams;
        load.stable = stable;
    }

    pub(super) fn set_noise(&self, grams: i64) {
        self.lock().noise = grams.clamp(0, 1_000);
    }

    pub(super) fn set_fault(&self, fault: ScaleFault) {
        self.lock().fault = fault;
    }

    pub(super) fn fault(&self) -> ScaleFault {
        self.lock().fault
    }

    pub(super) fn stop(&self) {
        self.lock().stopped = true;
    }

    pub(super) fn stopped(&self) -> bool {
        self.lock().stopped
    }

    /// Makes of an answer what the fault makes of it.
    pub(super) fn distort(&self, answer: &[u8]) -> Answer {
        match self.fault() {
            ScaleFault::None | ScaleFault::Busy => Answer::AtOnce(answer.to_vec()),
            ScaleFault::Silent | ScaleFault::Disconnects => Answer::Nothing,
            ScaleFault::Partial => Answer::AtOnce(answer[..answer.len() / 2].to_vec()),
            ScaleFault::GarbageFirst => {
                Answer::AtOnce([b"\xfe\x00.4 kg\r\n".as_slice(), answer].concat())
            }
            ScaleFault::Garbage => Answer::AtOnce(b"\xff\x81\x07?!\r\n".to_vec()),
            ScaleFault::Glued => Answer::AtOnce([answer, answer].concat()),
            ScaleFault::Dribbles => Answer::ByteByByte(answer.to_vec()),
            ScaleFault::Echoes => Answer::AtOnce([b"SI\r\n".as_slice(), answer].concat()),
            ScaleFault::OtherProtocol => Answer::AtOnce(b"ST,GS,+  1.234kg\r\n".to_vec()),
        }
    }
}
