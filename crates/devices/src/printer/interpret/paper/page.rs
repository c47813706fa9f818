//! Page mode: text and pictures are put anywhere on a page, which is then printed as a whole.

use super::super::Line;
use super::super::command::PageCommand;
use super::Paper;
use super::modes::Metrics;
use super::output::Printed;
use crate::printer::raster::Bitmap;

/// The height of a page until a job says otherwise; the 80 mm printers of Epson have as much.
const USUAL_PAGE: u32 = 1_662;

/// The longest page; printers have less.
const LONGEST_PAGE: u32 = 4_096;

/// The most lines of text on a page.
const MOST_LINES: usize = 512;

/// Lines whose baselines are no farther apart than this stand in one row of the text.
const SAME_ROW: i64 = 11;

/// The page that is being put together.
#[derive(Debug)]
pub(super) struct Page {
    width: u32,
    /// Left, top, width and height of the area that is being printed in.
    area: [u32; 4],
    /// Quarters that text is turned to the left: 0 runs to the right, 1 upwards, 2 to the left, 3 downwards.
    direction: u8,
    /// The baseline of the next line, from the top of the area as text sees it.
    baseline: i64,
    lines: Vec<Placed>,
    picture: Option<Bitmap>,
}

#[derive(Debug, Clone)]
struct Placed {
    turned: bool,
    x: i64,
    y: i64,
    line: Line,
}

impl Page {
    fn new(width: u32, draws: bool) -> Self {
        let mut page = Self {
            width,
            area: [0, 0, width, USUAL_PAGE],
            direction: 0,
            baseline: 0,
            lines: Vec::new(),
            picture: draws.then(|| Bitmap::new(width, 0)),
        };
        page.start();
        page
    }

    /// Goes to where the first line of the area stands.
    fn start(&mut self) {
        self.baseline = i64::from(Metrics::height(false));
    }

    fn set_area(&mut self, [left, top, width, height]: [u16; 4]) {
        let left = u32::from(left).min(self.width.saturating_sub(1));
        let top = u32::from(top).min(LONGEST_PAGE - 1);
        self.area = [
            left,
            top,
            u32::from(width).clamp(1, self.width - left),
            u32::from(height).clamp(1, LONGEST_PAGE - top),
        ];
        self.start();
    }

    pub(super) fn clear(&mut self) {
        self.lines.clear();
        if let Some(picture) = &mut self.picture {
            *picture = Bitmap::new(self.width, 0);
        }
        self.start();
    }

    /// How long a line of the area is, as text runs.
    pub(super) const fn line_width(&self) -> u32 {
        let [_, _, width, height] = self.area;
        if self.direction.is_multiple_of(2) {
            width
        } else {
            height
        }
    }

    pub(super) fn move_down_to(&mut self, dots: u32) {
        self.baseline = i64::from(dots.min(LONGEST_PAGE));
    }

    pub(super) fn move_down_by(&mut self, dots: i64) {
        self.baseline = self
            .baseline
            .saturating_add(dots)
            .clamp(0, i64::from(LONGEST_PAGE));
    }

    /// Puts something on the page with its lower edge on the baseline, and goes down.
    pub(super) fn place(&mut self, printed: Printed, x: u32, feed: u32) {
        let [left, top, ..] = self.area;
        match printed.strip {
            Some(strip) if printed.left > 0 => {
                let mut line = Bitmap::new(self.line_width(), strip.height());
                line.blit(&strip, i64::from(printed.left), 0);
                self.draw(&line);
            }
            Some(strip) => self.draw(&strip),
            None => {}
        }
        if let Some(line) = printed.line.filter(|line| !line.text.is_empty())
            && self.lines.len() < MOST_LINES
        {
            let turned = self.direction != 0;
            self.lines.push(Placed {
                turned,
                x: i64::from(left) + i64::from(x),
                y: i64::from(top) + self.baseline,
                line,
            });
        }
        self.move_down_by(i64::from(feed));
    }

    /// Draws a strip as wide as a line, turned as text runs, as far as it lies within the area.
    fn draw(&mut self, strip: &Bitmap) {
        let [left, top, width, height] = self.area;
        let Some(picture) = &mut self.picture else {
            return;
        };
        let (tall, upper) = (
            i64::from(strip.height()),
            (self.baseline - i64::from(strip.height())).max(0),
        );
        let turned = strip.turned((4 - self.direction % 4) % 4);
        let (x, y) = match self.direction % 4 {
            0 => (0, upper),
            1 => (upper, i64::from(height) - i64::from(strip.width())),
            2 => (
                i64::from(width) - i64::from(strip.width()),
                i64::from(height) - upper - tall,
            ),
            _ => (i64::from(width) - upper - tall, 0),
        };
        let bottom = y.saturating_add(i64::from(turned.height()));
        let bottom = u32::try_from(bottom).unwrap_or(0).min(height);
        picture.grow((top + bottom).min(LONGEST_PAGE));
        picture.blit(&turned, i64::from(left) + x, i64::from(top) + y);
    }

