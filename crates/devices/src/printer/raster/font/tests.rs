use super::*;

#[test]
fn the_letters_of_the_shops_are_there() {
    let text =
        "Привет Ёё Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі Її Єє Ґґ Ўў Җҗ Ωα ქართული Հայերեն ₽₸₴€«»—…№½║█";
    let missing: Vec<char> = text
        .chars()
        .filter(|character| *character != ' ' && !has(*character))
        .collect();
    assert_eq!(missing, []);
    assert!(!has('漢'));
}

#[test]
fn letters_fill_their_cell_and_differ() {
    for cell in [
        Cell::FONT_A,
        Cell::FONT_B,
        Cell::new(24, 48),
        Cell::new(8, 16),
    ] {
        let letters: Vec<Bitmap> = "АБВГДЕЖИКЛМНОПРСТУФХЦЧШЩЬЭЮЯ0123456789"
            .chars()
            .map(|letter| glyph(letter, cell))
            .collect();
        for (at, letter) in letters.iter().enumerate() {
            assert_eq!(
                (letter.width(), letter.height()),
                (cell.width.into(), cell.height.into())
            );
            assert!(
                letter.black_dots() * 16 > u64::from(cell.width) * u64::from(cell.height),
                "{letter:?}"
            );
            assert!(
                letters[at + 1..].iter().all(|other| other != letter),
                "{letter:?}"
            );
        }
    }
}

#[test]
fn a_line_of_boxes_has_no_gaps() {
    let line = line("══", Cell::FONT_A);
    let across = (0..line.height()).any(|y| (0..24).all(|x| line.get(x, y)));
    assert!(across, "{line:?}");
}

#[test]
fn space_and_control_characters_are_white() {
    for character in [' ', '\u{a0}', '\n', '\u{1b}'] {
        assert_eq!(glyph(character, Cell::FONT_A).black_dots(), 0);
    }
}

#[test]
fn a_cell_of_any_size_is_drawn() {
    for (width, height) in [(0, 0), (1, 1), (0, 24), (300, 2), (1000, 1000)] {
        let drawn = glyph('Щ', Cell::new(width, height));
        assert_eq!(
            (drawn.width(), drawn.height()),
            (width.into(), height.into())
        );
    }
}
