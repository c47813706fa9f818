//! What can go wrong on the way to a device, in words that say what to do.

use std::io;

use bezmen_domain::locale::Locale;

use super::ports::Guard;

mod gone;
mod of_system;

/// A job did not get through, or the device could not be reached.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// Nothing listens there.
    #[error("{address} refuses connections: switch the device on, and check its address and port")]
    Refused {
        /// The address.
        address: String,
    },
    /// No answer from there.
    #[error(
        "{address} does not answer: check that it is switched on and on the same network as the till"
    )]
    Unreachable {
        /// The address.
        address: String,
    },
    /// The name leads nowhere.
    #[error(
        "the name {host} was not found: check its spelling, or use the device's number address"
    )]
    NameNotFound {
        /// The name.
        host: String,
    },
    /// There is no such port or file.
    #[error("there is no port {path}: plug the device in, or choose another port")]
    NoSuchPort {
        /// The path.
        path: String,
    },
    /// The system does not let the till use the port.
    #[error(
        "no permission to use {path}: add the till's user to the group that owns it (lp or dialout), then sign in to the system again"
    )]
    Permission {
        /// The path.
        path: String,
    },
    /// Another program holds the port.
    #[error("{path} is in use by another program: close it and try again")]
    Busy {
        /// The path.
        path: String,
    },
    /// The port does not take these settings.
    #[error("{path} does not accept the settings {settings}: choose others")]
    Settings {
        /// The path.
        path: String,
        /// The settings.
        settings: String,
    },
    /// The file could not grow.
    #[error("the disk with {path} is full: free some space, and printing goes on")]
    DiskFull {
        /// The path.
        path: String,
    },
    /// The printer said there is no paper.
    #[error("the printer at {address} is out of paper: put a new roll in")]
    PaperOut {
        /// The address.
        address: String,
        /// Whether the job had begun.
        begun: bool,
    },
    /// The printer said its cover is open.
    #[error("the cover of the printer at {address} is open: close it")]
    CoverOpen {
        /// The address.
        address: String,
        /// Whether the job had begun.
        begun: bool,
    },
    /// The printer said it has an error.
    #[error(
        "the printer at {address} reports an error: check the cutter and the paper path, then switch it off and on"
    )]
    Faulty {
        /// The address.
        address: String,
        /// Whether the job had begun.
        begun: bool,
    },
    /// It stopped taking bytes, or never said that it was done.
    #[error(
        "the printer at {address} stopped in the middle of a job: check paper, cover and cable"
    )]
    Stalled {
        /// The address.
        address: String,
        /// How many bytes it took.
        sent: usize,
    },
    /// The connection broke.
    #[error("the connection to {address} broke: check the cable or the network")]
    Broken {
        /// The address.
        address: String,
        /// How many bytes had gone out.
        sent: usize,
    },
    /// The device is gone from its port.
    #[error("the device at {address} was unplugged or switched off: plug it in again")]
    Unplugged {
        /// The address.
        address: String,
        /// How many bytes had gone out.
        sent: usize,
    },
    /// A printer that takes one computer at a time is taken.
    #[error(
        "the printer at {address} is taken by another computer: it takes one at a time, and the till tries again by itself"
    )]
    Occupied {
        /// The address.
        address: String,
    },
    /// The system does not let the till use the USB device.
    #[error(
        "no permission to use {address}: copy 60-bezmen.rules to /etc/udev/rules.d (or put this line into a file there: {rule}), then unplug the device and plug it in again"
    )]
    UsbPermission {
        /// The address.
        address: String,
        /// The line for udev that gives the permission (see [`super::udev`]).
        rule: String,
    },
    /// Windows has no driver for the device that lets the till use it.
    #[error(
        "{address} has no driver that lets the till use it: install the WinUSB driver for it, or use its queue as windows:NAME"
    )]
    UsbDriver {
        /// The address.
        address: String,
    },
    /// There is no such queue.
    #[error(
        "there is no print queue {queue}: choose one of those the system has, or add it there; on Windows, share the printer under this name"
    )]
    NoSuchQueue {
        /// The queue.
        queue: String,
    },
    /// The queue takes no jobs.
    #[error(
        "the print queue {queue} takes no jobs: let it accept and print them in the system's settings"
    )]
    QueueStopped {
        /// The queue.
        queue: String,
    },
    /// The system's print service does not work.
    #[error(
        "the print service cannot be used ({reason}): start it, or connect the printer directly"
    )]
    Spooler {
        /// What it said.
        reason: String,
        /// Whether the job was handed to it before.
        begun: bool,
    },
    /// The way does not lead to a device of this kind.
    #[error("{address} does not fit this device: choose another way to it")]
    WrongWay {
        /// The address.
        address: String,
    },
    /// A fiscal device or a payment terminal is there.
    #[error("{address}: {}; choose another port", guard.words(Locale::En))]
    Guarded {
        /// The address.
        address: String,
        /// What is there.
        guard: Guard,
    },
    /// A device that is talked to takes no bytes.
    #[error(
        "the device at {address} takes no data: check that it is switched on, its cable and the flow control of the line"
    )]
    NotTaken {
        /// The address.
        address: String,
    },
    /// Something the system did not say more about.
    #[error("{address} cannot be used ({source}): check the device and its cable")]
    Other {
        /// The address.
        address: String,
        /// What the system said.
        source: io::Error,
        /// How many bytes had gone out.
        sent: usize,
    },
}

