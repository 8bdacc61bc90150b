//! A pause in long work, so that the page is painted and answers meanwhile.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Goes on in a task of its own, behind what is due before it. By a message and not by a timer: where nobody looks, timers
/// take a second.
pub async fn breathe() {
    // Without a channel there is no pause.
    let Ok(channel) = MessageChannel::new() else { return };
    let heard = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        // It only comes.
        let _ = JsFuture::from(heard).await;
    }
    channel.port1().close();
}
