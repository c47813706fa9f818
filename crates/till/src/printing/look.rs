//! Asking a printer how it is, and its drawer's sensor.

use std::time::{Duration, Instant};

use bezmen_contract::till::PrinterState;
use bezmen_devices::printer::encode;
use bezmen_devices::printer::status::{
    Condition, Paper, PrinterStatus, Reply, ReplyReader, StatusRequest,
};
use bezmen_devices::transport::{Link, PortAddress, TransportError};
use bezmen_domain::locale::Locale;

use super::setup::PrinterSetup;
use super::station::Seen;

/// How long one read waits; the answer to a question is put together of such turns.
const READ_TURN: Duration = Duration::from_millis(25);

/// How long finding an idle printer may take, and connecting to it: the end of the till waits for it.
const SHORT_CONNECT: Duration = Duration::from_secs(1);

/// How long the drawer may take to open after its pulse.
const DRAWER_OPENS_WITHIN: Duration = Duration::from_secs(1);

/// Everything a printer can be asked, the whole first.
const QUESTIONS: [StatusRequest; 4] = [
    StatusRequest::Printer,
    StatusRequest::OfflineCause,
    StatusRequest::ErrorCause,
    StatusRequest::Paper,
];

/// A question and what came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question.
    pub request: StatusRequest,
    /// The bytes, whatever they are.
    pub bytes: Vec<u8>,
    /// What they say, when they are an answer.
    pub status: Option<PrinterStatus>,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// The questions, in order.
    pub answers: Vec<Answered>,
    /// What is known from them.
    pub condition: Condition,
}

/// The drawer's sensor around a pulse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawerLook {
    /// Whether it was high before.
    pub before: Option<bool>,
    /// Whether it is high after it.
    pub after: Option<bool>,
}

/// How thorough a look is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// A printer that leaves a question unanswered is asked no more: the next job may be waiting.
    Short,
    /// Every question is asked.
    Long,
}

impl PrinterSetup {
    /// Whether there is anything to learn by asking while nothing is printed.
    pub fn can_be_watched(&self) -> bool {
        let is_two_way = matches!(
            self.address(),
            PortAddress::Tcp { .. } | PortAddress::Serial { .. } | PortAddress::Usb { .. }
        );
        (is_two_way && self.profile().answers_status) || self.is_device_file()
    }

    /// Asks the printer how it is. A way that leads in one direction only gives no answers.
    ///
    /// # Errors
    /// The printer cannot be reached: says what is wrong and what to do.
    pub fn look(&self, patience: Patience) -> Result<Look, TransportError> {
        let mut look = Look::default();
        let connect = match patience {
            Patience::Short => self.limits().connect.min(SHORT_CONNECT),
            Patience::Long => self.limits().connect,
        };
        let Some(mut line) = self.line(connect)? else {
            for status in self.ask_port()? {
                look.condition.answered(&status);
                look.answers.push(Answered {
                    request: question_of(&status),
                    bytes: Vec::new(),
                    status: Some(status),
                });
            }
            return Ok(look);
        };
        for request in QUESTIONS {
            let answered = line.ask(request, &mut look.condition)?;
            let is_silent = answered.status.is_none();
            look.answers.push(answered);
            if is_silent && patience == Patience::Short {
                break;
            }
        }
        Ok(look)
    }

    /// Opens the drawer and watches its sensor for a second.
    ///
    /// # Errors
    /// The printer cannot be reached: says what is wrong and what to do.
    pub fn try_drawer(&self) -> Result<DrawerLook, TransportError> {
        let mut line = self.line(self.limits().connect)?;
        let level = |line: &mut Option<Line>| {
            let mut condition = Condition::default();
            match line {
                Some(line) => {
                    line.ask(StatusRequest::Printer, &mut condition)?;
                }
                None => {
                    for status in self.ask_port()? {
                        condition.answered(&status);
                    }
                }
            }
            Ok::<_, TransportError>(condition)
        };
        let first = level(&mut line)?;
        // A printer that does not print now keeps a usual pulse for later.
        let pulse = if first.online == Some(false) {
            encode::drawer_kick_now(self.profile())
        } else {
            encode::drawer_kick(self.profile())
        };
        match &mut line {
            Some(line) => line.link.send(&pulse)?,
            None => self.send_now(&pulse)?,
        }
        let before = first.drawer_pin3_high;
        let mut after = before;
        let deadline = Instant::now() + DRAWER_OPENS_WITHIN;
        while before.is_some() && after == before && Instant::now() < deadline {
            after = level(&mut line)?.drawer_pin3_high.or(after);
        }
        Ok(DrawerLook { before, after })
    }

