//! Who works at the till.

mod role_word;
mod sign_in_page;
mod staff_tile;
mod wait;

use bezmen_domain::id::PersonId;

pub use sign_in_page::SignInPage;

/// Colours of people, far apart from one another and dark enough for white letters.
const COLORS: [&str; 8] = [
    "#7a4f9a", "#1f6f8b", "#9a4a2f", "#4d6b2a", "#8b2f5c", "#3d5a99", "#7a6320", "#2f7a6b",
];

/// Gives a person always the same colour.
pub fn color_of(person: PersonId) -> String {
    let sum: usize = person
        .uuid()
        .as_bytes()
        .iter()
        .map(|byte| usize::from(*byte))
        .sum();
    COLORS[sum % COLORS.len()].to_owned()
}
