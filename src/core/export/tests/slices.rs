//! A file is the same in slices of any size, and a slice is about as large as it should be.

use proptest::prelude::*;

use super::session::session;
use super::{EYES, Export, Format, Progress, file, wish};
use crate::log::form::tests::any_row;
use crate::log::{Mask, Store};
use crate::message::{Message, Role};
use crate::time::Micros;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_slices_make_the_same_file(
        rows in prop::collection::vec(any_row(), 0..6), budget in 0_usize..300, masks in any::<bool>()
    ) {
        let mut store = Store::default();
        for row in &rows {
            store.push_row(&row.as_row());
        }
        let mask = Mask::new(masks.then(|| "a".to_owned()));
        for format in Format::ALL {
            let wish = || super::Wish { mask: mask.clone(), ..wish(format, &store) };
            prop_assert_eq!(file(wish(), &store, budget), file(wish(), &store, usize::MAX));
        }
    }
}

#[test]
fn the_session_is_the_same_in_slices_of_a_byte() {
    let store = session();
    for format in Format::ALL {
        let whole = file(wish(format, &store), &store, usize::MAX);
        for budget in [0, 1, 7, 100, 1000] {
            assert_eq!(file(wish(format, &store), &store, budget), whole, "{} {budget}", format.name());
        }
    }
}

#[test]
fn a_large_message_takes_many_steps() {
    let mut store = Store::default();
    store.push_received(Micros(1), Role::Data, Message::binary(&vec![7; 100_000]));
    store.push_received(Micros(2), Role::Data, Message::text(&"é\n\"".repeat(25_000)));
    for format in Format::ALL {
        let mut export = Export::new(wish(format, &store), &store);
        let mut out = Vec::new();
        let mut steps = 0;
        loop {
            let before = out.len();
            let progress = export.step(&store, EYES, 4_000, &mut out);
            // An escape, or a line's indent, makes a piece of text longer than it was.
            assert!(out.len() - before < 4_000 * 12, "{}", format.name());
            steps += 1;
            if progress == Progress::Done {
                break;
            }
        }
        assert!(steps > 40, "{} {steps}", format.name());
        assert_eq!(export.looked_at(&store), (2, 2));
    }
}
