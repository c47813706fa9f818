//! A catalogue of any size, the same each time.

use bezmen_contract::wire::row::ProductRow;
use bezmen_domain::barcode::gtin;
use bezmen_domain::id::ProductId;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use bezmen_till::fixture;

const KINDS: [&str; 24] = [
    "Молоко",
    "Кефир",
    "Сметана",
    "Творог",
    "Сыр",
    "Масло сливочное",
    "Йогурт",
    "Хлеб",
    "Батон",
    "Печенье",
    "Конфеты",
    "Шоколад",
    "Чай чёрный",
    "Кофе",
    "Сок",
    "Вода",
    "Макароны",
    "Гречка",
    "Рис",
    "Сахар",
    "Колбаса",
    "Сосиски",
    "Shampoo",
    "Washing powder",
];
const MAKERS: [&str; 20] = [
    "Луговое",
    "Северное",
    "Дубрава",
    "Ключевое",
    "Утро",
    "Околица",
    "Полюшко",
    "Заря",
    "Верба",
    "Тихий Дон",
    "Alpina",
    "Borealis",
    "Nordica",
    "Sunny",
    "Green Leaf",
    "Каравай",
    "Ромашка",
    "Причал",
    "Слобода",
    "Привал",
];
const SORTS: [&str; 16] = [
    "классическое",
    "с ванилью",
    "с изюмом",
    "лёгкое",
    "фермерское",
    "детское",
    "с орехами",
    "без сахара",
    "цельное",
    "копчёное",
    "вишня",
    "клубника",
    "черника",
    "extra",
    "premium",
    "mini",
];

/// The GTIN-13 of product `n` as a scanner reads it.
pub fn code(n: usize) -> String {
    let body = format!("460{:09}", n % 1_000_000_000);
    let sum: u32 = body
        .bytes()
        .enumerate()
        .map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 1 } else { 3 })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// The same as it is kept.
pub fn canonical(n: usize) -> String {
    gtin::parse(&code(n))
        .map(|gtin| gtin.canonical())
        .unwrap_or_default()
}

/// Product `n`.
pub fn product(n: usize) -> ProductRow {
    let (kind, maker, sort) = (KINDS[n % 24], MAKERS[n / 24 % 20], SORTS[n / 480 % 16]);
    let mut random = [0; 10];
    random[..8].copy_from_slice(&(n as u64).to_be_bytes());
    ProductRow {
        product_id: ProductId::from_parts(2, random),
        name: format!("{kind} {maker} {sort} {} г № {n}", 50 + n % 19 * 50),
        sku: format!("A{n:07}"),
        barcodes: vec![canonical(n)],
        unit: Unit::Piece,
        price: Money::from_minor(1_990 + (n as i64 * 37) % 90_000),
        tax_rate_id: fixture::tax_20(),
        category_id: None,
        quick_key: None,
        active: true,
    }
}

/// What somebody types while looking for something: beginnings, parts, two words, an article, a number that is not there.
pub fn query(round: usize) -> String {
    let (kind, maker, sort) = (
        KINDS[round % 24],
        MAKERS[round / 3 % 20],
        SORTS[round / 7 % 16],
    );
    let part = |word: &str, from: usize, count: usize| {
        word.chars().skip(from).take(count).collect::<String>()
    };
    match round % 6 {
        0 => part(kind, 0, 3),
        1 => format!("{} {}", part(kind, 0, 4), part(maker, 0, 3)),
        2 => part(maker, 1, 4),
        3 => format!("{maker} {sort}"),
        4 => format!("A{:07}", round * 131),
        _ => format!("{} {}", part(kind, 0, 2), round),
    }
}
