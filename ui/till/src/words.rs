//! Every word on the cashier's screens, in both languages. One catalogue for each area.

mod barcodes;
mod counted;
mod customer;
mod devices;
mod displays;
mod frame;
mod labels;
mod marks;
mod paying;
mod people;
mod printers;
mod receipts;
mod selling;
mod settings;
mod shift;
mod status;

use bezmen_domain::locale::Locale;
use bezmen_kit::look;

pub use barcodes::Barcodes;
pub use counted::{items, receipts as receipts_counted, seconds, tickets};
pub use customer::Customer;
pub use devices::Devices;
pub use displays::Displays;
pub use frame::Frame;
pub use labels::Labels;
pub use marks::Marks;
pub use paying::Paying;
pub use people::People;
pub use printers::Printers;
pub use receipts::Receipts;
pub use selling::Selling;
pub use settings::Preferences;
pub use shift::Shift;
pub use status::Health;

/// A text that the catalogue holds in every language.
pub trait Word: Copy {
    /// Returns it in a language.
    fn text(self, locale: Locale) -> &'static str;
}

/// Returns a text in the language of the page.
pub fn t(word: impl Word) -> &'static str {
    word.text(look::locale())
}

/// Returns a text with its places `{}` filled in order.
pub fn fill(word: impl Word, values: &[&str]) -> String {
    let mut filled = String::new();
    let mut values = values.iter();
    for (index, piece) in t(word).split("{}").enumerate() {
        if index > 0 {
            filled.push_str(values.next().copied().unwrap_or_default());
        }
        filled.push_str(piece);
    }
    filled
}

/// Begins a text with a large letter: what a device says of itself goes on after its name in one place and stands alone in
/// another.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Writes a catalogue: an enum of texts, each with its Russian and its English.
macro_rules! catalogue {
    ($(#[$doc:meta])* $catalogue:ident { $($word:ident: $ru:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $catalogue { $($word,)+ }

        impl crate::words::Word for $catalogue {
            fn text(self, locale: bezmen_domain::locale::Locale) -> &'static str {
                match self { $(Self::$word => locale.pick($ru, $en),)+ }
            }
        }

        #[cfg(test)]
        mod places {
            #[test]
            fn both_languages_have_the_same_places() {
                $(assert_eq!($ru.matches("{}").count(), $en.matches("{}").count(), "{}", $en);)+
            }
        }
    };
}
use catalogue;
