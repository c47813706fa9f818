use bezmen_domain::barcode::RuleSet;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;

use super::{CodeView, Reader, explain};

fn told(arrived: &str, locale: Locale) -> CodeView {
    let reader = Reader {
        locale,
        currency: Currency::RUB,
        year: 2026,
    };
    let rules = RuleSet::of_new_shop(Currency::RUB);
    explain(arrived, None, &rules, reader).0
}

fn field<'v>(view: &'v CodeView, name: &str) -> &'v str {
    let found = view.fields.iter().find(|(known, _)| known == name);
    found.map_or_else(
        || panic!("no “{name}” in {:?}", view.fields),
        |(_, value)| value,
    )
}

#[test]
fn a_weight_label_names_its_rule_its_product_and_its_weight() {
    let view = told("2100012003506\r", Locale::Ru);
    assert_eq!(view.arrived, "2100012003506<CR>");
    assert_eq!(view.kind, "Этикетка с весом");
    assert_eq!(view.rule, "ean13 21.....{NNDDD}.");
    assert_eq!(field(&view, "Номер на весах (PLU)"), "00012");
    assert_eq!(field(&view, "Вес"), "0,350\u{a0}кг");
    assert_eq!(field(&view, "Основной код"), "2100012000000");
    assert_eq!(view.warnings, Vec::<String>::new());
}

#[test]
fn what_a_composite_label_adds_is_told_and_judged() {
    let view = told("]E02100012003506|]e01726133110A7", Locale::Ru);
    assert_eq!(field(&view, "Вес"), "0,350\u{a0}кг");
    assert_eq!(field(&view, "(10) партия"), "A7");
    let is_judged = view
        .warnings
        .iter()
        .any(|one| one.contains("ILLEGAL_MONTH"));
    assert!(is_judged, "{:?}", view.warnings);
}

#[test]
fn gs1_data_is_told_element_by_element() {
    let view = told(
        "]d2\u{1d}010460703495001917261231310300050010A7\u{1d}21X",
        Locale::Ru,
    );
    assert_eq!(
        view.arrived,
        "]d2<GS>010460703495001917261231310300050010A7<GS>21X"
    );
    assert_eq!(field(&view, "Тип кода"), "gs1-datamatrix");
    assert_eq!(field(&view, "(17) годен до"), "31.12.2026 ← 261231");
    assert_eq!(field(&view, "(3103) вес нетто"), "0,500\u{a0}кг ← 000500");
    assert_eq!(field(&view, "(10) партия"), "A7");
    assert_eq!(field(&view, "(21) серийный номер"), "X");
    let english = told("]d2\u{1d}0104607034950019310300050010A7", Locale::En);
    assert_eq!(
        field(&english, "(3103) NET WEIGHT (kg)"),
        "0.500\u{a0}kg ← 000500"
    );
}

#[test]
fn a_marking_code_is_told_with_its_identification() {
    let view = told("]d2\u{1d}0104607034950019215!Qwe<x\u{1d}93dGVz", Locale::Ru);
    assert_eq!(view.kind, "Код маркировки «Честный ЗНАК»");
    assert_eq!(field(&view, "Серийный номер"), "5!Qwe<x");
    assert_eq!(
        field(&view, "Код идентификации (КИ)"),
        "0104607034950019215!Qwe<x"
    );
    assert_eq!(view.warnings, Vec::<String>::new());
}

#[test]
fn what_is_wrong_is_said_with_what_to_do() {
    let table = [
        (
            "]d20104607034950019215!Qwe<xABCDEF93dGVz",
            "Разделители (GS) потеряны; включите их передачу",
        ),
        ("4600682000175", "Последняя цифра: 5, а должна быть 4."),
        (
            "2900012003502",
            "Если это этикетка с весом или ценой, добавьте правило",
        ),
        (
            "]E0ABC",
            "Сканер назвал тип кода, которому эти знаки не подходят.",
        ),
        ("]d20104607034950019172613", "(17)"),
        ("цена 5", "в латинской это"),
        ("5€", "знаки, которых штрихкоды не содержат"),
    ];
    for (arrived, words) in table {
        let view = told(arrived, Locale::Ru);
        let is_said = view.warnings.iter().any(|warning| warning.contains(words));
        assert!(is_said, "{arrived}: {:?}", view.warnings);
        let english = told(arrived, Locale::En);
        assert_eq!(english.warnings.len(), view.warnings.len());
        let has_russian = |text: &String| text.contains(|c: char| matches!(c, 'а'..='я'));
        assert!(!english.warnings.iter().any(has_russian), "{english:?}");
    }
}

#[test]
fn a_russian_layout_is_said_once_with_the_latin_code() {
    let view = told("]d20104607034950019215Йцу", Locale::Ru);
    let about_layout: Vec<&String> = view
        .warnings
        .iter()
        .filter(|warning| warning.contains("раскладке"))
        .collect();
    assert_eq!(about_layout.len(), 1, "{:?}", view.warnings);
    assert!(about_layout[0].contains("0104607034950019215Qwe"));
}
