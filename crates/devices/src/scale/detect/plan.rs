//! What is tried, and in which order.

use std::time::Duration;

use super::attempt::AttemptKind;
use crate::scale::protocol::{ScaleProtocol, Speaks};
use crate::transport::{PortAddress, SerialSettings};

/// One thing to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) kind: AttemptKind,
    pub(super) settings: Option<SerialSettings>,
    /// How long it lasts when nothing comes.
    pub(super) patience: Duration,
}

/// How long the first listening lasts: three frames of a scale that sends twice a second.
const LISTEN: Duration = Duration::from_millis(1_500);

/// How long it listens with rarer settings.
const LISTEN_RARE: Duration = Duration::from_millis(600);

/// How long one protocol's questions go unanswered before the next is tried; slow lines take longer.
const ASK: Duration = Duration::from_millis(350);
const ASK_SLOWLY: Duration = Duration::from_millis(500);

/// A line of this speed or less is slow.
const SLOW_BAUD: u32 = 4_800;

/// Who goes first when nothing speaks for either: what changes nothing at the scale and cannot be mistaken goes before what
/// sets a price, and what has neither marks nor a checksum goes last.
fn rank(protocol: ScaleProtocol) -> u8 {
    match protocol.name() {
        "mt_sics" | "mettler_8217" => 0,
        "massa_k_100" | "shtrih_pos2" | "cas_enq_dc1" => 1,
        "nci_ecr" | "sma_scp0499" | "magellan_single_cable" => 2,
        "toledo_prix" | "ohaus" | "axis_radwag_si" | "adam" | "digi" => 3,
        "dialog06" | "dibal_98" => 4,
        "mercury_unpacked_bcd" => 5,
        // Its question takes the tare on a scale of the protocol before it.
        "cas_lp" => 6,
        "massa_k_protocol2_J" => 7,
        _ => 3,
    }
}

pub(super) fn of(address: &PortAddress, listens_only: bool) -> Vec<Planned> {
    let (is_serial, tcp_port, may_be_asked) = match address {
        PortAddress::Tcp { port, .. } => (false, Some(*port), true),
        PortAddress::Serial { .. } | PortAddress::File { .. } => (true, None, true),
        // A HID device speaks by itself, and what is asked here means nothing to it; the others are ways to printers.
        PortAddress::Hidraw { .. }
        | PortAddress::Usb { .. }
        | PortAddress::Cups { .. }
        | PortAddress::Windows { .. } => (false, None, false),
    };
    let mut plan = listening(is_serial);
    if listens_only || !may_be_asked {
        return plan;
    }
    let mut asked: Vec<ScaleProtocol> = ScaleProtocol::ALL
        .iter()
        .copied()
        .filter(|protocol| protocol.facts().speaks == Speaks::WhenAsked)
        .collect();
    asked.sort_by_key(|protocol| {
        let is_usual_port = tcp_port.is_some() && protocol.facts().tcp_port == tcp_port;
        (!is_usual_port, rank(*protocol))
    });
    if !is_serial {
        plan.extend(asked.iter().map(|protocol| ask(*protocol, None)));
        return plan;
    }
    // Everybody's likeliest settings first, then the rarer ones.
    let most = asked.iter().map(|one| one.facts().serial.len()).max();
    for round in 0..most.unwrap_or(0) {
        for protocol in &asked {
            let settings = protocol.facts().serial.get(round);
            plan.extend(settings.map(|settings| ask(*protocol, Some(*settings))));
        }
    }
    plan
}

fn listening(is_serial: bool) -> Vec<Planned> {
    let listen = |settings, patience| Planned {
        kind: AttemptKind::Listened,
        settings,
        patience,
    };
    if !is_serial {
        return vec![listen(None, LISTEN)];
    }
    let mut settings: Vec<SerialSettings> = vec![SerialSettings::default()];
    for protocol in ScaleProtocol::ALL {
        let facts = protocol.facts();
        if facts.speaks == Speaks::ByItself {
            for one in facts.serial {
                if !settings.contains(one) {
                    settings.push(*one);
                }
            }
        }
    }
    let listened = settings.into_iter().enumerate();
    listened
        .map(|(index, settings)| {
            let patience = if index == 0 { LISTEN } else { LISTEN_RARE };
            listen(Some(settings), patience)
        })
        .take(MOST_LISTENED)
        .collect()
}

/// The most settings that are listened with; more would take longer than a technician waits.
const MOST_LISTENED: usize = 3;

fn ask(protocol: ScaleProtocol, settings: Option<SerialSettings>) -> Planned {
    let is_slow = settings.is_some_and(|settings| settings.baud <= SLOW_BAUD);
    Planned {
        kind: AttemptKind::Asked(protocol),
        settings,
        patience: if is_slow { ASK_SLOWLY } else { ASK },
    }
}
