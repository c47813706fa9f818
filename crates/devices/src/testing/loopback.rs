//! A till that talks to a simulated scale over TCP.

use std::time::{Duration, Instant};

use bezmen_domain::quantity::Quantity;

use crate::scale::codec::ScaleCodec;
use crate::scale::poller::{Poller, Snapshot};
use crate::scale::protocol::{ScaleCommand, ScaleOptions, ScaleProtocol};
use crate::scale::reading::Observation;
use crate::scale::said::Label;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::{ScaleFault, SimulatedScale};

/// How long a test waits for what must come; it never waits that long when all is well.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long one wait for a change is at most.
const TURN: Duration = Duration::from_millis(100);

/// A simulated scale and the poller that talks to it.
pub(crate) struct Loopback {
    pub scale: SimulatedScale,
    pub poller: Poller,
}

impl Loopback {
    pub fn new(protocol: ScaleProtocol) -> Self {
        Self::with(protocol, ScaleOptions::default())
    }

    pub fn with(protocol: ScaleProtocol, options: ScaleOptions) -> Self {
        let scale = SimulatedScale::on_tcp(protocol, "127.0.0.1:0").unwrap();
        let codec = ScaleCodec::new(protocol, options);
        let poller = Poller::start(scale.endpoint().parse().unwrap(), codec).unwrap();
        Self { scale, poller }
    }

    /// Waits for what is expected, and shows what there was instead when it does not come.
    pub fn until(&self, expected: impl Fn(&Snapshot) -> bool) -> Snapshot {
        let deadline = Instant::now() + PATIENCE;
        let mut snapshot = self.poller.snapshot();
        while !expected(&snapshot) {
            assert!(Instant::now() < deadline, "{snapshot:?}");
            snapshot = self.poller.wait_change(snapshot.version, TURN);
        }
        snapshot
    }

    /// Waits until so many grams may be sold.
    pub fn sells(&self, grams: i64) {
        self.until(|snapshot| snapshot.sellable() == Ok(Quantity::from_thousandths(grams)));
    }

    /// Waits until nothing may be sold for the given reason.
    pub fn says(&self, reason: NotSellable) {
        self.until(|snapshot| snapshot.sellable() == Err(reason));
    }

    /// Gives a command and waits until the scale has done it.
    pub fn tell(&self, command: ScaleCommand) {
        self.poller.command(command);
        self.until(|snapshot| snapshot.last_answer == Some(Observation::Done));
    }

    /// The next barcode.
    pub fn label(&self) -> Label {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.poller.snapshot().version;
        loop {
            if let Some(label) = self.poller.take_labels().pop() {
                return label;
            }
            assert!(Instant::now() < deadline, "no barcode came");
            seen = self.poller.wait_change(seen, TURN).version;
        }
    }

    /// Puts goods on that are sold.
    pub fn weighs(&self, grams: i64) {
        self.scale.put(grams, true);
        self.sells(grams);
    }

    /// Puts goods on that are sold when they rest, and not before.
    pub fn moves(&self, grams: i64) {
        self.scale.set_noise(5);
        self.scale.put(grams, false);
        self.says(NotSellable::Unstable);
        self.weighs(grams);
    }

    /// Puts too much on, and waits for what the till says to it.
    pub fn is_overloaded(&self, reason: NotSellable) {
        self.scale.put(16_000, true);
        self.says(reason);
    }

    /// Lifts the pan.
    pub fn is_lifted(&self) {
        self.scale.put(-100, true);
        self.says(NotSellable::Negative);
    }

    /// Puts goods on and off, and looks that the till sells what rests and nothing else.
    pub fn goods_are_weighed(&self) {
        self.says(NotSellable::Empty);
        self.moves(512);
        self.is_overloaded(NotSellable::Overload);
        self.is_lifted();
        self.weighs(1_234);
    }

    /// Takes the goods that lie on it as the wrapping.
    pub fn tare(&self, grams: i64) {
        self.weighs(grams);
        self.tell(ScaleCommand::Tare);
        self.says(NotSellable::Empty);
        self.scale.put(grams + 100, true);
        self.sells(100);
    }

    /// Takes a little that lies on it as nothing, whereby the tare goes.
    pub fn zero(&self, grams: i64) {
        let before = self.poller.snapshot().sellable();
        self.scale.put(grams, true);
        self.until(|snapshot| snapshot.sellable() != before);
        self.tell(ScaleCommand::Zero);
        self.says(NotSellable::Empty);
        self.scale.put(grams + 500, true);
        self.sells(500);
    }

    /// Puts goods on and off, and takes them as the wrapping and as nothing.
    pub fn goods_are_weighed_tared_and_zeroed(&self) {
        self.says(NotSellable::Empty);
        self.moves(512);
        self.tare(512);
        self.zero(20);
        self.is_lifted();
    }

    /// Names a wrapping by its weight, and forgets it.
    pub fn set_tare(&self, grams: u32, net: i64) {
        self.tell(ScaleCommand::SetTare(grams));
        self.sells(net);
        self.tell(ScaleCommand::ClearTare);
        self.sells(net + i64::from(grams));
    }

    /// Weighs goods although something is wrong.
    pub fn weighs_despite(&self, fault: ScaleFault) {
        self.scale.set_fault(fault);
        self.weighs(345);
    }
}
