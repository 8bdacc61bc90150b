//! Where everything stands in the shared buffer. Indices count 32-bit words.
//!
//! Words that different buyers write at the same time stand on cache lines of their own (16 words),
//! so that recording one buyer's events does not slow down another's access to the record.

use crate::program::{BuyerId, DELAYS};

/// Words of a cache line.
const LINE: u32 = 16;

/// 0 while the run goes on; 1 once it is stopped. Sleepers wait on it.
pub const STOP: u32 = 0;
/// The start gate: buyers up to this number may start.
pub const GATE: u32 = LINE;
/// The ticket record: count in the upper half, its writer in the lower.
pub const RECORD: u32 = 2 * LINE;
/// The mutex: 0 free, 1 taken, 2 taken and somebody waits.
pub const LOCK: u32 = 3 * LINE;
/// Behind a mutex: how often it has been taken; written only by its holder.
pub const ACQUISITIONS: u32 = 1;
/// Behind a mutex: 1 when its last owner died with it and it was freed; then the next owner takes note.
pub const OWNER_DIED: u32 = 2;
/// Time of the gate's opening, microseconds since the epoch: upper and lower 32 bits.
pub const ORIGIN: u32 = 4 * LINE;
/// 1 when buyers record every event; 0 when only their start, outcome and end.
pub const RECORDING: u32 = ORIGIN + 2;
/// How many words of code follow.
pub const CODE_LENGTH: u32 = ORIGIN + 3;
/// Most events of one buyer in this run.
pub const ROOM: u32 = ORIGIN + 4;
/// How many buyers there are.
pub const BUYERS: u32 = ORIGIN + 5;
/// When the gate was opened last, microseconds since its first opening: upper and lower 32 bits.
pub const OPENED: u32 = ORIGIN + 6;
/// The program, as [`crate::program::encode`] writes it.
pub const CODE: u32 = 5 * LINE;
/// Room for the program.
pub const MAX_CODE: u32 = 6 * LINE;

/// In a pipe: how many messages have been taken out.
pub const PIPE_TAKEN: u32 = 0;
/// In a pipe: how many messages have been put in.
pub const PIPE_PUT: u32 = LINE;
/// In a pipe: how many messages it holds at most, at most [`PIPE_ROOM`].
pub const PIPE_CAPACITY: u32 = 2 * LINE;
/// In a pipe: the messages.
pub const PIPE_MESSAGES: u32 = 3 * LINE;
/// Words for messages.
pub const PIPE_ROOM: u32 = LINE;
/// Words of a pipe.
const PIPE_SIZE: u32 = PIPE_MESSAGES + PIPE_ROOM;

/// The pipe whose message is the record.
pub const PIPE: u32 = CODE + MAX_CODE;
/// The pipe of requests to the clerk.
pub const QUEUE: u32 = PIPE + PIPE_SIZE;
/// The mutex at the end of that pipe where requests are put in, laid out as [`LOCK`].
pub const QUEUE_LOCK: u32 = QUEUE + PIPE_SIZE;
/// How many buyers have not left.
pub const PRESENT: u32 = QUEUE_LOCK + LINE;
/// 1 once the fault has struck.
pub const STRUCK: u32 = PRESENT + LINE;
/// The mutex around one access to the file, laid out as [`LOCK`]: it numbers the accesses.
pub const FILE_LOCK: u32 = STRUCK + LINE;

/// The first buyer's lane.
const LANES: u32 = FILE_LOCK + LINE;
/// Words of an event: what and a number, two values, the time's upper and lower half.
pub const EVENT: u32 = 5;
/// Words of a lane for so many events, whole cache lines.
const fn lane_size(room: u32) -> u32 {
    (LANE_EVENTS + room * EVENT).next_multiple_of(LINE)
}

/// In a lane: how many events are complete.
pub const LANE_LENGTH: u32 = 0;
/// In a lane: changes while the buyer is alive.
pub const LANE_BEAT: u32 = 1;
/// In a lane: this buyer's delays in microseconds, by phase.
pub const LANE_DELAYS: u32 = 2;
/// In a lane: this buyer's own pipe, for the clerk's answers.
pub const LANE_PIPE: u32 = LINE;
const _: () = assert!(LANE_DELAYS as usize + DELAYS <= LANE_PIPE as usize);
/// In a lane: the first event.
pub const LANE_EVENTS: u32 = LANE_PIPE + PIPE_SIZE;

/// Where the lane of a buyer (1, 2, ...) begins, when each has room for so many events.
pub const fn lane(buyer: BuyerId, room: u32) -> u32 {
    LANES + buyer.saturating_sub(1) * lane_size(room)
}

/// Words of the whole buffer for so many buyers with room for so many events each.
pub const fn size(buyers: u32, room: u32) -> u32 {
    LANES + buyers * lane_size(room)
}
