//! What is written is read again, and what is wrong is told by its path.
//!
//! The grammar itself is tested with the token reader.

use proptest::prelude::*;

use super::{Json, MAX_DEPTH, Writer, Wrong, quoted, string};

#[test]
fn a_text_is_a_tree() {
    let tree = Json::read(r#"{"a":[1.50,true,null],"b":"\u0e01\n","b":{}}"#).unwrap();
    assert_eq!(tree.member("a"), Some(&Json::List(vec![Json::Number("1.50"), Json::Flag(true), Json::Null])));
    assert_eq!(tree.member("b"), Some(&Json::Object(Vec::new())), "the last of a repeated key");
    assert!(Json::read("[1,]").is_err());
    assert!(Json::read("1 2").is_err());
}

#[test]
fn what_is_wrong_is_told_by_its_path() {
    let tree =
        Json::read(r#"{"items":[{},{"text":5,"sub":[{"n":-1}]}],"flag":"yes","half":"\ud800"}"#).unwrap();
    let wrong = |path: &str| Wrong(path.to_owned());
    let text = |item: &Json| item.text("text");
    assert_eq!(tree.items("items", text), Err(wrong("items[1].text")));
    let number = |item: &Json| item.items("sub", |sub| sub.number("n"));
    assert_eq!(tree.items("items", number), Err(wrong("items[1].sub[0].n")));
    assert_eq!(tree.flag("flag"), Err(wrong("flag")));
    assert_eq!(tree.text("half"), Err(wrong("half")));
    assert_eq!(tree.needed_text("none"), Err(wrong("none")));
    assert_eq!(tree.text("none"), Ok(String::new()));
}

#[test]
fn any_depth_is_read() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Json::read(&deep(1_000_000)).is_ok());
    let text = format!("{{\"deep\":{},\"other\":\"there\"}}", deep(MAX_DEPTH * 2));
    assert_eq!(Json::read(&text).unwrap().text("other").unwrap(), "there");
}

proptest! {
    #[test]
    fn what_is_written_is_read(key in "\\PC{0,5}", text in any::<String>(), number: u64) {
        let mut writer = Writer::new();
        writer.text(&key, &text);
        writer.number("number\n", number);
        let json = writer.end();
        let tree = Json::read(&json).unwrap();
        prop_assert_eq!(tree.text(&key), Ok(text));
        prop_assert_eq!(tree.number("number\n"), Ok(number));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    }

    #[test]
    fn agrees_with_serde(text in r#"([ -!#-\[\]-~ก😀]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}|\\ud83d\\ude0[0-9]){0,8}"#) {
        let token = format!("\"{text}\"");
        prop_assert_eq!(string::decode(&token), serde_json::from_str::<String>(&token).ok());
        prop_assert_eq!(serde_json::from_str::<String>(&quoted(&text)).unwrap(), text);
    }
}
