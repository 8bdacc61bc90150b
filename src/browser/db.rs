//! `db.txt` in the origin private file system, as the page sees it: put there before a run, read after it
//! (<https://fs.spec.whatwg.org/#origin-private-file-system>). There is one for all tabs of this origin, so runs take turns.
//!
//! A worker puts it there: whoever can have buyers with a file can have that too, and some browsers let nobody else write.

use super::isolation;
use super::measure::ask_about_files;
use super::turn::{self, Turn};
use super::workers::text_of;
use crate::program::text;
use crate::scenario::Scenario;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// The name of the file.
pub const NAME: &str = "db.txt";

/// What of such a file system is certainly lacking. Whether this page may use it, is known once it was tried.
pub fn lacking() -> Option<&'static str> {
    // A sandboxed frame has none, and trying it would be told as an error.
    if !isolation::has_origin() {
        return Some("sandbox");
    }
    let directory = storage().and_then(|storage| Reflect::get(&storage, &"getDirectory".into()).ok());
    let is_there = directory.is_some_and(|method| method.is_function());
    (!is_there).then_some("navigator.storage.getDirectory")
}

/// `navigator.storage`.
fn storage() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"storage".into()).ok().filter(JsValue::is_object)
}

/// The file of a run: nobody else's, as long as this lives.
pub struct Db {
    /// Whether one process at a time has it open, since the browser knows no other way.
    pub exclusive: bool,
    _turn: Turn,
}

/// Waits until no other run uses the file, and writes the initial record into it.
///
/// # Errors
/// What lacks, or what the browser says, where it gives no such file.
pub async fn prepare(scenario: &Scenario) -> Result<Db, String> {
    let turn = turn::take(turn::FILE).await;
    let text = text::write(scenario.tickets.get());
    let exclusive = put(&text).await.map_err(|error| text_of(&error))?;
    Ok(Db { exclusive, _turn: turn })
}

/// The text of the file; nothing where it cannot be read.
pub async fn read() -> Option<String> {
    let read = async {
        let file: File = call(&handle().await?, "getFile").await?.dyn_into()?;
        JsFuture::from(file.text()).await
    };
    read.await.ok()?.as_string()
}

async fn handle() -> Result<JsValue, JsValue> {
    let folder = call(&storage().ok_or(JsValue::NULL)?, "getDirectory").await?;
    let options = Object::new();
    Reflect::set(&options, &"create".into(), &JsValue::TRUE)?;
    let open: Function = Reflect::get(&folder, &"getFileHandle".into())?.dyn_into()?;
    JsFuture::from(Promise::resolve(&open.call2(&folder, &NAME.into(), &options)?)).await
}

/// Has a worker write the text, and say whether only one process at a time can have the file open.
async fn put(text: &str) -> Result<bool, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"text".into(), &text.into())?;
    let answer = ask_about_files(&message).await?;
    let field = |name: &str| Reflect::get(&answer, &name.into());
    field("exclusive")?.as_bool().ok_or(field("failed")?)
}

/// What a method promises. By name, because every binding would stand in the script that everybody loads first.
async fn call(target: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(target, &method.into())?.dyn_into()?;
    JsFuture::from(Promise::resolve(&method.call0(target)?)).await
}
