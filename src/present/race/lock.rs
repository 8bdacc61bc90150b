//! Where the lock is taken and given back in the code, and to which lines both can be moved.
//!
//! Moving an end chooses another scope, and another scope is written as another listing. So where an end would stand is
//! looked up in that listing, and carried over to the present one by the lines that no lock moves: as many of them stand
//! below in both.

use crate::program::{Line, Step, compile};
use crate::scenario::{Guard, Scenario, Scope};
use crate::t;
use crate::text::{Lang, message};

/// An end of what the lock covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it is taken.
    Acquire,
    /// Where it is given back.
    Release,
}

/// The handle of an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grip {
    /// Of which.
    pub end: End,
    /// The line it stands on.
    pub line: usize,
    /// What it is for.
    pub label: String,
    /// Where that end can be, from the first place to the last.
    pub spots: Vec<Spot>,
}

/// A place to which an end can be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// What the lock covers then.
    pub scope: Scope,
    /// The line at whose edge that is.
    pub line: usize,
    /// Whether it is the lower edge.
    pub below: bool,
    /// Whether it is there now.
    pub is_now: bool,
    /// What is said of it.
    pub text: String,
}

impl End {
    /// Both, in their order.
    pub const ALL: [Self; 2] = [Self::Acquire, Self::Release];

    /// Its name in the page's sources.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Acquire => "acquire",
            Self::Release => "release",
        }
    }

    fn is(self, step: Step) -> bool {
        step == if self == Self::Acquire { Step::Acquire } else { Step::Release }
    }

    /// The same lock with this end at another place, if it can be there.
    fn moved(self, scope: Scope, place: u8) -> Option<Scope> {
        match self {
            Self::Acquire => Scope::new(place, scope.to()),
            Self::Release => Scope::new(scope.from(), place),
        }
    }
}

impl Grip {
    /// The spot to which a key moves the end: the one before, the next, the first or the last; none where it can go no
    /// further that way.
    pub fn by_key(&self, key: &str) -> Option<usize> {
        let (now, last) = (self.spots.iter().position(|spot| spot.is_now)?, self.spots.len() - 1);
        let to = match key {
            "ArrowUp" => now.checked_sub(1)?,
            "ArrowDown" => now + 1,
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        (to <= last && to != now).then_some(to)
    }
}

/// Both handles; none without a lock. `write` writes a scenario as lines.
pub(super) fn grips(lang: Lang, scenario: &Scenario, write: &dyn Fn(&Scenario, &[Step]) -> Vec<Line>) -> Vec<Grip> {
    let Some(scope) = scenario.guard.scope() else { return Vec::new() };
    let written = |scope: Scope| {
        let scenario = Scenario { guard: Guard::Lock(scope), ..*scenario };
        let program = compile(&scenario);
        Written { lines: write(&scenario, &program), program }
    };
    let now = written(scope);
    let spot = |end: End, place: u8| {
        let moved = end.moved(scope, place)?;
        let there = written(moved);
        let line = there.line_of(end)?;
        let (line, below) = now.edge(there.lines.get(line)?, there.below(line));
        Some(Spot { scope: moved, line, below, is_now: moved == scope, text: text(lang, end, place) })
    };
    let grip = |end: End| {
        let spots = (0..=Scope::LAST).filter_map(|place| spot(end, place)).collect();
        let label = message(lang, &format!("lock.move.{}", end.name()));
        Some(Grip { end, line: now.line_of(end)?, label, spots })
    };
    End::ALL.into_iter().filter_map(grip).collect()
}

/// What is said of an end at a place.
fn text(lang: Lang, end: End, place: u8) -> String {
    let place = message(lang, &format!("lock.place.{place}"));
    match end {
        End::Acquire => t!(lang, "lock.acquired", place = place),
        End::Release => t!(lang, "lock.released", place = place),
    }
}

struct Written {
    lines: Vec<Line>,
    program: Vec<Step>,
}

impl Written {
    /// The first line of an end: where both branches give the lock back, that of whoever has bought.
    fn line_of(&self, end: End) -> Option<usize> {
        self.lines.iter().position(|line| line.steps.iter().any(|step| end.is(self.program[*step])))
    }

    /// Whether a line stands where it stands whatever the lock covers. What kills the holder moves with the lock.
    fn stays(&self, line: &Line) -> bool {
        let moves = |step: &usize| matches!(self.program[*step], Step::Acquire | Step::Release | Step::Crash);
        !line.steps.iter().chain(&line.more_of).any(moves)
    }

    /// How many lines that stay stand below a line in its part.
    fn below(&self, at: usize) -> usize {
        let rest = self.lines.iter().skip(at);
        let part = self.lines.get(at).map(|line| line.part);
        rest.skip(1).take_while(|line| Some(line.part) == part).filter(|line| self.stays(line)).count()
    }

    /// The edge in the part of `like` below which so many lines stay: above the first of them, or at the end of the part.
    fn edge(&self, like: &Line, below: usize) -> (usize, bool) {
        let of_part = |(_, line): &(usize, &Line)| line.part == like.part;
        let staying: Vec<usize> =
            self.lines.iter().enumerate().filter(of_part).filter(|(_, l)| self.stays(l)).map(|(i, _)| i).collect();
        let last = self.lines.iter().rposition(|line| line.part == like.part).unwrap_or(0);
        match staying.len().checked_sub(below).and_then(|at| staying.get(at)) {
            Some(line) => (*line, false),
            None => (last, true),
        }
    }
}
