//! A till that dies between any two steps.

use std::sync::Mutex;

use rstest::rstest;

use super::*;
use crate::terminal::journal::{FileJournal, JournalError};

/// A journal that writes so many stages, then stands for a till that died: it keeps what is written and takes no more.
struct DyingJournal {
    kept: Arc<FileJournal>,
    left: Mutex<usize>,
}

impl IntentJournal for DyingJournal {
    fn write(&self, entry: &Entry) -> Result<(), JournalError> {
        let mut left = self.left.lock().unwrap();
        if *left == 0 {
            return Err(JournalError {
                reason: "no power".to_owned(),
            });
        }
        *left -= 1;
        self.kept.write(entry)
    }

    fn read(&self, id: IntentId) -> Result<Option<Entry>, JournalError> {
        self.kept.read(id)
    }

    fn unsettled(&self) -> Result<Vec<Entry>, JournalError> {
        self.kept.unsettled()
    }
}

#[rstest]
// Dies before the intent, before the charge, after it was sent, after the approval was heard; and not at all.
#[case(0, 0)]
#[case(1, 0)]
#[case(2, 1)]
#[case(3, 1)]
#[case(4, 1)]
fn a_crash_between_any_two_steps_charges_at_most_once(
    #[case] writes: usize,
    #[case] charges: u32,
    #[values(TerminalFault::None, TerminalFault::DropsAfterCharge)] fault: TerminalFault,
) {
    let simulated = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    simulated.charge_by_hand(1234);
    simulated.set_fault(fault);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("payments.jsonl");
    let dying = DyingJournal {
        kept: Arc::new(FileJournal::open(&path).unwrap()),
        left: Mutex::new(writes),
    };
    let first = ZvtTerminal::new(config(&simulated), Arc::new(dying));
    first.begin(intent(1), SALE);
    drop(first.wait(intent(1), PATIENCE));
    drop(first);
    assert_eq!(simulated.counts().charges, 1 + charges);

    // The till starts again with what the file holds.
    simulated.set_fault(TerminalFault::None);
    let journal = Arc::new(FileJournal::open(&path).unwrap());
    let second = ZvtTerminal::new(config(&simulated), journal);
    second.resume(intent(1));
    let outcome = second.wait(intent(1), PATIENCE);
    assert_eq!(
        simulated.counts().charges,
        1 + charges,
        "a restart never charges"
    );
    match charges {
        0 => assert!(matches!(outcome, Outcome::Declined(_)), "{outcome:?}"),
        _ => assert!(matches!(outcome, Outcome::Approved(_)), "{outcome:?}"),
    }
    // Nothing is left in doubt, so that selling goes on.
    assert!(matches!(pay(&second, intent(2)), Outcome::Approved(_)));
}

#[test]
fn a_torn_line_of_the_file_is_cut_off_and_a_spoilt_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("payments.jsonl");
    let entry = Entry {
        id: intent(1),
        operation: SALE,
        stage: Stage::Prepared,
    };
    FileJournal::open(&path).unwrap().write(&entry).unwrap();
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, [whole.as_slice(), b"{\"id\":\"0000"].concat()).unwrap();
    let journal = FileJournal::open(&path).unwrap();
    assert_eq!(journal.unsettled().unwrap(), [entry]);
    assert_eq!(std::fs::read(&path).unwrap(), whole);
    std::fs::write(&path, [b"nonsense\n", whole.as_slice()].concat()).unwrap();
    assert!(
        FileJournal::open(&path)
            .unwrap_err()
            .reason
            .starts_with("byte 0")
    );
}
