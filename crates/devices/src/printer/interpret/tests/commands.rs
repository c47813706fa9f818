//! What single commands do to the text and the events.

use rstest::rstest;

use super::*;

fn rows(bytes: &[u8]) -> Vec<String> {
    render(bytes, &epson()).rows()
}

#[rstest]
#[case::tabs_every_eight(b"a\tb\tc\n", "a       b       c")]
#[case::own_tabs(b"\x1bD\x03\x14\x00a\tb\tc\td\n", "a  b                cd")]
#[case::tabs_of_the_small_font(b"\x1bM\x01\x1bD\x05\x00a\tb\n", "a    b")]
#[case::no_tab_beyond_the_paper(
    b"\x1bD\x2f\x00\tx\ty\n",
    "                                               x\ny"
)]
#[case::absolute_place(b"ab\x1b$\x78\x00cd\n", "ab        cd")]
#[case::absolute_place_going_back(b"right\x1b$\x00\x00ti\n", "tight")]
#[case::relative_place(b"ab\x1b\\\x18\x00cd\n", "ab  cd")]
#[case::relative_place_going_back(b"ab\x1b\\\xf4\xffc\n", "ac")]
#[case::back_to_the_line_start(b"abc\x1dT\x01X\n", "Xbc")]
#[case::printed_twice_for_bold(b"bold\x1b$\x00\x00bold\n", "bold")]
#[case::left_margin(b"\x1dL\x30\x00in\n", "    in")]
#[case::area_width(b"\x1dW\x78\x000123456789ab\n", "0123456789\nab")]
#[case::centred_in_the_area(b"\x1dL\x30\x00\x1dW\x78\x00\x1ba\x01mid!\n", "       mid!")]
#[case::wide_letters_with_a_gap(b"\x1d!\x10a\x1b$\x60\x00b\n", "a   b")]
#[case::spacing(b"\x1b \x0cabc\x1b \x00\n", "abc")]
#[case::international(b"\x1bR\x02[\\]\x1bR\x00[\\]\n", "ÄÖÜ[\\]")]
#[case::unknown_international(b"\x1bR\x63#\n", "#")]
#[case::utf8(b"\x1c(C\x02\x000\x02\xd0\x81\xe2\x82\xbd \x1b!\x00ok\n", "Ё₽ ok")]
#[case::broken_utf8(b"\x1c(C\x02\x000\x02\xd0A\xff\xd0\n", "\u{fffd}A\u{fffd}\u{fffd}")]
#[case::back_to_single_bytes(b"\x1c(C\x02\x000\x02\x1c(C\x02\x000\x01\x80\n", "Ç")]
#[case::feeds(b"a\x1bd\x02b\x1bJ\x10c\x1be\x01d\n", "a\n\nb\nc\nd")]
#[case::cancel_loses_the_line(b"gone\x18kept\n", "kept")]
#[case::user_characters(b"\x1b&\x03\x41\x42\x02\x01\x02\x03\x04\x05\x06\x00text\n", "text")]
#[case::stored_pictures(
    b"\x1cq\x02\x01\x00\x01\x00ABCDEFGH\x01\x00\x01\x00ABCDEFGHtext\n",
    "text"
)]
#[case::peripherals(b"\x1bc0\x03\x1bc5\x00\x1bU\x01\x1br\x00\x1d\x62\x01text\n", "text")]
#[case::skipped_by_length(
    b"\x1d(A\x02\x00\x00\x02\x1d(E\x03\x00abc\x1d(K\x02\x001a\x1b(A\x03\x00abctext\n",
    "text"
)]
#[case::counters(
    b"\x1dC0\x05\x01\x1dC1\x01\x00\x02\x00\x01\x01\x1dC2\x05\x00\x1dC;1;2;3;4;5;\x1dctext\n",
    "text"
)]
#[case::user_memory(
    b"\x1cg1\x00\x00\x00\x00\x00\x03\x00abc\x1cg2\x00\x00\x00\x00\x00\x04\x00text\n",
    "text"
)]
#[case::kanji_letter(
    b"\x1c2\x77\x21123456789012345678901234567890123456789012345678901234567890123456789012text\n",
    "text"
)]
#[case::bitmap_file(b"\x1dD0C0ab11BM\x0a\x00\x00\x00wxyztext\n", "text")]
#[case::carriage_return(b"one\r\ntwo\r\n", "one\ntwo")]
fn text_stands_where_it_was_put(#[case] bytes: &[u8], #[case] expected: &str) {
    assert_eq!(rows(bytes).join("\n"), expected);
    let unknown = render(bytes, &epson()).events;
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn a_page_reads_from_its_top_to_its_bottom() {
    let bytes = b"before\n\x1bL\x1bW\x00\x00\x00\x00\x40\x02\x90\x01low\x1d$\x90\x00\x1b$\x78\x00right\x1b$\x00\x00bottom\x1d$\x18\x00\x1b$\xf0\x00top\x0cafter\n";
    assert_eq!(
        rows(bytes),
        [
            "before",
            "low                 top",
            "bottom    right",
            "after"
        ]
    );
}

#[rstest]
#[case::left_without_printing(b"\x1bLlost\x1bSkept\n", &["kept"])]
#[case::cancelled(b"\x1bLlost\n\x18kept\x0c", &["kept"])]
#[case::printed_twice(b"\x1bLtwice\x1b\x0c\x0c", &["twice", "twice"])]
#[case::started_anew(b"\x1bLlost\n\x1b@kept\n", &["kept"])]
#[case::sideways(b"\x1bL\x1bT\x01up\n\x1bT\x00flat\x0c", &["flat", "up"])]
fn a_page_is_printed_when_it_is_told_to(#[case] bytes: &[u8], #[case] expected: &[&str]) {
    assert_eq!(rows(bytes), expected);
}

#[rstest]
#[case(b"\x1bE\x01x\n", |style: Style| style.bold)]
#[case(b"\x1bG\x01x\n", |style: Style| style.bold)]
#[case(b"\x1bE\x01\x1bG\x01\x1bE\x00x\n", |style: Style| style.bold)]
#[case(b"\x1b-\x02x\n", |style: Style| style.underline)]
#[case(b"\x1dB\x01x\n", |style: Style| style.invert)]
#[case(b"\x1b{\x01x\n", |style: Style| style.upside_down)]
#[case(b"\x1bV\x01x\n", |style: Style| style.rotated)]
#[case(b"\x1bM\x01x\n", |style: Style| style.small)]
#[case(b"\x1d!\x73x\n", |style: Style| (style.width, style.height) == (8, 4))]
#[case(b"\x1b!\xb9x\n", |style: Style| style.small && style.bold && style.underline && (style.width, style.height) == (2, 2))]
fn looks_are_as_they_were_set(#[case] bytes: &[u8], #[case] is: fn(Style) -> bool) {
    let styled = render(bytes, &epson()).lines[0].spans[0].style;
    assert!(is(styled), "{styled:?}");
    assert_ne!(styled, Style::default());
    let anew = render(&[bytes, b"\x1b@plain\n".as_slice()].concat(), &epson());
    assert_eq!(anew.lines[1].spans[0].style, Style::default());
}

#[test]
fn in_the_middle_of_a_line_the_modes_of_whole_lines_stay() {
    let rendering = render(b"a\x1b{\x01\x1dL\x30\x00\x1ba\x01b\nc\n", &epson());
    assert_eq!(rendering.rows(), ["ab", "c"]);
    assert!(!rendering.lines[0].spans[0].style.upside_down);
}

#[rstest]
#[case::raster(b"\x1dv0\x00\x02\x00\x03\x00abcdef", 16, 3)]
#[case::raster_twice_as_large(b"\x1dv0\x03\x02\x00\x03\x00abcdef", 32, 6)]
#[case::columns_of_24(b"\x1b*\x21\x02\x00abcdef", 2, 24)]
#[case::columns_of_8(b"\x1b*\x00\x02\x00ab", 4, 24)]
#[case::tall_columns(b"\x1dQ0\x00\x02\x00\x03\x00abcdef", 2, 24)]
#[case::stored(b"\x1d(L\x0c\x000p0\x01\x011\x09\x00\x01\x00ab\x1d(L\x02\x0002", 9, 1)]
#[case::stored_in_columns(
    b"\x1d(L\x0c\x000q0\x02\x011\x02\x00\x08\x00ab\x1d(L\x02\x00\x30\x02",
    4,
    8
)]
#[case::long_form(
    b"\x1d8L\x0c\x00\x00\x000p0\x01\x011\x08\x00\x02\x00ab\x1d(L\x02\x0002",
    8,
    2
)]
#[case::lasting(
    b"\x1d(L\x0c\x000C0AB1\x08\x00\x01\x001a\x1d(L\x06\x000EAB\x02\x01",
    16,
    1
)]
#[case::passing(
    b"\x1d(L\x0c\x000S0AB1\x08\x00\x01\x001a\x1d(L\x06\x000UAB\x01\x01",
    8,
    1
)]
#[case::downloaded(b"\x1d*\x01\x01abcdefgh\x1d/\x00", 8, 8)]
#[case::numbered(b"\x1cq\x01\x01\x00\x02\x00abcdefghabcdefgh\x1cp\x01\x01", 16, 16)]
fn pictures_are_told_with_their_size(
    #[case] bytes: &[u8],
    #[case] width: u32,
    #[case] height: u32,
) {
    assert_eq!(kinds(bytes), [EventKind::Image { width, height }]);
    let drawn = draw(bytes, &epson());
    assert_eq!(drawn.events, render(bytes, &epson()).events);
    assert!(drawn.lines.is_empty());
    let picture = drawn.picture.unwrap();
    assert!(picture.height() >= height && picture.black_dots() > 0);
}

