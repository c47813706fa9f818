//! The sentences. Each says what to do next.

mod rights;
mod sums;

use bezmen_domain::locale::Locale;

use rights::may_not;
use sums::{price, settle};

use super::Refusal;

/// Says a refusal in a language.
pub fn sentence(refusal: &Refusal, locale: Locale) -> String {
    let pick = |ru: &str, en: &str| locale.pick(ru, en).to_owned();
    match refusal {
        Refusal::NotPaired => pick(
            "Касса ещё не подключена к компании. Откройте «Подключение кассы», получите код и введите его в консоли.",
            "This till belongs to no company yet. Open “Connect this till”, get a code and type it in the console.",
        ),
        Refusal::SignInRequired => pick(
            "Сначала войдите: выберите себя и введите PIN.",
            "Sign in first: pick your name and type your PIN.",
        ),
        Refusal::PersonUnknown => pick(
            "Такого сотрудника больше нет. Обновите список и выберите другого.",
            "This person no longer works here. Refresh the list and pick another.",
        ),
        Refusal::PinMissing => pick(
            "У сотрудника нет PIN. Задайте его в консоли, в разделе «Сотрудники».",
            "This person has no PIN. Set one in the console, under “People”.",
        ),
        Refusal::PinWrong { left: 0 } => pick(
            "PIN неверный. Следующая попытка — после паузы.",
            "Wrong PIN. Wait before the next try.",
        ),
        Refusal::PinWrong { left } => match locale {
            Locale::Ru => format!("PIN неверный. До паузы осталось попыток: {left}."),
            Locale::En => format!("Wrong PIN. Tries left before a pause: {left}."),
        },
        Refusal::PinLocked { seconds } => match locale {
            Locale::Ru => {
                format!("Слишком много неверных PIN. Подождите {seconds} с и попробуйте снова.")
            }
            Locale::En => format!("Too many wrong PINs. Wait {seconds} s and try again."),
        },
        Refusal::ApprovalRequired { permission } => match locale {
            Locale::Ru => format!(
                "{} Позовите старшего: нужен его PIN.",
                may_not(*permission, locale)
            ),
            Locale::En => format!(
                "{} Call a manager: their PIN is needed.",
                may_not(*permission, locale)
            ),
        },
        Refusal::ApproverMayNot { permission } => match locale {
            Locale::Ru => format!(
                "У этого сотрудника тоже нет права. {} Позовите другого.",
                may_not(*permission, locale)
            ),
            Locale::En => format!(
                "This person may not either. {} Call somebody else.",
                may_not(*permission, locale)
            ),
        },
        Refusal::DiscountAboveLimit { limit_bp } => {
            let percent = format!("{}.{:02}", limit_bp / 100, limit_bp % 100);
            match locale {
                Locale::Ru => format!(
                    "Скидка больше вашей нормы ({} %). Уменьшите её или позовите старшего.",
                    percent.replace('.', ",")
                ),
                Locale::En => format!(
                    "The discount is above your limit ({percent} %). Lower it or call a manager."
                ),
            }
        }
        Refusal::ShiftAlreadyOpen => pick(
            "Смена уже открыта. Продолжайте работу в ней.",
            "A shift is open already. Go on in it.",
        ),
        Refusal::ShiftStillOpen => pick(
            "Смена открыта. Закройте смену, потом переводите кассу в другую компанию.",
            "A shift is open. Close it before the till leaves its company.",
        ),
        Refusal::ShiftClosed => pick(
            "Смена закрыта. Откройте смену и повторите.",
            "No shift is open. Open a shift and try again.",
        ),
        Refusal::TicketOpen { lines } => match locale {
            Locale::Ru => format!(
                "В открытом чеке строк: {lines}. Оплатите или отмените его, потом закройте смену."
            ),
            Locale::En => format!(
                "The open ticket has {lines} lines. Pay or cancel it, then close the shift."
            ),
        },
        Refusal::TicketsHeld { count } => match locale {
            Locale::Ru => format!(
                "Отложенных чеков: {count}. Оплатите или отмените их, потом закройте смену."
            ),
            Locale::En => {
                format!("{count} tickets are on hold. Pay or cancel them, then close the shift.")
            }
        },
        Refusal::CashDifference => pick(
            "Наличных в ящике не столько, сколько должно быть. Пересчитайте или позовите старшего.",
            "The cash in the drawer is not what it should be. Count again or call a manager.",
        ),
        Refusal::RecountAlone => pick(
            "Пересчёт принимает старший: нужен его PIN.",
            "A second count needs a manager's PIN.",
        ),
        Refusal::TicketEmpty => pick(
            "Чек пуст. Отсканируйте или найдите товар.",
            "The ticket is empty. Scan or find a product.",
        ),
        Refusal::TicketNotEmpty => pick(
            "В открытом чеке есть товары. Оплатите или отложите его, потом верните отложенный.",
            "The open ticket has lines. Pay or hold it, then recall the other.",
        ),
        Refusal::TicketChanged => pick(
            "Чек уже другой. Посмотрите на экран и повторите.",
            "The ticket is another by now. Look at the screen and try again.",
        ),
        Refusal::TotalChanged { total, .. } => match locale {
            Locale::Ru => format!("Сумма чека изменилась: {total}. Проверьте её и оплатите снова."),
            Locale::En => format!("The total has changed to {total}. Check it and pay again."),
        },
        Refusal::LineUnknown => pick(
            "Такой строки в чеке нет. Посмотрите на экран и выберите строку снова.",
            "The ticket has no such line. Look at the screen and pick the line again.",
        ),
        Refusal::HeldUnknown => pick(
            "Этого отложенного чека больше нет. Обновите список.",
            "This held ticket is gone. Refresh the list.",
        ),
        Refusal::ProductUnknown => pick(
            "Такого товара нет в продаже. Найдите другой или продайте по введённой цене.",
            "This product is not for sale. Find another or sell it at a typed price.",
        ),
        Refusal::PriceMissing { name } => match locale {
            Locale::Ru => format!(
                "У товара «{name}» нет цены. Продайте его по введённой цене или попросите задать цену."
            ),
            Locale::En => format!(
                "“{name}” has no price. Sell it at a typed price or ask for a price to be set."
            ),
        },
        Refusal::PriceKnown { name } => match locale {
            Locale::Ru => format!("У товара «{name}» есть цена. Сканируйте его ещё раз."),
            Locale::En => format!("“{name}” has a price. Scan it again."),
        },
        Refusal::QuantityNotWhole { name } => match locale {
            Locale::Ru => format!("«{name}» продаётся поштучно. Введите целое количество."),
            Locale::En => format!("“{name}” is sold by the piece. Type a whole number."),
        },
        Refusal::LabelForUnweighed { name } => match locale {
            Locale::Ru => format!(
                "На этикетке вес, а «{name}» продаётся не на вес. Исправьте единицу товара в каталоге."
            ),
            Locale::En => format!(
                "The label holds a weight, but “{name}” is not sold by weight. Correct its unit in the catalogue."
            ),
        },
        Refusal::NotWeighed { name } => match locale {
            Locale::Ru => format!("«{name}» продаётся не на вес. Введите количество."),
            Locale::En => format!("“{name}” is not sold by weight. Type a quantity."),
        },
        Refusal::ScaleNotReady { hint } => hint.clone(),
        Refusal::Price(error) => price(error, locale),
        Refusal::Settle { error, sum } => settle(error, sum, locale),
        Refusal::TenderNotAvailable => pick(
            "Этот способ оплаты пока не принимается. Возьмите наличные или карту.",
            "This way to pay is not taken yet. Take cash or card.",
        ),
        Refusal::AmountNotPositive => pick(
            "Сумма должна быть больше нуля.",
            "The amount must be more than zero.",
        ),
        Refusal::AmountTooLarge => pick(
            "Сумма слишком велика. Проверьте количество цифр.",
            "The amount is too large. Check the number of digits.",
        ),
        Refusal::ReasonMissing => pick("Укажите причину.", "Give a reason."),
        Refusal::NotEnoughCash => pick(
            "В ящике нет столько наличных. Проверьте сумму или сначала внесите деньги в кассу.",
            "There is not that much cash in the drawer. Check the amount, or put cash in first.",
        ),
        Refusal::ReceiptUnknown => pick(
            "На этой кассе нет такого чека. Проверьте номер или оформите возврат там, где продали.",
            "This till has no such receipt. Check the number, or return where it was sold.",
        ),
        Refusal::ReceiptIsReturn => pick(
            "Это чек возврата. Найдите чек продажи.",
            "This is the receipt of a return. Find the receipt of the sale.",
        ),
        Refusal::NothingToReturn => pick(
            "Не выбрано, что возвращают. Отметьте строки и количество.",
            "Nothing is chosen. Pick lines and quantities.",
        ),
        Refusal::ReturnTooMuch { name, left } => match locale {
            Locale::Ru => {
                format!("«{name}»: можно вернуть не больше {left}. Исправьте количество.")
            }
            Locale::En => format!("“{name}”: at most {left} can come back. Correct the quantity."),
        },
        Refusal::RefundTender => pick(
            "Так вернуть деньги нельзя: этим способом заплатили меньше. Верните тем, чем платили, или наличными.",
            "The refund cannot go that way: less was paid by it. Refund by what was paid, or in cash.",
        ),
        Refusal::CustomerUnknown => pick(
            "Такого покупателя нет. Найдите его снова или создайте карту.",
            "No such customer. Search again or create a card.",
        ),
        Refusal::CustomerNameMissing => {
            pick("Введите имя покупателя.", "Type the customer's name.")
        }
        Refusal::CardTaken => pick(
            "Эта карта уже у другого покупателя. Найдите его по номеру карты.",
            "Another customer has this card. Find them by the card number.",
        ),
        Refusal::PhoneInvalid => pick(
            "Телефон неполный. Введите его с кодом страны или оставьте поле пустым.",
            "The phone is incomplete. Type it with its country code or leave it empty.",
        ),
        Refusal::TextTooLong { limit } => match locale {
            Locale::Ru => format!("Текст длиннее {limit} знаков. Сократите его."),
            Locale::En => format!("The text is longer than {limit} characters. Shorten it."),
        },
        Refusal::BarcodeTaken { name } => match locale {
            Locale::Ru => format!("Этот штрихкод уже у товара «{name}». Отсканируйте его снова."),
            Locale::En => format!("This barcode belongs to “{name}” already. Scan it again."),
        },
        Refusal::Marking(refusal) => refusal.sentence(locale),
        Refusal::Code(refusal) => refusal.sentence(locale),
        Refusal::NoDevices => pick(
            "Касса запущена без устройств. Откройте её окно или страницу.",
            "The till runs without its devices. Open its window or page.",
        ),
        Refusal::ScaleCannot => pick(
            "Весы не подключены или не умеют этого. Сделайте это кнопкой на самих весах.",
            "The scale is not connected or cannot do that. Use the button on the scale itself.",
        ),
        Refusal::NoLabelPrinter => pick(
            "Принтер этикеток не настроен. Настройте его в разделе «Устройства».",
            "No label printer is set up. Set one up under “Devices”.",
        ),
        Refusal::TooManyLabels { most } => match locale {
            Locale::Ru => {
                format!("Слишком много этикеток сразу: не больше {most}. Печатайте по частям.")
            }
            Locale::En => format!("Too many labels at once: {most} at most. Print them in parts."),
        },
        Refusal::LabelImpossible { name, error } => {
            let why = error.words(locale);
            match locale {
                Locale::Ru => format!("Этикетку «{name}» не напечатать: {why}."),
                Locale::En => format!("The label of “{name}” cannot be printed: {why}."),
            }
        }
        Refusal::LabelUnprintable { words } => words.clone(),
        Refusal::CodeUnknown { code } => match locale {
            Locale::Ru => {
                format!("Товара с кодом {code} нет в каталоге. Проверьте штрихкод или артикул.")
            }
            Locale::En => {
                format!("No product has the code {code}. Check the barcode or the article number.")
            }
        },
        Refusal::LabelScaleUnusable(error) => error.words(locale),
        Refusal::ScannerUnusable(error) => error.words(locale),
        Refusal::NoPrinter => pick(
            "Принтер не настроен. Задайте его в разделе «Устройства».",
            "No printer is set up. Set one up under “Devices”.",
        ),
        Refusal::PrintJobUnknown => pick(
            "Это задание уже напечатано или удалено. Обновите список.",
            "This job is printed already or gone. Refresh the list.",
        ),
        Refusal::SettingInvalid { field } => match locale {
            Locale::Ru => format!("Настройка {field} недопустима. Исправьте её."),
            Locale::En => format!("The setting {field} is not valid. Correct it."),
        },
        Refusal::ProfileUnusable(error) => format!(
            "{} — {}. {}",
            locale.pick("Профиль не взят", "The profile was not taken"),
            error.words(locale),
            locale.pick(
                "Исправьте его и прочитайте снова или покажите профиль этой кассы за образец.",
                "Correct it and read it again, or show this till's profile as a pattern."
            )
        ),
        Refusal::PrinterUnusable(error) => error.words(locale),
        Refusal::SyncNotRunning => pick(
            "Связь с сервером в этой программе не запущена. Запустите кассу обычным способом.",
            "This process does not talk to the server. Start the till the usual way.",
        ),
        Refusal::BackupFolder { folder, reason } => match locale {
            Locale::Ru => format!(
                "Копию нельзя записать в {folder}: {reason}. Выберите другую папку или проверьте права на эту."
            ),
            Locale::En => format!(
                "The backup cannot be written to {folder}: {reason}. Choose another folder or check the rights of this one."
            ),
        },
        Refusal::OpsWaiting { count } => match locale {
            Locale::Ru => format!(
                "Прежний сервер ещё не получил записей: {count}. Подключите кассу к нему и дождитесь отправки; если его больше нет, выгрузите записи в файл и обратитесь в поддержку."
            ),
            Locale::En => format!(
                "The till's server does not have {count} entries yet. Connect the till to it and wait until they are sent; if there is no such server any more, export them to a file and ask the support."
            ),
        },
        Refusal::UnknownCall { detail } => match locale {
            Locale::Ru => {
                format!("Экран и касса разных версий ({detail}). Перезагрузите страницу.")
            }
            Locale::En => {
                format!("Screen and till are of different versions ({detail}). Reload the page.")
            }
        },
        Refusal::BadArguments { detail } => match locale {
            Locale::Ru => format!(
                "Касса не поняла запрос ({detail}). Исправьте значение или перезагрузите страницу."
            ),
            Locale::En => format!(
                "The till did not understand the request ({detail}). Correct the value or reload the page."
            ),
        },
        Refusal::Said(failure) => failure.message.clone(),
        Refusal::Store(error) if error.is_disk_full() => pick(
            "Нет места на диске: ничего не записано. Освободите место и повторите — касса продолжит сама.",
            "The disk is full: nothing was written. Free some space and try again; the till goes on by itself.",
        ),
        Refusal::Store(_) => pick(
            "Внутренняя ошибка кассы: ничего не записано. Повторите; если не помогло, перезапустите кассу и сообщите номер ошибки.",
            "A fault inside the till: nothing was written. Try again; if that does not help, restart the till and report the error number.",
        ),
    }
}
