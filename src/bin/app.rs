//! Starts the page.

#[cfg(target_arch = "wasm32")]
mod page {
    use js_sys::{Object, Reflect};
    use oversold::browser::events;
    use wasm_bindgen::prelude::*;

    /// Runs a scenario on real workers without showing it, for benches and tests. Gives
    /// `{gateMs, checked, result}`.
    #[wasm_bindgen]
    pub async fn race(query: String, recording: bool) -> Result<Object, JsError> {
        let raced = oversold::ui::race(&query, recording).await.map_err(|text| JsError::new(&text))?;
        let answer = Object::new();
        let set = |name: &str, value: JsValue| Reflect::set(&answer, &name.into(), &value);
        set("gateMs", raced.gate_ms.into()).map_err(|_| JsError::new("gateMs"))?;
        set("checked", raced.finished.checked.is_ok().into()).map_err(|_| JsError::new("checked"))?;
        set("result", events::to_js(&raced.finished.result())).map_err(|_| JsError::new("result"))?;
        Ok(answer)
    }

    /// Runs a scenario so many times in virtual time without showing it, for the bench. Gives the number
    /// of events.
    #[wasm_bindgen]
    #[allow(clippy::cast_precision_loss, reason = "a bench does not run 2^53 events")]
    pub fn simulate(query: &str, runs: u32) -> f64 {
        let (link, _) = oversold::scenario::parse(query);
        oversold::engine::events_of(&link.scenario, runs) as f64
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    oversold::ui::start();
}
