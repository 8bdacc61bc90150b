//! What a run on real workers needs beyond workers: in a frame its turn among the frames of the page around it, and the file.

use super::db::{self, Db};
use super::turn::{self, Turn};
use crate::scenario::{Scenario, Store};

/// Held while the run goes on.
pub struct Prepared {
    /// For which run.
    pub scenario: Scenario,
    /// The file, where the record is kept in one.
    pub db: Option<Db>,
    _turn: Option<Turn>,
}

/// Waits for all of it.
///
/// # Errors
/// What the browser says, where it gives no file.
pub async fn prepare(scenario: Scenario, in_frame: bool) -> Result<Prepared, String> {
    let turn = if in_frame { Some(turn::take(turn::FRAMES).await) } else { None };
    let db = if scenario.store == Store::File { Some(db::prepare(&scenario).await?) } else { None };
    Ok(Prepared { scenario, db, _turn: turn })
}