    /// Opens the way to the printer where it leads in both directions. A device that is not there is said for any way.
    fn line(&self, connect: Duration) -> Result<Option<Line>, TransportError> {
        match self.address() {
            PortAddress::Tcp { .. } | PortAddress::Serial { .. } => {
                let link = Link::open(self.address(), connect, READ_TURN)?;
                Ok(Some(Line {
                    link,
                    answer: self.limits().answer,
                }))
            }
            PortAddress::File { path } if self.is_device_file() && !path.exists() => {
                Err(TransportError::NoSuchPort {
                    path: path.display().to_string(),
                })
            }
            PortAddress::File { .. }
            | PortAddress::Usb { .. }
            | PortAddress::Cups { .. }
            | PortAddress::Windows { .. }
            | PortAddress::Hidraw { .. } => Ok(None),
        }
    }

    pub(super) fn is_device_file(&self) -> bool {
        matches!(self.address(), PortAddress::File { path } if path.starts_with("/dev"))
    }
}

const fn question_of(status: &PrinterStatus) -> StatusRequest {
    match status {
        PrinterStatus::Printer { .. } => StatusRequest::Printer,
        PrinterStatus::OfflineCause { .. } => StatusRequest::OfflineCause,
        PrinterStatus::ErrorCause { .. } => StatusRequest::ErrorCause,
        PrinterStatus::Paper { .. } => StatusRequest::Paper,
    }
}

struct Line {
    link: Link,
    answer: Duration,
}

impl Line {
    fn ask(
        &mut self,
        request: StatusRequest,
        condition: &mut Condition,
    ) -> Result<Answered, TransportError> {
        self.link.send(&request.bytes())?;
        let mut reader = ReplyReader::new();
        reader.asked(request);
        let mut answered = Answered {
            request,
            bytes: Vec::new(),
            status: None,
        };
        let deadline = Instant::now() + self.answer;
        let mut buffer = [0; 64];
        while answered.status.is_none() && Instant::now() < deadline {
            let count = self.link.receive(&mut buffer)?;
            let bytes = buffer.get(..count).unwrap_or_default();
            answered.bytes.extend(bytes);
            for reply in reader.feed(bytes) {
                match reply {
                    Reply::Answer(status) => {
                        condition.answered(&status);
                        answered.status = Some(status);
                    }
                    Reply::Automatic(block) => condition.automatic(&block),
                    Reply::Stray(_) => {}
                }
            }
        }
        Ok(answered)
    }
}

/// What the lamp makes of a look.
pub fn seen_of(look: &Result<Look, TransportError>, locale: Locale) -> Seen {
    let condition = match look {
        Ok(look) => look.condition,
        Err(error) => {
            return Seen {
                state: PrinterState::Trouble,
                words: error.words(locale),
                drawer_high: None,
            };
        }
    };
    let yes = Some(true);
    let is_bad = condition.cover_open == yes
        || condition.cutter_error == yes
        || condition.error == yes
        || condition.online == Some(false)
        || condition.paper == Some(Paper::End);
    let state = if is_bad {
        PrinterState::Trouble
    } else if condition.paper == Some(Paper::NearEnd) {
        PrinterState::Attention
    } else {
        PrinterState::Ready
    };
    let words = if state == PrinterState::Ready {
        ""
    } else {
        condition.words(locale)
    };
    Seen {
        state,
        words: words.to_owned(),
        drawer_high: condition.drawer_pin3_high,
    }
}
