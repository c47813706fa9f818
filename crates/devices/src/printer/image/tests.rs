use rstest::rstest;

use super::*;

fn flat(shade: u8) -> GreyPicture {
    GreyPicture::from_shades(16, 16, vec![shade; 256]).unwrap()
}

#[rstest]
#[case(Dither::Threshold(128))]
#[case(Dither::FloydSteinberg)]
#[case(Dither::Ordered)]
fn black_stays_black_and_white_white(#[case] dither: Dither) {
    assert_eq!(flat(0).dithered(dither).black_dots(), 256);
    assert_eq!(flat(255).dithered(dither).black_dots(), 0);
}

#[rstest]
#[case(Dither::FloydSteinberg)]
#[case(Dither::Ordered)]
fn a_grey_is_as_many_black_dots_as_it_is_dark(#[case] dither: Dither) {
    for (shade, expected) in [(64_u8, 192_u64), (128, 128), (192, 64)] {
        let dots = flat(shade).dithered(dither).black_dots();
        assert!(dots.abs_diff(expected) <= 12, "{shade}: {dots}");
    }
}

#[test]
fn a_threshold_parts_light_from_dark() {
    let picture = GreyPicture::from_shades(2, 1, vec![99, 100]).unwrap();
    assert_eq!(picture.dithered(Dither::Threshold(100)).bytes(), [0x80]);
}

#[test]
fn files_are_read_with_what_is_transparent_as_paper() {
    let mut png = Vec::new();
    let pixels = image::RgbaImage::from_fn(4, 2, |x, _| match x {
        0 => image::Rgba([0, 0, 0, 255]),
        1 => image::Rgba([0, 0, 0, 0]),
        2 => image::Rgba([255, 255, 255, 255]),
        _ => image::Rgba([200, 0, 0, 255]),
    });
    for format in [image::ImageFormat::Png, image::ImageFormat::Bmp] {
        png.clear();
        pixels.write_to(&mut Cursor::new(&mut png), format).unwrap();
        let read = GreyPicture::read(&png).unwrap();
        assert_eq!((read.width(), read.height()), (4, 2));
        let row: Vec<u8> = (0..4).map(|x| read.shade(x, 1)).collect();
        assert_eq!(row, [0, 255, 255, 59], "{format:?}");
    }
    let printed = picture(&png, 2, Dither::Threshold(128)).unwrap();
    assert_eq!((printed.width(), printed.height()), (2, 1));
    let mut jpeg = Vec::new();
    image::GrayImage::from_pixel(8, 8, image::Luma([255]))
        .write_to(&mut Cursor::new(&mut jpeg), image::ImageFormat::Jpeg)
        .unwrap();
    assert_eq!(picture(&jpeg, 8, Dither::Ordered).unwrap().black_dots(), 0);
}

#[test]
fn a_wide_picture_shrinks_in_its_proportions_and_a_narrow_one_stays() {
    let shades = (0..100 * 50)
        .map(|at| if at % 100 < 50 { 0 } else { 255 })
        .collect();
    let picture = GreyPicture::from_shades(100, 50, shades).unwrap();
    let small = picture.clone().fitted(10);
    assert_eq!((small.width(), small.height()), (10, 5));
    assert_eq!((small.shade(4, 2), small.shade(5, 2)), (0, 255));
    assert_eq!(picture.clone().fitted(100), picture);
    assert_eq!(picture.clone().fitted(576), picture);
    assert_eq!(picture.fitted(7).height(), 4);
}

#[test]
fn what_is_no_picture_is_refused_in_words() {
    assert_eq!(GreyPicture::read(b"hello"), Err(PictureError::UnknownKind));
    assert_eq!(GreyPicture::read(&[]), Err(PictureError::UnknownKind));
    assert_eq!(
        GreyPicture::read(b"\x89PNG\r\n\x1a\n????"),
        Err(PictureError::Broken)
    );
    assert_eq!(
        GreyPicture::read(&vec![0; MAX_FILE_BYTES + 1]),
        Err(PictureError::TooLarge)
    );
    let mut wide = Vec::new();
    image::GrayImage::new(MAX_SIDE + 1, 1)
        .write_to(&mut Cursor::new(&mut wide), image::ImageFormat::Png)
        .unwrap();
    assert_eq!(GreyPicture::read(&wide), Err(PictureError::TooLarge));
    assert_eq!(GreyPicture::from_shades(2, 2, vec![0; 3]), None);
}

proptest::proptest! {
    #[test]
    fn bytes_that_begin_like_a_picture_never_panic(kind in 0..3_usize, tail in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let mut file = [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".as_slice(), b"BM", b"\xff\xd8\xff\xe0"][kind].to_vec();
        file.extend(tail);
        let _ = picture(&file, 384, Dither::FloydSteinberg);
    }
}
