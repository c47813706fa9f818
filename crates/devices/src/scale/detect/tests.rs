use super::*;
use crate::simulate::scale::device;
use crate::simulate::scale::pan::Pan;
use crate::simulate::scale::{STREAM_TURN, SimulatedScale};

/// How long a technician waits.
const LIMIT: Duration = Duration::from_secs(15);

/// A simulated scale on a line with noise, in a time that is counted and not waited for.
struct Bench {
    device: Box<dyn device::DeviceSide>,
    pan: Pan,
    seed: u64,
    /// Of a thousand turns, how many bring noise.
    noise: u64,
}

impl Bench {
    fn new(protocol: ScaleProtocol, seed: u64, noise: u64) -> Self {
        let mut pan = Pan::default();
        pan.grams = i64::try_from(seed % 14_000).unwrap();
        Self {
            device: device::of(protocol),
            pan,
            seed: seed.wrapping_add(1),
            noise,
        }
    }

    fn random(&mut self) -> u64 {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.seed >> 33
    }

    /// Runs a detection to its end; answers what was found and how long it took.
    fn detect(&mut self, address: &PortAddress) -> (Option<Found>, Duration) {
        let mut detector = Detector::new(address, ScaleOptions::default(), false);
        let mut at = Duration::ZERO;
        let mut streamed = Duration::ZERO;
        let mut coming: Vec<u8> = Vec::new();
        loop {
            match detector.next(at) {
                Action::Open(_) => coming.clear(),
                Action::Send(bytes) => {
                    let answers = self.device.receive(&bytes, &mut self.pan);
                    coming.extend(answers.concat());
                }
                Action::Listen(turn) => {
                    at += turn;
                    if at >= streamed + STREAM_TURN {
                        streamed = at;
                        coming.extend(self.device.stream(&mut self.pan).unwrap_or_default());
                    }
                    if self.random() % 1_000 < self.noise {
                        let length = self.random() % 6 + 1;
                        for _ in 0..length {
                            let byte = u8::try_from(self.random() % 256).unwrap();
                            let place =
                                usize::try_from(self.random()).unwrap() % (coming.len() + 1);
                            // Noise falls between frames as often as it spoils one.
                            if self.random().is_multiple_of(2) {
                                coming.insert(place, byte);
                            } else {
                                coming.push(byte);
                            }
                        }
                    }
                    detector.received(&std::mem::take(&mut coming), at);
                }
                Action::Finish => return (detector.found().cloned(), at),
            }
            assert!(at < LIMIT * 4, "it never ends");
        }
    }
}

fn line() -> PortAddress {
    "serial:/dev/ttyS9".parse().unwrap()
}

#[test]
fn each_simulated_scale_is_named_before_the_technician_loses_patience() {
    for protocol in ScaleProtocol::ALL {
        for grams in [0, 512, 1_234] {
            let mut bench = Bench::new(*protocol, grams, 0);
            let (found, took) = bench.detect(&line());
            let found = found.unwrap_or_else(|| panic!("{protocol} was not found"));
            assert_eq!(found.protocol, *protocol, "with {grams} g");
            assert!(took <= LIMIT, "{protocol} took {took:?}");
        }
    }
}

#[test]
fn no_scale_is_ever_taken_for_another_whatever_the_noise() {
    let tries = std::env::var("BEZMEN_DETECT_TRIES");
    let tries: u64 = tries.ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    let mut named = 0;
    for seed in 0..tries {
        let index = usize::try_from(seed.wrapping_mul(2_654_435_761) >> 7).unwrap();
        let protocol = ScaleProtocol::ALL[index % ScaleProtocol::ALL.len()];
        let (found, _) = Bench::new(protocol, seed, 40).detect(&line());
        if let Some(found) = found {
            assert_eq!(found.protocol, protocol, "try {seed}");
            named += 1;
        }
    }
    assert!(
        named * 10 >= tries * 9,
        "only {named} of {tries} were named"
    );
}

