//! The label printer and the label scale in the list of devices.

use bezmen_contract::till::{
    DeviceKind, DeviceLamp, DeviceView, PluState, PluView, PrinterLamp, PrinterState, Settings,
};
use bezmen_devices::label::LabelLanguage;
use bezmen_domain::locale::Locale;

use super::devices::{absent, lamp_of};
use crate::label_scale::LabelTarget;
use crate::printing::is_receipt_printer;

/// The label printer; where labels come out of the receipt printer, it is as that one is.
pub(super) fn printer(
    settings: &Settings,
    receipts: &PrinterLamp,
    labels: &PrinterLamp,
) -> DeviceView {
    let locale = settings.locale;
    let Some(printer) = &settings.label_printer else {
        return absent(DeviceKind::LabelPrinter, locale);
    };
    let is_receipts = is_receipt_printer(printer);
    let lamp = if is_receipts { receipts } else { labels };
    let words = match lamp.state {
        PrinterState::Absent => locale
            .pick(
                "Сначала настройте принтер чеков",
                "Set the receipt printer up first",
            )
            .to_owned(),
        PrinterState::Ready if is_receipts => locale.pick("Готов", "Ready").to_owned(),
        PrinterState::Ready => locale
            .pick(
                "Настроен; сам о себе не сообщает",
                "Set up; it does not say how it is",
            )
            .to_owned(),
        PrinterState::Printing => format!(
            "{}: {}",
            locale.pick("Печатает, заданий", "Printing, jobs"),
            lamp.waiting
        ),
        PrinterState::Trouble | PrinterState::Attention => lamp.hint.clone(),
    };
    let language = printer.language.parse::<LabelLanguage>();
    let language = match &language {
        Ok(language) => language.title(),
        Err(_) => printer.language.as_str(),
    };
    let place = if is_receipts {
        locale.pick("принтер чеков", "receipt printer")
    } else {
        printer.address.as_str()
    };
    DeviceView {
        kind: DeviceKind::LabelPrinter,
        title: format!(
            "{language} · {}×{} {}",
            printer.width_mm,
            printer.height_mm,
            locale.pick("мм", "mm")
        ),
        address: place.to_owned(),
        lamp: match lamp.state {
            PrinterState::Absent => DeviceLamp::Trouble,
            // What prints labels does not say how it is, unless it is the receipt printer.
            PrinterState::Ready if !is_receipts => DeviceLamp::Unknown,
            state => lamp_of(state),
        },
        words,
    }
}

/// The label scale, as the last sending found it.
pub(super) fn scale(settings: &Settings, sent: &PluView) -> DeviceView {
    let locale = settings.locale;
    let Some(scale) = &settings.label_scale else {
        return absent(DeviceKind::LabelScale, locale);
    };
    let target = LabelTarget::named(&scale.kind);
    let title = target
        .as_ref()
        .map_or(scale.kind.as_str(), |target| target.title(locale));
    let untold = || match (locale, matches!(target, Ok(LabelTarget::File(_)))) {
        (Locale::Ru, true) => "Товары передаются файлом".to_owned(),
        (Locale::En, true) => "Goods go by a file".to_owned(),
        (Locale::Ru, false) => "Товары ещё не отправлены".to_owned(),
        (Locale::En, false) => "Goods were not sent yet".to_owned(),
    };
    let is_same = sent.address == scale.address;
    let (lamp, words) = match sent.state {
        PluState::Running if is_same => (DeviceLamp::Busy, sent.words.clone()),
        PluState::Done if is_same => (DeviceLamp::Ready, sent.words.clone()),
        PluState::Incomplete if is_same => (DeviceLamp::Trouble, sent.words.clone()),
        PluState::Idle
        | PluState::Checked
        | PluState::Running
        | PluState::Done
        | PluState::Incomplete => (DeviceLamp::Unknown, untold()),
    };
    DeviceView {
        kind: DeviceKind::LabelScale,
        title: title.to_owned(),
        address: scale.address.clone(),
        lamp,
        words,
    }
}
