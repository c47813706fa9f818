//! The profiles that come with the product.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{
    Barcodes, CodePage, Columns, Cutter, DeviceKind, DrawerPulse, Images, PrinterProfile, Slot,
};

static ALL: LazyLock<Vec<PrinterProfile>> = LazyLock::new(|| {
    [include_str!("own.json"), include_str!("database.json")]
        .iter()
        .flat_map(|file| serde_json::from_str::<Vec<PrinterProfile>>(file).unwrap_or_default())
        .collect()
});

/// The families, then the models.
pub(super) fn all() -> &'static [PrinterProfile] {
    &ALL
}

/// The profile of the virtual printer. It stands here also as code, so that there is always one to print with.
pub(super) fn virtual_printer() -> PrinterProfile {
    PrinterProfile::built_in("virtual").unwrap_or_else(|| PrinterProfile {
        name: "virtual".to_owned(),
        vendor: String::new(),
        model: String::new(),
        kind: DeviceKind::Printer,
        dpi: None,
        width_dots: 576,
        width_tenths_mm: None,
        columns: Columns {
            font_a: 48,
            font_b: 64,
        },
        other_fonts: BTreeMap::new(),
        slots: vec![
            Slot::new(CodePage::CP866, 17),
            Slot::new(CodePage::CP437, 0),
        ],
        cutter: Cutter::Partial,
        feed_before_cut: 0,
        drawer: Some(DrawerPulse::USUAL),
        images: Images::Raster,
        draws_qr: true,
        barcodes: Barcodes::BothForms,
        answers_status: true,
        wakes_in_kanji_mode: false,
        beeper: false,
        init: vec![0x1b, 0x40, 0x1c, 0x2e],
    })
}
