//! Replays against a worker and a server that are a few lines here.

use super::{End, FARTHEST_AHEAD, MOST_AHEAD, Pace, QUIET, Replay, SHORT_QUIET, Stage};
use crate::log::{Seq, Store};
use crate::message::{Message, Role};
use crate::time::{Micros, Span};
use crate::wire::SendId;

/// A log with as many messages as that, one each 100 ms, each with its echo 10 ms later.
fn echoes(count: u64) -> Store {
    let mut store = Store::default();
    for number in 0..count {
        let text = format!("message {number}");
        let at = Micros(5_000_000 + number * 100_000);
        store.push_sent(at, Role::Data, Message::text(&text));
        store.push_received(at + Span(10_000), Role::Data, Message::text(&text));
    }
    store
}

/// A replay, and the worker that has got its messages.
struct Stand {
    store: Store,
    replay: Replay,
    /// What was handed over and isn't sent yet: number, gap, text.
    waiting: Vec<(SendId, Span, String)>,
    next: u32,
    heard: u64,
    now: Micros,
}

impl Stand {
    fn new(store: Store, pace: Pace) -> Self {
        let replay = Replay::new(&store, pace).unwrap();
        Self { store, replay, waiting: Vec::new(), next: 0, heard: 0, now: Micros(1_000_000_000) }
    }

    fn hand_over(&mut self) -> usize {
        let before = self.waiting.len();
        self.replay.hand_over(&self.store, |gap, message| {
            self.next += 1;
            let text = String::from_utf8(message.payload.to_vec()).unwrap();
            self.waiting.push((SendId(self.next), gap, text));
            SendId(self.next)
        });
        self.waiting.len() - before
    }

    /// The worker sends the oldest message at its time, and the server echoes it.
    fn send(&mut self) -> String {
        let (id, gap, text) = self.waiting.remove(0);
        self.now = self.now + gap;
        assert!(self.replay.sent(id, self.now) && !self.replay.sent(id, self.now));
        text
    }

    fn echo(&mut self) {
        let text = self.send();
        self.hear(&text);
    }

    fn hear(&mut self, text: &str) {
        self.heard += 1;
        self.replay.hear(Seq(self.heard), &Message::text(text));
        self.look_after(Span(0));
    }

    fn look_after(&mut self, span: Span) {
        self.now = self.now + span;
        self.replay.look(&self.store, self.now);
    }

    fn refuse_all(&mut self) {
        for (id, _, _) in std::mem::take(&mut self.waiting) {
            assert!(self.replay.refused(id));
        }
    }

    /// Where it stands, how many were sent, and the counts of same, changed, missing, extra and awaited.
    #[track_caller]
    fn check(&self, stage: Stage, sent: u64, counts: [u64; 5]) {
        let progress = self.replay.progress();
        let now = progress.counts;
        let found = [now.same, now.changed, now.missing, now.extra, now.awaited];
        assert_eq!((progress.stage, progress.sent, found), (stage, sent, counts));
    }
}

#[test]
fn a_log_without_sent_messages_is_not_replayed() {
    let mut store = Store::default();
    store.push_received(Micros(1), Role::Data, Message::text("a"));
    store.push_sent(Micros(1), Role::Ping, Message::text("ping"));
    assert!(Replay::new(&store, Pace::Fast).is_none());
}

#[test]
fn everything_is_sent_and_compared_and_then_it_is_over() {
    let mut it = Stand::new(echoes(3), Pace::Captured(1000));
    assert_eq!(it.hand_over(), 3);
    it.check(Stage::Sending, 0, [0, 0, 0, 0, 3]);
    assert_eq!(it.waiting.iter().map(|(_, gap, _)| gap.0 / 1000).collect::<Vec<_>>(), [0, 100, 100]);
    (0..3).for_each(|_| it.echo());
    it.check(Stage::Awaiting, 3, [3, 0, 0, 0, 0]);
    assert_eq!(it.replay.due(), Some(it.now + SHORT_QUIET));
    it.look_after(Span(SHORT_QUIET.0 - 1));
    it.check(Stage::Awaiting, 3, [3, 0, 0, 0, 0]);
    it.look_after(Span(1));
    it.check(Stage::Over(End::Done), 3, [3, 0, 0, 0, 0]);
    assert_eq!((it.replay.due(), it.replay.progress().behind), (None, Span(0)));
}

#[test]
fn answers_that_do_not_come_are_missing_once_it_is_quiet_for_long_enough() {
    let mut it = Stand::new(echoes(3), Pace::Fast);
    it.hand_over();
    it.echo();
    it.send();
    it.send();
    it.look_after(Span(0));
    // As long as the slowest captured answer, and two seconds.
    assert_eq!(it.replay.due(), Some(it.now + Span(QUIET.0 + 10_000)));
    it.look_after(Span(1_900_000));
    it.hear("message 2");
    it.look_after(Span(2_000_000));
    it.check(Stage::Awaiting, 3, [1, 0, 0, 0, 2]);
    it.look_after(Span(10_000));
    it.check(Stage::Over(End::Done), 3, [2, 0, 1, 0, 0]);
    it.hear("too late");
    it.check(Stage::Over(End::Done), 3, [2, 0, 1, 0, 0]);
}

