//! The drawer and its sensor, whatever the sensor says.

use bezmen_contract::till::{
    AskPrinter, DeviceKind, DeviceLamp, DrawerTestView, PrinterSettings, SensorLevel, TestDrawer,
};
use bezmen_devices::simulate::printer::{DrawerSensor, PrinterFault};

use super::{LONG, Workshop};

/// Tests the drawer, says whether it is open as a person would see it, and keeps what follows.
fn learn(shop: &Workshop) -> DrawerTestView {
    let printer = shop.printer();
    let view = shop
        .till
        .ask(TestDrawer {
            printer: Some(printer.clone()),
        })
        .unwrap();
    assert!(view.is_sent, "{}", view.words);
    shop.keep(PrinterSettings {
        drawer_open_is_high: Some(
            (view.after == SensorLevel::High) == shop.printer.drawer_is_open(),
        ),
        ..printer
    });
    view
}

#[test]
fn the_drawers_polarity_is_learnt_and_its_state_is_known() {
    use SensorLevel::{High, Low};
    polarity(DrawerSensor::HighWhenOpen, Low, High);
    polarity(DrawerSensor::LowWhenOpen, High, Low);
}

fn polarity(sensor: DrawerSensor, before: SensorLevel, after: SensorLevel) {
    let shop = Workshop::with(sensor);
    shop.keep(shop.printer());
    assert_eq!(shop.device(DeviceKind::Drawer).lamp, DeviceLamp::Unknown);
    let view = learn(&shop);
    assert_eq!((view.before, view.after), (before, after), "{}", view.words);
    assert!(view.words.contains("переключился"), "{}", view.words);
    let ask_own = || shop.till.ask(AskPrinter { printer: None }).unwrap();
    let said = ask_own();
    assert!(said.words[1].contains("ящик открыт"), "{said:?}");
    assert_eq!(shop.device(DeviceKind::Drawer).words, "Открыт");
    shop.printer.close_drawer();
    ask_own();
    assert_eq!(shop.device(DeviceKind::Drawer).words, "Закрыт");
}

#[test]
fn a_drawer_without_a_sensor_opens_and_is_said_to_have_none() {
    let shop = Workshop::with(DrawerSensor::None);
    let printer = Some(shop.printer());
    let view = shop
        .till
        .ask(TestDrawer {
            printer: printer.clone(),
        })
        .unwrap();
    assert_eq!(shop.printer.wait_for_kicks(1, LONG), 1);
    assert_eq!(view.before, view.after);
    assert!(view.words.contains("датчика у него нет"), "{}", view.words);
    shop.printer.set_fault(PrinterFault::NeverAnswers);
    let view = shop.till.ask(TestDrawer { printer }).unwrap();
    assert_eq!((view.is_sent, view.after), (true, SensorLevel::Unknown));
    assert_eq!(shop.printer.wait_for_kicks(2, LONG), 2);
}
