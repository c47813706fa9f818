//! `plu`: the shop's weighed goods for label-printing scales.

use std::io::Write as _;
use std::path::PathBuf;

use bezmen_contract::till::{LabelScaleSettings, PluState, PluView};
use bezmen_devices::cli;
use bezmen_devices::plu::PluFormat;
use bezmen_domain::locale::Locale;
use bezmen_till::label_scale::LabelTarget;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{CommandError, complain, existing, say};

/// The shop's weighed goods for label-printing scales.
#[derive(Debug, Subcommand)]
pub enum Plu {
    /// Lists the scales and files there are, what each can hold and how sure that is, as JSON lines.
    Targets,
    /// Says of each of the till's weighed goods whether a scale or file can hold it, as JSON lines; sends nothing.
    Check {
        /// A scale such as cas_lp, or a file such as file:massa_k; the scale of the settings when absent.
        #[arg(long, value_name = "NAME")]
        to: Option<String>,
    },
    /// Sends the till's weighed goods to a scale and says what became of each, as JSON lines.
    Send(Send),
    /// Writes the till's weighed goods as the file that a maker's program takes.
    File {
        /// Which: massa_k, shtrih_print, digi, bizerba, mettler_tiger, cas_cl_works, rongta or generic.
        #[arg(long, value_name = "NAME")]
        format: String,
        /// The file; standard output when absent.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// `plu send`
#[derive(Debug, Args)]
pub struct Send {
    /// The kind of scale: cas_lp, shtrih_print, mertech or digi; the one of the settings when absent.
    #[arg(long, value_name = "NAME", requires = "address")]
    to: Option<String>,
    /// Where it is: `192.0.2.7`, `192.0.2.7:1001`, `/dev/ttyUSB0@9600-8N1`.
    #[arg(long, requires = "to")]
    address: Option<String>,
    /// The scale's number on its line.
    #[arg(long)]
    number: Option<u8>,
    /// The password of its administrator.
    #[arg(long)]
    password: Option<String>,
}

impl Plu {
    /// Runs the command.
    pub fn run(self, data: Option<PathBuf>) -> Result<(), CommandError> {
        match self {
            Self::Targets => {
                let locale = match &data {
                    Some(_) => existing(data)?.locale(),
                    None => Locale::En,
                };
                for target in cli::plu_targets(locale) {
                    say(&target.to_string());
                }
                Ok(())
            }
            Self::Check { to } => {
                let till = existing(data)?;
                let kind = match to {
                    Some(kind) => kind,
                    None => till.label_scale()?.ok_or_else(nothing_named)?.kind,
                };
                let target = named(&kind)?;
                tell(&till.check_plu(target)?)?;
                till.close();
                Ok(())
            }
            Self::Send(send) => send.run(data),
            Self::File { format, output } => {
                let format = PluFormat::from_name(&format)
                    .map_err(|error| CommandError::Usage(error.to_string()))?;
                let till = existing(data)?;
                // What the file leaves out is said beside it.
                let checked = till.check_plu(LabelTarget::File(format))?;
                let file = till.plu_file(format)?;
                let left_out = checked.rows.iter().filter(|row| !row.fate.is_well());
                for row in left_out {
                    let words = format!("{}: {}", row.name, row.words);
                    complain(&CommandError::Refused(words));
                }
                match output {
                    None => std::io::stdout().lock().write_all(&file.bytes)?,
                    Some(path) => {
                        std::fs::write(&path, &file.bytes).map_err(|error| {
                            CommandError::Refused(format!(
                                "cannot write {}: {error}",
                                path.display()
                            ))
                        })?;
                        say(&json!({
                            "file": path.display().to_string(),
                            "usual_name": file.name,
                            "goods": checked.total,
                        })
                        .to_string());
                    }
                }
                till.close();
                Ok(())
            }
        }
    }
}

impl Send {
    fn run(self, data: Option<PathBuf>) -> Result<(), CommandError> {
        let till = existing(data)?;
        let mut scale = match (self.to, self.address) {
            (Some(kind), Some(address)) => LabelScaleSettings {
                address,
                kind,
                number: None,
                password: None,
            },
            _ => till.label_scale()?.ok_or_else(nothing_named)?,
        };
        scale.number = self.number.or(scale.number);
        scale.password = self.password.or(scale.password);
        named(&scale.kind)?;
        let view = till.send_plu(&scale, |_| {})?;
        tell(&view)?;
        let is_whole = view.state == PluState::Done;
        till.close();
        if is_whole {
            Ok(())
        } else {
            Err(CommandError::Refused(view.words))
        }
    }
}

fn nothing_named() -> CommandError {
    CommandError::Usage(
        "the settings name no label scale: say --to cas_lp (and --address to send), or set one up under Devices"
            .to_owned(),
    )
}

fn named(kind: &str) -> Result<LabelTarget, CommandError> {
    LabelTarget::named(kind).map_err(|error| CommandError::Usage(error.to_string()))
}

/// A line each of the goods, and one of them all.
fn tell(view: &PluView) -> Result<(), CommandError> {
    for row in &view.rows {
        let line =
            serde_json::to_string(row).map_err(|error| CommandError::Refused(error.to_string()))?;
        say(&line);
    }
    let all = json!({
        "state": view.state,
        "total": view.total,
        "written": view.written,
        "words": view.words,
    });
    say(&all.to_string());
    Ok(())
}
