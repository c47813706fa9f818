use bezmen_contract::till::{GetPluSend, LabelScaleSettings, PluFate, PluState, PluView, SendPlu};
use bezmen_devices::plu::NetworkScale;
use bezmen_devices::simulate::plu::{PluFault, SimulatedLabelScale};

use super::*;

fn scale_settings(scale: &SimulatedLabelScale) -> LabelScaleSettings {
    LabelScaleSettings {
        address: scale.endpoint().to_owned(),
        kind: "cas_lp".to_owned(),
        number: None,
        password: None,
    }
}

fn sent(shop: &Shop, scale: &LabelScaleSettings) -> PluView {
    let begun = shop
        .till
        .ask(SendPlu {
            scale: scale.clone(),
        })
        .unwrap();
    assert_ne!(begun.state, PluState::Idle);
    becomes(
        || shop.till.ask(GetPluSend {}).unwrap(),
        |view| view.state != PluState::Running,
    )
}

#[test]
fn weighed_goods_get_to_a_label_scale_and_each_fate_is_told() {
    let shop = shop(labels("printer", "escpos"));
    let scale = SimulatedLabelScale::on_tcp(NetworkScale::CasLp, "127.0.0.1:0").unwrap();
    let own = scale_settings(&scale);
    let set = |settings: &mut Settings| settings.label_scale = Some(own.clone());
    fixture::change_settings(&shop.till, set).unwrap();
    assert!(
        shop.device(DeviceKind::LabelScale)
            .words
            .contains("не отправлены")
    );
    let done = sent(&shop, &own);
    assert_eq!((done.state, done.written), (PluState::Done, 10), "{done:?}");
    let cheese = scale.list().into_iter().find(|one| one.plu == 6).unwrap();
    assert_eq!((cheese.price_minor, cheese.code), (79_900, 6));
    assert_eq!(cheese.name, ["Сыр российский"]);
    let device = shop.device(DeviceKind::LabelScale);
    assert_eq!(device.lamp, DeviceLamp::Ready, "{device:?}");

    let full = SimulatedLabelScale::on_tcp(NetworkScale::CasLp, "127.0.0.1:0").unwrap();
    full.set_fault(PluFault::Full(8));
    let left = sent(&shop, &scale_settings(&full));
    assert_eq!((left.state, left.written), (PluState::Incomplete, 8));
    let refused: Vec<_> = left
        .rows
        .iter()
        .filter(|row| row.fate == PluFate::NotTaken)
        .collect();
    assert_eq!(refused.len(), 2);
    assert!(refused[0].words.contains("освободите"), "{refused:?}");
    full.set_fault(PluFault::Unplugged);
    let lost = sent(&shop, &scale_settings(&full));
    assert_eq!((lost.state, lost.written), (PluState::Incomplete, 0));
    assert!(
        lost.words.len() > "Принято весами: 0 из 10.".len(),
        "{}",
        lost.words
    );
}
