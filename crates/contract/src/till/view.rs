//! What the screens draw.

mod buyer_views;
mod device_views;
mod label_views;
mod money_views;
mod selling_views;
mod status_views;

pub use buyer_views::{BuyerLine, BuyerMoment, BuyerTicket, BuyerView};
pub use device_views::{
    AttemptView, ChoicesView, CodeTableRow, CodeView, DetectionState, DetectionView, DeviceKind,
    DeviceLamp, DeviceView, DisplayTestView, DrawerTestView, PortView, PrinterStatusView,
    PrinterTestView, ProfileFileView, ProfileView, ProtocolView, RuleConflictView, SavedFileView,
    ScaleBenchView, ScannerBenchView, ScannerReadRow, SensorLevel, TrafficRow,
};
pub use label_views::{
    LabelScaleKind, LabelView, LabelsQueuedView, PluFate, PluRowView, PluState, PluView,
};
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
