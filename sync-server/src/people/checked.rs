use bezmen_contract::console::people::PersonInput;
use bezmen_domain::id::{PersonId, TenantId};
use bezmen_domain::permission::Role;

use super::refusals;
use crate::app::App;
use crate::platform::db::{Arg, Tx, sql};
use crate::platform::http::{ApiError, fields};
use crate::tenants::{NewCompany, refuse_crowded_email};

/// A person's card as typed, checked against its own rules.
pub(super) struct CheckedPerson {
    name: String,
    role: Role,
    email: Option<String>,
    /// Of the password that was typed, if one was.
    pub(super) new_hash: Option<String>,
    active: bool,
}

impl CheckedPerson {
    /// Checks what was typed. Hashing takes a while, so this happens before the transaction begins.
    pub(super) async fn new(input: &PersonInput) -> Result<Self, ApiError> {
        let email = (!input.email.trim().is_empty())
            .then(|| fields::email(&input.email))
            .transpose()?;
        let new_hash = match &input.password {
            Some(password) => Some(NewCompany::hash_password(password).await?),
            None => None,
        };
        Ok(Self {
            name: fields::name(&input.name)?,
            role: input.role,
            email,
            new_hash,
            active: input.active,
        })
    }

    /// Refuses an e-mail, other than the one they have, that already signs in to too many companies.
    pub(super) async fn refuse_crowded_email(
        &self,
        app: &App,
        has: Option<&str>,
    ) -> Result<(), ApiError> {
        match self.email.as_deref() {
            Some(email) if Some(email) != has => refuse_crowded_email(app, email).await,
            _ => Ok(()),
        }
    }

    /// The values of `name, role, email, password_hash, active`. Refuses an e-mail that somebody else of the company signs
    /// in with, and one without a password.
    pub(super) async fn columns(
        self,
        tx: &mut Tx,
        tenant_id: TenantId,
        id: PersonId,
        has_hash: Option<String>,
    ) -> Result<[Arg; 5], ApiError> {
        let hash = self.new_hash.or(has_hash);
        if let Some(email) = &self.email {
            refuse_taken_email(tx, tenant_id, id, email).await?;
            if hash.is_none() {
                return Err(refusals::PASSWORD_NEEDED.into());
            }
        }
        Ok([
            self.name.into(),
            self.role.code().into(),
            self.email.into(),
            hash.into(),
            self.active.into(),
        ])
    }
}

async fn refuse_taken_email(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: PersonId,
    email: &str,
) -> Result<(), ApiError> {
    let taken: Option<(String,)> =
        sql("select name from person where tenant_id = $1 and email = $2 and id <> $3")
            .bind(tenant_id)
            .bind(email)
            .bind(id)
            .optional(tx)
            .await?;
    taken.map_or(Ok(()), |(name,)| Err(refusals::EMAIL_TAKEN.about(name)))
}
