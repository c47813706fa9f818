//! The picture of the paper.

use rstest::rstest;

use super::*;
use crate::printer::raster::Bitmap;

fn picture(bytes: &[u8]) -> Bitmap {
    draw(bytes, &epson()).picture.unwrap()
}

/// The edges of what is black: left, top, one past the right, one past the bottom.
fn bounds(bitmap: &Bitmap) -> [u32; 4] {
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    bitmap.each_black(|x, y| {
        left = left.min(x);
        top = top.min(y);
        right = right.max(x + 1);
        bottom = bottom.max(y + 1);
    });
    [left, top, right, bottom]
}

#[test]
fn dots_stand_as_they_were_sent() {
    let picture = picture(b"\x1dv0\x00\x02\x00\x02\x00\x80\x01\xff\x00");
    assert_eq!(bounds(&picture), [0, 0, 16, 2]);
    assert_eq!(picture.bytes()[..2], [0x80, 0x01]);
    assert_eq!(picture.black_dots(), 10);
}

#[rstest]
#[case::left(b"\x1ba\x00\x1dv0\x00\x01\x00\x01\x00\xff", 0)]
#[case::middle(b"\x1ba\x01\x1dv0\x00\x01\x00\x01\x00\xff", 284)]
#[case::right(b"\x1ba\x02\x1dv0\x00\x01\x00\x01\x00\xff", 568)]
#[case::margin(b"\x1dL\x10\x00\x1dv0\x00\x01\x00\x01\x00\xff", 16)]
#[case::in_the_line(b"\x1b$\x64\x00\x1b*\x21\x01\x00\xff\xff\xff\n", 100)]
fn pictures_are_aligned(#[case] bytes: &[u8], #[case] left: u32) {
    assert_eq!(bounds(&picture(bytes))[0], left);
}

#[test]
fn columns_join_to_a_picture_when_the_line_spacing_is_their_height() {
    let strip = b"\x1b*\x21\x01\x00\xff\xff\xff\n";
    let picture = picture(&[b"\x1b3\x18".as_slice(), strip, strip].concat());
    assert_eq!(bounds(&picture), [0, 0, 1, 48]);
    assert_eq!(picture.black_dots(), 48);
}

#[test]
fn letters_have_the_size_of_their_font() {
    let [left, top, right, bottom] = bounds(&picture(b"\x1bt\x00\xdb\n"));
    assert!(
        left == 0 && right == 12 && bottom - top >= 20,
        "{top} {bottom}"
    );
    let wide = bounds(&picture(b"\x1d!\x12\xdb\n"));
    assert_eq!((wide[2], wide[3] - wide[1] >= 60), (24, true));
    assert_eq!(bounds(&picture(b"\x1bM\x01\xdb\n"))[2], 9);
}

#[test]
fn lines_are_a_line_spacing_apart() {
    let one = bounds(&picture(b"x\n"));
    let two = bounds(&picture(b"\nx\n"));
    assert_eq!(two[1] - one[1], 30);
    let narrow = bounds(&picture(b"\x1b3\x10\nx\n"));
    assert_eq!(narrow[1] - one[1], 16);
    let tall = bounds(&picture(b"\x1b3\x10x\nx\n"));
    assert_eq!(
        tall[3] - one[3],
        24,
        "a line is never lower than its letters"
    );
}

#[test]
fn white_on_black_underlined_and_upside_down_are_seen() {
    let plain = picture(b"Text\n");
    let inverted = picture(b"\x1dB\x01Text\n");
    assert_eq!(inverted.black_dots(), 4 * 12 * 24 - plain.black_dots());
    let underlined = picture(b"\x1b-\x01Text\n");
    assert!(underlined.black_dots() > plain.black_dots());
    assert_eq!(bounds(&underlined)[2], 48);
    assert!(picture(b"\x1bE\x01Text\n").black_dots() > plain.black_dots());
    let turned = picture(b"\x1b{\x01Text\n");
    assert_eq!(turned.black_dots(), plain.black_dots());
    assert_eq!(turned.band(0, 24).turned(2), plain.band(0, 24));
}

#[test]
fn a_page_is_drawn_where_it_was_put_and_turned() {
    let at = picture(b"\x1bL\x1bW\x64\x00\x32\x00\x00\x01\x00\x01\xdb\x0c");
    let [left, top, right, _] = bounds(&at);
    assert_eq!((left, right), (100, 112));
    assert!((50..74).contains(&top), "{top}");
    let up = picture(b"\x1bL\x1bW\x00\x00\x00\x00\x80\x00\xc8\x00\x1bT\x01\xdb\x0c");
    assert_eq!(bounds(&up)[3], 200, "upwards, it begins at the lower edge");
    let over = picture(b"\x1bL\x1bW\x00\x00\x00\x00\x80\x00\xc8\x00\x1bT\x02\xdb\x0c");
    assert_eq!(
        bounds(&over)[2],
        128,
        "to the left, it begins at the right edge"
    );
}

