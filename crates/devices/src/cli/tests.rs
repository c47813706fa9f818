use super::*;
use crate::printer::encode;

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
