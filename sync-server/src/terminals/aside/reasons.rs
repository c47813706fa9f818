use bezmen_contract::console::terminals::AsideKind;
use bezmen_domain::locale::Locale;

/// A sentence in both languages.
pub(super) struct Sentence(&'static str, &'static str);

impl Sentence {
    pub(super) fn pick(&self, locale: Locale) -> String {
        locale.pick(self.0, self.1).to_owned()
    }
}

/// Says why operations do not count, and what to do.
pub(super) fn sentence(kind: AsideKind, reason: &str) -> Sentence {
    match (kind, reason) {
        (AsideKind::Quarantined, _) => Sentence(
            "Касса прислала это после того, как её отключили или заменили. Если продажи настоящие, учтите их: они войдут в чеки и отчёты один раз.",
            "The till sent these after it had been disconnected or replaced. If the sales are real, let them count: they enter receipts and reports once.",
        ),
        (AsideKind::Parked, "UNKNOWN_TYPE" | "UNKNOWN_VERSION") => Sentence(
            "Это записала более новая программа кассы. Обновите программу сервера: после обновления они учтутся сами.",
            "A newer version of the till's program wrote these. Update the server: they are then counted by themselves.",
        ),
        (AsideKind::Parked, "BAD_BODY") => Sentence(
            "Сервер не может это прочитать. Обновите программу сервера и повторите; если не поможет, сообщите в поддержку.",
            "The server cannot read these. Update the server and try again; if that does not help, tell the support.",
        ),
        (AsideKind::Parked, "NOT_BALANCED") => Sentence(
            "Суммы внутри чека не сходятся. Сверьте чек на кассе и сообщите в поддержку.",
            "The sums inside a receipt do not add up. Compare it with the till's and tell the support.",
        ),
        (AsideKind::Parked, "CONFLICT") => Sentence(
            "То же самое уже учтено из другой операции. Повторите; если не поможет, сообщите в поддержку.",
            "The same is counted already from another operation. Try again; if that does not help, tell the support.",
        ),
        (AsideKind::Parked, _) => Sentence(
            "База данных сервера не приняла эти данные. Обновите программу сервера и повторите; если не поможет, сообщите в поддержку.",
            "The server's database did not take these. Update the server and try again; if that does not help, tell the support.",
        ),
    }
}
