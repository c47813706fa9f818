//! Hundreds of Russian texts through the built program: for every printer with Russian letters, what goes in comes out.

use bezmen_devices::cli::profile;
use bezmen_devices::printer::codepage::printable_on;
use serde_json::Value;

use super::printer::bytes_of;
use super::shell::piped;

fn answered(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let output = piped(arguments, input);
    assert!(output.status.success(), "{arguments:?}");
    output.stdout
}

/// Goods, sums and words in all ways in which a receipt has them; every letter in both cases.
fn texts() -> Vec<String> {
    let goods = [
        "Хлеб ржаной",
        "Батон нарезной",
        "Молоко 3,2%",
        "Кефир 1%",
        "Сыр Российский",
        "Яблоки Гала",
        "Огурцы грунтовые",
        "Щавель свежий",
        "Эскимо",
        "Мёд цветочный",
        "Ёршики",
        "Йогурт вишнёвый",
        "Цыплёнок",
        "Подъёмник",
        "Фасоль & чечевица",
        "Юбилейное печенье",
        "Жидкость AJAX",
        "Чай Lipton",
        "Кофе Nescafe",
        "Вода мин.",
        "Соль \"Экстра\"",
        "Шнур USB-C",
        "ПИРОГ С ГРИБАМИ",
        "ОБЪЯВЛЕНИЕ",
    ];
    let mut texts: Vec<String> = vec![
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ".to_owned(),
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя".to_owned(),
        (' '..='~').collect::<String>().trim().to_owned(),
    ];
    for (number, name) in goods.iter().enumerate() {
        let price = 1_099 + 7_321 * number;
        texts.extend([
            (*name).to_owned(),
            format!("{name} {}.{:02}", price / 100, price % 100),
            format!("{number} x {name}"),
            name.to_uppercase(),
            name.to_lowercase(),
            format!("{}: ={}", name.chars().rev().collect::<String>(), price),
            format!("[{name}] / {}%", number % 20),
            format!("{name} № {number} «{number}» — {price} ₽"),
            format!("{name}… {number}\u{a0}{price}"),
        ]);
    }
    texts
}

#[test]
fn every_printer_with_russian_letters_prints_the_same_text() {
    let texts = texts();
    assert!(texts.len() > 200, "{}", texts.len());
    let listed = String::from_utf8(answered(&["printer", "profile"], b"")).unwrap();
    let mut printers = 0;
    for line in listed.lines() {
        let listed: Value = serde_json::from_str(line).unwrap();
        if listed["russian_tables"].as_array().unwrap().is_empty() {
            continue;
        }
        printers += 1;
        let name = listed["name"].as_str().unwrap();
        let columns = usize::try_from(listed["columns"].as_u64().unwrap()).unwrap();
        let profile = profile(name).unwrap();
        let has_all = |text: &String| {
            text.chars()
                .all(|sign| matches!(sign, ' '..='~' | 'А'..='я' | 'ё' | 'Ё'))
        };
        // Letters, digits and ASCII are printed as they are; other signs by what the printer has instead of them.
        let expected: Vec<String> = texts
            .iter()
            .flat_map(|text| {
                let printed = if has_all(text) {
                    text.clone()
                } else {
                    printable_on(text, &profile)
                };
                let signs: Vec<char> = printed.chars().collect();
                let pieces = signs.chunks(columns).map(String::from_iter);
                pieces.collect::<Vec<_>>()
            })
            .collect();
        let hex = answered(
            &["printer", "encode", "--profile", name],
            texts.join("\n").as_bytes(),
        );
        let paper = answered(&["printer", "render", "--profile", name], &bytes_of(&hex));
        let paper: Value = serde_json::from_slice(&paper).unwrap();
        let rows: Vec<&str> = paper["lines"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(row.trim_end(), expected.trim_end(), "{name}");
        }
        assert_eq!(rows.len(), expected.len(), "{name}");
    }
    assert!(printers >= 40, "{printers}");
}
