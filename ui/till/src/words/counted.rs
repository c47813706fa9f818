//! Numbers with the right form of their word.

use bezmen_domain::locale::Locale;
use bezmen_kit::look;

/// Forms for 1, 2–4 and 5 of Russian, and for one and many of English.
struct Forms {
    ru: [&'static str; 3],
    en: [&'static str; 2],
}

fn counted(count: u64, forms: &Forms) -> String {
    let word = match look::locale() {
        Locale::En => forms.en[usize::from(count != 1)],
        Locale::Ru => match (count % 100, count % 10) {
            (11..=14, _) => forms.ru[2],
            (_, 1) => forms.ru[0],
            (_, 2..=4) => forms.ru[1],
            (..) => forms.ru[2],
        },
    };
    format!("{count}\u{a0}{word}")
}

/// “12 receipts”.
pub fn receipts(count: u64) -> String {
    counted(
        count,
        &Forms {
            ru: ["чек", "чека", "чеков"],
            en: ["receipt", "receipts"],
        },
    )
}

/// “3 lines”: the lines of a ticket.
pub fn items(count: u64) -> String {
    counted(
        count,
        &Forms {
            ru: ["позиция", "позиции", "позиций"],
            en: ["line", "lines"],
        },
    )
}

/// “2 tickets” put aside.
pub fn tickets(count: u64) -> String {
    counted(
        count,
        &Forms {
            ru: ["отложенный чек", "отложенных чека", "отложенных чеков"],
            en: ["held ticket", "held tickets"],
        },
    )
}

/// “30 seconds”.
pub fn seconds(count: u64) -> String {
    counted(
        count,
        &Forms {
            ru: ["секунду", "секунды", "секунд"],
            en: ["second", "seconds"],
        },
    )
}

#[cfg(test)]
mod tests {
    use bezmen_domain::locale::Locale;
    use bezmen_kit::look;

    #[test]
    fn russian_has_three_forms() {
        look::remember_locale(Locale::Ru);
        let said: Vec<String> = [1, 3, 5, 11, 21, 112].map(super::receipts).to_vec();
        assert_eq!(
            said.join(", ").replace('\u{a0}', " "),
            "1 чек, 3 чека, 5 чеков, 11 чеков, 21 чек, 112 чеков"
        );
    }
}
