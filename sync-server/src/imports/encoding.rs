use bezmen_contract::console::imports::{EncodingSample, TextEncoding};
use encoding_rs::{
    Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};

use super::russian;
use super::table::ReadTableError;

/// Bytes with letters that encodings are told by: some thousand names.
const PROBE_BYTES: usize = 64 * 1024;

/// Length of a sample: a line of a dialog.
const SAMPLE_CHARS: usize = 80;

/// Encodings between which the letters decide.
const JUDGED: [TextEncoding; 3] = [
    TextEncoding::Windows1251,
    TextEncoding::Ibm866,
    TextEncoding::Koi8R,
];

/// Encodings in which a byte is a character: every text can be read in them, one way or another.
const OF_BYTES: [TextEncoding; 5] = [
    TextEncoding::Windows1251,
    TextEncoding::Ibm866,
    TextEncoding::Koi8R,
    TextEncoding::MacCyrillic,
    TextEncoding::Windows1252,
];

/// Makes text of bytes in the chosen encoding, or in the one that a mark, the form of the bytes or the letters tell.
///
/// What is no character becomes U+FFFD; a text with many of them is refused.
pub(super) fn decode(
    bytes: &[u8],
    chosen: Option<TextEncoding>,
) -> Result<(String, TextEncoding), ReadTableError> {
    if let Some(encoding) = chosen {
        let text = read(bytes, encoding);
        return if is_whole(&text) && !text.contains('\0') {
            Ok((text, encoding))
        } else {
            Err(ReadTableError::EncodingWrong(samples(bytes)))
        };
    }
    for (mark, encoding) in [
        (&[0xef, 0xbb, 0xbf][..], TextEncoding::Utf8),
        (&[0xff, 0xfe], TextEncoding::Utf16Le),
        (&[0xfe, 0xff], TextEncoding::Utf16Be),
    ] {
        if bytes.starts_with(mark) {
            let text = read(bytes, encoding);
            return if is_whole(&text) {
                Ok((text, encoding))
            } else {
                Err(ReadTableError::EncodingUnsure(samples(bytes)))
            };
        }
    }
    if bytes.contains(&0) {
        let wide = [TextEncoding::Utf16Le, TextEncoding::Utf16Be];
        let mut texts = wide
            .map(|encoding| (read(bytes, encoding), encoding))
            .into_iter();
        return texts
            .find(|(text, _)| is_wide_text(text))
            .ok_or(ReadTableError::NotATable);
    }
    let text = read(bytes, TextEncoding::Utf8);
    if is_whole(&text) {
        return Ok((text, TextEncoding::Utf8));
    }
    match russian::likeliest(JUDGED.map(|encoding| (encoding, read(&probe(bytes), encoding)))) {
        Some(encoding) => Ok((read(bytes, encoding), encoding)),
        None => Err(ReadTableError::EncodingUnsure(samples(bytes))),
    }
}

fn read(bytes: &[u8], encoding: TextEncoding) -> String {
    let encoding: &'static Encoding = match encoding {
        TextEncoding::Utf8 => UTF_8,
        TextEncoding::Utf16Le => UTF_16LE,
        TextEncoding::Utf16Be => UTF_16BE,
        TextEncoding::Windows1251 => WINDOWS_1251,
        TextEncoding::Ibm866 => IBM866,
        TextEncoding::Koi8R => KOI8_R,
        TextEncoding::MacCyrillic => X_MAC_CYRILLIC,
        TextEncoding::Windows1252 => WINDOWS_1252,
    };
    encoding.decode_with_bom_removal(bytes).0.into_owned()
}

/// Says whether a text is in its encoding but for a damaged byte here and there. Text in another encoding is nearly all
/// damage.
fn is_whole(text: &str) -> bool {
    let (mut lost, mut good) = (0_usize, 0_usize);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        if character == char::REPLACEMENT_CHARACTER {
            lost += 1;
        } else {
            good += 1;
        }
    }
    lost * 4 <= good
}

/// Text in wide characters without a mark is told by most of it being Latin, Cyrillic or digits: with its bytes swapped it
/// is Chinese.
fn is_wide_text(text: &str) -> bool {
    let known = |character: &char| matches!(character, '\t' | '\n' | '\r' | ' '..'\u{530}');
    let count = text.chars().count();
    !text.contains('\0') && is_whole(text) && text.chars().filter(known).count() * 2 > count
}

