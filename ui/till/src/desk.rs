//! What the screens share: the views that the engine sent last, where the cashier is, and what is being typed.

mod consent;
mod events;
mod figures;
mod for_buyer;
mod keeping;
mod keys;
mod paint_clock;
mod scanning;
mod showing;
mod ticket_keys;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{
    LineView, ProductView, SaleDone, ScaleView, SignOut, StatusView, TicketView,
};
use bezmen_domain::id::{LineId, SaleId};
use bezmen_domain::quantity::Quantity;
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use consent::{Consent, is_above_limit, with_consent};
pub use figures::{Figures, is_barcode, type_figures};
pub use keys::Keys;
pub use paint_clock::{prepare as prepare_paint_clock, ready as mark_ready};
pub use ticket_keys::{select_next, select_previous};

/// Where the cashier is, once signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Selling.
    Sell,
    /// Taking the money.
    Pay,
    /// The change of the last sale; the next scan sells again.
    Done,
    /// Receipts of this till.
    Receipts,
    /// Taking goods back.
    Return(SaleId),
    /// Shift and cash.
    Shift,
    /// Sync and printing.
    Sync,
    /// Connecting the till to its shop once more.
    PairAgain,
    /// Settings.
    Settings,
    /// Devices.
    Devices,
}

/// The question in front of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// Where to go.
    Menu,
    /// A discount on the line or the receipt.
    Discount,
    /// The weight of something; `None` asks of what first.
    Weigh(Option<Box<Unweighed>>),
    /// A word to hold the ticket by.
    Hold,
    /// Which held ticket.
    Recall,
    /// Which customer.
    Customer,
    /// The price of something without one.
    OpenPrice(Box<Unpriced>),
    /// The product that an unknown barcode belongs to.
    Bind(String),
    /// How many of a line.
    Quantity(Box<LineView>),
    /// How many labels of a product are printed.
    Labels(Box<ProductView>),
    /// Whether to drop the ticket.
    CancelTicket,
    /// Why to open the drawer.
    Drawer,
}

/// What is sold by a weight that is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unweighed {
    /// The product.
    pub product: ProductView,
    /// What was scanned.
    pub barcode: Option<String>,
}

/// What is sold at a typed price.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unpriced {
    /// The product, when the catalogue knows it.
    pub product: Option<ProductView>,
    /// What was scanned.
    pub barcode: Option<String>,
    /// How many; what was typed before when absent.
    pub quantity: Option<Quantity>,
}

/// Something said to the cashier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// How serious it is.
    pub tone: Tone,
    /// In words.
    pub text: String,
}

/// The shared state; copied freely.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The frame, as the engine sent it last.
    pub status: RwSignal<StatusView>,
    /// The open ticket.
    pub ticket: RwSignal<Option<TicketView>>,
    /// Where the cashier is.
    pub screen: RwSignal<Screen>,
    /// The question in front of it.
    pub overlay: RwSignal<Option<Overlay>>,
    /// Whose approval is asked for, in front of everything.
    pub consent: RwSignal<Option<Consent>>,
    /// What was said last.
    pub said: RwSignal<Option<Said>>,
    /// The line that + − Del work on.
    pub selected: RwSignal<Option<LineId>>,
    /// Figures typed on the selling screen.
    pub typed: RwSignal<String>,
    /// How many the next item is.
    pub times: RwSignal<Option<Quantity>>,
    /// The barcode that the catalogue does not know.
    pub unknown: RwSignal<Option<String>>,
    /// What is searched for.
    pub search: RwSignal<String>,
    /// The scale, while somebody looks.
    pub scale: RwSignal<Option<ScaleView>>,
    /// The sale or return that was completed last.
    pub done: RwSignal<Option<SaleDone>>,
    /// What to look for when the receipts open.
    pub receipt_query: RwSignal<String>,
    /// Whether the engine answers.
    pub line_up: RwSignal<bool>,
    /// How far the first sync is.
    pub download: RwSignal<Option<(u64, u64)>>,
    /// Counts changes of the catalogue.
    pub catalogue: RwSignal<u32>,
    /// Who hears the keys.
    pub keys: Keys,
    scans: StoredValue<scanning::Queue>,
    for_buyer: StoredValue<for_buyer::ForBuyer>,
    heard: StoredValue<events::Heard>,
}

impl Desk {
    /// Makes the state around the first status.
    pub fn new(status: StatusView) -> Self {
        showing::adopt_look(&status);
        Self {
            status: RwSignal::new(status),
            ticket: RwSignal::new(None),
            screen: RwSignal::new(Screen::Sell),
            overlay: RwSignal::new(None),
            consent: RwSignal::new(None),
            said: RwSignal::new(None),
            selected: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            times: RwSignal::new(None),
            unknown: RwSignal::new(None),
            search: RwSignal::new(String::new()),
            scale: RwSignal::new(None),
            done: RwSignal::new(None),
            receipt_query: RwSignal::new(String::new()),
            line_up: RwSignal::new(true),
            download: RwSignal::new(None),
            catalogue: RwSignal::new(0),
            keys: Keys::default(),
            scans: StoredValue::new(scanning::Queue::default()),
            for_buyer: StoredValue::new(for_buyer::ForBuyer::default()),
            heard: StoredValue::new(events::Heard::default()),
        }
    }

    /// Finds the state from inside a component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Goes somewhere; what was said there belongs to the past.
    pub fn go(self, screen: Screen) {
        self.overlay.set(None);
        self.said.set(None);
        self.screen.set(screen);
    }

    /// Says something where the cashier looks.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        self.said.set(Some(Said {
            tone,
            text: text.into(),
        }));
    }

    /// Says what was refused, with the bad sound.
    pub fn refuse(self, failure: &Failure) {
        bezmen_kit::beep::bad();
        self.say(Tone::Bad, failure.message.clone());
    }

    /// Locks the till; ticket and shift stay.
    pub fn lock(self) {
        spawn_local(async move {
            if let Err(failure) = self.ask_frame(SignOut {}).await {
                self.refuse(&failure);
            }
        });
    }

    /// The line that + − Del work on.
    pub fn selected_line(self) -> Option<LineView> {
        let selected = self.selected.get()?;
        self.ticket.with(|ticket| {
            ticket
                .as_ref()?
                .lines
                .iter()
                .find(|line| line.line_id == selected)
                .cloned()
        })
    }

    /// Tells whether the ticket has no lines.
    pub fn is_empty(self) -> bool {
        self.ticket
            .with(|ticket| ticket.as_ref().is_none_or(|ticket| ticket.lines.is_empty()))
    }
}
