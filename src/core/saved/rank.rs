//! Where an item stands among others, so that moving one changes no other.

/// A place in an order: a fraction between 0 and 1, by its digits. There is always room between two different ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(String);

/// The digits, in their order.
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Longer ones aren't taken from anybody. At an end each digit has room for some 17 more, so ten thousand items that
/// were added one by one stay within it.
const MOST_DIGITS: usize = 1000;

impl Rank {
    /// A place between two others; behind the first if there is no second, before the second if there is no first.
    /// Places that are equal or the wrong way round give one behind the first.
    pub fn between(before: Option<&Rank>, after: Option<&Rank>) -> Rank {
        let low = before.map_or(&[][..], |rank| rank.0.as_bytes());
        let mut high = after.map(|rank| rank.0.as_bytes()).filter(|high| low < high);
        let is_last = high.is_none();
        let mut digits = String::new();
        let mut at = 0;
        loop {
            let least = low.get(at).map_or(0, |digit| value(*digit));
            let most = high.map_or(DIGITS.len(), |high| high.get(at).map_or(0, |digit| value(*digit)));
            at += 1;
            // At an end there is more to come on its side than between it and its neighbour.
            let digit = if is_last && at <= low.len() && least + 2 < DIGITS.len() {
                least + 1
            } else if before.is_none() && high.is_some() && most > 1 {
                most - 1
            } else {
                least.midpoint(most)
            };
            digits.push(char::from(DIGITS[digit.min(DIGITS.len() - 1)]));
            if digit > least {
                return Rank(digits);
            }
            if most > least {
                // Whatever follows is less than the second from here on.
                high = None;
            }
        }
    }

    /// The rank with these digits, if they are some.
    pub fn read(text: &str) -> Option<Rank> {
        let is_digit = |digit: u8| DIGITS.contains(&digit);
        // A zero at the end would leave no room before it.
        let fits = !text.is_empty() && text.len() <= MOST_DIGITS && text.bytes().all(is_digit);
        (fits && !text.ends_with('0')).then(|| Rank(text.to_owned()))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn value(digit: u8) -> usize {
    DIGITS.iter().position(|other| *other == digit).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Rank;

    #[track_caller]
    fn check(before: &str, after: &str, expected: &str) {
        let rank = Rank::between(Rank::read(before).as_ref(), Rank::read(after).as_ref());
        assert_eq!(rank.as_str(), expected, "between “{before}” and “{after}”");
    }

    #[test]
    fn there_is_room_everywhere() {
        check("", "", "i");
        check("i", "", "j");
        check("", "i", "h");
        check("i", "j", "ii");
        check("z", "", "zi");
        check("", "1", "0i");
        check("1", "11", "10i");
        check("zi", "", "zj");
        check("", "0i", "0h");
        check("i", "i", "j");
    }

    #[test]
    fn a_rank_that_is_none_is_not_taken() {
        for text in ["", "0", "a0", "A", "é", &"1".repeat(1001)] {
            assert_eq!(Rank::read(text), None, "{text}");
        }
    }

    #[test]
    fn one_by_one_at_either_end_they_stay_short() {
        let (mut first, mut last) = (Rank::between(None, None), Rank::between(None, None));
        for _ in 0..10_000 {
            first = Rank::between(None, Some(&first));
            last = Rank::between(Some(&last), None);
        }
        for rank in [first, last] {
            assert_eq!(Rank::read(rank.as_str()), Some(rank.clone()), "{} digits", rank.as_str().len());
        }
    }

    proptest! {
        #[test]
        fn one_between_two_is_between_them(places in prop::collection::vec(any::<prop::sample::Index>(), 1..80)) {
            let mut ranks: Vec<Rank> = Vec::new();
            for place in places {
                let at = place.index(ranks.len() + 1);
                let before = at.checked_sub(1).map(|before| &ranks[before]);
                let rank = Rank::between(before, ranks.get(at));
                prop_assert_eq!(Rank::read(rank.as_str()), Some(rank.clone()));
                ranks.insert(at, rank);
            }
            prop_assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
        }
    }
}
