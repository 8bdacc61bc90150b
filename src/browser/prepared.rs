//! What a run on real workers needs beyond workers: in a frame its turn among the frames of the page around it, and the file.

use super::db::{self, Db};
use super::turn::{self, Turn};
use crate::scenario::Scenario;

/// Held while the run goes on.
pub struct Prepared {
    /// For which run.
    pub scenario: Scenario,
    /// The file, where the record is kept in one.
    pub db: Option<Db>,
    _turn: Option<Turn>,
}

/// Waits for all of it: the turn of a frame, and the file of real workers.
///
/// # Errors
/// What the browser says, where it gives no file.
pub async fn prepare(scenario: Scenario, in_frame: bool, has_file: bool) -> Result<Prepared, String> {
    let turn = if in_frame { Some(turn::take(turn::FRAMES).await) } else { None };
    let db = if has_file { Some(db::prepare(&scenario).await?) } else { None };
    Ok(Prepared { scenario, db, _turn: turn })
}
