//! `scale`: what a scale's bytes say, and a scale without a pan.

use std::net::SocketAddr;

use bezmen_devices::cli;
use bezmen_devices::cli::played::PlayedScale;
use bezmen_devices::scale::describe;
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::simulate::scale::SimulatedScale;
use clap::{Args, Subcommand};

use super::device::play;
use super::{CommandError, say};

/// A scale by its bytes.
#[derive(Debug, Subcommand)]
pub enum Scale {
    /// Reads frames in hex, one a line, and answers what each says as a line of JSON.
    Decode(Decode),
    /// Plays a network scale; each line of standard input puts a weight on it or breaks it.
    Serve {
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:5001", value_name = "ADDRESS")]
        listen: SocketAddr,
        /// What it speaks.
        #[arg(long, default_value = "mt_sics")]
        protocol: ScaleProtocol,
    },
}

/// `scale decode`
#[derive(Debug, Args)]
pub struct Decode {
    /// The protocol.
    #[arg(long)]
    protocol: ScaleProtocol,
    #[command(flatten)]
    settings: ScaleSettings,
}

/// How a scale is set, where its protocol leaves it open.
#[derive(Debug, Args)]
pub struct ScaleSettings {
    /// The unit, for frames that do not name one.
    #[arg(long, value_parser = ["g", "kg", "lb", "oz"])]
    unit: Option<String>,
    /// Digits after the decimal point, for frames without a point.
    #[arg(long)]
    decimals: Option<u8>,
}

impl ScaleSettings {
    /// As the codecs take them.
    pub fn options(&self) -> bezmen_devices::scale::protocol::ScaleOptions {
        bezmen_devices::scale::protocol::ScaleOptions {
            unit: self.unit.as_deref().and_then(describe::unit_of),
            decimals: self.decimals,
            ..Default::default()
        }
    }
}

impl Scale {
    /// Runs the command.
    pub fn run(self) -> Result<(), CommandError> {
        match self {
            Self::Decode(decode) => {
                let options = decode.settings.options();
                let lines = std::io::stdin().lock();
                cli::decode_scale(lines, decode.protocol, &options, say)?;
                Ok(())
            }
            Self::Serve { listen, protocol } => {
                let scale = SimulatedScale::on_tcp(protocol, listen)?;
                play(PlayedScale::new(scale))
            }
        }
    }
}
