//! What was wrong with a link, as data; the page turns it into a sentence.

/// One thing in the input that was not used as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Name of the parameter, as given (shortened when it is long).
    pub parameter: String,
    /// The value as given (shortened when it is long).
    pub given: String,
    /// What is wrong with it.
    pub problem: Problem,
    /// What is allowed, ready to show: `0–60000`, `none, lock, join`.
    pub allowed: String,
    /// What is used instead; empty when nothing is.
    pub used: String,
}

/// Why something in the input was not used as given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Not a value of this parameter: no number, or none of the names.
    NotAValue,
    /// A number outside the range; the nearest allowed one is used.
    OutOfRange,
    /// Real workers are limited to fewer buyers than the link asks for.
    TooManyForWorkers,
    /// The guard is limited to fewer buyers than the link asks for.
    TooManyForGuard,
    /// Real workers, which the link asks for, cannot be as many as the buyers of a recorded run.
    TooFewWorkers,
    /// No parameter has this name.
    UnknownName,
    /// The same name came before; the first one counts.
    GivenTwice,
    /// Means something only together with another parameter.
    NoEffect,
    /// The hash holds something that is no recorded schedule.
    UnknownHash,
    /// A recorded schedule that cannot be read.
    BadSchedule,
    /// A recorded schedule of a format that this version does not know.
    NewerSchedule,
    /// A recorded schedule, in a link or a file, that this browser cannot unpack; nothing is known to be wrong with it.
    PackedSchedule,
    /// The recorded run has other parameters than the link; the recorded ones are used.
    Pinned,
    /// A file that is no saved run.
    BadFile,
    /// A saved run that is not whole, or not as it was saved.
    AlteredFile,
    /// A saved run of a form that this version does not know.
    NewerFile,
    /// A saved run that cannot be played again, since a worker failed in it.
    UnplayableFile,
}

impl Problem {
    /// Whether it is about a recording, and says nothing of the next one.
    pub const fn is_of_recording(self) -> bool {
        matches!(
            self,
            Self::BadSchedule
                | Self::NewerSchedule
                | Self::PackedSchedule
                | Self::Pinned
                | Self::BadFile
                | Self::AlteredFile
                | Self::NewerFile
                | Self::UnplayableFile
        )
    }
}

/// The longest piece of input that a notice repeats, in characters.
const SHOWN: usize = 60;

impl Notice {
    /// About the recorded run in `t`; `used` is the query string of what is used instead.
    pub fn of_schedule(given: &str, problem: Problem, used: String) -> Self {
        Self::new("t", given, problem, "1.…".to_owned(), used)
    }

    pub(crate) fn new(parameter: &str, given: &str, problem: Problem, allowed: String, used: String) -> Self {
        Self { parameter: shorten(parameter), given: shorten(given), problem, allowed, used }
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_input_is_cut_at_a_character() {
        assert_eq!(shorten("n").len(), 1);
        assert_eq!(shorten(&"票".repeat(61)).chars().count(), 60);
        assert_eq!(shorten(&"票".repeat(60)), "票".repeat(60));
    }
}
