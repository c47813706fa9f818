use super::*;

/// What somebody does to an operation on its way.
type Change = fn(&mut OpRecord);

fn record(seq: u64, prev: &Hash, body: &str) -> OpRecord {
    let mut op = OpRecord {
        seq,
        op_id: OpId::from_parts(1_700_000_000_000 + seq, [7; 10]),
        kind: "sale".to_owned(),
        v: 1,
        hlc: Hlc::from_raw(111_411_200_000_000),
        wall_ms: 1_700_000_000_000,
        body: body.to_owned(),
        prev_hash: hash_text(prev),
        hash: String::new(),
    };
    op.hash = hash_text(&record_hash(terminal(), 3, &op, prev));
    op
}

fn terminal() -> TerminalId {
    TerminalId::from_parts(1_600_000_000_000, [1; 10])
}

fn run() -> Vec<OpRecord> {
    let mut prev = GENESIS;
    (1..=4)
        .map(|seq| {
            let op = record(seq, &prev, &format!("{{\"n\":{seq}}}"));
            prev = parse_hash(&op.hash).unwrap();
            op
        })
        .collect()
}

/// Tills in shops have written this hash into ledgers: when it changes here, their logs no longer verify.
#[test]
fn the_hash_of_a_known_operation_never_changes() {
    assert_eq!(
        run()[0].hash,
        "d52ed14105ceb07c0106594d6647c9bf030cd2ab4b04540cc587a20af077f246"
    );
}

#[test]
fn a_whole_run_verifies_and_gives_its_last_hash() {
    let ops = run();
    let last = verify_run(terminal(), 3, Some(&GENESIS), &ops).unwrap();
    assert_eq!(hash_text(&last), ops[3].hash);
    assert_eq!(verify_run(terminal(), 3, Some(&last), &[]).unwrap(), last);
}

#[test]
fn the_middle_of_a_log_verifies_on_top_of_the_hash_before_it() {
    let ops = run();
    let prev = parse_hash(&ops[1].hash).unwrap();
    assert!(verify_run(terminal(), 3, Some(&prev), &ops[2..]).is_ok());
    assert!(verify_run(terminal(), 3, None, &ops[2..]).is_ok());
    assert_eq!(
        verify_run(terminal(), 3, Some(&GENESIS), &ops[2..]),
        Err(BrokenChain { seq: 3 })
    );
}

#[test]
fn a_change_of_any_field_is_noticed() {
    let changes: [(&str, Change); 8] = [
        ("body", |op| op.body.push(' ')),
        ("type", |op| op.kind = "return".to_owned()),
        ("version", |op| op.v = 2),
        ("clock", |op| op.wall_ms += 1),
        ("hlc", |op| op.hlc = Hlc::from_raw(5)),
        ("id", |op| op.op_id = OpId::from_parts(0, [0; 10])),
        ("hash", |op| op.hash = hash_text(&[9; 32])),
        ("previous hash", |op| op.prev_hash = hash_text(&[9; 32])),
    ];
    for (name, change) in changes {
        let mut ops = run();
        change(&mut ops[2]);
        assert_eq!(
            verify_run(terminal(), 3, Some(&GENESIS), &ops),
            Err(BrokenChain { seq: 3 }),
            "{name}"
        );
    }
}

#[test]
fn another_terminal_or_epoch_has_another_chain() {
    assert!(verify_run(terminal(), 4, Some(&GENESIS), &run()).is_err());
    assert!(
        verify_run(
            TerminalId::from_parts(0, [0; 10]),
            3,
            Some(&GENESIS),
            &run()
        )
        .is_err()
    );
}

#[test]
fn a_missing_repeated_or_swapped_operation_is_noticed() {
    let mut missing = run();
    missing.remove(1);
    assert_eq!(
        verify_run(terminal(), 3, Some(&GENESIS), &missing),
        Err(BrokenChain { seq: 3 })
    );
    let mut repeated = run();
    repeated.insert(1, repeated[0].clone());
    assert_eq!(
        verify_run(terminal(), 3, Some(&GENESIS), &repeated),
        Err(BrokenChain { seq: 1 })
    );
    let mut swapped = run();
    swapped.swap(1, 2);
    assert!(verify_run(terminal(), 3, Some(&GENESIS), &swapped).is_err());
}

#[test]
fn bytes_cannot_move_between_type_and_body() {
    let header = |kind| OpHeader {
        terminal_id: terminal(),
        epoch: 1,
        seq: 1,
        op_id: OpId::from_parts(1, [0; 10]),
        kind,
        v: 1,
        hlc: Hlc::from_raw(1),
        wall_ms: 0,
    };
    assert_ne!(
        op_hash(&GENESIS, &header("sale"), "x"),
        op_hash(&GENESIS, &header("sal"), "ex")
    );
}

#[test]
fn a_hash_reads_back_and_rubbish_does_not() {
    assert_eq!(parse_hash(&hash_text(&[171; 32])).unwrap(), [171; 32]);
    for text in [
        "",
        "00",
        "zz",
        &"0".repeat(63),
        &"0".repeat(65),
        &"g".repeat(64),
    ] {
        assert_eq!(parse_hash(text), Err(ParseHashError));
    }
}
