//! What the tests of the protocols share.

use std::time::{Duration, Instant};

use bezmen_domain::quantity::Quantity;

use crate::scale::codec::ScaleCodec;
use crate::scale::poller::{Poller, Snapshot};
use crate::scale::protocol::{ScaleCommand, ScaleOptions, ScaleProtocol};
use crate::scale::reading::{Observation, Reading};
use crate::scale::said::{Heard, Junk, Said};
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::SimulatedScale;
use crate::simulate::scale::pan::Pan;

/// How long a test waits for what must come; it never waits that long when all is well.
const PATIENCE: Duration = Duration::from_secs(10);

/// A pan with so many grams on it.
pub(crate) fn pan(grams: i64, stable: bool) -> Pan {
    let mut pan = Pan::default();
    (pan.grams, pan.stable) = (grams, stable);
    pan
}

/// What a protocol makes of bytes that come in pieces of the given sizes, over and over.
pub(crate) fn heard(
    protocol: ScaleProtocol,
    options: &ScaleOptions,
    bytes: &[u8],
    pieces: &[usize],
) -> Vec<Heard> {
    let mut codec = ScaleCodec::new(protocol, options.clone());
    let mut heard = Vec::new();
    let (mut rest, mut sizes) = (bytes, pieces.iter().cycle());
    while !rest.is_empty() {
        let size = sizes.next().copied().unwrap_or(rest.len()).max(1);
        let (piece, later) = rest.split_at(size.min(rest.len()));
        codec.receive(piece, Duration::ZERO, &mut heard);
        rest = later;
    }
    codec.finish(Duration::ZERO, &mut heard);
    heard
}

/// The observations among what was said of bytes that came at once.
pub(crate) fn observations(protocol: ScaleProtocol, bytes: &[u8]) -> Vec<Observation> {
    observed(&heard(protocol, &ScaleOptions::default(), bytes, &[]))
}

/// The observations among what was heard.
pub(crate) fn observed(heard: &[Heard]) -> Vec<Observation> {
    let said = heard.iter().filter_map(|piece| piece.said.as_ref().ok());
    said.filter_map(Said::observation).collect()
}

/// The weights among what was heard.
pub(crate) fn weights(heard: &[Heard]) -> Vec<Reading> {
    let weights = observed(heard)
        .into_iter()
        .filter_map(|observation| match observation {
            Observation::Weight(reading) => Some(reading),
            Observation::Status(_) | Observation::Done | Observation::Refused(_) => None,
        });
    weights.collect()
}

/// Why pieces were no frames.
pub(crate) fn junk(heard: &[Heard]) -> Vec<Junk> {
    let junk = heard.iter().filter_map(|piece| piece.said.as_ref().err());
    junk.copied().collect()
}

/// A simulated scale and a poller that talks to it.
pub(crate) fn loopback(
    protocol: ScaleProtocol,
    options: &ScaleOptions,
) -> (SimulatedScale, Poller) {
    let scale = SimulatedScale::on_tcp(protocol, "127.0.0.1:0").unwrap();
    let codec = ScaleCodec::new(protocol, options.clone());
    let poller = Poller::start(scale.endpoint().parse().unwrap(), codec).unwrap();
    (scale, poller)
}

/// Waits for what is expected, and shows what there was instead when it does not come.
pub(crate) fn until(poller: &Poller, expected: impl Fn(&Snapshot) -> bool) -> Snapshot {
    let deadline = Instant::now() + PATIENCE;
    let mut snapshot = poller.snapshot();
    while !expected(&snapshot) {
        assert!(Instant::now() < deadline, "{snapshot:?}");
        snapshot = poller.wait_change(snapshot.version, Duration::from_millis(100));
    }
    snapshot
}

/// Waits until so many grams may be sold.
pub(crate) fn until_sells(poller: &Poller, grams: i64) {
    until(poller, |snapshot| {
        snapshot.sellable() == Ok(Quantity::from_thousandths(grams))
    });
}

/// Waits until nothing may be sold for the given reason.
pub(crate) fn until_refused(poller: &Poller, reason: NotSellable) {
    until(poller, |snapshot| snapshot.sellable() == Err(reason));
}

/// Tells the scale something and waits until it has done it.
pub(crate) fn until_done(poller: &Poller, command: ScaleCommand) {
    poller.command(command);
    until(poller, |snapshot| {
        snapshot.last_answer == Some(Observation::Done)
    });
}

/// Puts goods on and off, and looks that the till sells what rests and nothing else.
pub(crate) fn goods_are_weighed(scale: &SimulatedScale, poller: &Poller) {
    until_refused(poller, NotSellable::Empty);
    scale.set_noise(3);
    scale.put(512, false);
    until_refused(poller, NotSellable::Unstable);
    scale.put(512, true);
    until_sells(poller, 512);
    scale.put(16_000, true);
    until_refused(poller, NotSellable::Overload);
    scale.put(-200, true);
    until_refused(poller, NotSellable::Negative);
    scale.put(1_234, true);
    until_sells(poller, 1_234);
}

/// Bytes of which many could be part of a frame.
fn likely_bytes() -> impl proptest::strategy::Strategy<Value = Vec<u8>> {
    let alphabet: &[u8] =
        b"\x01\x02\x03\x04\x05\x06\x15\r\n  ,,..00123456789SSTTUGGNNkkgglbozWOLIZMF?E^_-+\xc4\x81";
    let byte = proptest::prop_oneof![
        1 => proptest::prelude::any::<u8>(),
        20 => proptest::sample::select(alphabet),
    ];
    proptest::collection::vec(byte, 0..120)
}

proptest::proptest! {
    #[test]
    fn how_the_bytes_were_cut_makes_no_difference(
        bytes in likely_bytes(),
        pieces in proptest::collection::vec(1_usize..9, 1..6),
    ) {
        let options = ScaleOptions::default();
        for protocol in ScaleProtocol::ALL {
            let whole = heard(*protocol, &options, &bytes, &[]);
            let cut = heard(*protocol, &options, &bytes, &pieces);
            let length: usize = whole.iter().map(|piece| piece.length).sum();
            proptest::prop_assert_eq!(length, bytes.len(), "{}", protocol);
            proptest::prop_assert_eq!(whole, cut, "{}", protocol);
        }
    }
}
