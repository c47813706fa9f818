//! A catalogue of any size, the same each time.

use bezmen_contract::wire::row::ProductRow;
use bezmen_domain::barcode::gtin;
use bezmen_domain::id::ProductId;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use bezmen_till::fixture;

pub const KINDS: [&str; 24] = [
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
pub const MAKERS: [&str; 20] = [
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
pub const SORTS: [&str; 16] = [
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
