//! Draws what is done in a round.

use super::chance::Chance;
use super::plan::{Action, Around, Message, Moment, Round, Visit};
use super::scenarios;

/// The inside of the window, in CSS px.
const SIZES: [(i64, i64); 6] = [(1280, 900), (1280, 595), (1366, 768), (683, 384), (500, 740), (1920, 1080)];

/// Views, with their panels.
const PANELS: [(&str, &str); 6] = [
    ("race", "code"),
    ("race", "log"),
    ("race", "table"),
    ("compare", "guards"),
    ("compare", "chance"),
    ("compare", "sweep"),
];

/// Views that leave the scenario what it is, by the names that the navigation has for them.
const VIEWS: [&str; 3] = ["race", "compare", "explore"];

/// Buttons that are there at any time, after a run, or in one of the views.
const BUTTONS: [&str; 14] = [
    "lang",
    "theme",
    "present",
    "play",
    "to-start",
    "prev-event",
    "next-event",
    "to-end",
    "hurry",
    "to-lost",
    "unfold",
    "states-table",
    "run-many",
    "compare-all",
];

impl Round {
    /// That of a number.
    pub fn of(seed: u32, round: u32) -> Self {
        let chance = &mut Chance::of(seed, round);
        let visit = if chance.one_in(4) { frame(chance) } else { page(chance) };
        let staying = (0..chance.between(2, 4)).map(|_| action(chance)).collect();
        Self { visit, staying }
    }
}

fn page(chance: &mut Chance) -> Visit {
    let query = scenarios::query(chance);
    let mut actions: Vec<Action> = (0..chance.between(1, 5)).map(|_| action(chance)).collect();
    // Whatever came before, the page runs.
    actions.push(Action::Run(meanwhile(chance)));
    let around = match chance.below(5) {
        0 => Around::Same,
        1 => Around::Bare,
        2 => Around::Other,
        3 => Around::Executed,
        _ => Around::At(chance.below(40)),
    };
    Visit::Page { query, actions, around }
}

fn frame(chance: &mut Chance) -> Visit {
    let attributes = chance.pick(&["", "allow=cross-origin-isolated", "sandbox=allow-scripts", "loading=lazy"]);
    let mut messages: Vec<Message> = (0..chance.between(2, 6)).map(|_| message(chance)).collect();
    messages.push(Message::Run);
    Visit::Frame { query: scenarios::query(chance), attributes, isolated: chance.one_in(3), messages }
}

fn message(chance: &mut Chance) -> Message {
    match chance.below(8) {
        0 => Message::Hello,
        1 => Message::Noise,
        2 | 3 => Message::Run,
        4 => Message::Cancel(chance.below(600)),
        _ => Message::Set(scenarios::values(chance)),
    }
}

fn action(chance: &mut Chance) -> Action {
    match chance.below(15) {
        0..=3 => Action::Run(meanwhile(chance)),
        4 => {
            Action::Cancel(chance.pick(&[Moment::AtOnce, Moment::Starting, Moment::Running(20), Moment::Running(500)]))
        }
        5 | 6 => set(chance),
        7 => Action::Example(chance.below(20)),
        8 => Action::Share,
        9 => Action::Again,
        10 => Action::Scrub(chance.below(101)),
        // A lesson has a scenario of its own, so it ends a run.
        11 => Action::Show("learn"),
        _ => aside(chance),
    }
}

/// What can be done while a run goes on, too.
fn aside(chance: &mut Chance) -> Action {
    match chance.below(8) {
        0 | 1 => Action::Press(chance.pick(&BUTTONS)),
        2 => Action::Show(chance.pick(&VIEWS)),
        3 | 4 => {
            let (view, panel) = chance.pick(&PANELS);
            Action::Panel(view, panel)
        }
        5 => Action::Hide(chance.below(1200)),
        _ => {
            let (width, height) = chance.pick(&SIZES);
            Action::Resize(width, height)
        }
    }
}

fn meanwhile(chance: &mut Chance) -> Vec<Action> {
    (0..chance.below(4)).map(|_| aside(chance)).collect()
}

/// One of the controls. The speed stays, or a run would take long.
fn set(chance: &mut Chance) -> Action {
    let values = scenarios::values(chance);
    let controls = ["tickets", "guard", "scope", "store", "jitter", "seed", "fault", "robust"];
    let of_controls: Vec<_> = values.iter().filter(|(name, _)| controls.contains(name)).collect();
    let (name, value) = chance.pick(&of_controls).clone();
    Action::Set(name, value)
}
