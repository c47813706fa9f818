use std::net::TcpStream;
use std::time::Duration;

use super::*;
use crate::printer::encode;
use crate::scale::protocol::ScaleProtocol;

#[test]
fn rendered_bytes_are_lines_and_events() {
    let profile = profile("epson").unwrap();
    let mut bytes = encode::text("Хлеб", &profile);
    bytes.extend(encode::drawer_kick(&profile));
    let json = json_of(&render(bytes.as_slice(), &profile, false).unwrap());
    assert!(json.get("png").is_none());
    let drawn = json_of(&render(bytes.as_slice(), &profile, true).unwrap());
    let png = BASE64.decode(drawn["png"].as_str().unwrap()).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    assert_eq!(drawn["lines"], json["lines"]);
    assert_eq!(json["lines"], json!(["Хлеб"]));
    assert_eq!(
        json["events"],
        json!([{ "line": 0, "event": "init" }, { "line": 1, "event": "kick", "pin": 2, "t1": 0x19, "t2": 0xfa }])
    );
    assert_eq!(json["styles"][0]["spans"][0]["bold"], false);
}

#[test]
fn an_unknown_profile_is_answered_with_those_there_are() {
    assert_eq!(
        profile("nokia").unwrap_err().to_string(),
        "there is no printer profile “nokia”: choose one of epson, xprinter, rongta, pos58, virtual, epson-legacy, bixolon, bixolon-legacy, citizen, star, star-line, hp, fujitsu, metapace, mpt, youku, pos80, kr306, yhd, wincor, sunmi, aures, or a model of the printer database such as TM-T88V"
    );
}

#[test]
fn lines_put_goods_on_the_simulated_scale() {
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MtSics, "127.0.0.1:0").unwrap();
    let mut complaints = Vec::new();
    drive_scale(
        &scale,
        "0.512\n\nheavy\n0.700 moving\n".as_bytes(),
        |error| complaints.push(error.to_string()),
    )
    .unwrap();
    assert_eq!(complaints.len(), 1);
    assert!(complaints[0].starts_with("“heavy” is not understood"));
    let mut stream = TcpStream::connect(scale.endpoint().trim_start_matches("tcp:")).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    io::Write::write_all(&mut stream, b"SI\r\n").unwrap();
    let mut answer = String::new();
    io::BufReader::new(stream).read_line(&mut answer).unwrap();
    assert_eq!(answer, "S D      0.700 kg\r\n");
}
