//! What becomes of print jobs, in words.

use bezmen_domain::locale::Locale;

/// No printer is set up.
pub(super) const fn absent(locale: Locale) -> &'static str {
    locale.pick(
        "принтер не настроен: выберите его в настройках и напечатайте снова",
        "no printer is set up: choose one in the settings and print again",
    )
}

/// The till stopped in the middle of a job.
pub(super) const fn interrupted(locale: Locale) -> &'static str {
    locale.pick(
        "касса остановилась во время печати: чек мог выйти, поэтому печатается копия",
        "the till stopped while it printed: the receipt may be out, so a copy is printed",
    )
}

/// The drawer was not opened any more.
pub(super) const fn too_late(locale: Locale) -> &'static str {
    locale.pick(
        "ящик не открыт: принтер слишком долго не отвечал",
        "the drawer was not opened: the printer was away for too long",
    )
}

/// No label printer is set up.
pub(super) const fn no_label_printer(locale: Locale) -> &'static str {
    locale.pick(
        "принтер этикеток не настроен: настройте его в разделе «Устройства» и напечатайте снова",
        "no label printer is set up: set one up under Devices and print again",
    )
}

/// The till stopped in the middle of labels.
pub(super) const fn labels_interrupted(locale: Locale) -> &'static str {
    locale.pick(
        "касса остановилась во время печати этикеток: часть их могла выйти, поэтому сами они не печатаются снова",
        "the till stopped while it printed labels: some of them may be out, so they are not printed again by themselves",
    )
}

/// The printer failed in the middle of labels.
pub(super) const fn labels_broken_off(locale: Locale) -> &'static str {
    locale.pick(
        "часть этикеток могла выйти: сосчитайте их, прежде чем печатать снова",
        "some of the labels may be out: count them before they are printed again",
    )
}

/// What a job should print is lost or unknown to this program.
pub(super) const fn unreadable(locale: Locale) -> &'static str {
    locale.pick(
        "документ в очереди не читается: откройте чек в разделе «Чеки» и напечатайте копию",
        "the document in the queue cannot be read: open the sale in Receipts and print a copy",
    )
}

/// The database refuses.
pub(super) const fn queue_broken(locale: Locale) -> &'static str {
    locale.pick(
        "очередь печати недоступна: проверьте место на диске; не помогло — перезапустите кассу",
        "the print queue cannot be used: check that the disk has room; if that does not help, start the till again",
    )
}
