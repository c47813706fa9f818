//! What is said to a scale for each row, and what its answers mean.

use bezmen_domain::business_date::BusinessDate;

use super::{NetworkScale, ReadyRow, cas_lp, digi, shtrih};

/// How a scale is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendOptions {
    /// The scale's number on its line, 1 for most.
    pub number: u8,
    /// The password of its administrator, four digits.
    pub password: [u8; 4],
    /// Today; a scale without shelf lives in days is told the last day.
    pub today: BusinessDate,
}

impl SendOptions {
    /// The first scale with the password it comes with.
    #[must_use]
    pub const fn new(today: BusinessDate) -> Self {
        Self {
            number: 1,
            password: *b"0030",
            today,
        }
    }
}

/// Something to say, and what to wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) send: Vec<u8>,
    pub(super) answer: Answer,
    /// Whether the scale may have taken the row once this is sent.
    pub(super) writes: bool,
}

/// The kinds of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// The address and 80h.
    CasReady(u8),
    /// AAh or EEh.
    CasDone,
    /// 15h: nothing is pending. 06h and a frame: the answer to an earlier row, which nobody has thanked for.
    ShtrihIdle,
    /// 06h and a frame with a result.
    ShtrihDone,
    /// A frame with a result, with its length in four bytes before it.
    MertechDone,
    /// 06h.
    DigiDone,
}

/// What an answer is thanked for with.
pub(super) const ACK: u8 = 0x06;

/// What an answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// More bytes are to come.
    Unfinished,
    /// Go on.
    Done,
    /// Try again a little later, or take the code for a refusal at last.
    Busy(u8),
    /// The scale gave out an answer that it had kept: it is thanked for, and what was said is said again.
    Held,
    /// The scale does not take the row, and says why by a number.
    Refused(u8),
    /// No scale of this kind says so.
    Nonsense,
}

/// The steps that write a row.
pub(super) fn steps(scale: NetworkScale, row: &ReadyRow, options: &SendOptions) -> Vec<Step> {
    let ask = |send: Vec<u8>, answer| Step {
        send,
        answer,
        writes: false,
    };
    let write = |send: Vec<u8>, answer| Step {
        send,
        answer,
        writes: true,
    };
    match scale {
        NetworkScale::CasLp => {
            let mut record = vec![0x82];
            record.extend(cas_lp::Record::of(row, options.today).bytes());
            let number = options.number;
            vec![
                ask(vec![number], Answer::CasReady(number)),
                write(record, Answer::CasDone),
            ]
        }
        NetworkScale::ShtrihPrint => {
            let mut frame = shtrih::body(&shtrih::Record::of(row).bytes(options.password));
            frame.push(shtrih::lrc(&frame));
            vec![
                ask(vec![0x05], Answer::ShtrihIdle),
                write(frame, Answer::ShtrihDone),
            ]
        }
        NetworkScale::Mertech => {
            let body = shtrih::body(&shtrih::Record::of(row).bytes(options.password));
            let mut frame = u32::try_from(body.len())
                .unwrap_or(0)
                .to_le_bytes()
                .to_vec();
            frame.extend(body);
            vec![write(frame, Answer::MertechDone)]
        }
        NetworkScale::Digi => vec![write(digi::record(row), Answer::DigiDone)],
    }
}

impl Answer {
    /// Reads what has come so far.
    pub(super) fn judge(self, bytes: &[u8]) -> Verdict {
        match (self, bytes) {
            (_, []) => Verdict::Unfinished,
            (Self::CasReady(number), [first]) if *first == number => Verdict::Unfinished,
            (Self::CasReady(number), [first, 0x80, ..]) if *first == number => Verdict::Done,
            (Self::CasDone, [0xaa, ..]) | (Self::DigiDone, [0x06, ..]) => Verdict::Done,
            (Self::CasDone, [0xee, ..]) => Verdict::Busy(0xee),
            (Self::DigiDone, [0x15, ..]) => Verdict::Refused(0x15),
            (Self::ShtrihIdle, [0x15, ..]) => Verdict::Done,
            (Self::ShtrihIdle, [ACK, frame @ ..]) => shtrih_held(frame),
            (Self::ShtrihDone, [0x15, ..]) => Verdict::Busy(0x15),
            (Self::ShtrihDone, [0x06, frame @ ..]) => shtrih_result(frame, true),
            (Self::MertechDone, [0x02, ..]) => shtrih_result(bytes, false),
            (Self::MertechDone, [_, _, _, _, frame @ ..]) => shtrih_result(frame, false),
            (Self::MertechDone, _) => Verdict::Unfinished,
            (
                Self::CasReady(_)
                | Self::CasDone
                | Self::ShtrihIdle
                | Self::ShtrihDone
                | Self::DigiDone,
                _,
            ) => Verdict::Nonsense,
        }
    }

    /// What it means that nothing more comes.
    pub(super) const fn judge_cut(self, bytes: &[u8]) -> Option<Verdict> {
        match (self, bytes) {
            // It keeps an answer, and is too busy to give it out.
            (Self::ShtrihIdle, [ACK, ..]) => Some(Verdict::Busy(ACK)),
            _ => None,
        }
    }

    /// What is said to an answer that came whole.
    pub(super) const fn thanks(self) -> &'static [u8] {
        match self {
            Self::ShtrihDone => &[ACK],
            Self::CasReady(_)
            | Self::CasDone
            | Self::ShtrihIdle
            | Self::MertechDone
            | Self::DigiDone => &[],
        }
    }
}

/// Reads an answer that the scale had kept. Which one it is and whether it came right does not matter: the row in doubt is
/// written again.
fn shtrih_held(frame: &[u8]) -> Verdict {
    match frame {
        [] | [0x02] => Verdict::Unfinished,
        [0x02, length, rest @ ..] if rest.len() > usize::from(*length) => Verdict::Held,
        [0x02, ..] => Verdict::Unfinished,
        _ => Verdict::Nonsense,
    }
}

/// Reads STX, length, command and result, with a check byte behind them or not.
fn shtrih_result(frame: &[u8], checked: bool) -> Verdict {
    let Some(length) = frame.get(1) else {
        return match frame {
            [] | [0x02] => Verdict::Unfinished,
            _ => Verdict::Nonsense,
        };
    };
    let length = usize::from(*length) + 2;
    let whole = length + usize::from(checked);
    let Some(all) = frame.get(..whole) else {
        return Verdict::Unfinished;
    };
    let body = all.get(..length).unwrap_or_default();
    if checked && all.last() != Some(&shtrih::lrc(body)) {
        return Verdict::Nonsense;
    }
    match body {
        [0x02, _, shtrih::WRITE, 0, ..] => Verdict::Done,
        [0x02, _, shtrih::WRITE, code, ..] => Verdict::Refused(*code),
        _ => Verdict::Nonsense,
    }
}
