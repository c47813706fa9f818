//! What a screen asks of the terminal engine, and what the engine tells the screens.
//!
//! Every question is a struct with a reply type ([`Call`]). One Tauri command and one HTTP route
//! (`POST /call/{name}`, body = the struct, reply = the reply type or a [`crate::failure::Failure`] with status 422)
//! carry them all. The whole list stands in [`Request`].

mod call;
mod device_calls;
mod device_settings;
mod event;
mod label_calls;
mod money_calls;
mod selling_calls;
mod settings_calls;
mod view;

pub use call::{Audience, Call, Request, UnknownCall};
pub use device_calls::{
    AskPrinter, CheckRules, ChooseCodeTable, EndScaleTrial, ExplainCode, ExportProfile,
    GetDetection, GetScaleBench, GetScannerBench, ImportProfile, ListChoices, ListDevices,
    OrderScale, PrinterTest, SaveScaleLog, ScaleOrder, StartDetection, StopDetection, TakeRead,
    TestDisplay, TestDrawer, TestPrinter, TryScale,
};
pub use device_settings::{
    DisplaySettings, LabelPrinterSettings, LabelScaleSettings, MassUnit, PrinterAddress,
    PrinterSettings, ScaleSettings, ScannerMarks, ScannerSettings,
};
pub use event::Event;
pub use label_calls::{
    CheckPlu, GetPluSend, LabelOrder, PreviewLabel, PrintLabels, SavePluFile, SendPlu, TestLabel,
};
pub use money_calls::{
    Approval, CashDirection, CloseShift, CloseShiftPreview, FindReceipts, GetReceipt, GetShift,
    ListShifts, MoveCash, OpenDrawer, OpenShift, Pay, PrintX, Reprint, ReturnChoice, ReturnItems,
    ShowPayment,
};
pub use selling_calls::{
    AddOpenPrice, AddProduct, AddWeighed, AttachCustomer, BindBarcode, CancelTicket,
    CreateCustomer, GetScale, GetTicket, HoldTicket, ListHeld, QuickKeys, RecallTicket, RemoveLine,
    Scan, SearchCustomers, SearchProducts, SetLineDiscount, SetQuantity, SetReceiptDiscount,
};
pub use settings_calls::{
    DismissNotice, DropPrintJob, ExportOutbox, GetSettings, GetSyncStatus, ListPrintJobs,
    ListStaff, PollPairing, RetryPrintJob, SaveSettings, Settings, SignIn, SignOut, StartPairing,
    Status, SyncNow, Theme, Unpair,
};
pub use view::{
    AttemptView, BuyerLine, BuyerMoment, BuyerTicket, BuyerView, CashMoveView, ChoicesView,
    ClosePreview, CodeTableRow, CodeView, CustomerView, DetectionState, DetectionView, DeviceKind,
    DeviceLamp, DeviceView, DisplayTestView, DrawerTestView, ExportedView, HeldTicketView,
    LabelScaleKind, LabelView, LabelsQueuedView, LineView, NoticeView, PairingState, PairingView,
    PersonView, PluFate, PluRowView, PluState, PluView, PortView, PrintJobState, PrintJobView,
    PrintedView, PrinterLamp, PrinterState, PrinterStatusView, PrinterTestView, ProductView,
    ProfileFileView, ProfileView, ProtocolView, QuickCategory, ReceiptLineView, ReceiptRow,
    ReceiptView, RuleConflictView, SaleDone, SavedFileView, ScaleBenchView, ScaleState, ScaleView,
    ScanOutcome, ScanView, ScannerBenchView, ScannerReadRow, SensorLevel, ShiftClosedView,
    ShiftRow, ShiftView, StaffTile, StatusView, SyncLamp, SyncState, SyncStatusView, TaxView,
    TicketView, TrafficRow,
};