    /// The page as it is printed: its lines from top to bottom, and the picture.
    fn printed(&self, metrics: &Metrics) -> (Vec<Line>, Option<Bitmap>) {
        let mut placed: Vec<&Placed> = self.lines.iter().collect();
        placed.sort_by_key(|placed| (placed.turned, if placed.turned { 0 } else { placed.y }));
        let mut rows: Vec<(i64, Vec<&Placed>)> = Vec::new();
        for line in placed {
            match rows.last_mut() {
                Some((y, row)) if !line.turned && (line.y - *y).abs() <= SAME_ROW => row.push(line),
                _ => rows.push((line.y, vec![line])),
            }
        }
        let cell = i64::from(metrics.cell(false).max(1));
        let lines = rows.into_iter().map(|(_, mut row)| {
            row.sort_by_key(|placed| placed.x);
            joined(&row, cell)
        });
        (lines.collect(), self.picture.clone())
    }
}

/// Pieces of text beside each other as one line.
fn joined(row: &[&Placed], cell: i64) -> Line {
    let mut whole = Line::default();
    let mut count = 0;
    for placed in row {
        let column = usize::try_from(placed.x / cell).unwrap_or(0);
        if count == 0 {
            whole.indent = if placed.turned { 0 } else { column };
        } else {
            let gap = column.saturating_sub(whole.indent + count).max(1);
            whole.text.push_str(&" ".repeat(gap));
            if let Some(span) = whole.spans.last_mut() {
                span.end += gap;
            }
            count += gap;
        }
        whole.text.push_str(&placed.line.text);
        whole.spans.extend(placed.line.spans.iter().map(|span| {
            let mut span = *span;
            span.start += count;
            span.end += count;
            span
        }));
        count += placed.line.text.chars().count();
    }
    whole
}

impl Paper {
    pub(super) fn page_command(&mut self, command: PageCommand) {
        if command == PageCommand::Begin {
            if self.page.is_none() {
                self.flush();
                self.page = Some(Page::new(self.metrics.width, self.draws));
            }
            return;
        }
        if self.page.is_none() {
            return;
        }
        match command {
            // Back to standard mode; what was not printed is lost.
            PageCommand::Leave => {
                self.line.clear();
                self.page = None;
            }
            PageCommand::Print => self.print_page(),
            PageCommand::Area(area) => {
                self.place_line();
                let area = [
                    self.modes.across(area[0]),
                    self.modes.down(area[1]),
                    self.modes.across(area[2]),
                    self.modes.down(area[3]),
                ];
                let area = area.map(|dots| u16::try_from(dots).unwrap_or(u16::MAX));
                self.on_page(|page| page.set_area(area));
            }
            PageCommand::Direction(direction) => {
                self.place_line();
                if matches!(direction, 0..=3 | b'0'..=b'3') {
                    self.on_page(|page| {
                        page.direction = direction & 0x03;
                        page.start();
                    });
                }
            }
            PageCommand::MoveDownTo(units) => {
                self.place_line();
                let dots = self.modes.down(units);
                self.on_page(|page| page.move_down_to(dots));
            }
            PageCommand::MoveDownBy(units) => {
                self.place_line();
                let dots = i64::from(self.modes.down(units.unsigned_abs()));
                let dots = if units < 0 { -dots } else { dots };
                self.on_page(|page| page.move_down_by(dots));
            }
            PageCommand::Begin => {}
        }
    }

    fn on_page(&mut self, change: impl FnOnce(&mut Page)) {
        if let Some(page) = &mut self.page {
            change(page);
        }
    }

    /// Puts the begun line on the page where it stands, without going down.
    fn place_line(&mut self) {
        let x = self.line.x();
        if !self.line.is_empty() {
            self.print_line(0, false);
            self.line.move_to(x);
        }
    }

    fn print_page(&mut self) {
        self.place_line();
        let Some(page) = &self.page else {
            return;
        };
        let (lines, strip) = page.printed(&self.metrics);
        for line in lines {
            self.output.print(
                Printed {
                    line: Some(line),
                    ..Printed::default()
                },
                0,
            );
        }
        let page = Printed {
            strip,
            ..Printed::default()
        };
        self.output.print(page, 0);
    }

    /// In page mode prints the page and goes back to standard mode; otherwise ends the line.
    pub(super) fn form_feed(&mut self) {
        if self.page.is_some() {
            self.print_page();
            self.line.clear();
            self.page = None;
        } else {
            self.new_line();
        }
    }
}
