//! The targets there are.

use bezmen_domain::barcode;

use crate::{codes, labels, money, printers, scales, scanners};

/// What takes the bytes; panics when something is wrong.
pub type Run = Box<dyn Fn(&[u8]) + Send + Sync>;

/// Something that takes any bytes.
pub struct Target {
    /// What it is called.
    pub name: String,
    /// Takes the bytes; panics when something is wrong.
    pub run: Run,
}

impl Target {
    fn new(name: impl Into<String>, run: impl Fn(&[u8]) + Send + Sync + 'static) -> Self {
        Self {
            name: name.into(),
            run: Box::new(run),
        }
    }
}

/// Every target: `scale_NAME` for each protocol, `scanner_NAME` for each way of scanners,
/// `display_NAME` for each model, and the others.
pub fn all() -> Vec<Target> {
    let mut targets: Vec<Target> = scales::all()
        .map(|(name, run)| Target::new(name, run))
        .collect();
    targets.extend(scanners::all().map(|(name, run)| Target::new(name, run)));
    targets.extend(labels::all().map(|(name, run)| Target::new(name, run)));
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
