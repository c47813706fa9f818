//! The desk: where a call that writes does its work, inside one transaction.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use bezmen_contract::till::Event;
use bezmen_contract::wire::fact::{AuditFact, V1, kind};
use bezmen_domain::id::{OpId, PaymentId, PersonId};
use bezmen_domain::money::Money;
use bezmen_domain::permission::{Limits, Permission, limits_of};
use rusqlite::Connection;
use serde::Serialize;

use crate::buyer::Paid;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::shop::Shop;
use crate::store::{self, Identity, LoggedOp, OpHead, PersonRecord, ShiftRecord, StoreError};
use crate::{print_queue, status};

/// The clock may stand this far behind the last fact before somebody is told.
const CLOCK_BACK_TOLERANCE_MS: i64 = 120_000;

/// Somebody who consents, PIN checked.
#[derive(Debug, Clone)]
pub struct Approver {
    /// Who.
    pub person: PersonRecord,
    /// Why, in their words.
    pub reason: String,
}

/// What follows from a transaction once it is committed.
#[derive(Debug, Default)]
pub struct Effects {
    /// What the screens are told.
    pub events: Vec<Event>,
    /// Operations added.
    pub ops: u32,
    /// Print jobs added.
    pub print_jobs: u32,
    /// What the buyer paid.
    pub paid: Option<Paid>,
}

/// An open transaction with everything a room needs to do its work.
pub struct Desk<'t> {
    /// The database, inside the transaction.
    pub tx: &'t Connection,
    /// The till's shared state.
    pub engine: &'t Arc<Engine>,
    /// Who this till is.
    pub identity: Identity,
    /// The end of the log.
    pub head: OpHead,
    /// The clock of the computer.
    pub wall_ms: i64,
    /// Who consents, if anybody.
    pub approver: Option<Approver>,
    /// What follows after the commit.
    pub effects: Effects,
    shop: OnceCell<Rc<Shop>>,
}

impl<'t> Desk<'t> {
    pub(crate) fn open(
        tx: &'t Connection,
        engine: &'t Arc<Engine>,
        approver: Option<Approver>,
    ) -> Result<Self, Refusal> {
        let identity = store::get_identity(tx)?.ok_or(Refusal::NotPaired)?;
        let head = store::head(tx)?.ok_or(Refusal::NotPaired)?;
        let wall_ms = engine.clock.now_ms();
        let desk = Self {
            tx,
            engine,
            identity,
            head,
            wall_ms,
            approver,
            effects: Effects::default(),
            shop: OnceCell::new(),
        };
        if desk.head.business_ms - wall_ms > CLOCK_BACK_TOLERANCE_MS {
            store::put_notice(tx, "CLOCK_BACK", desk.head.business_ms, "{}")?;
        }
        Ok(desk)
    }

    /// Ends the work; what the screens are told tells the lamps that it changed.
    pub(crate) fn finish(mut self) -> Effects {
        if self.effects.print_jobs > 0 {
            self.tell_lamp(print_queue::lamp(self.tx, self.engine), Event::Printer);
        }
        if self.effects.ops > 0 {
            self.tell_lamp(status::sync_lamp(self.tx, self.engine), Event::Sync);
        }
        self.effects
    }

    /// No work is undone because a lamp cannot be read.
    fn tell_lamp<L>(&mut self, lamp: Result<L, Refusal>, event: fn(L) -> Event) {
        match lamp {
            Ok(lamp) => self.tell(event(lamp)),
            Err(refusal) => tracing::error!(error = %refusal, "a lamp could not be read"),
        }
    }

    /// Business time: the clock, which never goes backwards at one till.
    pub fn now_ms(&self) -> i64 {
        self.wall_ms.max(self.head.business_ms)
    }

    /// The time part of a new id.
    pub fn id_ms(&self) -> u64 {
        u64::try_from(self.now_ms()).unwrap_or_default()
    }

