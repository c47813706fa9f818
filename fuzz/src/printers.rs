//! Targets for what is sent to printers and what comes back from them.

use std::hint::black_box;
use std::sync::OnceLock;

use bezmen_devices::cli;
use bezmen_devices::printer::codepage::{needs_picture, printable_on};
use bezmen_devices::printer::encode;
use bezmen_devices::printer::interpret::{self, EventKind, Interpreter, Rendering};
use bezmen_devices::printer::profile::{DeviceKind, PrinterProfile};
use bezmen_devices::printer::status::{
    AutomaticStatus, Condition, Reply, ReplyReader, StatusRequest,
};
use bezmen_domain::locale::Locale;

/// A picture of more bytes takes longer than it tells.
const LONGEST_DRAWN: usize = 512;

/// The profile of this number; the numbers go round.
fn profile(number: u8) -> &'static PrinterProfile {
    static ALL: OnceLock<Vec<PrinterProfile>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let printers = PrinterProfile::all().filter(|one| one.kind == DeviceKind::Printer);
        printers.cloned().collect()
    });
    &all[usize::from(number) % all.len()]
}

/// Any bytes on any printer: cut anywhere they read the same, and drawing changes nothing of what is read. The first byte chooses
/// the profile, the second one the cuts.
pub fn interpreter(data: &[u8]) {
    let [number, cut, bytes @ ..] = data else {
        return;
    };
    let profile = profile(*number);
    let whole = interpret::render(bytes, profile);
    let mut in_pieces = Interpreter::new(profile);
    for piece in bytes.chunks(usize::from(*cut % 32) + 1) {
        in_pieces.feed(piece);
    }
    assert_eq!(
        Rendering::join(in_pieces.finish()),
        whole,
        "the cuts made a difference"
    );
    if bytes.len() <= LONGEST_DRAWN {
        let drawn = interpret::draw(bytes, profile);
        assert_eq!(
            (&drawn.lines, &drawn.events),
            (&whole.lines, &whole.events),
            "drawing made a difference"
        );
    }
    black_box(cli::json_of(&whole));
}

/// Any text on any printer: only commands that are whole and known come out, and the text is read back, as far as it was not
/// drawn. The first byte chooses the profile.
pub fn encoder(data: &[u8]) {
    let Some((number, bytes)) = data.split_first() else {
        return;
    };
    let profile = profile(*number);
    let text = String::from_utf8_lossy(bytes);
    let paper = interpret::render(&encode::text(&text, profile), profile);
    for event in &paper.events {
        assert!(
            matches!(
                event.kind,
                EventKind::Init | EventKind::Image { .. } | EventKind::LimitReached
            ),
            "{:?} came out",
            event.kind
        );
    }
    let columns = usize::from(profile.columns.font_a);
    let mut expected = Vec::new();
    for line in text.lines() {
        let printed = printable_on(line, profile);
        if needs_picture(&printed, &profile.slots) {
            return;
        }
        let signs: Vec<char> = printed.chars().collect();
        let mut rows: Vec<String> = signs.chunks(columns).map(String::from_iter).collect();
        if rows.is_empty() {
            rows.push(String::new());
        }
        expected.extend(rows.iter().map(|row| row.trim_end().to_owned()));
    }
    let limited = paper
        .events
        .iter()
        .any(|event| event.kind == EventKind::LimitReached);
    if !limited {
        let read: Vec<String> = paper
            .rows()
            .iter()
            .map(|row| row.trim_end().to_owned())
            .collect();
        assert_eq!(read, expected, "{} prints another text", profile.name);
    }
}

/// Any answers of a printer: cut anywhere they say the same, and no more questions are answered than were asked. The first byte
/// says what was asked, the second one the cuts.
pub fn status(data: &[u8]) {
    let [asked, cut, bytes @ ..] = data else {
        return;
    };
    let questions = (0..4)
        .map(|at| asked >> (2 * at) & 3)
        .map(|number| number + 1);
    let questions: Vec<StatusRequest> = questions.filter_map(StatusRequest::from_number).collect();
    let reader = || {
        let mut reader = ReplyReader::new();
        questions
            .iter()
            .for_each(|question| reader.asked(*question));
        reader
    };
    let whole = reader().feed(bytes);
    let mut in_pieces = reader();
    let pieces = bytes.chunks(usize::from(*cut % 8) + 1);
    let pieces: Vec<Reply> = pieces.flat_map(|piece| in_pieces.feed(piece)).collect();
    assert_eq!(whole, pieces, "the cuts made a difference");
    let mut condition = Condition::default();
    let mut answers = 0;
    for reply in &whole {
        match reply {
            Reply::Answer(status) => {
                answers += 1;
                condition.answered(status);
                black_box(status.words(Locale::Ru));
            }
            Reply::Automatic(status) => condition.automatic(status),
            Reply::Stray(_) => {}
        }
    }
    assert!(answers <= questions.len(), "an answer was made up");
    black_box(condition.words(Locale::En));
    if let Some(block) = bytes.first_chunk() {
        black_box(AutomaticStatus::read(*block));
    }
    black_box(cli::status(&String::from_utf8_lossy(bytes)));
}
