use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use bezmen_contract::till::ScaleState;
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::simulate::scale::{ScaleFault, SimulatedScale};
use bezmen_domain::quantity::Quantity;

use super::*;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(10);

struct Till {
    scale: Mutex<Option<ScaleSettings>>,
    changed: watch::Sender<u64>,
    views: Sender<ScaleView>,
    labels: Mutex<Vec<String>>,
    /// How often the store still refuses.
    refusals: Mutex<u32>,
}

impl WeighHost for Till {
    fn scale(&self) -> Result<(Option<ScaleSettings>, Locale), StoreError> {
        let mut refusals = self.refusals.lock().unwrap();
        if let Some(left) = refusals.checked_sub(1) {
            *refusals = left;
            return Err(StoreError::Panicked);
        }
        Ok((self.scale.lock().unwrap().clone(), Locale::Ru))
    }

    fn settings_changed(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    fn weight_changed(&self, view: ScaleView) {
        self.views.send(view).unwrap();
    }

    fn label_came(&self, text: String) {
        self.labels.lock().unwrap().push(text);
    }
}

impl Till {
    fn use_scale(&self, address: &str, protocol: &str) {
        let settings = ScaleSettings::plain(address, protocol);
        *self.scale.lock().unwrap() = Some(settings);
        self.changed.send_modify(|count| *count += 1);
    }
}

fn start() -> (Arc<Till>, Weighing, Receiver<ScaleView>) {
    let (views, seen) = channel();
    let till = Arc::new(Till {
        scale: Mutex::new(None),
        changed: watch::Sender::new(0),
        views,
        labels: Mutex::default(),
        refusals: Mutex::default(),
    });
    let host: Arc<dyn WeighHost> = Arc::clone(&till) as Arc<dyn WeighHost>;
    (till, Weighing::start(host).unwrap(), seen)
}

/// Waits for a view whose hint says this.
fn until_said(seen: &Receiver<ScaleView>, words: &str) -> ScaleView {
    loop {
        let view = seen.recv_timeout(LONG).unwrap();
        if view.hint.contains(words) {
            return view;
        }
    }
}

/// Waits for a view of this state.
fn until(seen: &Receiver<ScaleView>, state: ScaleState) -> ScaleView {
    loop {
        let view = seen.recv_timeout(LONG).unwrap();
        if view.state == state {
            return view;
        }
    }
}

#[test]
fn the_screens_follow_the_scale() {
    let (till, weighing, seen) = start();
    assert!(
        until(&seen, ScaleState::Absent)
            .hint
            .contains("не настроены")
    );
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MtSics, "127.0.0.1:0").unwrap();
    till.use_scale(scale.endpoint(), "mt_sics");
    assert_eq!(until(&seen, ScaleState::Zero).weight, Some(Quantity::ZERO));
    scale.put(512, false);
    let moving = until(&seen, ScaleState::Unstable);
    assert_eq!(moving.weight, Some(Quantity::from_thousandths(512)));
    assert!(moving.hint.contains("не успокоился"));
    scale.put(512, true);
    let stable = until(&seen, ScaleState::Stable);
    assert_eq!(
        (stable.weight, stable.hint.as_str()),
        (Some(Quantity::from_thousandths(512)), "")
    );
    assert_eq!(weighing.reader().view().weight, stable.weight);
    scale.put(20_000, true);
    assert_eq!(until(&seen, ScaleState::Overload).weight, None);
}

#[test]
fn a_scale_that_falls_silent_shows_no_weight() {
    let (till, weighing, seen) = start();
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MtSics, "127.0.0.1:0").unwrap();
    scale.put(300, true);
    till.use_scale(scale.endpoint(), "mt_sics");
    until(&seen, ScaleState::Stable);
    scale.set_fault(ScaleFault::Silent);
    let lost = until(&seen, ScaleState::Lost);
    assert_eq!(lost.weight, None);
    assert!(!lost.hint.is_empty());
    assert_eq!(weighing.reader().view().weight, None);
    scale.set_fault(ScaleFault::None);
    until(&seen, ScaleState::Stable);
}

#[test]
fn settings_that_cannot_be_used_are_said() {
    let (till, _weighing, seen) = start();
    till.use_scale("tcp://127.0.0.1:4305", "abacus");
    assert!(
        until(&seen, ScaleState::Error)
            .hint
            .contains("there is no scale protocol “abacus”")
    );
    till.use_scale("tcp://no host", "mt_sics");
    assert!(
        until(&seen, ScaleState::Error)
            .hint
            .contains("not a device address")
    );
    till.use_scale("/dev/no-such-scale", "mt_sics");
    assert_eq!(
        until_said(&seen, "подключите устройство").state,
        ScaleState::Lost
    );
}