#[rstest]
#[case::never_stored(b"\x1d(L\x02\x0002\x1cp\x01\x00\x1d/\x00\x1d(L\x06\x000EAB\x01\x01")]
#[case::deleted(
    b"\x1d(L\x0c\x000C0AB1\x08\x00\x01\x001a\x1d(L\x04\x000BAB\x1d(L\x06\x000EAB\x01\x01"
)]
#[case::all_deleted(
    b"\x1d(L\x0c\x000C0AB1\x08\x00\x01\x001a\x1d(L\x05\x000ACLR\x1d(L\x06\x000EAB\x01\x01"
)]
#[case::without_a_size(b"\x1dv0\x00\x00\x00\x08\x00\x1b*\x21\x00\x00")]
fn a_picture_that_is_not_there_is_not_printed(#[case] bytes: &[u8]) {
    assert_eq!(kinds(bytes), []);
}

#[rstest]
#[case(48, "pdf417", b"PDF")]
#[case(50, "maxicode", b"MAXI")]
#[case(53, "aztec", b"AZTEC")]
#[case(54, "data_matrix", b"MATRIX")]
fn codes_of_other_kinds_tell_what_they_say(
    #[case] kind: u8,
    #[case] name: &'static str,
    #[case] text: &[u8],
) {
    let length = u8::try_from(text.len() + 3).unwrap();
    let mut bytes = vec![0x1d, b'(', b'k', length, 0, kind, 80, 48];
    bytes.extend(text);
    bytes.extend([0x1d, b'(', b'k', 3, 0, kind, 81, 48]);
    let data = String::from_utf8(text.to_vec()).unwrap();
    let symbology = name;
    let printed = true;
    assert_eq!(
        kinds(&bytes),
        [EventKind::Symbol {
            symbology,
            data,
            printed
        }]
    );
    // Nothing is stored, so nothing is printed.
    let never_stored = kinds(&[0x1d, b'(', b'k', 3, 0, kind, 81, 48]);
    let EventKind::Symbol { printed, .. } = &never_stored[0] else {
        panic!("{never_stored:?}");
    };
    assert!(!printed);
}

