//! A locked till: whoever stands at it learns nothing of the shop's business.

use bezmen_contract::till::Request;
use serde_json::{Value, json};

use super::desk::{Desk, KEFIR, MILK};

/// Whether a locked till answers. Every call stands here, so that a new one cannot be forgotten.
fn is_open(request: &Request) -> bool {
    match request {
        Request::Status(_)
        | Request::ListStaff(_)
        | Request::SignIn(_)
        | Request::SignOut(_)
        | Request::PollPairing(_)
        | Request::GetSettings(_)
        | Request::SaveSettings(_)
        | Request::GetSyncStatus(_)
        | Request::SyncNow(_) => true,
        // Of a till that is paired and well it asks who is signed in by itself.
        Request::StartPairing(_) => false,
        Request::Unpair(_)
        | Request::OpenShift(_)
        | Request::GetShift(_)
        | Request::ListShifts(_)
        | Request::MoveCash(_)
        | Request::OpenDrawer(_)
        | Request::PrintX(_)
        | Request::CloseShiftPreview(_)
        | Request::CloseShift(_)
        | Request::GetTicket(_)
        | Request::Scan(_)
        | Request::SearchProducts(_)
        | Request::QuickKeys(_)
        | Request::AddProduct(_)
        | Request::AddWeighed(_)
        | Request::AddOpenPrice(_)
        | Request::BindBarcode(_)
        | Request::SetQuantity(_)
        | Request::RemoveLine(_)
        | Request::SetLineDiscount(_)
        | Request::SetReceiptDiscount(_)
        | Request::HoldTicket(_)
        | Request::ListHeld(_)
        | Request::RecallTicket(_)
        | Request::CancelTicket(_)
        | Request::SearchCustomers(_)
        | Request::CreateCustomer(_)
        | Request::AttachCustomer(_)
        | Request::GetScale(_)
        | Request::ListDevices(_)
        | Request::ListChoices(_)
        | Request::StartDetection(_)
        | Request::GetDetection(_)
        | Request::StopDetection(_)
        | Request::TryScale(_)
        | Request::GetScaleBench(_)
        | Request::EndScaleTrial(_)
        | Request::OrderScale(_)
        | Request::SaveScaleLog(_)
        | Request::ExplainCode(_)
        | Request::CheckRules(_)
        | Request::GetScannerBench(_)
        | Request::TakeRead(_)
        | Request::TestLabel(_)
        | Request::PreviewLabel(_)
        | Request::PrintLabels(_)
        | Request::CheckPlu(_)
        | Request::SendPlu(_)
        | Request::GetPluSend(_)
        | Request::SavePluFile(_)
        | Request::TestDisplay(_)
        | Request::TestPrinter(_)
        | Request::AskPrinter(_)
        | Request::TestDrawer(_)
        | Request::ChooseCodeTable(_)
        | Request::ExportProfile(_)
        | Request::ImportProfile(_)
        | Request::ShowPayment(_)
        | Request::Pay(_)
        | Request::ReturnItems(_)
        | Request::FindReceipts(_)
        | Request::GetReceipt(_)
        | Request::Reprint(_)
        | Request::ListPrintJobs(_)
        | Request::RetryPrintJob(_)
        | Request::DropPrintJob(_)
        | Request::ExportOutbox(_)
        | Request::DismissNotice(_) => false,
    }
}

/// Arguments that fit every call: what a call does not know it passes over.
fn arguments(settings: &Value, sale_id: &Value) -> Value {
    let id = "01890000-0000-7000-8000-000000000001";
    let mut arguments = json!({
        "person_id": id, "pin": "0000", "server_url": "http://127.0.0.1:9", "settings": settings,
        "opening_float": 0, "counted_cash": 0, "limit": 100, "cash_move_id": id, "direction": "in", "amount": 1,
        "reason": "почему", "text": MILK, "query": "", "product_id": id, "price": 1, "quantity": 1_000, "name": "x",
        "barcode": "5901234123457", "line_id": id, "discount": null, "held_id": id, "customer_id": null,
        "ticket_id": id, "expected_total": 0, "tenders": [], "return_id": id, "sale_id": sale_id, "items": [],
        "job_id": id, "notice_id": 1, "address": "127.0.0.1:9", "order": "zero",
        "scale": { "address": "127.0.0.1:9", "protocol": "mt_sics", "kind": "cas_lp" },
        "labels": [{ "product_id": id, "copies": 1 }], "prints": false,
        "label_printer": { "address": "printer", "language": "escpos", "width_mm": 58, "height_mm": 40, "dpi": 203 },
        "test": "cut", "number": 17, "page": "cp866",
        "printer": { "address": { "kind": "tcp", "address": "127.0.0.1:9" }, "profile": "epson", "drawer": true },
    });
    arguments["taken"] = json!([]);
    arguments["display"] = json!({ "address": "127.0.0.1:9", "protocol": "dm-d" });
    arguments
}

#[test]
fn a_locked_till_tells_nothing_of_the_shops_business() {
    let desk = Desk::open();
    desk.scan(MILK);
    let sold = desk.pay(Desk::cash(8_990));
    desk.scan(MILK);
    desk.ok("hold_ticket", json!({ "note": "синяя куртка" }));
    desk.scan(KEFIR);
    let settings = desk.ok("get_settings", Value::Null);
    let arguments = arguments(&settings, &sold["sale_id"]);
    // Somebody who is signed in is asked for nothing more than a right, so the arguments are good ones.
    for name in ["find_receipts", "get_receipt", "search_customers"] {
        desk.ok(name, arguments.clone());
    }
    desk.ok("sign_out", json!({}));
    let secrets = [
        "Молоко",
        "Кефир",
        "Покупателев",
        "9123456789",
        "синяя куртка",
        "A1-000001",
        "8990",
        sold["sale_id"].as_str().unwrap(),
    ];
    for name in Request::NAMES {
        let request = Request::parse(name, arguments.clone()).unwrap();
        let is_open = is_open(&request);
        let answer = desk.till().call(request);
        if !is_open {
            assert_eq!(answer.unwrap_err().code, "SIGN_IN_REQUIRED", "{name}");
            continue;
        }
        let said = match answer {
            Ok(reply) => reply.to_string(),
            Err(failure) => {
                assert_ne!(failure.code, "SIGN_IN_REQUIRED", "{name}");
                failure.message
            }
        };
        for secret in secrets {
            assert!(!said.contains(secret), "{name} tells {secret}: {said}");
        }
    }
    let status = desk.ok("status", Value::Null);
    assert_eq!(status["store"], "Лавка на Садовой");
    assert_eq!(status["person"], Value::Null);
    desk.sign_in(bezmen_till::fixture::cashier(), "1111");
    assert_eq!(
        desk.ticket()["lines"][0]["name"],
        "Кефир 1 % 900 г",
        "the open ticket stays"
    );
}
