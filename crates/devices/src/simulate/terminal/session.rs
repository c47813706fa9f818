//! What a simulated terminal does with a till's requests.

use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use super::TerminalFault;
use super::line::{Gone, Line};
use super::state::{Booking, State};
use crate::simulate::playing::Shared;
use crate::terminal::zvt::apdu::NOT_POSSIBLE;
use crate::terminal::zvt::{bcd, codes, command};

/// The terminal's number, as digits.
const TERMINAL_ID: [u8; 4] = [0x29, 0x00, 0x12, 0x34];

/// How long a customer without a connection takes to present the card.
const LATE: Duration = Duration::from_millis(400);

/// How long a step of a slow payment takes.
const SLOW: Duration = Duration::from_millis(100);

/// Talks to a till until it goes.
pub(super) fn serve(stream: TcpStream, shared: &Shared<State>) {
    let mut line = Line::new(stream, shared);
    while let Ok((control, data)) = line.receive(None) {
        if answer(&mut line, control, &data).is_err() {
            return;
        }
    }
}

fn answer(line: &mut Line<'_>, control: [u8; 2], data: &[u8]) -> Result<(), Gone> {
    let fault = line.shared.lock().fault;
    match fault {
        TerminalFault::Silent => return Ok(()),
        TerminalFault::BusyFor(times) if times > 0 && control != command::ABORT => {
            line.shared.lock().fault = TerminalFault::BusyFor(times - 1);
            return line.write(&[0x84, codes::BUSY, 0x00]);
        }
        _ => {}
    }
    match control {
        command::REGISTRATION => {
            line.acknowledge()?;
            line.say(
                [0x06, 0x0f],
                &[&[0x19, 0x00, 0x29], &TERMINAL_ID[..]].concat(),
            )
        }
        command::REPEAT_RECEIPT => repeat(line, fault),
        command::STATUS_ENQUIRY => {
            let status = if line.shared.lock().is_waiting_for_card {
                codes::BUSY
            } else {
                0
            };
            line.acknowledge()?;
            line.say([0x06, 0x0f], &[status])
        }
        command::ABORT => {
            let mut state = line.shared.lock();
            state.counts.aborts += 1;
            state.is_waiting_for_card = false;
            drop(state);
            line.acknowledge()
        }
        command::AUTHORISATION => authorise(line, data, fault),
        command::REVERSAL => reverse(line, data, fault),
        command::REFUND => {
            let minor = amount_in(data.get(3..).unwrap_or_default());
            book(line, minor, fault, State::refund)
        }
        command::END_OF_DAY => end_of_day(line),
        [0x80, 0x00] | [0x84, _] => Ok(()),
        _ => line.write(&NOT_POSSIBLE),
    }
}

/// The amount in field 04, where it is the first.
fn amount_in(data: &[u8]) -> Option<u64> {
    match data {
        [0x04, digits @ ..] => bcd::decode(digits.get(..6)?),
        _ => None,
    }
}

fn authorise(line: &mut Line<'_>, data: &[u8], fault: TerminalFault) -> Result<(), Gone> {
    line.shared.lock().counts.authorisations += 1;
    book(line, amount_in(data), fault, State::charge)
}

fn reverse(line: &mut Line<'_>, data: &[u8], fault: TerminalFault) -> Result<(), Gone> {
    let number = match data.get(3..) {
        Some([0x87, digits @ ..]) => digits.get(..2).and_then(bcd::decode_u32),
        _ => None,
    };
    let booked = number.and_then(|number| line.shared.lock().reverse(number));
    line.acknowledge()?;
    match (booked, fault) {
        (Some(_), TerminalFault::DropsAfterCharge) => Err(Gone),
        (Some(booking), _) => conclude(line, booking, fault),
        (None, _) => line.say([0x06, 0x1e], &[0xb5]),
    }
}

/// A payment from its request to its end.
fn book(
    line: &mut Line<'_>,
    minor: Option<u64>,
    fault: TerminalFault,
    booked: impl Fn(&mut State, u64) -> Booking,
) -> Result<(), Gone> {
    let Some(minor) = minor else {
        return line.write(&[0x84, 0x9a, 0x00]);
    };
    let old = line.shared.lock().bookings.last().copied();
    match (fault, old) {
        (TerminalFault::Refuses(code), _) => return line.write(&[0x84, code, 0x00]),
        (TerminalFault::OldApprovalFirst, Some(old)) => line.say([0x04, 0x0f], &status(old, 0))?,
        _ => {}
    }
    line.acknowledge()?;
    match (fault, old) {
        (TerminalFault::DropsBeforeCharge, _) => return Err(Gone),
        (TerminalFault::LateCard, _) => return wait_for_card(line, minor),
        (TerminalFault::Declines(code), _) => return decline(line, minor, code),
        (TerminalFault::OldApprovalFirst, _) => return decline(line, minor, 0x6c),
        (TerminalFault::Aborts, _) => return line.say([0x06, 0x1e], &[0x6c]),
        (TerminalFault::RepeatsOldApproval, Some(old)) => return conclude(line, old, fault),
        (TerminalFault::Slow(steps), _) => {
            for _ in 0..steps {
                line.say([0x04, 0xff], &[0x0a])?;
                if line.aborted {
                    line.aborted = false;
                    return line.say([0x06, 0x1e], &[0x6c]);
                }
                thread::sleep(SLOW);
            }
        }
        _ => {}
    }
    if fault == TerminalFault::Garbage {
        line.write(&[0x00, 0x55, 0x13, 0xfe, 0x80])?;
    }
    line.say([0x04, 0xff], &[0x04])?;
    let minor = minor + u64::from(fault == TerminalFault::OtherAmount);
    let booking = booked(&mut line.shared.lock(), minor);
    match fault {
        TerminalFault::DropsAfterCharge => Err(Gone),
        TerminalFault::DiesAfterCharge => {
            line.shared.lock().fault = TerminalFault::Off;
            Err(Gone)
        }
        TerminalFault::SilentAfterCharge => line.receive(None).and(Err(Gone)),
        TerminalFault::NoResult => line.say([0x06, 0x0f], &[]),
        _ => conclude(line, booking, fault),
    }
}

