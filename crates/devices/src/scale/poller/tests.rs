use std::net::TcpListener;

use bezmen_domain::locale::Locale;

use super::*;
use crate::scale::protocol::{ScaleOptions, ScaleProtocol};
use crate::scale::reading::{Obstacle, Status};
use crate::simulate::scale::{ScaleFault, SimulatedScale};

fn start() -> (SimulatedScale, Poller) {
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MtSics, "127.0.0.1:0").unwrap();
    let poller = poller_of(scale.endpoint().parse().unwrap());
    (scale, poller)
}

fn poller_of(address: PortAddress) -> Poller {
    Poller::start(
        address,
        ScaleCodec::new(ScaleProtocol::MtSics, ScaleOptions::default()),
    )
    .unwrap()
}

/// Waits for what is expected, and shows what there was instead when it does not come.
fn until(poller: &Poller, expected: impl Fn(&Snapshot) -> bool) -> Snapshot {
    let deadline = Instant::now() + Duration::from_secs(8);
    let mut snapshot = poller.snapshot();
    while !expected(&snapshot) {
        assert!(Instant::now() < deadline, "{snapshot:?}");
        snapshot = poller.wait_change(snapshot.version, Duration::from_millis(100));
    }
    snapshot
}

fn sells(snapshot: &Snapshot, grams: i64) -> bool {
    snapshot.sellable() == Ok(Quantity::from_thousandths(grams))
}

#[test]
fn goods_on_the_pan_can_be_sold_when_they_rest() {
    let (scale, poller) = start();
    until(&poller, |snapshot| {
        snapshot.sellable() == Err(NotSellable::Empty)
    });
    scale.set_noise(3);
    scale.put(512, false);
    until(&poller, |snapshot| {
        snapshot.sellable() == Err(NotSellable::Unstable)
    });
    scale.put(512, true);
    until(&poller, |snapshot| sells(snapshot, 512));
    scale.put(16_000, true);
    until(&poller, |snapshot| {
        snapshot.sellable() == Err(NotSellable::Overload)
    });
}

#[test]
fn tare_and_zero_reach_the_scale() {
    let (scale, poller) = start();
    scale.put(100, true);
    until(&poller, |snapshot| sells(snapshot, 100));
    poller.command(ScaleCommand::Tare);
    until(&poller, |snapshot| {
        snapshot.last_answer == Some(Observation::Done)
            && snapshot.sellable() == Err(NotSellable::Empty)
    });
    scale.put(600, true);
    until(&poller, |snapshot| sells(snapshot, 500));
    poller.command(ScaleCommand::Zero);
    until(&poller, |snapshot| {
        snapshot
            .last_answer
            .is_some_and(|answer| answer != Observation::Done)
            || snapshot.observation
                == Some(Observation::Status(Status::obstacle(Obstacle::Overload)))
    });
    poller.command(ScaleCommand::ClearTare);
    until(&poller, |snapshot| sells(snapshot, 600));
}

#[rstest::rstest]
#[case(ScaleFault::Silent, "silent")]
#[case(ScaleFault::Partial, "garbled")]
#[case(ScaleFault::Garbage, "garbled")]
#[case(ScaleFault::OtherProtocol, "garbled")]
#[case(ScaleFault::Unplugged, "broken")]
fn a_fault_is_said_and_ends_by_itself(#[case] fault: ScaleFault, #[case] code: &str) {
    let (scale, poller) = start();
    scale.put(512, true);
    until(&poller, |snapshot| sells(snapshot, 512));
    scale.set_fault(fault);
    let snapshot = until(&poller, |snapshot| snapshot.state.code() == code);
    assert_eq!(snapshot.sellable(), Err(NotSellable::NoReading));
    scale.put(700, true);
    scale.set_fault(ScaleFault::None);
    let repaired = Instant::now();
    until(&poller, |snapshot| sells(snapshot, 700));
    assert!(
        repaired.elapsed() < Duration::from_secs(4),
        "{:?}",
        repaired.elapsed()
    );
}

#[rstest::rstest]
#[case(ScaleFault::GarbageFirst)]
#[case(ScaleFault::Glued)]
#[case(ScaleFault::Dribbles)]
#[case(ScaleFault::Echoes)]
fn noise_around_the_answers_does_no_harm(#[case] fault: ScaleFault) {
    let (scale, poller) = start();
    scale.set_fault(fault);
    scale.put(345, true);
    until(&poller, |snapshot| sells(snapshot, 345));
}

#[test]
fn a_busy_scale_gives_no_weight() {
    let (scale, poller) = start();
    scale.put(345, true);
    scale.set_fault(ScaleFault::Busy);
    until(&poller, |snapshot| {
        snapshot.sellable() == Err(NotSellable::Unstable)
    });
}

#[test]
fn a_scale_that_is_switched_on_later_is_found() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let poller = poller_of(address.to_string().parse().unwrap());
    let snapshot = until(&poller, |snapshot| snapshot.state.code() == "refused");
    assert!(
        snapshot
            .state
            .words(Locale::Ru)
            .contains("включите устройство")
    );
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MtSics, address).unwrap();
    scale.put(200, true);
    until(&poller, |snapshot| sells(snapshot, 200));
}
