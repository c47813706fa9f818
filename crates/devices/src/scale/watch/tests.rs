//! Every simulated scale with every fault, in a time that is counted and not waited for.

use super::*;
use crate::scale::protocol::{ScaleOptions, ScaleProtocol};
use crate::scale::reading::WeightUnit;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::ScaleFault;
use crate::simulate::scale::device::{self, DeviceSide};
use crate::simulate::scale::pan::Pan;
use crate::simulate::scale::{STREAM_TURN, Sent};

const TURN: Duration = Duration::from_millis(20);

/// How soon a scale must be used again once nothing is wrong any more.
const RECOVERY: Duration = Duration::from_secs(2);

/// A till and a scale on one line.
struct Line {
    watch: Watch,
    device: Box<dyn DeviceSide>,
    pan: Pan,
    fault: ScaleFault,
    at: Duration,
    streamed: Duration,
    /// Bytes on their way to the till, with the time at which they arrive.
    coming: Vec<(Duration, u8)>,
}

impl Line {
    fn new(protocol: ScaleProtocol) -> Self {
        // What a technician sets where the frames do not say it.
        let facts = protocol.facts();
        let options = ScaleOptions {
            unit: (!facts.names_unit).then_some(WeightUnit::Kilogram),
            decimals: (!facts.names_decimals).then_some(3),
            ..ScaleOptions::default()
        };
        let mut watch = Watch::new(ScaleCodec::new(protocol, options));
        watch.connected(Duration::ZERO);
        Self {
            watch,
            device: device::of(protocol),
            pan: Pan::default(),
            fault: ScaleFault::None,
            at: Duration::ZERO,
            streamed: Duration::ZERO,
            coming: Vec::new(),
        }
    }

    fn put(&mut self, grams: i64) {
        self.pan.grams = grams;
    }

    fn set_fault(&mut self, fault: ScaleFault) {
        let was_unplugged = self.fault == ScaleFault::Unplugged;
        self.fault = fault;
        self.pan.busy = fault == ScaleFault::Busy;
        if fault == ScaleFault::Unplugged {
            self.coming.clear();
            let address = "/dev/ttyS9".to_owned();
            self.watch
                .broken(&TransportError::Broken { address, sent: 0 });
        } else if was_unplugged {
            self.watch.connected(self.at);
        }
    }

    /// Lets so much time pass, or less when `until` holds earlier; says whether it does.
    fn run(&mut self, limit: Duration, until: impl Fn(&Self) -> bool) -> bool {
        let end = self.at + limit;
        while self.at < end {
            if until(self) {
                return true;
            }
            self.at += TURN;
            if self.fault != ScaleFault::Unplugged {
                self.turn();
            }
        }
        until(self)
    }

    fn turn(&mut self) {
        while let Some(asked) = self.watch.due(self.at) {
            let answers = self.device.receive(&asked, &mut self.pan);
            self.send(answers, &asked);
        }
        if self.at >= self.streamed + STREAM_TURN {
            self.streamed = self.at;
            let said = self.device.stream(&mut self.pan);
            self.send(said.into_iter().collect(), &[]);
        }
        let at = self.at;
        let (now, later) = self.coming.drain(..).partition(|(due, _)| *due <= at);
        self.coming = later;
        let now: Vec<u8> = Vec::into_iter(now)
            .map(|(_, byte): (Duration, u8)| byte)
            .collect();
        self.watch.received(&now, at);
    }

    fn send(&mut self, answers: Vec<Vec<u8>>, asked: &[u8]) {
        for answer in answers {
            match self.fault.distort(&answer, asked, self.device.as_ref()) {
                Sent::Nothing => {}
                Sent::AtOnce(bytes) => self
                    .coming
                    .extend(bytes.iter().map(|byte| (self.at, *byte))),
                Sent::ByteByByte(bytes) => {
                    let last = self.coming.last().map_or(self.at, |(due, _)| *due);
                    let mut due = last.max(self.at);
                    for byte in bytes {
                        due += Duration::from_millis(2);
                        self.coming.push((due, byte));
                    }
                }
            }
        }
    }

    fn sells(&self) -> Result<i64, NotSellable> {
        let (observation, seen_at) = self.watch.latest().ok_or(NotSellable::NoReading)?;
        let age = self.at.saturating_sub(seen_at);
        observation.sellable(age).map(|weight| weight.thousandths())
    }
}

/// How long until a scale that does not say it is known to rest.
const SETTLING: Duration = Duration::from_secs(2);

