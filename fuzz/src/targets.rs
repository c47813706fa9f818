//! The targets there are.

use bezmen_domain::barcode;

use crate::{codes, money, printers, scales};

/// Something that takes any bytes.
pub struct Target {
    /// What it is called.
    pub name: String,
    /// Takes the bytes; panics when something is wrong.
    pub run: Box<dyn Fn(&[u8]) + Send + Sync>,
}

impl Target {
    fn new(name: impl Into<String>, run: impl Fn(&[u8]) + Send + Sync + 'static) -> Self {
        Self {
            name: name.into(),
            run: Box::new(run),
        }
    }
}

/// Every target: `scale_NAME` for each protocol, and the others.
pub fn all() -> Vec<Target> {
    let mut targets: Vec<Target> = scales::all()
        .map(|(name, run)| Target::new(name, run))
        .collect();
    targets.push(Target::new("barcode", |data| {
        barcode::probe(data);
    }));
    targets.push(Target::new("gs1", codes::gs1));
    targets.push(Target::new("interpreter", printers::interpreter));
    targets.push(Target::new("encoder", printers::encoder));
    targets.push(Target::new("printer_status", printers::status));
    targets.push(Target::new("zvt", money::zvt));
    targets.push(Target::new("atol", money::atol));
    targets
}
