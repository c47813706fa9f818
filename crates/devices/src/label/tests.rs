mod drivers;
mod readers;

use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::quantity::Quantity;
use proptest::prelude::*;
use rstest::rstest;

use super::*;

const SIZES: [LabelSize; 4] = [
    LabelSize::SIZE_58_40,
    LabelSize::SIZE_58_30,
    LabelSize::SIZE_43_25,
    LabelSize::SIZE_30_20,
];

fn milk() -> LabelContent {
    let price = Money::from_minor(8_990);
    let mut label = LabelContent::new("Молоко 3,2 % 930 мл", price, Currency::RUB, Locale::Ru);
    label.code = Some(LabelCode::new(CodeKind::Auto, "4607034950019"));
    label
}

fn full() -> LabelContent {
    LabelContent {
        old_price: Some(Money::from_minor(129_900)),
        unit_price: Some(UnitPrice {
            price: Money::from_minor(9_667),
            per: Per::Litre,
        }),
        date: BusinessDate::from_ymd(2026, 11, 21),
        weight: Some(Quantity::from_thousandths(930)),
        article: Some("12345".to_owned()),
        store: Some("Магазин «У дома»".to_owned()),
        ..milk()
    }
}

/// Everything lies on the label, and no text on another.
fn assert_in_place(label: &LabelDocument) {
    let mut places = Vec::new();
    for item in &label.items {
        let (x, y, picture) = item.draw();
        let (right, bottom) = (x + picture.width(), y + picture.height());
        assert!(right <= label.media.width(), "{item:?}");
        assert!(bottom <= label.media.height(), "{item:?}");
        if !matches!(item, LabelItem::Bar { .. }) {
            places.push((x, y, right, bottom, item));
        }
    }
    for (at, one) in places.iter().enumerate() {
        for two in places.iter().skip(at + 1) {
            let apart = one.2 <= two.0 || two.2 <= one.0 || one.3 <= two.1 || two.3 <= one.1;
            assert!(apart, "{:?} lies on {:?}", one.4, two.4);
        }
    }
}

#[rstest]
fn a_full_label_fits_every_size(
    #[values(0, 1, 2, 3)] size: usize,
    #[values(203, 300, 600)] dots_per_inch: u16,
) {
    let media = Media::new(SIZES[size], dots_per_inch);
    let label = lay_out(&full(), media).unwrap();
    assert_in_place(&label);
    assert!(!label.left_out.contains(&"name"), "{:?}", label.left_out);
    let texts = label.texts().collect::<Vec<_>>().join("|");
    assert!(texts.contains("4607034950019"), "{texts}");
    assert!(texts.contains("|89|"), "{texts}");
}

#[test]
fn a_large_label_holds_everything() {
    let label = lay_out(&full(), Media::new(LabelSize::SIZE_58_40, 203)).unwrap();
    assert_eq!(label.left_out, Vec::<&str>::new());
    assert_eq!(
        label.texts().collect::<Vec<_>>(),
        [
            "21.11.2026",
            "Магазин «У дома»",
            "0,930 кг",
            "12345",
            "Молоко 3,2 % 930 мл",
            "4607034950019",
            "1 299,00 ₽",
            "89",
            ",90 ₽",
            "96,67 ₽ / л",
        ]
    );
}

#[test]
fn a_small_label_says_what_it_leaves_out() {
    let label = lay_out(&full(), Media::new(LabelSize::SIZE_30_20, 203)).unwrap();
    assert!(label.left_out.contains(&"store") && label.left_out.contains(&"date"));
    let long = LabelContent {
        name:
            "Сыр полутвёрдый Российский молодой выдержанный с массовой долей жира в сухом веществе \
               50 % фасованный ломтиками в газовой среде"
                .to_owned(),
        ..milk()
    };
    let label = lay_out(&long, Media::new(LabelSize::SIZE_30_20, 203)).unwrap();
    assert!(label.left_out.contains(&"name"));
    assert!(label.texts().any(|text| text.ends_with('…')));
    assert_in_place(&label);
}

