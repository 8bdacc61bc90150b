//! `db.txt` in the origin private file system, as the page sees it: put there before a run, read after it
//! (<https://fs.spec.whatwg.org/#origin-private-file-system>). There is one for all tabs of this origin, so runs take turns.

use super::turn::{self, Turn};
use super::workers::text_of;
use crate::program::{Record, text};
use crate::scenario::Scenario;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions};
use web_sys::{FileSystemWritableFileStream, MessageEvent, Url, Worker};

/// The name of the file.
pub const NAME: &str = "db.txt";

/// How often the file is asked for while a worker that has just been ended still has it open, and how long to wait in
/// between, in milliseconds.
const ATTEMPTS: u32 = 50;
const BETWEEN: u32 = 20;

/// Whether the browser has such a file system at all. Whether this page may use it, is known once it was tried.
pub fn exists() -> bool {
    let manager = web_sys::window().map(|window| JsValue::from(window.navigator()));
    let storage = manager.and_then(|navigator| Reflect::get(&navigator, &"storage".into()).ok());
    let directory = storage.filter(JsValue::is_object).and_then(|s| Reflect::get(&s, &"getDirectory".into()).ok());
    directory.is_some_and(|method| method.is_function())
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
/// What the browser says, where it gives no such file.
pub async fn prepare(scenario: &Scenario) -> Result<Db, String> {
    let turn = turn::take(turn::FILE).await;
    let text = text::write(Record::initial(scenario.tickets.get()));
    let mut attempt = 0;
    loop {
        match write(&text).await {
            Ok(()) => break,
            Err(error) if attempt < ATTEMPTS && is_taken(&error) => TimeoutFuture::new(BETWEEN).await,
            Err(error) => return Err(text_of(&error)),
        }
        attempt += 1;
    }
    let exclusive = is_exclusive().await.map_err(|error| text_of(&error))?;
    Ok(Db { exclusive, _turn: turn })
}

/// The text of the file; nothing where it cannot be read.
pub async fn read() -> Option<String> {
    let read = async {
        let file: File = JsFuture::from(handle().await?.get_file()).await?.dyn_into()?;
        JsFuture::from(file.text()).await
    };
    read.await.ok()?.as_string()
}

async fn handle() -> Result<FileSystemFileHandle, JsValue> {
    let storage = web_sys::window().ok_or(JsValue::NULL)?.navigator().storage();
    let folder: FileSystemDirectoryHandle = JsFuture::from(storage.get_directory()).await?.dyn_into()?;
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    JsFuture::from(folder.get_file_handle_with_options(NAME, &options)).await?.dyn_into()
}

async fn write(text: &str) -> Result<(), JsValue> {
    let stream: FileSystemWritableFileStream = JsFuture::from(handle().await?.create_writable()).await?.dyn_into()?;
    JsFuture::from(stream.write_with_str(text)?).await?;
    JsFuture::from(stream.close()).await?;
    Ok(())
}

/// Whether somebody else has the file open.
fn is_taken(error: &JsValue) -> bool {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    name.as_deref() == Some("NoModificationAllowedError")
}

/// Asks a worker, for only they know the handles.
async fn is_exclusive() -> Result<bool, JsValue> {
    let script = "postMessage(!('mode' in FileSystemSyncAccessHandle.prototype))";
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence(&Array::of1(&script.into()))?)?;
    let worker = Worker::new(&url)?;
    let answer = js_sys::Promise::new(&mut |resolve, reject| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onerror(Some(&reject));
    });
    let answer = JsFuture::from(answer).await;
    worker.terminate();
    Url::revoke_object_url(&url)?;
    let event: MessageEvent = answer?.dyn_into()?;
    Ok(event.data().is_truthy())
}
