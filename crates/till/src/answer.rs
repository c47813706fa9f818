//! How a call is answered: each room implements [`Answer`] for its calls, and here they all meet.

use std::sync::Arc;

use bezmen_contract::till::{Call, Request};
use serde_json::Value;

use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::StoreError;

/// A call that the engine answers.
pub trait Answer: Call {
    /// Answers it.
    ///
    /// # Errors
    /// Says why not, and what to do.
    fn answer(self, engine: &Arc<Engine>) -> Result<Self::Reply, Refusal>;
}

macro_rules! dispatch {
    ($request:expr, $engine:expr, $($call:ident),+ $(,)?) => {
        match $request {
            $(Request::$call(call) => {
                let reply = call.answer($engine)?;
                serde_json::to_value(reply).map_err(|error| Refusal::Store(StoreError::from(error)))
            })+
        }
    };
}

/// Answers any call. The list is exhaustive: a new call does not compile until a room answers it.
pub fn dispatch(request: Request, engine: &Arc<Engine>) -> Result<Value, Refusal> {
    dispatch!(
        request,
        engine,
        Status,
        ListStaff,
        SignIn,
        SignOut,
        StartPairing,
        PollPairing,
        Unpair,
        GetSettings,
        SaveSettings,
        OpenShift,
        GetShift,
        ListShifts,
        MoveCash,
        OpenDrawer,
        PrintX,
        CloseShiftPreview,
        CloseShift,
        GetTicket,
        Scan,
        SearchProducts,
        QuickKeys,
        AddProduct,
        AddWeighed,
        AddOpenPrice,
        BindBarcode,
        SetQuantity,
        RemoveLine,
        SetLineDiscount,
        SetReceiptDiscount,
        HoldTicket,
        ListHeld,
        RecallTicket,
        CancelTicket,
        SearchCustomers,
        CreateCustomer,
        AttachCustomer,
        GetScale,
        Pay,
        ReturnItems,
        FindReceipts,
        GetReceipt,
        Reprint,
        ListPrintJobs,
        RetryPrintJob,
        PrintTestPage,
        GetSyncStatus,
        SyncNow,
        ExportOutbox,
        DismissNotice,
    )
}
