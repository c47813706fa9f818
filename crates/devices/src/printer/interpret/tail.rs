//! The long tails of commands, collected over as many pieces as they come in.

use super::REPORTED_BYTES;
use super::command::{List, Payload};
use super::paper::Paper;

/// A command whose data are still coming.
#[derive(Debug)]
pub(super) struct Tail {
    payload: Payload,
    remaining: u64,
    kept: Vec<u8>,
    keep: usize,
    list: Option<List>,
    /// The first bytes of the command, for the report when it never ends.
    head: Vec<u8>,
}

impl Tail {
    /// Data of a known length. What the paper has no use for is counted and dropped.
    pub(super) fn of_payload(payload: Payload, length: u64, head: &[u8], paper: &Paper) -> Self {
        Self {
            payload,
            remaining: length,
            kept: Vec::new(),
            keep: paper.wants(payload),
            list: None,
            head: head.to_vec(),
        }
    }

    /// Elements that each say their own length.
    pub(super) fn of_list(list: List, head: &[u8]) -> Self {
        Self {
            payload: Payload::Skipped,
            remaining: 0,
            kept: Vec::new(),
            keep: 0,
            list: Some(list),
            head: head.to_vec(),
        }
    }

    /// Whether all of it came.
    pub(super) const fn is_done(&self) -> bool {
        self.remaining == 0 && self.list.is_none()
    }

    /// The first bytes of the command.
    pub(super) fn into_head(self) -> Vec<u8> {
        self.head
    }

    /// Takes what belongs to it from the front of `bytes` and says how much that was; nothing when more are needed.
    pub(super) fn take(&mut self, bytes: &[u8], paper: &mut Paper) -> Option<usize> {
        if self.remaining == 0 {
            return self.next_element(bytes, paper);
        }
        let used = usize::try_from(self.remaining)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let taken = bytes.get(..used)?;
        let room = self.keep.saturating_sub(self.kept.len());
        self.kept
            .extend_from_slice(taken.get(..used.min(room)).unwrap_or_default());
        let room = REPORTED_BYTES.saturating_sub(self.head.len());
        self.head
            .extend_from_slice(taken.get(..used.min(room)).unwrap_or_default());
        self.remaining -= used as u64;
        if self.remaining == 0 {
            self.hand_over(paper);
        }
        Some(used)
    }

    /// Ends what has no data at all.
    pub(super) fn settle(&mut self, paper: &mut Paper) {
        if self.list.is_none() && self.remaining == 0 {
            self.hand_over(paper);
        }
        self.end_empty_list();
    }

    fn hand_over(&mut self, paper: &mut Paper) {
        let kept = std::mem::take(&mut self.kept);
        paper.payload(self.payload, &kept);
        self.end_empty_list();
    }

    fn end_empty_list(&mut self) {
        if matches!(
            self.list,
            Some(List::Glyphs { left: 0, .. } | List::NvImages { left: 0, .. })
        ) {
            self.list = None;
        }
    }

    /// Reads the head of the next element.
    fn next_element(&mut self, bytes: &[u8], paper: &mut Paper) -> Option<usize> {
        let used = match self.list? {
            List::Glyphs { height, left } => {
                let width = *bytes.first()?;
                self.list = Some(List::Glyphs {
                    height,
                    left: left.saturating_sub(1),
                });
                self.payload = Payload::Skipped;
                self.remaining = u64::from(width) * u64::from(height);
                1
            }
            List::NvImages { next, left } => {
                let &[x_low, x_high, y_low, y_high] = bytes.get(..4)? else {
                    return None;
                };
                let across = u16::from_le_bytes([x_low, x_high]);
                let down = u16::from_le_bytes([y_low, y_high]);
                self.list = Some(List::NvImages {
                    next: next.saturating_add(1),
                    left: left.saturating_sub(1),
                });
                self.payload = Payload::Nv {
                    number: next,
                    across,
                    down,
                };
                self.remaining = u64::from(across) * u64::from(down) * 8;
                4
            }
        };
        self.keep = paper.wants(self.payload);
        if self.remaining == 0 {
            self.hand_over(paper);
        }
        Some(used)
    }
}
