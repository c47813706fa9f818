//! The list of calls.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    AddOpenPrice, AddProduct, AddWeighed, AskPrinter, AttachCustomer, BindBarcode, CancelTicket,
    CheckPlu, CheckRules, ChooseCodeTable, CloseShift, CloseShiftPreview, CreateCustomer,
    DismissNotice, DropPrintJob, EndScaleTrial, ExplainCode, ExportOutbox, ExportProfile,
    FindReceipts, GetDetection, GetPluSend, GetReceipt, GetScale, GetScaleBench, GetScannerBench,
    GetSettings, GetShift, GetSyncStatus, GetTicket, HoldTicket, ImportProfile, ListChoices,
    ListDevices, ListHeld, ListPrintJobs, ListShifts, ListStaff, MoveCash, OpenDrawer, OpenShift,
    OrderScale, Pay, PollPairing, PreviewLabel, PrintLabels, PrintX, QuickKeys, RecallTicket,
    RemoveLine, Reprint, RetryPrintJob, ReturnItems, SavePluFile, SaveScaleLog, SaveSettings, Scan,
    SearchCustomers, SearchProducts, SendPlu, SetLineDiscount, SetQuantity, SetReceiptDiscount,
    ShowPayment, SignIn, SignOut, StartDetection, StartPairing, Status, StopDetection, SyncNow,
    TakeRead, TestDisplay, TestDrawer, TestLabel, TestPrinter, TryScale, Unpair,
};

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Whoever stands at the till: it is locked or belongs to nobody yet. Such a call tells nothing of the shop's business.
    Anyone,
    /// Whoever sets the machine up while it belongs to nobody; once it is paired, only somebody who is signed in.
    Technician,
    /// Somebody who is signed in; what they may do is decided by the call. Without them the engine answers
    /// `SIGN_IN_REQUIRED`, or `NOT_PAIRED` where nobody can sign in.
    SignedIn,
}

/// A question that a screen may ask of the engine.
pub trait Call: Serialize + DeserializeOwned {
    /// The name on the wire, in snake case.
    const NAME: &'static str;
    /// Who may ask.
    const AUDIENCE: Audience;
    /// What the engine answers.
    type Reply: Serialize + DeserializeOwned;
}

/// Says that no call has the name that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnknownCall {
    /// No call is called so: screen and engine are of different versions.
    Name(String),
    /// The call exists, its arguments do not fit.
    Arguments {
        /// The call.
        name: String,
        /// What serde says about the arguments.
        reason: String,
    },
}

impl std::fmt::Display for UnknownCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => write!(f, "no call is named {name}"),
            Self::Arguments { name, reason } => {
                write!(f, "the arguments of {name} do not fit: {reason}")
            }
        }
    }
}

impl std::error::Error for UnknownCall {}

macro_rules! calls {
    (
        Anyone { $($open:ident => $open_name:literal -> $open_reply:ty),+ $(,)? }
        Technician { $($device:ident => $device_name:literal -> $device_reply:ty),+ $(,)? }
        SignedIn { $($own:ident => $own_name:literal -> $own_reply:ty),+ $(,)? }
    ) => {
        calls! {
            @all
            $($open => $open_name, Anyone -> $open_reply,)+
            $($device => $device_name, Technician -> $device_reply,)+
            $($own => $own_name, SignedIn -> $own_reply,)+
        }
    };
    (@all $($call:ident => $name:literal, $audience:ident -> $reply:ty),+ $(,)?) => {
        $(impl Call for $call {
            const NAME: &'static str = $name;
            const AUDIENCE: Audience = Audience::$audience;
            type Reply = $reply;
        })+

        /// Any call, parsed; the engine matches on it so that no call is forgotten.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[expect(
            clippy::large_enum_variant,
            reason = "a call is taken apart where it arrives; there is one at a time"
        )]
        pub enum Request {
            $(#[doc = concat!("`", $name, "`")] $call($call),)+
        }

        impl Request {
            /// All names, in the order of the list.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// Parses a call by its name and arguments. `null` arguments stand for an empty object.
            pub fn parse(name: &str, arguments: Value) -> Result<Self, UnknownCall> {
                let arguments = if arguments.is_null() { Value::Object(serde_json::Map::new()) } else { arguments };
                match name {
                    $($name => serde_json::from_value(arguments)
                        .map(Self::$call)
                        .map_err(|error| UnknownCall::Arguments { name: name.to_owned(), reason: error.to_string() }),)+
                    other => Err(UnknownCall::Name(other.to_owned())),
                }
            }

            /// The name on the wire.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$call(_) => $name),+ }
            }

            /// Who may ask it.
            pub fn audience(&self) -> Audience {
                match self { $(Self::$call(_) => Audience::$audience),+ }
            }
        }
    };
}

