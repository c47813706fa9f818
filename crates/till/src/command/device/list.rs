//! `device list`

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bezmen_contract::till::{
    DeviceKind, DeviceLamp, DeviceView, GetSettings, ListDevices, ScaleSettings, ScaleView,
    Settings,
};
use bezmen_devices::cli::check::{self, PrinterParts};
use bezmen_devices::transport::printers::{PrinterLister as _, SystemPrinters};
use bezmen_devices::transport::{Limits, hid};
use bezmen_domain::locale::Locale;
use bezmen_till::Till;
use bezmen_till::displaying::Way;
use bezmen_till::printing::PrinterSetup;
use bezmen_till::store::StoreError;
use bezmen_till::weighing::{WeighHost, Weighing};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

use super::super::{CommandError, complain, existing, say};

/// How long a scale may take to say its weight.
const SCALE_PATIENCE: Duration = Duration::from_secs(3);

/// How often it is looked at meanwhile.
const LOOK: Duration = Duration::from_millis(100);

/// Lists the devices of the till, when its folder is named, and then the ports, printers and HID devices of the machine. A till that cannot be opened, as while it sells,
/// keeps no ports from being listed.
pub fn run(data: Option<PathBuf>) -> Result<(), CommandError> {
    let of_till = data.map(|data| devices(&existing(Some(data))?)).transpose();
    match &of_till {
        Ok(devices) => {
            for device in devices.iter().flatten() {
                line(device)?;
            }
        }
        Err(error) => complain(error),
    }
    for port in super::ports()? {
        line(&port)?;
    }
    for printer in SystemPrinters.printers() {
        line(&printer)?;
    }
    for device in hid::list() {
        line(&device)?;
    }
    of_till.map(drop)
}

fn line(value: &impl Serialize) -> Result<(), CommandError> {
    let text =
        serde_json::to_string(value).map_err(|error| CommandError::Refused(error.to_string()))?;
    say(&text);
    Ok(())
}

fn devices(till: &Till) -> Result<Vec<DeviceView>, CommandError> {
    let settings = till.ask(GetSettings {})?;
    let weighing = Weighing::start(Arc::new(Looking {
        settings: settings.clone(),
        changes: watch::Sender::new(0),
    }))?;
    till.plug_scale(Some(weighing.reader()));
    let devices = once_settled(till);
    till.plug_scale(None);
    drop(weighing);
    let mut devices = devices?;
    let printer = devices
        .iter_mut()
        .find(|device| device.kind == DeviceKind::Printer);
    if let Some(printer) = printer {
        ask_printer(&settings, printer);
    }
    let display = devices
        .iter_mut()
        .find(|device| device.kind == DeviceKind::Display);
    if let Some(display) = display {
        look_at_display(&settings, display);
    }
    Ok(devices)
}

/// Waits for the scale's first weight.
fn once_settled(till: &Till) -> Result<Vec<DeviceView>, CommandError> {
    let end = Instant::now() + SCALE_PATIENCE;
    loop {
        let devices = till.ask(ListDevices {})?;
        let waits = devices.iter().any(|device| {
            device.kind == DeviceKind::Scale
                && matches!(device.lamp, DeviceLamp::Busy | DeviceLamp::Trouble)
        });
        if !waits || Instant::now() >= end {
            return Ok(devices);
        }
        std::thread::sleep(LOOK);
    }
}

/// The queue knows how the last job went; how the printer is now, only the printer knows.
fn ask_printer(settings: &Settings, view: &mut DeviceView) {
    let Some(printer) = &settings.printer else {
        return;
    };
    let setup = match PrinterSetup::new(printer, Limits::USUAL) {
        Ok(setup) => setup,
        Err(error) => {
            (view.lamp, view.words) = (DeviceLamp::Trouble, error.words(settings.locale));
            return;
        }
    };
    let nothing = PrinterParts {
        page: false,
        drawer: false,
    };
    let words = settings.locale.pick("ru", "en");
    let mut tell = |step: &Value| {
        if step["step"] == "status" {
            view.words = step[words].as_str().unwrap_or_default().to_owned();
            view.lamp = if step["ok"] == false {
                DeviceLamp::Trouble
            } else if step["answers"] == true {
                DeviceLamp::Ready
            } else {
                DeviceLamp::Unknown
            };
        }
    };
    check::printer(setup.address(), setup.profile(), nothing, &mut tell);
}

/// A display never answers; whether the way to it is open can be told without changing what it shows.
fn look_at_display(settings: &Settings, view: &mut DeviceView) {
    let Some(display) = &settings.display else {
        return;
    };
    let locale = settings.locale;
    let looked =
        Way::new(display, settings.printer.as_ref(), locale).and_then(|way| way.look(locale));
    (view.lamp, view.words) = match looked {
        Ok(()) => (
            DeviceLamp::Unknown,
            locale
                .pick(
                    "Порт открывается; сам дисплей не отвечает",
                    "Its port can be opened; a display itself never answers",
                )
                .to_owned(),
        ),
        Err(words) => (DeviceLamp::Trouble, words),
    };
}

/// Only looks: nobody hears of weights or barcodes, and the settings stay as they are.
struct Looking {
    settings: Settings,
    /// The worker ends when nobody can tell it of changes any more.
    changes: watch::Sender<u64>,
}

impl WeighHost for Looking {
    fn scale(&self) -> Result<(Option<ScaleSettings>, Locale), StoreError> {
        Ok((self.settings.scale.clone(), self.settings.locale))
    }

    fn settings_changed(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn weight_changed(&self, _view: ScaleView) {}

    fn label_came(&self, _text: String) {}
}