/// The first lines in which encodings differ.
fn probe(bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split_inclusive(|byte| matches!(byte, b'\r' | b'\n'));
    let told = lines.filter(|line| !line.is_ascii());
    told.flatten().copied().take(PROBE_BYTES).collect()
}

fn samples(bytes: &[u8]) -> Vec<EncodingSample> {
    let probe = probe(bytes);
    let mut texts: Vec<(TextEncoding, String)> = [TextEncoding::Utf8]
        .into_iter()
        .chain(OF_BYTES)
        .map(|encoding| (encoding, read(&probe, encoding)))
        .filter(|(_, text)| is_whole(text) && !text.contains('\0'))
        .collect();
    texts.sort_by_cached_key(|(_, text)| russian::worth(text));
    let sample = |(encoding, text): (TextEncoding, String)| EncodingSample {
        encoding,
        text: text
            .split(char::is_control)
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(SAMPLE_CHARS)
            .collect(),
    };
    texts.into_iter().map(sample).collect()
}

#[cfg(test)]
mod tests {
    use bezmen_contract::console::imports::TextEncoding::{
        self, Ibm866, Koi8R, Utf8, Utf16Be, Utf16Le, Windows1251, Windows1252,
    };

    use super::decode;
    use crate::imports::ReadTableError;

    const GOODS: &str = "штрихкод;наименование\n4600682000174;Кофе чёрный\n;МОЛОКО 3,2% 930 МЛ\n";

    fn written(text: &str, encoding: TextEncoding) -> Vec<u8> {
        let of_bytes = match encoding {
            Windows1251 => encoding_rs::WINDOWS_1251,
            Ibm866 => encoding_rs::IBM866,
            Koi8R => encoding_rs::KOI8_R,
            Utf16Le => return text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Utf16Be => return text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => return text.as_bytes().to_vec(),
        };
        of_bytes.encode(text).0.into_owned()
    }

    #[test]
    fn russian_goods_are_read_in_whatever_encoding_they_are() {
        for encoding in [Utf8, Windows1251, Ibm866, Koi8R, Utf16Le, Utf16Be] {
            let goods = [GOODS, &GOODS.to_uppercase(), &GOODS.to_lowercase()];
            for goods in goods {
                let (text, found) = decode(&written(goods, encoding), None).unwrap();
                assert_eq!((text.as_str(), found), (goods, encoding));
            }
        }
    }

    #[test]
    fn a_damaged_byte_does_not_make_utf_8_something_else() {
        for mark in ["", "\u{feff}"] {
            let mut bytes = format!("{mark}{GOODS}").into_bytes();
            let place = bytes.len() - "ЛОКО 3,2% 930 МЛ\n".len();
            bytes[place] = b'?';
            let (text, found) = decode(&bytes, None).unwrap();
            assert_eq!(found, Utf8);
            assert!(text.contains("Кофе чёрный"), "{text}");
            assert!(text.contains("МО?\u{fffd}ОКО"), "{text}");
        }
    }

    #[test]
    fn a_few_letters_tell_nothing_and_the_person_is_shown_how_they_would_look() {
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode("name;price\nCafé crème;3.20\n");
        let error = decode(&bytes, None).unwrap_err();
        let ReadTableError::EncodingUnsure(samples) = error else {
            panic!("{error}");
        };
        let western = samples
            .iter()
            .find(|sample| sample.encoding == Windows1252)
            .unwrap();
        assert_eq!(western.text, "Café crème;3.20");
        assert!(samples.iter().all(|sample| sample.encoding != Utf8));
        let (text, _) = decode(&bytes, Some(Windows1252)).unwrap();
        assert!(text.contains("Café crème"));
    }

    #[test]
    fn an_encoding_in_which_nothing_can_be_read_is_refused() {
        let error = decode(&written(GOODS, Windows1251), Some(Utf8)).unwrap_err();
        assert!(
            matches!(&error, ReadTableError::EncodingWrong(samples) if samples[0].encoding == Windows1251),
            "{error}"
        );
        let marked = [b"\xef\xbb\xbf".as_slice(), &written(GOODS, Windows1251)].concat();
        let error = decode(&marked, None).unwrap_err();
        assert!(
            matches!(error, ReadTableError::EncodingUnsure(_)),
            "{error}"
        );
    }
}
