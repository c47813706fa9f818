use std::path::{Path, PathBuf};

use bezmen_contract::wire::PairedTerminal;
use bezmen_domain::id::{StoreId, TenantId, TerminalId};
use bezmen_domain::permission::Role;
use bezmen_domain::shift::ShiftTotals;
use serde::{Deserialize, Serialize};

/// Where the server keeps what it has told, so that it can tell it again.
const FILE_NAME: &str = "demo.json";

/// Everything somebody needs who tries the demo shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoShop {
    /// The company.
    pub tenant_id: TenantId,
    /// Its name.
    pub company: String,
    /// Where things are on the server, relative to its address.
    pub paths: DemoPaths,
    /// How the owner signs in to the console.
    pub owner: DemoOwner,
    /// Everybody, with the PIN for the tills.
    pub people: Vec<DemoPerson>,
    /// The stores.
    pub stores: Vec<DemoStore>,
    /// The tills; the first one waits for a machine to be it.
    pub terminals: Vec<DemoTill>,
    /// How many products there are.
    pub products: usize,
    /// How many customers there are.
    pub customers: u64,
    /// How many sales and returns there are.
    pub receipts: u64,
    /// Days before today.
    pub days: i32,
    /// What all shifts took together.
    pub totals: ShiftTotals,
    /// How long it took.
    pub seconds: u64,
}

/// Paths of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPaths {
    /// The console.
    pub console: String,
    /// The API.
    pub api: String,
    /// The page to try it.
    pub docs: String,
}

/// The owner's login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoOwner {
    /// Address.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Somebody with a PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPerson {
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// What they type at a till.
    pub pin: String,
}

/// A store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoStore {
    /// Which.
    pub store_id: StoreId,
    /// Its name.
    pub name: String,
}

/// A till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoTill {
    /// Which.
    pub terminal_id: TerminalId,
    /// Its name.
    pub name: String,
    /// Name of its store.
    pub store: String,
    /// What makes a machine this till; only for the till that nobody works at today.
    #[serde(default)]
    pub paired_terminal: Option<PairedTerminal>,
}

impl DemoShop {
    /// Reads what was told before.
    pub(super) fn read(data: &Path) -> Result<Option<Self>, std::io::Error> {
        match std::fs::read(demo_file(data)) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(std::io::Error::other),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps it for the next time. It holds a till's token, so others may not read it.
    pub(super) fn write(&self, data: &Path) -> Result<(), std::io::Error> {
        std::fs::create_dir_all(data)?;
        let path = demo_file(data);
        std::fs::write(&path, serde_json::to_vec_pretty(self)?)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        }
        Ok(())
    }
}

/// The file with the logins.
pub(super) fn demo_file(data: &Path) -> PathBuf {
    data.join(FILE_NAME)
}
