//! Label scales without a screen.

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{LabelScaleSettings, PluView};
use bezmen_devices::plu::{PluFile, PluFormat};

use super::calls::{checked_goods, errand_of, written};
use super::place::LabelTarget;
use super::sending::send_now;
use crate::bench::guard_of;
use crate::refusal::Refusal;
use crate::settings;
use crate::till::Till;

impl Till {
    /// Checks the shop's weighed goods against a label scale or a file.
    ///
    /// # Errors
    /// The till belongs to no company, or the database refuses.
    pub fn check_plu(&self, target: LabelTarget) -> Result<PluView, Failure> {
        let checked = checked_goods(self.engine(), target, String::new());
        checked.map_err(|refusal| self.fail("check_plu", refusal))
    }

    /// Sends the shop's weighed goods to a label scale, and waits until that has ended.
    ///
    /// # Errors
    /// The scale cannot be used as it is described. What the scale itself refuses is in the answer.
    pub fn send_plu(
        &self,
        scale: &LabelScaleSettings,
        progress: impl FnMut(&PluView),
    ) -> Result<PluView, Failure> {
        let errand = errand_of(self.engine(), scale);
        let errand = errand.map_err(|refusal| self.fail("send_plu", refusal))?;
        if let Some(guard) = guard_of(&errand.address) {
            let words = guard.words(errand.locale).to_owned();
            return Err(Failure::new("PORT_GUARDED", words));
        }
        Ok(send_now(&errand, progress))
    }

    /// Writes the shop's weighed goods as the file of a maker's program.
    ///
    /// # Errors
    /// The till belongs to no company, or the database refuses.
    pub fn plu_file(&self, format: PluFormat) -> Result<PluFile, Failure> {
        let written = written(self.engine(), format).map(|(file, _)| file);
        written.map_err(|refusal| self.fail("plu_file", refusal))
    }

    /// The label scale of the settings.
    ///
    /// # Errors
    /// The database refuses.
    pub fn label_scale(&self) -> Result<Option<LabelScaleSettings>, Failure> {
        let read = self
            .engine()
            .store
            .read(|connection| Ok::<_, Refusal>(settings::current(connection)?.label_scale));
        read.map_err(|refusal| self.fail("label_scale", refusal))
    }
}
