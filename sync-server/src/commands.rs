//! The program's commands, one a file.

mod company;
mod import_products;
mod migrate;
mod open;
mod openapi;
mod ops;
mod restored;
mod serve;
mod tenant_create;
mod usage;

use open::{about, open, open_at, open_or_make};
pub use usage::{exit_code, usage};

use clap::{Parser, Subcommand};

use crate::demo::DemoCommand;
use crate::platform::config::{ServeSettings, Settings, decide};

/// The server of Bezmen: takes what tills sell, shows it to the owner.
#[derive(Debug, Parser)]
#[command(name = "bezmen-server", version, about, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves tills, the API and the console until it is told to stop.
    Serve {
        #[command(flatten)]
        settings: Settings,
        #[command(flatten)]
        serve: ServeSettings,
    },
    /// Brings the database's schema up to date. On PostgreSQL the address names the owner of the tables.
    Migrate {
        #[command(flatten)]
        settings: Settings,
    },
    /// Companies.
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// Files into the catalogue.
    #[command(subcommand)]
    Import(ImportCommand),
    /// Operations of tills that the server has and does not count.
    #[command(subcommand)]
    Ops(ops::OpsCommand),
    /// To be said once after the database was restored from a backup: every till then sends again what the backup lacks.
    Restored {
        #[command(flatten)]
        settings: Settings,
    },
    /// A shop to try things out with.
    #[command(subcommand)]
    Demo(DemoCommand),
    /// Prints the OpenAPI document.
    Openapi,
}

#[derive(Debug, Subcommand)]
enum TenantCommand {
    /// Registers a company with its owner and first store; prints their identifiers as JSON.
    Create(tenant_create::TenantCreate),
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Imports products from a table: CSV, TSV (also gzipped) or XLSX; prints the counts as JSON.
    Products(import_products::ImportProducts),
}

/// Runs a command.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::Serve { settings, serve } => serve::serve(decide(settings, serve)?).await,
        Command::Migrate { settings } => migrate::migrate(settings).await,
        Command::Tenant(TenantCommand::Create(command)) => command.run().await,
        Command::Import(ImportCommand::Products(command)) => command.run().await,
        Command::Ops(command) => command.run().await,
        Command::Restored { settings } => restored::restored(settings).await,
        Command::Demo(command) => command.run().await,
        Command::Openapi => openapi::openapi(),
    }
}

/// Prints a command's answer.
#[expect(
    clippy::print_stdout,
    reason = "the answer of a command goes to standard output"
)]
fn answer(text: impl std::fmt::Display) {
    println!("{text}");
}
