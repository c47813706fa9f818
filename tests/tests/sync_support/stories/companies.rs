//! A machine that goes from one company to another, and back.

use bezmen_contract::console::account::SignedIn;
use bezmen_contract::till::{
    Approval, FindReceipts, GetReceipt, ListPrintJobs, ListShifts, ListStaff, OpenShift,
    PairingState, PairingView, Scan, SearchCustomers, SignIn, Status, Unpair,
};
use bezmen_domain::money::Money;
use serde_json::{Value, json};

use crate::register::{BREAD, MILK, Register};
use crate::shop::Shop;
use crate::world::on_both;

/// The other company on the same server: its owner has a PIN, and it sells bread.
struct Stranger {
    token: String,
    owner: SignedIn,
}

impl Stranger {
    fn opens(shop: &Shop) -> Self {
        let (token, owner) = shop.register_another("Чужая лавка", "stranger@example.com");
        let stranger = Self { token, owner };
        let pin = format!("/api/v1/people/{}/pin", stranger.owner.me.person_id);
        stranger.ask(shop, "PUT", &pin, &json!({ "pin": "7755" }));
        let bread = json!({ "name": "Батон", "barcodes": [BREAD], "unit": "piece", "price": 4_000, "active": true });
        stranger.ask(shop, "POST", "/api/v1/products", &bread);
        stranger
    }

    fn ask(&self, shop: &Shop, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = shop.try_send(method, path, Some(&self.token), body);
        assert!(status < 300, "{method} {path}: {status} {answer}");
        answer
    }

    /// The owner confirms a code; answers how the till takes it.
    fn confirms(&self, shop: &Shop, register: &Register, code: &PairingView) -> PairingView {
        let store_id = self.owner.me.stores[0].store_id;
        let pair = json!({ "user_code": code.user_code, "store_id": store_id, "name": "Касса" });
        self.ask(shop, "POST", "/api/v1/terminals/pair", &pair);
        register.decided()
    }

    fn consent(&self) -> Approval {
        Approval {
            person_id: self.owner.me.person_id,
            pin: "7755".to_owned(),
            reason: "свой".to_owned(),
        }
    }

    fn signs_in(&self, register: &Register) {
        let sign_in = SignIn {
            person_id: self.owner.me.person_id,
            pin: "7755".to_owned(),
        };
        register.till.ask(sign_in).unwrap();
    }
}

fn latest() -> FindReceipts {
    FindReceipts {
        query: String::new(),
        from_ms: None,
        to_ms: None,
        limit: 100,
    }
}

