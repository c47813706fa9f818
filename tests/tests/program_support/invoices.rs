//! The file of invoices, added up here anew: what must become of each line, and what each day takes by each tender.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// Takings by day and tender: sales and returns, in minor units.
pub type Takings = BTreeMap<(String, String), (i64, i64)>;

/// How many of an article went over the counter: by `sale` or `return`, invoice, name and price in minor units. What
/// comes back is called as it was when it was sold, which the line that takes it back need not know: its name is left out.
pub type Goods = BTreeMap<(String, String, String, i64), i64>;

/// A line that no rule of the till allows: its invoice, the reason and the amount.
pub type Forbidden = (String, String, i64);

/// What the file says must happen.
#[derive(Default)]
pub struct Expected {
    pub invoices: u64,
    /// Numbers of the lines that are sold; the heading is line 1.
    pub sold: BTreeSet<u64>,
    /// Numbers of the lines that come back.
    pub returned: BTreeSet<u64>,
    pub skipped: BTreeMap<u64, Forbidden>,
    pub goods: Goods,
    pub takings: Takings,
    pub customers: BTreeSet<String>,
}

/// The whole text of the collected invoices, which lie beside the project, or of made-up ones where they are absent.
/// `BEZMEN_REPLAY_LINES` takes so many of its first lines only.
pub fn text() -> String {
    // Tests run in the folder of their package.
    let file = Path::new("../../shared/data/online_retail.tsv.gz");
    let whole = if file.exists() {
        unpacked(file)
    } else {
        eprintln!(
            "skipped: the real invoices are not beside the project ({}); made-up ones are sold instead",
            file.display()
        );
        made_up()
    };
    let lines = std::env::var("BEZMEN_REPLAY_LINES").map(|text| text.parse::<usize>().unwrap());
    match lines {
        Ok(lines) => whole.split_inclusive('\n').take(1 + lines).collect(),
        Err(_) => whole,
    }
}

fn unpacked(file: &Path) -> String {
    let mut child = Command::new("gzip")
        .arg("-dc")
        .arg(file)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("gzip");
    let mut text = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert!(child.wait().unwrap().success());
    text
}

/// Six hundred invoices over thirty days, every fifth a cancellation, with lines that may not be sold.
fn made_up() -> String {
    let mut text = "InvoiceNo\tStockCode\tDescription\tQuantity\tInvoiceDate\tUnitPrice\tCustomerID\tCountry\n".to_owned();
    for invoice in 0..600_i64 {
        let back = invoice % 5 == 4;
        let (letter, sign) = if back { ("C", -1) } else { ("", 1) };
        for line in 0..(1 + invoice % 7) {
            let price = match (invoice + line) % 50 {
                0 => "0.000".to_owned(),
                1 => "0.005".to_owned(),
                2 => "-3.250".to_owned(),
                _ => format!("{}.{:02}0", 1 + line, 10 + line),
            };
            let quantity = if (invoice * 7 + line) % 40 == 0 {
                -1
            } else {
                1
            } * sign
                * (1 + (invoice + line) % 9);
            let customer = if invoice % 4 == 0 {
                String::new()
            } else {
                format!("1{}", invoice % 9)
            };
            let (day, hour, minute) = (1 + invoice / 20, 8 + invoice % 20 / 2, invoice % 2 * 30);
            writeln!(
                text,
                "{letter}{invoice}\tA{line}\tArticle {line}\t{quantity}\t2011-06-{day:02} {hour:02}:{minute:02}:00\t{price}\t{customer}\tUK"
            )
            .unwrap();
        }
    }
    text
}

/// A line that may be sold or taken back.
struct Good<'t> {
    code: &'t str,
    quantity: i64,
    price_minor: i64,
}

/// An invoice as it stands in the file.
struct Invoice<'t> {
    number: &'t str,
    day: &'t str,
    customer: &'t str,
    good: Vec<Good<'t>>,
}

/// A line of a known customer that has not come back yet.
struct Kept {
    price_minor: i64,
    quantity: i64,
    tender: &'static str,
}

