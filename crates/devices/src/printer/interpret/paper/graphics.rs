//! Pictures: those printed as they come, and those kept in the printer until a job asks for them.

use std::collections::BTreeMap;

use super::super::EventKind;
use super::super::command::Payload;
use super::super::picture;
use super::Paper;
use super::line::shift;
use super::output::Printed;
use crate::printer::raster::Bitmap;

/// What of a picture's data is kept while it comes: about six metres of 80 mm paper. Rows beyond stay white.
pub(super) const KEPT_BYTES: usize = 3 * 1024 * 1024;

/// What of it is kept when nothing is drawn: enough for its size.
pub(super) const HEAD_BYTES: usize = 16;

/// The memory for pictures that jobs may call for by a number, as large printers have it.
const STORED_BYTES: usize = 512 * 1024;

/// So many pictures are kept at most.
const STORED_COUNT: usize = 256;

/// A picture as it was sent; its dots are there only when somebody draws.
#[derive(Debug, Clone)]
struct Picture {
    width: u32,
    height: u32,
    dots: Option<Bitmap>,
}

impl Picture {
    fn new(width: u32, height: u32, dots: impl FnOnce() -> Option<Bitmap>, draws: bool) -> Self {
        Self {
            width,
            height,
            dots: if draws { dots() } else { None },
        }
    }

    fn bytes(&self) -> usize {
        self.dots.as_ref().map_or(0, |dots| dots.bytes().len())
    }
}

/// Who calls a kept picture by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// `FS q`, by number.
    Numbered(u8),
    /// `GS ( L` in memory that survives, by two letters.
    Lasting([u8; 2]),
    /// `GS ( L` in memory that does not.
    Passing([u8; 2]),
    /// `GS *`: there is one.
    Downloaded,
}

/// The pictures in the printer.
#[derive(Debug, Default)]
pub(super) struct Graphics {
    buffer: Option<(Picture, [u32; 2])>,
    kept: BTreeMap<Key, Picture>,
}

impl Graphics {
    /// Forgets what was sent and not printed; what is kept under a name stays.
    pub(super) fn clear_buffer(&mut self) {
        self.buffer = None;
        self.kept.remove(&Key::Downloaded);
    }

    /// Keeps a picture. A full memory takes none, as on a printer.
    fn keep(&mut self, key: Key, picture: Picture) {
        self.kept.remove(&key);
        let used: usize = self.kept.values().map(Picture::bytes).sum();
        if used + picture.bytes() <= STORED_BYTES && self.kept.len() < STORED_COUNT {
            self.kept.insert(key, picture);
        }
    }