#[rstest]
#[case::right(b"\x1dkC\x0d4607034950019", true)]
#[case::wrong_check_digit(b"\x1dkC\x0d4607034950018", false)]
#[case::too_few_digits(b"\x1dkC\x0512345", false)]
#[case::wider_than_the_paper(b"\x1dw\x06\x1dkI\x16{BABCDEFGHIJKLMNOPQRST", false)]
#[case::narrow_enough(b"\x1dw\x02\x1dkI\x16{BABCDEFGHIJKLMNOPQRST", true)]
#[case::qr(b"\x1d(k\x07\x001P01234\x1d(k\x03\x001Q0", true)]
#[case::micro_qr(b"\x1d(k\x04\x001A3\x00\x1d(k\x07\x001P01234\x1d(k\x03\x001Q0", true)]
#[case::nothing_stored(b"\x1d(k\x03\x001Q0", false)]
#[case::qr_too_wide(
    b"\x1d(k\x03\x001C\x10\x1d(k\x03\x001E3\x1d(k\x49\x001P00123456789012345678901234567890123456789012345678901234567890123456789\x1d(k\x03\x001Q0",
    false
)]
#[case::matrix_too_wide(b"\x1dW\x20\x00\x1d(k\x07\x006P01234\x1d(k\x03\x006Q0", true)]
#[case::matrix_wider(b"\x1dW\x10\x00\x1d(k\x07\x006P01234\x1d(k\x03\x006Q0", false)]
fn a_code_that_does_not_come_out_is_told(#[case] bytes: &[u8], #[case] expected: bool) {
    let drawn = Interpreter::drawing(&epson());
    for mut interpreter in [Interpreter::new(&epson()), drawn] {
        interpreter.feed(bytes);
        let rendering = Rendering::join(interpreter.finish());
        let json = serde_json::to_value(&rendering.events[0]).unwrap();
        assert_eq!(
            json.get("printed"),
            (!expected).then_some(&serde_json::Value::Bool(false)),
            "{json}"
        );
        if let Some(picture) = rendering.picture {
            assert_eq!(!picture.to_png().is_empty(), expected);
        }
    }
}

