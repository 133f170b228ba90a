//! What was measured: a row for each thing, its values here and on the bare pages, and whether the limit is held.

use super::turn::Who;

/// The values of one thing, one for each turn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series(pub Vec<f64>);

/// What the values here must not be more than.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// It is only told, for whoever wants to understand the others.
    Told,
    /// This much.
    Most(f64),
    /// So many times what the bare page has.
    Times(f64),
    /// This much, and less than the bare page has.
    MostAndLess(f64),
}

/// Whether a limit is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is none.
    Told,
    /// It is.
    Holds,
    /// It isn't.
    Over,
    /// Nobody knows.
    NotMeasured,
}

/// One thing.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// In what it is measured.
    pub unit: &'static str,
    /// Here.
    pub ours: Series,
    /// On the page that only counts.
    pub counter: Series,
    /// On the page with an element for each message.
    pub append: Series,
    /// What it must not be more than.
    pub limit: Limit,
    /// Why there are no values, or what is to be known of them.
    pub note: String,
}

impl Series {
    /// The middle one; of an even number the earlier of the two.
    pub fn median(&self) -> Option<f64> {
        let sorted = self.sorted();
        sorted.get(sorted.len().checked_sub(1)? / 2).copied()
    }

    /// The value that so many parts of a hundred don't exceed.
    pub fn percentile(&self, part: usize) -> Option<f64> {
        let sorted = self.sorted();
        sorted.get((sorted.len() * part).div_ceil(100).saturating_sub(1)).copied()
    }

    /// The least and the greatest.
    pub fn spread(&self) -> Option<(f64, f64)> {
        let sorted = self.sorted();
        Some((*sorted.first()?, *sorted.last()?))
    }

    fn sorted(&self) -> Vec<f64> {
        let mut values = self.0.clone();
        values.sort_by(f64::total_cmp);
        values
    }
}

impl Row {
    /// A row without values yet.
    pub fn new(name: impl Into<String>, unit: &'static str, limit: Limit) -> Self {
        let [ours, counter, append] = [(); 3].map(|()| Series::default());
        Self { name: name.into(), unit, ours, counter, append, limit, note: String::new() }
    }

    /// The values of a page.
    pub fn of(&mut self, who: Who) -> &mut Series {
        match who {
            Who::Ours => &mut self.ours,
            Who::Counter | Who::Unkept | Who::Unread => &mut self.counter,
            Who::Append => &mut self.append,
        }
    }

    /// The same with a note.
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// How many times the bare page's value the one here is.
    pub fn ratio(&self) -> Option<f64> {
        Some(self.ours.median()? / self.counter.median().filter(|&bare| bare > 0.0)?)
    }

    /// Whether the limit is held, by the medians.
    pub fn verdict(&self) -> Verdict {
        let ours = self.ours.median();
        let holds = match self.limit {
            Limit::Told => return Verdict::Told,
            Limit::Most(most) => ours.map(|ours| ours <= most),
            Limit::Times(most) => self.ratio().map(|ratio| ratio <= most),
            Limit::MostAndLess(most) => {
                ours.zip(self.counter.median()).map(|(ours, bare)| ours <= most && ours < bare)
            }
        };
        match holds {
            Some(true) => Verdict::Holds,
            Some(false) => Verdict::Over,
            None => Verdict::NotMeasured,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_summed_up() {
        let check = |values: &[f64], expected| {
            let series = Series(values.to_vec());
            assert_eq!((series.median(), series.spread(), series.percentile(95)), expected, "{values:?}");
        };
        check(&[], (None, None, None));
        check(&[7.0], (Some(7.0), Some((7.0, 7.0)), Some(7.0)));
        check(&[3.0, 1.0, 2.0], (Some(2.0), Some((1.0, 3.0)), Some(3.0)));
        check(&[4.0, 3.0, 1.0, 2.0], (Some(2.0), Some((1.0, 4.0)), Some(4.0)));
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        check(&hundred, (Some(50.0), Some((1.0, 100.0)), Some(95.0)));
    }

    #[test]
    fn limits_are_held_or_not() {
        let check = |limit, ours: &[f64], counter: &[f64], expected| {
            let mut row = Row::new("", "ms", limit);
            row.of(Who::Ours).0.extend(ours);
            row.of(Who::Counter).0.extend(counter);
            assert_eq!(row.verdict(), expected, "{row:?}");
        };
        check(Limit::Told, &[9.0], &[], Verdict::Told);
        check(Limit::Most(50.0), &[50.0], &[], Verdict::Holds);
        check(Limit::Most(50.0), &[1.0, 50.1, 60.0], &[], Verdict::Over);
        check(Limit::Most(50.0), &[], &[], Verdict::NotMeasured);
        check(Limit::Times(1.1), &[110.0], &[100.0], Verdict::Holds);
        check(Limit::Times(1.1), &[111.0], &[100.0], Verdict::Over);
        check(Limit::Times(1.1), &[1.0], &[], Verdict::NotMeasured);
        check(Limit::Times(1.1), &[1.0], &[0.0], Verdict::NotMeasured);
        check(Limit::MostAndLess(60.0), &[20.0], &[30.0], Verdict::Holds);
        check(Limit::MostAndLess(60.0), &[61.0], &[90.0], Verdict::Over);
        check(Limit::MostAndLess(60.0), &[30.0], &[30.0], Verdict::Over);
        check(Limit::MostAndLess(60.0), &[30.0], &[], Verdict::NotMeasured);
    }
}
