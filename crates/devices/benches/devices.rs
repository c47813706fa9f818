//! Measures what devices send and are sent: every scale codec, the printer's interpreter and encoder, the barcode parser.
//!
//! The floor of each figure is a plain copy of the same bytes in the same run. A codec may take a microsecond for a frame, or
//! twenty nanoseconds for a byte where that is more: 1,000,000 frames or 50 MB a second.
#![expect(clippy::float_arithmetic, reason = "these are measurements, not money")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use bezmen_devices::printer::encode;
use bezmen_devices::printer::interpret::Interpreter;
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::scale::codec::ScaleCodec;
use bezmen_devices::scale::protocol::{ScaleOptions, ScaleProtocol};
use bezmen_devices::scale::said::Heard;
use bezmen_devices::simulate::scale::device;
use bezmen_devices::simulate::scale::pan::Pan;
use bezmen_domain::barcode::rule::Preset;
use bezmen_domain::barcode::{RuleSet, recognise};
use bezmen_domain::money::Currency;
use serde_json::json;

/// How long each figure is measured at least; several rounds are made, and the best one counts.
const ROUND: Duration = Duration::from_millis(200);
const ROUNDS: usize = 5;

/// Bytes of a piece, as a port gives them.
const PIECE: usize = 256;

/// Bytes of frames, or of text, that are read in one go.
const LENGTH: usize = 256 * 1024;

/// What a frame may take, and what a byte may take where frames are long.
const FRAME_NS: f64 = 1_000.0;
const BYTE_NS: f64 = 20.0;

fn main() -> anyhow::Result<()> {
    for protocol in ScaleProtocol::ALL {
        codec(*protocol)?;
    }
    printers()?;
    codes();
    Ok(())
}

/// Says a figure with the goal for its value, and what a copy of the same bytes takes.
#[expect(clippy::print_stdout, reason = "the figures are this program's output")]
fn say(name: &str, nanoseconds: f64, floor: f64, goal: f64) {
    let figure = json!({
        "name": name, "value": nanoseconds, "unit": "ns", "floor": floor, "goal": goal, "goal_kind": "value",
    });
    println!("{figure}");
}

/// The nanoseconds that the work takes, from the best of several rounds.
fn best(mut work: impl FnMut()) -> f64 {
    work();
    let round = || {
        let began = Instant::now();
        let mut times = 0_u32;
        while began.elapsed() < ROUND {
            work();
            times += 1;
        }
        began.elapsed().as_secs_f64() * 1e9 / f64::from(times.max(1))
    };
    std::iter::repeat_with(round)
        .take(ROUNDS)
        .fold(f64::INFINITY, f64::min)
}