impl Expected {
    /// Adds the file up by the rules: a cancellation takes back what its customer bought last at that price, in the way it
    /// was paid; every other invoice is paid by card.
    pub fn of(text: &str) -> Self {
        let mut expected = Self::default();
        let invoices = expected.sorted(text);
        expected.invoices = invoices.len() as u64;
        let mut kept: HashMap<(&str, &str), Vec<Kept>> = HashMap::new();
        for (index, invoice) in invoices.iter().enumerate() {
            let tender = if index % 2 == 0 { "cash" } else { "card" };
            if !invoice.good.is_empty() && !invoice.customer.is_empty() {
                expected.customers.insert(invoice.customer.to_owned());
            }
            for good in &invoice.good {
                let of_customer = kept.entry((invoice.customer, good.code)).or_default();
                if !invoice.number.starts_with('C') {
                    expected.taken(invoice.day, tender).0 += good.quantity * good.price_minor;
                    of_customer.push(Kept {
                        price_minor: good.price_minor,
                        quantity: good.quantity,
                        tender,
                    });
                    continue;
                }
                let mut rest = good.quantity;
                let known = of_customer.iter_mut().rev();
                for line in known.filter(|line| {
                    line.price_minor == good.price_minor && !invoice.customer.is_empty()
                }) {
                    let part = rest.min(line.quantity);
                    if part > 0 {
                        (line.quantity, rest) = (line.quantity - part, rest - part);
                        expected.taken(invoice.day, line.tender).1 += part * good.price_minor;
                    }
                }
                if rest > 0 {
                    expected.taken(invoice.day, tender).1 += rest * good.price_minor;
                }
            }
        }
        expected
    }

    fn taken(&mut self, day: &str, tender: &str) -> &mut (i64, i64) {
        self.takings
            .entry((day.to_owned(), tender.to_owned()))
            .or_default()
    }

    /// Puts every line where it belongs; answers the invoices in the order of their first lines.
    fn sorted<'t>(&mut self, text: &'t str) -> Vec<Invoice<'t>> {
        let mut invoices: Vec<Invoice<'t>> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (number, line) in (1..).zip(text.lines()).skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let (invoice, code) = (fields[0], fields[1].trim());
            // What has no description is called by its code.
            let name = Some(fields[2].trim())
                .filter(|name| !name.is_empty())
                .unwrap_or(code);
            let quantity: i64 = fields[3].parse().unwrap();
            let milli = milli(fields[5]);
            let place = *places.entry(invoice).or_insert_with(|| {
                invoices.push(Invoice {
                    number: invoice,
                    day: &fields[4][..10],
                    customer: fields[6].trim(),
                    good: Vec::new(),
                });
                invoices.len() - 1
            });
            let is_back = invoice.starts_with('C');
            let reason = match (is_back, quantity, milli) {
                (true, 1.., _) => "quantity_positive_in_cancellation",
                (false, ..0, _) => "quantity_negative_in_sale",
                (_, 0, _) => "quantity_zero",
                (_, _, ..0) => "price_negative",
                (_, _, 0) => "price_zero",
                (_, _, milli) if milli % 10 != 0 => "price_below_minor_unit",
                _ => {
                    let lines = if is_back {
                        &mut self.returned
                    } else {
                        &mut self.sold
                    };
                    lines.insert(number);
                    let kind = if is_back { "return" } else { "sale" };
                    let goods = (
                        kind.to_owned(),
                        invoice.to_owned(),
                        if is_back {
                            String::new()
                        } else {
                            name.to_owned()
                        },
                        milli / 10,
                    );
                    *self.goods.entry(goods).or_default() += quantity.abs();
                    invoices[place].good.push(Good {
                        code,
                        quantity: quantity.abs(),
                        price_minor: milli / 10,
                    });
                    continue;
                }
            };
            // The product in thousandths, rounded half away from zero to hundredths.
            let product = quantity * milli;
            let amount = (product.abs() + 5) / 10 * product.signum();
            self.skipped
                .insert(number, (invoice.to_owned(), reason.to_owned(), amount));
        }
        invoices
    }
}

/// Prices of the file have at most three decimals.
fn milli(price: &str) -> i64 {
    let (whole, decimals) = price.split_once('.').unwrap_or((price, ""));
    format!("{whole}{decimals:0<3}").parse().unwrap()
}