/// The connection goes; the card comes later, unless the till has aborted meanwhile.
fn wait_for_card(line: &mut Line<'_>, minor: u64) -> Result<(), Gone> {
    line.shared.lock().is_waiting_for_card = true;
    line.close();
    thread::sleep(LATE);
    let mut state = line.shared.lock();
    if std::mem::take(&mut state.is_waiting_for_card) {
        state.charge(minor);
    }
    Err(Gone)
}

fn decline(line: &mut Line<'_>, minor: u64, code: u8) -> Result<(), Gone> {
    let mut data = vec![0x27, code, 0x04];
    data.extend(bcd::encode::<6>(minor).unwrap_or_default());
    data.extend([0x3c, 0xf0, 0xf0, 0xf8]);
    data.extend(b"DECLINED");
    line.say([0x04, 0x0f], &data)?;
    line.say([0x06, 0x1e], &[code])
}

/// The result, the slip and the end.
fn conclude(line: &mut Line<'_>, booking: Booking, fault: TerminalFault) -> Result<(), Gone> {
    let mut result = status(booking, 0);
    if fault == TerminalFault::DamagedStatus {
        // The field of the result becomes one that does not exist.
        result.splice(..2, [0x5a, 0x5a]);
    }
    line.say([0x04, 0x0f], &result)?;
    if fault == TerminalFault::DropsAfterStatus {
        return Err(Gone);
    }
    slip(line, booking)?;
    line.say([0x06, 0x0f], &[])
}

fn slip(line: &mut Line<'_>, booking: Booking) -> Result<(), Gone> {
    for text in ["K-U-N-D-E-N-B-E-L-E-G", "Kartenzahlung"] {
        line.say([0x06, 0xd1], &[&[0x40], text.as_bytes()].concat())?;
    }
    let total = format!("Betrag {}", booking.minor);
    let lines = [0x07, u8::try_from(total.len()).unwrap_or_default()];
    let inner = [&lines[..], total.as_bytes()].concat();
    let texts = [0x25, u8::try_from(inner.len()).unwrap_or_default()];
    let block = [&texts[..], &inner].concat();
    let head = [0x06, u8::try_from(block.len()).unwrap_or_default()];
    line.say([0x06, 0xd3], &[&head[..], &block].concat())
}

fn repeat(line: &mut Line<'_>, fault: TerminalFault) -> Result<(), Gone> {
    let last = {
        let mut state = line.shared.lock();
        state.counts.inquiries += 1;
        state.bookings.last().copied()
    };
    line.acknowledge()?;
    match last {
        _ if fault == TerminalFault::TellsNothing => line.say([0x06, 0x0f], &[]),
        Some(booking) => {
            line.say([0x04, 0x0f], &status(booking, 0))?;
            slip(line, booking)?;
            line.say([0x06, 0x0f], &[])
        }
        None => line.say([0x06, 0x1e], &[codes::SYSTEM_ERROR]),
    }
}

fn end_of_day(line: &mut Line<'_>) -> Result<(), Gone> {
    line.shared.lock().counts.ends_of_day += 1;
    line.acknowledge()?;
    line.say([0x04, 0xff], &[0x0f])?;
    line.say([0x06, 0xd1], b"\x00Kassenschnitt")?;
    line.say([0x06, 0x0f], &[])
}

/// A status information in the manner of those that terminals send.
fn status(booking: Booking, result: u8) -> Vec<u8> {
    let Booking { number, minor, .. } = booking;
    let number64 = u64::from(number);
    let second = u8::try_from(number % 60).unwrap_or_default();
    let second = bcd::encode::<1>(u64::from(second)).unwrap_or_default();
    let mut data = vec![0x27, result, 0x04];
    data.extend(bcd::encode::<6>(minor).unwrap_or_default());
    data.push(0x0b);
    data.extend(bcd::encode::<3>(number64).unwrap_or_default());
    data.extend([0x0c, 0x12, 0x30, second[0], 0x0d, 0x11, 0x21]);
    data.extend([
        0x22, 0xf0, 0xf8, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0x47, 0x71,
    ]);
    data.push(0x29);
    data.extend(TERMINAL_ID);
    data.push(0x3b);
    data.extend(format!("{:06}\0\0", number64 + 611_803).as_bytes());
    data.extend([0x49, 0x09, 0x78, 0x87]);
    data.extend(bcd::encode::<2>(number64 % 10_000).unwrap_or_default());
    data.extend([0x8a, 0x2e, 0x8b, 0xf1, 0xf7]);
    data.extend(b"Debit Mastercard\0");
    data
}
