//! How a call is answered: each room implements [`Answer`] for its calls, and here they all meet.

use std::sync::Arc;

use bezmen_contract::till::{Audience, Call, Request};
use serde_json::Value;

use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::{self, StoreError};

/// A call that the engine answers.
pub trait Answer: Call {
    /// Answers it.
    ///
    /// # Errors
    /// Says why not, and what to do.
    fn answer(self, engine: &Arc<Engine>) -> Result<Self::Reply, Refusal>;
}

/// Lets a call in: a locked till tells nothing of the shop's business, whatever the screen asks.
///
/// # Errors
/// Nobody is signed in, or nobody can be because the till belongs to no company.
fn admit(audience: Audience, engine: &Engine) -> Result<(), Refusal> {
    if audience == Audience::Anyone || engine.signed_in().is_some() {
        return Ok(());
    }
    let is_paired = engine.store.read(store::get_identity)?.is_some();
    match (is_paired, audience) {
        (false, Audience::Technician) => Ok(()),
        (false, _) => Err(Refusal::NotPaired),
        (true, _) => Err(Refusal::SignInRequired),
    }
}

/// Answers a typed call.
///
/// # Errors
/// Says why not, and what to do.
pub fn ask<C: Answer>(call: C, engine: &Arc<Engine>) -> Result<C::Reply, Refusal> {
    admit(C::AUDIENCE, engine)?;
    call.answer(engine)
}

macro_rules! dispatch {
    ($request:expr, $engine:expr, $($call:ident),+ $(,)?) => {
        match $request {
            $(Request::$call(call) => {
                let reply = ask(call, $engine)?;
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
        ListDevices,
        ListChoices,
        TestLabel,
        PreviewLabel,
        PrintLabels,
        CheckPlu,
        SendPlu,
        GetPluSend,
        SavePluFile,
        StartDetection,
        GetDetection,
        StopDetection,
        TryScale,
        GetScaleBench,
        EndScaleTrial,
        OrderScale,
        SaveScaleLog,
        ExplainCode,
        CheckRules,
        GetScannerBench,
        TakeRead,
        TestDisplay,
        TestPrinter,
        AskPrinter,
        TestDrawer,
        ChooseCodeTable,
        ExportProfile,
        ImportProfile,
        ShowPayment,
        Pay,
        ReturnItems,
        FindReceipts,
        GetReceipt,
        Reprint,
        ListPrintJobs,
        RetryPrintJob,
        DropPrintJob,
        GetSyncStatus,
        SyncNow,
        ExportOutbox,
        DismissNotice,
    )
}
