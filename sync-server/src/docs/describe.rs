use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{ContentBuilder, InfoBuilder, OpenApi, Ref, RefOr, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

use bezmen_contract::failure::Failure;

use crate::platform::session;

const ABOUT: &str = "The API of the Bezmen server. The owner's console uses nothing else.\n\n\
    Sums are whole minor units of the company's currency, quantities whole thousandths, times milliseconds since 1970 UTC, \
    business days `YYYY-MM-DD` by the clock of the store. Lists answer a page and the `cursor` of the next. A change names the \
    revision it was made from in `expected_revision` and is refused with `STALE` when somebody else was quicker. Every failure \
    has a stable `code`, a `message` in the language of `accept-language` (`ru`, `en`), and a `correlation_id` for the log.\n\n\
    Sign in with `POST /api/v1/session`; programs send the token as `authorization: Bearer …`.";

/// Adds what no handler says of itself: what the API is, how to sign in, how failures look.
pub fn describe(document: &mut OpenApi) {
    document.info = InfoBuilder::new()
        .title("Bezmen")
        .version("1")
        .description(Some(ABOUT))
        .build();
    let components = document.components.get_or_insert_default();
    components
        .schemas
        .insert("Failure".to_owned(), Failure::schema());
    let mut nested = Vec::new();
    <Failure as ToSchema>::schemas(&mut nested);
    components.schemas.extend(nested);
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let cookie = |name: &str, about: &str| {
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(name, about)))
    };
    let encrypted = cookie(
        session::SECURE_COOKIE,
        "The browser's session where the connection is encrypted: a proxy says `x-forwarded-proto: https`.",
    );
    let plain = cookie(
        session::PLAIN_COOKIE,
        "The browser's session on a plain connection, as on the machine itself.",
    );
    components
        .security_schemes
        .insert("token".to_owned(), bearer.into());
    components
        .security_schemes
        .insert("session".to_owned(), encrypted.into());
    components
        .security_schemes
        .insert("plain_session".to_owned(), plain.into());
    let none: [&str; 0] = [];
    document.security = Some(vec![
        SecurityRequirement::new("token", none),
        SecurityRequirement::new("session", none),
        SecurityRequirement::new("plain_session", none),
    ]);
    let failure = ResponseBuilder::new()
        .description("Refused, or failed")
        .content(
            "application/json",
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Failure")))
                .build(),
        )
        .build();
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.delete,
        ]
        .into_iter()
        .filter_map(Option::as_mut);
        for operation in operations {
            operation
                .responses
                .responses
                .insert("default".to_owned(), RefOr::T(failure.clone()));
        }
    }
}
