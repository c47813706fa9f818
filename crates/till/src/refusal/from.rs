//! Errors of other rooms as refusals.

use bezmen_contract::failure::Failure;

use super::{CodeRefusal, MarkingRefusal, Refusal};

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<MarkingRefusal> for Refusal {
    fn from(refusal: MarkingRefusal) -> Self {
        Self::Marking(refusal)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Said(Box::new(failure))
    }
}

impl From<CodeRefusal> for Refusal {
    fn from(refusal: CodeRefusal) -> Self {
        Self::Code(refusal)
    }
}
