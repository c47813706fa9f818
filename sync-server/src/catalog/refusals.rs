use axum::http::StatusCode;

use crate::platform::http::Refusal;

const fn unprocessable(code: &'static str, ru: &'static str, en: &'static str) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, code, ru, en)
}

/// The first `{}` is the code as typed, then come its last digit and the one that follows from the others.
pub(super) const CHECK_DIGIT: Refusal = unprocessable(
    "CHECK_DIGIT",
    "Последняя цифра штрихкода {} не сходится: стоит {}, а по остальным цифрам выходит {}. Сверьте с упаковкой.",
    "The last digit of the barcode {} does not fit: it is {}, and {} follows from the others. Compare it with the package.",
);

pub(super) const BARCODE_FORM: Refusal = unprocessable(
    "BARCODE_FORM",
    "Штрихкод «{}» не подходит: от 1 до 64 знаков без пробелов внутри.",
    "The barcode “{}” does not fit: 1 to 64 characters without spaces inside.",
);

/// `{}` is the code and the name of the product that has it.
pub(super) const BARCODE_TAKEN: Refusal = unprocessable(
    "BARCODE_TAKEN",
    "Штрихкод уже стоит на другом товаре: {}.",
    "The barcode already stands on another product: {}.",
);

pub(super) const TOO_MANY_BARCODES: Refusal = unprocessable(
    "TOO_MANY_BARCODES",
    "У товара может быть не больше 50 штрихкодов.",
    "A product has 50 barcodes at most.",
);

pub(super) const PRICE_RANGE: Refusal = unprocessable(
    "PRICE_RANGE",
    "Цена не может быть отрицательной и должна быть разумной.",
    "A price is not negative and stays within reason.",
);

pub(super) const NO_SUCH_CATEGORY: Refusal = unprocessable(
    "NO_SUCH_CATEGORY",
    "Такой категории нет. Выберите из списка.",
    "There is no such category. Choose from the list.",
);

pub(super) const NO_SUCH_TAX_RATE: Refusal = unprocessable(
    "NO_SUCH_TAX_RATE",
    "Такой ставки налога нет. Выберите из списка.",
    "There is no such tax rate. Choose from the list.",
);

pub(super) const COLOR_FORM: Refusal = unprocessable(
    "COLOR_FORM",
    "Цвет пишется как #1f8a70.",
    "A colour is written like #1f8a70.",
);

pub(super) const TAX_RANGE: Refusal = unprocessable(
    "TAX_RANGE",
    "Ставка налога — от 0 до 100 %.",
    "A tax rate is 0 to 100 %.",
);
