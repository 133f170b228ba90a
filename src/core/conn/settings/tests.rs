//! Settings as texts: what fits is taken and comes back, what doesn't leaves everything as it was.

use proptest::prelude::*;

use super::{Form, Setting, SettingProblem, Settings, Step};
use crate::compose::{Draft, Meaning, Values};
use crate::conn::Policy;
use crate::conn::keep_alive::{PongRule, Preset};
use crate::time::Span;

#[track_caller]
fn refused(setting: Setting, texts: &[&str]) {
    let mut policy = Policy::default();
    for text in texts {
        assert!(setting.write(&mut policy, text).is_err(), "{setting:?} takes {text:?}");
        assert_eq!(policy, Policy::default());
    }
}

#[track_caller]
fn taken(setting: Setting, text: &str, expected: &str) -> Policy {
    let mut policy = Policy::default();
    assert_eq!(setting.write(&mut policy, text), Ok(()), "{setting:?} refuses {text:?}");
    assert_eq!(setting.read(&policy), expected);
    policy
}

#[test]
fn bad_numbers_are_refused() {
    let numbers = Setting::ALL.into_iter().filter(|setting| setting.form() == Form::Number);
    for setting in numbers {
        refused(setting, &["0", "-1", "abc", "1e3", "NaN", "99999999999", "1.2.3", "0x10"]);
    }
    refused(Setting::Delay, &["", "0.05", "86401"]);
    refused(Setting::Factor, &["", "0.9", "11"]);
    refused(Setting::Attempts, &["1.5"]);
    refused(Setting::LogLimit, &["", "0.999", "2049"]);
    refused(Setting::FinalCodes, &["999", "1000-", "5000", "2000-1000", "x"]);
    refused(Setting::Jitter, &["", "some", "Full"]);
    refused(Setting::Reconnect, &["yes", ""]);
}

#[test]
fn good_ones_are_taken() {
    assert_eq!(taken(Setting::Delay, "0,5", "0.5").reconnect.first, Span(500_000));
    assert_eq!(taken(Setting::Factor, " 1.5 ", "1.5").reconnect.factor, 1500);
    assert_eq!(taken(Setting::Attempts, "7", "7").reconnect.most, Some(7));
    assert_eq!(taken(Setting::Attempts, "", "").reconnect.most, None);
    assert_eq!(taken(Setting::PingInterval, "5", "5").ping.interval, Some(Span::from_secs(5)));
    assert_eq!(taken(Setting::Idle, " ", "").idle, None);
    assert_eq!(taken(Setting::LogLimit, "1", "1").log_limit, 1_000_000);
    assert_eq!(taken(Setting::LogLimit, "2048", "2048").log_limit, 2_048_000_000);
    assert_eq!(Setting::LogLimit.read(&Policy::default()), "256");
    assert!(taken(Setting::FinalCodes, "", "").reconnect.final_codes.shown().is_empty());
}

#[test]
fn messages_on_opening_are_divided_by_empty_lines() {
    let policy = taken(
        Setting::Hello,
        "{\"a\":1}\n\n\n\nhex: 10 0c\r\n\r\nsub {{seq}}\nand more\n",
        "{\"a\":1}\n\nhex: 10 0c\n\nsub {{seq}}\nand more",
    );
    let draft = |text: &str, meaning| Draft { text: text.to_owned(), meaning };
    assert_eq!(
        policy.hello,
        [
            draft("{\"a\":1}", Meaning::Text),
            draft("10 0c", Meaning::Hex),
            draft("sub {{seq}}\nand more", Meaning::Text)
        ]
    );
    refused(Setting::Hello, &["a\n\nhex: 1", "{{uuid:4}}", "base64: !"]);
}

#[test]
fn another_format_leaves_the_text_alone() {
    let mut policy = Policy::default();
    for format in ["hex", "json", "base64", "text"] {
        Setting::PingMeaning.write(&mut policy, format).unwrap();
        assert_eq!(
            (Setting::PingMessage.read(&policy), Setting::PingMeaning.read(&policy)),
            ("ping".into(), format.into())
        );
        // The field says what is wrong with it as long as it stands there.
        let fits = Setting::PingMessage.write(&mut policy.clone(), "ping").is_ok();
        assert_eq!(fits, matches!(format, "text" | "base64"), "{format}");
        assert_eq!(Settings::of(&policy).policy(), policy);
    }
}

#[test]
fn the_longest_delay_is_not_shorter_than_the_first() {
    let policy = taken(Setting::Delay, "600", "600");
    assert_eq!(policy.reconnect.ceiling, Span::from_secs(600));
    let mut shorter = policy.clone();
    assert!(Setting::Ceiling.write(&mut shorter, "599").is_err());
    assert_eq!(shorter, policy);
}

