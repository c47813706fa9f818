//! A till and a scale that hear each other at once, in a time of their own.

use std::time::Duration;

use super::decoding::weight;
use crate::scale::codec::ScaleCodec;
use crate::scale::protocol::{ScaleCommand, ScaleOptions, ScaleProtocol};
use crate::scale::reading::{Observation, Reading};
use crate::scale::said::{Heard, Said};
use crate::simulate::scale::STREAM_TURN;
use crate::simulate::scale::device::{self, DeviceSide};
use crate::simulate::scale::pan::Pan;

/// How much time passes at each step.
const STEP: Duration = Duration::from_millis(10);

/// A codec and a scale's side that are stepped together.
pub(crate) struct Exchange {
    pub codec: ScaleCodec,
    pub device: Box<dyn DeviceSide>,
    pub pan: Pan,
    /// Every piece that was sent to the scale.
    pub sent: Vec<Vec<u8>>,
    now: Duration,
    streamed: Duration,
}

impl Exchange {
    pub fn new(protocol: ScaleProtocol) -> Self {
        Self::boxed(protocol, ScaleOptions::default(), device::of(protocol))
    }

    pub fn with(
        protocol: ScaleProtocol,
        options: ScaleOptions,
        device: impl DeviceSide + 'static,
    ) -> Self {
        Self::boxed(protocol, options, Box::new(device))
    }

    fn boxed(protocol: ScaleProtocol, options: ScaleOptions, device: Box<dyn DeviceSide>) -> Self {
        Self {
            codec: ScaleCodec::new(protocol, options),
            device,
            pan: Pan::default(),
            sent: Vec::new(),
            now: Duration::ZERO,
            streamed: Duration::ZERO,
        }
    }

    /// Lets time pass and gives what was heard in it.
    pub fn run(&mut self, time: Duration) -> Vec<Said> {
        let end = self.now + time;
        let mut heard: Vec<Heard> = Vec::new();
        while self.now < end {
            self.codec.receive(&[], self.now, &mut heard);
            while let Some(sent) = self.codec.to_send(self.now) {
                for answer in self.device.receive(&sent, &mut self.pan) {
                    self.codec.receive(&answer, self.now, &mut heard);
                }
                self.sent.push(sent);
            }
            if self.now >= self.streamed + STREAM_TURN {
                self.streamed = self.now;
                if let Some(said) = self.device.stream(&mut self.pan) {
                    self.codec.receive(&said, self.now, &mut heard);
                }
            }
            self.now += STEP;
        }
        let said = heard.into_iter().filter_map(|piece| piece.said.ok());
        said.collect()
    }

    /// Lets time pass and gives what the till observed in it.
    pub fn observe(&mut self, time: Duration) -> Vec<Observation> {
        let said = self.run(time);
        said.iter().filter_map(Said::observation).collect()
    }

    /// Lets a second pass and gives what was observed last.
    pub fn settle(&mut self) -> Option<Observation> {
        self.observe(Duration::from_secs(1)).pop()
    }

    /// Gives a command that is taken, lets a while pass, and gives its answer.
    pub fn tell(&mut self, command: ScaleCommand) -> Option<Observation> {
        assert!(self.codec.command(command), "{command:?}");
        let observed = self.observe(Duration::from_millis(1_500));
        let is_answer =
            |one: &Observation| matches!(one, Observation::Done | Observation::Refused(_));
        observed.into_iter().rfind(is_answer)
    }

    /// The last weight of the next two seconds.
    pub fn weight(&mut self) -> Reading {
        let observed = self.observe(Duration::from_secs(2));
        let last = observed.iter().rev().copied().find_map(weight);
        last.unwrap_or_else(|| panic!("no weight among {observed:?}"))
    }
}
