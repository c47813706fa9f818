//! What can be wrong with a printer.

use crate::simulate::fault::faults;

/// What a stalling or resetting printer takes when nothing else is said: the memory of many a printer.
const USUAL_LIMIT: usize = 4_096;

/// How slow a slow printer is when nothing else is said, in bytes a second.
const USUAL_SLOWNESS: usize = 500;

faults! {
    /// What is wrong with the printer, until it is told otherwise.
    pub enum PrinterFault of "a printer" {
        /// Nothing.
        #[default]
        None => "none" | "ok",
        /// It is switched off: connections are refused, and what was not printed is lost.
        Off => "off",
        /// No paper: it says so when asked, keeps what fits its memory, and prints that when paper is there again.
        PaperOut => "paper-out",
        /// Paper for so many bytes of a job; then it is [`Self::PaperOut`].
        PaperOutAfter(usize = USUAL_LIMIT) => "paper-out-after",
        /// The roll is about to end: it says so and prints.
        PaperNearEnd => "paper-near-end",
        /// The cover is open; otherwise as without paper.
        CoverOpen => "cover-open",
        /// The cutter gets stuck at the next cut; then it prints no more until the fault goes.
        CutterError => "cutter-error",
        /// It prints but never answers a question, as many cheap printers do.
        NeverAnswers => "never-answers",
        /// It answers about its state, but never that a job is done: some do not know that question.
        NeverSaysDone => "never-says-done",
        /// It answers every question with bytes that are no answer.
        AnswersGarbage => "answers-garbage",
        /// It takes so many bytes of a job and then no more, until the fault goes.
        StallsAfter(usize = USUAL_LIMIT) => "stalls-after",
        /// It starts anew after so many bytes of a job: the connection breaks, and what was not printed is lost.
        ResetsAfter(usize = USUAL_LIMIT) => "resets-after",
        /// It prints only so many bytes in a second.
        Slow(usize = USUAL_SLOWNESS) => "slow",
    }
}

impl PrinterFault {
    /// Whether nothing comes onto the paper.
    #[must_use]
    pub const fn stops_printing(self) -> bool {
        matches!(self, Self::PaperOut | Self::CoverOpen | Self::Off)
    }
}
