//! The devices of the till, and how each is.

use std::sync::Arc;

use bezmen_contract::till::{
    DeviceKind, DeviceLamp, DeviceView, ListDevices, PrinterAddress, PrinterLamp, PrinterState,
    ScaleState, ScaleView, Settings,
};
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_domain::locale::Locale;
use bezmen_domain::quantity::{self, Unit};

use super::choices::profile_title;
use crate::answer::Answer;
use crate::engine::Engine;
use crate::printing::{Seen, profile_of};
use crate::refusal::Refusal;
use crate::selling::scale_view;
use crate::{print_queue, settings};

impl Answer for ListDevices {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<DeviceView>, Refusal> {
        let (settings, lamp, label_lamp) = engine.store.read(|connection| {
            Ok::<_, Refusal>((
                settings::current(connection)?,
                print_queue::lamp(connection, engine)?,
                print_queue::label_lamp(connection, engine)?,
            ))
        })?;
        engine.station.looked_at();
        Ok(vec![
            scale(&settings, &scale_view(engine)),
            printer(&settings, &lamp),
            drawer(&settings, &lamp, engine.station.seen().as_ref()),
            super::scanner::view(&settings, &engine.reads.link()),
            super::display::view(&settings, &engine.display.link()),
            super::labels::printer(&settings, &lamp, &label_lamp),
            super::labels::scale(&settings, &engine.plu_send.look()),
        ])
    }
}

pub(super) fn absent(kind: DeviceKind, locale: Locale) -> DeviceView {
    DeviceView {
        kind,
        title: String::new(),
        address: String::new(),
        lamp: DeviceLamp::Absent,
        words: locale.pick("Не настроено", "Not set up").to_owned(),
    }
}

fn scale(settings: &Settings, view: &ScaleView) -> DeviceView {
    let locale = settings.locale;
    let Some(scale) = &settings.scale else {
        return absent(DeviceKind::Scale, locale);
    };
    let protocol: Option<ScaleProtocol> = scale.protocol.parse().ok();
    let title = protocol.map_or(scale.protocol.as_str(), |one| one.facts().title(locale));
    let lamp = match view.state {
        ScaleState::Stable | ScaleState::Unstable | ScaleState::Zero => DeviceLamp::Ready,
        ScaleState::Overload | ScaleState::Underload => DeviceLamp::Attention,
        ScaleState::Lost | ScaleState::Error | ScaleState::Absent => DeviceLamp::Trouble,
    };
    let words = match (view.weight, lamp) {
        (Some(weight), DeviceLamp::Ready) => quantity::format(weight, Unit::Kilogram, locale),
        _ if view.hint.is_empty() => locale.pick("Весы на связи", "The scale answers").to_owned(),
        _ => view.hint.clone(),
    };
    DeviceView {
        kind: DeviceKind::Scale,
        title: title.to_owned(),
        address: scale.address.clone(),
        lamp,
        words,
    }
}

fn printer(settings: &Settings, lamp: &PrinterLamp) -> DeviceView {
    let locale = settings.locale;
    let Some(printer) = &settings.printer else {
        return absent(DeviceKind::Printer, locale);
    };
    let words = match lamp.state {
        PrinterState::Absent => locale.pick("Не настроено", "Not set up").to_owned(),
        PrinterState::Ready => locale.pick("Готов", "Ready").to_owned(),
        PrinterState::Printing => format!(
            "{}: {}",
            locale.pick("Печатает, заданий", "Printing, jobs"),
            lamp.waiting
        ),
        PrinterState::Trouble | PrinterState::Attention => lamp.hint.clone(),
    };
    DeviceView {
        kind: DeviceKind::Printer,
        title: profile_of(printer).map_or_else(
            |_| printer.profile.clone(),
            |profile| profile_title(&profile),
        ),
        address: place(&printer.address),
        lamp: lamp_of(lamp.state),
        words,
    }
}

fn drawer(settings: &Settings, lamp: &PrinterLamp, seen: Option<&Seen>) -> DeviceView {
    let locale = settings.locale;
    let Some(printer) = settings.printer.as_ref().filter(|printer| printer.drawer) else {
        return absent(DeviceKind::Drawer, locale);
    };
    let level = seen.and_then(|seen| seen.drawer_high);
    let is_out_of_reach = lamp.state == PrinterState::Trouble && level.is_none();
    let (state, words) = match (printer.drawer_open_is_high, level) {
        _ if is_out_of_reach => (
            DeviceLamp::Trouble,
            locale.pick(
                "Не открыть: принтер не готов",
                "It cannot be opened: the printer is not ready",
            ),
        ),
        (Some(open_is_high), Some(is_high)) if open_is_high == is_high => {
            (DeviceLamp::Ready, locale.pick("Открыт", "Open"))
        }
        (Some(_), Some(_)) => (DeviceLamp::Ready, locale.pick("Закрыт", "Closed")),
        (Some(_), None) => (
            DeviceLamp::Unknown,
            locale.pick(
                "Неизвестно, открыт ли: принтер не отвечает",
                "Not known whether it is open: the printer does not answer",
            ),
        ),
        (None, _) => (
            DeviceLamp::Unknown,
            locale.pick(
                "Открывается принтером; датчик не проверен",
                "Opened by the printer; its sensor was not checked",
            ),
        ),
    };
    DeviceView {
        kind: DeviceKind::Drawer,
        title: String::new(),
        address: place(&printer.address),
        lamp: state,
        words: words.to_owned(),
    }
}

pub(super) const fn lamp_of(state: PrinterState) -> DeviceLamp {
    match state {
        PrinterState::Absent => DeviceLamp::Absent,
        PrinterState::Ready => DeviceLamp::Ready,
        PrinterState::Printing => DeviceLamp::Busy,
        PrinterState::Attention => DeviceLamp::Attention,
        PrinterState::Trouble => DeviceLamp::Trouble,
    }
}

fn place(address: &PrinterAddress) -> String {
    match address {
        PrinterAddress::Tcp { address } | PrinterAddress::Other { address } => address.clone(),
        PrinterAddress::Serial { port, baud, line } => {
            format!("{port}@{baud}-{}", line.as_deref().unwrap_or("8N1"))
        }
        PrinterAddress::File { path } => path.clone(),
    }
}
