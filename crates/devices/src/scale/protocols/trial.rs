//! What the tests of the protocols share: a codec and a simulated scale without a line between them, and with one.

use std::time::{Duration, Instant};

use bezmen_domain::quantity::Quantity;

use crate::scale::codec::ScaleCodec;
use crate::scale::poller::{Poller, Snapshot};
use crate::scale::protocol::{ScaleCommand, ScaleOptions, ScaleProtocol};
use crate::scale::reading::{Observation, Reading};
use crate::scale::said::{Heard, Label, Said};
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::SimulatedScale;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::pan::Pan;

/// A till and a scale that hear each other at once, in a time of their own.
pub(super) struct Trial {
    codec: ScaleCodec,
    device: Box<dyn DeviceSide>,
    pub(super) pan: Pan,
    /// What the till sent.
    pub(super) asked: Vec<Vec<u8>>,
    at: Duration,
}

impl Trial {
    pub(super) fn new(
        kind: ScaleProtocol,
        options: ScaleOptions,
        device: impl DeviceSide + 'static,
    ) -> Self {
        Self {
            codec: ScaleCodec::new(kind, options),
            device: Box::new(device),
            pan: Pan::default(),
            asked: Vec::new(),
            at: Duration::ZERO,
        }
    }

    /// Lets them talk for so long; says what the till observed.
    pub(super) fn run(&mut self, time: Duration) -> Vec<Observation> {
        let end = self.at + time;
        let mut heard: Vec<Heard> = Vec::new();
        let mut streamed = self.at;
        while self.at < end {
            let mut answers = Vec::new();
            while let Some(sent) = self.codec.to_send(self.at) {
                answers.extend(self.device.receive(&sent, &mut self.pan));
                self.asked.push(sent);
            }
            if self.at >= streamed + Duration::from_millis(100) {
                streamed = self.at;
                answers.extend(self.device.stream(&mut self.pan));
            }
            self.codec.receive(&answers.concat(), self.at, &mut heard);
            self.at += Duration::from_millis(10);
        }
        heard
            .iter()
            .filter_map(|piece| piece.said.as_ref().ok())
            .filter_map(Said::observation)
            .collect()
    }

    pub(super) fn command(&mut self, command: ScaleCommand) -> bool {
        self.codec.command(command)
    }

    /// The last weight of the next two seconds.
    pub(super) fn run_until_weight(&mut self) -> Reading {
        let said = self.run(Duration::from_secs(2));
        let weight = said.iter().rev().find_map(|one| match one {
            Observation::Weight(reading) => Some(*reading),
            Observation::Status(_) | Observation::Done | Observation::Refused(_) => None,
        });
        weight.unwrap_or_else(|| panic!("no weight among {said:?}"))
    }
}

/// The frames with noise before each and behind the last.
pub(super) fn with_noise(frames: &[Vec<u8>], noise: &[u8]) -> Vec<u8> {
    let mut stream = noise.to_vec();
    for frame in frames {
        stream.extend_from_slice(frame);
        stream.extend_from_slice(noise);
    }
    stream
}

/// The weights in a stream that comes cut into pieces of these sizes, over and over.
pub(super) fn weights_of(kind: ScaleProtocol, stream: &[u8], cuts: &[usize]) -> Vec<Reading> {
    let mut codec = ScaleCodec::new(kind, ScaleOptions::default());
    let mut heard = Vec::new();
    let mut rest = stream;
    for cut in cuts.iter().cycle() {
        let (now, later) = rest.split_at((*cut).clamp(1, rest.len().max(1)).min(rest.len()));
        codec.receive(now, Duration::ZERO, &mut heard);
        rest = later;
        if rest.is_empty() {
            break;
        }
    }
    codec.finish(Duration::ZERO, &mut heard);
    let frames = heard.iter().filter(|piece| piece.length > 0);
    let said = frames.filter_map(|piece| piece.said.as_ref().ok());
    said.filter_map(|said| match said.observation() {
        Some(Observation::Weight(reading)) => Some(reading),
        Some(Observation::Status(_) | Observation::Done | Observation::Refused(_)) | None => None,
    })
    .collect()
}

/// A till that talks to a simulated scale over TCP.
pub(super) struct Loopback {
    pub(super) scale: SimulatedScale,
    pub(super) poller: Poller,
}

impl Loopback {
    pub(super) fn new(kind: ScaleProtocol) -> Self {
        Self::set(kind, ScaleOptions::default())
    }

    pub(super) fn set(kind: ScaleProtocol, options: ScaleOptions) -> Self {
        let scale = SimulatedScale::on_tcp(kind, "127.0.0.1:0").unwrap();
        let codec = ScaleCodec::new(kind, options);
        let poller = Poller::start(scale.endpoint().parse().unwrap(), codec).unwrap();
        Self { scale, poller }
    }

    /// Waits for what is expected, and shows what there was instead when it does not come.
    pub(super) fn until(&self, expected: impl Fn(&Snapshot) -> bool) -> Snapshot {
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

    pub(super) fn sells(&self, grams: i64) {
        self.until(|snapshot| snapshot.sellable() == Ok(Quantity::from_thousandths(grams)));
    }

    pub(super) fn says(&self, reason: NotSellable) {
        self.until(|snapshot| snapshot.sellable() == Err(reason));
    }

    /// The next barcode.
    pub(super) fn label(&self) -> Label {
        let deadline = Instant::now() + Duration::from_secs(10);
        let mut seen = self.poller.snapshot().version;
        loop {
            if let Some(label) = self.poller.take_labels().pop() {
                return label;
            }
            assert!(Instant::now() < deadline, "no barcode came");
            seen = self
                .poller
                .wait_change(seen, Duration::from_millis(100))
                .version;
        }
    }

    pub(super) fn weighs(&self, grams: i64) {
        self.scale.put(grams, true);
        self.sells(grams);
    }

    pub(super) fn moves(&self, grams: i64) {
        self.scale.set_noise(5);
        self.scale.put(grams, false);
        self.says(NotSellable::Unstable);
        self.scale.put(grams, true);
        self.sells(grams);
    }

    pub(super) fn is_overloaded(&self) {
        self.scale.put(16_000, true);
        self.says(NotSellable::Overload);
    }

    /// Takes the goods that lie on it as the wrapping, and then lets the tare go with the zero.
    pub(super) fn tare(&self, grams: i64) {
        self.weighs(grams);
        self.poller.command(ScaleCommand::Tare);
        self.until(|snapshot| snapshot.last_answer == Some(Observation::Done));
        self.says(NotSellable::Empty);
        self.scale.put(grams + 100, true);
        self.sells(100);
    }

    /// Takes a little that lies on it as nothing.
    pub(super) fn zero(&self, grams: i64) {
        self.scale.put(grams, true);
        self.until(|snapshot| snapshot.sellable() != Ok(Quantity::from_thousandths(100)));
        self.poller.command(ScaleCommand::Zero);
        self.until(|snapshot| snapshot.last_answer == Some(Observation::Done));
        self.says(NotSellable::Empty);
        self.scale.put(grams + 500, true);
        self.sells(500);
    }

    pub(super) fn set_tare(&self, grams: u32, net: i64) {
        self.poller.command(ScaleCommand::SetTare(grams));
        self.until(|snapshot| snapshot.last_answer == Some(Observation::Done));
        self.sells(net);
        self.poller.command(ScaleCommand::ClearTare);
        self.sells(net + i64::from(grams));
    }
}
