use rstest::rstest;

use super::*;

fn drawn(rows: &[&str]) -> Bitmap {
    let width = rows[0].len();
    let mut bitmap = Bitmap::new(
        u32::try_from(width).unwrap(),
        u32::try_from(rows.len()).unwrap(),
    );
    for (y, row) in (0..).zip(rows) {
        for (x, dot) in (0..).zip(row.chars()) {
            bitmap.set(x, y, dot == '#');
        }
    }
    bitmap
}

#[test]
fn dots_are_packed_from_the_left_into_whole_bytes() {
    let bitmap = drawn(&["#.......#", ".........", "........."]);
    assert_eq!(bitmap.row_bytes(), 2);
    assert_eq!(bitmap.bytes(), [0x80, 0x80, 0, 0, 0, 0]);
    assert_eq!(Bitmap::from_bytes(9, 3, bitmap.bytes()), Some(bitmap));
    assert_eq!(Bitmap::from_bytes(9, 3, &[0; 5]), None);
    assert_eq!(
        Bitmap::from_bytes(4, 1, &[0xff]).unwrap().bytes(),
        [0xf0],
        "dots beyond the width are white"
    );
}

#[rstest]
#[case(0, &["##.", "#.."])]
#[case(1, &["##", ".#", ".."])]
#[case(2, &["..#", ".##"])]
#[case(3, &["..", "#.", "##"])]
fn turning_is_clockwise(#[case] quarters: u8, #[case] expected: &[&str]) {
    assert_eq!(drawn(&["##.", "#.."]).turned(quarters), drawn(expected));
}

#[test]
fn pictures_are_scaled_cut_inverted_and_drawn_over_each_other() {
    let dot = drawn(&["#."]);
    assert_eq!(dot.scaled(2, 3), drawn(&["##..", "##..", "##.."]));
    assert_eq!(dot.inverted(), drawn(&[".#"]));
    assert_eq!(dot.bold(1), drawn(&["##"]));
    let mut page = Bitmap::new(3, 2);
    page.blit(&dot, 1, 1);
    page.blit(&dot, -5, -5);
    page.blit(&dot, 2, 9);
    assert_eq!(page, drawn(&["...", ".#."]));
    assert_eq!(page.band(1, 2), drawn(&[".#."]));
    assert_eq!(page.band(2, 9).height(), 0);
    page.grow(3);
    assert_eq!(page, drawn(&["...", ".#.", "..."]));
    assert_eq!(page.black_dots(), 1);
}

#[test]
fn a_picture_has_a_limit() {
    assert!(u64::try_from(Bitmap::new(u32::MAX, u32::MAX).bytes().len()).unwrap() <= MAX_DOTS / 8);
    assert_eq!(Bitmap::new(0, 9).bytes(), [0; 0]);
    assert_eq!(Bitmap::new(0, 9).to_png(), [0; 0]);
}

#[test]
fn a_png_says_the_same_dots() {
    let bitmap = drawn(&["#........#", ".#......#."]);
    let png = bitmap.to_png();
    let mut reader = png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .unwrap();
    let mut light = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut light).unwrap();
    assert_eq!((frame.width, frame.height), (10, 2));
    let dark: Vec<u8> = light.iter().map(|byte| !byte).collect();
    assert_eq!(Bitmap::from_bytes(10, 2, &dark), Some(bitmap));
}
