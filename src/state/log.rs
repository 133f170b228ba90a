//! A session's log as the page has it: the rows outside of the signals, and one trigger for all that depends on them.
//! How its list is read, and how it is searched, is in the files beside it.

mod protocol;
mod reading;
mod searching;
mod taking;

use std::rc::Rc;

use leptos::prelude::*;
use wirebench_browser::timer::Timeout;
use wirebench_browser::{clock, turn};
use wirebench_core::conn::Notice;
use wirebench_core::conn::keep_alive::RoundTrips;
use wirebench_core::log::{
    Body, Delivery, Describe, Filter, Kind, Openings, Outflow, Rates, Row, Search, SearchProblems, Seq,
    Store, TimeShown, Traffic, View,
};
use wirebench_core::message::{Message, Role};
use wirebench_core::time::{Micros, Span};

use self::protocol::Spoken;
pub use self::protocol::{ProtocolChoice, SchemaFacts, SchemaTrouble};
use self::searching::eyes;

/// Puts notices into words for whoever searches them; copies are the same.
pub type Describer = StoredValue<Rc<Describe>, LocalStorage>;

/// Nobody can read rows of which more than this come in a frame, and to lay them out and paint them takes more of the
/// machine than the messages themselves.
const LEGIBLE: u64 = 100;

/// So the screen is told of them no sooner than after this, which is every fourth frame of most screens.
const REST: Span = Span(60_000);

/// The log of a session; copies are the same log.
#[derive(Clone, Copy)]
pub struct Log {
    rows: StoredValue<Rows, LocalStorage>,
    changed: Trigger,
    /// Told only when there is a round trip or a lost ping: percentiles of each batch of a busy feed would be work for
    /// nothing.
    timed: Trigger,
    search: RwSignal<Search>,
    /// What of the search can't be read as it is meant.
    pub problems: RwSignal<SearchProblems>,
    /// Whether the screen is told before the next frame.
    is_due: StoredValue<bool>,
    /// When the screen was told last, and the next row at that time.
    told: StoredValue<(Micros, Seq)>,
    /// The rest of a search, for the page's next turn.
    rest: StoredValue<Option<Timeout>, LocalStorage>,
    words: Describer,
    /// In which protocol it is to be read.
    choice: RwSignal<ProtocolChoice>,
    /// Told when the rows are read in another protocol.
    read_anew: Trigger,
    /// The rest of that, for the page's next turn.
    turn: StoredValue<Option<Timeout>, LocalStorage>,
    /// Rings when rows have come, also while the page is hidden.
    pub(super) arrival: StoredValue<turn::Bell, LocalStorage>,
    /// The row whose details are shown.
    pub selected: RwSignal<Option<Seq>>,
    /// The row chosen beside it, to tell the time between the two.
    marked: RwSignal<Option<Seq>>,
    /// How the times of rows are shown.
    pub times: RwSignal<TimeShown>,
    /// How far the list is scrolled, in CSS pixels; kept while another tab is shown.
    pub scroll_top: RwSignal<f64>,
    /// While the user reads further up: the row at the top of what is seen, and how many pixels of it are hidden.
    pub anchor: StoredValue<Option<(Seq, f64)>>,
    /// While the user reads further up: the first row that came since.
    left_at: RwSignal<Option<Seq>>,
    /// While the list is paused: the first row that it doesn't show. What is kept goes on.
    held_at: RwSignal<Option<Seq>>,
}

struct Rows {
    store: Store,
    view: View,
    spoken: Spoken,
    traffic: Traffic,
    rates: Rates,
    /// When the newest message came or went, by the worker's clock, and when it was taken in by the page's.
    newest: (Micros, Micros),
    /// The same of a message that came since.
    fresh: Option<Micros>,
    outflow: Outflow,
    openings: Openings,
    round_trips: RoundTrips,
    has_pings: bool,
    /// Whether the round trips have changed since the screen was told.
    are_trips_new: bool,
}

/// How many rows there are, and where they went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Rows that are kept.
    pub total: usize,
    /// Rows that match the filter; while the list is paused, those of them that it shows.
    pub matching: usize,
    /// Rows that match the filter and wait for the list to be resumed.
    pub waiting: usize,
    /// Rows that the limit pushed out.
    pub evicted: u64,
    /// That limit, in bytes.
    pub limit: usize,
}

