//! Scanners of the HID page for barcode scanners (8Ch): reports in, codes out.

use std::time::Duration;

use super::event::{DropReason, Dropped, LONGEST_CODE_BYTES, ScanEvent};
use super::layout::HidPosLayout;
use super::scan::ScanSource;
use super::text::{self, Known};
use bezmen_domain::barcode::{AimId, ScanMarks};

/// How long the rest of a code in several reports may take: reports follow each other within milliseconds.
const REST_LIMIT: Duration = Duration::from_millis(500);

/// Ends that some scanners put after the code here too, although the report says where it ends.
const ENDS: [u8; 4] = [b'\r', b'\n', b'\t', 0x03];

/// Makes codes of reports.
#[derive(Debug)]
pub struct HidPosScanner {
    layout: HidPosLayout,
    marks: ScanMarks,
    held: Vec<u8>,
    aim: Option<AimId>,
    last_at: Duration,
    /// More of what is held follows.
    waits: bool,
    /// More of a code that was dropped follows.
    skips: bool,
}

impl HidPosScanner {
    /// Makes a codec for a device of this layout, whose settings put such marks around a code. The end of a code is the
    /// report's affair.
    #[must_use]
    pub const fn new(layout: HidPosLayout, marks: ScanMarks) -> Self {
        Self {
            layout,
            marks,
            held: Vec::new(),
            aim: None,
            last_at: Duration::ZERO,
            waits: false,
            skips: false,
        }
    }

    /// Takes one report, the report's number first when the device has numbers. Reports of other numbers say nothing about codes.
    /// Says what became of the code before, when its rest is missing, and then what the report makes.
    pub fn receive(&mut self, report: &[u8], at: Duration) -> Vec<ScanEvent> {
        let missing = self.wait(at);
        missing.into_iter().chain(self.take(report, at)).collect()
    }

    fn take(&mut self, report: &[u8], at: Duration) -> Option<ScanEvent> {
        let layout = self.layout;
        if layout.report_id.is_some() && report.first().copied() != layout.report_id {
            return None;
        }
        let Some((data, more)) = self.parts(report) else {
            self.forget();
            return Some(dropped(DropReason::BadReport, report.to_vec()));
        };
        if self.skips {
            (self.skips, self.last_at) = (more, at);
            return None;
        }
        if !self.waits {
            self.aim = layout
                .aim_at
                .and_then(|at| aim_of(report.get(at..at.checked_add(3)?)?));
        }
        self.held.extend_from_slice(data);
        (self.waits, self.last_at) = (more, at);
        if self.held.len() > LONGEST_CODE_BYTES {
            self.skips = more;
            return Some(dropped(DropReason::TooLong, self.forget()));
        }
        if more { None } else { self.give_out() }
    }

    /// Says what the silence up to a moment means.
    pub fn wait(&mut self, at: Duration) -> Option<ScanEvent> {
        let is_late = at.saturating_sub(self.last_at) >= REST_LIMIT;
        self.skips &= !is_late;
        (self.waits && is_late).then(|| dropped(DropReason::RestMissing, self.forget()))
    }

    /// Says that the device is gone.
    pub fn disconnected(&mut self) -> Option<ScanEvent> {
        self.skips = false;
        let raw = self.forget();
        (!raw.is_empty()).then(|| dropped(DropReason::CutOff, raw))
    }

    /// The data of a report, and whether more follows.
    fn parts<'a>(&self, report: &'a [u8]) -> Option<(&'a [u8], bool)> {
        let layout = &self.layout;
        // A system may leave the zeros at the end of a report out.
        let all = report.get(layout.data_at..)?;
        let all = all.get(..layout.data_bytes).unwrap_or(all);
        let data = match layout.length_at {
            Some(at) => all.get(..usize::from(*report.get(at)?))?,
            None => {
                let end = all.iter().rposition(|byte| *byte != 0);
                end.map_or(&[][..], |end| all.get(..=end).unwrap_or_default())
            }
        };
        let more = layout
            .continued
            .and_then(|(at, mask)| Some(report.get(at)? & mask != 0));
        Some((data, more.unwrap_or(false)))
    }

    fn forget(&mut self) -> Vec<u8> {
        (self.waits, self.aim) = (false, None);
        std::mem::take(&mut self.held)
    }

    fn give_out(&mut self) -> Option<ScanEvent> {
        let aim = self.aim;
        let mut raw = self.forget();
        while raw.last().is_some_and(|last| ENDS.contains(last)) {
            raw.pop();
        }
        let known = Known {
            marks: &self.marks,
            aim,
            unfinished: false,
        };
        text::compose(raw, ScanSource::HidPos, &known)
    }
}

fn aim_of(bytes: &[u8]) -> Option<AimId> {
    AimId::split(std::str::from_utf8(bytes).ok()?).0
}

const fn dropped(reason: DropReason, raw: Vec<u8>) -> ScanEvent {
    ScanEvent::Dropped(Dropped { reason, raw })
}

/// Makes codes of bytes cut into reports of the usual length; for fuzzing.
#[must_use]
pub fn decode(layout: HidPosLayout, bytes: &[u8]) -> Vec<ScanEvent> {
    const REPORT_BYTES: usize = 64;
    let mut scanner = HidPosScanner::new(layout, ScanMarks::default());
    let mut events: Vec<ScanEvent> = bytes
        .chunks(REPORT_BYTES)
        .flat_map(|report| scanner.receive(report, Duration::ZERO))
        .collect();
    events.extend(scanner.wait(Duration::MAX));
    events
}

#[cfg(test)]
mod tests;
