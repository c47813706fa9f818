//! What can be wrong with a printer.

/// What is wrong with the printer, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PrinterFault {
    /// Nothing.
    #[default]
    None,
    /// It is switched off: connections are refused, and what was not printed is lost.
    Off,
    /// No paper: it says so when asked, keeps what fits its memory, and prints that when paper is there again.
    PaperOut,
    /// Paper for so many bytes of a job; then it is [`Self::PaperOut`].
    PaperOutAfter(usize),
    /// The roll is about to end: it says so and prints.
    PaperNearEnd,
    /// The cover is open; otherwise as without paper.
    CoverOpen,
    /// The cutter gets stuck at the next cut; then it prints no more until the fault goes.
    CutterError,
    /// It prints but never answers a question, as many cheap printers do.
    NeverAnswers,
    /// It answers about its state, but never that a job is done: some do not know that question.
    NeverSaysDone,
    /// It answers every question with bytes that are no answer.
    AnswersGarbage,
    /// It takes so many bytes of a job and then no more, until the fault goes.
    StallsAfter(usize),
    /// It starts anew after so many bytes of a job: the connection breaks, and what was not printed is lost.
    ResetsAfter(usize),
    /// It prints only so many bytes in a second.
    Slow(usize),
}

/// What a stalling or resetting printer takes when nothing else is said: the memory of many a printer.
const USUAL_LIMIT: usize = 4_096;

/// How slow a slow printer is when nothing else is said, in bytes a second.
const USUAL_SLOWNESS: usize = 500;

/// A word that names no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{name}” is no fault of a printer: write one of {known}", known = PrinterFault::names().join(", "))]
pub struct UnknownPrinterFault {
    /// The word.
    pub name: String,
}

impl PrinterFault {
    /// The names of all faults, as [`Self::from_name`] reads them.
    #[must_use]
    pub const fn names() -> &'static [&'static str] {
        &[
            "none",
            "off",
            "paper-out",
            "paper-out-after",
            "paper-near-end",
            "cover-open",
            "cutter-error",
            "never-answers",
            "never-says-done",
            "answers-garbage",
            "stalls-after",
            "resets-after",
            "slow",
        ]
    }

    /// The name of the fault, without its number.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Off => "off",
            Self::PaperOut => "paper-out",
            Self::PaperOutAfter(_) => "paper-out-after",
            Self::PaperNearEnd => "paper-near-end",
            Self::CoverOpen => "cover-open",
            Self::CutterError => "cutter-error",
            Self::NeverAnswers => "never-answers",
            Self::NeverSaysDone => "never-says-done",
            Self::AnswersGarbage => "answers-garbage",
            Self::StallsAfter(_) => "stalls-after",
            Self::ResetsAfter(_) => "resets-after",
            Self::Slow(_) => "slow",
        }
    }

    /// Reads a fault: its name, and for those with a number of bytes that number behind a space, colon or equals sign,
    /// as in `stalls-after 512`. Without one it is 4096 bytes, or 500 a second.
    ///
    /// # Errors
    /// Says which names there are.
    pub fn from_name(text: &str) -> Result<Self, UnknownPrinterFault> {
        let unknown = || UnknownPrinterFault {
            name: text.trim().to_owned(),
        };
        let (name, number) = match text.trim().split_once([' ', ':', '=']) {
            Some((name, number)) => {
                let number = number.trim().parse::<usize>().map_err(|_| unknown())?;
                (name, Some(number))
            }
            None => (text.trim(), None),
        };
        let limit = number.unwrap_or(USUAL_LIMIT);
        let fault = match name.replace('_', "-").as_str() {
            "paper-out-after" => return Ok(Self::PaperOutAfter(limit)),
            "stalls-after" => return Ok(Self::StallsAfter(limit)),
            "resets-after" => return Ok(Self::ResetsAfter(limit)),
            "slow" => return Ok(Self::Slow(number.unwrap_or(USUAL_SLOWNESS).max(1))),
            "none" | "ok" => Self::None,
            "off" => Self::Off,
            "paper-out" => Self::PaperOut,
            "paper-near-end" => Self::PaperNearEnd,
            "cover-open" => Self::CoverOpen,
            "cutter-error" => Self::CutterError,
            "never-answers" => Self::NeverAnswers,
            "never-says-done" => Self::NeverSaysDone,
            "answers-garbage" => Self::AnswersGarbage,
            _ => return Err(unknown()),
        };
        if number.is_some() {
            return Err(unknown());
        }
        Ok(fault)
    }

    /// Whether nothing comes onto the paper.
    #[must_use]
    pub const fn stops_printing(self) -> bool {
        matches!(self, Self::PaperOut | Self::CoverOpen | Self::Off)
    }
}