calls! {
    Anyone {
        Status => "status" -> super::StatusView,
        ListStaff => "list_staff" -> Vec<super::StaffTile>,
        SignIn => "sign_in" -> super::StatusView,
        SignOut => "sign_out" -> super::StatusView,
        StartPairing => "start_pairing" -> super::PairingView,
        PollPairing => "poll_pairing" -> super::PairingView,
        GetSettings => "get_settings" -> super::Settings,
        SaveSettings => "save_settings" -> super::Settings,
        GetSyncStatus => "get_sync_status" -> super::SyncStatusView,
        SyncNow => "sync_now" -> super::SyncStatusView,
    }
    Technician {
        GetScale => "get_scale" -> super::ScaleView,
        ListPrintJobs => "list_print_jobs" -> Vec<super::PrintJobView>,
        RetryPrintJob => "retry_print_job" -> Vec<super::PrintJobView>,

        ListDevices => "list_devices" -> Vec<super::DeviceView>,
        ListChoices => "list_choices" -> super::ChoicesView,
        StartDetection => "start_detection" -> super::DetectionView,
        GetDetection => "get_detection" -> super::DetectionView,
        StopDetection => "stop_detection" -> super::DetectionView,
        TryScale => "try_scale" -> super::ScaleBenchView,
        GetScaleBench => "get_scale_bench" -> super::ScaleBenchView,
        EndScaleTrial => "end_scale_trial" -> super::ScaleBenchView,
        OrderScale => "order_scale" -> super::ScaleBenchView,
        SaveScaleLog => "save_scale_log" -> super::SavedFileView,
        ExplainCode => "explain_code" -> super::CodeView,
        CheckRules => "check_rules" -> Vec<super::RuleConflictView>,
        GetScannerBench => "get_scanner_bench" -> super::ScannerBenchView,
        TestDisplay => "test_display" -> super::DisplayTestView,
        TestPrinter => "test_printer" -> super::PrinterTestView,
        AskPrinter => "ask_printer" -> super::PrinterStatusView,
        TestDrawer => "test_drawer" -> super::DrawerTestView,
        TestLabel => "test_label" -> super::LabelView,
        ChooseCodeTable => "choose_code_table" -> super::PrinterSettings,
        ExportProfile => "export_profile" -> super::ProfileFileView,
        ImportProfile => "import_profile" -> super::PrinterSettings,
    }
    SignedIn {
        Unpair => "unpair" -> super::StatusView,
        DropPrintJob => "drop_print_job" -> Vec<super::PrintJobView>,

        OpenShift => "open_shift" -> super::ShiftView,
        GetShift => "get_shift" -> Option<super::ShiftView>,
        ListShifts => "list_shifts" -> Vec<super::ShiftRow>,
        MoveCash => "move_cash" -> super::ShiftView,
        OpenDrawer => "open_drawer" -> (),
        PrintX => "print_x" -> super::PrintedView,
        CloseShiftPreview => "close_shift_preview" -> super::ClosePreview,
        CloseShift => "close_shift" -> super::ShiftClosedView,

        GetTicket => "get_ticket" -> super::TicketView,
        Scan => "scan" -> super::ScanView,
        TakeRead => "take_read" -> bool,
        SearchProducts => "search_products" -> Vec<super::ProductView>,
        QuickKeys => "quick_keys" -> Vec<super::QuickCategory>,
        AddProduct => "add_product" -> super::TicketView,
        AddWeighed => "add_weighed" -> super::TicketView,
        AddOpenPrice => "add_open_price" -> super::TicketView,
        BindBarcode => "bind_barcode" -> super::ScanView,
        SetQuantity => "set_quantity" -> super::TicketView,
        RemoveLine => "remove_line" -> super::TicketView,
        SetLineDiscount => "set_line_discount" -> super::TicketView,
        SetReceiptDiscount => "set_receipt_discount" -> super::TicketView,
        HoldTicket => "hold_ticket" -> super::TicketView,
        ListHeld => "list_held" -> Vec<super::HeldTicketView>,
        RecallTicket => "recall_ticket" -> super::TicketView,
        CancelTicket => "cancel_ticket" -> super::TicketView,
        SearchCustomers => "search_customers" -> Vec<super::CustomerView>,
        CreateCustomer => "create_customer" -> super::CustomerView,
        AttachCustomer => "attach_customer" -> super::TicketView,

        ShowPayment => "show_payment" -> (),
        Pay => "pay" -> super::SaleDone,
        ReturnItems => "return_items" -> super::SaleDone,
        FindReceipts => "find_receipts" -> Vec<super::ReceiptRow>,
        GetReceipt => "get_receipt" -> super::ReceiptView,
        Reprint => "reprint" -> super::PrintedView,

        PreviewLabel => "preview_label" -> super::LabelView,
        PrintLabels => "print_labels" -> super::LabelsQueuedView,
        CheckPlu => "check_plu" -> super::PluView,
        SendPlu => "send_plu" -> super::PluView,
        GetPluSend => "get_plu_send" -> super::PluView,
        SavePluFile => "save_plu_file" -> super::SavedFileView,

        ExportOutbox => "export_outbox" -> super::ExportedView,
        DismissNotice => "dismiss_notice" -> super::SyncStatusView,
    }
}

#[cfg(test)]
mod tests {
    use super::Request;

    #[test]
    fn every_name_is_unique() {
        let mut names = Request::NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Request::NAMES.len());
    }

    #[test]
    fn a_call_without_arguments_parses_from_null() {
        let request =
            Request::parse("status", serde_json::Value::Null).expect("status has no arguments");
        assert_eq!(request.name(), "status");
    }

    #[test]
    fn an_unknown_name_is_said() {
        let error =
            Request::parse("sell_everything", serde_json::Value::Null).expect_err("no such call");
        assert_eq!(error.to_string(), "no call is named sell_everything");
    }
}