#[test]
fn a_silent_line_names_nothing_and_tells_what_was_tried() {
    let mut detector = Detector::new(&line(), ScaleOptions::default(), false);
    let mut at = Duration::ZERO;
    loop {
        match detector.next(at) {
            Action::Listen(turn) => at += turn,
            Action::Finish => break,
            Action::Open(_) | Action::Send(_) => {}
        }
    }
    assert_eq!(detector.found(), None);
    let asked = |protocol: &&ScaleProtocol| {
        let mut attempts = detector.attempts().iter();
        attempts.any(|one| one.kind == AttemptKind::Asked(**protocol) && !one.sent.is_empty())
    };
    let silent = ScaleProtocol::ALL.iter().filter(|one| {
        one.facts().speaks == crate::scale::protocol::Speaks::WhenAsked
            && !one.facts().serial.is_empty()
    });
    for protocol in silent {
        assert!(asked(&protocol), "{protocol} was not asked");
    }
    let outcomes = detector.attempts().iter().map(|attempt| attempt.outcome);
    assert!(
        outcomes
            .into_iter()
            .all(|outcome| outcome == Outcome::Silence)
    );
}

#[test]
fn a_guarded_port_is_never_written_to() {
    let mut detector = Detector::new(&line(), ScaleOptions::default(), true);
    let mut at = Duration::ZERO;
    loop {
        match detector.next(at) {
            Action::Listen(turn) => at += turn,
            Action::Send(bytes) => panic!("{bytes:?} was sent"),
            Action::Open(_) => {}
            Action::Finish => break,
        }
    }
    assert!(!detector.attempts().is_empty());
}

#[test]
fn a_scale_on_the_network_is_found_through_its_real_port() {
    let scale = SimulatedScale::on_tcp(ScaleProtocol::Mettler8217, "127.0.0.1:0").unwrap();
    scale.put(512, true);
    let mut tried = Vec::new();
    let found = detect(
        &scale.endpoint().parse().unwrap(),
        &ScaleOptions::default(),
        false,
        &std::sync::atomic::AtomicBool::new(false),
        &mut |attempt: &Attempt| tried.push(attempt.clone()),
    );
    let found = found.unwrap().unwrap();
    assert_eq!(found.protocol, ScaleProtocol::Mettler8217);
    assert_eq!(tried.last().unwrap().outcome, Outcome::Recognised);
}

#[cfg(unix)]
#[test]
fn a_scale_on_a_serial_line_is_found_through_its_real_port() {
    let link = std::env::temp_dir().join(format!("bezmen-detect-{}", std::process::id()));
    let scale = SimulatedScale::on_line(ScaleProtocol::MtSics, link).unwrap();
    let found = detect(
        &scale.endpoint().parse().unwrap(),
        &ScaleOptions::default(),
        false,
        &std::sync::atomic::AtomicBool::new(false),
        &mut |_: &Attempt| {},
    );
    assert_eq!(found.unwrap().unwrap().protocol, ScaleProtocol::MtSics);
}

/// What is found on a line where each question is answered by the same bytes.
fn found_where_all_is_answered(answer: &[u8]) -> Option<Found> {
    let mut detector = Detector::new(&line(), ScaleOptions::default(), false);
    let mut at = Duration::ZERO;
    let mut coming: Vec<u8> = Vec::new();
    loop {
        match detector.next(at) {
            Action::Open(_) => coming.clear(),
            Action::Send(_) => coming.extend(answer),
            Action::Listen(turn) => {
                at += turn;
                detector.received(&std::mem::take(&mut coming), at);
            }
            Action::Finish => return detector.found().cloned(),
        }
        assert!(at < LIMIT * 4, "it never ends");
    }
}

#[rstest::rstest]
#[case(b"\x02\r")]
#[case(&[0; 5])]
#[case(b"EL\r\n")]
fn an_answer_that_says_nothing_names_no_scale(#[case] answer: &[u8]) {
    let found = found_where_all_is_answered(answer);
    assert!(found.is_none(), "{found:?}");
}