impl Log {
    /// An empty log that keeps so many bytes.
    pub fn new(words: Describer, limit: usize) -> Self {
        let store = Store::with_limit(limit);
        let rows = Rows {
            view: View::new(Filter::default(), &store),
            store,
            spoken: Spoken::default(),
            traffic: Traffic::default(),
            rates: Rates::default(),
            newest: (Micros(0), clock::now()),
            fresh: None,
            outflow: Outflow::default(),
            openings: Openings::default(),
            round_trips: RoundTrips::default(),
            has_pings: false,
            are_trips_new: false,
        };
        Self {
            rows: StoredValue::new_local(rows),
            changed: Trigger::new(),
            timed: Trigger::new(),
            search: RwSignal::new(Search::default()),
            problems: RwSignal::new(SearchProblems::default()),
            is_due: StoredValue::new(false),
            told: StoredValue::new((Micros(0), Seq(0))),
            rest: StoredValue::new_local(None),
            words,
            choice: RwSignal::new(ProtocolChoice::default()),
            read_anew: Trigger::new(),
            turn: StoredValue::new_local(None),
            arrival: StoredValue::new_local(turn::Bell::default()),
            selected: RwSignal::new(None),
            marked: RwSignal::new(None),
            times: RwSignal::new(TimeShown::default()),
            scroll_top: RwSignal::new(0.0),
            anchor: StoredValue::new(None),
            left_at: RwSignal::new(None),
            held_at: RwSignal::new(None),
        }
    }

    /// Adds a received message. Nothing on screen changes before [`Self::settle`].
    pub fn received(self, at: Micros, role: Role, message: Message<'_>) {
        self.rows.update_value(|rows| {
            rows.traffic.received.add(message);
            rows.rates.received(at, message);
            rows.fresh = Some(at);
            rows.note(role);
            rows.store.push_received(at, role, message);
        });
    }

    /// Adds a sent message. Nothing on screen changes before [`Self::settle`].
    pub fn sent(self, at: Micros, role: Role, message: Message<'_>) {
        self.rows.update_value(|rows| {
            rows.traffic.sent.add(message);
            rows.rates.sent(at, message);
            rows.fresh = Some(at);
            rows.note(role);
            let seq = rows.store.push_sent(at, role, message);
            rows.outflow.hand_over(seq, message.payload.len());
        });
    }

    /// Takes in how many bytes wait in the browser. Nothing on screen changes before [`Self::settle`].
    pub fn queued(self, at: Micros, bytes: u64) {
        self.rows.update_value(|rows| rows.outflow.wait(at, bytes));
    }

    /// Counts pings that are not waited for any longer. Nothing on screen changes before [`Self::settle`].
    pub fn lost(self, count: u32) {
        self.rows.update_value(|rows| {
            rows.round_trips.lose(u64::from(count));
            rows.are_trips_new = true;
        });
    }

    /// Adds a notice. A new connection counts its traffic from zero, and one of the user's its round trips and rates too. Nothing
    /// on screen changes before [`Self::settle`].
    pub fn notice(self, at: Micros, notice: &Notice) {
        self.rows.update_value(|rows| {
            match notice {
                Notice::Connecting { attempt, .. } => {
                    rows.traffic = Traffic::default();
                    rows.outflow.begin();
                    rows.openings.begin(rows.store.next(), rows.store.first());
                    if *attempt == 0 {
                        rows.rates = Rates::default();
                        rows.round_trips = RoundTrips::default();
                        rows.are_trips_new = true;
                    }
                }
                Notice::Unsent(bytes) => rows.outflow.lose(*bytes),
                Notice::Ended(_) => rows.outflow.begin(),
                Notice::Opened { .. } => rows.openings.open(at),
                Notice::Broken { .. }
                | Notice::Closing
                | Notice::Waiting { .. }
                | Notice::Stopped
                | Notice::GaveUp(_)
                | Notice::Slept(_)
                | Notice::Forbidden
                | Notice::Handshake(_) => {}
            }
            rows.store.push_notice(at, notice);
        });
    }

    /// Takes what was added into the view, and tells the screen before the next frame, or before a later one if more came
    /// than can be read.
    pub fn settle(self) {
        let choice = self.choice.get_untracked();
        let is_recognised = self.rows.try_update_value(|rows| {
            if let Some(at) = rows.fresh.take() {
                rows.newest = (at, clock::now());
            }
            let Rows { store, view, spoken, .. } = rows;
            let is_recognised = spoken.extend(store, choice);
            self.words.with_value(|words| view.extend(store, eyes(words, spoken)));
            is_recognised
        });
        if is_recognised == Some(true) {
            self.go_on_reading();
        }
        self.arrival.with_value(turn::Bell::ring);
        if !self.is_due.get_value() {
            self.is_due.set_value(true);
            self.tell_in_a_frame();
        }
    }

    fn tell_in_a_frame(self) {
        request_animation_frame(move || {
            // The tab may have been closed meanwhile.
            let Some((told, next)) = self.told.try_get_value() else { return };
            let new = self.rows.with_value(|rows| rows.store.next().0 - next.0);
            if new > LEGIBLE && clock::now().since(told) < REST {
                self.tell_in_a_frame();
            } else {
                self.is_due.set_value(false);
                self.tell();
            }
        });
    }

    fn tell(self) {
        self.told.set_value((clock::now(), self.rows.with_value(|rows| rows.store.next())));
        self.changed.notify();
        let are_trips_new = self.rows.try_update_value(|rows| std::mem::take(&mut rows.are_trips_new));
        if are_trips_new == Some(true) {
            self.timed.notify();
        }
    }