#[test]
fn every_scale_with_every_fault_says_the_truth_and_recovers_by_itself() {
    for protocol in ScaleProtocol::ALL {
        for fault in ScaleFault::all() {
            let name = format!("{protocol} with {}", fault.name());
            let mut line = Line::new(*protocol);
            line.put(512);
            assert!(
                line.run(RECOVERY + SETTLING, |line| line.sells() == Ok(512)),
                "{name}: {:?}",
                line.watch
            );
            line.set_fault(fault);
            // Another weight lies there while the fault lasts: whatever is sold must be this one.
            line.put(700);
            let patience = protocol.facts().answer + SILENCE + SETTLING;
            line.run(patience, |_| false);
            if let Ok(sold) = line.sells() {
                assert_eq!(sold, 700, "{name}");
            } else {
                assert!(!line.watch.link().words(Locale::Ru).is_empty());
                let reason = line.sells().unwrap_err();
                assert_ne!(
                    reason,
                    NotSellable::Stale,
                    "{name}: {:?}",
                    line.watch.link()
                );
            }
            line.set_fault(ScaleFault::None);
            line.put(345);
            assert!(
                line.run(RECOVERY, |line| line.sells() == Ok(345)),
                "{name} did not recover: {:?}",
                line.watch
            );
        }
    }
}

#[test]
fn what_lies_on_it_is_what_is_sold_on_every_scale() {
    for protocol in ScaleProtocol::ALL {
        let mut line = Line::new(*protocol);
        for grams in [5, 100, 999, 1_000, 12_345, 14_995] {
            line.put(grams);
            let sold = line.run(SETTLING, |line| line.sells() == Ok(grams));
            assert!(sold, "{protocol}: {grams} g, {:?}", line.watch.latest());
        }
        line.put(16_000);
        line.run(SETTLING, |line| line.sells() == Err(NotSellable::Overload));
        assert!(
            line.sells().is_err(),
            "{protocol} sells an overload: {:?}",
            line.watch.latest()
        );
        line.put(0);
        line.run(SETTLING, |line| line.sells() == Err(NotSellable::Empty));
        assert!(line.sells().is_err(), "{protocol} sells nothing");
        line.put(-100);
        line.run(SETTLING, |_| false);
        assert!(line.sells().is_err(), "{protocol} sells less than nothing");
    }
}

#[test]
fn a_weight_that_moves_is_not_sold() {
    for protocol in ScaleProtocol::ALL {
        let mut line = Line::new(*protocol);
        line.pan.set_noise(40);
        line.pan.stable = false;
        line.put(512);
        assert!(
            !line.run(SETTLING * 3, |line| line.sells().is_ok()),
            "{protocol}: {:?}",
            line.watch.latest()
        );
    }
}

#[test]
fn wrong_words_and_silence_are_told_apart() {
    let mut line = Line::new(ScaleProtocol::Mettler8217);
    line.put(512);
    let code = |line: &Line| line.watch.link().code();
    for (fault, expected) in [
        (ScaleFault::Silent, "silent"),
        (ScaleFault::Garbage, "garbled"),
        (ScaleFault::Partial, "garbled"),
        (ScaleFault::Unplugged, "broken"),
    ] {
        assert!(line.run(RECOVERY, |line| code(line) == "live"));
        line.set_fault(fault);
        assert!(
            line.run(Duration::from_secs(3), |line| code(line) == expected),
            "{expected}"
        );
        line.set_fault(ScaleFault::None);
    }
}

#[test]
fn the_bench_sees_what_was_sent_and_what_came() {
    let mut line = Line::new(ScaleProtocol::Mettler8217);
    line.put(512);
    line.run(Duration::from_millis(300), |_| false);
    let passed = line.watch.traffic().since(0);
    assert_eq!(
        (passed[0].direction, passed[0].bytes.as_slice()),
        (Direction::Sent, b"W".as_slice())
    );
    assert_eq!(passed[1].direction, Direction::Received);
    assert_eq!(passed[1].bytes, b"\x0200.512\r");
    assert_eq!(passed[1].heard.len(), 1);
    assert_eq!(
        line.watch.traffic().since(passed[1].number).first(),
        Some(&passed[1])
    );
}

#[test]
fn what_was_not_sent_before_the_line_broke_is_not_carried_out_over_other_goods() {
    for protocol in ScaleProtocol::ALL {
        let mut line = Line::new(*protocol);
        line.put(512);
        assert!(line.run(RECOVERY + SETTLING, |line| line.sells() == Ok(512)));
        line.watch.command(ScaleCommand::Tare);
        line.set_fault(ScaleFault::Unplugged);
        assert!(!line.watch.command(ScaleCommand::Tare), "{protocol}");
        line.put(700);
        line.set_fault(ScaleFault::None);
        line.run(RECOVERY, |_| false);
        assert_eq!(line.sells(), Ok(700), "{protocol}");
    }
}

#[test]
fn a_scale_that_fell_silent_is_told_nothing() {
    let mut line = Line::new(ScaleProtocol::ShtrihPos2);
    line.put(512);
    assert!(line.run(RECOVERY, |line| line.sells() == Ok(512)));
    line.set_fault(ScaleFault::Silent);
    assert!(line.run(RECOVERY, |line| line.watch.link().code() == "silent"));
    assert!(!line.watch.command(ScaleCommand::Zero));
    line.set_fault(ScaleFault::None);
    assert!(line.run(RECOVERY, |line| line.sells() == Ok(512)));
}
