//! What each column of a file is.

use bezmen_contract::console::imports::ImportField;

use crate::words::catalog as w;

/// Everything that a column may be.
pub const FIELDS: [ImportField; 9] = [
    ImportField::Skip,
    ImportField::Barcode,
    ImportField::Name,
    ImportField::Price,
    ImportField::Category,
    ImportField::Brand,
    ImportField::Sku,
    ImportField::Unit,
    ImportField::Tax,
];

/// Returns the word that a field is chosen by.
pub const fn code(field: ImportField) -> &'static str {
    match field {
        ImportField::Skip => "skip",
        ImportField::Barcode => "barcode",
        ImportField::Name => "name",
        ImportField::Price => "price",
        ImportField::Category => "category",
        ImportField::Brand => "brand",
        ImportField::Sku => "sku",
        ImportField::Unit => "unit",
        ImportField::Tax => "tax",
    }
}

/// Finds the field chosen by a word.
pub fn field_of(chosen: &str) -> ImportField {
    FIELDS
        .into_iter()
        .find(|field| code(*field) == chosen)
        .unwrap_or(ImportField::Skip)
}

/// What keeps the columns from being imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// No column is the name.
    NoName,
    /// Two columns are the same.
    Twice,
}

impl Obstacle {
    /// Says what to do.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoName => w::need_name(),
            Self::Twice => w::twice(),
        }
    }
}

/// Finds what keeps the columns from being imported. Several columns may be barcodes.
pub fn obstacle(columns: &[ImportField]) -> Option<Obstacle> {
    let count = |field: ImportField| columns.iter().filter(|column| **column == field).count();
    if count(ImportField::Name) == 0 {
        return Some(Obstacle::NoName);
    }
    let single = |field: &ImportField| !matches!(field, ImportField::Skip | ImportField::Barcode);
    FIELDS
        .iter()
        .filter(|field| single(field))
        .any(|field| count(*field) > 1)
        .then_some(Obstacle::Twice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_needed_and_only_barcodes_may_stand_twice() {
        use ImportField::{Barcode, Name, Price, Skip};
        assert_eq!(obstacle(&[Barcode, Price]), Some(Obstacle::NoName));
        assert_eq!(obstacle(&[Name, Price, Price]), Some(Obstacle::Twice));
        assert_eq!(obstacle(&[Name, Barcode, Barcode, Skip, Skip]), None);
    }

    #[test]
    fn every_field_is_found_by_its_word() {
        for field in FIELDS {
            assert_eq!(field_of(code(field)), field);
            assert_eq!(serde_json::to_value(field).unwrap(), code(field));
        }
    }
}
