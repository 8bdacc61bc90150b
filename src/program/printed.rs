//! What the script prints: a sentence, and the value that stands in it.
//!
//! The listing writes its `print`s from these words and the log shows them, so that neither can say what the other does
//! not. They are the script's, in one language, as a program's output is. A process' number stands for its process ID,
//! which only a run of the script itself has.

use super::{Action, BuyerId};

/// What a process prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    /// How many are left, as it has just looked.
    Left(u32),
    /// That this process got a ticket.
    Bought(BuyerId),
    /// That all are sold.
    SoldOut,
    /// That the robust lock's last owner died with it.
    OwnerDied,
    /// How many the record says are left when everybody has ended: the last line.
    InTheEnd(u32),
}

impl Printed {
    /// What a process prints at an event; `None` where it prints nothing.
    pub const fn of(process: BuyerId, action: Action) -> Option<Self> {
        match action {
            Action::Looked(record) | Action::Shown(record) => Some(Self::Left(record.count)),
            Action::Bought => Some(Self::Bought(process)),
            Action::SoldOut => Some(Self::SoldOut),
            Action::Inherited(_) => Some(Self::OwnerDied),
            _ => None,
        }
    }

    /// The words before the value and behind it.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Left(_) => ("", "left"),
            Self::Bought(_) => ("process", "got a ticket"),
            Self::SoldOut => ("sold out", ""),
            Self::OwnerDied => ("the last owner of the lock died", ""),
            Self::InTheEnd(_) => ("", "left in the end"),
        }
    }

    /// The value, where there is one.
    const fn value(self) -> Option<u32> {
        match self {
            Self::Left(value) | Self::Bought(value) | Self::InTheEnd(value) => Some(value),
            Self::SoldOut | Self::OwnerDied => None,
        }
    }

    /// The line, as it is printed.
    pub fn line(self) -> String {
        let ((before, behind), value) = (self.words(), self.value().map(|value| value.to_string()));
        let parts = [before, value.as_deref().unwrap_or_default(), behind];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Record;

    #[test]
    fn lines() {
        let line = |action| Printed::of(3, action).map(Printed::line);
        assert_eq!(line(Action::Looked(Record { count: 1, writer: 2 })).unwrap(), "1 left");
        assert_eq!(line(Action::Bought).unwrap(), "process 3 got a ticket");
        assert_eq!(line(Action::SoldOut).unwrap(), "sold out");
        assert_eq!(line(Action::Read(Record::initial(1))), None, "what is read in order to buy is not shown");
        assert_eq!(Printed::InTheEnd(0).line(), "0 left in the end");
    }
}
