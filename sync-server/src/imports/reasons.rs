use bezmen_domain::locale::Locale;

/// Why a row was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BadReason {
    /// Fewer cells than the chosen columns need.
    TooFewCells,
    /// No name.
    NameEmpty,
    /// More than 200 characters.
    NameLong,
    /// The check digit does not fit.
    CheckDigit,
    /// Spaces inside or too long.
    BarcodeForm,
    /// The same barcode stood in an earlier row.
    DuplicateInFile,
    /// The same name without a barcode stood in an earlier row.
    DuplicateName,
    /// An earlier row names the product by another of its barcodes and says something else of it.
    DuplicateProduct,
    /// A product has the barcode already, and known ones are not to be changed.
    KnownBarcode,
    /// A product without a barcode has the name already, and known ones are not to be changed.
    KnownName,
    /// Not a number.
    PriceForm,
    /// A new product without a price.
    PriceMissing,
    /// Not a unit.
    UnitForm,
    /// No such rate in the company.
    TaxUnknown,
    /// A quotation mark opens in the row and never closes.
    QuoteOpen,
    /// Bytes that are no character in the file's encoding, or a character that an earlier program lost.
    TextDamaged,
    /// A character in the article or the category that cannot be seen or printed.
    ControlCharacter,
    /// An article of more than 64 characters.
    SkuLong,
    /// A category of more than 200 characters.
    CategoryLong,
}

/// Code, sentence in Russian, sentence in English.
type Words = (&'static str, &'static str, &'static str);

impl BadReason {
    const ALL: [Self; 19] = [
        Self::TooFewCells,
        Self::NameEmpty,
        Self::NameLong,
        Self::CheckDigit,
        Self::BarcodeForm,
        Self::DuplicateInFile,
        Self::DuplicateName,
        Self::DuplicateProduct,
        Self::KnownBarcode,
        Self::KnownName,
        Self::PriceForm,
        Self::PriceMissing,
        Self::UnitForm,
        Self::TaxUnknown,
        Self::QuoteOpen,
        Self::TextDamaged,
        Self::ControlCharacter,
        Self::SkuLong,
        Self::CategoryLong,
    ];

    const fn words(self) -> Words {
        match self {
            Self::TooFewCells => (
                "TOO_FEW_CELLS",
                "В строке меньше ячеек, чем нужно. Проверьте разделители.",
                "The row has fewer cells than needed. Check the separators.",
            ),
            Self::NameEmpty => (
                "NAME_EMPTY",
                "Нет названия. Впишите его.",
                "There is no name. Write one.",
            ),
            Self::NameLong => (
                "NAME_LONG",
                "Название длиннее 200 знаков. Сократите его.",
                "The name is longer than 200 characters. Shorten it.",
            ),
            Self::CheckDigit => (
                "CHECK_DIGIT",
                "Последняя цифра штрихкода не сходится. Сверьте с упаковкой.",
                "The last digit of the barcode does not fit. Compare it with the package.",
            ),
            Self::BarcodeForm => (
                "BARCODE_FORM",
                "Штрихкод не подходит: до 64 знаков без пробелов.",
                "The barcode does not fit: up to 64 characters without spaces.",
            ),
            Self::DuplicateInFile => (
                "DUPLICATE_IN_FILE",
                "Такой штрихкод уже был в файле выше. Оставьте одну строку.",
                "This barcode stood in an earlier row of the file. Keep one of them.",
            ),
            Self::DuplicateName => (
                "DUPLICATE_NAME",
                "Товар с таким названием и без штрихкода уже был в файле выше. Оставьте одну строку или впишите штрихкод.",
                "A product of this name without a barcode stood in an earlier row of the file. Keep one of them or write a \
                 barcode.",
            ),
            Self::DuplicateProduct => (
                "DUPLICATE_PRODUCT",
                "Этот товар уже был в файле выше с другим своим штрихкодом, и там о нём сказано иначе. Оставьте одну строку.",
                "An earlier row of the file names this product by another of its barcodes and says something else of it. Keep \
                 one of them.",
            ),
            Self::KnownBarcode => (
                "KNOWN_BARCODE",
                "Товар с таким штрихкодом уже есть. Включите «обновлять известные» или уберите строку.",
                "A product has this barcode already. Turn on “update known products” or remove the row.",
            ),
            Self::KnownName => (
                "KNOWN_NAME",
                "Товар с таким названием и без штрихкода уже есть. Включите «обновлять известные» или уберите строку.",
                "A product of this name without a barcode is there already. Turn on “update known products” or remove the row.",
            ),
            Self::PriceForm => (
                "PRICE_FORM",
                "Цена не читается. Пишите как 89,90.",
                "The price cannot be read. Write it like 89.90.",
            ),
            Self::PriceMissing => (
                "PRICE_MISSING",
                "Нет цены. Впишите её или задайте цену по умолчанию.",
                "There is no price. Write one or choose a default price.",
            ),
            Self::UnitForm => (
                "UNIT_FORM",
                "Единица не читается. Пишите: шт, кг, г, л, м.",
                "The unit cannot be read. Write: pcs, kg, g, l, m.",
            ),
            Self::TaxUnknown => (
                "TAX_UNKNOWN",
                "Такой ставки налога в компании нет. Добавьте её или исправьте.",
                "The company has no such tax rate. Add it or correct the row.",
            ),
            Self::QuoteOpen => (
                "QUOTE_OPEN",
                "Кавычка в строке открыта, но не закрыта. Закройте её или уберите.",
                "A quotation mark opens in the row and does not close. Close it or remove it.",
            ),
            Self::TextDamaged => (
                "TEXT_DAMAGED",
                "В строке повреждён знак: на его месте «\u{fffd}». Исправьте его в файле.",
                "A character of the row is damaged: “\u{fffd}” stands in its place. Correct it in the file.",
            ),
            Self::ControlCharacter => (
                "CONTROL_CHARACTER",
                "В артикуле или категории есть непечатаемый знак. Наберите текст заново.",
                "The article number or the category has a character that cannot be printed. Type it anew.",
            ),
            Self::SkuLong => (
                "SKU_LONG",
                "Артикул длиннее 64 знаков. Сократите его.",
                "The article number is longer than 64 characters. Shorten it.",
            ),
            Self::CategoryLong => (
                "CATEGORY_LONG",
                "Категория длиннее 200 знаков. Сократите её.",
                "The category is longer than 200 characters. Shorten it.",
            ),
        }
    }

    /// The stable code.
    pub const fn code(self) -> &'static str {
        self.words().0
    }

    /// What is wrong and what to do.
    pub const fn message(self, locale: Locale) -> &'static str {
        let (_, ru, en) = self.words();
        locale.pick(ru, en)
    }

    /// Finds the reason of a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// The sentence of a stable code; the code itself when this program does not know it.
pub fn bad_row_message(code: &str, locale: Locale) -> String {
    BadReason::from_code(code).map_or_else(
        || code.to_owned(),
        |reason| reason.message(locale).to_owned(),
    )
}
