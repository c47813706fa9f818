//! What the server is told: flags and environment first, then `bezmen-server.toml`, then defaults.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::Deserialize;

/// Name of the file in the data folder.
const FILE_NAME: &str = "bezmen-server.toml";

/// Where the server listens when it is not told.
const DEFAULT_LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

/// Where metrics are served when it is not told.
const DEFAULT_METRICS: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 9464);

/// What may be said on the command line, in the environment or in the file.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Settings {
    /// Folder of the embedded database and of `bezmen-server.toml`.
    #[arg(long, env = "BEZMEN_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Database: `sqlite:FILE` or `postgres://…`; a file in the data folder when absent.
    #[arg(
        long,
        env = "BEZMEN_DATABASE_URL",
        value_name = "ADDRESS",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
}

/// What `serve` may be told beyond [`Settings`].
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ServeSettings {
    /// Address and port of the API and the console; 127.0.0.1:8080 when absent.
    #[arg(long, env = "BEZMEN_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// Address and port of the metrics, or `none`; 127.0.0.1:9464 when absent.
    #[arg(long, env = "BEZMEN_METRICS_LISTEN", value_name = "ADDRESS")]
    pub metrics_listen: Option<MetricsListen>,
    /// Folder of the built console.
    #[arg(long, env = "BEZMEN_UI", value_name = "DIR")]
    pub ui: Option<PathBuf>,
    /// Whether strangers may register companies; `open` when absent. `tenant create` makes one all the same.
    #[arg(long, env = "BEZMEN_REGISTRATION", value_name = "WORD")]
    pub registration: Option<Registration>,
    /// Reverse proxies of your own before the server, each of which adds its caller to X-Forwarded-For and, if it can, the
    /// protocol to X-Forwarded-Proto; 0 when absent, and then the first is believed of nobody: all who come through a proxy
    /// share the limits of one address.
    #[arg(long, env = "BEZMEN_PROXIES", value_name = "NUMBER")]
    pub proxies: Option<usize>,
    /// Write log lines as JSON.
    #[arg(long, env = "BEZMEN_LOG_JSON", default_value_t = false)]
    pub log_json: bool,
}

/// The file as a whole.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    database_url: Option<String>,
    listen: Option<SocketAddr>,
    metrics_listen: Option<MetricsListen>,
    ui: Option<PathBuf>,
    registration: Option<Registration>,
    proxies: Option<usize>,
    #[serde(default)]
    log_json: bool,
}

/// Who may register a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Registration {
    /// Anybody.
    #[default]
    Open,
    /// Nobody from outside; `bezmen-server tenant create` does it.
    Closed,
}

/// Where metrics go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum MetricsListen {
    /// Nowhere.
    Off,
    /// There, and it is an error when the port is taken.
    At(SocketAddr),
    /// To the usual port, if it is free.
    Usual(SocketAddr),
}

/// Everything decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// Address of the database.
    pub database_url: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where metrics go.
    pub metrics: MetricsListen,
    /// Folder of the built console.
    pub ui: Option<PathBuf>,
    /// Who may register a company.
    pub registration: Registration,
    /// Reverse proxies of the house before the server.
    pub proxies: usize,
    /// Log lines as JSON.
    pub log_json: bool,
}

/// The settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file says something unknown or something wrong.
    #[error("{path} is not right: {message}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the line.
        message: String,
    },
}

/// Neither an address nor the word.
#[derive(Debug, thiserror::Error)]
#[error("the metrics take an address such as 127.0.0.1:9464 or the word none")]
pub struct NotAMetricsAddress;

impl FromStr for MetricsListen {
    type Err = NotAMetricsAddress;

    fn from_str(text: &str) -> Result<Self, NotAMetricsAddress> {
        match text {
            "none" => Ok(Self::Off),
            address => address
                .parse()
                .map(Self::At)
                .map_err(|_| NotAMetricsAddress),
        }
    }
}

impl TryFrom<String> for MetricsListen {
    type Error = NotAMetricsAddress;

    fn try_from(text: String) -> Result<Self, NotAMetricsAddress> {
        text.parse()
    }
}

/// Decides everything.
pub fn decide(settings: Settings, serve: ServeSettings) -> Result<Config, ConfigError> {
    let data = settings
        .data
        .unwrap_or_else(|| PathBuf::from("bezmen-data"));
    let file = read_file(&data.join(FILE_NAME))?;
    let database_url = settings
        .database_url
        .or(file.database_url)
        .unwrap_or_else(|| format!("sqlite:{}", data.join("bezmen-server.db").display()));
    Ok(Config {
        data,
        database_url,
        listen: serve.listen.or(file.listen).unwrap_or(DEFAULT_LISTEN),
        metrics: serve
            .metrics_listen
            .or(file.metrics_listen)
            .unwrap_or(MetricsListen::Usual(DEFAULT_METRICS)),
        ui: serve.ui.or(file.ui),
        registration: serve.registration.or(file.registration).unwrap_or_default(),
        proxies: serve.proxies.or(file.proxies).unwrap_or_default(),
        log_json: serve.log_json || file.log_json,
    })
}

fn read_file(path: &Path) -> Result<File, ConfigError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(File::default()),
        Err(source) => {
            return Err(ConfigError::Read {
                path: path.to_owned(),
                source,
            });
        }
    };
    toml::from_str(&text).map_err(|error| ConfigError::Parse {
        path: path.to_owned(),
        message: error.to_string().trim().replace('\n', " "),
    })
}

#[cfg(test)]
mod tests {
    use super::{Registration, ServeSettings, Settings, decide};

    fn in_folder(text: &str) -> Result<super::Config, super::ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(super::FILE_NAME), text).unwrap();
        let settings = Settings {
            data: Some(folder.path().to_owned()),
            database_url: None,
        };
        decide(
            settings,
            ServeSettings {
                listen: "127.0.0.1:9".parse().ok(),
                ..ServeSettings::default()
            },
        )
    }

    #[test]
    fn a_flag_wins_over_the_file() {
        let config = in_folder("listen = '0.0.0.0:80'\ndatabase-url = 'sqlite:x'").unwrap();
        assert_eq!(config.listen, "127.0.0.1:9".parse().unwrap());
        assert_eq!(config.database_url, "sqlite:x");
    }

    #[test]
    fn registration_is_open_until_the_file_closes_it() {
        let config = in_folder("").unwrap();
        assert_eq!(
            (config.registration, config.proxies),
            (Registration::Open, 0)
        );
        let config = in_folder("registration = 'closed'\nproxies = 1").unwrap();
        assert_eq!(
            (config.registration, config.proxies),
            (Registration::Closed, 1)
        );
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = in_folder("lisen = '0.0.0.0:80'").unwrap_err().to_string();
        assert!(error.contains("lisen"), "{error}");
    }
}