#[test]
fn few_messages_are_ahead_of_their_time() {
    let mut it = Stand::new(echoes(2 * MOST_AHEAD as u64), Pace::Fast);
    assert_eq!((it.hand_over(), it.hand_over()), (MOST_AHEAD, 0));
    it.echo();
    assert_eq!(it.hand_over(), 1);
    let mut it = Stand::new(echoes(100), Pace::Captured(1000));
    assert_eq!(it.hand_over() as u64, FARTHEST_AHEAD.0 / 100_000 + 1);
    it.echo();
    assert_eq!(it.hand_over(), 1);
    // A message that is farther ahead is handed over when there is no other.
    let mut it = Stand::new(echoes(3), Pace::Captured(10));
    assert_eq!(it.hand_over(), 1);
    it.echo();
    assert_eq!((it.hand_over(), it.waiting[0].1), (1, Span::from_secs(10)));
    let mut store = Store::default();
    for _ in 0..4 {
        store.push_sent(Micros(0), Role::Data, Message::text(&"m".repeat(1_900_000)));
    }
    assert_eq!(Stand::new(store, Pace::Fast).hand_over(), 2);
}

#[test]
fn each_step_sends_one_message_and_tells_its_answer() {
    let mut it = Stand::new(echoes(2), Pace::Steps);
    it.check(Stage::AtStep, 0, [0, 0, 0, 0, 0]);
    assert_eq!(it.hand_over(), 0);
    it.replay.step(&it.store);
    assert_eq!((it.hand_over(), it.hand_over()), (1, 0));
    it.send();
    it.hear("another");
    it.check(Stage::AtStep, 1, [0, 1, 0, 0, 0]);
    it.hear("one more");
    it.check(Stage::AtStep, 1, [0, 1, 0, 1, 0]);
    it.look_after(Span::from_secs(600));
    it.replay.step(&it.store);
    it.hand_over();
    it.check(Stage::Sending, 1, [0, 1, 0, 1, 1]);
    it.echo();
    it.look_after(SHORT_QUIET);
    it.check(Stage::Over(End::Done), 2, [1, 1, 0, 1, 0]);
}

#[test]
fn a_step_does_not_wait_for_the_answers_before_it() {
    let mut it = Stand::new(echoes(2), Pace::Steps);
    for _ in 0..2 {
        it.replay.step(&it.store);
        it.hand_over();
        it.send();
    }
    it.check(Stage::Sending, 2, [0, 0, 1, 0, 1]);
    it.look_after(Span(0));
    it.check(Stage::Awaiting, 2, [0, 0, 1, 0, 1]);
}

#[test]
fn after_a_stop_only_the_answers_to_what_was_sent_are_waited_for() {
    let mut it = Stand::new(echoes(10), Pace::Captured(1000));
    it.hand_over();
    it.echo();
    it.send();
    it.replay.stop(&it.store, End::Stopped);
    assert_eq!(it.replay.due(), None);
    // One left before the worker heard of it.
    it.send();
    it.refuse_all();
    assert_eq!(it.hand_over(), 0);
    it.look_after(Span(0));
    it.check(Stage::Awaiting, 3, [1, 0, 0, 0, 2]);
    it.hear("message 1");
    it.look_after(Span(QUIET.0 + 10_000));
    it.check(Stage::Over(End::Stopped), 3, [2, 0, 1, 0, 0]);
}

#[test]
fn a_second_stop_waits_for_nothing() {
    let mut it = Stand::new(echoes(10), Pace::Fast);
    it.hand_over();
    it.echo();
    it.send();
    it.replay.stop(&it.store, End::Stopped);
    it.replay.stop(&it.store, End::Stopped);
    it.check(Stage::Over(End::Stopped), 2, [1, 0, 1, 0, 0]);
    assert!(!it.replay.is_answered());
    it.refuse_all();
    assert!(it.replay.is_answered());
}

#[test]
fn the_end_of_the_connection_is_its_end() {
    let mut it = Stand::new(echoes(10), Pace::Captured(1000));
    it.hand_over();
    it.echo();
    it.send();
    it.replay.stop(&it.store, End::ConnectionEnded);
    it.refuse_all();
    it.check(Stage::Over(End::ConnectionEnded), 2, [1, 0, 1, 0, 0]);
    // It may be noticed only by what is refused.
    let mut it = Stand::new(echoes(10), Pace::Fast);
    it.hand_over();
    it.echo();
    it.refuse_all();
    it.look_after(Span(0));
    it.check(Stage::Over(End::ConnectionEnded), 1, [1, 0, 0, 0, 0]);
    // When all is there, it doesn't matter any more.
    let mut it = Stand::new(echoes(1), Pace::Fast);
    it.hand_over();
    it.echo();
    it.replay.stop(&it.store, End::TabClosed);
    it.check(Stage::Over(End::Done), 1, [1, 0, 0, 0, 0]);
    let mut it = Stand::new(echoes(1), Pace::Fast);
    it.hand_over();
    it.send();
    it.replay.stop(&it.store, End::TabClosed);
    it.check(Stage::Over(End::TabClosed), 1, [0, 0, 1, 0, 0]);
}

#[test]
fn a_log_that_is_cleared_has_nothing_more_to_send() {
    let mut it = Stand::new(echoes(1000), Pace::Fast);
    it.hand_over();
    it.store.clear();
    (0..MOST_AHEAD).for_each(|_| it.echo());
    it.hand_over();
    it.look_after(Span(QUIET.0 + 10_000));
    let progress = it.replay.progress();
    assert_eq!((progress.sent, progress.skipped, progress.total), (500, 500, 1000));
    assert_eq!(progress.counts.missing, 0);
    assert_eq!(progress.counts.same + progress.counts.gone, 1000 - progress.counts.awaited);
    assert_eq!(progress.stage, Stage::Over(End::Done));
}

#[test]
fn lateness_is_told() {
    let mut it = Stand::new(echoes(3), Pace::Captured(1000));
    it.hand_over();
    it.echo();
    it.now = it.now + Span(7000);
    it.echo();
    it.now = Micros(it.now.0 - 7000);
    it.echo();
    assert_eq!(it.replay.progress().behind, Span(7000));
}
