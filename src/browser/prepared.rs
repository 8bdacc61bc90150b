//! What a run may need first: in a frame its turn among the frames of the page around it and, so that frames stay
//! light until then, the buyers' module; and the file.

use super::db::{self, Db};
use super::turn::{self, Turn};
use super::workers::BuyerModule;
use crate::scenario::Scenario;
use crate::store::Needs;

/// Held while the run goes on.
pub struct Prepared {
    /// For which run.
    pub scenario: Scenario,
    /// The file, where the record is kept in one.
    pub db: Option<Db>,
    /// The buyers' module, where it was needed.
    pub module: Option<BuyerModule>,
    _turn: Option<Turn>,
}

/// What cannot be had, and what the browser says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The buyers' module.
    Module(String),
    /// The file.
    File(String),
}

/// Waits for all of it.
///
/// # Errors
/// The first that cannot be had.
pub async fn prepare(scenario: Scenario, needs: Needs) -> Result<Prepared, Lack> {
    let turn = if needs.turn { Some(turn::take(turn::FRAMES).await) } else { None };
    let module = if needs.module {
        Some(BuyerModule::load().await.map_err(|error| Lack::Module(error.to_string()))?)
    } else {
        None
    };
    let db = if needs.file { Some(db::prepare(&scenario).await.map_err(Lack::File)?) } else { None };
    Ok(Prepared { scenario, db, module, _turn: turn })
}
