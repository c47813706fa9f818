//! Customer displays that read any bytes, and labels that are made of any text.

use bezmen_devices::display::DisplayProfile;
use bezmen_devices::label::{
    CodeKind, LabelCode, LabelContent, LabelSize, Media, lay_out, tspl, zpl,
};
use bezmen_devices::simulate::display::DisplayReader;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};

use crate::targets::Run;

/// `display_NAME` for each model, and `label`.
pub fn all() -> impl Iterator<Item = (String, Run)> {
    let displays = DisplayProfile::all().map(|profile| {
        let name = format!("display_{}", profile.name.replace('-', "_"));
        let run: Run = Box::new(move |data: &[u8]| {
            let mut reader = DisplayReader::new(&profile);
            data.chunks(7).for_each(|bytes| reader.feed(bytes));
            assert!(reader.lines().iter().all(|line| line.chars().count() == 20));
        });
        (name, run)
    });
    let label: Run = Box::new(label);
    displays.chain([("label".to_owned(), label)])
}

/// The first bytes choose size and code, the rest is the text.
fn label(data: &[u8]) {
    let [width, height, kind, text @ ..] = data else {
        return;
    };
    let side = |byte: &u8| 100 + u16::from(*byte) * 4;
    let Some(size) = LabelSize::new(side(width), side(height)) else {
        return;
    };
    let text = String::from_utf8_lossy(text);
    let (name, code) = text.split_once('\n').unwrap_or((&text, ""));
    let price = Money::from_minor(i64::from(*width) * i64::from(*height));
    let mut content = LabelContent::new(name, price, Currency::RUB, Locale::Ru);
    let kinds = [
        CodeKind::Auto,
        CodeKind::Code128,
        CodeKind::Qr,
        CodeKind::Gs1DataMatrix,
    ];
    let kind = kinds.get(usize::from(*kind)).copied();
    content.code = kind.map(|kind| LabelCode::new(kind, code));
    if let Ok(label) = lay_out(&content, Media::new(size, 203)) {
        let commands = zpl::label(&label, zpl::ZplText::Unicode, 1);
        assert!(commands.starts_with("^XA") && commands.ends_with("^XZ\n"));
        let commands = tspl::label(&label, &tspl::TsplOptions::default());
        assert!(commands.ends_with(b"PRINT 1,1\r\n"));
    }
}
