//! Any bytes, of any length, in pieces of any size.

use proptest::prelude::*;

use super::*;

/// Makes bytes that look like a job more often than chance would.
fn job() -> impl Strategy<Value = Vec<u8>> {
    let text = "[ -~]{0,20}\n?".prop_map(String::into_bytes);
    let introduced = (
        prop_oneof![Just(0x1b_u8), Just(0x1d), Just(0x1c), Just(0x10)],
        any::<[u8; 6]>(),
    )
        .prop_map(|(first, rest)| [&[first], rest.as_slice()].concat());
    let known = (0..COMMANDS.len(), any::<[u8; 8]>(), 0..9_usize)
        .prop_map(|(at, rest, count)| [COMMANDS[at], &rest[..count.min(8)]].concat());
    let raw = proptest::collection::vec(any::<u8>(), 0..12);
    let part = prop_oneof![text, introduced, known.clone(), known, raw];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// The begins of commands that do most.
const COMMANDS: &[&[u8]] = &[
    b"\x1b@",
    b"\x1bt",
    b"\x1bR",
    b"\x1b!",
    b"\x1b$",
    b"\x1b\\",
    b"\x1ba",
    b"\x1bD",
    b"\x1bL",
    b"\x1bW\x00\x00\x00\x00",
    b"\x1bT",
    b"\x0c",
    b"\x1b\x0c",
    b"\x1b*\x21\x02\x00",
    b"\x1b&\x02\x41\x42",
    b"\x1b=\x02",
    b"\x1b=\x01",
    b"\x1b{\x01",
    b"\x1bV\x01",
    b"\x1d!",
    b"\x1dL",
    b"\x1dW",
    b"\x1dP",
    b"\x1d$",
    b"\x1d\\",
    b"\x1dv0\x00\x01\x00\x03\x00",
    b"\x1dv0\x03\x02\x00",
    b"\x1d(L\x06\x000p0\x01\x011",
    b"\x1d(L\x02\x0002",
    b"\x1d(L\x0c\x000C0AB1\x08\x00\x01\x001",
    b"\x1d(L\x06\x000EAB",
    b"\x1d*\x01\x01",
    b"\x1d/",
    b"\x1cq\x01\x01\x00\x01\x00",
    b"\x1cp\x01",
    b"\x1dkI\x06{B",
    b"\x1dkI\x05{C",
    b"\x1dkC\x0d",
    b"\x1dkG\x04",
    b"\x1dkH\x05",
    b"\x1dkJ\x06(01)",
    b"\x1dk\x04",
    b"\x1dk\x01",
    b"\x1dk\x05",
    b"\x1dw",
    b"\x1dh",
    b"\x1dH",
    b"\x1d(k\x07\x001P0",
    b"\x1d(k\x03\x001Q0",
    b"\x1d(k\x04\x001A",
    b"\x1d(k\x03\x001C",
    b"\x1d(k\x07\x006P0",
    b"\x1d(k\x03\x006Q0",
    b"\x1d(k\x03\x000Q0",
    b"\x1d:",
    b"\x1d^\x02\x00\x00",
    b"\x1dV",
    b"\x1bd",
    b"\x1bJ",
    b"\x1be",
    b"\x1bK",
    b"\x1b3",
    b"\x1c&",
    b"\x1c.",
    b"\x1c(C\x02\x000\x02",
    b"\x10\x04\x01",
    b"\x10\x14\x01\x00\x05",
    b"\x1b \x05",
    b"\x1bM\x01",
    b"\x1dB\x01",
    b"\x1b-\x01",
    b"\x1bE\x01",
];

fn read_in_pieces(bytes: &[u8], cuts: &[usize], mut interpreter: Interpreter) -> Vec<Rendering> {
    let mut rest = bytes;
    for cut in cuts {
        let (piece, later) = rest.split_at((*cut).min(rest.len()));
        interpreter.feed(piece);
        rest = later;
    }
    interpreter.feed(rest);
    interpreter.finish()
}

proptest! {
    #[test]
    fn pieces_of_any_size_read_as_the_whole(bytes in job(), cuts in proptest::collection::vec(0_usize..20, 0..30)) {
        for name in ["epson", "xprinter", "pos58"] {
            let profile = PrinterProfile::built_in(name).unwrap();
            let whole = read_in_pieces(&bytes, &[], Interpreter::new(&profile));
            prop_assert_eq!(&read_in_pieces(&bytes, &cuts, Interpreter::new(&profile)), &whole);
            prop_assert_eq!(&read_in_pieces(&bytes, &vec![1; bytes.len()], Interpreter::new(&profile)), &whole);
        }
    }

    #[test]
    fn drawing_changes_nothing_that_is_read(bytes in job(), cuts in proptest::collection::vec(0_usize..20, 0..30)) {
        let plain = render(&bytes, &epson());
        let pieces = read_in_pieces(&bytes, &cuts, Interpreter::drawing(&epson()));
        prop_assert_eq!(&pieces, &read_in_pieces(&bytes, &[], Interpreter::drawing(&epson())));
        let drawn = Rendering::join(pieces);
        prop_assert_eq!(drawn.lines, plain.lines);
        prop_assert_eq!(drawn.events, plain.events);
        if let Some(picture) = drawn.picture {
            prop_assert_eq!(picture.width(), 576);
        }
    }

    #[test]
    fn spans_cover_the_text(bytes in job()) {
        for line in render(&bytes, &epson()).lines {
            let mut at = 0;
            for span in &line.spans {
                prop_assert_eq!(span.start, at);
                prop_assert!(span.end > span.start);
                at = span.end;
            }
            prop_assert_eq!(at, line.text.chars().count());
        }
    }
}

/// Small numbers that look like chance, the same each time (xorshift, after Marsaglia).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[3]
    }
}

