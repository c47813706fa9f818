//! What the screens draw.

mod money_views;
mod selling_views;
mod status_views;

pub use money_views::{
    CashMoveView, ClosePreview, HeldTicketView, PrintedView, ReceiptLineView, ReceiptRow,
    ReceiptView, SaleDone, ShiftClosedView, ShiftRow, ShiftView,
};
pub use selling_views::{
    CustomerView, LineView, ProductView, QuickCategory, ScaleState, ScaleView, ScanOutcome,
    ScanView, TaxView, TicketView,
};
pub use status_views::{
    ExportedView, NoticeView, PairingState, PairingView, PersonView, PrintJobState, PrintJobView,
    PrinterLamp, PrinterState, StaffTile, StatusView, SyncLamp, SyncState, SyncStatusView,
};