    /// Random part of a new id.
    pub fn random(&self) -> [u8; 10] {
        self.engine.random()
    }

    /// The id of a new payment.
    pub fn payment_id(&self) -> PaymentId {
        PaymentId::from_parts(self.id_ms(), self.random())
    }

    /// Names, currency, language and rules of the shop.
    pub fn shop(&self) -> Result<Rc<Shop>, Refusal> {
        if let Some(shop) = self.shop.get() {
            return Ok(Rc::clone(shop));
        }
        let shop = Rc::new(Shop::read(self.tx, self.engine, &self.identity)?);
        Ok(Rc::clone(self.shop.get_or_init(|| shop)))
    }

    /// Who is signed in.
    pub fn person(&self) -> Result<PersonRecord, Refusal> {
        let id = self.engine.signed_in().ok_or(Refusal::SignInRequired)?;
        store::get_person(self.tx, id)?.ok_or(Refusal::SignInRequired)
    }

    /// The open shift.
    pub fn shift(&self) -> Result<ShiftRecord, Refusal> {
        store::open_shift(self.tx)?.ok_or(Refusal::ShiftClosed)
    }

    /// Lets the person through who may do it, or the one who consents; answers who consented.
    pub fn require(
        &self,
        person: &PersonRecord,
        permission: Permission,
    ) -> Result<Option<PersonId>, Refusal> {
        if person.role.may(permission) {
            return Ok(None);
        }
        match &self.approver {
            None => Err(Refusal::ApprovalRequired { permission }),
            Some(approver)
                if approver.person.role.may(Permission::Approve)
                    && approver.person.role.may(permission) =>
            {
                Ok(Some(approver.person.id))
            }
            Some(_) => Err(Refusal::ApproverMayNot { permission }),
        }
    }

    /// The same for a limit: `fits` tells whether somebody's limits allow it, `refusal` says that they do not.
    pub fn require_limit(
        &self,
        person: &PersonRecord,
        fits: impl Fn(&Limits) -> bool,
        refusal: impl FnOnce(&Limits) -> Refusal,
    ) -> Result<Option<PersonId>, Refusal> {
        if fits(&limits_of(person.role)) {
            return Ok(None);
        }
        match &self.approver {
            Some(approver) if approver.person.role.may(Permission::Approve) => {
                let limits = limits_of(approver.person.role);
                if fits(&limits) {
                    Ok(Some(approver.person.id))
                } else {
                    Err(refusal(&limits))
                }
            }
            Some(_) | None => Err(refusal(&limits_of(person.role))),
        }
    }

    /// Appends an operation of version 1.
    pub fn log(&mut self, kind: &str, body: &impl Serialize) -> Result<LoggedOp, Refusal> {
        let body = serde_json::to_string(body).map_err(StoreError::from)?;
        let op_id = OpId::from_parts(self.id_ms(), self.random());
        let op = store::append_op(
            self.tx,
            self.identity.terminal_id,
            &mut self.head,
            (op_id, kind, V1),
            self.wall_ms,
            &body,
        )?;
        self.effects.ops += 1;
        Ok(op)
    }

    /// Puts something into the audit trail.
    pub fn audit(
        &mut self,
        person: &PersonRecord,
        action: &str,
        subject: String,
        amount: Option<Money>,
    ) -> Result<(), Refusal> {
        let fact = AuditFact {
            action: action.to_owned(),
            person_id: Some(person.id),
            approved_by: self.approver.as_ref().map(|approver| approver.person.id),
            reason: self
                .approver
                .as_ref()
                .map(|approver| approver.reason.clone())
                .unwrap_or_default(),
            amount,
            subject,
            at_ms: self.now_ms(),
        };
        self.log(kind::AUDIT, &fact)?;
        Ok(())
    }

    /// Tells the screens after the commit.
    pub fn tell(&mut self, event: Event) {
        self.effects.events.push(event);
    }
}
