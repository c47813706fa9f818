//! The scale's side of CAS LP.

use super::device::DeviceSide;
use super::pan::Pan;

/// The number of the scale on its line.
const NUMBER: u8 = 1;

/// A scale that speaks CAS LP.
#[derive(Debug, Default)]
pub struct Device {
    chosen: bool,
}

/// Makes one that waits for its number, 1.
#[must_use]
pub fn device() -> Device {
    Device::default()
}

impl DeviceSide for Device {
    fn receive(&mut self, bytes: &[u8], pan: &mut Pan) -> Vec<Vec<u8>> {
        let mut answers = Vec::new();
        for byte in bytes {
            match *byte {
                NUMBER => {
                    self.chosen = true;
                    answers.push(vec![NUMBER, 0x80]);
                }
                0x89 if self.chosen => answers.extend(weight(pan)),
                _ => {}
            }
        }
        answers
    }

    fn refusal(&self) -> Option<Vec<u8>> {
        None
    }

    fn spoil(&self, frame: &mut Vec<u8>) {
        // The length is all that can be wrong.
        frame.pop();
    }
}

/// The protocol has no word for what is no number, so the scale is silent then.
fn weight(pan: &mut Pan) -> Option<Vec<u8>> {
    let net = pan.net()?;
    let mut answer = vec![0; 16];
    let digits = net.unsigned_abs();
    answer[0] = 0xaa;
    answer[1] = u8::from(pan.stable) << 6 | u8::from(net < 0) << 7;
    answer[2] = (digits % 256) as u8;
    answer[3] = (digits / 256) as u8;
    Some(answer)
}
