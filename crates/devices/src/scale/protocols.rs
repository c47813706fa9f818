//! The protocols there are, each in a module of its own.

use bezmen_domain::locale::Locale;

use super::protocol::{Facts, Protocol, ScaleOptions};
use super::reading::Reading;

pub mod adam;
pub mod axis_radwag_si;
pub mod cas_22byte_stream;
pub mod cas_enq_dc1;
pub mod cas_lp;
pub mod dialog06;
pub mod dibal_98;
pub mod digi;
pub mod generic_ascii_stream;
pub mod magellan_single_cable;
pub mod massa_k_100;
pub mod massa_k_protocol2_j;
pub mod mercury_unpacked_bcd;
pub mod mettler_8217;
pub mod mt_sics;
pub mod nci_ecr;
pub mod ohaus;
pub mod shtrih_pos2;
pub mod sma_scp0499;
pub mod toledo_prix;
pub mod usb_hid_pos_scale;

macro_rules! protocols {
    ($($variant:ident => $module:ident $name:literal,)+) => {
        /// A scale protocol.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ScaleProtocol {
            $(
                #[doc = concat!("See [`", stringify!($module), "`].")]
                $variant,
            )+
        }

        impl ScaleProtocol {
            /// Every protocol.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name, as in settings and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What is known about it beforehand.
            #[must_use]
            pub const fn facts(self) -> &'static Facts {
                match self { $(Self::$variant => &$module::FACTS,)+ }
            }

            /// Makes one for a scale that is set so.
            #[must_use]
            pub fn start(self, options: &ScaleOptions) -> Box<dyn Protocol> {
                match self { $(Self::$variant => Box::new($module::new(options)),)+ }
            }
        }
    };
}

protocols! {
    Adam => adam "adam",
    AxisRadwagSi => axis_radwag_si "axis_radwag_si",
    Cas22ByteStream => cas_22byte_stream "cas_22byte_stream",
    CasEnqDc1 => cas_enq_dc1 "cas_enq_dc1",
    CasLp => cas_lp "cas_lp",
    Dialog06 => dialog06 "dialog06",
    Dibal98 => dibal_98 "dibal_98",
    Digi => digi "digi",
    GenericAsciiStream => generic_ascii_stream "generic_ascii_stream",
    MagellanSingleCable => magellan_single_cable "magellan_single_cable",
    MassaK100 => massa_k_100 "massa_k_100",
    MassaKProtocol2J => massa_k_protocol2_j "massa_k_protocol2_J",
    MercuryUnpackedBcd => mercury_unpacked_bcd "mercury_unpacked_bcd",
    Mettler8217 => mettler_8217 "mettler_8217",
    MtSics => mt_sics "mt_sics",
    NciEcr => nci_ecr "nci_ecr",
    Ohaus => ohaus "ohaus",
    ShtrihPos2 => shtrih_pos2 "shtrih_pos2",
    SmaScp0499 => sma_scp0499 "sma_scp0499",
    ToledoPrix => toledo_prix "toledo_prix",
    UsbHidPosScale => usb_hid_pos_scale "usb_hid_pos_scale",
}

/// A name that is no protocol's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no scale protocol “{name}”: choose one of {known}", known = known())]
pub struct UnknownProtocol {
    /// The name.
    pub name: String,
}

fn known() -> String {
    let names: Vec<&str> = ScaleProtocol::ALL.iter().map(|one| one.name()).collect();
    names.join(", ")
}

impl std::str::FromStr for ScaleProtocol {
    type Err = UnknownProtocol;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|one| one.name() == name);
        found.copied().ok_or_else(|| UnknownProtocol {
            name: name.to_owned(),
        })
    }
}

impl std::fmt::Display for ScaleProtocol {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What a code means that a scale names in this protocol and what to do, for the technician; nothing for a number that the
/// protocol does not have, or whose meaning is not known.
#[must_use]
pub fn error_words(protocol: ScaleProtocol, code: u16, locale: Locale) -> Option<&'static str> {
    let code = u8::try_from(code).ok()?;
    if protocol == ScaleProtocol::MassaK100 {
        return massa_k_100::error_words(code, locale);
    }
    if protocol == ScaleProtocol::ShtrihPos2 {
        return shtrih_pos2::error_words(code, locale);
    }
    None
}

/// What a protocol's frames say besides what every reading has, for the bench and the command line.
pub(super) fn own_keys(protocol: ScaleProtocol, reading: &Reading) -> Vec<(&'static str, i64)> {
    if protocol == ScaleProtocol::MassaK100 {
        return vec![("division", massa_k_100::division(reading))];
    }
    if protocol == ScaleProtocol::CasLp {
        return vec![("weight_raw", reading.raw)];
    }
    Vec::new()
}

#[cfg(test)]
mod mutated;
#[cfg(test)]
mod tests;
