//! Which identifiers may, and which must, stand together.

use super::dictionary::dictionary;
use super::error::Gs1Error;
use super::identifier::{Ai, AiPattern};
use super::message::{Element, Message};

/// Keys whose serial number is optional, except beside a digital signature.
const SERIALISED_KEYS: [Ai; 3] = [Ai::of(3, 253), Ai::of(3, 255), Ai::of(4, 8003)];

impl Message {
    /// Checks that no identifiers stand together that may not, that none is there twice with different values, and that a
    /// signed key has its serial number.
    ///
    /// # Errors
    /// [`Gs1Error`] names the first pair.
    pub fn check_exclusions(&self) -> Result<(), Gs1Error> {
        for element in &self.elements {
            let Some(entry) = dictionary().find(element.ai) else {
                continue;
            };
            for pattern in &entry.excludes {
                if let Some(other) = self.other(*pattern, element.ai) {
                    return Err(Gs1Error::Excluded {
                        ai: element.ai,
                        other,
                    });
                }
            }
        }
        self.check_repeats()?;
        self.check_signature()
    }

    /// Checks that every identifier has those beside it that it needs.
    ///
    /// A label may spread its data over several barcodes, so one scan may well lack what the next brings.
    ///
    /// # Errors
    /// [`Gs1Error::Required`] names the first that lacks something.
    pub fn check_requirements(&self) -> Result<(), Gs1Error> {
        for element in &self.elements {
            let Some(entry) = dictionary().find(element.ai) else {
                continue;
            };
            for groups in &entry.requires {
                let is_there = |pattern: &AiPattern| self.other(*pattern, element.ai).is_some();
                if !groups.iter().any(|group| group.iter().all(is_there)) {
                    return Err(Gs1Error::Required {
                        ai: element.ai,
                        needs: written(groups),
                    });
                }
            }
        }
        Ok(())
    }

    /// Returns the identifiers that the dictionary does not know.
    pub fn unknown(&self) -> impl Iterator<Item = Ai> {
        let identifiers = self.elements.iter().map(|element| element.ai);
        identifiers.filter(|ai| dictionary().find(*ai).is_none())
    }

    /// Returns an identifier of a pattern other than the one that asks.
    fn other(&self, pattern: AiPattern, asking: Ai) -> Option<Ai> {
        let mut identifiers = self.elements.iter().map(|element| element.ai);
        identifiers.find(|ai| *ai != asking && pattern.matches(*ai))
    }

    fn check_repeats(&self) -> Result<(), Gs1Error> {
        for (index, element) in self.elements.iter().enumerate() {
            let mut before = self.elements.iter().take(index);
            let differs = |other: &Element| other.ai == element.ai && other.value != element.value;
            if before.any(differs) {
                return Err(Gs1Error::Different { ai: element.ai });
            }
        }
        Ok(())
    }

    fn check_signature(&self) -> Result<(), Gs1Error> {
        if self.value(Ai::SIGNATURE).is_none() {
            return Ok(());
        }
        let is_bare = |element: &&Element| {
            SERIALISED_KEYS.contains(&element.ai)
                && dictionary()
                    .find(element.ai)
                    .is_some_and(|entry| element.value.len() == entry.least())
        };
        match self.elements.iter().find(is_bare) {
            Some(element) => Err(Gs1Error::NoSerial { ai: element.ai }),
            None => Ok(()),
        }
    }
}

/// Writes the groups as the dictionary does: `01,02+37`.
fn written(groups: &[Vec<AiPattern>]) -> String {
    let group = |group: &Vec<AiPattern>| {
        let one: Vec<String> = group.iter().map(ToString::to_string).collect();
        one.join("+")
    };
    let groups: Vec<String> = groups.iter().map(group).collect();
    groups.join(",")
}
