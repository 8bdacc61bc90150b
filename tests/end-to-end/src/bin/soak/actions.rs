//! What a reader does on the page, and what must come of it.

use super::checks;
use super::plan::{Action, Moment};
use super::reader::{RESULT_WITHIN, Reader, SHOWN_WITHIN};
use anyhow::{Context, Result, ensure};
use oversold::engine::once;
use oversold::scenario::{MAX_LANES, parse};
use oversold_e2e::wait_for;
use serde_json::{Value, json};
use std::time::Duration;

/// Seconds that a run may take in real time; whoever wants to see a longer one turns up the speed.
const PATIENCE: u64 = 5;

impl Reader<'_> {
    /// Does all this, one after the other.
    ///
    /// # Errors
    /// What goes wrong.
    pub async fn all(&mut self, actions: &[Action]) -> Result<()> {
        for action in actions {
            self.note(format!("{action:?}"));
            match action {
                Action::Run(meanwhile) => self.run(meanwhile).await?,
                Action::Cancel(moment) => self.cancel(*moment).await?,
                Action::Again => self.again().await?,
                aside => self.aside(aside).await?,
            }
        }
        Ok(())
    }

    /// Presses Run, does something meanwhile, and looks at the result.
    async fn run(&mut self, meanwhile: &[Action]) -> Result<()> {
        self.press_run().await?;
        if meanwhile.is_empty() {
            // Nothing is in the way of a simulated one that is played to its end.
            self.page.wait_until("done", RESULT_WITHIN).await?;
        }
        for action in meanwhile {
            self.note(format!("  meanwhile {action:?}"));
            self.aside(action).await?;
        }
        self.result().await
    }

    async fn press_run(&mut self) -> Result<()> {
        self.view("race").await?;
        self.rest().await?;
        self.hasten().await?;
        self.page.js("__probe.workers = __probe.workers.filter(({ over }) => !over); __probe.results = []").await?;
        self.click("#run").await
    }

    /// What would take long is sped up.
    async fn hasten(&mut self) -> Result<()> {
        let query = self.page.js("return location.search").await?;
        let scenario = parse(query.as_str().unwrap_or_default()).0.scenario;
        let takes = if scenario.buyers.get() > MAX_LANES { 0 } else { once(&scenario).elapsed };
        if takes * 1000 / u64::from(scenario.speed.thousandths()) > PATIENCE * 1_000_000 {
            self.note("  at speed 1000".to_owned());
            self.page.js(&set("speed", "1000")).await?;
        }
        Ok(())
    }

    /// Waits for the result, and checks it and what the page shows.
    async fn result(&mut self) -> Result<()> {
        let result = wait_for("the run has ended and told its result", RESULT_WITHIN, async || {
            let result = self.page.js("return __probe.results[0] ?? null").await?;
            Ok((!result.is_null()).then_some(result))
        })
        .await?;
        if let Err(error) = self.check(&result) {
            let failures = self.page.js("return document.querySelector('#failures')?.innerText ?? ''").await?;
            return Err(error.context(format!("the page tells {result}, and of failures {failures}")));
        }
        self.shown(&result).await?;
        self.last = Some(result);
        Ok(())
    }

    /// The page shows the result, once it has been played.
    async fn shown(&mut self, result: &Value) -> Result<()> {
        self.view("race").await?;
        self.rest().await?;
        let shown = "return ['sold', 'oversold'].map((name) => document.querySelector(`[data-number=${name}]`)?.innerText.replaceAll(/\\D/g, ''))";
        let told = json!([result["verdict"]["sold"].to_string(), result["verdict"]["oversold"].to_string()]);
        let mut last = Value::Null;
        let agrees = wait_for("the page shows the numbers that it told", SHOWN_WITHIN, async || {
            last = self.page.js(shown).await?;
            Ok((last == told).then_some(()))
        });
        agrees.await.with_context(|| format!("it shows {last} and told {result}"))?;
        let many = result["scenario"]["buyers"].as_u64() > Some(MAX_LANES.into());
        let checked = self.page.js("return document.querySelector('#checked')?.dataset.checked ?? ''").await?;
        ensure!(many || checked == "true", "the page says of the model: {checked}: {result}");
        let failures = self.page.count("#checked.wrong, main > [role=alert]").await?;
        ensure!(failures == 0, "the page shows a fault of its own");
        self.nobody_is_left().await
    }

    /// All workers have ended.
    async fn nobody_is_left(&self) -> Result<()> {
        wait_for("no worker is left", 10, async || {
            Ok((self.page.js("return __probe.workers.length - __probe.ended").await? == 0).then_some(()))
        })
        .await
    }

    async fn cancel(&mut self, moment: Moment) -> Result<()> {
        self.press_run().await?;
        if let Moment::Running(after) = moment {
            wait_for("it runs, or has ended", RESULT_WITHIN, async || {
                let state = self.page.state().await?;
                Ok(["running", "done"].contains(&state.as_str()).then_some(()))
            })
            .await?;
            tokio::time::sleep(Duration::from_millis(after.into())).await;
        } else if matches!(moment, Moment::Starting) {
            wait_for("there is a way to cancel", RESULT_WITHIN, async || {
                Ok((self.page.count("#cancel").await? + self.page.count("#run").await? > 0).then_some(()))
            })
            .await?;
        }
        self.page.js("document.querySelector('#cancel')?.click()").await?;
        self.rest().await?;
        self.nobody_is_left().await?;
        self.counts.cancelled += 1;
        Ok(())
    }

    /// The last run in the hash of the open page, which is not loaded anew for it.
    async fn again(&mut self) -> Result<()> {
        let Some(original) = self.last.clone().filter(|result| result["schedule"].is_string()) else { return Ok(()) };
        self.view("race").await?;
        self.rest().await?;
        self.put(original["schedule"].as_str().unwrap_or_default()).await?;
        let result = self.replayed().await?;
        checks::recorded(&result, &original)?;
        self.shown(&result).await
    }

    /// What is done beside running.
    async fn aside(&mut self, action: &Action) -> Result<()> {
        match action {
            Action::Show(view) => self.view(view).await,
            Action::Panel(view, panel) => {
                self.view(view).await?;
                self.press(&format!("#tab-{panel}")).await
            }
            Action::Resize(width, height) => self.page.resize(*width, *height).await,
            Action::Hide(milliseconds) => self.tabs.hide(self.page, *milliseconds).await,
            Action::Press(id) => self.press(&format!("#{id}")).await,
            Action::Set(name, value) => self.page.js(&set(name, value)).await.map(drop),
            Action::Example(number) => {
                let script = "const all = [...document.querySelectorAll('[data-preset]')];
                    if (all.length) all[arguments[0] % all.length].click()";
                self.page.js_with(script, vec![(*number).into()]).await.map(drop)
            }
            Action::Scrub(percent) => {
                let script = "const bar = document.querySelector('#scrub');
                    if (bar && !bar.disabled) {
                        bar.value = Math.round(bar.max * arguments[0] / 100);
                        bar.dispatchEvent(new Event('input', { bubbles: true }));
                    }";
                self.page.js_with(script, vec![(*percent).into()]).await.map(drop)
            }
            Action::Share => self.share().await,
            Action::Run(_) | Action::Cancel(_) | Action::Again => Ok(()),
        }
    }

    async fn share(&mut self) -> Result<()> {
        self.press("#share-open").await?;
        wait_for("the dialog is complete", SHOWN_WITHIN, async || {
            let ready = "const dialog = document.querySelector('#share');
                return !dialog?.open || dialog.querySelectorAll('pre').length > 0";
            Ok((self.page.js(ready).await? == true).then_some(()))
        })
        .await?;
        self.page.js("document.querySelector('#share')?.close()").await.map(drop)
    }
}

/// Gives a control a value, where there is one that can be used.
fn set(name: &str, value: &str) -> String {
    format!(
        "const field = document.querySelector('input[name={name}]:not([type=radio])');
         if (field && !field.disabled) {{
             field.value = '{value}';
             field.dispatchEvent(new Event('change', {{ bubbles: true }}));
         }}
         document.querySelector('input[type=radio][name={name}][value=\"{value}\"]:not(:disabled)')?.click();"
    )
}
