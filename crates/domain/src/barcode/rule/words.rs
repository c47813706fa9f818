//! What is wrong with a rule, in the reader's language.

use super::{PatternError, RuleError, RuleKind};
use crate::locale::Locale;

impl RuleError {
    /// Says it to the owner of the rules.
    pub fn words(&self, locale: Locale) -> String {
        match (locale, self) {
            (Locale::En, error) => error.to_string(),
            (Locale::Ru, Self::Encoding { found }) => {
                format!("кодировка «{found}» не известна; укажите ean8, ean13, upca или any")
            }
            (Locale::Ru, Self::Kind { found }) => format!(
                "вид «{found}» не известен; укажите product, weight, price, count, discount, customer, staff, coupon, location, lot или package"
            ),
            (Locale::Ru, Self::Pattern(error)) => error.words(locale),
        }
    }
}

impl RuleKind {
    /// Says what its codes are.
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::Product => locale.pick("Товар магазина", "A product of the shop"),
            Self::Weight => locale.pick("Этикетка с весом", "A label with a weight"),
            Self::Price => locale.pick("Этикетка с ценой", "A label with a price"),
            Self::Count => locale.pick("Этикетка с количеством", "A label with a count"),
            Self::Discount => locale.pick("Скидка", "A discount"),
            Self::Customer => locale.pick("Карта покупателя", "A customer's card"),
            Self::Staff => locale.pick("Карта сотрудника", "A badge"),
            Self::Coupon => locale.pick("Купон", "A coupon"),
            Self::Location => locale.pick("Место хранения", "A place in the store"),
            Self::Lot => locale.pick("Партия", "A lot"),
            Self::Package => locale.pick("Вид упаковки", "A kind of package"),
        }
    }
}

impl PatternError {
    /// Says it to the owner of the rules.
    pub fn words(&self, locale: Locale) -> String {
        match (locale, self) {
            (Locale::En, error) => error.to_string(),
            (Locale::Ru, Self::Character { found }) => {
                format!("«{found}» в шаблоне не бывает; пишите цифры, точки и одно число {{NNDDD}}")
            }
            (Locale::Ru, Self::TextCharacter { found }) => format!(
                "«{found}» в шаблоне не бывает; пишите латинские буквы, цифры, знаки вроде - и /, точки и одно число {{NNDDD}}"
            ),
            (Locale::Ru, Self::NumberTooLong { found, most }) => {
                format!("в числе шаблона не больше {most} цифр, а в этом {found}")
            }
            (Locale::Ru, Self::CheckAtEnd) => {
                "последняя цифра кода — контрольная для всего кода; поставьте там точку".to_owned()
            }
            (Locale::Ru, Self::TooManyPlaces { found, most }) => {
                format!("шаблон описывает не больше {most} знаков, а этот {found}")
            }
            (Locale::Ru, Self::EmbeddedNumber) => {
                "в шаблоне ровно одно число, например {NNDDD}: целые цифры N, за ними дробные D"
                    .to_owned()
            }
            (Locale::Ru, Self::Check) => {
                "контрольная цифра C бывает у одного числа из четырёх или пяти цифр".to_owned()
            }
            (Locale::Ru, Self::Empty) => {
                "шаблон пуст; напишите, например, 21.....{NNDDD}.".to_owned()
            }
            (Locale::Ru, Self::TooLong { found, most }) => {
                format!("шаблон описывает знаков: {found}, а в коде их {most}")
            }
            (Locale::Ru, Self::TooManyDecimals { most }) => {
                format!("дробных цифр здесь не больше {most}")
            }
        }
    }
}
