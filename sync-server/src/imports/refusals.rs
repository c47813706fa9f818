use axum::http::StatusCode;

use bezmen_contract::console::imports::{EncodingSample, EncodingSamples};

use super::table::ReadTableError;
use crate::platform::http::{ApiError, Refusal};

const fn unprocessable(code: &'static str, ru: &'static str, en: &'static str) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, code, ru, en)
}

pub(super) const FILE_MISSING: Refusal = unprocessable(
    "FILE_MISSING",
    "Файл не приложен. Выберите файл CSV, TSV или XLSX.",
    "No file came. Choose a CSV, TSV or XLSX file.",
);

const FILE_EMPTY: Refusal = unprocessable(
    "FILE_EMPTY",
    "В файле нет ни одной строки.",
    "The file has no rows.",
);

const FILE_DAMAGED: Refusal = unprocessable(
    "FILE_DAMAGED",
    "Файл повреждён и не читается. Сохраните его ещё раз и загрузите снова.",
    "The file is damaged. Save it again and upload it anew.",
);

const FILE_FORMAT: Refusal = unprocessable(
    "FILE_FORMAT",
    "Это не таблица. Подойдут CSV, TSV (можно в .gz) и XLSX.",
    "This is no table. CSV, TSV (also as .gz) and XLSX will do.",
);

const FILE_LARGE: Refusal = unprocessable(
    "FILE_LARGE",
    "Файл слишком велик. Разделите его на части.",
    "The file is too large. Split it into parts.",
);

const FILE_CELLS: Refusal = unprocessable(
    "FILE_CELLS",
    "В файле больше 20 миллионов ячеек. Разделите его на части.",
    "The file has more than 20 million cells. Split it into parts.",
);

const FILE_WIDE: Refusal = unprocessable(
    "FILE_WIDE",
    "В строке {} заполнена ячейка дальше тысячного столбца. Уберите лишнее справа от таблицы или проверьте разделители.",
    "Line {} has a cell beyond the 1000th column. Remove what stands far to the right of the table, or check the separators.",
);

const ENCODING_UNSURE: Refusal = unprocessable(
    "ENCODING_UNSURE",
    "Не ясно, в какой кодировке файл. Выберите ту, в которой слова читаются.",
    "It is not clear which encoding the file is in. Choose the one in which the words can be read.",
);

const ENCODING_WRONG: Refusal = unprocessable(
    "ENCODING_WRONG",
    "В этой кодировке файл не читается. Выберите другую.",
    "The file cannot be read in this encoding. Choose another one.",
);

pub(super) const NO_NAME_COLUMN: Refusal = unprocessable(
    "NO_NAME_COLUMN",
    "Укажите, в каком столбце название товара.",
    "Say which column holds the names.",
);

pub(super) const ALREADY_STARTED: Refusal = Refusal::new(
    StatusCode::CONFLICT,
    "ALREADY_STARTED",
    "Эта загрузка уже идёт или завершена. Загрузите файл ещё раз, чтобы повторить.",
    "This import is running or over. Upload the file again to repeat it.",
);

/// Says why a file is no table.
pub(super) fn of_table(error: ReadTableError) -> ApiError {
    let refusal = match error {
        ReadTableError::Empty => FILE_EMPTY,
        ReadTableError::Unpack(_) | ReadTableError::Workbook(_) | ReadTableError::Rows(_) => {
            FILE_DAMAGED
        }
        ReadTableError::NotATable => FILE_FORMAT,
        ReadTableError::TooLarge => FILE_LARGE,
        ReadTableError::TooManyCells => FILE_CELLS,
        ReadTableError::TooWide { line } => return FILE_WIDE.about(line),
        ReadTableError::EncodingUnsure(encodings) => {
            return with_samples(ENCODING_UNSURE, encodings);
        }
        ReadTableError::EncodingWrong(encodings) => {
            return with_samples(ENCODING_WRONG, encodings);
        }
    };
    refusal.into()
}

fn with_samples(refusal: Refusal, encodings: Vec<EncodingSample>) -> ApiError {
    match serde_json::to_value(EncodingSamples { encodings }) {
        Ok(details) => ApiError::from(refusal).with_details(details),
        Err(error) => error.into(),
    }
}
