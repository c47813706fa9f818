//! The picture of something that has none: its letters in a colour.

use leptos::prelude::*;

/// What a colour that cannot be read becomes.
const GREY: [u8; 3] = [0x7a, 0x82, 0x7e];

/// A square with one or two letters in the colour of a category.
#[component]
pub fn LetterTile(
    /// The name whose letters are drawn.
    name: String,
    /// The colour as `#rrggbb`.
    color: String,
) -> impl IntoView {
    let ink = if wants_dark_ink(channels(&color)) {
        "#14201b"
    } else {
        "#ffffff"
    };
    let [red, green, blue] = channels(&color);
    let style = format!("background-color: rgb({red} {green} {blue}); color: {ink}");
    view! { <span class="bz-tile-letters" style=style aria-hidden="true">{letters(&name)}</span> }
}

/// Shorter words are units and particles: “мл”, “г”, “of”.
const SHORTEST_WORD: usize = 3;

/// Takes the first letters of the first two words: “Молоко Домик 930 мл” becomes “МД”.
pub fn letters(name: &str) -> String {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.starts_with(char::is_alphabetic))
        .collect();
    let long: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    let chosen = if long.is_empty() { words } else { long };
    chosen
        .iter()
        .filter_map(|word| word.chars().next())
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

fn channels(color: &str) -> [u8; 3] {
    let hex = color.trim_start_matches('#');
    let channel = |from: usize| {
        hex.get(from..from + 2)
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
    };
    match (channel(0), channel(2), channel(4)) {
        (Some(red), Some(green), Some(blue)) if hex.len() == 6 => [red, green, blue],
        _ => GREY,
    }
}

/// Weighs the channels as the eye does (ITU-R BT.601, in thousandths); above the middle, dark letters read better.
fn wants_dark_ink([red, green, blue]: [u8; 3]) -> bool {
    299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) > 150_000
}

#[cfg(test)]
mod tests {
    use super::{GREY, channels, letters, wants_dark_ink};

    #[test]
    fn letters_come_from_words_and_not_from_numbers() {
        assert_eq!(letters("Молоко «Домик» 3,2 %"), "МД");
        assert_eq!(letters("Сметана 20 % 300 г"), "С");
        assert_eq!(letters("Ия"), "И");
        assert_eq!(letters("7UP 0.5"), "");
        assert_eq!(letters("bread"), "B");
    }

    #[test]
    fn a_broken_colour_is_grey_and_ink_follows_brightness() {
        assert_eq!(channels("nonsense"), GREY);
        assert_eq!(channels("#ff8000"), [255, 128, 0]);
        assert!(wants_dark_ink([250, 220, 90]) && !wants_dark_ink([30, 60, 140]));
    }
}
