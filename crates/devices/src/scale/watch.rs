//! What is known about a scale, kept from what its line brings. It owns no port and no clock.

use std::time::Duration;

use bezmen_domain::locale::Locale;

use super::codec::ScaleCodec;
use super::protocol::ScaleCommand;
use super::reading::{Observation, Refusal, RefusalReason};
use super::said::{Heard, Label, Said};
use super::settle::Settling;
use super::traffic::{Direction, Traffic};
use crate::transport::TransportError;

/// How much longer than its answer may take a scale may be silent before that is said.
const SILENCE: Duration = Duration::from_millis(500);

/// The most barcodes that wait to be taken; a scanner that nobody listens to is no reason to keep more.
const MOST_LABELS: usize = 64;

/// How the conversation goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// The port is being opened.
    Connecting,
    /// The scale answers.
    Live,
    /// The port is open, but nothing comes.
    Silent,
    /// Something comes, but not this protocol.
    Garbled,
    /// The scale answers, and refuses whatever it is asked.
    Refusing,
    /// The port cannot be used.
    Failed {
        /// A word for programs.
        code: &'static str,
        /// What to do, in Russian and in English.
        words: [String; 2],
    },
}

impl LinkState {
    /// A word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Live => "live",
            Self::Silent => "silent",
            Self::Garbled => "garbled",
            Self::Refusing => "refusing",
            Self::Failed { code, .. } => code,
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> &str {
        match self {
            Self::Connecting => locale.pick("соединяемся с весами", "connecting to the scale"),
            Self::Live => locale.pick("весы на связи", "the scale answers"),
            Self::Silent => locale.pick(
                "весы молчат: проверьте питание, кабель и протокол",
                "the scale is silent: check its power, cable and protocol",
            ),
            Self::Garbled => locale.pick(
                "весы говорят непонятно: проверьте протокол и скорость порта",
                "the scale speaks something else: check the protocol and the speed of the port",
            ),
            Self::Refusing => locale.pick(
                "весы отказывают в ответе: посмотрите на их табло, выйдите из их меню",
                "the scale refuses to answer: look at its display and leave its menu",
            ),
            Self::Failed {
                words: [russian, english],
                ..
            } => locale.pick(russian, english),
        }
    }
}

/// Watches a scale.
#[derive(Debug)]
pub struct Watch {
    codec: ScaleCodec,
    settling: Settling,
    link: LinkState,
    latest: Option<(Observation, Duration)>,
    last_answer: Option<Observation>,
    labels: Vec<Label>,
    traffic: Traffic,
    /// When it last said something of use.
    understood_at: Duration,
    /// Something came since then that was no frame.
    garbled: bool,
    /// It refused since then.
    refused: bool,
}

impl Watch {
    /// Makes one for a scale that is not connected yet.
    #[must_use]
    pub fn new(codec: ScaleCodec) -> Self {
        Self {
            codec,
            settling: Settling::default(),
            link: LinkState::Connecting,
            latest: None,
            last_answer: None,
            labels: Vec::new(),
            traffic: Traffic::default(),
            understood_at: Duration::ZERO,
            garbled: false,
            refused: false,
        }
    }

    /// Hears that the line was opened.
    pub fn connected(&mut self, at: Duration) {
        self.codec.reset();
        self.settling.forget();
        self.understood_at = at;
        (self.garbled, self.refused) = (false, false);
    }

    /// Hears that the line could not be opened, or broke.
    pub fn broken(&mut self, error: &TransportError) {
        self.link = LinkState::Failed {
            code: error.code(),
            words: [error.words(Locale::Ru), error.words(Locale::En)],
        };
        self.latest = None;
    }

    /// Gives bytes that are due to be sent.
    pub fn due(&mut self, at: Duration) -> Option<Vec<u8>> {
        let bytes = self.codec.to_send(at)?;
        self.traffic.note(Direction::Sent, &bytes, &[], at);
        Some(bytes)
    }

