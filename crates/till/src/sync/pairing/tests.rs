use bezmen_domain::id::TenantId;

use super::*;
use crate::fixture::{self, ShopKind};
use crate::{Till, TillOptions};

#[test]
fn without_consent_a_till_stays_in_its_company() {
    let folder = tempfile::tempdir().unwrap();
    let till = Till::open(TillOptions::new(folder.path())).unwrap();
    fixture::seed(&till, ShopKind::GROCERY).unwrap();
    let own = till.store().read(store::get_identity).unwrap().unwrap();
    let other = Identity {
        tenant_id: TenantId::from_parts(2, *b"stranger--"),
        ..own.clone()
    };
    let become_it = |identity: &Identity, has_consent: bool| {
        let identity = identity.clone();
        till.store()
            .write(move |tx| become_terminal(tx, &identity, has_consent))
    };
    let refused = become_it(&other, false);
    assert!(
        matches!(&refused, Err(Trouble::Stays(refusal)) if refusal.code() == "APPROVAL_REQUIRED"),
        "{refused:?}"
    );
    let kept = till.store().read(store::get_identity).unwrap();
    assert_eq!(kept.as_ref(), Some(&own));
    assert_eq!(become_it(&own, false).unwrap(), Joined::SameCompany);
    assert_eq!(become_it(&other, true).unwrap(), Joined::AnotherCompany);
}
