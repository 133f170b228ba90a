//! What the time of a row is told from: the day, the opening of its connection, or the row before.

use super::Seq;
use crate::time::Micros;

/// How the times of rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeShown {
    /// The time of day.
    #[default]
    OfDay,
    /// Since the connection was opened; what came before that has a minus.
    SinceOpening,
    /// Since the row before it among those that are shown.
    SincePrevious,
}

impl TimeShown {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::OfDay, Self::SinceOpening, Self::SincePrevious];

    /// The name by which it is chosen.
    pub fn name(self) -> &'static str {
        match self {
            Self::OfDay => "day",
            Self::SinceOpening => "opening",
            Self::SincePrevious => "previous",
        }
    }
}

/// When each connection of a session was opened, as far as rows of it are kept.
#[derive(Clone, Debug, Default)]
pub struct Openings(Vec<Connection>);

#[derive(Clone, Debug)]
struct Connection {
    /// The row that says that it is being connected.
    first: Seq,
    opened: Option<Micros>,
}

impl Openings {
    /// A connection begins with that row. Those of which no row is left, since `oldest` is the oldest that is kept, are
    /// forgotten.
    pub fn begin(&mut self, first: Seq, oldest: Seq) {
        self.0.push(Connection { first, opened: None });
        let gone = self.0.partition_point(|connection| connection.first <= oldest).saturating_sub(1);
        self.0.drain(..gone);
    }

    /// The connection that was begun last is open.
    pub fn open(&mut self, at: Micros) {
        if let Some(connection) = self.0.last_mut() {
            connection.opened = Some(at);
        }
    }

    /// When the connection that a row belongs to was opened, if it ever was.
    pub fn of(&self, seq: Seq) -> Option<Micros> {
        let after = self.0.partition_point(|connection| connection.first <= seq);
        self.0.get(after.checked_sub(1)?)?.opened
    }
}

/// From one point in time to another, with its sign: `+12.345 s`, `−352 µs`.
pub fn offset(from: Micros, to: Micros) -> String {
    let sign = if to < from { '\u{2212}' } else { '+' };
    format!("{sign}{}", to.since(from).max(from.since(to)).exact())
}

#[cfg(test)]
mod tests {
    use super::{Micros, Openings, Seq, offset};

    #[test]
    fn a_row_belongs_to_the_connection_begun_before_it() {
        let mut openings = Openings::default();
        assert_eq!(openings.of(Seq(1)), None);
        openings.begin(Seq(2), Seq(1));
        assert_eq!(openings.of(Seq(2)), None);
        openings.open(Micros(20));
        // The second one never opens.
        openings.begin(Seq(5), Seq(1));
        openings.begin(Seq(8), Seq(1));
        openings.open(Micros(80));
        let opened = |seq| openings.of(Seq(seq)).map(|at| at.0);
        assert_eq!(
            [1, 2, 4, 5, 7, 8, 99].map(opened),
            [None, Some(20), Some(20), None, None, Some(80), Some(80)]
        );
    }

    #[test]
    fn connections_without_rows_are_forgotten() {
        let mut openings = Openings::default();
        for n in 1..=1000 {
            openings.begin(Seq(n * 10), Seq((n * 10).saturating_sub(25)));
            openings.open(Micros(n));
            assert!(openings.0.len() <= 4);
        }
        assert_eq!(
            [9990, 9985, 9975].map(|seq| openings.of(Seq(seq)).map(|at| at.0)),
            [Some(999), Some(998), Some(997)]
        );
    }

    #[test]
    fn offsets_have_a_sign() {
        assert_eq!(offset(Micros(0), Micros(12_345_678)), "+12.345 s");
        assert_eq!(offset(Micros(352), Micros(0)), "\u{2212}352 µs");
        assert_eq!(offset(Micros(5), Micros(5)), "+0 µs");
    }
}
