//! Two tabs of one window: the page that stays open, and the one that is loaded anew in each round. Whichever is not in front
//! is hidden, as a reader's is.

use anyhow::Result;
use oversold_e2e::{Page, wait_for};
use std::time::Duration;
use thirtyfour::WindowHandle;
use thirtyfour::bidi::BrowsingContextId;

/// See the module.
pub struct Tabs {
    /// The one that stays open.
    pub staying: WindowHandle,
    /// The one that is loaded anew.
    pub visiting: WindowHandle,
}

impl Tabs {
    /// Opens a second tab.
    ///
    /// # Errors
    /// When the driver cannot.
    pub async fn open(page: &Page) -> Result<Self> {
        let staying = page.driver().window().await?;
        let visiting = page.driver().new_tab().await?;
        Ok(Self { staying, visiting })
    }

    /// Brings a tab to the front, and speaks to it from now on.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn front(page: &Page, tab: &WindowHandle) -> Result<()> {
        page.driver().switch_to_window(tab.clone()).await?;
        activate(page, tab).await?;
        visibility(page, "visible").await
    }

    /// Puts the other tab in front for so many ms.
    ///
    /// # Errors
    /// When this one is not hidden then, or not seen again.
    pub async fn hide(&self, page: &Page, milliseconds: u32) -> Result<()> {
        let here = page.driver().window().await?;
        let other = if here == self.staying { &self.visiting } else { &self.staying };
        activate(page, other).await?;
        visibility(page, "hidden").await?;
        // No waiting for anything: the reader is away so long.
        tokio::time::sleep(Duration::from_millis(milliseconds.into())).await;
        activate(page, &here).await?;
        visibility(page, "visible").await
    }
}

async fn activate(page: &Page, tab: &WindowHandle) -> Result<()> {
    let bidi = page.driver().bidi().await?;
    Ok(bidi.browsing_context().activate(BrowsingContextId::from(tab.to_string())).await?)
}

async fn visibility(page: &Page, wanted: &str) -> Result<()> {
    wait_for(&format!("the tab is {wanted}"), 10, async || {
        Ok((page.js("return document.visibilityState").await? == wanted).then_some(()))
    })
    .await
}
