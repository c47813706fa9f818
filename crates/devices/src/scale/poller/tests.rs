use std::net::TcpListener;

use bezmen_domain::locale::Locale;

use super::*;
use crate::scale::protocol::{ScaleOptions, ScaleProtocol};
use crate::scale::reading::{Obstacle, Status};
use crate::simulate::scale::{ScaleFault, SimulatedScale};
use crate::transport::ports::{Guard, PortInfo, PortsUnknown};

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

/// A machine with one port, behind which a payment terminal is.
struct Terminal(String);

impl PortLister for Terminal {
    fn ports(&self) -> Result<Vec<PortInfo>, PortsUnknown> {
        Ok(vec![PortInfo {
            path: self.0.clone(),
            usb: None,
            guard: Some(Guard::PaymentTerminal),
        }])
    }
}

#[cfg(unix)]
#[rstest::rstest]
#[case("serial")]
#[case("file")]
fn a_port_of_money_is_not_even_opened(#[case] way: &str) {
    use serialport::{SerialPort, TTYPort};

    let (mut terminal, port) = TTYPort::pair().unwrap();
    terminal.set_timeout(Duration::from_millis(500)).unwrap();
    let path = port.name().unwrap();
    drop(port);
    let poller = Poller::start_among(
        format!("{way}:{path}").parse().unwrap(),
        ScaleCodec::new(ScaleProtocol::MtSics, ScaleOptions::default()),
        Box::new(Terminal(path)),
    )
    .unwrap();
    let snapshot = until(&poller, |snapshot| snapshot.state.code() == "guarded");
    assert!(
        snapshot
            .state
            .words(Locale::Ru)
            .contains("похоже на платёжный терминал")
    );
    assert!(!poller.command(ScaleCommand::Zero));
    let heard = io::Read::read(&mut terminal, &mut [0; 16]);
    assert!(!matches!(heard, Ok(1..)), "{heard:?}");
}

#[test]
fn a_connection_that_the_other_end_forgot_is_made_anew() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let poller = poller_of(listener.local_addr().unwrap().to_string().parse().unwrap());
    let (forgotten, _) = listener.accept().unwrap();
    until(&poller, |snapshot| snapshot.state.code() == "silent");
    let (mut answers, _) = listener.accept().unwrap();
    thread::spawn(move || {
        let mut asked = [0; 64];
        while io::Read::read(&mut answers, &mut asked).is_ok_and(|count| count > 0) {
            if io::Write::write_all(&mut answers, b"S S      0.512 kg\r\n").is_err() {
                return;
            }
        }
    });
    until(&poller, |snapshot| sells(snapshot, 512));
    drop(forgotten);
}

#[test]
fn a_scale_that_does_not_answer_is_told_nothing() {
    let (scale, poller) = start();
    scale.put(100, true);
    until(&poller, |snapshot| sells(snapshot, 100));
    scale.set_fault(ScaleFault::Silent);
    until(&poller, |snapshot| snapshot.state.code() == "silent");
    assert!(!poller.command(ScaleCommand::Tare));
    scale.set_fault(ScaleFault::None);
    until(&poller, |snapshot| sells(snapshot, 100));
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