#[test]
fn a_cut_is_a_dashed_line_and_a_partial_one_is_open_in_the_middle() {
    let full = picture(b"x\n\x1dV\x00");
    let partial = picture(b"x\n\x1dV\x01");
    let last = full.height() - 1;
    assert!(full.get(0, last) && full.get(288, last));
    assert!(partial.get(0, partial.height() - 1) && !partial.get(288, partial.height() - 1));
}

#[test]
fn pieces_stand_below_each_other() {
    let both = picture(b"x\n\x1dV\x00x\n\x1dV\x00");
    let one = picture(b"x\n\x1dV\x00");
    assert_eq!(both.height(), 2 * one.height());
    assert_eq!(both.band(one.height(), both.height()), one);
}

#[test]
fn qr_and_data_matrix_have_the_size_they_were_set_to() {
    let qr = picture(b"\x1d(k\x03\x001C\x04\x1d(k\x07\x001P01234\x1d(k\x03\x001Q0");
    assert_eq!(bounds(&qr), [0, 0, 84, 84], "21 modules of 4 dots");
    let matrix = picture(b"\x1d(k\x03\x006C\x05\x1d(k\x07\x006P01234\x1d(k\x03\x006Q0");
    assert_eq!(bounds(&matrix), [0, 0, 50, 50], "10 modules of 5 dots");
    let micro =
        picture(b"\x1d(k\x04\x001A3\x00\x1d(k\x03\x001C\x02\x1d(k\x07\x001P01234\x1d(k\x03\x001Q0");
    assert_eq!(bounds(&micro), [0, 0, 22, 22], "11 modules of 2 dots");
}

#[rstest]
#[case::ean13(b"\x1dkC\x0c460068200017", 95)]
#[case::upc_a(b"\x1dk\x0003600029145\x00", 95)]
#[case::upc_e(b"\x1dk\x01012345\x00", 51)]
#[case::upc_e_from_upc_a(b"\x1dk\x0101234500006\x00", 51)]
#[case::ean8(b"\x1dkD\x074600051", 67)]
#[case::code39(b"\x1dkE\x02AB", 4 * 16 - 1)]
#[case::codabar(b"\x1dkG\x04A12B", 2 * 11 + 2 * 10 - 1)]
#[case::code93(b"\x1dkH\x02AB", 6 * 9 + 1)]
#[case::code93_small_letters(b"\x1dkH\x02ab", 8 * 9 + 1)]
#[case::code128(b"\x1dkI\x04{BAB", 5 * 11 + 2)]
#[case::code128_numbers(b"\x1dkI\x06{C\x01\x02\x03\x04", 7 * 11 + 2)]
fn bar_codes_are_as_wide_as_their_modules(#[case] bytes: &[u8], #[case] modules: u32) {
    let drawn = picture(&[b"\x1dw\x02\x1dh\x32".as_slice(), bytes].concat());
    assert_eq!(bounds(&drawn), [0, 0, 2 * modules, 50]);
    let with_text = picture(&[b"\x1dw\x02\x1dh\x32\x1dH\x02".as_slice(), bytes].concat());
    assert!(bounds(&with_text)[3] > 60);
}

#[rstest]
#[case::letters_in_ean(b"\x1dkC\x0dabcdefghijklm")]
#[case::too_wide(b"\x1dw\x06\x1dkI\x20{BABCDEFGHIJKLMNOPQRSTUVWXYZABCD")]
#[case::without_a_set(b"\x1dkI\x03ABC")]
fn a_bar_code_that_cannot_be_is_not_printed(#[case] bytes: &[u8]) {
    let drawn = draw(bytes, &epson());
    assert!(drawn.picture.is_none(), "{:?}", drawn.picture);
    assert_eq!(drawn.events.len(), 1);
}

#[test]
fn the_paper_is_a_png_file_as_wide_as_the_print_head() {
    let profile = PrinterProfile::built_in("pos58").unwrap();
    let file = draw(b"x\n", &profile).to_png().unwrap();
    assert!(file.starts_with(b"\x89PNG\r\n\x1a\n"));
    assert_eq!(file[16..20], 384_u32.to_be_bytes());
    assert!(draw(b"", &profile).to_png().is_none());
    assert!(render(b"x\n", &profile).to_png().is_none());
}