impl TransportError {
    /// A word for programs and for translation.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::Unreachable { .. } => "unreachable",
            Self::NameNotFound { .. } => "name_not_found",
            Self::NoSuchPort { .. } => "no_such_port",
            Self::Permission { .. } => "permission",
            Self::Busy { .. } => "busy",
            Self::Settings { .. } => "settings",
            Self::DiskFull { .. } => "disk_full",
            Self::PaperOut { .. } => "paper_out",
            Self::CoverOpen { .. } => "cover_open",
            Self::Faulty { .. } => "faulty",
            Self::Stalled { .. } => "stalled",
            Self::Broken { .. } => "broken",
            Self::Unplugged { .. } => "unplugged",
            Self::Occupied { .. } => "occupied",
            Self::UsbPermission { .. } => "usb_permission",
            Self::UsbDriver { .. } => "usb_driver",
            Self::NoSuchQueue { .. } => "no_such_queue",
            Self::QueueStopped { .. } => "queue_stopped",
            Self::Spooler { .. } => "spooler",
            Self::WrongWay { .. } => "wrong_way",
            Self::Guarded { .. } => "guarded",
            Self::NotTaken { .. } => "not_taken",
            Self::Other { .. } => "other",
        }
    }

    /// Whether a part of the job, or all of it, may stand on paper already. A job that failed so is printed again only
    /// with a mark that says it is a copy.
    #[must_use]
    pub const fn may_have_printed(&self) -> bool {
        match self {
            Self::PaperOut { begun, .. }
            | Self::CoverOpen { begun, .. }
            | Self::Faulty { begun, .. }
            | Self::Spooler { begun, .. } => *begun,
            Self::Stalled { sent, .. }
            | Self::Broken { sent, .. }
            | Self::Unplugged { sent, .. }
            | Self::Other { sent, .. } => *sent > 0,
            // A half-written file holds a half receipt.
            Self::DiskFull { .. } => true,
            Self::Refused { .. }
            | Self::Unreachable { .. }
            | Self::NameNotFound { .. }
            | Self::NoSuchPort { .. }
            | Self::Permission { .. }
            | Self::Busy { .. }
            | Self::Settings { .. }
            | Self::Occupied { .. }
            | Self::UsbPermission { .. }
            | Self::UsbDriver { .. }
            | Self::NoSuchQueue { .. }
            | Self::QueueStopped { .. }
            | Self::WrongWay { .. }
            | Self::Guarded { .. }
            | Self::NotTaken { .. } => false,
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.to_string(),
            Locale::Ru => self.russian(),
        }
    }

    fn russian(&self) -> String {
        match self {
            Self::Refused { address } => format!(
                "{address} не принимает соединения: включите устройство, проверьте адрес и порт"
            ),
            Self::Unreachable { address } => format!(
                "{address} не отвечает: проверьте, что устройство включено и в одной сети с кассой"
            ),
            Self::NameNotFound { host } => {
                format!("имя {host} не найдено: проверьте написание или укажите числовой адрес")
            }
            Self::NoSuchPort { path } => {
                format!("порта {path} нет: подключите устройство или выберите другой порт")
            }
            Self::Permission { path } => format!(
                "нет прав на {path}: добавьте пользователя кассы в группу lp или dialout и войдите в систему снова"
            ),
            Self::Busy { path } => {
                format!("{path} занят другой программой: закройте её и повторите")
            }
            Self::Settings { path, settings } => {
                format!("{path} не принимает настройки {settings}: выберите другие")
            }
            Self::DiskFull { path } => {
                format!("диск с {path} переполнен: освободите место, и печать продолжится")
            }
            Self::PaperOut { address, .. } => {
                format!("в принтере {address} кончилась бумага: вставьте новый рулон")
            }
            Self::CoverOpen { address, .. } => {
                format!("открыта крышка принтера {address}: закройте её")
            }
            Self::Faulty { address, .. } => format!(
                "принтер {address} сообщает об ошибке: проверьте нож и путь бумаги, затем выключите и включите его"
            ),
            Self::Stalled { address, .. } => format!(
                "принтер {address} остановился посреди печати: проверьте бумагу, крышку и кабель"
            ),
            Self::Broken { address, .. } => {
                format!("связь с {address} оборвалась: проверьте кабель или сеть")
            }
            Self::Unplugged { address, .. } => format!(
                "устройство {address} отключено от порта или выключено: подключите его снова"
            ),
            Self::Occupied { address } => format!(
                "принтер {address} занят другим компьютером: он работает только с одним, касса сама попробует ещё раз"
            ),
            Self::UsbPermission { address, rule } => format!(
                "нет прав на {address}: скопируйте 60-bezmen.rules в /etc/udev/rules.d (или добавьте там в файл строку: {rule}), затем отключите и снова подключите устройство"
            ),
            Self::UsbDriver { address } => format!(
                "для {address} нет драйвера, через который касса может работать: установите для него драйвер WinUSB или укажите его очередь как windows:ИМЯ"
            ),
            Self::NoSuchQueue { queue } => format!(
                "очереди печати {queue} нет: выберите из тех, что есть в системе, или добавьте её там; в Windows откройте к принтеру общий доступ под этим именем"
            ),
            Self::QueueStopped { queue } => format!(
                "очередь печати {queue} не принимает задания: разрешите приём и печать в настройках системы"
            ),
            Self::Spooler { reason, .. } => format!(
                "служба печати недоступна ({reason}): запустите её или подключите принтер напрямую"
            ),
            Self::WrongWay { address } => {
                format!("{address} не подходит для этого устройства: выберите другое подключение")
            }
            Self::Guarded { address, guard } => {
                let words = guard.words(Locale::Ru);
                format!("{address}: {words}; выберите другой порт")
            }
            Self::NotTaken { address } => format!(
                "устройство {address} не принимает данные: проверьте, включено ли оно, кабель и управление потоком линии"
            ),
            Self::Other {
                address, source, ..
            } => format!("{address} недоступен ({source}): проверьте устройство и кабель"),
        }
    }
}