/// What it takes to look at bytes and put them elsewhere.
fn copy(bytes: &[u8]) -> f64 {
    let mut kept: Vec<u8> = Vec::with_capacity(bytes.len());
    best(|| {
        kept.clear();
        for piece in black_box(bytes).chunks(PIECE) {
            kept.extend_from_slice(piece);
        }
        black_box(&kept);
    })
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn per(total: f64, count: usize) -> f64 {
    total / count.max(1) as f64
}

/// A moment of a conversation, and what the scale says then.
type Turn = (Duration, Vec<Vec<u8>>);

/// How long a turn lasts, and how soon the scale answers in it.
const TURN: Duration = Duration::from_millis(200);
const ANSWER: Duration = Duration::from_millis(10);

/// What the simulated scale of a protocol says to a till, each time another weight.
fn conversation(protocol: ScaleProtocol) -> Vec<Turn> {
    let mut scale = device::of(protocol);
    let mut till = ScaleCodec::new(protocol, ScaleOptions::default());
    let (mut pan, mut heard, mut turns) = (Pan::default(), Vec::new(), Vec::new());
    for turn in 0_u32..400 {
        let at = TURN * turn;
        pan.grams = i64::from(turn * 37 % 14_000);
        let mut said = scale.stream(&mut pan).into_iter().collect::<Vec<_>>();
        if let Some(request) = till.to_send(at) {
            said.extend(scale.receive(&request, &mut pan));
        }
        for frame in &said {
            till.receive(frame, at + ANSWER, &mut heard);
        }
        till.finish(at + TURN, &mut heard);
        turns.push((at, said));
    }
    turns
}

fn understood(heard: &[Heard]) -> usize {
    heard.iter().filter(|one| one.said.is_ok()).count()
}

/// The frames one behind the other, as a line brings them that is read too seldom.
fn read_in_a_row(codec: &mut ScaleCodec, bytes: &[u8], heard: &mut Vec<Heard>) -> usize {
    codec.reset();
    let mut count = 0;
    for piece in bytes.chunks(PIECE) {
        heard.clear();
        codec.receive(piece, Duration::ZERO, heard);
        count += understood(heard);
    }
    count
}

/// The frames as answers, for protocols that know them only so.
fn read_as_answers(codec: &mut ScaleCodec, turns: &[Turn], heard: &mut Vec<Heard>) -> usize {
    codec.reset();
    let mut count = 0;
    for (at, said) in turns {
        heard.clear();
        black_box(codec.to_send(*at));
        for frame in said {
            codec.receive(frame, *at + ANSWER, heard);
        }
        codec.finish(*at + TURN, heard);
        count += understood(heard);
    }
    count
}

fn codec(protocol: ScaleProtocol) -> anyhow::Result<()> {
    let name = protocol.name();
    let turns = conversation(protocol);
    let frames: Vec<&[u8]> = turns
        .iter()
        .flat_map(|(_, said)| said)
        .map(Vec::as_slice)
        .collect();
    anyhow::ensure!(!frames.is_empty(), "the simulated {name} says nothing");
    let times = LENGTH / frames.concat().len().max(1) + 1;
    let bytes = frames.concat().repeat(times);
    let mut codec = ScaleCodec::new(protocol, ScaleOptions::default());
    let mut heard = Vec::new();
    // One that skips what it does not understand is fast, and no use.
    let is_enough = |understood: usize, frames: usize| understood * 2 >= frames;
    let in_a_row = read_in_a_row(&mut codec, &bytes, &mut heard);
    let (way, count, taken) = if is_enough(in_a_row, frames.len() * times) {
        let taken = best(|| {
            black_box(read_in_a_row(&mut codec, black_box(&bytes), &mut heard));
        });
        ("a frame", frames.len() * times, taken)
    } else {
        let answered = read_as_answers(&mut codec, &turns, &mut heard);
        anyhow::ensure!(
            is_enough(answered, frames.len()),
            "{name} understood {answered} of {} frames",
            frames.len()
        );
        let taken = best(|| {
            black_box(read_as_answers(&mut codec, black_box(&turns), &mut heard));
        });
        ("a frame asked for", frames.len(), taken)
    };
    let length = per(to_float(bytes.len()), frames.len() * times);
    say(
        &format!("scale codec {name}, {way}"),
        per(taken, count),
        per(copy(&bytes), frames.len() * times),
        FRAME_NS.max(BYTE_NS * length),
    );
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn to_float(count: usize) -> f64 {
    count as f64
}

/// Lines as receipts have them, in both alphabets.
fn lines() -> String {
    let goods = [
        "Хлеб ржаной                1 x 54.90",
        "Яблоки «Гала»        0.512 x 129.90",
        "Coca-Cola 0.5 l            2 x 89.00",
        "ИТОГО                         299.31",
    ];
    let mut text = String::with_capacity(LENGTH);
    for line in goods.iter().cycle() {
        text.push_str(line);
        text.push('\n');
        if text.len() >= LENGTH {
            break;
        }
    }
    text
}

fn printers() -> anyhow::Result<()> {
    let profile = PrinterProfile::built_in("epson")
        .ok_or_else(|| anyhow::anyhow!("there is no profile of Epson"))?;
    let text = lines();
    let encoded = best(|| {
        black_box(encode::text(black_box(&text), &profile));
    });
    say(
        "printer encoder, a byte of text",
        per(encoded, text.len()),
        per(copy(text.as_bytes()), text.len()),
        5.0 * BYTE_NS,
    );
    let bytes = encode::text(&text, &profile);
    let floor = per(copy(&bytes), bytes.len());
    let read = best(|| {
        let mut interpreter = Interpreter::new(&profile);
        for piece in black_box(bytes.as_slice()).chunks(PIECE) {
            interpreter.feed(piece);
        }
        black_box(interpreter.finish());
    });
    say(
        "printer interpreter, a byte",
        per(read, bytes.len()),
        floor,
        BYTE_NS,
    );
    Ok(())
}

/// Codes as a counter sees them: goods, weighed goods, marked goods, GS1, staff and what is none.
const CODES: [&str; 8] = [
    "4006381333931",
    "2112345005003",
    "036000291452",
    "55123457",
    "010460703495001921Abc123456789X\u{1d}93dGVz",
    "]C1010460068200017431030012341526123110A7",
    "BZ:A1-000042:019e5e2e-0000-7000-8000-000000000001",
    "хлеб",
];

fn codes() {
    let set = RuleSet::default();
    // More rules than a shop has by itself, so that owners may set as many.
    let standard = Preset::Standard.rules();
    let taken = best(|| {
        for code in black_box(CODES) {
            black_box(recognise(code, None, &set));
        }
    });
    let old = best(|| {
        for code in black_box(CODES) {
            black_box(bezmen_domain::barcode::classify(
                code,
                &standard,
                Currency::RUB,
            ));
        }
    });
    let joined = CODES.concat();
    let floor = per(copy(joined.as_bytes()), CODES.len());
    say(
        "barcode recognised",
        per(taken, CODES.len()),
        floor,
        10.0 * FRAME_NS,
    );
    say(
        "barcode classified at the counter",
        per(old, CODES.len()),
        floor,
        10.0 * FRAME_NS,
    );
}