#[test]
fn arrow_keys_stay_within_the_limits() {
    for (setting, text, step, expected) in [
        (Setting::Delay, "1", Step::Up, Some("2")),
        (Setting::Delay, "1", Step::Down, Some("0.1")),
        (Setting::Idle, "", Step::Up, Some("1")),
        (Setting::Factor, "10", Step::Up, Some("10")),
        (Setting::Attempts, "1", Step::Down, Some("1")),
        (Setting::Attempts, "7", Step::Down, Some("6")),
        (Setting::LogLimit, "1", Step::Down, Some("1")),
        (Setting::Delay, "abc", Step::Up, None),
        (Setting::Hello, "1", Step::Up, None),
    ] {
        assert_eq!(setting.stepped(text, step).as_deref(), expected, "{setting:?} {text}");
    }
}

#[test]
fn a_message_must_come_out_as_what_it_is_meant_to_be() {
    let mut policy = Policy::default();
    Setting::PingMeaning.write(&mut policy, "json").unwrap();
    for (text, fits) in [("{\"a\":{{seq}}}", true), ("{\"a\":{{seq}}", false), ("{{last:$.a}}", true)] {
        assert_eq!(Setting::PingMessage.write(&mut policy, text).is_ok(), fits, "{text}");
    }
    refused(Setting::Hello, &["hex: {{seq}}"]);
}

#[test]
fn a_rule_keeps_its_value_when_it_becomes_another_one() {
    let mut policy = Policy::default();
    for (setting, text) in [
        (Setting::PongRule, "equals"),
        (Setting::PongValue, "pong"),
        (Setting::PongRule, "field"),
        (Setting::PongPath, "$.op"),
    ] {
        setting.write(&mut policy, text).unwrap();
    }
    assert_eq!(policy.ping.rule, PongRule::Field { path: "$.op".into(), value: "pong".into() });
    let before = policy.clone();
    assert!(Setting::PongPath.write(&mut policy, "$[").is_err());
    assert_eq!(policy, before);
}

#[test]
fn a_nonce_that_is_looked_for_must_be_in_the_message() {
    let mut policy = Policy::default();
    Setting::PongRule.write(&mut policy, "nonce").unwrap();
    assert!(Setting::PingMessage.write(&mut policy, "ping").is_err());
    Setting::PingMessage.write(&mut policy, "ping {{nonce}}").unwrap();
}

#[test]
fn every_preset_comes_back_as_it_was_kept() {
    for preset in Preset::ALL {
        let policy = Policy { ping: preset.apply(&Policy::default().ping), ..Policy::default() };
        assert_eq!(Settings::of(&policy).policy(), policy, "{preset:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_typed_in_any_order_comes_back_as_it_was_kept(
        typed in prop::collection::vec((0..Setting::ALL.len(), prop_oneof![
            "[ -~\n]{0,12}", "[0-9.,-]{0,6}", "\\{\\{[a-z:$.0-9]{0,10}\\}\\}",
            prop::sample::select(vec!["on", "equals", "field", "nonce", "any", "hex", "base64", "json", "off"])
                .prop_map(str::to_owned),
        ]), 0..20)
    ) {
        let mut policy = Policy::default();
        for (index, text) in &typed {
            let before = policy.clone();
            if Setting::ALL[*index].write(&mut policy, text).is_err() {
                prop_assert_eq!(&policy, &before);
            }
        }
        let kept = Settings::of(&policy);
        prop_assert_eq!(kept.policy(), policy);
    }
}

#[test]
fn what_was_stored_and_makes_no_sense_is_as_if_it_had_not_been_set() {
    let stored = [("reconnect", "on"), ("reconnect-delay", "-5"), ("idle-timeout", "9"), ("nobody", "knows")];
    let settings = Settings(stored.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec());
    let mut expected = Policy { idle: Some(Span::from_secs(9)), ..Policy::default() };
    expected.reconnect.is_on = true;
    assert_eq!(settings.policy(), expected);
}

#[test]
fn a_message_with_a_variable_waits_for_its_value() {
    let own = Values(vec![("token".to_owned(), "{".to_owned())]);
    let check = |setting: Setting, text: &str, wrong_at: Option<(usize, usize)>| {
        let mut policy = Policy::default();
        assert_eq!(setting.write(&mut policy, text), Ok(()), "{text}");
        let place = setting.unready(text, &policy, &own).map(|problem| match problem {
            SettingProblem::Message(error) => (error.place().line, error.place().column),
            other => panic!("{other:?}"),
        });
        assert_eq!(place, wrong_at, "{text}");
    };
    check(Setting::Hello, "{{token}}\n\n{{uuid}}", None);
    check(Setting::Hello, "{{token}}\n\na {{tokens}}", Some((3, 3)));
    check(Setting::PingMessage, "{{token}}", None);
    check(Setting::PingMessage, "{{nobody}}", Some((1, 1)));
    check(Setting::Delay, "5", None);
}
