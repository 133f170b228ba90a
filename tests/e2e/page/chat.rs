//! The chat view: its lines, who is here, who is typing.

use anyhow::{Result, ensure};

use super::Page;
use crate::wait::{SOON, eventually};

/// The box for the name.
pub const NAME: &str = "Your name";

impl Page {
    /// Connects to a chat, and looks at it as one.
    pub async fn open_chat(&self, address: &str) -> Result<()> {
        self.connect(address).await?;
        self.pick("Protocol", "Chat").await?;
        self.press("Chat view").await
    }

    /// Asks to be let in under a name.
    pub async fn join(&self, name: &str) -> Result<()> {
        self.fill("textbox", NAME, name).await?;
        self.press("Join").await
    }

    /// Waits until these are the lines of the conversation: what somebody else said behind `<`, the user's own behind `>`,
    /// and everything else as it stands there.
    pub async fn chat_says(&self, expected: &[&str]) -> Result<()> {
        let script = "const marks = { own: '>', message: '<' };
            const inside = (line, name) => line.querySelector(name)?.textContent ?? '';
            return shown('chat-line').map((line) => marks[line.dataset.kind]
                ? marks[line.dataset.kind] + inside(line, '.bubble-name') + ': ' + inside(line, '.bubble-text')
                    + (inside(line, '[data-testid=chat-fate]') && ' — ' + inside(line, '[data-testid=chat-fate]'))
                : line.textContent);";
        eventually("what was said", SOON, async || {
            let lines: Vec<String> = self.script(script, vec![]).await?;
            ensure!(lines == expected, "it is {lines:#?}");
            Ok(())
        })
        .await
    }

    /// Waits until these are said to be here.
    pub async fn here_are(&self, names: &str) -> Result<()> {
        self.reads("chat-people", &format!("Here: {names}")).await
    }

    /// Waits until this is said of who is typing.
    pub async fn typing_is(&self, words: &str) -> Result<()> {
        self.reads("chat-typing", words).await
    }

    async fn reads(&self, testid: &str, words: &str) -> Result<()> {
        eventually(&format!("{testid} to say {words:?}"), SOON, async || {
            let text = self.text_at(testid).await?;
            ensure!(text == words, "it says {text:?}");
            Ok(())
        })
        .await
    }
}