    fn forget(&mut self, lasting: bool, which: impl Fn([u8; 2]) -> bool) {
        self.kept.retain(|key, _| match key {
            Key::Lasting(name) => !(lasting && which(*name)),
            Key::Passing(name) => lasting || !which(*name),
            Key::Numbered(_) | Key::Downloaded => true,
        });
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let pair = bytes.get(at..at + 2).unwrap_or_default();
    pair.iter()
        .rev()
        .fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// How often each dot is repeated across and down by modes 0 to 3.
const fn scale(mode: u8) -> [u32; 2] {
    [1 + (mode & 1) as u32, 1 + (mode >> 1 & 1) as u32]
}

impl Paper {
    /// A picture with a command of its own.
    pub(super) fn image(&mut self, payload: Payload, data: &[u8]) {
        let most = self.metrics.width;
        let draws = self.draws;
        match payload {
            Payload::Raster {
                mode,
                bytes_across,
                rows,
            } => {
                let (across, rows) = (u32::from(bytes_across), u32::from(rows));
                let dots = || picture::from_rows(across, rows, data);
                let picture = Picture::new(across * 8, rows, dots, draws);
                self.print_picture(picture, scale(mode));
            }
            Payload::TallColumns {
                mode,
                columns,
                bytes_down,
            } => {
                let (columns, down) = (u32::from(columns), u32::from(bytes_down));
                let dots = || picture::from_columns(columns, down, data, most);
                let picture = Picture::new(columns, down * 8, dots, draws);
                self.print_picture(picture, scale(mode));
            }
            Payload::Columns { mode, columns } => self.column_strip(mode, u32::from(columns), data),
            Payload::Download { across, down } => {
                let (columns, down) = (u32::from(across) * 8, u32::from(down));
                let dots = || picture::from_columns(columns, down, data, most);
                let picture = Picture::new(columns, down * 8, dots, draws);
                self.graphics.keep(Key::Downloaded, picture);
            }
            Payload::Nv {
                number,
                across,
                down,
            } => {
                let (columns, down) = (u32::from(across) * 8, u32::from(down));
                let dots = || picture::from_columns(columns, down, data, most);
                let picture = Picture::new(columns, down * 8, dots, draws);
                self.graphics.keep(Key::Numbered(number), picture);
            }
            Payload::Function(_)
            | Payload::KanjiFunction(_)
            | Payload::Barcode(_)
            | Payload::Skipped
            | Payload::Unknown(_) => {}
        }
    }

    /// `ESC *`: the strip is part of the line, and is printed with it.
    fn column_strip(&mut self, mode: u8, columns: u32, data: &[u8]) {
        // Modes 0 and 32 have half as many dots across, modes 0 and 1 fewer of them down.
        let across = if matches!(mode, 0 | 32) { 2 } else { 1 };
        let (bytes, down) = if mode >= 32 {
            (3, 1)
        } else {
            (1, self.metrics.coarse_rows)
        };
        if columns == 0 {
            return;
        }
        self.output.event(EventKind::Image {
            width: columns * across,
            height: bytes * 8 * down,
        });
        let image = self
            .draws
            .then(|| picture::from_columns(columns, bytes, data, self.metrics.width))
            .flatten()
            .map(|image| {
                if (across, down) == (1, 1) {
                    image
                } else {
                    image.scaled(across, down)
                }
            });
        self.line.push_image(columns * across, image);
    }

    /// `GS ( L`: pictures that are first sent and then printed.
    pub(super) fn graphics_function(&mut self, data: &[u8]) {
        let draws = self.draws;
        let most = self.metrics.width;
        match *data {
            [0x30, function @ (112 | 113), _, across, down, _, ..] => {
                let (width, height) = (word(data, 6), word(data, 8));
                let dots =
                    || rows_or_columns(function == 112, [width, height], data.get(10..)?, most);
                let picture = Picture::new(width, height, dots, draws);
                let scale = [across, down].map(|times| u32::from(times.clamp(1, 2)));
                self.graphics.buffer = Some((picture, scale));
            }
            [0x30, 2 | 50, ..] => {
                if let Some((picture, scale)) = self.graphics.buffer.take() {
                    self.print_picture(picture, scale);
                }
            }
            [
                0x30,
                function @ (67 | 68 | 83 | 84),
                _,
                first,
                second,
                _,
                ..,
            ] => {
                let (width, height) = (word(data, 6), word(data, 8));
                // The byte before the dots names their colour.
                let dots = || {
                    rows_or_columns(
                        matches!(function, 67 | 83),
                        [width, height],
                        data.get(11..)?,
                        most,
                    )
                };
                let picture = Picture::new(width, height, dots, draws);
                let name = [first, second];
                let key = if function < 80 {
                    Key::Lasting(name)
                } else {
                    Key::Passing(name)
                };
                self.graphics.keep(key, picture);
            }
            [0x30, function @ (69 | 85), first, second, across, down, ..] => {
                let name = [first, second];
                let key = if function < 80 {
                    Key::Lasting(name)
                } else {
                    Key::Passing(name)
                };
                let scale = [across, down].map(|times| u32::from(times.clamp(1, 2)));
                self.print_kept(key, scale);
            }
            [0x30, function @ (65 | 81), b'C', b'L', b'R', ..] => {
                self.graphics.forget(function == 65, |_| true);
            }
            [0x30, function @ (66 | 82), first, second, ..] => {
                self.graphics
                    .forget(function == 66, |name| name == [first, second]);
            }
            _ => {}
        }
    }

    pub(super) fn print_downloaded(&mut self, mode: u8) {
        self.print_kept(Key::Downloaded, scale(mode));
    }

    pub(super) fn print_nv(&mut self, number: u8, mode: u8) {
        self.print_kept(Key::Numbered(number), scale(mode));
    }

    fn print_kept(&mut self, key: Key, scale: [u32; 2]) {
        if let Some(picture) = self.graphics.kept.get(&key).cloned() {
            self.print_picture(picture, scale);
        }
    }

    fn print_picture(&mut self, picture: Picture, [across, down]: [u32; 2]) {
        if picture.width == 0 || picture.height == 0 {
            return;
        }
        self.flush();
        let (width, height) = (picture.width * across, picture.height * down);
        self.output.event(EventKind::Image { width, height });
        let dots = picture.dots.map(|dots| match [across, down] {
            [1, 1] => dots,
            _ => dots.scaled(across, down),
        });
        self.print_dots(width, height, dots);
    }

    /// Prints dots by themselves, where the alignment puts them.
    pub(super) fn print_dots(&mut self, width: u32, height: u32, dots: Option<Bitmap>) {
        let (left, area) = self.area();
        let left = left + shift(self.modes.align, width, area);
        let printed = Printed {
            line: None,
            strip: dots,
            left,
        };
        match &mut self.page {
            Some(page) => page.place(printed, left, height),
            None => self.output.print(printed, height),
        }
    }
}

fn rows_or_columns(
    rows: bool,
    [width, height]: [u32; 2],
    data: &[u8],
    most: u32,
) -> Option<Bitmap> {
    if rows {
        picture::from_rows(width.div_ceil(8), height, data)
    } else {
        picture::from_columns(width, height.div_ceil(8), data, most)
    }
}
