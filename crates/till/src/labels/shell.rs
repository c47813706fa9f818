//! Labels without a screen.

use bezmen_contract::failure::Failure;
use bezmen_devices::label::LabelContent;
use bezmen_devices::transport::Delivery;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::id::ProductId;

use super::choice::{LabelChoice, forget_changes, goods_for_labels};
use super::content::label_of;
use super::print::{label_setup, paper_of};
use crate::printing::{LabelPaper, WaitingLabel};
use crate::refusal::Refusal;
use crate::shop::Shop;
use crate::till::Till;
use crate::{settings, store};

impl Till {
    /// The labels of the goods that were chosen. Goods without a price are left out where they were not named one by one.
    ///
    /// # Errors
    /// A code leads to no product, a product that was named has no price, or there are too many.
    pub fn labels_of(
        &self,
        choice: &LabelChoice,
    ) -> Result<Vec<(ProductId, LabelContent)>, Failure> {
        let engine = self.engine();
        let read = engine.store.read(|connection| {
            let identity = store::get_identity(connection)?.ok_or(Refusal::NotPaired)?;
            let shop = Shop::read(connection, engine, &identity)?;
            let now_ms = engine.clock.now_ms();
            let today = BusinessDate::from_wall(now_ms, shop.utc_offset_minutes);
            let goods = goods_for_labels(connection, engine, choice)?;
            let mut labels = Vec::with_capacity(goods.len());
            for product in goods {
                match label_of(&product, &shop, today) {
                    Ok(label) => labels.push((product.id, label)),
                    Err(Refusal::PriceMissing { .. })
                        if !matches!(choice, LabelChoice::Codes(_)) => {}
                    Err(refusal) => return Err(refusal),
                }
            }
            Ok(labels)
        });
        read.map_err(|refusal| self.fail("labels_of", refusal))
    }

    /// The paper of the label printer; nothing where none is set up.
    ///
    /// # Errors
    /// Its settings cannot be used.
    pub fn label_paper(&self) -> Result<Option<LabelPaper>, Failure> {
        let read = self.engine().store.read(settings::current);
        match read.and_then(|settings| paper_of(&settings)) {
            Ok(paper) => Ok(Some(paper)),
            Err(Refusal::NoLabelPrinter) => Ok(None),
            Err(refusal) => Err(self.fail("label_paper", refusal)),
        }
    }

    /// Prints labels at once on the label printer of the settings.
    ///
    /// # Errors
    /// No label printer is set up, or it does not take them: says what to do.
    pub fn print_labels_now(&self, labels: &[WaitingLabel]) -> Result<Delivery, Failure> {
        let read = self.engine().store.read(|connection| {
            let settings = settings::current(connection)?;
            let printer = settings
                .label_printer
                .as_ref()
                .ok_or(Refusal::NoLabelPrinter)?;
            Ok::<_, Refusal>((label_setup(printer, &settings)?, settings.locale))
        });
        let (setup, locale) = read.map_err(|refusal| self.fail("print_labels", refusal))?;
        let failed = |words: String| Failure::new("LABELS_NOT_PRINTED", words);
        let bytes = setup
            .label_bytes(labels)
            .map_err(|error| failed(error.words(locale)))?;
        setup
            .send(&bytes)
            .map_err(|error| failed(error.words(locale)))
    }

    /// Counts all goods as labelled as they are now.
    ///
    /// # Errors
    /// The till belongs to no company, or the database refuses.
    pub fn labels_are_up_to_date(&self) -> Result<(), Failure> {
        let written = self.engine().store.write(|tx| forget_changes(tx));
        written.map_err(|refusal| self.fail("labels", refusal))
    }
}
