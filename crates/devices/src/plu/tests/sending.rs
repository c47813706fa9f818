use std::time::Duration;

use bezmen_domain::locale::Locale;
use rstest::rstest;

use super::*;
use crate::simulate::plu::{PluFault, SimulatedLabelScale};

/// Short waits: the scale is on this machine.
const LIMITS: SendLimits = SendLimits {
    connect: Duration::from_secs(2),
    answer: Duration::from_millis(400),
    pause: Duration::from_millis(10),
    tries: 2,
    reconnects: 2,
};

fn rows() -> Vec<PluRow> {
    (1..=6)
        .map(|plu| row(plu, &format!("Товар {plu}"), 10_000 + i64::from(plu)))
        .collect()
}

fn sent(scale: &SimulatedLabelScale, kind: NetworkScale) -> SendReport {
    send(
        &plan(&rows(), &kind.facts()),
        kind,
        &SendOptions::new(today()),
        &scale.endpoint().parse().unwrap(),
        &LIMITS,
        |_| {},
    )
}

fn stored(scale: &SimulatedLabelScale) -> Vec<u32> {
    scale.list().iter().map(|stored| stored.plu).collect()
}

/// Every row is accounted for once, and what is said to be in is in.
fn assert_honest(report: &SendReport, scale: &SimulatedLabelScale) {
    let mut all = report.written.clone();
    all.extend(report.not_taken.iter().map(|row| row.plu));
    all.extend(report.unknown);
    all.extend(&report.not_sent);
    all.sort_unstable();
    assert_eq!(all, [1, 2, 3, 4, 5, 6], "{report:?}");
    let in_scale = stored(scale);
    assert!(
        report.written.iter().all(|plu| in_scale.contains(plu)),
        "{report:?}"
    );
    let elsewhere = |plu: &u32| report.written.contains(plu) || report.unknown == Some(*plu);
    assert!(in_scale.iter().all(elsewhere), "{report:?} {in_scale:?}");
}

#[rstest]
fn a_whole_list_arrives(
    #[values(
        NetworkScale::CasLp,
        NetworkScale::ShtrihPrint,
        NetworkScale::Mertech,
        NetworkScale::Digi
    )]
    kind: NetworkScale,
) {
    let scale = SimulatedLabelScale::on_tcp(kind, "127.0.0.1:0").unwrap();
    let report = sent(&scale, kind);
    assert!(report.is_whole(), "{report:?}");
    assert_honest(&report, &scale);
    let third = &scale.list()[2];
    assert_eq!((third.plu, third.price_minor), (3, 10_003));
    assert_eq!(third.name, ["Товар 3"]);
    assert_eq!(third.code % 100_000, 3);
}

#[rstest]
fn each_fault_is_survived_or_told_exactly(
    #[values(
        NetworkScale::CasLp,
        NetworkScale::ShtrihPrint,
        NetworkScale::Mertech,
        NetworkScale::Digi
    )]
    kind: NetworkScale,
    #[values(
        PluFault::Silent,
        PluFault::Refuses,
        PluFault::Garbage,
        PluFault::DropsAfter(2),
        PluFault::DropsUnanswered(2),
        PluFault::Full(4),
        PluFault::Unplugged
    )]
    fault: PluFault,
) {
    let scale = SimulatedLabelScale::on_tcp(kind, "127.0.0.1:0").unwrap();
    scale.set_fault(fault);
    let report = sent(&scale, kind);
    assert_honest(&report, &scale);
    match fault {
        // A line that breaks once is connected anew, and nothing is missing.
        PluFault::DropsAfter(_) | PluFault::DropsUnanswered(_) => {
            assert!(report.is_whole(), "{report:?}");
        }
        PluFault::Full(room) => {
            assert_eq!(report.written.len(), room);
            assert_eq!(report.not_taken.len(), 2);
        }
        PluFault::Refuses => {
            assert!(matches!(
                report.stopped,
                Some(SendStop::TakesNothing { .. })
            ));
            assert_eq!(report.not_sent, [4, 5, 6]);
        }
        PluFault::Silent | PluFault::Garbage | PluFault::Unplugged => {
            assert_eq!(report.written, Vec::<u32>::new());
            assert!(report.stopped.is_some());
        }
        PluFault::None => {}
    }
    assert_ne!(report.words(Locale::Ru), report.words(Locale::En));

    scale.set_fault(PluFault::None);
    assert!(sent(&scale, kind).is_whole());
    assert_eq!(stored(&scale), [1, 2, 3, 4, 5, 6]);
}

#[cfg(unix)]
#[test]
fn a_list_arrives_on_a_serial_line() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("scale");
    let scale = SimulatedLabelScale::on_line(NetworkScale::CasLp, link).unwrap();
    let report = sent(&scale, NetworkScale::CasLp);
    assert!(report.is_whole(), "{report:?}");
    assert_honest(&report, &scale);
}

#[test]
fn another_device_is_told_from_a_scale() {
    let scale = SimulatedLabelScale::on_tcp(NetworkScale::Digi, "127.0.0.1:0").unwrap();
    let report = sent(&scale, NetworkScale::CasLp);
    assert!(report.written.is_empty() && report.stopped.is_some());
    assert_eq!(stored(&scale), Vec::<u32>::new());
}

#[test]
fn a_wrong_password_is_said_with_its_code() {
    let kind = NetworkScale::ShtrihPrint;
    let scale = SimulatedLabelScale::on_tcp(kind, "127.0.0.1:0").unwrap();
    let options = SendOptions {
        password: *b"1111",
        ..SendOptions::new(today())
    };
    let plan = plan(&rows(), &kind.facts());
    let address = scale.endpoint().parse().unwrap();
    let report = send(&plan, kind, &options, &address, &LIMITS, |_| {});
    assert_eq!(report.stopped, Some(SendStop::TakesNothing { code: 122 }));
}

/// What a scale that kept the answer to an earlier row says to each thing, in order.
fn keeps_an_answer(
    answers: &'static [&'static [u8]],
) -> (String, std::thread::JoinHandle<Vec<u8>>) {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let heard = std::thread::spawn(move || {
        let (mut line, _) = listener.accept().unwrap();
        let (mut heard, mut byte) = (Vec::new(), [0]);
        let mut answers = answers.iter();
        while let Ok(1) = line.read(&mut byte) {
            heard.extend(byte);
            if byte == [0x05] {
                line.write_all(answers.next().unwrap_or(&&b""[..])).unwrap();
            }
            // After the second question a row would follow.
            if heard.iter().filter(|byte| **byte == 0x05).count() == 2 {
                break;
            }
        }
        heard
    });
    (address, heard)
}

#[test]
fn an_answer_that_a_scale_has_kept_is_thanked_for_before_it_is_asked_again() {
    let (address, heard) = keeps_an_answer(&[&[0x06, 0x02, 2, 0x50, 0, 0x52], &[0x15]]);
    let kind = NetworkScale::ShtrihPrint;
    let plan = plan(&rows(), &kind.facts());
    let limits = SendLimits {
        reconnects: 0,
        ..LIMITS
    };
    let options = SendOptions::new(today());
    send(
        &plan,
        kind,
        &options,
        &address.parse().unwrap(),
        &limits,
        |_| {},
    );
    assert_eq!(heard.join().unwrap(), [0x05, 0x06, 0x05]);
}

#[test]
fn faults_are_read_by_name() {
    assert_eq!(PluFault::from_name("full 4"), Ok(PluFault::Full(4)));
    assert_eq!(PluFault::from_name("nak"), Ok(PluFault::Refuses));
    assert!(PluFault::from_name("full").is_err());
}