on_both! {
    a_till_joins_another_company_only_when_nothing_is_left_to_do(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        let consent = world.owner_consents(&register);
        let stranger = Stranger::opens(&world.shop);
        register.open_shift(&world.shop);
        register.till.ask(Scan { text: MILK.to_owned(), quantity: None, approval: None }).unwrap();
        let refused = |words: &str| {
            let code = register.ask_for_code(&world.shop.url(), Some(consent.clone())).unwrap();
            let view = stranger.confirms(&world.shop, &register, &code);
            assert_eq!(view.state, PairingState::Denied);
            assert!(view.hint.contains(words), "{words}: {}", view.hint);
            let status = register.till.ask(Status {}).unwrap();
            assert_eq!(status.company, "Лавка");
            assert!(status.person.is_some(), "whoever sells goes on selling");
        };
        refused("В открытом чеке строк: 1");
        register.sell(&[MILK]);
        refused("Закройте смену");
        register.close_shift(&consent);
        refused("ещё не получил записей");
        // The till is still its company's: with its old token it sends what it holds.
        let counts = register.sync().unwrap();
        assert_eq!((counts.waiting_ops, counts.parked_ops), (0, 0));
        assert_eq!(world.shop.totals().0, 1);
        let code = register.ask_for_code(&world.shop.url(), Some(consent)).unwrap();
        assert_eq!(stranger.confirms(&world.shop, &register, &code).state, PairingState::Paired);
        register.close();
    }

    a_new_company_sees_nothing_of_the_former_and_counts_from_one(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        let consent = world.owner_consents(&register);
        let stranger = Stranger::opens(&world.shop);
        register.open_shift(&world.shop);
        let sold = register.sell(&[MILK, BREAD]);
        register.sell(&[MILK]);
        register.close_shift(&consent);
        register.sync().unwrap();
        let first = world.shop.terminals()[0].terminal_id;

        let code = register.ask_for_code(&world.shop.url(), Some(consent.clone())).unwrap();
        assert_eq!(stranger.confirms(&world.shop, &register, &code).state, PairingState::Paired);
        let status = register.till.ask(Status {}).unwrap();
        assert_eq!((status.company.as_str(), status.person), ("Чужая лавка", None));
        register.sync().unwrap();
        let staff = register.till.ask(ListStaff {}).unwrap();
        assert_eq!(staff.iter().map(|tile| tile.name.as_str()).collect::<Vec<_>>(), ["Чужой"]);
        stranger.signs_in(&register);
        assert_eq!(register.till.ask(Status {}).unwrap().products, 1);
        assert_eq!(register.till.ask(latest()).unwrap(), []);
        let by_code = FindReceipts { query: sold.number.clone(), ..latest() };
        assert_eq!(register.till.ask(by_code).unwrap(), []);
        let receipt = register.till.ask(GetReceipt { sale_id: sold.sale_id });
        assert_eq!(receipt.unwrap_err().code, "RECEIPT_UNKNOWN");
        assert_eq!(register.till.ask(ListShifts { limit: 10 }).unwrap(), []);
        assert_eq!(register.till.ask(ListPrintJobs { limit: 10 }).unwrap(), []);
        assert_eq!(register.till.ask(SearchCustomers { query: String::new(), limit: 10 }).unwrap(), []);

        // The first till of either company has the series A1; each counts from one.
        let shift = register.till.ask(OpenShift { opening_float: Money::ZERO }).unwrap();
        assert_eq!(shift.number, 1);
        assert_eq!(register.sell(&[BREAD]).number, "A1-000001");
        assert_eq!(register.sell(&[BREAD]).number, sold.number.replace("000001", "000002"));
        let counts = register.sync().unwrap();
        assert_eq!((counts.waiting_ops, counts.parked_ops), (0, 0));
        let totals = stranger.ask(&world.shop, "GET", "/api/v1/totals?from=2000-01-01&to=2100-01-01", &Value::Null);
        assert_eq!(totals[0]["sales_count"], 2, "{totals}");
        assert_eq!(register.till.verify().unwrap().faults, Vec::<String>::new());

        // Back at the first company it finds what it made there, and takes nothing of the other along.
        register.close_shift(&stranger.consent());
        assert_eq!(register.till.ask(Unpair {}).unwrap_err().code, "OPS_WAITING");
        register.sync().unwrap();
        assert!(!register.till.ask(Unpair {}).unwrap().paired);
        assert_eq!(register.till.ask(ListStaff {}).unwrap(), []);
        assert_eq!(register.till.ask(latest()).unwrap_err().code, "NOT_PAIRED");
        let code = register.ask_for_code(&world.shop.url(), None).unwrap();
        register.confirmed(&world.shop, &code, "Касса 1", Some(json!(first)));
        register.sync().unwrap();
        register.open_shift(&world.shop);
        let found: Vec<String> = register.till.ask(latest()).unwrap().into_iter().map(|row| row.number).collect();
        assert_eq!(found, ["A1-000002", "A1-000001"]);
        assert_eq!(register.till.ask(ListShifts { limit: 10 }).unwrap()[0].number, 2);
        let receipt = register.till.ask(GetReceipt { sale_id: sold.sale_id }).unwrap();
        assert_eq!(register.give_back(&receipt, &consent).number, "A2-000001");
        let counts = register.sync().unwrap();
        assert_eq!((counts.waiting_ops, counts.parked_ops), (0, 0));
        assert_eq!(world.shop.totals().0, 3);
        assert_eq!(register.till.verify().unwrap().faults, Vec::<String>::new());
        register.close();
    }
}
