use std::fmt::Write;

use super::Arg;

/// Conditions of a `where` that are put together at run time, with their values.
///
/// The text of a condition is always written in the program; `{}` in it becomes the next parameter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    text: String,
    args: Vec<Arg>,
}

impl Filter {
    /// Starts with one condition.
    pub fn new(condition: &'static str, arg: impl Into<Arg>) -> Self {
        let mut filter = Self::default();
        filter.and(condition, arg);
        filter
    }

    /// Adds a condition with one value.
    pub fn and(&mut self, condition: &'static str, arg: impl Into<Arg>) -> &mut Self {
        self.and_all(condition, [arg.into()])
    }

    /// Adds a condition when there is a value for it.
    pub fn and_some(&mut self, condition: &'static str, arg: Option<impl Into<Arg>>) -> &mut Self {
        if let Some(arg) = arg {
            self.and(condition, arg);
        }
        self
    }

    /// Adds a condition with as many values as it has `{}`.
    pub fn and_all(
        &mut self,
        condition: &'static str,
        args: impl IntoIterator<Item = Arg>,
    ) -> &mut Self {
        if !self.text.is_empty() {
            self.text.push_str(" and ");
        }
        let mut pieces = condition.split("{}");
        self.text.push_str(pieces.next().unwrap_or_default());
        for (piece, arg) in pieces.zip(args) {
            self.args.push(arg);
            // Writing into a `String` cannot fail.
            let _ = write!(self.text, "${}{piece}", self.args.len());
        }
        self
    }

    /// Adds `column in (…)`. An empty list fits nothing.
    pub fn and_in(
        &mut self,
        column: &'static str,
        values: impl IntoIterator<Item = Arg>,
    ) -> &mut Self {
        let marks: Vec<String> = values
            .into_iter()
            .map(|value| {
                self.args.push(value);
                format!("${}", self.args.len())
            })
            .collect();
        if !self.text.is_empty() {
            self.text.push_str(" and ");
        }
        if marks.is_empty() {
            self.text.push_str("1 = 0");
        } else {
            let _ = write!(self.text, "{column} in ({})", marks.join(", "));
        }
        self
    }

    /// The text after `where`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The values in their order. A caller binds what comes after `where` behind them, from [`Filter::next`] on.
    pub fn args(&self) -> Vec<Arg> {
        self.args.clone()
    }

    /// The number of the next parameter.
    pub fn next(&self) -> usize {
        self.args.len() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;
    use crate::platform::db::Arg;

    #[test]
    fn parameters_are_numbered_in_order() {
        let mut filter = Filter::new("a = {}", 1_i64);
        filter
            .and_some("b = {}", None::<i64>)
            .and_all("(c, d) > ({}, {})", [Arg::from(2_i64), Arg::from(3_i64)]);
        filter
            .and_in("e", [Arg::from(4_i64), Arg::from(5_i64)])
            .and_in("f", []);
        assert_eq!(
            filter.text(),
            "a = $1 and (c, d) > ($2, $3) and e in ($4, $5) and 1 = 0"
        );
        assert_eq!(filter.args().len(), 5);
        assert_eq!(filter.next(), 6);
    }
}