#[rstest]
#[case(Locale::En, Currency::GBP, 123_456, ["£", "1,234", ".56"].as_slice())]
#[case(Locale::Ru, Currency::KZT, 49_900, ["499", ",00 ₸"].as_slice())]
#[case(Locale::Ru, Currency::RUB, 1_234_500, ["12 345", ",00 ₽"].as_slice())]
fn prices_are_written_as_the_country_writes_them(
    #[case] locale: Locale,
    #[case] currency: Currency,
    #[case] minor: i64,
    #[case] texts: &[&str],
) {
    let content = LabelContent::new("Құрт қышқыл", Money::from_minor(minor), currency, locale);
    let label = lay_out(&content, Media::new(LabelSize::SIZE_43_25, 203)).unwrap();
    let found: Vec<&str> = label.texts().collect();
    assert!(found.starts_with(&["Құрт қышқыл"]) || found.starts_with(&["Құрт"]));
    assert!(found.ends_with(texts), "{found:?}");
}

#[test]
fn what_cannot_be_printed_is_refused_with_words() {
    let media = Media::new(LabelSize::SIZE_30_20, 203);
    let refused = |content: &LabelContent| lay_out(content, media).unwrap_err();
    let nameless = LabelContent {
        name: " \u{200b}\n".to_owned(),
        ..milk()
    };
    assert_eq!(refused(&nameless), LabelError::NoName);
    let wide = LabelContent {
        code: Some(LabelCode::new(CodeKind::Code128, "A-long-article-number-1")),
        ..milk()
    };
    assert!(matches!(refused(&wide), LabelError::CodeTooWide { .. }));
    assert!(refused(&wide).words(Locale::Ru).contains("30x20"));
    let wrong = LabelContent {
        code: Some(LabelCode::new(CodeKind::Ean13, "4607034950018")),
        ..milk()
    };
    assert!(matches!(refused(&wrong), LabelError::Code(_)));
    let gs1 = LabelContent {
        code: Some(LabelCode::new(CodeKind::Gs1DataMatrix, "(01)123")),
        ..milk()
    };
    assert!(matches!(refused(&gs1), LabelError::Gs1(_)));
    let negative = LabelContent {
        price: Money::from_minor(-1),
        ..milk()
    };
    assert_eq!(refused(&negative), LabelError::Price);
}

#[test]
fn a_marking_code_is_kept_letter_by_letter() {
    let raw = "0104607034950019215'W\"x,;a\u{1d}93abcd";
    let content = LabelContent {
        code: Some(LabelCode::new(CodeKind::Gs1DataMatrix, raw)),
        ..milk()
    };
    let label = lay_out(&content, Media::new(LabelSize::SIZE_58_40, 203)).unwrap();
    assert_in_place(&label);
    assert!(
        label
            .items
            .iter()
            .any(|item| matches!(item, LabelItem::Square { data, .. } if data == raw))
    );
}

#[rstest]
#[case("58x40", Some((580, 400)))]
#[case("43,5 × 25", Some((435, 250)))]
#[case("58х40", Some((580, 400)))]
#[case("5x5", None)]
#[case("58", None)]
#[case("58x-40", None)]
#[case("58.55x40", None)]
fn sizes_are_read_as_people_write_them(#[case] text: &str, #[case] size: Option<(u16, u16)>) {
    let read = text.parse::<LabelSize>().ok();
    assert_eq!(
        read.map(|size| (size.width_tenths_mm(), size.height_tenths_mm())),
        size
    );
    if let Some(size) = read {
        assert_eq!(size.to_string().parse(), Ok(size));
        let json = serde_json::to_string(&size).unwrap();
        assert_eq!(serde_json::from_str::<LabelSize>(&json).unwrap(), size);
    }
}

proptest! {
    #[test]
    fn any_content_is_laid_out_within_the_label_or_refused(
        name in any::<String>(),
        article in proptest::option::of(any::<String>()),
        minor in -1_i64..2_000_000_000_000,
        old in proptest::option::of(0_i64..2_000_000_000_000),
        code in proptest::option::of("[ -~]{0,20}"),
        kind in 0_usize..3,
        width in 100_u16..1200,
        height in 100_u16..900,
        dots_per_inch in 100_u16..700,
    ) {
        let kind = [CodeKind::Auto, CodeKind::Qr, CodeKind::Gs1DataMatrix][kind];
        let content = LabelContent {
            name,
            article,
            price: Money::from_minor(minor),
            old_price: old.map(Money::from_minor),
            code: code.map(|data| LabelCode::new(kind, data)),
            ..full()
        };
        let media = Media::new(LabelSize::new(width, height).unwrap(), dots_per_inch);
        if let Ok(label) = lay_out(&content, media) {
            assert_in_place(&label);
        }
    }
}