#[test]
fn a_scale_on_trial_is_shown_on_the_bench_and_never_sold_by() {
    let (till, weighing, seen) = start();
    let own = SimulatedScale::on_tcp(ScaleProtocol::MtSics, "127.0.0.1:0").unwrap();
    own.put(100, true);
    till.use_scale(own.endpoint(), "mt_sics");
    until(&seen, ScaleState::Stable);
    let other = SimulatedScale::on_tcp(ScaleProtocol::Mettler8217, "127.0.0.1:0").unwrap();
    other.put(512, true);
    let reader = weighing.reader();
    reader
        .bench()
        .unwrap()
        .begin_trial(ScaleSettings::plain(other.endpoint(), "mettler_8217"));
    // The screens hear of it before it ends: a trial shorter than the worker's turn would leave nothing to be told.
    until_said(&seen, "настраивают");
    let deadline = std::time::Instant::now() + LONG;
    let bench = loop {
        let bench = reader.bench().unwrap().look(0);
        if bench.digits == "0.512" {
            break bench;
        }
        assert!(std::time::Instant::now() < deadline, "{bench:?}");
        thread::yield_now();
    };
    assert!(bench.is_trial);
    assert_eq!(bench.weight, Some(Quantity::from_thousandths(512)));
    assert!(bench.traffic.iter().any(|row| row.sent && row.hex == "57"));
    let weight = bench.traffic.iter().find(|row| !row.sent).unwrap();
    assert_eq!(weight.said, ["0,512 кг · стоит"]);
    assert_eq!(bench.next, bench.traffic.last().unwrap().number + 1);
    assert_eq!(reader.view().weight, None, "nobody has confirmed it");
    reader.bench().unwrap().end_trial();
    let view = until(&seen, ScaleState::Stable);
    assert_eq!(view.weight, Some(Quantity::from_thousandths(100)));
    assert!(!reader.bench().unwrap().look(0).is_trial);
}

#[test]
fn a_port_that_is_let_go_is_free() {
    let (till, weighing, seen) = start();
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MtSics, "127.0.0.1:0").unwrap();
    scale.put(100, true);
    till.use_scale(scale.endpoint(), "mt_sics");
    until(&seen, ScaleState::Stable);
    let reader = weighing.reader();
    reader.bench().unwrap().hold(true);
    // The screens hear of it before it ends, as of a trial.
    until_said(&seen, "настраивают");
    assert_eq!(reader.bench().unwrap().look(0).traffic, []);
    assert!(
        !reader.bench().unwrap().order(ScaleOrder::Zero),
        "nothing is connected"
    );
    reader.bench().unwrap().hold(false);
    until(&seen, ScaleState::Stable);
}

#[test]
fn a_trial_does_not_take_the_port_from_a_search() {
    let (till, weighing, seen) = start();
    let own = SimulatedScale::on_tcp(ScaleProtocol::MtSics, "127.0.0.1:0").unwrap();
    own.put(100, true);
    till.use_scale(own.endpoint(), "mt_sics");
    until(&seen, ScaleState::Stable);
    let reader = weighing.reader();
    let bench = reader.bench().unwrap();
    bench.hold(true);
    until_said(&seen, "настраивают");
    bench.begin_trial(ScaleSettings::plain(own.endpoint(), "mt_sics"));
    assert_eq!(bench.look(0).traffic, []);
    assert!(!bench.order(ScaleOrder::Zero), "the search has the port");
    bench.end_trial();
    assert!(!bench.order(ScaleOrder::Zero), "the search still has it");
    bench.hold(true);
    bench.hold(false);
    assert!(
        !bench.order(ScaleOrder::Zero),
        "one of two searches still has it"
    );
    bench.hold(false);
    until(&seen, ScaleState::Stable);
}

#[test]
fn settings_that_could_not_be_read_are_followed_when_they_can() {
    let (till, _weighing, seen) = start();
    until(&seen, ScaleState::Absent);
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MtSics, "127.0.0.1:0").unwrap();
    scale.put(300, true);
    *till.refusals.lock().unwrap() = 2;
    till.use_scale(scale.endpoint(), "mt_sics");
    until(&seen, ScaleState::Stable);
}