    /// Queues a command; says whether the scale answers and its protocol has it. How the scale took it is in
    /// [`Self::last_answer`] later. A scale that does not answer is told nothing: it would carry the command out over
    /// whatever lies on it when it comes back.
    pub fn command(&mut self, command: ScaleCommand) -> bool {
        if self.link != LinkState::Live {
            return false;
        }
        self.last_answer = None;
        self.codec.command(command)
    }

    /// Takes what came, which may be nothing: then only time has passed.
    pub fn received(&mut self, bytes: &[u8], at: Duration) {
        let mut heard = Vec::new();
        self.codec.receive(bytes, at, &mut heard);
        if !bytes.is_empty() {
            self.traffic.note(Direction::Received, bytes, &heard, at);
            self.garbled |= heard.is_empty();
        }
        for piece in heard {
            self.take(piece, at);
        }
        let patience = self.codec.protocol().facts().answer + SILENCE;
        if at.saturating_sub(self.understood_at) > patience {
            self.latest = None;
            if self.link == LinkState::Live {
                // What it was told and has not heard must not be carried out over what lies there later.
                self.codec.reset();
            }
            self.link = if self.refused {
                LinkState::Refusing
            } else if self.garbled {
                LinkState::Garbled
            } else {
                LinkState::Silent
            };
        }
    }

    fn take(&mut self, piece: Heard, at: Duration) {
        match piece.said {
            Err(_) => self.garbled = true,
            Ok(Said::Observation(Observation::Weight(reading))) => {
                let watched = self.settling.watch(reading, at);
                self.understand(at);
                self.latest = Some((Observation::Weight(watched), at));
            }
            Ok(Said::Observation(status @ Observation::Status(_))) => {
                self.settling.forget();
                self.understand(at);
                self.latest = Some((status, at));
            }
            Ok(Said::Observation(Observation::Done)) => {
                self.last_answer = Some(Observation::Done);
                self.understand(at);
            }
            // The reason is asked for and comes next.
            Ok(Said::Observation(Observation::Refused(Refusal {
                reason: RefusalReason::Unexplained,
                code: None,
            }))) => self.refused = true,
            // A refusal is an answer, but a scale that only refuses gives no weight.
            Ok(Said::Observation(refusal @ Observation::Refused(_))) => {
                self.last_answer = Some(refusal);
                self.refused = true;
            }
            Ok(Said::Label(label)) => {
                self.understand(at);
                if self.labels.len() < MOST_LABELS {
                    self.labels.push(label);
                }
            }
            // They move the conversation on and say nothing about the weight.
            Ok(
                Said::Parameters(_)
                | Said::Control(_)
                | Said::Challenge(_)
                | Said::Probe
                | Said::Request,
            ) => {}
        }
    }

    fn understand(&mut self, at: Duration) {
        self.link = LinkState::Live;
        self.understood_at = at;
        (self.garbled, self.refused) = (false, false);
    }

    /// How the conversation goes.
    #[must_use]
    pub const fn link(&self) -> &LinkState {
        &self.link
    }

    /// What the scale said last about the weight, and when; nothing when that is too long ago or the connection broke since.
    #[must_use]
    pub const fn latest(&self) -> Option<(Observation, Duration)> {
        self.latest
    }

    /// How the scale took the last command, `Done` or `Refused`.
    #[must_use]
    pub const fn last_answer(&self) -> Option<Observation> {
        self.last_answer
    }

    /// How many barcodes wait to be taken.
    #[must_use]
    pub const fn waiting_labels(&self) -> usize {
        self.labels.len()
    }

    /// Takes the barcodes that came over the line since the last call, in order.
    pub fn take_labels(&mut self) -> Vec<Label> {
        std::mem::take(&mut self.labels)
    }

    /// What went over the line lately.
    #[must_use]
    pub const fn traffic(&self) -> &Traffic {
        &self.traffic
    }

    /// Which protocol it listens for.
    #[must_use]
    pub const fn codec(&self) -> &ScaleCodec {
        &self.codec
    }
}

#[cfg(test)]
mod tests;
