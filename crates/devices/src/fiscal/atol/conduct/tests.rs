use proptest::prelude::*;
use rstest::rstest;

use super::*;

const LIMITS: Limits = Limits {
    connect: Duration::from_secs(1),
    answer: Duration::from_secs(1),
    poll: Duration::from_secs(1),
    total: Duration::from_secs(10),
};

const WORKING: &str =
    r#"{"results":[{"status":"inProgress","error":{"code":0,"description":"Ошибок нет"}}]}"#;
const READY: &str = r#"{"results":[{"status":"ready","error":{"code":0,"description":""},"result":
    {"fiscalParams":{"fiscalDocumentDateTime":"2018-03-06T13:52:00+03:00","fiscalDocumentNumber":71,
    "fiscalDocumentSign":"1494325660","fiscalReceiptNumber":1,"fnNumber":"9999078900000961",
    "registrationNumber":"0000000001002292    ","shiftNumber":12,"total":390.75,"fnsUrl":"www.nalog.gov.ru"},"warnings":null}}]}"#;

fn answer(status: u16, body: &str) -> Reply {
    Reply::Answer {
        status,
        body: body.as_bytes().to_vec(),
    }
}

fn error(status: u16) -> Reply {
    answer(status, r#"{"error":{"code":505,"description":"слова"}}"#)
}

/// Follows a conduct with these replies; the clock goes on by each pause. Tells how often it posted, and the end.
fn follow(
    (mut conduct, mut next): (Conduct, Next),
    replies: impl IntoIterator<Item = Reply>,
    start: Instant,
) -> (u32, Option<FiscalOutcome>) {
    let (mut now, mut posts) = (start, 0);
    let mut replies = replies.into_iter();
    loop {
        next = match next {
            Next::Post => {
                posts += 1;
                let Some(reply) = replies.next() else {
                    return (posts, None);
                };
                conduct.posted(reply, now)
            }
            Next::Get { after } => {
                now += after;
                let Some(reply) = replies.next() else {
                    return (posts, None);
                };
                conduct.asked(reply, now)
            }
            Next::Finish(outcome) => return (posts, Some(outcome)),
        };
    }
}

fn register(replies: impl IntoIterator<Item = Reply>) -> (u32, Option<FiscalOutcome>) {
    let now = Instant::now();
    follow(Conduct::register(LIMITS, now), replies, now)
}

fn resume(age: Duration, replies: impl IntoIterator<Item = Reply>) -> (u32, Option<FiscalOutcome>) {
    let now = Instant::now();
    follow(Conduct::ask(LIMITS, now, Some(age)), replies, now)
}

#[test]
fn a_registered_document_is_told_with_its_numbers() {
    let (posts, outcome) = register([answer(201, "{}"), answer(200, WORKING), answer(200, READY)]);
    let Some(FiscalOutcome::Done(done)) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(posts, 1);
    assert_eq!(done.fiscal_sign.as_deref(), Some("1494325660"));
    assert_eq!(
        (done.document_number, done.shift_number, done.receipt_number),
        (Some(71), Some(12), Some(1))
    );
    assert_eq!(done.storage_number.as_deref(), Some("9999078900000961"));
    assert_eq!(
        done.registration_number.as_deref(),
        Some("0000000001002292")
    );
    assert_eq!(done.at_ms, Some(1_520_333_520_000));
    assert_eq!(done.total.map(|total| total.minor()), Some(39_075));
}

#[test]
fn a_lost_answer_is_asked_for_and_never_sent_again_while_the_device_knows_it() {
    let (posts, outcome) = register([Reply::Lost, Reply::Lost, error(500), answer(200, READY)]);
    assert_eq!(posts, 1);
    assert!(matches!(outcome, Some(FiscalOutcome::Done(_))));
}

#[test]
fn what_the_device_does_not_know_is_sent_again_under_the_same_name() {
    let (posts, outcome) = register([
        Reply::Lost,
        error(404),
        answer(201, "{}"),
        answer(200, READY),
    ]);
    assert_eq!(posts, 2);
    assert!(matches!(outcome, Some(FiscalOutcome::Done(_))));
    let endless = std::iter::repeat_with(|| [Reply::Lost, error(404)]).flatten();
    assert_eq!(
        register(endless),
        (
            MAX_POSTS,
            Some(FiscalOutcome::unknown(FiscalDoubt::Forgotten))
        )
    );
}

#[test]
fn what_the_device_took_and_forgot_is_not_sent_again() {
    let forgotten = Some(FiscalOutcome::unknown(FiscalDoubt::Forgotten));
    assert_eq!(
        register([answer(201, "{}"), error(404)]),
        (1, forgotten.clone())
    );
    let seen = [answer(200, WORKING), error(404)];
    assert_eq!(resume(Duration::ZERO, seen), (0, forgotten.clone()));
    // An old intent may have been registered and forgotten.
    assert_eq!(resume(RESEND_WITHIN, [error(404)]), (0, forgotten));
}

#[test]
fn a_young_intent_that_never_arrived_is_sent() {
    let replies = [error(404), answer(201, "{}"), answer(200, READY)];
    let (posts, outcome) = resume(Duration::from_secs(60), replies);
    assert_eq!(posts, 1);
    assert!(matches!(outcome, Some(FiscalOutcome::Done(_))));
}

#[test]
fn a_question_alone_sends_nothing() {
    let now = Instant::now();
    let once = Limits {
        total: Duration::ZERO,
        ..LIMITS
    };
    let ask = |reply| follow(Conduct::ask(once, now, None), [reply], now);
    assert_eq!(
        ask(error(404)),
        (0, Some(FiscalOutcome::unknown(FiscalDoubt::NotThere)))
    );
    let working = FiscalOutcome::Pending {
        wait: FiscalWait::Working,
    };
    assert_eq!(ask(answer(200, WORKING)), (0, Some(working)));
}

#[rstest]
#[case(Reply::NotReached, RefusalReason::NotReached)]
#[case(error(401), RefusalReason::Unauthorized)]
#[case(error(400), RefusalReason::BadRequest)]
fn what_was_not_taken_is_refused(#[case] reply: Reply, #[case] reason: RefusalReason) {
    let (posts, outcome) = register([reply]);
    assert_eq!(posts, 1);
    assert!(matches!(outcome, Some(FiscalOutcome::Refused(refusal)) if refusal.reason == reason));
}

#[test]
fn a_conflict_is_known_already_or_not_ready_as_the_question_tells() {
    let (_, known) = register([error(409), answer(200, READY)]);
    assert!(matches!(known, Some(FiscalOutcome::Done(_))));
    let (posts, not_ready) = register([error(409), error(404)]);
    assert_eq!(posts, 1);
    assert!(
        matches!(not_ready, Some(FiscalOutcome::Refused(refusal)) if refusal.reason == RefusalReason::DeviceNotReady)
    );
}

#[rstest]
#[case(44, FiscalWait::Paper)]
#[case(2, FiscalWait::Connection)]
#[case(116, FiscalWait::Storage)]
fn a_blocked_queue_is_waited_for_and_named(#[case] code: i64, #[case] wait: FiscalWait) {
    let blocked = format!(
        r#"{{"results":[{{"status":"blocked","error":{{"code":{code},"description":"x"}}}}]}}"#
    );
    let replies =
        std::iter::once(answer(201, "{}")).chain(std::iter::repeat_with(|| answer(200, &blocked)));
    assert_eq!(
        register(replies),
        (1, Some(FiscalOutcome::Pending { wait }))
    );
}

#[test]
fn silence_to_the_end_leaves_a_doubt() {
    let silence = std::iter::repeat_with(|| Reply::Lost);
    assert_eq!(
        register(silence),
        (1, Some(FiscalOutcome::unknown(FiscalDoubt::NoAnswer)))
    );
    let (_, outcome) = register([Reply::Lost, error(401)]);
    assert_eq!(
        outcome,
        Some(FiscalOutcome::unknown(FiscalDoubt::Unauthorized))
    );
}

#[rstest]
#[case(r#"{"results":[{"status":"error","errorCode":68,"errorDescription":"Смена превысила 24 часа"}]}"#, RefusalReason::ShiftExpired)]
#[case(
    r#"{"results":[{"status":"error","error":{"code":44,"description":"Нет бумаги"}}]}"#,
    RefusalReason::PaperOut
)]
#[case(
    r#"{"results":[{"status":"canceled","error":{"code":503,"description":"Задание отменено"}}]}"#,
    RefusalReason::Canceled
)]
#[case(
    r#"{"results":[{"status":"error","error":{"code":9999,"description":"?"}}]}"#,
    RefusalReason::Other
)]
fn errors_of_both_generations_of_servers_are_read(
    #[case] body: &str,
    #[case] reason: RefusalReason,
) {
    let (_, outcome) = register([answer(201, "{}"), answer(200, body)]);
    let Some(FiscalOutcome::Refused(refusal)) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(refusal.reason, reason);
    assert!(refusal.device_code.is_some() && refusal.device_text.is_some());
}

proptest! {
    #[test]
    fn no_noise_registers_anything(bytes in proptest::collection::vec(any::<u8>(), 0..200), status in 100_u16..600) {
        let reply = || Reply::Answer { status, body: bytes.clone() };
        let (_, outcome) = register(std::iter::repeat_with(reply));
        prop_assert!(!matches!(outcome, Some(FiscalOutcome::Done(_))));
    }

    #[test]
    fn a_damaged_answer_registers_nothing_that_is_not_ready(place in 0_usize..10_000, flip in 1_u8..=255) {
        let mut bytes = WORKING.as_bytes().to_vec();
        let place = place % bytes.len();
        bytes[place] ^= flip;
        let replies = std::iter::once(answer(201, "{}"))
            .chain(std::iter::repeat_with(|| Reply::Answer { status: 200, body: bytes.clone() }));
        let (_, outcome) = register(replies);
        prop_assert!(!matches!(outcome, Some(FiscalOutcome::Done(_))));
    }
}