#[test]
fn what_is_meant_for_the_display_is_not_printed() {
    assert_eq!(
        kinds(b"\x1b=\x02\x0cTotal\x1b=\x01paper\n"),
        [EventKind::Display {
            hex: "0c546f74616c".to_owned()
        }]
    );
    assert_eq!(rows(b"\x1b=\x02\x1b[A\x1b=\x01paper\n"), ["paper"]);
}

#[test]
fn a_macro_is_done_again() {
    assert_eq!(rows(b"\x1d:again\n\x1d:\x1d^\x02\x00\x00"), ["again"; 3]);
    assert_eq!(rows(b"\x1d^\x02\x00\x00text\n"), ["text"], "there is none");
}

#[test]
fn who_asks_is_told_in_the_order_of_the_data() {
    let mut interpreter = Interpreter::new(&epson());
    interpreter.feed(b"\x1dr\x01\x1dIC\x1da\xff\x1d(H\x06\x0000abcd\x10\x04\x01");
    assert_eq!(
        interpreter.take_questions(),
        [
            Question::Status(1),
            Question::Id(b'C'),
            Question::AutoStatus(0xff),
            Question::Echo(*b"abcd")
        ]
    );
    assert!(matches!(
        interpreter.finish()[0].events[..],
        [
            Event {
                kind: EventKind::StatusRequest {
                    number: 1,
                    queued: true
                },
                ..
            },
            Event {
                kind: EventKind::IdRequest { number: b'C' },
                ..
            },
            Event {
                kind: EventKind::AutoStatus { mask: 0xff },
                ..
            },
            Event {
                kind: EventKind::StatusRequest {
                    number: 1,
                    queued: false
                },
                ..
            },
        ]
    ));
}

#[rstest]
#[case(b"\x1b\x7fok\n", "1b7f")]
#[case(b"\x1d\x01ok\n", "1d01")]
#[case(b"\x1dVZok\n", "1d565a")]
#[case(b"\x1dk\x20ok\n", "1d6b20")]
#[case(b"\x1b\x1b@ok\n", "1b")]
#[case(b"\x10\x7fok\n", "107f")]
#[case(b"\x1d(q\x02\x00abok\n", "1d2871")]
#[case(b"\x1d(Z\x03\x00abcok\n", "1d285a")]
#[case(b"\x1d8Z\x03\x00\x00\x00abcok\n", "1d385a")]
#[case(b"\x1b(Z\x03\x00abcok\n", "1b285a")]
#[case(b"\x1c(Z\x03\x00abcok\n", "1c285a")]
fn after_an_unknown_command_it_reads_on(#[case] bytes: &[u8], #[case] hex: &str) {
    let rendering = render(bytes, &epson());
    assert_eq!(rendering.rows(), ["ok"]);
    assert_eq!(
        rendering.events[0].kind,
        EventKind::Unknown {
            hex: hex.to_owned()
        }
    );
}
