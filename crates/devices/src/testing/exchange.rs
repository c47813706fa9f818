//! A till and a simulated scale that talk: in step without a clock, or over a loopback connection.

use std::time::{Duration, Instant};

use bezmen_domain::quantity::Quantity;

use crate::scale::codec::ScaleCodec;
use crate::scale::poller::{Poller, Snapshot};
use crate::scale::protocol::{ScaleCommand, ScaleOptions, ScaleProtocol};
use crate::scale::reading::{Observation, Reading};
use crate::scale::said::{Heard, Said};
use crate::simulate::scale::SimulatedScale;
use crate::simulate::scale::device::{self, DeviceSide};
use crate::simulate::scale::pan::Pan;

/// How much time passes at each step.
const STEP: Duration = Duration::from_millis(20);

/// A codec and a scale's side that are stepped together.
pub(crate) struct Exchange {
    pub codec: ScaleCodec,
    pub device: Box<dyn DeviceSide>,
    pub pan: Pan,
    pub now: Duration,
    /// Every piece that was sent to the scale.
    pub sent: Vec<Vec<u8>>,
}

impl Exchange {
    pub fn new(protocol: ScaleProtocol) -> Self {
        Self::with(protocol, ScaleOptions::default(), device::of(protocol))
    }

    pub fn with(
        protocol: ScaleProtocol,
        options: ScaleOptions,
        device: Box<dyn DeviceSide>,
    ) -> Self {
        Self {
            codec: ScaleCodec::new(protocol, options),
            device,
            pan: Pan::default(),
            now: Duration::ZERO,
            sent: Vec::new(),
        }
    }

    /// Lets time pass and gives what was heard in it.
    pub fn run(&mut self, milliseconds: u64) -> Vec<Said> {
        let end = self.now + Duration::from_millis(milliseconds);
        let mut heard: Vec<Heard> = Vec::new();
        while self.now < end {
            self.now += STEP;
            self.codec.receive(&[], self.now, &mut heard);
            while let Some(request) = self.codec.to_send(self.now) {
                for answer in self.device.receive(&request, &mut self.pan) {
                    self.codec.receive(&answer, self.now, &mut heard);
                }
                self.sent.push(request);
            }
        }
        heard
            .into_iter()
            .filter_map(|piece| piece.said.ok())
            .collect()
    }

    /// Lets a second pass and gives what was observed last.
    pub fn settle(&mut self) -> Option<Observation> {
        self.run(1_000).iter().rev().find_map(Said::observation)
    }

    /// Lets a second pass after a command and gives its answer.
    pub fn tell(&mut self, command: ScaleCommand) -> Option<Observation> {
        assert!(self.codec.command(command), "{command:?}");
        let said = self.run(1_500);
        let mut answers = said.iter().rev().filter_map(Said::observation);
        answers.find(|answer| matches!(answer, Observation::Done | Observation::Refused(_)))
    }

    /// Lets a second pass and gives the weight that was read last.
    pub fn weight(&mut self) -> Option<Reading> {
        match self.settle()? {
            Observation::Weight(reading) => Some(reading),
            Observation::Status(_) | Observation::Done | Observation::Refused(_) => None,
        }
    }
}

/// A simulated scale on TCP and a poller that talks to it.
pub(crate) struct Loopback {
    pub scale: SimulatedScale,
    pub poller: Poller,
}

impl Loopback {
    pub fn start(protocol: ScaleProtocol, options: ScaleOptions) -> Self {
        let scale = SimulatedScale::on_tcp(protocol, "127.0.0.1:0").unwrap();
        let codec = ScaleCodec::new(protocol, options);
        let poller = Poller::start(scale.endpoint().parse().unwrap(), codec).unwrap();
        Self { scale, poller }
    }

    /// Waits for what is expected, and shows what there was instead when it does not come.
    pub fn until(&self, expected: impl Fn(&Snapshot) -> bool) -> Snapshot {
        let deadline = Instant::now() + Duration::from_secs(10);
        let mut snapshot = self.poller.snapshot();
        while !expected(&snapshot) {
            assert!(Instant::now() < deadline, "{snapshot:?}");
            snapshot = self
                .poller
                .wait_change(snapshot.version, Duration::from_millis(100));
        }
        snapshot
    }

    /// Waits until so many grams can be sold.
    pub fn until_sells(&self, grams: i64) -> Snapshot {
        self.until(|snapshot| snapshot.sellable() == Ok(Quantity::from_thousandths(grams)))
    }

    /// Gives a command and waits until the scale has done it.
    pub fn tell(&self, command: ScaleCommand) {
        self.poller.command(command);
        self.until(|snapshot| snapshot.last_answer == Some(Observation::Done));
    }
}

/// Reads bytes that are all there is, and gives the weights in them.
pub(crate) fn weights(
    protocol: ScaleProtocol,
    options: &ScaleOptions,
    pieces: &[&[u8]],
) -> Vec<Reading> {
    let mut codec = ScaleCodec::new(protocol, options.clone());
    let mut heard = Vec::new();
    for piece in pieces {
        codec.receive(piece, Duration::ZERO, &mut heard);
    }
    codec.finish(Duration::ZERO, &mut heard);
    let said = heard.iter().filter_map(|piece| piece.said.as_ref().ok());
    said.filter_map(|said| match said.observation() {
        Some(Observation::Weight(reading)) => Some(reading),
        _ => None,
    })
    .collect()
}

/// A pan with so much on it and so much of that subtracted.
pub(crate) fn pan(grams: i64, tare: i64, stable: bool) -> Pan {
    let mut pan = Pan::default();
    (pan.grams, pan.stable) = (grams, stable);
    assert!(pan.set_tare_of(tare), "{tare}");
    pan
}
