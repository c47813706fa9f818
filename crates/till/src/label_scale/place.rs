//! Which scale or file the settings name, and where it is.

use bezmen_contract::till::LabelScaleSettings;
use bezmen_devices::plu::{NetworkScale, PluFormat, ScaleFacts, SendOptions, UnknownLabelScale};
use bezmen_devices::transport::{AddressError, PortAddress};
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::locale::Locale;

/// What settings put before the name of a file.
const FILE: &str = "file:";

/// Where serial-to-network adapters listen by custom.
const ADAPTER_PORT: u16 = 4001;

/// Where CAS LP scales listen.
const CAS_PORT: u16 = 1001;

/// DIGI scales listen at this port and their number.
const DIGI_PORT: u16 = 2000;

/// How many digits a scale's password has.
const PASSWORD_DIGITS: usize = 4;

/// Why a label scale cannot be used as it is set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// There is no such scale or file.
    #[error(transparent)]
    Kind(#[from] UnknownLabelScale),
    /// The address cannot be read.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// A scale's password is four digits.
    #[error("the password of a label scale is four digits: correct it, or leave it empty")]
    Password,
    /// Goods go to this program by a file.
    #[error("goods go to this program by a file: save the file, and load it there")]
    IsFile,
    /// Goods go to this scale over a line.
    #[error("this scale is told its goods over its line: send them, or choose a file")]
    IsLine,
}

impl TargetError {
    /// The sentence for the person at the till.
    pub fn words(&self, locale: Locale) -> String {
        if locale == Locale::En {
            return self.to_string();
        }
        match self {
            Self::Kind(error) => error.words(locale),
            Self::Address(error) => error.words(locale),
            Self::Password => {
                "пароль весов с этикетками — четыре цифры: исправьте его или оставьте пустым"
                    .to_owned()
            }
            Self::IsFile => {
                "в эту программу товары идут файлом: сохраните файл и загрузите его там".to_owned()
            }
            Self::IsLine => {
                "этим весам товары передают по линии: отправьте их или выберите файл".to_owned()
            }
        }
    }
}

/// What takes the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelTarget {
    /// A scale on a line.
    Scale(NetworkScale),
    /// A file for a maker's program.
    File(PluFormat),
}

impl LabelTarget {
    /// Finds it by the name that settings keep.
    ///
    /// # Errors
    /// Names those there are.
    pub fn named(kind: &str) -> Result<Self, TargetError> {
        match kind.trim().strip_prefix(FILE) {
            Some(format) => Ok(Self::File(PluFormat::from_name(format)?)),
            None => Ok(Self::Scale(NetworkScale::from_name(kind)?)),
        }
    }

    /// The name that settings keep.
    pub fn kind(self) -> String {
        match self {
            Self::Scale(scale) => scale.facts().name.to_owned(),
            Self::File(format) => format!("{FILE}{}", format.facts().name),
        }
    }

    /// What it can hold.
    pub const fn facts(self) -> ScaleFacts {
        match self {
            Self::Scale(scale) => scale.facts(),
            Self::File(format) => format.facts(),
        }
    }

    /// Maker and models.
    pub const fn title(self, locale: Locale) -> &'static str {
        match self {
            Self::Scale(NetworkScale::CasLp) => "CAS LP-15, LP-16 (1.6)",
            Self::Scale(NetworkScale::ShtrihPrint) => locale.pick("Штрих-Принт", "Shtrih-Print"),
            Self::Scale(NetworkScale::Mertech) => "Mertech M-ER",
            Self::Scale(NetworkScale::Digi) => "DIGI SM",
            Self::File(PluFormat::MassaK) => locale.pick("Масса-К: файл CSV", "Massa-K: CSV file"),
            Self::File(PluFormat::ShtrihPrint) => {
                locale.pick("Штрих-Принт: pcscale.txt", "Shtrih-Print: pcscale.txt")
            }
            Self::File(PluFormat::Digi) => locale.pick("DIGI: файл", "DIGI: file"),
            Self::File(PluFormat::Bizerba) => {
                locale.pick("Bizerba: файл PLST", "Bizerba: PLST file")
            }
            Self::File(PluFormat::MettlerTiger) => {
                locale.pick("Mettler Tiger: файл", "Mettler Tiger: file")
            }
            Self::File(PluFormat::CasClWorks) => {
                locale.pick("CAS CL-Works: файл CSV", "CAS CL-Works: CSV file")
            }
            Self::File(PluFormat::Rongta) => {
                locale.pick("Rongta RLS: файл CSV", "Rongta RLS: CSV file")
            }
            Self::File(PluFormat::Generic) => {
                locale.pick("Другие весы: таблица CSV", "Other scales: CSV table")
            }
        }
    }

    /// What an address looks like; empty for a file.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Scale(NetworkScale::CasLp) => "192.168.1.30:1001",
            Self::Scale(NetworkScale::ShtrihPrint) => "/dev/ttyUSB0@9600-8N1",
            Self::Scale(NetworkScale::Mertech) => "192.168.1.30:4001",
            Self::Scale(NetworkScale::Digi) => "192.168.1.30:2001",
            Self::File(_) => "",
        }
    }

    /// Everything there is, scales first.
    pub fn all() -> impl Iterator<Item = Self> {
        let scales = NetworkScale::ALL.into_iter().map(Self::Scale);
        scales.chain(PluFormat::ALL.into_iter().map(Self::File))
    }
}

/// Reads where a scale is: a network address, or the name of a serial port.
///
/// # Errors
/// Says which forms there are.
pub fn address_of(
    text: &str,
    scale: NetworkScale,
    number: u8,
) -> Result<PortAddress, AddressError> {
    let text = text.trim();
    let usual = match scale {
        NetworkScale::CasLp => CAS_PORT,
        NetworkScale::Digi => DIGI_PORT.saturating_add(u16::from(number)),
        NetworkScale::ShtrihPrint | NetworkScale::Mertech => ADAPTER_PORT,
    };
    let is_port = text.starts_with('/') || text.to_ascii_uppercase().starts_with("COM");
    if is_port {
        return PortAddress::parse(&format!("serial:{text}"), usual);
    }
    PortAddress::parse(text, usual)
}

/// How a scale is spoken to by its settings.
///
/// # Errors
/// The password is none.
pub fn options_of(
    settings: &LabelScaleSettings,
    today: BusinessDate,
) -> Result<SendOptions, TargetError> {
    let usual = SendOptions::new(today);
    let typed = settings.password.as_deref().map(str::trim);
    let password = match typed.filter(|password| !password.is_empty()) {
        None => usual.password,
        Some(password) => {
            let digits: [u8; PASSWORD_DIGITS] = password
                .as_bytes()
                .try_into()
                .map_err(|_| TargetError::Password)?;
            if !digits.iter().all(u8::is_ascii_digit) {
                return Err(TargetError::Password);
            }
            digits
        }
    };
    Ok(SendOptions {
        number: settings.number.unwrap_or(usual.number),
        password,
        ..usual
    })
}
