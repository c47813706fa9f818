use super::*;
use crate::scale::codec::ScaleCodec;
use crate::scale::poller::Poller;
use crate::scale::protocol::ScaleOptions;
use crate::simulate::scale::SimulatedScale;
use crate::simulate::scale::massa_k_100::answer_to_search;
use crate::simulate::scale::search::Searchable;
use crate::testing::loopback::Loopback;

const HOME: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 5001);

#[test]
fn the_question_is_the_one_of_the_protocol() {
    assert_eq!(question(), b"\xf8\x55\xce\x01\0\0\0\0");
}

#[test]
fn an_answer_names_the_scale_and_where_it_is() {
    let found = read_answer(&answer_to_search(4_300_000_001), HOME).unwrap();
    assert_eq!(found.address.to_string(), "127.0.0.1:5001");
    assert_eq!(found.serial, Some(4_300_000_001));
    assert_eq!(found.protocol, ScaleProtocol::MassaK100);
}

#[test]
fn what_is_no_answer_finds_nothing() {
    let answer = answer_to_search(7);
    assert_eq!(
        read_answer(&question(), HOME),
        None,
        "the echo of the question"
    );
    assert_eq!(read_answer(&[], HOME), None);
    assert_eq!(read_answer(&answer[..20], HOME), None);
    assert_eq!(read_answer(&[&answer[..], &[0]].concat(), HOME), None);
    for at in 0..answer.len() {
        let mut garbled = answer.clone();
        garbled[at] ^= 0x10;
        assert_eq!(read_answer(&garbled, HOME), None, "byte {at}");
    }
}

#[test]
fn who_listens_is_found_and_nobody_is_no_error() {
    let scale = Searchable::start("127.0.0.1:0", 4711).unwrap();
    let nobody = UdpSocket::bind("127.0.0.1:0").unwrap();
    let limit = Duration::from_millis(300);
    let asked = [scale.address(), nobody.local_addr().unwrap()];
    let found = search(&asked, limit).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].serial, Some(4711));
    assert_eq!(search(&asked[1..], limit).unwrap(), []);
}

#[test]
fn what_is_found_can_be_weighed_with() {
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MassaK100, "127.0.0.1:0").unwrap();
    scale.put(512, true);
    let address = scale.endpoint().strip_prefix("tcp:").unwrap();
    let found = search(&[address.parse().unwrap()], Duration::from_millis(300)).unwrap();
    let [found] = found.as_slice() else {
        panic!("{found:?}");
    };
    let codec = ScaleCodec::new(found.protocol, ScaleOptions::default());
    let address = format!("tcp:{}", found.address);
    let poller = Poller::start(address.parse().unwrap(), codec).unwrap();
    Loopback { scale, poller }.sells(512);
}
