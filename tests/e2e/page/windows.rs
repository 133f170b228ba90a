//! Two windows of the same browser with the same page. Commands go to one of them at a time.

use anyhow::Result;
use thirtyfour::WindowHandle;

use super::Page;

/// A second window beside the first.
pub struct Windows<'a> {
    page: &'a Page,
    first: WindowHandle,
    second: WindowHandle,
}

impl Page {
    /// Opens the page in another window, which the next commands go to.
    pub async fn second_window(&self, address: &str) -> Result<Windows<'_>> {
        let first = self.web.window().await?;
        let second = self.web.new_window().await?;
        self.web.switch_to_window(second.clone()).await?;
        self.open(address).await?;
        Ok(Windows { page: self, first, second })
    }
}

impl Windows<'_> {
    /// The next commands go to the first window.
    pub async fn to_first(&self) -> Result<()> {
        Ok(self.page.web.switch_to_window(self.first.clone()).await?)
    }

    /// The next commands go to the second window.
    pub async fn to_second(&self) -> Result<()> {
        Ok(self.page.web.switch_to_window(self.second.clone()).await?)
    }

    /// Closes the second window. The next commands go to the first one.
    pub async fn close(self) -> Result<()> {
        self.to_second().await?;
        self.page.web.close_window().await?;
        self.to_first().await
    }
}
