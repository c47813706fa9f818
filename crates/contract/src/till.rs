//! What a screen asks of the terminal engine, and what the engine tells the screens.
//!
//! Every question is a struct with a reply type ([`Call`]). One Tauri command and one HTTP route
//! (`POST /call/{name}`, body = the struct, reply = the reply type or a [`crate::failure::Failure`] with status 422)
//! carry them all. The whole list stands in [`Request`].

mod call;
mod event;
mod money_calls;
mod selling_calls;
mod settings_calls;
mod view;

pub use call::{Audience, Call, Request, UnknownCall};
pub use event::Event;
pub use money_calls::{
    Approval, CashDirection, CloseShift, CloseShiftPreview, FindReceipts, GetReceipt, GetShift,
    ListShifts, MoveCash, OpenDrawer, OpenShift, Pay, PrintX, Reprint, ReturnChoice, ReturnItems,
};
pub use selling_calls::{
    AddOpenPrice, AddProduct, AddWeighed, AttachCustomer, BindBarcode, CancelTicket,
    CreateCustomer, GetScale, GetTicket, HoldTicket, ListHeld, QuickKeys, RecallTicket, RemoveLine,
    Scan, SearchCustomers, SearchProducts, SetLineDiscount, SetQuantity, SetReceiptDiscount,
};
pub use settings_calls::{
    DismissNotice, ExportOutbox, GetSettings, GetSyncStatus, ListPrintJobs, ListStaff, PollPairing,
    PrintTestPage, PrinterAddress, PrinterSettings, RetryPrintJob, SaveSettings, ScaleSettings,
    Settings, SignIn, SignOut, StartPairing, Status, SyncNow, Theme, Unpair,
};
pub use view::{
    CashMoveView, ClosePreview, CustomerView, ExportedView, HeldTicketView, LineView, NoticeView,
    PairingState, PairingView, PersonView, PrintJobState, PrintJobView, PrintedView, PrinterLamp,
    PrinterState, ProductView, QuickCategory, ReceiptLineView, ReceiptRow, ReceiptView, SaleDone,
    ScaleState, ScaleView, ScanOutcome, ScanView, ShiftClosedView, ShiftRow, ShiftView, StaffTile,
    StatusView, SyncLamp, SyncState, SyncStatusView, TaxView, TicketView,
};