/// `BEZMEN_FUZZ_COMMANDS` says how many random and mutated commands are read; a million take about a minute.
#[test]
fn random_and_mutated_commands_are_read_in_bounded_memory() {
    let count: usize = std::env::var("BEZMEN_FUZZ_COMMANDS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(20_000);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut reading = Interpreter::new(&epson());
    let mut drawing = Interpreter::drawing(&epson());
    for at in 0..count {
        let mut command = COMMANDS[chance.below(COMMANDS.len())].to_vec();
        (0..chance.below(12)).for_each(|_| command.push(chance.byte()));
        match chance.below(8) {
            0 => command.truncate(chance.below(command.len() + 1)),
            1 if !command.is_empty() => {
                let place = chance.below(command.len());
                command[place] = chance.byte();
            }
            2 => command.extend(b"Text 12.50\n"),
            _ => {}
        }
        reading.feed(&command);
        // Drawing is slower, and has the same reader.
        if at % 16 == 0 {
            drawing.feed(&command);
        }
        // A picture of four gigabytes would swallow all that follows.
        if at % 16 == 15 {
            reading.finish();
            reading.restart();
        }
        if at % 256 == 255 {
            drawing.finish();
            drawing.restart();
        }
        assert!(reading.pending.len() < 512);
    }
    reading.finish();
    drawing.finish();
}

#[test]
fn a_roll_without_end_is_cut_off_and_said_to_be() {
    let mut interpreter = Interpreter::new(&epson());
    let lines = b"x\n".repeat(10_000);
    for _ in 0..80 {
        interpreter.feed(&lines);
    }
    let rendering = Rendering::join(interpreter.finish());
    assert_eq!(
        rendering.events,
        [Event {
            line: rendering.lines.len(),
            kind: EventKind::LimitReached
        }]
    );
    assert!(rendering.lines.len() < 700_000);
    // What is fetched in time has no limit.
    for _ in 0..80 {
        interpreter.feed(&lines);
        interpreter.feed(b"\x1dV\x00");
        let pieces = interpreter.take_cut();
        assert_eq!(pieces[0].lines.len(), 10_000);
    }
}

#[test]
fn a_picture_is_no_longer_than_the_paper() {
    let mut interpreter = Interpreter::drawing(&epson());
    interpreter.feed(b"top\n");
    for _ in 0..2_000 {
        interpreter.feed(b"\x1b3\xff\x1bd\xffx\n");
    }
    let rendering = Rendering::join(interpreter.finish());
    assert_eq!(rendering.lines.last().unwrap().text, "x");
    assert!(rendering.picture.unwrap().height() <= PAPER_ROWS);
}

#[test]
fn five_bytes_do_not_write_without_end() {
    let mut interpreter = Interpreter::new(&epson());
    interpreter.feed(b"\x1d:x\n\x1d:");
    for _ in 0..1_000 {
        interpreter.feed(b"\x1d^\xff\x00\x00");
    }
    let lines = Rendering::join(interpreter.finish()).lines.len();
    assert!((1_000..200_000).contains(&lines), "{lines}");
}