    /// Changes how many bytes are kept. What is beyond a lower limit goes at once.
    pub fn set_limit(self, limit: usize) {
        self.rows.update_value(|rows| rows.store.set_limit(limit));
        self.settle();
    }

    /// Forgets every row here, in the page.
    pub(super) fn clear(self) {
        self.rows.update_value(|rows| {
            rows.store.clear();
            rows.view = View::new(rows.view.filter().clone(), &rows.store);
        });
        self.select(None);
        self.follow();
        self.tell();
    }

    /// Reads what is known of round trips.
    pub fn with_round_trips<T>(self, read: impl FnOnce(&RoundTrips) -> T) -> T {
        self.timed.track();
        self.rows.with_value(|rows| read(&rows.round_trips))
    }

    /// How many bytes wait in the browser, and how many leave in a second.
    pub fn outflow(self) -> (u64, u64) {
        self.changed.track();
        self.rows.with_value(|rows| (rows.outflow.queued(), rows.outflow.rate()))
    }

    /// What became of a sent row.
    pub fn delivery(self, seq: Seq) -> Delivery {
        self.changed.track();
        self.rows.with_value(|rows| rows.outflow.delivery(seq))
    }

    /// Whether that row is still kept.
    pub fn is_kept(self, seq: Seq) -> bool {
        self.changed.track();
        self.rows.with_value(|rows| rows.store.first() <= seq)
    }

    /// Whether there is a message among the rows.
    pub fn has_messages(self) -> bool {
        self.rows.with_value(|rows| rows.store.has_messages())
    }

    /// How many rows there are.
    pub fn counts(self) -> Counts {
        self.changed.track();
        let held_at = self.held_at.get();
        self.rows.with_value(|rows| Counts {
            total: rows.store.len(),
            matching: rows.shown(held_at),
            waiting: rows.view.len(&rows.store) - rows.shown(held_at),
            evicted: rows.store.evicted(),
            limit: rows.store.limit(),
        })
    }

    /// What went each way since the connection was begun.
    pub fn traffic(self) -> Traffic {
        self.changed.track();
        self.rows.with_value(|rows| rows.traffic)
    }

    /// Whether there is a rate to tell of.
    pub fn has_rates(self) -> bool {
        self.changed.track();
        self.rows.with_value(|rows| !rows.rates.is_empty())
    }

    /// Reads how much goes each way in a second, and what time it is by the clock that the messages are stamped with. It
    /// tracks nothing: whoever looks does so by the clock.
    pub fn with_rates<T>(self, read: impl FnOnce(&Rates, Micros) -> T) -> T {
        self.rows.with_value(|rows| {
            let (newest, taken_in) = rows.newest;
            read(&rows.rates, newest + clock::now().since(taken_in))
        })
    }

    /// The number of the row at that place among the matching ones.
    pub fn seq_at(self, index: usize) -> Option<Seq> {
        self.changed.track();
        self.rows.with_value(|rows| rows.view.seq(&rows.store, index))
    }

    /// The place of that row, or of the next one, among the matching ones.
    pub fn index_of(self, seq: Seq) -> usize {
        self.rows.with_value(|rows| rows.view.index(&rows.store, seq))
    }

    /// What is found in the newest received message in which there is anything to find, among so many rows.
    pub fn newest_received<T>(self, among: usize, find: impl Fn(Message<'_>) -> Option<T>) -> Option<T> {
        self.rows.with_value(|rows| {
            let (first, next) = (rows.store.first().0, rows.store.next().0);
            (first..next).rev().take(among).find_map(|seq| {
                let row = rows.store.row(Seq(seq))?;
                match row.body {
                    Body::Message(message, _) if row.kind == Kind::Received => find(message),
                    Body::Message(..) | Body::Notice(_) => None,
                }
            })
        })
    }

    /// Reads all rows. It tracks nothing.
    pub fn with_store<T>(self, read: impl FnOnce(&Store) -> T) -> T {
        self.rows.with_value(|rows| read(&rows.store))
    }

    /// Reads a row, if it is still kept. A row never changes, so this tracks nothing.
    pub fn with_row<T>(self, seq: Seq, read: impl FnOnce(Row<'_>) -> T) -> Option<T> {
        self.rows.with_value(|rows| rows.store.row(seq).map(read))
    }
}

impl Rows {
    /// How many of the matching rows are shown, if those from `held_at` on aren't.
    fn shown(&self, held_at: Option<Seq>) -> usize {
        match held_at {
            Some(seq) => self.view.index(&self.store, seq),
            None => self.view.len(&self.store),
        }
    }

    fn note(&mut self, role: Role) {
        self.has_pings |= role != Role::Data;
        if let Role::Pong(Some(span)) = role {
            self.round_trips.add(span);
            self.are_trips_new = true;
        }
    }
}
