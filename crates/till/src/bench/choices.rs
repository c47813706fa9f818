//! What a technician can choose.

use std::sync::Arc;

use bezmen_contract::till::{
    ChoicesView, LabelScaleKind, ListChoices, PortView, ProfileView, ProtocolView,
};
use bezmen_devices::display::DisplayProfile;
use bezmen_devices::label::LabelLanguage;
use bezmen_devices::printer::profile::{DeviceKind, PrinterProfile};
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::transport::PortAddress;
use bezmen_devices::transport::ports::{PortInfo, PortLister, SystemPorts};
use bezmen_devices::transport::printers::{FoundPrinter, PrinterLister, SystemPrinters};
use bezmen_domain::locale::Locale;

use crate::answer::Answer;
use crate::engine::Engine;
use crate::label_scale::LabelTarget;
use crate::refusal::Refusal;

impl Answer for ListChoices {
    fn answer(self, engine: &Arc<Engine>) -> Result<ChoicesView, Refusal> {
        let locale = engine.locale();
        let (ports, ports_trouble) = match SystemPorts.ports() {
            Ok(ports) => (ports, String::new()),
            Err(error) => (Vec::new(), error.words(locale)),
        };
        Ok(ChoicesView {
            ports: ports
                .iter()
                .map(|port| port_view(port, locale))
                .chain(printers())
                .collect(),
            ports_trouble,
            protocols: ScaleProtocol::ALL
                .iter()
                .map(|protocol| protocol_view(*protocol, locale))
                .collect(),
            profiles: PrinterProfile::all()
                .filter(|profile| profile.kind == DeviceKind::Printer)
                .map(profile_view)
                .collect(),
            displays: DisplayProfile::all()
                .map(|profile| (profile.name.clone(), profile.title(locale)))
                .collect(),
            label_languages: LabelLanguage::ALL
                .iter()
                .map(|language| (language.name().to_owned(), language.title().to_owned()))
                .collect(),
            label_scales: LabelTarget::all()
                .map(|target| label_scale_kind(target, locale))
                .collect(),
        })
    }
}

fn port_view(port: &PortInfo, locale: Locale) -> PortView {
    let title = port.usb.as_ref().map(|usb| {
        let names = [&usb.manufacturer, &usb.product, &usb.serial_number];
        let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
        format!(
            "{} ({:04x}:{:04x})",
            names.join(" "),
            usb.vendor_id,
            usb.product_id
        )
    });
    PortView {
        address: port.path.clone(),
        title: title.unwrap_or_default().trim().to_owned(),
        guard: port
            .guard
            .map(|guard| guard.words(locale).to_owned())
            .unwrap_or_default(),
        is_printer: false,
    }
}

fn protocol_view(protocol: ScaleProtocol, locale: Locale) -> ProtocolView {
    let facts = protocol.facts();
    ProtocolView {
        name: protocol.name().to_owned(),
        title: facts.title(locale).to_owned(),
        lines: facts.serial.iter().map(ToString::to_string).collect(),
        names_unit: facts.names_unit,
        names_decimals: facts.names_decimals,
    }
}

fn label_scale_kind(target: LabelTarget, locale: Locale) -> LabelScaleKind {
    LabelScaleKind {
        kind: target.kind(),
        title: target.title(locale).to_owned(),
        sureness: target.facts().sureness.words(locale).to_owned(),
        is_file: matches!(target, LabelTarget::File(_)),
        example: target.example().to_owned(),
    }
}

fn profile_view(profile: &PrinterProfile) -> ProfileView {
    let cyrillic = profile.slots.iter().filter(|slot| slot.page.is_cyrillic());
    ProfileView {
        name: profile.name.clone(),
        title: profile_title(profile),
        columns: profile.columns.font_a,
        cyrillic: cyrillic
            .map(|slot| format!("{:?} = {}", slot.page, slot.number).to_lowercase())
            .collect(),
    }
}

/// Maker and model, as a technician looks for them.
pub fn profile_title(profile: &PrinterProfile) -> String {
    let model = if profile.model.is_empty() {
        &profile.name
    } else {
        &profile.model
    };
    format!("{} {model}", profile.vendor).trim().to_owned()
}

/// Printers as the system shows them: on USB, as device files, as queues.
fn printers() -> Vec<PortView> {
    let view = |printer: FoundPrinter| PortView {
        address: match &printer.address {
            PortAddress::File { path } => path.display().to_string(),
            other => other.to_string(),
        },
        title: printer.name,
        guard: String::new(),
        is_printer: true,
    };
    SystemPrinters.printers().into_iter().map(view).collect()
}
